"""From the store to a typed networkx graph: every thing a node, every stated link an edge with its sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.graph.query import run
from kg.vocabulary import AEI, EVT, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

KINDS = ("Actor", "Event", "Initiative", "Place", "Issue")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """A sentence of a document that states something.

    `begin` and `end` say where in `sentence` the decisive words stand: code points, 0-based, end exclusive.
    `date` is the document's, as EDTF; it, `title` and `publisher` are empty where the document has none.
    """

    source: str
    sentence: str
    begin: int
    end: int
    title: str = ""
    date: str = ""
    publisher: str = ""

    @property
    def quote(self) -> str:
        return self.sentence[self.begin : self.end]


def multigraph(store: Store) -> nx.MultiDiGraph:
    """All actors, events, initiatives, places and issues of `store`, and the links between them.

    Nodes are IRIs with the attributes `label`, `aliases`, `kind` (one of `KINDS`), `type` (class of an actor,
    type of an event, else the kind), `factuality`, `status`, `confidence`, `time`, `earliest`, `latest`,
    `attributed` (labels of who says so) and `evidence` (for actors, places and issues: their mentions).
    What does not apply is "" or, for `confidence`, None.

    Edges carry `predicate`, `claim` (the claim's IRI, "" for a role in an event), `factuality`, `confidence`,
    `attributed` and `evidence`. A role in an event has the factuality and the evidence of the event.
    Nodes and edges come in the order of their IRIs.
    """
    evidence = _evidence(store)
    net = nx.MultiDiGraph()
    _add_nodes(net, store, evidence)
    _add_links(net, store)
    _add_claims(net, store, evidence)
    return net


def records(store: Store, name: str) -> Iterator[dict[str, Any]]:
    """The rows of the named query as dicts; what is unbound is ""."""
    rows = run(store, name)
    for row in rows.rows:
        yield {column: "" if value is None else value for column, value in zip(rows.columns, row, strict=True)}


def short(iri: str) -> str:
    """A term without its namespace: "agent" for `aei:agent`, "ASSAULT" for `evt:ASSAULT`; others as they are."""
    for namespace in (AEI, EVT, *PREFIXES.values()):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri


def _evidence(store: Store) -> dict[str, tuple[Evidence, ...]]:
    found = defaultdict(list)
    for name in ("network-evidence", "network-mentions"):
        for record in records(store, name):
            found[record["thing"]].append(_as_evidence(record))
    return {thing: tuple(items) for thing, items in found.items()}


def _as_evidence(record: dict[str, Any]) -> Evidence:
    begin = int(record["begin"]) - int(record["sentence_begin"])
    return Evidence(
        source=record["source"],
        sentence=record["sentence"],
        begin=begin,
        end=begin + len(record["quote"]),
        title=record["title"],
        date=record["date"],
        publisher=record["publisher"],
    )


def _add_nodes(net: nx.MultiDiGraph, store: Store, evidence: dict[str, tuple[Evidence, ...]]) -> None:
    classes, first = defaultdict(list), {}
    for record in records(store, "network-nodes"):
        classes[record["node"]].append(short(record["class"]))
        first.setdefault(record["node"], record)
    aliases = _aliases(store)
    for node, record in first.items():
        names = [alias for alias in aliases.get(node, ()) if alias != record["label"]]
        net.add_node(node, **_attributes(record, classes[node]), aliases=tuple(names), evidence=evidence.get(node, ()))


def _aliases(store: Store) -> dict[str, list[str]]:
    names = defaultdict(list)
    for record in records(store, "network-aliases"):
        names[record["node"]].append(record["alias"])
    return names


def _attributes(record: dict[str, Any], classes: list[str]) -> dict[str, Any]:
    kind = next(name for name in KINDS if name in classes)
    narrow = sorted({name for name in classes if name not in KINDS})
    return {
        "label": record["label"],
        "kind": kind,
        "type": short(record["type"]) or (narrow[0] if narrow else kind),
        "factuality": short(record["factuality"]),
        "status": short(record["status"]),
        "confidence": _number(record["confidence"]),
        "time": record["time"],
        "earliest": record["earliest"],
        "latest": record["latest"],
        "attributed": (),
    }


def _number(value: Any) -> float | None:
    return None if value == "" else float(value)


def _add_links(net: nx.MultiDiGraph, store: Store) -> None:
    for record in records(store, "network-links"):
        subject, predicate, target = record["subject"], short(record["predicate"]), record["object"]
        if subject not in net or target not in net:
            continue  # a document is no node, and neither is a finding that was set aside
        event = net.nodes[subject]
        if predicate == "attributedTo":
            event["attributed"] += (net.nodes[target]["label"],)
        net.add_edge(
            subject,
            target,
            key=predicate,
            predicate=predicate,
            claim="",
            factuality=event["factuality"],
            confidence=event["confidence"],
            attributed=(),
            evidence=event["evidence"],
        )


def _add_claims(net: nx.MultiDiGraph, store: Store, evidence: dict[str, tuple[Evidence, ...]]) -> None:
    speakers, claims = defaultdict(list), {}
    for record in records(store, "network-claims"):
        claims.setdefault(record["claim"], record)
        if record["speaker"] and record["speaker"] not in speakers[record["claim"]]:
            speakers[record["claim"]].append(record["speaker"])
    for claim, record in claims.items():
        if record["subject"] not in net or record["object"] not in net:
            continue
        net.add_edge(
            record["subject"],
            record["object"],
            key=claim,
            predicate=short(record["predicate"]),
            claim=claim,
            factuality=short(record["factuality"]),
            confidence=_number(record["confidence"]),
            attributed=tuple(speakers[claim]),
            evidence=evidence.get(claim, ()),
        )
