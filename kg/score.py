"""How well a graph agrees with gold annotations of its documents: precision, recall and F1 by kind of finding.

A gold item and a finding match one to one: actors that share a name, events and initiatives whose evidence overlaps by at
least half of the shorter span. What the gold marks `optional` counts neither way, and neither does a collective without a
name ("militant groups"). The format of the gold: docs/gold.md.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.vocabulary import ACTOR_TYPES, AEI, DCT, NIF, RDF, RELATIONS, SKOS

Item = Mapping[str, Any]
Offsets = tuple[int, int]
STOP = frozenset("the a an of in on at to for and or its his her their with by from".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Counts of one kind, and what follows from them; None where there is nothing to divide by."""

    tp: int
    fp: int
    fn: int
    p: float | None
    r: float | None
    f1: float | None


class Tally(Counter[tuple[str, str]]):
    """Counts of (kind, "tp" | "fp" | "fn")."""

    def hit(self, kind: str, right: bool, otherwise: str = "fp") -> None:
        self[kind, "tp" if right else otherwise] += 1

    def sets(self, kind: str, gold: set[Any], got: set[Any]) -> None:
        self[kind, "tp"] += len(gold & got)
        self[kind, "fp"] += len(got - gold)
        self[kind, "fn"] += len(gold - got)

    def figures(self) -> dict[str, Figure]:
        """By kind, sorted."""
        return {kind: self._figure(kind) for kind in sorted({kind for kind, _ in self})}

    def _figure(self, kind: str) -> Figure:
        tp, fp, fn = (self[kind, part] for part in ("tp", "fp", "fn"))
        p = tp / (tp + fp) if tp + fp else None
        r = tp / (tp + fn) if tp + fn else None
        f1 = 2 * p * r / (p + r) if p and r else (0.0 if tp + fp + fn else None)
        return Figure(tp=tp, fp=fp, fn=fn, p=p, r=r, f1=f1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one document scored; one that is not `present` in the graph is missed as a whole.

    `misses` are triples of kind ("event"), fault ("missed", "spurious", "wrong") and what it is about.
    """

    document: str
    present: bool
    tally: Tally
    misses: tuple[tuple[str, str, str], ...]


def scores(quads: Iterable[Any], gold: Iterable[str | Path]) -> list[Result]:
    """A result for each gold file in `gold` (files, or folders of .json files), in that order.

    `quads` are those of `kg.graph.store.read_quads`. A document is found by its dct:source. Raises `ReadError` on
    gold that can't be read, and when the text it annotates is neither beside it nor in a folder `seeds` above it.
    """
    facts = Facts(quads)
    sources = sorted((value, iri) for iri in facts.subjects(DCT + "source") for value in facts.objects(iri, DCT + "source"))
    return [_scored(path, facts, sources) for path in _files(gold)]


def total(results: Iterable[Result]) -> dict[str, Figure]:
    """Micro-averaged over documents."""
    tally = Tally()
    for result in results:
        tally.update(result.tally)
    return tally.figures()


# --- gold


def _files(gold: Iterable[str | Path]) -> list[Path]:
    return [file for path in map(Path, gold) for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]


def _gold(path: Path) -> tuple[Item, str]:
    """The annotations and the text they are of."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold["document"]
        near = [path.parent, *(above / "seeds" for above in path.resolve().parents)]
        text = next((folder / name for folder in near if (folder / name).is_file()), None)
        if text is None:
            raise ReadError(f"{path}: its text {name} is neither beside it nor in a folder 'seeds' above it")
        return gold, text.read_bytes().decode("utf-8")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{path}: can't be read as gold annotations: {type(error).__name__}: {error}") from error


def norm(name: str) -> str:
    """For comparison: without case, possessive, punctuation and article."""
    folded = unicodedata.normalize("NFKD", name).replace("’", "'").casefold()
    plain = re.sub(r"[^\w]+", " ", re.sub(r"'s\b", "", folded)).strip()
    return re.sub(r"^(the|a|an) ", "", plain)


def _words(phrase: str) -> set[str]:
    return {word.rstrip("s") for word in norm(phrase).split()} - STOP


def _optional(item: Item) -> bool:
    return item.get("optional", False)


def _phrase(item: Item) -> str:
    return item.get("quote") or item["names"][0]


def _everywhere(text: str, quote: str) -> list[Offsets]:
    return [(found.start(), found.start() + len(quote)) for found in re.finditer(f"(?={re.escape(quote)})", text)]


def _spans(text: str, item: Item) -> list[Offsets]:
    """The quote where it is meant (the `nth`, else the first), and every place of the phrases in `also`."""
    found, nth = _everywhere(text, item["quote"]), item.get("nth", 1)
    meant = found[nth - 1 : nth] or found[:1]
    return meant + [span for also in item.get("also", []) for span in _everywhere(text, also)]


def overlap(a: Offsets, b: Offsets) -> float:
    """What both cover as a share of the longer, in (0, 1]; 0 if that is less than half of the shorter."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    lengths = a[1] - a[0], b[1] - b[0]
    return both / max(lengths) if both > 0 and 2 * both >= min(lengths) else 0


# --- the graph


class Facts:
    """The triples of all graphs, as strings, by subject and by object."""

    def __init__(self, quads: Iterable[Any]) -> None:
        self._objects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._subjects: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for quad in quads:
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            self._objects[subject, predicate].add(value)
            self._subjects[predicate, value].add(subject)
            self._subjects[predicate, None].add(subject)

    def objects(self, subject: str, predicate: str) -> set[str]:
        return self._objects.get((subject, predicate), set())

    def subjects(self, predicate: str, value: str | None = None) -> set[str]:
        """Those that have this value, or any."""
        return self._subjects.get((predicate, value), set())


@dataclass(slots=True)
class Found:
    """What the graph says about one document. `span` maps mentions to offsets, `types` things to their classes."""

    facts: Facts
    text: str
    span: dict[str, Offsets] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    misquoted: int = 0

    def of(self, *classes: str) -> list[str]:
        return sorted(thing for thing, kinds in self.types.items() if kinds & set(classes))

    def related(self, thing: str, name: str) -> set[str]:
        return self.facts.objects(thing, AEI + name)

    def values(self, thing: str, name: str) -> set[str]:
        """Local names of the terms that a property has as its values."""
        return {_local(value) for value in self.related(thing, name)}

    def spans(self, thing: str) -> list[Offsets]:
        mentions = self.related(thing, "evidence") | self.related(thing, "mention")
        return sorted(self.span[mention] for mention in mentions if mention in self.span)

    def words(self, thing: str) -> list[str]:
        return [self.text[begin:end] for begin, end in self.spans(thing)]

    def names(self, thing: str) -> set[str]:
        stated = self.facts.objects(thing, SKOS + "prefLabel") | self.facts.objects(thing, SKOS + "altLabel")
        spoken = {self.text[slice(*self.span[m])] for m in self.related(thing, "mention") if m in self.span}
        return {norm(name) for name in stated | spoken} - {""}

    def is_generic(self, thing: str) -> bool:
        """A collective whose mentions have no capital, but for one at the beginning of a sentence."""
        if "Population" not in self.types[thing]:
            return False
        opening = [(self.text[begin - 2 : begin].strip() in (".", ""), begin, end) for begin, end in self.spans(thing)]
        return not any(re.search("[A-Z]", self.text[begin + opens : end]) for opens, begin, end in opening)


def _found(facts: Facts, document: str | None, text: str) -> Found:
    found = Found(facts, text)
    for mention in facts.subjects(NIF + "referenceContext", document or ""):
        begin, end = (facts.objects(mention, NIF + name) for name in ("beginIndex", "endIndex"))
        if begin and end:
            span = int(min(begin)), int(min(end))
            found.span[mention] = span
            found.misquoted += text[slice(*span)] not in facts.objects(mention, NIF + "anchorOf")
    for mention in found.span:
        for name in ("mention", "evidence"):
            for thing in facts.subjects(AEI + name, mention):
                found.types[thing] |= {_local(kind) for kind in facts.objects(thing, RDF + "type")}
    return found


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


# --- one document


@dataclass(slots=True)
class Marker:
    """One document being scored. `actors` and `initiatives` map things to the ids of the gold items they match."""

    found: Found
    gold: Item
    tally: Tally = field(default_factory=Tally)
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    actors: dict[str, str] = field(default_factory=dict)
    initiatives: dict[str, str] = field(default_factory=dict)

    def judge(self, kind: str, item: Item, want: str, got: set[str]) -> None:
        """Whether the value of a matched item is the right one."""
        self.tally.hit(kind, want in got)
        if want not in got:
            self.misses.append((kind, "wrong", f"{_phrase(item)}: {want} not {sorted(got)}"))

    def roles(self, kind: str, gold_ids: Iterable[str], things: Iterable[str]) -> None:
        optional = {actor["id"] for actor in self.gold["actors"] if _optional(actor)}
        self.tally.sets(kind, set(gold_ids) - optional, {self.actors.get(thing, thing) for thing in things} - optional)


def _scored(path: Path, facts: Facts, sources: Sequence[tuple[str, str]]) -> Result:
    gold, text = _gold(path)
    document = next((iri for source, iri in sources if source.endswith(gold["document"])), None)
    marker = Marker(_found(facts, document, text), gold)
    try:
        _actors(marker)
        _events(marker)
        _initiatives(marker)
        _relations(marker)
    except (KeyError, TypeError) as error:
        raise ReadError(f"{path}: an annotation lacks a field or has a wrong one: {error!r}") from error
    _grounding(marker)
    return Result(document=gold["document"], present=document is not None, tally=marker.tally, misses=tuple(marker.misses))


def match(count: int, things: Iterable[str], likeness: Callable[[int, str], float]) -> dict[int, str]:
    """Gold index → thing, one to one, the most alike first; of equals the earlier item and the later IRI."""
    pairs = sorted(((likeness(i, thing), -i, thing) for i in range(count) for thing in things), reverse=True)
    out: dict[int, str] = {}
    for value, index, thing in pairs:
        if value > 0 and -index not in out and thing not in out.values():
            out[-index] = thing
    return out


def _by_span(marker: Marker, items: Sequence[Item], things: list[str]) -> dict[int, str]:
    found = marker.found
    wanted = [_spans(found.text, item) for item in items]
    return match(len(items), things, lambda i, t: max((overlap(a, b) for a in wanted[i] for b in found.spans(t)), default=0))


def _detected(marker: Marker, kind: str, items: Sequence[Item], things: Iterable[str], hits: dict[int, str]) -> None:
    for index, item in enumerate(items):
        if not _optional(item):
            marker.tally.hit(kind, index in hits, "fn")
            if index not in hits:
                marker.misses.append((kind, "missed", _phrase(item)))
    for thing in sorted(set(things) - set(hits.values())):
        marker.tally[kind, "fp"] += 1
        marker.misses.append((kind, "spurious", f"{_local(thing)} {marker.found.words(thing)[:2]}"))


def _actors(marker: Marker) -> None:
    found, items = marker.found, marker.gold["actors"]
    wanted = [{norm(name) for name in item["names"]} for item in items]
    things = found.of("Actor", *ACTOR_TYPES)
    hits = match(len(items), things, lambda i, thing: len(wanted[i] & found.names(thing)))
    counted = [thing for thing in things if thing in hits.values() or not found.is_generic(thing)]
    _detected(marker, "actor", items, counted, hits)
    for index, thing in hits.items():
        marker.actors[thing] = items[index]["id"]
        if not _optional(items[index]):
            marker.judge("actor type", items[index], items[index]["type"], found.types[thing])


def _events(marker: Marker) -> None:
    items, things = marker.gold["events"], marker.found.of("Event")
    hits = _by_span(marker, items, things)
    _detected(marker, "event", items, things, hits)
    required = {index: thing for index, thing in hits.items() if not _optional(items[index])}
    for index, thing in required.items():
        _event(marker, items[index], thing)
    right = sum(items[index]["type"] in marker.found.values(thing, "eventType") for index, thing in required.items())
    optional = len(hits) - len(required)
    marker.tally["event+type", "tp"] += right
    marker.tally["event+type", "fp"] += len(things) - optional - right
    marker.tally["event+type", "fn"] += sum(not _optional(item) for item in items) - right


def _event(marker: Marker, item: Item, thing: str) -> None:
    found, tally = marker.found, marker.tally
    marker.judge("event type", item, item["type"], found.values(thing, "eventType"))
    marker.judge("event factuality", item, item["factuality"], found.values(thing, "factuality"))
    marker.roles("event agent", item["agents"], found.related(thing, "agent"))
    marker.roles("event target", item["targets"], found.related(thing, "target"))
    marker.roles("attribution", filter(None, [item.get("attributed_to")]), found.related(thing, "attributedTo"))
    tally.sets("event time", {item["time"]} - {None}, found.related(thing, "time"))
    places = {name for place in found.related(thing, "place") for name in found.names(place)}
    if item.get("place"):
        tally.hit("event place", norm(item["place"]) in places, "fn")
    elif places:
        tally["event place", "fp"] += 1


def _initiatives(marker: Marker) -> None:
    items, things = marker.gold["initiatives"], marker.found.of("Initiative")
    hits = _by_span(marker, items, things)
    _detected(marker, "initiative", items, things, hits)
    marker.initiatives.update({thing: items[index]["id"] for index, thing in hits.items()})
    for index, thing in hits.items():
        if not _optional(items[index]):
            _initiative(marker, items[index], thing)


def _initiative(marker: Marker, item: Item, thing: str) -> None:
    found = marker.found
    marker.judge("initiative status", item, item["status"], found.values(thing, "status"))
    marker.roles("initiative proposer", item["proposed_by"], found.related(thing, "proposedBy"))
    marker.roles("initiative addressee", item["proposed_to"], found.related(thing, "proposedTo"))
    marker.roles("initiative participant", item["participants"], found.related(thing, "participant"))
    marker.roles("initiative target", item["targets"], found.related(thing, "targets"))
    wholes = found.facts.subjects(AEI + "hasPart", thing) | found.related(thing, "partOf")
    marker.tally.sets("initiative part-of", {item["part_of"]} - {None}, {marker.initiatives.get(w, w) for w in wholes})
    _phrases(marker, "addresses", item.get("addresses", []), found.related(thing, "addresses"))
    _phrases(marker, "hindered_by", item.get("hindered_by", []), found.related(thing, "hinderedBy"))


def _phrases(marker: Marker, name: str, wanted: Iterable[str], things: Iterable[str]) -> None:
    """Phrases agree when the words of one are all in the other. A gold id stands for its item's phrase."""
    found, tally, kind = marker.found, marker.tally, f"initiative {name}"
    by_id = {item["id"]: _phrase(item) for part in ("actors", "events", "initiatives") for item in marker.gold[part]}
    want = [_words(by_id.get(phrase, phrase)) for phrase in wanted]
    got = [_words(" ".join(sorted(found.names(thing))) or " ".join(found.words(thing))) for thing in things]
    for words in want:
        tally.hit(kind, any(words <= other or other <= words for other in got if other), "fn")
    tally[kind, "fp"] += sum(not any(words <= other or other <= words for words in want) for other in got if other)


def _relations(marker: Marker) -> None:
    found, named = marker.found, marker.initiatives | marker.actors
    got = set()
    for predicate in RELATIONS:
        for subject in found.facts.subjects(AEI + predicate):
            if subject in found.types and (subject in named or set(ACTOR_TYPES) & found.types[subject]):
                for value in found.related(subject, predicate):
                    got.add((named.get(subject, subject), predicate, named.get(value) or min(found.names(value) or {value})))
    ids = {item["id"] for part in ("actors", "initiatives") for item in marker.gold[part]}
    want, soft = set(), set()
    for item in marker.gold["relations"]:
        value = item["object"] if item["object"] in ids else norm(item["object"])
        (soft if _optional(item) else want).add((item["subject"], item["predicate"], value))
    marker.tally.sets("relation", want, got - soft)
    marker.misses += [("relation", "missed", " ".join(relation)) for relation in sorted(want - got)]


def _grounding(marker: Marker) -> None:
    found, tally = marker.found, marker.tally
    tally["mention offsets", "tp"] += len(found.span) - found.misquoted
    tally["mention offsets", "fp"] += found.misquoted
    for thing in found.of("Event", "Initiative", "Claim"):
        tally.hit("has evidence", bool(found.related(thing, "evidence")))
