"""Language → findings. `extract` runs the stages in order; each is a file of its own beside this one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from kg.extract import (
    capitals,
    communique,
    events,
    findings,
    frames,
    initiatives,
    joining,
    linking,
    misparses,
    opponents,
    plans,
    relations,
    setting,
    speech_acts,
    times,
    wordforms,
)
from kg.extract import entities as ents
from kg.extract.circumstances import circumstances, mark_locatives
from kg.extract.factuality import operators
from kg.extract.parties import parties
from kg.extract.tree import plant
from kg.lexicon import Lexicon
from kg.model import Actor, BlockKind, Claim, Document, Event, Extraction, Finding, Initiative, Issue, Place

ISSUED = ("Adopted ", "Issued ", "Released ", "Done at ")  # how the line with the date of a communiqué begins
Extractor = Callable[[Document, Any, Lexicon], Iterable[Finding]]


def extract(
    document: Document, doc: Any, lexicon: Lexicon, extractors: Iterable[Extractor] = (), *, date: str | None = None
) -> Extraction:
    """Everything that one parsed document says. `doc` is its spaCy `Doc`; `extractors` add findings of their own;
    `date` is taken for the document's where neither its source nor its text gives one."""
    document = dataclasses.replace(document, date=document.date or document_date(document) or date)
    tree = plant(doc)
    wordforms.mend(tree, lexicon)
    misparses.mend(tree, lexicon)
    entities = ents.recognise(document, doc, tree, lexicon)
    entities.classify()
    mark_locatives(entities, document)
    capitals.settle(entities)
    who, ops = parties(entities), operators(lexicon)
    matches = frames.find(tree, lexicon, entities.at)
    matches = speech_acts.joined(matches, speech_acts.acts(tree, who, ops, {m.trigger for m in matches}))
    matches.sort(key=lambda m: m.trigger)
    dated = times.resolve([(tree.begin[a], tree.text[tree.begin[a] : tree.end[b]]) for a, b in tree.sentences], document.date)
    when = circumstances(document, tree, entities, matches, dated)
    headings = entities.headings
    occurrences = events.occurrences(matches, who, when, ops, headings)
    communique.settle(occurrences, who.issued_by, tree, dated, document.date)
    setting.at_dateline(occurrences, entities, document)
    setting.carry_on(occurrences, tree, when.frames)
    stated = relations.relations(who, lexicon)
    opponents.aim(occurrences, who, relations.states_of(stated), ops)
    finder = initiatives.Finder(tree, lexicon, who, ops, occurrences, headings, document.blocks, document.date)
    finder.states, finder.times = relations.states_of(stated), when.times
    joining.collect(finder)
    plans.describe(finder)
    occurrences = [o for o in occurrences if not plans.is_only_planned(finder, o)]
    linking.link(occurrences, tree, lexicon)
    extraction = findings.assembled(document, tree, entities, occurrences, finder.plans, stated)
    return _extended(extraction, doc, lexicon, extractors)


def _extended(extraction: Extraction, doc: Any, lexicon: Lexicon, extractors: Iterable[Extractor]) -> Extraction:
    """With the findings of further extractors, each in its place by type; a key that is taken keeps the first finding."""
    fields = {Actor: "actors", Place: "places", Issue: "issues", Event: "events", Initiative: "initiatives", Claim: "claims"}
    for extractor in extractors:
        for finding in extractor(extraction.document, doc, lexicon):
            name = fields[type(finding)]
            known = getattr(extraction, name)
            if all(f.key != finding.key for f in known):
                extraction = dataclasses.replace(extraction, **{name: (*known, finding)})
    return extraction


def document_date(document: Document) -> str | None:
    """The date in the dateline, in the lines before the text or in "Adopted on ..."."""
    for block in document.blocks[:6]:
        issued = document.text[block.span.begin : block.span.end].startswith(ISSUED)
        if issued or block.kind in (BlockKind.DATELINE, BlockKind.HEADING, BlockKind.TITLE):
            found = times.find(document.text[block.span.begin : block.span.end])
            whole = [t.value for t in found if len(t.value) >= 7 and "/" not in t.value]
            if whole:
                return whole[0]
    return None
