"""The order of the stages, in one place: read, annotate, extract, write. One bad input never stops the others."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kg import lexicon as lexicons
from kg.errors import KgError, ReadError
from kg.lexicon import Lexicon
from kg.model import Document, Extraction, as_json, from_json
from kg.plugins import load as plugin


@dataclass(slots=True)
class Summary:
    """What a build gave. `failures` are messages for the inputs that could not be read, `quarantined` findings set aside."""

    documents: int = 0
    actors: int = 0
    events: int = 0
    initiatives: int = 0
    claims: int = 0
    quarantined: int = 0
    failures: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


Report = Callable[[str], None]


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


def documents(paths: Iterable[str | Path], failed: Report) -> Iterator[Document]:
    """The readable inputs. `failed` is told of each of the others."""
    from kg import read

    for path, source in read.find(paths):
        try:
            yield read.read(path, source)
        except KgError as error:
            failed(str(error))


def extract(
    paths: Iterable[str | Path], *, lexicon_dirs: Iterable[Path] = (), extractors: Iterable[str] = (), failed: Report = lambda _: None
) -> Iterator[Extraction]:
    """One extraction for each readable text, in the order of the inputs; nothing is written."""
    from kg.annotate import model, names

    lexicon = lexicons.load(*lexicon_dirs)
    further = [plugin("kg.extractors", {}, name) for name in extractors]
    for document, doc in model.annotate(documents(paths, failed), names.words(lexicon)):
        yield read_doc(document, doc, lexicon, further)


def read_doc(document: Document, doc: Any, lexicon: Lexicon, extractors: Iterable[Any] = ()) -> Extraction:
    from kg import extract as stage

    found = stage.extract(document, doc, lexicon, extractors)
    return dataclasses.replace(found, producer=producer(lexicon))


def to_line(extraction: Extraction) -> str:
    return json.dumps(as_json(extraction), ensure_ascii=False, separators=(",", ":"))


def from_line(line: str, where: str) -> Extraction:
    try:
        return from_json(Extraction, json.loads(line))
    except (ValueError, TypeError, KeyError) as error:
        raise ReadError(f"{where}: no extraction as 'kg extract' writes it: {error}") from error


def stored(path: Path, failed: Report) -> Iterator[Extraction]:
    """The extractions of a JSON lines file made by `extract`."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield from_line(line, f"{path}:{number}")
                except KgError as error:
                    failed(str(error))
    except (OSError, UnicodeDecodeError) as error:
        failed(f"{path}: can't be read: {error}")


def extractions(paths: Iterable[str | Path], failed: Report, **options: Any) -> Iterator[Extraction]:
    """Of texts and of files made by `extract`, as they come."""
    given = [Path(p) for p in paths]
    texts = [p for p in given if p.suffix != ".jsonl"]
    if texts:
        yield from extract(texts, failed=failed, **options)
    for path in given:
        if path.suffix == ".jsonl":
            yield from stored(path, failed)


def build(
    paths: Iterable[str | Path], out: str | Path, *, store: str | Path | None = None, progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    **options: Any,
) -> Summary:  # fmt: skip
    """Read texts into a graph under `out`: the store, graph.nq, graph.trig, graph.html and extraction.jsonl.

    Inputs that can't be read are named in the summary's `failures`; the others go through. Raises `GraphError`
    when the store can't be opened.
    """
    from kg.graph import build as graph
    from kg.graph import store as stores

    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    place = Path(store) if store else out / "store"
    dataset = stores.open_store(place)
    found: dict[str, Extraction] = {}
    for extraction in progress(extractions(paths, summary.failures.append, **options)):
        found[extraction.document.sha256] = extraction
    for key in sorted(found):
        _store(dataset, found[key], summary)
    stores.replace_document(dataset, graph.provenance(found[k] for k in sorted(found)))
    _write(out, dataset, [found[k] for k in sorted(found, key=lambda k: found[k].document.source)], summary)
    summary.files.insert(0, place)
    return summary


def _store(dataset: Any, extraction: Extraction, summary: Summary) -> None:
    from kg.graph import build as graph
    from kg.graph import check
    from kg.graph import store as stores

    quads = list(graph.quads(extraction))
    offenders = check.offenders_of(quads)
    if offenders:
        quads, aside = graph.quarantined(quads, offenders)
        stores.add(dataset, aside)
        summary.quarantined += len(offenders)
    stores.replace_document(dataset, quads)
    summary.documents += 1
    summary.actors += len(extraction.actors)
    summary.events += len(extraction.events)
    summary.initiatives += len(extraction.initiatives)
    summary.claims += len(extraction.claims)


def _write(out: Path, dataset: Any, found: list[Extraction], summary: Summary) -> None:
    from kg.graph import store as stores
    from kg.view import network

    summary.files.extend(stores.dump(dataset, out))
    lines = out / "extraction.jsonl"
    lines.write_text("".join(to_line(e) + "\n" for e in found), encoding="utf-8")
    page = out / "graph.html"
    network.write(dataset, page)
    summary.files.extend([page, lines])
