"""The store as a typed graph."""

import pytest

from kg.analyse.project import KINDS, multigraph, short
from kg.errors import GraphError


def test_every_thing_is_a_node_with_its_kind(net):
    kinds = [data["kind"] for _, data in net.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in KINDS} == {"Actor": 5, "Event": 4, "Initiative": 1, "Place": 1, "Issue": 1}


def test_an_actor_of_two_documents_is_one_node(net, ids):
    arland = net.nodes[ids.arland]
    assert (arland["label"], arland["type"], arland["aliases"]) == ("Arland", "State", ("Republic of Arland",))
    assert [item.source for item in arland["evidence"]] == ["raid", "talks"]


def test_an_event_has_what_the_text_says_of_it(net):
    (accusation,) = (data for _, data in net.nodes(data=True) if data["label"] == "accusation")
    assert accusation["type"] == "ACCUSE"
    assert (accusation["factuality"], accusation["confidence"]) == ("Actual", 0.5)
    assert (accusation["time"], accusation["earliest"]) == ("2024-05-03", "2024-05-03")
    assert accusation["attributed"] == ("Borduria",)


def test_evidence_quotes_the_sentence(net):
    (accusation,) = (data for _, data in net.nodes(data=True) if data["label"] == "accusation")
    (item,) = accusation["evidence"]
    assert item.sentence == "Borduria accused Arland of arming the Red Front on 3 May 2024."
    assert (item.quote, item.source, item.title, item.date) == ("accused", "raid", "Raid", "2024-05-04")


def test_a_claim_is_an_edge_with_factuality_speaker_and_sentence(net, ids):
    (edge,) = net.get_edge_data(ids.league, ids.arland).values()
    assert edge["predicate"] == "supports"
    assert (edge["factuality"], edge["confidence"], edge["attributed"]) == ("Actual", 0.5, ("Ana Lund",))
    assert [item.quote for item in edge["evidence"]] == ["supports"]


def test_a_possible_event_stays_possible_on_its_edges(net, ids):
    (sanctions,) = (node for node, data in net.nodes(data=True) if data["label"] == "sanctions")
    edges = {edge["predicate"]: edge["factuality"] for _, _, edge in net.out_edges(sanctions, data=True)}
    assert edges == {"agent": "Possible", "target": "Possible"}


def test_nodes_come_in_order(net):
    assert list(net) == sorted(net)


def test_short_leaves_foreign_names_alone():
    assert short("https://w3id.org/aei/event-type#ASSAULT") == "ASSAULT"
    assert short("https://example.org/x") == "https://example.org/x"


def test_what_documents_share_is_as_the_last_of_them_says(one_accord):
    net = multigraph(one_accord)
    (accord,) = net.graph["accounts"]
    assert net.nodes[accord]["status"] == "Suspended"
    assert {source: said["status"] for source, said in net.graph["accounts"][accord].items()} == {
        "may": "Proposed",
        "june": "Agreed",
        "july": "Suspended",
    }


def test_a_sentence_without_its_text_is_an_error(one_accord):
    one_accord.update(
        "DELETE WHERE { GRAPH ?g { ?d <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> ?t } }"
    )
    with pytest.raises(GraphError, match="has no text"):
        multigraph(one_accord)
