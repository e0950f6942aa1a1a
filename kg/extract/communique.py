"""Communiqués: "the leaders", "they" and "it" are those who issue it, and what they do in it they do on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.extract.entities import Entities, Entity
from kg.extract.occurrences import Occurrence
from kg.extract.times import Time
from kg.extract.tree import Tree

OPENING = 12  # sentences in which the issuers are named
TITLE = 4  # sentences in which the kind of text is named, if it is not a line of its own
STANDING = 2  # words of a line that says no more than what kind of text it is
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PERFECT = frozenset({"has", "have", "had"})
BODIES = ("State", "IntergovernmentalOrganization", "GovernmentBody", "ArmedGroup", "PoliticalParty")
WE = frozenset({"we", "our", "us"})


def issuers(entities: Entities, of: Callable[[int], list[Entity]], nouns: frozenset[str]) -> list[Entity]:
    """Who issues the communiqué: the subject of its first sentence; nobody where the title calls the text something else."""
    tree, heads = entities.tree, entities.headings
    words = entities.lexicon.sets["communique"]
    named = [i for i in heads if tree.lower[i] in words and tree.sentence[i] < OPENING]
    if not any(tree.sentence[i] < TITLE or _stands_alone(tree, i) for i in named):
        return []
    if adopted := _adopted(entities):
        return adopted
    for first, last in tree.sentences[:OPENING]:
        for verb in range(first, last + 1) if first not in heads else ():
            if tree.head[verb] == verb and tree.pos[verb] in ("VERB", "AUX"):
                subjects = [t for s in tree.surface_subjects(verb) for t in (s, *_named_we(tree, s))]
                found = _represented(entities, first, verb, nouns) or [e for s in subjects for e in of(s)]
                if any(tree.lower[s] in WE for s in tree.surface_subjects(verb)):
                    found = _in_title(entities, named) or found
                return [e for e in dict.fromkeys(found) if not e.is_place and not e.generic]
    return []


def _stands_alone(tree: Tree, i: int) -> bool:
    """A line that says only "COMMUNIQUÉ", as under the head of a letter."""
    first, last = tree.sentences[tree.sentence[i]]
    return sum(tree.word[j].strip() != "" for j in range(first, last + 1)) <= STANDING


def _in_title(entities: Entities, named: list[int]) -> list[Entity]:
    """ "Joint Statement of the G7 Foreign Ministers' Meeting": the organization for which the "we" of the text stands."""
    tree = entities.tree
    for i in named:
        last = tree.sentences[tree.sentence[i]][1]
        uses = [entities.at[j].entity for j in range(i, last + 1) if j in entities.at]
        if uses and tree.lower[min(i + 1, last)] in ("of", "by", "from"):
            return [e for e in uses[:1] if e.type == "IntergovernmentalOrganization"]
    return []


def _adopted(entities: Entities) -> list[Entity]:
    """ "Adopted by the Council at its tenth meeting"."""
    tree = entities.tree
    for first, last in tree.sentences[:OPENING]:
        if tree.lower[first] in ("adopted", "issued", "released", "agreed") and tree.lower[min(first + 1, last)] == "by":
            uses = [entities.at[j] for j in range(first + 2, last + 1) if j in entities.at]
            return [u.entity for u in uses[:1] if u.entity.type in BODIES]
    return []


def _represented(entities: Entities, first: int, verb: int, nouns: frozenset[str]) -> list[Entity]:
    """ "the leaders of A, B and C met": all between the noun and the verb."""
    tree = entities.tree
    for i in range(first, verb):
        if tree.lower[i].removesuffix("s") in nouns and tree.lower[i].endswith("s") and tree.lower[i + 1] == "of":
            return [entities.at[j].entity for j in range(i, verb) if j in entities.at and entities.at[j].entity.type in BODIES]
    return []


def _named_we(tree: Tree, subject: int) -> list[int]:
    """ "We, the ministers of A and B"."""
    return tree.only(subject, "appos") if tree.lower[subject] in WE else []


def is_main_subject(tree: Tree, i: int) -> bool:
    return tree.dep[tree.first_conjunct(i)] in ("nsubj", "nsubjpass") and is_main(tree, tree.head[tree.first_conjunct(i)])


def is_main(tree: Tree, verb: int) -> bool:
    """Whether a verb is finite and the main one of its sentence, or coordinated with it."""
    first = tree.first_conjunct(verb)
    finite = tree.tag[verb] in FINITE or any(tree.tag[a] in FINITE for a in tree.only(verb, "aux", "auxpass"))
    return finite and tree.head[first] == first


def means_issuers(tree: Tree, i: int, issued: list[Entity], nouns: frozenset[str]) -> bool:
    """Whether a subject ("the leaders", "they", "it", "we") takes up the issuers: that of a main clause, unless the
    sentence before in the same paragraph has another subject of that number."""
    plural = len(issued) > 1
    if tree.lower[i] in WE:
        return True
    if not is_main_subject(tree, i):
        return False
    if tree.lower[i] in ("they", "it"):
        return (tree.lower[i] == "they") == plural and not _other_subject(tree, i, plural, nouns)
    inner = [c for c in tree.children[i] if c < i]
    if not plural and tree.word[i][0].isupper() and [tree.lower[c] for c in inner] == ["the"] and not tree.only(i, "prep"):
        return tree.tag[i] in ("NN", "NNP")  # "The Authority"
    plain = all(tree.lower[c] in ("the", "all", "two", "both") for c in inner) and not tree.only(i, "prep", "relcl", "acl")
    return plural and bool(inner) and plain and tree.tag[i] == "NNS" and tree.lemma[i] in nouns


def _other_subject(tree: Tree, i: int, plural: bool, nouns: frozenset[str]) -> bool:
    here = tree.sentence[i]
    before = tree.sentences[here - 1] if here else (i, i)
    if "\n" in tree.text[tree.end[before[1]] - 1 : tree.begin[tree.sentences[here][0]]]:
        return False
    for verb in range(before[0], before[1] + 1):
        if tree.head[verb] == verb:
            subject = tree.first(verb, "nsubj", "nsubjpass")
            if subject is None or tree.lower[subject] in ("they", "it", *WE):
                return False
            many = tree.tag[subject] in ("NNS", "NNPS") or tree.first(subject, "conj") is not None
            return many == plural and tree.lemma[subject] not in nouns
    return False


def is_operative(tree: Tree, verb: int) -> bool:
    """ "3. Urges the parties; requests the envoy": a verb in the present without a subject, the first of its clause."""
    first = tree.first_conjunct(verb)
    if tree.tag[verb] != "VBZ" or tree.first(verb, "nsubj", "nsubjpass", "expl") is not None:
        return False
    return tree.first(first, "nsubj", "nsubjpass", "expl") is None and tree.dep[first] in ("ROOT", "ccomp", "parataxis", "dep")


def settle(found: Iterable[Occurrence], issued: list[Entity], tree: Tree, times: list[Time], day: str | None) -> None:
    """What its issuers do in the main clauses of a communiqué, or what is decided there by nobody named, they do on its day.
    A date after the verb is that of its object."""
    told = next((t for t in times if t.value == day), None)
    for o in found if issued else ():
        verb = o.match.anchor
        if tree.pos[verb] == "NOUN" and tree.dep[verb] == "dobj":
            verb = tree.head[verb]  # "expressed readiness"
        if o.heading or not (is_main(tree, verb) or is_operative(tree, verb)):
            continue
        spoken = o.match.light or not o.match.nominal
        if not o.agents and spoken and (is_operative(tree, verb) or (_is_decided(tree, verb) and not o.match.nominal)):
            o.agents = [e for e in issued if e not in o.targets]
        fronted = o.time is not None and o.time.begin < tree.begin[tree.first_conjunct(verb)]
        tensed = not any(tree.lower[a] in PERFECT for a in tree.only(verb, "aux"))
        if told is not None and tensed and not fronted and not set(issued).isdisjoint(o.agents):
            o.time = told


def _is_decided(tree: Tree, verb: int) -> bool:
    """ "All transactions are suspended"."""
    return tree.is_passive(verb) and any(tree.tag[a] in ("VBP", "VBZ") for a in tree.only(verb, "auxpass"))
