"""A query of the SPARQL 1.1 Protocol answered: its dataset, its form, and the result in the format that the client prefers.

The status of an `Answer` is that of HTTP. Nothing here limits time: `kg.server` asks in a process that it can end.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import query as queries
from kg.graph import sparql
from kg.vocabulary import PREFIXES

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/trig": ox.RdfFormat.TRIG,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
PREFIXED = {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`results` and `triples` are the media types of `RESULTS` and `GRAPHS` in which the client takes tables and
    graphs ("" for none); `limit` is the number of bytes that the result may have."""

    text: str
    results: str = "application/sparql-results+json"
    triples: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    limit: int = 1 << 24


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    media: str
    body: bytes


class _TooLarge(Exception):
    pass


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self.limit:
            raise _TooLarge
        return super().write(data)


def answer(store: ox.Store, question: Question) -> Answer:
    """The result, or what is wrong with the question in plain text: 400 malformed or refused, 406, 422 too large."""
    try:
        return _serialized(_result(store, question), question)
    except _TooLarge:
        return refusal(
            422, f"the result is larger than the {question.limit:,} bytes allowed: ask for less, or use LIMIT and OFFSET"
        )
    except (QueryError, SyntaxError, ValueError, RuntimeError) as error:
        return refusal(400, str(error))


def refusal(status: int, message: str) -> Answer:
    return Answer(status, "text/plain", f"{message}\n".encode())


def described(store: ox.Store, iri: str, limit: int) -> list[ox.Quad]:
    """What the store says of a thing and which statements have it as their object, at most `limit` statements each way.

    Of a document also its whole graph. Raises `QueryError` if `iri` is none or the store doesn't know it.
    """
    me = queries.iri(iri)
    own = [
        *_first(store.quads_for_pattern(me, None, None, None), limit),
        *_first(store.quads_for_pattern(None, None, me, None), limit),
    ]
    inside = _first(store.quads_for_pattern(None, None, None, me), limit)
    found = sorted({*own, *inside}, key=str)
    if not found:
        raise QueryError(f"<{iri}>: nothing here has this name")
    return found


def written(quads: Iterable[ox.Quad], media: str) -> bytes:
    """Quads in one of the formats of `GRAPHS`; those for a single graph get the triples of all graphs together."""
    statements: list[ox.Quad] | list[ox.Triple] = list(quads)
    if not GRAPHS[media].supports_datasets:
        statements = list(dict.fromkeys(quad.triple for quad in statements))
    return ox.serialize(statements, format=GRAPHS[media], prefixes=_prefixes(media))


def converted(turtle: str, media: str) -> bytes:
    """A small graph in Turtle, in another format."""
    return written(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE), media)


def _result(store: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    sparql.checked(question.text, refused=frozenset({"LOAD"}))
    for iri in sorted({*sparql.graphs(question.text), *question.default_graphs, *question.named_graphs}):
        if not store.contains_named_graph(queries.iri(iri)):
            raise QueryError(f"<{iri}>: the store has no such graph, and nothing is fetched from elsewhere")
    return store.query(question.text, prefixes=PREFIXES, **_dataset(question))


def _dataset(question: Question) -> dict:
    """The graphs of the protocol if it names some; else those of the query's FROM, or all of them as one."""
    if question.default_graphs or question.named_graphs:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in question.default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in question.named_graphs],
        }
    return {} if sparql.graphs(question.text) else {"use_default_graph_as_union": True}


def _serialized(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, question: Question) -> Answer:
    graph = isinstance(result, ox.QueryTriples)
    media = question.triples if graph else question.results
    if not media:
        return refusal(406, f"this query's answer can be had as {', '.join(GRAPHS if graph else RESULTS)}")
    out = _Bounded(question.limit)
    if graph:
        ox.serialize(result, out, format=GRAPHS[media], prefixes=_prefixes(media))
    elif media == "text/csv" and isinstance(result, ox.QuerySolutions):
        _write_csv(result, out)
    elif isinstance(result, ox.QueryBoolean) and media in ("text/csv", "text/tab-separated-values"):
        out.write(f"{bool(result)}\n".lower().encode())
    else:
        result.serialize(out, format=RESULTS[media])
    return Answer(200, media, out.getvalue())


def _write_csv(solutions: ox.QuerySolutions, out: _Bounded) -> None:
    """As the standard has it, but a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    names = [variable.value for variable in solutions.variables]
    rows.writerow(names)
    for solution in solutions:
        rows.writerow([_cell(solution[name]) for name in names])
    text.detach()


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.Literal):
        number = term.datatype.value in queries.WHOLE_NUMBERS | queries.NUMBERS
        return f"'{term.value}" if term.value.startswith(FORMULA) and not number else term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return "" if term is None else str(term)


def _prefixes(media: str) -> dict[str, str] | None:
    return PREFIXES if GRAPHS[media] in PREFIXED else None


def _first(quads: Iterable[ox.Quad], limit: int) -> list[ox.Quad]:
    return [quad for quad, _ in zip(quads, range(limit), strict=False)]


def encoded(question: Question) -> bytes:
    """A question as one line, for another process."""
    return json.dumps({name: getattr(question, name) for name in Question.__slots__}).encode() + b"\n"


def decoded(line: bytes) -> Question:
    data = json.loads(line)
    return Question(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})
