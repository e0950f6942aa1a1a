"""Components and communities, the same in every process."""

import os
import subprocess
import sys

import networkx as nx
import pytest

from kg.analyse.groups import communities, components
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


def test_empty_graph():
    assert components(nx.DiGraph()) == []
    assert communities(nx.DiGraph()) == []
