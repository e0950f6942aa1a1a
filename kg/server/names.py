"""How properties read on a page, from either end of a link, and how IRIs become paths."""

from __future__ import annotations

from urllib.parse import quote

FROM_AND_INTO = {
    "agent": ("Done by", "Does"),
    "target": ("Directed at", "What is done to it"),
    "place": ("Where", "What happens here"),
    "attributedTo": ("According to", "What it says"),
    "respondsTo": ("Responds to", "Answered by"),
    "partOf": ("Part of", "Parts"),
    "memberOf": ("Member of", "Members"),
    "basedIn": ("Based in", "Based here"),
    "operatesIn": ("Operates in", "Who operates here"),
    "locatedIn": ("Located in", "Located here"),
    "leads": ("Leads", "Led by"),
    "represents": ("Represents", "Represented by"),
    "supports": ("Supports", "Supported by"),
    "opposes": ("Opposes", "Opposed by"),
    "neighbourOf": ("Neighbour of", "Neighbour of"),
    "proposedBy": ("Proposed by", "Proposes"),
    "proposedTo": ("Proposed to", "What is proposed to it"),
    "participant": ("Participants", "Takes part in"),
    "targets": ("Aimed against", "What is aimed against it"),
    "addresses": ("Addresses", "Addressed by"),
    "hasPart": ("Parts", "Part of"),
    "supportedBy": ("Supported by", "Supports"),
    "opposedBy": ("Opposed by", "Opposes"),
    "hinderedBy": ("Hindered by", "Hinders"),
    "under": ("Under", "Hosts"),
}
LEGAL = "/%:@!$&'()*+,;=~-._"  # what an IRI keeps in a path


def heading(predicate: str, into: bool) -> str:
    return FROM_AND_INTO.get(predicate, (predicate, f"{predicate} of"))[into]


def path(base: str, iri: str, folder: str = "page") -> str:
    """Where the server answers for the IRI, a mention's fragment kept; "" if it is none of the store's."""
    if not iri.startswith(base):
        return ""
    name, hash_, fragment = iri.removeprefix(base).partition("#")
    return f"/{folder}/{quote(name, safe=LEGAL)}{hash_}{quote(fragment, safe=LEGAL)}"
