"""Proposals, plans, agreements, programmes, measures and talks: found, joined to one another, and read for their status."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.extract.entities import Entity
from kg.extract.events import Occurrence
from kg.extract.factuality import Operators, is_negated
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.model import Status

LEFT = ("amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "conj", "cc")
VAGUE = frozenset({"first", "second", "last", "final", "other", "same", "such", "own", "new", "whole", "entire", "so", "called", "broader", "further", "more", "many", "several", "successful", "potential", "most", "significant"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
FAMILIES = {"agreement": "agreement", "truce": "agreement", "law": "law", "proposal": "plan", "plan": "plan", "programme": "plan", "project": "plan",
            "measure": "measure", "mechanism": "mechanism", "mission": "mission", "talks": "talks", "cooperation": "cooperation"}  # fmt: skip
ANAPHORS = frozenset("proposal plan initiative agreement deal pact accord treaty truce ceasefire text document draft scheme idea offer package process formula format arrangement understanding declaration memorandum bill programme program project framework mechanism mission talks move measure".split())


@dataclass(frozen=True, slots=True)
class Nouns:
    kind: Mapping[str, str]
    weak: frozenset[str]
    default: Mapping[str, Status]
    qualifiers: frozenset[str]
    verbs: Mapping[str, Status]
    parts: frozenset[str]


@functools.lru_cache(maxsize=4)
def nouns(lexicon: Lexicon) -> Nouns:
    table = lexicon.table("initiatives")
    kind = {n: k for k, entry in table["kinds"].items() for n in (*entry["nouns"], *entry.get("weak", ()))}
    weak = frozenset(n for entry in table["kinds"].values() for n in entry.get("weak", ()))
    default = {k: Status(entry["default_status"]) for k, entry in table["kinds"].items()}
    verbs = {v: Status(s) for s, words in table["status"].items() for v in words}
    return Nouns(kind, weak, default, frozenset(_flat(table["qualifiers"])), verbs, frozenset(_flat(table["parts"])))


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
    names: set[str] = field(default_factory=set)
    support: float = 0.0
    time: object = None

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
    plans: list[Plan] = field(default_factory=list)
    by_head: dict[int, Plan] = field(default_factory=dict)
    by_trigger: dict[int, Occurrence] = field(default_factory=dict)

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
        kind = _kind(tree, i, words)
        if kind is None or _is_actor(finder, i):
            continue
        phrase = spread(tree, i, kind)
        if tree.lemma[i] in words.weak and not phrase.named and not _qualified(finder, phrase):
            continue
        out.append(phrase)
    return out


def _kind(tree: Tree, i: int, words: Nouns) -> str | None:
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
    while first < i and (tree.pos[first] in ("DET", "PUNCT", "CCONJ", "ADP", "PART", "SPACE") or tree.lower[first] in DEFINITE or _possessor(tree, first, i)):
        first += 1
    named = tree.word[i][0].isupper() and (tree.pos[i] == "PROPN" or any(tree.word[j][0].isupper() for j in range(first, i))) and i > first
    return Phrase(i, first, _name_end(tree, i) if named else i, kind, named)


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
    tree, words = finder.tree, finder.words
    inner = {w for j in range(phrase.first, phrase.head) for w in (tree.lower[j], tree.lemma[j])}
    if inner & words.qualifiers or any("-" in tree.word[j] or tree.pos[j] == "PROPN" for j in range(phrase.first, phrase.head)):
        return True
    o = governing(finder, phrase.head)
    return o is not None and bool(o.match.frame.initiative)


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


def collect(finder: Finder) -> None:
    """Fill `finder.plans`: each phrase joins the initiative that it takes up or opens a new one."""
    finder.by_trigger = {t: o for o in finder.occurrences for t in (o.match.trigger, *(x.match.trigger for x in o.also))}
    everything = sorted([*phrases(finder), *_clauses(finder)], key=lambda p: (p.head, p.first))
    for phrase in everything:
        if phrase.head in finder.by_head:
            continue
        known = _antecedent(finder, phrase)
        if known is not None:
            finder.join(known, phrase)
        elif not _is_bare_reference(finder, phrase):
            finder.add(phrase)


def _clauses(finder: Finder) -> Iterable[Phrase]:
    """What is demanded, proposed or agreed as a clause: "asked Ankara to open its border", "agreed to exchange prisoners"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.factuality.value == "Negated":
            continue
        verb = o.match.trigger
        for c in tree.only(verb, "xcomp", "ccomp", "pcomp", "advcl"):
            if c > verb and tree.pos[c] == "VERB" and _is_purpose(tree, c) and c not in finder.by_head:
                yield clause(tree, c)
    for i in range(len(tree)):
        if tree.pos[i] == "VERB" and _is_recommended(finder, i):
            yield clause(tree, i)


def _is_purpose(tree: Tree, verb: int) -> bool:
    return any(tree.lower[a] in ("to", "should", "would", "will", "must") for a in tree.only(verb, "aux")) or tree.tag[verb] == "VB"


def _is_recommended(finder: Finder, i: int) -> bool:
    """ "The two states should revive ...": an author's proposal, when actors are the subject and the verb is one of doing."""
    tree = finder.tree
    if not any(tree.lower[a] in ("should", "must", "ought") for a in tree.only(i, "aux")) or is_negated(tree, i, finder.ops):
        return False
    if tree.first(i, "mark") is not None or i in finder.by_trigger or not tree.objects(i):
        return False
    return any(not e.is_place for s in tree.agents(i) for e in finder.who.of(s, generic=False))


def clause(tree: Tree, verb: int) -> Phrase:
    """A verb with its object: "amend its constitution"."""
    ends = [verb, *(o for o in tree.only(verb, "dobj", "prt") if verb < o <= verb + 6)]
    return Phrase(verb, verb, max(ends), "measure", clause=True)


def _distinct(finder: Finder, phrase: Phrase) -> set[str]:
    """The words that tell this initiative from others of its kind."""
    tree = finder.tree
    own = {tree.lemma[j] for j in range(phrase.first, phrase.last + 1) if tree.pos[j] in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and j != phrase.head}
    return own - VAGUE


def _antecedent(finder: Finder, phrase: Phrase) -> Plan | None:
    if phrase.clause:
        return None
    tree = finder.tree
    text = " ".join(tree.lower[phrase.first : phrase.last + 1])
    lemma = tree.lemma[phrase.head]
    distinct = _distinct(finder, phrase)
    definite = _definite(tree, phrase)
    for plan in reversed(finder.plans):
        heads = {tree.lemma[p.head] for p in plan.phrases}
        texts = {" ".join(tree.lower[p.first : p.last + 1]) for p in plan.phrases}
        if text in texts and (phrase.named or (distinct and (definite or lemma in heads))):
            return plan
        if lemma in heads and distinct and any(distinct <= _distinct(finder, p) for p in plan.phrases):
            return plan
    if definite and not distinct:
        return _last_of_kind(finder, phrase)
    return None


def _definite(tree: Tree, phrase: Phrase) -> bool:
    for c in tree.only(phrase.head, "det", "poss"):
        if tree.lower[c] in DEFINITE or tree.dep[c] == "poss":
            return True
    return False


def _last_of_kind(finder: Finder, phrase: Phrase) -> Plan | None:
    """ "the deal": the last initiative so called, else the last one of the family, the named ones first."""
    tree = finder.tree
    lemma, family = tree.lemma[phrase.head], FAMILIES.get(phrase.kind, phrase.kind)
    near = [p for p in reversed(finder.plans) if not p.head.clause]
    so_called = [p for p in near if any(tree.lemma[q.head] == lemma for q in p.phrases)]
    if so_called:
        return max(so_called[:4], key=lambda p: len(p.phrases))
    kin = [p for p in near if FAMILIES.get(p.kind, p.kind) == family or {family, FAMILIES.get(p.kind)} <= {"plan", "agreement", "cooperation"}]
    return max(kin[:4], key=lambda p: (p.head.named, len(p.phrases))) if kin and lemma in ANAPHORS else None


def _is_bare_reference(finder: Finder, phrase: Phrase) -> bool:
    """A definite description that takes up nothing and says nothing of its own ("the process")."""
    return not phrase.named and not phrase.clause and not _distinct(finder, phrase) and governing(finder, phrase.head) is None and _definite(finder.tree, phrase) and finder.tree.lemma[phrase.head] in ANAPHORS


def starts(tree: Tree, begin: int) -> int:
    return bisect_left(tree.begin, begin)


def parties_of(finder: Finder, tokens: Iterable[int]) -> list[Entity]:
    found = (e for t in tokens for e in finder.who.of(t))
    return list(dict.fromkeys(e for e in found if not e.is_place))
