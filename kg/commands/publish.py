"""Commands that make something to hand on: plot."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, StorePath


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
