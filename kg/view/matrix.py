"""Who deals how with whom: a heat map of the signed network of actors."""

from __future__ import annotations

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from kg.analyse.actors import link_actors
from kg.errors import QueryError
from kg.view import canvas
from kg.view.canvas import FAINT, short, styled

TITLE = "Who deals how with whom"
ORDERS = ("cluster", "strength")
NUMBERS = 14  # up to so many actors the numbers stand in the cells


@styled
def heatmap(net: nx.MultiDiGraph, order: str = "cluster", most: int = 30, factuality: tuple[str, ...] = ("Actual",)) -> Figure:
    """Net intensity of what each actor (row) did to each other one (column): blue friendly, red hostile, white nothing.

    The sum of intensity x confidence of `kg.analyse.actors.actor_graph` of kind "net", over events, initiatives and
    stances that link the two. `order` "cluster" puts those side by side that get on with one another (average
    linkage, leaves in the best order), "strength" those first whose ties weigh most. The `most` strongest
    are shown. The colours end at the 95th percentile, so that one strong tie doesn't blanch the others.
    Raises `QueryError` for an unknown order.
    """
    if order not in ORDERS:
        raise QueryError(f"{order!r} is no order; known: {', '.join(ORDERS)}")
    dealings = link_actors(net, "net", factuality=factuality)
    if not dealings:
        return canvas.empty(TITLE, "No two actors are linked by anything that happened.")
    actors = _strongest(dealings)[:most]
    values = nx.to_numpy_array(dealings, nodelist=actors, weight="weight", nonedge=np.nan)
    if order == "cluster" and len(actors) > 2:
        leaves = _clustered(values)
        actors, values = [actors[i] for i in leaves], values[np.ix_(leaves, leaves)]
    side = 2.6 + (0.29 if len(actors) > NUMBERS else 0.42) * len(actors)
    figure, axes = canvas.sheet(max(6, side + 1.4), max(4, side))
    _cells(axes, values)
    _names(axes, [short(dealings.nodes[actor]["label"], 36) for actor in actors])
    figure.suptitle(f"{TITLE}: row acts on column", x=0.01, ha="left", fontsize=11, fontweight="bold")
    hidden = len(dealings) - len(actors)
    canvas.note(figure, (f"{hidden} actors with weaker ties not shown." if hidden else "",))
    return figure


def _strongest(dealings: nx.DiGraph) -> list[str]:
    strength = dict.fromkeys(dealings, 0.0)
    for a, b, edge in dealings.edges(data=True):
        for node in (a, b):
            strength[node] += sum(abs(reason.weight) for reason in edge["reasons"])
    return sorted(dealings, key=lambda node: (-round(strength[node], 6), dealings.nodes[node]["label"], node))


def _clustered(values: np.ndarray) -> list[int]:
    """Leaves of a clustering in which friends are 0 apart, strangers 1 and enemies 2; equal input, equal order."""
    filled = np.nan_to_num(values)
    both = filled + filled.T
    apart = 1 - both / np.abs(both).max() if both.any() else np.ones_like(both)
    np.fill_diagonal(apart, 0)
    return [int(i) for i in leaves_list(linkage(squareform(apart), "average", optimal_ordering=True))]


def _cells(axes: Axes, values: np.ndarray) -> None:
    known = np.abs(values[~np.isnan(values)])
    limit = max(float(np.quantile(known, 0.95)) if known.size else 1.0, 0.1)
    image = axes.imshow(values, cmap="RdBu", vmin=-limit, vmax=limit)
    bar = axes.figure.colorbar(image, ax=axes, shrink=0.8, extend="both", aspect=30, pad=0.02)
    bar.set_label("hostile  ←  net intensity  →  friendly")
    bar.outline.set_visible(False)
    size = len(values)
    axes.set_xticks(np.arange(size + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(size + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=FAINT, linewidth=0.5)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    if size <= NUMBERS:
        for y, x in np.argwhere(~np.isnan(values)):
            dark = abs(values[y, x]) > limit * 0.6
            axes.text(x, y, f"{values[y, x]:.0f}", ha="center", va="center", fontsize=7, color="white" if dark else "black")


def _names(axes: Axes, names: list[str]) -> None:
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    for y in range(len(names)):
        axes.add_patch(Rectangle((y - 0.5, y - 0.5), 1, 1, facecolor=FAINT))
