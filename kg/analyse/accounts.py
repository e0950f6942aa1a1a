"""Which findings of several documents tell of the same event or initiative, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.analyse.initiatives import same_initiatives

ROLES = ("agent", "target")
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
    three days apart, or no times and both parties stated; or if they have the same type, the same day and one
    party in common. Compared are factuality (happened, or did not; happened, or is open), agents, targets. Of
    initiatives that are the same (`same_initiatives`) status and time are compared.

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
        if mine and yours and not (mine <= yours or yours <= mine) and _sources(net, a) != _sources(net, b):
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
