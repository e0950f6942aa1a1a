"""Friends and enemies: how far a signed network falls into camps, and which ties go against them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import igraph
import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from kg.analyse.compiled import compiled

TRIADS = ("+++", "++-", "+--", "---")
BALANCED = ("+++", "+--")
EXACT = 150  # ties of a block up to which the frustration index is exact
NODE_LIMIT = 20_000  # of branch and bound; a number of nodes, unlike one of seconds, gives the same result everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """The least number of ties whose loss would leave two camps, friends inside and enemies between.

    `lower` and `upper` are bounds, equal if `exact`. `camps` maps each node to 0 or 1 so that `upper` ties, those in
    `against` (pairs of nodes), go against the camps; of each component the larger camp is 0.
    """

    lower: int
    upper: int
    ties: int
    camps: Mapping[str, int]
    against: tuple[tuple[str, str], ...]

    @property
    def exact(self) -> bool:
        return self.lower == self.upper

    @property
    def index(self) -> float | None:
        """1 - 2 x upper / ties, from 0 to 1 (balanced): the normalised line index. None without ties."""
        return 1 - 2 * self.upper / self.ties if self.ties else None


def triads(net: nx.Graph) -> dict[str, int]:
    """How many triangles there are with no, one, two and three negative ties: "+++", "++-", "+--", "---".

    The sign of a tie is that of its weights, both directions added; a sum of 0 is no tie. "+++" and "+--" (the enemy
    of my enemy is my friend) are balanced [1]_; in the weak sense "---" is as well, since there may be
    more than two camps [2]_.

    Parameters
    ----------
    net : an `actor_graph` of kind "net", or any graph with weights of both signs.

    Pitfall: a tie here sums up all that is reported; allies who quarrelled once in a while are "+".

    Example
    -------
    >>> net = nx.Graph()
    >>> net.add_weighted_edges_from([("a", "b", 1), ("b", "c", -1), ("a", "c", -2)])
    >>> triads(net)["+--"]
    1

    References
    ----------
    .. [1] D. Cartwright, F. Harary, "Structural balance", Psychological Review 63 (1956).
    .. [2] J. A. Davis, "Clustering and structural balance in graphs", Human Relations 20 (1967).
    """
    graph = _signed(net)
    sign = dict(zip(graph.get_edgelist(), graph.es["sign"], strict=True)) if graph.ecount() else {}
    found = Counter(sum(sign[pair] < 0 for pair in ((i, j), (i, k), (j, k))) for i, j, k in _triangles(graph))
    return {name: found[name.count("-")] for name in TRIADS}


def balanced_share(census: Mapping[str, int], weak: bool = False) -> float | None:
    """Share of balanced triangles of a census of `triads`; None if there are none."""
    total = sum(census.values())
    good = sum(census[name] for name in (*BALANCED, "---")[: 3 if weak else 2])
    return good / total if total else None


def frustration(net: nx.Graph, exact: int = EXACT) -> Frustration:
    """How many ties of a signed network go against the best division into two camps.

    Signs as in `triads`. The index is the sum of those of the blocks (biconnected parts); a tie in no circle
    frustrates nobody. Blocks of at most `exact` ties are solved by integer programming [2]_, with a constraint for
    each unbalanced triangle, and are exact unless branch and bound needs more than `NODE_LIMIT` nodes. For others `upper`
    is what a local search from a spanning tree finds, moving single nodes while that helps, and `lower` the number of
    unbalanced triangles without a common tie that are found one after the other: each of them holds a tie that goes
    against the camps, whatever the division. Ties count one each, whatever their weight.

    Pitfalls: several divisions may be equally good and one of them is given. A network with few circles
    is balanced for lack of anything to contradict it: read `triads` too. [1]_

    References
    ----------
    .. [1] F. Harary, "On the measurement of structural balance", Behavioral Science 4 (1959).
    .. [2] S. Aref, A. J. Mason, M. C. Wilson, "Computing the line index of balance using linear programming" (2018),
       in: Optimization problems in graph theory, Springer.
    """
    graph = _signed(net)
    lower, switched = 0, set()  # `switched`: ties on which the camps are not what the sign says
    for block in graph.biconnected_components():
        part = graph.induced_subgraph(block)
        if part.ecount() < 3:
            continue
        bound, against = _block(part, exact)
        lower += bound
        switched |= {tuple(sorted((block[i], block[j]))) for i, j in against}
    nodes = graph.vs["node"] if graph.vcount() else []
    sides = _larger_first(graph, _sides(graph, switched))
    return Frustration(
        lower=lower,
        upper=len(switched),
        ties=graph.ecount(),
        camps=dict(zip(nodes, sides, strict=True)),
        against=tuple(sorted((nodes[i], nodes[j]) for i, j in switched)),
    )


def reciprocity(net: nx.DiGraph) -> dict[str, float | None]:
    """How far acts are returned: of a conflict graph, how far hostility is mutual. None for a network without ties.

    `ties` is the share of directed ties a → b that have a tie b → a (`nx.overall_reciprocity`), `weight` the share of all
    weight that is matched by weight of the other direction, sum of min(w_ab, w_ba) / sum of w [1]_. Self-loops
    don't count; weights must not be negative.

    Pitfall: news tells more of what one's own side suffers: an unreturned tie may be an unreported one.

    References
    ----------
    .. [1] T. Squartini et al., "Reciprocity of weighted networks", Scientific Reports 3 (2013).
    """
    graph = compiled(net, directed=True)
    weight = {pair: w for pair, w in zip(graph.get_edgelist(), graph.es["weight"], strict=True) if pair[0] != pair[1]}
    if not weight:
        return {"ties": None, "weight": None}
    returned = [min(w, weight[j, i]) for (i, j), w in weight.items() if (j, i) in weight]
    total = sum(weight.values())
    return {"ties": len(returned) / len(weight), "weight": sum(returned) / total if total else None}


def _signed(net: nx.Graph) -> igraph.Graph:
    graph = compiled(net)
    graph.delete_edges([edge.index for edge in graph.es if not edge["weight"]])
    graph.es["sign"] = [1 if weight > 0 else -1 for weight in graph.es["weight"]] if graph.ecount() else []
    return graph


def _triangles(graph: igraph.Graph) -> Iterator[tuple[int, int, int]]:
    return (tuple(sorted(found)) for found in graph.list_triangles())


def _block(part: igraph.Graph, exact: int) -> tuple[int, list[tuple[int, int]]]:
    """Lower bound, and the ties against the best division found."""
    sign = dict(zip(part.get_edgelist(), part.es["sign"], strict=True))
    unbalanced = sorted(t for t in _triangles(part) if sign[t[0], t[1]] * sign[t[0], t[2]] * sign[t[1], t[2]] < 0)
    if all(value > 0 for value in sign.values()):
        return 0, []
    best = _local(part, _sides(part, set()))
    against = _against(sign, best)
    if not against or part.ecount() > exact:
        return _disjoint(unbalanced) if against else 0, against
    bound, sides = _solved(part.vcount(), sign, unbalanced)
    found = _against(sign, sides) if sides is not None else against
    found = min(found, against, key=len)
    return max(bound, _disjoint(unbalanced)), found


def _sides(graph: igraph.Graph, switched: Iterable[tuple[int, int]]) -> list[int]:
    """Camps along a spanning forest: friends on one side, enemies on two, the other way round on switched ties."""
    switched = set(switched)
    forest = nx.Graph()
    forest.add_nodes_from(range(graph.vcount()))
    for pair, sign in zip(graph.get_edgelist(), graph.es["sign"], strict=True) if graph.ecount() else ():
        forest.add_edge(*pair, sign=-sign if pair in switched else sign)
    sides = [-1] * graph.vcount()
    for start in range(graph.vcount()):
        if sides[start] < 0:
            sides[start] = 0
            for a, b in nx.bfs_edges(forest, start):
                sides[b] = sides[a] if forest.edges[a, b]["sign"] > 0 else 1 - sides[a]
    return sides


def _larger_first(graph: igraph.Graph, sides: list[int]) -> list[int]:
    sides = list(sides)
    for part in graph.connected_components():
        if 2 * sum(sides[v] for v in part) > len(part):
            for v in part:
                sides[v] = 1 - sides[v]
    return sides


def _local(graph: igraph.Graph, sides: list[int]) -> list[int]:
    """Move the node whose change of camp helps most, until none does."""
    sides = list(sides)
    near: list[list[tuple[int, int]]] = [[] for _ in range(graph.vcount())]
    for (i, j), sign in zip(graph.get_edgelist(), graph.es["sign"], strict=True):
        near[i].append((j, sign))
        near[j].append((i, sign))
    gain = [sum(1 if (sides[v] == sides[u]) != (s > 0) else -1 for u, s in near[v]) for v in range(graph.vcount())]
    while gain and max(gain) > 0:
        v = gain.index(max(gain))
        sides[v] = 1 - sides[v]
        gain[v] = -gain[v]
        for u, s in near[v]:
            gain[u] += 2 if (sides[v] == sides[u]) != (s > 0) else -2
    return sides


def _against(sign: Mapping[tuple[int, int], int], sides: list[int]) -> list[tuple[int, int]]:
    return sorted((i, j) for (i, j), s in sign.items() if (sides[i] == sides[j]) != (s > 0))


def _disjoint(triangles: list[tuple[int, int, int]]) -> int:
    used: set[tuple[int, int]] = set()
    count = 0
    for i, j, k in triangles:
        pairs = {(i, j), (i, k), (j, k)}
        if not pairs & used:
            used |= pairs
            count += 1
    return count


def _solved(n: int, sign: Mapping[tuple[int, int], int], unbalanced: list[tuple[int, int, int]]) -> tuple[int, list[int] | None]:
    """The integer programme: x says in which camp a node is, f whether a tie goes against the camps; least sum of f."""
    tie = {pair: n + index for index, pair in enumerate(sign)}
    rows, least = [], []
    for (i, j), s in sign.items():
        f = tie[i, j]
        rows += [{f: 1, i: -1, j: s}, {f: 1, i: 1, j: -s}] if s > 0 else [{f: 1, i: -1, j: -1}, {f: 1, i: 1, j: 1}]
        least += [0, 0] if s > 0 else [-1, 1]
    for i, j, k in unbalanced:
        rows.append({tie[i, j]: 1, tie[i, k]: 1, tie[j, k]: 1})
        least.append(1)
    size = n + len(tie)
    top = np.ones(size)
    top[0] = 0  # the two camps have no names: one node fixes them
    done = milp(
        np.r_[np.zeros(n), np.ones(len(tie))],
        integrality=np.r_[np.ones(n), np.zeros(len(tie))],
        bounds=Bounds(0, top),
        constraints=LinearConstraint(_matrix(rows, size), least, np.inf),
        options={"node_limit": NODE_LIMIT, "mip_rel_gap": 0},
    )
    bound = done.mip_dual_bound if done.mip_dual_bound is not None else 0
    sides = None if done.x is None else [round(value) for value in done.x[:n]]
    return int(np.ceil(bound - 1e-6)), sides


def _matrix(rows: list[dict[int, int]], size: int) -> csr_array:
    at = [(row, column, value) for row, entries in enumerate(rows) for column, value in entries.items()]
    i, j, values = zip(*at, strict=True)
    return csr_array((values, (i, j)), shape=(len(rows), size), dtype=float)
