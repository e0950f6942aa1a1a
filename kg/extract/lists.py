"""Enumerations in running text and in list items: "including A, B and C", "among them ...", bullets under "four annexes:"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.initiatives import Finder, Phrase
from kg.extract.tree import Tree
from kg.model import Block, BlockKind

CUES = (
    ("such", "as"),
    ("among", "them"),
    ("including",),
    ("namely",),
    ("notably",),
    ("chiefly",),
    ("covering",),
    ("beginning", "with"),
    ("starting", "with"),
    (":",),
)
INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "PRON"})
REACH = 14


def after_cue(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """Heads of the noun phrases listed after a cue behind the phrase in its sentence, no verb between them but the cue's."""
    tree = finder.tree
    _, last = tree.sentences[tree.sentence[phrase.head]]
    for i in range(phrase.last + 1, min(last, phrase.last + REACH)):
        cue = next((c for c in CUES if tuple(tree.lower[i : i + len(c)]) == c), None)
        if cue is not None and not _claimed(finder, phrase, i):
            heads = list(enumerated(finder, i + len(cue), last))
            if len(heads) > 1 or cue[0] not in (":", "such"):
                yield from (h for h in heads if _may_be_part(finder, h))
            return


def _claimed(finder: Finder, phrase: Phrase, end: int) -> bool:
    """Whether another initiative stands between a phrase and the cue: the list is that one's."""
    own = finder.by_head.get(phrase.head)
    return any(finder.by_head.get(i, own) is not own for i in range(phrase.last + 1, end))


def _may_be_part(finder: Finder, head: int) -> bool:
    use = finder.who.entities.at.get(head)
    return (use is None or use.entity.generic) and finder.tree.lemma[head] not in finder.who.words.population


def enumerated(finder: Finder, first: int, last: int) -> Iterator[int]:
    """The head noun of each member of a list, read off the commas and "and"s rather than the parse."""
    tree = finder.tree
    i = first
    while i <= last:
        head, after = _segment(tree, i, last)
        if head is None:
            return
        yield _content_noun(finder, head)
        i = _next_member(tree, after, last)


def _content_noun(finder: Finder, head: int) -> int:
    """In "the application of financial sanctions" the sanctions, not their application."""
    tree = finder.tree
    if tree.lemma[head] in finder.words.sets["hollow"]:
        return next((o for p in tree.only(head, "prep") if tree.lower[p] == "of" for o in tree.only(p, "pobj")), head)
    return head


def _segment(tree: Tree, i: int, last: int) -> tuple[int | None, int]:
    """The head of the noun phrase that begins at `i` and the token behind its first nouns."""
    head, j = None, i
    if i < last and tree.tag[i] == "VB" and tree.pos[i + 1] in ("NOUN", "ADJ"):
        j = i + 1
    while j <= last and (tree.pos[j] in INSIDE or tree.word[j] in ("-", "'s", "’s") or tree.tag[j] in ("VBN", "VBG", "JJ", "RB")):
        if tree.pos[j] in ("NOUN", "PROPN") or tree.tag[j] == "VBG":
            head = j
        j += 1
    return head, j


def _next_member(tree: Tree, i: int, last: int) -> int:
    """Where the next member begins: behind the next comma or "and" that is not inside a phrase of this member."""
    while i <= last:
        if tree.word[i] in (",", ";"):
            i += 1
            return i + 1 if i <= last and tree.lower[i] in ("and", "or", "as") else i
        if (
            tree.lower[i] in ("and", "or")
            and tree.pos[i] == "CCONJ"
            and not tree.pos[i - 1] == tree.pos[min(i + 1, last)] == "ADJ"
        ):
            return i + 1
        if tree.pos[i] in ("VERB", "AUX") and tree.tag[i] not in ("VBN", "VBG") or tree.word[i] in (".", ":", "–", "—"):
            return last + 1
        i += 1
    return last + 1


def items(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """Bullets under a paragraph that ends in a colon, when the phrase is the last initiative of that paragraph."""
    tree, blocks = finder.tree, finder.blocks
    at = next((n for n, b in enumerate(blocks) if b.span.begin <= tree.begin[phrase.head] < b.span.end), None)
    if at is None or not tree.text[blocks[at].span.begin : blocks[at].span.end].endswith(":"):
        return
    if _main(finder, blocks[at]) != phrase.head:
        return
    for block in blocks[at + 1 :]:
        if block.kind is not BlockKind.LIST_ITEM:
            return
        yield from _first_heads(finder, block)


def _main(finder: Finder, block: Block) -> int | None:
    """The initiative that a paragraph is about: the first one named in it, else the first."""
    tree = finder.tree
    inside = [(h, p) for h, p in finder.by_head.items() if block.span.begin <= tree.begin[h] < block.span.end]
    named = [h for h, p in inside if any(x.head == h and x.named for x in p.phrases)]
    return min(named or [h for h, _ in inside], default=None)


def _first_heads(finder: Finder, block: Block) -> Iterator[int]:
    """The head of the noun phrase, maybe of two nouns coordinated, that an item begins with."""
    tree = finder.tree
    first = next((i for i, b in enumerate(tree.begin) if b >= block.span.begin), None)
    if first is None:
        return
    last = tree.sentences[tree.sentence[first]][1]
    head, after = _segment(tree, first, last)
    while head is not None and after < last and tree.lower[after] == "and" and tree.pos[after + 1] in ("NOUN", "ADJ"):
        head, after = _segment(tree, after + 1, last)
    if head is not None:
        yield next((h for h in range(first, head) if tree.head[h] != h and h in finder.by_head), head)


__all__ = ["after_cue", "enumerated", "items"]
