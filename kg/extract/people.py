"""Persons that the model misses, told by the words beside their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.candidates import Candidate, kinds, title_heads
from kg.extract.extents import leaders
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

ACTING = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj")


def persons(tree: Tree, lexicon: Lexicon, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Full names that the model misses, where grammar tells: beside a person, after an office, as "the negotiators, A B"."""
    surnames = leaders(lexicon)
    taken = {i: c for c in found for i in range(c.first, c.last + 1)}
    offices = title_heads(lexicon)
    i = 0
    while i < len(tree):
        first = i
        while i < len(tree) and i not in taken and _is_name_word(tree, i):
            i += 1
        last = i - 1
        if first == last and tree.word[first] in surnames and tree.dep[first] in ACTING:
            yield Candidate(first, first, "Person", 3)
        if 1 <= last - first <= 3 and tree.head[first] == last and kinds(lexicon).of(tree.word[first : last + 1]) is None:
            governor, dep = tree.head[last], tree.dep[last]
            beside = dep == "conj" and governor in taken and taken[governor].type == "Person"
            office = dep in ("appos", "nsubj", "pobj") and tree.lemma[governor] in offices and tree.pos[governor] != "VERB"
            if beside or office:
                yield Candidate(first, last, "Person", 3)
        i = max(i, first + 1)


def _is_name_word(tree: Tree, i: int) -> bool:
    word = tree.word[i]
    return tree.pos[i] == "PROPN" and word[:1].isupper() and word[1:].islower() and word.replace("'", "").isalpha()
