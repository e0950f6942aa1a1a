"""What belongs together in a network, and what holds the parts together: components, communities, bridges between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analyse.compiled import compiled, need_positive, seeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A tie between two groups; `a` and `b` are IRIs, `groups` their groups, `edges` the edge data of one or both directions."""

    a: str
    b: str
    groups: tuple[int, int]
    weight: float
    edges: tuple[dict[str, Any], ...]


def components(net: nx.Graph) -> list[list[str]]:
    """Sets of nodes linked by some path, whichever way the edges point; the largest first, nodes by label."""
    found = nx.weakly_connected_components(net) if net.is_directed() else nx.connected_components(net)
    return _sorted(net, found)


def communities(net: nx.Graph, resolution: float = 1.0, seed: int = 0) -> list[list[str]]:
    """Groups with many ties inside and few between them, by the Leiden method on modularity; the largest first.

    Ties count by `weight` (1 where there is none), without direction. `resolution` above 1 gives smaller
    groups, below 1 larger ones. The method moves nodes until nothing improves; the same graph and seed give the same
    groups in every process, whatever the order of its nodes. Each group hangs together.

    Pitfalls: groups are found in any network, even a random one: look at `modularity`, and whether another seed finds
    the same. Small ones beside large ones may be swallowed [2]_. Weights must be above zero: `QueryError` for an
    `actor_graph` of kind "net". [1]_

    Example
    -------
    >>> communities(nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")]))
    [['a', 'b', 'c'], ['x', 'y']]

    References
    ----------
    .. [1] V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden", Scientific Reports 9 (2019).
    .. [2] S. Fortunato, M. Barthélemy, "Resolution limit in community detection", PNAS 104 (2007).
    """
    graph = compiled(_in_order(net))
    need_positive(graph, "communities")
    if not graph.vcount():
        return []
    with seeded(seed):
        found = graph.community_leiden(
            objective_function="modularity",
            weights="weight" if graph.ecount() else None,
            resolution=resolution,
            n_iterations=-1,
        )
    return _sorted(net, ({graph.vs[index]["node"] for index in group} for group in found))


def modularity(net: nx.Graph, groups: Iterable[Iterable[str]], resolution: float = 1.0) -> float:
    """Share of the weight of ties inside groups, less what chance would put there: below 1, about 0 for no structure.

    Without direction. 0 for a network without ties. As `nx.community.modularity`. Pitfall: sparse random networks reach
    0.3 and more. [1]_

    References
    ----------
    .. [1] M. E. J. Newman, M. Girvan, "Finding and evaluating community structure in networks", Phys. Rev. E 69 (2004).
    """
    graph, member = compiled(net), membership(groups)
    if not graph.ecount():
        return 0.0
    return graph.modularity([member[node] for node in graph.vs["node"]], weights="weight", resolution=resolution)


def membership(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    """The number of each node's group, counted from 1."""
    return {node: number for number, group in enumerate(groups, 1) for node in group}


def bridges(net: nx.Graph, groups: Mapping[str, Any]) -> list[Bridge]:
    """The ties between nodes of different groups, the strongest first; what is in no group is passed over.

    The edge data tell why: an `actor_graph` has `reasons` and `evidence` there. `weight` adds both directions.
    """
    found = defaultdict(list)
    for a, b, data in net.edges(data=True):
        if a in groups and b in groups and groups[a] != groups[b]:
            found[min(a, b), max(a, b)].append(data)
    ties = [
        Bridge(
            a=a,
            b=b,
            groups=(groups[a], groups[b]),
            weight=round(sum(data.get("weight", 1.0) for data in edges), 4),
            edges=tuple(edges),
        )
        for (a, b), edges in found.items()
    ]
    return sorted(ties, key=lambda tie: (-abs(tie.weight), tie.a, tie.b))


def participation(net: nx.Graph, groups: Mapping[str, Any]) -> dict[str, float]:
    """How evenly a node's ties are spread over the groups: 0 if all go into one, near 1 if evenly into many.

    1 - sum over groups of (strength into the group / strength)²; without direction. Nodes without ties have 0.
    High values mark the nodes that hold camps together. [1]_

    References
    ----------
    .. [1] R. Guimerà, L. A. N. Amaral, "Functional cartography of complex metabolic networks", Nature 433 (2005).
    """
    graph = compiled(net)
    into: list[dict[Any, float]] = [defaultdict(float) for _ in range(graph.vcount())]
    nodes = graph.vs["node"] if graph.vcount() else []
    for edge in graph.es:
        i, j = edge.tuple
        into[i][groups[nodes[j]]] += abs(edge["weight"])
        into[j][groups[nodes[i]]] += abs(edge["weight"])
    return {node: _evenness(list(shares.values())) for node, shares in zip(nodes, into, strict=True)}


def _evenness(strengths: Sequence[float]) -> float:
    total = sum(strengths)
    return 1 - sum((value / total) ** 2 for value in strengths) if total else 0.0


def _in_order(net: nx.Graph) -> nx.Graph:
    """The same network with its nodes sorted, for methods that depend on their order."""
    ordered = net.__class__()
    ordered.add_nodes_from(sorted(net))
    ordered.add_edges_from(net.edges(data=True))
    return ordered


def _sorted(net: nx.Graph, groups: Iterable[set[str]]) -> list[list[str]]:
    ordered = [sorted(group, key=lambda node: (str(net.nodes[node].get("label", node)), node)) for group in groups]
    return sorted(ordered, key=lambda group: (-len(group), str(net.nodes[group[0]].get("label", "")), group[0]))
