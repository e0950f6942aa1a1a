"""Capitalised names of what cannot act: agreements and plans, occasions, arms."""

from __future__ import annotations

import functools

from kg.annotate import names
from kg.extract.tree import Tree
from kg.lexicon import Lexicon


@functools.lru_cache(maxsize=4)
def initiative_nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(n for kind in lexicon.table("initiatives")["kinds"].values() for n in kind["nouns"])


def names_initiative(lexicon: Lexicon, tree: Tree, first: int, last: int) -> bool:
    """Whether a capitalised name is that of an agreement, plan or the like ("Code of Conduct"), and not of a body."""
    cut = next((i for i in range(first + 1, last + 1) if tree.lower[i] in ("of", "on", "for")), last + 1)
    word = tree.lower[cut - 1]
    return word in initiative_nouns(lexicon) and word not in lexicon.table("initiatives")["words"]["bodies"]


def is_thing(lexicon: Lexicon, tree: Tree, first: int, last: int, kind: str | None) -> bool:
    """Whether a name is of no actor: an agreement, "PyeongChang Olympics", "Maritime Security" of "Declaration on Maritime
    Security", "Thai F-16" of "Thai F-16 aircraft". `kind` is that of the body which its words name."""
    bodies = lexicon.table("initiatives")["words"]["bodies"]
    if names_initiative(lexicon, tree, first, last):
        return True
    if first < last and tree.lower[last] in lexicon.table("actors")["occasions"]["words"]:
        return True
    noun = first - 2 if tree.lower[first - 1] != "the" else first - 3
    if first > 2 and tree.lower[noun + 1] in ("on", "for") and tree.word[noun][0].isupper():
        return tree.lower[noun] in initiative_nouns(lexicon) and tree.lower[noun] not in bodies
    modified = tree.lemma[tree.head[last]] if tree.dep[last] in ("compound", "nmod") and tree.head[last] > last else ""
    if first == last or modified not in lexicon.sets["weapon"] | lexicon.sets["force"]:
        return False
    return kind is None and _is_state(lexicon, tree.word[first])


def _is_state(lexicon: Lexicon, word: str) -> bool:
    return any(getattr(form.entry, "type", "") == "State" for match in names.find(word, lexicon) for form in match.forms)


@functools.lru_cache(maxsize=4)
def sites(lexicon: Lexicon) -> frozenset[str]:
    """Nouns that tell what a place is: towns and provinces, rivers and temples."""
    return lexicon.sets["settlement"] | lexicon.sets["landmark"]
