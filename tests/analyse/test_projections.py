"""Actors with initiatives, with issues, and with those named beside them."""

import networkx as nx
import pytest

from kg.analyse.projections import comention_graph, initiative_graph, issue_graph


def named(graph, label):
    (node,) = (node for node, data in graph.nodes(data=True) if data["label"] == label)
    return node


def test_roles_in_initiatives_over_documents(pact, ids):
    graph = initiative_graph(pact)
    accord = named(graph, "Sylda Accord")
    assert set(graph[ids.arland][accord]) == {"proposedBy", "participant"}  # that it supports it is denied
    assert set(graph[ids.front][accord]) == {"opposedBy"}
    assert graph.nodes[accord]["statuses"] == ("Agreed", "Proposed", "Suspended")
    assert len(graph.nodes[accord]["members"]) == 3
    edge = graph[ids.arland][accord]["proposedBy"]
    assert (edge["role"], edge["weight"], edge["evidence"][0].source) == ("proposedBy", 0.5, "may")
    assert nx.is_bipartite(graph.to_undirected())


def test_initiatives_of_a_time_and_source(pact):
    assert initiative_graph(pact, sources=["june"]).number_of_edges() == 2
    assert initiative_graph(pact, start="2020").number_of_edges() == 0  # the accord has no date of its own


def test_issues_by_way_of_initiatives(pact, ids):
    graph = issue_graph(pact)
    trust = named(graph, "trust")
    edge = graph.edges[ids.arland, trust]
    assert edge["relations"] == ("addresses", "hinderedBy")
    assert edge["roles"] == ("participant", "proposedBy")
    assert edge["weight"] == pytest.approx(0.5 * 0.5 + 0.5 * 0.5 * 0.25)  # the obstacle is only possible
    assert {item.sentence for item in edge["evidence"]} >= {"The patrols need trust."}
    assert ids.front not in graph


def test_named_in_one_sentence(net, ids):
    graph = comention_graph(net)
    assert not graph.has_edge(ids.front, ids.lund)
    edge = graph.edges[ids.front, ids.borduria]
    assert (edge["count"], edge["weight"]) == (1, 1.0)
    assert edge["reasons"][0].evidence[0].sentence == "The Red Front attacked Borduria in 2023."


def test_long_lists_make_no_strong_ties(net, ids):
    everybody = [node for node, data in net.nodes(data=True) if data["kind"] == "Actor"]
    sentence = net.nodes[ids.front]["evidence"]
    for node in everybody:
        net.nodes[node]["evidence"] = sentence
    weights = {weight for _, _, weight in comention_graph(net).edges(data="weight")}
    assert weights == {round(1 / (len(everybody) - 1), 4)}


def test_of_a_document_date(net):
    assert comention_graph(net, end="2023").number_of_edges() == 0
