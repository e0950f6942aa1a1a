"""Which pairs are worth comparing: those that share a clue. So the work grows with the number of names, not with its square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.resolve.evidence import Profile
from kg.resolve.names import Parsed, initials, parsed
from kg.resolve.spelling import skeleton
from kg.resolve.words import Words

Pair = tuple[int, int]


def pairs(profiles: Sequence[Profile], words: Words) -> list[Pair]:
    """Places in `profiles` of all that share a clue. See `sharing`."""
    return sharing([set(_clues(profile, words)) for profile in profiles], words.limits.block)


def sharing(clues_of: Iterable[Iterable[str]], most: int) -> list[Pair]:
    """Places of all that share a clue, each pair once, sorted.

    A clue that more than `most` of them share is none by itself: then its pairs with a second clue count.
    """
    clues = [sorted(set(found)) for found in clues_of]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(clues):
        for clue in found:
            holders[clue].append(i)
    out: set[Pair] = set()
    crowded = {clue for clue, who in holders.items() if len(who) > most}
    for clue, who in holders.items():
        if clue not in crowded:
            out.update(combinations(who, 2))
    out.update(_second(clues, crowded, most))
    return sorted(out)


def _second(clues: list[list[str]], crowded: set[str], most: int) -> Iterator[Pair]:
    """Pairs that share two crowded clues, if not too many share these two."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, found in enumerate(clues):
        for two in combinations([clue for clue in found if clue in crowded], 2):
            holders[two].append(i)
    for who in holders.values():
        if len(who) <= most:
            yield from combinations(who, 2)


def _clues(profile: Profile, words: Words) -> Iterator[str]:
    family = "p" if profile.person else "b"
    if profile.wikidata:
        yield f"wikidata {profile.wikidata}"
    for text in profile.names:
        name = parsed(text, profile.person, words)
        for clue in _person_clues(name, words) if profile.person else _body_clues(name, profile, words):
            yield f"{family} {clue}"


def _person_clues(name: Parsed, words: Words) -> Iterator[str]:
    parts = [skeleton(part.rpartition("-")[2], words) for part in name.words]
    yield "".join(sorted(parts))
    yield "".join(name.words)
    yield from (f"one {part}" for part in parts if len(part) > 1)
    yield from (f"nick {nick}" for nick in (*name.nickname, *(name.words if len(name.words) == 1 else ())))
    yield from (f"acronym {acronym}" for acronym in _acronyms(name, words))
    yield from (f"two {a} {b}" for a, b in combinations(sorted({part for part in parts if len(part) > 1}), 2))
    yield f"given {words.nicknames.get(name.words[0], name.words[0])} {parts[-1][:1]}"


def _body_clues(name: Parsed, profile: Profile, words: Words) -> Iterator[str]:
    telling = [word for word in name.words if word not in words.generic and word not in words.tails]
    yield f"all {' '.join(sorted(name.words))}"
    yield f"letters {''.join(name.words)}"
    yield from (f"word {skeleton(word, words)}" for word in telling if len(word) > 1)
    yield from (f"acronym {acronym}" for acronym in _acronyms(name, words))
    yield from (f"state {country} {' '.join(name.words)[:12]}" for country in name.countries if not telling)
    if not telling:
        yield from (f"home {country} {word}" for country in {*profile.countries, *name.countries} for word in {*name.words, ""})
    if len(name.raw) > 2 and not name.acronym:
        yield f"loose {''.join(word[0] for word in name.raw if word not in words.stop)[:2]}"
    if name.acronym and len(name.acronym) > 4:
        yield f"loose {name.acronym[:2]}"


def _acronyms(name: Parsed, words: Words) -> Iterable[str]:
    return {name.acronym} if name.acronym else initials(name, words)
