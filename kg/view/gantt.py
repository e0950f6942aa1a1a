"""Initiatives over time: where each stood, as of which document."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.analyse.accounts import parties
from kg.analyse.initiatives import same_initiatives
from kg.view import canvas
from kg.view.canvas import BLACK, BLUE, FAINT, GREEN, GREY, MOST, ORANGE, PURPLE, RED, SKY, short, styled

TITLE = "Initiatives and where they stand"
STATUSES = {
    "Proposed": (SKY, "o"), "Agreed": (BLUE, "s"), "Active": (GREEN, "^"), "Completed": (BLACK, "D"),
    "Suspended": (ORANGE, "v"), "Rejected": (RED, "X"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The status of an initiative (`node`) as of one document, and the time that this gives for it. Days are ISO dates or ""."""

    node: str
    label: str
    status: str
    reported: str
    source: str
    earliest: str
    latest: str


@styled
def gantt(net: nx.MultiDiGraph, most: int = MOST) -> Figure:
    """Each initiative a row; a mark for its status on the date of the document that says so, and lines in between.

    The colour and shape of a mark tell the status. A thin purple line spans the time that a text gives for the initiative
    itself. At most `most` rows: those of most documents, then
    those with most links; the earliest on top. Without any date of a document or initiative the figure says so.
    """
    rows = standings(net)
    dated = {label: found for label, found in rows.items() if any(s.reported or s.earliest for s in found)}
    if not dated:
        return canvas.empty(TITLE, f"None of {len(rows)} initiatives has a date." if rows else "The graph holds no initiatives.")
    weights = {label: sum(net.degree(standing.node) for standing in found) for label, found in dated.items()}
    shown = sorted(dated, key=lambda label: (-len({s.source for s in dated[label]}), -weights[label], label))[:most]
    shown.sort(key=lambda label: (_first(dated[label]), label), reverse=True)
    figure, axes = canvas.sheet(10, 1.6 + 0.26 * len(shown))
    for y, label in enumerate(shown):
        _row(axes, y, dated[label])
    _axes(axes, [short(label, 56) for label in shown])
    canvas.note(figure, (_left_out(len(rows) - len(dated), len(dated) - len(shown)),))
    return figure


def standings(net: nx.MultiDiGraph) -> dict[str, list[Standing]]:
    """The statuses of each initiative (`kg.analyse.initiatives.same_initiatives`) by its name, in order of the documents' dates.

    Where several initiatives share a name their parties, or else their source, are added to it.
    """
    groups = same_initiatives(net)
    names = [net.nodes[group[0]]["label"] for group in groups]
    shared = {name for name, count in Counter(names).items() if count > 1}
    found = defaultdict(list)
    for group, name in zip(groups, names, strict=True):
        label = f"{name} ({_marked(net, group)})" if name in shared else name
        found[label].extend(standing for node in group for standing in _standings(node, net.nodes[node]))
    return {label: sorted(set(items), key=_order) for label, items in sorted(found.items())}


def _order(standing: Standing) -> tuple[str, str, str]:
    return standing.reported or "~", standing.source, standing.status


def _marked(net: nx.MultiDiGraph, group: tuple[str, ...]) -> str:
    """What tells an initiative from its namesakes: two of its parties, else where it is told."""
    actors = sorted(net.nodes[actor]["label"] for actor in {actor for node in group for actor in parties(net, node)})
    return ", ".join(short(actor, 22) for actor in actors[:2]) or next(iter(net.nodes[group[0]]["evidence"])).source


def _standings(node: str, data: dict[str, Any]) -> list[Standing]:
    documents = sorted({(item.source, item.date) for item in data["evidence"]}) or [("", "")]
    kept = {key: data[key] for key in ("label", "status", "earliest", "latest")}
    return [Standing(**kept, node=node, source=source, reported=day(date)) for source, date in documents]


def day(date: str) -> str:
    """The first day of a date of a document, "" for what isn't YYYY, YYYY-MM or YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(date + "-01-01"[len(date) - 10 :] if len(date) in (4, 7) else date).isoformat()
    except ValueError:
        return ""


def _first(found: list[Standing]) -> str:
    return min((d for s in found for d in (s.reported, s.earliest) if d), default="~")


def _row(axes: Axes, y: int, found: list[Standing]) -> None:
    for begin, end in sorted({(s.earliest, s.latest) for s in found if s.earliest and s.latest}):
        a, b = dt.date.fromisoformat(begin), dt.date.fromisoformat(end)
        axes.plot([a, b], [y - 0.28, y - 0.28], color=PURPLE, linewidth=2, marker="|", markersize=5, zorder=2)
    reported = [s for s in found if s.reported]
    for earlier, later in pairwise(reported):
        days = [dt.date.fromisoformat(earlier.reported), dt.date.fromisoformat(later.reported)]
        axes.plot(days, [y, y], color=STATUSES[earlier.status][0], linewidth=3, alpha=0.5, zorder=1, solid_capstyle="butt")
    for standing in reported:
        colour, marker = STATUSES[standing.status]
        at = dt.date.fromisoformat(standing.reported)
        axes.plot([at], [y], color=colour, marker=marker, markersize=6.5, linestyle="none", markeredgecolor="white", zorder=3)


def _axes(axes: Axes, labels: list[str]) -> None:
    axes.set_title(TITLE)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(-0.7, len(labels) - 0.3)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.04)
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.grid(axis="both", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    handles = [Line2D([], [], color=c, marker=m, linestyle="none", label=name.lower()) for name, (c, m) in STATUSES.items()]
    handles.append(Line2D([], [], color=PURPLE, linewidth=2, label="time given for it"))
    axes.figure.legend(handles=handles, loc="outside upper left", ncols=7, frameon=False, fontsize=7.5, labelcolor=GREY)


def _left_out(undated: int, rows: int) -> str:
    parts = (f"{undated} without any date" if undated else "", f"{rows} told by fewer documents" if rows else "")
    told = ", ".join(filter(None, parts))
    return "A mark stands at the date of the document that states the status." + (f" Not shown: {told}." if told else "")
