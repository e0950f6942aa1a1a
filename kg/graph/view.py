"""The resolution as a graph, and the canonical view: each document's graph with the names that things have after resolution.

The view is made of the document graphs and can be thrown away: nothing that a document says is in the view only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import iris
from kg.graph.terms import TYPE, aei, decimal, term, typed
from kg.model import Actor, Extraction
from kg.resolve.decided import Decided
from kg.resolve.identity import LOCAL, Identity, Resolution, findings, shared
from kg.resolve.judgements import Judgement
from kg.vocabulary import ACTOR_TYPES, AEI, DCT, ID_BASE, RDF, SKOS

LABEL, ALIAS = term(SKOS, "prefLabel"), term(SKOS, "altLabel")
SUBJECT, PREDICATE, OBJECT = (term(RDF, name) for name in ("subject", "predicate", "object"))
KINDS = frozenset(aei(name) for name in ACTOR_TYPES)
SINGLE = frozenset(aei(name) for name in ("confidence", "factuality", "status", "eventType", "time", "earliest", "latest"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the view changes in one document's graph, by IRI: `names` maps things to their canonical IRIs; `labels` and `types`
    are those of canonical things; `gone` are rejected findings, `sure` confirmed ones."""

    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in ("names", "labels", "types", "gone", "sure"))


def iri(path: str, base: str = ID_BASE) -> str:
    """Of a path as `kg.resolve` uses them."""
    return f"{base}{quote(path)}"


def changes(extraction: Extraction, of: Mapping[str, Identity], decided: Decided, base: str = ID_BASE) -> Changes:
    """What resolution changes in the graph of one document. `of` gives the identity of each local path."""
    document = extraction.document
    iris_of = {path: iris.finding_iri(finding, document, base) for path, finding in findings(extraction).items()}
    known = [(finding, iris_of[path], of[path]) for path, finding in findings(extraction).items() if path in of]
    return Changes(
        names={name: iri(i.id, base) for _, name, i in known if name != iri(i.id, base)},
        labels={iri(i.id, base): i.label for finding, _, i in known if finding.label != i.label},  # type: ignore[union-attr]
        types={iri(i.id, base): i.type for finding, _, i in known if isinstance(finding, Actor) and finding.type != i.type},
        gone=frozenset(name for path, name in iris_of.items() if {path, shared(path)} & decided.rejected.keys()),
        sure=frozenset(name for path, name in iris_of.items() if {path, shared(path)} & decided.confirmed.keys()),
    )


def canonical(quads: Iterable[Quad], changes: Changes) -> list[Quad]:
    """A document's graph as the view shows it. Sorted, each statement once."""
    renamed = {_renamed(quad, changes) for quad in _without(list(quads), changes.gone)}
    out = _relabelled(renamed, changes) if changes.labels or changes.types else renamed
    out = _certain(out, {changes.names.get(name, name) for name in changes.sure}) if changes.sure else out
    return sorted(_single(out), key=str)


def resolution_graph(resolution: Resolution, judgements: Iterable[Judgement], base: str = ID_BASE) -> list[Quad]:
    """What is the same and why, and what people have decided. Empty if nothing is anything but itself."""
    graph = NamedNode(iris.resolution_graph(iris.checked_base(base)))
    triples = [*_identities(resolution, base), *(t for j in judgements for t in _judgement(j, base))]
    return [Quad(t.subject, t.predicate, t.object, graph) for t in dict.fromkeys(triples)]


# --- the view


def _renamed(quad: Quad, changes: Changes) -> Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, NamedNode) and subject.value in changes.names:
        subject = NamedNode(changes.names[subject.value])
    if isinstance(value, NamedNode) and value.value in changes.names:
        value = NamedNode(changes.names[value.value])
    return Quad(subject, quad.predicate, value, quad.graph_name)


def _without(quads: list[Quad], gone: frozenset[str]) -> list[Quad]:
    """What is left without the rejected findings, the claims about them, and the plain triples that only these claim."""
    if not gone:
        return quads
    lost = {NamedNode(name) for name in gone}
    parts = {(q.subject, q.predicate): q.object for q in quads if q.predicate in (SUBJECT, PREDICATE, OBJECT)}
    claims = {q.subject for q in quads if q.predicate == PREDICATE}
    out = {c for c in claims if c in lost or parts.get((c, SUBJECT)) in lost or parts.get((c, OBJECT)) in lost}
    stated = [{tuple(parts.get((c, p)) for p in (SUBJECT, PREDICATE, OBJECT)) for c in some} for some in (out, claims - out)]
    plain = stated[0] - stated[1]
    lost |= out
    kept = (q for q in quads if q.subject not in lost and q.object not in lost)
    return [q for q in kept if (q.subject, q.predicate, q.object) not in plain]


def _relabelled(quads: set[Quad], changes: Changes) -> set[Quad]:
    out = set()
    for quad in quads:
        name = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if quad.predicate == LABEL and name in changes.labels and quad.object.value != changes.labels[name]:
            out.add(Quad(quad.subject, LABEL, Literal(changes.labels[name]), quad.graph_name))
            quad = Quad(quad.subject, ALIAS, quad.object, quad.graph_name)
        elif quad.predicate == ALIAS and quad.object.value == changes.labels.get(name):
            continue
        elif quad.predicate == TYPE and name in changes.types and quad.object in KINDS:
            quad = Quad(quad.subject, TYPE, aei(changes.types[name]), quad.graph_name)
        out.add(quad)
    return out


def _certain(quads: set[Quad], sure: set[str]) -> set[Quad]:
    """Confirmed findings with confidence 1."""
    sures = {NamedNode(name) for name in sure}
    kept = {q for q in quads if not (q.subject in sures and q.predicate == aei("confidence"))}
    dropped = quads - kept
    return kept | {Quad(q.subject, q.predicate, decimal(Decimal(1)), q.graph_name) for q in dropped}


def _single(quads: Iterable[Quad]) -> Iterator[Quad]:
    """One value where only one can be, should two things of one document have become one: the surest, else the first."""
    best: dict[tuple[object, object], Quad] = {}
    for quad in sorted(quads, key=str):
        key = (quad.subject, quad.predicate)
        if quad.predicate not in SINGLE:
            yield quad
        elif key not in best or quad.predicate == aei("confidence"):
            best[key] = max(best.get(key, quad), quad, key=lambda q: q.object.value)
    yield from best.values()


# --- the resolution graph


def _identities(resolution: Resolution, base: str) -> Iterator[Triple]:
    homes: dict[str, set[str]] = {}
    for identity in resolution.identities:
        for unit in identity.units:
            homes.setdefault(shared(unit), set()).add(identity.id)
    for identity in resolution.identities:
        for unit in identity.units:
            split = len(homes[shared(unit)]) > 1
            if shared(unit) != identity.id:
                yield from _record(identity, unit if split else shared(unit), unit, split, base)


def _record(identity: Identity, path: str, unit: str, split: bool, base: str) -> Iterator[Triple]:
    """That a thing goes by another name in the view; of one name for several things, in which document."""
    me, thing, home = (NamedNode(iri(p, base)) for p in (f"resolution/{path}", shared(unit), identity.id))
    yield Triple(me, TYPE, aei("Identity"))
    yield Triple(me, term(DCT, "subject"), thing)
    yield Triple(me, aei("canonical"), home)
    if reason := min(filter(None, (identity.reasons.get(u, "") for u in identity.units if u == unit)), default=""):
        yield Triple(me, aei("reason"), Literal(reason))
    if split and (found := LOCAL.fullmatch(unit)):
        yield Triple(me, term(DCT, "source"), NamedNode(f"{base}document/{found[2]}"))
    else:
        yield Triple(thing, aei("canonical"), home)


def _judgement(j: Judgement, base: str) -> Iterator[Triple]:
    me = NamedNode(f"{base}judgement/{j.number}")
    yield Triple(me, TYPE, aei("Judgement"))
    yield Triple(me, aei("verdict"), Literal(j.kind))
    yield Triple(me, term(DCT, "subject"), NamedNode(iri(j.subject, base)))
    yield Triple(me, term(DCT, "creator"), Literal(j.who))
    yield Triple(me, term(DCT, "date"), typed(j.when, "date"))
    if j.why:
        yield Triple(me, aei("reason"), Literal(j.why))
    if j.predicate:
        yield Triple(me, PREDICATE, term(AEI, j.predicate))
    if j.kind in ("same", "different", "state"):
        yield Triple(me, OBJECT, NamedNode(iri(j.value, base)))
    elif j.value:
        yield Triple(me, OBJECT, Literal(j.value))
