"""What initiatives address and what stands in their way, as short noun phrases of the text."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kg.extract.quotes import Quoter
from kg.extract.tree import Tree
from kg.lexicon import Lexicon, slug
from kg.model import Issue


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue in the making; equal when it is the same issue. `words` are its tokens."""

    key: str
    label: str


@functools.lru_cache(maxsize=4)
def canonical(lexicon: Lexicon) -> dict[str, str]:
    """Variant → canonical label, lower case."""
    table = lexicon.table("issues")["issues"]
    return {v.lower(): label for label, variants in table.items() for v in (label, *variants)}


LEFT = frozenset({"amod", "compound", "nmod", "nummod", "conj", "cc", "punct", "advmod"})
EMPTY = frozenset(
    {
        "it",
        "this",
        "that",
        "which",
        "what",
        "they",
        "them",
        "one",
        "way",
        "part",
        "end",
        "use",
        "number",
        "level",
        "basis",
        "terms",
        "both",
        "each",
        "all",
    }
)


def extent(tree: Tree, head: int) -> tuple[int, int]:
    """The tokens of a noun phrase without determiner, possessor and clauses; with a short "of" phrase."""
    inside = {d for c in tree.only(head, *LEFT) if c < head for d in tree.subtree(c)}
    first = head
    while first - 1 in inside:
        first -= 1
    while first < head and tree.pos[first] in ("DET", "PUNCT", "CCONJ", "PRON", "SPACE"):
        first += 1
    last = head
    for p in tree.only(head, "prep"):
        if tree.lower[p] == "of" and p == head + 1:
            for o in tree.only(p, "pobj"):
                if o - p <= 3:
                    last = o
    return first, last


def topic(tree: Tree, head: int, lexicon: Lexicon) -> tuple[Topic, tuple[int, int]] | None:
    """The issue that a noun phrase names, with its tokens; None for pronouns and empty words."""
    if tree.pos[head] not in ("NOUN", "PROPN", "VERB") or tree.lower[head] in EMPTY:
        return None
    first, last = extent(tree, head)
    text = " ".join(tree.text[tree.begin[first] : tree.end[last]].split())
    label = text if tree.pos[head] == "PROPN" else text.lower()
    label = canonical(lexicon).get(label.lower(), label)
    return Topic(f"issue/{slug(label)}", label), (first, last)


def issues(found: dict[Topic, list[tuple[int, int]]], quote: Quoter) -> list[Issue]:
    out = []
    for t, spans in found.items():
        mentions = tuple(dict.fromkeys(quote.tokens(a, b) for a, b in spans))
        aliases = tuple(sorted({m.text for m in mentions} - {t.label}))
        out.append(Issue(key=t.key, label=t.label, mentions=mentions, aliases=aliases))
    return out
