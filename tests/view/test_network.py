"""The page as text: self-contained, deterministic, and with nothing of a document taken for markup."""

import json
import re

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.analyse.actors import link_actors
from kg.analyse.project import Evidence
from kg.errors import GraphError
from kg.graph.build import quads
from kg.model import Actor, Document, Extraction, Mention, Span
from kg.view.network import group, page, words, write

BLOCK = re.compile(r'<script type="application/json" id="(nodes|edges|details)">(.*?)</script>', re.DOTALL)
TAG = "<img src=x onerror=alert(1)>\u2028\u202egnp.exe"


def data(html):
    return {name: json.loads(text) for name, text in BLOCK.findall(html)}


def sentences(html, thing):
    """What the page knows of a node's or link's evidence: (marked words, sentence, title, source, date)."""
    details = data(html)["details"]
    numbers = thing[-1]
    for number, begin, end in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        sentence, document = details["sentences"][number]
        yield (sentence[begin:end], sentence, *details["documents"][document])


def without_library(html):
    """The page without vis-network, whose licence and source name addresses that nothing loads."""
    start = html.index("<script nonce=")
    return html[:start] + html[html.index("</script>", start) :]


def test_nothing_is_loaded_from_elsewhere(net):
    html = without_library(page(net))
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", html)
    assert not re.search(r"@import|url\((?!\"?data:)", html)
    assert "default-src 'none'" in html
    assert "sourceMappingURL" not in page(net)


def test_same_graph_same_bytes(net):
    again = nx.MultiDiGraph()
    again.add_nodes_from(reversed(list(net.nodes(data=True))))
    again.add_edges_from((a, b, key, values) for a, b, key, values in net.edges(keys=True, data=True))
    assert page(net) == page(net)
    assert page(again) == page(net)


def test_script_and_tags_of_a_document_are_no_markup(hostile):
    html = page(hostile, title="<b>Title</b> </script>")
    assert "<img src=x" not in html
    assert "alert(2)</script>" not in html
    assert "<b>Title" not in html
    assert html.count("<script nonce=") + 3 == html.count("</script")
    assert data(html)["details"]["nodes"][0][0] == TAG


def test_no_handlers_in_tags_and_no_script_without_the_nonce(net):
    html = without_library(page(net))
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", html)
    nonce = re.search(r"script-src 'nonce-([0-9a-f]{32})';", html)[1]
    assert set(re.findall(r"<script ([^>]*)>", html)) == {
        f'nonce="{nonce}"', *(f'type="application/json" id="{name}"' for name in ("details", "nodes", "edges")),
    }  # fmt: skip


def test_details_of_nodes_and_edges(net):
    html = page(net)
    (event,) = (node for node in data(html)["nodes"] if node["kind"] == "Event")
    assert (event["type"], event["factuality"], event["time"], event["confidence"]) == ("SANCTION", "Possible", "2024-05-12", 0.8)
    label, iri, attributed, _ = details = data(html)["details"]["nodes"][event["id"]]
    assert (label, iri, attributed) == ("sanctions", "e:1", ["Arland"])
    ((quote, _, title, source, date),) = sentences(html, details)
    assert (quote, title, source, date) == ("threatened sanctions", "Talks", "talks.txt", "2024-05")
    assert "proposedBy" in {edge["predicate"] for edge in data(html)["edges"]}


def test_a_role_in_an_event_has_the_evidence_of_the_event_and_a_claim_its_own(story):
    html = page(story)
    links = {edge["predicate"]: data(html)["details"]["edges"][edge["id"]] for edge in data(html)["edges"]}
    assert links["agent"] is None
    assert [found[0] for found in sentences(html, links["proposedBy"])] == ["offered"]
    assert links["proposedBy"][0] == ["Syldavia"]


def test_every_node_has_a_place_of_its_own(net):
    places = {(node["x"], node["y"]) for node in data(page(net))["nodes"]}
    assert len(places) == len(net)


def test_what_links_look_like(story):
    stances = {(edge["predicate"], edge["from"]): edge["stance"] for edge in data(page(story))["edges"]}
    assert stances == {
        ("agent", 3): "conflict", ("target", 3): "conflict", ("agent", 4): "cooperation", ("target", 4): "cooperation",
        ("agent", 5): "conflict", ("target", 5): "conflict", ("proposedBy", 6): "Initiative", ("proposedTo", 6): "Initiative",
    }  # fmt: skip


def test_links_between_actors_look_like_the_balance_of_their_reasons(story):
    story.nodes["i:1"]["confidence"] = 0.8
    dealings = link_actors(story, "all", factuality=("Actual", "Possible"))
    looks = {edge["predicate"]: edge["stance"] for edge in data(page(dealings))["edges"]}
    assert looks == {"ASSAULT, CONSULT": "conflict", "initiative": "cooperation"}


def test_groups_of_symbols(net):
    found = {net.nodes[node]["label"]: group(net.nodes[node]) for node in net}
    assert (found["Arland"], found["sanctions"], found["border commission"]) == ("State", "conflict", "Initiative")


def test_all_sentences_are_kept_each_once(net):
    net.nodes["a:2"]["evidence"] = tuple(
        Evidence(source="x", sentence=f"Borduria {number}.", begin=0, end=8) for number in (*range(40), 0)
    )
    html = page(net)
    found = [sentence for _, sentence, *_ in sentences(html, data(html)["details"]["nodes"][1])]
    assert found == [f"Borduria {number}." for number in (*range(40), 0)]
    assert len(data(html)["details"]["sentences"]) == 41  # and the one of the others


@pytest.mark.parametrize(
    ("name", "expected"),
    [("proposedBy", "proposed by"), ("ASSAULT", "ASSAULT"), ("GovernmentBody", "government body"), ("agent", "agent"), ("", "")],
)
def test_words(name, expected):
    assert words(name) == expected


def test_empty_graph_gives_a_page():
    assert data(page(nx.MultiDiGraph()))["nodes"] == []


def test_write_from_a_store(tmp_path):
    text = "Åland protested."
    mention = Mention(span=Span(begin=0, end=5), text="Åland", sentence=Span(begin=0, end=len(text)))
    actor = Actor(key="State/aland", type="State", label="Åland", mentions=(mention,))
    store = ox.Store()
    store.extend(quads(Extraction(document=Document(source="a.txt", text=text, sha256="0" * 64), actors=(actor,))))
    out = write(store, tmp_path / "net.html", title="Åland")
    html = out.read_bytes().decode("utf-8")
    (node,) = data(html)["details"]["nodes"]
    assert [*sentences(html, node)] == [("Åland", "Åland protested.", "a.txt", "a.txt", "")]


def test_a_path_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(GraphError, match=r"missing/net\.html"):
        write(ox.Store(), tmp_path / "missing" / "net.html")
