"""Events over time: how many of which type in each year, month or day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from kg.errors import QueryError

PERIODS = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Events of one type in one period. `period` is "2024", "2024-05", "2024-05-12" or "" for undated ones."""

    period: str
    type: str
    count: int
    events: tuple[str, ...]


def timeline(
    net: nx.MultiDiGraph, period: str = "month", factuality: Collection[str] = ("Actual",), actor: str | None = None
) -> list[Count]:
    """Events of a `multigraph` by period and type, in order of time, undated ones last.

    `period` is "year", "month" or "day". An event is never dated more finely than its text dates it: one of
    2008 stands under "2008" in a table of months, one that crosses a border of periods under the widest
    period that holds it, and under "" if there is none. `actor` (an IRI) keeps the events it has a part in.
    Raises `QueryError` for an unknown period.
    """
    if period not in PERIODS:
        raise QueryError(f"{period!r} is no period; known: {', '.join(PERIODS)}")
    found = defaultdict(list)
    for node, data in net.nodes(data=True):
        if data["kind"] == "Event" and data["factuality"] in factuality and (actor is None or net.has_edge(node, actor)):
            found[_period(data["earliest"], data["latest"], period), data["type"]].append(node)
    order = sorted(found, key=lambda key: (key[0] or "~", key[1]))
    return [Count(period=p, type=t, count=len(found[p, t]), events=tuple(sorted(found[p, t]))) for p, t in order]


def _period(earliest: str, latest: str, period: str) -> str:
    """The finest period not finer than `period` that holds both days."""
    for name in reversed(PERIODS):
        length = PERIODS[name]
        if length <= PERIODS[period] and earliest and earliest[:length] == latest[:length]:
            return earliest[:length]
    return ""
