"""Where the nodes of a drawing stand: the same graph gives the same whole pixels."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator

import igraph
import networkx as nx
import numpy as np

from kg.analyse.groups import components

SPACING = 100  # pixels between neighbours in a component
SEED = 7
EXACT = 12  # up to so many nodes distances in the graph are fitted, beyond a spring model is used
MANY = 1500  # from so many nodes on a spring model in several rounds, made for large graphs, and labels are not heeded
CELL = 60  # pixels of the raster on which components are packed
ASPECT = 1.1  # width to height of the whole

Positions = dict[str, tuple[int, int]]
Points = np.ndarray  # nodes x 2, float pixels


def positions(net: nx.Graph, widths: dict[str, int]) -> Positions:
    """Pixels for each node: components packed around the largest, unlinked nodes in rows below them.

    `widths` are the widths of the labels in pixels; in components of up to 1,500 nodes they are moved apart until the
    labels hardly cover one another. About a second for 1,000 nodes and ten for 5,000.

    Components of up to 12 nodes are laid out by Kamada and Kawai's method [1]_, of up to 1,500 by Fruchterman and
    Reingold's [2]_, larger ones by DrL [3]_, each from the same start.

    References
    ----------
    .. [1] T. Kamada, S. Kawai, "An algorithm for drawing general undirected graphs", Information Processing Letters (1989).
    .. [2] T. Fruchterman, E. Reingold, "Graph drawing by force-directed placement", Software: Practice and Experience (1991).
    .. [3] S. Martin et al., "OpenOrd: an open-source toolbox for large graph layout", SPIE Visualization (2011).
    """
    groups = components(net)
    linked = [sorted(group) for group in groups if len(group) > 1]
    placed: Positions = {}
    for group, points in zip(linked, _packed([_component(net, group, widths) for group in linked]), strict=True):
        placed.update({node: (round(x), round(y)) for node, (x, y) in zip(group, points.tolist(), strict=True)})
    left, bottom = (min((p[0] for p in placed.values()), default=0), max((p[1] for p in placed.values()), default=0))
    placed.update(_rows([group[0] for group in groups if len(group) == 1], widths, left, bottom + 2 * CELL))
    return placed


def _component(net: nx.Graph, nodes: list[str], widths: dict[str, int]) -> Points:
    number = {node: index for index, node in enumerate(nodes)}
    ties = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in net.edges(nodes) if a != b})
    points = _turned(_unit(igraph.Graph(n=len(nodes), edges=ties)))
    points = _stretched(points * SPACING / max(_middle_length(points, ties), 1e-9))
    hub = 9 * np.sqrt([net.degree(node) for node in nodes])  # what has many links is drawn larger and needs room around
    boxes = np.stack([np.array([widths[node] for node in nodes]) + hub, 40 + 2 * hub], axis=1)
    return _apart(points, boxes) if len(nodes) <= MANY else points


def _unit(graph: igraph.Graph) -> Points:
    """Without a scale of its own. igraph draws its random numbers from a generator of ours while it works."""
    start = np.random.default_rng(SEED).uniform(-1, 1, (graph.vcount(), 2)).tolist()
    igraph.set_random_number_generator(random.Random(SEED))
    try:
        if graph.vcount() <= EXACT:
            lengths = [1 + 0.12 * math.sqrt(graph.degree(a) * graph.degree(b)) for a, b in graph.get_edgelist()]
            found = graph.layout_kamada_kawai(weights=lengths)
        elif graph.vcount() <= MANY:
            found = graph.layout_fruchterman_reingold(niter=400, seed=start, grid=False)
        else:
            found = graph.layout_drl(seed=start)
    finally:
        igraph.set_random_number_generator(random)
    return np.array(found.coords)


def _turned(points: Points) -> Points:
    """With the longest extent lying across: turned onto the principal axes, which have a sign of their own."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes * np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    return centred @ axes.T


def _stretched(points: Points) -> Points:
    """Nearer to the proportions of the whole, by a half at most in all."""
    wide, high = np.maximum(np.ptp(points, axis=0), 1.0)
    by = math.sqrt(min(1.5, max(1 / 1.5, wide / high / ASPECT)))
    return points * np.array([1 / by, by])


def _middle_length(points: Points, ties: list[tuple[int, int]]) -> float:
    ends = np.array(ties)
    return float(np.median(np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)))


def _apart(points: Points, boxes: Points) -> Points:
    """Push boxes (label and symbol, width and height) that overlap away from each other, along the shorter way."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2 + 4
    for _ in range(200 if len(points) <= 400 else 30):
        delta = points[:, None, :] - points[None, :, :]
        over_x, over_y = np.moveaxis(need - np.abs(delta), 2, 0)
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            break
        points = points + _push(delta, over_x, over_y, hit)
    return points


def _push(delta: np.ndarray, over_x: np.ndarray, over_y: np.ndarray, hit: np.ndarray) -> np.ndarray:
    order = np.sign(np.arange(len(hit))[:, None] - np.arange(len(hit))[None, :])
    sign = np.where(delta == 0, order[:, :, None], np.sign(delta))
    sideways = hit & (over_x < over_y)
    upright = hit & ~sideways
    x = np.where(sideways, over_x * sign[:, :, 0], 0).sum(axis=1)
    y = np.where(upright, over_y * sign[:, :, 1], 0).sum(axis=1)
    return np.clip(np.stack([x, y], axis=1) * 0.35, -60, 60)


def _packed(parts: list[Points]) -> list[Points]:
    """Each part, moved to the free spot nearest to the middle of the first, on a raster.

    Parts may reach into the gaps of others. After K. Freivalds et al., "Disconnected graph layout and the polyomino
    packing approach", Graph Drawing (2001).
    """
    taken: set[tuple[int, int]] = set()
    moved = []
    for part in parts:
        centred = part - (part.min(axis=0) + part.max(axis=0)) / 2
        cells = _cells(centred)
        x, y = next(spot for spot in _spots() if taken.isdisjoint({(a + spot[0], b + spot[1]) for a, b in cells}))
        taken |= {(a + x, b + y) for a, b in cells}
        moved.append(centred + np.array([x, y]) * CELL)
    return moved


def _cells(points: Points) -> set[tuple[int, int]]:
    """The cells that the points stand in, and those around them."""
    raster = {(int(x), int(y)) for x, y in np.floor(points / CELL)}
    return {(x + i, y + j) for x, y in raster for i, j in itertools.product((-1, 0, 1), repeat=2)}


def _spots() -> Iterator[tuple[int, int]]:
    """All cells, ring after ring, those of a ring from its middle; the rings are as wide as the whole shall be."""
    for ring in itertools.count():
        wide = round(ring * ASPECT)
        before = round((ring - 1) * ASPECT)
        found = [(x, y) for x in range(-wide, wide + 1) for y in range(-ring, ring + 1) if abs(x) > before or abs(y) == ring]
        yield from sorted(found, key=lambda spot: ((spot[0] / ASPECT) ** 2 + spot[1] ** 2, spot))


def _rows(nodes: list[str], widths: dict[str, int], left: int, top: int) -> Positions:
    cell = max((widths[node] for node in nodes), default=0) + 20
    columns = max(1, math.ceil(math.sqrt(ASPECT * 2 * len(nodes) * 60 / cell))) if nodes else 1
    return {node: (left + index % columns * cell, top + index // columns * 60) for index, node in enumerate(nodes)}
