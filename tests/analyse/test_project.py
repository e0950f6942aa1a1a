"""The store as a typed graph."""

import pyoxigraph as ox
import pytest

from kg.analyse.accounts import differences, told_apart
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


class TestContradictoryReports:
    """Of one attack: in May Arland did it, in June Borduria did not; an undated text thinks it possible of Arland."""

    def net(self, quads):
        store = ox.Store()
        store.extend(quads)
        return multigraph(store)

    def test_each_role_has_the_words_of_those_who_give_it(self, one_attack, ids):
        net = self.net(one_attack)
        (attack,) = net.graph["accounts"]
        assert net.nodes[attack]["factuality"] == "Negated"
        edges = {b: edge for _, b, edge in net.out_edges(attack, data=True) if edge["predicate"] == "agent"}
        told = {b: (edge["factuality"], [item.source for item in edge["evidence"]]) for b, edge in edges.items()}
        assert told == {ids.arland: ("Actual", ["b-may", "c-undated"]), ids.borduria: ("Negated", ["a-june"])}

    def test_whatever_the_order_of_the_statements(self, one_attack):
        one, other = self.net(one_attack), self.net(reversed(one_attack))
        assert [*one.nodes(data=True)] == [*other.nodes(data=True)] and one.graph == other.graph
        assert [*one.edges(keys=True, data=True)] == [*other.edges(keys=True, data=True)]

    def test_told_apart_each_says_its_own(self, one_attack, ids):
        apart = told_apart(self.net(one_attack))
        told = {
            data["evidence"][0].source: (data["factuality"], data["attributed"], *(
                (edge["factuality"], b) for _, b, edge in apart.out_edges(node, data=True) if edge["predicate"] == "agent"
            ))
            for node, data in apart.nodes(data=True)
            if data["kind"] == "Event"
        }  # fmt: skip
        assert told == {
            "b-may": ("Actual", ("Ana Lund",), ("Actual", ids.arland)),
            "a-june": ("Negated", (), ("Negated", ids.borduria)),
            "c-undated": ("Possible", ("Ana Lund",), ("Possible", ids.arland)),
        }

    def test_who_did_it_is_a_difference(self, one_attack):
        found = {(d.aspect, tuple(value for _, value in d.accounts)) for d in differences(told_apart(self.net(one_attack)))}
        assert ("agents", ("Arland", "Borduria")) in found and ("factuality", ("Actual", "Negated")) in found

    def test_other_parties_alone_tell_apart(self, one_attack):
        alike = [quad for quad in one_attack if not quad.predicate.value.endswith("#factuality")]
        assert {d.aspect for d in differences(told_apart(self.net(alike)))} == {"agents"}


def test_a_sentence_without_its_text_is_an_error(one_accord):
    one_accord.update(
        "DELETE WHERE { GRAPH ?g { ?d <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> ?t } }"
    )
    with pytest.raises(GraphError, match="has no text"):
        multigraph(one_accord)
