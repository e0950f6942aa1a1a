"""How two actors hang together: paths whose every hop shows its sentences."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analyse.project import Evidence
from kg.errors import QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a path. `forward` is False where the edge points from `target` to `source`.

    `predicates` are the properties (or types of events) that link the two, `factuality` tells how they are
    stated (values of the vocabulary, sorted), `evidence` holds their sentences, each once.
    """

    source: str
    target: str
    source_label: str
    target_label: str
    predicates: tuple[str, ...]
    forward: bool
    factuality: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def find(net: nx.Graph, name: str) -> str:
    """The node that a user means by `name`: its IRI, its label or alias, or a part of one that no other has.

    Tried in this order: as it stands; without regard to case and a leading "the"; as the beginning of a name;
    as a part of one. Where a name fits things of several kinds, an actor goes before an initiative, an
    event, a place and an issue. Raises `QueryError` with the candidates if several are left, or with similar names if
    there is none.
    """
    if name in net:
        return name
    wanted = _folded(name)
    if not wanted:
        raise QueryError("a name is needed, but it is empty")
    for fits in (name.__eq__, _same(wanted), _prefix(wanted), _part(wanted)):
        found = sorted(node for node in net if any(fits(known) for known in _names(net, node)))
        if found:
            return _only(net, name, found)
    raise QueryError(f"nothing is called {name!r}; {_similar(net, wanted)}")


def shortest(net: nx.Graph, a: str, b: str) -> list[Hop]:
    """The path with the fewest hops between two names or IRIs, whichever way its edges point.

    Empty if both are one node. Of several equally short paths the first by order of the graph is given. Raises
    `QueryError` if a name is not found (see `find`) or nothing links the two.
    """
    return next(_paths(net, a, b), [])


def simple(net: nx.Graph, a: str, b: str, cutoff: int = 4) -> Iterator[list[Hop]]:
    """All paths of at most `cutoff` hops that visit no node twice, the shortest first, computed as they are taken.

    Their number grows exponentially with `cutoff`: take only as many as you need. Errors as in `shortest`.
    """
    for path in _paths(net, a, b):
        if len(path) > cutoff:
            return
        yield path


def _paths(net: nx.Graph, a: str, b: str) -> Iterator[list[Hop]]:
    source, target = find(net, a), find(net, b)
    if source == target:
        return
    plain = nx.Graph()
    plain.add_nodes_from(net)
    plain.add_edges_from((x, y) for x, y in net.edges() if x != y)
    try:
        for nodes in nx.shortest_simple_paths(plain, source, target):
            yield [_hop(net, x, y) for x, y in pairwise(nodes)]
    except nx.NetworkXNoPath as error:
        raise QueryError(f"nothing links {_label(net, source)!r} and {_label(net, target)!r}") from error


def _hop(net: nx.Graph, x: str, y: str) -> Hop:
    forward = net.has_edge(x, y)
    edges = _edges(net, x, y) if forward else _edges(net, y, x)
    sentences: dict[tuple[str, str], Evidence] = {}
    for item in (item for edge in edges for item in edge.get("evidence", ())):
        sentences.setdefault((item.source, item.sentence), item)
    return Hop(
        source=x,
        target=y,
        source_label=_label(net, x),
        target_label=_label(net, y),
        predicates=tuple(sorted({str(edge.get("predicate", "")) for edge in edges})),
        forward=forward,
        factuality=tuple(sorted({value for edge in edges for value in _factuality(edge)})),
        evidence=tuple(sentences.values()),
    )


def _edges(net: nx.Graph, x: str, y: str) -> list[dict]:
    data = net.get_edge_data(x, y)
    return list(data.values()) if net.is_multigraph() else [data]


def _factuality(edge: dict) -> set[str]:
    stated = {reason.factuality for reason in edge.get("reasons", ())} or {edge.get("factuality", "")}
    return stated - {""}


def _label(net: nx.Graph, node: str) -> str:
    return str(net.nodes[node].get("label", node))


def _names(net: nx.Graph, node: str) -> tuple[str, ...]:
    return (_label(net, node), *net.nodes[node].get("aliases", ()))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _same(wanted: str) -> Callable[[str], bool]:
    return lambda known: _folded(known) == wanted


def _prefix(wanted: str) -> Callable[[str], bool]:
    return lambda known: _folded(known).startswith(wanted)


def _part(wanted: str) -> Callable[[str], bool]:
    return lambda known: wanted in _folded(known)


def _only(net: nx.Graph, name: str, found: list[str]) -> str:
    order = ("Actor", "Initiative", "Event", "Place", "Issue", "")
    best = min(order.index(net.nodes[node].get("kind", "")) for node in found)
    left = [node for node in found if order.index(net.nodes[node].get("kind", "")) == best]
    if len(left) == 1:
        return left[0]
    shown = "; ".join(f"{_label(net, node)} <{node}>" for node in left[:10])
    more = f" and {len(left) - 10} more" if len(left) > 10 else ""
    raise QueryError(f"{name!r} may mean {len(left)} things, give a longer name or an IRI: {shown}{more}")


def _similar(net: nx.Graph, wanted: str) -> str:
    known = {_folded(name): name for node in sorted(net) for name in _names(net, node)}
    close = difflib.get_close_matches(wanted, sorted(known), n=5, cutoff=0.6)
    return f"similar: {', '.join(known[name] for name in close)}" if close else "no known name is similar"
