"""Events and initiatives across documents, brought together after the actors are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.model import Extraction
from kg.resolve import plans, reports
from kg.resolve.blocks import sharing
from kg.resolve.clusters import cluster
from kg.resolve.decided import Decided
from kg.resolve.evidence import Score, logit
from kg.resolve.identity import Doubt, Identity
from kg.resolve.likeness import Rarity
from kg.resolve.plans import Mentioned
from kg.resolve.reports import Report
from kg.resolve.words import Words

Told = TypeVar("Told", Report, Mentioned)
Found = tuple[list[Identity], list[Doubt]]


def events(extractions: Sequence[Extraction], canonical: Mapping[str, str], words: Words, decided: Decided) -> Found:
    """Events that several documents report, each with all its reports, and the pairs that are doubtful."""
    told = reports.reports(extractions, canonical, words)
    rare_words, rare_names = _rarities(told)

    def compare(i: int, j: int) -> Score:
        return reports.compare(told[i], told[j], words.event_weights, rare_words, rare_names)

    found = sharing(([(clue, True) for clue in reports.clues(t)] for t in told), words.limits.block)
    return _together("Event", told, found, compare, words, decided)


def initiatives(extractions: Sequence[Extraction], canonical: Mapping[str, str], words: Words, decided: Decided) -> Found:
    """Initiatives that several documents speak of."""
    told = plans.mentioned(extractions, canonical, words)
    rare_words, rare_names = _rarities(told)

    def compare(i: int, j: int) -> Score:
        return plans.compare(told[i], told[j], words.initiative_weights, rare_words, rare_names)

    found = sharing(([(clue, True) for clue in plans.clues(t)] for t in told), words.limits.block)
    return _together("Initiative", told, found, compare, words, decided)


def _rarities(told: Sequence[Report | Mentioned]) -> tuple[Rarity, Rarity]:
    """Of words in sentences, and of names in documents."""
    return Rarity.of([t.words for t in told]), Rarity.of(list({t.document: t.about for t in told}.values()))


def _together(
    kind: str, told: Sequence[Told], pairs: Iterable[tuple[int, int]], compare: Callable[[int, int], Score], words: Words,
    decided: Decided,
) -> Found:  # fmt: skip
    scores = {(i, j): compare(i, j) for i, j in pairs if told[i].document != told[j].document}
    same, apart = decided.pairs([(t.unit,) for t in told])
    groups = cluster(scores, len(told), logit(words.limits.merge), compare, same, apart, margin=0.0)
    identities = [_identity(kind, [told[i] for i in group], scores, group, decided) for group in groups.sets()]
    least = logit(words.limits.doubt)
    of = {unit: identity.id for identity in identities for unit in identity.units}
    doubts = [
        Doubt(a=of[told[i].unit], b=of[told[j].unit], probability=found.probability, reasons=found.reasons)
        for (i, j), found in sorted(scores.items())
        if found.odds >= least and groups.find(i) != groups.find(j) and not decided.parted((told[i].unit,), (told[j].unit,))
    ]
    return identities, doubts


def _identity(
    kind: str, members: list[Told], scores: Mapping[tuple[int, int], Score], group: list[int], decided: Decided
) -> Identity:
    """Under the name of the report that was written first; the label that most have, then the longest."""
    first = min(members, key=lambda m: (m.written or 10**7, m.unit))
    labels = [_label(m) for m in members]
    label = min(labels, key=lambda text: (-labels.count(text), -len(text), text))
    units = tuple(sorted(m.unit for m in members))
    return Identity(
        id=first.unit,
        label=decided.label(units) or (label if len(members) > 1 else labels[0]),
        type=kind,
        units=units,
        reasons=dict(_reasons(members, scores, group, decided)),
    )


def _reasons(
    members: list[Told], scores: Mapping[tuple[int, int], Score], group: list[int], decided: Decided
) -> Iterator[tuple[str, str]]:
    for i, member in zip(group, members, strict=True):
        found = [scores[pair] for j in group if (pair := (min(i, j), max(i, j))) in scores]
        best = max(found, key=lambda score: score.odds, default=None)
        yield member.unit, decided.reason(member.unit) or ("; ".join(best.reasons) if best else "")


def _label(member: Report | Mentioned) -> str:
    return member.event.label if isinstance(member, Report) else member.initiative.label
