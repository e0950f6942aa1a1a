"""Events across documents: which reports are of one event.

Two reports are compared by type, time, place, participants after resolution, words and what their texts are about. They may
contradict each other in one of these and agree in the others: both stay, side by side. Of one document no two are joined
for what they have in common with each other.

References
----------
.. [1] A. Cybulska, P. Vossen, "Using a sledgehammer to crack a nut? Lexical diversity and event coreference resolution", LREC
   2014: events are one if action, time, place and participants are compatible.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Document, Event, Extraction, Factuality
from kg.resolve.evidence import NEVER, Score
from kg.resolve.identity import local
from kg.resolve.likeness import Rarity, content, numbers
from kg.resolve.names import stem, tokens
from kg.resolve.words import EventWeights, Words
from kg.vocabulary import EVENT_TYPES

WEEK, MONTH = 7, 31
ENOUGH_WORDS, ENOUGH_TEXTS = 0.25, 0.2  # what two sentences and two texts have in common by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An event of one document with canonical participants. Days are ordinals of `datetime.date`; 0 where nothing is told."""

    unit: str
    event: Event
    document: str
    agents: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    earliest: int
    latest: int
    written: int
    trigger: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    about: frozenset[str] = field(default=frozenset())


def reports(extractions: Iterable[Extraction], canonical: Mapping[str, str], words: Words) -> list[Report]:
    """All events; `canonical` gives the identity of each local path of an actor or place."""
    return sorted(
        (report for extraction in extractions for report in _of_document(extraction, canonical, words)), key=lambda r: r.unit
    )  # fmt: skip


def _of_document(extraction: Extraction, canonical: Mapping[str, str], words: Words) -> Iterator[Report]:
    document = extraction.document
    names = named(extraction, canonical)
    about = frozenset(bare(name) for name in names.values() if "/Population/" not in name)
    for event in extraction.events:
        sentence = " ".join(sorted({document.text[m.sentence.begin : m.sentence.end] for m in event.evidence}))
        unit = local(event, document)
        yield Report(
            unit=unit,
            event=event,
            document=unit.split("/")[1],
            agents=frozenset(names[key] for key in event.agents),
            targets=frozenset(names[key] for key in event.targets),
            places=frozenset(names[key] for key in event.places),
            earliest=day(event.earliest),
            latest=day(event.latest),
            written=written(document),
            trigger=frozenset(stem(word) for m in event.evidence[:1] for word in tokens(m.text)),
            words=content(sentence, words),
            numbers=numbers(sentence, words),
            about=about,
        )


def named(extraction: Extraction, canonical: Mapping[str, str]) -> dict[str, str]:
    """The identities of a document's actors and places by their keys."""
    paths = {f.key: local(f, extraction.document) for f in (*extraction.actors, *extraction.places)}
    return {key: canonical.get(path, path) for key, path in paths.items()}


def bare(path: str) -> str:
    """The end of a path: a state and its land are one for what a text is about."""
    return path.rpartition("/")[2]


def day(date: str | None) -> int:
    """The ordinal of an ISO date, 0 for none."""
    try:
        return datetime.date.fromisoformat(date).toordinal() if date else 0
    except ValueError:
        return 0


def written(document: Document) -> int:
    return day(document.date)


def compare(a: Report, b: Report, weights: EventWeights, rare_words: Rarity, rare_names: Rarity) -> Score:
    """All evidence about two reports."""
    if a.document == b.document:
        return Score(odds=NEVER, reasons=("of one document",))
    found = [
        (weights.prior, ""),
        *_type(a.event, b.event, weights),
        _time(a, b, weights),
        _places(a, b, weights),
        *_parties(a, b, weights),
        *_wording(a, b, weights, rare_words, rare_names),
    ]
    told = tuple(f"{why} {weight:+.1f}" for weight, why in found if weight and why)
    return Score(odds=sum(weight for weight, _ in found), reasons=told)


def _type(a: Event, b: Event, w: EventWeights) -> Iterator[tuple[float, str]]:
    if a.type == b.type:
        yield w.same_type, f"both {a.type}"
    else:
        like = EVENT_TYPES[a.type] == EVENT_TYPES[b.type]
        yield w.like_type if like else w.other_type, f"{a.type} and {b.type}"
    if Factuality.PLANNED in (a.factuality, b.factuality) and a.factuality != b.factuality and not (a.time and b.time):
        yield w.like_type, "planned in one text"


def _time(a: Report, b: Report, w: EventWeights) -> tuple[float, str]:
    if a.latest and b.latest:
        gap = max(a.earliest, b.earliest) - min(a.latest, b.latest)
        if gap > 0:
            return (w.day_off if gap == 1 else w.days_off if gap <= 3 else w.other_time), f"{gap} days apart"
        length = max(a.latest - a.earliest, b.latest - b.earliest)
        order = ((0, w.same_day), (WEEK, w.same_week), (MONTH, w.same_month))
        return next((weight for most, weight in order if length <= most), 0.0), "at the same time"
    if a.latest or b.latest:
        dated, other = (a, b) if a.latest else (b, a)
        after = other.written - (dated.earliest if other.written < dated.earliest else min(other.written, dated.latest))
        return _reported(after, w) if other.written else (0.0, "")
    return _reported(abs(a.written - b.written), w) if a.written and b.written else (0.0, "")


def _reported(after: int, w: EventWeights) -> tuple[float, str]:
    """A text that gives no time, so many days after the other's event."""
    if after < 0:
        return w.not_yet, "written before it"
    if after <= WEEK:
        return w.soon_reported, "written within a week"
    return (w.later_reported, "written within a month") if after <= MONTH else (w.days_off, "written much later")


def _places(a: Report, b: Report, w: EventWeights) -> tuple[float, str]:
    if not (a.places and b.places):
        return 0.0, ""
    shared = a.places & b.places
    return (w.same_place, f"in {_names(shared)}") if shared else (w.other_place, f"in {_names(a.places)} and {_names(b.places)}")


def _parties(a: Report, b: Report, w: EventWeights) -> Iterator[tuple[float, str]]:
    if a.agents & b.targets and a.targets & b.agents and not a.agents & b.agents:
        yield w.turned, "the other way round"
        return
    yield _role(a.agents, b.agents, w.same_agent, w.same_crowd, w.other_agent, "by")
    yield _role(a.targets, b.targets, w.same_target, w.same_crowd, w.other_target, "at")


def _role(a: frozenset[str], b: frozenset[str], same: float, crowd: float, other: float, word: str) -> tuple[float, str]:
    if not (a and b):
        return 0.0, ""
    if shared := a & b:
        return (same if any("/Population/" not in name for name in shared) else crowd), f"{word} {_names(shared)}"
    nameless = all("/Population/" in name for name in a) or all("/Population/" in name for name in b)
    return (0.0, "") if nameless else (other, f"{word} {_names(a)} and {_names(b)}")


def _wording(a: Report, b: Report, w: EventWeights, rare_words: Rarity, rare_names: Rarity) -> Iterator[tuple[float, str]]:
    yield w.words * (rare_words.alike(a.words, b.words) - ENOUGH_WORDS), "words"
    yield w.texts * (rare_names.alike(a.about, b.about) - ENOUGH_TEXTS), "texts"
    if a.trigger & b.trigger:
        yield w.same_trigger, "the same word for it"
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        yield w.other_numbers, "other numbers"


def _names(paths: frozenset[str]) -> str:
    return ", ".join(sorted(bare(path) for path in paths))


def clues(report: Report) -> Iterator[str]:
    """Each party or place in each week that the event may lie in, and for reports without a time in those before the text."""
    whos = {*report.agents, *report.targets, *report.places}
    named = {who for who in whos if "/Population/" not in who} or whos or {report.event.type}
    weeks: Sequence[int] = range(0)
    if report.latest and report.latest - report.earliest <= 2 * MONTH:
        weeks = range(report.earliest // WEEK, report.latest // WEEK + 2)
    elif report.written and not report.latest:
        weeks = range((report.written - MONTH) // WEEK, report.written // WEEK + 2)
    for who in named:
        yield from (f"{who} {week}" for week in weeks)
        if not weeks:
            yield f"{who} {report.event.type} {report.event.time or ''}"
