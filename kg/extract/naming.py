"""Where a text names an initiative by a noun: the nouns that mean one, and the objects of proposing, demanding, agreeing."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.initiatives import (
    MODALS,
    Finder,
    Phrase,
    distinct_words,
    governing,
    is_actor,
    is_definite,
    is_weak,
    kind_of,
    spread,
)
from kg.extract.tree import Tree
from kg.model import Factuality


def phrases(finder: Finder) -> list[Phrase]:
    """All noun phrases that may name an initiative, in text order."""
    tree, words = finder.tree, finder.words
    out = []
    for i in range(len(tree)):
        if tree.pos[i] not in ("NOUN", "PROPN") or tree.dep[i] in ("compound", "nmod", "npadvmod"):
            continue
        if tree.lower[tree.head[i]] != "operation" and i and tree.lower[i - 1] == "operation" and tree.pos[i] == "PROPN":
            out.append(Phrase(i, i - 1, i, "mission", named=True))
            continue
        kind = kind_of(tree, i, words)
        if (number := _numbered(finder, i)) is not None:
            out.append(number)
            continue
        if kind is None or (is_actor(finder, i) and not _is_founded(finder, i)) or _is_quantity(tree, i) or _is_no(tree, i):
            continue
        if _is_other(finder, i) or _is_generic(finder, i):
            continue
        phrase = spread(tree, i, kind)
        if (
            is_weak(tree, i, words)
            and not phrase.named
            and not _qualified(finder, phrase)
            and not (tree.lemma[i] in finder.words.sets["texts"] and is_definite(tree, phrase))
        ):
            continue
        if i in finder.headings and not phrase.named and not distinct_words(finder, phrase):
            continue
        out.append(phrase)
    inner = {j for p in out for j in range(p.head + 1, p.last + 1) if not p.named}
    return [p for p in out if p.named or p.head not in inner]


def _numbered(finder: Finder, i: int) -> Phrase | None:
    """ "Resolution 2231": as good as a name."""
    tree = finder.tree
    last = i + 1
    if (
        tree.lemma[i] in finder.words.sets["numbered"]
        and last < len(tree)
        and tree.pos[last] == "NUM"
        and tree.word[i][0].isupper()
    ):
        return Phrase(i, i, last, finder.words.kind.get(tree.lemma[i], "law"), named=True)
    return None


def _is_founded(finder: Finder, i: int) -> bool:
    """ "set up a Joint Monitoring Committee": a body that is set up is an initiative as well."""
    tree = finder.tree
    verb = tree.head[i]
    return tree.dep[i] in ("dobj", "nsubjpass") and tree.lemma[verb] in finder.words.sets["founding"]


def _is_somebody(finder: Finder, i: int) -> bool:
    """Whether a noun names people rather than something to be done."""
    words, lemma = finder.who.words, finder.tree.lemma[i]
    return lemma in words.population or lemma in words.state or lemma in finder.who.titles


def _is_no(tree: Tree, i: int) -> bool:
    """ "produced no accord" names no initiative, unless it was to be signed ("no declaration was signed")."""
    return any(tree.lower[c] == "no" for c in tree.only(i, "det")) and tree.dep[i] != "nsubjpass"


def _is_quantity(tree: Tree, i: int) -> bool:
    """ "a great deal of uncertainty"."""
    return tree.lemma[i] == "deal" and any(tree.lower[c] in ("great", "good") for c in tree.only(i, "amod"))


def _is_other(finder: Finder, i: int) -> bool:
    """Nouns that sound like initiatives: "government forces", "a declaration of war", "recalled its envoy for consultations",
    "the mission" beside the name of the body that it is."""
    tree = finder.tree
    if tree.lemma[i] == "force" and tree.tag[i] in ("NNS", "NNPS") or tree.lemma[i] == "talk" and tree.tag[i] == "NN":
        return True
    asked = finder.by_trigger.get(tree.head[i]) if tree.dep[i] == "dobj" and tree.pos[i] == "PROPN" else None
    if asked is not None and asked.type == "REQUEST" and tree.lower[i] in finder.who.words.bodies | finder.words.sets["bodies"]:
        return True
    if tree.lemma[i] == "exchange" and tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "in" and not tree.children[i]:
        return True
    if tree.lemma[i] in ("round", "session", "series") and any(
        kind_of(tree, o, finder.words) for p, _, o in tree.all_phrases(i) if p == "of"
    ):
        return True
    if any(prep == "of" and tree.lower[o] in ("war", "independence") for prep, _, o in tree.all_phrases(i)):
        return tree.lemma[i] == "declaration"
    if tree.lemma[i] in ("consultation", "talk") and tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "for":
        return any(tree.lemma[a] in ("recall", "summon", "call") for a in tree.ancestors(i))
    return tree.dep[i] == "appos" and is_actor(finder, tree.head[i]) and tree.lemma[i] in ("force", "mission", "operation")


def _is_generic(finder: Finder, i: int) -> bool:
    """ "Joint patrols often depend on trust": how such things go."""
    tree, verb = finder.tree, finder.tree.head[i]
    if tree.tag[i] != "NNS" or tree.dep[i] != "nsubj" or tree.tag[verb] not in ("VBP", "VBZ") or tree.only(i, "det", "poss"):
        return False
    return any(tree.lower[a] in finder.words.sets["habitual"] for a in tree.only(verb, "advmod"))


def contents(finder: Finder) -> Iterable[Phrase]:
    """Whatever noun is the object of proposing, demanding or agreeing: "sought a veto", "will propose monthly meetings"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.match.nominal:
            continue
        verb = o.match.trigger
        if o.factuality is Factuality.NEGATED:
            continue
        firm = o.match.frame.initiative in ("Proposed", "Agreed")
        heads = [*tree.objects(verb), *(x for prep, _, x in tree.all_phrases(verb) if prep == "for")]
        for h in heads:
            if (
                tree.pos[h] == "NOUN"
                and not is_actor(finder, h)
                and not _is_other(finder, h)
                and not _is_somebody(finder, h)
                and not (tree.lemma[h] in finder.who.words.bodies and tree.only(verb, "xcomp"))
                and tree.lemma[h] not in finder.words.sets["empty"]
                and (firm or kind_of(tree, h, finder.words))
            ):
                yield spread(tree, h, kind_of(tree, h, finder.words) or "measure")


def _qualified(finder: Finder, phrase: Phrase) -> bool:
    """Whether a weak noun is told to be an initiative: joint, hyphenated or named; otherwise proposed, or thought of."""
    tree, words = finder.tree, finder.words
    span = range(phrase.first, phrase.head)
    inner = {w for j in span for w in (tree.lower[j], tree.lemma[j])}
    told = inner & words.joint or _is_hyphened(finder, span) or any(tree.pos[j] == "PROPN" for j in span)
    if told and tree.lemma[phrase.head] not in words.sets["matters"]:
        return True
    o = governing(finder, phrase.head)
    if o is not None and o.match.frame.initiative:
        return True
    if is_dealt_with(finder, phrase):
        return True
    if tree.lemma[phrase.head] in words.sets["purposive"] and any(
        tree.has_to(c) and tree.objects(c) for c in tree.only(phrase.head, "acl", "relcl")
    ):
        return True
    told = inner & words.qualifiers or len(span) or tree.first(phrase.head, "prep") is not None and finder.is_advice(phrase.head)
    return _is_envisaged(tree, phrase.head) and bool(told)


def is_dealt_with(finder: Finder, phrase: Phrase) -> bool:
    """ "lifted the nuclear sanctions", "imposed a ban on exports": a verb that only initiatives have as their object."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    verb = tree.head[noun]
    if tree.dep[noun] not in ("dobj", "nsubjpass") or tree.lemma[verb] not in finder.words.sets["dealing"]:
        return False
    bound = any(tree.lower[p] in ("on", "against", "for", "to", "with", "between") for p in tree.only(phrase.head, "prep"))
    return bound or phrase.head > phrase.first or tree.first(phrase.head, "poss") is not None


def _is_hyphened(finder: Finder, span: range) -> bool:
    """ "anti-piracy patrols", not "short-term commitment", "high-level visit"."""
    tree = finder.tree
    return any(
        tree.word[j] == "-" and tree.lemma[j + 1] not in finder.words.sets["degrees"] and tree.pos[j - 1] != "PROPN"
        for j in span
        if j
    )


def _is_envisaged(tree: Tree, noun: int) -> bool:
    """The subject of "could", "would", "should": what is thought of as a possible measure."""
    noun = tree.first_conjunct(noun)
    verb = tree.head[noun]
    return tree.dep[noun] in ("nsubj", "nsubjpass") and any(tree.lower[a] in MODALS for a in tree.only(verb, "aux"))
