"""Components and communities, the same in every process."""

import os
import random
import subprocess
import sys

import networkx as nx
import pytest

from kg.analyse.actors import actor_graph
from kg.analyse.groups import bridges, communities, components, membership, modularity, participation
from kg.errors import QueryError

PROGRAM = """
import networkx as nx
from kg.analyse.groups import communities
net = nx.gnp_random_graph(60, 0.08, seed=5)
print(communities(nx.relabel_nodes(net, {n: f"node {n}" for n in net})))
"""


def two_cliques():
    net = nx.DiGraph()
    for name in "ab":
        net.add_edges_from((f"{name}{i}", f"{name}{j}") for i in range(4) for j in range(i))
    net.add_edge("a0", "b0")
    return net


def test_components_ignore_direction_and_come_largest_first(net):
    assert components(nx.DiGraph([("a", "b"), ("c", "b"), ("x", "y")])) == [["a", "b", "c"], ["x", "y"]]
    assert len(components(net)) == 1


def test_communities_find_two_cliques():
    assert communities(two_cliques()) == [["a0", "a1", "a2", "a3"], ["b0", "b1", "b2", "b3"]]


def test_weights_count():
    net = nx.Graph()
    net.add_weighted_edges_from([("a", "b", 9.0), ("c", "d", 9.0), ("b", "c", 0.1), ("a", "d", 0.1)])
    assert communities(net) == [["a", "b"], ["c", "d"]]


def test_communities_need_positive_weights():
    net = nx.DiGraph()
    net.add_edge("a", "b", weight=-1.0)
    with pytest.raises(QueryError, match="above zero"):
        communities(net)


def test_same_groups_whatever_the_hash_seed():
    def groups(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    assert groups("1") == groups("2") != ""


def test_the_order_of_nodes_changes_nothing():
    net = nx.relabel_nodes(nx.gnp_random_graph(60, 0.08, seed=5), str)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(net)))
    turned.add_edges_from(reversed(list(net.edges())))
    assert communities(net) == communities(turned)


def test_finding_groups_leaves_random_numbers_alone():
    import igraph

    random.seed(1)
    first = igraph.Graph.Erdos_Renyi(30, m=60).get_edgelist()
    random.seed(1)
    communities(two_cliques())
    assert igraph.Graph.Erdos_Renyi(30, m=60).get_edgelist() == first


def test_bridges_and_who_stands_on_them(store, ids):
    net = two_cliques()
    member = membership(communities(net))
    (tie,) = bridges(net, member)
    assert (tie.a, tie.b, tie.groups, tie.weight) == ("a0", "b0", (1, 2), 1.0)
    spread = participation(net, member)
    assert spread["a0"] == pytest.approx(1 - (3 / 4) ** 2 - (1 / 4) ** 2) and spread["a1"] == 0
    graph = actor_graph(store, "all")
    apart = bridges(graph, {node: node == ids.front for node in graph})
    assert [edge["evidence"][0].sentence for edge in apart[0].edges] == ["The Red Front attacked Borduria in 2023."]


def test_empty_graph():
    assert components(nx.DiGraph()) == []
    assert communities(nx.DiGraph()) == []
    assert modularity(nx.DiGraph(), []) == 0.0
    assert participation(nx.DiGraph(), {}) == {}
    assert bridges(nx.DiGraph(), {}) == []
