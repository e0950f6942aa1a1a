"""Questions to a store: named queries from `.rq` files, a file of one's own, or SPARQL text.

A named query starts with comments, `# title: ...`, `# question: ...`, and `# parameter: name description` for each
value it needs. Values are bound by the engine, never written into the text. For that each SELECT that uses
a parameter, the outermost too, must list it (`SELECT ?who ?a`); the rows leave it out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import settings
from kg.errors import QueryError
from kg.graph import sparql
from kg.vocabulary import PREFIXES, XSD

Value = str | int | float | None
Binding = str | int | float | bool | ox.NamedNode

WHOLE_NUMBERS = {XSD + name for name in ("integer", "int", "long", "nonNegativeInteger")}
NUMBERS = {XSD + name for name in ("decimal", "double", "float")}
HEADER = re.compile(r"#\s*(title|question|parameter):\s*(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A named query. `parameters` maps the name of each value it needs to its description."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gives. A value is the text of an IRI or literal, a number, or None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def queries(*folders: str | Path) -> dict[str, Query]:
    """The named queries that come with the library and those in `folders`, by name; later ones win.

    Raises `QueryError` on a folder that is missing and a file that has no title or question.
    """
    found: dict[str, Query] = {}
    for folder in (settings.QUERIES, *map(Path, folders)):
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder of queries")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = named(path)
    return dict(sorted(found.items()))


def named(path: Path) -> Query:
    query = read(path)
    if not (query.title and query.question):
        raise QueryError(f"{path}: expected '# title: ...' and '# question: ...' at its head")
    return query


def read(path: str | Path) -> Query:
    """The query in a file; title and question may be missing. Raises `QueryError` naming the path."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: can't be read: {error}") from error
    head: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for word, rest in _headers(text):
        if word == "parameter":
            name, _, description = rest.partition(" ")
            parameters[name] = description.strip()
        else:
            head[word] = rest
    return Query(name=path.stem, text=text, title=head.get("title", ""), question=head.get("question", ""), parameters=parameters)


def run(store: ox.Store, query: Query | str | Path, /, **bindings: Binding) -> Rows:
    """The rows of a named query, a `.rq` file or SPARQL text over the union of all graphs.

    `bindings` are values for its parameters: a str is a literal, an IRI is a `pyoxigraph.NamedNode`. Rows come as
    ORDER BY says, else sorted. ASK gives one row with the column `answer`, CONSTRUCT and DESCRIBE the columns
    `subject`, `predicate`, `object`. Raises `QueryError`: unknown name (listing the known ones), missing or
    unknown parameter, malformed text, an update, or words that reach for the network (SERVICE, FROM, LOAD).
    """
    return _solved(store, query, bindings, _rows)


def answer(store: ox.Store, query: Query | str | Path, /, **bindings: Binding) -> Rows | bool | str:
    """What `run` gives, but a bool for ASK, and for CONSTRUCT and DESCRIBE the triples as Turtle, sorted."""
    return _solved(store, query, bindings, natural)


def _solved(store: ox.Store, query: Query | str | Path, bindings: dict[str, Binding], shape: Callable[..., Any]) -> Any:
    question = asked(query)
    need_parameters(question, bindings)
    try:
        ordered = sparql.checked(question.text)
        result = store.query(
            question.text,
            prefixes=PREFIXES,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(name): term for name, term in terms(bindings).items()},
        )
        return shape(result, set(bindings), ordered)
    except QueryError as error:
        raise QueryError(f"{question.name}: {error}") from error
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"{question.name}: {_hint(str(error))}") from error


def terms(bindings: Mapping[str, Binding]) -> dict[str, ox.NamedNode | ox.Literal]:
    return {name: _term(value) for name, value in bindings.items()}


def iri(text: str) -> ox.NamedNode:
    """`text` as an IRI, to bind to a parameter. Raises `QueryError` if it is none."""
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is no IRI: {error}") from error


def asked(query: Query | str | Path) -> Query:
    """The query that is meant by a name, a `.rq` file or SPARQL text. Raises `QueryError` on an unknown name."""
    if isinstance(query, Query):
        return query
    text = str(query)
    if text.endswith(".rq") and "{" not in text:
        return read(text)
    if re.search(r"[\s{]", text):
        return Query(name="query", text=text)
    known = queries()
    if text not in known:
        raise QueryError(f"{text!r} is no query; known: {', '.join(known)}; or give a file .rq or SPARQL")
    return known[text]


def need_parameters(query: Query, bindings: Mapping[str, Binding]) -> None:
    """Raises `QueryError` unless each parameter has a value and each value a parameter."""
    expected = "; ".join(f"{name}: {text}" for name, text in query.parameters.items())
    if missing := [name for name in query.parameters if name not in bindings]:
        raise QueryError(f"{query.name}: no value for {', '.join(missing)}; it needs {expected}")
    if query.parameters and (extra := sorted(set(bindings) - set(query.parameters))):
        raise QueryError(f"{query.name}: has no parameter {', '.join(extra)}; it needs {expected}")


def _headers(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        if match := HEADER.match(line):
            yield match[1], match[2].strip()


def _term(value: Binding) -> ox.NamedNode | ox.Literal:
    return value if isinstance(value, ox.NamedNode) else ox.Literal(value)


def _hint(message: str) -> str:
    if "SELECT projection" in message:
        return f"{message}; a parameter is bound only where each SELECT that uses it lists it"
    return message


def _rows(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, bound: set[str], ordered: bool) -> Rows:
    if isinstance(result, ox.QueryBoolean):
        return Rows(("answer",), ((bool(result),),))
    if isinstance(result, ox.QueryTriples):
        rows = (tuple(map(_plain, triple)) for triple in result)
        return Rows(("subject", "predicate", "object"), _sorted(rows))
    names = [variable.value for variable in result.variables]
    kept = [(i, name) for i, name in enumerate(names) if name not in bound]
    columns = tuple(name for _, name in kept)
    found = (tuple(_plain(row[i]) for i, _ in kept) for row in result)
    return Rows(columns, tuple(found) if ordered else _sorted(found))


def natural(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple], bound: set[str], ordered: bool
) -> Rows | bool | str:
    """Rows without the columns `bound`, sorted unless `ordered`; a bool; or triples as Turtle."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if not isinstance(result, ox.QueryTriples | list):
        return _rows(result, bound, ordered)
    body = ox.serialize(sorted(set(result), key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES).decode()
    lines = body.splitlines(keepends=True)
    return "".join(sorted(lines[: len(PREFIXES)]) + lines[len(PREFIXES) :])


def _sorted(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Numbers before text, nothing first."""
    found = tuple(rows)
    if all(type(value) is str for row in found for value in row):  # a few times as fast, and the same order
        return tuple(sorted(found))
    return tuple(sorted(found, key=lambda row: [_rank(value) for value in row]))


def _rank(value: Value) -> tuple[int, float, str]:
    if value is None:
        return 0, 0.0, ""
    return (2, 0.0, value) if isinstance(value, str) else (1, float(value), "")


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Triple):
        return str(term)
    if isinstance(term, ox.Literal) and term.datatype.value in WHOLE_NUMBERS:
        return int(term.value)
    if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
        return float(term.value)
    return term.value
