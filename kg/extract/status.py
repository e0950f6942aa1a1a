"""Where an initiative stands as of the document, from the words that govern its mentions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kg.extract.entities import Entity
from kg.extract.factuality import is_negated
from kg.extract.initiatives import MODALS, Finder, Phrase, Plan, modals, parties_of
from kg.extract.occurrences import Occurrence
from kg.extract.tree import Tree
from kg.model import Factuality, Status

SETTLED = 92  # days
SETTLING = frozenset({"agreement", "law", "truce", "mechanism", "mission"})
ADOPTED = frozenset({"agreement", "law", "statement", "truce"})
DECLARING = frozenset({"declare", "pronounce", "proclaim", "call", "consider", "deem", "rule", "render"})


def settle(finder: Finder, plan: Plan) -> None:
    """The status of the whole first, since a part takes it."""
    if plan.status is None:
        if plan.whole is not None:
            settle(finder, plan.whole)
        plan.status = Status.ACTIVE if _is_decreed(finder, plan) else _status(finder, plan)


def _is_decreed(finder: Finder, plan: Plan) -> bool:
    """Measures under a heading that names them ("Sanctions with immediate effect"), and the heading's own: in force."""
    whole = plan if plan.whole is None else plan.whole
    if whole.kind != "measure" or not whole.has("hasPart") or whole.head.head not in finder.headings:
        return False
    return plan is whole or plan.head.head in finder.listed


def _status(finder: Finder, plan: Plan) -> Status:
    """The default of its kind, changed by what governs its mentions, the last development counting."""
    mentions = sorted([*plan.phrases, *plan.pronouns], key=lambda p: p.head)
    found = [s for p in mentions if (s := phrase_status(finder, p)) is not None]
    if plan.refused:
        return Status.REJECTED
    firm = [s for s in found if s is not Status.PROPOSED]
    if Status.REJECTED in firm and plan.kind in ADOPTED and {Status.AGREED, Status.ACTIVE} & {*firm}:
        firm = [s for s in firm if s is not Status.REJECTED]  # what is adopted already one side can only oppose
    if firm:
        return firm[-1]
    rejected = plan.whole is not None and plan.whole.status is Status.REJECTED
    if plan.whole is not None and plan.whole.status is not None and (plan.head.clause or not found or rejected):
        return plan.whole.status
    if found:
        return found[-1]
    if plan.head.clause:
        return Status.PROPOSED
    default = finder.words.default.get(plan.kind, Status.PROPOSED)
    if plan.kind == "agreement" and not plan.head.named and _is_fresh(finder, plan):
        return Status.AGREED
    return Status.ACTIVE if default is Status.PROPOSED and _is_there(finder, plan) else default


def _is_fresh(finder: Finder, plan: Plan) -> bool:
    """Whether the text tells that its parties agreed less than three months before."""
    parties = {e for e in plan.has("participant") if isinstance(e, Entity)}
    for o in finder.occurrences:
        if o.type == "AGREE" and o.factuality is Factuality.ACTUAL and len(parties & set(o.agents)) > 1 and o.time is not None:
            return not _is_old(finder, o.match.trigger, plan.head.head)
    return False


def _is_there(finder: Finder, plan: Plan) -> bool:
    """Whether measures and cooperation are spoken of as a matter of fact: "the cooperation between X and Y still stands"."""
    if plan.kind not in ("measure", "mechanism", "cooperation", "project") or plan.has("proposedTo"):
        return False
    mentions = [p for p in plan.phrases if p.head not in finder.headings]
    return bool(mentions) and all(_is_factual(finder, p) for p in mentions)


def _is_factual(finder: Finder, phrase: Phrase) -> bool:
    """In a finite clause without modal, condition, infinitive or demand over it."""
    tree, finite = finder.tree, False
    for i in (phrase.head, *tree.ancestors(phrase.head)):
        if tree.pos[i] not in ("VERB", "AUX"):
            continue
        o = finder.by_trigger.get(i)
        if (o is not None and o.match.frame.initiative in ("Proposed", "Rejected")) or _modals(tree, i) or _is_supposed(tree, i):
            return False
        if tree.tag[i] == "VB" or is_negated(tree, i, finder.ops):
            return False
        finite |= tree.tag[i] in ("VBD", "VBZ", "VBP") or tree.first(i, "aux", "auxpass") is not None
    return finite


def phrase_status(finder: Finder, phrase: Phrase) -> Status | None:
    """What one mention says of the status: a word before it, a clause on it, or the verb that governs it."""
    tree = finder.tree
    if finder.movers.get(phrase.head, -1) >= 0 and not phrase.clause:
        return Status.PROPOSED
    if phrase.clause:
        o = clause_event(finder, phrase)
        frame = o.match.frame.initiative if o is not None else ""
        if o is not None and o.match.trigger == phrase.head:
            return Status.ACTIVE if o.factuality is Factuality.ACTUAL else Status.PROPOSED
        mover = finder.movers.get(phrase.head, -1)
        if o is None and mover >= 0 and finder.words.verbs.get(f"{tree.lemma[mover]} to") is Status.AGREED:
            return Status.AGREED
        return Status(frame) if frame and not (o is not None and is_promise(finder, o)) else Status.PROPOSED
    main = _governed_status(finder, phrase)
    if any(tree.lower[j] in ("proposed", "planned", "possible", "potential", "draft") for j in range(phrase.first, phrase.head)):
        return main or Status.PROPOSED
    if _is_talked_about(finder, phrase):
        return Status.PROPOSED
    told = next((s for c in _clauses(finder, phrase) if (s := _verb_status(finder, c, phrase)) is not None), None)
    firm = main is not None and main is not Status.PROPOSED
    return main if told is None or (firm and main is not Status.AGREED) else told


def _is_talked_about(finder: Finder, phrase: Phrase) -> bool:
    """ "talks on a trade agreement", "calls for a truce": what is talked about or called for is not there yet."""
    tree = finder.tree
    prep = tree.head[tree.first_conjunct(phrase.head)]
    if tree.dep[prep] != "prep" or _is_known(tree, phrase):
        return False
    noun = tree.lemma[tree.head[prep]]
    asked = noun in finder.words.sets["asking"] and tree.lower[prep] == "for"
    return asked or noun in finder.words.sets["talking"] and tree.lower[prep] in ("on", "about", "over", "for", "towards")


def _clauses(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """The verbs of the relative clauses and participles on a mention that tell what became of it."""
    tree = finder.tree
    for c in [c for j in range(phrase.head, phrase.last + 1) for c in tree.only(j, "acl", "relcl")]:
        told = tree.is_passive(c) or tree.dep[c] == "relcl" and not _is_elsewhere(tree, c)
        if tree.dep[c] == "acl" and finder.words.verbs.get(tree.lemma[c]) is Status.ACTIVE and not _is_known(tree, phrase):
            told &= _is_factual(finder, phrase)
        if told and not _modals(tree, c) and all(tree.lower[a] != "to" for a in tree.only(c, "aux")):
            yield c


def _is_elsewhere(tree: Tree, verb: int) -> bool:
    """ "the forum, where they signed an accord": nothing is done to the forum."""
    roles = tree.only(verb, "nsubj", "nsubjpass", "dobj")
    return bool(tree.only(verb, "dobj")) and all(tree.lower[r] not in ("which", "that", "who") for r in roles)


def _governed_status(finder: Finder, phrase: Phrase) -> Status | None:
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    verb, dep = tree.head[noun], tree.dep[noun]
    if dep == "pobj":
        verb = tree.head[verb]
    o = finder.by_trigger.get(verb)
    imposed = o is not None and o.type == "SANCTION" and o.factuality is Factuality.ACTUAL
    if imposed and phrase.kind == "measure" and dep == "pobj":
        return Status.ACTIVE
    if dep == "pobj" and tree.pos[verb] == "NOUN" and tree.lower[tree.head[noun]] == "for" and not _is_known(tree, phrase):
        return Status.PROPOSED if tree.lemma[verb] in finder.words.sets["voicing"] else None
    if tree.pos[verb] not in ("VERB", "AUX") or dep not in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return None
    if dep == "nsubj" and _modals(tree, verb) and not _is_known(tree, phrase):
        return Status.PROPOSED
    if dep == "nsubj" and tree.lemma[verb] in ("be", "remain", "stay", "come", "stand"):
        found = _predicate_status(finder, verb)
        if found is not None or tree.lemma[verb] == "be":
            return found
    if dep == "dobj" and tree.lemma[verb] in DECLARING:
        return _declared(finder, verb, noun, phrase)
    if (
        dep == "pobj"
        and tree.lemma[verb] in ("end", "conclude", "close", "culminate")
        and tree.lower[tree.head[noun]] in ("with", "in")
    ):
        return Status.AGREED
    if dep == "dobj" and (be := next((c for c in tree.only(verb, "xcomp", "ccomp") if tree.lemma[c] == "be"), None)) is not None:
        return _predicate_status(finder, be)
    further = [c for c in tree.only(verb, "conj") if dep != "dobj" and tree.first(c, "nsubj", "nsubjpass", "dobj") is None]
    own = [] if dep == "nsubj" and _acts(finder, verb) else [verb]
    told = [s for v in (*own, *further) if (s := _verb_status(finder, v, phrase)) is not None]
    return told[-1] if told else None


def _declared(finder: Finder, verb: int, noun: int, phrase: Phrase) -> Status | None:
    """ "Declared the truce over", "declared the memorandum void"; "declared a truce"."""
    tree = finder.tree
    around = [
        c for v in (verb, noun) for c in tree.only(v, "oprd", "acomp", "prt", "advmod", "amod", "xcomp", "ccomp") if c > noun
    ]
    told = next((finder.words.predicates[tree.lower[c]] for c in around if tree.lower[c] in finder.words.predicates), None)
    return told or _verb_status(finder, verb, phrase)


def _acts(finder: Finder, verb: int) -> bool:
    """ "The plan ended the war" tells nothing of the plan; "the plan ended" and "the plan agreed at that time had" do."""
    tree = finder.tree
    if finder.words.verbs.get(tree.lemma[verb]) is Status.AGREED or tree.lemma[verb] in ("take", "come", "enter", "go"):
        return False
    return tree.first(verb, "dobj") is not None


def _predicate_status(finder: Finder, be: int) -> Status | None:
    tree = finder.tree
    words = [tree.lower[c] for c in tree.only(be, "acomp", "attr", "oprd", "advmod")]
    words += [f"{tree.lower[p]} {tree.lower[o]}" for p in tree.only(be, "prep") for o in tree.only(p, "pobj")]
    found = next((finder.words.predicates[w] for w in words if w in finder.words.predicates), None)
    return None if found is not None and (is_negated(tree, be, finder.ops) or _modals(tree, be)) else found


def _modals(tree: Tree, verb: int) -> set[str]:
    return modals(tree, verb, MODALS | {"can", "will"})


def _is_known(tree: Tree, phrase: Phrase) -> bool:
    """Whether the initiative is spoken of as there already: a modal says nothing of its status then."""
    definite = any(
        tree.lower[c] in ("the", "this", "that", "its", "their") or tree.dep[c] == "poss"
        for c in tree.only(phrase.head, "det", "poss")
    )
    return definite or phrase.named


def _verb_status(finder: Finder, verb: int, phrase: Phrase) -> Status | None:
    tree = finder.tree
    if _is_supposed(tree, verb):
        return None if _is_known(tree, phrase) else Status.PROPOSED
    known = _is_known(tree, phrase)
    if tree.dep[verb] == "acl" and tree.has_to(verb):
        return None if known and not phrase.named else Status.PROPOSED
    if tree.dep[verb] == "pcomp" and tree.lemma[tree.head[tree.head[verb]]] in ("accuse", "suspect", "blame", "acquit"):
        return None
    first = tree.first_conjunct(verb) if _has_no_subject(tree, verb) else verb
    embedded = tree.dep[first] in ("xcomp", "ccomp") and tree.head[first] != first
    governor = tree.head[first] if embedded else first
    if embedded and tree.dep[first] == "xcomp" and tree.lemma[governor] not in finder.ops.transparent:
        return _intended(finder, verb, governor, known)
    status = _told(finder, verb, phrase)
    if status is Status.SUSPENDED and (
        _is_by_a_crowd(finder, verb) or _is_exit(finder, verb, phrase) or _is_outsiders(finder, verb, phrase)
    ):
        return None
    if status is Status.SUSPENDED and tree.lemma[verb] == "fail" and phrase.kind in ("proposal", "law", "statement"):
        status = Status.REJECTED
    if status is not None and is_negated(tree, verb, finder.ops):
        return _not_done(finder, verb, status, phrase)
    if _modals(tree, verb) or _modals(tree, governor):
        return Status.PROPOSED if not known and status is not Status.REJECTED else None
    if status is Status.AGREED and tree.lemma[phrase.head] in finder.words.sets["decreed"]:
        return Status.ACTIVE
    if status is Status.AGREED and phrase.kind in SETTLING and _is_old(finder, verb, phrase.head):
        return Status.ACTIVE
    return status


def _intended(finder: Finder, verb: int, governor: int, known: bool) -> Status | None:
    """Of "urged both to respect the truce", "promised to expand the plan", "agreed to sign a pact"."""
    outer = finder.by_trigger.get(governor)
    if known and finder.tree.lemma[verb] in finder.words.sets["keeping"]:
        return Status.ACTIVE
    if outer is not None and known and is_promise(finder, outer):
        return None
    if outer is not None and outer.match.frame.initiative:
        return Status(outer.match.frame.initiative)
    signing = finder.words.verbs.get(finder.tree.lemma[verb]) is Status.AGREED
    return None if known and not signing else Status.PROPOSED


def _told(finder: Finder, verb: int, phrase: Phrase) -> Status | None:
    """What the lexicon says of a verb with its particle, preposition or object, else of the bare verb."""
    tree = finder.tree
    particles = [tree.lower[p] for p in tree.only(verb, "prt", "prep", "advmod", "dobj")]
    keys = [*(f"{tree.lemma[verb]} {p}" for p in particles), tree.lemma[verb]]
    status = next((finder.words.verbs[k] for k in keys if k in finder.words.verbs), None)
    carried = tree.lemma[verb] in ("implement", "apply", "execute", "enforce", "adopt")
    brought = phrase.kind == "proposal" and not carried or phrase.kind == "law" and tree.lemma[verb] == "introduce"
    return Status.PROPOSED if status is Status.ACTIVE and brought else status


def _has_no_subject(tree: Tree, verb: int) -> bool:
    return tree.dep[verb] == "conj" and tree.first(verb, "nsubj", "nsubjpass") is None


def _is_exit(finder: Finder, verb: int, phrase: Phrase) -> bool:
    """ "A withdrew from the accord": unless it is one of two states, the rest may go on."""
    plan = finder.by_head.get(phrase.head)
    if plan is None or phrase.kind != "agreement" or finder.tree.lemma[verb] not in ("withdraw", "leave", "quit", "exit", "pull"):
        return False
    parties = {finder.states.get(e, e) for e in plan.has("participant") if isinstance(e, Entity)}
    return len(parties) > 2 or any(e.type != "State" for e in parties)


def _is_outsiders(finder: Finder, verb: int, phrase: Phrase) -> bool:
    """ "The league denounced the pact of A and B": words of others end nothing."""
    plan = finder.by_head.get(phrase.head)
    if (
        plan is None
        or finder.tree.lemma[verb] not in ("denounce", "renounce", "annul", "declare")
        or finder.tree.is_passive(verb)
    ):
        return False
    parties = {finder.states.get(e, e) for e in plan.has("participant") if isinstance(e, Entity)}
    agents = {finder.states.get(e, e) for e in parties_of(finder, finder.tree.agents(verb))}
    return len(parties) > 1 and bool(agents) and not agents & parties


def _is_by_a_crowd(finder: Finder, verb: int) -> bool:
    """ "Exiles denounced the agreement": people who are no party end nothing."""
    agents = parties_of(finder, finder.tree.agents(verb))
    return bool(agents) and not finder.tree.is_passive(verb) and all(e.type == "Population" for e in agents)


def _is_supposed(tree: Tree, verb: int) -> bool:
    """Inside of "if", "unless", "whether"."""
    clauses = [verb, *(a for a in tree.ancestors(verb) if tree.dep[a] in ("advcl", "ccomp", "conj"))]
    return any(tree.lower[m] in ("if", "unless", "whether") for c in clauses for m in tree.only(c, "mark"))


def _is_old(finder: Finder, verb: int, noun: int) -> bool:
    """Whether an agreement was signed more than three months before the document: what was signed then is in force by now."""
    events = (o for v in (verb, *finder.tree.ancestors(verb)) if (o := finder.by_trigger.get(v)) is not None)
    time = next((o.time for o in events if o.time is not None), None) or finder.times.get(noun)
    latest, today = (time.latest if time is not None else "") or "", finder.date or ""
    if len(latest) < 10 or len(today) < 10:
        return len(latest) >= 4 and len(today) >= 4 and int(today[:4]) - int(latest[:4]) > 1
    return (datetime.date.fromisoformat(today[:10]) - datetime.date.fromisoformat(latest[:10])).days > SETTLED


def _not_done(finder: Finder, verb: int, status: Status, phrase: Phrase) -> Status | None:
    """ "no declaration was signed" ends it; that one actor "never accepted the deal" makes him its opponent."""
    plan = finder.by_head.get(phrase.head)
    yet = any(finder.tree.lower[c] == "yet" for c in finder.tree.only(verb, "advmod"))
    if finder.tree.lemma[verb] in ("ratify", "implement", "enter", "take", "come", "begin", "start") and (
        yet or phrase.kind == "agreement"
    ):
        return Status.AGREED
    if status is Status.AGREED and not finder.tree.is_passive(verb) and plan is not None:
        for e in parties_of(finder, finder.tree.agents(verb)):
            plan.link("opposedBy", e, (verb, verb))
            plan.link("hinderedBy", e, (verb, verb))
        return None
    if finder.tree.lemma[verb] in ("bind", "govern", "regulate", "oversee", "monitor", "supervise", "verify", "enforce"):
        return None
    return {Status.AGREED: Status.REJECTED, Status.ACTIVE: Status.SUSPENDED}.get(status)


def clause_event(finder: Finder, phrase: Phrase) -> Occurrence | None:
    """The event whose content a clause is."""
    return finder.by_trigger.get(finder.contents.get(phrase.head, -1))


def is_promise(finder: Finder, o: Occurrence) -> bool:
    """ "Promised to give up arms": one side's word, not an agreement."""
    tree, verb = finder.tree, o.match.trigger
    sides = {finder.states.get(e, e) for e in o.agents}
    one = len(sides) == 1 or not sides and all(tree.tag[s] in ("NN", "NNP") for s in tree.surface_subjects(verb) or [verb])
    return o.type == "AGREE" and one and tree.lemma[verb] in finder.words.sets["promising"]
