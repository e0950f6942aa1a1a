"""Which sources tell the same, and which deny it."""

import networkx as nx
import pytest

from kg.analyse.project import Evidence
from kg.analyse.sources import likeness, reported
from kg.errors import QueryError


def told(*events):
    """A graph of events: (source, type, agent, target, factuality)."""
    net = nx.MultiDiGraph()
    for number, (source, type_, agent, target, factuality) in enumerate(events):
        sentence = Evidence(source=source, sentence="...", begin=0, end=1, publisher=source[0].upper())
        for actor in (agent, target):
            net.add_node(actor, kind="Actor", label=actor, evidence=())
        days = {"earliest": "2024-05-01", "latest": "2024-05-03"}
        net.add_node(number, kind="Event", type=type_, factuality=factuality, evidence=(sentence,), **days)
        for role, actor in (("agent", agent), ("target", target)):
            net.add_edge(number, actor, predicate=role, claim="", factuality=factuality)
    return net


def test_what_both_report_as_fact():
    net = told(
        ("a1", "ASSAULT", "x", "y", "Actual"), ("a1", "AID", "x", "z", "Actual"), ("a1", "ACCUSE", "z", "y", "Possible"),
        ("b1", "SANCTION", "x", "y", "Actual"), ("b1", "AID", "x", "z", "Negated"), ("c1", "AID", "q", "z", "Actual"),
    )  # fmt: skip
    (pair,) = likeness(net)
    assert (pair.a, pair.b, pair.shared, pair.only_a, pair.only_b, pair.contradicted) == ("a1", "b1", 1, 1, 0, 1)
    assert (pair.jaccard, pair.cosine) == (0.5, pytest.approx(2**-0.5, abs=1e-4))
    assert [one.contradicted for one in likeness(net, "events")] == [1]  # other acts, but the aid is denied
    assert reported(net, "events")["c1"] == {"Actual": {("AID", ("q",), ("z",), "2024-05")}}


def test_publishers_stand_for_their_documents():
    net = told(("a1", "AID", "x", "y", "Actual"), ("a2", "AID", "x", "z", "Actual"), ("b1", "AID", "x", "z", "Actual"))
    (pair,) = likeness(net, by="publisher")
    assert (pair.a, pair.b, pair.shared, pair.only_a, pair.jaccard) == ("A", "B", 1, 1, 0.5)


def test_initiatives_that_stand_alike(pact):
    assert likeness(pact, "initiatives") == []
    net = pact.copy()
    for _, data in net.nodes(data=True):
        if data["label"] == "Sylda Accord":
            data["status"] = "Agreed"
    assert {(pair.a, pair.b) for pair in likeness(net, "initiatives")} == {("june", "may"), ("july", "june"), ("july", "may")}


def test_empty_and_unknown():
    assert likeness(nx.MultiDiGraph()) == []
    with pytest.raises(QueryError, match="dyads, events, initiatives"):
        likeness(nx.MultiDiGraph(), "words")
    with pytest.raises(QueryError, match="source or publisher"):
        likeness(nx.MultiDiGraph(), by="author")
