"""Which findings of several documents tell of the same event or initiative, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.analyse.initiatives import same_initiatives
from kg.analyse.project import Evidence

ROLES = ("agent", "target")
SAID = ("factuality", "status", "confidence", "time", "earliest", "latest")
NEAR = 3  # days by which two texts may date one event differently
OPEN = ("Planned", "Possible", "Conditional", "Unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Findings that tell of the same thing in different ways.

    `aspect` is "factuality", "agents", "targets", "status" or "time"; `accounts` are the findings' IRIs with what each
    says about it, in order of the documents' dates, for times and statuses the latest last.
    """

    aspect: str
    accounts: tuple[tuple[str, str], ...]


def told_apart(net: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy of a `multigraph` in which an event or initiative that several documents share, and tell with another
    factuality, status or time or of other agents or targets, is a node for each of them, with what that document says and its
    words; `same` is the IRI that they share. The graph itself if no document shares any.
    """
    shared = net.graph.get("accounts")
    out = net.copy() if shared else net
    for node, told in (shared or {}).items():
        sources = sorted({item.source for item in net.nodes[node]["evidence"]} & set(told)) if node in net else []
        stated = {tuple(told[source][key] for key in ("factuality", "status", "time")) for source in sources}
        if len(stated) > 1 or any(_other_parties(net, node, predicate, sources) for predicate in ROLES):
            _split(out, node, {source: told[source] for source in sources})
    return out


def _other_parties(net: nx.MultiDiGraph, node: str, predicate: str, sources: Iterable[str]) -> bool:
    """Whether two sources name parties of which neither's are among the other's."""
    told = [
        (b, {item.source for item in edge["evidence"]})
        for _, b, edge in net.out_edges(node, data=True)
        if edge["predicate"] == predicate
    ]
    return any(
        _apart({b for b, who in told if mine in who}, {b for b, who in told if yours in who})
        for mine, yours in combinations(sources, 2)
    )


def _apart(mine: set[str] | frozenset[str], yours: set[str] | frozenset[str]) -> bool:
    return bool(mine and yours) and not (mine <= yours or yours <= mine)


def _split(net: nx.MultiDiGraph, node: str, told: dict[str, dict[str, Any]]) -> None:
    data = net.nodes[node]
    edges = [*net.in_edges(node, keys=True, data=True), *net.out_edges(node, keys=True, data=True)]
    for number, (source, row) in enumerate(told.items(), 1):
        mine, own = f"{node}#{number}", {key: row[key] for key in SAID}
        told_here = [(a, b, key, edge, said) for a, b, key, edge in edges if (said := _of(edge["evidence"], source))]
        speakers = tuple(net.nodes[b]["label"] for _, b, _, edge, _ in told_here if edge["predicate"] == "attributedTo")
        evidence = _of(data["evidence"], source)
        net.add_node(mine, **{**data, **own, "attributed": speakers, "evidence": evidence, "same": node})
        for a, b, key, edge, said in told_here:
            stated = {} if edge["claim"] or a != node else {name: row[name] for name in ("factuality", "confidence")}
            net.add_edge(*(mine if end == node else end for end in (a, b)), key=key, **{**edge, **stated, "evidence": said})
    net.remove_node(node)


def _of(evidence: Iterable[Evidence], source: str) -> tuple[Evidence, ...]:
    return tuple(item for item in evidence if item.source == source)


def parties(net: nx.MultiDiGraph, node: str) -> frozenset[str]:
    """IRIs of the actors that have a part in an initiative or event."""
    return frozenset(
        b for _, b, e in net.out_edges(node, data=True) if net.nodes[b]["kind"] == "Actor" and e["predicate"] != "attributedTo"
    )


def role(net: nx.MultiDiGraph, event: str, predicate: str) -> frozenset[str]:
    """IRIs of what has this role in an event."""
    return frozenset(b for _, b, edge in net.out_edges(event, data=True) if edge["predicate"] == predicate)


def reported(net: nx.MultiDiGraph, node: str) -> str:
    """The earliest date of a document that states it, "" if none has a date."""
    return min((item.date for item in net.nodes[node]["evidence"] if item.date), default="")


def differences(net: nx.MultiDiGraph) -> list[Difference]:
    """Where accounts of the same event or initiative differ, each with the findings that do.

    Two findings of events tell of the same if they have the same type and agent and target in common, and times at most
    three days apart, or no times and both parties stated; or if they have the same type, the same day and one party in
    common; or if documents share them (`told_apart`). Compared are factuality (happened, or did not; happened, or is open),
    agents, targets. Of initiatives that are the same (`same_initiatives`) status and time are compared.

    Only a name, a type, parties and a time are compared: a difference is one to look into, not a proof that somebody
    is wrong. A status that changes with the documents' dates may be a development. Order: by IRI of the first account.
    """
    found = [*_events(net), *_initiatives(net)]
    return sorted(found, key=lambda d: (d.accounts[0][0], d.aspect, d.accounts))


def _events(net: nx.MultiDiGraph) -> Iterator[Difference]:
    by_type = defaultdict(list)
    for node, data in sorted(net.nodes(data=True)):
        if data["kind"] == "Event":
            by_type[data["type"]].append(node)
    for nodes in by_type.values():
        for a, b in combinations(nodes, 2):
            if _same_event(net, a, b):
                yield from _event_differences(net, *sorted((a, b), key=lambda node: (reported(net, node) or "~", node)))


def _same_event(net: nx.MultiDiGraph, a: str, b: str) -> bool:
    if "same" in net.nodes[a] and net.nodes[a]["same"] == net.nodes[b].get("same"):
        return True
    agents = role(net, a, "agent") & role(net, b, "agent")
    targets = role(net, a, "target") & role(net, b, "target")
    if not (agents or targets):
        return False
    first, second = net.nodes[a], net.nodes[b]
    if not (first["earliest"] and second["earliest"]):
        undated = not (first["earliest"] or second["earliest"])
        return bool(agents and targets) and undated
    if agents and targets:
        return abs(_days(first) - _days(second)) <= NEAR
    return _exact(first) and first["earliest"] == second["earliest"] and _exact(second)


def _exact(data: dict[str, Any]) -> bool:
    return data["earliest"] == data["latest"]


def _days(data: dict[str, Any]) -> int:
    year, month, day = map(int, data["earliest"].split("-"))
    return year * 372 + month * 31 + day


def _event_differences(net: nx.MultiDiGraph, a: str, b: str) -> Iterator[Difference]:
    first, second = net.nodes[a]["factuality"], net.nodes[b]["factuality"]
    if first != second and not (first in OPEN and second in OPEN):
        yield Difference(aspect="factuality", accounts=((a, first), (b, second)))
    for predicate in ROLES:
        mine, yours = role(net, a, predicate), role(net, b, predicate)
        if _apart(mine, yours) and _sources(net, a) != _sources(net, b):
            yield Difference(aspect=f"{predicate}s", accounts=((a, _labels(net, mine)), (b, _labels(net, yours))))


def _initiatives(net: nx.MultiDiGraph) -> Iterator[Difference]:
    for group in same_initiatives(net):
        told = sorted(group, key=lambda node: (reported(net, node) or "~", node))
        if len({_sources(net, node) for node in told}) > 1:
            yield from _told(net, told, "status", [net.nodes[node]["status"] for node in told])
            yield from _told(net, told, "time", [net.nodes[node]["time"] for node in told])


def _told(net: nx.MultiDiGraph, nodes: Iterable[str], aspect: str, values: Iterable[str]) -> Iterator[Difference]:
    accounts = tuple((node, value) for node, value in zip(nodes, values, strict=True) if value)
    if len({value for _, value in accounts}) > 1:
        yield Difference(aspect=aspect, accounts=accounts)


def _sources(net: nx.MultiDiGraph, node: str) -> frozenset[str]:
    return frozenset(item.source for item in net.nodes[node]["evidence"])


def _labels(net: nx.MultiDiGraph, nodes: Iterable[str]) -> str:
    return ", ".join(sorted(net.nodes[node]["label"] for node in nodes))
