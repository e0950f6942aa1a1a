"""What the text itself calls its actors: "the paramilitary Rapid Support Forces" are "the paramilitaries" after that."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.entities import Entities, Entity, Use
from kg.extract.tree import Tree

BESIDE = ("amod", "compound", "nmod")
BODIES = frozenset({"ArmedGroup", "GovernmentBody", "PoliticalParty", "IntergovernmentalOrganization", "Organization"})
HALVES = frozenset({"north", "south", "east", "west"})
Epithets = dict[str, list[tuple[int, Entity]]]


def epithets(entities: Entities) -> Epithets:
    """For each noun by which the text describes a body: where it does, and which body; in order of the text."""
    out: Epithets = {}
    for entity in entities.all.values():
        if entity.type in BODIES and not entity.generic:
            for use in entity.mentions:
                for word in _words(entities, use):
                    out.setdefault(entities.tree.lemma[word], []).append((use.first, entity))
    return {word: sorted(found, key=lambda p: p[0]) for word, found in out.items()}


def _words(entities: Entities, use: Use) -> Iterator[int]:
    """ "the paramilitary X", "X, a regional bloc", "the charity X"."""
    tree = entities.tree
    if use.role != "name":
        return
    inner = [c for c in tree.only(use.head, *BESIDE) if c < use.first]
    described = [*tree.only(use.head, "appos"), *([tree.head[use.head]] if tree.dep[use.head] == "appos" else [])]
    for i in (*inner, *described):
        if i not in entities.at and tree.pos[i] in ("NOUN", "ADJ"):
            yield i


def meant(tree: Tree, found: Epithets, i: int) -> list[Entity]:
    """The body last described by the noun at `i`, when it stands there with nothing but "the"."""
    left = [tree.lower[c] for c in tree.children[i] if c < i]
    if left not in (["the"], ["these"], ["those"]) or tree.only(i, "prep", "relcl", "acl", "appos"):
        return []
    before = [e for at, e in found.get(tree.lemma[i], ()) if at < i]
    return before[-1:]


def half(entities: Entities, i: int) -> list[Entity]:
    """ "the North": the state so named that the text speaks of."""
    tree = entities.tree
    if tree.lower[i] not in HALVES or not tree.word[i][0].isupper() or tree.dep[i] == "compound":
        return []
    return [e for e in entities.all.values() if e.type == "State" and e.label.lower().startswith(f"{tree.lower[i]} ")][:1]
