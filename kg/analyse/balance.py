"""Cooperation against conflict over time, with how sure the balance is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.analyse.actors import intensities
from kg.analyse.timeline import PERIODS
from kg.errors import QueryError

SAID = ("Actual",)
DRAWS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The events of one period. `period` is "2024", "2024-05" or "2024-05-12".

    `cooperation` (0 or more) and `conflict` (0 or less) are sums of intensity x confidence, `net` is their sum, and
    `low` and `high` bound the net balance (see `balance`). `events` are IRIs, in order.
    """

    period: str
    cooperation: float
    conflict: float
    low: float
    high: float
    events: tuple[str, ...]

    @property
    def net(self) -> float:
        return self.cooperation + self.conflict


def balance(
    net: nx.MultiDiGraph,
    period: str = "month",
    factuality: Collection[str] = SAID,
    pair: tuple[str, str] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> list[Balance]:
    """How cooperative and how hostile each period was, in order of time; periods without an event are left out.

    An event weighs the intensity of its type, -10 (conflict) to 10 (cooperation) as in Goldstein's scale [1]_,
    times its confidence. The interval answers: how else might the sum have come out, had other events been reported,
    and had some of these been misread? Each event is drawn a Poisson number of times whose mean is its confidence,
    which is a Poisson bootstrap [2]_ thinned by the chance that the event was read wrongly; of 4,000 such sums the
    interval holds the middle `level`. Equal input and seed give equal numbers.

    Parameters
    ----------
    net : of `multigraph`.
    period : "year", "month" or "day". Events whose time is not inside of one period are left out: `undated` tells
        how many.
    pair : IRIs of two actors; only events that both take part in count.

    Pitfalls: an event that two documents tell counts twice, and then the interval is too narrow. It says
    nothing of what no document reports. Intensities are a convention, so compare periods, not numbers.

    Raises `QueryError` for an unknown period or a `level` outside ]0, 1[.

    References
    ----------
    .. [1] Goldstein, J. (1992). A conflict-cooperation scale for WEIS events data. Journal of Conflict Resolution 36(2).
    .. [2] Hanley, J. and MacGibbon, B. (2006). Creating non-parametric bootstrap samples using Poisson frequencies.
       Computer Methods and Programs in Biomedicine 83(1).

    Examples
    --------
    >>> import networkx as nx
    >>> balance(nx.MultiDiGraph())
    []
    """
    if period not in PERIODS:
        raise QueryError(f"{period!r} is no period; known: {', '.join(PERIODS)}")
    if not 0 < level < 1:
        raise QueryError(f"level {level} is outside ]0, 1[")
    found = defaultdict(list)
    for event in weighed(net, factuality, pair):
        if inside := _inside(net.nodes[event], period):
            found[inside].append(event)
    rng = np.random.default_rng(seed)
    return [_balance(net, key, sorted(found[key]), level, rng) for key in sorted(found)]


def undated(net: nx.MultiDiGraph, period: str, factuality: Collection[str] = SAID, pair: tuple[str, str] | None = None) -> int:
    """How many events `balance` leaves out since their time is unknown or wider than a period."""
    return sum(1 for event in weighed(net, factuality, pair) if not _inside(net.nodes[event], period))


def weighed(net: nx.MultiDiGraph, factuality: Collection[str], pair: tuple[str, str] | None = None) -> list[str]:
    """The events with an intensity other than zero, by IRI."""
    return [
        node
        for node, data in sorted(net.nodes(data=True))
        if data["kind"] == "Event"
        and data["factuality"] in factuality
        and intensities()[data["type"]]
        and (pair is None or all(_takes_part(net, node, actor) for actor in pair))
    ]


def _takes_part(net: nx.MultiDiGraph, event: str, actor: str) -> bool:
    return any(edge["predicate"] in ("agent", "target") for edge in net.get_edge_data(event, actor, default={}).values())


def _inside(data: dict, period: str) -> str:
    length = PERIODS[period]
    begins, ends = data["earliest"][:length], data["latest"][:length]
    return begins if begins == ends else ""


def _balance(net: nx.MultiDiGraph, period: str, events: list[str], level: float, rng: np.random.Generator) -> Balance:
    confidence = np.array([net.nodes[event]["confidence"] for event in events])
    weight = np.array([intensities()[net.nodes[event]["type"]] for event in events])
    sums = rng.poisson(confidence, (DRAWS, len(events))) @ weight
    low, high = np.quantile(sums, [(1 - level) / 2, (1 + level) / 2])
    expected = weight * confidence
    return Balance(
        period=period,
        cooperation=round(float(expected[expected > 0].sum()), 4),
        conflict=round(float(expected[expected < 0].sum()), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
        events=tuple(events),
    )
