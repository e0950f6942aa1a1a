"""Initiatives as rows: how they stand and for how long, what each consists of, which issues they address, how proposals end."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from kg.analyse.initiatives import Track, tracks
from kg.analyse.initiatives import track as one
from kg.analyse.rows import QUOTE, first_sentence
from kg.graph.query import Rows


def overview(net: nx.MultiDiGraph, parts: bool = False) -> Rows:
    """Each initiative that is no part of another, or each one: how it stands, who is for and against it, what hinders it.

    `statuses` is its course: the status in each document by date, repeated ones once ("Proposed > Agreed").
    """
    columns = ("initiative", "statuses", "as_of", "proposed_by", "to", "participants", "supporters", "opponents", "obstacles")
    rows = (
        (
            track.label,
            _course(track),
            _as_of(track),
            *(_joined(track, *properties) for properties in (("proposedBy",), ("proposedTo",), ("participant", "under"))),
            *(_joined(track, property_) for property_ in ("supportedBy", "opposedBy", "hinderedBy")),
            len(track.labels("hasPart")),
            len(track.sources),
            *first_sentence(track.standings[-1].evidence),
        )
        for track in tracks(net)
        if parts or not track.part_of
    )
    return Rows((*columns, "parts", "documents", *QUOTE), tuple(rows))


def detail(net: nx.MultiDiGraph, name: str) -> Rows:
    """All that is stated about one initiative: a row for each document's status, then for each party, obstacle, part ..."""
    track = one(net, name)
    columns = ("initiative", "what", "value", "status", "time", "factuality", "speaker", "date", *QUOTE)
    return Rows(columns, (*_said(track), *_shown(track)))


def coverage(net: nx.MultiDiGraph) -> Rows:
    """Which initiatives address which issue, or are hindered by it, how they stand and whose they are; by issue."""
    rows = [
        (
            part.label,
            "addressed" if part.property == "addresses" else "obstacle",
            track.label,
            _course(track),
            _joined(track, "proposedBy"),
            _joined(track, "participant", "under"),
            *first_sentence(part.evidence),
        )
        for track in tracks(net)
        for part in track.parts
        if part.property in ("addresses", "hinderedBy")
        and net.nodes[part.iri]["kind"] == "Issue"
        and part.factuality != "Negated"
    ]
    columns = ("issue", "relation", "initiative", "statuses", "proposed_by", "participants", *QUOTE)
    return Rows(columns, tuple(sorted(set(rows), key=lambda row: [str(value or "") for value in row])))


def proposals(net: nx.MultiDiGraph) -> Rows:
    """Who proposes what to whom and how it ends: a row for each proposer and addressee, by proposer.

    `first` and `last` are the dates of the first and the last document that speak of it, `outcome` its status in the latter.
    """
    rows = []
    for track in tracks(net):
        if track.labels("proposedBy", "proposedTo"):
            dates = [standing.date for standing in track.standings if standing.date] or [""]
            for by in track.labels("proposedBy") or ("",):
                for to in track.labels("proposedTo") or ("",):
                    why = first_sentence(item for part in track.parts if part.label in (by or to) for item in part.evidence)
                    rows.append((by or None, to or None, track.label, track.status, dates[0] or None, dates[-1] or None, *why))
    columns = ("proposer", "addressee", "initiative", "outcome", "first", "last", *QUOTE)
    return Rows(columns, tuple(sorted(rows, key=lambda row: [str(value or "~") for value in row])))


def _said(track: Track) -> Iterator[tuple]:
    for s in track.standings:
        speakers = ", ".join(s.attributed)
        yield (
            s.label,
            "status",
            s.status,
            s.status,
            s.time or None,
            None,
            speakers or None,
            s.date or None,
            *first_sentence(s.evidence),
        )


def _shown(track: Track) -> Iterator[tuple]:
    for part in track.parts:
        date = part.evidence[0].date if part.evidence else ""
        speakers = ", ".join(part.attributed)
        yield (
            track.label, part.property, part.label, part.status or None, None, part.factuality, speakers or None, date or None,
            *first_sentence(part.evidence),
        )  # fmt: skip


def _course(track: Track) -> str:
    course = [standing.status for standing in track.standings]
    return " > ".join(status for i, status in enumerate(course) if i == 0 or status != course[i - 1])


def _as_of(track: Track) -> str | None:
    return next((standing.date for standing in reversed(track.standings) if standing.date), None)


def _joined(track: Track, *properties: str) -> str | None:
    return "; ".join(track.labels(*properties)) or None
