"""Which actors matter in a network, by nine measures. igraph computes all but PageRank; the values are those of networkx.

All of them read `weight` of the edges (1 where there is none). Parallel edges are added up first. All but
PageRank look at the ties without their direction, unless asked: how close two actors are, not who began.

Weights say how strong a tie is. Where paths are measured (betweenness, closeness), a tie of weight w is 1/w long, so that
a strong tie is a short way; networkx would read the weight itself as a length, and igraph too.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import igraph
import networkx as nx

from kg.analyse.compiled import compiled, lengths, need_positive
from kg.errors import QueryError

Values = dict[str, float]
SIGNED = ("degree", "strength", "core")  # measures that take weights below zero
LOWEST_FIRST = ("constraint",)


def central(net: nx.Graph, measure: str = "degree") -> list[tuple[str, float]]:
    """Nodes with their value under `measure`, the highest first, of `constraint` the lowest; equal values by label.

    Parameters
    ----------
    net : any graph of `kg.analyse`.
    measure : a name in `MEASURES`.

    Raises `QueryError` for an unknown measure, and for weights below zero (an `actor_graph` of kind "net")
    where the measure has no meaning for them; those in `SIGNED` take any. Nodes for which a measure is not defined (the
    constraint of one without ties) are left out.

    Example
    -------
    >>> net = nx.DiGraph([("A", "B"), ("A", "C")])
    >>> central(net, "degree")
    [('A', 1.0), ('B', 0.5), ('C', 0.5)]
    """
    if measure not in MEASURES:
        raise QueryError(f"{measure!r} is no measure of centrality; known: {', '.join(sorted(MEASURES))}")
    if measure not in SIGNED:
        need_positive(compiled(net, directed=True), measure)
    values = {node: _rounded(value) for node, value in MEASURES[measure](net).items() if not math.isnan(value)}
    sign = 1 if measure in LOWEST_FIRST else -1
    return sorted(values.items(), key=lambda pair: (sign * pair[1], str(net.nodes[pair[0]].get("label", pair[0])), str(pair[0])))


def degree(net: nx.Graph) -> Values:
    """Share of all other nodes that a node is linked to, in [0, 1]. Weights don't count.

    Says who deals with many. Pitfall: much talked about is not influential; a source that lists many names
    raises all of them. As `nx.degree_centrality`. [1]_

    References
    ----------
    .. [1] L. C. Freeman, "Centrality in social networks: Conceptual clarification", Social Networks 1 (1978/79).
    """
    graph = compiled(net)
    others = graph.vcount() - 1
    return _named(graph, [number / others if others else 1.0 for number in graph.degree()])


def strength(net: nx.Graph) -> Values:
    """Sum of the weights of a node's edges, in and out; in a graph of kind "net" it may be negative.

    Says who deals most. Pitfall: many reports of one affair add up like many affairs. [1]_

    References
    ----------
    .. [1] A. Barrat et al., "The architecture of complex weighted networks", PNAS 101 (2004).
    """
    graph = compiled(net)
    return _named(graph, graph.strength(weights="weight"))


def betweenness(net: nx.Graph, directed: bool = False) -> Values:
    """Share of the shortest paths between other nodes that lead through a node, in [0, 1].

    A tie of weight w is 1/w long. Says who connects what is apart: mediators, brokers. Where several paths are
    equally short, each counts its share. As `nx.betweenness_centrality`, but lengths that differ only by rounding
    (1/3 + 1/3 + 1/3 and 1) are equal here and not there.

    Pitfalls: in a small network one edge more or less changes it much. It takes time in proportion to nodes x edges:
    see `benchmarks/README.md`. [1]_

    References
    ----------
    .. [1] U. Brandes, "A faster algorithm for betweenness centrality", J. of Mathematical Sociology 25 (2001).
    """
    graph = compiled(net, directed)
    n = graph.vcount()
    pairs = max(1, (n - 1) * (n - 2) // (1 if directed else 2))
    found = graph.betweenness(directed=directed, weights=lengths(graph) or None)
    return _named(graph, [value / pairs for value in found])


def closeness(net: nx.Graph, directed: bool = False) -> Values:
    """Inverse of the mean length of the shortest paths to a node, times the share of nodes that reach it.

    A tie of weight w is 1/w long, so that values may exceed 1. Says who gets everywhere quickly. With `directed` paths
    towards the node count, as in `nx.closeness_centrality`, whose `wf_improved` this is. Pitfall:
    values of graphs with different weights can't be compared. [1]_

    References
    ----------
    .. [1] S. Wasserman, K. Faust, Social Network Analysis (1994), 5.2.2, for graphs in several components.
    """
    graph = compiled(net, directed)
    n = graph.vcount()
    if n < 2:
        return _named(graph, [0.0] * n)
    found = graph.closeness(mode="in", weights=lengths(graph) or None, normalized=True)
    pairs = zip(_reaching(graph), found, strict=True)
    return _named(graph, [value * reach / (n - 1) if reach else 0.0 for reach, value in pairs])


def eigenvector(net: nx.Graph) -> Values:
    """How well a node is linked to well-linked nodes: the first eigenvector of the weights, of length 1.

    It is defined within one component: nodes outside the largest get 0. As `nx.eigenvector_centrality` of that component,
    by ARPACK in place of power iteration, which also converges on long chains. Pitfall: dense cliques of
    minor actors may outrank a star. [1]_

    References
    ----------
    .. [1] P. Bonacich, "Power and centrality: A family of measures", American J. of Sociology 92 (1987).
    """
    graph = compiled(net)
    values = [0.0] * graph.vcount()
    if graph.ecount():
        largest = max(graph.connected_components(), key=lambda part: (len(part), min(graph.vs[part]["node"])))
        part = graph.induced_subgraph(largest)
        found = part.eigenvector_centrality(weights="weight")
        norm = math.sqrt(sum(value * value for value in found))
        for index, value in zip(largest, found, strict=True):
            values[index] = value / norm
    return _named(graph, values)


def pagerank(net: nx.Graph) -> Values:
    """Where a walk along the directed, weighted edges is found, with a jump anywhere in 15 of 100 steps.

    Values sum to 1. Says at whom the acts of those who are much dealt with are directed. As `nx.pagerank`, which up to
    some ten thousand nodes is no slower than igraph, with a tolerance of 1e-12 a node in place of 1e-6. Pitfall: in a network
    of conflict it finds the chief targets, not the chief powers. [1]_

    References
    ----------
    .. [1] L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank Citation Ranking", Stanford (1999).
    """
    return nx.pagerank(net, alpha=0.85, weight="weight", tol=1e-12, max_iter=1000) if len(net) else {}


def core(net: nx.Graph) -> Values:
    """The largest k such that a node is in the k-core: the part of the network where each has k ties or more inside.

    Says who belongs to the thick of it. Weights and direction don't count. As `nx.core_number`. Pitfall: one long
    list of parties to one treaty is a core of its own. [1]_

    References
    ----------
    .. [1] S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983).
    """
    graph = compiled(net)
    return _named(graph, [float(value) for value in graph.coreness()])


def constraint(net: nx.Graph) -> Values:
    """How far a node's ties lead to nodes that are tied to one another: low for brokers over structural holes.

    Weights count as shares of the node's time; without direction. From 0; may exceed 1 in small cliques, and is nan for a
    node without ties. As `nx.constraint`. Pitfall: who has one tie only has the constraint 1. [1]_

    References
    ----------
    .. [1] R. S. Burt, "Structural holes and good ideas", American J. of Sociology 110 (2004).
    """
    graph = compiled(net)
    return _named(graph, graph.constraint(weights="weight") if graph.ecount() else [math.nan] * graph.vcount())


def effective_size(net: nx.Graph) -> Values:
    """A node's ties less the mean number of ties that each of its partners has to the others: contacts not redundant.

    From 1 to the number of its partners; nan for a node without ties, as `nx.effective_size` without weights.
    Weights and direction don't count. Pitfall: it grows with the degree; divide by it for efficiency. [1]_

    References
    ----------
    .. [1] S. Borgatti, "Structural holes: Unpacking Burt's redundancy measures", Connections 20 (1997).
    """
    graph = compiled(net)
    closed = graph.transitivity_local_undirected(mode="zero")
    pairs = zip(graph.degree(), closed, strict=True)
    return _named(graph, [ties - share * (ties - 1) if ties else math.nan for ties, share in pairs])


MEASURES: dict[str, Callable[[nx.Graph], Values]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "core": core,
    "constraint": constraint,
    "effective-size": effective_size,
}


def _named(graph: igraph.Graph, values: list[float]) -> Values:
    return dict(zip(graph.vs["node"], values, strict=True)) if values else {}


def _reaching(graph: igraph.Graph) -> list[int]:
    """How many other nodes have a path to each node."""
    if graph.is_directed():
        return [size - 1 for size in graph.neighborhood_size(order=graph.vcount(), mode="in")]
    parts = graph.connected_components()
    sizes = parts.sizes()
    return [sizes[part] - 1 for part in parts.membership]


def _rounded(value: float) -> float:
    return round(float(value), 6) + 0.0  # + 0.0 makes -0.0 zero
