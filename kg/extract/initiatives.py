"""Proposals, plans, agreements, programmes, measures and talks: found, joined to one another, and read for their status."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.extract.entities import Entity
from kg.extract.factuality import Operators, is_negated
from kg.extract.occurrences import Occurrence
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.model import Block, Factuality, Status

LEFT = ("amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "conj", "cc")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
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
    """One mention of an initiative: tokens first..last around `head`; a clause when the head is a verb."""

    head: int
    first: int
    last: int
    kind: str
    named: bool = False
    clause: bool = False


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
    pronouns: list[Phrase] = field(default_factory=list)

    @property
    def head(self) -> Phrase:
        return self.phrases[0]

    def link(self, prop: str, thing: object, words: tuple[int, int]) -> None:
        self.links.setdefault(prop, {}).setdefault(thing, words)

    def has(self, prop: str) -> list[object]:
        return list(self.links.get(prop, ()))


@dataclass(slots=True, eq=False)
class Finder:
    """The state of the search in one document."""

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

    def hindrances(self, name: str) -> frozenset[str]:
        return obstacles(self.lexicon)[name]

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


def phrases(finder: Finder) -> list[Phrase]:
    """All noun phrases that may name an initiative, in text order."""
    tree, words = finder.tree, finder.words
    out = []
    for i in range(len(tree)):
        if tree.pos[i] not in ("NOUN", "PROPN") or tree.dep[i] in ("compound", "nmod", "npadvmod"):
            continue
        if tree.lower[tree.head[i]] != "operation" and i and tree.lower[i - 1] == "operation" and tree.pos[i] == "PROPN":
            out.append(Phrase(i, i - 1, i, "mission", named=True))
            continue
        kind = kind_of(tree, i, words)
        if kind is None or _is_actor(finder, i) or _is_quantity(tree, i) or _is_no(tree, i):
            continue
        phrase = spread(tree, i, kind)
        if (
            tree.lemma[i] in words.weak
            and not phrase.named
            and not _qualified(finder, phrase)
            and not (tree.lemma[i] in finder.words.sets["texts"] and is_definite(tree, phrase))
        ):
            continue
        if i in finder.headings and not phrase.named and not distinct_words(finder, phrase):
            continue
        out.append(phrase)
    return out


def _is_somebody(finder: Finder, i: int) -> bool:
    """Whether a noun names people rather than something to be done."""
    words, lemma = finder.who.words, finder.tree.lemma[i]
    return lemma in words.population or lemma in words.state or lemma in finder.who.titles


def _is_no(tree: Tree, i: int) -> bool:
    """ "produced no accord" names no initiative, unless it was to be signed ("no declaration was signed")."""
    return any(tree.lower[c] == "no" for c in tree.only(i, "det")) and tree.dep[i] not in ("nsubj", "nsubjpass")


def _is_quantity(tree: Tree, i: int) -> bool:
    """ "a great deal of uncertainty"."""
    return tree.lemma[i] == "deal" and any(tree.lower[c] in ("great", "good") for c in tree.only(i, "amod"))


def contents(finder: Finder) -> Iterable[Phrase]:
    """Whatever noun is the object of proposing, demanding or agreeing: "sought a veto", "will propose monthly meetings"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.match.nominal:
            continue
        verb = o.match.trigger
        if o.factuality is Factuality.NEGATED:
            continue
        heads = [*tree.objects(verb), *(x for prep, _, x in tree.all_phrases(verb) if prep == "for")]
        for h in heads:
            if (
                tree.pos[h] == "NOUN"
                and not _is_actor(finder, h)
                and not _is_somebody(finder, h)
                and tree.lemma[h] not in finder.words.sets["empty"]
            ):
                yield spread(tree, h, kind_of(tree, h, finder.words) or "measure")


def kind_of(tree: Tree, i: int, words: Nouns) -> str | None:
    lemma = tree.lemma[i] if tree.pos[i] == "NOUN" else tree.lower[i]
    for c in tree.only(i, "compound", "amod"):
        if found := words.kind.get(f"{tree.lower[c]} {lemma}"):
            return found
    return words.kind.get(lemma) or words.kind.get(tree.lower[i])


def _is_actor(finder: Finder, i: int) -> bool:
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
    return Phrase(i, first, _name_end(tree, i) if named else _of_end(tree, i), kind, named)


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


def _qualified(finder: Finder, phrase: Phrase) -> bool:
    """Whether a weak noun is told to be an initiative: joint, hyphenated or named; otherwise proposed, or thought of."""
    tree, words = finder.tree, finder.words
    span = range(phrase.first, phrase.head)
    inner = {w for j in span for w in (tree.lower[j], tree.lemma[j])}
    if inner & words.joint or any(tree.word[j] == "-" or tree.pos[j] == "PROPN" for j in span):
        return True
    o = governing(finder, phrase.head)
    if o is not None and o.match.frame.initiative:
        return True
    return _is_envisaged(tree, phrase.head) and bool(inner & words.qualifiers or len(span))


def _is_envisaged(tree: Tree, noun: int) -> bool:
    """The subject of "could", "would", "should": what is thought of as a possible measure."""
    noun = tree.first_conjunct(noun)
    verb = tree.head[noun]
    return tree.dep[noun] in ("nsubj", "nsubjpass") and any(tree.lower[a] in MODALS for a in tree.only(verb, "aux"))


def governing(finder: Finder, i: int) -> Occurrence | None:
    """The event whose content a noun is: "proposed X", "called for X", "agreed on X"."""
    tree = finder.tree
    i = tree.first_conjunct(i)
    for _ in range(3):
        edge, head = tree.dep[i], tree.head[i]
        if head == i or edge not in ("dobj", "pobj", "prep", "nsubjpass", "attr", "appos", "conj"):
            return None
        if head in finder.by_trigger and (edge != "prep" or tree.lower[i] in ("for", "on", "to", "of", "in", "about")):
            return finder.by_trigger[head]
        i = head
    return None


def clauses(finder: Finder) -> Iterable[Phrase]:
    """What is demanded, proposed or agreed as a clause: "asked Ankara to open its border", "agreed to exchange prisoners"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.factuality.value == "Negated":
            continue
        verb = o.match.trigger
        for c in tree.only(verb, "xcomp", "ccomp", "pcomp", "advcl"):
            if c > verb and tree.pos[c] == "VERB" and (_is_purpose(tree, c) or tree.tag[c] == "VBN") and tree.objects(c):
                if is_negated(tree, c, finder.ops):
                    continue
                if tree.lemma[c] not in finder.words.sets["idle"]:
                    yield clause(tree, c)
                yield from _made(finder, c)
    for i in range(len(tree)):
        if tree.pos[i] == "VERB" and _is_recommended(finder, i):
            yield clause(tree, i)
            yield from _made(finder, i)


def _made(finder: Finder, verb: int) -> Iterable[Phrase]:
    """The object of a verb of making is the initiative: "should first agree a common position"."""
    tree = finder.tree
    if tree.lemma[verb] in finder.words.sets["making"]:
        for o in tree.only(verb, "dobj"):
            if tree.pos[o] == "NOUN" and not _is_actor(finder, o) and tree.lemma[o] not in finder.words.sets["empty"]:
                yield spread(tree, o, kind_of(tree, o, finder.words) or "measure")


def _is_purpose(tree: Tree, verb: int) -> bool:
    return (
        any(tree.lower[a] in ("to", "should", "would", "will", "must") for a in tree.only(verb, "aux")) or tree.tag[verb] == "VB"
    )


def _is_recommended(finder: Finder, i: int) -> bool:
    """ "The two states should revive ...": an author's proposal, when actors are the subject and the verb is one of doing."""
    tree = finder.tree
    if not any(tree.lower[a] in ("should", "must", "ought") for a in tree.only(i, "aux")) or is_negated(tree, i, finder.ops):
        return False
    if tree.first(i, "mark") is not None or not tree.objects(i) or tree.lemma[i] in finder.words.sets["idle"]:
        return False
    return any(not e.is_place for s in tree.agents(i) for e in finder.who.of(s, generic=False))


def clause(tree: Tree, verb: int) -> Phrase:
    """A verb with its object: "amend its constitution"."""
    ends = [verb, *(o for o in tree.only(verb, "dobj", "prt") if verb < o <= verb + 6)]
    return Phrase(verb, verb, max(ends), "measure", clause=True)


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
    for c in tree.only(phrase.head, "det", "poss"):
        if tree.lower[c] in DEFINITE or tree.dep[c] == "poss":
            return True
    return False


def parties_of(finder: Finder, tokens: Iterable[int]) -> list[Entity]:
    found = (e for t in tokens for e in finder.who.of(t))
    return list(dict.fromkeys(e for e in found if not e.is_place))
