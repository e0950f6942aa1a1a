"""Which noun a pronoun for a thing stands for: "lifted the one on Togo", "broke them off", "the talks in which they took part".

A pattern that asks for a certain noun takes a pronoun for it when such a noun stands shortly before (selectional preference,
Hobbs 1978). Actors are found by `kg.extract.parties`.
"""

from __future__ import annotations

from kg.extract.tree import RELATIVE, Tree

SINGULAR, PLURAL = frozenset({"it", "that", "this"}), frozenset({"them", "they", "these"})
ANY = frozenset({"one", "ones", "those", "none", "some", "both", "each", "neither", "any"})
CENTRAL = frozenset({"nsubj", "nsubjpass", "dobj"})
REACH = 2  # sentences before the pronoun
RIVALS = 1  # subjects and objects of the pronoun's number that may stand between


def antecedent(tree: Tree, i: int, words: frozenset[str]) -> int | None:
    """The last noun before token `i`, of the number of the pronoun there, that is one of `words`; None when there is none."""
    lower = tree.lower[i]
    if lower in RELATIVE and tree.pos[i] in ("PRON", "DET", "SCONJ"):
        clause = next((a for a in tree.ancestors(i) if tree.dep[a] in ("relcl", "acl")), None)
        if clause is not None:
            return tree.head[clause] if tree.pos[tree.head[clause]] in ("NOUN", "PROPN") else None
    if lower not in SINGULAR | PLURAL | ANY or tree.dep[i] in ("det", "nummod", "amod", "mark"):
        return None
    begin = tree.sentences[max(0, tree.sentence[i] - REACH)][0]
    passed = 0
    for j in range(i - 1, begin - 1, -1):
        if tree.pos[j] != "NOUN" or tree.dep[j] == "compound" or not _agrees(tree, j, lower):
            continue
        if tree.lemma[j] in words:
            return j
        passed += tree.dep[j] in CENTRAL
        if passed >= RIVALS and lower not in ANY:
            return None
    return None


def _agrees(tree: Tree, noun: int, pronoun: str) -> bool:
    if pronoun in ANY:
        return True
    plural = tree.tag[noun] == "NNS" or tree.first(noun, "conj") is not None
    return plural == (pronoun in PLURAL)
