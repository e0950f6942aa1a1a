"""Acts done by saying something of an act: "Moscow said Kyiv must withdraw" demands, "Syria says it will not accept" refuses.

The embedded verb may be any verb; what makes the act is the modal, the negation and who speaks of whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.factuality import Operators, is_negated
from kg.extract.frames import Match
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import Frame
from kg.patterns import Pattern

OBLIGATION = Frame(name="obligation", type="REQUEST", content="Planned", initiative="Proposed")
ULTIMATUM = Frame(name="ultimatum", type="REQUEST", content="Planned", initiative="Proposed")
MENACE = Frame(name="menace", type="THREATEN", content="Conditional")
REPRISAL = Frame(name="reprisal", type="THREATEN")
REFUSAL = Frame(name="refusal", type="REJECT", content="Negated")
GIVING = frozenset({"give", "grant", "allow", "set", "leave"})
TERMS = frozenset({"hour", "day", "week", "month", "year", "deadline", "time"})
DUTY = frozenset({"must", "should", "ought", "needs", "need", "has", "have"})
WILL = frozenset({"will", "would", "wo", "'ll", "shall"})


def acts(tree: Tree, who: Parties, ops: Operators, known: set[int]) -> list[Match]:
    """Matches for clauses under verbs of speech; `known` are the verbs that a frame of the lexicon has claimed."""
    verbs = [i for i in range(len(tree)) if tree.pos[i] in ("VERB", "AUX")]
    deadlines = [m for i in verbs if tree.lemma[i] in GIVING for m in _ultimatum(tree, i)]
    return [m for i in verbs for m in _act(tree, i, who, ops, known)] + deadlines


def joined(matches: list[Match], acts: list[Match]) -> list[Match]:
    """Frames and acts of saying; a verb of giving that sets a deadline tells nothing else."""
    deadlines = {m.trigger for m in acts if m.frame in (ULTIMATUM, MENACE)}
    return [m for m in matches if m.trigger not in deadlines] + acts


def _ultimatum(tree: Tree, verb: int) -> Iterator[Match]:
    """ "gave Togo a week to reply", "until May to reply": a demand; with "or ..." a threat."""
    objects = tree.only(verb, "dobj", "dative", "npadvmod")
    terms = [o for o in objects if tree.lemma[o] in TERMS] + [
        p for p in tree.only(verb, "prep") if tree.lower[p] in ("until", "till")
    ]
    whom = [c for o in objects if tree.lemma[o] not in TERMS for c in tree.conjuncts(o)]
    if not terms or not whom:
        return
    below = [x for t in terms for x in tree.subtree(t)] + tree.only(verb, "xcomp", "advcl", "ccomp")
    tasks = [c for c in below if tree.pos[c] == "VERB" and tree.has_to(c)]
    if not tasks:
        return
    _, last = tree.sentences[tree.sentence[verb]]
    frame = MENACE if any(tree.lower[j] == "or" for j in range(tasks[0], last)) else ULTIMATUM
    yield Match(verb, verb, frame, Pattern("", tree.lemma[verb]), tree.agents(verb), whom, extra=[])


def _act(tree: Tree, verb: int, who: Parties, ops: Operators, known: set[int]) -> Iterator[Match]:
    modals = {tree.lower[a] for a in tree.only(verb, "aux")}
    negated = is_negated(tree, verb, ops)
    bare = _is_mandative(tree, verb, modals, ops)
    returned = bool(modals & WILL) and tree.lemma[verb] in ops.retaliating
    refused = bool(modals & WILL) and negated
    if not (modals & DUTY or refused or returned or bare) or (verb in known and not (modals & DUTY or bare)):
        return
    speech = _speech(tree, verb, ops)
    if speech is None:
        return
    speakers = {e for s in tree.agents(speech) for e in who.of(s)}
    subjects = {e for s in tree.surface_subjects(verb) for e in who.of(s)}
    own = bool(speakers & subjects) or any(who.speaks_for(s, list(subjects)) for s in speakers)
    if modals & WILL and own:
        frame, pattern = REFUSAL if negated else REPRISAL, Pattern("", tree.lemma[verb])
        yield Match(verb, verb, frame, pattern, tree.agents(speech), [], extra=[speech])
    elif (bare or _is_duty(tree, verb, modals)) and speakers and subjects and not speakers & subjects and not negated:
        yield Match(
            speech,
            speech,
            OBLIGATION,
            Pattern("", tree.lemma[speech]),
            tree.agents(speech),
            tree.surface_subjects(verb),
            extra=[verb],
        )


def _is_mandative(tree: Tree, verb: int, modals: set[str], ops: Operators) -> bool:
    """ "insisted that Togo leave": the bare form after a verb of asking."""
    return (
        not modals and tree.tag[verb] in ("VB", "VBP") and tree.dep[verb] == "ccomp" and tree.lemma[tree.head[verb]] in ops.asking
    )


def _is_duty(tree: Tree, verb: int, modals: set[str]) -> bool:
    """ "must", "should", and "has to" but not the perfect "has"."""
    return bool(modals & {"must", "should", "ought"}) or (bool(modals & DUTY) and tree.tag[verb] == "VB")


def _speech(tree: Tree, verb: int, ops: Operators) -> int | None:
    head = tree.head[verb]
    if tree.dep[verb] == "ccomp" and tree.lemma[head] in ops.speech | ops.doubtful | ops.asking and head != verb:
        return head
    return None
