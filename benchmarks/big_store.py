"""A store of made-up documents, as large as wanted, to measure what depends on size.

    python benchmarks/big_store.py DIR [--nodes 100000]

Each document has 15 events, 4 initiatives and some 20 claims between actors of whom few are named often and most
rarely, all with sentences of their own, in the form that `kg build` gives. The same number gives the same store.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph import build
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Mention, Place, Span, Status
from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES

EVENTS, INITIATIVES = 15, 4  # of a document
SYLLABLES = "ba ro ka li mo ne su ta vi do ra zi po ge lu fa".split()
LEVELS = [*Factuality]


class Text:
    """A document that grows by sentences; says where the words of each one stand."""

    def __init__(self) -> None:
        self.text = ""

    def say(self, *parts: str) -> dict[str, Mention]:
        """Add the parts as one sentence → where each part stands."""
        begin, spans = len(self.text), {}
        for part in parts:
            spans[part] = (len(self.text), len(self.text) + len(part))
            self.text += part + " "
        self.text = self.text[:-1] + ".\n"
        sentence = Span(begin=begin, end=len(self.text) - 1)
        return {part: Mention(span=Span(begin=a, end=b), text=part, sentence=sentence) for part, (a, b) in spans.items()}


def name(n: int) -> str:
    """A pronounceable name, another one for each number."""
    out = ""
    while True:
        n, rest = divmod(n, len(SYLLABLES))
        out += SYLLABLES[rest]
        if not n:
            return out.capitalize() + "nia"


def extraction(n: int, actors: int, places: int) -> Extraction:
    """The n-th document."""
    chance, text = random.Random(n), Text()
    known: dict[str, list[Mention]] = {}
    events, initiatives, claims = [], [], []

    def actor() -> str:
        return name(int(actors * chance.random() ** 3))

    for i in range(EVENTS):
        a, b, place, type_ = actor(), actor(), f"Port {name(chance.randrange(places))}", chance.choice([*EVENT_TYPES])
        day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        at = text.say(a, f"{type_.lower()}ed", b, "in", place, "on", day)
        for who in (a, b, place):
            known.setdefault(who, []).append(at[who])
        events.append(Event(
            key=f"event-{i}", type=type_, label=f"{type_.lower()}ed", evidence=(at[f"{type_.lower()}ed"],),
            factuality=chance.choice(LEVELS), confidence=round(chance.uniform(0.4, 0.99), 2), agents=(a,),
            targets=(b,) if b != a else (), places=(place,), time=day, earliest=day, latest=day,
        ))  # fmt: skip
    for i in range(INITIATIVES):
        a, b, label = actor(), actor(), f"plan {n}-{i}"
        at = text.say(a, "proposed the", label, "to", b)
        for who in (a, b):
            known.setdefault(who, []).append(at[who])
        initiatives.append(Initiative(
            key=f"initiative-{i}", label=label, evidence=(at[label],), status=chance.choice([*Status]), confidence=0.8,
        ))  # fmt: skip
        for predicate, who in (("proposedBy", a), ("proposedTo", b)):
            claims.append(Claim(
                key=f"claim-{i}-{predicate}", subject=f"initiative-{i}", predicate=predicate, object=who,
                evidence=(at["proposed the"],), factuality=chance.choice(LEVELS), confidence=0.7,
            ))  # fmt: skip
    document = Document(
        source=f"made-up/{n:06}.txt", text=text.text, sha256=hashlib.sha256(text.text.encode()).hexdigest(), title=f"Document {n}"
    )
    things = {who: tuple(dict.fromkeys(mentions)) for who, mentions in known.items()}
    return Extraction(
        document=document, events=tuple(events), initiatives=tuple(initiatives), claims=tuple(claims),
        actors=tuple(Actor(key=who, type=ACTOR_TYPES[len(who) % len(ACTOR_TYPES)], label=who, mentions=m, aliases=(who[:4],))
                     for who, m in things.items() if not who.startswith("Port ")),
        places=tuple(Place(key=who, label=who, mentions=m) for who, m in things.items() if who.startswith("Port ")),
    )  # fmt: skip


def quads(nodes: int) -> Iterator[ox.Quad]:
    """Of so many documents that there are about `nodes` actors, places, events and initiatives."""
    actors, places = nodes // 25, nodes // 200
    for n in range((nodes - actors - places) // (EVENTS + INITIATIVES)):
        yield from build.quads(extraction(n, actors, places))


def make(folder: Path, nodes: int) -> ox.Store:
    store = ox.Store(str(folder))
    store.bulk_extend(quads(nodes))
    store.optimize()
    store.flush()
    return store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=100_000)
    options = parser.parse_args()
    begin = time.perf_counter()
    store = make(options.folder, options.nodes)
    print(f"{len(store):,} statements in {options.folder} in {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
