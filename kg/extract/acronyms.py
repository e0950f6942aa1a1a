"""Acronyms that a text defines in brackets, and what they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.candidates import SMALL
from kg.extract.tree import Tree

ACRONYM = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Za-z0-9&/-]{1,11})\s*\)")
DEFINED_WORDS = 12


def acronyms(tree: Tree) -> dict[str, tuple[int, int]]:
    """Acronyms defined in brackets, with the token range of what they stand for: {"FATF": (4, 7)}."""
    out: dict[str, tuple[int, int]] = {}
    for found in ACRONYM.finditer(tree.text):
        i = bisect_left(tree.begin, found.start()) - 1
        long = _spelled(tree, i, re.sub(r"[^A-Za-z]", "", found[1]))
        if long:
            out.setdefault(found[1], long)
    return out


def _spelled(tree: Tree, last: int, acronym: str, small: bool = False) -> tuple[int, int] | None:
    """The run of words before `last` whose initials spell the acronym; with `small`, "of" and "on" may count too."""
    letters = [c.lower() for c in acronym if c.isupper()] or [acronym[0].lower()]
    at, i = len(letters) - 1, last
    while i >= 0 and i > last - DEFINED_WORDS:
        word = tree.lower[i]
        if word and word[0] == letters[at] and (small or tree.word[i][0].isupper() or word not in SMALL):
            at -= 1
            if at < 0:
                return (i, last)
        elif word not in SMALL and tree.word[i][0].isalpha() and tree.word[i][0].islower() or tree.word[i] in ".;:()":
            break
        i -= 1
    return None if small or len(letters) < 3 else _spelled(tree, last, acronym, small=True)
