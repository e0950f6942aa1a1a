"""A network for igraph, whose compiled algorithms do the counting where networkx is slow."""

from __future__ import annotations

import contextlib
import random
from collections import defaultdict
from collections.abc import Iterator

import igraph
import networkx as nx

from kg.errors import QueryError


def compiled(net: nx.Graph, directed: bool = False) -> igraph.Graph:
    """The same network in igraph, its nodes in the order of `net` (vertex attribute `node`).

    Parallel edges become one whose `weight` is the sum of theirs (1 where there is none). Without direction the
    weights of both directions are added and self-loops are left out. Edges are sorted, so that equal networks
    give equal results to the last bit.
    """
    number = {node: index for index, node in enumerate(net)}
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, weight in net.edges(data="weight", default=1.0):
        i, j = number[a], number[b]
        if directed:
            weights[i, j] += weight
            if not net.is_directed() and i != j:
                weights[j, i] += weight
        elif i != j:
            weights[(i, j) if i < j else (j, i)] += weight
    pairs = sorted(weights)
    graph = igraph.Graph(len(number), pairs, directed=directed)
    graph.vs["node"] = list(number)
    graph.es["weight"] = [weights[pair] for pair in pairs]
    return graph


def lengths(graph: igraph.Graph) -> list[float]:
    """How long each tie is on a path: the stronger, the shorter, 1 / weight."""
    return [1 / weight for weight in graph.es["weight"]]


def need_positive(graph: igraph.Graph, what: str) -> None:
    """Raises `QueryError` naming a tie whose weight is not above zero."""
    for edge in graph.es:
        if not edge["weight"] > 0:
            a, b = (graph.vs[index]["node"] for index in edge.tuple)
            raise QueryError(
                f"{what} needs weights above zero, but {a} to {b} has {edge['weight']}; take a graph of kind "
                "cooperation, conflict or all, or the measures degree or strength"
            )


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Random numbers of igraph from `seed`. They are global to the process: not for several threads at once."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
