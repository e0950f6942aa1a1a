"""Structural balance against counting by hand and trying all divisions."""

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.actors import actor_graph
from kg.analyse.signed import Frustration, balanced_share, frustration, reciprocity, triads


@st.composite
def signed(draw, largest=8):
    size = draw(st.integers(0, largest))
    net = nx.Graph()
    net.add_nodes_from(f"n{i}" for i in range(size))
    for a, b in combinations(sorted(net), 2):
        if weight := draw(st.sampled_from([0, 0, 1.5, -1.0])):
            net.add_edge(a, b, weight=weight)
    return net


def against(net, camps):
    return sum((camps[a] == camps[b]) != (weight > 0) for a, b, weight in net.edges(data="weight"))


def least(net):
    """Every division tried."""
    nodes = list(net)
    return min((against(net, dict(zip(nodes, sides, strict=True))) for sides in product((0, 1), repeat=len(nodes))), default=0)


@given(signed())
def test_frustration_is_the_least_of_all_divisions(net):
    found = frustration(net)
    assert found.exact and found.upper == least(net)
    assert against(net, found.camps) == len(found.against) == found.upper


@given(signed())
def test_bounds_hold_the_least(net):
    found = frustration(net, exact=0)
    assert found.lower <= least(net) <= found.upper == against(net, found.camps)


@given(signed())
def test_changing_the_camp_of_a_node_changes_nothing(net):
    """Switching all signs at a node leaves balance as it was (Zaslavsky)."""
    if not net:
        return
    turned = net.copy()
    for a, b in net.edges("n0"):
        turned.edges[a, b]["weight"] *= -1
    assert frustration(turned).upper == frustration(net).upper
    assert balanced_share(triads(turned)) == balanced_share(triads(net))


@given(signed())
def test_triads(net):
    counts = dict.fromkeys(("+++", "++-", "+--", "---"), 0)
    for trio in combinations(net, 3):
        pairs = list(combinations(trio, 2))
        if all(net.has_edge(*pair) for pair in pairs):
            minus = sum(net.edges[pair]["weight"] < 0 for pair in pairs)
            counts["+" * (3 - minus) + "-" * minus] += 1
    assert triads(net) == counts


def test_two_camps_and_one_quarrel_inside():
    net = nx.Graph()
    for camp in ("abcd", "wxyz"):
        net.add_edges_from(combinations(camp, 2), weight=2.0)
    net.add_edges_from(product("abcd", "wxyz"), weight=-3.0)
    assert frustration(net).upper == 0 and frustration(net).index == 1.0
    net.edges["a", "b"]["weight"] = -1.0
    found = frustration(net)
    assert found.against == (("a", "b"),)
    assert {found.camps[node] for node in "abcd"} == {0} and {found.camps[node] for node in "wxyz"} == {1}


def test_directions_add_up_and_nothing_left_is_no_tie():
    net = nx.DiGraph()
    net.add_weighted_edges_from([("a", "b", 2.0), ("b", "a", -2.0), ("b", "c", 1.0), ("a", "c", 1.0), ("c", "c", -9.0)])
    assert sum(triads(net).values()) == 0
    assert frustration(net).ties == 2


def test_shares():
    census = {"+++": 1, "++-": 1, "+--": 1, "---": 1}
    assert (balanced_share(census), balanced_share(census, weak=True)) == (0.5, 0.75)
    assert balanced_share(dict.fromkeys(census, 0)) is None


def test_large_blocks_get_bounds_that_say_so():
    net = nx.gnm_random_graph(60, 400, seed=1)
    for index, (a, b) in enumerate(net.edges):
        net.edges[a, b]["weight"] = -1.0 if index % 2 else 1.0
    found = frustration(net)
    assert not found.exact and 0 < found.lower < found.upper == against(net, found.camps) < 200


def test_empty():
    assert frustration(nx.DiGraph()) == Frustration(lower=0, upper=0, ties=0, camps={}, against=())
    assert frustration(nx.DiGraph()).index is None
    assert reciprocity(nx.DiGraph()) == {"ties": None, "weight": None}


def test_reciprocity_as_networkx_and_by_weight():
    net = nx.DiGraph()
    net.add_weighted_edges_from([("a", "b", 4.0), ("b", "a", 1.0), ("a", "c", 5.0)])
    found = reciprocity(net)
    assert found["ties"] == pytest.approx(nx.overall_reciprocity(net)) == pytest.approx(2 / 3)
    assert found["weight"] == pytest.approx(2 / 10)


def test_of_a_store(store):
    assert frustration(actor_graph(store, "net")).upper == 0
