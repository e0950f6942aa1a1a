"""Two names, and what they tell about whether they mean the same: by kind of actor, as evidence with a weight and a reason."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import NamedTuple

from kg.resolve.names import Parsed, initials, parsed, spells, stem
from kg.resolve.spelling import look_alike, same_word
from kg.resolve.words import Words

ENOUGH = 4  # letters from which an acronym is hardly shared


class Likeness(NamedTuple):
    """`weight` is what the names tell by themselves, None if they tell nothing (an acronym of other words, a lone
    nickname); `level` says why, `generic` that they are made of words like "ministry" only."""

    weight: float | None
    level: str
    generic: bool = False


States = frozenset[str]


def likeness(a: str, b: str, kind: str, words: Words, home: tuple[States, States] = (frozenset(), frozenset())) -> Likeness:
    """Of two names for actors of this kind, a class of the vocabulary. `home` are the states that each of the two is
    known to belong to: its own country in a name tells nothing new."""
    return _likeness(a, b, kind, words, home) if a <= b else _likeness(b, a, kind, words, (home[1], home[0]))


@functools.lru_cache(maxsize=500_000)
def _likeness(a: str, b: str, kind: str, words: Words, home: tuple[States, States]) -> Likeness:
    person = kind == "Person"
    one, two = parsed(a, person, words), parsed(b, person, words)
    return _persons(one, two, words) if person else _bodies(one, two, kind, words, home)


def _acronyms(a: Parsed, b: Parsed, words: Words) -> Likeness | None:
    """One name against the acronym that the other is; None if neither is one of a name of several words."""
    for short, long in ((a, b), (b, a)):
        if short.acronym and not long.acronym and len(long.raw) > 1:
            if short.acronym in initials(long, words):
                return _by_length(len(short.acronym), words)
            if spells(short.acronym, long.raw, words):
                return Likeness(words.weights.loose_acronym, "loose acronym")
            return Likeness(None, "")
    return None


def _by_length(letters: int, words: Words) -> Likeness:
    w = words.weights
    return Likeness(w.acronym if letters >= ENOUGH else w.short_acronym if letters == 3 else w.tiny_acronym, "acronym")


# --- persons


def _persons(a: Parsed, b: Parsed, words: Words) -> Likeness:
    nicknames = {*a.nickname, *b.nickname} & {*a.words, *b.words}
    if nicknames and (len(a.words) == 1 or len(b.words) == 1):
        return Likeness(words.weights.same_single, "nickname")
    if (acronym := _acronyms(a, b, words)) is not None:
        return acronym
    found = max((_person_level(x, y, words) for x in _called(a) for y in _called(b)), key=lambda f: f.weight or 0.0)
    if found.weight is None or a.suffix == b.suffix:
        return found
    if a.suffix and b.suffix:
        return Likeness(words.weights.different, "another generation")
    return Likeness(found.weight + words.weights.suffix, f"{found.level}, but {a.suffix or b.suffix}.")


def _called(name: Parsed) -> tuple[Parsed, ...]:
    """The name, and with the nickname for the first name if it has one."""
    if not name.nickname or len(name.words) < 2:
        return (name,)
    return name, dataclasses.replace(name, words=(*name.nickname, *name.words[1:]))


def _person_level(a: Parsed, b: Parsed, words: Words) -> Likeness:
    w = words.weights
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        return Likeness(w.identical if len(a.words) > 1 else w.same_single, "same name")
    short, long = sorted((a, b), key=lambda name: (len(name.words), name.words))
    pairs, left = _paired(short.words, long.words, lambda x, y: _part(x, y, words))
    ways = {way for _, _, way in pairs}
    if len(pairs) == len(short.words):
        return _all_found(short, long, pairs, left, ways, words)
    if len(short.words) == 1:
        return Likeness(None, "")
    return _similar(short, long, words) or Likeness(w.different, "other names")


def _all_found(
    short: Parsed, long: Parsed, pairs: list[tuple[int, int, str]], left: list[int], ways: set[str], words: Words
) -> Likeness:  # fmt: skip
    """All parts of the shorter name are in the longer one."""
    w = words.weights
    if len(short.words) == 1:
        single = "" if not left else "one name of several"
        return Likeness(w.one_name if left else w.same_single, single or "spelt otherwise")
    if "initial" in ways:
        whole = sum(way != "initial" for _, _, way in pairs)
        return Likeness(w.initials if whole else w.different, "initial")
    if not left:
        return Likeness(w.variant, "spelt otherwise")
    if _middle(short) and _middle(long) and not _middle(short) <= _middle(long):
        return Likeness(w.different, "other middle names")
    if all(len(word) == 1 for word in short.words[1:-1]) and _middle(short):
        return Likeness(w.different, "other middle initials")
    first = {j for i, j, _ in pairs if i == 0}
    in_order = [j for _, j, _ in sorted(pairs)] == sorted(j for _, j, _ in pairs)
    begins = 0 in first or set(range(min(first))) <= {j for j in left if long.words[j] in words.left_out}
    return Likeness(w.part_of_person if begins and in_order else w.without_first, "part of the name")


def _middle(name: Parsed) -> set[str]:
    return set(name.words[1:-1])


def _part(x: str, y: str, words: Words) -> str:
    if x != y and 1 in (len(x), len(y)):
        return "initial" if x[0] == y[0] else ""
    if way := same_word(x, y, words):
        return way
    return "nickname" if words.nicknames.get(x, x) == words.nicknames.get(y, y) else ""


def _similar(a: Parsed, b: Parsed, words: Words) -> Likeness | None:
    """The same first name, and family names that look alike."""
    if len(a.words) == len(b.words) == 2 and _part(a.words[0], b.words[0], words) and look_alike(a.words[1], b.words[1]):
        return Likeness(words.weights.similar_person, "family names look alike")
    return None


# --- bodies


def _bodies(a: Parsed, b: Parsed, kind: str, words: Words, home: tuple[States, States]) -> Likeness:
    w = words.weights
    if not _countries_fit(a, b):
        return Likeness(w.different, "other countries")
    generic = bool(a.words and b.words) and all(word in words.generic for word in (*a.words, *b.words))
    if a.words == b.words and a.countries == b.countries:
        generic = generic and not a.countries
        return Likeness(w.same_generic if generic else w.identical, "same name", generic)
    if (acronym := _acronyms(a, b, words)) is not None:
        return acronym
    if "".join(a.words) == "".join(b.words) and a.countries == b.countries:
        return Likeness(w.variant, "same letters")
    pairs, left_a, left_b = _matched(a, b, words)
    if not pairs and not (a.countries & b.countries and not (a.words and b.words)):
        return Likeness(w.different, "other words") if not (a.acronym or b.acronym) else Likeness(None, "")
    if generic and not (left_a and left_b):
        tails = {*left_a, *left_b} <= words.tails
        return Likeness(w.same_generic if tails else w.part, "ordinary words", generic=True)
    if (rest := _rest(left_a, left_b, kind, words)) is not None:
        return rest
    if not any(way == "acronym" for _, _, way in pairs) and (country := _country(a, b, home, words)) is not None:
        return country
    return Likeness(w.extended, "a word more") if left_a or left_b else Likeness(w.variant, "spelt otherwise")


def _countries_fit(a: Parsed, b: Parsed) -> bool:
    return not (a.countries and b.countries) or bool(a.countries & b.countries)


def _matched(a: Parsed, b: Parsed, words: Words) -> tuple[list[tuple[int, int, str]], list[str], list[str]]:
    pairs, _ = _paired(a.words, b.words, lambda x, y: _word(x, y, a.capitals | b.capitals, words))
    left_a = [word for i, word in enumerate(a.words) if i not in {i for i, _, _ in pairs}]
    left_b = [word for j, word in enumerate(b.words) if j not in {j for _, j, _ in pairs}]
    for short, long in ((left_a, left_b), (left_b, left_a)):
        whole = b if long is left_b else a
        for word in [*short]:
            if _stands_for(word, long, whole, words):
                short.remove(word)
                long.clear()
                pairs.append((-1, -1, "acronym"))
    return pairs, left_a, left_b


def _stands_for(word: str, left: list[str], whole: Parsed, words: Words) -> bool:
    """Whether a word is the acronym of neighbours in the other name, all of what is left among them."""
    significant = [w for w in whole.raw if w not in words.stop]
    at = "".join(w[0] for w in significant).find(word)
    return len(word) > 1 and bool(left) and at >= 0 and set(left) <= set(map(stem, significant[at : at + len(word)]))


def _word(x: str, y: str, capitals: frozenset[str], words: Words) -> str:
    """Ordinary words, acronyms and numbers have one spelling: only names are transliterated."""
    if x == y:
        return "equal"
    if {x, y} & words.generic or {x, y} & capitals and 1 not in (len(x), len(y)) or x[0].isdigit() or y[0].isdigit():
        return ""
    if 1 in (len(x), len(y)):
        return "initial" if x[0] == y[0] else ""
    short, long = sorted((x, y), key=len)
    adjective = len(short) > 4 and long.startswith(short) and long[len(short) :] in words.endings
    return "variant" if adjective else same_word(x, y, words)


def _rest(left_a: list[str], left_b: list[str], kind: str, words: Words) -> Likeness | None:
    """What the words tell that only one of the two has; None if they tell nothing."""
    w, left = words.weights, {*left_a, *left_b}
    if left <= words.tails | words.kind_tails.get(kind, frozenset()):
        return None
    if left_a and left_b:
        return Likeness(w.different, "other words")
    return Likeness(w.offshoot, "a part or wing") if left & words.apart else Likeness(w.part, "words more")


def _country(a: Parsed, b: Parsed, home: tuple[States, States], words: Words) -> Likeness | None:
    """What a country tells that only one of the names has; None if the other actor belongs to it anyway."""
    w = words.weights
    for more, other in ((a.countries - b.countries, home[1]), (b.countries - a.countries, home[0])):
        if more and not more <= other:
            return Likeness(w.part if other else w.maybe_country, "a country more")
    return Likeness(w.extended, "its country more") if a.countries != b.countries else None


def _paired(
    short: tuple[str, ...], long: tuple[str, ...], fit: Callable[[str, str], str]
) -> tuple[list[tuple[int, int, str]], list[int]]:  # fmt: skip
    """Words of both that are one, equal ones first, each once; and the places of `long` that are left."""
    order = {"equal": 0, "variant": 1, "nickname": 2, "mistyped": 3, "initial": 4}
    found = [(order[way], abs(i - j), i, j, way) for i, x in enumerate(short) for j, y in enumerate(long) if (way := fit(x, y))]
    pairs: list[tuple[int, int, str]] = []
    for _, _, i, j, way in sorted(found):
        if all(i != p and j != q for p, q, _ in pairs):
            pairs.append((i, j, way))
    return pairs, [j for j in range(len(long)) if all(j != q for _, q, _ in pairs)]
