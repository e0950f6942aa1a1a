"""How the merging of actor names grows with their number, in one run.

    python benchmarks/resolve.py [N ...]

Makes N names (default 1,000, 10,000 and 100,000) of invented actors of all kinds in several spellings, one document each, and
brings them together (`kg.resolve.actors.resolved`). Prints for each N: seconds, pairs compared, groups found, pairwise
precision and recall against how the names were made, and how the time grew against the number of names.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from itertools import combinations

from kg import lexicon as lexicons
from kg.resolve.actors import resolved
from kg.resolve.evidence import Profile
from kg.resolve.words import Words, words

SIZES = (1_000, 10_000, 100_000)
ONSETS = "b bh ch d dh f g gh h j k kh l m n p q r s sh t th v w y z".split()
VOWELS = "a aa ai e ee i o ou u".split()
CODAS = ["", "", "", "d", "f", "k", "l", "m", "n", "r", "s", "sh", "t", "z"]
HEADS = ["Front", "Army", "Movement", "Party", "Council", "Brigades", "Institute", "Company", "Agency", "Union", "Alliance"]
QUALITIES = ["National", "Popular", "United", "Democratic", "Revolutionary", "Islamic", "Free", "Central", "General"]
COUNTRIES = [
    "AF",
    "BR",
    "CD",
    "CO",
    "DZ",
    "EG",
    "ET",
    "FR",
    "GB",
    "ID",
    "IN",
    "IQ",
    "IR",
    "KE",
    "LB",
    "ML",
    "MM",
    "NG",
    "PK",
    "SY",
]
VARIANTS = [("kh", "k"), ("ee", "i"), ("ou", "u"), ("dh", "d"), ("q", "k"), ("gh", "g"), ("ai", "ay"), ("aa", "a"), ("bh", "b")]


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    known = words(lexicons.load())
    print(f"{'names':>9}{'seconds':>10}{'compared':>11}{'groups':>9}{'precision':>11}{'recall':>8}{'growth':>8}")
    before = None
    for size in sizes:
        seconds, line = _measured(size, known)
        growth = (seconds / before[1]) / (size / before[0]) if before else 1.0
        before = size, seconds
        print(f"{line}{growth:8.2f}", flush=True)


def _measured(size: int, known: Words) -> tuple[float, str]:
    people, actors = _names(size)
    begin = time.perf_counter()
    scores, groups = resolved(people, known)
    seconds = time.perf_counter() - begin
    precision, recall = _quality(groups.sets(), actors)
    return seconds, f"{size:9,}{seconds:10.1f}{len(scores):11,}{len(groups.members):9,}{precision:11.3f}{recall:8.3f}"


def _quality(groups: list[list[int]], actors: list[int]) -> tuple[float, float]:
    by_actor: dict[int, list[int]] = {}
    for i, actor in enumerate(actors):
        by_actor.setdefault(actor, []).append(i)
    right = {pair for group in by_actor.values() for pair in combinations(group, 2)}
    found = {pair for group in groups for pair in combinations(group, 2)}
    return len(right & found) / max(1, len(found)), len(right & found) / max(1, len(right))


def _names(size: int) -> tuple[list[Profile], list[int]]:
    """Profiles, and the number of the actor that each was made of; about three names an actor."""
    chance = random.Random(size)
    people: list[Profile] = []
    actors: list[int] = []
    actor = 0
    while len(people) < size:
        kind, country = (
            chance.choice(["Person", "Person", "ArmedGroup", "Organization", "PoliticalParty"]),
            chance.choice(COUNTRIES),
        )
        label = _person(chance) if kind == "Person" else _body(chance)
        for name in _spellings(label, kind, chance):
            people.append(_profile(len(people), name, kind, country))
            actors.append(actor)
        actor += 1
    return people[:size], actors[:size]


def _word(chance: random.Random) -> str:
    parts = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(chance.choice([2, 2, 3])))
    return "".join(parts).capitalize()


def _person(chance: random.Random) -> str:
    return " ".join(_word(chance) for _ in range(chance.choice([2, 2, 3])))


def _body(chance: random.Random) -> str:
    return f"{_word(chance)} {chance.choice(QUALITIES)} {chance.choice(HEADS)}"


def _spellings(label: str, kind: str, chance: random.Random) -> Iterator[str]:
    yield label
    old, new = chance.choice(VARIANTS)
    yield label.replace(old, new)
    if chance.random() < 0.5:
        parts = label.split()
        yield f"{parts[0][0]}. {parts[-1]}" if kind == "Person" else f"the {label}"


def _profile(number: int, name: str, kind: str, country: str) -> Profile:
    return Profile(
        units=(f"actor/{number:016x}/{kind}/x",), type=kind, label=name, names=(name,), countries=frozenset({country}),
    )  # fmt: skip


if __name__ == "__main__":
    main()
