"""What speaks for or against a mention as the antecedent of a pronoun or a description."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.entities import Entity, Use
from kg.extract.tree import DATES, Tree


def subject_rank(tree: Tree, use: Use) -> int:
    """0 for the subject of a clause, 1 for one inside a relative clause, 2 for all else."""
    node = tree.first_conjunct(use.head)
    while tree.dep[node] in ("poss", "compound", "nmod") and tree.head[node] != node:
        node = tree.head[node]
    if tree.dep[node] not in ("nsubj", "nsubjpass"):
        return 2
    return int(tree.dep[tree.head[node]] == "relcl")


def is_bound(tree: Tree, use: Use, i: int) -> bool:
    """An object pronoun is not the subject of its own verb ("Marcos replaced him")."""
    if tree.dep[i] not in ("dobj", "pobj", "dative") or tree.lower[i] in ("himself", "herself", "itself", "themselves"):
        return False
    verb = next((a for a in tree.ancestors(i) if tree.pos[a] in ("VERB", "AUX")), i)
    return any(tree.first_conjunct(use.head) == tree.first_conjunct(s) for s in tree.surface_subjects(verb))


def is_own_modifier(tree: Tree, use: Use, i: int) -> bool:
    """ "India and its neighbours": fine; "Pakistan's ... it" inside the same noun phrase: not."""
    return tree.dep[use.head] == "poss" and tree.head[use.head] == tree.head[i] and tree.dep[i] == "poss"


def coordinated(tree: Tree, at: Mapping[int, Use], use: Use) -> list[Entity]:
    heads = tree.conjuncts(tree.first_conjunct(use.head))
    found = [at[h].entity for h in heads if h in at]
    return list(dict.fromkeys(e for e in found if not e.is_place))


def titles_of(tree: Tree, titles: frozenset[str], person: Entity) -> set[str]:
    """The words of office and rank right before a person's name, in any of its mentions."""
    out: set[str] = set()
    for use in person.mentions:
        j = use.first - 1
        while j >= 0 and j > use.first - 4 and (tree.lower[j].rstrip(".") in titles or tree.lower[j] in ("of", "state")):
            out.add(tree.lower[j].rstrip("."))
            j -= 1
    return out


def description_start(tree: Tree, head: int) -> int:
    """Where "armed Tuareg rebels" begins: its adjectives and compounds, without numbers and dates before them."""
    inner = {d for c in tree.only(head, "compound", "amod") if head - 4 < c < head for d in tree.subtree(c)}
    first = head
    while first - 1 in inner or (first - 2 in inner and tree.word[first - 1] == "-"):
        first -= 1
    while first < head and _is_count(tree, first):
        first += 1
    return first


def _is_count(tree: Tree, i: int) -> bool:
    counted = tree.pos[i] in ("NUM", "PUNCT", "CCONJ", "DET") or tree.lower[i] in ("some", "many", "several")
    return counted or tree.lower[i] in DATES
