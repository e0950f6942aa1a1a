"""What a SPARQL service offers, in the terms of SPARQL 1.1 Service Description (2013) and VoID (2011)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import query
from kg.vocabulary import AEI, EVT, NIF, PROV, RDF, SKOS

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "TriG",
    "JSON-LD", "RDF_XML",
)  # fmt: skip


def service(endpoint: str, base: str) -> Iterator[ox.Quad]:
    """The description of the service at `endpoint`, whose store names things under `base`."""
    me, data, graph = query.iri(endpoint), query.iri(f"{endpoint}#dataset"), query.iri(f"{endpoint}#default-graph")
    yield _quad(me, RDF + "type", SD + "Service")
    yield _quad(me, SD + "endpoint", endpoint)
    yield _quad(me, SD + "supportedLanguage", SD + "SPARQL11Query")
    yield _quad(me, SD + "feature", SD + "UnionDefaultGraph")
    for name in FORMATS:
        yield _quad(me, SD + "resultFormat", f"http://www.w3.org/ns/formats/{name}")
    yield _quad(me, SD + "defaultDataset", data.value)
    yield _quad(data, RDF + "type", SD + "Dataset")
    yield _quad(data, RDF + "type", VOID + "Dataset")
    yield _quad(data, VOID + "sparqlEndpoint", endpoint)
    yield ox.Quad(data, ox.NamedNode(VOID + "uriSpace"), ox.Literal(base))
    for vocabulary in (AEI, EVT, NIF, PROV, SKOS):
        yield _quad(data, VOID + "vocabulary", vocabulary)
    yield _quad(data, SD + "defaultGraph", graph.value)
    yield _quad(graph, RDF + "type", SD + "Graph")


def _quad(subject: ox.NamedNode, predicate: str, value: str) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), ox.NamedNode(value))
