"""Commands that hold a graph against what it should be: check, score."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT


def check(
    graph: Annotated[Path, typer.Argument(help="A folder that was built into, a store, or a file .nq .trig .ttl .nt.")] = OUT,
) -> None:
    """List what is wrong with a graph: its shapes, its terms, and each quotation against the text it is from."""
    problems = kg.check(graph)
    for problem in problems:
        output.say(f"{problem}\n")
    if problems:
        output.note(output.counted(len(problems), "problems"))
        raise typer.Exit(1)
    output.note("no problems")


def score(
    graph: Annotated[Path, typer.Argument(help="A folder that was built into, a store, or a file .nq .trig .ttl .nt.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Annotations (.json), or folders of them.")],
    misses: Annotated[bool, typer.Option("--misses", help="Also list what was missed, invented or wrong.")] = False,
    per_document: Annotated[bool, typer.Option("--per-document", help="Also give the figures of each document.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Give the figures as JSON.")] = False,
) -> None:
    """Compare a graph with annotated documents: precision, recall and F1 of each kind of finding."""
    from kg.view import report

    results = kg.scores(graph, gold)
    for result in results:
        if not result.present:
            output.note(f"{result.document}: not in the graph")
    output.say(report.figures(results, per_document, json))
    if misses:
        output.say(report.misses(results))
