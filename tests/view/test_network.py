"""The page as text: self-contained, deterministic, and with nothing of a document taken for markup."""

import json
import re

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.analyse.project import Evidence
from kg.errors import GraphError
from kg.graph.build import quads
from kg.model import Actor, Document, Extraction, Mention, Span
from kg.view.network import group, page, words, write

STATEMENT = re.compile(r"^const (NODES|EDGES|DETAILS) = (.*);$", re.MULTILINE)


def data(html):
    return {name: json.loads(text) for name, text in STATEMENT.findall(html)}


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
    assert data(page(again))["NODES"] == data(page(net))["NODES"]


def test_script_and_tags_of_a_document_are_no_markup(hostile):
    html = page(hostile, title="<b>Title</b> </script>")
    assert "<img src=x" not in html
    assert "alert(2)</script>" not in html
    assert "<b>Title" not in html
    assert html.count("<script nonce=") == html.count("</script") == 3
    assert data(html)["DETAILS"]["nodes"][0]["label"] == "<img src=x onerror=alert(1)>"


def test_details_of_nodes_and_edges(net):
    details = data(page(net))["DETAILS"]
    event = next(node for node in details["nodes"] if node["kind"] == "Event")
    assert (event["type"], event["factuality"], event["time"], event["attributed"]) == (
        "SANCTION", "possible", "2024-05-12", ["Arland"],
    )  # fmt: skip
    sentence, begin, end, title, source, date = event["sentences"][0]
    assert (sentence[begin:end], title, source, date) == ("threatened sanctions", "Talks", "talks.txt", "2024-05")
    assert "proposed by" in {edge["predicate"] for edge in details["edges"]}


def test_physics_is_off_and_every_node_has_a_place_of_its_own(net):
    html = page(net)
    assert "physics: false" in html
    places = {(node["x"], node["y"]) for node in data(html)["NODES"]}
    assert len(places) == len(net)


def test_what_is_no_fact_is_hollow_and_dashed(net):
    by_label = {node["label"]: node for node in data(page(net))["NODES"]}
    assert by_label["sanctions"]["hollow"]
    assert not by_label["Arland"]["hollow"]
    assert all(edge["dashes"] for edge in data(page(net))["EDGES"])


def test_groups_of_symbols(net):
    found = {net.nodes[node]["label"]: group(net.nodes[node]) for node in net}
    assert (found["Arland"], found["sanctions"], found["border commission"]) == ("State", "conflict", "Initiative")


def test_many_sentences_are_cut_and_counted(net):
    net.nodes["a:2"]["evidence"] = tuple(
        Evidence(source="x", sentence=f"Borduria {number}.", begin=0, end=8) for number in range(40)
    )
    (detail,) = (node for node in data(page(net))["DETAILS"]["nodes"] if node["label"] == "Borduria")
    assert detail["count"] == 40
    assert 0 < len(detail["sentences"]) < 40


@pytest.mark.parametrize(
    ("name", "expected"),
    [("proposedBy", "proposed by"), ("ASSAULT", "ASSAULT"), ("GovernmentBody", "government body"), ("agent", "agent"), ("", "")],
)
def test_words(name, expected):
    assert words(name) == expected


def test_empty_graph_gives_a_page():
    assert data(page(nx.MultiDiGraph()))["NODES"] == []


def test_write_from_a_store(tmp_path):
    text = "Åland protested."
    mention = Mention(span=Span(begin=0, end=5), text="Åland", sentence=Span(begin=0, end=len(text)))
    actor = Actor(key="State/aland", type="State", label="Åland", mentions=(mention,))
    store = ox.Store()
    store.extend(quads(Extraction(document=Document(source="a.txt", text=text, sha256="0" * 64), actors=(actor,))))
    out = write(store, tmp_path / "net.html", title="Åland")
    html = out.read_bytes().decode("utf-8")
    assert data(html)["DETAILS"]["nodes"][0]["sentences"] == [["Åland protested.", 0, 5, "a.txt", "a.txt", ""]]


def test_a_path_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(GraphError, match=r"missing/net\.html"):
        write(ox.Store(), tmp_path / "missing" / "net.html")
