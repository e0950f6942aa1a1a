"""Statements that people add: each is a document of its own, its text the reason, its author who says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Finding, Initiative, Issue, Mention, Place, Span
from kg.resolve.identity import LOCAL, local, shared
from kg.resolve.judgements import Judgement

FIELDS = {Actor: "actors", Place: "places", Issue: "issues", Event: "events", Initiative: "initiatives"}


def notes(judgements: Iterable[Judgement], found: Mapping[str, Finding]) -> list[tuple[Judgement, Extraction]]:
    """The documents that judgements "state" make, of those whose subject and object are among the findings `found`."""
    by_path = {**{shared(path): finding for path, finding in sorted(found.items(), reverse=True)}, **found}
    return [
        (j, _note(j, by_path[j.subject], by_path[j.value]))
        for j in judgements
        if j.kind == "state" and j.subject in by_path and j.value in by_path
    ]


def links(made: Iterable[tuple[Judgement, Extraction]]) -> list[Judgement]:
    """What ties the things that such documents speak of to those of the other documents."""
    return [
        replace(j, kind="same", subject=local(finding, note.document), value=path)
        for j, note in made
        for path, key in ((j.subject, _key(j.subject)), (j.value, _key(j.value)))
        for finding in note.findings()
        if finding.key == key and not isinstance(finding, Claim)
    ]


def _note(j: Judgement, subject: Finding, value: Finding) -> Extraction:
    text = " ".join(j.why.split())
    whole = Span(begin=0, end=len(text))
    said = (Mention(span=whole, text=text, sentence=whole),)
    digest = hashlib.sha256(f"judgement {j.number}\n{j.subject}\n{j.predicate}\n{j.value}\n{j.who}\n{j.when}\n{text}".encode())
    document = Document(
        source=f"judgements/{j.number}",
        text=text,
        sha256=digest.hexdigest(),
        title=f"Judgement {j.number}",
        date=j.when,
        creator=j.who,
    )
    things = [_copy(subject, j.subject, said)] + ([_copy(value, j.value, said)] if j.value != j.subject else [])
    claim = Claim(
        key=f"{j.predicate}-0", subject=_key(j.subject), predicate=j.predicate, object=_key(j.value), evidence=said,
        factuality=Factuality.ACTUAL, confidence=1.0,
    )  # fmt: skip
    by_field = {name: tuple(t for t in things if isinstance(t, kind)) for kind, name in FIELDS.items()}
    return Extraction(document=document, claims=(claim,), **by_field)


def _copy(finding: Finding, path: str, said: tuple[Mention, ...]) -> Finding:
    """The thing as the note mentions it, without what other documents say of it."""
    if isinstance(finding, Actor | Place | Issue):
        return replace(finding, key=_key(path), mentions=said)
    alone = {"evidence": said, "key": _key(path), "attributed_to": ()}
    if isinstance(finding, Event):
        alone |= dict.fromkeys(("agents", "targets", "places", "part_of", "responds_to"), ())
    return replace(finding, **alone)


def _key(path: str) -> str:
    """The key in the note: of things that all documents share the common one, of others one that names their document."""
    found = LOCAL.fullmatch(path)
    if found and found[1] in ("actor", "place", "issue"):
        path = shared(path)
    if found and path.startswith(("event/", "initiative/")):
        return f"{found[2]}-{found[3]}"
    return path if path.startswith(("place/", "issue/")) else path.removeprefix("actor/")
