"""From the store to a typed networkx graph: every thing a node, every stated link an edge with its sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import GraphError
from kg.graph.query import run
from kg.vocabulary import AEI, EVT, PREFIXES, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Store

KINDS = ("Actor", "Event", "Initiative", "Place", "Issue")
STATED = {"eventType": "", "factuality": "", "status": "", "confidence": None, "time": "", "earliest": "", "latest": ""}
CONFIDENCE, LABEL = f"{AEI}confidence", f"{SKOS}prefLabel"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """A sentence of a document that states something.

    `begin` and `end` say where in `sentence` the decisive words stand: code points, 0-based, end exclusive.
    `date` is the document's, as EDTF; it, `title` and `publisher` are empty where the document has none.
    """

    source: str
    sentence: str
    begin: int
    end: int
    title: str = ""
    date: str = ""
    publisher: str = ""

    @property
    def quote(self) -> str:
        return self.sentence[self.begin : self.end]


@dataclass(slots=True, kw_only=True)
class Paper:
    """A document while its sentences are gathered; a text that came from several places has several sources."""

    title: str
    date: str
    publisher: str
    sources: list[str] = field(default_factory=list)


def multigraph(store: Store) -> nx.MultiDiGraph:
    """All actors, events, initiatives, places and issues of `store`, and the links between them.

    Nodes are IRIs with the attributes `label`, `aliases`, `kind` (one of `KINDS`), `type` (class of an actor,
    type of an event, else the kind), `factuality`, `status`, `confidence`, `time`, `earliest`, `latest`,
    `attributed` (labels of who says so) and `evidence` (for actors, places and issues: their mentions).
    What does not apply is "" or, for `confidence`, None. Of an event or initiative that several documents share, these are
    what the last of them says, by date and then by IRI, those without a date before all others; `net.graph["accounts"]` has
    what each says: node → source → the six attributes (of two texts of the same source those of the last).

    Edges carry `predicate`, `claim` (the claim's IRI, "" for a role in an event), `factuality`, `confidence`,
    `attributed` and `evidence`. A role in an event has the factuality and the evidence of the event in those documents that
    give it that role: where one report says that A did it and another that B did, each edge has its own sentence.
    `kg.analyse.accounts.told_apart` makes a node of each report.
    Nodes and edges come in the order of their IRIs.

    Raises `GraphError` for a sentence whose document has no text.
    """
    papers = _papers(store)
    evidence, accounts = _evidence(store, papers), _accounts(store)
    net = nx.MultiDiGraph()
    _add_nodes(net, store, evidence, accounts, papers)
    speakers = _add_links(net, store, accounts, papers)
    _add_claims(net, store, evidence, accounts, speakers)
    return net


def records(store: Store, name: str) -> Iterator[dict[str, Any]]:
    """The rows of the named query as dicts; what is unbound is ""."""
    rows = run(store, name)
    for row in rows.rows:
        yield {column: "" if value is None else value for column, value in zip(rows.columns, row, strict=True)}


def short(iri: str) -> str:
    """A term without its namespace: "agent" for `aei:agent`, "ASSAULT" for `evt:ASSAULT`; others as they are."""
    for namespace in (AEI, EVT, *PREFIXES.values()):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri


def _papers(store: Store) -> dict[str, Paper]:
    papers: dict[str, Paper] = {}
    for row in records(store, "network-documents"):
        known = papers.setdefault(row["document"], Paper(**{key: row[key] for key in ("title", "date", "publisher")}))
        known.sources.append(row["source"])
    return papers


def _evidence(store: Store, papers: dict[str, Paper]) -> dict[str, tuple[Evidence, ...]]:
    """The sentences of each thing by source and place. They are cut from the texts: the IRI of a mention has its offsets."""
    texts = {row["document"]: row["text"] for row in records(store, "network-texts")}
    around, found = defaultdict(list), defaultdict(list)
    for mention, sentence in run(store, "network-spans"):
        around[mention].append(sentence)
    for thing, mention in run(store, "network-mentions"):
        document, begin, end = place(mention)
        for sentence in around[mention] if document in papers else ():
            _, first, last = place(sentence)
            if document not in texts:
                raise GraphError(f"<{document}>: the document has no text (nif:isString) to take <{mention}> from")
            found[thing].append((document, begin, end, first, texts[document][first:last]))
    return {thing: tuple(_quotations(spans, papers)) for thing, spans in found.items()}


def place(mention: str) -> tuple[str, int, int]:
    """Document, begin and end of `<document>#char=130,145` (RFC 5147)."""
    document, _, offsets = mention.partition("#char=")
    begin, _, end = offsets.partition(",")
    return document, int(begin), int(end)


def _quotations(spans: list[tuple[str, int, int, int, str]], papers: dict[str, Paper]) -> Iterator[Evidence]:
    placed = [(source, *rest, papers[document]) for document, *rest in spans for source in papers[document].sources]
    for source, begin, end, first, sentence, paper in sorted(placed, key=lambda item: item[:5]):
        yield Evidence(
            source=source,
            sentence=sentence,
            begin=begin - first,
            end=end - first,
            title=paper.title,
            date=paper.date,
            publisher=paper.publisher,
        )


def _accounts(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """Event, initiative or claim → document → what that says of it."""
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(lambda: dict(STATED)))
    for thing, document, property_, value in run(store, "network-accounts"):
        found[thing][document][short(property_)] = float(value) if property_ == CONFIDENCE else short(value)
    return found


def _add_nodes(
    net: nx.MultiDiGraph,
    store: Store,
    evidence: dict[str, tuple[Evidence, ...]],
    accounts: dict[str, dict[str, dict[str, Any]]],
    papers: dict[str, Paper],
) -> None:
    classes, names = defaultdict(list), _names(store)
    for record in records(store, "network-nodes"):
        classes[record["node"]].append(short(record["class"]))
    net.graph["accounts"] = {}
    for node in sorted(classes.keys() & names.keys()):
        label, aliases = names[node]
        told = [(papers[document], accounts[node][document]) for document in _in_order(accounts[node], papers)]
        last = told[-1][1] if told else STATED
        net.add_node(
            node,
            **{"label": label, **_classed(classes[node], last), "attributed": ()},
            aliases=aliases,
            evidence=evidence.get(node, ()),
        )
        if len(told) > 1:
            net.graph["accounts"][node] = {source: said for paper, said in told for source in paper.sources}


def _in_order(documents: Iterable[str], papers: dict[str, Paper]) -> list[str]:
    """By date, those without one first, then by IRI; what is no document (a finding that was set aside) is left out."""
    return sorted({*documents} & papers.keys(), key=lambda document: (papers[document].date, document))


def _classed(classes: list[str], said: dict[str, Any]) -> dict[str, Any]:
    kind = next(name for name in KINDS if name in classes)
    narrow = sorted({name for name in classes if name not in KINDS})
    stated = {name: value for name, value in said.items() if name != "eventType"}
    return {"kind": kind, "type": said["eventType"] or (narrow[0] if narrow else kind), **stated}


def _names(store: Store) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The label, of several the first, and all other names."""
    labels, names = {}, defaultdict(set)
    for node, property_, name in run(store, "network-names"):
        names[node].add(name)
        if property_ == LABEL:
            labels[node] = min(labels.get(node, name), name)
    return {node: (label, tuple(sorted(names[node] - {label}))) for node, label in labels.items()}


def _add_links(
    net: nx.MultiDiGraph, store: Store, accounts: dict[str, dict[str, dict[str, Any]]], papers: dict[str, Paper]
) -> dict[str, set[str]]:
    """Gives who states what else is stated: claim → labels."""
    speakers: dict[str, set[str]] = defaultdict(set)
    stated: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for subject, property_, target, document in run(store, "network-links"):
        stated[subject, short(property_), target].append(document)
    for (subject, predicate, target), documents in stated.items():
        if target not in net:
            continue  # a finding that was set aside
        if subject not in net:
            speakers[subject].add(net.nodes[target]["label"])
            continue
        event = net.nodes[subject]
        if event["kind"] != "Event" and (event["kind"], predicate) != ("Initiative", "attributedTo"):
            continue  # a relation between actors, which is a claim
        if predicate == "attributedTo":
            event["attributed"] += (net.nodes[target]["label"],)
        told = _in_order(documents, papers)
        said = accounts[subject][told[-1]] if told else event
        net.add_edge(
            subject,
            target,
            key=predicate,
            predicate=predicate,
            claim="",
            factuality=said["factuality"],
            confidence=said["confidence"],
            attributed=(),
            evidence=_told_in(event["evidence"], {source for document in told for source in papers[document].sources}),
        )
    return speakers


def _told_in(evidence: tuple[Evidence, ...], sources: set[str]) -> tuple[Evidence, ...]:
    return tuple(item for item in evidence if item.source in sources)


def _add_claims(
    net: nx.MultiDiGraph,
    store: Store,
    evidence: dict[str, tuple[Evidence, ...]],
    accounts: dict[str, dict[str, dict[str, Any]]],
    speakers: dict[str, set[str]],
) -> None:
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for claim, part, value in run(store, "network-claims"):
        claims[claim].setdefault(short(part), value)
    for claim, parts in claims.items():
        if parts.get("subject") not in net or parts.get("object") not in net:
            continue
        said = next(iter(accounts[claim].values()), STATED)
        net.add_edge(
            parts["subject"],
            parts["object"],
            key=claim,
            predicate=short(parts["predicate"]),
            claim=claim,
            factuality=said["factuality"],
            confidence=said["confidence"],
            attributed=tuple(sorted(speakers.get(claim, ()))),
            evidence=evidence.get(claim, ()),
        )
