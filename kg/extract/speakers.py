"""Who speaks in a quotation: whom "I" and "we" mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.tree import Tree
from kg.lexicon import Lexicon

QUOTED = re.compile(r'“[^”\n]*(?:”|(?=\n)|$)|"[^"\n]*(?:"|(?=\n)|$)')
FIRST_PERSON = frozenset("i me my mine we us our ours myself ourselves".split())


def quotations(tree: Tree) -> tuple[tuple[int, int], ...]:
    """The quotations of a text, (begin, end) in characters, marks included; one left open ends with its line."""
    return tuple(m.span() for m in QUOTED.finditer(tree.text))


def speaker(tree: Tree, i: int, quotes: tuple[tuple[int, int], ...], lexicon: Lexicon) -> int | None:
    """The token of who says the quotation around `i`: the subject, outside of it, of the verb of speech beside it."""
    inside = next(((b, e) for b, e in quotes if b <= tree.begin[i] < e), None)
    if inside is None:
        return None
    begin, end = (tree.sentence[bisect_left(tree.begin, at)] for at in (inside[0] + 1, inside[1] - 1))
    for sentence in dict.fromkeys((end, begin)):
        for verb in _verbs_of_speech(tree, sentence, quotes, lexicon):
            subject = next((s for s in tree.surface_subjects(verb) if not _is_quoted(tree, s, quotes)), None)
            if subject is not None:
                return subject
    return None


def _verbs_of_speech(tree: Tree, sentence: int, quotes: tuple[tuple[int, int], ...], lexicon: Lexicon) -> Iterator[int]:
    speech = lexicon.table("operators")["speech"]
    first, last = tree.sentences[min(sentence, len(tree.sentences) - 1)]
    for i in range(first, last + 1):
        if tree.pos[i] == "VERB" and tree.lemma[i] in (*speech["verbs"], *speech["doubtful"]) and not _is_quoted(tree, i, quotes):
            yield i


def _is_quoted(tree: Tree, i: int, quotes: tuple[tuple[int, int], ...]) -> bool:
    return any(b <= tree.begin[i] < e for b, e in quotes)
