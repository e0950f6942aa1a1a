"""At whom a demand, charge or threat is aimed that names nobody: the opponent of whom the text tells right before, or the
other of the two sides that the whole text is about."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.entities import Entity
from kg.extract.factuality import Operators, is_negated
from kg.extract.occurrences import Occurrence
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.model import Factuality

CONFLICT = frozenset({"ACCUSE", "SANCTION", "ASSAULT", "THREATEN", "COERCE"})
MUTUAL = frozenset("talk negotiation relation tie sanction consultation dialogue cooperation contact".split())
DEMANDS = frozenset({"demand", "insist", "want", "require", "propose"})
LEAST = 4  # mentions of the second of the two sides


def aim(found: list[Occurrence], who: Parties, states: Mapping[Entity, Entity], ops: Operators) -> None:
    """Fill the targets of such acts. `states` gives officials the state that they stand for."""
    sides = two_sides(who, states)
    for o in found:
        if o.targets or not o.agents or o.factuality is not Factuality.ACTUAL:
            continue
        if o.type in ("ACCUSE", "THREATEN"):
            o.targets = _in_conflict(o, found, who.tree)
        elif o.type == "REQUEST" and who.tree.lemma[o.match.trigger] in DEMANDS:
            o.targets = _other(o, sides, states)
        elif o.type == "SANCTION" and not is_negated(who.tree, o.match.anchor, ops):
            o.targets = _beside(o, found, who.tree) or (_other(o, sides, states) if _is_mutual(o, who.tree) else [])


def _is_mutual(o: Occurrence, tree: Tree) -> bool:
    """ "broke off relations", "suspended the talks", "ordered sanctions": what one side stops or does to the other."""
    objects = [*tree.objects(o.match.trigger), *o.match.extra]
    return any(tree.lemma[x] in MUTUAL and not tree.only(x, "poss") for x in objects)


def _beside(o: Occurrence, found: list[Occurrence], tree: Tree) -> list[Entity]:
    """ "recalls its ambassador and expels the Togolese envoy": the same country, by a verb coordinated with it."""
    verbs = set(tree.conjuncts(tree.first_conjunct(o.match.anchor)))
    same = (p for p in found if p is not o and p.type == o.type and p.match.anchor in verbs and p.agents == o.agents)
    return next((p.targets for p in same if p.targets), [])


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
