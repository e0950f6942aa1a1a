"""One event per occurrence: verb and noun of one act are linked, later mentions join the first one."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.entities import Entity
from kg.extract.factuality import View
from kg.extract.frames import Match
from kg.extract.times import Time
from kg.extract.tree import Tree
from kg.model import Factuality
from kg.vocabulary import EVENT_TYPES

NEAR = 4  # sentences over which "the attack" takes up an attack that other words told
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})


@dataclass(slots=True, eq=False)
class Occurrence:
    """An event in the making."""

    match: Match
    type: str
    view: View
    factuality: Factuality
    agents: list[Entity] = field(default_factory=list)
    targets: list[Entity] = field(default_factory=list)
    places: list[Entity] = field(default_factory=list)
    time: Time | None = None
    attributed_to: list[Entity] = field(default_factory=list)
    also: list[Occurrence] = field(default_factory=list)
    heading: bool = False
    responds_to: list[Occurrence] = field(default_factory=list)
    part_of: list[Occurrence] = field(default_factory=list)

    @property
    def parties(self) -> list[Entity]:
        return [*self.agents, *self.targets]


def linked(found: list[Occurrence], tree: Tree) -> list[Occurrence]:
    """ "killed in an attack", "the bombing killed": verb and noun of one type in one clause tell one event."""
    by_trigger = {o.match.trigger: o for o in found}
    gone: set[int] = set()
    for o in found:
        noun = by_trigger.get(tree.head[o.match.trigger]) if tree.dep[o.match.trigger] == "relcl" else None
        if (
            noun is not None
            and noun.match.nominal
            and noun.type == "ASSAULT"
            and (o.type == "ASSAULT" or o.match.pattern.subject == "T")
        ):
            noun.targets = noun.targets or [t for t in o.targets if t not in noun.agents]
            noun.also.append(o)
            gone.add(id(o))
    for o in found:
        if not o.match.nominal or o.match.light:
            continue
        verb = by_trigger.get(o.match.anchor)
        if verb is None or verb is o or verb.type != o.type or not _is_adjunct(tree, o.match.trigger, verb.match.trigger):
            continue
        verb.agents = verb.agents or [a for a in o.agents if a not in verb.targets]
        verb.targets = verb.targets or [t for t in o.targets if t not in verb.agents]
        verb.places = list(dict.fromkeys([*verb.places, *o.places]))
        verb.time = verb.time or o.time
        verb.also.append(o)
        gone.add(id(o))
    return [o for o in found if id(o) not in gone]


def _is_adjunct(tree: Tree, noun: int, verb: int) -> bool:
    noun = tree.first_conjunct(noun)
    head = tree.head[noun]
    if head == verb:
        return tree.dep[noun] in ("nsubj", "dobj", "npadvmod", "nsubjpass")
    return (
        tree.dep[noun] == "pobj"
        and tree.head[head] == verb
        and tree.lower[head] in ("in", "during", "by", "with", "from", "of", "through")
    )


def joined(found: list[Occurrence], tree: Tree) -> list[Occurrence]:
    """Later mentions of an occurrence join the first one that fits."""
    out: list[Occurrence] = []
    for o in found:
        first = next((p for p in out if _is_same(p, o, tree)), None) or _taken_up(out, o, tree)
        if first is None:
            out.append(o)
            continue
        first.also.append(o)
        first.agents = first.agents or [a for a in o.agents if a not in first.targets]
        first.targets = first.targets or [t for t in o.targets if t not in first.agents]
        first.places = first.places or o.places
        first.time = first.time or o.time
        if first.heading and not o.heading:
            first.factuality = o.factuality
    return out


def _is_same(first: Occurrence, later: Occurrence, tree: Tree) -> bool:
    if first.type != later.type or not _compatible(first, later):
        return False
    same_word = not _words(first, tree).isdisjoint(_words(later, tree))
    same_word |= first.match.frame is later.match.frame and not first.match.nominal
    if later.match.nominal and not later.match.light:
        new = (later.time and not first.time) or (later.places and not first.places)
        if new and not set(first.parties) & set(later.parties):
            return False
        return (same_word or _anaphoric(later, tree)) and (
            _is_definite(later, tree) or bool(set(first.parties) & set(later.parties))
        )
    if first.heading:
        told = not all(o.heading or o.match.nominal for o in first.also)
        shared = bool(set(first.parties) & set(later.parties))
        return same_word and (shared or not told and not (first.parties and later.parties))
    same_verb = tree.lemma[first.match.trigger] == tree.lemma[later.match.trigger]
    return (
        same_verb
        and first.factuality is later.factuality
        and bool(first.agents)
        and first.agents == later.agents
        and first.targets == later.targets
        and (bool(first.targets) or not EVENT_TYPES[first.type].startswith("verbal"))
        and not (first.time and later.time)
        and _is_past_perfect(first, tree) == _is_past_perfect(later, tree)
    )


def _is_past_perfect(o: Occurrence, tree: Tree) -> bool:
    """ "had attacked": what was before the rest that is told."""
    return any(tree.lower[a] in ("had", "'d") for a in tree.only(o.match.anchor, "aux"))


def _words(o: Occurrence, tree: Tree) -> set[str]:
    """The lemmas that name the act: the trigger, and the noun that a light verb takes ("laid siege")."""
    return {tree.lemma[t] for t in (o.match.trigger, *(x for x in o.match.extra if tree.pos[x] == "NOUN"))}


def _taken_up(before: list[Occurrence], later: Occurrence, tree: Tree) -> Occurrence | None:
    """ "the attack", "this meeting", with nobody named by it: the last act of its type, a few sentences back at most."""
    noun = later.match.trigger
    if not later.match.nominal or later.match.light or not _is_definite(later, tree) or tree.tag[noun] not in ("NN", "NNP"):
        return None
    here = tree.sentence[noun]
    near = (p for p in reversed(before) if here - tree.sentence[p.match.trigger] <= NEAR and p.type == later.type)
    return next((p for p in near if p.factuality is later.factuality and _adds_nothing(p, later) and _compatible(p, later)), None)


def _adds_nothing(first: Occurrence, later: Occurrence) -> bool:
    """Whether a later mention names neither a time, nor a place, nor parties that the first one lacks."""
    pairs = ((first.places, later.places), (first.parties, later.parties))
    return not (later.time and not first.time) and all(set(b) <= set(a) for a, b in pairs)


def _compatible(first: Occurrence, later: Occurrence) -> bool:
    for a, b in ((first.agents, later.agents), (first.targets, later.targets), (first.places, later.places)):
        if a and b and not set(a) & set(b):
            return False
    if first.time and later.time:
        return first.time.earliest <= later.time.latest and later.time.earliest <= first.time.latest
    return True


def _is_definite(o: Occurrence, tree: Tree) -> bool:
    return any(
        tree.lower[c] in ("the", "this", "that", "these", "those") or tree.dep[c] == "poss"
        for c in tree.only(o.match.trigger, "det", "poss")
    )


def _anaphoric(o: Occurrence, tree: Tree) -> bool:
    return any(tree.lower[c] in ("this", "that", "these", "those", "such") for c in tree.only(o.match.trigger, "det"))


def doers_of_objects(found: list[Occurrence], tree: Tree) -> None:
    """ "condemned the strikes": who condemns an act condemns those who did it."""
    by_trigger = {t.match.trigger: o for o in found for t in (o, *o.also)}
    for o in found:
        if o.type not in ("ACCUSE", "SUPPORT", "REJECT") or o.targets or o.match.nominal:
            continue
        objects = tree.objects(o.match.trigger)
        acts = [by_trigger[x] for x in objects if x in by_trigger]
        acts = (
            acts
            or [
                p
                for p in found
                if p.match.trigger < o.match.trigger
                and p.type in HOSTILE
                and any(tree.lemma[x] == tree.lemma[p.match.trigger] for x in objects)
            ][-1:]
        )
        o.targets = [e for act in acts for e in act.agents if e not in o.agents]
