"""Relations told by what a noun calls somebody: "the UN agency for children, Y", "Y units in Z", "the government of X"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import names
from kg.extract.entities import Entity, Use
from kg.extract.offices import BODY_TYPES, Relation, holders_of, is_asserted, known_state, office_at, offices
from kg.extract.parties import Parties
from kg.lexicon import Lexicon

INNER = ("of", "from")  # "the Quds Force of the Revolutionary Guards"
INSIDE = ("in", "across", "inside", "throughout")
WORKING = frozenset({"continue", "operate", "work", "serve", "patrol", "remain", "fight"})
STATE_ORGANS = frozenset({"GovernmentBody"})


def described(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """All of them, in no order; the same one may come more than once."""
    table = lexicon.table("relations")["descriptors"]
    words = {kind: frozenset(table[kind]) for kind in table}
    for i in range(len(who.tree)):
        lemma = who.tree.lemma[i]
        if who.tree.pos[i] not in ("NOUN", "PROPN", "VERB"):
            continue
        if lemma in words["units"]:
            yield from _parts(who, i)
        if lemma in words["personnel"]:
            yield from _presence(who, i)
        if lemma in words["governments"]:
            yield from _governments(who, i)
        if lemma in words["parties"]:
            yield from _parties(who, i)
        if lemma in ("border", "frontier", "boundary"):
            yield from _borders(who, i)
        if lemma in words["appointing"] and is_asserted(who.tree, i):
            yield from _appointed(who, i)
        if lemma in words["signing"] and is_asserted(who.tree, i):
            yield from _signed(who, i)
    yield from _within(who)
    yield from _composed(who)
    yield from _national(who)
    yield from _at_work(who)


def _bodies(who: Parties, i: int) -> list[Entity]:
    """Who owns what noun `i` calls: any body in the noun phrase before it, "of" phrases and possessive pronouns too."""
    tree = who.tree
    inner = [j for j in tree.subtree(i) if j < i]
    found = [who.entities.at[j].entity for j in inner if j in who.entities.at]
    found += [u.entity for _, u in who.modifiers(i)]
    found += [e for j in inner if tree.dep[j] == "poss" and j not in who.entities.at for e in who.of(j, generic=False)]
    return [e for e in dict.fromkeys(found) if e.type in BODY_TYPES]


def _parts(who: Parties, i: int) -> Iterator[Relation]:
    """ "the UN children's agency, Y", "its Somali affiliate, Y", "the UN mission in Z, Y": Y is a part, and works in Z."""
    for use in [u for u in _beside(who, i) if u.entity.type in BODY_TYPES and u.entity.type != "State"]:
        for whole in _bodies(who, i):
            if whole is not use.entity and _can_hold(whole, use.entity):
                yield Relation(use.entity, "partOf", whole, _words(i, use), 0.65)
        for place in _places(who, i):
            yield Relation(use.entity, "operatesIn", place, _words(i, use), 0.65)


def _beside(who: Parties, i: int) -> list[Use]:
    """What an apposition calls so: by the parse, or the name right behind the comma after "the mission in Z"."""
    tree, at = who.tree, who.entities.at
    near = [c for c in tree.only(i, "appos") if c > i] + ([tree.head[i]] if tree.dep[i] == "appos" else [])
    end = i + 1
    if end + 1 < len(tree) and tree.lower[end] in (*INSIDE, "for", "on") and end + 1 in at:
        end = at[end + 1].last + 1
    if end + 1 < len(tree) and tree.word[end] == "," and end + 1 in at:
        near.append(at[end + 1].head)
    return [at[c] for c in dict.fromkeys(near) if c in at]


def _can_hold(whole: Entity, part: Entity) -> bool:
    return whole.type != "State" or part.type in STATE_ORGANS


def _words(i: int, use: Use) -> tuple[int, int]:
    return min(i, use.first), max(i, use.last)


def _places(who: Parties, i: int) -> list[Entity]:
    found = [who.entities.at[o].entity for prep, _, o in who.tree.all_phrases(i) if prep in INSIDE and o in who.entities.at]
    return [e for e in found if e.is_place or e.type == "State"]


def _presence(who: Parties, i: int) -> Iterator[Relation]:
    """ "LeT fighters across Z", "its units in Z": the body works there."""
    bodies = [e for e in _bodies(who, i) if e.type != "State"]
    for body in bodies[:1]:
        for place in _places(who, i):
            yield Relation(body, "operatesIn", place, (i, i), 0.65)


def _governments(who: Parties, i: int) -> Iterator[Relation]:
    """ "the government of X", "X's government": X leads the state that he is known to lead."""
    tree = who.tree
    tokens = [*tree.only(i, "poss"), *(o for prep, _, o in tree.all_phrases(i) if prep == "of")]
    for use in [who.entities.at[t] for t in tokens if t in who.entities.at]:
        state = known_state(who, use.entity) if use.entity.type == "Person" else None
        if state is not None:
            yield Relation(use.entity, "leads", state, _words(i, use), 0.7)


def _parties(who: Parties, i: int) -> Iterator[Relation]:
    """ "Y, the party of X", "X's party, Y": X is a member."""
    tree = who.tree
    tokens = [*tree.only(i, "poss"), *(o for prep, _, o in tree.all_phrases(i) if prep == "of")]
    persons = [who.entities.at[t] for t in tokens if t in who.entities.at and who.entities.at[t].entity.type == "Person"]
    near = [*tree.only(i, "appos"), *([tree.head[i]] if tree.dep[i] == "appos" else [])]
    for use in persons:
        for body in [who.entities.at[c].entity for c in near if c in who.entities.at]:
            if body.type in ("PoliticalParty", "Organization"):
                yield Relation(use.entity, "memberOf", body, _words(i, use), 0.7)


def _borders(who: Parties, i: int) -> Iterator[Relation]:
    """ "X's border with Y", "the border between X and Y": neighbours."""
    tree, phrases = who.tree, who.tree.all_phrases(i)
    near = [u.entity for m, u in who.modifiers(i) if m < i]
    far = [who.entities.at[o].entity for prep, _, o in phrases if prep in ("with", "and") and o in who.entities.at]
    both = [who.entities.at[o].entity for prep, _, o in phrases if prep == "between" and o in who.entities.at]
    common = any(tree.lower[c] in ("common", "shared", "mutual", "joint") for c in tree.only(i, "amod"))
    theirs = [e for c in tree.only(i, "poss") if common and tree.lower[c] == "their" for e in who.of(c, generic=False)]
    pairs = [(a, b) for a in near for b in far] or [tuple(both or theirs)]
    for a, b in (pair for pair in pairs if len(pair) == 2):
        if a is not b and a.type == b.type == "State":
            yield Relation(a, "neighbourOf", b, (i, i), 0.7)


def _appointed(who: Parties, verb: int) -> Iterator[Relation]:
    """ "X serves as head of Y", "X was elected president of Y", "presented himself as head of Y"."""
    tree, table = who.tree, offices(who.entities.lexicon)
    named = [o for prep, _, o in tree.all_phrases(verb) if prep == "as"] + tree.only(verb, "oprd")
    bare = [c for c in tree.only(verb, "dobj", "attr") if c not in who.entities.at] if tree.is_passive(verb) else []
    meant = [e for t in (*tree.objects(verb), *tree.surface_subjects(verb)) for e in who.of(t, generic=False)]
    persons = [e for e in meant if e.type == "Person"][:1]
    for noun in (*named, *bare):
        found = office_at(tree, noun, table)
        for body in holders_of(who, noun) if found and persons else ():
            yield Relation(persons[0], found[2], body, (min(verb, noun), max(verb, noun)), 0.65)


def _signed(who: Parties, verb: int) -> Iterator[Relation]:
    """ "A and B signed for the two sides": each for one, in the order in which they are named."""
    tree = who.tree
    sides = [e for prep, _, o in tree.all_phrases(verb) if prep in ("for", "on behalf of") for e in who.of(o, generic=False)]
    sides = [e for e in sides if e.type in BODY_TYPES]
    persons = [
        who.entities.at[t].entity
        for s in tree.surface_subjects(verb)
        for t in (s,)
        if t in who.entities.at and who.entities.at[t].entity.type == "Person"
    ]
    if len(sides) == len(persons):
        for person, side in zip(persons, sides, strict=True):
            yield Relation(person, "represents", side, (verb, verb), 0.6)


def _within(who: Parties) -> Iterator[Relation]:
    """ "the Quds Force of the Revolutionary Guards": a named body of a named body."""
    for entity in list(who.entities.all.values()):
        if entity.type not in BODY_TYPES or entity.type == "State":
            continue
        for use in entity.mentions:
            for prep, p, o in who.tree.phrases(use.head):
                whole = who.entities.at.get(o)
                if prep not in INNER or whole is None or p <= use.last or whole.entity is entity or whole.role != "name":
                    continue
                if whole.entity.type in BODY_TYPES and _can_hold(whole.entity, entity) and not whole.entity.generic:
                    yield Relation(entity, "partOf", whole.entity, (use.first, whole.last), 0.6)


def _at_work(who: Parties) -> Iterator[Relation]:
    """ "in Haiti, where the UN mission continues its work": the body works there."""
    tree, at = who.tree, who.entities.at
    for verb in range(len(tree)):
        where = tree.dep[verb] == "relcl" and any(tree.lower[a] == "where" for a in tree.only(verb, "advmod"))
        place = at.get(tree.head[verb]) if where and tree.lemma[verb] in WORKING else None
        for use in [at[s] for s in tree.only(verb, "nsubj") if s in at] if place is not None else ():
            body = use.entity.type in BODY_TYPES and use.entity.type != "State"
            if body and (place.entity.is_place or place.entity.type == "State"):
                yield Relation(use.entity, "operatesIn", place.entity, (place.first, verb), 0.6)


def _national(who: Parties) -> Iterator[Relation]:
    """ "the Russian defence ministry", "the US Treasury": an organ of the state whose name its own begins with."""
    states = {e.key: e for e in who.entities.all.values() if e.type == "State"}
    for entity in [e for e in who.entities.all.values() if e.type == "GovernmentBody"]:
        for use in entity.mentions:
            word = who.tree.word[use.first] if use.first < use.last else ""
            first = next(iter(names.find(word, who.entities.lexicon)), None)
            found = [states.get(getattr(form.entry, "key", "")) for form in first.forms] if first else []
            owners = [e for e in found if e is not None]
            owners += [u.entity for m, u in who.modifiers(use.head) if u.entity.type == "State" and m < use.first]
            for state in owners[:1]:
                yield Relation(entity, "partOf", state, (use.first, use.last), 0.7)


def _composed(who: Parties) -> Iterator[Relation]:
    """ "the UN children's agency", "the African Union's Y", "the UN mission in Z" where the whole is one known name."""
    tree, at = who.tree, who.entities.at
    named = {n.lower(): e for e in who.entities.all.values() for n in (*e.names, e.label) if e.known is not None}
    for entity in list(who.entities.all.values()):
        for use in entity.mentions if entity.type in BODY_TYPES and entity.type != "State" else ():
            words = [tree.lower[j] for j in range(use.first, use.last + 1)]
            wholes = [named.get(" ".join(words[:k])) for k in range(1, len(words))]
            places = [named.get(" ".join(words[k + 1 :])) for k in range(1, len(words)) if words[k] in INSIDE]
            for whole in [e for e in wholes if e is not None and e is not entity]:
                if whole.type in ("IntergovernmentalOrganization", "ArmedGroup", "Organization") and use.head in at:
                    yield Relation(entity, "partOf", whole, (use.first, use.last), 0.7)
            for place in [e for e in places if e is not None and (e.is_place or e.type == "State")]:
                yield Relation(entity, "operatesIn", place, (use.first, use.last), 0.65)
