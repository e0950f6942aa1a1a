"""Plots over time: events by type or pair, and the balance of cooperation and conflict."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.analyse import balance as balances
from kg.errors import QueryError
from kg.view import canvas
from kg.view.canvas import BLUE, FAINT, GREY, MOST, RED, STANCES, short, stance, styled
from kg.vocabulary import EVENT_TYPES

EVERY = ("Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown")
EDGE = 4  # the axis leaves out the outermost twentieth where that makes it so many times shorter
PAIRED = 30  # letters of a name in the label of a pair
BINS = 48  # periods of a balance that stay readable

Dated = tuple[dt.date, dt.date, dict[str, Any]]


@styled
def timeline(net: nx.MultiDiGraph, by: str = "type", factuality: Collection[str] = EVERY) -> Figure:
    """The dated events of a `multigraph`, one mark each: by "type" or by "pair" of actors, a row each, the time across.

    A disc is an actual event, a ring one that is planned, possible, conditional or unknown, a cross one that is denied.
    A line says how far the time is known ("2008" spans the year). Colours tell the four classes of events apart. At
    most 40 rows, the fullest ones; what is left out, and how many events have no date, is told at the foot.
    Raises `QueryError` unless `by` is "type" or "pair".
    """
    if by not in ("type", "pair"):
        raise QueryError(f"{by!r}: events are shown by type or by pair")
    title = f"Events by {'type' if by == 'type' else 'pair of actors'}"
    events = [(n, d) for n, d in net.nodes(data=True) if d["kind"] == "Event" and d["factuality"] in factuality]
    rows, undated, alone = _rows(net, events, by)
    if not rows:
        return canvas.empty(title, _nothing(len(events), undated, by))
    shown = _order(rows, by)[:MOST]
    figure, axes = canvas.sheet(10, 1.7 + 0.3 * len(shown))
    hidden = _time_axis(axes, [day for row in shown for a, b, _ in rows[row] for day in (a, b)])
    for y, row in enumerate(reversed(shown)):
        _row(axes, y, rows[row])
    _labels(axes, [f"{row}  ({len(rows[row])})" for row in reversed(shown)])
    axes.set_title(title)
    _legend(axes)
    canvas.note(figure, (_left_out(undated, len(rows) - len(shown), alone), hidden))
    return figure


@styled
def balance(
    net: nx.MultiDiGraph,
    period: str = "",
    pair: tuple[str, str] | None = None,
    factuality: Collection[str] = balances.SAID,
    seed: int = 0,
) -> Figure:
    """Cooperation (above zero) and conflict (below) in each period, and the net balance with its 95 % interval.

    `period` is "year", "month" or "day"; without it the finest that has at most 48 periods. How the numbers and
    the interval are made: `kg.analyse.balance.balance`. `pair`: IRIs of two actors.
    """
    title = "Cooperation and conflict" + (f": {' and '.join(short(net.nodes[a]['label']) for a in pair)}" if pair else "")
    period = period or _period(net, pair, factuality)
    found = balances.balance(net, period, factuality, pair, seed=seed)
    left_out = balances.undated(net, period, factuality, pair)
    if not found:
        return canvas.empty(title, f"No dated event with a weight. {left_out} without a date." if left_out else "No events.")
    figure, axes = canvas.sheet(10, 3.6)
    hidden = _bars(axes, found, period)
    axes.set_title(title)
    axes.set_ylabel("intensity × confidence")
    canvas.note(
        figure,
        (
            f"By {period}. Each event weighs -10 (conflict) to 10 (cooperation) times its confidence. Whiskers: 95 % of 4,000 "
            f"draws of a Poisson bootstrap over events, seed {seed}.",
            f"{_count(left_out, 'event')} without a time inside one {period} not shown." if left_out else "",
            hidden,
        ),
    )
    return figure


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _nothing(events: int, undated: int, by: str) -> str:
    if not events:
        return "The graph holds no events of this kind."
    return f"{_count(undated, 'event')} without a date" + ("" if by == "type" else ", and no dated one links two actors") + "."


def _rows(net: nx.MultiDiGraph, events: Sequence[tuple[str, dict]], by: str) -> tuple[dict[str, list[Dated]], int, int]:
    """Dated events by row; how many have no date; how many link no two actors."""
    rows, undated, alone = defaultdict(list), 0, 0
    for node, data in sorted(events, key=lambda item: item[0]):
        if not (data["earliest"] and data["latest"]):
            undated += 1
            continue
        names = [data["type"]] if by == "type" else _pairs(net, node)
        alone += not names
        for name in names:
            rows[name].append((dt.date.fromisoformat(data["earliest"]), dt.date.fromisoformat(data["latest"]), data))
    return rows, undated, alone


def _pairs(net: nx.MultiDiGraph, event: str) -> list[str]:
    """ "A – B" for the actors that the event links: agents with targets, or agents with one another."""
    sides = {role: set() for role in ("agent", "target")}
    for _, other, edge in net.out_edges(event, data=True):
        if edge["predicate"] in sides and net.nodes[other]["kind"] == "Actor":
            sides[edge["predicate"]].add(net.nodes[other]["label"])
    across = {tuple(sorted((a, b))) for a in sides["agent"] for b in sides["target"] if a != b}
    return [
        " – ".join(short(name, PAIRED) for name in pair)
        for pair in sorted(across or set(combinations(sorted(sides["agent"]), 2)))
    ]


def _order(rows: dict[str, list[Dated]], by: str) -> list[str]:
    if by == "type":
        return [name for name in EVENT_TYPES if name in rows]
    return sorted(rows, key=lambda name: (-len(rows[name]), name))


def _time_axis(axes: Axes, days: list[dt.date]) -> str:
    """Sets the limits; says what lies outside."""
    begin, end = _window(sorted(days))
    pad = max(dt.timedelta(days=2), (end - begin) * 0.03)
    axes.set_xlim(date2num(begin - pad), date2num(end + pad))
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    outside = len({day for day in days if not begin <= day <= end})
    return f"The axis runs from {begin} to {end}; {_count(outside, 'day')} with marks are outside of it." if outside else ""


def _window(days: list[dt.date]) -> tuple[dt.date, dt.date]:
    """All days, or the middle nine tenths if the others would squeeze these."""
    twentieth = len(days) // 20
    begin, end = days[twentieth], days[-1 - twentieth]
    crowded = (days[-1] - days[0]) > EDGE * max(end - begin, dt.timedelta(days=30))
    return (begin, end) if crowded else (days[0], days[-1])


def _row(axes: Axes, y: int, events: list[Dated]) -> None:
    """The marks of a row; those of one day are stacked a little."""
    seen: Counter[dt.date] = Counter()
    for begin, end, data in sorted(events, key=lambda item: (item[0], item[1], item[2]["label"])):
        middle = begin + (end - begin) / 2
        lift = ((seen[middle] + 1) // 2) * (0.13 if seen[middle] % 2 else -0.13)
        seen[middle] += 1
        height = y + max(-0.4, min(0.4, lift))
        colour = STANCES[stance(data["type"])]
        if end > begin:
            axes.plot([begin, end], [height, height], color=colour, linewidth=1, alpha=0.6, zorder=2)
        axes.plot([middle], [height], color=colour, zorder=3, **_mark(data["factuality"]))


def _mark(factuality: str) -> dict[str, Any]:
    if factuality == "Negated":
        return {"marker": "x", "markersize": 5, "linestyle": "none"}
    face = {} if factuality == "Actual" else {"markerfacecolor": "white"}
    return {"marker": "o", "markersize": 5.5, "linestyle": "none", "markeredgewidth": 1.2, **face}


def _labels(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(-0.6, len(labels) - 0.4)
    axes.tick_params(axis="y", length=0)


def _legend(axes: Axes) -> None:
    handles = [Line2D([], [], color=colour, marker="o", linestyle="none", label=name) for name, colour in STANCES.items()]
    marks = (("Actual", "happened"), ("Planned", "planned, possible, conditional or unknown"), ("Negated", "denied"))
    handles += [Line2D([], [], color=GREY, label=label, **_mark(name)) for name, label in marks]
    axes.figure.legend(handles=handles, loc="outside upper left", ncols=4, frameon=False, fontsize=7.5)


def _left_out(undated: int, rows: int, alone: int) -> str:
    parts = (
        f"{_count(undated, 'event')} without a date" if undated else "",
        f"{_count(alone, 'event')} that link no two actors" if alone else "",
        f"{_count(rows, 'further row')}" if rows else "",
    )
    told = ", ".join(filter(None, parts))
    return f"Not shown: {told}." if told else ""


def _period(net: nx.MultiDiGraph, pair: tuple[str, str] | None, factuality: Collection[str]) -> str:
    """The finest period that gives at most `BINS` bars from the first to the last, and dates most events."""
    events = [net.nodes[event] for event in balances.weighed(net, factuality, pair)]
    days = sorted(dt.date.fromisoformat(d["earliest"]) for d in events if d["earliest"])
    if not days:
        return "year"
    begin, end = _window(days)
    span = (end - begin).days
    return "day" if span <= BINS else "month" if span <= BINS * 30 else "year"


def _bars(axes: Axes, found: Sequence[balances.Balance], period: str) -> str:
    days = [_day(item.period) for item in found]
    width = {"year": 300, "month": 24, "day": 0.8}[period]
    axes.bar(days, [item.cooperation for item in found], width, color=BLUE, alpha=0.55, label="cooperation")
    hostile = {"color": RED, "alpha": 0.55, "hatch": "////", "edgecolor": "white"}
    axes.bar(days, [item.conflict for item in found], width, label="conflict", **hostile)
    net = [item.net for item in found]
    # a skewed interval may end a little before the expected value: a whisker has no negative length
    whiskers = [[max(0, i.net - i.low) for i in found], [max(0, i.high - i.net) for i in found]]
    axes.errorbar(days, net, yerr=whiskers, fmt="o", color="black", markersize=4, capsize=3, linewidth=1, label="net, 95 %")
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.figure.legend(loc="outside upper right", ncols=3, frameon=False, fontsize=7.5)
    return _time_axis(axes, [day for day, item in zip(days, found, strict=True) for _ in item.events])


def _day(period: str) -> dt.date:
    """The middle of a period."""
    return dt.date.fromisoformat(f"{period}-07-01" if len(period) == 4 else f"{period}-15" if len(period) == 7 else period)
