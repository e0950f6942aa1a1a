"""What initiatives consist of: "comprises A and B", "under the deal X will ...", "measures such as A", lists and bullets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import lists
from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, Plan, clause, distinct_words, kind_of, parties_of, spread
from kg.extract.sides import CONCLUDED
from kg.extract.status import clause_event, is_promise
from kg.extract.tree import Tree
from kg.model import Factuality, Status

WILL = frozenset({"will", "would", "must", "shall", "'ll"})
FURTHER = 3  # sentences after "Under the deal X will ..." that may go on telling its terms


def join_parts(finder: Finder) -> None:
    """The members of the lists on a mention, and what is to be done under it, are parts of the whole."""
    for plan in list(finder.plans):
        for phrase in [*plan.phrases, *plan.pronouns]:
            for member in [*_members(finder, phrase), *_terms(finder, phrase)]:
                part = finder.by_head.get(member) or finder.add(_phrase(finder, member))
                if part is not plan and part.whole is None and not _is_under(plan, part):
                    part.whole = plan
                    part.support += 1
                    plan.link("hasPart", part, (member, member))
                    _doers(finder, part, member)
    _join_contained(finder)
    _join_listed(finder)
    _join_agreed(finder)
    _join_reported(finder)
    _lift_containers(finder)


def _join_contained(finder: Finder) -> None:
    """ "The first phase provides for A, B and C": phases and pillars are those of what the passage is about."""
    tree = finder.tree
    for i in range(len(tree)):
        verb = tree.head[i]
        if tree.dep[i] != "nsubj" or tree.lemma[i] not in finder.words.containers or i in finder.by_head:
            continue
        prep = next((p for p in tree.only(verb, "prep") if tree.lower[p] in ("for", "of")), None)
        first = prep or next((d - 1 for d in tree.only(verb, "dobj")), None)
        whole = finder.topic_at(i)
        if whole is None or first is None or tree.lemma[verb] not in finder.words.parts or tree.pos[verb] != "VERB":
            continue
        _, last = tree.sentences[tree.sentence[verb]]
        for member in [*lists.enumerated(finder, first + 1, last), *_going_on(finder, verb)]:
            part = finder.by_head.get(member) or finder.add(_phrase(finder, member))
            if part is not whole and part.whole is None and not _is_under(whole, part) and member not in finder.who.entities.at:
                part.whole = whole
                part.support += 1
                whole.link("hasPart", part, (member, member))


def _join_listed(finder: Finder) -> None:
    """Items under "Sanctions with immediate effect", "What does the agreement say?" are parts of what the heading names."""
    for head, heading in finder.listed.items():
        whole = next((finder.by_head[i] for i in heading if i in finder.by_head), None)
        if whole is None and any(finder.words.verbs.get(finder.tree.lemma[i]) is Status.AGREED for i in heading):
            before = [p for p in finder.plans if p.kind in CONCLUDED and not p.head.clause and p.head.head < head]
            whole = max(before, key=lambda p: len(p.phrases), default=None)
        part = finder.by_head.get(head)
        if whole is not None and part is not None and part.whole is None and not _is_under(part, whole) and part is not whole:
            part.whole = whole
            whole.link("hasPart", part, (head, head))


def _join_agreed(finder: Finder) -> None:
    """ "The commanders agreed that troops would leave" belongs to the text signed or the talks held just before."""
    tree = finder.tree
    for part in finder.plans:
        o = clause_event(finder, part.head)
        if o is None or o.match.frame.initiative != "Agreed" or part.whole is not None:
            continue
        promised = is_promise(finder, o)
        here = tree.sentence[part.head.head]
        near = [
            (p.head, plan)
            for plan in finder.plans
            for p in plan.phrases
            if plan.kind in CONCLUDED and not p.clause and p.head < part.head.head
            if here - tree.sentence[p.head] < (1 if promised else FURTHER)
            if not promised or tree.dep[p.head] == "pobj" and tree.lower[tree.head[p.head]] in ("in", "under", "by")
        ]
        if near:
            whole = max(near, key=lambda pair: pair[0])[1]
            part.whole = whole
            whole.link("hasPart", part, (o.match.trigger, part.head.head))


def _join_reported(finder: Finder) -> None:
    """What sentences right after the one that tells of an agreement lay down: "They accepted the text. Serbia would
    recognise the passports. Both are to withdraw."""
    tree = finder.tree
    whole: Plan | None = None
    gap = 0
    for n in range(len(tree.sentences)):
        reached = _reached(finder, n)
        if reached is not None:
            whole, gap = reached, 0
            continue
        if whole is None:
            continue
        terms = list(_terms_of_sentence(finder, n))
        gap = 0 if terms else gap + 1
        if gap > 1:
            whole = None
        for member in terms if whole is not None else ():
            part = finder.by_head.get(member) or finder.add(_phrase(finder, member))
            if part is not whole and part.whole is None and not _is_under(whole, part):
                part.whole = whole
                part.support += 1
                whole.link("hasPart", part, (member, member))
                _doers(finder, part, member)


def _reached(finder: Finder, n: int) -> Plan | None:
    """The agreement that a sentence tells of as reached: object of an act of agreeing that took place."""
    tree = finder.tree
    first, last = tree.sentences[n]
    for head in range(first, last + 1):
        plan = finder.by_head.get(head)
        if plan is None or plan.kind not in (*CONCLUDED, "proposal", "plan") or plan.kind == "talks" or plan.head.clause:
            continue
        noun = tree.first_conjunct(head)
        verb = tree.head[tree.head[noun]] if tree.dep[noun] == "pobj" else tree.head[noun]
        for v in (verb, *tree.only(head, "relcl", "acl")):
            o = finder.by_trigger.get(v)
            if o is not None and o.type in ("AGREE", "SUPPORT") and o.factuality is Factuality.ACTUAL:
                return plan
        if (
            tree.dep[noun] == "pobj"
            and tree.lemma[verb] in ("end", "conclude", "close")
            and tree.lower[tree.head[noun]] == "with"
        ):
            return plan
    return None


def _terms_of_sentence(finder: Finder, n: int) -> Iterator[int]:
    tree = finder.tree
    first, last = tree.sentences[n]
    root = next((i for i in range(first, last + 1) if tree.head[i] == i), None)
    if root is None or root in finder.headings:
        return
    before = [c for c in tree.only(root, "ccomp", "parataxis") if c < root and ";" in tree.word[c:root]]
    ahead = [c for v in (*before, root, *tree.only(root, "conj")) for c in (v, *tree.only(v, "xcomp"))]
    for v in ahead:
        due = tree.dep[v] == "xcomp" and tree.lemma[tree.head[v]] == "be" and tree.first(v, "aux") is not None
        will = {tree.lower[a] for a in tree.only(v, "aux")} & WILL
        if (
            tree.pos[v] == "VERB"
            and (due or will)
            and tree.lemma[v] not in finder.words.sets["idle"] | finder.words.sets["visiting"]
            and not _is_hypothetical(tree, v)
            and (tree.objects(v) or tree.is_passive(v) or not is_negated(tree, v, finder.ops))
        ):
            yield _started(finder, v)


def _started(finder: Finder, verb: int) -> int:
    """Of "direct flights are to resume" the flights."""
    tree = finder.tree
    starting = tree.lemma[verb] in finder.words.sets["starting"] and tree.first(verb, "dobj", "ccomp", "xcomp") is None
    subjects = (
        [s for s in tree.surface_subjects(verb) if tree.pos[s] == "NOUN" and s not in finder.who.entities.at] if starting else []
    )
    return subjects[0] if subjects and tree.lemma[subjects[0]] not in finder.who.words.population else verb


def _is_hypothetical(tree: Tree, verb: int) -> bool:
    clauses = [verb, *tree.only(verb, "advcl"), tree.head[verb]]
    inverted = any(
        tree.lower[a] in ("should", "were", "had") and all(a < s for s in tree.only(c, "nsubj", "nsubjpass"))
        for c in tree.only(verb, "advcl")
        for a in tree.only(c, "aux", "auxpass")
    )
    return inverted or any(tree.lower[m] in ("if", "unless") for c in clauses for m in tree.only(c, "mark"))


def _doers(finder: Finder, part: Plan, verb: int) -> None:
    """ "Iran will ship out ...": what one party is to do is its part alone."""
    gaining = finder.tree.lemma[verb] in ("get", "obtain", "receive", "gain", "keep", "retain", "regain", "win")
    if part.head.clause and not part.has("participant") and not gaining:
        for e in parties_of(finder, finder.tree.agents(verb)):
            if not e.generic:
                part.link("participant", e, (verb, verb))


def _phrase(finder: Finder, member: int) -> Phrase:
    tree = finder.tree
    if tree.pos[member] == "VERB":
        return clause(tree, member)
    return spread(tree, member, kind_of(tree, member, finder.words) or "measure")


def _terms(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """The acts laid down: "under the deal X will ship out ...", "requires Y to open ...", "includes relaxing ...", and
    the sentences right after that go on so."""
    tree = finder.tree
    yield from _in_which(finder, phrase)
    noun = tree.first_conjunct(phrase.head)
    verb, dep = tree.head[noun], tree.dep[noun]
    if dep == "pobj" and tree.lower[verb] == "under" and (main := _main_verb(tree, verb)) is not None:
        yield from _laid_down(finder, main)
        yield from _going_on(finder, main)
    elif dep == "nsubj" and tree.lemma[verb] in finder.words.parts | finder.words.sets["binding"]:
        for c in tree.only(verb, "xcomp", "ccomp"):
            yield from (v for v in (c, *tree.only(c, "conj")) if tree.pos[v] == "VERB" and tree.tag[v] in ("VB", "VBG"))


def _main_verb(tree: Tree, under: int) -> int | None:
    """Of "Under the deal X will withdraw" the verb; where "Under" opens the sentence its root."""
    first, last = tree.sentences[tree.sentence[under]]
    if under == first:
        return next((i for i in range(first, last + 1) if tree.head[i] == i and tree.pos[i] in ("VERB", "AUX")), None)
    return tree.head[under] if tree.pos[tree.head[under]] in ("VERB", "AUX") else None


def _in_which(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """ "a statement in which they agreed to exchange prisoners", "a plan under which X would withdraw"."""
    tree = finder.tree
    for verb in tree.only(phrase.head, "relcl"):
        if not any(tree.lower[o] == "which" for _, _, o in tree.phrases(verb)):
            continue
        if finder.words.verbs.get(tree.lemma[verb]) is Status.AGREED:
            yield from (c for c in tree.only(verb, "xcomp", "ccomp") if tree.pos[c] == "VERB" and tree.objects(c))
        else:
            yield from _laid_down(finder, verb)


def _laid_down(finder: Finder, verb: int) -> Iterator[int]:
    tree = finder.tree
    due = [c for c in tree.only(verb, "xcomp") if tree.lemma[verb] == "be" and tree.lower[c - 1] == "to"]
    if not due and not {tree.lower[a] for a in tree.only(verb, "aux")} & WILL:
        return
    for v in [c for d in due or [verb] for c in tree.conjuncts(d)]:
        v = next((c for c in tree.only(v, "xcomp") if tree.lemma[v] == "help"), v)
        acts = tree.objects(v) or is_negated(tree, v, finder.ops) or tree.lemma[v] in finder.words.sets["doing"]
        if tree.pos[v] == "VERB" and v not in finder.by_head and acts:
            yield v
        elif (subject := _started(finder, v)) != v:
            yield subject


def _going_on(finder: Finder, verb: int) -> Iterator[int]:
    tree = finder.tree
    here, paragraph = tree.sentence[verb], _paragraph(finder, verb)
    for n in range(here + 1, min(here + 1 + FURTHER, len(tree.sentences))):
        first, last = tree.sentences[n]
        root = next((i for i in range(first, last + 1) if tree.head[i] == i), None)
        here = root is not None and _paragraph(finder, root) == paragraph
        laid = [*_laid_down(finder, root), *_in_present(finder, root)] if here else []
        if not laid:
            return
        yield from laid


def _in_present(finder: Finder, root: int) -> Iterator[int]:
    """ "Togo gets a road", "Neither army may fly drones": terms told in the present tense."""
    tree = finder.tree
    barred = is_negated(tree, root, finder.ops) or any(
        tree.lower[d] == "neither" for x in tree.only(root, "nsubj") for d in tree.children[x]
    )
    allowed = barred and any(tree.lower[a] in ("may", "can", "shall", "must") for a in tree.only(root, "aux"))
    present = tree.tag[root] in ("VBZ", "VBP") and not tree.only(root, "aux")
    if not (allowed or present) or tree.pos[root] != "VERB" or tree.lemma[root] in finder.ops.speech or root in finder.by_head:
        return
    if tree.only(root, "dobj") and tree.only(root, "nsubj") and tree.first(root, "ccomp") is None:
        yield root


def _paragraph(finder: Finder, i: int) -> int | None:
    begin = finder.tree.begin[i]
    return next((n for n, b in enumerate(finder.blocks) if b.span.begin <= begin < b.span.end), None)


def _lift_containers(finder: Finder) -> None:
    """ "includes measures such as A and B": the bare "measures" only holds what are parts of the whole."""
    for plan in finder.plans:
        whole = plan.whole
        bare = finder.tree.lemma[plan.head.head] in finder.words.sets["generic"] and not any(
            distinct_words(finder, p) for p in plan.phrases
        )
        if whole is None or not bare:
            continue
        for part in finder.plans:
            if part.whole is plan:
                part.whole = whole
                whole.link("hasPart", part, (part.head.first, part.head.last))


def _is_under(plan: Plan, part: Plan) -> bool:
    seen: Plan | None = plan
    while seen is not None:
        if seen is part:
            return True
        seen = seen.whole
    return False


def _members(finder: Finder, phrase: Phrase) -> Iterator[int]:
    tree = finder.tree
    if phrase.clause:
        dealt = tree.lemma[phrase.head] in finder.words.sets["dealing"]
        yield from (m for m in lists.after_cue(finder, phrase) if dealt or kind_of(tree, m, finder.words))
        return
    for prep, _, o in tree.all_phrases(phrase.head):
        if prep in ("such as", "like", "including", "as") and _is_list_cue(tree, phrase.head, prep):
            yield from _noun_members(finder, [o])
    verb = tree.head[tree.first_conjunct(phrase.head)]
    if tree.dep[phrase.head] == "nsubj" and tree.lemma[verb] in finder.words.parts:
        for o in tree.objects(verb):
            inner = [x for prep, _, x in tree.all_phrases(o) if prep in ("such as", "like", "including")]
            yield from _noun_members(finder, inner or [o])
        for prep, _, o in tree.all_phrases(verb):
            if prep in ("of", "for") or prep == "on" and tree.lemma[verb] == "rest":
                yield from _noun_members(finder, _contained(finder, o))
    for c in tree.only(phrase.head, "relcl"):
        if tree.lemma[c] in finder.words.parts and not tree.is_passive(c):
            own = tree.only(c, "dobj") or [o for prep, _, o in tree.phrases(c) if prep in ("for", "of")]
            yield from _noun_members(finder, own)
    for c in tree.only(phrase.head, "relcl", "acl"):
        own = (
            tree.dep[c] == "acl"
            and tree.tag[c] == "VBG"
            or any(tree.lower[s] in ("that", "which") for s in tree.only(c, "nsubj"))
        )
        if own and tree.lemma[c] in finder.words.sets["founding"] and not tree.is_passive(c):
            yield from _noun_members(finder, tree.only(c, "dobj"))
    for c in tree.only(phrase.head, "acl", "appos"):
        if tree.lemma[c] in finder.words.parts and tree.dep[c] == "acl":
            members = tree.conjuncts(next(iter(tree.only(c, "dobj")), c))
            yield from _noun_members(finder, members if len(members) > 1 or tree.lemma[c] != "cover" else [])
    yield from lists.after_cue(finder, phrase)
    yield from lists.items(finder, phrase)


def _contained(finder: Finder, noun: int) -> list[int]:
    """Of "three pillars: A, B and C" the members."""
    tree = finder.tree
    listed = [c for a in tree.only(noun, "appos") for c in (a, *tree.only(a, "appos", "conj"))]
    return (
        sorted({m for c in listed for m in tree.conjuncts(c)})
        if tree.lemma[noun] in finder.words.containers and listed
        else [noun]
    )


def _is_list_cue(tree: Tree, head: int, prep: str) -> bool:
    return prep != "as" or any(tree.lower[p] == "as" and p and tree.lower[p - 1] == "such" for p in tree.only(head, "prep"))


def _noun_members(finder: Finder, tokens: list[int]) -> Iterator[int]:
    tree = finder.tree
    for t in tokens:
        for m in tree.conjuncts(t):
            use = finder.who.entities.at.get(m)
            new = any(tree.lower[d] in ("a", "an") for d in tree.only(m, "det"))
            if (
                tree.pos[m] in ("NOUN", "PROPN")
                and (use is None or use.entity.generic or new)
                and tree.lemma[m] not in finder.who.words.population
                and tree.lower[m] not in ("none", "nothing", "others", "anything")
            ):
                yield m
