"""Is a graph sound? Document graphs held against the shapes, the declared terms, and their own texts.

A check never changes the graph and never stops at the first problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import OWL, RDF, SH, SKOS, BNode, Literal, URIRef
from rdflib.collection import Collection
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.errors import GraphError
from kg.settings import ontology_dir
from kg.vocabulary import ACTOR_TYPES, AEI, NIF, PREDICATES, PREFIXES

DOCUMENT, EVENT, CLAIM = (URIRef(AEI + name) for name in ("Document", "Event", "Claim"))
RELATIONS = [URIRef(AEI + name) for name in PREDICATES]
FINDINGS = {URIRef(AEI + name) for name in (*ACTOR_TYPES, "Actor", "Place", "Issue", "Event", "Initiative", "Claim")}
FACTUALITY, ACTUAL = URIRef(AEI + "factuality"), URIRef(AEI + "Actual")
MENTION, EVIDENCE, SENTENCE = (URIRef(AEI + name) for name in ("mention", "evidence", "sentence"))
BEGIN, END, ANCHOR, CONTEXT, TEXT = (
    URIRef(NIF + name) for name in ("beginIndex", "endIndex", "anchorOf", "referenceContext", "isString")
)
TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
LONGEST_VALUE = 80  # characters of an offending value that a message shows


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """What is wrong where. `path` is a property path like "aei:agent" or "^aei:leads" (from object to subject).

    `path` and `value`, the offending value as it stands, are empty where the problem is the node itself.
    """

    graph: str
    node: str
    path: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.node}: {self.message}" + (f" ({self.path}: {_shown(self.value)})" if self.value else "")


@cache
def shapes() -> rdflib.Graph:
    """The shapes of a document graph. Shared: don't change it. Raises `GraphError` on a file that can't be read."""
    return _parsed("shapes.ttl")


@cache
def ontology() -> rdflib.Graph:
    """Classes, properties, event types and alignments. Shared: don't change it. Raises `GraphError` as `shapes` does."""
    graph = rdflib.Graph()
    for name in ("aei.ttl", "event-types.ttl", "alignments.ttl"):
        graph += _parsed(name)
    return graph


def check(dataset: rdflib.Dataset, texts: Mapping[str, str] | None = None) -> list[Problem]:
    """The problems of all document graphs and of the resolution graph, sorted. No problems, no entries.

    `texts` holds source texts by document IRI; where it has one, the graph's text must be the same. A dataset
    without any document graph is a problem too. Graphs of other kinds (provenance, quarantine) are passed over.
    """
    out: list[Problem] = []
    found = False
    for graph in sorted(dataset.graphs(), key=lambda graph: str(graph.identifier)):
        name = str(graph.identifier)
        if graph.identifier != DATASET_DEFAULT_GRAPH_ID and _is_resolution_graph(graph):
            out += problems(graph, name) + undeclared(graph, name)
        if graph.identifier == DATASET_DEFAULT_GRAPH_ID or not _is_document_graph(graph):
            continue
        found = True
        out += _all_problems(graph, name) + _other_texts(graph, name, texts or {})
    if not found:
        out.append(Problem(graph="", node="dataset", path="", message="no document graph: there is nothing to check"))
    return sorted(out)


def problems(graph: rdflib.Graph, name: str) -> list[Problem]:
    """What the shapes find wrong with the graph of the document whose IRI is `name`. Sorted."""
    data = rdflib.Graph()
    data += graph
    data += _known()
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False, inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, pyshacl.errors.ValidationFailure) as error:
        raise GraphError(f"{name}: the shapes can't be applied: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"{name}: the shapes can't be applied: {report}")
    return sorted({_problem(report, result, name) for result in report.subjects(RDF.type, SH.ValidationResult)})


def unfounded(graph: rdflib.Graph, name: str) -> list[Problem]:
    """Mentions that aren't what the document's text says at their offsets (code points, end exclusive). Sorted."""
    text = _first(graph, URIRef(name), TEXT)
    if text is None:
        return [_of(name, URIRef(name), TEXT, "the document's text is missing: its mentions can't be verified")]
    return sorted(found for mention in set(graph.subjects(BEGIN)) for found in _verified(graph, mention, str(text), name))


def unclaimed(graph: rdflib.Graph, name: str) -> list[Problem]:
    """Plain triples without an Actual claim that states them, and Actual claims without their plain triple. Sorted.

    In code, because the same as a SPARQL constraint took a dozen times as long as all the shapes together.
    """
    claimed = {
        claim: _statement(graph, claim) for claim in graph.subjects(FACTUALITY, ACTUAL) if (claim, RDF.type, CLAIM) in graph
    }
    plain = {(s, p, o) for p in RELATIONS for s, o in graph.subject_objects(p) if (s, RDF.type, EVENT) not in graph}
    missing = [claim for claim, statement in claimed.items() if None not in statement and statement not in plain]
    out = [_of(name, s, p, "no Actual claim states this", o) for s, p, o in plain - set(claimed.values())]
    out += [_of(name, claim, RDF.predicate, "the plain triple is missing that this Actual claim states") for claim in missing]
    return sorted(out)


def undeclared(graph: rdflib.Graph, name: str) -> list[Problem]:
    """Classes and properties of our namespace that the ontology does not know, and blank nodes. Sorted."""
    out = set()
    for subject, predicate, value in graph:
        if predicate.startswith(AEI) and predicate not in _declared():
            out.add(_of(name, subject, predicate, f"the ontology has no property {_short(predicate)}"))
        if predicate == RDF.type and str(value).startswith(AEI) and value not in _declared():
            out.add(_of(name, subject, predicate, f"the ontology has no class {_short(value)}"))
        if isinstance(subject, BNode) or isinstance(value, BNode):
            out.add(_of(name, subject, predicate, "a blank node: everything in a document graph has an IRI"))
    return sorted(out)


def offenders(graph: rdflib.Graph, name: str) -> dict[str, str]:
    """IRI of each finding that a problem of the graph belongs to → the reasons, joined by "; ".

    A mention's problem belongs to all findings that rest on it, a plain triple's to the claims that state it. Problems
    of the document itself belong to no finding: `check` reports them.
    """
    reasons: dict[str, set[str]] = {}
    for problem in _all_problems(graph, name):
        for owner in _owners(graph, problem):
            reasons.setdefault(str(owner), set()).add(str(problem))
    return {owner: "; ".join(sorted(reasons[owner])) for owner in sorted(reasons)}


def offenders_of(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """`offenders` of the quads of one document's graph. Raises `GraphError` if they are of several graphs."""
    found = list(quads)
    names = {quad.graph_name for quad in found}
    if len(names) != 1:
        raise GraphError(f"expected the quads of one document's graph, not of {sorted(str(name) for name in names)}")
    triples = ox.serialize((quad.triple for quad in found), format=ox.RdfFormat.N_TRIPLES)
    return offenders(rdflib.Graph().parse(data=triples, format="nt"), names.pop().value)


# --- the ontology


def _parsed(name: str) -> rdflib.Graph:
    path: Path = ontology_dir() / name
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{path}: can't be read as Turtle: {error}") from error


@cache
def _known() -> rdflib.Graph:
    """All of the ontology that validation needs: which event types there are."""
    graph = rdflib.Graph()
    graph += ontology().triples((None, SKOS.inScheme, None))
    return graph


@cache
def _declared() -> frozenset[Node]:
    return frozenset(term for kind in TERM_TYPES for term in ontology().subjects(RDF.type, kind))


# --- problems


def _all_problems(graph: rdflib.Graph, name: str) -> list[Problem]:
    """Of every kind. `problems` is the costliest: about half a second for 4,000 triples."""
    kinds = (problems, unfounded, unclaimed, undeclared, _misnamed)
    return sorted({problem for find in kinds for problem in find(graph, name)})


def _is_document_graph(graph: rdflib.Graph) -> bool:
    return (None, RDF.type, DOCUMENT) in graph


def _is_resolution_graph(graph: rdflib.Graph) -> bool:
    return str(graph.identifier).endswith("/resolution")


def _misnamed(graph: rdflib.Graph, name: str) -> list[Problem]:
    return [
        _of(name, document, RDF.type, "a document stands in the graph that bears its IRI, and alone there")
        for document in graph.subjects(RDF.type, DOCUMENT)
        if str(document) != name
    ]


def _other_texts(graph: rdflib.Graph, name: str, texts: Mapping[str, str]) -> list[Problem]:
    if name not in texts or str(_first(graph, URIRef(name), TEXT)) == texts[name]:
        return []
    return [_of(name, URIRef(name), TEXT, "the document's text is not that of its source")]


def _statement(graph: rdflib.Graph, claim: Node) -> tuple[Node | None, ...]:
    return tuple(_first(graph, claim, part) for part in (RDF.subject, RDF.predicate, RDF.object))


def _first(graph: rdflib.Graph, node: Node, property_: Node) -> Node | None:
    """The same one each time where a wrong graph has several."""
    return min(graph.objects(node, property_), default=None)


def _of(graph: str, node: Node, path: Node, message: str, value: Node | str = "") -> Problem:
    return Problem(graph=graph, node=str(node), path=_short(path), message=message, value=str(value))


def _problem(report: rdflib.Graph, result: Node, name: str) -> Problem:
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    node = report.value(result, SH.focusNode)
    return Problem(
        graph=name,
        node=str(node),
        path="" if path is None else _path(report, path),
        message="; ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        value="" if value is None or value == node else str(value),
    )


def _path(report: rdflib.Graph, path: Node) -> str:
    """A SHACL property path as SPARQL writes it: "aei:agent", "^aei:leads", "a|b", "a/b"."""
    if (inverse := report.value(path, SH.inversePath)) is not None:
        return f"^{_path(report, inverse)}"
    if (either := report.value(path, SH.alternativePath)) is not None:
        return "|".join(_path(report, step) for step in Collection(report, either))
    if report.value(path, RDF.first) is not None:
        return "/".join(_path(report, step) for step in Collection(report, path))
    return _short(path)


def _short(term: Node) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


def _shown(value: str) -> str:
    return repr(value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…")


# --- mentions against the text


def _verified(graph: rdflib.Graph, mention: Node, text: str, name: str) -> Iterator[Problem]:
    span = _span(graph, mention)
    if span is None:
        return  # the shapes say what is missing
    begin, end = span
    if str(mention) != f"{name}#char={begin},{end}":
        yield _of(name, mention, BEGIN, f"the IRI does not say char={begin},{end}, as the offsets do")
    if _first(graph, mention, CONTEXT) != URIRef(name):
        yield _of(name, mention, CONTEXT, "the mention is not of the document that the graph belongs to")
    yield from _in_text(graph, mention, span, text, name)
    for sentence in graph.objects(mention, SENTENCE):
        around = _span(graph, sentence)
        if around is not None and not (around[0] <= begin and end <= around[1]):
            yield _of(
                name, mention, SENTENCE, f"the sentence [{around[0]}, {around[1]}) does not enclose the mention [{begin}, {end})"
            )


def _in_text(graph: rdflib.Graph, mention: Node, span: tuple[int, int], text: str, name: str) -> Iterator[Problem]:
    begin, end = span
    anchor = str(_first(graph, mention, ANCHOR) or "")
    if not 0 <= begin < end <= len(text):
        yield _of(name, mention, END, f"[{begin}, {end}) is no span of the document's {len(text)} characters")
    elif text[begin:end] != anchor:
        yield _of(name, mention, ANCHOR, f"the text says {_shown(text[begin:end])} there, not {_shown(anchor)}")


def _span(graph: rdflib.Graph, mention: Node) -> tuple[int, int] | None:
    begin, end = (_integer(_first(graph, mention, offset)) for offset in (BEGIN, END))
    return None if begin is None or end is None else (begin, end)


def _integer(term: Node | None) -> int | None:
    value = term.value if isinstance(term, Literal) else None
    return value if isinstance(value, int) else None


# --- whose problem it is


def _owners(graph: rdflib.Graph, problem: Problem) -> set[Node]:
    node = URIRef(problem.node)
    if claims := _claims(graph, problem):
        return claims
    if _is_finding(graph, node):
        return {node}
    return _resting_on(graph, node)


def _is_finding(graph: rdflib.Graph, node: Node) -> bool:
    return any(kind in FINDINGS for kind in graph.objects(node, RDF.type))


def _claims(graph: rdflib.Graph, problem: Problem) -> set[Node]:
    """The claims that state the plain triple which the problem is about, if it is about one."""
    ends = URIRef(problem.node), URIRef(problem.value)
    subject, value = reversed(ends) if problem.path.startswith("^") else ends
    properties = [step.removeprefix("aei:") for step in problem.path.removeprefix("^").split("|")]
    if (subject, RDF.type, EVENT) in graph or not set(properties) <= set(PREDICATES):
        return set()
    return {
        claim
        for claim in graph.subjects(RDF.subject, subject)
        if (claim, RDF.object, value) in graph and any((claim, RDF.predicate, URIRef(AEI + name)) in graph for name in properties)
    }


def _resting_on(graph: rdflib.Graph, node: Node) -> set[Node]:
    """The findings that have the node as mention, evidence, or sentence of one of these."""
    mentions = {node, *graph.subjects(SENTENCE, node)}
    return {owner for mention in mentions for link in (MENTION, EVIDENCE) for owner in graph.subjects(link, mention)}
