"""What the text says of each initiative: who proposes it to whom, its parts, parties, aim, obstacles and status."""

from __future__ import annotations

from kg.extract import aims, answers, components, dyads, obstacles, provenance, setbacks, sides
from kg.extract.entities import Entity
from kg.extract.initiatives import Finder, Phrase, Plan, distinct_words, governing, is_weak, parties_of
from kg.extract.naming import is_dealt_with
from kg.extract.occurrences import Occurrence
from kg.extract.status import clause_event, is_promise, phrase_status, settle
from kg.model import Factuality, Status

TELLING = ("hasPart", "addresses", "hinderedBy", "proposedBy", "proposedTo", "supportedBy", "opposedBy")


def describe(finder: Finder) -> None:
    """Fill the links, the status and the whole of every plan."""
    finder.dyad = dyads.dyad(finder) or dyads.government_and_group(finder) or dyads.agreed_pair(finder)
    for plan in finder.plans:
        for phrase in plan.phrases:
            _possessor(finder, plan, phrase)
            _governed(finder, plan, phrase)
            _complements(finder, plan, phrase)
        sides.take_sides(finder, plan)
        plan.support += bool(plan.has("participant")) and finder.tree.lemma[plan.head.head] in finder.words.kind
    dyads.attend(finder)
    dyads.attend_under(finder)
    components.join_parts(finder)
    answers.reject(finder)
    for plan in finder.plans:
        sides.add_states(finder, plan)
        dyads.pair_beside(finder, plan)
        aims.address(finder, plan)
        obstacles.hinder(finder, plan)
    obstacles.hinder_by_context(finder)
    setbacks.set_back(finder)
    dyads.aim_sanctions(finder)
    dyads.ask_the_other(finder)
    finder.plans = [p for p in finder.plans if _is_worth(finder, p)]
    for plan in finder.plans:
        settle(finder, plan)
    dyads.attend_issuers(finder)
    for plan in finder.plans:
        _inherit(plan)
    for plan in finder.plans:
        provenance.trace(finder, plan)
    kept = set(map(id, finder.plans))
    for plan in finder.plans:
        plan.links["hasPart"] = {t: w for t, w in plan.links.get("hasPart", {}).items() if id(t) in kept}


def _is_worth(finder: Finder, plan: Plan) -> bool:
    """Not a bare "measures", nor something only a heading names, nor a weak noun of which nothing is said."""
    tree, words = finder.tree, finder.words
    if all(p.head in finder.headings for p in plan.phrases):
        return bool(plan.links.get("hasPart"))
    if plan.head.named or plan.head.head in finder.movers:
        return True
    bare = not any(distinct_words(finder, p) for p in plan.phrases)
    if bare and tree.lemma[plan.head.head] in finder.words.sets["generic"] and not _has_purpose(finder, plan):
        return False
    if plan.whole is not None:
        return True
    distinct = any(distinct_words(finder, p) for p in plan.phrases)
    if any(_is_complemented(finder, p) or is_dealt_with(finder, p) and not p.clause for p in plan.phrases):
        return True
    weak = is_weak(tree, plan.head.head, words) or tree.lemma[plan.head.head] not in words.kind
    if not distinct and not plan.head.clause:
        told = any(phrase_status(finder, p) is not None for p in plan.phrases)
        told |= plan.kind == "truce" and tree.dep[plan.head.head] in ("nsubj", "nsubjpass", "dobj")
        told |= any(plan.links.get(prop) for prop in TELLING)
        return (bool(plan.support) or told) and (not weak or plan.support > 1)
    return not weak or plan.head.clause or bool(plan.support or plan.links)


def _has_purpose(finder: Finder, plan: Plan) -> bool:
    """ "A programme against piracy", "a programme to train police"."""
    tree = finder.tree
    if plan.kind != "programme":
        return False
    aims = any(prep in ("for", "against") for p in plan.phrases for prep, _, _ in tree.phrases(p.head))
    return aims or any(tree.has_to(c) for p in plan.phrases for c in tree.only(p.head, "acl"))


def _is_complemented(finder: Finder, phrase: Phrase) -> bool:
    """ "Demanded an end to the war", "called for the release of X": a noun for an act that somebody asks for or promises."""
    o = governing(finder, phrase.head)
    asked = o is not None and o.match.frame.initiative == "Proposed" and o.factuality is not Factuality.NEGATED
    told = any(prep in ("of", "to", "on", "for", "from") for prep, _, _ in finder.tree.all_phrases(phrase.head))
    return asked and (
        told or finder.tree.first(phrase.head, "poss") is not None and finder.tree.lemma[phrase.head] not in finder.words.kind
    )


def is_only_planned(finder: Finder, o: Occurrence) -> bool:
    """A noun that names a proposed initiative ("joint operations" among the measures proposed) is no event as well."""
    plan = finder.by_head.get(o.match.trigger)
    hindering = any(o in p.links.get("hinderedBy", {}) for p in finder.plans)
    if plan is None or plan not in finder.plans:
        return False
    named = plan.status is Status.PROPOSED or plan.whole is not None or o.type == "AGREE"
    return named and o.match.nominal and not o.match.light and not o.time and not hindering


def _words(phrase: Phrase) -> tuple[int, int]:
    return (phrase.first, phrase.last)


def _possessor(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "Pakistan's proposal", "the Saudi plan", "its second demand"."""
    tree = finder.tree
    owners: list[Entity] = []
    for c in tree.only(phrase.head, "poss", "amod", "compound", "nmod"):
        for m in tree.conjuncts(c):
            use = finder.who.entities.at.get(m)
            if use is not None and not use.entity.is_place:
                owners.append(use.entity)
            elif tree.dep[c] == "poss":
                owners.extend(parties_of(finder, [m]))
    for owner in dict.fromkeys(owners):
        proposing = (plan.kind == "proposal" or (plan.kind == "plan" and len(owners) == 1)) and not phrase.named
        plan.link("proposedBy" if proposing else "participant", owner, _words(phrase))


def _governed(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """The event whose content it is tells proposer, addressee and parties."""
    for c in [c for j in range(phrase.head, phrase.last + 1) for c in finder.tree.only(j, "acl", "relcl")]:
        if (about := finder.by_trigger.get(c)) is not None and about.type in ("AGREE", "CONSULT", "SUPPORT", "COOPERATE"):
            plan.support += 1
            for e in about.parties:
                if not e.is_place:
                    plan.link("participant", e, (min(phrase.first, c), max(phrase.last, c)))
    _sent(finder, plan, phrase)
    o = clause_event(finder, phrase) if phrase.clause else governing(finder, phrase.head)
    if o is None:
        _recommended(finder, plan, phrase)
        return
    words = (min(o.match.trigger, phrase.first), max(o.match.trigger, phrase.last))
    plan.support += 1
    offered = o.match.frame.initiative == "Proposed" or o.type == "REQUEST" or is_promise(finder, o)
    if o.factuality is Factuality.NEGATED:
        for agent in (e for e in o.agents if not e.is_place):
            plan.link("opposedBy", agent, words)
        return
    ended = finder.words.verbs.get(finder.tree.lemma[o.match.trigger]) in (Status.SUSPENDED, Status.REJECTED)
    plan.unilateral |= o.type in ("SANCTION", "OTHER", "MOBILIZE", "COERCE") and len(o.agents) == 1 and not ended
    for agent in (e for e in o.agents if not e.is_place):
        if offered or plan.unilateral:
            plan.link("proposedBy", agent, words)
        if o.type == "REJECT":
            plan.link("opposedBy", agent, words)
        elif o.type == "SUPPORT":
            plan.link("supportedBy", agent, words)
        if o.type in ("AGREE", "CONSULT", "SANCTION") and not offered or plan.unilateral or (phrase.clause and o.type == "AGREE"):
            plan.link("participant", agent, words)
    for target in (e for e in o.targets if not e.is_place):
        if offered:
            plan.link("proposedTo", target, words)
            if not target.generic:
                plan.link("participant", target, words)


def _sent(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "wrote to the minister with fresh proposals": who writes proposes, to whom he writes."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    o = finder.by_trigger.get(tree.head[prep]) if tree.dep[noun] == "pobj" and tree.lower[prep] == "with" else None
    if o is not None and o.type == "CONSULT" and plan.kind in ("proposal", "plan"):
        for prop, side in (("proposedBy", o.agents), ("proposedTo", o.targets)):
            for e in side:
                plan.link(prop, e, (min(o.match.trigger, phrase.first), max(o.match.trigger, phrase.last)))


def _recommended(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "The two states should revive the mechanism": the subject is to carry it out."""
    tree = finder.tree
    verb = (
        phrase.head if phrase.clause else next((a for a in tree.ancestors(phrase.head) if tree.pos[a] in ("VERB", "AUX")), None)
    )
    if verb is None:
        return
    modal = {tree.lower[a] for a in tree.only(verb, "aux")}
    advised = [finder.advised[phrase.head]] if phrase.head in finder.advised else []
    if advised or modal & {"should", "must", "could", "might", "would", "can", "will", "may"}:
        plan.support += 0.5
        told = [c for a in advised for c in tree.conjuncts(a)] or tree.agents(verb)
        for e in parties_of(finder, told) or sides.actors(finder, told):
            if not e.generic:
                plan.link("participant", e, (verb, verb))
                if advised and tree.dep[advised[0]] != "nsubj":  # "To the council:", not "The council should:"
                    plan.link("proposedTo", e, (verb, verb))


def _complements(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """Prepositional phrases: between and with (parties), to (addressee), against (targets), under."""
    tree = finder.tree
    for prep, p, o in [*tree.all_phrases(phrase.head), *_aimed(finder, phrase)]:
        if o <= phrase.last and phrase.named and prep not in ("on", "for"):
            continue
        actors = [e for e in finder.who.of(o) if not e.is_place]
        words = (min(p, o), max(p, o))
        if prep in ("between", "with", "among") and actors:
            for e in actors:
                plan.link("participant", e, words)
        elif (prep == "by" or (prep == "from" and plan.kind in ("proposal", "plan"))) and actors:
            for e in actors:
                plan.link("proposedBy" if plan.kind in ("proposal", "plan") else "participant", e, words)
        elif prep == "to" and actors and plan.kind in ("proposal", "plan"):
            for e in actors:
                plan.link("proposedTo", e, words)
        elif actors and (
            prep == "against" or prep in ("on", "upon") and tree.lemma[phrase.head] in finder.words.sets["punitive"]
        ):
            for e in actors:
                plan.link("targets", e, words)
        elif prep in ("under", "within") and actors:
            for e in actors:
                plan.link("under", e, words)


def _aimed(finder: Finder, phrase: Phrase) -> list[tuple[str, int, int]]:
    """ "impose sanctions on X", parsed as a phrase of the verb."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    punitive = tree.lemma[phrase.head] in finder.words.sets["punitive"] and tree.dep[noun] in ("dobj", "nsubjpass")
    return [x for x in tree.all_phrases(tree.head[noun]) if x[0] in ("on", "upon", "against")] if punitive else []


def _inherit(plan: Plan) -> None:
    """A part has proposer, addressee, participants and targets of its whole; a proposal's proposer and addressee take part."""
    whole = plan.whole
    if whole is not None:
        for prop in ("proposedBy", "proposedTo", "participant", "targets"):
            if not plan.has(prop):
                for thing, words in whole.links.get(prop, {}).items():
                    plan.link(prop, thing, words)
    concluded = plan.status not in (Status.PROPOSED, Status.REJECTED) and not plan.unilateral
    if concluded and (whole or plan).kind != "proposal":
        for e, words in plan.links.pop("proposedBy", {}).items():
            plan.link("participant", e, words)
        for e, words in plan.links.pop("proposedTo", {}).items():
            plan.link("participant", e, words)
    elif plan.status in (Status.PROPOSED, Status.REJECTED):
        for prop in ("proposedBy", "proposedTo") if _is_shared(plan) else ("proposedTo",):
            for e, words in plan.links.get(prop, {}).items():
                plan.link("participant", e, words)

    for e in plan.has("targets"):
        plan.links.get("participant", {}).pop(e, None)


def _is_shared(plan: Plan) -> bool:
    """A proposal to somebody is for both to carry out; a demand is for him alone."""
    return bool(plan.has("proposedTo")) and not plan.head.clause and plan.kind not in ("measure", "project", "programme")
