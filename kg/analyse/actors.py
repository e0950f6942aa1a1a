"""Who deals with whom: the network of actors, weighed by what they do to one another."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg import settings
from kg.analyse.project import Evidence, multigraph, short
from kg.errors import GraphError, QueryError
from kg.graph.store import load
from kg.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from pyoxigraph import Store

TIES = ("cooperation", "conflict", "net", "all")
STANCES = {"supports": "SUPPORT", "opposes": "REJECT"}  # relations that weigh like an event of that type
UNDERWAY = ("Agreed", "Active", "Completed")

Tie = tuple[str, str, "Reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """An event, initiative or claim because of which two actors are linked.

    `weight` is the intensity of its type, -10 (conflict) to 10 (cooperation), times its confidence.
    """

    iri: str
    kind: str
    type: str
    label: str
    factuality: str
    time: str
    confidence: float
    weight: float
    evidence: tuple[Evidence, ...]


def actor_graph(
    store: Store,
    kind: str = "cooperation",
    start: str | None = None,
    end: str | None = None,
    factuality: Collection[str] = ("Actual",),
) -> nx.DiGraph:
    """The actors of `store` that deal with one another; who acts points at whom it concerns.

    An event links its agents to the actors it is directed at; without any, its agents to one another (talks,
    clashes). An initiative that was not rejected links who proposes it to whom it is proposed, as an agreement
    would; agreed or under way it links its participants to one another. Its parts add only what the whole does not
    link, so that a long list of measures is no greater friendship. `supports` and `opposes` count too.

    Parameters
    ----------
    kind : "cooperation" or "conflict" take what has a positive or a negative intensity, "all" takes everything;
        the weight of an edge is the sum of |intensity| x confidence, in "all" of at least 1 x confidence.
        "net" sums with the sign: below zero, conflict prevails.
    start, end : ISO dates or beginnings of them ("2024", "2024-05"), both included. What has no date, or
        no day inside the period, is left out as soon as one of them is given.
    factuality : of the events and claims that count; initiatives count by their status.

    Returns
    -------
    A graph of the linked actors only, with the node attributes of `multigraph`. Edges have `weight`, `count`,
    `reasons` (a tuple of `Reason`, by time), `evidence` of all of them and `predicate` (their types).

    Raises `QueryError` for an unknown kind or a malformed date.
    """
    return link_actors(multigraph(store), kind, start, end, factuality)


def link_actors(
    net: nx.MultiDiGraph,
    kind: str = "cooperation",
    start: str | None = None,
    end: str | None = None,
    factuality: Collection[str] = ("Actual",),
) -> nx.DiGraph:
    """`actor_graph` of a graph that `multigraph` has made already."""
    if kind not in TIES:
        raise QueryError(f"{kind!r} is no kind of tie between actors; known: {', '.join(TIES)}")
    _need_date(start)
    _need_date(end)
    between = defaultdict(list)
    for a, b, reason in _ties(net, start, end, frozenset(factuality)):
        if _counts(reason, kind):
            between[a, b].append(reason)
    return _as_graph(net, between, kind)


@functools.cache
def intensities() -> dict[str, float]:
    """Weight of each event type, from -10 (conflict) to 10 (cooperation), as the ontology states it."""
    path = settings.ontology_dir() / "event-types.ttl"
    query = (settings.QUERIES / "network-intensities.rq").read_text(encoding="utf-8")
    found = {short(str(iri)): float(value) for iri, value in load(path).query(query)}
    if missing := sorted(set(EVENT_TYPES) - set(found)):
        raise GraphError(f"{path}: no aei:intensity for {', '.join(missing)}")
    return found


def _need_date(value: str | None) -> None:
    if value is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise QueryError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")


def within(node: dict[str, Any], start: str | None, end: str | None) -> bool:
    """Whether the time of a node of `multigraph` shares a day with the period; dates as in `actor_graph`."""
    if start is None and end is None:
        return True
    if not (node["earliest"] or node["latest"]):
        return False
    begins = end is None or node["earliest"] <= f"{end}~"  # "~" sorts behind the rest of any date
    return begins and (start is None or not node["latest"] or node["latest"] >= start)


def _counts(reason: Reason, kind: str) -> bool:
    if kind == "cooperation":
        return reason.weight > 0
    if kind == "conflict":
        return reason.weight < 0
    return kind == "all" or reason.weight != 0


def _ties(net: nx.MultiDiGraph, start: str | None, end: str | None, factuality: Collection[str]) -> Iterator[Tie]:
    for node, data in net.nodes(data=True):
        if data["kind"] == "Event" and data["factuality"] in factuality and within(data, start, end):
            yield from _event_ties(net, node)
        elif data["kind"] == "Initiative" and within(data, start, end):
            yield from _initiative_ties(net, node)
    if start is None and end is None:  # relations have no date
        yield from _stances(net, factuality)


def _event_ties(net: nx.MultiDiGraph, event: str) -> Iterator[Tie]:
    agents, targets = _actors(net, event, "agent"), _actors(net, event, "target")
    reason = _reason(net, event, net.nodes[event]["type"])
    for a, b in product(agents, targets) if targets else permutations(agents, 2):
        if a != b:
            yield a, b, reason


def _initiative_ties(net: nx.MultiDiGraph, initiative: str) -> Iterator[Tie]:
    reason = _reason(net, initiative, "AGREE")
    wholes = {a for a, _, edge in net.in_edges(initiative, data=True) if edge["predicate"] == "hasPart" and a != initiative}
    counted = {pair for whole in wholes for pair in _initiative_pairs(net, whole)}
    for a, b in sorted(_initiative_pairs(net, initiative) - counted):
        yield a, b, reason


def _initiative_pairs(net: nx.MultiDiGraph, initiative: str) -> set[tuple[str, str]]:
    status = net.nodes[initiative]["status"]
    if status == "Rejected":
        return set()
    pairs = set(product(_actors(net, initiative, "proposedBy"), _actors(net, initiative, "proposedTo")))
    if status in UNDERWAY:
        pairs |= set(permutations(_actors(net, initiative, "participant"), 2))
    return {(a, b) for a, b in pairs if a != b}


def _stances(net: nx.MultiDiGraph, factuality: Collection[str]) -> Iterator[Tie]:
    for a, b, edge in net.edges(data=True):
        actors = net.nodes[a]["kind"] == net.nodes[b]["kind"] == "Actor"
        if actors and a != b and edge["predicate"] in STANCES and edge["factuality"] in factuality:
            yield a, b, _stance_reason(net, a, b, edge)


def _stance_reason(net: nx.MultiDiGraph, a: str, b: str, edge: dict[str, Any]) -> Reason:
    return Reason(
        iri=edge["claim"],
        kind="Claim",
        type=edge["predicate"],
        label=f"{net.nodes[a]['label']} {edge['predicate']} {net.nodes[b]['label']}",
        factuality=edge["factuality"],
        time="",
        confidence=edge["confidence"],
        weight=intensities()[STANCES[edge["predicate"]]] * edge["confidence"],
        evidence=edge["evidence"],
    )


def _reason(net: nx.MultiDiGraph, node: str, event_type: str) -> Reason:
    data = net.nodes[node]
    return Reason(
        iri=node,
        kind=data["kind"],
        type=data["type"] if data["kind"] == "Event" else "initiative",
        label=data["label"],
        factuality=data["factuality"],
        time=data["time"],
        confidence=data["confidence"],
        weight=intensities()[event_type] * data["confidence"],
        evidence=data["evidence"],
    )


def _actors(net: nx.MultiDiGraph, node: str, predicate: str) -> list[str]:
    """Actors at the other end of the node's edges of this property, without those that are denied."""
    found = {
        other
        for _, other, edge in net.out_edges(node, data=True)
        if edge["predicate"] == predicate
        and net.nodes[other]["kind"] == "Actor"
        and not (edge["claim"] and edge["factuality"] == "Negated")
    }
    return sorted(found)


def _as_graph(net: nx.MultiDiGraph, between: dict[tuple[str, str], list[Reason]], kind: str) -> nx.DiGraph:
    graph = nx.DiGraph(kind=kind)
    linked = {node for pair in between for node in pair}
    graph.add_nodes_from((node, data) for node, data in net.nodes(data=True) if node in linked)
    for (a, b), reasons in sorted(between.items()):
        reasons.sort(key=lambda reason: (reason.time or "~", reason.iri))
        graph.add_edge(
            a,
            b,
            weight=round(sum(_weight(reason, kind) for reason in reasons), 4),
            count=len(reasons),
            reasons=tuple(reasons),
            evidence=tuple(sentence for reason in reasons for sentence in reason.evidence),
            predicate=", ".join(sorted({reason.type for reason in reasons})),
        )
    return graph


def _weight(reason: Reason, kind: str) -> float:
    if kind == "net":
        return reason.weight
    if kind == "all":
        return max(abs(reason.weight), reason.confidence)
    return abs(reason.weight)
