"""Offices: the phrases that name them, what their holder is to the body named with them, whose known persons they are."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kg.annotate.names import plain
from kg.extract.entities import Entity
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

RANKS = frozenset({"mr", "mr.", "gen", "gen.", "general", "sheikh", "dr", "dr."})
UNSURE = frozenset("deny accuse allege refute dispute reject blame suspect condemn warn fear".split())
BODY_TYPES = frozenset(
    {"State", "GovernmentBody", "IntergovernmentalOrganization", "ArmedGroup", "PoliticalParty", "Organization"}
)


@dataclass(frozen=True, slots=True)
class Relation:
    """`words` are the tokens, both ends included, of the phrase that states it; `sure` in [0, 1]."""

    subject: Entity
    predicate: str
    object: Entity
    words: tuple[int, int]
    sure: float


@dataclass(frozen=True, slots=True)
class Offices:
    """Office phrases as tuples of lower-case words, with the relation that their holder has."""

    relation: dict[tuple[str, ...], str]
    former: frozenset[str]
    longest: int
    heads: frozenset[str]
    of_states: frozenset[str]
    of_organisations: frozenset[str]


@functools.lru_cache(maxsize=4)
def offices(lexicon: Lexicon) -> Offices:
    titles = lexicon.table("titles")
    relation: dict[tuple[str, ...], str] = {}
    for table, predicate in (("member", "memberOf"), ("represents", "represents"), ("leads", "leads")):
        for phrase in titles[table]["words"]:
            relation[tuple(phrase.replace("-", " - ").split())] = predicate
    former = frozenset(w.rstrip("-") for w in titles["former"]["words"])
    return Offices(
        relation,
        former,
        max(map(len, relation)),
        frozenset(p[-1] for p in relation),
        frozenset(lexicon.table("relations")["offices"]["state"]),
        frozenset(lexicon.table("relations")["offices"]["organisations"]),
    )


def is_scholar(tree: Tree, last: int, body: Entity) -> bool:
    """ "a fellow of the institute", "an analyst at the bank": one of its people."""
    scholar = tree.lemma[last] in ("analyst", "fellow", "expert", "correspondent", "editor", "executive", "economist", "manager")
    return scholar and body.type in ("Organization", "IntergovernmentalOrganization")


def is_one_of_many(tree: Tree, last: int) -> bool:
    """ "a leader of the group", "a senior commander", "one of its chiefs"."""
    left = {tree.lower[j] for j in range(max(0, last - 5), last)}
    return bool(left & {"a", "an", "one", "another"}) and "the" not in left


def fitting(predicate: str, body: Entity, tree: Tree, last: int) -> str:
    """A commander leads his army but represents his state; so does the chief of a staff."""
    if predicate == "represents" and (body.type == "PoliticalParty" or is_scholar(tree, last, body)):
        return "memberOf"
    if (
        predicate == "represents"
        and body.type == "Organization"
        and tree.lower[last] in ("president", "chair", "leader", "chief")
    ):
        return "memberOf"  # one of its deputies
    if predicate == "leads" and body.type in ("ArmedGroup", "PoliticalParty") and is_one_of_many(tree, last):
        return "memberOf"
    if predicate == "leads" and body.type == "PoliticalParty" and tree.lower[last] == "speaker":
        return "memberOf"
    if (
        predicate == "leads"
        and body.type == "State"
        and tree.lower[last]
        in ("secretary", "chief", "commander", "head", "director", "chairman", "speaker", "leader", "governor", "mayor")
        and tree.lower[last - 1] != "supreme"
    ):
        return "leads" if tree.lower[last] == "leader" else "represents"
    return predicate


def office_at(tree: Tree, last: int, table: Offices) -> tuple[int, int, str] | None:
    """The longest office phrase that ends at token `last`."""
    if last < 0 or (tree.lower[last] not in table.heads and tree.lemma[last] not in table.heads):
        return None
    for length in range(min(table.longest, last + 1), 0, -1):
        words = tuple(tree.lower[last - length + 1 : last + 1])
        predicate = table.relation.get(words) or table.relation.get((*words[:-1], tree.lemma[last]))
        if predicate:
            return last - length + 1, last, predicate
    return None


def is_former(tree: Tree, first: int, table: Offices) -> bool:
    before = {tree.lower[j].rstrip("-") for j in range(max(0, first - 3), first)}
    return bool(before & table.former)


def is_asserted(tree: Tree, verb: int) -> bool:
    """Neither denied nor said to be only possible or to come."""
    if any(tree.dep[c] == "neg" for c in tree.children[verb]):
        return False
    if any(tree.lemma[a] in UNSURE for a in tree.ancestors(verb) if tree.sentence[a] == tree.sentence[verb]):
        return False
    modal = ("may", "might", "could", "would", "should", "will", "must")
    return not any(tree.lower[a] in modal for a in tree.only(verb, "aux"))


@functools.lru_cache(maxsize=4)
def leaders(lexicon: Lexicon) -> dict[str, str]:
    """The state's label for each known leader or minister, by the plain name."""
    table = lexicon.table("leaders")["leaders"]
    return {plain(name): label for label, names in table.items() for name in names}


def known_state(who: Parties, person: Entity) -> Entity | None:
    """The state, named somewhere in the text, that the lexicon gives for a person."""
    table = leaders(who.entities.lexicon)
    told = [plain(n).split() for n in (person.label, *sorted(person.names))]
    forms = [" ".join(words[:k]) for words in told for k in range(len(words), 1, -1)] + [plain(person.label)]
    label = next((table[n] for n in forms if n in table), None)
    return next((e for e in who.entities.all.values() if e.type == "State" and e.label == label), None) if label else None


def holders_of(who: Parties, noun: int) -> list[Entity]:
    """The bodies whose office noun `noun` names: "of Y", "Y's", "its"."""
    tree = who.tree
    found = [u.entity for _, u in who.modifiers(noun)]
    found += [e for prep, _, o in tree.all_phrases(noun) if prep in ("of", "at", "for", "to") for e in who.of(o, generic=False)]
    found += [e for c in tree.only(noun, "poss") for e in who.of(c, generic=False)]
    return [e for e in dict.fromkeys(found) if e.type in BODY_TYPES][:1]
