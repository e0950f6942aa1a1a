"""The order of the stages, in one place: read, annotate, extract, write. One bad input never stops the others."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import lexicon as lexicons
from kg.errors import GraphError, KgError, ReadError
from kg.lexicon import Lexicon
from kg.model import Document, Extraction, as_json, from_json
from kg.plugins import load as plugin

if TYPE_CHECKING:
    from pyoxigraph import Store

log = logging.getLogger(__name__)

LONGEST_TEXT = 1_000_000  # characters; the most that the language model takes
COUNTED = {"documents": "Document", "actors": "Actor", "events": "Event", "initiatives": "Initiative", "claims": "Claim"}

Report = Callable[[str], None]
Progress = Callable[[Iterable[Extraction]], Iterable[Extraction]]


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a build gave. The numbers are of the whole store, an actor of many documents counted once.

    `failures` says which inputs are not in the graph and why, `notes` what else a user should know (a text given
    under two names), `quarantined` how many findings were set aside because they break the shapes.
    """

    documents: int = 0
    actors: int = 0
    events: int = 0
    initiatives: int = 0
    claims: int = 0
    quarantined: int = 0
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


# --- texts to extractions


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
    paths: Iterable[str | Path],
    *,
    lexicon_dirs: Iterable[str | Path] = (),
    extractors: Iterable[str] = (),
    date: str | None = None,
    failed: Report = log.warning,
) -> Iterator[Extraction]:
    """One extraction for each text, in the order of the inputs; nothing is written.

    `date` ("2024-05-12") is the day that texts without a date of their own are from: "on Monday" counts from it, and it
    is recorded as theirs. Inputs that give nothing are reported to `failed`. Raises `LexiconError`, `PluginError`, and
    `ReadError` for a `date` that is no day, before anything is read.
    """
    from kg.annotate import model, names

    lexicon = lexicons.load(*map(Path, lexicon_dirs))
    further = [plugin("kg.extractors", {}, name) for name in extractors]
    day = _day(date)
    for document, doc in model.annotate(documents(paths, failed), names.words(lexicon)):
        try:
            yield read_doc(document, doc, lexicon, further, day)
        except Exception as error:  # extractors may be anybody's code
            log.debug("%s", document.source, exc_info=True)
            failed(f"{document.source}: the extraction failed: {type(error).__name__}: {error}")


def read_doc(
    document: Document, doc: Any, lexicon: Lexicon, extractors: Iterable[Any] = (), date: str | None = None
) -> Extraction:
    from kg import extract as stage

    found = stage.extract(document, doc, lexicon, extractors, date=date)
    return dataclasses.replace(found, producer=producer(lexicon))


def _day(date: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(date).isoformat() if date is not None else None
    except ValueError as error:
        raise ReadError(f"date {date!r}: expected a day like 2024-05-12") from error


def tool_version() -> str:
    try:
        return version("kg")
    except PackageNotFoundError:
        return "0"


@functools.lru_cache(maxsize=4)
def producer(lexicon: Lexicon) -> dict[str, str]:
    """What makes an extraction: recorded in it, and in the graph's provenance."""
    from kg.annotate import model

    return {"tool": f"kg {tool_version()}", "model": model.version(), "lexicons": lexicon.sha256}


def _need_length(path: Path, document: Document) -> None:
    if len(document.text) > LONGEST_TEXT:
        raise ReadError(f"{path}: {len(document.text):,} characters long, at most {LONGEST_TEXT:,} can be read: split it")


# --- extractions as JSON lines


def to_line(extraction: Extraction) -> str:
    return json.dumps(as_json(extraction), ensure_ascii=False, separators=(",", ":"))


def from_line(line: str, where: str) -> Extraction:
    """The inverse of `to_line`. Raises `ReadError` that names `where` and the cause."""
    try:
        return from_json(Extraction, json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(f"{where}: no extraction as 'kg extract' writes it: {error}") from error


def stored(path: Path, failed: Report) -> Iterator[Extraction]:
    """The extractions of a JSON lines file made by `extract`."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield from_line(line, f"{path}:{number}")
                except ReadError as error:
                    failed(str(error))
    except (OSError, UnicodeDecodeError) as error:
        failed(f"{path}: can't be read: {error}")


def extractions(paths: Iterable[str | Path], *, failed: Report = log.warning, **options: Any) -> Iterator[Extraction]:
    """Of texts, and of files that `kg extract` wrote: first the texts, then the files (.jsonl), as they are given."""
    given = [Path(path) for path in paths]
    texts = [path for path in given if path.suffix != ".jsonl"]
    if texts:
        yield from extract(texts, failed=failed, **options)
    for path in given:
        if path.suffix == ".jsonl":
            yield from stored(path, failed)


# --- the graph


def build(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    store: str | Path | None = None,
    progress: Progress = iter,
    **options: Any,
) -> Summary:
    """Read texts into a graph under `out`: the store, graph.nq, graph.trig, graph.html and extraction.jsonl.

    `out/store` is made anew and holds these inputs only; documents are added to a store given as `store`, each in the
    place of its earlier version. `options` are those of `extract`. Inputs that can't be read are named in the
    summary's `failures`; the others go through. Raises `GraphError` when the store or a file can't be written.
    """
    from kg.graph import store as stores

    place = Path(store) if store else Path(out) / "store"
    dataset = stores.open_store(_folder(place))
    summary = Summary()
    found = _distinct(progress(extractions(paths, failed=summary.failures.append, **options)), summary)
    if store is None:
        dataset.clear()
    kept = [extraction for extraction in found if _stored(dataset, extraction, summary)]
    _write(Path(out), dataset, kept, summary)
    _count(dataset, summary)
    summary.files.insert(0, place)
    return summary


def _folder(place: Path) -> Path:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{place}: the folder can't be made: {error.strerror}") from error
    return place


def _distinct(found: Iterable[Extraction], summary: Summary) -> list[Extraction]:
    """By source. Equal texts are one document with all their sources; that is noted."""
    by_text: dict[str, Extraction] = {}
    for extraction in sorted(found, key=lambda e: (e.document.source, e.document.sha256)):
        document = extraction.document
        first = by_text.setdefault(document.sha256, extraction)
        if first is not extraction:
            summary.notes.append(f"{document.source}: the same text as {first.document.source}, taken once")
            sources = (*first.document.also_from, document.source)
            by_text[document.sha256] = dataclasses.replace(first, document=dataclasses.replace(first.document, also_from=sources))
    return list(by_text.values())


def _stored(dataset: Store, extraction: Extraction, summary: Summary) -> bool:
    """Whether it went into the store. What breaks the shapes is set aside; a failure is noted in the summary."""
    from kg.graph import build as graph
    from kg.graph import check
    from kg.graph import store as stores

    try:
        quads = list(graph.quads(extraction))
        if offenders := check.offenders_of(quads):
            quads = list(graph.quarantined(extraction, offenders))
        stores.replace_document(dataset, quads)
        stores.add(dataset, graph.provenance([extraction]))
    except GraphError as error:
        summary.failures.append(str(error))
        return False
    summary.quarantined += len(offenders)
    return True


def _count(dataset: Store, summary: Summary) -> None:
    from kg.graph import query

    for name, term in COUNTED.items():
        (row,) = query.run(dataset, f"SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ ?it a aei:{term} }}").rows
        setattr(summary, name, row[0])


def _write(out: Path, dataset: Store, found: list[Extraction], summary: Summary) -> None:
    from kg.graph import store as stores
    from kg.view import network

    summary.files.extend(stores.dump(dataset, out))
    summary.files.append(network.write(dataset, out / "graph.html"))
    lines = out / "extraction.jsonl"
    try:
        lines.write_text("".join(to_line(extraction) + "\n" for extraction in found), encoding="utf-8", newline="\n")
    except OSError as error:
        raise GraphError(f"{lines}: can't be written: {error.strerror}") from error
    summary.files.append(lines)
