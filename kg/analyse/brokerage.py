"""Who stands between groups: the five roles of a broker after Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage:
    """How many pairs of nodes a node mediates between, by role."""

    node: str
    coordinator: int
    consultant: int
    representative: int
    gatekeeper: int
    liaison: int

    @property
    def total(self) -> int:
        return sum(getattr(self, role) for role in ROLES)


def brokerage(net: nx.DiGraph, groups: Mapping[str, Any]) -> list[Brokerage]:
    """How often each node b stands in a chain a → b → c without a tie a → c, by the groups of the three; most first.

    - coordinator: all three are of one group;
    - consultant (itinerant broker): a and c are of one group, b is of another;
    - representative: a and b are of one group, c is of another: b carries it outside;
    - gatekeeper: b and c are of one group, a is of another: b lets it in;
    - liaison: all three are of different groups.

    Parameters
    ----------
    net : a directed graph, such as `actor_graph`; weights don't count. Of an undirected one each tie counts both ways.
    groups : a group for every node: classes of actors, communities (`groups.membership`), sides of a conflict.

    Nodes that mediate between none are included. Takes time in proportion to the sum over ties of the degree.

    Pitfalls: counts grow with the number of ties; compare nodes of similar degree. In news the chain is one of acts that
    were reported, not of messages passed on. [1]_

    Example
    -------
    >>> net = nx.DiGraph([("envoy", "broker"), ("broker", "rebels")])
    >>> [found] = [b for b in brokerage(net, {"envoy": 1, "broker": 2, "rebels": 3}) if b.total]
    >>> found.node, found.liaison
    ('broker', 1)

    References
    ----------
    .. [1] R. V. Gould, R. M. Fernandez, "Structures of mediation", Sociological Methodology 19 (1989).
    """
    ties = nx.DiGraph(net)
    ties.remove_edges_from(list(nx.selfloop_edges(ties)))
    follow = {node: set(ties.succ[node]) for node in ties}
    found = [_roles(node, ties, follow, groups) for node in ties]
    return sorted(found, key=lambda b: (-b.total, str(net.nodes[b.node].get("label", b.node)), str(b.node)))


def _roles(b: str, ties: nx.DiGraph, follow: Mapping[str, set[str]], groups: Mapping[str, Any]) -> Brokerage:
    """All pairs of before and after by their groups, less those that are one node or tied anyway."""
    before, after = Counter(groups[a] for a in ties.pred[b]), Counter(groups[c] for c in follow[b])
    open_ = Counter({(first, last): n * m for first, n in before.items() for last, m in after.items()})
    for a in ties.pred[b]:
        direct = follow[a] & follow[b] if len(follow[a]) < len(follow[b]) else follow[b] & follow[a]
        for c in direct | ({a} & follow[b]):
            open_[groups[a], groups[c]] -= 1
    counts = Counter()
    for (first, last), number in open_.items():
        counts[_role(first, groups[b], last)] += number
    return Brokerage(node=b, **{role: counts[role] for role in ROLES})


def _role(first: Any, middle: Any, last: Any) -> str:
    if first == last:
        return "coordinator" if first == middle else "consultant"
    if first == middle:
        return "representative"
    return "gatekeeper" if middle == last else "liaison"
