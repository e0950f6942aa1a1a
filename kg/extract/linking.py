"""Events that a text ties to one another: what answers what, and what is part of what.

Only where grammar states it: "in response to the raid", "retaliated by shelling", "condemned the raid", "as part of the
offensive". That one thing is told after another ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.occurrences import Occurrence
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

JUDGED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
NEAR = 2  # sentences between an act and the answer to it that does not name it
PUT = frozenset({"ACCUSE", "REQUEST", "AGREE", "THREATEN"})  # what can be denied or refused
TOWARDS = frozenset({"to", "for", "at", "against", "over", "of"})


def link(occurrences: list[Occurrence], tree: Tree, lexicon: Lexicon) -> None:
    """Fill `responds_to` and `part_of` of the occurrences; what an initiative is part of is not looked at."""
    told = _by_token(occurrences)
    words = lexicon.table("operators")["reaction"]
    put = lexicon.sets["accusation"] | lexicon.sets["proposal"] | lexicon.sets["demand"] | lexicon.sets["threat"]
    for o in occurrences:
        judged = _judged(o, occurrences, told, tree, lexicon)
        o.targets = o.targets or list(dict.fromkeys(e for p in judged for e in p.agents if e not in o.agents))
        answered = list(judged)
        for trigger in (o, *o.also):
            verb = trigger.match.anchor if trigger.match.light or trigger.match.nominal else trigger.match.trigger
            answered += _in_response(verb, told, tree, words["nouns"])
            o.part_of += [p for p in _as_part(verb, told, tree) if p is not o and p not in o.part_of]
        answered += _by_verb(o, occurrences, told, tree, words["verbs"])
        if o.type == "REJECT" and not o.targets:
            answered += _addressed(o, occurrences, tree, put)
            o.targets = list(dict.fromkeys(e for p in answered[-1:] for e in p.agents if e not in o.agents))
        o.responds_to = [p for p in dict.fromkeys(answered) if p is not o and o not in p.responds_to]


def _by_token(occurrences: Iterable[Occurrence]) -> dict[int, Occurrence]:
    """Which occurrence a token tells: its trigger, and the noun or verb that goes with it."""
    out: dict[int, Occurrence] = {}
    for o in occurrences:
        for told in (o, *o.also):
            for token in (told.match.trigger, *told.match.extra):
                out.setdefault(token, o)
    return out


def _acts(noun: int, told: Mapping[int, Occurrence], tree: Tree) -> Iterator[Occurrence]:
    """The acts that an object tells of: itself, or what it is a number of ("a series of raids")."""
    for token in (noun, *(x for prep, _, x in tree.all_phrases(noun) if prep == "of")):
        if token in told:
            yield told[token]
            return


def _judged(
    o: Occurrence, occurrences: list[Occurrence], told: Mapping[int, Occurrence], tree: Tree, lexicon: Lexicon
) -> list[Occurrence]:
    """ "condemned the raid", "welcomed the agreement": the act that the object names, told here or shortly before."""
    if o.type not in JUDGED or o.match.nominal:
        return []
    objects = tree.objects(o.match.trigger)
    if found := [act for noun in objects for act in _acts(noun, told, tree) if act is not o]:
        return found
    if o.type == "REJECT":
        return []
    frames = {frame.name for noun in objects for _, frame in lexicon.nouns.get(tree.lemma[noun], ())}
    here = tree.sentence[o.match.trigger]
    before = [p for p in occurrences if p.match.trigger < o.match.trigger and here - tree.sentence[p.match.trigger] <= NEAR]
    return [p for p in before if p.match.frame.name in frames and p.factuality is o.factuality][-1:]


def _addressed(o: Occurrence, occurrences: list[Occurrence], tree: Tree, nouns: frozenset[str]) -> list[Occurrence]:
    """What somebody denies or refuses without saying whose it is: the last charge, demand, threat or offer of another,
    made to him, or to nobody named where his words take it up ("it", "the idea")."""
    objects = [] if o.match.nominal else tree.objects(o.match.trigger)
    taken_up = any(tree.pos[x] in ("PRON", "DET") or tree.lemma[x] in nouns for x in objects)
    if objects and not taken_up:
        return []
    here = tree.sentence[o.match.trigger]
    for p in reversed(occurrences):
        at = p.match.trigger
        if at >= o.match.trigger or p.type not in PUT or not p.agents or not set(p.agents).isdisjoint(o.agents):
            continue
        if here - tree.sentence[at] >= NEAR:
            break
        if not set(p.targets).isdisjoint(o.agents) or (taken_up and not p.targets):
            return [p]
    return []


def _in_response(verb: int, told: Mapping[int, Occurrence], tree: Tree, nouns: list[str]) -> Iterator[Occurrence]:
    """ "... in retaliation for the raid"."""
    for place in (verb, *tree.objects(verb)):
        for prep, _, noun in tree.all_phrases(place):
            if prep in ("in", "as") and tree.lemma[noun] in nouns:
                for inner, _, x in tree.all_phrases(noun):
                    yield from _acts(x, told, tree) if inner in TOWARDS else ()


def _by_verb(
    o: Occurrence, occurrences: list[Occurrence], told: Mapping[int, Occurrence], tree: Tree, verbs: list[str]
) -> Iterator[Occurrence]:
    """ "responded to the raid by shelling the town": the act named, told with "after", or suffered by who answers."""
    verb = _answering(o, tree, verbs)
    if verb is None:
        return
    named = [act for prep, _, x in tree.all_phrases(verb) if prep in TOWARDS for act in _acts(x, told, tree) if act is not o]
    clauses = [c for c in tree.only(verb, "advcl") if any(tree.lower[m] == "after" for m in tree.only(c, "mark", "advmod"))]
    named += [told[c] for c in clauses if c in told and told[c] is not o]
    yield from named or _suffered(o, occurrences, tree)


def _answering(o: Occurrence, tree: Tree, verbs: list[str]) -> int | None:
    """The verb of answering in "responded by shelling", "retaliated with strikes", "retaliated"."""
    for told in (o, *o.also):
        at = told.match.trigger
        for node in (at, told.match.anchor, tree.head[at], tree.head[tree.head[at]]):
            between = tree.lower[tree.head[at]]
            if tree.pos[node] == "VERB" and tree.lemma[node] in verbs and (node == at or between in ("by", "with")):
                return node
    return None


def _suffered(o: Occurrence, occurrences: list[Occurrence], tree: Tree) -> list[Occurrence]:
    """The last act before, not far back, that was done to those who now act."""
    here = tree.sentence[o.match.trigger]
    before = [
        p
        for p in occurrences
        if p.match.trigger < o.match.trigger
        and here - tree.sentence[p.match.trigger] <= NEAR
        and set(p.targets) & set(o.agents)
        and not set(p.agents) & set(o.agents)
    ]
    return before[-1:]


def _as_part(verb: int, told: Mapping[int, Occurrence], tree: Tree) -> Iterator[Occurrence]:
    """ "... as part of the offensive", "in the course of the talks"."""
    for place in (verb, *tree.objects(verb)):
        for prep, _, noun in tree.all_phrases(place):
            if (prep, tree.lemma[noun]) in (("as", "part"), ("in", "course")):
                for inner, _, x in tree.all_phrases(noun):
                    yield from _acts(x, told, tree) if inner == "of" else ()
