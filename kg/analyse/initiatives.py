"""Initiatives followed through documents and time: how they stand, who is for and against them, what they consist of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analyse.paths import candidates, similar
from kg.analyse.project import Evidence
from kg.errors import QueryError

PARTIES = ("proposedBy", "proposedTo", "participant", "under", "targets")
ORDER = (
    "proposedBy",
    "proposedTo",
    "participant",
    "under",
    "targets",
    "supportedBy",
    "opposedBy",
    "hinderedBy",
    "addresses",
    "hasPart",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one document says that an initiative stands. `date` is the document's and `time` the initiative's, as EDTF or ""."""

    iri: str
    source: str
    date: str
    label: str
    status: str
    time: str
    attributed: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a claim says of an initiative: `property` is "proposedBy", "hasPart" ..., `iri` and `label` are of its value.

    `status` is that of a part, else "".
    """

    property: str
    iri: str
    label: str
    status: str
    factuality: str
    attributed: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One initiative in all documents that speak of it: `iris` of it there, `standings` by date, undated ones last.

    `label` is what most documents call it, of several the last.
    `parts` come by property in the order of `ORDER`, then by label. `part_of` names the initiatives it is a part of.
    """

    label: str
    iris: tuple[str, ...]
    names: tuple[str, ...]
    standings: tuple[Standing, ...]
    parts: tuple[Part, ...]
    part_of: tuple[str, ...]

    @property
    def status(self) -> str:
        """How it stands according to the last document that has a date, or to the last one at all."""
        dated = [standing for standing in self.standings if standing.date]
        return (dated or self.standings)[-1].status

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(standing.source for standing in self.standings))

    def labels(self, *properties: str) -> tuple[str, ...]:
        """Labels of the values of these properties, each once, without what is denied."""
        return tuple(
            dict.fromkeys(part.label for part in self.parts if part.property in properties and part.factuality != "Negated")
        )


def same_initiatives(net: nx.MultiDiGraph) -> list[tuple[str, ...]]:
    """The initiatives of a `multigraph`, those together that are one and the same in several documents.

    In the graph an initiative belongs to one document. Until documents share them, two are taken for one if they have a
    name in common, without regard to case, article and whose it is ("Iran's plan" is "the plan"), and

    - that name is a proper one ("Pretoria Agreement", "Resolution 2231", "JCPOA"), or
    - it has two words or more ("humanitarian truce") and they share a party, or
    - it is a single word ("ceasefire") and they share two parties.

    Of what the graph knows as one, `kg.analyse.accounts.told_apart` makes a node for each document; they are one here as well.
    Parties are who proposes, is addressed, takes part, hosts, or is targeted. Initiatives of one document stay apart: of
    several that would fit, the one with the longest common name is taken, then the one with most common parties.
    IRIs in order, groups by their first.
    """
    traits = {node: _traits(net, node) for node, data in net.nodes(data=True) if data["kind"] == "Initiative"}
    groups: list[list[str]] = []
    by_name = defaultdict(list)
    for iri in sorted(traits):
        names, _, sources = traits[iri]
        near = sorted({index for name in names for index in by_name[name]})
        if "same" in net.nodes[iri] and (own := [i for i, group in enumerate(groups) if _shared(net, iri, group)]):
            groups[own[0]].append(iri)
            continue
        free = [i for i in near if not any(traits[m][2] & sources for m in groups[i])]
        likeness = {i: max(_likeness(traits[iri], traits[other]) for other in groups[i]) for i in free}
        index = max((i for i in free if likeness[i]), key=lambda i: (likeness[i], -i), default=None)
        if index is None:
            index = len(groups)
            groups.append([])
        groups[index].append(iri)
        for name in names:
            by_name[name].append(index)
    return [tuple(group) for group in groups]


def tracks(net: nx.MultiDiGraph) -> list[Track]:
    """All initiatives, those of most documents first, then those of which most is stated, then by label."""
    groups = same_initiatives(net)
    member = {iri: index for index, group in enumerate(groups) for iri in group}
    found = [_track(net, group, member) for group in groups]
    return sorted(found, key=lambda track: (-len(track.sources), -len(track.parts), track.label, track.iris))


def track(net: nx.MultiDiGraph, name: str) -> Track:
    """The initiative called `name` (as in `kg.analyse.paths.find`). `QueryError` if there is none or several are."""
    every = tracks(net)
    only = net.subgraph([iri for found in every for iri in found.iris])
    wanted = set(candidates(only, name))
    found = [one for one in every if wanted & set(one.iris)]
    if not found:
        raise QueryError(f"no initiative is called {name!r}; {similar(only, name)}")
    if len(found) > 1:
        shown = "; ".join(f"{one.label} in {', '.join(one.sources)} <{one.iris[0]}>" for one in found[:10])
        more = f" and {len(found) - 10} more" if len(found) > 10 else ""
        raise QueryError(f"{name!r} may mean {len(found)} initiatives, give a longer name or an IRI: {shown}{more}")
    return found[0]


def _shared(net: nx.MultiDiGraph, iri: str, group: Iterable[str]) -> bool:
    """Whether `kg.analyse.accounts.told_apart` made both of one."""
    return any(net.nodes[other].get("same") == net.nodes[iri]["same"] for other in group)


Traits = tuple[dict[str, bool], frozenset[str], frozenset[str]]


def _traits(net: nx.MultiDiGraph, node: str) -> Traits:
    """Names as they are compared, with whether they are proper ones; parties; the documents."""
    data = net.nodes[node]
    names: dict[str, bool] = {}
    for name in filter(None, map(_bare, (data["label"], *data["aliases"]))):
        names[name.casefold()] = names.get(name.casefold(), False) or _proper(name)
    parties = frozenset(b for _, b, edge in net.out_edges(node, data=True) if edge["predicate"] in PARTIES and _holds(edge))
    return names, parties, frozenset(item.source for item in data["evidence"])


def _bare(name: str) -> str:
    """A name without article and whose it is."""
    words = re.sub(r"^\S+( \S+)?['’]s? ", "", " ".join(name.split())).split()
    if words and words[0].casefold() in ("the", "a", "an", "its", "their", "his", "her"):
        words = words[1:]
    return " ".join(words)


def _proper(name: str) -> bool:
    """Two words with capitals, one and a number ("Resolution 2231"), or capitals only ("JCPOA")."""
    words = name.split()
    capitals, numbers = sum(word[0].isupper() for word in words), sum(word.isdigit() for word in words)
    return capitals + numbers > 1 or (len(words) == 1 and name.isupper() and len(name) > 1)


def _likeness(one: Traits, other: Traits) -> tuple[int, ...]:
    """Words of the longest name that makes two the same, and parties they share; empty if they are not the same."""
    both = len(one[1] & other[1])
    words = [
        len(name.split())
        for name in one[0].keys() & other[0].keys()
        if one[0][name] or other[0][name] or both >= (1 if " " in name else 2)
    ]
    return (max(words), both) if words else ()


def _holds(edge: dict[str, Any]) -> bool:
    return edge["factuality"] != "Negated"


def _track(net: nx.MultiDiGraph, group: tuple[str, ...], member: dict[str, int]) -> Track:
    labels = Counter(net.nodes[iri]["label"] for iri in group)
    standings = sorted((_standing(net, iri) for iri in group), key=lambda s: (not s.date, s.date, s.source, s.iri))
    parts = sorted({part for iri in group for part in _parts(net, iri)}, key=_place)
    wholes = {
        a for iri in group for a, _, edge in net.in_edges(iri, data=True) if edge["predicate"] == "hasPart" and _holds(edge)
    }
    outer = {net.nodes[a]["label"] for a in wholes if member[a] != member[group[0]]}
    return Track(
        label=max(standings, key=lambda s: (labels[s.label], s.date, s.iri)).label,
        iris=group,
        names=tuple(sorted({name for iri in group for name in (net.nodes[iri]["label"], *net.nodes[iri]["aliases"])})),
        standings=tuple(standings),
        parts=tuple(parts),
        part_of=tuple(sorted(outer)),
    )


def _standing(net: nx.MultiDiGraph, iri: str) -> Standing:
    data = net.nodes[iri]
    first = data["evidence"][0] if data["evidence"] else Evidence(source="", sentence="", begin=0, end=0)
    kept = {key: data[key] for key in ("label", "status", "time", "attributed", "evidence")}
    return Standing(iri=iri, source=first.source, date=first.date, **kept)


def _parts(net: nx.MultiDiGraph, iri: str) -> Iterator[Part]:
    for _, value, edge in net.out_edges(iri, data=True):
        if edge["claim"] and edge["predicate"] in ORDER:
            yield Part(
                property=edge["predicate"],
                iri=value,
                label=net.nodes[value]["label"],
                status=net.nodes[value]["status"],
                factuality=edge["factuality"],
                attributed=edge["attributed"],
                evidence=edge["evidence"],
            )


def _place(part: Part) -> tuple:
    return ORDER.index(part.property), part.label, part.iri, _dates(part.evidence), part.evidence, part.factuality


def _dates(evidence: Iterable[Evidence]) -> str:
    return min((item.date or "~" for item in evidence), default="~")
