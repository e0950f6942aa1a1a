"""The folder of a graph: what lies where in it, each piece written whole or not at all.

The extractions and the judgements are what counts; `store`, `view` and all other files are made of them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.model import Extraction
from kg.pipeline.lines import from_line, to_line

DERIVED = ("graph.nq", "graph.trig", "graph.html", "extraction.jsonl")


@dataclass(frozen=True, slots=True)
class Folder:
    """`store` holds what the documents say, `view` the same after resolution (only where that changes anything),
    `extractions` one file a source, `judgements` what people have decided (in the folder `elsewhere` if there is one),
    `settings` which lexicons go with it and where the judgements are, `state` what of all this is in the store, `readings`
    what of the lexicons each text can depend on."""

    path: Path
    elsewhere: Path | None = None

    @property
    def store(self) -> Path:
        return self.path / "store"

    @property
    def view(self) -> Path:
        return self.path / "view"

    @property
    def extractions(self) -> Path:
        return self.path / "extractions"

    @property
    def judgements(self) -> Path:
        return self.elsewhere or self.path / "judgements"

    @property
    def settings(self) -> Path:
        return self.path / "settings.json"

    @property
    def readings(self) -> Path:
        return self.path / "readings.json"

    @property
    def state(self) -> Path:
        return self.path / "state.json"


def at(path: str | Path, new: bool = False, judgements: str | Path | None = None) -> Folder:
    """The folder of a graph at `path`, made if it is `new`. `judgements` is where they are kept from now on, if not in it.

    Raises `GraphError` if a folder can't be made, or holds no graph, and if judgements would be left behind or are gone.
    """
    folder = Folder(Path(path))
    if not new and not folder.store.is_dir():
        raise GraphError(f"{folder.path}: there is no graph here; 'kg build' or 'kg add' makes one")
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{folder.path}: the folder can't be made: {error.strerror}") from error
    return _with_judgements(folder, judgements)


def _with_judgements(folder: Folder, given: str | Path | None) -> Folder:
    kept = _settings(folder).get("judgements")
    place = Path(given).resolve() if given else Path(kept) if kept else folder.judgements.resolve()
    if place == folder.judgements.resolve():
        _set(folder, judgements=None)
        return folder
    if any(folder.judgements.glob("*.tsv")):
        raise GraphError(f"{folder.judgements}: there are judgements here; move its files to {place} first")
    if given:
        place.mkdir(parents=True, exist_ok=True)
        _set(folder, judgements=str(place))
    elif not place.is_dir():
        raise GraphError(
            f"{place}: the judgements of {folder.path} are kept here, and the folder is gone; --judgements names another"
        )
    return Folder(folder.path, place)


def load(folder: Folder) -> dict[str, list[Extraction]]:
    """The extractions by source, sorted: one a source, or several where different texts of that name were built together.

    Raises `KgError` naming a file that is damaged: it would be wrong to go on as if its text were not there.
    """
    found = (extraction for path in _files(folder) for extraction in _read(path))
    return _by_source(found)


def adopt(folder: Folder) -> None:
    """Make the extractions of a folder that has only `extraction.jsonl` its own, and undo a replacement that was cut off."""
    old, lines = folder.path / ".extractions.old", folder.path / "extraction.jsonl"
    if old.is_dir() and not folder.extractions.is_dir():
        old.rename(folder.extractions)
    if folder.extractions.is_dir():
        return
    if lines.is_file():
        replace_all(folder, _read(lines))
    elif _has_documents(folder):
        raise GraphError(f"{folder.path}: the extractions are gone that the store was made of; build it anew")


def save(folder: Folder, extractions: Iterable[Extraction]) -> None:
    """Put these extractions in the place of the earlier ones of their source, which is one; all or nothing."""
    given = sorted(extractions, key=lambda e: e.document.sha256)
    write(folder.extractions / _name(given[0].document.source), "".join(to_line(extraction) + "\n" for extraction in given))


def forget(folder: Folder, source: str) -> None:
    (folder.extractions / _name(source)).unlink()


def replace_all(folder: Folder, extractions: Iterable[Extraction]) -> None:
    """These extractions and no others. The old ones stay until all new ones are written."""
    draft, old = Folder(folder.path / ".extractions.part"), folder.path / ".extractions.old"
    for leftover in (draft.path, old):
        shutil.rmtree(leftover, ignore_errors=True)
    draft.extractions.mkdir(parents=True)
    for group in _by_source(extractions).values():
        save(draft, group)
    if folder.extractions.is_dir():
        folder.extractions.rename(old)
    draft.extractions.rename(folder.extractions)
    for leftover in (draft.path, old):
        shutil.rmtree(leftover, ignore_errors=True)


def lexicon_dirs(folder: Folder, given: Iterable[str | Path] | None = None) -> tuple[str, ...]:
    """The folders of further lexicons that the graph's texts are read with. Those `given` are kept for later changes."""
    if given is not None and [*given]:
        _set(folder, lexicons=[str(Path(path).resolve()) for path in given])
    return tuple(_settings(folder).get("lexicons", ()))


def forget_lexicons(folder: Folder) -> None:
    _set(folder, lexicons=None)


def _settings(folder: Folder) -> dict[str, Any]:
    try:
        return json.loads(folder.settings.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise GraphError(f"{folder.settings}: can't be read: {error}") from error


def _set(folder: Folder, **settings: Any) -> None:
    """Settings that are None are taken away, and the file with the last one."""
    before = _settings(folder)
    after = {name: value for name, value in {**before, **settings}.items() if value is not None}
    if not after:
        folder.settings.unlink(missing_ok=True)
    elif after != before:
        write(folder.settings, json.dumps(after, indent=1, sort_keys=True) + "\n")


def read_state(folder: Folder) -> dict[str, Any]:
    """What was written into store and view; empty if that is not known."""
    try:
        found = json.loads(folder.state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_state(folder: Folder, state: dict[str, Any]) -> None:
    write(folder.state, json.dumps(state, indent=1, sort_keys=True) + "\n")


def outdated(folder: Folder) -> list[Path]:
    """Take away the files that show an earlier state of the graph; gives those that were there."""
    there = [path for name in DERIVED if (path := folder.path / name).is_file()]
    for path in there:
        path.unlink()
    return there


def write(path: Path, text: str) -> None:
    """Whole or not at all: to a neighbour first, then renamed. Raises `GraphError` naming the file."""
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise GraphError(f"{path}: can't be written: {error.strerror}") from error


def _name(source: str) -> str:
    return f"{hashlib.sha256(source.encode()).hexdigest()[:16]}.json"


def _files(folder: Folder) -> Iterator[Path]:
    if folder.extractions.is_dir():
        yield from sorted(path for path in folder.extractions.glob("*.json") if not path.name.startswith("."))


def _read(path: Path) -> list[Extraction]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: can't be read: {error}") from error
    return [from_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]


def _by_source(extractions: Iterable[Extraction]) -> dict[str, list[Extraction]]:
    """The same text of the same source counts once."""
    out: dict[str, list[Extraction]] = {}
    given = {(e.document.source, e.document.sha256): e for e in extractions}
    for _, extraction in sorted(given.items()):
        out.setdefault(extraction.document.source, []).append(extraction)
    return out


def _has_documents(folder: Folder) -> bool:
    from kg.graph import store as stores

    if not (folder.store / "CURRENT").is_file():
        return False
    return any("/document/" in graph.value for graph in stores.open_store(folder.store, read_only=True).named_graphs())
