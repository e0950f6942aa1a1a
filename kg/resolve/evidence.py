"""What speaks for and against two actors being one: their names, and what the texts say around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.resolve.compare import Likeness, likeness
from kg.resolve.names import tokens
from kg.resolve.words import Words

NEVER = -50.0  # odds that no evidence outweighs: two known actors, two Wikidata ids
CERTAIN = 50.0
MOST_NEIGHBOURS = 3
MOST_TOPICS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An actor as one or more documents show it. `units` are its findings ("actor/<document>/<key>").

    `known` is its key if the lexicons know it, else ""; `countries` are ISO codes or keys of states; `offices` the words
    by which texts call its office; `neighbours` keys of the actors and places in the same sentences, `topics` of those in the
    same documents that few documents have.
    """

    units: tuple[str, ...]
    type: str
    label: str
    names: tuple[str, ...]
    known: str = ""
    wikidata: str = ""
    countries: frozenset[str] = frozenset()
    offices: tuple[str, ...] = ()
    neighbours: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    weight: int = field(default=1)  # in how many documents it stands

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(unit.split("/")[1] for unit in self.units)

    @property
    def person(self) -> bool:
        return self.type == "Person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`odds` is the sum of the evidence, a natural logarithm of odds; `reasons` say what it consists of.

    `told` is False where the names tell nothing, neither for nor against.
    """

    odds: float
    reasons: tuple[str, ...] = ()
    told: bool = True

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-self.odds))


def logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def in_one_text(a: Profile, b: Profile) -> bool:
    """Whether one document has both, and no other has either: its own reading told them apart."""
    return a.documents == b.documents and len(a.documents) == 1


def score(a: Profile, b: Profile, words: Words) -> Score:
    """All evidence about two actors. Known ones and Wikidata ids decide by themselves."""
    if (decided := _decided(a, b)) is not None:
        return decided
    if not _kinds_fit(a, b, words):
        return Score(odds=NEVER, reasons=(f"{a.type} and {b.type}",))
    name = _best(a, b, words)
    if name.weight is None:
        return Score(odds=0.0, told=False)
    found = [(name.weight, name.level), *_circumstances(a, b, name, words)]
    return Score(odds=sum(w for w, _ in found), reasons=tuple(f"{why} {w:+.1f}" for w, why in found if w))


def _decided(a: Profile, b: Profile) -> Score | None:
    if a.wikidata and b.wikidata:
        same = a.wikidata == b.wikidata
        return Score(odds=CERTAIN if same else NEVER, reasons=(f"Wikidata: {a.wikidata} and {b.wikidata}",))
    if a.known and b.known:
        same = a.known == b.known
        return Score(odds=CERTAIN if same else NEVER, reasons=("the same entry" if same else "two entries of the lexicons",))
    return None


def _kinds_fit(a: Profile, b: Profile, words: Words) -> bool:
    return a.type == b.type or b.type in words.kin.get(a.type, ()) or a.type in words.kin.get(b.type, ())


def _best(a: Profile, b: Profile, words: Words) -> Likeness:
    """Of all pairs of their names the one that tells most. Full names that exclude each other exclude the pair: that two
    bodies share an acronym, or two persons a family name, then tells nothing."""
    home = (a.countries, b.countries)
    pairs = [(x, y) for x in _telling(a) for y in _telling(b)] or [(x, y) for x in a.names for y in b.names]
    found = [f for x, y in pairs if (f := likeness(x, y, a.type, words, home)).weight is not None]
    if not found:
        return Likeness(None, "")
    labels = likeness(a.label, b.label, a.type, words, home)
    if not (a.known or b.known) and labels.weight is not None and labels.weight <= words.weights.offshoot:
        return labels
    return max(found, key=lambda f: f.weight or 0.0)


def _telling(profile: Profile) -> tuple[str, ...]:
    """Its full names if it has some: of several words, not the family name or the acronym alone."""
    return tuple(name for name in profile.names if " " in name or "-" in name) or profile.names


def _circumstances(a: Profile, b: Profile, name: Likeness, words: Words) -> Iterable[tuple[float, str]]:
    w = words.weights
    if in_one_text(a, b):
        yield w.one_text, "called differently in one text"
    if a.type != b.type:
        yield w.other_kind, f"{a.type} and {b.type}"
    if a.countries and b.countries:
        same = bool(a.countries & b.countries)
        yield (w.known_country if name.generic else w.same_country) if same else w.other_country, _places(a, b, same)
    if a.offices and b.offices:
        yield _offices(a.offices, b.offices, words)
    shared = sorted(a.neighbours & b.neighbours)[:MOST_NEIGHBOURS]
    if shared:
        yield w.neighbour * len(shared), f"both with {', '.join(key.rpartition('/')[2] for key in shared)}"

    topics = sorted((a.topics & b.topics) - a.neighbours.intersection(b.neighbours))[:MOST_TOPICS]
    if topics and a.person:
        yield w.topic * len(topics), f"both where {', '.join(key.rpartition('/')[2] for key in topics)} is spoken of"


def _places(a: Profile, b: Profile, same: bool) -> str:
    if same:
        return f"both of {', '.join(sorted(a.countries & b.countries))}"
    return f"of {', '.join(sorted(a.countries))} and of {', '.join(sorted(b.countries))}"


def _offices(a: tuple[str, ...], b: tuple[str, ...], words: Words) -> tuple[float, str]:
    """The best that two lists of offices have in common."""
    w = words.weights
    order: Mapping[str, float] = {"same": w.same_office, "like": w.like_office, "other": w.other_office}
    found = max(((order[_office(x, y, words)], x, y) for x in a for y in b), key=lambda f: (f[0], f[1], f[2]))
    return found[0], f"{found[1]}" if found[1] == found[2] else f"{found[1]} and {found[2]}"


def _office(a: str, b: str, words: Words) -> str:
    one, two = _office_words(a, words), _office_words(b, words)
    years = [{w for w in side if w.isdigit()} for side in (one, two)]
    if years[0] and years[1] and years[0] != years[1]:
        return "other"
    if one == two:
        return "same"
    plain = [side - words.qualifiers - year for side, year in zip((one, two), years, strict=True)]
    if plain[0] == plain[1] or (plain[0] & plain[1] and (plain[0] <= plain[1] or plain[1] <= plain[0])):
        return "like" if one & words.qualifiers != two & words.qualifiers or years[0] != years[1] else "same"
    return "other"


def _office_words(office: str, words: Words) -> frozenset[str]:
    return frozenset(w for w in tokens(office) if w not in words.office_stop)
