"""The words of `resolve.toml`, checked: how names are spelt, which words tell something, and what evidence weighs."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kg.errors import LexiconError
from kg.lexicon import Lexicon
from kg.vocabulary import ACTOR_TYPES

FILE = "resolve.toml"
LISTS = {
    "persons": ("articles", "joined", "servant", "left_out", "address"),
    "bodies": ("stop", "legal", "endings", "tails", "apart", "generic"),
    "offices": ("stop", "qualifiers"),
    "events": ("stop",),
}
MAPPINGS = {"persons": ("suffixes", "nicknames"), "bodies": ("kin", "kind_tails")}
SECTIONS = {"transliteration", "spelling", *LISTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Logarithms of odds, one for each piece of evidence; `resolve.toml` says what they mean."""

    identical: float
    variant: float
    extended: float
    part_of_person: float
    without_first: float
    initials: float
    acronym: float
    short_acronym: float
    tiny_acronym: float
    loose_acronym: float
    similar_person: float
    one_name: float
    same_single: float
    same_generic: float
    part: float
    maybe_country: float
    different: float
    offshoot: float
    suffix: float
    same_country: float
    known_country: float
    other_country: float
    other_kind: float
    one_text: float
    same_office: float
    like_office: float
    other_office: float
    neighbour: float
    topic: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWeights:
    """Logarithms of odds for two reports being of one event, and factors for what their words have in common."""

    prior: float
    same_type: float
    like_type: float
    other_type: float
    same_day: float
    same_week: float
    same_month: float
    day_off: float
    days_off: float
    other_time: float
    soon_reported: float
    later_reported: float
    not_yet: float
    same_place: float
    other_place: float
    same_agent: float
    same_crowd: float
    other_agent: float
    same_target: float
    other_target: float
    turned: float
    words: float
    texts: float
    same_trigger: float
    other_numbers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeWeights:
    """The same for two texts speaking of one initiative."""

    prior: float
    same_name: float
    same_label: float
    part_of_label: float
    same_noun: float
    plain_label: float
    other_label: float
    same_parties: float
    some_parties: float
    partly: float
    other_parties: float
    around: float
    same_time: float
    other_time: float
    soon: float
    words: float
    texts: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`merge` and `doubt` are probabilities, `block` a number of names."""

    merge: float
    doubt: float
    block: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """All that comparing names knows. `sounds` maps a spelling to the sounds it can stand for, longest first;
    `countries` a phrase of words to the ISO code (or key) of the state it names."""

    consonants: Mapping[str, frozenset[str]]
    vowels: Mapping[str, frozenset[str]]
    silent: frozenset[str]
    spelling: Mapping[tuple[str, ...], tuple[str, ...]]
    articles: frozenset[str]
    joined: frozenset[str]
    servant: frozenset[str]
    left_out: frozenset[str]
    titles: frozenset[tuple[str, ...]]
    offices: frozenset[tuple[str, ...]]
    suffixes: Mapping[str, str]
    nicknames: Mapping[str, str]
    stop: frozenset[str]
    legal: frozenset[str]
    endings: frozenset[str]
    tails: frozenset[str]
    kind_tails: Mapping[str, frozenset[str]]
    apart: frozenset[str]
    generic: frozenset[str]
    kin: Mapping[str, frozenset[str]]
    countries: Mapping[tuple[str, ...], str]
    office_stop: frozenset[str]
    qualifiers: frozenset[str]
    event_stop: frozenset[str]
    weights: Weights
    event_weights: EventWeights
    initiative_weights: InitiativeWeights
    limits: Limits


NUMBERS = {"weights": Weights, "event_weights": EventWeights, "initiative_weights": InitiativeWeights, "limits": Limits}


@functools.lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> Words:
    """The words for this lexicon. Raises `LexiconError` naming section, entry, and what was expected."""
    table = lexicon.table("resolve")
    _checked(table)
    persons, bodies, offices, sounds = (table[name] for name in ("persons", "bodies", "offices", "transliteration"))
    return Words(
        consonants=_sounds(sounds["consonants"]),
        vowels=_sounds(sounds["vowels"]),
        silent=frozenset(sounds["silent"]),
        spelling={tuple(a.split()): tuple(b.split()) for a, b in table["spelling"].items()},
        articles=frozenset(persons["articles"]),
        joined=frozenset(persons["joined"]),
        servant=frozenset(persons["servant"]),
        left_out=frozenset(persons["left_out"]),
        titles=_titles(lexicon, ("honorific", "leads", "represents"), persons["address"]),
        offices=_titles(lexicon, ("leads", "represents")),
        suffixes=persons["suffixes"],
        nicknames=persons["nicknames"],
        stop=frozenset(bodies["stop"]),
        legal=frozenset(bodies["legal"]),
        endings=frozenset(bodies["endings"]),
        tails=frozenset(bodies["tails"]),
        kind_tails={kind: frozenset(found) for kind, found in bodies["kind_tails"].items()},
        apart=frozenset(bodies["apart"]),
        generic=frozenset(bodies["generic"]),
        kin={kind: frozenset(others) for kind, others in bodies["kin"].items()},
        countries=_countries(lexicon),
        office_stop=frozenset(offices["stop"]),
        qualifiers=frozenset(offices["qualifiers"]),
        event_stop=frozenset(table["events"]["stop"]),
        **{section: cls(**table[section]) for section, cls in NUMBERS.items()},
    )


def _sounds(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {spelling: frozenset(table[spelling]) for spelling in sorted(table, key=lambda s: (-len(s), s))}


def _titles(lexicon: Lexicon, sections: tuple[str, ...], further: Iterable[str] = ()) -> frozenset[tuple[str, ...]]:
    """Forms of address and offices, as they may stand before a person's name, in words."""
    titles = lexicon.table("titles")
    known = [*further, *(word for section in sections for word in titles[section]["words"])]
    return frozenset(tuple(plain(word).split()) for word in known)


def plain(text: str) -> str:
    """A title as words: without full stops and hyphens."""
    return text.casefold().replace(".", " ").replace("-", " ")


def _countries(lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    out: dict[tuple[str, ...], str] = {}
    for name in lexicon.names:
        if name.type == "State":
            for form in (*name.names, *name.adjectives, *name.demonyms):
                phrase = tuple(plain(form.removeprefix("the ").replace("'", "")).split())
                out.setdefault(phrase, name.country or name.key)
    return out


# --- checks


def _checked(table: Mapping[str, Any]) -> None:
    _same("", set(table), {*SECTIONS, *NUMBERS})
    for section, names in LISTS.items():
        _same(f"[{section}]", set(table[section]), {*names, *MAPPINGS.get(section, ())})
        for name in names:
            _list(f"[{section}] {name}", table[section][name])
    for section, names in MAPPINGS.items():
        for name in names:
            if not isinstance(table[section][name], dict):
                raise LexiconError(f"{FILE}: [{section}] {name}: expected a table")
    bodies = table["bodies"]
    named = {*bodies["kin"], *bodies["kind_tails"], *(kind for kinds in bodies["kin"].values() for kind in kinds)}
    if unknown := named - set(ACTOR_TYPES):
        raise LexiconError(f"{FILE}: [bodies.kin] and [bodies.kind_tails]: unknown types {', '.join(sorted(unknown))}")
    for section, cls in NUMBERS.items():
        _numbers(section, table[section], cls)
    if not 0 < table["limits"]["doubt"] <= table["limits"]["merge"] < 1:
        raise LexiconError(f"{FILE}: [limits]: expected 0 < doubt <= merge < 1")


def _list(where: str, values: Any) -> None:
    if not isinstance(values, list) or not all(isinstance(v, str) and v == v.casefold().strip() and v for v in values):
        raise LexiconError(f"{FILE}: {where}: expected a list of words in lower case")


def _numbers(section: str, table: Mapping[str, Any], cls: type) -> None:
    _same(f"[{section}]", set(table), {field.name for field in fields(cls)})
    if wrong := [name for name, value in table.items() if not isinstance(value, int | float) or isinstance(value, bool)]:
        raise LexiconError(f"{FILE}: [{section}] {', '.join(sorted(wrong))}: expected a number")


def _same(where: str, found: set[str], expected: set[str]) -> None:
    if unknown := sorted(found - expected):
        raise LexiconError(f"{FILE}: {where} unknown entries {', '.join(unknown)}; known: {', '.join(sorted(expected))}")
    if missing := sorted(expected - found):
        raise LexiconError(f"{FILE}: {where} missing entries {', '.join(missing)}")
