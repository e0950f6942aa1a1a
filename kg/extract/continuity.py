"""Descriptions and pronouns that go on about somebody named before: the same noun again, the topic of the passage.

After the sieves of Raghunathan et al. (2010), strict head match before pronouns, and the centering rule that a subject at the
head of a sentence goes on with the subject before it (Grosz, Joshi & Weinstein 1995).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.entities import Entities, Entity
from kg.extract.owners import modifiers
from kg.extract.tree import Tree

PLAIN = frozenset("the these those both all two three four five six seven said".split())
REACH = 4  # sentences over which a subject at the head of one goes on


def restated(entities: Entities, i: int) -> list[Entity]:
    """ "The leaders" after "the leaders of Togo and Ghana", "the government" after "Peru's government": the same again."""
    tree = entities.tree
    left = [tree.lower[c] for c in tree.children[i] if c < i and tree.dep[c] != "punct"]
    if not left or not set(left) <= PLAIN or tree.only(i, "relcl", "acl"):
        return []
    if any(tree.lower[p] in ("of", "from") for p in tree.only(i, "prep")):
        return []
    same = (j for j in range(i - 1, -1, -1) if tree.lemma[j] == tree.lemma[i] and tree.tag[j] == tree.tag[i])
    return next((found for j in same if j not in entities.at and (found := _owners(entities, j))), [])


def _owners(entities: Entities, j: int) -> list[Entity]:
    """The states and bodies that a noun names as its own, in any of its phrases."""
    own = (u.entity for _, u in modifiers(entities, j) if not u.entity.is_place and u.role != "demonym")
    return list(dict.fromkeys(e for e in own if e.type != "Person" and not e.generic))


def topics(tree: Tree, i: int) -> Iterator[int]:
    """The subjects of the sentences before the one that begins with the pronoun `i`, the nearest first."""
    first, _ = tree.sentences[tree.sentence[i]]
    if tree.dep[i] not in ("nsubj", "nsubjpass") or i > first + 1:
        return
    told, n = 0, tree.sentence[i] - 1
    while n >= 0 and told < REACH:
        a, b = tree.sentences[n]
        told += b - a > 2
        root = next((j for j in range(a, b + 1) if tree.head[j] == j), a)
        subject = tree.first(root, "nsubj", "nsubjpass")
        if subject is not None:
            yield subject
        n -= 1


def go_on(tree: Tree, i: int, of: Callable[[int], list[Entity]], *, plural: bool) -> list[Entity]:
    """Who "it" or "they" at the head of a sentence means: the subject of the last sentence before that is one or several."""
    for subject in topics(tree, i):
        found = list(dict.fromkeys(e for m in tree.conjuncts(subject) for e in of(m) if not e.is_place))
        if plural and found and (len(found) > 1 or tree.tag[subject] in ("NNS", "NNPS") or tree.lower[subject] == "they"):
            return found
        if not plural and len(found) == 1 and found[0].type not in ("Person", "Population") and tree.tag[subject] != "NNS":
            return found
        if found and not plural:
            return []
    return []


__all__ = ["go_on", "restated"]
