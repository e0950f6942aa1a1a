"""A part of the graph: what some sources say, of some time, stated as fact, of some class or type."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import networkx as nx

from kg.analyse.project import Evidence
from kg.errors import QueryError
from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES, INITIATIVE_PROPERTIES, PREDICATES

FACTUALITIES = ("Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown")
CLASSES = (*ACTOR_TYPES, "Actor", "Place", "Issue")
QUADS = ("cooperation", "conflict", *sorted(set(EVENT_TYPES.values())))
TYPES = (*EVENT_TYPES, *QUADS, "initiative", *PREDICATES)

Keep = Callable[[str, dict[str, Any]], bool]


def restrict(
    net: nx.MultiDiGraph,
    *,
    start: str | None = None,
    end: str | None = None,
    sources: Collection[str] = (),
    publishers: Collection[str] = (),
    factuality: Collection[str] = (),
    classes: Collection[str] = (),
    types: Collection[str] = (),
    keep: Collection[str] = (),
) -> nx.MultiDiGraph:
    """The part of a `multigraph` that fits all that is asked for; `net` itself if nothing is.

    What is left of the graph is a `multigraph` too, so that every projection, measure and path can be had of it.

    Parameters
    ----------
    start, end : ISO dates or beginnings of them ("2024", "2024-05"), both included. Events and initiatives stay if
        they share a day with the period; those without a date go, and so do relations between actors, which have none.
        Mentions of actors, places and issues stay by the date of their document.
    sources, publishers : documents by `source` or title, and by publisher, in any case of letters; `*` stands for
        any characters ("sahel_*"). Only evidence from these documents stays, and what is left without evidence goes.
    factuality : of events and claims. Initiatives have a status instead and stay.
    classes : names in `CLASSES`, for actors, places and issues; events and initiatives between them stay.
    types : names in `TYPES`: types of events, their quad classes ("material conflict", or "conflict" for both
        kinds), "initiative", and properties of claims ("supports").
    keep : nodes that stay whatever their class, and if nothing else is left of them.

    Raises `QueryError` for a malformed date, an unknown name, and sources or publishers that no document has.
    """
    dates(start, end)
    tests: list[Keep] = []
    if start or end:
        tests.append(lambda node, data: data["kind"] not in ("Event", "Initiative") or within(data, start, end))
    if factuality:
        values = known(factuality, FACTUALITIES, "factuality")
        tests.append(lambda node, data: data["kind"] != "Event" or data["factuality"] in values)
    if classes:
        names, kept = known(classes, CLASSES, "class"), frozenset(keep)
        tests.append(lambda node, data: node in kept or _of_class(data, names))
    wanted = _typed(types) if types else None
    if wanted is not None:
        tests.append(lambda node, data: data["kind"] != "Event" or data["type"] in wanted)
    stated = _stated_by(net, sources, publishers) if sources or publishers else None
    if not tests and stated is None:
        return net
    left = _nodes(net, tests, stated, (start, end))
    return _without_bare(_edges(net, left, factuality, wanted, stated, undated=not (start or end)), keep)


def dates(*values: str | None) -> None:
    """Raises `QueryError` for what is neither None nor a date like "2024", "2024-05" or "2024-05-12"."""
    for value in values:
        if value is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise QueryError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")


def within(node: dict[str, Any], start: str | None, end: str | None) -> bool:
    """Whether the time of a node of `multigraph` shares a day with the period; dates as in `restrict`."""
    if start is None and end is None:
        return True
    if not (node["earliest"] or node["latest"]):
        return False
    begins = end is None or node["earliest"] <= f"{end}~"  # "~" sorts behind the rest of any date
    return begins and (start is None or not node["latest"] or node["latest"] >= start)


def known(given: Iterable[str], names: Iterable[str], what: str) -> frozenset[str]:
    """The names of the vocabulary that are meant, in any case of letters. Raises `QueryError` for others."""
    spelt = {name.casefold(): name for name in names}
    for value in given:
        if value.casefold() not in spelt:
            raise QueryError(f"{value!r} is no {what}; known: {', '.join(spelt.values())}")
    return frozenset(spelt[value.casefold()] for value in given)


def _of_class(data: dict[str, Any], names: Collection[str]) -> bool:
    return data["kind"] in ("Event", "Initiative") or data["kind"] in names or data["type"] in names


def _typed(types: Collection[str]) -> frozenset[str]:
    """Event types and predicates; what stands for several of them is written out."""
    names = known(types, TYPES, "type")
    events = {name for name, quad in EVENT_TYPES.items() if quad in names or quad.rpartition(" ")[2] in names}
    parts = set(INITIATIVE_PROPERTIES) if "initiative" in names else set()
    return frozenset(names | events | parts)


def _stated_by(net: nx.MultiDiGraph, sources: Collection[str], publishers: Collection[str]) -> Callable[[Evidence], bool]:
    documents = {(item.source, item.title, item.publisher) for _, data in net.nodes(data=True) for item in data["evidence"]}
    chosen = {
        source
        for source, title, publisher in documents
        if (not sources or _fits(sources, source, title)) and (not publishers or _fits(publishers, publisher))
    }
    _need_match(sources, [(source, title) for source, title, _ in documents], "document")
    _need_match(publishers, [(publisher,) for _, _, publisher in documents], "publisher")
    return lambda item: item.source in chosen


def _fits(patterns: Iterable[str], *names: str) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns for name in names if name)


def _need_match(patterns: Iterable[str], documents: list[tuple[str, ...]], what: str) -> None:
    for pattern in patterns:
        if not any(_fits([pattern], *names) for names in documents):
            there = sorted({names[0] for names in documents if names[0]})
            more = f" and {len(there) - 10} more" if len(there) > 10 else ""
            raise QueryError(f"{pattern!r} is no {what} of the graph; there are: {', '.join(there[:10]) or 'none'}{more}")


def _nodes(net: nx.MultiDiGraph, tests: list[Keep], stated: Any, period: tuple[str | None, str | None]) -> nx.MultiDiGraph:
    left = nx.MultiDiGraph()
    for node, data in net.nodes(data=True):
        if all(test(node, data) for test in tests):
            evidence = tuple(_chosen(data, stated, period))
            same = len(evidence) == len(data["evidence"])
            if stated is None or evidence or data["kind"] not in ("Event", "Initiative"):
                left.add_node(node, **(data if same else {**data, "evidence": evidence}))
    return left


def _chosen(data: dict[str, Any], stated: Any, period: tuple[str | None, str | None]) -> Iterator[Evidence]:
    by_date = any(period) and data["kind"] not in ("Event", "Initiative")
    for item in data["evidence"]:
        if (stated is None or stated(item)) and (not by_date or _dated(item, *period)):
            yield item


def _dated(item: Evidence, start: str | None, end: str | None) -> bool:
    """Whether the document's date, as fine as it is known, lies within the period."""
    date = item.date
    return bool(date) and (start is None or date >= start[: len(date)]) and (end is None or date <= f"{end}~")


def _edges(
    net: nx.MultiDiGraph, left: nx.MultiDiGraph, factuality: Collection[str], wanted: Any, stated: Any, undated: bool
) -> nx.MultiDiGraph:
    values = known(factuality, FACTUALITIES, "factuality")
    for a, b, key, edge in net.edges(keys=True, data=True):
        if a not in left or b not in left:
            continue
        dated = left.nodes[a]["kind"] in ("Event", "Initiative")
        if edge["claim"] and not (_stays(edge, values, wanted) and (undated or dated)):
            continue
        evidence = edge["evidence"] if stated is None else tuple(item for item in edge["evidence"] if stated(item))
        if evidence or not edge["evidence"]:
            left.add_edge(a, b, key=key, **(edge if len(evidence) == len(edge["evidence"]) else {**edge, "evidence": evidence}))
    return left


def _stays(claim: dict[str, Any], values: Collection[str], wanted: Collection[str] | None) -> bool:
    return (not values or claim["factuality"] in values) and (wanted is None or claim["predicate"] in wanted)


def _without_bare(left: nx.MultiDiGraph, keep: Collection[str]) -> nx.MultiDiGraph:
    """Actors, places and issues stay if something still speaks of them, initiatives and events always."""
    bare = [n for n, data in left.nodes(data=True) if not data["evidence"] and not left.degree(n) and n not in keep]
    left.remove_nodes_from([n for n in bare if left.nodes[n]["kind"] not in ("Event", "Initiative")])
    return left
