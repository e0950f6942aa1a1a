"""Finds the frames of the lexicon in a parse: which verb or noun triggers which sense, and who fills its roles.

Roles are tokens here (heads of noun phrases); `kg.extract.events` asks who they are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.anaphora import antecedent
from kg.extract.tree import DATES, NOMINAL, Tree
from kg.lexicon import NO_EVENT, Frame, Lexicon
from kg.patterns import COMPLEMENTS, Pattern, Phrase, Slot

POSSESSORS = ("poss", "amod", "compound", "nmod")
MEASURES = frozenset(
    "hour day week month year round series most lot dozen number part pair couple set string spate wave deal hundred thousand "
    "score handful bulk rest majority remainder half all some many few several each any none kind form package total".split()
)
PERIODS = frozenset(
    "minute hour day night morning afternoon evening noon midnight week weekend fortnight month year decade today yesterday "
    "tomorrow eve anniversary time moment".split()
)
PARTICLES = ("prt", "advmod", "prep", "acomp", "oprd", "amod", "ccomp")
DETERMINERS = ("amod", "compound", "nmod", "nummod")


@dataclass(slots=True, eq=False)
class Match:
    """A frame found. `trigger` names the act; `anchor` is the verb whose clause it stands in (or the noun itself)."""

    trigger: int
    anchor: int
    frame: Frame
    pattern: Pattern
    agents: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    nominal: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    active: frozenset[tuple[str, ...]]
    passive: frozenset[tuple[str, ...]]


@functools.lru_cache(maxsize=4)
def light_verbs(lexicon: Lexicon) -> Light:
    table = lexicon.table("words")["light"]
    read = lambda verbs: frozenset(tuple(v.split("_")) for v in verbs)  # noqa: E731
    return Light(read(table["verbs"]), read(table["passive"]["verbs"]))


@functools.lru_cache(maxsize=4)
def predicates(lexicon: Lexicon) -> dict[str, tuple[tuple[Pattern, Frame], ...]]:
    """The "be ..." patterns by the word that follows."""
    out: dict[str, list[tuple[Pattern, Frame]]] = {}
    for pattern, frame in lexicon.verbs.get("be", ()):
        words = pattern.object.words if pattern.object else frozenset(w for p in pattern.phrases[:1] for w in p.slot.words)
        for word in sorted(words):
            out.setdefault(word, []).append((pattern, frame))
    return {word: tuple(rivals) for word, rivals in out.items()}


def find(tree: Tree, lexicon: Lexicon, named: Iterable[int]) -> list[Match]:
    """All matches in text order. `named` are the tokens of names, in which no noun triggers anything."""
    names = set(named)
    be = predicates(lexicon)
    out: list[Match] = []
    for i in range(len(tree)):
        found = None
        if tree.pos[i] in ("VERB", "AUX", "ADJ", "NOUN", "ADV") and (tree.lower[i] in be or tree.lemma[i] in be):
            found = _predicate(tree, i, be)
        if found is None and tree.pos[i] in ("VERB", "AUX") or tree.tag[i] in ("VBD", "VBN", "VBZ") and tree.pos[i] != "NOUN":
            found = found or _verb(tree, i, lexicon)
        if found is None and tree.pos[i] in ("NOUN", "PROPN") and i not in names:
            found = _noun(tree, i, lexicon)
        if found is not None:
            out.append(found)
    out = [m for m in out if m.frame.type != NO_EVENT]
    taken = {t for m in out if not m.nominal for t in m.used}
    return [m for m in out if not (m.nominal and m.trigger in taken)]


def _predicate(tree: Tree, i: int, be: dict[str, tuple[tuple[Pattern, Frame], ...]]) -> Match | None:
    """ "is ready to", "are opposed to", with the copula or with a participle that looks like a passive."""
    copula = tree.head[i] if tree.dep[i] in ("acomp", "attr", "oprd", "prep", "advmod", "conj", "pobj") else i
    if tree.dep[i] == "pobj" and tree.dep[copula] == "prep":
        copula = tree.head[copula]
    if copula == i and tree.first(i, "auxpass") is None:
        return None
    if copula != i and tree.lemma[copula] not in ("be", "become", "remain", "seem", "stay", "get", "appear"):
        return None
    for pattern, frame in be.get(tree.lower[i], ()) or be.get(tree.lemma[i], ()):
        match = Match(i, copula, frame, pattern)
        if _marked(tree, i, pattern.marker, copula) and _fill_phrases(
            tree, [i, copula], pattern.phrases, match, skip=tree.lower[i]
        ):
            _assign(match, Slot(role=pattern.subject), tree.surface_subjects(copula))
            return match
    return None


def _verb(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    for pattern, frame in lexicon.verbs.get(tree.lemma[i], ()):
        match = Match(i, i, frame, pattern)
        if _fits(tree, i, pattern, match) and _typed(tree, match.targets, frame.target_types):
            _assign(match, Slot(role=pattern.subject), tree.agents(i))
            if pattern.subject_words:
                _as_subject(tree, match, lexicon)
            if match.agents and not _may_be(tree, match.agents, frame.agent_types):
                continue
            if not match.targets and pattern.subject == "A":
                objects = tree.objects(i)
                match.targets.extend(o for o in objects if _is_hit(tree, o, match, lexicon))
                match.targets.extend(o for o in match.extra if o in tree.types and o not in objects)
            return match
    return None


def _as_subject(tree: Tree, match: Match, lexicon: Lexicon) -> None:
    """ "Talks between Togo and Ghana collapsed": whoever the subject names."""
    for noun in match.extra[:1]:
        told = _noun(tree, noun, lexicon)
        if told is not None:
            match.agents.extend(told.agents)
            match.targets.extend(told.targets)


def _fits(tree: Tree, i: int, pattern: Pattern, match: Match) -> bool:
    if not _has_particles(tree, i, pattern.particles, match) or not _marked(tree, i, pattern.marker, i):
        return False
    if pattern.complement and not _is_called(tree, i, pattern.complement, match):
        return False
    if pattern.subject_words and not _object(tree, tree.surface_subjects(i), Slot(words=pattern.subject_words), match):
        return False
    phrases = pattern.phrases
    if pattern.object is not None:
        objects = tree.objects(i) or _behind_particle(tree, i, pattern.particles)
        if not _object(tree, objects, pattern.object, match) and pattern.object_required:
            return False
        places = [i, *objects[:1]]
    else:
        places = [i]
    if _fill_phrases(tree, places, phrases, match):
        return True
    if pattern.object is not None or not phrases or not _as_particle(tree, i, phrases[0], match):
        return False
    return _fill_phrases(tree, [i, *match.extra], phrases[1:], match)


def _behind_particle(tree: Tree, i: int, particles: tuple[str, ...]) -> list[int]:
    """ "calls off the meeting": what the parser takes for the object of a preposition."""
    preps = [p for p in tree.only(i, "prep") if tree.lower[p] in particles]
    return [c for p in preps for o in tree.only(p, "pobj") for c in tree.conjuncts(o)]


def _is_called(tree: Tree, i: int, words: frozenset[str], match: Match) -> bool:
    """ "called it illegal", "a disgraceful act": the complement of the object, or an adjective of it."""
    for c in (m for d in tree.only(i, "oprd", "acomp", "attr", "ccomp") for m in tree.conjuncts(d)):
        bare = tree.pos[c] != "VERB" or not tree.only(c, "aux", "auxpass", "mark", "dobj")
        said = [c, *tree.only(c, "amod", "advmod")] if bare else []
        found = next((x for x in said if tree.lower[x] in words or tree.lemma[x] in words), None)
        if found is not None and c > i:
            match.used.add(found)
            return True
    return any(tree.lower[a] in words for o in tree.only(i, "dobj") for a in tree.only(o, "amod") if a > o)


def _object(tree: Tree, objects: list[int], slot: Slot, match: Match) -> bool:
    if slot.role:
        _assign(match, slot, objects)
        return bool(objects)
    for o in objects:
        if _lemma_in(tree, o, slot.words):
            match.used.add(o)
            match.extra.append(o)
            return True
    return False


def _lemma_in(tree: Tree, i: int, words: frozenset[str]) -> bool:
    if tree.pos[i] not in ("NOUN", "PROPN", "VERB") and (noun := antecedent(tree, i, words)) is not None:
        i = noun
    if tree.lemma[i] in words or tree.lower[i] in words or not words.isdisjoint(tree.classes.get(i, ())):
        return True
    if tree.lemma[i] in MEASURES and any(o != i and _lemma_in(tree, o, words) for prep, _, o in tree.phrases(i) if prep == "of"):
        return True
    if any(tree.lemma[c] in words for c in tree.only(i, "appos")) and tree.pos[i] == "PROPN":
        return True
    return any(f"{tree.lemma[c]} {tree.lemma[i]}" in words for c in tree.only(i, "compound", "amod"))


def _assign(match: Match, slot: Slot, tokens: Iterable[int]) -> None:
    if slot.role == "A":
        match.agents.extend(t for t in tokens if t not in match.agents)
    elif slot.role == "T":
        match.targets.extend(t for t in tokens if t not in match.targets)


def _typed(tree: Tree, tokens: list[int], types: tuple[str, ...]) -> bool:
    """Whether a frame that wants targets of certain types has a name of such a type; else a less special one may fit."""
    return not types or any(not tree.types.get(t, frozenset()).isdisjoint(types) for t in tokens)


def _is_hit(tree: Tree, o: int, match: Match, lexicon: Lexicon) -> bool:
    """Whether an object that fills no role of the pattern is whom the act befalls ("asked Togo for help")."""
    return _befalls(tree, o, match.frame, lexicon) if o in match.extra else o in tree.types


def _befalls(tree: Tree, o: int, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether the noun that a pattern names as its object is also whom the act befalls: a name, or people hit or helped."""
    hit = frame.type in ("ASSAULT", "COERCE", "AID", "RETREAT")
    return o in tree.types or (hit and tree.lemma[o] not in lexicon.sets.get("force", ()))


def _may_be(tree: Tree, tokens: list[int], types: tuple[str, ...]) -> bool:
    """As `_typed`, but what is no name may yet turn out to be of such a type."""
    return not types or any(t not in tree.types or not tree.types[t].isdisjoint(types) for t in tokens)


def _has_particles(tree: Tree, i: int, particles: tuple[str, ...], match: Match) -> bool:
    for particle in particles:
        places = [i, *tree.objects(i)] if particle in COMPLEMENTS else [i]
        found = next(
            (c for p in places for c in tree.children[p] if tree.lower[c] == particle and tree.dep[c] in PARTICLES), None
        )
        if found is None:
            return False
        match.used.add(found)
    return True


def _marked(tree: Tree, i: int, marker: str, copula: int) -> bool:
    if not marker:
        return True
    verbs = [c for v in {i, copula} for c in tree.only(v, "xcomp", "ccomp", "advcl", "acl") if c > i]
    if marker == "to_inf":
        return any(tree.lower[a] == "to" for c in verbs for a in tree.only(c, "aux", "mark"))
    if marker == "ing":
        return any(tree.tag[x] == "VBG" for c in verbs for x in (c, *tree.only(c, "aux", "auxpass"))) or any(
            tree.tag[c] == "VBG" for c in tree.only(i, "dobj")
        )
    return any(tree.dep[c] == "ccomp" for c in verbs) or tree.dep[i] == "parataxis"


def _fill_phrases(tree: Tree, places: list[int], phrases: tuple[Phrase, ...], match: Match, skip: str = "") -> bool:
    places = list(places)
    for phrase in phrases:
        if skip and skip in phrase.slot.words:
            continue
        found = [(p, o) for place in places for prep, p, o in tree.all_phrases(place) if prep in phrase.prepositions]
        fitting = [
            o
            for _, o in found
            if (_may_act(tree, o, phrase.slot.role) if phrase.slot.role else _lemma_in(tree, o, phrase.slot.words))
        ]
        if not fitting and phrase.required:
            return False
        _assign(match, phrase.slot, fitting)
        if phrase.slot.words:
            match.used.update(fitting[:1])
            match.extra.extend(fitting[:1])
            places.extend(fitting[:1])
    return True


def _may_act(tree: Tree, o: int, role: str) -> bool:
    """Whether a token can fill a role: nobody acts or is hit in "on Monday", "in 2019", "for two weeks"."""
    if role == "_":
        return True
    return tree.lower[o] not in DATES and tree.lemma[o] not in PERIODS and tree.pos[o] != "NUM"


def _as_particle(tree: Tree, i: int, phrase: Phrase, match: Match) -> bool:
    """ "take over the chair": what the template writes as a phrase the parser may see as particle and object."""
    if not any(tree.lower[c] in phrase.prepositions for c in tree.only(i, "prt", "advmod", "prep")):
        return False
    return _object(tree, tree.objects(i), phrase.slot, match)


def _noun(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    if tree.dep[i] in ("compound", "nmod", "amod"):
        return None
    rivals = lexicon.nouns.get(tree.lemma[i], ())
    if tree.first(i, "poss") is not None:
        rivals = sorted(rivals, key=lambda r: r[0].subject != "T")
    for pattern, frame in rivals:
        if not _modified(tree, i, pattern.modifiers) or (pattern.owned and not _is_owned(tree, i)):
            continue
        match = Match(i, i, frame, pattern, nominal=True)
        if _fill_phrases(tree, [i], tuple(p for p in pattern.phrases if p.required), match):
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
        _assign(match, Slot(role=role), [t for t in tree.agents(verb) if t != i])
    else:
        match.anchor = _clause_of(tree, i)
        _assign(match, Slot(role=pattern.subject), [p for p in _possessors(tree, i) if not _is_sanctioned(tree, p, match)])
        _assign(match, Slot(role="T"), [p for p in _possessors(tree, i) if _is_sanctioned(tree, p, match)])
    _assign(match, Slot(role="A"), _doers(tree, i, light))
    _fill_phrases(tree, places, tuple(p for p in pattern.phrases if not p.required), match)
    if not match.agents:
        _assign(match, Slot(role="A"), _strayed_doers(tree, i, lexicon))
    for place in places:
        for prep, _, o in tree.all_phrases(place):
            if prep == "by" or (prep in ("with", "between") and match.frame.symmetric):
                _assign(match, Slot(role="A"), [o])
            elif prep == "between":
                _assign(match, Slot(role="T"), [o])


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


__all__ = ["NOMINAL", "Match", "find"]
