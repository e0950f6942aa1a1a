"""The documents of the graph, and where in them its sentences stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analyse.project import place, records

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document. `sources` are its URL or path and those of its copies; what is unknown is ""; `date` is EDTF."""

    iri: str
    sources: tuple[str, ...]
    title: str
    date: str
    publisher: str
    creator: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a sentence stands first: the document's IRI, and code points, 0-based, end exclusive."""

    document: str
    begin: int
    end: int


def documents(store: Store) -> list[Source]:
    """By date, then source; undated ones first."""
    found: dict[str, list[dict]] = {}
    for row in records(store, "network-documents"):
        found.setdefault(row["document"], []).append(row)
    return [_source(rows) for rows in found.values()]


def positions(store: Store) -> dict[tuple[str, str], Position]:
    """Source and text of each sentence that states or names something → where it stands."""
    texts = {row["document"]: row["text"] for row in records(store, "network-texts")}
    sources = defaultdict(list)
    for row in records(store, "network-documents"):
        sources[row["document"]].append(row["source"])
    spans = {place(row["sentence"]) for row in records(store, "network-spans")}
    found: dict[tuple[str, str], Position] = {}
    for document, begin, end in sorted(spans):
        for source in sources[document]:
            found.setdefault((source, texts[document][begin:end]), Position(document=document, begin=begin, end=end))
    return found


def without_copies(net: nx.MultiDiGraph, found: Iterable[Source]) -> nx.MultiDiGraph:
    """A copy of a `multigraph` in which a text that came from several sources gives evidence once, under the first of them."""
    copies = {name for source in found for name in source.sources[1:]}
    if not copies:
        return net
    out = net.copy()
    for data in (*(d for _, d in out.nodes(data=True)), *(d for _, _, d in out.edges(data=True))):
        data["evidence"] = tuple(item for item in data["evidence"] if item.source not in copies)
    return out


def _source(rows: list[dict]) -> Source:
    kept = ("title", "date", "publisher", "creator", "language", "sha256")
    sources = tuple(dict.fromkeys(row["source"] for row in rows))
    return Source(iri=rows[0]["document"], sources=sources, **{key: rows[0][key] for key in kept})
