"""Which mentions of initiatives are of one: "the proposal", "the deal", acronyms, headings, restatements."""

from __future__ import annotations

from kg.extract.agenda import advice, announced
from kg.extract.distinctions import is_another, is_anothers, is_dated_apart, is_told_apart, lengths, names_in
from kg.extract.initiatives import (
    Finder,
    Phrase,
    Plan,
    distinct_words,
    governing,
    is_definite,
    is_light,
    kind_of,
    spread,
)
from kg.extract.measures import clauses
from kg.extract.naming import contents, phrases
from kg.extract.pronouns import join_pronouns
from kg.model import Factuality, Status

FAMILIES = {
    "agreement": "agreement", "truce": "agreement", "statement": "agreement", "law": "law", "proposal": "plan", "plan": "plan",
    "programme": "plan", "project": "plan", "measure": "measure", "mechanism": "mechanism", "mission": "mission",
    "talks": "talks", "cooperation": "cooperation",
}  # fmt: skip


def collect(finder: Finder) -> None:
    """Fill `finder.plans`: each phrase joins the initiative that it takes up or opens a new one."""
    finder.by_trigger = {t: o for o in finder.occurrences for t in (o.match.trigger, *(x.match.trigger for x in o.also))}
    finder.advice = advice(finder)
    everything = sorted(
        [*phrases(finder), *contents(finder), *clauses(finder), *announced(finder)], key=lambda p: (p.head, p.first)
    )
    for phrase in everything:
        if phrase.head in finder.by_head or (phrase.clause and _is_of_known(finder, phrase)):
            continue
        known = _antecedent(finder, phrase)
        if known is not None:
            finder.join(known, phrase)
        elif (phrase.head in finder.movers or not _is_bare_reference(finder, phrase)) and not _is_within_clause(finder, phrase):
            finder.add(phrase)
    _join_fronted(finder)
    join_acronyms(finder)
    join_pronouns(finder)


def _is_of_known(finder: Finder, phrase: Phrase) -> bool:
    """A clause of making whose object is the initiative itself: "agree a common position", "sign the deal". What is done
    to one is something of its own: "resume the talks", "lift the sanctions"."""
    tree, lemma = finder.tree, finder.tree.lemma[phrase.head]
    objects = tree.only(phrase.head, "dobj")
    if lemma in finder.words.sets["keeping"]:
        return any(kind_of(tree, o, finder.words) for o in objects)
    if lemma in finder.words.sets["changing"]:
        return any(spread(tree, o, "").named for o in objects)
    if is_light(finder, phrase.head, "making") and any(kind_of(tree, o, finder.words) for o in objects):
        return True
    spreads = [spread(tree, o, kind) for o in objects if (kind := kind_of(tree, o, finder.words))]
    return bool(spreads) and lemma in finder.words.verbs and not any(is_definite(tree, p) and not p.named for p in spreads)


def _is_within_clause(finder: Finder, phrase: Phrase) -> bool:
    """The object of a clause that is an initiative already: "declare a truce", "resume talks"."""
    tree = finder.tree
    verb = tree.head[tree.first_conjunct(phrase.head)]
    plan = finder.by_head.get(verb)
    if plan is None or phrase.named or tree.dep[tree.first_conjunct(phrase.head)] not in ("dobj", "nsubjpass"):
        return False
    return any(p.clause and p.head == verb for p in plan.phrases)


def _join_fronted(finder: Finder) -> None:
    """ "In a diplomatic overture, X made a proposal": what stands first is the initiative that follows."""
    for plan in list(finder.plans):
        other = _beside(finder, plan.head) if len(plan.phrases) == 1 and not plan.head.clause else None
        if other is not None and other is not plan and other in finder.plans:
            finder.plans.remove(plan)
            finder.join(other, plan.head)
            other.phrases.sort(key=lambda p: p.head)


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


def _antecedent(finder: Finder, phrase: Phrase) -> Plan | None:
    if phrase.clause:
        return None
    tree = finder.tree
    text = " ".join(tree.lower[phrase.first : phrase.last + 1])
    lemma = tree.lemma[phrase.head]
    distinct = distinct_words(finder, phrase)
    definite = is_definite(tree, phrase)
    for plan in reversed(finder.plans):
        heads = {tree.lemma[p.head] for p in plan.phrases}
        texts = {" ".join(tree.lower[p.first : p.last + 1]) for p in plan.phrases}
        if text in texts and (phrase.named or (distinct and (definite or lemma in heads))):
            return plan
        if heads & _synonyms(finder, lemma) and distinct and any(distinct <= distinct_words(finder, p) for p in plan.phrases):
            return plan
        if distinct and distinct <= finder.words.joint and lemma in heads and _is_joint(finder, plan):
            return plan
    if (beside := _apposed(finder, phrase)) is not None:
        return beside
    if definite and (not distinct - names_in(finder, phrase) - lengths(finder, phrase) or lemma in finder.words.sets["texts"]):
        known = _last_of_kind(finder, phrase)
        apart = is_dated_apart(finder, phrase)
        apart |= bool(distinct - lengths(finder, phrase)) and is_told_apart(finder, phrase, known) if known is not None else False
        if known is not None and not apart and not is_anothers(finder, phrase, known):
            return known
    return _restated(finder, phrase, distinct) or _beside(finder, phrase) or _again(finder, phrase, distinct)


def _is_joint(finder: Finder, plan: Plan) -> bool:
    """ "joint operations" after "coordinated military operations"."""
    return any(distinct_words(finder, p) & finder.words.joint for p in plan.phrases)


def _apposed(finder: Finder, phrase: Phrase) -> Plan | None:
    """ "an interim accord, the Joint Plan of Action": both names of one."""
    tree = finder.tree
    j = phrase.first - 1
    while j > 0 and tree.lower[j] in ("the", ",", "(", "–", "called", "so", "-"):
        j -= 1
    plan = finder.by_head.get(j) if j < phrase.first - 1 else None
    if (
        tree.word[phrase.first - 1] == "("
        and phrase.first == phrase.last
        and sum(c.isupper() for c in tree.word[phrase.head]) > 1
    ):
        return plan or next(
            (p for p in finder.plans for q in p.phrases if q.last == j or q.head == tree.head[tree.head[j]]), None
        )
    plan = plan or (finder.by_head.get(tree.head[phrase.head]) if tree.dep[phrase.head] == "appos" else None)
    return plan if plan is not None and phrase.named and not plan.head.named and _akin(plan.kind, phrase.kind) else None


def _synonyms(finder: Finder, lemma: str) -> frozenset[str]:
    """The words for one and the same thing: accord, deal, pact; truce, ceasefire."""
    sets = finder.words.sets
    return next((sets[name] for name in ("agreements", "truces", "memoranda") if lemma in sets[name]), frozenset({lemma}))


def _again(finder: Finder, phrase: Phrase, distinct: set[str]) -> Plan | None:
    """An indefinite that speaks of the initiative at hand again: "an agreement" after the headline, "a bad deal",
    "reached a ceasefire agreement" after "a ceasefire", the name given after the first sentence has told of it."""
    tree = finder.tree
    lemma = tree.lemma[phrase.head]
    same = [p for p in finder.plans if any(tree.lemma[q.head] in _synonyms(finder, lemma) for q in p.phrases)]
    if not distinct and lemma in finder.words.sets["agreements"] | finder.words.sets["truces"]:
        heads = [p for p in same if all(q.head in finder.headings for q in p.phrases)]
        if heads:
            return heads[-1]
        if same and any(tree.dep[j] == "amod" for j in range(phrase.first, phrase.head)):
            return same[-1]
        if lemma in finder.words.sets["truces"] and same and not is_another(tree, phrase):
            return same[-1]
        near = [p for p in same if tree.sentence[phrase.head] - tree.sentence[p.phrases[-1].head] < 3]
        return near[-1] if near and tree.first(phrase.head, "prep", "acl", "relcl") is None else None
    bare = not distinct and tree.first(phrase.head, "prep") is None
    if bare and phrase.kind == "talks" and lemma == "talk" and same and not is_another(tree, phrase):
        return same[-1]
    if phrase.named and (plan := _introduced(finder, phrase)) is not None:
        return plan
    if lemma in finder.words.sets["agreements"]:
        truces = finder.words.sets["truces"]
        before = [p for p in finder.plans if any(tree.lemma[q.head] in truces for q in p.phrases)]
        return before[-1] if before and distinct & truces else None
    return None


def _introduced(finder: Finder, phrase: Phrase) -> Plan | None:
    """The first name of an agreement, given soon after a first sentence or headline that told of one without a name."""
    tree = finder.tree
    if any(p.named for plan in finder.plans for p in plan.phrases) or phrase.kind not in (
        "agreement",
        "plan",
        "statement",
        "truce",
    ):
        return None
    for plan in finder.plans:
        near = tree.sentence[phrase.head] - tree.sentence[plan.head.head] < 5
        titled = any(p.head in finder.headings for p in plan.phrases) and len(plan.phrases) > 1
        if plan.kind in ("agreement", "plan", "truce") and (near or titled) and is_definite(tree, phrase):
            return plan
    return None


def _restated(finder: Finder, phrase: Phrase, distinct: set[str]) -> Plan | None:
    """The same thing in a heading ("Joint Training Initiatives"), or a fragment that answers it ("A deal, signed in X")."""
    tree = finder.tree
    family = FAMILIES.get(phrase.kind, phrase.kind)
    for plan in finder.plans:
        for p in plan.phrases:
            common = distinct & (distinct_words(finder, p) | {tree.lemma[p.head]})
            heading = phrase.head in finder.headings or p.head in finder.headings
            same_head = tree.lemma[p.head] == tree.lemma[phrase.head]
            if (
                heading
                and len(common) >= max(1, len(distinct) - 1)
                and _akin(plan.kind, phrase.kind)
                and (len(common) > 1 or same_head)
            ):
                return plan
            if (p.named or phrase.named) and _akin(plan.kind, phrase.kind) and _shared_name(finder, p, phrase) and not same_head:
                return plan
    if not distinct and tree.dep[phrase.head] == "ROOT" and finder.plans and family in ("agreement", "plan"):
        return next((p for p in finder.plans if p.head.named), None)
    return None


def _shared_name(finder: Finder, a: Phrase, b: Phrase) -> bool:
    """ "the Bangsamoro peace deal" and "the Comprehensive Agreement on the Bangsamoro" share the name that tells them."""
    tree = finder.tree
    words = [{tree.word[j] for j in range(p.first, p.last + 1) if tree.pos[j] == "PROPN" and j != p.head} for p in (a, b)]
    small = words[0] if len(words[0]) < len(words[1]) else words[1]
    return (
        bool(small)
        and len(small) == 1
        and small <= (words[0] & words[1])
        and {tree.lemma[a.head], tree.lemma[b.head]} <= finder.words.sets["agreements"]
    )


def _akin(a: str, b: str) -> bool:
    fa, fb = FAMILIES.get(a, a), FAMILIES.get(b, b)
    return fa == fb or {fa, fb} <= {"plan", "measure", "cooperation", "programme", "mission"} or {fa, fb} <= {"plan", "agreement"}


def _beside(finder: Finder, phrase: Phrase) -> Plan | None:
    """What stands beside a proposal in its own clause and is only another word for it: "extended a proposal, advocating
    a joint approach", "in a diplomatic overture, X made a proposal", "the proposal for collaboration"."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    if tree.dep[noun] in ("oprd", "attr") and tree.lemma[prep] in (
        "call",
        "name",
        "label",
        "dub",
        "term",
        "brand",
        "deem",
        "consider",
    ):
        return next((finder.by_head[x] for x in tree.only(prep, "dobj", "nsubjpass", "nsubj") if x in finder.by_head), None)
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "for" and not distinct_words(finder, phrase):
        return finder.by_head.get(tree.head[prep])
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "in" and tree.pos[tree.head[prep]] == "VERB" and prep < tree.head[prep]:
        return next((finder.by_head[x] for x in tree.objects(tree.head[prep]) if x in finder.by_head), None)
    if tree.dep[noun] == "appos" and tree.lemma[noun] in finder.words.sets["answered"] and not phrase.named:
        here = [
            (p.head, n) for n, x in enumerate(finder.plans) for p in x.phrases if tree.sentence[p.head] == tree.sentence[noun]
        ]
        return finder.plans[max(here)[1]] if here and max(here)[0] < noun else None
    o = governing(finder, phrase.head)
    if o is None or tree.dep[o.match.anchor] != "advcl" or tree.tag[o.match.anchor] != "VBG":
        return None
    main = tree.head[o.match.anchor]
    return next((finder.by_head[x] for x in tree.objects(main) if x in finder.by_head), None)


def _last_of_kind(finder: Finder, phrase: Phrase) -> Plan | None:
    """ "the deal": the last initiative so called, else the last one of the family, the named ones first."""
    tree = finder.tree
    lemma, family = tree.lemma[phrase.head], FAMILIES.get(phrase.kind, phrase.kind)
    near = [p for p in reversed(finder.plans) if not p.head.clause]
    alike = _synonyms(finder, lemma)
    so_called = [p for p in near if any(tree.lemma[q.head] in alike for q in p.phrases)]
    if phrase.head in finder.movers and phrase.head in finder.headings:  # over a list of its terms: one of its own
        near = []
    near = [p for p in near if not _has_ended(finder, p)]
    if so_called:
        return max(so_called[:4], key=lambda p: len(p.phrases) + any(tree.lemma[q.head] == lemma for q in p.phrases))
    loose = lemma in finder.words.sets["loose"]
    kin = [
        p
        for p in near
        if loose or FAMILIES.get(p.kind, p.kind) == family or {family, FAMILIES.get(p.kind)} <= {"plan", "agreement"}
    ]
    if lemma in finder.words.sets["answered"]:  # "the idea" is the one just told
        here = tree.sentence[phrase.head]
        kin = [p for p in kin if any(here - tree.sentence[q.head] < 2 for q in p.phrases)] or kin
    if lemma in ("offer", "proposal", "suggestion", "request", "demand", "idea"):  # what is concluded is proposed no longer
        kin = [p for p in kin if FAMILIES.get(p.kind) != "agreement" or _is_proposed(finder, p)]
    if not kin and lemma in finder.words.sets["agreements"]:
        return next((p for p in reversed(finder.plans) if p.head.clause and _is_agreed(finder, p)), None)
    return (
        max(kin[:6], key=lambda p: (p.head.named, len(p.phrases)))
        if kin and lemma in finder.words.sets["anaphors"] | finder.words.sets["texts"]
        else None
    )


def _is_proposed(finder: Finder, plan: Plan) -> bool:
    told = (governing(finder, p.head) for p in plan.phrases)
    return any(o is not None and o.match.frame.initiative == "Proposed" for o in told)


def _is_agreed(finder: Finder, plan: Plan) -> bool:
    """ "Both agreed to stop fighting": what "the agreement" takes up later."""
    o = finder.by_trigger.get(finder.contents.get(plan.head.head, -1))
    return o is not None and o.type == "AGREE" and len(o.agents) > 1 and o.factuality is Factuality.ACTUAL


def _has_ended(finder: Finder, plan: Plan) -> bool:
    """ "A truce had collapsed": what had ended before is not what other words speak of now."""
    tree = finder.tree
    verbs = [tree.head[tree.first_conjunct(p.head)] for p in plan.phrases]
    past = (v for v in verbs if any(tree.lower[a] == "had" for a in tree.only(v, "aux")))
    return any(finder.words.verbs.get(tree.lemma[v]) in (Status.SUSPENDED, Status.COMPLETED) for v in past)


def _is_bare_reference(finder: Finder, phrase: Phrase) -> bool:
    """A definite description that takes up nothing and says nothing of its own ("the process")."""
    return (
        not phrase.named
        and not phrase.clause
        and not distinct_words(finder, phrase)
        and governing(finder, phrase.head) is None
        and is_definite(finder.tree, phrase)
        and finder.tree.lemma[phrase.head] in finder.words.sets["anaphors"]
        and not _is_told_of(finder, phrase)
    )


def _is_told_of(finder: Finder, phrase: Phrase) -> bool:
    """ "The treaty bans mines", "the truce expired": enough to know that there is one, though nothing told of it before."""
    tree, words = finder.tree, finder.words
    if phrase.kind not in ("agreement", "truce", "talks", "law", "programme", "mission") or tree.lemma[phrase.head] in words.weak:
        return False
    noun = tree.first_conjunct(phrase.head)
    verb, dep = tree.head[noun], tree.dep[noun]
    if dep == "nsubjpass":
        return tree.lemma[verb] in words.verbs
    told = words.parts | words.sets["aims"] | words.sets["binding"] | words.sets["lasting"] | finder.hindrances("facing")
    return dep == "nsubj" and (tree.lemma[verb] in told or tree.lemma[verb] in words.verbs)
