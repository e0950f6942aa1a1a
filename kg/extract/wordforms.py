"""Lemmas that the language model's rules get wrong, set right by what the lexicons know.

"staged" is no form of "stag" when only "stage" is a word of the lexicons, and "sit-in" is one noun, not three tokens.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from kg.extract.tree import Tree
from kg.lexicon import Lexicon


def mend(tree: Tree, lexicon: Lexicon) -> None:
    """Change `tree.lemma` in place; a lemma that the lexicons know stays."""
    verbs, nouns = known_verbs(lexicon), known_nouns(lexicon)
    irregular = lexicon.table("words")["irregular"]
    states = frozenset(lexicon.table("words")["participles"]["words"])
    for i in range(len(tree)):
        if tree.lower[i] in states and tree.dep[i] == "acomp" and tree.lemma[tree.head[i]] == "be":
            _make_passive(tree, i)
        if tree.pos[i] == "NOUN" and tree.dep[i] == "ROOT" and _is_verb(tree, i, verbs, nouns):
            _make_verb(tree, i)
    for i, lemma in enumerate(tree.lemma):
        known = verbs if tree.pos[i] == "VERB" else nouns if tree.pos[i] in ("NOUN", "PROPN", "ADJ") else frozenset()
        if (whole := _hyphenated(tree, i)) in known:
            tree.lemma[i] = whole
        elif tree.pos[i] == "VERB" and tree.lower[i] in irregular:
            tree.lemma[i] = irregular[tree.lower[i]]
        elif tree.pos[i] == "VERB" and lemma not in verbs:
            tree.lemma[i] = next((form for form in _forms(lemma) if form in verbs), lemma)


@functools.lru_cache(maxsize=4)
def known_verbs(lexicon: Lexicon) -> frozenset[str]:
    light = lexicon.table("words")["light"]
    return frozenset(lexicon.verbs) | {v.split("_")[0] for v in (*light["verbs"], *light["passive"]["verbs"])}


@functools.lru_cache(maxsize=4)
def known_nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.nouns).union(*lexicon.sets.values())


def _is_verb(tree: Tree, i: int, verbs: frozenset[str], nouns: frozenset[str]) -> bool:
    """ "The allies welcome it", "Oman mediates": a noun by its tag, with an object, or that is only known as a verb."""
    names = [c for c in tree.only(i, "compound", "nmod") if c < i and tree.pos[c] == "PROPN"]
    if not names or tree.lemma[i] not in verbs or tree.only(i, "det", "poss") and not tree.only(i, "dobj"):
        return False
    return bool(tree.only(i, "dobj")) or (tree.tag[i] == "NNS" and tree.lemma[i] not in nouns)


def _make_passive(tree: Tree, i: int) -> None:
    """ "The borders are closed": the participle becomes the verb, "are" its auxiliary, all else hangs on the participle."""
    be = tree.head[i]
    tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBN", tree.lower[i]
    above = tree.head[be]
    moved = [c for c in tree.children[be] if c != i]
    if above != be:
        tree.children[above] = sorted({*tree.children[above], i} - {be})
    tree.head[i], tree.dep[i] = (above if above != be else i), tree.dep[be]
    for c in (*moved, be):
        tree.head[c] = i
        tree.dep[c] = "auxpass" if c == be else "nsubjpass" if tree.dep[c] == "nsubj" else tree.dep[c]
    tree.children[be], tree.children[i] = [], sorted({*tree.children[i], *moved, be})
    tree.pos[be] = "AUX"


def _make_verb(tree: Tree, i: int) -> None:
    tree.pos[i], tree.tag[i] = "VERB", "VBZ" if tree.tag[i] == "NNS" else "VBP"
    subject = [c for c in tree.only(i, "compound", "nmod") if c < i][-1]
    tree.dep[subject] = "nsubj"


def _hyphenated(tree: Tree, i: int) -> str:
    """ "sit-in" at its last token, "" where no hyphen without blanks stands before the token."""
    if i < 2 or tree.word[i - 1] != "-" or tree.begin[i] != tree.end[i - 2] + 1:
        return ""
    return f"{tree.lower[i - 2]}-{tree.lemma[i]}"


def _forms(lemma: str) -> Iterator[str]:
    """Verbs of which an inflected form may have given a wrong lemma: "stag" (stage), "cordone", "resupplie", "fulfil"."""
    yield lemma + "e"
    yield lemma + lemma[-1:]
    if lemma.endswith("e"):
        yield lemma[:-1]
    if lemma.endswith("ie"):
        yield lemma[:-2] + "y"
