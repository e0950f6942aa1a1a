"""Acts that undo an initiative without a word such as "obstacle": "the rebels pulled out", "X ignored it", "fighting ended
the truce", "no longer feels bound by it", "has neither men nor money", "not yet staffed"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.issues import Topic, topic
from kg.extract.occurrences import Occurrence
from kg.extract.sides import CONCLUDED
from kg.extract.tree import Tree
from kg.lexicon import slug
from kg.model import Factuality, Status

HARMFUL = frozenset({"SANCTION", "ASSAULT", "COERCE", "REJECT", "PROTEST"})
BACK = frozenset({"it", "this", "that", "both", "them"})


def set_back(finder: Finder) -> None:
    """Link the acts to the initiatives that they undo."""
    for plan in finder.plans:
        for phrase in plan.phrases:
            for o in (*_ended_by(finder, plan, phrase), *_disowned(finder, plan, phrase)):
                plan.link("hinderedBy", o, (o.match.trigger, o.match.trigger))
            for thing in (*_wanting(finder, phrase), *_undone(finder, phrase)):
                plan.link("hinderedBy", thing[0], thing[1])
    for o in finder.occurrences:
        plan = _left(finder, o) if o.factuality is Factuality.ACTUAL and not o.match.nominal else None
        if plan is not None:
            plan.link("hinderedBy", o, (o.match.trigger, o.match.trigger))


def _verbs(tree: Tree, phrase: Phrase) -> Iterator[tuple[int, str]]:
    """The verbs of whose clause a mention is object or subject, those coordinated with them too, with its role."""
    noun = tree.first_conjunct(phrase.head)
    role, verb = tree.dep[noun], tree.head[noun]
    if role not in ("dobj", "nsubjpass", "nsubj") or tree.pos[verb] not in ("VERB", "AUX"):
        return
    yield verb, role
    for c in tree.only(verb, "conj"):
        if role != "dobj" and tree.first(c, "nsubj", "nsubjpass") is None:
            yield c, "nsubjpass" if tree.is_passive(c) else "nsubj"


def _ended_by(finder: Finder, plan: Plan, phrase: Phrase) -> Iterator[Occurrence]:
    """ "Fighting ends the truce", "the resumption of strikes, which broke the truce", "A blocked it"."""
    tree = finder.tree
    if phrase.clause:
        return
    for verb, role in _verbs(tree, phrase):
        words = tree.with_particles(verb, "prt")
        failing = any(finder.words.verbs.get(w) is Status.SUSPENDED for w in words)
        undone = words & finder.hindrances("undoing")
        if not undone and not failing or is_negated(tree, verb, finder.ops) or role == "nsubj":
            continue
        act = next((o for s in (*tree.only(verb, "csubj"), *tree.agents(verb)) if (o := _told_by(finder, s)) is not None), None)
        act = act or (finder.by_trigger.get(verb) if undone else None)
        if act is not None and act.factuality is Factuality.ACTUAL and act in finder.occurrences:
            yield act


def _told_by(finder: Finder, noun: int) -> Occurrence | None:
    """The event that a subject names, through "which" too."""
    tree = finder.tree
    if tree.lower[noun] in ("which", "that"):
        clause = next((a for a in tree.ancestors(noun) if tree.dep[a] == "relcl"), None)
        over = [*tree.ancestors(clause)] if clause is not None else []
        return next((finder.by_trigger[a] for a in over if a in finder.by_trigger and tree.pos[a] == "NOUN"), None)
    o = finder.by_trigger.get(noun)
    return o if o is not None and (o.match.nominal or tree.dep[noun] == "csubj") else None


def _disowned(finder: Finder, plan: Plan, phrase: Phrase) -> Iterator[Occurrence]:
    """ "announces that he no longer feels bound by the moratorium"."""
    tree = finder.tree
    if phrase.clause or plan.kind not in CONCLUDED:
        return
    for a in tree.ancestors(phrase.head):
        o = finder.by_trigger.get(a)
        told = tree.dep[phrase.head] == "pobj" and any(tree.dep[x] == "ccomp" for x in tree.ancestors(phrase.head) if x > a)
        if told and o in finder.occurrences and o.type == "REJECT" and o.factuality is Factuality.ACTUAL:
            yield o


def _wanting(finder: Finder, phrase: Phrase) -> Iterator[tuple[Topic, tuple[int, int]]]:
    """ "The mission has neither the men nor the money"."""
    tree = finder.tree
    for verb, role in _verbs(tree, phrase):
        if role != "nsubj" or tree.lemma[verb] not in ("have", "get", "receive", "possess"):
            continue
        for d in tree.only(verb, "dobj"):
            short = {tree.lower[c] for c in tree.children[d]} & {"neither", "no", "little", "few", "insufficient", "inadequate"}
            if short or any(tree.lower[c] == "neither" for c in tree.children[verb]):
                yield from (t for c in tree.conjuncts(d) if (t := topic(tree, c, finder.lexicon)) is not None)


def _undone(finder: Finder, phrase: Phrase) -> Iterator[tuple[Topic, tuple[int, int]]]:
    """ "a commission, established in April but not yet staffed"."""
    tree = finder.tree
    if phrase.clause:
        return
    for verb, _ in _verbs(tree, phrase):
        wait = tree.head[verb] if tree.dep[verb] == "xcomp" else verb
        if wait < verb - 2 and tree.lemma[wait] == "have" and tree.lower[wait + 1 : wait + 3] == ["yet", "to"]:
            label = " ".join(tree.lower[wait + 1 : verb + 1])
            yield Topic(f"issue/{slug(label)}", label), (wait + 1, verb)
    own = [*tree.only(phrase.head, "acl", "relcl"), *(v for v, role in _verbs(tree, phrase) if role == "nsubjpass")]
    for v in [x for c in own for x in tree.conjuncts(c)]:
        left = [j for j in range(max(0, v - 4), v) if tree.lower[j] in ("not", "never")]
        yet = any(tree.lower[j] in ("yet", "been") for j in range(left[-1], v)) if left else False
        if yet and tree.tag[v] == "VBN":
            label = " ".join(tree.lower[left[-1] : v + 1])
            yield Topic(f"issue/{slug(label)}", label), (left[-1], v)


def _left(finder: Finder, o: Occurrence) -> Plan | None:
    """What "the rebels pulled out", "the army stayed away", "X ignored it" turn their back on: what was agreed or begun, told of
    in this sentence or the one before."""
    tree, verb = finder.tree, o.match.trigger
    if o.type not in HARMFUL and o.type != "RETREAT" or not o.agents or tree.pos[verb] != "VERB":
        return None
    words = tree.with_particles(verb, "prt", "advmod")
    objects = tree.only(verb, "dobj")
    back = bool(objects) and all(tree.lower[d] in BACK for d in objects)
    if words & finder.hindrances("leaving") and not objects and not any(True for _ in tree.all_phrases(verb)):
        back = True
    elif not words & finder.hindrances("undoing"):
        return None
    return _at_hand(finder, verb) if back else None


def _at_hand(finder: Finder, verb: int) -> Plan | None:
    tree = finder.tree
    near = [
        (p.head, n)
        for n, plan in enumerate(finder.plans)
        for p in plan.phrases
        if p.kind in CONCLUDED and not p.clause and p.head < verb and tree.sentence[verb] - tree.sentence[p.head] < 2
    ]
    return finder.plans[max(near)[1]] if near else None
