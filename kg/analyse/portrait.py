"""All that the graph says about one thing, gathered from the network: what it is, and each statement it occurs in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analyse.paths import find
from kg.analyse.project import Evidence, multigraph

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An event, or a claim. `predicate` is the event's type ("ASSAULT") or a property ("proposedBy").

    For an event `subject` names its agents and `object` its targets; both may be "", and `place` and `time` too.
    """

    subject: str
    predicate: str
    object: str
    factuality: str
    evidence: tuple[Evidence, ...]
    place: str = ""
    time: str = ""
    attributed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """`mentions` are the sentences that speak of the thing, in the order of source and text. What does not apply is ""."""

    iri: str
    label: str
    kind: str
    type: str
    status: str
    factuality: str
    time: str
    aliases: tuple[str, ...]
    attributed: tuple[str, ...]
    mentions: tuple[Evidence, ...]
    statements: tuple[Statement, ...]


def portrait(store: Store, name: str) -> Portrait:
    """What `store` says about the thing called `name` (see `kg.analyse.paths.find`). Statements come in the order
    of the sentences that state them.

    Raises `QueryError` if nothing or more than one thing is called so.
    """
    net = multigraph(store)
    node = find(net, name)
    data = net.nodes[node]
    kept = ("label", "kind", "type", "status", "factuality", "time", "aliases", "attributed")
    place = {(mention.source, mention.sentence): i for i, mention in enumerate(data["evidence"])}
    found = sorted({*_claims(net, node), *_events(net, node)}, key=lambda statement: _order(statement, place))
    return Portrait(iri=node, mentions=data["evidence"], statements=tuple(found), **{key: data[key] for key in kept})


def _claims(net: nx.MultiDiGraph, node: str) -> Iterator[Statement]:
    for a, b, edge in [*net.out_edges(node, data=True), *net.in_edges(node, data=True)]:
        if edge["claim"]:
            yield Statement(
                subject=net.nodes[a]["label"],
                predicate=edge["predicate"],
                object=net.nodes[b]["label"],
                factuality=edge["factuality"],
                evidence=edge["evidence"],
                attributed=edge["attributed"],
            )


def _events(net: nx.MultiDiGraph, node: str) -> Iterator[Statement]:
    """The events it has a part in, and itself if it is one."""
    for event in {node, *net.predecessors(node), *net.successors(node)}:
        data = net.nodes[event]
        if data["kind"] == "Event":
            yield Statement(
                subject=_role(net, event, "agent"),
                predicate=data["type"],
                object=_role(net, event, "target"),
                factuality=data["factuality"],
                evidence=data["evidence"],
                place=_role(net, event, "place"),
                time=data["time"],
                attributed=data["attributed"],
            )


def _role(net: nx.MultiDiGraph, event: str, role: str) -> str:
    return ", ".join(sorted(net.nodes[b]["label"] for _, b, edge in net.out_edges(event, data=True) if edge["predicate"] == role))


def _order(statement: Statement, place: dict[tuple[str, str], int]) -> tuple:
    """By the first of the sentences that mention the thing; what stands elsewhere comes last."""
    where = sorted((place.get((e.source, e.sentence), len(place)), e.source, e.sentence) for e in statement.evidence)
    return where, statement.predicate, statement.subject, statement.object, statement.factuality, statement.attributed
