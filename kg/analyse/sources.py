"""How alike sources are: who reports the same dealings, events and standings of initiatives as fact, and who denies them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import networkx as nx

from kg.analyse.actors import actors_of
from kg.analyse.initiatives import same_initiatives
from kg.analyse.timeline import coarse
from kg.errors import QueryError
from kg.vocabulary import EVENT_TYPES

SUBJECTS = ("dyads", "events", "initiatives")
FACT, DENIAL = "Actual", "Negated"

Item = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two sources. `shared` items both report as fact, `only_a` and `only_b` one of them; `contradicted` are
    those that one reports as fact and the other denies.

    `jaccard` is shared / all, `cosine` shared / sqrt(items of a x items of b), both from 0 to 1.
    """

    a: str
    b: str
    shared: int
    only_a: int
    only_b: int
    contradicted: int
    jaccard: float
    cosine: float


def reported(net: nx.MultiDiGraph, subject: str = "dyads", by: str = "source") -> dict[str, dict[str, set[Item]]]:
    """What each source reports: source → factuality → items. Sources in order.

    Parameters
    ----------
    subject : "dyads": who does good or ill to whom (agent, target, "cooperation" or "conflict"), whatever the act;
        "events" of two actors or more: the type, agents, targets and month, as fine as it is known; "initiatives": which
        initiative (`kg.analyse.initiatives.same_initiatives`) stands how, always as fact.
    by : "source" for single documents, "publisher" for all that one publishes; documents without one are left out.

    Raises `QueryError` for an unknown subject or `by`.
    """
    if subject not in SUBJECTS:
        raise QueryError(f"{subject!r} is nothing that sources are compared by; known: {', '.join(SUBJECTS)}")
    if by not in ("source", "publisher"):
        raise QueryError(f"sources are compared by source or publisher, not by {by!r}")
    found: dict[str, dict[str, set[Item]]] = defaultdict(lambda: defaultdict(set))
    for node, factuality, item in _standings(net) if subject == "initiatives" else _acts(net, subject):
        for name in {getattr(sentence, by) for sentence in net.nodes[node]["evidence"]} - {""}:
            found[name][factuality].add(item)
    return {name: dict(found[name]) for name in sorted(found)}


def likeness(net: nx.MultiDiGraph, subject: str = "dyads", by: str = "source") -> list[Likeness]:
    """Each pair of sources that has an item in common, or contradicts each other, the most alike (Jaccard) first.

    Parameters as in `reported`. Pairs without anything in common are left out: their similarity is 0.

    Pitfalls: short documents are alike by chance: read `shared` too. Jaccard punishes a short report for what a long one
    tells besides; cosine less so. That two tell the same does not make it true: they may have one source. [1]_

    References
    ----------
    .. [1] C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval (2008), 3.3.4 and 6.3.
    """
    items = reported(net, subject, by)
    facts = {name: values.get(FACT, set()) for name, values in items.items()}
    denied = {name: values.get(DENIAL, set()) for name, values in items.items()}
    shared, contradicted = _meetings(facts), _contradictions(facts, denied)
    found = [_likeness(a, b, facts, shared[a, b], contradicted[a, b]) for a, b in sorted({*shared, *contradicted})]
    return sorted(found, key=lambda pair: (-pair.jaccard, -pair.shared, -pair.contradicted, pair.a, pair.b))


def _standings(net: nx.MultiDiGraph) -> Iterator[tuple[str, str, Item]]:
    for group in same_initiatives(net):
        for iri in group:
            yield iri, FACT, (group[0], net.nodes[iri]["status"])


def _acts(net: nx.MultiDiGraph, subject: str) -> Iterator[tuple[str, str, Item]]:
    for node, data in net.nodes(data=True):
        if data["kind"] == "Event":
            for item in (_event if subject == "events" else _dyads)(net, node, data):
                yield node, data["factuality"], item


def _event(net: nx.MultiDiGraph, event: str, data: dict[str, Any]) -> Iterator[Item]:
    agents, targets = actors_of(net, event, "agent"), actors_of(net, event, "target")
    if len({*agents, *targets}) > 1:
        yield data["type"], tuple(agents), tuple(targets), coarse(data["earliest"], data["latest"], "month")


def _dyads(net: nx.MultiDiGraph, event: str, data: dict[str, Any]) -> Iterator[Item]:
    agents, targets = actors_of(net, event, "agent"), actors_of(net, event, "target")
    stance = EVENT_TYPES[data["type"]].rpartition(" ")[2]
    if stance != "other":
        pairs = product(agents, targets) if targets else combinations(agents, 2)
        yield from ((a, b, stance) for a, b in pairs if a != b)


def _meetings(facts: dict[str, set[Item]]) -> Counter[tuple[str, str]]:
    """By item, not by pair: sources that share nothing cost nothing."""
    tellers = defaultdict(list)
    for name in sorted(facts):
        for item in facts[name]:
            tellers[item].append(name)
    return Counter(pair for names in tellers.values() for pair in combinations(names, 2))


def _contradictions(facts: dict[str, set[Item]], denied: dict[str, set[Item]]) -> Counter[tuple[str, str]]:
    deniers = defaultdict(list)
    for name, items in denied.items():
        for item in items:
            deniers[item].append(name)
    found: set[tuple[str, str, Item]] = set()
    for name, items in facts.items():
        for item in items:
            found |= {(*sorted((name, other)), item) for other in deniers.get(item, ()) if other != name}
    return Counter((a, b) for a, b, _ in found)


def _likeness(a: str, b: str, facts: dict[str, set[Item]], shared: int, contradicted: int) -> Likeness:
    n, m = len(facts[a]), len(facts[b])
    every = n + m - shared
    return Likeness(
        a=a,
        b=b,
        shared=shared,
        only_a=n - shared,
        only_b=m - shared,
        contradicted=contradicted,
        jaccard=round(shared / every, 4) if every else 0.0,
        cosine=round(shared / math.sqrt(n * m), 4) if n and m else 0.0,
    )
