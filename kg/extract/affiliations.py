"""Relations told by what stands side by side: "X, president of Y", "X for the rebels", "A, B and C, the E3", "Y in Paris"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.entities import Entity, Use
from kg.extract.offices import BODY_TYPES, Offices, Relation, fitting, is_asserted, is_former, office_at, offices
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

GROUPS = frozenset({"IntergovernmentalOrganization", "Organization"})
SPOKEN_FOR = frozenset({"negotiator", "representative", "delegate", "envoy", "mediator", "signatory", "spokesman", "lawyer"})
NUMBERED = re.compile(r"[A-Z]-?(\d{1,2})")  # "G7", "E3"
SENT = frozenset({"ambassador", "envoy", "representative", "emissary", "delegate", "observer"})
COMPOSING = frozenset({"compose", "comprise", "consist", "group", "unite", "make", "include"})
REACH = 7  # tokens between a name and the end of the office beside it
OPENING = frozenset({"(", "–", "—", "-", ":"})


def affiliations(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """All of them, in no order; the same one may come more than once."""
    table = offices(lexicon)
    words = lexicon.table("relations")["affiliations"]
    scholars, seats = frozenset(words["scholars"]), frozenset(words["seated"])
    for entity in list(who.entities.all.values()):
        for use in entity.mentions:
            if entity.type == "Person":
                yield from _after(who, use, table, scholars)
                yield from _before(who, use, scholars)
                yield from _of_states(who, use, table)
                yield from _for(who, use)
                yield from _of_body(who, use)
            elif entity.type in GROUPS:
                yield from _listed(who, use)
                yield from _seated(who, use, seats)
    yield from _ministers(who, table)
    yield from _numbered(who)
    yield from _composed(who)
    yield from _founders(who, frozenset(words["founding"]), frozenset(words["bodies"]))


def _after(who: Parties, use: Use, table: Offices, scholars: frozenset[str]) -> Iterator[Relation]:
    """ "X, president of Y", "X, the Y spokesman", "X, an analyst at Y": an office right behind the name and a comma."""
    tree = who.tree
    start = use.last + 1
    if start + 1 >= len(tree) or tree.word[start] not in (",", "(", "–"):
        return
    for last in range(start + 1, min(start + REACH, len(tree))):
        if tree.word[last] in (",", ".", ";", ")", "–") or tree.pos[last] in ("VERB", "AUX", "CCONJ"):
            return
        found = office_at(tree, last, table)
        scholar = tree.lemma[last] in scholars
        if (found is None and not scholar) or is_former(tree, start + 1, table):
            continue
        further = range(last + 1, min(last + 3, len(tree)))
        if any(office_at(tree, j, table) for j in further) or any(tree.lemma[j] in scholars for j in further[:1]):
            continue
        prep, body = _body_after(who, last)
        if prep == "to" and tree.lemma[last] in SENT:  # "its envoy to the UN" stands for those who sent him
            body = next((e for c in tree.only(last, "poss") for e in who.of(c, generic=False) if e.type in BODY_TYPES), None)
        if body is None and (inner := _bodies_within(who, start + 1, last)):
            prep, body = "", inner[0]
        if body is not None and body is not use.entity:
            predicate = "memberOf" if scholar or (prep == "at" and found is None) else fitting(found[2], body, tree, last)  # type: ignore[index]
            if prep in ("at", "with") and predicate == "represents" and body.type == "Organization":
                predicate = "memberOf"
            yield Relation(use.entity, predicate, body, (use.first, last), 0.7)
        return


def _body_after(who: Parties, last: int) -> tuple[str, Entity | None]:
    """ "of the African Union", "of studies at the Institute" behind an office; the last body that is still of it."""
    tree, at = who.tree, who.entities.at
    i = last + 1
    while i + 1 < len(tree) and tree.lower[i] in ("of", "at", "for", "to", "with"):
        prep, j = tree.lower[i], i + 1
        while j < len(tree) - 1 and j < i + 4 and j not in at and tree.pos[j] in ("DET", "ADJ", "NOUN", "PROPN"):
            j += 1
        if (use := at.get(j)) is not None and use.entity.type in BODY_TYPES:
            return prep, use.entity
        i = j
    return "", None


def _bodies_within(who: Parties, first: int, last: int) -> list[Entity]:
    uses = [who.entities.at[j] for j in range(first, last) if j in who.entities.at]
    return [u.entity for u in uses if u.entity.type in BODY_TYPES]


def _before(who: Parties, use: Use, scholars: frozenset[str]) -> Iterator[Relation]:
    """ "Y analyst X", "the Y researcher X"."""
    tree, i = who.tree, use.first - 1
    if i > 0 and tree.lemma[i] in scholars:
        owners = [u.entity for m, u in who.modifiers(i) if m < i] or _bodies_within(who, max(0, i - 3), i)
        for body in owners[:1]:
            if body.type in ("Organization", "IntergovernmentalOrganization"):
                yield Relation(use.entity, "memberOf", body, (i, use.last), 0.65)


def _of_states(who: Parties, use: Use, table: Offices) -> Iterator[Relation]:
    """ "the presidents of both, X of A and Y of B": the plural office holds for each with his state."""
    tree = who.tree
    i = use.last + 1
    if i + 1 >= len(tree) or tree.lower[i] != "of":
        return
    state = next((who.entities.at[j].entity for j in (i + 1, i + 2) if j in who.entities.at), None)
    if state is None or state.type != "State":
        return
    first = tree.sentences[tree.sentence[use.head]][0]
    for j in range(use.first - 1, max(first, use.first - 16) - 1, -1):
        found = office_at(tree, j, table) if tree.tag[j] in ("NNS", "NNP", "NN") else None
        if found is not None:
            if tree.tag[j] == "NNS" or j == use.first - 1:
                yield Relation(use.entity, found[2], state, (j, i + 1), 0.75)
            return


def _for(who: Parties, use: Use) -> Iterator[Relation]:
    """ "the negotiators, X for the government and Y for the rebels"."""
    tree = who.tree
    i = use.last + 1
    if i + 2 >= len(tree) or tree.lower[i] != "for":
        return
    first = tree.sentences[tree.sentence[use.head]][0]
    if not any(tree.lemma[j] in SPOKEN_FOR for j in range(max(first, use.first - 12), use.first)):
        return
    noun = next((o for p in range(i, i + 1) for o in tree.only(p, "pobj")), None)
    for body in who.of(noun, generic=False) if noun is not None else ():
        if body.type in BODY_TYPES:
            yield Relation(use.entity, "represents", body, (use.first, i + 1), 0.6)


def _of_body(who: Parties, use: Use) -> Iterator[Relation]:
    """ "X of the Dutch think tank Y": one of its people."""
    tree, at = who.tree, who.entities.at
    if use.last + 2 >= len(tree) or tree.lower[use.last + 1] != "of" or use.role != "name":
        return
    j = use.last + 2
    while j < min(use.last + 10, len(tree) - 1) and tree.pos[j] in ("DET", "ADJ", "NOUN", "PROPN"):
        if (body := at.get(j)) is not None and body.entity.type in GROUPS and body.role == "name":
            yield Relation(use.entity, "memberOf", body.entity, (use.first, body.last), 0.6)
            return
        j += 1


def _ministers(who: Parties, table: Offices) -> Iterator[Relation]:
    """ "Their foreign ministers, X and Y" after two states: each of his own, in the same order."""
    tree, at = who.tree, who.entities.at
    for i in range(1, len(tree) - 2):
        if tree.tag[i] not in ("NNS", "NNPS") or tree.word[i + 1] != "," or (found := office_at(tree, i, table)) is None:
            continue
        owner = found[0] - 1
        states = [e for e in who.of(owner) if e.type == "State"] if owner >= 0 and tree.lower[owner] == "their" else []
        uses = [at[j] for j in range(i + 2, min(i + 14, len(tree))) if j in at and at[j].head == j]
        persons = [u for u in uses if u.entity.type == "Person"][: len(states)]
        if len(states) == len(persons) > 1:
            for person, state in zip(persons, states, strict=True):
                yield Relation(person.entity, found[2], state, (owner, person.last), 0.6)


def _listed(who: Parties, use: Use) -> Iterator[Relation]:
    """ "A, B and C, the E3", "the E3 (A, B and C)", "the four claimants of the bloc – A, B and C"."""
    tree, at = who.tree, who.entities.at
    i = use.first - 1
    while i > 0 and tree.lower[i] in ("the", "so", "-", "called"):
        i -= 1
    members: list[int] = []
    if i > 1 and tree.word[i] in (",", "(") and (last := at.get(i - 1)) is not None and last.entity.type == "State":
        members = tree.conjuncts(tree.first_conjunct(last.head))
        members = members if all(m < use.first for m in members) and len(members) > 2 else []
    elif use.last + 2 < len(tree) and tree.word[use.last + 1] in OPENING and use.last + 2 in at:
        members = tree.conjuncts(tree.first_conjunct(at[use.last + 2].head))
        members = members if len(members) > 2 else []
    for m in members:
        if (state := at.get(m)) is not None and state.entity.type == "State":
            yield Relation(state.entity, "memberOf", use.entity, (min(m, use.first), max(m, use.last)), 0.65)


def _composed(who: Parties) -> Iterator[Relation]:
    """ "the committee, composed of A, B and C", "a bloc that groups A and B", "whose members are A and B"."""
    tree, at = who.tree, who.entities.at
    for verb in range(len(tree)):
        if tree.lemma[verb] not in COMPOSING or tree.pos[verb] != "VERB" or not is_asserted(tree, verb):
            continue
        of = [o for prep, _, o in tree.all_phrases(verb) if prep in ("of", "up of", "together")]
        members = [at[m].entity for m in of or tree.objects(verb) if m in at and at[m].entity.type == "State"]
        wholes = [at[t].entity for s in tree.surface_subjects(verb) for t in (s, *tree.only(s, "appos")) if t in at]
        for body in [e for e in wholes if e.type in GROUPS][:1] if len(members) > 1 else ():
            yield from (Relation(e, "memberOf", body, (verb, verb), 0.7) for e in members)


def _numbered(who: Parties) -> Iterator[Relation]:
    """ "We, the ministers of A, B and C" in a text on the E3: the states of a list as long as the number in the name."""
    tree, at = who.tree, who.entities.at
    for body in [e for e in who.entities.all.values() if e.type in GROUPS]:
        number = next((int(m[1]) for m in map(NUMBERED.fullmatch, (body.label, *body.names)) if m), 0)
        for i in range(len(tree)) if number > 2 else ():
            if (use := at.get(i)) is None or use.head != i or use.entity.type != "State" or tree.dep[i] == "conj":
                continue
            states = [at[m].entity for m in tree.conjuncts(i) if m in at and at[m].entity.type == "State"]
            if len(dict.fromkeys(states)) == number and body in who.issued_by:
                yield from (Relation(e, "memberOf", body, (use.first, tree.conjuncts(i)[-1]), 0.6) for e in states)


def _seated(who: Parties, use: Use, seats: frozenset[str]) -> Iterator[Relation]:
    """ "the Peace Institute in Oslo", "the Oslo-based group" is told elsewhere: where a named organisation sits."""
    tree, at = who.tree, who.entities.at
    name = {w for n in use.entity.names for w in n.lower().split()}
    i = use.last + 1
    while i < len(tree) - 1 and i < use.last + 4 and tree.pos[i] == "NOUN" and tree.lemma[i] in seats | {"research", "policy"}:
        name.add(tree.lemma[i])
        i += 1
    place = at.get(i + 1) if i + 1 < len(tree) and tree.lower[i] == "in" else None
    if place is None or not name & seats or use.entity.type != "Organization":
        return
    if place.entity.is_place or place.role in ("capital", "place") or place.entity.type == "State":
        yield Relation(use.entity, "basedIn", place.entity, (use.first, place.last), 0.75)


def _founders(who: Parties, founding: frozenset[str], bodies: frozenset[str]) -> Iterator[Relation]:
    """ "A, B and C formed the Alliance", "created a confederation known as the Alliance": founders are members."""
    tree, at = who.tree, who.entities.at
    for verb in range(len(tree)):
        if tree.lemma[verb] not in founding or tree.pos[verb] != "VERB":
            continue
        states = [e for s in tree.agents(verb) for e in who.of(s, generic=False) if e.type == "State"]
        if not states:
            continue
        for o in tree.objects(verb):
            named = [o, *_called(tree, o)] if tree.lemma[o] in bodies or o in at else []
            groups = [u.entity for n in named if (u := at.get(n)) is not None and u.entity.type in GROUPS]
            for state in states if len(states) > 1 else ():
                for group in groups[:1]:
                    yield Relation(state, "memberOf", group, (min(verb, o), max(verb, o)), 0.65)


def _called(tree: Tree, noun: int) -> list[int]:
    """ "known as the Alliance", "called the Alliance", ", the Alliance"."""
    out = list(tree.only(noun, "appos"))
    for c in tree.only(noun, "acl", "relcl"):
        out += [o for _, _, o in tree.all_phrases(c)] + tree.only(c, "oprd", "dobj", "attr")
    return out
