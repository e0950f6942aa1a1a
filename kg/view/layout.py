"""Where the nodes of a drawing stand: the same graph gives the same whole pixels."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np

from kg.analyse.groups import components

SPACING = 80  # pixels between neighbours in a component
MARGIN = 130  # pixels between components
SEED = 7
EXACT = 120  # up to so many nodes distances in the graph are fitted, beyond a spring model is used
MANY = 1500  # from so many nodes on the drawing is made with fewer steps

Positions = dict[str, tuple[int, int]]


def positions(net: nx.Graph, widths: dict[str, int]) -> Positions:
    """Pixels for each node: components side by side, unlinked nodes in rows below them.

    `widths` are the widths of the labels in pixels; nodes are moved apart until the labels hardly cover one
    another. Some seconds for 1,000 nodes.
    """
    groups = components(net)
    boxes = [_component(net.subgraph(group), widths) for group in groups if len(group) > 1]
    placed, bottom = _shelves(boxes)
    alone = [group[0] for group in groups if len(group) == 1]
    placed.update(_rows(alone, widths, bottom + MARGIN))
    return placed


def _component(part: nx.Graph, widths: dict[str, int]) -> dict[str, tuple[float, float]]:
    nodes = sorted(part)
    ties = nx.Graph()
    ties.add_nodes_from(nodes)
    ties.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in part.edges() if a != b}))
    for a, b, data in ties.edges(data=True):  # room around nodes with many links
        data["length"] = 1 + 0.15 * math.sqrt(ties.degree(a) * ties.degree(b))
    raw = _unit(ties)
    spread = SPACING * math.sqrt(len(nodes)) * 0.9
    points = np.array([raw[node] for node in nodes]) * np.array([spread * 1.15, spread])
    if len(nodes) <= MANY:
        points = _apart(points, np.array([widths[node] for node in nodes]))
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _unit(ties: nx.Graph) -> dict[str, tuple[float, float]]:
    if len(ties) <= EXACT:
        return nx.kamada_kawai_layout(ties, weight="length")
    steps = 60 if len(ties) <= MANY else 15
    return nx.spring_layout(ties, seed=SEED, iterations=steps, method="force", weight=None, k=1.6 / math.sqrt(len(ties)))


def _apart(points: np.ndarray, widths: np.ndarray, height: int = 62) -> np.ndarray:
    """Push boxes (label and symbol) that overlap away from each other, along the shorter way."""
    need_x = (widths[:, None] + widths[None, :]) / 2 + 10
    for _ in range(250 if len(points) <= 400 else 70):
        delta = points[:, None, :] - points[None, :, :]
        over_x = need_x - np.abs(delta[:, :, 0])
        over_y = height - np.abs(delta[:, :, 1])
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


def _shelves(boxes: list[dict[str, tuple[float, float]]]) -> tuple[Positions, float]:
    """Components in rows about as wide as the first, the largest, or as a square of their area."""
    sizes = [_size(box) for box in boxes]
    area = sum((width + MARGIN) * (height + MARGIN) for width, height in sizes)
    limit = max([width for width, _ in sizes] + [1.15 * math.sqrt(area)], default=0)
    placed, x, y, row = {}, 0.0, 0.0, 0.0
    for box, (width, height) in zip(boxes, sizes, strict=True):
        if x and x + width > limit:
            x, y, row = 0.0, y + row + MARGIN, 0.0
        placed.update(_moved(box, x, y))
        x, row = x + width + MARGIN, max(row, height)
    return placed, y + row


def _size(box: dict[str, tuple[float, float]]) -> tuple[float, float]:
    xs, ys = zip(*box.values(), strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _moved(box: dict[str, tuple[float, float]], x: float, y: float) -> Positions:
    left = min(point[0] for point in box.values())
    top = min(point[1] for point in box.values())
    return {node: (round(px - left + x), round(py - top + y)) for node, (px, py) in box.items()}


def _rows(nodes: list[str], widths: dict[str, int], top: float) -> Positions:
    cell = max((widths[node] for node in nodes), default=0) + 20
    columns = max(1, math.ceil(math.sqrt(len(nodes) * 60 / cell))) if nodes else 1
    return {node: (index % columns * cell, round(top) + index // columns * 60) for index, node in enumerate(nodes)}
