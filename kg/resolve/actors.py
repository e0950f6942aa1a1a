"""Actors across documents: who is who.

Profiles that share a clue are compared (`blocks`), the evidence is added up (`evidence`), and groups are formed whose members
go together on average (`clusters`), after what people have decided. What one document tells apart is not joined without
another document.

References
----------
.. [1] I. P. Fellegi, A. B. Sunter, "A theory for record linkage", J. of the American Statistical Association 64 (1969).
.. [2] P. Christen, Data Matching (2012), on blocking (ch. 4) and on comparing names (ch. 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import Extraction
from kg.resolve.blocks import pairs
from kg.resolve.clusters import Groups, Pair, cluster
from kg.resolve.decided import Decided
from kg.resolve.evidence import Profile, Score, in_one_text, logit, score
from kg.resolve.identity import Doubt, Identity, shared
from kg.resolve.profiles import profiles
from kg.resolve.words import Words, words


def actors(extractions: Iterable[Extraction], lexicon: Lexicon, decided: Decided) -> tuple[list[Identity], list[Doubt]]:
    """Who is who among the actors of all documents, and the pairs that a person should look at, best first."""
    known = words(lexicon)
    people = profiles(extractions, lexicon, known, decided.types, decided.local("actor"))
    scores, groups = resolved(people, known, decided)
    identities = [_identity(group, people, scores, decided) for group in groups.sets()]
    named = _claimed(identities)
    return named, _doubts(people, scores, groups, named, known, decided)


def resolved(people: Sequence[Profile], known: Words, decided: Decided | None = None) -> tuple[dict[Pair, Score], Groups]:
    """The evidence about all pairs that were compared, and the groups of the same, as places in `people`."""

    noted = decided.noted() if decided else frozenset()
    placed = {i for i, profile in enumerate(people) if noted.intersection(profile.units)}

    def compare(i: int, j: int) -> Score:
        return Score(odds=0.0, told=False) if {i, j} & placed else score(people[i], people[j], known)

    scores = {(i, j): compare(i, j) for i, j in pairs(people, known)}
    same, apart = decided.pairs([profile.units for profile in people]) if decided else ((), ())
    across = {pair: found for pair, found in scores.items() if not in_one_text(*(people[i] for i in pair))}
    return scores, cluster(across, len(people), logit(known.limits.merge), compare, same, apart, lambda i: people[i].label)


def _identity(group: list[int], people: Sequence[Profile], scores: dict[Pair, Score], decided: Decided) -> Identity:
    """Not yet under a name that is its own: under that of its best profile."""
    best = min(group, key=lambda i: _rank(people[i]))
    reasons, odds = {}, {}
    for i in group:
        found = max(
            (scores[pair] for j in group if j != i and (pair := (min(i, j), max(i, j))) in scores),
            key=lambda s: s.odds,
            default=None,
        )
        for unit in people[i].units:
            reasons[unit] = decided.reason(unit) or ("; ".join(found.reasons) if found else "")
            odds[unit] = found.odds if found and not decided.reason(unit) else float("inf")
    units = tuple(sorted(unit for i in group for unit in people[i].units))
    label = decided.label(units) or people[best].label
    return Identity(id=people[best].units[0], label=label, type=people[best].type, units=units, reasons=reasons, odds=odds)


def _rank(profile: Profile) -> tuple[object, ...]:
    """Known ones first, then those of most documents, then the longest name."""
    return not profile.known, -profile.weight, -len(profile.label), profile.label, profile.units


def _claimed(identities: Iterable[Identity]) -> list[Identity]:
    """Each under a path of its own: the shared one of its best profile if no other has more units of that key."""
    given = list(identities)
    holders: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for n, identity in enumerate(given):
        counts: dict[str, int] = defaultdict(int)
        for unit in identity.units:
            counts[shared(unit)] += 1
        for path, count in counts.items():
            holders[path].append((-count, identity.units[0], n))
    owner = {path: min(found)[2] for path, found in holders.items()}
    out = []
    for n, identity in enumerate(given):
        wanted = [shared(identity.id), *sorted({shared(unit) for unit in identity.units})]
        path = next((path for path in wanted if owner[path] == n), identity.units[0])
        out.append(replace(identity, id=path))
    return sorted(out, key=lambda identity: identity.id)


def _doubts(
    people: Sequence[Profile],
    scores: dict[Pair, Score],
    groups: Groups,
    named: Sequence[Identity],
    known: Words,
    decided: Decided,
) -> list[Doubt]:
    """The best pair between each two groups that were not joined and might be."""
    of = {unit: identity.id for identity in named for unit in identity.units}
    best: dict[tuple[str, str], Score] = {}
    least = logit(known.limits.doubt)
    for (i, j), found in sorted(scores.items()):
        open_ = found.told and found.odds >= least and groups.find(i) != groups.find(j)
        if open_ and not decided.parted(people[i].units, people[j].units):
            a, b = sorted((of[people[i].units[0]], of[people[j].units[0]]))
            if (a, b) not in best or best[a, b].odds < found.odds:
                best[a, b] = found
    doubts = [Doubt(a=a, b=b, probability=found.probability, reasons=found.reasons) for (a, b), found in best.items()]
    return sorted(doubts, key=lambda doubt: (-doubt.probability, doubt.a, doubt.b))
