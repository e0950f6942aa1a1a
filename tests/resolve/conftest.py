"""Invented reports as extractions, made of the words that stand in them, and folders that hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.lexicon import slug
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Mention, Place, Span, Status
from kg.pipeline import to_line


class Story:
    """A document whose lines are its sentences; findings are added by the words that name them."""

    def __init__(self, source: str, text: str, **about: Any) -> None:
        text = text.strip() + "\n"
        self.document = Document(
            source=source, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), title=source, **about
        )
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        self.events: list[Event] = []
        self.initiatives: list[Initiative] = []
        self.claims: list[Claim] = []
        self.producer: dict[str, str] = {}

    def at(self, words: str) -> tuple[Mention, ...]:
        text, begin, found = self.document.text, -1, []
        while (begin := text.find(words, begin + 1)) >= 0:
            end = begin + len(words)
            line = Span(begin=text.rfind("\n", 0, begin) + 1, end=text.index("\n", end))
            found.append(Mention(span=Span(begin=begin, end=end), text=words, sentence=line))
        return tuple(found)

    def actor(self, type_: str, words: str, **more: Any) -> str:
        """Its key, made of type and name as the extraction does for names that no lexicon has."""
        key = more.pop("key", f"{type_}/{slug(words)}")
        label = more.pop("label", words)
        self.actors[key] = Actor(key=key, type=type_, label=label, mentions=self.at(words), **more)
        return key

    def place(self, words: str, **more: Any) -> str:
        key = f"place/{slug(words)}"
        self.places[key] = Place(key=key, label=words, mentions=self.at(words), **more)
        return key

    def event(self, type_: str, words: str, **more: Any) -> str:
        about = {"factuality": Factuality.ACTUAL, "confidence": 0.8, "label": words, **more}
        if day := about.get("time"):
            about = {"earliest": day, "latest": day, **about}
        evidence = self.at(words)
        key = f"{type_.lower()}-{evidence[0].span.begin}"
        self.events.append(Event(key=key, type=type_, evidence=evidence, **about))
        return key

    def initiative(self, words: str, **more: Any) -> str:
        about = {"status": Status.PROPOSED, "confidence": 0.9, "label": words, **more}
        evidence = self.at(words)
        key = f"initiative-{evidence[0].span.begin}"
        self.initiatives.append(Initiative(key=key, evidence=evidence, **about))
        return key

    def claim(self, subject: str, predicate: str, object_: str, words: str, **more: Any) -> str:
        about = {"factuality": Factuality.ACTUAL, "confidence": 0.7, **more}
        key = f"{predicate}-{len(self.claims)}"
        self.claims.append(
            Claim(key=key, subject=subject, predicate=predicate, object=object_, evidence=self.at(words)[:1], **about)
        )
        return key

    def extraction(self) -> Extraction:
        return Extraction(
            document=self.document,
            actors=tuple(self.actors.values()),
            places=tuple(self.places.values()),
            events=tuple(self.events),
            initiatives=tuple(self.initiatives),
            claims=tuple(self.claims),
            producer=self.producer,
        )


@pytest.fixture(scope="session")
def story() -> type[Story]:
    return Story


def raid(source: str = "raid.txt", more: str = "") -> Extraction:
    s = Story(source, f"The Red Front attacked Arland in Delmar on 3 May 2024.\nArland urged the Red Front to withdraw.{more}")
    front, arland = s.actor("ArmedGroup", "Red Front"), s.actor("State", "Arland")
    s.event("ASSAULT", "attacked", agents=(front,), targets=(arland,), places=(s.place("Delmar"),), time="2024-05-03")
    s.event("REQUEST", "urged", agents=(arland,), targets=(front,))
    return s.extraction()


def pact(source: str = "pact.txt") -> Extraction:
    s = Story(source, "Arland proposed a border pact to Borland, said Ana Vey, who leads Arland.", date="2024-05-06")
    arland, borland, vey = s.actor("State", "Arland"), s.actor("State", "Borland"), s.actor("Person", "Ana Vey")
    plan = s.initiative("border pact")
    s.claim(plan, "proposedBy", arland, "proposed")
    s.claim(plan, "proposedTo", borland, "to Borland")
    s.claim(vey, "leads", arland, "leads Arland")
    return s.extraction()


def talks(source: str = "talks.txt") -> Extraction:
    s = Story(source, "Borland and Arland held talks in Delmar.\nThe United League welcomed them.", date="2024-05-09")
    arland, borland = s.actor("State", "Arland"), s.actor("State", "Borland")
    s.actor("IntergovernmentalOrganization", "United League")
    s.event("CONSULT", "held talks", agents=(arland, borland), places=(s.place("Delmar"),))
    return s.extraction()


@pytest.fixture(scope="session")
def reports() -> tuple[Extraction, ...]:
    """Three documents about the same few actors."""
    return raid(), pact(), talks()


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """A file of extractions, as `kg extract` writes it, to add without the language model."""

    def write(*extractions: Extraction) -> Path:
        name = hashlib.sha256("".join(map(to_line, extractions)).encode()).hexdigest()[:12]
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(to_line(e) + "\n" for e in extractions), encoding="utf-8")
        return path

    return write
