"""What resolution gives: who is who, what is doubtful, and which judgements hold.

Things are called by their path: "actor/Person/ana-vey" for what all documents share, "event/<document>/<key>" and
"actor/<document>/Person/ana-vey" for what one document speaks of; <document> is the beginning of its SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Actor, Document, Extraction, Finding, Initiative, Issue, Mention, Place

DIGITS = 16  # of the SHA-256 that name a document
WORDS = {Actor: "actor", Place: "place", Issue: "issue", Initiative: "initiative"}
LOCAL = re.compile(r"([a-z]+)/([0-9a-f]{16})/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Identity:
    """One thing and all findings that mean it. `id` is its path in the canonical view, `units` are local paths, sorted.

    `reasons` say, for each unit but those that bear the name anyway, why it is this thing; `odds` how sure that is.
    """

    id: str
    label: str
    type: str
    units: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict, compare=False)
    odds: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two things that may be one. `probability` that they are; a and b are paths of identities."""

    a: str
    b: str
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """`canonical` maps local paths to identities, for every actor, place, issue, event, initiative and claim that is not simply
    itself. `problems` are judgements that can't be applied, each with the reason."""

    identities: tuple[Identity, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[str, ...] = ()

    def of(self) -> dict[str, Identity]:
        """Identities by local path."""
        return {unit: identity for identity in self.identities for unit in identity.units}


def document_id(document: Document) -> str:
    return document.sha256[:DIGITS]


def word(finding: Finding) -> str:
    return WORDS.get(type(finding), type(finding).__name__.lower())


def local(finding: Finding, document: Document) -> str:
    """The path of a finding of one document."""
    return f"{word(finding)}/{document_id(document)}/{finding.key}"


def shared(path: str) -> str:
    """The path that all documents share for an actor, place or issue; for other things the path itself."""
    found = LOCAL.fullmatch(path)
    if not found or found[1] not in ("actor", "place", "issue"):
        return path
    return f"{found[1]}/{found[3].removeprefix(found[1] + '/') if found[1] != 'actor' else found[3]}"


def findings(extraction: Extraction) -> dict[str, Finding]:
    """By local path."""
    return {local(finding, extraction.document): finding for finding in extraction.findings()}


def mentions(finding: Finding) -> tuple[Mention, ...]:
    return finding.mentions if isinstance(finding, Actor | Place | Issue) else finding.evidence
