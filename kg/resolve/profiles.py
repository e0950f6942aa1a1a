"""From extractions to profiles: each actor as a document shows it, and those that are the same anyway taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon, Name
from kg.model import Actor, Claim, Extraction
from kg.resolve.evidence import Profile
from kg.resolve.identity import local, mentions
from kg.resolve.names import tokens
from kg.resolve.words import Words

HOLDS = ("leads", "represents", "memberOf", "partOf", "basedIn")
FEW = 3  # documents that may share a topic; of many documents a tenth
COLLECTED = ("State", "Population")  # one name is one actor, whatever the country


def profiles(
    extractions: Iterable[Extraction],
    lexicon: Lexicon,
    words: Words,
    types: Mapping[str, str],
    alone: Collection[str] = (),
) -> list[Profile]:
    """All actors, sorted by their units. Those of several documents that have the key of the lexicons, or the same key,
    countries and offices, are one profile; the units in `alone` are kept by themselves.

    `types` are what people have decided, by local or shared path.
    """
    given = list(extractions)
    known, topics = {name.key: name for name in lexicon.names}, _topics(given)
    groups: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
    for extraction in given:
        for unit, profile in _of_document(extraction, known, words, topics):
            kind = types.get(unit, types.get(f"actor/{_key(unit)}", profile.type))
            profile = replace(profile, type=kind, known=profile.known if kind == profile.type else "")
            groups[(unit,) if unit in alone else _same_anyway(profile, unit)].append(profile)
    return sorted((_together(group) for group in groups.values()), key=lambda profile: profile.units)


def _key(unit: str) -> str:
    return unit.split("/", 2)[2]


def _same_anyway(profile: Profile, unit: str) -> tuple[object, ...]:
    if profile.known or profile.type in COLLECTED:
        return (_key(unit), profile.type)
    return (_key(unit), profile.type, profile.countries, profile.offices, profile.names)


def _topics(extractions: Sequence[Extraction]) -> frozenset[str]:
    """Keys of actors and places that only few of the documents speak of."""
    counts: dict[str, int] = defaultdict(int)
    for extraction in extractions:
        for key in {finding.key for finding in (*extraction.actors, *extraction.places)}:
            counts[key] += 1
    most = max(FEW, len(extractions) // 10)
    return frozenset(key for key, count in counts.items() if 1 < count <= most)


def _of_document(
    extraction: Extraction, known: Mapping[str, Name], words: Words, topics: frozenset[str]
) -> Iterator[tuple[str, Profile]]:
    actors = {actor.key: actor for actor in extraction.actors}
    spoken = topics & {finding.key for finding in (*extraction.actors, *extraction.places)}
    offices, countries, around = _offices(extraction, actors, words), _countries(extraction, actors), _around(extraction)
    for actor in extraction.actors:
        entry = known.get(actor.key)
        unit = local(actor, extraction.document)
        yield (
            unit,
            Profile(
                units=(unit,),
                type=actor.type,
                label=actor.label,
                names=_names(actor, entry),
                known=actor.key if entry or actor.wikidata else "",
                wikidata=actor.wikidata or "",
                countries=frozenset(countries[actor.key]),
                offices=tuple(sorted(offices[actor.key])),
                neighbours=frozenset(around(actor)),
                topics=spoken - {actor.key},
            ),
        )


def _names(actor: Actor, entry: Name | None) -> tuple[str, ...]:
    """All names that mean it in any text; a state is spoken of by its capital, which is no name of it."""
    if entry is not None:
        return entry.names
    return tuple(dict.fromkeys((actor.label, *actor.aliases)))


def _countries(extraction: Extraction, actors: Mapping[str, Actor]) -> dict[str, set[str]]:
    """ISO codes or keys of the states that each actor is said to belong to."""
    out: dict[str, set[str]] = defaultdict(set)
    for key, actor in actors.items():
        if actor.country:
            out[key].add(actor.country)
    for claim in extraction.claims:
        body = actors.get(claim.object)
        if claim.predicate in HOLDS and claim.subject in actors and body is not None:
            if body.type == "State":
                out[claim.subject].add(body.country or body.key)
            elif body.country:
                out[claim.subject].add(body.country)
    return out


def _offices(extraction: Extraction, actors: Mapping[str, Actor], words: Words) -> dict[str, set[str]]:
    """What the office of each actor is called: "president", "executive director of united nations children's fund"."""
    out: dict[str, set[str]] = defaultdict(set)
    for claim in extraction.claims:
        body = actors.get(claim.object)
        holds = claim.predicate in ("leads", "represents") and claim.subject in actors
        if holds and body is not None and (title := _title(claim, words)):
            out[claim.subject].add(title if body.type == "State" else f"{title} of {body.label}")
    return out


def _title(claim: Claim, words: Words) -> str:
    """The longest office that the words of the claim name."""
    said = [word.replace("-", " ") for word in tokens(claim.evidence[0].text)]
    for size in range(min(5, len(said)), 0, -1):
        for at in range(len(said) - size + 1):
            if tuple(said[at : at + size]) in words.offices:
                return " ".join(said[at : at + size])
    return ""


def _around(extraction: Extraction) -> Callable[[Actor], set[str]]:
    """Keys of the actors and places that share a sentence with an actor."""
    sentences: dict[object, set[str]] = defaultdict(set)
    for finding in (*extraction.actors, *extraction.places):
        for mention in finding.mentions:
            sentences[mention.sentence].add(finding.key)

    def around(actor: Actor) -> set[str]:
        return {key for mention in mentions(actor) for key in sentences[mention.sentence]} - {actor.key}

    return around


def _together(group: Sequence[Profile]) -> Profile:
    """The commonest label, then the longest; all names, countries, offices and neighbours."""
    counts: dict[str, int] = defaultdict(int)
    for profile in group:
        counts[profile.label] += 1
    return replace(
        group[0],
        units=tuple(sorted(unit for profile in group for unit in profile.units)),
        label=min(counts, key=lambda label: (-counts[label], -len(label), label)),
        names=tuple(sorted({name for profile in group for name in profile.names})),
        countries=frozenset().union(*(profile.countries for profile in group)),
        offices=tuple(sorted({office for profile in group for office in profile.offices})),
        neighbours=frozenset().union(*(profile.neighbours for profile in group)),
        topics=frozenset().union(*(profile.topics for profile in group)),
        weight=len(group),
    )
