"""Who is who: which names of several documents mean the same actor, which reports the same event, and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.lexicon import Lexicon
from kg.model import Extraction, Finding
from kg.resolve import actors as people
from kg.resolve import happenings
from kg.resolve.decided import Decided, decided, gone
from kg.resolve.identity import Doubt, Identity, Resolution, findings, shared
from kg.resolve.judgements import Judgement
from kg.resolve.words import words


def resolve(extractions: Iterable[Extraction], lexicon: Lexicon, judgements: Iterable[Judgement] = ()) -> Resolution:
    """Who is who, and what is the same, in these documents: a function of its arguments, in whatever order they come.

    `judgements` are those in force. Actors are compared by name and circumstances, events and initiatives by
    what they report; places and issues are one if they have one key or if people say so.
    """
    given = sorted(extractions, key=lambda e: (e.document.sha256, e.document.source))
    held = sorted(judgements)
    found = {path: finding for extraction in given for path, finding in findings(extraction).items()}
    said = decided(held)
    actors, doubts = people.actors(given, lexicon, said)
    others = [identity for kind in ("place", "issue") for identity in _named(kind, found, said)]
    canonical = {unit: identity.id for identity in (*actors, *others) for unit in identity.units}
    for bring in (happenings.events, happenings.initiatives):
        same, unsure = bring(given, canonical, words(lexicon), said)
        others += same
        doubts += unsure
    return Resolution(
        identities=tuple(sorted([*actors, *others])),
        doubts=tuple(sorted(doubts, key=lambda doubt: (-doubt.probability, doubt.a, doubt.b))),
        problems=tuple(gone(held, found)),
    )


def _named(kind: str, found: dict[str, Finding], said: Decided) -> list[Identity]:
    """Places or issues: one for each key, joined where people say so."""
    by_path: dict[str, list[str]] = defaultdict(list)
    alone = said.local(kind)
    for path in sorted(found):
        if path.startswith(f"{kind}/"):
            by_path[path if path in alone else shared(path)].append(path)
    groups = list(by_path.values())
    same, _ = said.pairs(groups)
    return [_identity(kind, units, found, said) for units in _joined(groups, same)]


def _identity(kind: str, units: Sequence[str], found: dict[str, Finding], said: Decided) -> Identity:
    labels = sorted({found[unit].label for unit in units}, key=lambda label: (-len(label), label))  # type: ignore[union-attr]
    return Identity(
        id=shared(units[0]),
        label=said.label(units) or labels[0],
        type=kind.title(),
        units=tuple(sorted(units)),
        reasons={unit: said.reason(unit) for unit in units},
    )


def _joined(groups: list[list[str]], same: set[tuple[int, int]]) -> list[list[str]]:
    from kg.resolve.clusters import Groups

    out = Groups.of(len(groups))
    for a, b in sorted(same):
        out.join(a, b)
    return [[unit for i in members for unit in groups[i]] for members in out.sets()]


__all__ = ["Doubt", "Identity", "Judgement", "Resolution", "decided", "findings", "resolve"]
