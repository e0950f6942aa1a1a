"""Texts to extractions: read, annotate, extract. One bad input never stops the others."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import logging
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kg import lexicon as lexicons
from kg.errors import KgError, ReadError
from kg.lexicon import Lexicon
from kg.model import Document, Extraction
from kg.pipeline import lines
from kg.plugins import load as plugin

log = logging.getLogger(__name__)

LONGEST_TEXT = 1_000_000  # characters; the most that the language model takes

Report = Callable[[str], None]
Wanted = Callable[[Document], bool]


def every(document: Document) -> bool:
    return True


def documents(paths: Iterable[str | Path], failed: Report) -> Iterator[Document]:
    """The readable inputs. `failed` is told of each of the others."""
    from kg import read

    for path, source in read.find(paths):
        try:
            document = read.read(path, source)
            _need_length(path, document)
        except KgError as error:
            failed(str(error))
        except Exception as error:  # readers may be anybody's code
            log.debug("%s", path, exc_info=True)
            failed(f"{path}: the reading failed: {type(error).__name__}: {error}")
        else:
            yield document


def extract(
    paths: Iterable[str | Path], *, failed: Report = log.warning, wanted: Wanted = every, **options: Any
) -> Iterator[Extraction]:
    """One extraction for each text that is `wanted`, in the order of the inputs; nothing is written.

    Inputs that give none are reported to `failed`. `options` and errors are those of `reread`.
    """
    return reread(filter(wanted, documents(paths, failed)), failed=failed, **options)


def reread(
    found: Iterable[Document],
    *,
    lexicon_dirs: Iterable[str | Path] = (),
    extractors: Iterable[str] = (),
    date: str | None = None,
    failed: Report = log.warning,
) -> Iterator[Extraction]:
    """One extraction for each document.

    `date` ("2024-05-12") is the day that texts without a date of their own are from: "on Monday" counts from it, and it
    is recorded as theirs. Raises `LexiconError`, `PluginError`, and `ReadError` for a `date` that is no day, before
    anything is read.
    """
    from kg.annotate import model, names

    lexicon = lexicons.load(*map(Path, lexicon_dirs))
    extractors = [*extractors]
    further = [plugin("kg.extractors", {}, name) for name in extractors]
    day, made = _day(date), producer(lexicon, tuple(extractors))
    for document, doc in model.annotate(found, names.words(lexicon), lexicon.sets["operative"]):
        try:
            yield dataclasses.replace(read_doc(document, doc, lexicon, further, day), producer=made)
        except Exception as error:  # extractors may be anybody's code
            log.debug("%s", document.source, exc_info=True)
            failed(f"{document.source}: the extraction failed: {type(error).__name__}: {error}")


def read_doc(
    document: Document, doc: Any, lexicon: Lexicon, extractors: Iterable[Any] = (), date: str | None = None
) -> Extraction:
    from kg import extract as stage

    return stage.extract(document, doc, lexicon, extractors, date=date)


def _day(date: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(date).isoformat() if date is not None else None
    except ValueError as error:
        raise ReadError(f"date {date!r}: expected a day like 2024-05-12") from error


@functools.lru_cache(maxsize=1)
def tool_version() -> str:
    try:
        return version("kg")
    except PackageNotFoundError:
        return "0"


@functools.lru_cache(maxsize=4)
def producer(lexicon: Lexicon, extractors: tuple[str, ...] = ()) -> dict[str, str]:
    """What makes an extraction: recorded in it, and in the graph's provenance."""
    from kg.annotate import model

    further = {"extractors": ", ".join(extractors)} if extractors else {}
    return {"tool": f"kg {tool_version()}", "model": model.version(), "lexicons": lexicon.sha256, **further}


def _need_length(path: Path, document: Document) -> None:
    if len(document.text) > LONGEST_TEXT:
        raise ReadError(f"{path}: {len(document.text):,} characters long, at most {LONGEST_TEXT:,} can be read: split it")


def extractions(
    paths: Iterable[str | Path], *, failed: Report = log.warning, wanted: Wanted = every, **options: Any
) -> Iterator[Extraction]:
    """Of texts, and of files that `kg extract` wrote: first the texts, then the files (.jsonl), as they are given."""
    given = [Path(path) for path in paths]
    texts = [path for path in given if path.suffix != ".jsonl"]
    if texts:
        yield from extract(texts, failed=failed, wanted=wanted, **options)
    for path in given:
        if path.suffix == ".jsonl":
            yield from (found for found in lines.stored(path, failed) if wanted(found.document))
