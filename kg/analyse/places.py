"""Where events happen: the places of the network with their coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analyse.project import records

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place and the events there. Degrees are WGS 84; `events` are IRIs, in order."""

    place: str
    label: str
    latitude: float
    longitude: float
    events: tuple[str, ...]


def coordinates(store: Store) -> dict[str, tuple[float, float]]:
    """IRI of each place whose coordinates are known → latitude and longitude in degrees WGS 84."""
    found = records(store, "network-coordinates")
    return {row["place"]: (float(row["latitude"]), float(row["longitude"])) for row in found}


def sites(net: nx.MultiDiGraph, known: Mapping[str, tuple[float, float]], factuality: Collection[str]) -> tuple[list[Site], int]:
    """The places of `known` at which something happens or at which it is directed, and how many events are at none.

    Most events first, then by label.
    """
    there, nowhere = defaultdict(list), 0
    for event, data in net.nodes(data=True):
        if data["kind"] == "Event" and data["factuality"] in factuality:
            places = {b for _, b, e in net.out_edges(event, data=True) if e["predicate"] in ("place", "target") and b in known}
            nowhere += not places
            for place in places:
                there[place].append(event)
    found = [_site(net, place, known[place], events) for place, events in there.items()]
    return sorted(found, key=lambda site: (-len(site.events), site.label, site.place)), nowhere


def _site(net: nx.MultiDiGraph, place: str, at: tuple[float, float], events: list[str]) -> Site:
    label = net.nodes[place]["label"]
    return Site(place=place, label=label, latitude=at[0], longitude=at[1], events=tuple(sorted(events)))
