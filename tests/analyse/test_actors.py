"""Who deals with whom."""

import pytest

from kg.analyse.actors import FACTUALITY_WEIGHTS, actor_graph, intensities, link_actors
from kg.errors import QueryError
from kg.vocabulary import EVENT_TYPES


def pairs(graph):
    return {(graph.nodes[a]["label"], graph.nodes[b]["label"]) for a, b in graph.edges()}


def test_intensities_agree_with_the_quad_classes():
    for name, quad in EVENT_TYPES.items():
        weight = intensities()[name]
        assert (weight > 0) == quad.endswith("cooperation"), name
        assert (weight < 0) == quad.endswith("conflict"), name


def test_cooperation_links_both_sides_of_talks(store):
    graph = actor_graph(store, "cooperation")
    assert pairs(graph) == {("Arland", "Borduria"), ("Borduria", "Arland"), ("United League", "Arland")}


def test_conflict_points_from_agent_to_target(store):
    assert pairs(actor_graph(store, "conflict")) == {("Red Front", "Borduria"), ("Borduria", "Arland")}


def test_weight_is_intensity_times_confidence_and_reasons_are_kept(store, ids):
    edge = actor_graph(store, "conflict").edges[ids.borduria, ids.arland]
    (reason,) = edge["reasons"]
    assert edge["weight"] == pytest.approx(-intensities()["ACCUSE"] * 0.5)
    assert (reason.label, reason.type, reason.time) == ("accusation", "ACCUSE", "2024-05-03")
    assert reason.evidence[0].source == "raid"
    assert "accused Arland" in reason.evidence[0].sentence


def test_a_proposal_links_proposer_to_addressee_only(store, ids):
    graph = actor_graph(store, "cooperation")
    kinds = {(a, b): [reason.kind for reason in data["reasons"]] for a, b, data in graph.edges(data=True)}
    assert "Initiative" in kinds[ids.arland, ids.borduria]
    assert "Initiative" not in kinds[ids.borduria, ids.arland]


def test_the_evidence_of_a_proposal_names_its_parties(net, ids):
    reasons = link_actors(net, "cooperation").edges[ids.arland, ids.borduria]["reasons"]
    (proposal,) = (reason for reason in reasons if reason.kind == "Initiative")
    assert {item.sentence for item in proposal.evidence} == {"Arland proposed a border commission to Borduria."}


@pytest.mark.parametrize(("factuality", "share"), [("Actual", 1), ("Planned", 0.5), ("Possible", 0.25), ("Unknown", 0.5)])
def test_what_is_only_possible_weighs_less(net, ids, factuality, share):
    (sanctions,) = (node for node, data in net.nodes(data=True) if data["label"] == "sanctions")
    net.nodes[sanctions]["factuality"] = factuality
    graph = link_actors(net, "conflict", factuality=(factuality,))
    assert graph.edges[ids.arland, ids.borduria]["weight"] == pytest.approx(-intensities()["SANCTION"] * 0.8 * share, abs=1e-4)
    heavier = link_actors(net, "conflict", factuality=(factuality,), weights={**FACTUALITY_WEIGHTS, factuality: 1.0})
    assert heavier.edges[ids.arland, ids.borduria]["weight"] == pytest.approx(-intensities()["SANCTION"] * 0.8)


def test_what_is_denied_links_nobody(net, ids):
    (sanctions,) = (node for node, data in net.nodes(data=True) if data["label"] == "sanctions")
    net.nodes[sanctions]["factuality"] = "Negated"
    assert (
        not link_actors(net, "all", factuality=("Negated", "Actual"))
        .edges[ids.arland, ids.borduria]["predicate"]
        .count("SANCTION")
    )


def test_a_rejected_proposal_is_no_cooperation(net, ids):
    (initiative,) = (node for node, data in net.nodes(data=True) if data["kind"] == "Initiative")
    net.nodes[initiative]["status"] = "Rejected"
    reasons = link_actors(net, "cooperation").edges[ids.arland, ids.borduria]["reasons"]
    assert {reason.kind for reason in reasons} == {"Event"}


def test_a_part_adds_no_weight_to_what_the_whole_links(net, ids):
    (whole,) = (node for node, data in net.nodes(data=True) if data["kind"] == "Initiative")
    before = link_actors(net, "cooperation").edges[ids.arland, ids.borduria]["weight"]
    net.add_node("part", **{**net.nodes[whole], "label": "patrols"})
    for _, other, edge in list(net.out_edges(whole, data=True)):
        net.add_edge("part", other, **edge)
    assert link_actors(net, "cooperation").edges[ids.arland, ids.borduria]["weight"] > before
    net.add_edge(whole, "part", predicate="hasPart", claim="c", factuality="Actual", evidence=())
    assert link_actors(net, "cooperation").edges[ids.arland, ids.borduria]["weight"] == before


def test_net_subtracts_conflict_from_cooperation(store, ids):
    graph = actor_graph(store, "net")
    weights = {name: intensities()[name] for name in ("CONSULT", "ACCUSE")}
    assert graph.edges[ids.borduria, ids.arland]["weight"] == pytest.approx(weights["CONSULT"] * 0.9 + weights["ACCUSE"] * 0.5)
    assert graph.edges[ids.front, ids.borduria]["weight"] < 0


def test_all_holds_every_pair(store):
    every = pairs(actor_graph(store, "cooperation")) | pairs(actor_graph(store, "conflict"))
    assert pairs(actor_graph(store, "all")) == every


def test_only_facts_unless_asked(store, ids):
    assert not actor_graph(store, "conflict").has_edge(ids.arland, ids.borduria)
    assert actor_graph(store, "conflict", factuality=("Possible",)).has_edge(ids.arland, ids.borduria)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024", None, {("Borduria", "Arland")}),
        (None, "2023", {("Red Front", "Borduria")}),
        ("2023-06-01", "2023-06-30", {("Red Front", "Borduria")}),  # an event of 2023 may fall in June
        ("2024-05-03", "2024-05", {("Borduria", "Arland")}),
        ("2025", "2026", set()),
    ],
)
def test_a_period_keeps_what_may_fall_in_it(store, start, end, expected):
    assert pairs(actor_graph(store, "conflict", start=start, end=end)) == expected


def test_unknown_kind_and_bad_dates_are_refused(store):
    with pytest.raises(QueryError, match="cooperation, conflict, net, all"):
        actor_graph(store, "friendship")
    with pytest.raises(QueryError, match="YYYY-MM-DD"):
        actor_graph(store, start="May 2024")
