"""FollowTheMoney entities, as JSON lines, for Aleph and the tools of investigative journalists.

Actors become `Person`, `Organization`, `PublicBody` or `LegalEntity`, events and initiatives `Event`, documents `Document`.
Claims and roles between them become links. Places and issues have no schema that all versions share: they stand in the
`notes` of the documents that name them, in the `location` of events and, with each claim, in the `notes` of what it is about.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.write.flat import Flat, Record, clean, flat

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

Properties = dict[str, list[str]]

SCHEMATA = {
    "State": "PublicBody", "GovernmentBody": "PublicBody", "IntergovernmentalOrganization": "Organization",
    "ArmedGroup": "Organization", "PoliticalParty": "Organization", "Organization": "Organization", "Person": "Person",
}  # fmt: skip
BODIES = ("PublicBody", "Organization")
LINKS = {  # predicate → schema, and which properties the subject and the object are
    "memberOf": ("Membership", "member", "organization"),
    "leads": ("Directorship", "director", "organization"),
    "represents": ("Representation", "agent", "client"),
}
LANGUAGES = {"en": "eng"}


def ftm(source: Store | nx.Graph, out: Path) -> Path:
    """One entity a line: documents, then actors, events and initiatives, then links, each group by id."""
    found = flat(source)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(found):
            file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")
    return out


def entities(found: Flat) -> Iterator[Record]:
    """Entities with `id`, `schema` and `properties`; each property is a list of texts."""
    nodes = {node["id"]: node for node in found.nodes}
    papers = {item["source"]: item["id"] for item in found.documents}
    leaving, notes = defaultdict(list), _notes(found, nodes, papers)
    for edge in found.edges:
        leaving[edge["source"]].append(edge)
    groups = (
        [_document(item, notes[item["id"]]) for item in found.documents],
        [_thing(node, leaving[node["id"]], nodes, papers, notes[node["id"]]) for node in found.nodes if _schema(node)],
        [_link(edge, nodes) for edge in found.edges if _schema(nodes[edge["source"]]) and _schema(nodes[edge["target"]])],
    )
    for group in groups:
        yield from sorted(group, key=lambda entity: entity["id"])


def _notes(found: Flat, nodes: dict[str, Record], papers: dict[str, str]) -> dict[str, list[str]]:
    """What has no entity of its own, as lines for the entities it stands with: the other end of a claim, else the documents."""
    notes = defaultdict(list)
    for node in found.nodes:
        if not _schema(node):
            for document in sorted({papers[item["source"]] for item in node["evidence"] if item["source"] in papers}):
                notes[document].append(_named(node))
    for edge in found.edges:
        ends = [edge["source"], edge["target"]]
        bodied = [end for end in ends if _schema(nodes[end])]
        if len(bodied) < len(ends):
            for owner in bodied or sorted({papers[item["source"]] for item in edge["evidence"] if item["source"] in papers}):
                notes[owner].append(_note(edge, nodes))
    return notes


def _named(node: Record) -> str:
    """ "Place: Geneva (46.2, 6.15); also called Genf; country CH; Q71"."""
    also = f"also called {', '.join(node['aliases'])}" if node["aliases"] else ""
    country = f"country {node['country']}" if node["country"] else ""
    return f"{node['kind']}: {'; '.join(filter(None, (_located(node), also, country, node['wikidata'], node['id'])))}"


def key(iri: str) -> str:
    """The id of an entity: the SHA-1 of the IRI, which FollowTheMoney's ids may not hold."""
    return hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()


def _schema(node: Record) -> str:
    """ "" for places and issues."""
    if node["kind"] == "Actor":
        return SCHEMATA.get(node["type"], "LegalEntity")
    return "Event" if node["kind"] in ("Event", "Initiative") else ""


def _entity(iri: str, schema: str, properties: Properties) -> Record:
    kept = {name: list(dict.fromkeys(clean(value) for value in values if value)) for name, values in properties.items()}
    return {"id": key(iri), "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _document(item: Record, notes: list[str]) -> Record:
    addresses = [source for source in (item["source"], *item["also_from"]) if source.startswith(("http://", "https://"))]
    return _entity(
        item["id"],
        "Document",
        {
            "fileName": [source for source in (item["source"], *item["also_from"]) if source not in addresses],
            "sourceUrl": addresses,
            "title": [item["title"]],
            "date": [item["date"]],
            "publisher": [item["publisher"]],
            "author": [item["creator"]],
            "language": [LANGUAGES.get(item["language"], "")],
            "notes": [f"iri: {item['id']}", f"sha256: {item['sha256']}" if item["sha256"] else "", *notes],
        },
    )


def _thing(node: Record, edges: Iterable[Record], nodes: dict[str, Record], papers: dict[str, str], notes: list[str]) -> Record:
    schema = _schema(node)
    properties = {
        "name": [node["label"]],
        "alias": node["aliases"],
        "wikidataId": [node["wikidata"]],
        "keywords": list(dict.fromkeys((node["kind"], node["type"], node["status"], node["factuality"]))),
        "notes": [f"iri: {node['id']}", *_stated(node), *notes],
        "proof": sorted({key(papers[item["source"]]) for item in node["evidence"] if item["source"] in papers}),
    }
    if schema == "Event":
        properties |= _occurrence(node, edges, nodes)
    return _entity(node["id"], schema, properties)


def _occurrence(node: Record, edges: Iterable[Record], nodes: dict[str, Record]) -> Properties:
    """What an event or initiative has besides. Actors with any part are `involved`; the links tell which part."""
    targets = [(edge["predicate"], nodes[edge["target"]]) for edge in edges]
    same = node["earliest"] and node["earliest"] == node["latest"]
    return {
        "date": [node["earliest"]] if same else [],
        "startDate": [node["earliest"]],
        "endDate": [node["latest"]],
        "involved": [key(n["id"]) for predicate, n in targets if n["kind"] == "Actor" and predicate != "attributedTo"],
        "location": [_located(n) for predicate, n in targets if predicate == "place"],
        "country": [n["country"].lower() for predicate, n in targets if predicate == "place"],
        "description": [_quoted(item) for item in node["evidence"]],
    }


def _located(place: Record) -> str:
    known = place["latitude"] is not None and place["longitude"] is not None
    return f"{place['label']} ({place['latitude']}, {place['longitude']})" if known else place["label"]


def _link(edge: Record, nodes: dict[str, Record]) -> Record:
    schema, subject, value = LINKS.get(edge["predicate"], ("UnknownLink", "subject", "object"))
    if value == "organization" and _schema(nodes[edge["target"]]) not in BODIES:
        schema, subject, value = "UnknownLink", "subject", "object"
    return _entity(
        edge["id"],
        schema,
        {
            subject: [key(edge["source"])],
            value: [key(edge["target"])],
            "role": [edge["predicate"]],
            "status": [edge["factuality"]],
            "recordId": [edge["id"]],
            "summary": ["; ".join(_stated(edge))],
            "description": [_quoted(item) for item in edge["evidence"]],
        },
    )


def _stated(record: Record) -> list[str]:
    """Factuality, confidence, time and speaker as text."""
    facts = {
        "factuality": record["factuality"],
        "status": record.get("status", ""),
        "confidence": "" if record["confidence"] is None else str(record["confidence"]),
        "time": record.get("time", ""),
        "according to": "; ".join(record["attributed"]),
    }
    return [f"{name}: {value}" for name, value in facts.items() if value]


def _note(edge: Record, nodes: dict[str, Record]) -> str:
    """ "border commission addresses smuggling [factuality: Actual; confidence: 0.8] “...” (...)"."""
    subject, value = nodes[edge["source"]], nodes[edge["target"]]
    quoted = " ".join(_quoted(item) for item in edge["evidence"])
    return f"{_located(subject)} {edge['predicate']} {_located(value)} [{'; '.join(_stated(edge))}] {quoted}".strip()


def _quoted(item: Record) -> str:
    return f"“{item['sentence']}” ({', '.join(filter(None, (item['title'], item['date'], item['source'])))})"
