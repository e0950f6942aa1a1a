"""Finds the names that the lexicons know in a text, longest match first, in one pass over its words.

Case counts, but for text in capitals. Hyphens, full stops and blanks between the words of a name are
alike ("al-Qaeda", "al Qaeda"; "U.S.", "US"), and so are letters with and without accents and the spellings of one
word ("Defence", "Defense").
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.lexicon import KnownPlace, Lexicon, Name

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"[ \t\u00a0.'’/–+&-]{0,3}|\r?\n")
FEW = 50  # ways on from a word in a name: with fewer, shorter words in capitals may be of the name, too
ROLES = ("name", "demonym", "adjective", "capital", "seat", "place")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to name an entry. `role` is one of `ROLES`; `text` the form as the lexicon has it."""

    entry: Name | KnownPlace
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Characters [begin, end) with the entries that they may name, the likeliest first."""

    begin: int
    end: int
    forms: tuple[Form, ...]


@dataclass(slots=True)
class Node:
    children: dict[str, Node] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@functools.lru_cache(maxsize=4)
def spellings(lexicon: Lexicon) -> dict[str, str]:
    """The spelling that stands for another of the same word, for each case it can be written in."""
    pairs = lexicon.table("resolve")["spelling"].items()
    single = [(a, b) for a, b in pairs if " " not in a + b]
    return {shape(a): shape(b) for a, b in single for shape in (str.lower, str.capitalize, str.upper)}


@functools.lru_cache(maxsize=4)
def trie(lexicon: Lexicon) -> Node:
    root, spelt = Node(), spellings(lexicon)
    for entry in lexicon.names:
        _add(root, entry, "name", entry.names, spelt)
        for role, forms in (
            ("demonym", entry.demonyms),
            ("adjective", entry.adjectives),
            ("capital", entry.capitals),
            ("seat", entry.seats),
        ):
            _add(root, entry, role, forms, spelt)
    for place in lexicon.places:
        _add(root, place, "place", place.names, spelt)
    _order(root)
    return root


@functools.lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> frozenset[str]:
    """All capitalised words that are part of a known name."""
    out: set[str] = set()
    stack = [trie(lexicon)]
    while stack:
        node = stack.pop()
        out.update(w for w in node.children if w[:1].isupper())
        stack.extend(node.children.values())
    out.update(a for a, b in spellings(lexicon).items() if b in out)
    return frozenset(out - {"The", "Of", "And", "For", "In", "On", "To", "A"})


def _add(root: Node, entry: Name | KnownPlace, role: str, forms: tuple[str, ...], spelt: dict[str, str]) -> None:
    for text in forms:
        form = Form(entry, role, text)
        for variant in _variants(text):
            node = root
            for word in WORD.findall(plain(variant)):
                node = node.children.setdefault(spelt.get(word, word), Node())
            if node is not root and all((f.entry, f.role) != (entry, role) for f in node.forms):
                node.forms.append(form)


def _variants(text: str) -> Iterator[str]:
    short = text.removeprefix("The ").removeprefix("the ")
    yield short
    if short[:1].islower():
        yield short[:1].upper() + short[1:]
    if re.fullmatch(r"[A-Z]{2,4}", short):
        yield ".".join(short)


def _order(node: Node) -> None:
    node.forms.sort(key=lambda f: (ROLES.index(f.role), f.entry.key))
    for child in node.children.values():
        _order(child)


def plain(text: str) -> str:
    """Without accents. ASCII text comes back as it is; other text may change its length."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")


def find(text: str, lexicon: Lexicon) -> list[Match]:
    """The known names of a text in order, never overlapping."""
    root, spelt = trie(lexicon), spellings(lexicon)
    spans = [m.span() for m in WORD.finditer(text)]
    shapes = [spelt.get(shape, shape) for shape in (plain(text[b:e]) for b, e in spans)]
    out: list[Match] = []
    at = 0
    while at < len(spans):
        found = _longest(root, text, spans, shapes, at)
        if found:
            last, forms = found
            out.append(Match(spans[at][0], _end(text, spans, at, last), tuple(forms)))
            at = last
        at += 1
    return out


def _longest(root: Node, text: str, spans: list[tuple[int, int]], shapes: list[str], at: int) -> tuple[int, list[Form]] | None:
    node, best = root, None
    for i in range(at, len(spans)):
        if i > at and not GAP.fullmatch(text, spans[i - 1][1], spans[i][0]):
            break
        child = _child(node, shapes[i])
        if child is None:
            break
        node = child
        if node.forms and _case_fits(text, spans[at][0], spans[i][1]):
            best = (i, node.forms)
    return best


def _child(node: Node, word: str) -> Node | None:
    child = node.children.get(word)
    if child is None and len(word) > 1 and word.isupper() and len(word) > 3 - bool(node.forms or len(node.children) < FEW):
        child = node.children.get(word.capitalize()) or node.children.get(word.lower())
    return child


def _case_fits(text: str, begin: int, end: int) -> bool:
    """Dotted acronyms need their dots: "U.S." but not "u s" or "I. S"."""
    letters = WORD.findall(text[begin:end])
    if len(letters) > 1 and all(len(w) == 1 for w in letters):
        return text[begin + 1 : begin + 2] == "."
    return True


def _end(text: str, spans: list[tuple[int, int]], first: int, last: int) -> int:
    """The end of the match; the last stop of a dotted acronym belongs to it."""
    end = spans[last][1]
    dotted = last > first and all(e - b == 1 for b, e in spans[first : last + 1])
    return end + 1 if dotted and text[end : end + 1] == "." else end
