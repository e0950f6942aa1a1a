"""Initiatives that no noun or verb of proposing names: items under "demands:", under headings such as "Recommendations",
and what somebody announces that he will do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Phrase, clause, kind_of, spread
from kg.extract.tree import Tree
from kg.model import BlockKind

WILL = frozenset({"will", "would", "'ll"})


def announced(finder: Finder) -> Iterator[Phrase]:
    """The phrases, in no order. Who put an item on the list is kept in `finder.movers`, by its head."""
    yield from _items(finder)
    yield from _promises(finder)


def _items(finder: Finder) -> Iterator[Phrase]:
    """The items after a paragraph that ends in a colon and whose verb demands, or under a heading that says what they are."""
    lead: int | None = None
    titled = False
    for block in finder.blocks:
        tokens = finder.tree.within(block.span.begin, block.span.end)
        lead_in = finder.tree.text[block.span.begin : block.span.end].rstrip().endswith(":")
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and not lead_in:
            titled, lead = any(finder.tree.lemma[i] in finder.words.sets["agenda"] for i in tokens), None
        elif block.kind is BlockKind.LIST_ITEM and (lead is not None or titled) and len(tokens):
            yield from _item(finder, tokens, lead)
        elif block.kind is not BlockKind.RUN_IN:
            lead = _lead(finder, tokens) if lead_in else None


def _lead(finder: Finder, tokens: range) -> int | None:
    """The verb of demanding or agreeing that a lead-in to a list ends with."""
    tree = finder.tree
    verbs = [i for i in tokens if tree.pos[i] == "VERB" and tree.lemma[i] in finder.words.sets["moving"]]
    return verbs[-1] if verbs else None


def _item(finder: Finder, tokens: range, lead: int | None) -> Iterator[Phrase]:
    tree = finder.tree
    roots = [i for i in tokens if (tree.head[i] not in tokens or tree.head[i] == i) and tree.pos[i] in ("NOUN", "VERB", "AUX")]
    root = max(roots, key=lambda i: (len(tree.subtree(i)), -i), default=None)
    if root is None:
        return
    found: list[Phrase] = []
    if tree.pos[root] == "VERB" and tree.tag[root] == "VB" and tree.first(root, "nsubj", "nsubjpass") is None:
        found = [clause(tree, v) for v in tree.conjuncts(root) if tree.pos[v] == "VERB" and tree.objects(v)]
    elif tree.pos[root] == "NOUN":
        found = [_noun(finder, n) for n in tree.conjuncts(root) if tree.pos[n] == "NOUN"]
    elif lead is None:
        found = [_noun(finder, n) for n in [i for i in tokens if _is_dealt_with(tree, i)][:1]]
    for phrase in found:
        if phrase.clause or tree.lemma[phrase.head] not in finder.words.sets["empty"]:
            finder.movers[phrase.head] = -1 if lead is None else lead
            yield phrase


def _is_dealt_with(tree: Tree, i: int) -> bool:
    """The subject of "all flights are suspended", "the borders are closed"."""
    verb = tree.head[i]
    state = tree.lemma[verb] == "be" and any(tree.lower[c].endswith("ed") for c in tree.only(verb, "acomp"))
    return tree.pos[i] == "NOUN" and (tree.dep[i] == "nsubjpass" or (tree.dep[i] == "nsubj" and state))


def _noun(finder: Finder, n: int) -> Phrase:
    return spread(finder.tree, n, kind_of(finder.tree, n, finder.words) or "measure")


def _promises(finder: Finder) -> Iterator[Phrase]:
    """ "said that it would resume cooperation": the act, or the initiative that its object names."""
    tree = finder.tree
    for c in range(len(tree)):
        speech = tree.head[c]
        if tree.dep[c] != "ccomp" or tree.pos[c] != "VERB" or tree.lemma[speech] not in finder.ops.speech:
            continue
        if not _is_promise(finder, speech, c):
            continue
        for o in [o for d in tree.only(c, "dobj") for o in tree.conjuncts(d)][:1]:
            if tree.pos[o] == "NOUN" and tree.lemma[o] not in finder.words.sets["empty"]:
                phrase = _noun(finder, o) if kind_of(tree, o, finder.words) else clause(tree, c)
                finder.movers[phrase.head] = c
                yield phrase


def _is_promise(finder: Finder, speech: int, c: int) -> bool:
    tree = finder.tree
    if not {tree.lower[a] for a in tree.only(c, "aux")} & WILL or is_negated(tree, c, finder.ops):
        return False
    if tree.lemma[c] in finder.words.sets["idle"] or tree.is_passive(c) or _is_conditional(tree, c):
        return False
    speakers = {e for s in tree.agents(speech) for e in finder.who.of(s)}
    doers = {e for s in tree.surface_subjects(c) for e in finder.who.of(s, generic=False)}
    states = {finder.states[e] for e in speakers if e in finder.states}
    return bool(doers & (speakers | states)) or tree.lemma[speech] == "announce" and bool(doers)


def _is_conditional(tree: Tree, verb: int) -> bool:
    return any(tree.lower[m] in ("if", "unless", "once", "until") for c in tree.only(verb, "advcl") for m in tree.only(c, "mark"))
