"""How far a name reaches: parts of it that the model left out, two names taken for one, acronyms beside a common noun."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping

from kg.extract.tree import DATES, Tree
from kg.lexicon import Lexicon

ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z0-9][A-Z0-9-]{1,7}")
PARTS = 4  # words of a name that lists what a body is for


@functools.lru_cache(maxsize=4)
def leaders(lexicon: Lexicon) -> frozenset[str]:
    """The last names of the known leaders, as news writes them at the second mention; none that is a common word."""
    table = lexicon.table("leaders")["leaders"]
    last = {name.split()[-1] for names in table.values() for name in names if " " in name}
    return frozenset(w for w in last if w.lower() not in lexicon.nouns and w.lower() not in DATES and len(w) > 3)


def completed(tree: Tree, first: int, last: int, titles: frozenset[str]) -> int:
    """The last word of a name whose last word only modifies the proper noun behind it ("Ri Yong" of "Ri Yong Ho")."""
    end = tree.head[last] if tree.dep[last] == "compound" else last
    while end > last + 1 and tree.dep[end] == "compound":
        end = tree.head[end]
    between = range(last + 1, end + 1)
    whole = all(tree.pos[i] == "PROPN" and tree.word[i][0].isupper() or tree.word[i] == "-" for i in between)
    whole = whole and not any(tree.lower[i] in titles for i in between)
    return end if last < end <= last + PARTS and whole and first <= last else last


def begun(tree: Tree, first: int, last: int, titles: frozenset[str]) -> int:
    """The first word of a person's name before which proper nouns stand that only modify it ("Ahmed Sayed" of "Taha Ahmed
    Sayed")."""
    start = first
    while start > 0 and start > first - PARTS and tree.sentence[start - 1] == tree.sentence[first]:
        i = start - 1
        word = tree.word[i]
        name = tree.tag[i] == "NNP" and word[:1].isupper() and word[1:].islower() and word.isalpha()
        other = tree.lower[i] in DATES or tree.lower[i] in ("eve", "day") or tree.lower[i] in titles
        if not name or other or tree.dep[i] != "compound" or not first <= tree.head[i] <= last:
            break
        start = i
    return start


def apart(tree: Tree, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The two persons in "A B and C D"."""
    joints = [i for i in range(first + 1, last) if tree.dep[i] == "cc" and tree.lower[i] in ("and", "&")]
    edges = [first - 1, *joints, last + 1]
    for before, after in itertools.pairwise(edges):
        if before + 1 <= after - 1:
            yield before + 1, after - 1


def called(tree: Tree, nouns: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Acronyms that a common noun beside them calls a body: "the rights group RNDDH", "the 3R group". Token and kind."""
    for i in range(1, len(tree) - 1):
        if not ACRONYM.fullmatch(tree.word[i]) or tree.word[i].isdigit():
            continue
        before = tree.lemma[i - 1] if tree.pos[i - 1] == "NOUN" and tree.tag[i - 1] != "NNS" else ""
        after = tree.lemma[i + 1] if tree.head[i] == i + 1 and tree.pos[i + 1] == "NOUN" else ""
        kind = nouns.get(f"{tree.lower[i - 2]} {before}") if i > 1 else None
        if found := kind or nouns.get(before) or nouns.get(after):
            yield i, found


def list_start(tree: Tree, first: int) -> int:
    """Where "Truth, Justice, Reparation and Reconciliation Commission" begins, of which `first` is the last item."""
    i = first
    if i > 1 and tree.lower[i - 1] == "and" and tree.word[i - 2][0].isupper():
        i -= 2
        while i > 1 and tree.word[i - 1] == "," and tree.word[i - 2][0].isupper() and first - i < 2 * PARTS:
            i -= 2
    return i if first - i > 2 and i and tree.pos[i - 1] == "DET" else first


def trimmed(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Without articles, possessive marks and punctuation at the ends."""
    while first <= last and (
        tree.pos[first] in ("DET", "PUNCT", "SPACE", "NUM", "ADP", "PART", "CCONJ")
        or tree.lower[first] == "the"
        or tree.lower[first] in ("eve", "day")
        and tree.lower[first - 1] in ("'s", "’s")
    ):
        first += 1
    opened = next((i for i in range(first, last + 1) if tree.word[i] == "("), None)
    if opened is not None and ")" not in tree.word[opened : last + 1]:
        last = opened - 1
    while first <= last and (
        tree.pos[last] in ("PUNCT", "SPACE", "PART", "CCONJ")
        and tree.word[last] not in (".",)
        or tree.lower[last] in ("'s", "’s", "of", "the")
    ):
        last -= 1
    return first, last
