"""Brokers against the definition, pair by pair."""

from itertools import permutations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.brokerage import ROLES, brokerage


def by_definition(net, groups):
    counts = {node: dict.fromkeys(ROLES, 0) for node in net}
    for a, b, c in permutations(net, 3):
        if net.has_edge(a, b) and net.has_edge(b, c) and not net.has_edge(a, c):
            x, y, z = groups[a], groups[b], groups[c]
            if x == y == z:
                role = "coordinator"
            elif x == z:
                role = "consultant"
            elif x == y:
                role = "representative"
            else:
                role = "gatekeeper" if y == z else "liaison"
            counts[b][role] += 1
    return counts


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25), st.lists(st.integers(0, 2), min_size=7, max_size=7)
)
def test_the_definition(edges, groups):
    net = nx.DiGraph(edges)
    found = {broker.node: {role: getattr(broker, role) for role in ROLES} for broker in brokerage(net, groups)}
    assert found == by_definition(net, groups)


def test_most_first_and_nobody_left_out():
    net = nx.DiGraph([("a", "b"), ("b", "c")])
    found = brokerage(net, {"a": 1, "b": 1, "c": 2})
    assert [(broker.node, broker.total, broker.representative) for broker in found] == [("b", 1, 1), ("a", 0, 0), ("c", 0, 0)]
    assert brokerage(nx.DiGraph(), {}) == []
