"""Parameters written into a query mean what parameters bound by the engine mean."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph import binding
from kg.graph import query as queries

ONE = {"a": ox.Literal("one")}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT ?a { ?s ?p ?a }", 'SELECT ?a { VALUES ?a { "one" } ?s ?p ?a }'),
        ("SELECT ?s { ?s ?p ?o }", "SELECT ?s { ?s ?p ?o }"),
        ("SELECT ?a { GRAPH ?g { FILTER(?x = ?a) } }", 'SELECT ?a { GRAPH ?g { VALUES ?a { "one" } FILTER(?x = ?a) } }'),
        ("SELECT ?a { { SELECT ?a { ?s ?p ?a } } }", 'SELECT ?a { { SELECT ?a { VALUES ?a { "one" } ?s ?p ?a } } }'),
        ("CONSTRUCT { ?s ?p ?a } { ?s ?p ?a }", 'CONSTRUCT { ?s ?p ?a } { VALUES ?a { "one" } ?s ?p ?a }'),
        ('SELECT ?a { VALUES ?a { "x" } }', 'SELECT ?a { VALUES ?a { "one" } VALUES ?a { "x" } }'),
        (
            'SELECT ?a { VALUES (?a ?b) { ("x" 1) } }',
            'SELECT ?a { VALUES ?a { "one" } VALUES (?a ?b) { ("x" 1) } }',
        ),
        ('SELECT * { ?s ?p "?a {" . # ?a {\n }', 'SELECT * { ?s ?p "?a {" . # ?a {\n }'),
    ],
)
def test_where_values_go(text, bound):
    assert binding.bound(text, ONE) == bound
    list(ox.Store().query(bound))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_out_as_it_went_in(value):
    text = binding.bound("SELECT ?a { BIND(STR(?a) AS ?b) }", {"a": ox.Literal(value)})
    (row,) = ox.Store().query(text)
    assert row["a"].value == value


@pytest.mark.parametrize("name", [name for name, query in queries.queries().items() if query.parameters])
def test_named_queries_stay_sound(name):
    query = queries.queries()[name]
    text = binding.declared(binding.bound(query.text, queries.terms(dict.fromkeys(query.parameters, 'x" } {'))))
    assert list(ox.Store().query(text)) == []


def test_prefixes_that_are_used_and_not_declared():
    text = "PREFIX dct: <http://purl.org/dc/terms/> SELECT * { ?s a aei:State ; dct:title 'evt:x' }"
    assert binding.declared(text) == f"PREFIX aei: <https://w3id.org/aei/ontology#>\n{text}"


def test_what_can_not_be_read():
    with pytest.raises(QueryError):
        binding.bound("SELECT ?a { ?s ?p 'x }", ONE)
