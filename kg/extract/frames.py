"""Finds the frames of the lexicon in a parse: which verb or noun triggers which sense, and who fills its roles.

Roles are tokens here (heads of noun phrases); `kg.extract.events` asks who they are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg.extract.nominal import noun
from kg.extract.slots import Match, assign, fill_object, fill_phrases
from kg.extract.tree import Tree
from kg.lexicon import NO_EVENT, Frame, Lexicon
from kg.patterns import COMPLEMENTS, Pattern, Phrase, Slot

Rival = tuple[str, frozenset[str], bool, Pattern, Frame]
PARTICLES = ("prt", "advmod", "prep", "acomp", "oprd", "amod", "ccomp")


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
            found = noun(tree, i, lexicon)
        if found is not None:
            out.append(found)
    told = {(m.anchor, m.frame.name) for m in out if m.trigger != m.anchor and not m.nominal}
    out = [
        m for m in out if m.frame.type != NO_EVENT and (tree.lemma[m.trigger] != "be" or (m.trigger, m.frame.name) not in told)
    ]
    taken = {t for m in out if not m.nominal for t in m.used}
    return [m for m in out if not (m.nominal and m.trigger in taken)]


def _predicate(tree: Tree, i: int, be: dict[str, tuple[tuple[Pattern, Frame], ...]]) -> Match | None:
    """ "is ready to", "are opposed to", with the copula or with a participle that looks like a passive."""
    copula = tree.head[i] if tree.dep[i] in ("acomp", "attr", "oprd", "prep", "advmod", "conj", "pobj", "xcomp") else i
    if tree.dep[i] == "pobj" and tree.dep[copula] == "prep":
        copula = tree.head[copula]
    if copula == i and tree.first(i, "auxpass") is None:
        return None
    if copula != i and tree.lemma[copula] not in ("be", "become", "remain", "seem", "stay", "get", "appear"):
        return None
    for pattern, frame in be.get(tree.lower[i], ()) or be.get(tree.lemma[i], ()):
        match = Match(i, copula, frame, pattern)
        if _marked(tree, i, pattern.marker, copula) and fill_phrases(
            tree, [i, copula], pattern.phrases, match, skip=tree.lower[i]
        ):
            assign(match, Slot(role=pattern.subject), tree.surface_subjects(copula))
            return match
    return None


def _verb(tree: Tree, i: int, lexicon: Lexicon) -> Match | None:
    rivals = _rivals(lexicon).get(tree.lemma[i], ())
    near = _near(tree, i) if len(rivals) > 1 else None
    bare = not tree.objects(i)
    for particle, prepositions, needy, pattern, frame in rivals:
        if near is not None and (particle and particle not in near or prepositions and near.isdisjoint(prepositions)):
            continue
        if bare and needy:
            continue
        match = Match(i, i, frame, pattern)
        if _fits(tree, i, pattern, match) and _typed(tree, match.targets, frame.target_types):
            assign(match, Slot(role=pattern.subject), tree.agents(i))
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


def _near(tree: Tree, i: int) -> set[str]:
    """The words beside a verb and the prepositions of the phrases on it and its objects."""
    objects = [*tree.objects(i), *(o for p in tree.only(i, "prep") for o in tree.only(p, "pobj"))]
    return {tree.lower[c] for c in tree.children[i]} | {prep for place in (i, *objects) for prep, _, _ in tree.all_phrases(place)}


@functools.lru_cache(maxsize=4)
def _rivals(lexicon: Lexicon) -> dict[str, tuple[Rival, ...]]:
    return {lemma: tuple(_rival(pattern, frame) for pattern, frame in rivals) for lemma, rivals in lexicon.verbs.items()}


def _rival(pattern: Pattern, frame: Frame) -> Rival:
    """A pattern behind what it takes for a quick no: its particle, the prepositions of its first phrase, its object."""
    particle = next((p for p in pattern.particles[:1] if p not in COMPLEMENTS), "")
    prepositions = pattern.phrases[0].prepositions if pattern.phrases and pattern.phrases[0].required else frozenset()
    needy = pattern.object is not None and pattern.object_required and not pattern.particles
    return particle, prepositions, needy, pattern, frame


def _as_subject(tree: Tree, match: Match, lexicon: Lexicon) -> None:
    """ "Talks between Togo and Ghana collapsed": whoever the subject names."""
    for subject in match.extra[:1]:
        told = noun(tree, subject, lexicon)
        if told is not None:
            match.agents.extend(told.agents)
            match.targets.extend(told.targets)


def _fits(tree: Tree, i: int, pattern: Pattern, match: Match) -> bool:
    if not _has_particles(tree, i, pattern.particles, match):
        return False
    named = tree.only(i, "dobj") if pattern.object is not None and pattern.object.words else []
    if not any(_marked(tree, i, pattern.marker, bearer) for bearer in (i, *named)):
        return False
    if pattern.marker == "for_inf":
        match.targets.extend(x for c in _for_clauses(tree, i) for x in tree.surface_subjects(c))
    if pattern.complement and not _is_called(tree, i, pattern.complement, match):
        return False
    if pattern.subject_words and not fill_object(tree, tree.surface_subjects(i), Slot(words=pattern.subject_words), match):
        return False
    phrases = pattern.phrases
    if pattern.object is not None:
        objects = tree.objects(i) or (_behind_particle(tree, i, pattern.particles) if pattern.particles else [])
        if not fill_object(tree, objects, pattern.object, match) and pattern.object_required:
            return False
        places = [i, *objects[:1]]
    else:
        places = [i]
    if fill_phrases(tree, places, phrases, match):
        return True
    if pattern.object is not None or not phrases or not _as_particle(tree, i, phrases[0], match):
        return False
    return fill_phrases(tree, [i, *match.extra], phrases[1:], match)


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
    return any(tree.lower[a] in words for o in tree.only(i, "dobj") for a in tree.only(o, "amod", "acl") if a > o)


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
    if marker == "for_inf":
        return bool(_for_clauses(tree, i))
    if marker == "that_should":
        return _is_advice(tree, i, [c for c in verbs if tree.dep[c] == "ccomp"])
    return any(tree.dep[c] == "ccomp" for c in verbs) or tree.dep[i] == "parataxis"


def _for_clauses(tree: Tree, i: int) -> list[int]:
    """ "called for Togo to leave": the clauses with a subject of their own after "for"."""
    clauses = [c for c in tree.only(i, "xcomp", "ccomp", "advcl", "acl") if c > i]
    return [
        c for c in clauses if any(tree.lower[m] == "for" for m in tree.only(c, "mark")) and tree.first(c, "nsubj", "nsubjpass")
    ]


def _is_advice(tree: Tree, verb: int, clauses: list[int]) -> bool:
    """ "that Togo should leave", "that Togo leave", "that it be told": what ought to be, not what is. "They might talk, Togo
    suggested" is advice too."""
    inserted = tree.dep[verb] == "parataxis"
    auxiliaries = {tree.lower[a] for c in [*clauses, *[tree.head[verb]] * inserted] for a in tree.only(c, "aux", "auxpass")}
    if auxiliaries & {"should", "must", "ought", "be"} or inserted and auxiliaries & {"might", "could", "may"}:
        return True
    return any(tree.tag[c] == "VB" for c in clauses) and not auxiliaries


def _as_particle(tree: Tree, i: int, phrase: Phrase, match: Match) -> bool:
    """ "take over the chair": what the template writes as a phrase the parser may see as particle and object."""
    if not any(tree.lower[c] in phrase.prepositions for c in tree.only(i, "prt", "advmod", "prep")):
        return False
    return fill_object(tree, tree.objects(i), phrase.slot, match)


__all__ = ["Match", "find"]
