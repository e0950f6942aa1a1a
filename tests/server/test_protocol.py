"""The SPARQL 1.1 Protocol against a running server: methods, formats, datasets, status codes, and two real clients."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper

import kg
from kg.graph.protocol import GRAPHS, RESULTS
from tests.server.conftest import ROOT, running

STATES = "SELECT DISTINCT ?state WHERE { ?state a aei:State } ORDER BY ?state"
TRIPLES = "CONSTRUCT { ?state a aei:State } WHERE { ?state a aei:State }"
ARLAND = "https://w3id.org/aei/id/actor/State/arland"
PACT_GRAPH = f"https://w3id.org/aei/id/document/{'a' * 16}"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?event a aei:Event }"
SD = "http://www.w3.org/ns/sparql-service-description#"


def states(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["state"]["value"].rpartition("/")[2] for row in answer.json()["results"]["bindings"]]


def number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


class TestMethods:
    def test_get(self, client):
        assert states(client.get("/sparql", params={"query": STATES})) == ["arland", "borland"]

    def test_post_form(self, client):
        assert states(client.post("/sparql", data={"query": STATES})) == ["arland", "borland"]

    def test_post_direct(self, client):
        answer = client.post("/sparql", content=STATES, headers={"Content-Type": "application/sparql-query; charset=utf-8"})
        assert states(answer) == ["arland", "borland"]

    def test_head_has_no_body(self, client):
        answer = client.head("/sparql", params={"query": STATES})
        assert answer.status_code == 200 and answer.content == b""

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_others_are_not_allowed(self, client, method):
        answer = client.request(method, "/sparql")
        assert answer.status_code == 405 and {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


class TestFormats:
    @pytest.mark.parametrize("media", RESULTS)
    def test_tables(self, client, media):
        answer = client.get("/sparql", params={"query": STATES}, headers={"Accept": media})
        assert answer.headers["content-type"].partition(";")[0] == media and answer.headers["vary"].startswith("Accept")
        assert "arland" in answer.text and "borland" in answer.text
        if RESULTS[media] not in (ox.QueryResultsFormat.CSV,):
            assert len(list(ox.parse_query_results(answer.content, format=RESULTS[media]))) == 2

    @pytest.mark.parametrize("media", GRAPHS)
    def test_graphs(self, client, media):
        answer = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": media})
        assert answer.headers["content-type"].partition(";")[0] == media
        assert {quad.subject.value for quad in ox.parse(answer.content, format=GRAPHS[media])} == {
            ARLAND,
            ARLAND.replace("ar", "bor"),
        }

    def test_weights_decide(self, client):
        accept = "text/csv;q=0.3, application/sparql-results+xml;q=0.8, */*;q=0.1"
        assert "xml" in client.get("/sparql", params={"query": STATES}, headers={"Accept": accept}).headers["content-type"]

    @pytest.mark.parametrize("media", RESULTS)
    def test_ask(self, client, media):
        answer = client.get("/sparql", params={"query": "ASK { ?s a aei:Person }"}, headers={"Accept": media})
        assert "true" in answer.text

    def test_what_nobody_offers(self, client):
        assert client.get("/sparql", params={"query": STATES}, headers={"Accept": "image/png"}).status_code == 406
        assert client.get("/sparql", params={"query": STATES}, headers={"Accept": "text/turtle"}).status_code == 406
        assert client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": "text/csv"}).status_code == 406

    def test_csv_runs_nothing_in_a_spreadsheet(self, client):
        query = 'SELECT ?label ?n { ?s skos:prefLabel ?label BIND(-1 AS ?n) FILTER(STRSTARTS(?label, "=")) }'
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert list(csv.reader(answer.text.splitlines())) == [["label", "n"], ["'=HYPERLINK(0)", "-1"]]


class TestDatasets:
    def test_all_graphs_are_the_default_graph(self, client):
        assert number(client.get("/sparql", params={"query": COUNT})) == 4

    def test_default_graph(self, client):
        raid = PACT_GRAPH.replace("a" * 16, "b" * 16)
        assert number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": PACT_GRAPH})) == 0
        assert number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": [PACT_GRAPH, raid]})) == 2

    def test_named_graph(self, client):
        query = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s a aei:State } }"
        assert number(client.post("/sparql", data={"query": query})) == 3
        assert number(client.post("/sparql", data={"query": query, "named-graph-uri": PACT_GRAPH})) == 1

    def test_the_protocol_goes_before_from(self, client):
        query = f"SELECT (COUNT(*) AS ?n) FROM <{PACT_GRAPH}> WHERE {{ ?event a aei:Event }}"
        assert number(client.get("/sparql", params={"query": query})) == 0
        assert (
            number(client.get("/sparql", params={"query": query, "default-graph-uri": PACT_GRAPH.replace("a" * 16, "b" * 16)}))
            == 2
        )

    @pytest.mark.parametrize(
        "more",
        [{"default-graph-uri": "http://127.0.0.1/x"}, {"named-graph-uri": "http://127.0.0.1/x"}, {"default-graph-uri": "no iri"}],
    )
    def test_foreign_graphs_are_refused(self, client, more):
        assert client.get("/sparql", params={"query": COUNT, **more}).status_code == 400

    @pytest.mark.parametrize(
        "clause",
        ["FROM <http://127.0.0.1/x>", "FROM NAMED <http://127.0.0.1/x>", "from aei:x", "FROM <http\\u003A//127.0.0.1/x>"],
    )
    def test_from_elsewhere_is_refused(self, client, clause):
        answer = client.post("/sparql", data={"query": f"SELECT * {clause} WHERE {{ ?s ?p ?o }}"})
        assert answer.status_code == 400 and ("no such graph" in answer.text or "in two ways" in answer.text)


class TestRefusals:
    @pytest.mark.parametrize(
        "data",
        [{"q": STATES}, {"query": ""}, {"query": [STATES, STATES]}, {"query": "SELECT"}, {"query": 'SELECT * { ?s ?p "x }'}],
    )
    def test_malformed(self, client, data):
        assert client.post("/sparql", data=data).status_code == 400

    def test_no_utf8(self, client):
        assert client.get("/sparql?query=%FF").status_code == 400
        assert client.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}).status_code == 400

    @pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { <a:a> <a:a> 1 }", "LOAD <http://127.0.0.1/>"])
    def test_updates(self, client, update):
        assert client.post("/sparql", data={"update": update}).status_code == 403
        assert client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}).status_code == 403
        assert client.post("/sparql", data={"query": update}).status_code == 400
        assert number(client.get("/sparql", params={"query": COUNT})) == 4

    def test_other_types_of_body(self, client):
        assert client.post("/sparql", content=STATES, headers={"Content-Type": "text/plain"}).status_code == 415
        assert client.post("/sparql", content=STATES).status_code == 415

    def test_large_bodies(self, client):
        form = {"Content-Type": "application/sparql-query"}
        assert client.post("/sparql", content=b" " * (1 << 20) + b" ", headers=form).status_code == 413
        assert client.post("/sparql", content=iter([b" " * (1 << 19)] * 3), headers=form).status_code == 413

    def test_errors_are_plain_text(self, client):
        answer = client.post("/sparql", data={"query": "<script>alert(1)</script>"})
        assert answer.status_code == 400 and answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"


class TestDescription:
    @pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
    def test_what_the_service_is(self, client, server, media):
        answer = client.get("/sparql", headers={"Accept": media})
        found = {(q.predicate.value, getattr(q.object, "value", "")) for q in ox.parse(answer.content, format=GRAPHS[media])}
        assert (f"{SD}endpoint", f"{server}/sparql") in found
        assert (f"{SD}feature", f"{SD}UnionDefaultGraph") in found
        assert (f"{SD}supportedLanguage", f"{SD}SPARQL11Query") in found
        assert sum(predicate == f"{SD}resultFormat" for predicate, _ in found) == 9

    def test_people_get_the_editor(self, client):
        answer = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/editor")


class TestClients:
    @pytest.fixture
    def wrapper(self, server):
        return SPARQLWrapper(f"{server}/sparql")

    @pytest.mark.parametrize("method", ["GET", POST])
    @pytest.mark.parametrize("format_", [JSON, XML, CSV])
    def test_sparqlwrapper_tables(self, wrapper, method, format_):
        wrapper.setMethod(method)
        wrapper.setQuery(f"PREFIX aei: <https://w3id.org/aei/ontology#> {STATES}")
        wrapper.setReturnFormat(format_)
        found = wrapper.query().convert()
        text = found.toxml() if format_ == XML else json.dumps(found) if format_ == JSON else found.decode()
        assert ARLAND in text and "borland" in text

    @pytest.mark.parametrize("format_", [TURTLE, RDFXML])
    def test_sparqlwrapper_graphs(self, wrapper, format_):
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(TRIPLES)
        wrapper.setReturnFormat(format_)
        found = wrapper.query().convert()
        graph = found if format_ == RDFXML else rdflib.Graph().parse(data=found, format="turtle")
        assert len(graph) == 2

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_rdflib(self, server, method):
        graph = rdflib.Graph(SPARQLStore(f"{server}/sparql", method=method))
        found = list(graph.query("SELECT DISTINCT ?s WHERE { ?s a <https://w3id.org/aei/ontology#State> } ORDER BY ?s"))
        assert [str(row.s) for row in found] == [ARLAND, ARLAND.replace("ar", "bor")]
        assert (rdflib.URIRef(ARLAND), rdflib.RDF.type, None) in graph
        assert graph.query("ASK { ?s a <https://w3id.org/aei/ontology#Person> }").askAnswer
        assert len(graph.query("CONSTRUCT WHERE { ?s a <https://w3id.org/aei/ontology#State> }").graph) == 2


@pytest.mark.slow
@pytest.mark.model
def test_the_page_of_docs_shows_what_the_server_answers(tmp_path):
    """Each command of docs/server.md, sent to a server over the seed article."""
    kg.build([ROOT / "seeds" / "000_8c3a7ff41db88b3f.txt"], tmp_path / "out")
    text = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    with running(tmp_path / "out") as url:
        for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
            for shown in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = shown.partition("\n")
                arguments = shlex.split(command.replace("http://127.0.0.1:8890", url))
                done = subprocess.run(arguments, capture_output=True, text=True, check=True)
                assert done.stdout.replace(url, "http://127.0.0.1:8890").replace("\r", "") == output, command
