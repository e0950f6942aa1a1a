"""Relations that verbs state: "X heads Y", "Y, chaired by X", "X, which holds the presidency of Y", "groups operating in Z"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.affiliations import SPOKEN_FOR
from kg.extract.entities import Entity
from kg.extract.offices import BODY_TYPES, Relation, is_asserted
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

HOLDING = frozenset({"hold", "assume", "take"})
CHAIRS = frozenset({"chair", "chairmanship", "presidency", "chairpersonship", "leadership"})


def stated(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """Verbs: "X heads Y", "Y, chaired by X", "groups operating in Z"."""
    tree, table = who.tree, lexicon.table("relations")
    verbs = {tuple(v.split()): p for p, words in table["verbs"].items() for v in words}
    passive = {v: p for p, words in table["passive"].items() for v in words}
    lemmas = {v[0] for v in verbs} | set(passive) | HOLDING
    for i in range(len(tree)):
        if tree.pos[i] in ("VERB", "AUX") and tree.lemma[i] in lemmas and is_asserted(tree, i):
            yield from _verbal(who, i, verbs, passive)


def _verbal(who: Parties, i: int, verbs: dict[tuple[str, ...], str], passive: dict[str, str]) -> Iterator[Relation]:
    tree = who.tree
    subjects = who.all_of([x for t in tree.surface_subjects(i) for x in (t, *_called_so(tree, t))], generic=False)
    if tree.is_passive(i) and (predicate := passive.get(tree.lemma[i])):
        doers = who.all_of(tree.agents(i), generic=False)
        led = named(who, tree.surface_subjects(i)) if predicate == "leads" else subjects
        if predicate == "supports" and min(len(doers), len(led)) > 1:
            return  # "A and B, backed by C and D, said": for this once
        if sent := _delegates(who, i):
            yield from _in_order(doers, sent, i)
        else:
            yield from pairs(doers, predicate, led, (i, i), 0.75)
    elif tree.lemma[i] in HOLDING and (chairs := [o for o in tree.objects(i) if tree.lemma[o] in CHAIRS]):
        yield from pairs(
            _leaders(who, i, subjects), "leads", _chaired(who, chairs[0]), (min(i, chairs[0]), max(i, chairs[0])), 0.7
        )
    elif predicate := verbs.get((tree.lemma[i],)):
        led = named(who, tree.objects(i)) if predicate == "leads" else who.all_of(tree.objects(i), generic=False)
        subjects = _leaders(who, i, subjects) if predicate == "leads" else subjects
        yield from pairs(subjects, predicate, led, (i, i), 0.7)
    for prep, p, o in tree.all_phrases(i):
        predicate = verbs.get((tree.lemma[i], prep)) or verbs.get(("be", tree.lemma[i], prep))
        if predicate:
            wholes = named(who, [who.antecedent(o)]) if predicate == "memberOf" else who.all_of([o], generic=False)
            yield from pairs(subjects, predicate, wholes, (min(i, p), max(i, p, o)), 0.7)


def _leaders(who: Parties, verb: int, subjects: list[Entity]) -> list[Entity]:
    """Persons, and bodies that stand there by name: "a Togolese diplomat who leads the mission" doesn't make Togo lead it."""
    bodies = named(who, who.tree.surface_subjects(verb))
    return [e for e in subjects if e.type == "Person"] or [e for e in subjects if e in bodies]


def _chaired(who: Parties, chair: int) -> list[Entity]:
    """ "the ASEAN chair", "the presidency of the council"."""
    return [u.entity for _, u in who.modifiers(chair) if u.entity.type in ("IntergovernmentalOrganization", "Organization")]


def _delegates(who: Parties, participle: int) -> list[Entity]:
    """ "the negotiators of A and B, led by ...": A and B; the parser may hang "led" on any of the nouns."""
    tree = who.tree
    if tree.dep[participle] != "acl":
        return []
    noun = tree.head[participle]
    for i in (noun, *tree.ancestors(noun)):
        if tree.pos[i] in ("VERB", "AUX"):
            return []
        if tree.lemma[i] in SPOKEN_FOR:
            return [e for prep, _, o in tree.all_phrases(i) if prep == "of" for e in who.of(o, generic=False)]
    return []


def _called_so(tree: Tree, noun: int) -> list[int]:
    """ "X, the premier who leads Y": X, of whom "premier" is said."""
    return [tree.head[noun]] if tree.dep[noun] == "appos" else []


def _in_order(persons: list[Entity], sides: list[Entity], i: int) -> Iterator[Relation]:
    """Each stands for his own side, where there are as many of both."""
    if len(persons) == len(sides):
        for person, side in zip(persons, sides, strict=True):
            if person.type == "Person" and side.type in BODY_TYPES:
                yield Relation(person, "represents", side, (i, i), 0.7)


def named(who: Parties, tokens: Iterable[int]) -> list[Entity]:
    """Only what stands there by name ("leads Y", "leads the coalition Y"): who leads "the Pakistani delegation" does not
    lead Pakistan."""
    uses = (who.entities.at.get(x) for t in tokens for x in (t, *who.tree.only(t, "appos")))
    return list(dict.fromkeys(u.entity for u in uses if u is not None and u.role == "name"))


def pairs(
    subjects: list[Entity], predicate: str, objects: list[Entity], words: tuple[int, int], sure: float
) -> Iterator[Relation]:
    for s in subjects:
        for o in objects:
            if _allowed(s, predicate, o):
                yield Relation(s, predicate, o, words, sure)


def _allowed(s: Entity, predicate: str, o: Entity) -> bool:
    if s.is_place and predicate not in ("locatedIn", "neighbourOf"):
        return False
    if predicate in ("basedIn", "operatesIn", "locatedIn"):
        return o.is_place or o.type == "State"
    if predicate == "neighbourOf":
        return s.type == "State" and o.type == "State"
    if predicate == "leads":
        return o.type in BODY_TYPES and s.type in (
            "Person",
            "State",
            "ArmedGroup",
            "PoliticalParty",
            "IntergovernmentalOrganization",
        )
    if predicate in ("supports", "opposes"):
        return s.type in (*BODY_TYPES, "Person") and not o.is_place and not o.generic
    return o.type in BODY_TYPES
