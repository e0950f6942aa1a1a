"""How two actors hang together: paths whose every hop shows its sentences."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

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
    found = candidates(net, name)
    if not found:
        raise QueryError(f"nothing is called {name!r}; {similar(net, name)}")
    return _only(net, name, found)


def candidates(net: nx.Graph, name: str) -> list[str]:
    """The nodes that `name` fits best, in the order of `find`, of any kind; none if it fits nothing."""
    if name in net:
        return [name]
    wanted = _folded(name)
    if not wanted:
        raise QueryError("a name is needed, but it is empty")
    for fits in (name.__eq__, _same(wanted), _prefix(wanted), _part(wanted)):
        if found := sorted(node for node in net if any(fits(known) for known in _names(net, node))):
            return found
    return []


def similar(net: nx.Graph, name: str) -> str:
    """What to tell somebody who misspelt a name: "similar: Kenya"."""
    known = {_folded(spelt): spelt for node in sorted(net) for spelt in _names(net, node)}
    close = difflib.get_close_matches(_folded(name), sorted(known), n=5, cutoff=0.6)
    return f"similar: {', '.join(known[spelt] for spelt in close)}" if close else "no known name is similar"


def shortest(net: nx.Graph, a: str, b: str, k: int = 1) -> Iterator[list[Hop]]:
    """The `k` paths with the fewest hops between two names or IRIs, whichever way their edges point, the shortest first.

    No path visits a node twice. Nothing if both are one node, fewer than `k` if there are no more. Equally short paths come in
    an order that depends on the graph only. Restrict the graph first (`kg.analyse.restrict.restrict`) for paths by class,
    type, factuality, source or time. Raises `QueryError` if a name is not found (see `find`) or nothing links the two.

    Pitfall: short is not important; a path through an actor whom everybody names says little. [1]_

    References
    ----------
    .. [1] J. Y. Yen, "Finding the K shortest loopless paths in a network", Management Science 17 (1971).
    """
    source, target, plain = _ends(net, a, b)
    found = nx.shortest_simple_paths(plain, source, target) if source != target else ()
    return (_hops(net, nodes) for nodes in islice(found, k))


def simple(net: nx.Graph, a: str, b: str, cutoff: int = 4) -> Iterator[list[Hop]]:
    """All paths of at most `cutoff` hops that visit no node twice, the shortest first, computed as they are taken.

    Only nodes near enough to both ends are searched. The number of paths grows exponentially with `cutoff`: take only as
    many as you need. Errors as in `shortest`.
    """
    source, target, plain = _ends(net, a, b)
    if source == target:
        return
    near = nx.single_source_shortest_path_length(plain, source, cutoff)
    far = nx.single_source_shortest_path_length(plain, target, cutoff)
    for length in range(near.get(target, cutoff + 1), cutoff + 1):
        reach = nx.Graph()
        inside = {node for node in near if node in far and near[node] + far[node] <= length}
        reach.add_edges_from((x, y) for x, y in plain.edges() if x in inside and y in inside)
        for nodes in nx.all_simple_paths(reach, source, target, cutoff=length):
            if len(nodes) == length + 1:
                yield _hops(net, nodes)


def _ends(net: nx.Graph, a: str, b: str) -> tuple[str, str, nx.Graph]:
    """Both nodes, and the network without direction, parallel edges and loops. `QueryError` if nothing links them."""
    source, target = find(net, a), find(net, b)
    plain = nx.Graph()
    plain.add_nodes_from(net)
    plain.add_edges_from((x, y) for x, y in net.edges() if x != y)
    if not nx.has_path(plain, source, target):
        raise QueryError(f"nothing links {_label(net, source)!r} and {_label(net, target)!r}")
    return source, target, plain


def _hops(net: nx.Graph, nodes: list[str]) -> list[Hop]:
    return [_hop(net, x, y) for x, y in pairwise(nodes)]


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
