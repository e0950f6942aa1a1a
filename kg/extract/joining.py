"""Which mentions of initiatives are of one: "the proposal", "the deal", acronyms, headings, restatements."""

from __future__ import annotations

from kg.extract.initiatives import (
    Finder,
    Phrase,
    Plan,
    clauses,
    contents,
    distinct_words,
    governing,
    is_definite,
    kind_of,
    phrases,
    spread,
)

FAMILIES = {"agreement": "agreement", "truce": "agreement", "law": "law", "proposal": "plan", "plan": "plan", "programme": "plan", "project": "plan",
            "statement": "agreement", "measure": "measure", "mechanism": "mechanism", "mission": "mission", "talks": "talks", "cooperation": "cooperation"}  # fmt: skip


def collect(finder: Finder) -> None:
    """Fill `finder.plans`: each phrase joins the initiative that it takes up or opens a new one."""
    finder.by_trigger = {t: o for o in finder.occurrences for t in (o.match.trigger, *(x.match.trigger for x in o.also))}
    everything = sorted([*phrases(finder), *contents(finder), *clauses(finder)], key=lambda p: (p.head, p.first))
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
    if tree.lemma[phrase.head] in finder.words.sets["making"] and objects:
        return True
    spreads = [spread(tree, o, kind) for o in objects if (kind := kind_of(tree, o, finder.words))]
    return (
        bool(spreads)
        and tree.lemma[phrase.head] in finder.words.verbs
        and not any(is_definite(tree, p) and not p.named for p in spreads)
    )


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
        it = next(
            (i for i in range(first, min(first + 3, last)) if tree.lower[i] == "it" and tree.dep[i] in ("nsubj", "nsubjpass")),
            None,
        )
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
        if lemma in heads and distinct and any(distinct <= distinct_words(finder, p) for p in plan.phrases):
            return plan
    if definite and (not distinct or lemma in finder.words.sets["texts"]):
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
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "for" and not distinct_words(finder, phrase):
        return finder.by_head.get(tree.head[prep])
    if tree.dep[noun] == "pobj" and tree.lower[prep] == "in" and tree.pos[tree.head[prep]] == "VERB" and prep < tree.head[prep]:
        return next((finder.by_head[x] for x in tree.objects(tree.head[prep]) if x in finder.by_head), None)
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
    so_called = [p for p in near if any(tree.lemma[q.head] == lemma for q in p.phrases)]
    if so_called:
        return max(so_called[:4], key=lambda p: len(p.phrases))
    loose = lemma in finder.words.sets["loose"]
    kin = [
        p
        for p in near
        if loose or FAMILIES.get(p.kind, p.kind) == family or {family, FAMILIES.get(p.kind)} <= {"plan", "agreement"}
    ]
    return (
        max(kin[:6], key=lambda p: (p.head.named, len(p.phrases)))
        if kin and lemma in finder.words.sets["anaphors"] | finder.words.sets["texts"]
        else None
    )


def _is_bare_reference(finder: Finder, phrase: Phrase) -> bool:
    """A definite description that takes up nothing and says nothing of its own ("the process")."""
    return (
        not phrase.named
        and not phrase.clause
        and not distinct_words(finder, phrase)
        and governing(finder, phrase.head) is None
        and is_definite(finder.tree, phrase)
        and finder.tree.lemma[phrase.head] in finder.words.sets["anaphors"]
    )
