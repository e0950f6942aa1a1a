"""Single facts of a store without a query: values of a property, the sentences behind a statement, a document's mentions.

Made for pages that show a little of a large store at once. Spans are code points, 0-based, end exclusive.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.query import iri
from kg.vocabulary import AEI, DCT, NIF, RDF

SPAN = re.compile(r"#char=(\d+),(\d+)$")
EVIDENCE, MENTION, SENTENCE = (ox.NamedNode(AEI + name) for name in ("evidence", "mention", "sentence"))
TYPE, ANCHOR = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{NIF}anchorOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence of the document with this IRI, cut around the decisive words, which stand at `begin` to `end` of the text."""

    document: str
    source: str
    title: str
    date: str
    begin: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document with what its words mention or state: begin, end, IRI of the thing; in the order of the text."""

    iri: str
    source: str
    title: str
    date: str
    creator: str
    publisher: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def pairs(store: ox.Store, property_: str) -> Iterator[tuple[str, str]]:
    """Subject and value of each statement with this property; of the same statement in several graphs all."""
    for quad in store.quads_for_pattern(None, iri(property_), None, None):
        yield quad.subject.value, quad.object.value


def members(store: ox.Store, class_: str) -> Iterator[str]:
    """What is of a class; once for each graph that says so."""
    for quad in store.quads_for_pattern(None, TYPE, iri(class_), None):
        yield quad.subject.value


def known(store: ox.Store, name: str) -> bool:
    """Whether the store says anything about the IRI. Raises `QueryError` if it is none."""
    return next(iter(store.quads_for_pattern(iri(name), None, None, None)), None) is not None


def values(store: ox.Store, subject: str, property_: str) -> list[str]:
    """Sorted, each once."""
    return sorted({quad.object.value for quad in store.quads_for_pattern(iri(subject), iri(property_), None, None)})


def quotations(store: ox.Store, thing: str, limit: int) -> list[Quotation]:
    """At most `limit` of the sentences that state or mention the thing, in the order of source and text, each once."""
    me = iri(thing)
    found = itertools.chain(store.quads_for_pattern(me, EVIDENCE, None, None), store.quads_for_pattern(me, MENTION, None, None))
    quoted: dict[tuple[str, str], Quotation] = {}
    for quad in found:
        if len(quoted) >= limit:
            break
        quotation = _quotation(store, quad.object)
        quoted.setdefault((quotation.document, quotation.before + quotation.words + quotation.after), quotation)
    return sorted(quoted.values(), key=lambda q: (q.source, q.document, q.begin, q.end))


def document(store: ox.Store, name: str) -> Text | None:
    """The document with this IRI; None if there is none."""
    me = iri(name)
    about = _facts(store, me)
    if f"{NIF}isString" not in about:
        return None
    found = set()
    for property_ in (EVIDENCE, MENTION):
        for quad in store.quads_for_pattern(None, property_, None, me):
            if span := SPAN.search(quad.object.value):
                found.add((int(span[1]), int(span[2]), quad.subject.value))
    kept = {key: about.get(DCT + key, "") for key in ("source", "title", "date", "creator", "publisher")}
    return Text(iri=name, text=about[f"{NIF}isString"], spans=tuple(sorted(found)), **kept)


def _quotation(store: ox.Store, mention: ox.NamedNode) -> Quotation:
    facts = _facts(store, mention)
    whole = ox.NamedNode(facts[SENTENCE.value])
    sentence = next(store.quads_for_pattern(whole, ANCHOR, None, None)).object.value
    document = ox.NamedNode(facts[f"{NIF}referenceContext"])
    about = {key: next(iter(values(store, document.value, DCT + key)), "") for key in ("source", "title", "date")}
    begin, end = int(facts[f"{NIF}beginIndex"]), int(facts[f"{NIF}endIndex"])
    at = begin - _begin(whole.value)
    return Quotation(
        document=document.value, begin=begin, end=end, before=sentence[:at], words=facts[ANCHOR.value],
        after=sentence[at + end - begin :], **about,
    )  # fmt: skip


def _facts(store: ox.Store, subject: ox.NamedNode) -> dict[str, str]:
    """One value for each property, the first by name."""
    found = sorted(store.quads_for_pattern(subject, None, None, None), key=str, reverse=True)
    return {quad.predicate.value: quad.object.value for quad in found}


def _begin(mention: str) -> int:
    span = SPAN.search(mention)
    return int(span[1]) if span else 0
