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


def ending(entities: Entities, i: int) -> list[Entity]:
    """ "the police" after "the Kosovo Police": the last body before whose name ends so."""
    tree = entities.tree
    left = [tree.lower[c] for c in tree.children[i] if c < i]
    if left != ["the"] or tree.lower[i] in ("government", "state", "authorities") or tree.only(i, "prep", "relcl", "acl"):
        return []
    named = [
        (u.last, e)
        for e in entities.all.values()
        for u in e.mentions
        if u.last < i and u.first < u.last and e.type in BODIES and tree.lower[u.last] == tree.lower[i]
    ]
    return [max(named, key=lambda p: (p[0], p[1].key))[1]] if named else []


def half(entities: Entities, i: int) -> list[Entity]:
    """ "the North": the state so named that the text speaks of."""
    tree = entities.tree
    if tree.lower[i] not in HALVES or not tree.word[i][0].isupper() or tree.dep[i] == "compound":
        return []
    return [e for e in entities.all.values() if e.type == "State" and e.label.lower().startswith(f"{tree.lower[i]} ")][:1]


def apposed(entities: Entities, i: int, titles: frozenset[str]) -> list[Entity]:
    """Whom a description names beside it where the parser ties them otherwise: "X, the UN force, said", "the governor of
    Z, X, said"."""
    tree, at = entities.tree, entities.at
    first, last = i, i
    while first > 0 and tree.head[first - 1] in range(first - 1, i + 1) and first - 1 not in (i,) and tree.word[first - 1] != ",":
        first -= 1
    if first > 1 and tree.word[first - 1] == "," and last + 1 < len(tree) and tree.word[last + 1] == ",":
        named = at.get(first - 2)
        if named is not None and named.entity.type in BODIES and tree.lower[first] in ("the", "a", "an"):
            return [named.entity]
    if tree.lemma[i] not in titles:
        return []
    while last + 1 < len(tree) and tree.word[last + 1] != "," and tree.pos[last + 1] in ("ADP", "DET", "PROPN", "ADJ", "NOUN"):
        last += 1
    named = at.get(last + 2) if last + 2 < len(tree) and tree.word[last + 1] == "," else None
    closed = named is not None and named.last + 1 < len(tree) and tree.word[named.last + 1] == ","
    return [named.entity] if closed and named is not None and named.entity.type == "Person" else []
