"""The IRI of everything in the graph: made from content alone, so that the same text gives the same names.

Actors, places and issues are shared by all documents; events, initiatives and claims belong to one document.
"""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote, urlsplit

from kg.errors import GraphError
from kg.model import Actor, Claim, Document, Event, Finding, Initiative, Issue, Place, Span
from kg.vocabulary import ID_BASE

CLASS_WORDS: dict[type, str] = {
    Actor: "actor", Place: "place", Issue: "issue", Event: "event", Initiative: "initiative", Claim: "claim",
}  # fmt: skip


def checked_base(base: str) -> str:
    """`base` itself. Raises `GraphError` unless it is an absolute IRI that ends in a slash."""
    parts = urlsplit(base)
    bad = set(base) & set(' <>"{}|\\^`#?') or not base.isprintable()
    if bad or not parts.scheme or not parts.netloc or not base.endswith("/"):
        raise GraphError(f"base IRI {base!r} won't do: expected an absolute IRI that ends in '/', like {ID_BASE}")
    return base


def document_id(document: Document) -> str:
    """The first 16 hexadecimal digits of the hash of the source bytes: equal bytes are one document."""
    return quote(document.sha256[:16], safe="")


def document_iri(document: Document, base: str = ID_BASE) -> str:
    """Also the IRI of the document's named graph."""
    return f"{base}document/{document_id(document)}"


def mention_iri(document: Document, span: Span, base: str = ID_BASE) -> str:
    """The document with a fragment of RFC 5147: code points, 0-based, end exclusive."""
    return f"{document_iri(document, base)}#char={span.begin},{span.end}"


def finding_iri(finding: Finding, document: Document, base: str = ID_BASE) -> str:
    word = CLASS_WORDS[type(finding)]
    if isinstance(finding, Actor | Place | Issue):
        return shared_iri(word, finding.key, base)
    return f"{base}{word}/{document_id(document)}/{quote(finding.key)}"


def shared_iri(word: str, key: str, base: str = ID_BASE) -> str:
    """An actor, place or issue. A key that starts with the class word already does not get it twice."""
    return f"{base}{quote(key)}" if word != "actor" and key.startswith(f"{word}/") else f"{base}{word}/{quote(key)}"


def activity_iri(producer: dict[str, str], base: str = ID_BASE) -> str:
    """One IRI for one tool version, model and lexicon."""
    text = json.dumps(producer, sort_keys=True, ensure_ascii=False)
    return f"{base}activity/{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def producer_iri(key: str, value: str, base: str = ID_BASE) -> str:
    return f"{base}producer/{quote(key, safe='')}/{quote(value, safe='')}"


def provenance_graph(base: str = ID_BASE) -> str:
    return f"{base}provenance"


def resolution_graph(base: str = ID_BASE) -> str:
    """What is the same across documents, and what people have decided."""
    return f"{base}resolution"


def quarantine_iri(finding: str, document: str, base: str = ID_BASE) -> str:
    """The record that this document's finding was set aside; an actor may be sound in another document."""
    return f"{quarantine_graph(document)}/{finding.removeprefix(base)}"


def quarantine_graph(document: str) -> str:
    """The graph of the findings set aside from the document with this IRI."""
    head, _, name = document.rpartition("/document/")
    return f"{head}/quarantine/{name}"
