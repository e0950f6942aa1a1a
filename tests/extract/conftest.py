"""Parses written by hand, so that the tests of grammar neither need a language model nor follow its whims.

A table is one line of tokens "word/TAG/dep/head" or "word/TAG/dep/head/lemma"; heads are token numbers, the root's is
its own; coarse parts of speech and blanks follow from the tags.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from types import ModuleType

import pytest
import spacy
from spacy import tokens
from spacy.tokens import Doc

from kg import lexicon as lexicons
from kg import patterns
from kg.extract import entities as ents
from kg.extract import extract
from kg.extract.entities import Entities
from kg.extract.parties import Parties, parties
from kg.extract.tree import Tree, plant
from kg.lexicon import Frame, Lexicon
from kg.model import Block, BlockKind, Document, Extraction, Span
from kg.read import layout

VOCAB = spacy.blank("en").vocab
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON",
    "EX": "PRON", "DT": "DET", "IN": "ADP", "TO": "PART", "POS": "PART", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "RB": "ADV",
    "RBR": "ADV", "WRB": "SCONJ", "CC": "CCONJ", "CD": "NUM", "RP": "ADP", "_SP": "SPACE",
}  # fmt: skip
CLOSERS = frozenset(", . ; : ? ! ) - 's n't %".split())
OPENERS = frozenset("( -".split())


def build(table: str, ents: Iterable[tuple[int, int, str]] = ()) -> Doc:
    """The `Doc` of a table. `ents` are names as the model would find them: first and last token, label."""
    rows = [(*cells, cells[0].lower())[:5] for cells in (cell.split("/") for cell in table.split())]
    words = [word.replace("¶", "\n\n") for word, *_ in rows]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=[word not in OPENERS and after not in CLOSERS and "\n" not in (word + after)[:1] + after[:1]
                for word, after in zip(words, [*words[1:], "."], strict=True)],
        tags=[tag for _, tag, *_ in rows],
        pos=[_pos(tag, dep, lemma) for _, tag, dep, _, lemma in rows],
        deps=[dep for _, _, dep, _, _ in rows],
        heads=[int(head) for _, _, _, head, _ in rows],
        lemmas=[lemma for *_, lemma in rows],
    )  # fmt: skip
    doc.set_ents([tokens.Span(doc, first, last + 1, label=label) for first, last, label in ents])
    return doc


def _pos(tag: str, dep: str, lemma: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if dep in ("aux", "auxpass") or lemma == "be" else "VERB"
    if dep in ("mark", "neg"):
        return "SCONJ" if dep == "mark" else "PART"
    return POS.get(tag, "PUNCT")


def grow(table: str) -> Tree:
    return plant(build(table))


def words(tree: Tree, tokens: Iterable[int]) -> list[str]:
    return [tree.word[t] for t in tokens]


def at(tree: Tree, word: str, nth: int = 1) -> int:
    """The token of a word, its `nth` occurrence."""
    return [i for i, w in enumerate(tree.word) if w == word][nth - 1]


def small_lexicon(*frames: dict[str, object], light: Iterable[str] = ("launch", "hold"), passive: Iterable[str] = ()) -> Lexicon:
    """A lexicon of a few frames; keys as in the TOML files."""
    verbs: dict[str, list] = {}
    nouns: dict[str, list] = {}
    kept: dict[str, Frame] = {}
    for entry in frames:
        rest = {k: v for k, v in entry.items() if k not in ("verbs", "nouns")}
        frame = kept[str(entry["name"])] = Frame(**rest)  # type: ignore[arg-type]
        for source in entry.get("verbs", ()):  # type: ignore[attr-defined]
            pattern = patterns.verb(source, {})
            verbs.setdefault(pattern.lemma, []).append((pattern, frame))
        for source in entry.get("nouns", ()):  # type: ignore[attr-defined]
            for pattern in patterns.noun(source, {}):
                nouns.setdefault(pattern.lemma, []).append((pattern, frame))
    heaviest = lambda index: {k: tuple(sorted(v, key=lambda r: -r[0].weight)) for k, v in index.items()}  # noqa: E731
    return Lexicon(
        names=(), places=(), frames=kept, verbs=heaviest(verbs), nouns=heaviest(nouns), sets={},
        tables={"words": {"light": {"verbs": list(light), "passive": {"verbs": list(passive)}}}}, sha256="", grammar="",
    )  # fmt: skip


@functools.lru_cache(maxsize=1)
def full_lexicon() -> Lexicon:
    return lexicons.load()


def document(text: str) -> Document:
    return layout.document(text, source="test.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), blocks=layout.blocks(text))


def names_in(table: str, found: Iterable[tuple[int, int, str]] = ()) -> Entities:
    doc = build(table, found)
    return ents.recognise(document(doc.text), doc, plant(doc), full_lexicon())


def meant(table: str, found: Iterable[tuple[int, int, str]] = ()) -> Parties:
    return parties(names_in(table, found))


def keys(who: Parties, token: int, **options: bool) -> list[str]:
    return [e.key for e in who.of(token, **options)]


def read_out(
    table: str, found: Iterable[tuple[int, int, str]] = (), kinds: Iterable[BlockKind] = (BlockKind.PARAGRAPH,)
) -> Extraction:
    """The whole extraction of a parse written by hand. `kinds` are those of the passages between blank lines."""
    doc = build(table, found)
    spans = [Span(begin=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", doc.text)]
    blocks = tuple(Block(kind=kind, span=span) for kind, span in zip(kinds, spans, strict=True))
    return extract(dataclasses.replace(document(doc.text), blocks=blocks), doc, full_lexicon())


@pytest.fixture(scope="session")
def hand() -> ModuleType:
    """The functions of this file: what is made by hand."""
    return sys.modules[__name__]


@pytest.fixture(scope="session")
def said() -> Callable[[str], Extraction]:
    """Text → its extraction by the whole tool, the language model included."""
    from kg.annotate import model, names

    lexicon = full_lexicon()

    @functools.cache
    def run(text: str) -> Extraction:
        ((source, doc),) = model.annotate([document(text)], names.words(lexicon))
        return extract(source, doc, lexicon)

    return run
