"""The chapters of a brief: who acts, what happened, what is proposed. Each sentence comes with the evidence for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analyse.accounts import reported
from kg.analyse.actors import intensities
from kg.analyse.initiatives import same_initiatives
from kg.analyse.project import Evidence
from kg.view import standing, telling
from kg.view.canvas import stance
from kg.view.network import words
from kg.view.prose import Pieces, Sentence, date, is_plural, joined, listed, name, number, phrases, plain, sentence, span
from kg.view.telling import QUOTED, names

ACTORS, DEEDS, SUFFERED, RELATIONS = 8, 6, 4, 4  # at most: actors, and of each what it did, met with and is
EVENTS, UNDATED, INITIATIVES = 80, 5, 40  # at most: dated events, undated ones of a document, initiatives told in full
OPEN = ("Planned", "Possible", "Conditional", "Unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    pieces: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; each item is some sentences. `lead` is what stands above it."""

    items: tuple[tuple[Sentence, ...], ...]
    lead: Pieces = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells are text or sentences."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | Sentence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A plot as an SVG element; `caption` says in words what it shows."""

    svg: str
    caption: str


Block = Heading | Paragraph | Items | Table | Picture


def salience(net: nx.MultiDiGraph, event: str) -> float:
    """How much an event is worth telling: sure, grave, with its parties, place and time known."""
    data = net.nodes[event]
    known = {edge["predicate"] for _, _, edge in net.out_edges(event, data=True)}
    told = 0.6 * ("agent" in known) + 0.6 * ("target" in known) + 0.3 * ("place" in known) + 0.3 * bool(data["time"])
    return data["confidence"] * (0.5 + abs(intensities()[data["type"]]) / 10) + told


def events(net: nx.MultiDiGraph) -> list[str]:
    return [node for node, data in net.nodes(data=True) if data["kind"] == "Event"]


def main_actors(net: nx.MultiDiGraph, most: int = ACTORS) -> list[str]:
    """Those with most statements about them; collectives without a name ("rebels") are left to the sentences."""
    named = [
        n for n, d in net.nodes(data=True) if d["kind"] == "Actor" and d["label"][:1].isupper() and d["type"] != "Population"
    ]
    ranked = sorted(named, key=lambda n: (-net.degree(n), -len(net.nodes[n]["evidence"]), net.nodes[n]["label"], n))
    return [actor for actor in ranked if net.degree(actor)][:most]


# --- actors


def actor(net: nx.MultiDiGraph, node: str) -> Iterator[Block]:
    """Who it is, what it did and met with, and its initiatives."""
    yield Heading(pieces=(("name", net.nodes[node]["label"]),))
    yield Paragraph(sentences=(_who(net, node), *_relations(net, node)))
    for lead, role, most in (("What is told of its deeds", "agent", DEEDS), ("What others did towards it", "target", SUFFERED)):
        found = _taking_part(net, node, role)
        found = [event for event in found if role == "agent" or node not in telling.role(net, event, "agent")]
        best = sorted(found, key=lambda event: (-salience(net, event), event))[:most]
        if best:
            yield Items(items=tuple((telling.event(net, event),) for event in in_time(net, best)), lead=plain(lead))
    told = tuple(_roles(net, node))
    if told:
        yield Paragraph(sentences=told)


def _who(net: nx.MultiDiGraph, node: str) -> Sentence:
    data = net.nodes[node]
    noun, plural = words(data["type"]).casefold(), is_plural(data)
    first = {item.source: item for item in reversed(data["evidence"])}
    kind = f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
    aliases = [(("name", alias),) for alias in data["aliases"][:3]]
    called = joined(", also called ", listed(aliases, "or"), ",") if aliases else ()
    count = f"{_times(len(data['evidence']))} in {number(len(first), 'document')}"
    verb = " are " if plural else " is "
    notes = [first[source] for source in sorted(first)][:QUOTED]
    return sentence(name(data), called, verb, kind, f" and {'are' if plural else 'is'} named ", count, notes=notes)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or number(count, "time")


def _relations(net: nx.MultiDiGraph, node: str) -> Iterator[Sentence]:
    known = phrases()["relations"]
    found = [
        (a, b, e)
        for a, b, e in [*net.out_edges(node, data=True), *net.in_edges(node, data=True)]
        if e["predicate"] in known and e["claim"]
    ]
    found.sort(key=lambda edge: (-edge[2]["confidence"], edge[2]["claim"]))
    seen = {}
    for a, b, edge in found:
        seen.setdefault((a, b, edge["predicate"]), edge)
    for (a, b, _), edge in list(seen.items())[:RELATIONS]:
        yield telling.relation(net, a, b, edge)


def _taking_part(net: nx.MultiDiGraph, node: str, role: str) -> list[str]:
    found = {a for a, _, edge in net.in_edges(node, data=True) if edge["predicate"] == role and net.nodes[a]["kind"] == "Event"}
    return sorted(found)


def _roles(net: nx.MultiDiGraph, node: str) -> Iterator[Sentence]:
    """ "It proposed A and B." and the like."""
    told = {"proposedBy": "proposed", "supportedBy": "supported", "opposedBy": "opposed", "hinderedBy": "stood in the way of"}
    for predicate, verb in told.items():
        found = [
            (a, e)
            for a, _, e in net.in_edges(node, data=True)
            if e["predicate"] == predicate and e["factuality"] == "Actual" and e["claim"]
        ]
        found.sort(key=lambda item: (net.nodes[item[0]]["label"], item[0]))
        by_speaker = defaultdict(list)
        for initiative, edge in found:
            by_speaker[edge["attributed"]].append((initiative, edge))
        for attributed, items in by_speaker.items():
            notes = [item for _, edge in items for item in edge["evidence"][:1]]
            yield sentence(
                name(net.nodes[node]), f" {verb} ", names(net, [a for a, _ in items]), telling.according(attributed), notes=notes
            )


# --- what happened


def in_time(net: nx.MultiDiGraph, nodes: Iterable[str]) -> list[str]:
    """By time, then by the date and the place of the sentence that tells it; undated ones last."""

    def key(node: str) -> tuple:
        data = net.nodes[node]
        first = data["evidence"][0] if data["evidence"] else Evidence(source="", sentence="", begin=0, end=0)
        return data["earliest"] or "~", data["latest"], reported(net, node) or "~", first.source, node

    return sorted(nodes, key=key)


def chronology(net: nx.MultiDiGraph) -> Iterator[Block]:
    """Dated events in order, then undated ones under the document that tells them."""
    dated = [node for node in events(net) if net.nodes[node]["earliest"]]
    best = sorted(dated, key=lambda node: (-salience(net, node), node))[:EVENTS]
    if best:
        rows = tuple((span(net.nodes[n]["time"]), telling.event(net, n, dated=False)) for n in in_time(net, best))
        yield Table(header=("When", "What"), rows=rows)
    if len(dated) > len(best):
        yield _more(len(dated) - len(best), "dated event")
    yield from _undated(net)


def _more(count: int, noun: str) -> Paragraph:
    verb = "is" if count == 1 else "are"
    return Paragraph(sentences=(sentence(f"{number(count, noun)} of less weight {verb} in the graph and left out here"),))


def _undated(net: nx.MultiDiGraph) -> Iterator[Block]:
    groups = defaultdict(list)
    for node in events(net):
        data = net.nodes[node]
        if not data["earliest"] and data["factuality"] not in OPEN and not data["attributed"] and data["evidence"]:
            groups[data["evidence"][0].source].append(node)
    order = sorted(groups, key=lambda source: (reported(net, groups[source][0]) or "~", source))
    if order:
        yield Heading(pieces=plain("Without a date of their own, by the document that tells them"))
    for source in order:
        best = sorted(groups[source], key=lambda node: (-salience(net, node), node))[:UNDATED]
        first = net.nodes[best[0]]["evidence"][0]
        lead = joined((("title", first.title or source),), f", {date(first.date)}" if first.date else "")
        yield Items(items=tuple((telling.event(net, node),) for node in best), lead=lead)


# --- what is proposed


def proposals(net: nx.MultiDiGraph) -> Iterator[Block]:
    """Initiatives with what is said of them, those of most documents and claims first; then those that are only named."""
    groups = [group for group in same_initiatives(net) if not _within(net, group)]
    told = {group: standing.told(net, group) for group in groups}
    full = [group for group in groups if len(told[group]) > 1 or len({reported(net, n) for n in group}) > 1]
    full.sort(key=lambda group: (-len(_sources(net, group)), -len(told[group]), -_degree(net, group), group))
    if full:
        yield Items(items=tuple(tuple(told[group]) for group in full[:INITIATIVES]))
    if len(full) > INITIATIVES:
        yield _more(len(full) - INITIATIVES, "further initiative")
    bare = [group for group in groups if group not in full]
    if bare:
        yield Paragraph(sentences=tuple(_named_only(net, bare)))


def _within(net: nx.MultiDiGraph, group: Sequence[str]) -> bool:
    """Whether it is a part of another initiative and nothing is said of it but who proposes it: the whole tells it."""
    wholes = {a for node in group for a, _, e in net.in_edges(node, data=True) if e["predicate"] == "hasPart" and a not in group}
    said = {e["predicate"] for node in group for _, _, e in net.out_edges(node, data=True) if e["claim"]}
    return bool(wholes) and said <= {"proposedBy", "proposedTo", "participant"}


def _sources(net: nx.MultiDiGraph, group: Iterable[str]) -> set[str]:
    return {item.source for node in group for item in net.nodes[node]["evidence"]}


def _degree(net: nx.MultiDiGraph, group: Iterable[str]) -> int:
    return sum(net.degree(node) for node in group)


def _named_only(net: nx.MultiDiGraph, groups: Iterable[Sequence[str]]) -> Iterator[Sentence]:
    by_status = defaultdict(list)
    for group in groups:
        by_status[net.nodes[group[0]]["status"]].append(group[0])
    for status in standing.STATUS:
        if found := sorted(by_status[status], key=lambda node: (net.nodes[node]["label"], node)):
            notes = [item for node in found for item in net.nodes[node]["evidence"][:1]]
            alike = Counter(net.nodes[node]["label"] for node in found)
            first = {net.nodes[node]["label"]: node for node in reversed(found)}
            told = listed([_alike(name(net.nodes[first[label]]), count) for label, count in alike.items()])
            yield sentence(f"only named, as {standing.STATUS[status]}: ", told, notes=notes)


def _alike(named: Pieces, count: int) -> Pieces:
    """Initiatives of one name that the documents don't show to be one."""
    return joined(named, f" ({count} of that name)") if count > 1 else named


# --- counts


def counts(net: nx.MultiDiGraph) -> dict[str, Any]:
    """What the summary counts: events by class, factuality and date, initiatives by status."""
    data = [net.nodes[node] for node in events(net)]
    groups = same_initiatives(net)
    return {
        "events": len(data),
        "dated": sum(1 for d in data if d["earliest"]),
        "happened": sum(1 for d in data if d["factuality"] == "Actual"),
        "denied": sum(1 for d in data if d["factuality"] == "Negated"),
        "open": sum(1 for d in data if d["factuality"] in OPEN),
        "attributed": sum(1 for d in data if d["attributed"]),
        "hostile": sum(1 for d in data if stance(d["type"]).endswith("conflict")),
        "friendly": sum(1 for d in data if stance(d["type"]).endswith("cooperation")),
        "initiatives": len(groups),
        "status": Counter(net.nodes[standing.in_order(net, group)[-1]]["status"] for group in groups),
    }
