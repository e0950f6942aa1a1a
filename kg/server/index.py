"""Makes the explorer's index of a store: a small SQLite database of things, names and links."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import lookup
from kg.graph.store import fingerprint
from kg.vocabulary import ACTOR_TYPES, AEI, EVT, RDF, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Store

SCHEMA = Path(__file__).with_name("schema.sql")
KINDS = ("Actor", "Event", "Initiative", "Place", "Issue")
ROLES = ("agent", "target", "place", "partOf", "respondsTo", "attributedTo")
FACTS = ("factuality", "status", "confidence", "time", "earliest", "latest")

Values = dict[str, str]


class Link(NamedTuple):
    source: str
    target: str
    predicate: str
    statement: str


def ready(store: Store, folder: Path) -> Path:
    """The index of the store whose snapshot is in `folder`: beside it from an earlier start, or made now."""
    name = f".explorer-{fingerprint(folder)}-{hashlib.sha256(SCHEMA.read_bytes()).hexdigest()[:8]}.sqlite"
    kept = folder.parent / name if folder.parent != Path(tempfile.gettempdir()) else folder / name
    if not kept.is_file():
        build(store, folder / "draft.sqlite")
        for old in kept.parent.glob(".explorer-*.sqlite"):
            old.unlink(missing_ok=True)
        (folder / "draft.sqlite").replace(kept)
    return kept


def build(store: Store, path: Path) -> int:
    """Write the index of `store` to `path`, which must not exist; gives the number of things in it."""
    kinds = _kinds(store)
    links = sorted({*_roles(store, kinds), *_claims(store)})
    links = [link for link in links if link.source in kinds and link.target in kinds]
    facts = {name: _first(store, AEI + name) for name in FACTS}
    numbers = {thing: i for i, thing in enumerate(sorted(kinds), 1)}
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA.read_text(encoding="utf-8"))
        database.executemany(f"INSERT INTO thing VALUES ({', '.join('?' * 12)})", _things(store, kinds, numbers, facts, links))
        database.executemany("INSERT INTO naming (name, thing) VALUES (?, ?)", _names(store, numbers))
        database.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", _rows(links, numbers, facts))
        database.execute("CREATE INDEX link_source ON link (source)")
        database.execute("CREATE INDEX link_target ON link (target)")
        database.execute("CREATE INDEX link_statement ON link (statement)")
        database.execute("CREATE INDEX thing_ties ON thing (ties DESC, label)")
    database.close()
    return len(kinds)


def _kinds(store: Store) -> Values:
    found: Values = {}
    for kind in KINDS:
        for thing in lookup.members(store, AEI + kind):
            found.setdefault(thing, kind)
    return found


def _first(store: Store, property_: str) -> Values:
    """The least value of each subject, the same whichever graph comes first."""
    found: Values = {}
    for subject, value in lookup.pairs(store, property_):
        if subject not in found or value < found[subject]:
            found[subject] = value
    return found


def _roles(store: Store, kinds: Values) -> Iterator[Link]:
    """Of events, and who initiatives are attributed to."""
    for role in ROLES:
        for subject, value in lookup.pairs(store, AEI + role):
            if kinds.get(subject) == "Event" or (role == "attributedTo" and kinds.get(subject) == "Initiative"):
                yield Link(subject, value, role, subject)


def _claims(store: Store) -> Iterator[Link]:
    subjects, objects = _first(store, f"{RDF}subject"), _first(store, f"{RDF}object")
    for claim, predicate in _first(store, f"{RDF}predicate").items():
        if claim in subjects and claim in objects:
            yield Link(subjects[claim], objects[claim], predicate.removeprefix(AEI), claim)


def _things(store: Store, kinds: Values, numbers: dict[str, int], facts: dict[str, Values], links: list[Link]) -> Iterator[tuple]:
    labels, types = _first(store, f"{SKOS}prefLabel"), _types(store)
    ties = Counter(end for link in links for end in {link.source, link.target})
    for thing, number in numbers.items():
        about = {name: known.get(thing, "").removeprefix(AEI) for name, known in facts.items()}
        confidence = float(about["confidence"]) if about["confidence"] else None
        yield (
            number, thing, kinds[thing], types.get(thing, kinds[thing]), labels.get(thing, thing), about["factuality"],
            about["status"], confidence, about["time"], about["earliest"], about["latest"], ties[thing],
        )  # fmt: skip


def _types(store: Store) -> Values:
    """Types of events, and the class of an actor beside `aei:Actor`."""
    found = {event: type_.removeprefix(EVT) for event, type_ in _first(store, f"{AEI}eventType").items()}
    for name in sorted(ACTOR_TYPES, reverse=True):
        found |= dict.fromkeys(lookup.members(store, AEI + name), name)
    return found


def _names(store: Store, numbers: dict[str, int]) -> Iterator[tuple[str, int]]:
    known: dict[str, set[str]] = defaultdict(set)
    for property_ in ("prefLabel", "altLabel"):
        for thing, name in lookup.pairs(store, SKOS + property_):
            if thing in numbers:
                known[thing].add(name)
    for thing in numbers:
        for name in sorted(known[thing]):
            yield name, numbers[thing]


def _rows(links: list[Link], numbers: dict[str, int], facts: dict[str, Values]) -> Iterator[tuple]:
    for link in links:
        confidence = facts["confidence"].get(link.statement)
        factuality = facts["factuality"].get(link.statement, "").removeprefix(AEI)
        ends = numbers[link.source], numbers[link.target]
        yield *ends, link.predicate, link.statement, factuality, float(confidence) if confidence else None
