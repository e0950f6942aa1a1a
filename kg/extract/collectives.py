"""The common nouns that name actors, from `actors.toml`, as sets of lemmas."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kg.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Words:
    """The lemmas of `actors.toml` as sets."""

    state: frozenset[str]
    population: frozenset[str]
    parties: frozenset[str]
    bodies: frozenset[str]
    persons: frozenset[str]
    partitive: frozenset[str]
    bare: frozenset[str]
    non_state: frozenset[str]
    rebels: frozenset[str]
    bands: frozenset[str]
    states: frozenset[str]
    groups: frozenset[str]
    organs: frozenset[str]
    neutral: frozenset[str]
    sides: frozenset[str]


@functools.lru_cache(maxsize=4)
def collectives(lexicon: Lexicon) -> Words:
    table = lexicon.table("actors")["collectives"]
    return Words(**{k: frozenset(table[k]) for k in Words.__slots__})
