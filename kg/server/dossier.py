"""What the page of a thing tells: what it is, and each statement about it with its sentences, in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph import lookup
from kg.graph.lookup import Quotation
from kg.server.explore import Row
from kg.server.names import heading
from kg.server.site import Site
from kg.vocabulary import AEI, SKOS

FEW, MANY = 10, 50  # statements of a group on the page of the thing, and on a page of its own
SENTENCES = 5
OWN = ("agent", "target", "place", "partOf", "respondsTo", "attributedTo")  # links of an event that its own words state


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An event (then `event` is it, with its parties) or a claim between two things."""

    iri: str
    event: Row | None
    parties: dict[str, list[Row]]
    subject: Row
    predicate: str
    object: Row
    factuality: str
    confidence: float | None
    attributed: list[Row]
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    key: str
    heading: str
    total: int
    statements: list[Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """`facts` are the roles that an event's own words give, `quotations` the sentences that state or mention the thing."""

    thing: Row
    aliases: list[str]
    same: list[str]
    facts: list[tuple[str, list[Row]]]
    quotations: list[Quotation]
    groups: list[Group]


def dossier(site: Site, iri: str) -> Dossier | None:
    """None if the index has no such thing."""
    thing = site.index.thing(iri)
    if thing is None:
        return None
    groups = [row for row in site.index.groups(thing["id"]) if not _own(thing, row)]
    return Dossier(
        thing=thing,
        aliases=[name for name in lookup.values(site.store, iri, f"{SKOS}altLabel") if name != thing["label"]],
        same=lookup.values(site.store, iri, f"{SKOS}exactMatch"),
        facts=_facts(site, iri) if thing["kind"] in ("Event", "Initiative") else [],
        quotations=lookup.quotations(site.store, iri, SENTENCES if thing["kind"] in ("Event", "Initiative") else FEW),
        groups=[group(site, thing, row["predicate"], bool(row["into_it"]), row["total"]) for row in groups],
    )


def group(site: Site, thing: Row, predicate: str, into: bool, total: int, limit: int = FEW, offset: int = 0) -> Group:
    rows = site.index.group(thing["id"], predicate, into, limit, offset)
    key = f"{predicate}-{'into' if into else 'from'}"
    return Group(key=key, heading=heading(predicate, into), total=total, statements=statements(site, rows))


def statements(site: Site, rows: Iterable[Row]) -> list[Statement]:
    """What links state: each event once, and claims."""
    links = list({row["statement"]: row for row in rows}.values())
    parties = defaultdict(lambda: defaultdict(list))
    roles = site.index.roles(row["statement"] for row in links)
    speakers = {row["statement"]: lookup.values(site.store, row["statement"], f"{AEI}attributedTo") for row in links}
    ends = {row[end] for row in (*links, *roles) for end in ("source", "target")}
    things = site.index.things({*ends, *(name for found in speakers.values() for name in found)})
    for row in roles:
        parties[row["statement"]][row["predicate"]].append(things[row["target"]])
    return [
        Statement(
            iri=row["statement"],
            event=things[row["source"]] if row["statement"] == row["source"] else None,
            parties=parties[row["statement"]],
            subject=things[row["source"]],
            predicate=row["predicate"],
            object=things[row["target"]],
            factuality=row["factuality"],
            confidence=row["confidence"],
            attributed=[things[name] for name in speakers[row["statement"]] if name in things],
            quotations=lookup.quotations(site.store, row["statement"], SENTENCES),
        )
        for row in links
    ]


def claim(site: Site, iri: str) -> Statement | None:
    """The statement of a claim; None if the IRI is no claim's."""
    rows = site.index.claim(iri)
    return statements(site, rows)[0] if rows else None


def _own(thing: Row, row: Row) -> bool:
    return thing["kind"] in ("Event", "Initiative") and not row["into_it"] and row["predicate"] in OWN


def _facts(site: Site, iri: str) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in site.index.roles([iri]):
        found[row["predicate"]].append(row["target"])
    things = site.index.things(name for names in found.values() for name in names)
    return [(heading(role, False), [things[name] for name in found[role]]) for role in OWN if role in found]
