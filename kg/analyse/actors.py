"""Who deals with whom: the network of actors, weighed by what they do to one another."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg import settings
from kg.analyse.project import Evidence, multigraph, short
from kg.analyse.restrict import restrict
from kg.errors import GraphError, QueryError
from kg.graph.store import load
from kg.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from pyoxigraph import Store

TIES = ("cooperation", "conflict", "net", "all")
STANCES = {"supports": "SUPPORT", "opposes": "REJECT"}  # relations that weigh like an event of that type
UNDERWAY = ("Agreed", "Active", "Completed")

# What is said to be coming counts less than what is said to have come. A convention of this library, on the order of
# certainty of FactBank (certain, probable, possible); there is no scale in the field to take numbers from.
FACTUALITY_WEIGHTS = {"Actual": 1.0, "Planned": 0.5, "Unknown": 0.5, "Possible": 0.25, "Conditional": 0.25, "Negated": 0.0}
STATUS_WEIGHTS = {"Active": 1.0, "Completed": 1.0, "Agreed": 1.0, "Proposed": 0.5, "Suspended": 0.25, "Rejected": 0.0}

Tie = tuple[str, str, "Reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """An event, initiative, claim or sentence because of which two things are linked.

    `certainty` is its confidence times the weight of its factuality or status (`FACTUALITY_WEIGHTS`, `STATUS_WEIGHTS`),
    from 0 to 1. `weight` is certainty times the intensity of its type, -10 (conflict) to 10 (cooperation).
    """

    iri: str
    kind: str
    type: str
    label: str
    factuality: str
    time: str
    confidence: float
    certainty: float
    weight: float
    evidence: tuple[Evidence, ...]
    attributed: tuple[str, ...] = ()


def actor_graph(store: Store, kind: str = "cooperation", **options: Any) -> nx.DiGraph:
    """The actors of `store` that deal with one another. Options as in `link_actors`."""
    return link_actors(multigraph(store), kind, **options)


def link_actors(
    net: nx.MultiDiGraph,
    kind: str = "cooperation",
    start: str | None = None,
    end: str | None = None,
    factuality: Collection[str] = ("Actual",),
    weights: Mapping[str, float] = FACTUALITY_WEIGHTS,
    **limits: Any,
) -> nx.DiGraph:
    """The actors of a `multigraph` that deal with one another; who acts points at whom it concerns.

    An event links its agents to the actors it is directed at; without any, its agents to one another (talks,
    clashes). An initiative that was not rejected links who proposes it to whom it is proposed, as an agreement
    would; agreed or under way it links its participants to one another. Its parts add only what the whole does not
    link, so that a long list of measures is no greater friendship; its evidence is where the parties are named.
    `supports` and `opposes` count too.

    Parameters
    ----------
    kind : "cooperation" or "conflict" take what has a positive or a negative intensity, "all" takes everything;
        the weight of an edge is the sum of |intensity| x confidence x weight of factuality, in "all" with an intensity of
        at least 1. "net" sums with the sign: below zero, conflict prevails.
    start, end : ISO dates or beginnings of them ("2024", "2024-05"), both included. What has no date, or
        no day inside the period, is left out as soon as one of them is given.
    factuality : of the events and claims that count.
    weights : how much each factuality counts, 0 to 1. What counts 0 links nobody: by default what is denied.
        Initiatives count by their status: `STATUS_WEIGHTS`.
    limits : `sources`, `publishers`, `classes`, `types`, `keep` of `kg.analyse.restrict.restrict`.

    Returns
    -------
    A graph of the linked actors only, with the node attributes of `multigraph`. Edges have `weight`, `count`,
    `reasons` (a tuple of `Reason`, by time), `evidence` of all of them and `predicate` (their types).

    Raises `QueryError` for an unknown kind, a malformed date and what `restrict` refuses.

    Pitfall: the same affair told by three documents counts three times, unless they are known to tell the same.
    """
    if kind not in TIES:
        raise QueryError(f"{kind!r} is no kind of tie between actors; known: {', '.join(TIES)}")
    left = restrict(net, start=start, end=end, factuality=factuality, **limits)
    between = defaultdict(list)
    for a, b, reason in _ties(left, weights):
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


def _counts(reason: Reason, kind: str) -> bool:
    if kind == "cooperation":
        return reason.weight > 0
    if kind == "conflict":
        return reason.weight < 0
    return kind == "all" or reason.weight != 0


def _ties(net: nx.MultiDiGraph, weights: Mapping[str, float]) -> Iterator[Tie]:
    for node, data in net.nodes(data=True):
        if data["kind"] == "Event" and weights[data["factuality"]]:
            yield from _event_ties(net, node, weights)
        elif data["kind"] == "Initiative":
            yield from _initiative_ties(net, node)
    yield from _stances(net, weights)


def _event_ties(net: nx.MultiDiGraph, event: str, weights: Mapping[str, float]) -> Iterator[Tie]:
    agents, targets = actors_of(net, event, "agent"), actors_of(net, event, "target")
    data = net.nodes[event]
    reason = reason_of(net, event, weights[data["factuality"]], intensities()[data["type"]])
    for a, b in product(agents, targets) if targets else permutations(agents, 2):
        if a != b:
            yield a, b, reason


def _initiative_ties(net: nx.MultiDiGraph, initiative: str) -> Iterator[Tie]:
    reason = reason_of(net, initiative, STATUS_WEIGHTS[net.nodes[initiative]["status"]], intensities()["AGREE"])
    wholes = {a for a, _, edge in net.in_edges(initiative, data=True) if edge["predicate"] == "hasPart" and a != initiative}
    counted = {pair for whole in wholes for pair in _initiative_pairs(net, whole)}
    stated = _part_sentences(net, initiative)
    for a, b in sorted(_initiative_pairs(net, initiative) - counted):
        yield a, b, replace(reason, evidence=_of_both(stated[a], stated[b]) or reason.evidence)


def _part_sentences(net: nx.MultiDiGraph, initiative: str) -> dict[str, list[Evidence]]:
    """Where it is said that an actor proposes, is addressed or takes part."""
    found = defaultdict(list)
    for _, actor, edge in net.out_edges(initiative, data=True):
        if edge["predicate"] in ("proposedBy", "proposedTo", "participant"):
            found[actor].extend(edge["evidence"])
    return found


def _of_both(one: list[Evidence], other: list[Evidence]) -> tuple[Evidence, ...]:
    """Each sentence once, those that speak of both first."""
    places = [{(item.source, item.sentence) for item in items} for items in (one, other)]
    sentences = {(item.source, item.sentence): item for item in sorted((*one, *other), reverse=True)}
    return tuple(sentences[at] for at in sorted(sentences, key=lambda at: (not all(at in place for place in places), at)))


def _initiative_pairs(net: nx.MultiDiGraph, initiative: str) -> set[tuple[str, str]]:
    status = net.nodes[initiative]["status"]
    if not STATUS_WEIGHTS[status]:
        return set()
    pairs = set(product(actors_of(net, initiative, "proposedBy"), actors_of(net, initiative, "proposedTo")))
    if status in UNDERWAY:
        pairs |= set(permutations(actors_of(net, initiative, "participant"), 2))
    return {(a, b) for a, b in pairs if a != b}


def _stances(net: nx.MultiDiGraph, weights: Mapping[str, float]) -> Iterator[Tie]:
    for a, b, edge in net.edges(data=True):
        actors = net.nodes[a]["kind"] == net.nodes[b]["kind"] == "Actor"
        if actors and a != b and edge["predicate"] in STANCES and weights[edge["factuality"]]:
            intensity = intensities()[STANCES[edge["predicate"]]]
            yield a, b, reason_of_claim(net, a, b, edge, weights[edge["factuality"]], intensity)


def reason_of_claim(net: nx.MultiDiGraph, a: str, b: str, edge: dict[str, Any], certain: float, intensity: float = 1.0) -> Reason:
    """The claim that an edge of a `multigraph` stands for; `certain` is the weight of its factuality."""
    certainty = edge["confidence"] * certain
    return Reason(
        iri=edge["claim"],
        kind="Claim",
        type=edge["predicate"],
        label=f"{net.nodes[a]['label']} {edge['predicate']} {net.nodes[b]['label']}",
        factuality=edge["factuality"],
        time="",
        confidence=edge["confidence"],
        certainty=certainty,
        weight=intensity * certainty,
        evidence=edge["evidence"],
        attributed=edge["attributed"],
    )


def reason_of(net: nx.MultiDiGraph, node: str, certain: float, intensity: float = 1.0) -> Reason:
    """An event or initiative as a reason; `certain` is the weight of its factuality or status."""
    data = net.nodes[node]
    certainty = data["confidence"] * certain
    return Reason(
        iri=node,
        kind=data["kind"],
        type=data["type"] if data["kind"] == "Event" else "initiative",
        label=data["label"],
        factuality=data["factuality"],
        time=data["time"],
        confidence=data["confidence"],
        certainty=certainty,
        weight=intensity * certainty,
        evidence=data["evidence"],
        attributed=data["attributed"],
    )


def actors_of(net: nx.MultiDiGraph, node: str, predicate: str) -> list[str]:
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
        return max(abs(reason.weight), reason.certainty)
    return abs(reason.weight)
