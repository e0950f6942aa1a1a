"""Standing relations that a phrase states: who leads, represents, belongs to, backs or borders whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.affiliations import affiliations
from kg.extract.descriptors import described
from kg.extract.entities import Entity, Use
from kg.extract.offices import (
    BODY_TYPES,
    RANKS,
    Offices,
    Relation,
    fitting,
    is_former,
    known_state,
    office_at,
    offices,
)
from kg.extract.parties import Parties
from kg.extract.stated import pairs, stated
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

LOCAL = frozenset({"governor", "mayor", "prefect", "bishop", "archbishop"})
HEADS = frozenset({"president", "premier", "chancellor", "king", "emir"})
NEAR = 6  # sentences, empty lines among them, before "the Ghanaian president" in which he may be named


def relations(who: Parties, lexicon: Lexicon) -> list[Relation]:
    """All relations of the document, each pair once, the surest statement of it kept."""
    found: dict[tuple[int, str, int], Relation] = {}
    for r in (
        *_offices(who, lexicon),
        *_presidencies(who),
        *_headed(who),
        *stated(who, lexicon),
        *_compounds(who, lexicon),
        *_nouns(who, lexicon),
        *_owned(who),
        *affiliations(who, lexicon),
        *described(who, lexicon),
    ):
        key = (id(r.subject), r.predicate, id(r.object))
        if r.subject is not r.object and (key not in found or found[key].sure < r.sure):
            found[key] = r
    chiefs = {
        id(r.subject) for r in found.values() if r.predicate == "leads" and r.object.type == "IntergovernmentalOrganization"
    }
    kept = [r for r in found.values() if not (id(r.subject) in chiefs and _is_nationality(who, r))]
    return sorted(kept, key=lambda r: (r.words, r.predicate, r.subject.key, r.object.key))


def _is_nationality(who: Parties, r: Relation) -> bool:
    """ "the Ghanaian diplomat who leads the UN mission": where she comes from, not whom she represents."""
    words = range(r.words[0], r.words[1] + 1)
    return r.predicate == "represents" and r.object.type == "State" and any(who.tree.lemma[i] == "diplomat" for i in words)


def states_of(found: Iterable[Relation]) -> dict[Entity, Entity]:
    """The state that each person leads or represents."""
    return {r.subject: r.object for r in found if r.predicate in ("leads", "represents") and r.object.type == "State"}


def _persons(who: Parties) -> Iterator[tuple[Entity, Use]]:
    for entity in list(who.entities.all.values()):
        if entity.type == "Person":
            for use in entity.mentions:
                yield entity, use


def _offices(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """ "Foreign Minister X", "X, founder of Y", "Y chairman X", "its spokesman, X"."""
    table = offices(lexicon)
    tree = who.tree
    for person, use in _persons(who):
        for first, last, predicate in (*_before(tree, use, table), *_beside(tree, use, table)):
            if is_former(tree, first, table):
                continue
            if tree.lemma[last] == "counterpart":
                yield from _counterpart(who, person, use, last, table)
                continue
            bodies, sure = _bodies(who, use, first, last)
            if tree.lower[last] in LOCAL:
                bodies = [e for e in bodies if e.type != "State" or not _as_city(who, e, last)]
            words = (min(first, use.first), max(last, use.last))
            for body in bodies:
                yield Relation(person, fitting(predicate, body, tree, last), body, words, sure)


def _counterpart(who: Parties, person: Entity, use: Use, noun: int, table: Offices) -> Iterator[Relation]:
    """ "Prime Minister X met her Togolese counterpart, Y": Y has in Togo the office that X has at home."""
    tree = who.tree
    states = [u.entity for _, u in who.modifiers(noun) if u.entity.type == "State" and u.role != "name"]
    likened = [e for c in tree.only(noun, "poss") for e in who.of(c, generic=False) if e.type == "Person"]
    held = {
        predicate for e in likened for u in e.mentions for _, _, predicate in (*_before(tree, u, table), *_beside(tree, u, table))
    }
    for state in states[:1]:
        predicate = "leads" if held == {"leads"} else "represents"
        yield Relation(person, predicate, state, (min(noun, use.first), max(noun, use.last)), 0.7)


def _as_city(who: Parties, state: Entity, office: int) -> bool:
    """ "the governor of Kabul": the city, not the state for which its name can stand."""
    near = (who.entities.at.get(o) for _, _, o in who.tree.all_phrases(office))
    return any(u is not None and u.entity is state and u.role == "capital" for u in near)


def _before(tree: Tree, use: Use, table: Offices) -> Iterator[tuple[int, int, str]]:
    last = use.first - 1
    while last >= 0 and (tree.lower[last] in RANKS or tree.word[last] == ",") and office_at(tree, last, table) is None:
        last -= 1
    found = office_at(tree, last, table)
    comma = tree.word[use.first - 1] == "," if use.first else False
    owned = bool(found) and found[0] > 0 and tree.tag[found[0] - 1] in ("WP$", "PRP$", "POS") and tree.tag[found[1]] != "NNS"
    if found and (not comma or owned or tree.dep[use.head] == "appos" or tree.dep[found[0]] in ("poss", "nsubj")):
        yield found


def _beside(tree: Tree, use: Use, table: Offices) -> Iterator[tuple[int, int, str]]:
    """Appositions on either side, and "X as interim chief minister", "X is the envoy"."""
    near = list(tree.only(use.head, "appos"))
    if tree.dep[use.head] == "appos" and tree.head[use.head] not in range(use.first, use.last + 1):
        near.append(tree.head[use.head])
    near.extend(o for prep, _, o in tree.phrases(use.head) if prep == "as")
    verb = tree.head[use.head]
    if tree.lemma[verb] == "be":
        near.extend(tree.only(verb, "attr") if tree.dep[use.head] == "nsubj" else ())
        near.extend(tree.only(verb, "nsubj") if tree.dep[use.head] == "attr" else ())
    for noun in near:
        if tree.tag[noun] == "NNS" and tree.first(noun, "conj") is None and tree.first(use.head, "conj") is None:
            continue  # "..., the leaders of Y" is nobody's office
        found = office_at(tree, noun, table)
        if found is None and noun + 2 < len(tree) and tree.lower[noun + 1] == "of":
            found = office_at(tree, noun + 2, table)
        if found is not None:
            yield found


def _bodies(who: Parties, use: Use, first: int, last: int) -> tuple[list[Entity], float]:
    """Whose office it is: a modifier or an "of" phrase, a possessive pronoun, else the state that the text is about."""
    tree = who.tree
    owners: list[Entity] = []
    nouns = [j for j in range(first, last + 1) if tree.pos[j] in ("NOUN", "PROPN")] + [use.head]
    for noun in nouns:
        owners.extend(u.entity for m, u in who.modifiers(noun) if u is not use and abs(m - last) < 9)
        owners.extend(e for c in tree.only(noun, "poss") if c not in who.entities.at for e in _principals(who, c))
    j = first - 1
    while j >= 0 and j > first - 3 and not owners and tree.pos[j] not in ("VERB", "AUX", "CCONJ"):
        if (u := who.entities.at.get(j)) and u is not use and tree.sentence[j] == tree.sentence[use.head]:
            owners.append(u.entity)
        j -= 1
    owners = [e for e in dict.fromkeys(owners) if e.type in BODY_TYPES]
    if {tree.lower[j] for j in range(first, last + 1)} & {"minister", "ambassador", "president"}:
        owners = [e for e in owners if e.type != "Organization"]
    table, office = offices(who.entities.lexicon), _phrase(tree, first, last)
    if office in table.of_organisations and all(e.type == "State" for e in owners):
        return _context_body(who, use.first), 0.6
    owners = owners or [
        e for e in who.all_of([o for p, _, o in tree.all_phrases(last) if p == "at"], generic=False) if e.type in BODY_TYPES
    ]
    if owners:
        specific = [e for e in owners if e.type != "State"]
        return (specific or owners)[:2], 0.8
    if any(tree.pos[c] in ("DET",) and tree.lower[c] in ("a", "an", "another") for c in tree.only(last, "det")):
        return [], 0.0
    elsewhere = any(prep in ("at", "of", "for") and o in who.entities.at for prep, _, o in tree.all_phrases(last))
    words = {office, *office.split()}
    if not words & table.of_states or "general" in words or elsewhere:
        return [], 0.0
    home = _home(who, use)
    return ([home] if home else []), 0.5


def _phrase(tree: Tree, first: int, last: int) -> str:
    return " ".join(tree.lower[first : last + 1]).replace(" - ", "-")


def _principals(who: Parties, pronoun: int) -> list[Entity]:
    """Whom "his minister" serves: the state of the person meant, else what the pronoun means."""
    meant = who.of(pronoun)
    states = [s for e in meant if e.type == "Person" and (s := known_state(who, e)) is not None]
    return states or meant


def _home(who: Parties, use: Use) -> Entity | None:
    """The state of an official named without one: the one he speaks of as acting ("Minister X said the US would"), else
    the one that the whole text is about. A guess between two states is not made."""
    if (state := known_state(who, use.entity)) is not None:
        return state
    tree = who.tree
    verb = tree.head[use.head]
    if tree.dep[use.head] == "nsubj":
        for c in tree.only(verb, "ccomp"):
            for s in tree.only(c, "nsubj"):
                if (u := who.entities.at.get(s)) and u.entity.type == "State":
                    return u.entity
    first, last = tree.sentences[tree.sentence[use.head]]
    for j in range(first, last + 1):
        if tree.lemma[j] == "government" and len(states := [e for e in who.of(j, generic=False) if e.type == "State"]) == 1:
            return states[0]
    counts = {e.key: sum(not u.locative for u in e.mentions) for e in who.entities.all.values() if e.type == "State"}
    first = max(counts, key=lambda k: (counts[k], k), default=None)
    return who.entities.all[first] if first and counts[first] * 5 >= 3 * sum(counts.values()) and counts[first] > 1 else None


def _compounds(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """ "the Iran-backed Houthis", "a US-led coalition", "the London-based group"."""
    tree, table, at = who.tree, lexicon.table("relations")["compounds"], who.entities.at
    words = {w: p for p, ws in table.items() for w in ws}
    for i in range(2, len(tree)):
        predicate = words.get(tree.lower[i])
        if predicate is None or tree.word[i - 1] != "-" or (i - 2) not in who.entities.at:
            continue
        named = who.entities.at[i - 2].entity
        noun = next((a for a in tree.ancestors(i) if tree.pos[a] in ("NOUN", "PROPN")), None)
        beside = next((at[j].entity for j in range(i + 1, min(i + 4, len(tree))) if j in at and at[j].role == "name"), None)
        inner = [beside] if noun is not None and noun not in at and beside is not None else []
        for e in inner or who.all_of([noun] if noun is not None else [], generic=False):
            if predicate == "basedIn":
                yield from pairs([e], predicate, [named], (i - 2, i), 0.8)
            else:
                yield from pairs([named], predicate, [e], (i - 2, i), 0.75)


def _nouns(who: Parties, lexicon: Lexicon) -> Iterator[Relation]:
    """ "X, a member of Y", "Russia's membership", "Y's neighbours A and B"."""
    tree, table = who.tree, lexicon.table("relations")["nouns"]
    words = {w: p for p, ws in table.items() for w in ws}
    for i in range(len(tree)):
        predicate = words.get(tree.lemma[i]) if tree.pos[i] == "NOUN" else None
        if predicate is None:
            continue
        wholes = [e for prep, _, o in tree.all_phrases(i) if prep in ("of", "to") for e in who.all_of([o], generic=False)]
        owners = [e for c in tree.only(i, "poss") for e in who.all_of(tree.conjuncts(c), generic=False)]
        modifiers = [u.entity for _, u in who.modifiers(i) if u.role != "demonym"]
        holders = _holders(who, i)
        if predicate == "memberOf" and tree.lemma[i] == "membership":
            yield from pairs(owners, predicate, wholes or _context_body(who, i), (i, i), 0.6)
        else:
            others = wholes or [e for e in modifiers if e not in holders]
            if not others and len(holders) == 2 and tree.tag[i] == "NNS" and predicate in ("opposes", "neighbourOf"):
                holders, others = holders[:1], holders[1:]  # "A and B are rivals"
            yield from pairs(holders, predicate, others, (i, i), 0.65)


def _headed(who: Parties) -> Iterator[Relation]:
    """ "Ama Mensah ... the Ghanaian president": the known leader of that state, unless the text gives her another office."""
    tree = who.tree
    table = offices(who.entities.lexicon)
    persons = [(e, state) for e in who.entities.all.values() if e.type == "Person" and (state := known_state(who, e)) is not None]
    others = {
        e
        for e, _ in persons
        for u in e.mentions
        for *_, p in (*_before(tree, u, table), *_beside(tree, u, table))
        if p != "leads"
    }
    persons = [(e, state) for e, state in persons if e not in others]
    for i in range(len(tree)):
        if tree.lemma[i] not in HEADS or tree.tag[i] not in ("NN", "NNP") or i in who.entities.at:
            continue
        plain = [tree.lower[c] for c in tree.only(i, "det")] == ["the"] and not tree.only(i, "appos") and tree.dep[i] != "appos"
        states = {u.entity for _, u in who.modifiers(i) if u.role == "adjective"} if plain and tree.dep[i] == "nsubj" else set()
        near = [
            e
            for e, s in persons
            if s in states and any(0 <= tree.sentence[i] - tree.sentence[u.head] <= NEAR for u in e.mentions)
        ]
        if len(near) == 1:
            yield from pairs(near, "leads", list(states), (i, i), 0.6)


def _presidencies(who: Parties) -> Iterator[Relation]:
    """ "The council, meeting under the presidency of X": X leads the body that the sentence names before."""
    tree = who.tree
    for i in range(len(tree)):
        if tree.lemma[i] not in ("presidency", "leadership", "chairmanship", "command", "chair") or tree.pos[i] != "NOUN":
            continue
        holders = [
            u.entity
            for prep, _, o in tree.all_phrases(i)
            if prep == "of" and (u := who.entities.at.get(o)) and u.entity.type == "Person"
        ]
        first = tree.sentences[tree.sentence[i]][0]
        bodies = [
            who.entities.at[j].entity
            for j in range(first, i)
            if j in who.entities.at and who.entities.at[j].entity.type in BODY_TYPES
        ]
        listed = any(tree.dep[j] == "conj" for j in range(first, i) if j in who.entities.at)
        yield from pairs(holders, "leads", [] if listed else bodies[-1:], (i, i), 0.6)


def _holders(who: Parties, i: int) -> list[Entity]:
    """Who is called so: the apposition, the subject of "is a member", the examples after "such as"."""
    tree = who.tree
    tokens = [m for c in tree.only(i, "appos") for m in tree.conjuncts(c)]
    if tree.dep[i] == "appos" or (tree.dep[i] in ("compound", "nmod") and i < tree.head[i]):
        tokens.append(tree.head[i])
    if tree.dep[i] == "attr":
        tokens.extend(tree.surface_subjects(tree.head[i]))
    tokens.extend(o for prep, _, o in tree.all_phrases(i) if prep in ("such as", "like", "including"))
    return [e for t in tokens if (u := who.entities.at.get(t)) for e in [u.entity]]


def _context_body(who: Parties, i: int) -> list[Entity]:
    """The organisation last named, of which a membership without "of" is."""
    tree = who.tree
    near = [
        (u.first, e)
        for e in who.entities.all.values()
        if e.type == "IntergovernmentalOrganization"
        for u in e.mentions
        if u.first < i and tree.sentence[i] - tree.sentence[u.head] <= 6
    ]
    counts = [e for _, e in sorted(near, key=lambda p: p[0])]
    return [max(counts, key=lambda e: (counts.count(e), e.key))] if counts else []


def _owned(who: Parties) -> Iterator[Relation]:
    """ "Pakistan's Northern Light Infantry", "its Central Committee": a named body that belongs to another."""
    tree = who.tree
    for entity in list(who.entities.all.values()):
        if entity.type not in BODY_TYPES or entity.type == "State":
            continue
        organ = entity.type == "GovernmentBody"
        for use in entity.mentions:
            described = [tree.head[use.head]] if tree.dep[use.head] == "appos" else []
            for c in [c for noun in (use.head, *described) for c in tree.only(noun, "poss")]:
                for owner in who.all_of([c], generic=False):
                    if owner.type in BODY_TYPES and owner is not entity and (organ or owner.type != "State"):
                        yield Relation(entity, "partOf", owner, (min(c, use.first), use.last), 0.7)
