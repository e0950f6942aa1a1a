"""At whom a demand, charge or threat is aimed that names nobody: the opponent of whom the text tells right before, or the
other of the two sides that the whole text is about."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.entities import Entity
from kg.extract.occurrences import Occurrence
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.model import Factuality

CONFLICT = frozenset({"ACCUSE", "SANCTION", "ASSAULT", "THREATEN", "COERCE"})
DEMANDS = frozenset({"demand", "insist", "want", "require", "propose"})
LEAST = 4  # mentions of the second of the two sides


def aim(found: list[Occurrence], who: Parties, states: Mapping[Entity, Entity]) -> None:
    """Fill the targets of such acts. `states` gives officials the state that they stand for."""
    sides = two_sides(who, states)
    for o in found:
        if o.targets or not o.agents or o.factuality is not Factuality.ACTUAL:
            continue
        if o.type in ("ACCUSE", "THREATEN"):
            o.targets = _in_conflict(o, found, who.tree)
        elif o.type == "REQUEST" and who.tree.lemma[o.match.trigger] in DEMANDS:
            o.targets = _other(o, sides, states)


def two_sides(who: Parties, states: Mapping[Entity, Entity]) -> list[Entity]:
    """The two states or armed groups named far more often than any third; their officials count for them."""
    named = [e for e in who.entities.all.values() if e.type in ("State", "ArmedGroup")]
    counts = {e: sum(not u.locative for u in e.mentions) for e in named}
    for person, state in states.items():
        if state in counts:
            counts[state] += len(person.mentions)
    ranked = sorted(counts, key=lambda e: (-counts[e], e.key))
    if len(ranked) < 2 or counts[ranked[1]] < LEAST:
        return []
    return ranked[:2] if len(ranked) == 2 or counts[ranked[2]] * 2 <= counts[ranked[1]] else []


def _other(o: Occurrence, sides: list[Entity], states: Mapping[Entity, Entity]) -> list[Entity]:
    own = {states.get(e, e) for e in o.agents}
    left = [e for e in sides if e not in own]
    return left if len(left) == 1 and own <= set(sides) else []


def _in_conflict(o: Occurrence, found: list[Occurrence], tree: Tree) -> list[Entity]:
    """Whom the same side has just charged, punished or struck, or who has just done so to it: in the same sentence or the
    one before in the same paragraph."""
    here = tree.sentence[o.match.trigger]
    for p in reversed(found):
        at = p.match.trigger
        if p is o or at >= o.match.trigger or p.type not in CONFLICT or here - tree.sentence[at] > 1:
            continue
        if "\n" in tree.text[tree.end[at] : tree.begin[o.match.trigger]]:
            return []
        for one, other in ((p.agents, p.targets), (p.targets, p.agents)):
            if not set(one).isdisjoint(o.agents) and other and set(other).isdisjoint(o.agents):
                return [e for e in other if not e.is_place]
    return []
