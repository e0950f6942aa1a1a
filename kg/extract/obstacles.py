"""What stands in the way of initiatives: "stalled over X", "X blocks it", "the main obstacle is X", lists under "Challenges"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.issues import topic
from kg.extract.lists import enumerated
from kg.extract.sides import CONCLUDED
from kg.extract.tree import DATES, Tree
from kg.model import BlockKind, Factuality, Status

CAUSES = frozenset(
    {"over", "amid", "after", "by", "following", "because of", "due to", "owing to", "on account of", "as a result of"}
)
REASONS = frozenset({"because", "after", "as", "since", "when"})
FAILING = (Status.SUSPENDED, Status.REJECTED)


def hinder(finder: Finder, plan: Plan) -> None:
    """Link what the sentences around the mentions of a plan name as obstacles to it."""
    for phrase in [*plan.phrases, *plan.pronouns]:
        noun = finder.tree.first_conjunct(phrase.head)
        verb, dep = finder.tree.head[noun], finder.tree.dep[noun]
        if dep in ("dobj", "nsubjpass") and _hinders(finder, verb):
            _hindering(finder, plan, verb)
        for c in finder.tree.only(phrase.head, "relcl"):
            _told_of(finder, plan, c)
        if dep in ("nsubj", "nsubjpass"):
            _conditions(finder, plan, verb)
            _faced(finder, plan, verb)
            _would_end(finder, plan, verb)
        if dep in ("nsubj", "nsubjpass", "dobj"):
            _failure(finder, plan, verb)
        _deserted(finder, plan, noun)
        _nominal(finder, plan, phrase)


def _hinders(finder: Finder, verb: int) -> bool:
    return bool(finder.tree.with_particles(verb, "prt", "advmod") & finder.hindrances("verbs"))


def _told_of(finder: Finder, plan: Plan, verb: int) -> None:
    """ "A plan that X blocked", "reforms which a lack of money continues to delay"."""
    tree = finder.tree
    inner = next((c for c in tree.only(verb, "xcomp") if _hinders(finder, c)), verb)
    if (
        _hinders(finder, inner)
        and not tree.is_passive(inner)
        and any(tree.lower[d] in ("which", "that") for d in tree.only(inner, "dobj"))
    ):
        if inner == verb:
            _hindering(finder, plan, verb)
        else:
            _all(finder, plan, tree.agents(verb))


def _hindering(finder: Finder, plan: Plan, verb: int) -> None:
    """The act that hinders, when it is an event ("threatened to block the route"), else who or what does."""
    o = finder.by_trigger.get(verb) or finder.by_trigger.get(finder.tree.head[verb])
    if o is not None and not o.match.nominal and o in finder.occurrences and not finder.tree.is_passive(verb):
        plan.link("hinderedBy", o, (o.match.trigger, o.match.trigger))
        return
    _all(finder, plan, finder.tree.agents(verb))


def _failure(finder: Finder, plan: Plan, verb: int) -> None:
    """ "stalled over X", "collapsed after X", "was delayed by X", "went ahead despite X"."""
    tree = finder.tree
    words = tree.with_particles(verb, "prt")
    failing = any(finder.words.verbs.get(w) in FAILING or w in finder.hindrances("verbs") for w in words)
    failing |= any(tree.lower[w] in finder.hindrances("states") for w in tree.only(verb, "acomp", "oprd", "attr"))
    for prep, _, o in tree.all_phrases(verb):
        despite = prep in ("despite", "amid", "in spite") and _is_obstacle(finder, o)
        stuck = prep in ("on", "over", "at") and words & finder.hindrances("sticking")
        if despite or stuck or (failing and prep in CAUSES and not _is_dated(tree, o)):
            _hinder(finder, plan, o)
    dated = (
        c for prep, _, o in tree.all_phrases(verb) if prep in ("in", "on") and _is_dated(tree, o) for c in tree.only(o, "relcl")
    )
    for c in (*tree.only(verb, "advcl"), *dated) if failing else ():
        if any(tree.lower[m] in REASONS for m in tree.only(c, "mark", "advmod")):
            _cause(finder, plan, c)


def _deserted(finder: Finder, plan: Plan, noun: int) -> None:
    """ "Left the pact", "broke the truce", "took the country out of the deal": the act is what stands in its way."""
    tree = finder.tree
    verb = tree.head[noun]
    while tree.pos[verb] in ("ADP", "ADV", "SCONJ") and tree.head[verb] != verb:
        verb = tree.head[verb]
    o = finder.by_trigger.get(verb)
    if o is None or o.match.nominal or plan.kind not in CONCLUDED:
        return
    if o.factuality is not Factuality.ACTUAL and not (o.factuality is Factuality.UNKNOWN and o.type in ("ASSAULT", "REJECT")):
        return
    words = tree.with_particles(verb, "prt", "advmod", "prep")
    if o in finder.occurrences and words & finder.hindrances("deserting") and tree.dep[noun] in ("dobj", "nsubjpass", "pobj"):
        plan.link("hinderedBy", o, (verb, verb))


def _is_dated(tree: Tree, i: int) -> bool:
    return tree.lower[i] in DATES or any(tree.pos[c] == "NUM" for c in (i, *tree.children[i]))


def _cause(finder: Finder, plan: Plan, verb: int) -> None:
    """The event that the clause tells, else its subject."""
    o = finder.by_trigger.get(verb)
    if o is not None and o in finder.occurrences:
        plan.link("hinderedBy", o, (verb, verb))
    elif finder.tree.lemma[verb] in ("disagree", "differ", "quarrel", "refuse", "object"):
        _all(finder, plan, [x for _, _, x in finder.tree.phrases(verb)])
    elif finder.tree.dep[verb] == "relcl":
        _all(finder, plan, finder.tree.only(verb, "dobj"))


def _is_obstacle(finder: Finder, i: int) -> bool:
    return finder.tree.lemma[i] in finder.hindrances("nouns") or i in finder.by_trigger


def _conditions(finder: Finder, plan: Plan, verb: int) -> None:
    """ "it hinges on X": what it depends on can stop it."""
    tree = finder.tree
    for prep, _, o in tree.all_phrases(verb):
        if prep == "upon" or (prep == "on" and tree.lemma[verb] in ("hinge", "depend", "rest")):
            _hinder(finder, plan, o)


def _faced(finder: Finder, plan: Plan, verb: int) -> None:
    """ "faces opposition from X", "lacks funds", "suffers from X"; after "faces several hurdles" those named next."""
    tree = finder.tree
    for o in [c for d in tree.only(verb, "dobj") for c in tree.conjuncts(d)]:
        if tree.lemma[verb] == "lack":
            _hinder(finder, plan, o)
        elif tree.lemma[o] in finder.hindrances("nouns") and tree.lemma[verb] in finder.hindrances("facing"):
            _named_or_next(finder, plan, verb, o)
    for prep, _, o in tree.all_phrases(verb):
        if tree.lemma[verb] in ("suffer", "run", "struggle") and prep in ("from", "into", "with"):
            _named_or_next(finder, plan, verb, o)


def _named_or_next(finder: Finder, plan: Plan, verb: int, o: int) -> None:
    """ "hurdles" alone only announces what the sentences after it name, or the list after it."""
    tree = finder.tree
    if tree.lemma[o] not in finder.hindrances("empty"):
        _hinder(finder, plan, o)
        return
    listed = list(_listed(finder, o))
    _all(finder, plan, listed)
    if not listed:
        _next(finder, plan, verb)


def _listed(finder: Finder, o: int) -> Iterator[int]:
    """Members after "obstacles such as", "hurdles, including", "one obstacle: ..."."""
    tree = finder.tree
    _, last = tree.sentences[tree.sentence[o]]
    for i in range(o + 1, min(last, o + 8)):
        cue = (
            2
            if tree.lower[i : i + 2] in (["such", "as"], ["among", "them"])
            else int(tree.lower[i] in (":", "including", "namely"))
        )
        if cue:
            yield from enumerated(finder, i + cue, last)
            return


def _next(finder: Finder, plan: Plan, verb: int) -> None:
    """The subjects of "X remains the main challenge" in the sentences after."""
    tree = finder.tree
    here = tree.sentence[verb]
    for i in range(len(tree)):
        if here <= tree.sentence[i] <= here + 2 and tree.dep[i] == "attr" and tree.lemma[i] in finder.hindrances("nouns"):
            _all(finder, plan, tree.surface_subjects(tree.head[i]))


def _would_end(finder: Finder, plan: Plan, verb: int) -> None:
    """ "Should she lose the vote, the plan would die": the condition is what threatens it."""
    tree = finder.tree
    ending = finder.words.verbs.get(tree.lemma[verb]) in FAILING or tree.lemma[verb] == "die"
    if not ending or not any(tree.lower[a] in ("would", "will", "could", "may", "might") for a in tree.only(verb, "aux")):
        return
    for c in tree.only(verb, "advcl"):
        o = finder.by_trigger.get(c)
        if o is not None and o in finder.occurrences:
            plan.link("hinderedBy", o, (c, c))
        elif o is None:
            _all(finder, plan, tree.objects(c))


def _nominal(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "an obstacle to the deal is X", "X, a threat to the truce", "opposition to the plan from Y"."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    prep = tree.head[noun]
    governor = tree.head[prep]
    while tree.dep[governor] == "pobj" and tree.lower[tree.head[governor]] == "of":
        governor = tree.head[tree.head[governor]]
    if tree.dep[noun] != "pobj" or tree.lower[prep] not in ("to", "for", "of", "in", "on", "over"):
        return
    if tree.lemma[governor] in finder.hindrances("breaches") and plan.kind in CONCLUDED:
        _hinder(finder, plan, governor)
    if tree.lemma[governor] not in finder.hindrances("nouns"):
        return
    _all(finder, plan, _equated(finder, governor))
    if tree.lemma[governor] not in finder.hindrances("empty"):
        owners = [m for c in tree.only(governor, "poss", "amod") for m in tree.conjuncts(c)]
        owners += [o for p, _, o in tree.all_phrases(governor) if p in ("from", "by", "among")]
        for o in owners:
            for e in finder.who.of(o, generic=False):
                if not e.is_place:
                    plan.link("hinderedBy", e, (o, governor))


def _equated(finder: Finder, noun: int) -> Iterable[int]:
    """What the sentence says an obstacle is: subject or complement of "be" and "remain", apposition, list."""
    tree = finder.tree
    verb = tree.head[noun]
    if tree.dep[noun] == "attr":
        return tree.surface_subjects(verb)
    if tree.dep[noun] == "appos":
        return [tree.head[noun]]
    if tree.dep[noun] == "nsubj" and (other := tree.only(verb, "attr")):
        return [c for o in other for c in tree.conjuncts(o)]
    return list(_listed(finder, noun))


def hinder_by_context(finder: Finder) -> None:
    """Obstacles told without naming what they stand in the way of: the initiative that the passage is about is meant."""
    tree = finder.tree
    for i in range(len(tree)):
        if tree.pos[i] == "NOUN" and tree.lemma[i] in finder.hindrances("nouns") and _is_told(finder, i):
            plan = finder.topic_at(i)
            if plan is not None:
                _all(finder, plan, _open(finder, i))
    _under_headings(finder)


def _is_told(finder: Finder, i: int) -> bool:
    """ "X remains the main obstacle", "the biggest hurdle is X", without "to the ..."."""
    tree = finder.tree
    bound = any(tree.lower[p] in ("to", "for", "of") for p in tree.only(i, "prep"))
    return (
        not bound
        and tree.dep[i] in ("attr", "nsubj")
        and tree.lemma[tree.head[i]] in ("be", "remain", "become", "persist", "stay")
    )


def _open(finder: Finder, noun: int) -> Iterable[int]:
    tree = finder.tree
    if tree.lemma[noun] in finder.hindrances("empty"):
        return _equated(finder, noun)
    over = [o for prep, _, o in tree.all_phrases(noun) if prep in ("over", "on", "about")]
    return over if tree.dep[noun] == "nsubj" else []


def _under_headings(finder: Finder) -> None:
    """Under a heading such as "Challenges": the items and the short heads of the paragraphs."""
    tree, inside = finder.tree, False
    for block in finder.blocks:
        tokens = tree.within(block.span.begin, block.span.end)
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            inside = any(tree.lemma[i] in finder.hindrances("headings") for i in tokens)
        elif inside and block.kind is BlockKind.PARAGRAPH and len(tokens):
            _enumerating(finder, tokens)
        elif inside and block.kind in (BlockKind.LIST_ITEM, BlockKind.RUN_IN) and len(tokens):
            plan = finder.topic_at(tokens[0])
            if plan is not None:
                _all(finder, plan, list(enumerated(finder, tokens[0], tokens[-1]))[:1])


def _enumerating(finder: Finder, tokens: range) -> None:
    """ "Pride is one. Money is another." under such a heading."""
    tree = finder.tree
    for i in tokens:
        if tree.lower[i] in ("one", "another", "first", "second", "third") and tree.dep[i] in ("attr", "acomp"):
            plan = finder.topic_at(i)
            if plan is not None:
                _all(finder, plan, tree.surface_subjects(tree.head[i]))


def _all(finder: Finder, plan: Plan, tokens: Iterable[int]) -> None:
    for token in tokens:
        _hinder(finder, plan, token)


def _hinder(finder: Finder, plan: Plan, token: int) -> None:
    tree = finder.tree
    for c in tree.conjuncts(token):
        if finder.by_head.get(c) is plan:
            continue
        o = finder.by_trigger.get(c)
        if o is not None and o in finder.occurrences:
            plan.link("hinderedBy", o, (c, c))
            continue
        actors = [e for e in finder.who.of(c, generic=False) if not e.is_place]
        for e in actors:
            plan.link("hinderedBy", e, (c, c))
        if not actors and (found := topic(tree, c, finder.lexicon)) is not None:
            plan.link("hinderedBy", found[0], found[1])
