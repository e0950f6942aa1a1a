"""Initiatives across documents: which texts speak of one proposal, agreement or plan, at whatever stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import Extraction, Initiative, Status
from kg.resolve.evidence import NEVER, Score
from kg.resolve.identity import local
from kg.resolve.likeness import Rarity, content
from kg.resolve.names import fold, stem, tokens
from kg.resolve.reports import ENOUGH_TEXTS, ENOUGH_WORDS, WEEK, bare, day, named, written
from kg.resolve.words import InitiativeWeights, Words

SIDES = ("proposedBy", "proposedTo", "participant")
MOST_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An initiative of one document. `parties` are canonical actors that propose it, receive it or carry it out; `around`
    those in its sentences; `days` ordinals of the events that are told with it."""

    unit: str
    initiative: Initiative
    document: str
    label: frozenset[str]
    noun: str
    named: bool
    parties: frozenset[str]
    around: frozenset[str]
    earliest: int
    latest: int
    written: int
    words: frozenset[str]
    about: frozenset[str]


def mentioned(extractions: Iterable[Extraction], canonical: Mapping[str, str], words: Words) -> list[Mentioned]:
    return sorted((m for e in extractions for m in _of_document(e, canonical, words)), key=lambda m: m.unit)


def _of_document(extraction: Extraction, canonical: Mapping[str, str], words: Words) -> Iterator[Mentioned]:
    document = extraction.document
    things = (*extraction.actors, *extraction.places)
    names = named(extraction, canonical)
    about = frozenset(bare(name) for name in names.values() if "/Population/" not in name)
    for initiative in extraction.initiatives:
        spans = {m.sentence for m in initiative.evidence}
        inside = {bare(names[f.key]) for f in things for m in f.mentions if m.sentence in spans}
        parties = {bare(names[c.object]) for c in extraction.claims if c.subject == initiative.key and c.predicate in SIDES}
        sentence = " ".join(sorted(document.text[s.begin : s.end] for s in spans))
        earliest, latest = _days(initiative, extraction)
        label = [word for word in tokens(initiative.label) if word not in words.stop]
        unit = local(initiative, document)
        yield Mentioned(
            unit=unit,
            initiative=initiative,
            document=unit.split("/")[1],
            label=frozenset(map(stem, label)),
            noun=stem(label[-1]) if label else "",
            named=_named(initiative.label),
            parties=frozenset(parties),
            around=frozenset(inside),
            earliest=earliest,
            latest=latest,
            written=written(document),
            words=content(sentence, words),
            about=about,
        )


def _named(label: str) -> bool:
    """A name: more than one word, and the last in capitals ("Abraham Accords")."""
    parts = label.split()
    return len(parts) > 1 and all(part[:1].isupper() for part in (parts[0], parts[-1]))


def _days(initiative: Initiative, extraction: Extraction) -> tuple[int, int]:
    """When it was put forward or agreed: its own time, or that of the acts that share its words' sentence."""
    if initiative.latest:
        return day(initiative.earliest), day(initiative.latest)
    spans = {m.sentence for m in initiative.evidence}
    acts = [
        event for event in extraction.events
        if event.latest and event.type in ("AGREE", "CONSULT", "REJECT") and any(m.sentence in spans for m in event.evidence)
    ]  # fmt: skip
    first = min(acts, key=lambda event: (event.earliest or "", event.key), default=None)
    return (day(first.earliest), day(first.latest)) if first else (0, 0)


def compare(a: Mentioned, b: Mentioned, w: InitiativeWeights, rare_words: Rarity, rare_names: Rarity) -> Score:
    if a.document == b.document:
        return Score(odds=NEVER, reasons=("of one document",))
    label, parties = _label(a, b, w), _parties(a, b, w)
    found = [
        (w.prior, ""),
        label,
        parties if label[0] != w.same_name or parties[0] > 0 else (0.0, ""),  # a name is one, whoever is told to take part
        _time(a, b, w),
        (w.words * (rare_words.alike(a.words, b.words) - ENOUGH_WORDS), "words"),
        (w.texts * (rare_names.alike(a.about, b.about) - ENOUGH_TEXTS), "texts"),
    ]
    told = tuple(f"{why} {weight:+.1f}" for weight, why in found if weight and why)
    return Score(odds=sum(weight for weight, _ in found), reasons=told)


def _label(a: Mentioned, b: Mentioned, w: InitiativeWeights) -> tuple[float, str]:
    if fold(a.initiative.label) == fold(b.initiative.label) and a.named:
        return w.same_name, "the same name"
    if len(a.label) < 2 and len(b.label) < 2:
        return (w.plain_label, "the same word") if a.label == b.label else (w.other_label, "other words")
    if a.label == b.label:
        return w.same_label, "the same words"
    short, long = sorted((a.label, b.label), key=len)
    if len(short) > 1 and short <= long:
        return w.part_of_label, "a word more"
    return (w.same_noun, f"both {a.noun}") if a.noun == b.noun else (w.other_label, "other words")


def _parties(a: Mentioned, b: Mentioned, w: InitiativeWeights) -> tuple[float, str]:
    """Who takes part; actors in the sentence may be parties that the text does not call so."""
    if not (a.parties and b.parties):
        told, other = (a, b) if a.parties else (b, a)
        all_there = bool(told.parties) and told.parties <= other.around
        shared = sorted((a.around & b.around) - told.parties)[:MOST_AROUND]
        return (w.some_parties if all_there else 0.0) + w.around * len(shared), "actors around"
    if a.parties == b.parties or (a.parties <= b.parties | b.around and b.parties <= a.parties | a.around):
        return w.same_parties, "the same parties"
    if a.parties <= b.parties or b.parties <= a.parties:
        return w.some_parties, "some parties"
    return (w.partly, "other parties besides") if a.parties & b.parties else (w.other_parties, "other parties")


def _time(a: Mentioned, b: Mentioned, w: InitiativeWeights) -> tuple[float, str]:
    """An initiative has a history: only the same stage at two times makes two of it."""
    if a.latest and b.latest:
        if a.earliest <= b.latest + 1 and b.earliest <= a.latest + 1:
            return w.same_time, "at the same time"
        early = {Status.PROPOSED, Status.AGREED}
        same = a.initiative.status == b.initiative.status and a.initiative.status in early
        return (w.other_time, "the same stage at another time") if same else (0.0, "")
    near = a.written and b.written and abs(a.written - b.written) <= WEEK
    return (w.soon, "texts of one week") if near else (0.0, "")


def clues(mention: Mentioned) -> Iterator[str]:
    """Each party, or actor around, with each word of the label; a name by itself."""
    if mention.named:
        yield fold(mention.initiative.label)
    for word in mention.label:
        yield from (f"{word} {who}" for who in {*mention.parties, *mention.around})
