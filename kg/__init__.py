"""News as a knowledge graph: actors, events and initiatives, each statement with the sentence that states it.

    import kg

    kg.build(["news/"], "out")               # texts → graph; `kg.extractions` for one text after the other
    kg.add(["more/"], "out")                 # further texts; `kg.update`, `kg.remove`, `kg.rebuild`
    store = kg.open("out")
    kg.query(store, "proposals")             # a named query, a .rq file or SPARQL; `kg.queries` lists the names
    kg.show(store, "Pakistan")               # all that is stated about one thing
    kg.central(store, "betweenness")         # the actors that matter most
    kg.paths(store, "Pakistan", "India")     # how two of them hang together
    kg.groups(store), kg.balance(store)      # who stands with whom, and against whom
    kg.track(store), kg.proposals(store)     # initiatives, how they stand and how they end
    kg.sources(store)                        # which sources report the same
    kg.page(store, "graph.html")             # to look at in a browser
    kg.plot(store, "timeline")               # a matplotlib figure
    kg.report(store, "brief.html")           # prose with a note for each sentence
    kg.export(store, "graphml", "kg.graphml")    # for other programs
    kg.check("out"), kg.scores("out", ["gold/"])

Nothing heavy is loaded before the first call that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError, KgError, LexiconError, PluginError, QueryError, ReadError

if TYPE_CHECKING:
    import matplotlib.figure
    import networkx
    import pyoxigraph
    import rdflib

    from kg.analyse.paths import Hop
    from kg.analyse.portrait import Portrait
    from kg.graph.check import Problem
    from kg.graph.query import Binding, Query, Rows
    from kg.model import Extraction
    from kg.pipeline import Summary
    from kg.pipeline.judging import Question, Told
    from kg.resolve import Judgement
    from kg.score import Result

__version__ = "0.1.0"
__all__ = [
    "GraphError", "KgError", "LexiconError", "PluginError", "QueryError", "ReadError",
    "actor_graph", "add", "answer", "balance", "build", "central", "check", "coverage", "doubts", "dump", "export",
    "extractions", "groups", "judge", "load", "multigraph", "open", "page", "paths", "plot", "proposals", "push", "queries",
    "query", "rebuild", "remove", "report", "scores", "serve", "show", "sources", "story", "track", "undo", "update",
]  # fmt: skip

SAID = ("Actual", "Planned", "Possible", "Conditional", "Unknown")  # every factuality but Negated


def build(paths: Iterable[str | Path], out: str | Path, **options: Any) -> Summary:
    """Texts (files, folders, or JSON lines of `kg extract`) → the graph under `out`. Options: `kg.pipeline.build`."""
    from kg import pipeline

    return pipeline.build(paths, out, **options)


def extractions(paths: Iterable[str | Path], **options: Any) -> Iterator[Extraction]:
    """What each text says, one after the other; nothing is written. Options: `kg.pipeline.extract`."""
    from kg import pipeline

    return pipeline.extractions(paths, **options)


def add(paths: Iterable[str | Path], folder: str | Path, **options: Any) -> Summary:
    """Add texts to the graph in `folder`; what is there already is not read again. Options: `kg.pipeline.build`."""
    from kg import pipeline

    return pipeline.add(paths, folder, **options)


def update(paths: Iterable[str | Path], folder: str | Path, **options: Any) -> Summary:
    """As `add`, but a changed text takes the place of the earlier text of its source."""
    from kg import pipeline

    return pipeline.update(paths, folder, **options)


def remove(names: Iterable[str], folder: str | Path) -> Summary:
    """Take documents out of the graph in `folder`, by source, IRI or the beginning of their SHA-256."""
    from kg import pipeline

    return pipeline.remove(names, folder)


def rebuild(folder: str | Path, **options: Any) -> Summary:
    """Read again what an earlier version of tool, model or lexicons has read. Options: `kg.pipeline.rebuild`."""
    from kg import pipeline

    return pipeline.rebuild(folder, **options)


def dump(folder: str | Path, out: str | Path | None = None) -> list[Path]:
    """Write graph.nq, graph.trig, graph.html and extraction.jsonl of the graph in `folder` into `out`, else beside the store."""
    from kg import pipeline

    return pipeline.dump(folder, out)


def judge(folder: str | Path, kind: str, name: str, value: str = "", **about: Any) -> tuple[Judgement, Summary]:
    """Decide something about a thing of the graph in `folder`, and apply it. See `kg.pipeline.judging.judge`."""
    from kg.pipeline import judging

    return judging.judge(folder, kind, name, value, **about)


def undo(folder: str | Path, number: int, **about: Any) -> tuple[Judgement, Summary]:
    """Take the judgement of this number back. `about`: `who`, `when` (an ISO date) and `why`."""
    from kg.pipeline import judging

    return judging.undo(folder, number, **about)


def doubts(folder: str | Path, **options: Any) -> list[Question]:
    """The pairs of things that may be one and were not merged, the likeliest first, with sentences of both."""
    from kg.pipeline import judging

    return judging.questions(folder, **options)


def story(folder: str | Path, name: str, **options: Any) -> tuple[str, list[Told]]:
    """What was taken for the thing called `name` and why, and what people have decided about it."""
    from kg.pipeline import judging

    return judging.story(folder, name, **options)


def open(path: str | Path, as_stated: bool = False) -> pyoxigraph.Store:
    """The graph of a folder, to read: with the names that things have after resolution, or `as_stated` by the documents.

    A path of a store is opened as it is. `GraphError` if there is none.
    """
    from kg.graph.store import found, open_store

    return open_store(found(path, as_stated), read_only=True)


def load(path: str | Path) -> rdflib.Dataset:
    """The graph as an rdflib Dataset, from a build, a store, or a file .nq .trig .ttl .nt. Its default graph is the union."""
    from kg.graph import store

    return store.load(path)


def query(store: pyoxigraph.Store, query: str | Path | Query, *, folders: Iterable[str | Path] = (), **bindings: Binding) -> Rows:
    """The rows of a named query (also of those in `folders`), a `.rq` file or SPARQL. See `kg.graph.query.run`."""
    from kg.graph import query as queries_

    return queries_.run(store, _named(query, folders), **bindings)


def answer(
    store: pyoxigraph.Store | str, query: str | Path | Query, *, folders: Iterable[str | Path] = (), **bindings: Binding
) -> Rows | bool | str:
    """As `query`, but a bool for ASK, and Turtle for CONSTRUCT and DESCRIBE. `store` may be the URL of a SPARQL service."""
    from kg.graph import endpoint
    from kg.graph import query as queries_

    ask = endpoint.answer if isinstance(store, str) else queries_.answer
    return ask(store, _named(query, folders), **bindings)


def push(path: str | Path, url: str, **options: Any) -> dict[str, int]:
    """Put the graphs of a folder into another service, which takes them at `url`. Options: `kg.graph.endpoint.push`."""
    from kg.graph import endpoint

    return endpoint.push(path, url, **options)


def queries(*folders: str | Path) -> dict[str, Query]:
    """The named queries by name, those in `folders` included."""
    from kg.graph import query as queries_

    return queries_.queries(*folders)


def _named(query: str | Path | Query, folders: Iterable[str | Path]) -> str | Path | Query:
    given = [*folders]
    return queries(*given).get(str(query), query) if given else query


def show(store: pyoxigraph.Store, name: str) -> Portrait:
    """All that is stated about the actor, initiative, event, place or issue called `name`."""
    from kg.analyse.portrait import portrait

    return portrait(store, name)


def multigraph(store: pyoxigraph.Store) -> networkx.MultiDiGraph:
    """Everything as a networkx graph. See `kg.analyse.project.multigraph`."""
    from kg.analyse import project

    return project.multigraph(store)


def actor_graph(store: pyoxigraph.Store, kind: str = "cooperation", **options: Any) -> networkx.DiGraph:
    """Who deals with whom, as a weighted networkx graph. See `kg.analyse.actors.actor_graph`."""
    from kg.analyse import actors

    return actors.actor_graph(store, kind, **options)


def central(
    store: pyoxigraph.Store,
    measure: str = "degree",
    kind: str = "all",
    top: int | None = None,
    factuality: Collection[str] = SAID,
    by: str | None = None,
    **limits: Any,
) -> Rows:
    """The actors that matter most: `rank`, `actor`, `type`, the value, and how many `ties` they have.

    With `by` ("year", "month", "day") for each period. Measures: `kg.analyse.centrality`; limits: `kg.analyse.restrict`.
    """
    from kg.analyse import rows

    return _table(store, lambda net: rows.top(rows.central(net, measure, kind, factuality), top), by, limits)


def paths(
    store: pyoxigraph.Store,
    a: str,
    b: str,
    cutoff: int | None = None,
    k: int = 1,
    factuality: Collection[str] = SAID,
    **limits: Any,
) -> Iterator[list[Hop]]:
    """How two actors or other things hang together: the `k` shortest paths, or with `cutoff` all of at most so many hops.

    Two actors are linked by what they do to one another; if that leads nowhere, and for other things, by everything
    that the graph holds. Limits: `kg.analyse.restrict`. Raises `QueryError` if a name is unknown or nothing links the two.
    """
    from kg.analyse import paths as ways
    from kg.analyse.restrict import restrict

    net = multigraph(store)
    ends = source, target = ways.find(net, a), ways.find(net, b)
    part = restrict(net, keep=ends, factuality=() if factuality == SAID else factuality, **limits)
    ties = _ties(part, source, target, factuality)
    return ways.shortest(ties, source, target, k) if cutoff is None else ways.simple(ties, source, target, cutoff)


def groups(
    store: pyoxigraph.Store,
    show: str = "communities",
    kind: str = "cooperation",
    factuality: Collection[str] = SAID,
    by: str | None = None,
    grouping: str = "community",
    resolution: float = 1.0,
    **limits: Any,
) -> Rows:
    """Who belongs together: "communities", the "bridges" between them, or the "brokers". See `kg.analyse.groups`, `brokerage`.

    `grouping` "class" takes classes of actors for the brokers' groups. With `by` for each period; limits: `kg.analyse.restrict`.
    """
    from kg.analyse import rows

    table = rows.chosen(show, rows.GROUPS)
    options = {"grouping": grouping} if show == "brokers" else {}
    return _table(store, lambda net: table(net, kind, factuality, resolution=resolution, **options), by, limits)


def balance(
    store: pyoxigraph.Store, show: str = "summary", factuality: Collection[str] = SAID, by: str | None = None, **limits: Any
) -> Rows:
    """Friends and enemies: "summary", "camps", "tensions" that go against them, or "dyads". See `kg.analyse.signed`.

    With `by` for each period; limits: `kg.analyse.restrict`.
    """
    from kg.analyse import rows

    table = rows.chosen(show, rows.BALANCE)
    return _table(store, lambda net: table(net, factuality), by, limits)


def track(store: pyoxigraph.Store, name: str | None = None, parts: bool = False, **limits: Any) -> Rows:
    """All initiatives and how they stand, with `parts` those too that belong to others; or all about the one called `name`."""
    from kg.analyse import tracker

    return _table(store, lambda net: tracker.detail(net, name) if name else tracker.overview(net, parts), None, limits)


def coverage(store: pyoxigraph.Store, **limits: Any) -> Rows:
    """Which initiatives address which issues, or are hindered by them, and whose they are."""
    from kg.analyse import tracker

    return _table(store, tracker.coverage, None, limits)


def proposals(store: pyoxigraph.Store, **limits: Any) -> Rows:
    """Who proposes what to whom, and how it ends."""
    from kg.analyse import tracker

    return _table(store, tracker.proposals, None, limits)


def sources(store: pyoxigraph.Store, subject: str = "dyads", by: str = "source", **limits: Any) -> Rows:
    """Which sources report the same "dyads", "events" or "initiatives" as fact, pair by pair. See `kg.analyse.sources`."""
    from kg.analyse import rows

    return _table(store, lambda net: rows.sources(net, subject, by), None, limits)


def page(store: pyoxigraph.Store, path: str | Path, title: str = "Knowledge graph") -> Path:
    """The graph as one HTML file that needs no server and no network."""
    from kg.view import network

    return network.write(store, path, title)


def plot(
    store: pyoxigraph.Store, name: str = "timeline", path: str | Path | None = None, **options: Any
) -> matplotlib.figure.Figure:
    """A plot of the graph, a matplotlib figure; with `path` also written there (.svg, .png or .pdf).

    `name` is "timeline", "pairs", "balance", "heatmap", "gantt" or "map"; `kg.view.gallery` says which options each takes.
    Raises `QueryError` for an unknown name, `GraphError` if the file can't be written.
    """
    from kg.view import canvas, gallery

    figure = gallery.plot(store, name, **options)
    if path is not None:
        canvas.save(figure, path)
    return figure


def report(store: pyoxigraph.Store, path: str | Path, **options: Any) -> Path:
    """A brief on what the documents say, as .html or .md: actors, events, initiatives, disputes, each sentence with its note.

    Options are those of `kg.view.brief.brief`: `actor`, `since`, `until`, `title`.
    """
    from kg.view import brief_page

    return brief_page.report(store, path, **options)


def export(source: pyoxigraph.Store | networkx.Graph, form: str, out: str | Path) -> list[Path]:
    """Write a store, or a network made of it, in the format of another program; gives the files.

    `form` is a name in `kg.write.EXPORTERS`, of an entry point "kg.exporters", or `module:function`. Raises `PluginError`
    for an unknown one, `GraphError` if the files can't be written.
    """
    from kg import write

    return write.export(source, form, out)


def check(path: str | Path) -> list[Problem]:
    """What is wrong with the graph of a build, a store or a file: shapes, terms, and each quotation against its text."""
    from kg.graph import check as checks

    return checks.check(load(path))


def scores(path: str | Path, gold: Iterable[str | Path]) -> list[Result]:
    """How well a graph agrees with annotated documents, one result each. See `kg.score.scores`."""
    from kg import score
    from kg.graph import store

    return score.scores(store.read_quads(path), gold)


def serve(path: str | Path, **options: Any) -> None:
    """Serve a graph over HTTP until the process ends: SPARQL, linked data, pages. Options: `kg.server.app.serve`."""
    from kg.server import app

    app.serve(path, **options)


def _table(
    store: pyoxigraph.Store, table: Callable[[networkx.MultiDiGraph], Rows], by: str | None, limits: dict[str, Any]
) -> Rows:
    """A table of the part of the graph that fits, each document with what it says itself, or of each period of it."""
    from kg.analyse import accounts, restrict, rows

    net = restrict.restrict(accounts.told_apart(multigraph(store)), **limits)
    return rows.over_time(net, by, table) if by else table(net)


def _ties(net: networkx.MultiDiGraph, source: str, target: str, factuality: Collection[str]) -> networkx.Graph:
    """The actors' dealings if they link the two, else the whole network."""
    import networkx as nx

    from kg.analyse import actors

    dealings = actors.link_actors(net, "all", factuality=factuality)
    both = source in dealings and target in dealings
    return dealings if both and nx.has_path(dealings.to_undirected(as_view=True), source, target) else net
