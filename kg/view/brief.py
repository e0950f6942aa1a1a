"""A brief on what the documents say: prose and tables composed from the graph, every sentence with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.analyse.accounts import differences, told_apart
from kg.analyse.documents import Position, Source, documents, positions, without_copies
from kg.analyse.paths import find
from kg.analyse.places import coordinates
from kg.analyse.project import Evidence, multigraph
from kg.errors import QueryError
from kg.view import canvas, chapters, disputes, plots, standing
from kg.view.chapters import Block, Items, Paragraph, Picture, Table
from kg.view.event_map import event_map
from kg.view.gantt import gantt
from kg.view.matrix import heatmap
from kg.view.prose import Sentence, date, joined, listed, name, number, plain, quantity, sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pyoxigraph import Store


NOTHING = sentence("nothing of this kind is told", see="documents")
ROWS = 24  # initiatives in the plot


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence of a document. `spans` are where in it the words stand that the brief rests on: code points, in order."""

    item: Evidence
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """`notes` are the sentences that the brief rests on, in the order of their numbers, which count from 1."""

    title: str
    scope: str
    chapters: tuple[Chapter, ...]
    documents: tuple[Source, ...]
    positions: dict[tuple[str, str], Position]
    notes: tuple[Note, ...]


def brief(store: Store, actor: str = "", since: str = "", until: str = "", title: str = "", pictures: bool = True) -> Brief:
    """The brief on everything in `store`, or on one actor, or on a period.

    `actor` is a name, part of one, or an IRI: kept is what it takes part in or says. `since` and `until` are days, months
    or years ("2024-05-12", "2024-05", "2024"), both included: an event or initiative counts by its own time, and where it
    has none by the dates of the documents that tell it; what has no date at all is left out. Without `pictures`
    no plot is drawn. Raises `QueryError` for an unknown or ambiguous name and a malformed date.
    """
    papers = documents(store)
    net = told_apart(without_copies(multigraph(store), papers))
    node = find(net, actor) if actor else ""
    if node and net.nodes[node]["kind"] != "Actor":
        raise QueryError(f"{actor!r} is no actor but of the class {net.nodes[node]['kind']}")
    net = scoped(net, node, _date(since), _date(until))
    sources = _cited(papers, net, node, bool(since or until))
    content = tuple(_chapters(store, net, node, sources, pictures))
    heading = title or (f"Brief on {net.nodes[node]['label']}" if node else "Brief on actors, events and initiatives")
    notes = tuple(_notes(content))
    return Brief(
        title=heading, scope=_scope(since, until), chapters=content, documents=sources, positions=positions(store), notes=notes
    )


def scoped(net: nx.MultiDiGraph, actor: str = "", since: str = "", until: str = "") -> nx.MultiDiGraph:
    """The part of a `multigraph` that a brief on one actor or period is about. Edges go with their ends."""
    kept = {n for n, d in net.nodes(data=True) if d["kind"] in ("Event", "Initiative") and _inside(d, since, until)}
    if actor:
        label = net.nodes[actor]["label"]
        near = {*net.predecessors(actor), *net.successors(actor)}
        kept = {n for n in kept if n in near or label in net.nodes[n]["attributed"]}
    elif not (since or until):
        return net
    around = {m for n in kept for m in (*net.predecessors(n), *net.successors(n)) if m in kept or not _is_told(net, m)}
    relatives = {m for m in (*net.predecessors(actor), *net.successors(actor)) if not _is_told(net, m)} if actor else set()
    return net.subgraph(kept | around | relatives | ({actor} if actor else set())).copy()


def _is_told(net: nx.MultiDiGraph, node: str) -> bool:
    return net.nodes[node]["kind"] in ("Event", "Initiative")


def _inside(data: dict[str, Any], since: str, until: str) -> bool:
    """Dates compare as text: "~" sorts behind the rest of any date."""
    if not (since or until):
        return True
    spans = (
        [(data["earliest"], data["latest"])] if data["earliest"] else [(e.date, f"{e.date}~") for e in data["evidence"] if e.date]
    )
    return any((not until or begin <= f"{until}~") and (not since or end >= since) for begin, end in spans)


def _date(value: str) -> str:
    if value and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise QueryError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return value


def _scope(since: str, until: str) -> str:
    parts = (f"from {date(since)}" if since else "", f"to {date(until)}" if until else "")
    return " ".join(filter(None, parts))


def _cited(sources: Iterable[Source], net: nx.MultiDiGraph, actor: str, narrowed: bool) -> tuple[Source, ...]:
    """All documents, or those that tell something of what the brief is about."""
    if not (actor or narrowed):
        return tuple(sources)
    nodes = [n for n in net if _is_told(net, n)] + ([actor] if actor and not narrowed else [])
    told = {item.source for node in nodes for item in net.nodes[node]["evidence"]}
    return tuple(source for source in sources if told & set(source.sources))


def _chapters(store: Store, net: nx.MultiDiGraph, actor: str, sources: tuple[Source, ...], pictures: bool) -> Iterator[Chapter]:
    people = [actor] if actor else chapters.main_actors(net)
    drawn = _pictures(store, net) if pictures else {}

    def chapter(anchor: str, title: str, blocks: Iterable[Block]) -> Chapter:
        found = (*drawn.get(anchor, ()), *blocks) or (Paragraph(sentences=(NOTHING,)),)
        return Chapter(anchor=anchor, title=title, blocks=found)

    yield chapter("summary", "In short", [Items(items=tuple((told,) for told in _summary(net, actor, people, sources)))])
    told = (block for node in people for block in chapters.actor(net, node))
    yield chapter("actors", "The actor" if actor else "Main actors", told)
    yield chapter("happened", "What happened", chapters.chronology(net))
    yield chapter("proposed", "What is proposed and where it stands", chapters.proposals(net))
    yield chapter("differ", "Where accounts differ", disputes.disagreements(net))
    yield chapter("claimed", "What is only claimed or planned", disputes.claims(net))
    yield chapter("documents", "Documents", _documents(sources))


def _pictures(store: Store, net: nx.MultiDiGraph) -> dict[str, list[Picture]]:
    """The plots by the chapter they stand in, without those that would only say that there is nothing to show."""
    captions = {
        "actors": [(heatmap(net), "Who acts how on whom: blue is friendly, red is hostile, by what is told as a fact.")],
        "happened": [
            (plots.timeline(net), "Dated events by type."),
            (plots.balance(net), "Cooperation above and conflict below the line, with the net balance and its 95 % interval."),
            (event_map(net, coordinates(store)), "Where events happen, as far as coordinates are known."),
        ],
        "proposed": [(gantt(net, ROWS), "Initiatives and their status, as of the documents that tell it.")],
    }
    return {
        anchor: [_picture(figure, f"{anchor}{i}-", caption) for i, (figure, caption) in enumerate(found) if figure.axes[0].axison]
        for anchor, found in captions.items()
    }


def _picture(figure: Figure, prefix: str, caption: str) -> Picture:
    return Picture(svg=canvas.svg(figure, prefix), caption=caption)


# --- in short


def _summary(net: nx.MultiDiGraph, actor: str, people: list[str], sources: tuple[Source, ...]) -> Iterator[Sentence]:
    yield _read(sources)
    found = chapters.counts(net)
    if found["events"]:
        yield _events(found)
        yield sentence(_kinds(found), see="claimed")
    if not actor and people:
        yield sentence("most is told of ", listed([name(net.nodes[node]) for node in people[:5]]), see="actors")
    if found["initiatives"]:
        states = [plain(f"{quantity(found['status'][s])} {word}") for s, word in standing.STATUS.items() if found["status"][s]]
        lead = f"{number(found['initiatives'], 'initiative')} {_is(found['initiatives'])} told: "
        yield sentence(lead, listed(states), see="proposed")
    if count := len(differences(net)):
        yield sentence(f"accounts differ in {number(count, 'point')}", see="differ")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _read(sources: tuple[Source, ...]) -> Sentence:
    days = sorted(source.date for source in sources if source.date)
    undated = len(sources) - len(days)
    dated = f", dated from {date(days[0])} to {date(days[-1])}" if len(set(days)) > 1 else f", of {date(days[0])}" if days else ""
    bare = f"; {number(undated, 'of them has', 'of them have')} no date" if days else ", without a date"
    dated += bare if undated else ""
    publishers = [(("name", publisher),) for publisher in sorted({source.publisher for source in sources if source.publisher})]
    by = joined("; published by ", listed(publishers)) if publishers else ()
    return sentence(f"this brief rests on {number(len(sources), 'document')}", dated, by, see="documents")


def _events(found: dict[str, Any]) -> Sentence:
    open_ = "as planned, possible or uncertain"
    parts = (("happened", "told as having happened"), ("denied", "as not having happened"), ("open", open_))
    told = listed([plain(f"{quantity(found[key])} {words}") for key, words in parts if found[key]])
    dated = f"{quantity(found['dated'])} of them with a date"
    return sentence(f"{number(found['events'], 'event')} {_is(found['events'])} told, {dated}: ", told, see="happened")


def _kinds(found: dict[str, Any]) -> str:
    friendly, hostile, said = found["friendly"], found["hostile"], found["attributed"]
    kinds = f"{quantity(friendly)} {_is(friendly)} cooperative in kind, {quantity(hostile)} {_is(hostile)} conflictual"
    return f"of the events {kinds}; {quantity(said)} {'rest' if said > 1 else 'rests'} on somebody's word only"


def _documents(sources: Iterable[Source]) -> Iterator[Block]:
    rows = tuple((date(s.date), s.title, s.publisher, ", ".join(s.sources)) for s in sources)
    if rows:
        yield Table(header=("Date", "Title", "Publisher", "Source"), rows=rows)


# --- notes


def _notes(content: Iterable[Chapter]) -> Iterator[Note]:
    """Each sentence once, in the order in which the brief first rests on it."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for chapter in content:
        for block in chapter.blocks:
            for told in sentences(block):
                for item in told.notes:
                    found.setdefault((item.source, item.sentence), []).append(item)
    for items in found.values():
        yield Note(item=items[0], spans=_apart({(item.begin, item.end) for item in items}))


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, those that overlap joined."""
    out: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return tuple(out)


def sentences(block: Block) -> Iterator[Sentence]:
    """All sentences of a block in the order in which they are read."""
    match block:
        case Paragraph():
            yield from block.sentences
        case Items():
            for item in block.items:
                yield from item
        case Table():
            yield from (cell for row in block.rows for cell in row if isinstance(cell, Sentence))
