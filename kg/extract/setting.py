"""Time and place that a story takes along: "It also offered talks" happens when and where the sentence before it does."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.entities import Entities
from kg.extract.occurrences import Occurrence
from kg.extract.tree import Tree
from kg.model import BlockKind, Document, Factuality

GOES_ON = frozenset("it he she they some both others".split())
LINKS = frozenset("also then too afterwards thereupon meanwhile in_turn".split())
SPEECH = frozenset({"say", "add", "tell", "report", "state"})
SIGNING = frozenset({"sign", "initial", "conclude", "seal", "reach", "agree"})
DAY = 7  # a time of this many characters or more is a month or a day, not a year


def carry_on(found: Iterable[Occurrence], tree: Tree, dated: Iterable[int]) -> None:
    """Give acts told in the simple past without a time that of the act in the sentence before, in the same paragraph, when
    their subject or an adverb says that the story goes on. `dated` are the tokens that a chronology dates."""
    entries = set(dated)
    by_sentence: dict[int, Occurrence] = {}
    for o in sorted(found, key=lambda o: o.match.trigger):
        here = tree.sentence[o.match.trigger]
        if o.heading or o.match.trigger in entries or not is_told(o, tree):
            continue
        before = by_sentence.get(here) or (by_sentence.get(here - 1) if _same_paragraph(tree, here) else None)
        if before is not None and o.time is None and _goes_on(tree, o.match.anchor):
            o.time = before.time
            o.places = o.places or [p for p in before.places if p not in o.parties]
        if o.time is not None and o.time.relation == "at" and len(o.time.value) >= DAY:
            by_sentence.setdefault(here, o)


def at_dateline(found: Iterable[Occurrence], entities: Entities, document: Document) -> None:
    """What the first sentence after a dateline tells of a meeting or a signing without a place happened where it was written."""
    tree = entities.tree
    for line, body in zip(document.blocks, document.blocks[1:], strict=False):
        if line.kind is not BlockKind.DATELINE or body.kind is not BlockKind.PARAGRAPH:
            continue
        uses = [entities.at[i] for i in tree.within(line.span.begin, line.span.end) if i in entities.at]
        where = [u.entity for u in uses if u.entity.is_place or u.role == "capital"][:1]
        first = tree.within(body.span.begin, body.span.end).start
        for o in found if where and first < len(tree) else ():
            lead = tree.sentence[o.match.trigger] == tree.sentence[first] and not o.places and is_told(o, tree)
            if lead and (o.type == "CONSULT" or tree.lemma[o.match.anchor] in SIGNING):
                o.places = [p for p in where if p not in o.parties]
        return


def is_told(o: Occurrence, tree: Tree) -> bool:
    """In the simple past, in the main clause: the time line of a story."""
    verb = tree.first_conjunct(o.match.anchor)
    past = tree.tag[o.match.anchor] == "VBD" or any(tree.tag[a] == "VBD" for a in tree.only(o.match.anchor, "auxpass"))
    perfect = any(tree.lower[a] in ("had", "has", "have") for a in tree.only(o.match.anchor, "aux"))
    main = tree.head[verb] == verb or (tree.dep[verb] == "ccomp" and tree.head[verb] > verb)
    return past and not perfect and main and o.factuality is Factuality.ACTUAL and not (o.match.nominal and not o.match.light)


def _same_paragraph(tree: Tree, sentence: int) -> bool:
    if sentence == 0:
        return False
    gap = tree.text[tree.end[tree.sentences[sentence - 1][1]] : tree.begin[tree.sentences[sentence][0]]]
    return "\n" not in gap


def _goes_on(tree: Tree, verb: int) -> bool:
    subjects = tree.surface_subjects(verb)
    adverbs = {tree.lower[a] for a in tree.only(verb, "advmod")}
    return bool(adverbs & LINKS) or any(tree.lower[s] in GOES_ON for s in subjects)


def where_clauses(entities: Entities, places: dict[int, list]) -> None:
    """ "in Doha, where they met": what the clause tells happens there."""
    tree = entities.tree
    for verb in range(len(tree)):
        if tree.dep[verb] == "relcl" and any(tree.lower[a] == "where" for a in tree.only(verb, "advmod")):
            use = entities.at.get(tree.head[verb])
            if use is not None and (use.entity.is_place or use.locative):
                places.setdefault(verb, []).append(use.entity)
