"""What initiatives are for, about or against, as issues: "talks on water", "a plan to end the war", "the grain deal"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.issues import Topic, canonical, topic
from kg.extract.tree import DATES, Tree
from kg.lexicon import slug

ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
PURPOSES = frozenset({"for", "against", "to", "on", "about", "over", "concerning", "regarding", "around"})
OF_KINDS = frozenset({"measure", "mission", "mechanism", "truce", "programme", "project"})
TOLD_BY_MODIFIER = frozenset(
    {"agreement", "talks", "mechanism", "programme", "project", "plan", "mission", "proposal", "law", "cooperation", "measure"}
)
AGAINST = ("counter", "anti")
AIMED = frozenset({"aim", "design", "intend", "mean", "gear", "direct", "target", "focus", "dedicate", "devote"})


def address(finder: Finder, plan: Plan) -> None:
    """Link every issue that the mentions of a plan name."""
    for phrase in [*plan.phrases, *plan.pronouns]:
        if phrase.clause:
            _of_clause(finder, plan, phrase)
            continue
        for o in (*_by_prepositions(finder, plan, phrase), *_by_verbs(finder, phrase)):
            _aim(finder, plan, o)
    if not plan.has("addresses"):
        for phrase in plan.phrases:
            _by_modifiers(finder, plan, phrase)


def _of_clause(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """The object of what is to be done, and what it is extended to."""
    tree = finder.tree
    for o in tree.only(phrase.head, "dobj"):
        _aim(finder, plan, o)
        for prep, _, x in tree.all_phrases(o):
            if prep in ("on", "over", "against", "about", "to"):
                _aim(finder, plan, x)
    for prep, _, x in tree.all_phrases(phrase.head):
        if prep in ("against", "on", "to") and tree.pos[x] != "VERB":
            _aim(finder, plan, x)


def _by_prepositions(finder: Finder, plan: Plan, phrase: Phrase) -> Iterator[int]:
    tree = finder.tree
    for prep, _, o in tree.all_phrases(phrase.head):
        if o <= phrase.last and phrase.named and prep not in ("on", "for"):
            continue
        if prep in PURPOSES or (prep == "of" and plan.kind in OF_KINDS):
            if prep == "on" and plan.kind in ("measure", "project", "mission") and _is_site(finder, o):
                continue
            if prep not in ABOUT and any(not e.is_place for e in finder.who.of(o, generic=False)):
                continue
            yield o


def _is_site(finder: Finder, i: int) -> bool:
    """ "a reserve on the shoal": where it is, not what it is about."""
    return finder.tree.lemma[i] in finder.lexicon.table("actors")["kinds"]["Place"]


def _by_verbs(finder: Finder, phrase: Phrase) -> Iterator[int]:
    """ "aimed at curbing X", "to end X", "which covers X", "the pact seeks to protect X", "launched a plan to free X"."""
    tree = finder.tree
    for verb in tree.only(phrase.head, "acl", "relcl"):
        yield from _purpose(finder, verb)
    noun = tree.first_conjunct(phrase.head)
    verb, dep = tree.head[noun], tree.dep[noun]
    if dep in ("nsubj", "nsubjpass"):
        yield from _purpose(finder, verb, subject=True)
        for c in tree.only(verb, "conj"):
            yield from _purpose(finder, c, subject=True)
    elif dep == "dobj":
        for c in tree.only(verb, "advcl", "xcomp"):
            if c > phrase.last and tree.has_to(c):
                yield from _objects(finder, c)


def _purpose(finder: Finder, verb: int, *, subject: bool = False) -> Iterator[int]:
    tree = finder.tree
    if tree.lemma[verb] in AIMED or tree.lemma[verb] in ("seek", "try", "work", "help", "serve", "hope", "deal"):
        for prep, _, o in tree.all_phrases(verb):
            if prep in ("at", "on", "with", "toward", "towards", "against", "for"):
                yield from _objects(finder, o) if tree.pos[o] == "VERB" else [o]
        for c in tree.only(verb, "xcomp", "advcl"):
            yield from _objects(finder, c)
    elif _is_meant(finder, verb, subject):
        yield from _objects(finder, verb)


def _is_meant(finder: Finder, verb: int, subject: bool) -> bool:
    """An infinitive on the noun ("a plan to free X"), or a verb that tells an aim ("the pact covers X")."""
    tree = finder.tree
    infinitive = tree.dep[verb] in ("acl", "relcl") and tree.has_to(verb) and not subject
    return infinitive or (tree.lemma[verb] in finder.words.sets["aims"] and not tree.is_passive(verb))


def _objects(finder: Finder, verb: int) -> Iterator[int]:
    """The objects of a verb and of those coordinated with it; what it is done about when it has none."""
    tree = finder.tree
    for v in [verb, *tree.only(verb, "conj")]:
        if tree.pos[v] not in ("VERB", "AUX"):
            continue
        own = tree.only(v, "dobj")
        own = own or [o for prep, _, o in tree.phrases(v) if prep in ("with", "against", "on", "for", "of")]
        own = own or [o for c in tree.only(v, "xcomp") for o in tree.only(c, "dobj")]
        yield from own


def _aim(finder: Finder, plan: Plan, o: int) -> None:
    tree = finder.tree
    if tree.pos[o] == "VERB":
        for d in _objects(finder, o):
            if tree.pos[d] != "VERB":
                _aim(finder, plan, d)
        return
    for c in tree.conjuncts(o):
        c = _content(finder, c)
        other = finder.by_head.get(c)
        if other is not None and (other is plan or other.whole is plan):
            continue
        use = finder.who.entities.at.get(c)
        if use is not None and not use.entity.is_place and not use.entity.generic:
            continue
        if tree.lower[c] in DATES or tree.lemma[c] in finder.words.sets["no_issue"] or _is_time(tree, c):
            continue
        found = topic(tree, c, finder.lexicon)
        if found is not None and (tree.pos[c] != "PROPN" or use is not None):
            plan.link("addresses", found[0], found[1])


def _is_time(tree: Tree, i: int) -> bool:
    return tree.lemma[i] in ("day", "week", "month", "year", "hour", "minute", "decade", "time", "term", "period", "summer")


def _content(finder: Finder, i: int) -> int:
    """In "control of the islands", "the release of hostages" what is talked of is the second noun."""
    tree = finder.tree
    if tree.lemma[i] in finder.words.sets["hollow"]:
        return next((o for p in tree.only(i, "prep") if tree.lower[p] == "of" for o in tree.only(p, "pobj")), i)
    return i


def _by_modifiers(finder: Finder, plan: Plan, phrase: Phrase) -> None:
    """ "the grain deal", "counter-terrorism measures", "community development projects"."""
    tree = finder.tree
    for j in range(phrase.first, phrase.head):
        stem = _opposed(tree, j, phrase.head)
        if stem is not None:
            text = _of_terror(stem[0])
            label = canonical(finder.lexicon).get(text, text)
            plan.link("addresses", Topic(f"issue/{slug(label)}", label), stem[1])
            return
    if (
        tree.lemma[phrase.head] in finder.words.sets["exchanges"]
        or plan.kind not in TOLD_BY_MODIFIER
        or phrase.named
        and plan.kind != "agreement"
    ):
        return
    for c in tree.only(phrase.head, "compound", "nmod"):
        for m in tree.conjuncts(c):
            if m >= phrase.first and _tells(finder, plan, m) and (found := topic(tree, m, finder.lexicon)) is not None:
                plan.link("addresses", found[0], found[1])


def _tells(finder: Finder, plan: Plan, m: int) -> bool:
    tree = finder.tree
    words, lemma = finder.who.words, tree.lemma[m]
    if tree.pos[m] != "NOUN" or m in finder.who.entities.at or tree.word[m + 1] in ("-", "–"):
        return False
    if (
        lemma in words.state
        or lemma in words.population
        or lemma in words.bodies
        or any(tree.pos[c] == "NUM" for c in tree.children[m])
    ):
        return False
    if tree.lemma[m] in finder.words.sets["no_issue"] or tree.lemma[m] in finder.words.sets["shapes"]:
        return False
    return plan.kind != "measure" or tree.lower[m] in canonical(finder.lexicon) or tree.lemma[m] in canonical(finder.lexicon)


def _opposed(tree: Tree, j: int, head: int) -> tuple[str, tuple[int, int]] | None:
    """ "counter-terrorism", "anti-piracy", "counterterror" among the modifiers: the thing fought, with its tokens."""
    word = tree.lower[j]
    if word in AGAINST and j + 2 < head + 1 and tree.word[j + 1] == "-":
        return tree.lower[j + 2], (j, j + 2)
    for prefix in AGAINST:
        rest = word.removeprefix(prefix).removeprefix("-")
        if rest != word and rest in (
            "terror",
            "terrorism",
            "terrorist",
            "insurgency",
            "narcotics",
            "piracy",
            "corruption",
            "extremism",
        ):
            return rest, (j, j)
    return None


def _of_terror(word: str) -> str:
    return "terrorism" if word in ("terror", "terrorist") else word
