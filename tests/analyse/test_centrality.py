"""Measures against values that can be worked out by hand."""

import math

import networkx as nx
import pytest

from kg.analyse.actors import actor_graph
from kg.analyse.centrality import MEASURES, SIGNED, central
from kg.errors import QueryError


def star(leaves=4):
    net = nx.DiGraph()
    for number in range(leaves):
        net.add_edge("hub", f"leaf{number}", weight=2.0)
    return net


@pytest.mark.parametrize(
    ("measure", "hub", "leaf"),
    [
        ("degree", 1.0, 0.25),
        ("strength", 8.0, 2.0),
        ("betweenness", 1.0, 0.0),
        ("closeness", 2.0, 4 / (0.5 + 3 * 1.0)),
        ("eigenvector", 1 / math.sqrt(2), 1 / math.sqrt(8)),
    ],
)
def test_a_star(measure, hub, leaf):
    values = dict(central(star(), measure))
    assert values["hub"] == pytest.approx(hub, abs=1e-4)
    assert values["leaf0"] == pytest.approx(leaf, abs=1e-4)


def test_pagerank_follows_the_direction_and_sums_to_one():
    values = dict(central(star(), "pagerank"))
    assert values["leaf0"] > values["hub"]
    assert sum(values.values()) == pytest.approx(1, abs=1e-4)


def test_a_heavy_tie_is_a_short_way():
    net = nx.DiGraph()
    net.add_weighted_edges_from([("a", "b", 10.0), ("b", "c", 10.0), ("a", "c", 1.0)])
    assert central(net, "betweenness")[0] == ("b", 1.0)


def test_sorted_by_value_then_label():
    net = star()
    nx.set_node_attributes(net, {"leaf3": "A", "leaf0": "B", "hub": "Z", "leaf1": "C", "leaf2": "D"}, "label")
    assert [node for node, _ in central(net, "degree")] == ["hub", "leaf3", "leaf0", "leaf1", "leaf2"]


def test_parallel_edges_add_up():
    net = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a")])
    assert dict(central(net, "strength")) == {"a": 3.0, "b": 3.0}
    assert dict(central(net, "degree")) == {"a": 1.0, "b": 1.0}


def test_eigenvector_of_a_long_chain():
    """Where power iteration, as networkx has it, does not converge."""
    chain = nx.path_graph(400)
    values = central(nx.relabel_nodes(chain, str), "eigenvector")
    assert {node for node, _ in values[:2]} == {"199", "200"}


def test_eigenvector_outside_the_largest_component_is_zero():
    net = star()
    net.add_edge("x", "y", weight=99.0)
    values = dict(central(net, "eigenvector"))
    assert (values["x"], values["y"]) == (0.0, 0.0)
    assert values["hub"] > 0


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - set(SIGNED)))
def test_negative_weights_are_refused(store, measure):
    with pytest.raises(QueryError, match="above zero"):
        central(actor_graph(store, "net"), measure)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_empty_and_unlinked_graphs(measure):
    assert central(nx.DiGraph(), measure) == []
    alone = nx.DiGraph()
    alone.add_node("a")
    assert [node for node, _ in central(alone, measure)] == ([] if measure in ("constraint", "effective-size") else ["a"])


def test_a_broker_has_little_constraint_and_comes_first():
    net = nx.Graph([("broker", "a1"), ("a1", "a2"), ("broker", "a2"), ("broker", "b1"), ("b1", "b2"), ("broker", "b2")])
    assert central(net, "constraint")[0][0] == "broker"
    assert central(net, "effective-size")[0] == ("broker", 3.0)  # four ties, each partner tied to one of the others


def test_the_core_is_where_everybody_has_ties():
    net = nx.complete_graph(4)
    net.add_edge(3, 4)
    assert dict(central(net, "core")) == {0: 3, 1: 3, 2: 3, 3: 3, 4: 1}


def test_unknown_measure():
    with pytest.raises(QueryError, match="betweenness"):
        central(star(), "fame")
