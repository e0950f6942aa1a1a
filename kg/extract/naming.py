"""Where a text speaks of an initiative: nouns that name one, objects and clauses of what is proposed, demanded or agreed."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.factuality import is_negated
from kg.extract.initiatives import (
    MODALS,
    Finder,
    Phrase,
    clause,
    distinct_words,
    governing,
    is_actor,
    is_definite,
    is_weak,
    kind_of,
    parties_of,
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
    return out


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
                and not _is_somebody(finder, h)
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
    if _is_dealt_with(finder, phrase):
        return True
    if tree.lemma[phrase.head] in words.sets["purposive"] and any(
        any(tree.lower[a] == "to" for a in tree.only(c, "aux")) and tree.objects(c)
        for c in tree.only(phrase.head, "acl", "relcl")
    ):
        return True
    return _is_envisaged(tree, phrase.head) and bool(inner & words.qualifiers or len(span))


def _is_dealt_with(finder: Finder, phrase: Phrase) -> bool:
    """ "lifted the nuclear sanctions", "imposed a ban on exports": a verb that only initiatives have as their object."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    verb = tree.head[noun]
    if tree.dep[noun] not in ("dobj", "nsubjpass") or tree.lemma[verb] not in finder.words.sets["dealing"]:
        return False
    bound = any(tree.lower[p] in ("on", "against", "for", "to", "with", "between") for p in tree.only(phrase.head, "prep"))
    return bound or phrase.head > phrase.first


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


def clauses(finder: Finder) -> Iterable[Phrase]:
    """What is demanded, proposed or agreed as a clause: "asked Ankara to open its border", "agreed to exchange prisoners"."""
    tree = finder.tree
    for o in finder.occurrences:
        if not o.match.frame.initiative or o.factuality.value == "Negated":
            continue
        verb = o.match.trigger
        for c in tree.only(verb, "xcomp", "ccomp", "pcomp", "advcl"):
            intended = _is_purpose(tree, c) or tree.tag[c] == "VBN"
            if (
                c > verb
                and tree.pos[c] == "VERB"
                and intended
                and (tree.objects(c) or tree.lemma[c] in finder.words.sets["doing"])
            ):
                for v in (c, *(w for w in tree.only(c, "conj") if tree.pos[w] == "VERB" and tree.tag[w] == tree.tag[c])):
                    yield from _content(finder, v)
    for i in range(len(tree)):
        if tree.pos[i] == "VERB" and (_is_recommended(finder, i) or _is_due(finder, i)):
            yield clause(tree, i)
            yield from _made(finder, i)


def _content(finder: Finder, verb: int) -> Iterable[Phrase]:
    """The clause of one verb; in "to go on mediating" of the second."""
    tree = finder.tree
    if is_negated(tree, verb, finder.ops):
        return
    if tree.lemma[verb] in finder.words.sets["idle"]:
        inner = [c for c in tree.only(verb, "xcomp") if tree.tag[c] == "VBG"]
        inner += [c for p in tree.only(verb, "prep", "prt") for c in tree.only(p, "pcomp")]
        yield from (clause(tree, c) for c in inner)
    elif _has_content(tree, verb) or tree.lemma[verb] in finder.words.sets["doing"]:
        yield clause(tree, verb)
    yield from _made(finder, verb)


def _is_due(finder: Finder, i: int) -> bool:
    """ "Both sides are to halt operations": laid down for an actor to do."""
    tree = finder.tree
    be = tree.head[i]
    if tree.dep[i] != "xcomp" or tree.lower[be] not in ("is", "are", "was", "were") or tree.lemma[be] != "be":
        return False
    infinitive = any(tree.lower[a] == "to" for a in tree.only(i, "aux")) and i - be < 6
    bare = tree.first(be, "acomp", "attr", "oprd", "prep") is None and tree.first(be, "mark", "neg") is None
    return infinitive and bare and bool(tree.only(i, "dobj")) and bool(parties_of(finder, tree.surface_subjects(be)))


def _has_content(tree: Tree, verb: int) -> bool:
    return tree.first(verb, "dobj", "agent", "nsubjpass", "ccomp") is not None


def _made(finder: Finder, verb: int) -> Iterable[Phrase]:
    """The object of a verb of making is the initiative: "should first agree a common position"."""
    tree = finder.tree
    if tree.lemma[verb] in finder.words.sets["making"]:
        for o in tree.only(verb, "dobj"):
            if tree.pos[o] == "NOUN" and not is_actor(finder, o) and tree.lemma[o] not in finder.words.sets["empty"]:
                yield spread(tree, o, kind_of(tree, o, finder.words) or "measure")


def _is_purpose(tree: Tree, verb: int) -> bool:
    return (
        any(tree.lower[a] in ("to", "should", "would", "will", "must") for a in tree.only(verb, "aux")) or tree.tag[verb] == "VB"
    )


def _is_recommended(finder: Finder, i: int) -> bool:
    """ "The two states should revive ...": an author's proposal, when actors are the subject and the verb is one of doing."""
    tree = finder.tree
    if not any(tree.lower[a] in ("should", "must", "ought") for a in tree.only(i, "aux")) or is_negated(tree, i, finder.ops):
        return False
    if tree.first(i, "mark") is not None or not tree.objects(i) or tree.lemma[i] in finder.words.sets["idle"]:
        return False
    return any(not e.is_place for s in tree.agents(i) for e in finder.who.of(s, generic=False))
