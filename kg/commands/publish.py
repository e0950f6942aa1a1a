"""Commands that make something to hand on: plot, report, export."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.network import Ties
from kg.commands.output import OUT, StorePath
from kg.write import EXPORTERS


class Plot(enum.StrEnum):
    TIMELINE = "timeline"
    PAIRS = "pairs"
    BALANCE = "balance"
    HEATMAP = "heatmap"
    GANTT = "gantt"
    MAP = "map"


def plot(
    name: Annotated[Plot, typer.Argument(help="What to draw.")],
    out: Annotated[Path | None, typer.Option("--out", help="A file .svg, .png or .pdf; by default NAME.svg.")] = None,
    store: StorePath = OUT,
) -> None:
    """Draw events over time, cooperation and conflict, who deals with whom, initiatives by status, or a map."""
    path = out or Path(f"{name.value}.svg")
    kg.plot(kg.open(store), name.value, path)
    output.say(f"{path}\n")


def report(
    out: Annotated[Path, typer.Option("--out", help="A file .html or .md; - writes Markdown to stdout.")] = Path("brief.html"),
    actor: Annotated[str, typer.Option("--actor", help="Only what concerns this actor: a name, part of one, or an IRI.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="To this day, month or year.")] = "",
    title: Annotated[str, typer.Option("--title", help="What stands on top.")] = "",
    store: StorePath = OUT,
) -> None:
    """Write a brief: who acts, what happened, what is proposed, what is disputed, each sentence with its note."""
    scope = {"actor": actor, "since": since, "until": until, "title": title}
    if out == Path("-"):
        from kg.view import brief_page

        output.say(brief_page.text(kg.open(store), **scope))
    else:
        output.say(f"{kg.report(kg.open(store), out, **scope)}\n")


def export(
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(EXPORTERS)}, or module:function.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; for csv, parquet and neo4j the folder.")],
    actors: Annotated[
        Ties | None, typer.Option("--actors", help="Only the network of actors, with such ties between them.")
    ] = None,
    store: StorePath = OUT,
) -> None:
    """Write the graph for other programs: Gephi, Cytoscape, spreadsheets, R, Neo4j, Aleph, RDF."""
    opened = kg.open(store)
    for path in kg.export(kg.actor_graph(opened, actors.value) if actors else opened, form, out):
        output.say(f"{path}\n")
