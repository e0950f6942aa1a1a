"""Who is meant by "they", "both countries", "the two sides": the last pair or list that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extract.entities import Entity, Use
from kg.extract.owners import rivals
from kg.extract.salience import coordinated

if TYPE_CHECKING:
    from kg.extract.parties import Parties

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5}
PAIR = frozenset({"both", "two", "either", "neither", "each"})


def several(who: Parties, i: int) -> list[Entity]:
    """The parties of "both countries", "the two sides", "they": the last pair or list named, else the last two."""
    tree = who.tree
    if any(prep == "in" and o in who.entities.at for prep, _, o in tree.all_phrases(i)):
        return []  # "the parties in Sudan" are told of anew
    pronoun = tree.pos[i] in ("PRON", "DET", "NUM")
    fits = _fitting(who, i, pronoun)
    if pronoun and (told := next((g for at, g in reversed(who.groups.items()) if at < i and _is_near(who, at, i)), None)):
        return told
    near = [u for u in who.before(i, 2 if pronoun else 4) if fits(u.entity)]
    number = next((NUMBERS.get(tree.lower[c], 0) for c in tree.only(i, "nummod")), 0)
    if not pronoun and not number and not any(True for _ in tree.only(i, "det", "predet", "poss", "preconj")):
        return []
    if tree.lemma[i] in who.words.sides and number in (0, 2) and (both := rivals(who.entities, i)):
        return both
    for use in near:
        group = [e for e in coordinated(tree, who.entities.at, use) if fits(e)]
        if len(group) > 1 and number in (0, len(group)):
            return group
        if pronoun and number < 3 and (both := _two_here(who, i, near, use)):
            return both
    if pronoun and tree.lower[i] not in PAIR:
        many = ("Population", "ArmedGroup", "Organization", "GovernmentBody")
        return [u.entity for u in who.before(i, 1) if u.entity.type in many][:1]
    return [] if number > 2 else _last_two(who, i, [u.entity for u in near], pronoun)


def these(who: Parties, i: int) -> list[Entity]:
    """ "These networks", "those fighters": all armed groups that the sentence before names, else those before it in its own."""
    tree = who.tree
    if tree.tag[i] != "NNS" or [tree.lower[c] for c in tree.only(i, "det")] not in (["these"], ["those"]):
        return []
    armed = [u for u in who.before(i, 1) if u.entity.type == "ArmedGroup"]
    earlier = [u for u in armed if tree.sentence[u.head] < tree.sentence[i]] or armed
    return list(dict.fromkeys(u.entity for u in sorted(earlier, key=lambda u: u.first)))


def _is_near(who: Parties, at: int, i: int) -> bool:
    return who.tree.sentence[i] - who.tree.sentence[at] <= 1


def _fitting(who: Parties, i: int, pronoun: bool) -> Callable[[Entity], bool]:
    """What "leaders", "governments", "sides" can be: persons, states, any body; a pronoun persons or bodies."""
    lemma = who.tree.lemma[i]
    if lemma in who.words.persons or lemma in ("man", "leader", "president", "minister"):
        return lambda e: e.type == "Person"
    if _means_states(who, lemma):
        return lambda e: e.type == "State"
    return lambda e: e.type not in ("Place", "Population") and (pronoun or e.type != "Person")


def _means_states(who: Parties, lemma: str) -> bool:
    return lemma in who.words.states or lemma in ("capital", "neighbour", "neighbor", "power")


def _two_here(who: Parties, i: int, near: list[Use], use: Use) -> list[Entity]:
    """The two persons, or two states, of the pronoun's own sentence."""
    here = who.tree.sentence[i]
    same = [u.entity for u in near if who.tree.sentence[u.head] == here == who.tree.sentence[use.head]]
    pairs = (list(dict.fromkeys(e for e in same if e.type == kind)) for kind in ("Person", "State"))
    return next((pair for pair in pairs if len(pair) == 2), [])


def _last_two(who: Parties, i: int, near: list[Entity], pronoun: bool) -> list[Entity]:
    """The last two that fit; for "the two states" else those that the whole text names most."""
    children = who.tree.only(i, "det", "nummod", "amod", "poss", "predet")
    determined = any(who.tree.lower[c] in (*PAIR, "the", "their", "these") for c in children)
    wanted = [e for e in dict.fromkeys(near) if pronoun is False or e.type != "Person"][:2]
    if len(wanted) < 2 and determined and _means_states(who, who.tree.lemma[i]):
        states = [e for e in who.entities.all.values() if e.type == "State" and len(e.mentions) > 1]
        wanted = sorted(states, key=lambda e: (-len(e.mentions), e.key))[:2]
    return wanted if len(wanted) == 2 and (determined or pronoun) else []
