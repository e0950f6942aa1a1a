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
from kg.model import Block, Status

LEFT = ("amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "conj", "cc")
VAGUE = frozenset({"other", "same", "such", "own", "new", "whole", "entire", "so", "called", "broader", "further", "more", "many", "several", "successful", "potential", "most", "significant"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
FAMILIES = {"agreement": "agreement", "truce": "agreement", "law": "law", "proposal": "plan", "plan": "plan", "programme": "plan", "project": "plan",
            "statement": "agreement", "measure": "measure", "mechanism": "mechanism", "mission": "mission", "talks": "talks", "cooperation": "cooperation"}  # fmt: skip
GENERIC = frozenset("measure initiative step effort action move programme program item element cooperation collaboration approach".split())
LOOSE = frozenset("process format formula package framework move scheme arrangement".split())
TEXTS = frozenset({"text", "document", "draft", "version"})
IDLE = frozenset("let find lose make have see know take use get be remain keep say tell think believe look feel give go come do show face".split())
EMPTY = frozenset("pressure stance network tie relation relationship interest attention information answer explanation apology justice peace freedom independence power control victory evidence impression thing way part one principle step effort matter issue time day week month year today end lot number percent vote word question member people term hand side case basis idea need right role place view friday monday tuesday wednesday thursday saturday sunday chance hope opportunity condition demand talk term country state nation leader".split())
MAKING = frozenset("agree establish create set launch adopt sign conclude hold form build introduce develop propose convene start open reach negotiate make take have provide give do offer approve pass".split())
WIDE = frozenset({"regional", "international", "global", "shared", "common", "unified", "inter", "cross"})
AGREEMENTS = frozenset({"agreement", "deal", "accord", "pact", "treaty", "settlement"})
MODALS = frozenset({"should", "could", "would", "might", "must", "may", "ought"})
ANAPHORS = frozenset("proposal plan initiative agreement deal pact accord treaty truce ceasefire text document draft scheme idea offer package process formula format arrangement understanding declaration memorandum bill programme program project framework mechanism mission talks move measure".split())


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


@functools.lru_cache(maxsize=4)
def nouns(lexicon: Lexicon) -> Nouns:
    table = lexicon.table("initiatives")
    kind = {n: k for k, entry in table["kinds"].items() for n in (*entry["nouns"], *entry.get("weak", ()))}
    weak = frozenset(n for entry in table["kinds"].values() for n in entry.get("weak", ()))
    default = {k: Status(entry["default_status"]) for k, entry in table["kinds"].items()}
    verbs = {v: Status(s) for s, words in table["status"].items() for v in words}
    predicates = {v: Status(s) for s, words in table["status_predicates"].items() for v in words}
    return Nouns(kind, weak, default, frozenset(_flat(table["qualifiers"])), frozenset(table["qualifiers"]["togetherness"]) - WIDE, verbs, predicates, frozenset(table["parts"]["verbs"]))


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
        kind = _kind(tree, i, words)
        if kind is None or _is_actor(finder, i) or _is_quantity(tree, i):
            continue
        phrase = spread(tree, i, kind)
        if tree.lemma[i] in words.weak and not phrase.named and not _qualified(finder, phrase) and not (tree.lemma[i] in TEXTS and _definite(tree, phrase)):
            continue
        if i in finder.headings and not phrase.named and not distinct_words(finder, phrase):
            continue
        out.append(phrase)
    return out


def _is_somebody(finder: Finder, i: int) -> bool:
    """Whether a noun names people rather than something to be done."""
    words, lemma = finder.who.words, finder.tree.lemma[i]
    return lemma in words.population or lemma in words.state or lemma in finder.who.titles


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
        heads = [*tree.objects(verb), *(x for prep, _, x in tree.all_phrases(verb) if prep == "for")]
        for h in heads:
            if tree.pos[h] == "NOUN" and not _is_actor(finder, h) and not _is_somebody(finder, h) and tree.lemma[h] not in EMPTY:
                yield spread(tree, h, _kind(tree, h, finder.words) or "measure")


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


def collect(finder: Finder) -> None:
    """Fill `finder.plans`: each phrase joins the initiative that it takes up or opens a new one."""
    finder.by_trigger = {t: o for o in finder.occurrences for t in (o.match.trigger, *(x.match.trigger for x in o.also))}
    everything = sorted([*phrases(finder), *contents(finder), *_clauses(finder)], key=lambda p: (p.head, p.first))
    for phrase in everything:
        if phrase.head in finder.by_head or (phrase.clause and _is_of_known(finder, phrase)):
            continue
        known = _antecedent(finder, phrase)
        if known is not None:
            finder.join(known, phrase)
        elif not _is_bare_reference(finder, phrase):
            finder.add(phrase)
    _join_fronted(finder)
    join_acronyms(finder)
    _join_pronouns(finder)


def _is_of_known(finder: Finder, phrase: Phrase) -> bool:
    """A clause of making whose object is an initiative itself: "agree a common position", "revive the mechanism"."""
    tree = finder.tree
    objects = [o for o in tree.only(phrase.head, "dobj")]
    if tree.lemma[phrase.head] in MAKING and objects:
        return True
    spreads = [spread(tree, o, kind) for o in objects if (kind := _kind(tree, o, finder.words))]
    return bool(spreads) and tree.lemma[phrase.head] in finder.words.verbs and not any(_definite(tree, p) and not p.named for p in spreads)


def _join_fronted(finder: Finder) -> None:
    """ "In a diplomatic overture, X made a proposal": what stands first is the initiative that follows."""
    for plan in list(finder.plans):
        other = _beside(finder, plan.head) if len(plan.phrases) == 1 and not plan.head.clause else None
        if other is not None and other is not plan and other in finder.plans:
            finder.plans.remove(plan)
            finder.join(other, plan.head)
            other.phrases.sort(key=lambda p: p.head)


def _join_pronouns(finder: Finder) -> None:
    """ "It was completed": the subject of the sentence before, when that is an initiative. Tells of its status only."""
    tree = finder.tree
    for n, (first, last) in enumerate(tree.sentences[1:], 1):
        it = next((i for i in range(first, min(first + 3, last)) if tree.lower[i] == "it" and tree.dep[i] in ("nsubj", "nsubjpass")), None)
        if it is None:
            continue
        a, b = tree.sentences[n - 1]
        before = [h for h in range(a, b + 1) if h in finder.by_head and tree.dep[h] in ("nsubj", "nsubjpass", "ROOT")]
        if before:
            plan = finder.by_head[before[0]]
            plan.pronouns.append(Phrase(it, it, it, plan.kind))


def join_acronyms(finder: Finder) -> None:
    """Uses of an acronym defined for an initiative, or that spells its name ("the CAB"), are mentions of it."""
    tree = finder.tree
    spelled: dict[str, Plan] = {}
    for plan in finder.plans:
        for p in plan.phrases:
            initials = "".join(w[0] for w in tree.word[p.first : p.last + 1] if w[0].isupper())
            if p.named and len(initials) > 2:
                spelled.setdefault(initials, plan)
    for acronym, (first, last) in finder.who.entities.acronyms.items():
        owner = next((pl for pl in finder.plans for p in pl.phrases if p.first <= last and first <= p.last and p.named), None)
        if owner is not None:
            spelled[acronym] = owner
    for i, word in enumerate(tree.word):
        if word in spelled and i not in finder.by_head and i not in finder.who.entities.at:
            finder.join(spelled[word], Phrase(i, i, i, spelled[word].kind, named=True))


def _clauses(finder: Finder) -> Iterable[Phrase]:
    """What is demanded, proposed or agreed as a clause: "asked Ankara to open its border", "agreed to exchange prisoners"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.factuality.value == "Negated":
            continue
        verb = o.match.trigger
        for c in tree.only(verb, "xcomp", "ccomp", "pcomp", "advcl"):
            if c > verb and tree.pos[c] == "VERB" and (_is_purpose(tree, c) or tree.tag[c] == "VBN") and tree.objects(c):
                if tree.lemma[c] not in IDLE:
                    yield clause(tree, c)
                yield from _made(finder, c)
    for i in range(len(tree)):
        if tree.pos[i] == "VERB" and _is_recommended(finder, i):
            yield clause(tree, i)
            yield from _made(finder, i)


def _made(finder: Finder, verb: int) -> Iterable[Phrase]:
    """The object of a verb of making is the initiative: "should first agree a common position"."""
    tree = finder.tree
    if tree.lemma[verb] in MAKING:
        for o in tree.only(verb, "dobj"):
            if tree.pos[o] == "NOUN" and not _is_actor(finder, o) and tree.lemma[o] not in EMPTY:
                yield spread(tree, o, _kind(tree, o, finder.words) or "measure")


def _is_purpose(tree: Tree, verb: int) -> bool:
    return any(tree.lower[a] in ("to", "should", "would", "will", "must") for a in tree.only(verb, "aux")) or tree.tag[verb] == "VB"


def _is_recommended(finder: Finder, i: int) -> bool:
    """ "The two states should revive ...": an author's proposal, when actors are the subject and the verb is one of doing."""
    tree = finder.tree
    if not any(tree.lower[a] in ("should", "must", "ought") for a in tree.only(i, "aux")) or is_negated(tree, i, finder.ops):
        return False
    if tree.first(i, "mark") is not None or not tree.objects(i) or tree.lemma[i] in IDLE:
        return False
    return any(not e.is_place for s in tree.agents(i) for e in finder.who.of(s, generic=False))


def clause(tree: Tree, verb: int) -> Phrase:
    """A verb with its object: "amend its constitution"."""
    ends = [verb, *(o for o in tree.only(verb, "dobj", "prt") if verb < o <= verb + 6)]
    return Phrase(verb, verb, max(ends), "measure", clause=True)


def distinct_words(finder: Finder, phrase: Phrase) -> set[str]:
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
    distinct = distinct_words(finder, phrase)
    definite = _definite(tree, phrase)
    for plan in reversed(finder.plans):
        heads = {tree.lemma[p.head] for p in plan.phrases}
        texts = {" ".join(tree.lower[p.first : p.last + 1]) for p in plan.phrases}
        if text in texts and (phrase.named or (distinct and (definite or lemma in heads))):
            return plan
        if lemma in heads and distinct and any(distinct <= distinct_words(finder, p) for p in plan.phrases):
            return plan
    if definite and (not distinct or lemma in TEXTS):
        return _last_of_kind(finder, phrase)
    return _restated(finder, phrase, distinct) or _beside(finder, phrase)


def _restated(finder: Finder, phrase: Phrase, distinct: set[str]) -> Plan | None:
    """The same thing in a heading ("Joint Training Initiatives"), or a fragment that answers it ("A deal, signed in X")."""
    tree = finder.tree
    family = FAMILIES.get(phrase.kind, phrase.kind)
    for plan in finder.plans:
        for p in plan.phrases:
            common = distinct & (distinct_words(finder, p) | {tree.lemma[p.head]})
            heading = phrase.head in finder.headings or p.head in finder.headings
            same_head = tree.lemma[p.head] == tree.lemma[phrase.head]
            if heading and len(common) >= max(1, len(distinct) - 1) and _akin(plan.kind, phrase.kind) and (len(common) > 1 or same_head):
                return plan
            if (p.named or phrase.named) and _akin(plan.kind, phrase.kind) and _shared_name(tree, p, phrase) and not same_head:
                return plan
    if not distinct and tree.dep[phrase.head] == "ROOT" and finder.plans and family in ("agreement", "plan"):
        return next((p for p in finder.plans if p.head.named), None)
    return None


def _shared_name(tree: Tree, a: Phrase, b: Phrase) -> bool:
    """ "the Bangsamoro peace deal" and "the Comprehensive Agreement on the Bangsamoro" share the name that tells them."""
    words = [{tree.word[j] for j in range(p.first, p.last + 1) if tree.pos[j] == "PROPN" and j != p.head} for p in (a, b)]
    small = words[0] if len(words[0]) < len(words[1]) else words[1]
    return bool(small) and len(small) == 1 and small <= (words[0] & words[1]) and {tree.lemma[a.head], tree.lemma[b.head]} <= AGREEMENTS


def _akin(a: str, b: str) -> bool:
    fa, fb = FAMILIES.get(a, a), FAMILIES.get(b, b)
    return fa == fb or {fa, fb} <= {"plan", "measure", "cooperation", "programme", "mission"} or {fa, fb} <= {"plan", "agreement"}


def _beside(finder: Finder, phrase: Phrase) -> Plan | None:
    """What stands beside a proposal in its own clause and is only another word for it: "extended a proposal, advocating
    a joint approach", "in a diplomatic overture, X made a proposal", "the proposal for collaboration"."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "for" and not distinct_words(finder, phrase):
        return finder.by_head.get(tree.head[prep])
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "in" and tree.pos[tree.head[prep]] == "VERB" and prep < tree.head[prep]:
        return next((finder.by_head[x] for x in tree.objects(tree.head[prep]) if x in finder.by_head), None)
    o = governing(finder, phrase.head)
    if o is None or tree.dep[o.match.anchor] != "advcl" or tree.tag[o.match.anchor] != "VBG":
        return None
    main = tree.head[o.match.anchor]
    return next((finder.by_head[x] for x in tree.objects(main) if x in finder.by_head), None)


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
    loose = lemma in LOOSE
    kin = [p for p in near if loose or FAMILIES.get(p.kind, p.kind) == family or {family, FAMILIES.get(p.kind)} <= {"plan", "agreement"}]
    return max(kin[:6], key=lambda p: (p.head.named, len(p.phrases))) if kin and lemma in ANAPHORS | TEXTS else None


def _is_bare_reference(finder: Finder, phrase: Phrase) -> bool:
    """A definite description that takes up nothing and says nothing of its own ("the process")."""
    return not phrase.named and not phrase.clause and not distinct_words(finder, phrase) and governing(finder, phrase.head) is None and _definite(finder.tree, phrase) and finder.tree.lemma[phrase.head] in ANAPHORS


def starts(tree: Tree, begin: int) -> int:
    return bisect_left(tree.begin, begin)


def parties_of(finder: Finder, tokens: Iterable[int]) -> list[Entity]:
    found = (e for t in tokens for e in finder.who.of(t))
    return list(dict.fromkeys(e for e in found if not e.is_place))
