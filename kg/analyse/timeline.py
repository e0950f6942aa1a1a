"""The graph over time: events by type in each year, month or day, and the part of the network that is of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
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
    _need_period(period)
    found = defaultdict(list)
    for node, data in net.nodes(data=True):
        if data["kind"] == "Event" and data["factuality"] in factuality and (actor is None or net.has_edge(node, actor)):
            found[coarse(data["earliest"], data["latest"], period), data["type"]].append(node)
    order = sorted(found, key=lambda key: (key[0] or "~", key[1]))
    return [Count(period=p, type=t, count=len(found[p, t]), events=tuple(sorted(found[p, t]))) for p, t in order]


def windows(net: nx.MultiDiGraph, period: str = "year") -> Iterator[tuple[str, nx.MultiDiGraph]]:
    """The part of a `multigraph` that is of each period, in order of time, to see how a measure changes.

    A window holds the events and initiatives that lie wholly within it, and what they are linked with. What is dated more
    coarsely than `period`, crosses its border or has no date is in no window, and neither are relations between actors,
    which have no date. Empty windows are left out. Raises `QueryError` for an unknown period.

    Pitfall: windows of few events differ by chance; look at how many ties there are before reading a trend.
    """
    _need_period(period)
    found = defaultdict(list)
    for node, data in net.nodes(data=True):
        if data["kind"] in ("Event", "Initiative"):
            label = coarse(data["earliest"], data["latest"], period)
            if len(label) == PERIODS[period]:
                found[label].append(node)
    for label in sorted(found):
        yield label, _around(net, found[label])


def _around(net: nx.MultiDiGraph, findings: list[str]) -> nx.MultiDiGraph:
    inside, part = set(findings), nx.MultiDiGraph()
    edges = [
        (a, b, key, edge)
        for node in findings
        for a, b, key, edge in net.out_edges(node, keys=True, data=True)
        if b in inside or net.nodes[b]["kind"] not in ("Event", "Initiative")
    ]
    part.add_nodes_from((node, net.nodes[node]) for node in sorted(inside.union(b for _, b, _, _ in edges)))
    part.add_edges_from(edges)
    return part


def _need_period(period: str) -> None:
    if period not in PERIODS:
        raise QueryError(f"{period!r} is no period; known: {', '.join(PERIODS)}")


def coarse(earliest: str, latest: str, period: str) -> str:
    """The finest period not finer than `period` that holds both days, as "2024", "2024-05" or "2024-05-12"; "" if none does."""
    for name in reversed(PERIODS):
        length = PERIODS[name]
        if length <= PERIODS[period] and earliest and earliest[:length] == latest[:length]:
            return earliest[:length]
    return ""
