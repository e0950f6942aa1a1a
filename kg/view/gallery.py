"""The plots by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import networkx as nx
from matplotlib.figure import Figure

from kg.analyse.accounts import told_apart
from kg.analyse.places import coordinates
from kg.analyse.project import multigraph
from kg.errors import QueryError
from kg.view import plots
from kg.view.event_map import event_map
from kg.view.gantt import gantt
from kg.view.matrix import heatmap

if TYPE_CHECKING:
    from pyoxigraph import Store


def _pairs(net: nx.MultiDiGraph, **options: Any) -> Figure:
    return plots.timeline(net, "pair", **options)


PLOTS: dict[str, Callable[..., Figure]] = {
    "timeline": plots.timeline, "pairs": _pairs, "balance": plots.balance, "heatmap": heatmap, "gantt": gantt,
}  # fmt: skip
NAMES = (*PLOTS, "map")


def plot(store: Store, name: str, **options: Any) -> Figure:
    """The plot called `name`, one of `NAMES`, of a store. Options are those of its function; `QueryError` if there is none."""
    if name not in NAMES:
        raise QueryError(f"{name!r} is no plot; known: {', '.join(NAMES)}")
    net = told_apart(multigraph(store)) if name == "gantt" else multigraph(store)
    return event_map(net, coordinates(store), **options) if name == "map" else PLOTS[name](net, **options)
