"""Finding names, and ways between them."""

from itertools import islice

import pytest

from kg.analyse.actors import actor_graph
from kg.analyse.paths import find, shortest, simple
from kg.analyse.restrict import restrict
from kg.errors import QueryError


@pytest.mark.parametrize("name", ["Arland", "arland", "Republic of Arland", "the republic  of ARLAND", "Arl", "of arla"])
def test_find_by_label_alias_case_prefix_and_part(net, ids, name):
    assert find(net, name) == ids.arland


def test_find_takes_an_iri(net, ids):
    assert find(net, ids.front) == ids.front


def test_find_prefers_the_exact_name(net, ids):
    net.nodes[ids.front]["aliases"] = ("Arland Front",)
    assert find(net, "arland") == ids.arland


def test_find_prefers_the_actor_to_the_place(net, ids):
    (place,) = (node for node, data in net.nodes(data=True) if data["kind"] == "Place")
    net.nodes[place]["label"] = "Arland"
    assert find(net, "Arland") == ids.arland


def test_ambiguity_names_the_candidates(net, ids):
    net.nodes[ids.league]["aliases"] = ("Red League",)
    with pytest.raises(QueryError, match=r"2 things.*Red Front.*United League|2 things.*United League.*Red Front"):
        find(net, "red")


def test_nothing_found_names_similar_ones(net):
    with pytest.raises(QueryError, match="similar: Borduria"):
        find(net, "Bordurai")
    with pytest.raises(QueryError, match="no known name is similar"):
        find(net, "Zzzzqq")
    with pytest.raises(QueryError, match="empty"):
        find(net, "  ")


def test_shortest_goes_through_events_and_shows_sentences(net):
    (hops,) = shortest(net, "Red Front", "Borduria")
    assert [(hop.source_label, hop.predicates, hop.forward, hop.target_label) for hop in hops] == [
        ("Red Front", ("agent",), False, "attack"),
        ("attack", ("target",), True, "Borduria"),
    ]
    assert {item.sentence for hop in hops for item in hop.evidence} == {"The Red Front attacked Borduria in 2023."}
    assert hops[0].factuality == ("Actual",)


def test_hops_of_an_actor_graph_carry_evidence_too(store):
    ((hop,),) = shortest(actor_graph(store, "conflict"), "Arland", "Borduria")
    assert (hop.forward, hop.predicates, hop.factuality) == (False, ("ACCUSE",), ("Actual",))
    assert hop.evidence[0].quote == "accused"


def test_simple_paths_come_shortest_first_within_the_cutoff(net):
    found = list(simple(net, "Arland", "Borduria", cutoff=2))
    middles = {path[0].target_label for path in found}
    assert middles == {"accusation", "talks", "sanctions", "border commission"}
    lengths = [len(path) for path in simple(net, "Ana Lund", "Red Front", cutoff=6)]
    assert lengths == sorted(lengths)
    assert lengths


def test_simple_is_lazy(net):
    assert len(list(islice(simple(net, "Arland", "Borduria", cutoff=9), 2))) == 2


def test_no_link_is_an_error_and_oneself_is_no_way(net, ids):
    assert list(shortest(net, "Arland", "Arland")) == list(simple(net, "Arland", "Arland")) == []
    net.remove_edges_from(list(net.edges(ids.lund)))
    with pytest.raises(QueryError, match="nothing links 'Ana Lund' and 'Arland'"):
        shortest(net, "Ana Lund", "Arland")


def test_k_shortest_come_in_order(net):
    found = list(shortest(net, "Arland", "Borduria", k=5))
    assert [len(path) for path in found] == sorted(len(path) for path in found)
    assert len(found) == 4 == len({tuple(hop.target for hop in path) for path in found})  # there are no more
    assert list(shortest(net, "Arland", "Borduria", k=2)) == found[:2]


def test_paths_of_a_part(net, ids):
    facts = restrict(net, factuality=["Actual"], keep=[ids.arland, ids.borduria])
    assert {path[0].target_label for path in simple(facts, "Arland", "Borduria", 2)} == {
        "accusation",
        "talks",
        "border commission",
    }
    war = restrict(net, types=["ASSAULT"], keep=[ids.arland, ids.borduria])
    with pytest.raises(QueryError, match="nothing links 'Arland' and 'Borduria'"):
        shortest(war, "Arland", "Borduria")
