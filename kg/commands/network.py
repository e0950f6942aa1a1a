"""Commands that see the graph as a network: central, path, view."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, AsFormat, Format, StorePath


class Measure(enum.StrEnum):
    DEGREE = "degree"
    STRENGTH = "strength"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"
    EIGENVECTOR = "eigenvector"
    PAGERANK = "pagerank"


class Ties(enum.StrEnum):
    ALL = "all"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    NET = "net"


def central(
    measure: Annotated[Measure, typer.Option("--measure", help="What makes an actor central.")] = Measure.DEGREE,
    kind: Annotated[Ties, typer.Option("--kind", help="Which ties count.")] = Ties.ALL,
    top: Annotated[int, typer.Option("--top", min=1, help="How many are listed.")] = 10,
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """List the actors that matter most in the network of who deals with whom."""
    output.rows(kg.central(kg.open(store), measure.value, kind.value, top), form)


def path(
    a: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    all_: Annotated[bool, typer.Option("--all", help="Every path, the shortest first, not only the shortest.")] = False,
    cutoff: Annotated[int, typer.Option("--cutoff", min=1, help="With --all: the most steps a path may have.")] = 3,
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """Tell how two actors hang together, with the sentence behind each step."""
    from kg.view import report

    found = kg.paths(kg.open(store), a, b, cutoff if all_ else None)
    if form is not Format.TABLE:
        output.rows(report.steps(found), form)
        return
    for number, hops in enumerate(found):
        output.say(("\n" if number else "") + report.path(hops, output.width()))


def view(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("graph.html"),
    store: StorePath = OUT,
) -> None:
    """Write the graph as one HTML page to explore in a browser, without server or network."""
    output.say(f"{kg.page(kg.open(store), out)}\n")
