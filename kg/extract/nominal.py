"""Nouns that tell acts, alone or under a light verb: "the attack by X", "X carried out an attack"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.slots import Match, assign, fill_phrases
from kg.extract.tree import NOMINAL, Tree
from kg.lexicon import Lexicon
from kg.patterns import Pattern, Slot

POSSESSORS = ("poss", "amod", "compound", "nmod")
DETERMINERS = ("amod", "compound", "nmod", "nummod")


@dataclass(frozen=True, slots=True)
class Light:
    active: frozenset[tuple[str, ...]]
    passive: frozenset[tuple[str, ...]]


@functools.lru_cache(maxsize=4)
def light_verbs(lexicon: Lexicon) -> Light:
    table = lexicon.table("words")["light"]
    read = lambda verbs: frozenset(tuple(v.split("_")) for v in verbs)  # noqa: E731
    return Light(read(table["verbs"]), read(table["passive"]["verbs"]))


def noun(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    if tree.dep[i] in ("compound", "nmod", "amod"):
        return None
    rivals = lexicon.nouns.get(tree.lemma[i], ())
    if tree.first(i, "poss") is not None:
        rivals = sorted(rivals, key=lambda r: r[0].subject != "T")
    for pattern, frame in rivals:
        if not _modified(tree, i, pattern.modifiers) or (pattern.owned and not _is_owned(tree, i)):
            continue
        match = Match(i, i, frame, pattern, nominal=True)
        if fill_phrases(tree, [i], tuple(p for p in pattern.phrases if p.required), match):
            _nominal_roles(tree, i, pattern, match, lexicon)
            return match
    return None


def _is_owned(tree: Tree, i: int) -> bool:
    """ "Chad's request", "its request", "the American request", "the request of Chad"."""
    near = [*_possessors(tree, i), *(o for prep, _, o in tree.phrases(i) if prep == "of")]
    return any(tree.types.get(p) or (tree.dep[p] == "poss" and tree.pos[p] == "PRON") for p in near)


def _modified(tree: Tree, i: int, modifiers: tuple[str, ...]) -> bool:
    have = {w for c in tree.only(i, *DETERMINERS) for w in (tree.lemma[c], tree.lower[c])}
    return all(m in have for m in modifiers)


def _nominal_roles(tree: Tree, i: int, pattern: Pattern, match: Match, lexicon: Lexicon) -> None:
    light = light_verbs(lexicon)
    governor = _light_governor(tree, i, light)
    places = [i]
    if governor is not None:
        verb, passive_sense = governor
        match.anchor, match.light = verb, True
        match.extra.append(verb)
        places.append(verb)
        role = {"A": "T", "T": "A"}.get(pattern.subject, "_") if passive_sense else pattern.subject
        assign(match, Slot(role=role), [t for t in tree.agents(verb) if t != i])
    else:
        match.anchor = _clause_of(tree, i)
        assign(match, Slot(role=pattern.subject), [p for p in _possessors(tree, i) if not _is_sanctioned(tree, p, match)])
        assign(match, Slot(role="T"), [p for p in _possessors(tree, i) if _is_sanctioned(tree, p, match)])
    assign(match, Slot(role="A"), _doers(tree, i, light))
    fill_phrases(tree, places, tuple(p for p in pattern.phrases if not p.required), match)
    if not match.agents:
        assign(match, Slot(role="A"), _strayed_doers(tree, i, lexicon))
    for place in places:
        for prep, _, o in tree.all_phrases(place):
            if prep == "by" or (prep in ("with", "between") and match.frame.symmetric):
                assign(match, Slot(role="A"), [o])
            elif prep == "between":
                assign(match, Slot(role="T"), [o])


def _is_sanctioned(tree: Tree, i: int, match: Match) -> bool:
    """ "Belarus sanctions" fall on Belarus; "EU sanctions" and "Russian sanctions" come from them."""
    state = "State" in tree.types.get(i, ()) and tree.dep[i] in ("compound", "nmod") and tree.word[i][1:].islower()
    return match.frame.type == "SANCTION" and state


def _possessors(tree: Tree, i: int) -> list[int]:
    own = [c for c in tree.only(i, *POSSESSORS) if not tree.is_prefixed(c)]
    out = [m for c in own for m in tree.conjuncts(c)]
    for c in own:
        out.extend(m for d in tree.only(c, "compound", "amod", "poss") if not tree.is_prefixed(d) for m in tree.conjuncts(d))
    return out


def _strayed_doers(tree: Tree, i: int, lexicon: Lexicon) -> Iterator[int]:
    """ "the crackdown on clerics by X": the parser hangs "by" on the noun before it, unless that noun is itself an act."""
    for _, _, noun in tree.phrases(i):
        if tree.pos[noun] in NOMINAL and tree.lemma[noun] not in lexicon.nouns:
            yield from (o for prep, _, o in tree.all_phrases(noun) if prep == "by" and tree.pos[o] in NOMINAL)


def _doers(tree: Tree, i: int, light: Light) -> Iterator[int]:
    """ "the attack (that was) carried out by X"."""
    for c in tree.only(i, "acl", "relcl"):
        if (tree.lemma[c],) in light.active or any((tree.lemma[c], tree.lower[p]) in light.active for p in tree.only(c, "prt")):
            yield from (a for a in tree.agents(c) if a != i)


def _light_governor(tree: Tree, i: int, light: Light) -> tuple[int, bool] | None:
    """The light verb that a noun depends on, and whether its subject undergoes what the noun names."""
    noun = tree.first_conjunct(i)
    verb = tree.head[noun]
    dep = tree.dep[noun]
    if dep == "pobj" and tree.pos[tree.head[verb]] == "VERB":
        preposition, verb = tree.lower[verb], tree.head[verb]
        keys = {(tree.lemma[verb], preposition), ("be", tree.lemma[verb], preposition)}
    elif dep in ("dobj", "nsubjpass") and tree.pos[verb] in ("VERB", "AUX"):
        keys = {(tree.lemma[verb],), *((tree.lemma[verb], tree.lower[p]) for p in tree.only(verb, "prt"))}
    else:
        return None
    if keys & light.active:
        return verb, False
    return (verb, True) if keys & light.passive else None


def _clause_of(tree: Tree, i: int) -> int:
    """The verb whose clause a noun stands in, or the noun when there is none."""
    return next((a for a in tree.ancestors(i) if tree.pos[a] in ("VERB", "AUX")), i)
