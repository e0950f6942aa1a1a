"""An Extraction as quads: what a document says, in that document's own named graph.

No blank nodes; the same extraction gives the same quads in the same order.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import GraphError
from kg.graph import iris
from kg.graph.terms import TYPE, aei, decimal, term, typed
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Finding, Initiative, Issue, Mention, Place, Span
from kg.vocabulary import (
    ACTOR_TYPES,
    DCT,
    EVENT_TYPES,
    EVT,
    GEO,
    ID_BASE,
    NIF,
    PREDICATES,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    WIKIDATA,
)  # fmt: skip

Statements = Iterator[Triple]


@dataclass(frozen=True, slots=True)
class _Names:
    """Who is called what in one document: the IRI behind each key, and what error messages need."""

    document: Document
    base: str
    of_key: Mapping[str, NamedNode]

    def of(self, key: str, finding: Finding) -> NamedNode:
        if key not in self.of_key:
            raise _error(self.document, finding, f"refers to {key!r}, which nothing in the document is called")
        return self.of_key[key]

    def mention(self, span: Span) -> NamedNode:
        return NamedNode(iris.mention_iri(self.document, span, self.base))


def quads(extraction: Extraction, base: str = ID_BASE) -> Iterator[Quad]:
    """Every statement of the vocabulary about `extraction`, each once, in the document's own graph.

    Raises `GraphError`, naming document, finding and value, on a key that refers to nothing, a key used
    twice, a mention that is not what the text says there, and a type or predicate outside the vocabulary.
    """
    names = _names(extraction, base)
    graph = NamedNode(iris.document_iri(extraction.document, base))
    for triple in dict.fromkeys(_triples(extraction, names)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def provenance(extractions: Iterable[Extraction], base: str = ID_BASE) -> Iterator[Quad]:
    """Which tool, model and lexicons made each document graph. In a graph of its own, without a clock."""
    graph = NamedNode(iris.provenance_graph(iris.checked_base(base)))
    found = (triple for extraction in extractions if extraction.producer for triple in _production(extraction, base))
    for triple in dict.fromkeys(found):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def quarantined(extraction: Extraction, offenders: Mapping[str, str], base: str = ID_BASE) -> Iterator[Quad]:
    """The quads of `extraction` with the findings in `offenders` (IRI of a finding or mention → reason) set aside.

    What holds without them stands in the document's graph as ever. A claim about a finding set aside is set
    aside with it; an offending document takes all its findings along. In `iris.quarantine_graph(document)` each of
    them has a record, an `aei:Quarantine` with the `dct:subject`, the `aei:reason` and, as text, each statement
    that is gone: text, since a query over the union of all graphs must not meet it as a fact.
    Raises `GraphError` on an IRI that is none of the extraction's.
    """
    reasons = _with_claims(extraction, _by_key(extraction, offenders, base))
    kept = list(quads(_without(extraction, set(reasons)), base))
    yield from kept
    graph = NamedNode(iris.quarantine_graph(iris.document_iri(extraction.document, base)))
    for triple in dict.fromkeys(_records(extraction, reasons, set(kept), base)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


# --- terms


def _degrees(value: float) -> Literal:
    return decimal(Decimal(repr(float(value))))


def _date(value: str) -> Literal:
    """xsd:date for a whole date, plain EDTF for everything coarser ("2025-09")."""
    try:
        return typed(datetime.date.fromisoformat(value).isoformat(), "date")
    except ValueError:
        return Literal(value)


def _error(document: Document, finding: Finding, what: str) -> GraphError:
    return GraphError(f"{document.source}: {type(finding).__name__} {finding.key!r} {what}")


def _names(extraction: Extraction, base: str) -> _Names:
    iris.checked_base(base)
    document, of_key = extraction.document, dict[str, NamedNode]()
    for finding in extraction.findings():
        if finding.key in of_key:
            raise _error(document, finding, "has a key that another finding of the document has already")
        of_key[finding.key] = NamedNode(iris.finding_iri(finding, document, base))
    return _Names(document, base, of_key)


# --- what a document says


def _triples(extraction: Extraction, names: _Names) -> Statements:
    yield from _document(names)
    for actor in extraction.actors:
        yield from _actor(actor, names)
    for place in extraction.places:
        yield from _place(place, names)
    for issue in extraction.issues:
        yield from _thing(issue, "Issue", issue.aliases, issue.mentions, names)
    for event in extraction.events:
        yield from _event(event, names)
    for initiative in extraction.initiatives:
        yield from _initiative(initiative, names)
    for claim in extraction.claims:
        yield from _claim(claim, names)


def _document(names: _Names) -> Statements:
    document = names.document
    me = NamedNode(iris.document_iri(document, names.base))
    yield Triple(me, TYPE, aei("Document"))
    for source in document.also_from:
        yield Triple(me, term(DCT, "source"), Literal(source))
    for name in ("title", "creator", "publisher", "language", "source"):
        if value := getattr(document, name):
            yield Triple(me, term(DCT, name), Literal(value))
    if document.date:
        yield Triple(me, term(DCT, "date"), _date(document.date))
    yield Triple(me, aei("sha256"), Literal(document.sha256))
    yield Triple(me, term(NIF, "isString"), Literal(document.text))


def _actor(actor: Actor, names: _Names) -> Statements:
    if actor.type not in ACTOR_TYPES:
        raise _error(names.document, actor, f"has the type {actor.type!r}; expected one of {', '.join(ACTOR_TYPES)}")
    yield from _thing(actor, actor.type, actor.aliases, actor.mentions, names)
    yield Triple(names.of_key[actor.key], TYPE, aei("Actor"))
    yield from _wikidata(actor, names)


def _place(place: Place, names: _Names) -> Statements:
    me = names.of_key[place.key]
    yield from _thing(place, "Place", place.aliases, place.mentions, names)
    yield from _wikidata(place, names)
    if place.latitude is not None and place.longitude is not None:
        yield Triple(me, term(GEO, "lat"), _degrees(place.latitude))
        yield Triple(me, term(GEO, "long"), _degrees(place.longitude))
    if place.country:
        yield Triple(me, term(SCHEMA, "addressCountry"), Literal(place.country))


def _event(event: Event, names: _Names) -> Statements:
    if event.type not in EVENT_TYPES:
        raise _error(names.document, event, f"has the type {event.type!r}; expected one of {', '.join(EVENT_TYPES)}")
    me = names.of_key[event.key]
    yield from _thing(event, "Event", (), event.evidence, names)
    yield Triple(me, aei("eventType"), term(EVT, event.type))
    yield from _links(event, "agent", event.agents, names)
    yield from _links(event, "target", event.targets, names)
    yield from _links(event, "place", event.places, names)
    yield from _links(event, "partOf", event.part_of, names)
    yield from _links(event, "respondsTo", event.responds_to, names)
    yield from _time(event, names)
    yield from _stated(event, names)
    yield Triple(me, aei("factuality"), aei(event.factuality))


def _initiative(initiative: Initiative, names: _Names) -> Statements:
    yield from _thing(initiative, "Initiative", initiative.aliases, initiative.evidence, names)
    yield Triple(names.of_key[initiative.key], aei("status"), aei(initiative.status))
    yield from _time(initiative, names)
    yield from _stated(initiative, names)


def _claim(claim: Claim, names: _Names) -> Statements:
    if claim.predicate not in PREDICATES:
        raise _error(names.document, claim, f"has the predicate {claim.predicate!r}; expected one of {', '.join(PREDICATES)}")
    me, predicate = names.of_key[claim.key], aei(claim.predicate)
    subject, value = names.of(claim.subject, claim), names.of(claim.object, claim)
    yield Triple(me, TYPE, aei("Claim"))
    yield Triple(me, term(RDF, "subject"), subject)
    yield Triple(me, term(RDF, "predicate"), predicate)
    yield Triple(me, term(RDF, "object"), value)
    yield Triple(me, aei("factuality"), aei(claim.factuality))
    yield from _stated(claim, names)
    if claim.factuality is Factuality.ACTUAL:
        yield Triple(subject, predicate, value)


# --- what several kinds of finding share


def _thing(finding: Finding, type_: str, aliases: tuple[str, ...], mentions: tuple[Mention, ...], names: _Names) -> Statements:
    me, label = names.of_key[finding.key], finding.label  # type: ignore[union-attr]
    yield Triple(me, TYPE, aei(type_))
    yield Triple(me, term(SKOS, "prefLabel"), Literal(label))
    for alias in aliases:
        if alias != label:
            yield Triple(me, term(SKOS, "altLabel"), Literal(alias))
    yield from _mentions(finding, "mention", mentions, names)


def _wikidata(thing: Actor | Place, names: _Names) -> Statements:
    if not thing.wikidata:
        return
    if not (thing.wikidata.isascii() and thing.wikidata.isalnum()):
        raise _error(names.document, thing, f"has the Wikidata id {thing.wikidata!r}; expected one like 'Q843'")
    yield Triple(names.of_key[thing.key], term(SKOS, "exactMatch"), NamedNode(WIKIDATA + thing.wikidata))


def _links(finding: Finding, property_: str, keys: tuple[str, ...], names: _Names) -> Statements:
    for key in keys:
        yield Triple(names.of_key[finding.key], aei(property_), names.of(key, finding))


def _time(finding: Event | Initiative, names: _Names) -> Statements:
    me = names.of_key[finding.key]
    if finding.time:
        yield Triple(me, aei("time"), Literal(finding.time))
    for name, day in (("earliest", finding.earliest), ("latest", finding.latest)):
        if day:
            yield Triple(me, aei(name), _day(day, finding, names))


def _day(day: str, finding: Finding, names: _Names) -> Literal:
    try:
        return typed(datetime.date.fromisoformat(day).isoformat(), "date")
    except ValueError as error:
        raise _error(names.document, finding, f"has the date {day!r}; expected one like '2024-05-12'") from error


def _stated(finding: Event | Initiative | Claim, names: _Names) -> Statements:
    yield from _mentions(finding, "evidence", finding.evidence, names)
    yield from _links(finding, "attributedTo", finding.attributed_to, names)
    yield Triple(names.of_key[finding.key], aei("confidence"), decimal(Decimal(f"{finding.confidence:.2f}")))


def _mentions(finding: Finding, property_: str, mentions: tuple[Mention, ...], names: _Names) -> Statements:
    text = names.document.text
    for mention in mentions:
        if text[mention.span.begin : mention.span.end] != mention.text or mention.sentence.end > len(text):
            raise _error(
                names.document, finding, f"has the mention {mention.text!r} at {mention.span}, where the text has something else"
            )
        here = names.mention(mention.span)
        yield Triple(names.of_key[finding.key], aei(property_), here)
        yield from _span(mention.span, names)
        yield Triple(here, aei("sentence"), names.mention(mention.sentence))
        yield from _span(mention.sentence, names)


def _span(span: Span, names: _Names) -> Statements:
    me = names.mention(span)
    yield Triple(me, TYPE, term(NIF, "RFC5147String"))
    yield Triple(me, term(NIF, "beginIndex"), typed(str(span.begin), "nonNegativeInteger"))
    yield Triple(me, term(NIF, "endIndex"), typed(str(span.end), "nonNegativeInteger"))
    yield Triple(me, term(NIF, "anchorOf"), Literal(names.document.text[span.begin : span.end]))
    yield Triple(me, term(NIF, "referenceContext"), NamedNode(iris.document_iri(names.document, names.base)))


# --- provenance


def _production(extraction: Extraction, base: str) -> Statements:
    document = NamedNode(iris.document_iri(extraction.document, base))
    activity = NamedNode(iris.activity_iri(extraction.producer, base))
    yield Triple(document, term(PROV, "wasGeneratedBy"), activity)
    yield Triple(activity, TYPE, term(PROV, "Activity"))
    for key, value in sorted(extraction.producer.items()):
        means = NamedNode(iris.producer_iri(key, value, base))
        yield Triple(activity, term(PROV, "used"), means)
        yield Triple(means, TYPE, term(PROV, "Entity"))
        yield Triple(means, term(SCHEMA, "name"), Literal(key))
        yield Triple(means, term(SCHEMA, "version"), Literal(value))


# --- quarantine


def _by_key(extraction: Extraction, offenders: Mapping[str, str], base: str) -> dict[str, str]:
    """The keys of the offending findings → reason. An offending mention stands for all that rest on it."""
    owners = _owners(extraction, base)
    reasons: dict[str, str] = {}
    for iri, why in sorted(offenders.items()):
        if iri not in owners:
            raise GraphError(f"{extraction.document.source}: <{iri}> is no finding and no mention of this document")
        for key in owners[iri]:
            reasons[key] = f"{reasons[key]}; {why}" if key in reasons else why
    return reasons


def _owners(extraction: Extraction, base: str) -> dict[str, list[str]]:
    """IRI of a finding, mention, sentence or the document → keys of the findings it belongs to."""
    document = extraction.document
    owners = {iris.document_iri(document, base): [finding.key for finding in extraction.findings()]}
    for finding in extraction.findings():
        owners.setdefault(iris.finding_iri(finding, document, base), []).append(finding.key)
        mentions = finding.mentions if isinstance(finding, Actor | Place | Issue) else finding.evidence
        spans = {span for mention in mentions for span in (mention.span, mention.sentence)}
        for span in spans:
            owners.setdefault(iris.mention_iri(document, span, base), []).append(finding.key)
    return owners


def _records(extraction: Extraction, reasons: dict[str, str], kept: set[Quad], base: str) -> Statements:
    names, owners = _names(extraction, base), _owners(extraction, base)
    document = NamedNode(iris.document_iri(extraction.document, base))
    record = {key: NamedNode(iris.quarantine_iri(names.of_key[key].value, document.value, base)) for key in sorted(reasons)}
    for key, me in record.items():
        yield Triple(me, TYPE, aei("Quarantine"))
        yield Triple(me, term(DCT, "subject"), names.of_key[key])
        yield Triple(me, term(DCT, "source"), document)
        yield Triple(me, aei("reason"), Literal(reasons[key]))
    stated = {
        (names.of_key[c.subject], aei(c.predicate), names.of_key[c.object]): c.key for c in extraction.claims if c.key in record
    }
    for quad in quads(extraction, base):
        if quad not in kept:
            ends = [term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode)]
            claim = stated.get((quad.subject, quad.predicate, quad.object))
            key = claim or next(key for end in ends for key in owners.get(end, ()) if key in record)
            yield Triple(record[key], term(PROV, "value"), Literal(f"{quad.triple} ."))


def _with_claims(extraction: Extraction, reasons: dict[str, str]) -> dict[str, str]:
    out = dict(reasons)
    for claim in extraction.claims:
        gone = [key for key in dict.fromkeys((claim.subject, claim.object)) if key in reasons]
        if gone and claim.key not in out:
            out[claim.key] = f"is about {' and '.join(repr(key) for key in gone)}, set aside"
    return out


def _without(extraction: Extraction, gone: set[str]) -> Extraction:
    """The extraction as if the findings with these keys had not been found."""
    fields = ("actors", "places", "issues", "events", "initiatives", "claims")
    return replace(extraction, **{name: tuple(_spared(getattr(extraction, name), gone)) for name in fields})


def _spared(findings: tuple[Any, ...], gone: set[str]) -> Iterator[Any]:
    references = ("agents", "targets", "places", "attributed_to", "part_of", "responds_to")
    for finding in findings:
        if finding.key not in gone:
            have = [name for name in references if hasattr(finding, name)]
            yield replace(finding, **{name: tuple(key for key in getattr(finding, name) if key not in gone) for name in have})
