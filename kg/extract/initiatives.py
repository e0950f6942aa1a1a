"""Proposals, plans, agreements, programmes, measures and talks in the making, and the state of the search for them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.extract.entities import Entity
from kg.extract.factuality import Operators
from kg.extract.occurrences import Occurrence
from kg.extract.parties import Parties
from kg.extract.times import Time
from kg.extract.tree import DATES, Tree
from kg.lexicon import Lexicon
from kg.model import Block, Status

LEFT = ("amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "conj", "cc")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
TELLING_PREPOSITIONS = frozenset({"of", "to", "for", "from", "on", "against", "without", "after"})
ADVERBS = frozenset({"back", "out", "away", "off", "up", "down", "in", "over", "apart", "together", "aside"})
LONGEST = 8  # tokens from a verb to the object that still makes one short phrase with it
MODALS = frozenset({"should", "could", "would", "might", "must", "may", "ought"})


@dataclass(frozen=True, slots=True)
class Nouns:
    kind: Mapping[str, str]
    weak: frozenset[str]
    default: Mapping[str, Status]
    qualifiers: frozenset[str]
    joint: frozenset[str]
    verbs: Mapping[str, Status]
    predicates: Mapping[str, Status]
    parts: frozenset[str]
    containers: frozenset[str]
    sets: Mapping[str, frozenset[str]]


@functools.lru_cache(maxsize=4)
def nouns(lexicon: Lexicon) -> Nouns:
    table = lexicon.table("initiatives")
    kind = {n: k for k, entry in table["kinds"].items() for n in (*entry["nouns"], *entry.get("weak", ()))}
    weak = frozenset(n for entry in table["kinds"].values() for n in entry.get("weak", ()))
    default = {k: Status(entry["default_status"]) for k, entry in table["kinds"].items()}
    verbs = {v: Status(s) for s, words in table["status"].items() for v in words}
    sets = {name: frozenset(words) for name, words in table["words"].items()}
    predicates = {v: Status(s) for s, words in table["status_predicates"].items() for v in words}
    return Nouns(
        kind,
        weak,
        default,
        frozenset(_flat(table["qualifiers"])),
        frozenset(table["qualifiers"]["togetherness"]) - sets["wide"],
        verbs,
        predicates,
        frozenset(table["parts"]["verbs"]),
        frozenset(table["parts"]["nouns"]),
        sets,
    )


@functools.lru_cache(maxsize=4)
def obstacles(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.table("initiatives")["obstacles"].items()}


def _flat(table: object) -> Iterable[str]:
    if isinstance(table, dict):
        for inner in table.values():
            yield from _flat(inner)
    elif isinstance(table, list):
        yield from table


@dataclass(slots=True, eq=False)
class Phrase:
    """One mention of an initiative: tokens first..last around `head`; a clause when the head is a verb. It is
    shown as the stretches `shown` where its own tokens say too little ("return", shown as "return to barracks")."""

    head: int
    first: int
    last: int
    kind: str
    named: bool = False
    clause: bool = False
    shown: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True, eq=False)
class Plan:
    """An initiative in the making. `links` holds, by property, the things it points at with the words that say so."""

    phrases: list[Phrase]
    kind: str
    status: Status | None = None
    whole: Plan | None = None
    links: dict[str, dict[object, tuple[int, int]]] = field(default_factory=dict)
    support: float = 0.0
    unilateral: bool = False
    refused: bool = False
    pronouns: list[Phrase] = field(default_factory=list)
    time: Time | None = None
    sources: list[Entity] = field(default_factory=list)

    @property
    def head(self) -> Phrase:
        return self.phrases[0]

    def link(self, prop: str, thing: object, words: tuple[int, int]) -> None:
        """`words` are the two tokens, in either order, between which the text says so."""
        self.links.setdefault(prop, {}).setdefault(thing, (min(words), max(words)))

    def has(self, prop: str) -> list[object]:
        return list(self.links.get(prop, ()))


@dataclass(slots=True, eq=False)
class Finder:
    """The state of the search in one document. By the head of a phrase, `movers` has the verb (or -1) that puts an item on
    a list or announces it, `contents` the event whose content a clause is, `listed` the heading over the list it stands in,
    `advised` whom an imperative tells to do it. `advice` are the passages under headings such as "Recommendations"."""

    tree: Tree
    lexicon: Lexicon
    who: Parties
    ops: Operators
    occurrences: list[Occurrence]
    headings: frozenset[int]
    blocks: tuple[Block, ...]
    date: str | None = None
    plans: list[Plan] = field(default_factory=list)
    by_head: dict[int, Plan] = field(default_factory=dict)
    by_trigger: dict[int, Occurrence] = field(default_factory=dict)
    states: Mapping[Entity, Entity] = field(default_factory=dict)
    dyad: list[Entity] = field(default_factory=list)
    movers: dict[int, int] = field(default_factory=dict)
    contents: dict[int, int] = field(default_factory=dict)
    listed: dict[int, range] = field(default_factory=dict)
    advised: dict[int, int] = field(default_factory=dict)
    advice: tuple[range, ...] = ()
    times: Mapping[int, Time] = field(default_factory=dict)

    def hindrances(self, name: str) -> frozenset[str]:
        return obstacles(self.lexicon)[name]

    def is_advice(self, i: int) -> bool:
        return any(i in passage for passage in self.advice)

    def topic_at(self, i: int) -> Plan | None:
        """The initiative that a passage without its name is about: the last one named in the two sentences before,
        else the one that the whole text names most."""
        here = self.tree.sentence[i]
        whole = [p for p in self.plans if p.whole is None and not p.head.clause]
        near = [
            (q.head, n) for n, p in enumerate(whole) for q in p.phrases if q.head < i and here - self.tree.sentence[q.head] < 3
        ]
        if near:
            return whole[max(near)[1]]
        main = max(whole, key=lambda p: len(p.phrases), default=None)
        return main if main is not None and len(main.phrases) > 1 else None

    @property
    def words(self) -> Nouns:
        return nouns(self.lexicon)

    def add(self, phrase: Phrase) -> Plan:
        plan = Plan([phrase], phrase.kind)
        self.plans.append(plan)
        self.by_head[phrase.head] = plan
        return plan

    def join(self, plan: Plan, phrase: Phrase) -> Plan:
        plan.phrases.append(phrase)
        self.by_head[phrase.head] = plan
        return plan


def modals(tree: Tree, verb: int, among: frozenset[str] = MODALS) -> set[str]:
    """The modal verbs over a verb; over "by doing", those of the clause that it stands in."""
    if tree.dep[verb] == "pcomp" and tree.tag[verb] == "VBG":
        verb = next((a for a in tree.ancestors(verb) if tree.pos[a] == "VERB"), verb)
    return {tree.lower[a] for a in tree.only(verb, "aux")} & among


def is_weak(tree: Tree, i: int, words: Nouns) -> bool:
    """Whether a noun alone is too general; with a modifier that the lexicon lists with it, it isn't ("joint statement")."""
    lemma = tree.lemma[i]
    paired = any(f"{tree.lower[c]} {lemma}" in words.kind for c in tree.only(i, "compound", "amod"))
    return lemma in words.weak and not paired


def kind_of(tree: Tree, i: int, words: Nouns) -> str | None:
    lemma = tree.lemma[i] if tree.pos[i] == "NOUN" else tree.lower[i]
    for c in tree.only(i, "compound", "amod"):
        if found := words.kind.get(f"{tree.lower[c]} {lemma}"):
            return found
    return words.kind.get(lemma) or words.kind.get(tree.lower[i])


def is_actor(finder: Finder, i: int) -> bool:
    use = finder.who.entities.at.get(i)
    return use is not None and not use.entity.generic


def spread(tree: Tree, i: int, kind: str) -> Phrase:
    """The phrase around a head noun: its modifiers before it and, for a name, "on the Conduct of Parties" after it."""
    inside = {d for c in tree.only(i, *LEFT, "poss") if c < i for d in tree.subtree(c)}
    first = i
    while first - 1 in inside:
        first -= 1
    while first < i and (
        tree.pos[first] in ("DET", "PUNCT", "CCONJ", "ADP", "PART", "SPACE")
        or tree.lower[first] in DEFINITE
        or _possessor(tree, first, i)
    ):
        first += 1
    named = (
        tree.word[i][0].isupper()
        and (tree.pos[i] == "PROPN" or any(tree.word[j][0].isupper() for j in range(first, i)))
        and i > first
    )
    if named:
        return Phrase(i, first, _name_end(tree, i), kind, named)
    last = _of_end(tree, i)
    return Phrase(i, first, last, kind, shown=((first, _told_end(tree, i) if first == last else last),))


def _told_end(tree: Tree, i: int) -> int:
    """For a noun that alone says little the end of its first phrase: "end to the war", "removal of the group from the list"."""
    prep = i + 1
    if prep >= len(tree) or tree.head[prep] != i or tree.lower[prep] not in TELLING_PREPOSITIONS:
        return i
    inner = [o for o in tree.only(prep, "pobj") if o <= prep + 5 and tree.lower[o] not in DATES and tree.pos[o] != "PRON"]
    return _of_phrase(tree, inner[0]) if inner else i


def _of_end(tree: Tree, i: int) -> int:
    """The end of "memorandum of understanding", "tracking of cash couriers": an "of" phrase without an article."""
    if i + 2 >= len(tree) or tree.lower[i + 1] != "of" or tree.pos[i + 2] not in ("NOUN", "ADJ"):
        return i
    last = i + 2
    while last + 1 < len(tree) and tree.pos[last] == "ADJ" and tree.pos[last + 1] in ("NOUN", "ADJ"):
        last += 1
    while last + 1 < len(tree) and tree.pos[last] == "NOUN" and tree.pos[last + 1] == "NOUN":
        last += 1
    return last if tree.pos[last] == "NOUN" else i


def _possessor(tree: Tree, j: int, i: int) -> bool:
    return tree.dep[j] in ("poss", "case") or any(tree.dep[a] == "poss" for a in tree.ancestors(j) if j < a < i)


def _name_end(tree: Tree, i: int) -> int:
    last = i
    while last + 2 < len(tree) and tree.lower[last + 1] in ("on", "of", "for", "in"):
        step = 3 if tree.lower[last + 2] == "the" and last + 3 < len(tree) else 2
        if not tree.word[last + step][0].isupper():
            break
        last += step
        while last + 1 < len(tree) and tree.pos[last + 1] == "PROPN" and tree.word[last + 1][0].isupper():
            last += 1
    return last


def governing(finder: Finder, i: int) -> Occurrence | None:
    """The event whose content a noun is: "proposed X", "called for X", "agreed on X"."""
    tree = finder.tree
    i = tree.first_conjunct(i)
    for _ in range(3):
        edge, head = tree.dep[i], tree.head[i]
        made = edge == "xcomp" and tree.lemma[i] in finder.words.sets["dealing"]  # "asked the union to impose sanctions"
        if head == i or not made and edge not in ("dobj", "pobj", "prep", "nsubjpass", "attr", "appos", "conj"):
            return None
        if head in finder.by_trigger and (edge != "prep" or tree.lower[i] in ("for", "on", "to", "of", "in", "about")):
            return finder.by_trigger[head]
        i = head
    return None


def clause(tree: Tree, verb: int) -> Phrase:
    """A verb with what completes it: "amend its constitution", "pull them back", "not enrich uranium", "services be restored"."""
    first = verb
    if verb and tree.lower[verb - 1] in ("not", "never") and tree.head[verb - 1] == verb:
        first = verb - 1
    if tree.is_passive(verb):
        last = max([verb, *_particles(tree, verb)])
        clauses = (verb, tree.head[verb]) if tree.dep[verb] == "xcomp" else (verb,)
        asked = [o for c in clauses[1:] for p in tree.only(c, "prep") if tree.lower[p] == "for" for o in tree.only(p, "pobj")]
        subjects = [
            *(s for s in tree.only(verb, "nsubjpass", "nsubj")),
            *asked,
            *(s for v in clauses for s in tree.only(v, "nsubjpass", "nsubj")),
        ]
        subject = next((s for s in subjects if s < verb), None)
        told = subject is not None and tree.pos[subject] != "PRON" and verb - subject < 2 * LONGEST
        who = ((_left_edge(tree, subject), _of_phrase(tree, subject)),) if told else ()
        return Phrase(verb, first, last, "measure", clause=True, shown=(*who, (first, last)))
    last = _completed(tree, verb)
    end = max(last, _described(tree, verb, last))
    return Phrase(verb, first, last, "measure", clause=True, shown=((_wished_of(tree, verb, first), end),))


def _wished_of(tree: Tree, verb: int, first: int) -> int:
    """Where "enrichment to stop", "Kenya to mediate" begins, when the verb has no object of its own."""
    subject = tree.first(verb, "nsubj")
    infinitive = (
        subject is not None and subject < verb - 1 and all(tree.lower[j] in ("to", "not") for j in range(subject + 1, first))
    )
    told = infinitive and tree.first(verb, "dobj") is None and tree.pos[subject] != "PRON"
    return _left_edge(tree, subject) if told else first


def _particles(tree: Tree, verb: int) -> list[int]:
    return [p for p in tree.only(verb, "prt") if verb < p <= verb + LONGEST]


def _completed(tree: Tree, verb: int) -> int:
    """The last token of the verb's object, or of the clause it lets happen."""
    objects = [o for o in tree.only(verb, "dobj", "oprd") if verb < o <= verb + LONGEST]
    inner = [c for c in tree.only(verb, "ccomp") if verb < c <= verb + LONGEST and tree.first(c, "nsubj") is not None]
    inner += [c for c in tree.only(verb, "xcomp") if c == verb + 1 and tree.tag[c] == "VBG"]
    ends = [_described(tree, c, _completed(tree, c)) for c in inner]
    return max([verb, *objects, *_particles(tree, verb), *(_of_phrase(tree, o) for o in objects), *ends])


def _described(tree: Tree, verb: int, last: int) -> int:
    """For a verb without an object the end of its first short phrase: "return to barracks", "work together"."""
    if tree.first(verb, "dobj", "ccomp") is not None:
        listed = [c for o in tree.only(verb, "dobj") for c in tree.conjuncts(o) if last < c <= verb + 2 * LONGEST]
        end = max([last, *listed])
        after = end + 1
        adverb = after < len(tree) and tree.lower[after] in ADVERBS and tree.dep[after] in ("prt", "advmod")
        return after if adverb or after < len(tree) and tree.lower[after] in ("open", "closed", "free") else end
    for prep in tree.only(verb, "prep", "advmod"):
        inner = [o for o in tree.only(prep, "pobj") if prep < o <= verb + 6 and tree.lower[o] not in DATES]
        if prep > verb and inner and all(tree.pos[o] != "NUM" for o in inner):
            return _of_phrase(tree, inner[0])
        doing = [c for c in tree.only(prep, "pcomp") if tree.pos[c] == "VERB"]
        if prep > verb and doing:
            return _completed(tree, doing[0])
    beside = verb + 1
    return beside if beside in tree.only(verb, "advmod", "acomp") and tree.pos[beside] in ("ADV", "ADJ") else last


def _of_phrase(tree: Tree, noun: int) -> int:
    """The end of "the number of its centrifuges", "300 kilograms of uranium": a short "of" phrase right behind a noun."""
    prep = noun + 1
    if prep >= len(tree) or tree.lower[prep] != "of" or tree.head[prep] != noun:
        return noun
    return next((o for o in tree.only(prep, "pobj") if o <= prep + 4), noun)


def _left_edge(tree: Tree, noun: int) -> int:
    first = min([noun, *(d for c in tree.only(noun, *LEFT, "poss") if c < noun for d in tree.subtree(c))])
    while first < noun and tree.pos[first] in ("DET", "PUNCT", "CCONJ", "SPACE"):
        first += 1
    return first


def is_light(finder: Finder, verb: int, name: str) -> bool:
    """Whether a verb is in one of the sets of empty verbs ("idle", "making"): with a particle it says more ("give up")."""
    tree = finder.tree
    return tree.lemma[verb] in finder.words.sets[name] and not any(tree.lower[p] != "on" for p in tree.only(verb, "prt"))


def distinct_words(finder: Finder, phrase: Phrase) -> set[str]:
    """The words that tell this initiative from others of its kind."""
    tree = finder.tree
    own = {
        tree.lemma[j]
        for j in range(phrase.first, phrase.last + 1)
        if tree.pos[j] in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and j != phrase.head
    }
    return own - finder.words.sets["vague"]


def is_definite(tree: Tree, phrase: Phrase) -> bool:
    return any(tree.lower[c] in DEFINITE or tree.dep[c] == "poss" for c in tree.only(phrase.head, "det", "poss"))


def parties_of(finder: Finder, tokens: Iterable[int]) -> list[Entity]:
    return [e for e in finder.who.all_of(tokens) if not e.is_place]
