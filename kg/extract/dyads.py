"""Who takes part in what several do together: the two that a text turns on, a pair coordinated nearby, mediators and hosts."""

from __future__ import annotations

from kg.extract.entities import Entity
from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.sides import CONCLUDED, actors, assign
from kg.extract.tree import Tree
from kg.model import Factuality, Status

PAIRED = frozenset({"State", "IntergovernmentalOrganization", "ArmedGroup"})


def attend(finder: Finder) -> None:
    """ "With Norway and Cuba as guarantors", "Oman mediates": without a word for what, the talks or the agreement at hand."""
    tree = finder.tree
    for i in range(len(tree)):
        if tree.pos[i] == "NOUN" and tree.lemma[i] in finder.words.sets["parties"]:
            tokens = _called_so(finder, i)
        elif tree.pos[i] == "VERB" and tree.lemma[i] in ("mediate", "facilitate", "host") and tree.first(i, "dobj") is None:
            tokens = [] if tree.has_to(i) else tree.agents(i)
        else:
            continue
        present = actors(finder, tokens)
        plan = _at_hand(finder, i) or _main(finder, i) if present else None
        if plan is not None:
            assign(plan, "take_part", present, (min(i, *tokens), max(i, *tokens)))


def _called_so(finder: Finder, i: int) -> list[int]:
    """The tokens of those who are called mediators, guarantors, observers."""
    tree = finder.tree
    if any(o in finder.by_head for _, _, o in tree.all_phrases(i)):
        return []
    tokens = [m for c in tree.only(i, "appos") for m in tree.conjuncts(c)]
    head = tree.head[i]
    if tree.dep[i] == "pobj" and tree.lower[head] == "as":
        verb = tree.head[head]
        noun = tree.pos[verb] in ("NOUN", "PROPN")
        tokens += tree.conjuncts(tree.first_conjunct(verb)) if noun else tree.agents(verb)
    elif tree.dep[i] == "attr":
        tokens += tree.surface_subjects(head)
    return tokens


def _at_hand(finder: Finder, i: int) -> Plan | None:
    """The talks or the agreement named last, at most two sentences before."""
    near = [
        (p.head, n)
        for n, plan in enumerate(finder.plans)
        if plan.kind in CONCLUDED and not plan.head.clause
        for p in plan.phrases
        if p.head < i and finder.tree.sentence[i] - finder.tree.sentence[p.head] < 3
    ]
    return finder.plans[max(near)[1]] if near else None


def _main(finder: Finder, i: int) -> Plan | None:
    """ "A and B are guarantors", when the whole text is about one agreement."""
    topic = finder.topic_at(i) if finder.tree.dep[i] == "attr" else None
    return topic if topic is not None and topic.kind in CONCLUDED else None


def attend_issuers(finder: Finder) -> None:
    """What a communiqué tells of without naming who has part in it is of those who issue it."""
    for plan in finder.plans if finder.who.issued_by else ():
        words = (plan.head.first, plan.head.last)
        told = (
            any(plan.has(p) for p in ("participant", "proposedTo", "targets")) or plan.has("proposedBy") and not plan.head.clause
        )
        if plan.status is Status.ACTIVE and plan.kind == "measure" and _is_listed(finder, plan):
            assign(plan, "impose", [e for e in finder.who.issued_by if e not in plan.has("targets")], words)
        elif plan.whole is None and not told:
            assign(plan, "take_part", finder.who.issued_by, words)


def _is_listed(finder: Finder, plan: Plan) -> bool:
    """Whether it stands in a list under a heading, or is what the heading over it names."""
    heads = {p.head.head for p in (plan, *plan.has("hasPart")) if isinstance(p, Plan)}
    return not heads.isdisjoint(finder.listed)


def attend_under(finder: Finder) -> None:
    """ "Negotiated under the auspices of A, with the help of B and C": they take part in what the sentence tells of."""
    tree = finder.tree
    for plan in finder.plans:
        for phrase in plan.phrases if plan.kind in (*CONCLUDED, "proposal", "plan") and not plan.head.clause else ():
            noun = tree.first_conjunct(phrase.head)
            verbs = [tree.head[noun]] if tree.dep[noun] in ("nsubjpass", "dobj") else []
            for verb in [*verbs, *tree.only(phrase.head, "acl", "relcl")]:
                for v in tree.conjuncts(verb) if tree.pos[verb] == "VERB" else ():
                    _under(finder, plan, v)


def _under(finder: Finder, plan: Plan, verb: int) -> None:
    tree = finder.tree
    for prep, p, noun in tree.all_phrases(verb):
        if prep in ("under", "with", "through", "in", "by", "thanks to") and tree.lemma[noun] in finder.words.sets["auspices"]:
            tokens = [*tree.only(noun, "poss"), *(o for inner, _, o in tree.all_phrases(noun) if inner in ("of", "from"))]
            assign(plan, "take_part", actors(finder, [c for t in tokens for c in tree.conjuncts(t)]), (p, max([noun, *tokens])))


def pair_beside(finder: Finder, plan: Plan) -> None:
    """Without parties of its own, a joint measure is that of the two states coordinated in its sentence, else of the two
    that the whole text is about."""
    present = [e for e in plan.has("participant") if isinstance(e, Entity)]
    known = [e for e in finder.dyad if e in present]
    if plan.kind in ("agreement", "truce", "talks") and len(known) == 1 and _is_between(finder, plan):
        if all(e in finder.dyad or finder.states.get(e) in finder.dyad for e in present):
            assign(plan, "take_part", finder.dyad, (plan.head.first, plan.head.last))
        return
    if present or plan.whole is not None:
        return
    for phrase in plan.phrases:
        pair = _pair_here(finder, phrase)
        if pair:
            assign(plan, "take_part", [u for u, _ in pair], (pair[0][1], pair[1][1]))
            return
    if plan.head.clause or plan.has("proposedBy") or plan.unilateral or not _is_mutual(finder, plan):
        return
    assign(plan, "take_part", finder.dyad, (plan.head.first, plan.head.last))


def _is_between(finder: Finder, plan: Plan) -> bool:
    """Not "a unilateral truce", "a truce of its own"."""
    words = {finder.tree.lower[j] for p in plan.phrases for j in range(p.first, min(p.last + 4, len(finder.tree)))}
    return not words & {"unilateral", "unilaterally", "own"}


def _is_mutual(finder: Finder, plan: Plan) -> bool:
    """Whether it takes two: an agreement, talks, an exchange, something joint; not "trade agreements" in general."""
    tree, i = finder.tree, plan.head.head
    if plan.kind in CONCLUDED:
        return plan.kind == "talks" or len(plan.phrases) > 1 or tree.tag[i] != "NNS" or tree.first(i, "det", "nummod") is not None
    words = {tree.lower[j] for p in plan.phrases for j in range(p.first, p.head)} & (finder.words.joint | {"confidence"})
    return bool(words) or plan.kind == "cooperation" or tree.lemma[i] in finder.words.sets["exchanges"]


def _pair_here(finder: Finder, phrase: Phrase) -> list[tuple[Entity, int]]:
    tree, at = finder.tree, finder.who.entities.at
    first, last = tree.sentences[tree.sentence[phrase.head]]
    for i in range(first, last + 1):
        use = at.get(i)
        if use is None or use.head != i or use.entity.type not in PAIRED or use.locative or not _is_party(tree, i):
            continue
        pair = [(u.entity, h) for h in tree.conjuncts(i) if (u := at.get(h)) and u.entity.type in PAIRED]
        if len({id(e) for e, _ in pair}) == 2 == len(pair):
            return pair
    return []


def _is_party(tree: Tree, noun: int) -> bool:
    """The subject of the clause, the possessor, or what stands after "between", "with" or "by"."""
    noun = tree.first_conjunct(noun)
    if tree.dep[noun] in ("nsubj", "nsubjpass", "poss"):
        return True
    return tree.dep[noun] == "pobj" and tree.lower[tree.head[noun]] in ("between", "with", "by", "among", "for")


def dyad(finder: Finder) -> list[Entity]:
    """The two states that the whole text is about, when no third comes near them."""
    found = (e for e in finder.who.entities.all.values() if e.type == "State")
    counts = {e: sum(not u.locative for u in e.mentions) for e in found}
    ranked = sorted(counts, key=lambda e: (-counts[e], e.key))
    if len(ranked) < 2 or counts[ranked[1]] < 4:
        return []
    return ranked[:2] if len(ranked) == 2 or counts[ranked[2]] * 2 < counts[ranked[1]] else []


def government_and_group(finder: Finder) -> list[Entity]:
    """The one state and the one armed group that a text about a war inside a country turns on; who speaks for a state counts
    as it."""
    sides = []
    for kind, least in (("State", 2), ("ArmedGroup", 4)):
        counts = {e: sum(not u.locative for u in e.mentions) for e in finder.who.entities.all.values() if e.type == kind}
        for person, state in finder.states.items():
            if state in counts:
                counts[state] += len(person.mentions)
        ranked = sorted(counts, key=lambda e: (-counts[e], e.key))
        if not ranked or counts[ranked[0]] < least or (len(ranked) > 1 and counts[ranked[1]] * 2 > counts[ranked[0]]):
            return []
        sides.append(ranked[0])
    return sides


def agreed_pair(finder: Finder) -> list[Entity]:
    """The two bodies that the first agreement told of is between, one of them the body that the text names most."""
    named = [e for e in finder.who.entities.all.values() if e.type in PAIRED]
    most = max(named, key=lambda e: (len(e.mentions), e.key), default=None)
    for o in finder.occurrences:
        pair = list(dict.fromkeys(e for e in o.agents if e.type in PAIRED))
        if o.type == "AGREE" and len(pair) == 2 and most in pair and o.factuality is Factuality.ACTUAL:
            return sorted(pair, key=lambda e: (e.type == "ArmedGroup", e.key))
    return []


def aim_sanctions(finder: Finder) -> None:
    """Sanctions of which a sentence doesn't say whom they hit: the one whom all sanctions in the text hit."""
    hit = [e for o in finder.occurrences if o.type == "SANCTION" for e in o.targets if not e.is_place]
    hit += [e for p in finder.plans for e in p.has("targets") if isinstance(e, Entity)]
    counts = {e: hit.count(e) for e in hit}
    ranked = sorted(counts, key=lambda e: (-counts[e], e.key))
    if not ranked or (len(ranked) > 1 and counts[ranked[1]] * 2 > counts[ranked[0]]):
        return
    for plan in finder.plans:
        aimed = any(finder.tree.lemma[p.head] in finder.words.sets["punitive"] for p in plan.phrases if not p.clause)
        if aimed and not plan.has("targets") and ranked[0] not in plan.has("proposedBy"):
            plan.link("targets", ranked[0], (plan.head.first, plan.head.last))


def ask_the_other(finder: Finder) -> None:
    """What one of the two that a text turns on demands, or proposes to do together, without saying of whom: of the other."""
    for plan in finder.plans:
        own = {finder.states.get(e, e) for e in plan.has("proposedBy") if isinstance(e, Entity)}
        left = [e for e in finder.dyad if e not in own]
        if plan.has("proposedTo") or len(left) != 1 or len(finder.dyad) != 2 or not own <= set(finder.dyad):
            continue
        asked = finder.by_trigger.get(finder.contents.get(plan.head.head, -1))
        demanded = asked is not None and asked.type == "REQUEST" and left[0] not in asked.agents
        if demanded or plan.kind in ("talks", "truce", "proposal") and not plan.head.named and _is_between(finder, plan):
            plan.link("proposedTo", left[0], (plan.head.first, plan.head.last))
