"""Commands that ask a graph: query, show."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, AsFormat, Format, StorePath
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph.query import Query, Rows


def query(
    asked: Annotated[str, typer.Argument(metavar="NAME|FILE.rq|SPARQL", help="What to ask.")] = "",
    param: Annotated[list[str], typer.Option("--param", metavar="NAME=VALUE", help="A value that the query needs.")] = [],
    store: StorePath = OUT,
    queries: Annotated[list[Path], typer.Option("--queries", help="A folder of further named queries.")] = [],
    form: AsFormat = Format.TABLE,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Show the first rows only.")] = None,
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL service instead of a store.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="List the named queries and what they need.")] = False,
    as_stated: Annotated[bool, typer.Option("--as-stated", help="Ask what each document says, without resolution.")] = False,
) -> None:
    """Ask a question: by the name of a query, from a .rq file, or in SPARQL. CONSTRUCT gives Turtle, ASK true or false."""
    if list_:
        output.rows(_known(kg.queries(*queries).values()), form)
        return
    if not asked:
        raise QueryError("what to ask is missing: the name of a query ('kg query --list'), a file .rq or SPARQL")
    source, token = (endpoint, {"token": os.environ.get(output.TOKEN, "")}) if endpoint else (kg.open(store, as_stated), {})
    answer = kg.answer(source, asked, folders=queries, **token, **_bindings(param))
    if isinstance(answer, bool):
        output.say(f"{answer}\n".lower())
    elif isinstance(answer, str):
        output.say(answer)
    else:
        output.rows(answer, form, limit)


def show(
    name: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI.")],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """Tell all that is stated about an actor, initiative, event, place or issue, with sentences and sources."""
    from kg.view import report

    found = kg.show(kg.open(store), name)
    if form is Format.TABLE:
        output.say(report.portrait(found, output.width()))
    else:
        output.rows(report.statements(found), form)


def _known(queries: Iterable[Query]) -> Rows:
    from kg.graph.query import Rows

    rows = ((q.name, ", ".join(q.parameters), q.question) for q in queries if not q.name.startswith("network-"))
    return Rows(("name", "parameters", "question"), tuple(rows))


def _bindings(params: Iterable[str]) -> dict[str, str]:
    out = {}
    for given in params:
        name, equals, value = given.partition("=")
        if not (equals and name.isidentifier()):
            raise QueryError(f"--param {given}: expected NAME=VALUE")
        out[name] = value
    return out
