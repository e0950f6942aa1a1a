"""What the analyses find, as rows: one table each, for the command line, pandas and reports.

All take a `multigraph` or what `kg.analyse.restrict.restrict` left of one. A table that names acts shows the sentence of the
weightiest, and its source, in its last two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from kg.analyse import brokerage, groups, signed, timeline
from kg.analyse.actors import Reason, link_actors
from kg.analyse.centrality import central as ranked
from kg.analyse.compiled import compiled
from kg.analyse.project import Evidence
from kg.analyse.sources import likeness
from kg.errors import QueryError
from kg.graph.query import Rows

SAID = ("Actual", "Planned", "Possible", "Conditional", "Unknown")  # every factuality but Negated
QUOTE = ("sentence", "source")

Table = Callable[..., Rows]


def central(net: nx.MultiDiGraph, measure: str, kind: str, factuality: Iterable[str] = SAID) -> Rows:
    """`rank`, `actor`, `type`, the value under the measure's name, `ties` (edges in and out); best first."""
    graph = link_actors(net, kind, factuality=tuple(factuality))
    label, type_ = graph.nodes.data("label"), graph.nodes.data("type")
    found = ((i, label[n], type_[n], value, graph.degree(n)) for i, (n, value) in enumerate(ranked(graph, measure), 1))
    return Rows(("rank", "actor", "type", measure, "ties"), tuple(found))


def over_time(net: nx.MultiDiGraph, period: str, table: Callable[[nx.MultiDiGraph], Rows]) -> Rows:
    """The rows of `table` for each window of `kg.analyse.timeline.windows`, with the `period` as the first column."""
    found = [(label, table(part)) for label, part in timeline.windows(net, period)]
    columns = found[0][1].columns if found else table(nx.MultiDiGraph()).columns
    return Rows(("period", *columns), tuple((label, *row) for label, rows in found for row in rows))


def communities(net: nx.MultiDiGraph, kind: str, factuality: Iterable[str] = SAID, resolution: float = 1.0) -> Rows:
    """`group`, `size`, weight of the ties `inside` and to the `outside`, share in the `modularity`, `members` by strength.

    The modularity of the whole division is the sum of the column.
    """
    graph = link_actors(net, kind, factuality=tuple(factuality))
    found = groups.communities(graph, resolution)
    member = groups.membership(found)
    total = sum(weight for _, _, weight in graph.edges(data="weight")) or 1.0
    rows = []
    for number, nodes in enumerate(found, 1):
        inside = sum(w for a, b, w in graph.edges(nodes, data="weight") if member[b] == number)
        outside = sum(w for a, b, w in _at(graph, nodes) if member[a] != member[b])
        share = inside / total - resolution * ((2 * inside + outside) / (2 * total)) ** 2
        rows.append((number, len(nodes), round(inside, 2), round(outside, 2), round(share, 4), _strongest_first(graph, nodes)))
    return Rows(("group", "size", "inside", "outside", "modularity", "members"), tuple(rows))


def bridges(net: nx.MultiDiGraph, kind: str, factuality: Iterable[str] = SAID, resolution: float = 1.0) -> Rows:
    """Ties between communities, the strongest first: `a`, `b` with their groups, `weight`, `acts`, the sentence behind it."""
    graph = link_actors(net, kind, factuality=tuple(factuality))
    member = groups.membership(groups.communities(graph, resolution))
    label = graph.nodes.data("label")
    rows = (
        (label[tie.a], tie.groups[0], label[tie.b], tie.groups[1], tie.weight, *_why(tie.edges))
        for tie in groups.bridges(graph, member)
    )
    return Rows(("a", "group_a", "b", "group_b", "weight", "acts", *QUOTE), tuple(rows))


def brokers(
    net: nx.MultiDiGraph, kind: str, factuality: Iterable[str] = SAID, grouping: str = "community", resolution: float = 1.0
) -> Rows:
    """Who mediates between whom: roles after Gould and Fernandez, and `participation`; most pairs first.

    Groups are the communities or, with `grouping` "class", the classes of the actors. Actors without any role are left out.
    """
    graph = link_actors(net, kind, factuality=tuple(factuality))
    found = (
        groups.membership(groups.communities(graph, resolution)) if grouping == "community" else dict(graph.nodes.data("type"))
    )
    spread = groups.participation(graph, found)
    label = graph.nodes.data("label")
    rows = (
        (label[b.node], found[b.node], b.total, *(getattr(b, role) for role in brokerage.ROLES), round(spread[b.node], 3))
        for b in brokerage.brokerage(graph, found)
        if b.total
    )
    return Rows(("actor", "group", "pairs", *brokerage.ROLES, "participation"), tuple(rows))


def balanced(net: nx.MultiDiGraph, factuality: Iterable[str] = SAID) -> Rows:
    """How far the signed network falls into two camps: one row, or none without ties. See `kg.analyse.signed`.

    `friends` and `enemies` are ties; then the triads; `balanced` is the share of balanced ones; `frustration` the least
    number of ties that go against two camps, or bounds ("5-9"); `mutual` the share of hostile ties that are returned, `returned`
    the share of hostile weight that is.
    """
    graph = link_actors(net, "net", factuality=tuple(factuality))
    census, found = signed.triads(graph), signed.frustration(graph)
    mutual = signed.reciprocity(link_actors(net, "conflict", factuality=tuple(factuality)))
    signs = [tie["weight"] > 0 for tie in compiled(graph).es if tie["weight"]]
    row = {
        "actors": len(graph),
        "friends": sum(signs),
        "enemies": len(signs) - sum(signs),
        **census,
        "balanced": _share(signed.balanced_share(census)),
        "frustration": str(found.upper) if found.exact else f"{found.lower}-{found.upper}",
        "mutual": _share(mutual["ties"]),
        "returned": _share(mutual["weight"]),
    }
    return Rows(tuple(row), (tuple(row.values()),) if signs else ())


def camps(net: nx.MultiDiGraph, factuality: Iterable[str] = SAID) -> Rows:
    """The two camps of each component that has enemies: `component`, `camp`, `actor`, `type`, `friends`, `enemies` and
    how many of its ties go `against` the camps."""
    graph = link_actors(net, "net", factuality=tuple(factuality))
    found = signed.frustration(graph)
    ties = [(a, b, weight) for a, b, weight in _summed(graph) if weight]
    label, type_ = graph.nodes.data("label"), graph.nodes.data("type")
    rows = []
    for number, nodes in enumerate(groups.components(graph), 1):
        own = [tie for tie in ties if tie[0] in set(nodes)]
        if all(weight > 0 for _, _, weight in own):
            continue
        for node in sorted(nodes, key=lambda n: (found.camps[n], label[n], n)):
            mine = [weight > 0 for a, b, weight in own if node in (a, b)]
            wrong = sum(node in pair for pair in found.against)
            rows.append((number, found.camps[node] + 1, label[node], type_[node], sum(mine), len(mine) - sum(mine), wrong))
    return Rows(("component", "camp", "actor", "type", "friends", "enemies", "against"), tuple(rows))


def tensions(net: nx.MultiDiGraph, factuality: Iterable[str] = SAID) -> Rows:
    """The ties that go against the camps: enemies in one camp, friends across; the strongest first, with a sentence."""
    graph = link_actors(net, "net", factuality=tuple(factuality))
    label = graph.nodes.data("label")
    rows = []
    for a, b in signed.frustration(graph).against:
        edges = [graph.edges[pair] for pair in ((a, b), (b, a)) if graph.has_edge(*pair)]
        weight = round(sum(edge["weight"] for edge in edges), 4)
        rows.append((label[a], label[b], "friends across" if weight > 0 else "enemies within", weight, *_why(edges)))
    return Rows(("a", "b", "tie", "weight", "acts", *QUOTE), tuple(sorted(rows, key=lambda row: (-abs(row[3]), row[0], row[1]))))


def dyads(net: nx.MultiDiGraph, factuality: Iterable[str] = SAID) -> Rows:
    """Each pair of actors: weight of `cooperation`, of `conflict` from a to b and back, their `net`; the most hostile first."""
    friendly, hostile = (link_actors(net, kind, factuality=tuple(factuality)) for kind in ("cooperation", "conflict"))
    pairs = sorted({(min(pair), max(pair)) for graph in (friendly, hostile) for pair in graph.edges()})
    label = {n: text for graph in (friendly, hostile) for n, text in graph.nodes.data("label")}
    rows = []
    for a, b in pairs:
        good = round(_weight(friendly, a, b) + _weight(friendly, b, a), 2)
        one, other = round(_weight(hostile, a, b), 2), round(_weight(hostile, b, a), 2)
        edges = [graph.edges[pair] for graph in (friendly, hostile) for pair in ((a, b), (b, a)) if graph.has_edge(*pair)]
        rows.append((label[a], label[b], good, one, other, round(good - one - other, 2), *_why(edges)))
    columns = ("a", "b", "cooperation", "conflict_ab", "conflict_ba", "net", "acts", *QUOTE)
    return Rows(columns, tuple(sorted(rows, key=lambda row: (row[5], row[0], row[1]))))


def sources(net: nx.MultiDiGraph, subject: str = "dyads", by: str = "source") -> Rows:
    """Pairs of sources with something in common, the most alike first. See `kg.analyse.sources.likeness`."""
    columns = ("a", "b", "shared", "only_a", "only_b", "contradicted", "jaccard", "cosine")
    return Rows(columns, tuple(tuple(getattr(pair, column) for column in columns) for pair in likeness(net, subject, by)))


GROUPS: dict[str, Table] = {"communities": communities, "bridges": bridges, "brokers": brokers}
BALANCE: dict[str, Table] = {"summary": balanced, "camps": camps, "tensions": tensions, "dyads": dyads}


def chosen(name: str, known: Mapping[str, Table]) -> Table:
    if name not in known:
        raise QueryError(f"{name!r} is nothing that can be shown; known: {', '.join(known)}")
    return known[name]


def top(rows: Rows, number: int | None) -> Rows:
    return Rows(rows.columns, rows.rows[:number])


def first_sentence(evidence: Iterable[Evidence]) -> tuple[str | None, str | None]:
    """The sentence, in one line, and its source."""
    for item in evidence:
        return " ".join(item.sentence.split()), item.source
    return None, None


def _why(edges: Iterable[dict[str, Any]]) -> tuple[str, str | None, str | None]:
    """Acts with their number, then the sentence of the weightiest."""
    reasons: list[Reason] = list({reason.iri: reason for edge in edges for reason in edge["reasons"]}.values())
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason.type] = counts.get(reason.type, 0) + 1
    acts = ", ".join(f"{name} {n}" if n > 1 else name for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    best = max(reasons, key=lambda reason: (abs(reason.weight), reason.iri), default=None)
    return acts, *(first_sentence(best.evidence) if best else (None, None))


def _at(graph: nx.DiGraph, nodes: list[str]) -> Iterator[tuple[str, str, float]]:
    yield from graph.out_edges(nodes, data="weight")
    yield from graph.in_edges(nodes, data="weight")


def _summed(graph: nx.DiGraph) -> Iterator[tuple[str, str, float]]:
    ties = compiled(graph)
    for edge in ties.es:
        yield ties.vs[edge.source]["node"], ties.vs[edge.target]["node"], edge["weight"]


def _strongest_first(graph: nx.DiGraph, nodes: list[str]) -> str:
    order = sorted(nodes, key=lambda node: -graph.degree(node, weight="weight"))
    return ", ".join(graph.nodes[node]["label"] for node in order)


def _weight(graph: nx.DiGraph, a: str, b: str) -> float:
    return graph.edges[a, b]["weight"] if graph.has_edge(a, b) else 0.0


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
