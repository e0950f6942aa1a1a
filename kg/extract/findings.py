"""From what was recognised to the findings of the model: mentions, actors, places and events with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from kg.annotate.gazetteer import city
from kg.extract import confidence, events
from kg.extract.entities import Entities, Entity, Use
from kg.extract.initiatives import Plan
from kg.extract.issues import Topic, issues
from kg.extract.occurrences import Occurrence
from kg.extract.quotes import Quoter, quoter
from kg.extract.relations import Relation
from kg.extract.tree import Tree
from kg.lexicon import KnownPlace, Name, slug
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Mention, Place, Status

F = TypeVar("F", Event, Initiative)


def used_entities(entities: Entities, needed: Iterable[Entity]) -> list[Entity]:
    """Those worth a finding: all that are named as actors, and what the other findings refer to."""
    wanted = {id(e) for e in needed}
    return [e for e in entities.all.values() if e.mentions and (id(e) in wanted or _stands_alone(e))]


def _stands_alone(entity: Entity) -> bool:
    """Named otherwise than by an adjective, a place, or a state only as somewhere where things are."""
    if entity.generic:
        return False
    if entity.type == "Population":
        return any(use.role == "demonym" or use.role == "name" for use in entity.mentions)
    roles = [use for use in entity.mentions if use.role != "adjective"]
    if entity.is_place:
        return bool(roles)
    return any(not use.locative for use in roles)


def actor(entity: Entity, quote: Quoter) -> Actor:
    known = entity.known if isinstance(entity.known, Name) else None
    uses = [u for u in entity.mentions if not (u.locative and u.role == "capital")] or entity.mentions
    return Actor(
        key=entity.key,
        type=entity.type,
        label=entity.label,
        mentions=_mentions(uses, quote),
        aliases=tuple(sorted(n for n in entity.names if n != entity.label)),
        wikidata=entity.wikidata or None,
        country=known.country or None if known else entity.country or None,
    )


def _mentions(uses: list[Use], quote: Quoter) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(quote.tokens(u.first, u.last) for u in uses))


def place(entity: Entity, quote: Quoter, countries: Iterable[str]) -> Place:
    """A place with coordinates: from the lexicons, else from the list of cities. States and capitals used as places too."""
    key = entity.key if entity.is_place else f"place/{slug(entity.label)}"
    uses = entity.mentions if entity.is_place else [u for u in entity.mentions if u.locative] or entity.mentions
    names = sorted({n for n in entity.names if n != entity.label}) if entity.is_place else []
    details: dict[str, object] = {}
    if isinstance(entity.known, KnownPlace):
        details = {
            "latitude": entity.known.latitude,
            "longitude": entity.known.longitude,
            "country": entity.known.country or None,
        }
    elif isinstance(entity.known, Name):
        details = {"country": entity.known.country or None}
    elif found := city(entity.label, tuple(sorted(set(countries)))):
        details = {"latitude": found.latitude, "longitude": found.longitude, "country": found.country}
    return Place(
        key=key,
        label=entity.label,
        mentions=_mentions(uses, quote),
        aliases=tuple(names),
        wikidata=entity.wikidata or None,
        **details,
    )  # type: ignore[arg-type]


def place_key(entity: Entity) -> str:
    return entity.key if entity.is_place else f"place/{slug(entity.label)}"


def event(o: Occurrence, quote: Quoter) -> Event:
    tree = quote.tree
    triggers = [o, *o.also]
    spans = [events.trigger_span(t, tree) for t in triggers]
    extras = [(e, e) for t in triggers for e in t.match.extra]
    return Event(
        key=event_key(o, tree),
        type=o.type,
        label=events.label(o, tree),
        evidence=tuple(dict.fromkeys(quote.tokens(a, b) for a, b in [*spans, *extras])),
        factuality=o.factuality,
        confidence=events.sure(o, tree),
        agents=tuple(e.key for e in o.agents),
        targets=tuple(place_key(e) if e.is_place else e.key for e in o.targets),
        places=tuple(dict.fromkeys(place_key(e) for e in o.places)),
        time=o.time.value if o.time else None,
        earliest=(o.time.earliest or None) if o.time else None,
        latest=(o.time.latest or None) if o.time else None,
        attributed_to=tuple(e.key for e in o.attributed_to),
        part_of=tuple(event_key(p, tree) for p in o.part_of),
        responds_to=tuple(event_key(p, tree) for p in o.responds_to),
    )


def event_key(o: Occurrence, tree: Tree) -> str:
    return f"{o.type.lower()}-{tree.begin[o.match.trigger]}"


def plan_key(plan: Plan, tree: Tree) -> str:
    return f"initiative-{tree.begin[plan.head.first]}-{tree.end[plan.head.last]}"


def initiative(plan: Plan, quote: Quoter) -> Initiative:
    texts = [
        " ".join(" ".join(quote.tokens(*span).text for span in p.shown or ((p.first, p.last),)).split()) for p in plan.phrases
    ]
    label = _plan_label(plan, texts)
    return Initiative(
        key=plan_key(plan, quote.tree),
        label=label,
        evidence=tuple(dict.fromkeys(quote.tokens(p.first, p.last) for p in plan.phrases)),
        status=plan.status or Status.PROPOSED,
        confidence=_plan_confidence(plan, quote.tree),
        aliases=tuple(sorted({t for t in texts if t != label})),
        time=plan.time.value if plan.time else None,
        earliest=(plan.time.earliest or None) if plan.time else None,
        latest=(plan.time.latest or None) if plan.time else None,
        attributed_to=tuple(e.key for e in plan.sources),
    )


def _plan_label(plan: Plan, texts: list[str]) -> str:
    """The name where there is one, else the words used most; "proposal" alone is told apart by its proposer."""
    named = next((t for t, p in zip(texts, plan.phrases, strict=True) if p.named and len(t.split()) > 1), None)
    best = named or max(texts, key=texts.count)
    proposers = [e.label for e in plan.has("proposedBy") if isinstance(e, Entity)]
    return f"{proposers[0]}'s {best}" if len(best.split()) == 1 and not plan.head.clause and len(proposers) == 1 else best


def _plan_confidence(plan: Plan, tree: Tree) -> float:
    links = sum(len(things) for prop, things in plan.links.items() if prop != "hasPart")
    grouped = plan.whole is not None or bool(plan.links.get("hasPart"))
    return confidence.initiative(plan.kind, links=links, grouped=grouped, edge=tree.dep[plan.head.head])


def _claims(plan: Plan, quote: Quoter) -> Iterable[Claim]:
    for prop, things in plan.links.items():
        for thing, (first, last) in things.items():
            key = thing_key(thing, quote.tree)
            yield Claim(
                key=f"{plan_key(plan, quote.tree)}-{prop}-{slug(key)}",
                subject=plan_key(plan, quote.tree),
                predicate=prop,
                object=key,
                evidence=(quote.tokens(first, last),),
                factuality=Factuality.ACTUAL,
                confidence=round(_plan_confidence(plan, quote.tree) - 0.05, 2),
            )


def thing_key(thing: object, tree: Tree) -> str:
    if isinstance(thing, Entity):
        return place_key(thing) if thing.is_place else thing.key
    if isinstance(thing, Plan):
        return plan_key(thing, tree)
    if isinstance(thing, Occurrence):
        return event_key(thing, tree)
    assert isinstance(thing, Topic)
    return thing.key


def _relation(r: Relation, quote: Quoter) -> Claim:
    subject, obj = thing_key(r.subject, quote.tree), r.object.key
    return Claim(
        key=f"{r.predicate}-{slug(subject)}-{slug(obj)}",
        subject=subject,
        predicate=r.predicate,
        object=obj,
        evidence=(quote.tokens(*r.words),),
        factuality=Factuality.ACTUAL,
        confidence=r.sure,
    )


def assembled(
    document: Document,
    tree: Tree,
    entities: Entities,
    occurrences: list[Occurrence],
    plans: list[Plan],
    relations: list[Relation],
) -> Extraction:
    """All findings of a document, each in text order, with every key that they refer to."""
    quote = quoter(document, tree)
    topics: dict[Topic, list[tuple[int, int]]] = {}
    linked: list[Entity] = []
    for plan in plans:
        linked.extend(plan.sources)
        for things in plan.links.values():
            for thing, words in things.items():
                if isinstance(thing, Topic):
                    topics.setdefault(thing, []).append(words)
                elif isinstance(thing, Entity):
                    linked.append(thing)
    where = [e for o in occurrences for e in o.places]
    needed = [e for o in occurrences for e in (*o.agents, *o.targets, *o.attributed_to)]
    needed += [*linked, *(e for r in relations for e in (r.subject, r.object))]
    used = used_entities(entities, [*needed, *where])
    wanted = {id(e) for e in needed}
    countries = [e.country for e in entities.all.values() if e.type in ("State", "Place") and e.country]
    spots: dict[str, Place] = {}
    for e in used:
        if e.is_place or any(e is w for w in where):
            spot = place(e, quote, countries)
            spots.setdefault(spot.key, spot)
    return Extraction(
        document=document,
        actors=tuple(actor(e, quote) for e in used if not e.is_place and (id(e) in wanted or _stands_alone(e))),
        places=tuple(spots.values()),
        issues=tuple(issues(topics, quote)),
        events=_first_by_key(event(o, quote) for o in occurrences),
        initiatives=_first_by_key(initiative(p, quote) for p in plans),
        claims=_unique([*(c for p in plans for c in _claims(p, quote)), *(_relation(r, quote) for r in relations)]),
    )


def _first_by_key(found: Iterable[F]) -> tuple[F, ...]:
    """Two readings of one trigger as one type are one finding."""
    out: dict[str, F] = {}
    for finding in found:
        out.setdefault(finding.key, finding)
    return tuple(out.values())


def _unique(claims: list[Claim]) -> tuple[Claim, ...]:
    return tuple({c.key: c for c in reversed(claims)}.values())[::-1]
