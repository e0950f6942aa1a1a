"""Extractions and judgements to graph: brings the store of a folder in line with them, and writes its files."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg import lexicon as lexicons
from kg.errors import GraphError
from kg.model import Extraction
from kg.pipeline import folder as folders
from kg.pipeline import views
from kg.pipeline.folder import Folder
from kg.pipeline.lines import to_line
from kg.pipeline.texts import tool_version
from kg.pipeline.views import Holdings

if TYPE_CHECKING:
    from pyoxigraph import Store

Known = dict[str, list[Extraction]]
COUNTED = {"documents": "Document", "actors": "Actor", "events": "Event", "initiatives": "Initiative", "claims": "Claim"}


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a build or a change gave. The numbers are of the whole store, an actor of many documents counted once.

    `added`, `changed`, `removed` and `unchanged` name the sources of this call. `failures` says which inputs are not
    in the graph and why, `notes` what else a user should know (a text given under two names), `quarantined` how many
    findings were set aside because they break the shapes.
    """

    documents: int = 0
    actors: int = 0
    events: int = 0
    initiatives: int = 0
    claims: int = 0
    quarantined: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def sync(folder: Folder, dataset: Store, summary: Summary, known: Known | None = None) -> Holdings:
    """Make store and view hold what the folder's extractions and judgements say, no more and no less.

    What is there already stays. Documents are swapped one by one, each all or nothing, and `state.json` is written last:
    cut off anywhere, the next call goes on from there. Files that show an earlier state are taken away. `known` are the folder's
    extractions by source, if they have been read already.
    """
    held = holdings(folder, summary, known)
    before = folders.read_state(folder)
    state = {"documents": _write_documents(dataset, held.documents, before.get("documents", {}), summary)}
    state |= views.write(folder, dataset, held, state["documents"], before)
    if state != before:
        folders.outdated(folder)
        folders.write_state(folder, state)
    summary.notes += held.resolution.problems
    _count(views.current(folder, dataset), summary)
    return held


def holdings(folder: Folder, summary: Summary, known: Known | None = None) -> Holdings:
    """The documents of a folder, those that people's statements make included, and who is who in them."""
    from kg.resolve import decided, findings, resolve
    from kg.resolve import judgements as judged
    from kg.resolve import notes as made_of

    known = folders.load(folder) if known is None else known
    documents = distinct((e for group in known.values() for e in group), summary)
    everything = judged.load(folder.judgements)
    in_force = judged.in_force(everything)
    notes = made_of.notes(in_force, {path: f for e in documents for path, f in findings(e).items()})
    documents += [note for _, note in notes]
    links = [*in_force, *made_of.links(notes)]
    resolution = resolve(documents, lexicons.load(*map(Path, folders.lexicon_dirs(folder))), links)
    return Holdings(
        documents=documents, judgements=everything, in_force=in_force, decided=decided(links), resolution=resolution
    )  # fmt: skip


def dump(folder: Folder, dataset: Store, summary: Summary, out: Path | None = None) -> None:
    """Write graph.nq, graph.trig, graph.html and extraction.jsonl into `out`, else into the folder."""
    from kg.graph import store as stores
    from kg.view import network

    place = out or folder.path
    summary.files.extend(stores.dump(dataset, place))
    summary.files.append(network.write(views.current(folder, dataset), place / "graph.html"))
    lines = place / "extraction.jsonl"
    documents = distinct((e for group in folders.load(folder).values() for e in group), Summary())
    folders.write(lines, "".join(to_line(extraction) + "\n" for extraction in documents))
    summary.files.append(lines)


def distinct(found: Iterable[Extraction], summary: Summary) -> list[Extraction]:
    """By source. Equal texts are one document with all their sources; that is noted of those that are new."""
    by_text: dict[str, Extraction] = {}
    new = {*summary.added, *summary.changed}
    for extraction in sorted(found, key=lambda e: (e.document.source, e.document.sha256)):
        document = extraction.document
        first = by_text.setdefault(document.sha256, extraction)
        if first is not extraction:
            if new & {document.source, first.document.source}:
                summary.notes.append(f"{document.source}: the same text as {first.document.source}, taken once")
            sources = (*first.document.also_from, document.source)
            by_text[document.sha256] = dataclasses.replace(first, document=dataclasses.replace(first.document, also_from=sources))
    return list(by_text.values())


def sound(extraction: Extraction, summary: Summary) -> bool:
    """Whether the findings of an extraction fit together; else the reason is noted as a failure."""
    from kg.graph import build as graph

    try:
        for _ in graph.quads(extraction):
            pass
    except GraphError as error:
        summary.failures.append(str(error))
        return False
    return True


def _write_documents(
    dataset: Store, documents: list[Extraction], before: dict[str, str], summary: Summary
) -> dict[str, str]:  # fmt: skip
    """Digests of the documents by IRI, as they are in the store now."""
    from kg.graph import build as graph
    from kg.graph import iris
    from kg.graph import store as stores

    there = stores.documents(dataset)
    wanted = {iris.document_iri(extraction.document): extraction for extraction in documents}
    for gone in sorted(there - set(wanted)):
        stores.remove_document(dataset, gone)
    written = {}
    for iri, extraction in wanted.items():
        digest = _digest(extraction)
        if iri not in there or before.get(iri) != digest:
            _store(dataset, extraction, summary)
        written[iri] = digest
    stores.replace_graph(dataset, iris.provenance_graph(), graph.provenance(documents))
    return written


def _store(dataset: Store, extraction: Extraction, summary: Summary) -> None:
    """What breaks the shapes is set aside."""
    from kg.graph import build as graph
    from kg.graph import check
    from kg.graph import store as stores

    quads = list(graph.quads(extraction))
    if offenders := check.offenders_of(quads):
        quads = list(graph.quarantined(extraction, offenders))
    stores.replace_document(dataset, quads)
    summary.quarantined += len(offenders)


def _digest(extraction: Extraction) -> str:
    """Of what a document's own graph is made of: what has read it is in the graph of provenance."""
    extraction = dataclasses.replace(extraction, producer={})
    return hashlib.sha256(f"{tool_version()}\n{to_line(extraction)}".encode()).hexdigest()


def _count(dataset: Store, summary: Summary) -> None:
    from kg.graph import query

    for name, term in COUNTED.items():
        (row,) = query.run(dataset, f"SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ ?it a aei:{term} }}").rows
        setattr(summary, name, row[0])
