"""Which actors matter in a network, by six measures.

All of them read `weight` of the edges (1 where there is none). Parallel edges are added up first. All but
PageRank look at the ties without their direction: how close two actors are, not who began.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import networkx as nx
import numpy as np

from kg.errors import QueryError

log = logging.getLogger(__name__)

Values = dict[str, float]


def central(net: nx.Graph, measure: str = "degree") -> list[tuple[str, float]]:
    """Nodes with their value under `measure`, the highest first; equal values by label.

    Parameters
    ----------
    net : any graph of `kg.analyse`.
    measure : a name in `MEASURES`.

    Raises `QueryError` for an unknown measure, and for weights below zero (an `actor_graph` of kind "net")
    where the measure has no meaning for them; `degree` and `strength` take any.

    Example
    -------
    >>> net = nx.DiGraph([("A", "B"), ("A", "C")])
    >>> central(net, "degree")
    [('A', 1.0), ('B', 0.5), ('C', 0.5)]
    """
    if measure not in MEASURES:
        raise QueryError(f"{measure!r} is no measure of centrality; known: {', '.join(sorted(MEASURES))}")
    graph = _merged(net)
    if measure not in ("degree", "strength"):
        _need_positive(graph, measure)
    values = MEASURES[measure](graph)
    return sorted(((node, _rounded(value)) for node, value in values.items()), key=lambda pair: _rank(net, *pair))


def undirected(graph: nx.DiGraph) -> nx.Graph:
    """The same ties without direction; the weights of both directions are added. No self-loops."""
    merged = nx.Graph()
    merged.add_nodes_from(graph)
    for a, b, weight in graph.edges(data="weight", default=1.0):
        if a != b:
            before = merged.get_edge_data(a, b, {"weight": 0.0})["weight"]
            merged.add_edge(a, b, weight=before + weight)
    return merged


def degree(graph: nx.DiGraph) -> Values:
    """Share of all other nodes that a node is linked to, in [0, 1]. Weights don't count.

    Says who deals with many. Pitfall: much talked about is not influential; a source that lists many names
    raises all of them. [1]_

    References
    ----------
    .. [1] L. C. Freeman, "Centrality in social networks: Conceptual clarification", Social Networks 1 (1978/79).
    """
    return nx.degree_centrality(undirected(graph))


def strength(graph: nx.DiGraph) -> Values:
    """Sum of the weights of a node's edges, in and out; in a graph of kind "net" it may be negative.

    Says who deals most. Pitfall: many reports of one affair add up like many affairs. [1]_

    References
    ----------
    .. [1] A. Barrat et al., "The architecture of complex weighted networks", PNAS 101 (2004).
    """
    return dict(undirected(graph).degree(weight="weight"))


def betweenness(graph: nx.DiGraph) -> Values:
    """Share of the shortest paths between other nodes that lead through a node, in [0, 1].

    A tie of weight w is 1/w long. Says who connects what is apart: mediators, brokers. Pitfall: in a small
    network one edge more or less changes it much; O(nodes x edges), some minutes from 5,000 nodes on. [1]_

    References
    ----------
    .. [1] U. Brandes, "A faster algorithm for betweenness centrality", J. of Mathematical Sociology 25 (2001).
    """
    return nx.betweenness_centrality(_with_lengths(graph), weight="length")


def closeness(graph: nx.DiGraph) -> Values:
    """Inverse of the mean length of the shortest paths to a node, times the share of nodes that reach it.

    A tie of weight w is 1/w long, so that values may exceed 1. Says who gets everywhere quickly. Pitfall:
    values of graphs with different weights can't be compared. [1]_

    References
    ----------
    .. [1] S. Wasserman, K. Faust, Social Network Analysis (1994), 5.2.2, for graphs in several components.
    """
    return nx.closeness_centrality(_with_lengths(graph), distance="length")


def eigenvector(graph: nx.DiGraph) -> Values:
    """How well a node is linked to well-linked nodes: the first eigenvector of the weights, of length 1.

    It is defined within one component: nodes outside the largest get 0. Where power iteration does not converge
    in 200 steps (two nearly equal eigenvalues, as in long chains), the matrix is solved exactly and a warning
    with the reason is logged; that needs memory for nodes x nodes numbers. Pitfall: dense cliques of minor
    actors may outrank a star. [1]_

    References
    ----------
    .. [1] P. Bonacich, "Power and centrality: A family of measures", American J. of Sociology 92 (1987).
    """
    ties = undirected(graph)
    if ties.number_of_edges() == 0:
        return dict.fromkeys(ties, 0.0)
    largest = max(nx.connected_components(ties), key=lambda nodes: (len(nodes), min(nodes)))
    component = ties.subgraph(sorted(largest))
    return {**dict.fromkeys(ties, 0.0), **_first_eigenvector(component)}


def pagerank(graph: nx.DiGraph) -> Values:
    """Where a walk along the directed, weighted edges is found, with a jump anywhere in 15 of 100 steps.

    Values sum to 1. Says at whom the acts of those who are much dealt with are directed. Pitfall: in a network
    of conflict it finds the chief targets, not the chief powers. [1]_

    References
    ----------
    .. [1] L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank Citation Ranking", Stanford (1999).
    """
    return nx.pagerank(graph, alpha=0.85, weight="weight") if len(graph) else {}


MEASURES: dict[str, Callable[[nx.DiGraph], Values]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
}


def _merged(net: nx.Graph) -> nx.DiGraph:
    """Parallel edges as one whose weight is their sum; an undirected edge as two."""
    merged = nx.DiGraph()
    merged.add_nodes_from(net)
    directed = net if net.is_directed() else net.to_directed()
    for a, b, weight in directed.edges(data="weight", default=1.0):
        before = merged.get_edge_data(a, b, {"weight": 0.0})["weight"]
        merged.add_edge(a, b, weight=before + weight)
    return merged


def _need_positive(graph: nx.DiGraph, measure: str) -> None:
    for a, b, weight in graph.edges(data="weight"):
        if weight <= 0:
            raise QueryError(
                f"{measure} needs weights above zero, but {a} to {b} has {weight}; take a graph of kind "
                "cooperation, conflict or all, or the measures degree or strength"
            )


def _with_lengths(graph: nx.DiGraph) -> nx.Graph:
    ties = undirected(graph)
    for _, _, data in ties.edges(data=True):
        data["length"] = 1 / data["weight"]
    return ties


def _first_eigenvector(component: nx.Graph) -> Values:
    try:
        return nx.eigenvector_centrality(component, max_iter=200, weight="weight")
    except nx.PowerIterationFailedConvergence as error:
        log.warning("eigenvector of %d nodes solved exactly, because %s", len(component), error)
    nodes = list(component)
    matrix = nx.to_numpy_array(component, nodelist=nodes, weight="weight")
    vector = np.abs(np.linalg.eigh(matrix).eigenvectors[:, -1])
    return dict(zip(nodes, vector.tolist(), strict=True))


def _rounded(value: float) -> float:
    return round(float(value), 6) + 0.0  # + 0.0 makes -0.0 zero


def _rank(net: nx.Graph, node: str, value: float) -> tuple[float, str, str]:
    return -value, str(net.nodes[node].get("label", node)), str(node)
