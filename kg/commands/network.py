"""Commands that see the graph as a network: central, path, groups, balance, view."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.limits import By, Class, Factuality, From, Publisher, Source, Type, Until, given
from kg.commands.output import OUT, AsFormat, Format, StorePath


class Measure(enum.StrEnum):
    DEGREE = "degree"
    STRENGTH = "strength"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"
    EIGENVECTOR = "eigenvector"
    PAGERANK = "pagerank"
    CORE = "core"
    CONSTRAINT = "constraint"
    EFFECTIVE_SIZE = "effective-size"


class Ties(enum.StrEnum):
    ALL = "all"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    NET = "net"


class Grouped(enum.StrEnum):
    COMMUNITIES = "communities"
    BRIDGES = "bridges"
    BROKERS = "brokers"


class Grouping(enum.StrEnum):
    COMMUNITY = "community"
    CLASS = "class"


class Balanced(enum.StrEnum):
    SUMMARY = "summary"
    CAMPS = "camps"
    TENSIONS = "tensions"
    DYADS = "dyads"


Kind = Annotated[Ties, typer.Option("--kind", help="Which ties count.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Show the first rows only.")]


def central(
    measure: Annotated[Measure, typer.Option("--measure", help="What makes an actor central.")] = Measure.DEGREE,
    kind: Kind = Ties.ALL,
    top: Annotated[int, typer.Option("--top", min=1, help="How many are listed.")] = 10,
    by: By = None,
    start: From = None,
    end: Until = None,
    factuality: Factuality = [],
    source: Source = [],
    publisher: Publisher = [],
    type_: Type = [],
    class_: Class = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """List the actors that matter most in the network of who deals with whom."""
    limits = given(start=start, end=end, factuality=factuality, sources=source, publishers=publisher, types=type_, classes=class_)
    output.rows(kg.central(kg.open(store), measure.value, kind.value, top, by=by and by.value, **limits), form)


def path(
    a: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    k: Annotated[int, typer.Option("--k", min=1, help="How many paths, the shortest first.")] = 1,
    all_: Annotated[bool, typer.Option("--all", help="Every path of at most --cutoff steps, the shortest first.")] = False,
    cutoff: Annotated[int, typer.Option("--cutoff", min=1, help="With --all: the most steps a path may have.")] = 3,
    start: From = None,
    end: Until = None,
    factuality: Factuality = [],
    source: Source = [],
    publisher: Publisher = [],
    type_: Type = [],
    class_: Class = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """Tell how two actors hang together, with the sentence behind each step."""
    from kg.view import report

    limits = given(start=start, end=end, factuality=factuality, sources=source, publishers=publisher, types=type_, classes=class_)
    found = kg.paths(kg.open(store), a, b, cutoff if all_ else None, k, **limits)
    if form is not Format.TABLE:
        output.rows(report.steps(found), form)
        return
    for number, hops in enumerate(found):
        output.say(("\n" if number else "") + report.path(hops, output.width()))


def groups(
    show: Annotated[
        Grouped, typer.Option("--show", help="Communities, ties between them, or who mediates.")
    ] = Grouped.COMMUNITIES,
    kind: Kind = Ties.COOPERATION,
    grouping: Annotated[Grouping, typer.Option("--grouping", help="Between which groups brokers stand.")] = Grouping.COMMUNITY,
    resolution: Annotated[float, typer.Option("--resolution", min=0.0, help="Above 1 for smaller communities.")] = 1.0,
    by: By = None,
    start: From = None,
    end: Until = None,
    factuality: Factuality = [],
    source: Source = [],
    publisher: Publisher = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
    limit: Limit = None,
) -> None:
    """Find who belongs together, what bridges the groups, and who stands between them."""
    limits = given(start=start, end=end, factuality=factuality, sources=source, publishers=publisher)
    options = {"grouping": grouping.value, "resolution": resolution, "by": by and by.value}
    output.rows(kg.groups(kg.open(store), show.value, kind.value, **options, **limits), form, limit)


def balance(
    show: Annotated[Balanced, typer.Option("--show", help="Figures, camps, ties against them, or pairs.")] = Balanced.SUMMARY,
    by: By = None,
    start: From = None,
    end: Until = None,
    factuality: Factuality = [],
    source: Source = [],
    publisher: Publisher = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
    limit: Limit = None,
) -> None:
    """Tell how far friends and enemies fall into two camps, and what goes against that."""
    limits = given(start=start, end=end, factuality=factuality, sources=source, publishers=publisher)
    output.rows(kg.balance(kg.open(store), show.value, by=by and by.value, **limits), form, limit)


def view(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("graph.html"),
    store: StorePath = OUT,
) -> None:
    """Write the graph as one HTML page to explore in a browser, without server or network."""
    output.say(f"{kg.page(kg.open(store), out)}\n")
