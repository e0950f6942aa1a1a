"""A map of events where coordinates are known. Nothing is fetched: the towns of the world are the ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Wedge
from matplotlib.patheffects import withStroke
from matplotlib.transforms import ScaledTranslation

from kg.analyse.places import Site, sites
from kg.annotate.gazetteer import towns
from kg.view import canvas
from kg.view.canvas import FAINT, GREY, STANCES, stance, styled

TITLE = "Where events happen"
EVERY = ("Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown")
LEAST = 6.0  # degrees that a map spans at least
WIDTH, FURNITURE = 10.0, 0.9  # inches: of the figure, and what stands above and below of the map
NARROWEST, WIDEST = 1.4, 2.4  # width of the map by its height
Box = tuple[float, float, float, float]

NAMED = 30  # places with a name beside them
HALO = withStroke(linewidth=2.5, foreground="white", alpha=0.8)


@styled
def event_map(net: nx.MultiDiGraph, known: Mapping[str, tuple[float, float]], factuality: Collection[str] = EVERY) -> Figure:
    """The places with events, as pies: as large as events are many, parted by class (cooperation, conflict, verbal or not).

    `known` is what `kg.analyse.places.coordinates` gives. Plate carrée, true to scale at the middle latitude, with a
    graticule; the faint dots are towns of 15,000 people and more (GeoNames), which show the lands without borders, so
    that the map takes no side about these. The 30 places with most events are named where there is room.
    """
    found, nowhere = sites(net, known, factuality)
    if not found:
        return canvas.empty(TITLE, f"No event stands at a place with known coordinates ({nowhere} elsewhere or nowhere).")
    west, east, south, north = _frame(found)
    ratio = 1 / np.cos(np.radians((south + north) / 2))
    figure, axes = canvas.sheet(WIDTH, WIDTH * (north - south) * ratio / (east - west) + FURNITURE)
    axes.set(xlim=(west, east), ylim=(south, north), aspect=ratio, title=TITLE)
    _ground(axes)
    taken = [_square(site, (east - west) / WIDTH, ratio) for site in found]
    for number, site in enumerate(found):
        _pie(axes, net, site)
        if number < NAMED:
            _name(axes, site, taken, (east - west) / WIDTH, ratio)
    _legend(axes)
    canvas.note(figure, (f"{nowhere} events have no place with known coordinates. Grey dots: towns (GeoNames, CC BY 4.0).",))
    return figure


def _frame(found: Sequence[Site]) -> Box:
    """West, east, south and north: with a margin, at least `LEAST` degrees each way, neither a tower nor a ribbon."""
    west, east = _span([site.longitude for site in found], LEAST)
    south, north = _span([site.latitude for site in found], LEAST)
    stretch = 1 / np.cos(np.radians((south + north) / 2))
    west, east = _span([west, east], NARROWEST * (north - south) * stretch, margin=0)
    south, north = _span([south, north], (east - west) / (WIDEST * stretch), margin=0)
    return max(west, -180.0), min(east, 180.0), max(south, -89.0), min(north, 89.0)


def _span(values: Sequence[float], least: float, margin: float = 0.12) -> tuple[float, float]:
    low, high = min(values), max(values)
    around = max((high - low) * margin, (least - (high - low)) / 2, 0)
    return low - around, high + around


def _ground(axes: Axes) -> None:
    latitudes, longitudes = zip(*towns(), strict=True)
    west, east = axes.get_xlim()
    axes.scatter(
        longitudes, latitudes, s=min(9, max(1, 150 / (east - west))), color="#C9C9C9", linewidths=0, rasterized=True, zorder=1
    )
    axes.grid(color=FAINT, linewidth=0.6)
    axes.xaxis.set_major_formatter(lambda value, _: _degrees(value, "E", "W"))
    axes.yaxis.set_major_formatter(lambda value, _: _degrees(value, "N", "S"))
    axes.set_axisbelow(True)


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°{positive if value > 0 else negative if value < 0 else ''}"


def _radius(count: int) -> float:
    """Inches; the area grows with the number of events."""
    return min(0.45, 0.055 * count**0.5 + 0.02)


def _pie(axes: Axes, net: nx.MultiDiGraph, site: Site) -> None:
    counts = Counter(stance(net.nodes[event]["type"]) for event in site.events)
    transform = axes.figure.dpi_scale_trans + ScaledTranslation(site.longitude, site.latitude, axes.transData)
    angle = 90.0
    for name, colour in STANCES.items():
        if counts[name]:
            share = 360 * counts[name] / len(site.events)
            edge = {"edgecolor": "white", "linewidth": 0.5, "alpha": 0.9, "zorder": 3}
            axes.add_patch(
                Wedge((0, 0), _radius(len(site.events)), angle, angle + share, facecolor=colour, transform=transform, **edge)
            )
            angle += share


def _square(site: Site, inch: float, ratio: float) -> Box:
    """The box around a pie, in degrees."""
    wide = _radius(len(site.events)) * inch
    tall, x, y = wide / ratio, site.longitude, site.latitude
    return x - wide, y - tall, x + wide, y + tall


def _name(axes: Axes, site: Site, taken: list[Box], inch: float, ratio: float) -> None:
    """Right, left, above or below of the pie, or nowhere if all four are taken. `inch` is in degrees of longitude."""
    away = (_radius(len(site.events)) + 0.05) * inch
    wide, tall = (0.075 * len(site.label) + 0.05) * inch, 0.16 * inch / ratio
    x, y = site.longitude, site.latitude
    spots = ((x + away, y, "left", "center"), (x - away, y, "right", "center"))
    spots += ((x, y + away / ratio, "center", "bottom"), (x, y - away / ratio, "center", "top"))
    for at_x, at_y, across, up in spots:
        left = at_x - {"left": 0, "right": wide, "center": wide / 2}[across]
        low = at_y - {"center": tall / 2, "bottom": 0, "top": tall}[up]
        box = (left, low, left + wide, low + tall)
        if _inside(axes, box) and not any(_overlap(box, other) for other in taken):
            axes.text(at_x, at_y, site.label, ha=across, va=up, fontsize=8, zorder=4, path_effects=[HALO])
            taken.append(box)
            return


def _inside(axes: Axes, box: Box) -> bool:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west <= box[0] and box[2] <= east and south <= box[1] and box[3] <= north


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legend(axes: Axes) -> None:
    handles = [Line2D([], [], color=colour, marker="o", linestyle="none", label=name) for name, colour in STANCES.items()]
    axes.figure.legend(handles=handles, loc="outside upper right", ncols=5, frameon=False, fontsize=7.5, labelcolor=GREY)
