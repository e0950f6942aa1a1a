"""Measures, groups and paths are what networkx gives, on any graph: weighted, directed, in pieces, with loops, empty."""

from __future__ import annotations

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse import centrality
from kg.analyse.compiled import compiled
from kg.analyse.groups import communities, modularity
from kg.analyse.paths import simple

WEIGHTS = st.sampled_from([0.25, 0.5, 1.0, 2.0, 4.0])  # powers of two: sums of lengths are exact, ties are ties in both


@st.composite
def networks(draw, directed=None, largest=9):
    """A graph with at most `largest` nodes, often in several components, with loops."""
    kind = draw(st.booleans()) if directed is None else directed
    net = nx.DiGraph() if kind else nx.Graph()
    size = draw(st.integers(0, largest))
    net.add_nodes_from(f"n{i}" for i in range(size))
    if size:
        node = st.integers(0, size - 1).map("n{}".format)
        for a, b, weight in draw(st.lists(st.tuples(node, node, WEIGHTS), max_size=3 * size)):
            net.add_edge(a, b, weight=weight)
    return net


def plain(net):
    """Without direction and loops, weights of both directions added, length = 1 / weight."""
    ties = nx.Graph()
    ties.add_nodes_from(net)
    for a, b, weight in net.edges(data="weight"):
        if a != b:
            before = ties.get_edge_data(a, b, {"weight": 0})["weight"]
            ties.add_edge(a, b, weight=before + weight, length=1 / (before + weight))
    return ties


def same(ours, theirs, tolerance=1e-9):
    assert list(ours) == list(theirs)
    for node in theirs:
        both_nan = math.isnan(ours[node]) and math.isnan(theirs[node])
        assert both_nan or ours[node] == pytest.approx(theirs[node], abs=tolerance), node


@given(networks())
def test_degree(net):
    same(centrality.degree(net), nx.degree_centrality(plain(net)))


@given(networks())
def test_strength(net):
    same(centrality.strength(net), dict(plain(net).degree(weight="weight")))


@given(networks(directed=False))  # directions added up give lengths such as 1 / 0.75, which are ways of equal length here only
def test_betweenness(net):
    same(centrality.betweenness(net), nx.betweenness_centrality(plain(net), weight="length"))


@given(networks(directed=True))
def test_betweenness_directed(net):
    _lengths(net)
    same(centrality.betweenness(net, directed=True), nx.betweenness_centrality(net, weight="length"))


@given(networks())
def test_closeness(net):
    same(centrality.closeness(net), nx.closeness_centrality(plain(net), distance="length"))


@given(networks(directed=True))
def test_closeness_directed(net):
    _lengths(net)
    same(centrality.closeness(net, directed=True), nx.closeness_centrality(net, distance="length"))


@given(networks())
def test_pagerank(net):
    """The one measure that networkx computes, against igraph."""
    graph = compiled(net, directed=True)
    theirs = graph.pagerank(damping=0.85, weights="weight") if graph.ecount() else [1 / len(net)] * len(net) if net else []
    same(centrality.pagerank(net), dict(zip(net, theirs, strict=True)), 1e-8)


@given(networks())
def test_eigenvector(net):
    ours, ties = centrality.eigenvector(net), plain(net)
    if not ties.number_of_edges():
        assert set(ours.values()) <= {0.0}
        return
    part = max(nx.connected_components(ties), key=lambda nodes: (len(nodes), min(nodes)))
    theirs = nx.eigenvector_centrality(ties.subgraph(sorted(part)), weight="weight", max_iter=20000, tol=1e-11)
    same(ours, {node: theirs.get(node, 0.0) for node in net}, 1e-6)


@given(networks())
def test_core(net):
    same(centrality.core(net), nx.core_number(plain(net)))


@given(networks())
def test_constraint(net):
    same(centrality.constraint(net), nx.constraint(plain(net), weight="weight") if len(net) else {})


@given(networks())
def test_effective_size(net):
    same(centrality.effective_size(net), nx.effective_size(plain(net)) if len(net) else {})


def test_rounding_makes_no_way_shorter():
    """Three steps of a third are as long as one of 1; adding floats says so here only by chance."""
    net = nx.Graph()
    net.add_weighted_edges_from([("a", "b", 3.0), ("b", "c", 3.0), ("c", "d", 3.0), ("a", "d", 1.0)])
    assert centrality.betweenness(net)["b"] == pytest.approx(0.5)


@given(networks())
def test_the_same_network_in_any_order_of_edges(net):
    turned = net.__class__()
    turned.add_nodes_from(net)
    turned.add_edges_from(reversed(list(net.edges(data=True))))
    graph, other = compiled(net), compiled(turned)
    assert (graph.get_edgelist(), graph.es["weight"]) == (other.get_edgelist(), other.es["weight"])


@given(networks(directed=False))
def test_modularity_as_networkx(net):
    groups = communities(net)
    plain = nx.Graph((a, b, data) for a, b, data in net.edges(data=True) if a != b)
    plain.add_nodes_from(net)
    theirs = nx.community.modularity(plain, groups) if plain.number_of_edges() else 0.0
    assert modularity(net, groups) == pytest.approx(theirs, abs=1e-9)


@given(networks(directed=False, largest=6))
def test_no_group_is_torn(net):
    for group in communities(net):
        assert nx.is_connected(nx.Graph(net).subgraph(group))


@given(networks(directed=True, largest=7), st.integers(1, 4))
def test_all_paths_up_to_a_length(net, cutoff):
    """Against networkx on the undirected graph, each as often as there."""
    plain = nx.Graph(net.to_undirected())
    if len(plain) < 2 or not nx.has_path(plain, "n0", "n1"):
        return
    ours = [["n0", *(hop.target for hop in path)] for path in simple(net, "n0", "n1", cutoff)]
    assert sorted(ours) == sorted(nx.all_simple_paths(plain, "n0", "n1", cutoff))
    assert [len(path) for path in ours] == sorted(len(path) for path in ours)


def _lengths(net):
    for _, _, data in net.edges(data=True):
        data["length"] = 1 / data["weight"]
