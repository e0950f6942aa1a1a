"""Commands that follow initiatives and compare sources: track, sources."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.limits import From, Publisher, Source, Until, given
from kg.commands.network import Limit
from kg.commands.output import OUT, AsFormat, Format, StorePath
from kg.errors import QueryError


class Tracked(enum.StrEnum):
    STATUS = "status"
    ISSUES = "issues"
    PROPOSALS = "proposals"


class Subject(enum.StrEnum):
    DYADS = "dyads"
    EVENTS = "events"
    INITIATIVES = "initiatives"


class Compared(enum.StrEnum):
    SOURCE = "source"
    PUBLISHER = "publisher"


def track(
    initiative: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI; without one all are listed.")] = "",
    show: Annotated[Tracked, typer.Option("--show", help="How they stand, by issue, or who proposes to whom.")] = Tracked.STATUS,
    parts: Annotated[bool, typer.Option("--parts", help="List those too that are parts of others.")] = False,
    start: From = None,
    end: Until = None,
    source: Source = [],
    publisher: Publisher = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
    limit: Limit = None,
) -> None:
    """Follow initiatives through documents and time: status, parties, obstacles, parts; or all about one of them."""
    if initiative and show is not Tracked.STATUS:
        raise QueryError(f"--show {show.value} is about all initiatives; leave out {initiative!r}")
    limits, opened = given(start=start, end=end, sources=source, publishers=publisher), kg.open(store)
    if show is Tracked.ISSUES:
        found = kg.coverage(opened, **limits)
    elif show is Tracked.PROPOSALS:
        found = kg.proposals(opened, **limits)
    else:
        found = kg.track(opened, initiative or None, parts, **limits)
    output.rows(found, form, limit)


def sources(
    subject: Annotated[Subject, typer.Option("--of", help="What is compared.")] = Subject.DYADS,
    by: Annotated[Compared, typer.Option("--by", help="Single documents, or all of one publisher.")] = Compared.SOURCE,
    start: From = None,
    end: Until = None,
    source: Source = [],
    publisher: Publisher = [],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
    limit: Limit = None,
) -> None:
    """Tell which sources report the same as fact, pair by pair, and which deny what another reports."""
    limits = given(start=start, end=end, sources=source, publishers=publisher)
    output.rows(kg.sources(kg.open(store), subject.value, by.value, **limits), form, limit)
