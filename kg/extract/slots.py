"""The places of a pattern and what fills them: a verb or noun found with its roles, and the words that a slot takes.

Roles are tokens here (heads of noun phrases); `kg.extract.events` asks who they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.anaphora import antecedent
from kg.extract.tree import DATES, Tree
from kg.lexicon import Frame
from kg.patterns import Pattern, Phrase, Slot

MEASURES = frozenset(
    "hour day week month year round series most lot dozen number part pair couple set string spate wave deal hundred thousand "
    "score handful bulk rest majority remainder half all some many few several each any none kind form package total share "
    "portion fraction chunk tranche batch volume amount level flow stream range array raft host slew flurry chain succession "
    "sequence bit piece variety sort consignment quantity".split()
)
PERIODS = frozenset(
    "minute hour day night morning afternoon evening noon midnight week weekend fortnight month year decade today yesterday "
    "tomorrow eve anniversary time moment".split()
)


@dataclass(slots=True, eq=False)
class Match:
    """A frame found. `trigger` names the act; `anchor` is the verb whose clause it stands in (or the noun itself)."""

    trigger: int
    anchor: int
    frame: Frame
    pattern: Pattern
    agents: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    nominal: bool = False
    light: bool = False


def fill_object(tree: Tree, objects: list[int], slot: Slot, match: Match) -> bool:
    if slot.role:
        assign(match, slot, objects)
        return bool(objects)
    for o in objects:
        if lemma_in(tree, o, slot.words):
            match.used.add(o)
            match.extra.append(o)
            return True
    return False


def lemma_in(tree: Tree, i: int, words: frozenset[str]) -> bool:
    if tree.pos[i] not in ("NOUN", "PROPN", "VERB") and (noun := antecedent(tree, i, words)) is not None:
        i = noun
    if tree.lemma[i] in words or tree.lower[i] in words or not words.isdisjoint(tree.classes.get(i, ())):
        return True
    if tree.lemma[i] in MEASURES and any(o != i and lemma_in(tree, o, words) for prep, _, o in tree.phrases(i) if prep == "of"):
        return True
    if any(tree.lemma[c] in words for c in tree.only(i, "appos")) and tree.pos[i] == "PROPN":
        return True
    return any(f"{tree.lemma[c]} {tree.lemma[i]}" in words for c in tree.only(i, "compound", "amod"))


def assign(match: Match, slot: Slot, tokens: Iterable[int]) -> None:
    if slot.role == "A":
        match.agents.extend(t for t in tokens if t not in match.agents)
    elif slot.role == "T":
        match.targets.extend(t for t in tokens if t not in match.targets)


def fill_phrases(tree: Tree, places: list[int], phrases: tuple[Phrase, ...], match: Match, skip: str = "") -> bool:
    places = list(places)
    for phrase in phrases:
        if skip and skip in phrase.slot.words:
            continue
        found = [(p, o) for place in places for prep, p, o in tree.all_phrases(place) if prep in phrase.prepositions]
        fitting = [
            o
            for _, o in found
            if (_may_act(tree, o, phrase.slot.role) if phrase.slot.role else lemma_in(tree, o, phrase.slot.words))
        ]
        if not fitting and phrase.required:
            return False
        assign(match, phrase.slot, fitting)
        if phrase.slot.words:
            match.used.update(fitting[:1])
            match.extra.extend(fitting[:1])
            places.extend(fitting[:1])
    return True


def _may_act(tree: Tree, o: int, role: str) -> bool:
    """Whether a token can fill a role: nobody acts or is hit in "on Monday", "in 2019", "for two weeks"."""
    if role == "_":
        return True
    return tree.lower[o] not in DATES and tree.lemma[o] not in PERIODS and tree.pos[o] != "NUM"
