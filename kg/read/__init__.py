"""Sources → `Document`. One file per kind of source; a reader is `read(path, source) -> Document`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.plugins import load

SUFFIXES = {".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown"}
READERS = {"text": "kg.read.text:read", "markdown": "kg.read.markdown:read"}


def find(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Pairs of file and source (its path relative to the folder that was given, else its name), sorted per folder.

    In folders only files of known kinds count; hidden ones are left out. A path that isn't there is
    yielded as it is: reading it gives the error.
    """
    for given in map(Path, paths):
        if not given.is_dir():
            yield given, given.name
            continue
        for file in sorted(given.rglob("*")):
            inner = file.relative_to(given)
            hidden = any(part.startswith(".") for part in inner.parts)
            if (file.is_file() or file.is_symlink()) and file.suffix.lower() in SUFFIXES and file.suffix and not hidden:
                yield file, inner.as_posix()


def read(path: str | Path, source: str | None = None, reader: str | None = None) -> Document:
    """Read one file with the reader for its suffix or the one named. Raises `ReadError` with path and cause."""
    path = Path(path)
    name = reader or SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise ReadError(f"{path}: no reader for {path.suffix!r} files; known: {', '.join(sorted(filter(None, SUFFIXES)))}")
    return load("kg.readers", READERS, name)(path, source or path.name)
