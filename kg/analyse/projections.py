"""Other networks of the same graph: actors and initiatives, actors and issues, actors named together.

The network of actors that deal with one another is in `kg.analyse.actors`. Each edge keeps why it is there: `reasons`
(a tuple of `kg.analyse.actors.Reason`) and `evidence`, as there. Limits of all of them: `kg.analyse.restrict.restrict`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import networkx as nx

from kg.analyse.actors import FACTUALITY_WEIGHTS, Reason, reason_of_claim
from kg.analyse.initiatives import same_initiatives
from kg.analyse.restrict import restrict

ROLES = ("proposedBy", "proposedTo", "participant", "targets", "supportedBy", "opposedBy", "hinderedBy", "under")
TOPICS = ("addresses", "hinderedBy")


def initiative_graph(net: nx.MultiDiGraph, **limits: Any) -> nx.MultiDiGraph:
    """Who has which part in which initiative: a bipartite graph, actor → initiative, one edge for each role.

    Initiatives of several documents that are one (`kg.analyse.initiatives.same_initiatives`) are one node, named by the first of
    them, with all in the attribute `members`; `statuses` holds the statuses that the documents give it. Other node
    attributes are those of `multigraph`; `bipartite` is 0 for actors and 1 for initiatives.

    Edges are keyed by role and have `role` and `predicate` (both the property: "proposedBy", "opposedBy" ...), `reasons`,
    `evidence`, `count` and `weight`, the sum of confidence x weight of factuality of the claims (`FACTUALITY_WEIGHTS`).
    Denied roles count 0 and are left out. Projected on actors (`nx.bipartite`), shared initiatives are shared ties.
    """
    left = restrict(net, **limits)
    member = {iri: group[0] for group in same_initiatives(left) for iri in group}
    found = defaultdict(list)
    for initiative, actor, edge in left.edges(data=True):
        if initiative in member and edge["predicate"] in ROLES and left.nodes[actor]["kind"] == "Actor":
            reason = reason_of_claim(left, initiative, actor, edge, FACTUALITY_WEIGHTS[edge["factuality"]])
            found[actor, member[initiative], edge["predicate"]].append(reason)
    graph = nx.MultiDiGraph()
    for (actor, initiative, role), reasons in sorted(found.items()):
        if weight := sum(reason.certainty for reason in reasons):
            graph.add_node(actor, **left.nodes[actor], bipartite=0)
            graph.add_node(initiative, **left.nodes[initiative], bipartite=1)
            graph.add_edge(actor, initiative, key=role, role=role, **_edge(reasons, weight))
    _add_members(graph, left, member)
    return graph


def issue_graph(net: nx.MultiDiGraph, **limits: Any) -> nx.DiGraph:
    """Which actors deal with which issues: actor → issue, by way of the initiatives they have a part in.

    An actor is linked to an issue that its initiative `addresses`, or that stands in the initiative's way
    (`hinderedBy`). Edges have `relations` (which of the two), `roles` of the actor in these initiatives, `initiatives` (their
    IRIs), `weight`, `reasons`, `evidence`, `count` and `predicate`. A path counts the product of the certainties of its
    two claims; `weight` sums over paths. Node attributes are those of `multigraph`, and `bipartite`: 0 actors, 1 issues.
    """
    left = restrict(net, **limits)
    found: dict[tuple[str, str], list[tuple[str, Reason, Reason]]] = defaultdict(list)
    for initiative, data in left.nodes(data=True):
        if data["kind"] == "Initiative":
            for actor, issue, part, topic in _paths(left, initiative):
                found[actor, issue].append((initiative, part, topic))
    graph = nx.DiGraph()
    for (actor, issue), paths in sorted(found.items()):
        graph.add_node(actor, **left.nodes[actor], bipartite=0)
        graph.add_node(issue, **left.nodes[issue], bipartite=1)
        reasons = tuple({reason.iri: reason for _, *pair in paths for reason in pair}.values())
        graph.add_edge(
            actor,
            issue,
            relations=tuple(sorted({topic.type for _, _, topic in paths})),
            roles=tuple(sorted({part.type for _, part, _ in paths})),
            initiatives=tuple(sorted({initiative for initiative, _, _ in paths})),
            **_edge(reasons, sum(part.certainty * topic.certainty for _, part, topic in paths)),
        )
    return graph


def comention_graph(net: nx.MultiDiGraph, **limits: Any) -> nx.Graph:
    """Actors that are named in the same sentence: an undirected graph, whatever the sentence says of them.

    `count` is the number of sentences; in `weight` a sentence that names n actors counts 1 / (n - 1) for each pair, so
    that a long list makes no strong ties [1]_. Each sentence is a reason of kind "Sentence", its document the `iri`.
    Periods go by the dates of the documents; factuality and types don't apply.

    Pitfall: to be named together is neither cooperation nor conflict. It shows what `actor_graph` may have missed.

    References
    ----------
    .. [1] M. E. J. Newman, "Scientific collaboration networks II", Physical Review E 64 (2001).
    """
    left = restrict(net, **limits)
    named: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for node, data in left.nodes(data=True):
        if data["kind"] == "Actor":
            for item in data["evidence"]:
                named[item.source, item.sentence].setdefault(node, item)
    between = defaultdict(list)
    for (source, _), actors in named.items():
        for a, b in combinations(sorted(actors), 2):
            between[a, b].append(_sentence(source, actors[a], 1 / (len(actors) - 1)))
    graph = nx.Graph()
    for (a, b), reasons in sorted(between.items()):
        graph.add_node(a, **left.nodes[a])
        graph.add_node(b, **left.nodes[b])
        graph.add_edge(a, b, **_edge(reasons, sum(reason.weight for reason in reasons)))
    return graph


def _paths(net: nx.MultiDiGraph, initiative: str) -> Iterator[tuple[str, str, Reason, Reason]]:
    claims = [
        (value, edge) for _, value, edge in net.out_edges(initiative, data=True) if FACTUALITY_WEIGHTS.get(edge["factuality"])
    ]
    actors = [(value, edge) for value, edge in claims if edge["predicate"] in ROLES and net.nodes[value]["kind"] == "Actor"]
    issues = [(value, edge) for value, edge in claims if edge["predicate"] in TOPICS and net.nodes[value]["kind"] == "Issue"]
    for actor, part in actors:
        for issue, topic in issues:
            yield actor, issue, *(_claim(net, initiative, value, edge) for value, edge in ((actor, part), (issue, topic)))


def _claim(net: nx.MultiDiGraph, initiative: str, value: str, edge: dict[str, Any]) -> Reason:
    return reason_of_claim(net, initiative, value, edge, FACTUALITY_WEIGHTS[edge["factuality"]])


def _edge(reasons: Iterable[Reason], weight: float) -> dict[str, Any]:
    reasons = tuple(reasons)
    return {
        "weight": round(weight, 4),
        "count": len(reasons),
        "reasons": reasons,
        "evidence": tuple(dict.fromkeys(item for reason in reasons for item in reason.evidence)),
        "predicate": ", ".join(sorted({reason.type for reason in reasons})),
    }


def _sentence(source: str, item: Any, weight: float) -> Reason:
    return Reason(
        iri=source, kind="Sentence", type="named together", label=item.sentence, factuality="", time=item.date,
        confidence=1.0, certainty=1.0, weight=weight, evidence=(item,),
    )  # fmt: skip


def _add_members(graph: nx.MultiDiGraph, net: nx.MultiDiGraph, member: dict[str, str]) -> None:
    groups = defaultdict(list)
    for iri, first in member.items():
        groups[first].append(iri)
    for node, data in graph.nodes(data=True):
        if data["bipartite"]:
            data["members"] = tuple(groups[node])
            data["statuses"] = tuple(sorted({net.nodes[iri]["status"] for iri in groups[node]}))
