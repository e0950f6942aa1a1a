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
REPRISAL = Frame(name="reprisal", type="THREATEN")
REFUSAL = Frame(name="refusal", type="REJECT", content="Negated")
DUTY = frozenset({"must", "should", "ought", "needs", "need", "has", "have"})
WILL = frozenset({"will", "would", "wo", "'ll", "shall"})


def acts(tree: Tree, who: Parties, ops: Operators, known: set[int]) -> list[Match]:
    """Matches for clauses under verbs of speech; `known` are the verbs that a frame of the lexicon has claimed."""
    return [m for i in range(len(tree)) if tree.pos[i] in ("VERB", "AUX") for m in _act(tree, i, who, ops, known)]


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
