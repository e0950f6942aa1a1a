"""How the text presents an event: a walk from its verb to the root, in the manner of FactBank (Saurí & Pustejovsky 2009).

Each governing word on the way may turn the value: modals, negation, conditions, verbs of plan, hope, fear and speech.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.counterfacts import awaits, is_contrary
from kg.extract.frames import Match
from kg.extract.tree import Tree
from kg.lexicon import Lexicon
from kg.model import Factuality

PRIOR = frozenset({"after", "since", "following", "upon", "despite"})  # what follows is told as done
INVERTED = frozenset({"should", "were", "had"})
CONTENT = ("xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj", "pobj", "attr", "nsubjpass", "relcl")


@dataclass(frozen=True, slots=True)
class Operators:
    possible_modals: frozenset[str]
    planned_modals: frozenset[str]
    conditional_modals: frozenset[str]
    transparent: frozenset[str]
    negative: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    speech: frozenset[str]
    doubtful: frozenset[str]
    denying: frozenset[str]
    hedges: frozenset[str]
    negation: frozenset[str]
    ceasing: frozenset[str]
    asking: frozenset[str]
    factive: frozenset[str]
    retaliating: frozenset[str]
    harm: frozenset[str]
    conditions: frozenset[str]
    pending: frozenset[str]
    texts: frozenset[str]
    contrasts: frozenset[str]
    approximate: frozenset[str]
    preventing: frozenset[str]
    deciding: frozenset[str]
    seeming: frozenset[str]
    rumours: frozenset[str]


@functools.lru_cache(maxsize=4)
def operators(lexicon: Lexicon) -> Operators:
    t = lexicon.table("operators")
    modals, see, speech, conditions = t["modals"], t["transparent"], t["speech"], t["conditions"]
    lists = {
        "possible_modals": modals["possible"], "planned_modals": modals["planned"], "conditional_modals": modals["conditional"],
        "transparent": see["verbs"], "negative": see["negative"], "planned": see["planned"], "possible": see["possible"],
        "speech": speech["verbs"], "doubtful": speech["doubtful"], "denying": speech["denying"], "hedges": speech["hedges"],
        "asking": speech["asking"], "factive": speech["factive"], "negation": t["negation"]["words"],
        "ceasing": t["ceasing"]["verbs"], "retaliating": t["retaliating"]["verbs"],
        "harm": t["retaliating"]["harm"], "conditions": conditions["words"], "pending": conditions["pending"],
        "texts": lexicon.sets["agreement"] | lexicon.sets["law"], "seeming": see["seeming"],
        "rumours": speech["rumours"],
        **{name: t["contrary"][name] for name in ("contrasts", "approximate", "preventing", "deciding")},
    }  # fmt: skip
    return Operators(**{name: frozenset(words) for name, words in lists.items()})


@dataclass(slots=True)
class View:
    """What the walk found. `speakers` are tokens, `said` the verbs of speech; `future` tells will/would; `outer` is the frame
    that it is content of."""

    factuality: Factuality = Factuality.ACTUAL
    negated: bool = False
    future: bool = False
    possible: bool = False
    purpose: bool = False
    opaque: bool = False
    question: bool = False
    outer: Match | None = None
    speakers: list[int] = field(default_factory=list)
    doubtful: bool = False
    factive: bool = False
    said: list[int] = field(default_factory=list)


def view(tree: Tree, match: Match, ops: Operators, outer: dict[int, Match]) -> View:
    """`outer` maps the verbs of other matches to them, to see whose content this one is."""
    v = View()
    at = match.anchor
    _own(tree, at, ops, v)
    if match.nominal:
        _nominal(tree, match, ops, v, outer)
    child = match.trigger if match.nominal and not match.light else at
    for verb in _governors(tree, child if tree.pos[child] == "VERB" or match.light or not match.nominal else at, ops):
        if not _step(tree, verb, match, ops, v, outer):
            break
    for said in tree.only(at, "parataxis"):
        if tree.lemma[said] in ops.speech | ops.doubtful and ";" not in tree.word[min(at, said) : max(at, said)]:
            v.speakers.extend(tree.surface_subjects(said))
            v.doubtful |= tree.lemma[said] in ops.doubtful
    if tree.dep[at] == "pcomp" and tree.lower[tree.head[at]] not in PRIOR:
        _modal([tree.lower[a] for g in tree.ancestors(at) if tree.pos[g] == "VERB" for a in tree.only(g, "aux")], ops, v)
    top = _top(tree, at)
    v.doubtful |= _is_rumoured(tree, top, ops)
    if top != at and tree.dep[top] in ("advcl", "acl", "relcl") and tree.has_to(top):
        v.purpose = v.opaque = True
    _sentence(tree, match.trigger, ops, v)
    v.factuality = _value(v)
    return v


def _top(tree: Tree, verb: int) -> int:
    """The verb at the top of a chain of complements ("to help him oust ...")."""
    while (
        tree.dep[verb] in ("xcomp", "ccomp", "conj") and tree.head[verb] < verb and tree.pos[tree.head[verb]] in ("VERB", "AUX")
    ):
        verb = tree.head[verb]
    return verb


def _own(tree: Tree, verb: int, ops: Operators, v: View) -> None:
    """The verb's own auxiliaries, negation and conjunction; an unmarked conjunct shares those of the first."""
    auxiliaries = [tree.lower[c] for c in tree.only(verb, "aux", "auxpass")]
    _modal(auxiliaries, ops, v)
    if ops.conditional_modals.intersection(auxiliaries) and "have" in auxiliaries:
        v.factuality = Factuality.CONDITIONAL  # "would have signed"
    unsure = "have" in auxiliaries and not ops.possible_modals.isdisjoint(auxiliaries)  # "may not have signed"
    v.negated ^= is_negated(tree, verb, ops) and not unsure
    if any(a == "to" for a in auxiliaries) and tree.dep[verb] in ("advcl", "acl", "relcl", "ROOT"):
        v.purpose = True
    if _conditional(tree, verb, ops):
        v.factuality = Factuality.CONDITIONAL
    first = tree.first_conjunct(verb)
    if (
        first != verb
        and tree.pos[first] in ("VERB", "AUX")
        and tree.first(verb, "nsubj", "nsubjpass") is None
        and tree.tag[verb] in ("VB", "VBN", "VBG")
    ):
        _modal([tree.lower[c] for c in tree.only(first, "aux")], ops, v)
        if _conditional(tree, first, ops):
            v.factuality = Factuality.CONDITIONAL


def _modal(auxiliaries: list[str], ops: Operators, v: View) -> None:
    for a in auxiliaries:
        v.possible |= a in ops.possible_modals
        v.future |= a in ops.planned_modals or a in ops.conditional_modals


def is_negated(tree: Tree, verb: int, ops: Operators) -> bool:
    for c in tree.children[verb]:
        dep = tree.dep[c]
        if (
            dep in ("neg", "preconj", "advmod", "cc")
            and c + 1 < len(tree)
            and tree.lower[c + 1] in ("only", "just", "merely", "simply")
        ):
            continue
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and tree.lower[c] in ops.negation):
            return True
        if dep == "advmod" and tree.lower[c] == "longer" and any(tree.lower[d] == "no" for d in tree.children[c]):
            return True
        if dep in ("nsubj", "nsubjpass", "dobj", "attr") and _is_nothing(tree, c, ops):
            return True
    first = tree.head[verb]
    if tree.dep[verb] == "conj" and any(first < c < verb and tree.lower[c] == "nor" for c in tree.only(first, "cc")):
        return True
    return tree.dep[verb] == "pcomp" and tree.lower[tree.head[verb]] == "without" or is_contrary(tree, verb, ops)


def _is_nothing(tree: Tree, noun: int, ops: Operators) -> bool:
    if tree.lower[noun] in ops.negation:
        return True
    return any(tree.lower[d] in ops.negation for d in tree.only(noun, "det", "preconj", "neg") if d < noun)


def _conditional(tree: Tree, verb: int, ops: Operators) -> bool:
    if tree.dep[verb] not in ("advcl", "ccomp", "conj", "ROOT"):
        return False
    marks = {tree.lower[c] for c in tree.only(verb, "mark", "advmod")}
    if (
        marks & ops.conditions
        or _is_inverted(tree, verb)
        or any(tree.lower[c] == "as" and tree.lower[c - 1] == "long" for c in tree.only(verb, "mark"))
    ):
        return True
    head = tree.head[verb]
    future = any(tree.lower[a] in ("will", "would", "may", "might", "could", "'ll", "wo") for a in tree.only(head, "aux"))
    if marks & ops.pending and tree.dep[verb] == "advcl" and future:
        return True
    if tree.dep[verb] == "ROOT" and not marks:
        return False
    first = next((c for c in tree.children[verb] if c < verb and tree.dep[c] in ("aux", "auxpass")), None)
    subject = tree.first(verb, "nsubj", "nsubjpass")
    return first is not None and subject is not None and first < subject and tree.lower[first] in INVERTED


def _nominal(tree: Tree, match: Match, ops: Operators, v: View, outer: dict[int, Match]) -> None:
    noun = match.trigger
    if _is_nothing(tree, noun, ops):
        v.negated = not v.negated if not is_negated(tree, match.anchor, ops) else v.negated
    modifiers = {tree.lower[c] for c in tree.only(noun, "amod", "compound")}
    if modifiers & {"planned", "proposed", "scheduled", "upcoming", "forthcoming", "future", "next"}:
        v.purpose = True
    if modifiers & {"possible", "potential", "likely", "threatened", "feared"}:
        v.possible = True
    if modifiers & {"alleged", "suspected", "claimed", "supposed"}:
        v.doubtful = True
    verb = match.anchor
    if not match.light and verb != noun and verb in outer and outer[verb] is not match:
        v.outer = outer[verb] if _inside(tree, noun, verb) else None


def _inside(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a noun is what the verb is about (object, "for ..." or "on ..."), not who does it or when."""
    node = tree.first_conjunct(noun)
    if tree.dep[node] == "pobj" and tree.head[tree.head[node]] == verb:
        return tree.lower[tree.head[node]] in ("for", "on", "to", "of", "with", "against", "from", "about", "into")
    if tree.head[node] != verb:
        return _inside_object(tree, node, verb)
    return tree.dep[node] in ("dobj", "xcomp", "ccomp", "pobj", "attr", "nsubjpass", "dative")


def _is_parallel(tree: Tree, clause: int, head: int, ops: Operators) -> bool:
    """Whether what the parser calls a complement is a clause beside its head: "Delhi wanted X, Islamabad insisted on Y"."""
    if clause > head or tree.dep[clause] != "ccomp":
        return False
    between = tree.word[clause:head]
    if ";" in between or ":" in between:
        return True
    return tree.lemma[head] not in ops.speech | ops.doubtful


def _inside_object(tree: Tree, noun: int, verb: int) -> bool:
    """ "rejected a proposal for talks": the noun hangs on the verb's object by a preposition."""
    prep = tree.head[noun]
    owner = tree.first_conjunct(tree.head[prep]) if tree.dep[noun] == "pobj" else noun
    return (
        owner != noun
        and tree.head[owner] == verb
        and tree.dep[owner] == "dobj"
        and tree.lower[prep] in ("for", "on", "of", "to", "about")
    )


def _governors(tree: Tree, at: int, ops: Operators) -> Iterator[int]:
    """The verbs above, each reached by an edge that embeds what is below it."""
    node = at
    while tree.head[node] != node:
        edge, head = tree.dep[node], tree.head[node]
        if _is_parallel(tree, node, head, ops):
            return
        if edge in ("advcl", "relcl", "parataxis", "nsubj", "nsubjpass", "appos", "prep", "agent", "poss"):
            if edge == "prep" and tree.lower[node] not in PRIOR and tree.pos[head] in ("VERB", "AUX", "NOUN", "ADJ"):
                if tree.lower[node] == "of" and tree.dep[at] == "pcomp" and tree.pos[head] == "VERB":
                    yield head  # "accused Togo of shelling"
                elif tree.pos[head] == "ADJ" and tree.lemma[head] in ops.possible:
                    yield head  # "close to signing"
                node = head
                continue
            return
        if edge == "acl" and tree.pos[head] == "NOUN":
            yield head
            node = head
            continue
        node = head
        if edge in ("xcomp", "ccomp", "pcomp", "dobj", "pobj", "attr", "oprd", "acomp") and tree.pos[node] in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            yield node


def _step(tree: Tree, verb: int, match: Match, ops: Operators, v: View, outer: dict[int, Match]) -> bool:
    """Apply one governing word; False ends the walk (the rest concerns that word's own event)."""
    lemma = tree.lemma[verb]
    other = outer.get(verb)
    if other is not None and other is not match and not (other.nominal and match.nominal):
        v.outer = v.outer or other
        return False
    if lemma in ops.speech or lemma in ops.doubtful:
        v.speakers.extend(tree.agents(verb))
        v.said.append(verb)
        v.doubtful |= lemma in ops.doubtful or _is_hearsay(tree, verb, ops)
        v.factive |= lemma in ops.factive
        if is_negated(tree, verb, ops):  # "did not say that they would sign"
            v.possible = v.opaque = True
    elif tree.lower[verb] in ops.conditions:
        v.factuality = Factuality.CONDITIONAL
    elif lemma in ops.negative:
        v.negated = not v.negated
    elif lemma in ops.denying:
        v.negated = True
    elif lemma in ops.possible:
        v.possible = True
    elif lemma in ops.planned:
        v.purpose = True
    elif lemma == "be" or tree.pos[verb] == "ADJ":
        _judged(tree, verb, ops, v)
        _modal([tree.lower[c] for c in tree.only(verb, "aux")], ops, v)
        v.purpose |= lemma == "be" and any(tree.has_to(x) for x in tree.only(verb, "xcomp"))
    elif lemma not in ops.transparent and tree.pos[verb] == "VERB" and not awaits(tree, verb):
        v.opaque = True
    v.doubtful |= lemma in ops.seeming
    if lemma not in ops.speech and tree.pos[verb] in ("VERB", "AUX"):
        _modal([tree.lower[c] for c in tree.only(verb, "aux")], ops, v)
        v.negated ^= is_negated(tree, verb, ops)
    return True


def _is_inverted(tree: Tree, be: int) -> bool:
    """ "were Togo to attack"."""
    after = any(c > be for c in tree.only(be, "nsubj", "attr"))
    return tree.lower[be] == "were" and tree.dep[be] == "advcl" and after and bool(tree.only(be, "xcomp"))


def _is_hearsay(tree: Tree, verb: int, ops: Operators) -> bool:
    """ "is said to have left": nobody in particular says so."""
    infinitive = any(tree.has_to(x) for x in tree.only(verb, "xcomp"))
    return infinitive and tree.is_passive(verb) and tree.lemma[verb] not in ops.factive


def _is_rumoured(tree: Tree, clause: int, ops: Operators) -> bool:
    """ "reports that they left": the clause tells what a noun of hearsay says."""
    noun = tree.head[clause]
    told = tree.dep[clause] in ("acl", "relcl") and tree.lemma[noun] in ops.rumours
    return (
        told and noun + 1 < len(tree) and tree.lower[noun + 1] == "that" and tree.first(clause, "nsubj", "nsubjpass") != noun + 1
    )


def _judged(tree: Tree, be: int, ops: Operators, v: View) -> None:
    """ "it is possible that they signed": an adjective beside the clause; one that governs it is a step of its own."""
    for c in [c for c in tree.only(be, "acomp") if not tree.only(c, "xcomp", "ccomp")]:
        v.negated ^= tree.lemma[c] in ops.negative
        v.possible |= tree.lemma[c] in ops.possible


def _sentence(tree: Tree, i: int, ops: Operators, v: View) -> None:
    """Sources and hedges that stand beside the clause: "..., officials said", "according to", "reportedly", questions."""
    first, last = tree.sentences[tree.sentence[i]]
    v.question = tree.word[last] == "?" and tree.lower[first] not in ("why", "how", "when", "what", "where", "who")
    for j in range(first, last + 1):
        lower = tree.lower[j]
        if (
            lower in ops.hedges
            and abs(j - i) < 6
            and (tree.pos[tree.head[j]] != "VERB" or tree.head[j] in (i, *tree.ancestors(i)))
        ):
            v.doubtful = True
        elif lower == "according" and tree.word[min(j + 1, last)] == "to" and not _is_beyond(tree, i, j):
            v.speakers.extend(o for _, _, o in tree.phrases(j))
            v.speakers.extend(o for p in tree.only(j, "prep") for o in tree.only(p, "pobj"))
        elif (
            tree.lemma[j] in ops.speech
            and tree.dep[j] in ("parataxis", "ROOT", "ccomp", "conj")
            and j > i
            and any(c <= i and _dominates(tree, c, i) for c in tree.only(j, "ccomp"))
        ):
            v.speakers.extend(s for s in tree.surface_subjects(j) if s not in v.speakers and tree.pos[j] == "VERB")


def _is_beyond(tree: Tree, i: int, source: int) -> bool:
    """ "Rebels left, according to Ghana, which had warned them, and Togo rejoiced; Mali wept": what is told of the source
    itself, of another subject after it, and beyond a semicolon, is not its word."""
    if ";" in tree.word[min(i, source) : max(i, source)] or i in tree.subtree(source):
        return True
    verb = next((v for v in (i, *tree.ancestors(i)) if tree.pos[v] in ("VERB", "AUX")), i)
    other = tree.dep[verb] == "conj" and tree.first(verb, "nsubj", "nsubjpass") is not None
    return other and tree.head[verb] < source < verb


def _dominates(tree: Tree, verb: int, i: int) -> bool:
    """Whether a token stands in the clause of a verb, with no semicolon between."""
    return (verb == i or verb in tree.ancestors(i)) and ";" not in tree.word[min(verb, i) : max(verb, i)]


def _value(v: View) -> Factuality:
    if v.factuality is Factuality.CONDITIONAL:
        return Factuality.CONDITIONAL
    if v.negated:
        return Factuality.NEGATED
    if v.possible or v.question:
        return Factuality.POSSIBLE
    if v.future or v.purpose:
        return Factuality.PLANNED
    return Factuality.UNKNOWN if v.doubtful else Factuality.ACTUAL
