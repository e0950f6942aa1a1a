"""What is to be done, told by verbs: demanded, promised, agreed, wanted, recommended, laid down ("agreed to exchange
prisoners", "wants Kenya to mediate", "both sides should withdraw", "gave them a week to leave")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.entities import Entity
from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, clause, is_actor, is_light, kind_of, parties_of, spread
from kg.extract.occurrences import Occurrence
from kg.extract.tree import Tree

DUTY = frozenset({"should", "must", "ought"})
OPTION = frozenset({"could", "may", "might", "can"})
ANSWER = 8  # sentences that an answer may have before its imperative
SPANS = frozenset({"hour", "day", "week", "month", "year", "time", "deadline"})


def clauses(finder: Finder) -> Iterator[Phrase]:
    """The phrases, in no order. Whose content a clause is stands in `finder.contents`, who wants it in `finder.movers`."""
    for o in finder.occurrences:
        if o.match.frame.initiative and o.factuality.value != "Negated":
            yield from _of_event(finder, o)
        if _is_withholding(finder, o):
            finder.contents[o.match.trigger] = o.match.trigger
            yield clause(finder.tree, o.match.trigger)
    for i in range(len(finder.tree)):
        if finder.tree.pos[i] in ("VERB", "AUX"):
            yield from _of_verb(finder, i)
        elif finder.tree.pos[i] in ("ADJ", "NOUN"):
            yield from _of_predicate(finder, i)


def _of_event(finder: Finder, o: Occurrence) -> Iterator[Phrase]:
    tree, verb = finder.tree, o.match.trigger
    gerunds = [c for p in tree.only(verb, "prep") if tree.lower[p] in ("for", "on", "to") for c in tree.only(p, "pcomp")]
    for c in [*tree.only(verb, "xcomp", "ccomp", "pcomp", "advcl", *(("acl",) if o.match.nominal else ())), *gerunds]:
        if c < verb or tree.pos[c] != "VERB" or not (_is_purpose(tree, c) or _is_wished(tree, c) or _is_told(tree, c, o)):
            continue
        if o.match.frame.initiative == "Rejected" and tree.first(c, "dobj") is None:  # "refused to meet"
            continue
        objects = [d for d in tree.only(verb, "dobj") if not tree.lower[d].endswith(("self", "selves"))]
        if tree.dep[c] == "advcl" and o.type == "AGREE" and objects:  # "signed a pact to boost trade"
            continue
        for v in _coordinated(tree, c):
            for phrase in _content(finder, v, negated=tree.has_to(v) and o.match.frame.initiative != "Rejected"):
                finder.contents[phrase.head] = verb
                yield phrase


def _is_told(tree: Tree, verb: int, o: Occurrence) -> bool:
    """ "Demands that all sides cease fire", tagged as a present tense; "proposed extending it", "agreed on sending troops"."""
    if tree.tag[verb] == "VBG" and tree.dep[verb] in ("xcomp", "pcomp") and o.match.frame.initiative in ("Proposed", "Agreed"):
        return o.type in ("REQUEST", "AGREE") and tree.first(verb, "nsubj") is None
    bare = tree.tag[verb] == "VBP" and tree.dep[verb] == "ccomp" and not tree.only(verb, "aux", "auxpass")
    return bare and o.type == "REQUEST" and any(tree.lower[m] == "that" for m in tree.only(verb, "mark"))


def _is_withholding(finder: Finder, o: Occurrence) -> bool:
    """ "Suspended budget support", "closed the borders": the act is the measure, not what it is done to."""
    tree, verb = finder.tree, o.match.trigger
    if o.type != "SANCTION" or o.match.nominal or not o.agents or o.factuality.value not in ("Actual", "Planned"):
        return False
    objects = tree.only(verb, "dobj")
    kinds = {kind_of(tree, c, finder.words) for d in objects for c in tree.conjuncts(d)}
    return (
        tree.pos[verb] == "VERB"
        and any(tree.lemma[d] in finder.words.sets["withheld"] for d in objects)
        and kinds <= {None, "programme", "measure"}
    )


def _coordinated(tree: Tree, verb: int) -> Iterator[int]:
    """A verb and those coordinated with it in the same form, also where the parser hangs them on its object or clause."""
    yield verb
    for c in _conjuncts_below(tree, verb):
        same = tree.tag[c] == tree.tag[verb] or tree.has_to(c) and tree.has_to(verb)
        if tree.pos[c] == "VERB" and same:
            yield c


def _conjuncts_below(tree: Tree, verb: int) -> list[int]:
    inner = [c for c in tree.only(verb, "ccomp", "xcomp", "advcl") if c > verb]
    listed = [c for c in tree.only(verb, "advcl") if c > verb and tree.has_to(c) and _follows_comma(tree, c)]
    return [*tree.conjuncts(verb)[1:], *listed, *(c for v in inner for c in tree.conjuncts(v)[1:] if tree.has_to(c))]


def _follows_comma(tree: Tree, verb: int) -> bool:
    """ "to freeze moves, to refrain from raids and to admit monitors": a list that the parser took for a purpose."""
    first = min([verb, *tree.only(verb, "aux", "neg")])
    return first > 1 and tree.word[first - 1] in (",", ";")


def _is_purpose(tree: Tree, verb: int) -> bool:
    """An infinitive, or a clause with "should", "would", "will"; not one of time or reason."""
    if tree.dep[verb] == "advcl" and not tree.has_to(verb):
        return False
    modal = any(tree.lower[a] in ("to", "should", "would", "will", "must") for a in tree.only(verb, "aux"))
    return modal or tree.tag[verb] == "VB"


def _is_wished(tree: Tree, verb: int) -> bool:
    """ "Demands that services be restored", "wants them handed over": passive and bare."""
    bare = all(tree.lower[a] in ("be", "been") for a in tree.only(verb, "aux", "auxpass"))
    told = tree.first(verb, "nsubj", "nsubjpass") is not None
    return tree.dep[verb] in ("ccomp", "xcomp") and tree.tag[verb] == "VBN" and bare and told


def _content(finder: Finder, verb: int, *, negated: bool = False) -> Iterator[Phrase]:
    """The clause of one verb; in "to go on mediating" of the second. With `negated` also "not to move troops"."""
    tree = finder.tree
    o = finder.by_trigger.get(verb)
    if (
        is_negated(tree, verb, finder.ops)
        and not negated
        or tree.lemma[verb] in finder.ops.speech
        or (o is not None and o.type == "REQUEST")
    ):
        return
    if is_light(finder, verb, "idle") and not _is_moved(tree, verb):
        inner = [c for c in tree.only(verb, "xcomp", "advcl") if tree.tag[c] == "VBG"]
        inner += [c for p in tree.only(verb, "prep", "prt") for c in tree.only(p, "pcomp")]
        for v in inner:
            yield from (clause(tree, c) for c in (v, *(c for c in tree.only(v, "conj") if tree.pos[c] == "VERB")))
    elif (aim := _worked_for(finder, verb)) is not None:
        yield spread(tree, aim, kind_of(tree, aim, finder.words) or "measure")
    elif _has_content(finder, verb) and not _is_vacuous(finder, verb):
        yield clause(tree, verb)
    yield from _made(finder, verb)


def _is_said(finder: Finder, verb: int) -> bool:
    """A verb of saying with what is said; not "to admit observers", "to announce a timetable"."""
    tree = finder.tree
    told = tree.only(verb, "dobj") and tree.first(verb, "ccomp", "dative") is None
    return tree.lemma[verb] in finder.ops.speech and not told


def _is_moved(tree: Tree, verb: int) -> bool:
    """ "to take the dispute to the court", "to bring the parties to the table"."""
    objects = [d for d in tree.only(verb, "dobj") if tree.pos[d] in ("NOUN", "PROPN") and d < verb + 6]
    return (
        bool(objects)
        and tree.lemma[verb] in ("take", "give", "keep")
        and any(
            tree.lower[p] in ("to", "into", "from", "off", "out")
            for v in (verb, objects[0])
            for p in tree.only(v, "prep")
            if p > objects[0]
        )
    )


def _has_content(finder: Finder, verb: int) -> bool:
    tree = finder.tree
    told = tree.first(verb, "dobj", "agent", "nsubjpass", "ccomp", "prep", "prt") is not None or bool(tree.objects(verb))
    return told or tree.lemma[verb] in finder.words.sets["doing"]


def _worked_for(finder: Finder, verb: int) -> int | None:
    """ "to work towards complete denuclearisation": what is worked for."""
    tree = finder.tree
    if tree.lemma[verb] not in ("work", "strive") or tree.only(verb, "dobj"):
        return None
    return next(
        (o for p, _, o in tree.phrases(verb) if p in ("for", "towards", "toward") and kind_of(tree, o, finder.words)), None
    )


def _is_vacuous(finder: Finder, verb: int) -> bool:
    """ "to redouble their efforts", "to resolve their differences", "to support its decisions": nothing is said of what to do."""
    tree = finder.tree
    objects = tree.only(verb, "dobj")
    if (
        objects
        and tree.lemma[verb] in {*finder.words.verbs, "carry"}
        and all(tree.lower[o] in ("it", "this", "that") for o in objects)
    ):
        return True  # "to carry it out"
    return bool(objects) and all(
        tree.lemma[o] in finder.words.sets["vacuous"]
        and not any(prep in ("on", "over", "of", "in") for prep, _, _ in tree.phrases(o))
        for o in objects
    )


def _made(finder: Finder, verb: int) -> Iterator[Phrase]:
    """The object of a verb of making is the initiative: "should first agree a common position", "take humanitarian steps"."""
    tree = finder.tree
    if is_light(finder, verb, "making"):
        for o in tree.only(verb, "dobj"):
            kind = kind_of(tree, o, finder.words)
            if kind and tree.pos[o] == "NOUN" and not is_actor(finder, o) and tree.lemma[o] not in finder.words.sets["empty"]:
                yield spread(tree, o, kind)


def _of_verb(finder: Finder, i: int) -> Iterator[Phrase]:
    tree = finder.tree
    if _is_recommended(finder, i) or _is_due(finder, i):
        for v in _coordinated(tree, i) if tree.dep[i] == "xcomp" else [i]:
            yield clause(tree, v)
            yield from _made(finder, v)
    elif tree.lemma[i] in finder.words.sets["wanting"] and not _is_told_as_event(finder, i):
        yield from _wanted(finder, i, parties_of(finder, tree.agents(i)))
    elif tree.lemma[i] in finder.words.sets["mulling"]:
        yield from _considered(finder, i)
    elif _is_own_advice(finder, i) and not _is_told_as_event(finder, i):
        finder.movers[i] = -1
        yield clause(tree, i)
    elif tree.lemma[i] in ("give", "grant", "set", "allow"):
        yield from _within_days(finder, i)
    elif tree.tag[i] == "VB" and tree.dep[i] in ("ROOT", "conj") and (asked := _asked_for(finder, i)) is not None:
        finder.movers[i] = -1
        finder.advised[i] = asked
        yield clause(tree, i)


def _considered(finder: Finder, i: int) -> Iterator[Phrase]:
    """ "The ministers would consider imposing further costs"."""
    tree = finder.tree
    if is_negated(tree, i, finder.ops) or not parties_of(finder, tree.agents(i)):
        return
    for c in tree.only(i, "xcomp"):
        if tree.tag[c] == "VBG" and tree.only(c, "dobj"):
            for phrase in _content(finder, c):
                finder.movers[phrase.head] = i
                yield phrase


def _is_own_advice(finder: Finder, i: int) -> bool:
    """ "I would revive the visits", in the answer to "What would you do?"."""
    tree = finder.tree
    if not any(tree.lower[a] in ("would", "'d", "’d") for a in tree.only(i, "aux")) or not tree.only(i, "dobj"):
        return False
    speaker = [s for s in tree.surface_subjects(i) if tree.lower[s] == "i"]
    if not speaker or any(
        tree.lemma[i] in s for s in (finder.words.sets["idle"], finder.words.sets["musing"], finder.ops.speech)
    ):
        return False
    asked = range(max(0, tree.sentence[i] - ANSWER), tree.sentence[i])
    return any(
        tree.word[last] == "?" and {"would", "should", "recommend", "suggest", "propose"} & {*tree.lower[first:last]}
        for first, last in (tree.sentences[n] for n in asked)
    )


def _is_told_as_event(finder: Finder, i: int) -> bool:
    o = finder.by_trigger.get(i)
    return o is not None and bool(o.match.frame.initiative)


def _wanted(finder: Finder, i: int, who: list[Entity]) -> Iterator[Phrase]:
    """ "Ethiopia wants to try the crimes", "he wants sanctions imposed"."""
    tree = finder.tree
    before = any(tree.lower[a] == "had" for a in tree.only(i, "aux"))
    if before or all(e.generic for e in who) or is_negated(tree, i, finder.ops):
        return
    done = [c for d in tree.only(i, "dobj") for c in tree.only(d, "acl") if tree.tag[c] == "VBN" and c == d + 1]
    for c in [*tree.only(i, "xcomp", "ccomp"), *done]:
        if c > i and tree.pos[c] == "VERB" and (_is_purpose(tree, c) or _is_wished(tree, c) or c in done):
            for v in _coordinated(tree, c):
                for phrase in _content(finder, v):
                    finder.movers[phrase.head] = i
                    yield phrase


def _of_predicate(finder: Finder, i: int) -> Iterator[Phrase]:
    """ "Nigeria is ready to engage", "it is necessary for India to build ports"."""
    tree = finder.tree
    verb = tree.head[i]
    if tree.pos[i] == "NOUN" and tree.lemma[i] in finder.words.sets["intending"] and i not in finder.by_trigger:
        for c in tree.only(i, "acl"):
            if c > i and tree.pos[c] == "VERB" and tree.has_to(c) and tree.dep[i] == "dobj":
                for v in _coordinated(tree, c):
                    for phrase in _content(finder, v):
                        finder.movers[phrase.head] = verb
                        yield phrase
    if tree.dep[i] != "acomp" or is_negated(tree, verb, finder.ops):
        return
    willing = tree.lower[i] in finder.words.sets["willing"]
    if not willing and tree.lower[i] not in finder.words.sets["needed"]:
        return
    if willing and not any(parties_of(finder, tree.surface_subjects(verb))):
        return
    for c in [*tree.only(i, "xcomp", "ccomp", "advcl"), *tree.only(verb, "xcomp", "ccomp", "advcl")]:
        if c > i and tree.pos[c] in ("VERB", "AUX") and tree.has_to(c):
            for v in _coordinated(tree, c):
                for phrase in _content(finder, v):
                    finder.movers[phrase.head] = verb if willing else -1
                    yield phrase


def _within_days(finder: Finder, i: int) -> Iterator[Phrase]:
    """ "Gave the soldiers 15 days to return to barracks"."""
    tree = finder.tree
    for noun in tree.only(i, "dobj", "npadvmod"):
        if tree.lemma[noun] in SPANS and tree.first(i, "dative", "dobj") is not None:
            for c in tree.only(noun, "acl", "relcl"):
                if tree.has_to(c) and tree.first(c, "nsubj") is None:
                    finder.movers[c] = i
                    yield clause(tree, c)


def _is_due(finder: Finder, i: int) -> bool:
    """ "Both sides are to halt operations": laid down for an actor to do."""
    tree = finder.tree
    be = tree.head[i]
    if tree.dep[i] != "xcomp" or tree.lower[be] not in ("is", "are", "was", "were") or tree.lemma[be] != "be":
        return False
    infinitive = tree.has_to(i) and i - be < 6 and not is_light(finder, i, "idle")
    bare = all(c < be for c in tree.only(be, "acomp", "attr", "oprd", "prep")) and tree.first(be, "mark", "neg") is None
    return infinitive and bare and bool(tree.only(i, "dobj")) and bool(parties_of(finder, tree.surface_subjects(be)))


def _is_recommended(finder: Finder, i: int) -> bool:
    """ "The two states should revive ...": an author's proposal, when actors are the subject and the verb is one of doing.
    Where advice is given, under "Recommendations" or "What X can do", also with "could" and "may"."""
    tree = finder.tree
    modals = DUTY | OPTION if finder.is_advice(i) else DUTY
    modal = next((a for a in tree.only(i, "aux") if tree.lower[a] in modals), None)
    if tree.dep[i] == "xcomp" and tree.lower[tree.head[i]] == "ought":
        modal = tree.head[i]
    if modal is None or is_negated(tree, i, finder.ops) or tree.first(i, "mark") is not None:
        return False
    if tree.lower[modal] in OPTION and any(
        tree.lower[m] in ("if", "unless") for c in tree.only(i, "advcl") for m in tree.only(c, "mark")
    ):
        return False
    subject = tree.first(i, "nsubj", "nsubjpass")
    told = bool(tree.objects(i)) or tree.first(i, "ccomp") is not None
    told |= any(
        p in ("on", "to", "with", "from", "against", "towards", "toward") and tree.pos[o] == "NOUN" for p, _, o in tree.phrases(i)
    )
    if tree.is_passive(i) and tree.lower[modal] in DUTY and tree.dep[i] == "ROOT" and tree.first(i, "nsubjpass") is not None:
        return not is_light(finder, i, "idle")
    if not told or tree.lemma[i] in finder.words.sets["idle"] - {"let"} or (subject is not None and modal < subject):
        return False
    return any(not e.is_place for s in tree.agents(i) for e in finder.who.of(s, generic=False))


def _asked_for(finder: Finder, i: int) -> int | None:
    """For an imperative in the answer to "What should the government do?": who should, as a token."""
    tree = finder.tree
    root = tree.first_conjunct(i)
    if tree.dep[root] != "ROOT" or tree.tag[root] != "VB" or tree.lemma[i] in finder.words.sets["musing"]:
        return None
    if tree.first(root, "nsubj", "nsubjpass", "aux", "expl") is not None or tree.first(i, "dobj", "ccomp") is None:
        return None
    for n in range(tree.sentence[i] - 1, max(-1, tree.sentence[i] - ANSWER), -1):
        first, last = tree.sentences[n]
        if tree.word[last] == "?" or tree.word[last - 1] == "?":
            return next((s for v in range(first, last) if _is_asked(tree, v) for s in tree.only(v, "nsubj")), None)
    return None


def _is_asked(tree: Tree, verb: int) -> bool:
    return any(tree.lower[a] in (*DUTY, "can", "could", "need") for a in tree.only(verb, "aux"))


__all__ = ["clauses"]
