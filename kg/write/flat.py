"""The graph as plain records: nodes, edges and documents, each a dict of texts, numbers and lists. All formats start here."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analyse.documents import Position, documents, positions, without_copies
from kg.analyse.project import Evidence, multigraph, records

if TYPE_CHECKING:
    from pyoxigraph import Store

Record = dict[str, Any]

TEXTS = ("id", "label", "kind", "type", "factuality", "status", "time", "earliest", "latest", "wikidata", "country")
NODE = (
    "id", "label", "kind", "type", "aliases", "factuality", "status", "confidence", "time", "earliest", "latest", "attributed",
    "wikidata", "latitude", "longitude", "country", "evidence",
)  # fmt: skip
EDGE = ("id", "source", "target", "predicate", "claim", "factuality", "confidence", "attributed", "evidence")
DOCUMENT = ("id", "source", "also_from", "title", "date", "publisher", "creator", "language", "sha256")
EVIDENCE = ("document", "source", "title", "date", "publisher", "sentence", "begin", "end", "offset")
NUMBERS = ("confidence", "latitude", "longitude")
LISTS = ("aliases", "attributed", "also_from", "evidence")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """Records with the keys of `NODE`, `EDGE` and `DOCUMENT`, in that order, then those of one's own (measures, weights).

    What is unknown is "" for texts, None for numbers, [] for lists. `evidence` is a list of records with the keys of
    `EVIDENCE`: `begin` and `end` are where in `sentence` the decisive words stand, `offset` is where in the document
    the sentence does, or None; code points, 0-based, end exclusive. Ids are unique, and the lists sorted by them.
    """

    nodes: list[Record]
    edges: list[Record]
    documents: list[Record]
    directed: bool


def flat(source: Store | nx.Graph) -> Flat:
    """The records of a store, or of a networkx graph of `kg.analyse` (then with the documents that its evidence names)."""
    if isinstance(source, nx.Graph):
        return _flat(source, {}, {}, _named(source))
    known = {row["thing"]: row for row in records(source, "network-identities")}
    papers = documents(source)
    return _flat(without_copies(multigraph(source), papers), known, positions(source), [_document(item) for item in papers])


def as_text(value: Any) -> str:
    """A value for formats that hold only text: lists and records as JSON, None as ""."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return value if isinstance(value, str) else repr(value)


def clean(text: str) -> str:
    """Text without the characters that XML can't hold: each becomes U+FFFD."""
    return CONTROL.sub("\ufffd", text)


def _flat(net: nx.Graph, known: dict[str, Record], at: dict[tuple[str, str], Position], sources: list[Record]) -> Flat:
    nodes = [
        _node(node, data, known.get(node, {}), at) for node, data in sorted(net.nodes(data=True), key=lambda item: str(item[0]))
    ]
    edges = sorted(_edges(net, at), key=lambda edge: edge["id"])
    sources = sorted(sources, key=lambda item: item["id"])
    return Flat(nodes=_even(nodes), edges=_even(edges), documents=sources, directed=net.is_directed())


def _node(node: Any, data: Record, known: Record, at: dict[tuple[str, str], Position]) -> Record:
    place = {key: known[key] if known.get(key, "") != "" else None for key in ("latitude", "longitude")}
    found = {**place, "wikidata": known.get("wikidata", ""), "country": known.get("country", "")}
    return _record(NODE, {**found, **data, "id": str(node)}, at)


def _edges(net: nx.Graph, at: dict[tuple[str, str], Position]) -> Iterator[Record]:
    """The id of a claim is its IRI; of other edges it is made of their ends and their key."""
    for edge in net.edges(keys=True, data=True) if net.is_multigraph() else ((a, b, "", d) for a, b, d in net.edges(data=True)):
        a, b, key, data = edge
        id_ = data.get("claim") or " ".join(filter(None, (str(a), str(key), str(b))))
        yield _record(EDGE, {**data, "id": id_, "source": str(a), "target": str(b)}, at)


def _record(keys: Iterable[str], data: Record, at: dict[tuple[str, str], Position]) -> Record:
    """The keys in their order, then the others in alphabetical order."""
    own = sorted(set(data) - set(keys))
    return {key: _value(key, data.get(key), at) for key in (*keys, *own)}


def _value(key: str, value: Any, at: dict[tuple[str, str], Position]) -> Any:
    if key == "evidence":
        return [_evidence(item, at) for item in value or ()]
    if value is None or value == "":
        return [] if key in LISTS else None if key in NUMBERS or key not in (*NODE, *EDGE, *DOCUMENT) else ""
    return _plain(value, at)


def _plain(value: Any, at: dict[tuple[str, str], Position]) -> Any:
    """Tuples as lists, dataclasses as records, numpy's numbers as numbers."""
    if isinstance(value, Evidence):
        return _evidence(value, at)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), at) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list | set | frozenset):
        items = [_plain(item, at) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    if isinstance(value, dict):
        return {str(key): _plain(item, at) for key, item in value.items()}
    return value.item() if hasattr(value, "item") else value


def _evidence(item: Evidence, at: dict[tuple[str, str], Position]) -> Record:
    position = at.get((item.source, item.sentence))
    data = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    data |= {"document": position.document if position else "", "offset": position.begin if position else None}
    return {key: data[key] for key in EVIDENCE}


def _even(found: list[Record]) -> list[Record]:
    """Each record with all keys that any has."""
    keys = dict.fromkeys(key for record in found for key in record)
    return [{key: record.get(key) for key in keys} for record in found]


def _document(source: Any) -> Record:
    kept = ("title", "date", "publisher", "creator", "language", "sha256")
    return {
        "id": source.iri,
        "source": source.sources[0],
        "also_from": list(source.sources[1:]),
        **{k: getattr(source, k) for k in kept},
    }


def _named(net: nx.Graph) -> list[Record]:
    """Documents as far as the evidence names them."""
    told = [data.get("evidence", ()) for _, data in net.nodes(data=True)] + [
        data.get("evidence", ()) for _, _, data in net.edges(data=True)
    ]
    found = {item.source: item for items in told for item in items}
    empty = dict.fromkeys(DOCUMENT, "")
    return [
        {**empty, "id": s, "source": s, "also_from": [], "title": item.title, "date": item.date, "publisher": item.publisher}
        for s, item in found.items()
    ]
