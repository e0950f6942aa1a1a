"""What belongs together in a network: components and communities."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.analyse.centrality import undirected
from kg.errors import QueryError


def components(net: nx.Graph) -> list[list[str]]:
    """Sets of nodes linked by some path, whichever way the edges point; the largest first, nodes by label."""
    found = nx.weakly_connected_components(net) if net.is_directed() else nx.connected_components(net)
    return _sorted(net, found)


def communities(net: nx.Graph, resolution: float = 1.0, seed: int = 0) -> list[list[str]]:
    """Groups with many ties inside and few between them, by the Louvain method; the largest first.

    Ties count by `weight` (1 where there is none), without direction. `resolution` above 1 gives smaller
    groups, below 1 larger ones. The same graph and seed give the same groups in every process.

    Pitfalls: groups are found in any network, even a random one, and small ones beside large ones may be
    swallowed. Weights must be above zero: `QueryError` for an `actor_graph` of kind "net". [1]_

    References
    ----------
    .. [1] V. D. Blondel et al., "Fast unfolding of communities in large networks", J. of Statistical Mechanics (2008).
    """
    nodes = sorted(net)
    number = {node: index for index, node in enumerate(nodes)}  # sets of ints, unlike sets of strings, keep order
    numbered = nx.DiGraph()
    numbered.add_nodes_from(range(len(nodes)))
    for a, b, weight in sorted((number[a], number[b], w) for a, b, w in net.edges(data="weight", default=1.0)):
        if weight <= 0:
            raise QueryError(f"communities need weights above zero, but {nodes[a]} to {nodes[b]} has {weight}")
        before = numbered.get_edge_data(a, b, {"weight": 0.0})["weight"]
        numbered.add_edge(a, b, weight=before + weight)
    found = nx.community.louvain_communities(undirected(numbered), resolution=resolution, seed=seed)
    return _sorted(net, ({nodes[index] for index in group} for group in found))


def _sorted(net: nx.Graph, groups: Iterable[set[str]]) -> list[list[str]]:
    ordered = [sorted(group, key=lambda node: (str(net.nodes[node].get("label", node)), node)) for group in groups]
    return sorted(ordered, key=lambda group: (-len(group), str(net.nodes[group[0]].get("label", "")), group[0]))
