"""Which pairs are worth comparing: those that share a clue. So the work grows with the number of names, not with its square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from kg.resolve.evidence import Profile
from kg.resolve.names import Parsed, initials, parsed
from kg.resolve.spelling import skeleton
from kg.resolve.words import Words

Pair = tuple[int, int]
Clue = tuple[str, bool]  # what is shared, and whether its holder looks for others by it or only lets itself be found


def pairs(profiles: Sequence[Profile], words: Words) -> list[Pair]:
    """Places in `profiles` of all that share a clue. See `sharing`."""
    return sharing([_clues(profile, words) for profile in profiles], words.limits.block)


def sharing(clues_of: Iterable[Iterable[Clue]], most: int) -> list[Pair]:
    """Places of all that share a clue by which one of the two looks for others; each pair once, sorted.

    A clue that would give more pairs than `most` holders have among themselves is none by itself: then its pairs with a
    second such clue count.
    """
    clues = [_once(found) for found in clues_of]
    holders: dict[str, _Holders] = defaultdict(_Holders)
    for i, found in enumerate(clues):
        for clue, seeks in found.items():
            holders[clue].add(i, seeks)
    limit = most * (most - 1) // 2
    crowded = {clue for clue, who in holders.items() if who.count() > limit}
    out: set[Pair] = set()
    for clue, who in holders.items():
        if clue not in crowded:
            out.update(who.pairs())
    out.update(_second(clues, crowded, limit))
    return sorted(out)


class _Holders:
    """Who has a clue: those that look for others by it, and those that can be found by it."""

    __slots__ = ("found", "seekers")

    def __init__(self) -> None:
        self.seekers: list[int] = []
        self.found: list[int] = []

    def add(self, i: int, seeks: bool) -> None:
        (self.seekers if seeks else self.found).append(i)

    def count(self) -> int:
        n = len(self.seekers)
        return n * (n - 1) // 2 + n * len(self.found)

    def pairs(self) -> Iterator[Pair]:
        yield from combinations(self.seekers, 2)
        yield from ((min(pair), max(pair)) for pair in product(self.seekers, self.found))


def _once(found: Iterable[Clue]) -> dict[str, bool]:
    out: dict[str, bool] = {}
    for clue, seeks in found:
        out[clue] = seeks or out.get(clue, False)
    return dict(sorted(out.items()))


def _second(clues: list[dict[str, bool]], crowded: set[str], limit: int) -> Iterator[Pair]:
    """Pairs that share two crowded clues, if not too many share these two."""
    holders: dict[tuple[str, str], _Holders] = defaultdict(_Holders)
    for i, found in enumerate(clues):
        for two in combinations([clue for clue in found if clue in crowded], 2):
            holders[two].add(i, any(found[clue] for clue in two))
    for who in holders.values():
        if who.count() <= limit:
            yield from who.pairs()


def _clues(profile: Profile, words: Words) -> Iterator[Clue]:
    family = "p" if profile.person else "b"
    if profile.wikidata:
        yield f"wikidata {profile.wikidata}", True
    for text in profile.names:
        name = parsed(text, profile.person, words)
        for clue, seeks in _person_clues(name, words) if profile.person else _body_clues(name, profile, words):
            yield f"{family} {clue}", seeks


def _person_clues(name: Parsed, words: Words) -> Iterator[Clue]:
    """The whole name, two of its parts, the first name with an initial; single names and initials look for one part."""
    parts = [skeleton(part.rpartition("-")[2], words) for part in name.words]
    single = len(name.words) == 1
    short = single or any(len(part) == 1 for part in name.words)
    yield "".join(sorted(parts)), True
    yield "".join(name.words), True
    yield from ((f"one {part}", short) for part in parts if len(part) > 1 or single)
    yield from ((f"two {a} {b}", True) for a, b in combinations(sorted({part for part in parts if len(part) > 1}), 2))
    yield f"given {words.nicknames.get(name.words[0], name.words[0])} {parts[-1][:2]}", True
    yield from ((f"nick {nick}", True) for nick in (*name.nickname, *(name.words if single else ())))
    yield from _acronyms(name, words)


def _body_clues(name: Parsed, profile: Profile, words: Words) -> Iterator[Clue]:
    """All words, each telling word by its consonants, acronyms; of names without telling words, the country with each word."""
    telling = [word for word in name.words if word not in words.generic and word not in words.tails]
    yield f"all {' '.join(sorted(name.words))}", True
    yield f"letters {''.join(name.words)}", True
    yield from ((f"word {skeleton(word, words)}", True) for word in telling if len(word) > 1)
    yield from _acronyms(name, words)
    if not telling:
        countries = sorted({*profile.countries, *name.countries})
        yield from ((f"home {country} {word}", True) for country in countries for word in sorted({*name.words, ""}))
    if len(name.raw) > 2 and not name.acronym:
        yield f"loose {''.join(word[0] for word in name.raw if word not in words.stop)[:2]}", False
    if len(name.acronym) > 4:
        yield f"loose {name.acronym[:2]}", True


def _acronyms(name: Parsed, words: Words) -> Iterator[Clue]:
    """An acronym looks for the names that it may stand for."""
    if name.acronym:
        yield f"acronym {name.acronym}", True
    else:
        yield from ((f"acronym {made}", False) for made in sorted(initials(name, words)))
