"""Two small documents with hand-made findings: a proposal with parts and an obstacle, an attack, an accusation."""

from __future__ import annotations

import hashlib
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph import build, store
from kg.model import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Factuality,
    Initiative,
    Issue,
    Mention,
    Place,
    Span,
    Status,
)

PLAN = """Arland offers Borland a border pact.
On Monday Arland proposed a border pact to Borland in Delmar.
The pact includes joint patrols and a hotline.
Mistrust stands in the way of the pact.
Borland may support the pact, said Ana Vey, who leads Arland.
The League of Coasts, of which Arland is a member, welcomed it.
"""
RAID = """Raid on Delmar.
The Red Front attacked Arland in Delmar on 3 May 2024.
Borland's ministry accused Arland of bombing the port, Ana Vey said.
Arland urged the Red Front to withdraw.
Arland did not meet Borland.
"""


class Text:
    """A document whose findings are made from the words that stand in it."""

    def __init__(self, text: str, **about: Any) -> None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.document = Document(text=text, sha256=digest, **about)

    def at(self, words: str, nth: int = 0) -> Mention:
        """The nth place where `words` stand; their line is the sentence."""
        text, begin = self.document.text, -1
        for _ in range(nth + 1):
            begin = text.index(words, begin + 1)
        end = begin + len(words)
        line = Span(begin=text.rfind("\n", 0, begin) + 1, end=text.index("\n", end))
        return Mention(span=Span(begin=begin, end=end), text=words, sentence=line)

    def actor(self, key: str, label: str, *aliases: str, **more: Any) -> Actor:
        return Actor(key=key, type=key.split("/")[0], label=label, aliases=aliases, mentions=(self.at(label),), **more)

    def event(self, key: str, words: str, factuality: Factuality = Factuality.ACTUAL, **more: Any) -> Event:
        type_ = key.split("-")[0].upper()
        return Event(key=key, type=type_, label=words, evidence=(self.at(words),), factuality=factuality, confidence=0.8, **more)

    def claim(self, subject: str, predicate: str, object: str, words: str, **more: Any) -> Claim:
        about = {"factuality": Factuality.ACTUAL, "confidence": 0.75, **more}
        return Claim(
            key=f"{predicate}-{subject}-{object}",
            subject=subject,
            predicate=predicate,
            object=object,
            evidence=(self.at(words),),
            **about,
        )

    def initiative(self, key: str, words: str, **more: Any) -> Initiative:
        about = {"status": Status.PROPOSED, "confidence": 0.9, **more}
        return Initiative(key=key, label=words, evidence=(self.at(words),), **about)


PRODUCER = {"kg": "0.1.0", "model": "en_core_web_sm 3.8.0", "lexicons": "0123abcd"}


def border_plan() -> Extraction:
    t = Text(PLAN, source="plan.txt", title="Arland offers Borland a border pact.", date="2024-05-06", publisher="The Courier")
    return Extraction(
        document=t.document,
        actors=(
            t.actor("State/arland", "Arland", "ARL", wikidata="Q1", country="AR"),
            t.actor("State/borland", "Borland"),
            t.actor("Person/ana-vey", "Ana Vey"),
            t.actor("IntergovernmentalOrganization/league-of-coasts", "League of Coasts"),
        ),
        places=(
            Place(key="place/delmar", label="Delmar", mentions=(t.at("Delmar"),), latitude=12.5, longitude=-7.25, country="AR"),
        ),
        issues=(Issue(key="issue/mistrust", label="mistrust", mentions=(t.at("Mistrust"),)),),
        events=(
            t.event("support-3", "support", Factuality.POSSIBLE, agents=("State/borland",), attributed_to=("Person/ana-vey",)),
        ),
        initiatives=(
            t.initiative("pact", "border pact", time="2024-05-06", earliest="2024-05-06", latest="2024-05-06"),
            t.initiative("patrols", "joint patrols"),
            t.initiative("hotline", "hotline"),
        ),
        claims=(
            t.claim("pact", "proposedBy", "State/arland", "proposed"),
            t.claim("pact", "proposedTo", "State/borland", "to Borland"),
            t.claim("pact", "hasPart", "patrols", "includes joint patrols"),
            t.claim("pact", "hasPart", "hotline", "includes"),
            t.claim("pact", "hinderedBy", "issue/mistrust", "stands in the way"),
            t.claim(
                "pact",
                "supportedBy",
                "State/borland",
                "may support",
                factuality=Factuality.POSSIBLE,
                attributed_to=("Person/ana-vey",),
            ),
            t.claim("Person/ana-vey", "leads", "State/arland", "leads Arland"),
            t.claim("State/arland", "memberOf", "IntergovernmentalOrganization/league-of-coasts", "is a member"),
        ),
        producer=PRODUCER,
    )


def border_raid() -> Extraction:
    t = Text(RAID, source="raid.txt", title="Raid on Delmar.", date="2024-05-04", publisher="The Herald")
    day = {"time": "2024-05-03", "earliest": "2024-05-03", "latest": "2024-05-03"}
    return Extraction(
        document=t.document,
        actors=(
            t.actor("State/arland", "Arland"),
            t.actor("State/borland", "Borland"),
            t.actor("Person/ana-vey", "Ana Vey"),
            t.actor("ArmedGroup/red-front", "Red Front", "RF"),
        ),
        places=(Place(key="place/delmar", label="Delmar", mentions=(t.at("Delmar"),)),),
        events=(
            t.event(
                "assault-1",
                "attacked",
                agents=("ArmedGroup/red-front",),
                targets=("State/arland",),
                places=("place/delmar",),
                **day,
            ),
            t.event(
                "accuse-2", "accused", agents=("State/borland",), targets=("State/arland",), attributed_to=("Person/ana-vey",)
            ),
            t.event(
                "assault-3",
                "bombing",
                Factuality.UNKNOWN,
                agents=("State/arland",),
                attributed_to=("State/borland",),
                part_of=("assault-1",),
            ),
            t.event(
                "request-4", "urged", agents=("State/arland",), targets=("ArmedGroup/red-front",), responds_to=("assault-1",)
            ),
            t.event("consult-5", "meet", Factuality.NEGATED, agents=("State/arland", "State/borland")),
        ),
        producer=PRODUCER,
    )


@pytest.fixture
def plan() -> Extraction:
    return border_plan()


@pytest.fixture
def raid() -> Extraction:
    return border_raid()


@pytest.fixture
def dataset(plan: Extraction, raid: Extraction) -> ox.Store:
    """A store in memory with both documents."""
    out = ox.Store()
    for extraction in (plan, raid):
        store.replace_document(out, build.quads(extraction))
    return out
