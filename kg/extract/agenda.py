"""Initiatives that no noun or verb of proposing names: items under "demands:", under headings such as "Recommendations",
and what somebody announces that he will do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, clause, is_light, kind_of, spread
from kg.extract.tree import Tree
from kg.model import BlockKind, Status

WILL = frozenset({"will", "would", "'ll"})
PLEDGING = frozenset({"promise", "pledge", "vow", "announce"})


def announced(finder: Finder) -> Iterator[Phrase]:
    """The phrases, in no order. Who put an item on the list is kept in `finder.movers`, by its head."""
    yield from _items(finder)
    yield from _promises(finder)


def advice(finder: Finder) -> tuple[range, ...]:
    """The tokens under headings that announce advice: "Recommendations", "What Europe can do", "Three options"."""
    tree, found, open_ = finder.tree, [], False
    for block in finder.blocks:
        tokens = tree.within(block.span.begin, block.span.end)
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            able = any(tree.lower[i] in ("can", "could", "should", "must") for i in tokens)
            open_ = able or any(tree.lemma[i] in finder.words.sets["advice"] for i in tokens)
        elif open_ and block.kind is not BlockKind.DATELINE:
            found.append(tokens)
    return tuple(found)


def _items(finder: Finder) -> Iterator[Phrase]:
    """The items after a paragraph that ends in a colon and whose verb demands, or under a heading that says what they are."""
    lead: int | None = None
    title: range | None = None
    asked: int | None = None
    for block in finder.blocks:
        tokens = finder.tree.within(block.span.begin, block.span.end)
        lead_in = finder.tree.text[block.span.begin : block.span.end].rstrip().endswith(":")
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and not lead_in:
            title, lead, asked = tokens if _is_agenda(finder, tokens) else None, None, None
        elif block.kind is BlockKind.LIST_ITEM and (lead is not None or title is not None) and len(tokens):
            if title is not None and lead is None:
                yield from _entitled(finder, title)
            for phrase in _item(finder, tokens, lead):
                if title is not None:
                    finder.listed[phrase.head] = title
                if asked is not None:
                    finder.advised[phrase.head] = asked
                yield phrase
        elif lead_in and (to := _addressee(finder, tokens)) is not None:
            asked = to
        elif block.kind is not BlockKind.RUN_IN:
            lead = _lead(finder, tokens) if lead_in else None


def _is_agenda(finder: Finder, heading: range) -> bool:
    """ "Recommendations", "Sanctions with immediate effect", "What does the agreement say?"."""
    words = finder.words
    agenda = words.sets["agenda"] | words.sets["agreements"] | words.sets["truces"]
    agreed = any(finder.words.verbs.get(finder.tree.lemma[i]) is Status.AGREED and finder.tree.pos[i] == "VERB" for i in heading)
    return agreed or any(finder.tree.lemma[i] in agenda for i in heading)


def _entitled(finder: Finder, heading: range) -> Iterator[Phrase]:
    """What a heading over a list names: "Sanctions with immediate effect", "What does the agreement say?"."""
    tree, words = finder.tree, finder.words
    for i in heading:
        kind = words.kind.get(tree.lemma[i]) if tree.pos[i] == "NOUN" else None
        if kind in ("measure", "agreement", "truce") and tree.lemma[i] not in words.sets["generic"]:
            finder.movers[i] = -1
            yield _noun(finder, i)
            return


def _addressee(finder: Finder, tokens: range) -> int | None:
    """Whom "To the council:", "The donors should:" over a list address, as a token."""
    tree = finder.tree
    if len(tokens) < 3 or len(tokens) > 14:
        return None
    if tree.lower[tokens.start] in ("to", "for"):
        return next((o for o in tree.only(tokens.start, "pobj")), None)
    should = next((i for i in tokens if tree.lower[i] in ("should", "must")), None)
    return next((s for s in tree.only(tree.head[should], "nsubj")), None) if should is not None else None


def _lead(finder: Finder, tokens: range) -> int | None:
    """The verb of demanding or agreeing that a lead-in to a list ends with."""
    tree = finder.tree
    verbs = [i for i in tokens if tree.pos[i] == "VERB" and tree.lemma[i] in finder.words.sets["moving"]]
    return verbs[-1] if verbs else None


def _item(finder: Finder, tokens: range, lead: int | None) -> Iterator[Phrase]:
    tree = finder.tree
    tokens = range(tokens.start, min(tokens.stop, tree.sentences[tree.sentence[tokens.start]][1] + 1))
    roots = [i for i in tokens if (tree.head[i] not in tokens or tree.head[i] == i) and tree.pos[i] in ("NOUN", "VERB", "AUX")]
    root = max(roots, key=lambda i: (len(tree.subtree(i)), -i), default=None)
    if root is None:
        return
    found: list[Phrase] = []
    if tree.pos[root] == "NOUN":
        found = [_noun(finder, n) for n in tree.conjuncts(root) if tree.pos[n] == "NOUN"]
    elif (tree.tag[root] == "VB" or lead is not None and tree.lower[root] == tree.lemma[root]) and _is_bare(tree, root):
        found = [p for v in tree.conjuncts(root) if tree.pos[v] == "VERB" and tree.objects(v) for p in _to_do(finder, v)]
    elif lead is None and (dealt := [i for i in tokens if _is_dealt_with(finder, i)]):
        found = [_noun(finder, dealt[0])]
    elif lead is None:
        found = [p for r in _laid_down(tree, root) for v in tree.conjuncts(r) for p in _term(finder, v)]
    for phrase in found:
        if phrase.clause or tree.lemma[phrase.head] not in finder.words.sets["empty"]:
            finder.movers[phrase.head] = -1 if lead is None else lead
            yield phrase


def _is_bare(tree: Tree, verb: int) -> bool:
    """ "Lift the ban", "To lift the ban"."""
    return tree.first(verb, "nsubj", "nsubjpass") is None and all(tree.lower[a] == "to" for a in tree.only(verb, "aux"))


def _to_do(finder: Finder, verb: int) -> Iterator[Phrase]:
    """The act; for a verb of making the initiative that is its object."""
    objects = [o for o in finder.tree.only(verb, "dobj") if kind_of(finder.tree, o, finder.words)]
    if objects and (is_light(finder, verb, "making") or finder.tree.lemma[verb] == "begin"):
        yield from (_noun(finder, o) for o in objects)
    else:
        yield clause(finder.tree, verb)


def _laid_down(tree: Tree, root: int) -> list[int]:
    """The verb of "troops enter the city", "the reactor is to be rebuilt"; not of what was done."""
    if tree.lemma[root] == "be":
        return [c for c in tree.only(root, "xcomp") if tree.first(c, "aux", "auxpass") is not None]
    past = tree.tag[root] == "VBD" or any(tree.tag[a] == "VBD" for a in tree.only(root, "aux", "auxpass"))
    return [root] if tree.pos[root] == "VERB" and not past else []


def _term(finder: Finder, verb: int) -> Iterator[Phrase]:
    """What an item lays down: the act; in "works for the removal of X" the removal."""
    tree = finder.tree
    if tree.pos[verb] != "VERB" or tree.lemma[verb] in finder.words.parts | {"have"}:
        return
    aim = next(
        (o for prep, _, o in tree.all_phrases(verb) if prep in ("for", "towards", "toward") and tree.pos[o] == "NOUN"), None
    )
    if tree.lemma[verb] == "work" and aim is not None:
        yield _noun(finder, aim)
    else:
        yield clause(tree, verb)


def _is_dealt_with(finder: Finder, i: int) -> bool:
    """The subject of "all flights are suspended", "the borders are closed", "a policy is to be drawn up", and one that is
    new ("an interim administration governs the province")."""
    tree, verb = finder.tree, finder.tree.head[i]
    if tree.pos[i] != "NOUN" or tree.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    state = tree.lemma[verb] == "be" and any(tree.lower[c].endswith("ed") for c in tree.only(verb, "acomp"))
    made = any(_key(tree, c) in finder.words.verbs for c in tree.only(verb, "xcomp") if tree.lemma[verb] == "be")
    new = tree.lemma[verb] != "be" and any(tree.lower[d] in ("a", "an") for d in tree.only(i, "det"))
    return tree.dep[i] == "nsubjpass" and not _is_ahead(tree, verb) or state or made or new


def _is_ahead(tree: Tree, verb: int) -> bool:
    return any(tree.lower[a] in ("will", "shall", "must", "should") for a in tree.only(verb, "aux"))


def _key(tree: Tree, verb: int) -> str:
    return " ".join([tree.lemma[verb], *(tree.lower[p] for p in tree.only(verb, "prt"))])


def _noun(finder: Finder, n: int) -> Phrase:
    return spread(finder.tree, n, kind_of(finder.tree, n, finder.words) or "measure")


def _promises(finder: Finder) -> Iterator[Phrase]:
    """ "said that it would resume cooperation": the act, or the initiative that its object names."""
    tree = finder.tree
    for c in range(len(tree)):
        first = tree.first_conjunct(c) if tree.first(c, "nsubj", "nsubjpass") is not None else c
        speech = tree.head[first]
        if tree.dep[first] != "ccomp" or tree.pos[c] != "VERB" or tree.lemma[speech] not in finder.ops.speech:
            continue
        if not _is_promise(finder, speech, c):
            continue
        if not tree.only(c, "dobj") and tree.lemma[speech] in PLEDGING and (tree.is_passive(c) or tree.only(c, "prep")):
            phrase = clause(tree, c)
            finder.movers[phrase.head] = c
            yield phrase
        for o in [o for d in tree.only(c, "dobj") for o in tree.conjuncts(d)][:1]:
            if tree.pos[o] == "NOUN" and tree.lemma[o] not in finder.words.sets["empty"]:
                phrase = _noun(finder, o) if kind_of(tree, o, finder.words) else clause(tree, c)
                finder.movers[phrase.head] = c
                yield phrase


def _is_promise(finder: Finder, speech: int, c: int) -> bool:
    tree = finder.tree
    if not {tree.lower[a] for a in tree.only(c, "aux")} & WILL or is_negated(tree, c, finder.ops):
        return False
    if tree.lemma[c] in finder.words.sets["idle"] or _is_conditional(tree, c):
        return False
    if tree.lemma[speech] in PLEDGING:
        return True
    if tree.is_passive(c):
        return False
    speakers = {e for s in tree.agents(speech) for e in finder.who.of(s)}
    doers = {e for s in tree.surface_subjects(c) for e in finder.who.of(s, generic=False)}
    states = {finder.states[e] for e in speakers if e in finder.states}
    return bool(doers & (speakers | states)) or tree.lemma[speech] == "announce" and bool(doers)


def _is_conditional(tree: Tree, verb: int) -> bool:
    return any(tree.lower[m] in ("if", "unless", "once", "until") for c in tree.only(verb, "advcl") for m in tree.only(c, "mark"))
