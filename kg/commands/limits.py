"""Options that limit what of a graph is looked at: time, source, factuality, class, type. `kg.analyse.restrict` explains them."""

from __future__ import annotations

import enum
from typing import Annotated, Any

import typer

from kg import SAID


class Period(enum.StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="What happened on YYYY[-MM[-DD]] or later only.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="What happened until YYYY[-MM[-DD]] only.")]
Source = Annotated[
    list[str], typer.Option("--source", metavar="NAME", help="Only these documents; * is any characters; may be repeated.")
]
Publisher = Annotated[list[str], typer.Option("--publisher", metavar="NAME", help="Only documents of these publishers.")]
Factuality = Annotated[
    list[str], typer.Option("--factuality", metavar="VALUE", help="Only what is Actual, Planned, ...; may be repeated.")
]
Type = Annotated[
    list[str], typer.Option("--type", metavar="TYPE", help="Only acts of this type: ASSAULT, conflict, initiative, supports ...")
]
Class = Annotated[list[str], typer.Option("--class", metavar="CLASS", help="Only actors of this class: State, Person ...")]
By = Annotated[Period | None, typer.Option("--by", help="One table for each period.")]


def given(**limits: Any) -> dict[str, Any]:
    """The limits that were given, as `kg` takes them. No factuality means every one but Negated."""
    found = {name: value for name, value in limits.items() if value}
    if "factuality" in limits:
        found["factuality"] = tuple(limits["factuality"]) or SAID
    return found
