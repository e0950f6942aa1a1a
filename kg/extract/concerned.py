"""Whom an act concerns that names no target of its own: in its content, around its object, in its condition.

"agreed to sell jets to Ghana", "rejected Togo's offer", "seized Ghanaian ships", "threatened to strike unless Ghana ...".
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.entities import Entity
from kg.extract.frames import Match
from kg.extract.occurrences import Occurrence
from kg.extract.parties import Parties
from kg.extract.tree import Tree
from kg.lexicon import KnownPlace

CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "ACCUSE", "SANCTION", "AID"})
AROUND = frozenset(
    {"SUPPORT", "ACCUSE", "SANCTION", "CONCEDE", "THREATEN", "REJECT"}
)  # aimed at whom the phrases beside their object name
OWNED = frozenset({"ASSAULT", "COERCE"})
ASKED = frozenset({"from", "to", "of", "by", "with"})
NEAR = frozenset({"with", "to", "from", "against", "for", "by", "between", "of", "toward", "towards", "on", "in"})
SPOKEN = frozenset({"AGREE", "ACCUSE", "REQUEST", "REJECT"})  # what is said to somebody, never to a place
AIMED = frozenset({"against", "outside", "over", "at", "before", "on", "in front of"})
BESIDE = frozenset({"about", "at", "against", "to", "with", "over", "for", "toward", "towards", "from"})
OFFERED = frozenset({"to", "with", "for", "against", "toward", "towards"})  # for whom is what is promised, offered, refused
SETTLED = frozenset({"mediate", "intervene", "invest"})  # verbs of acts for the sake of those in whose country or between whom
DEEP = NEAR - {"in", "for"}
SHARED = frozenset({"with", "between"})
AREAS = frozenset({"region", "disputed", "province", "island", "strip", "territory"})
THINGS = frozenset({"it", "this", "that"})  # as an object of saying a thing said or done, nobody
DEPTH = 3  # how many clauses or phrases inside one another are looked into


def partners(o: Occurrence, who: Parties) -> list[Entity]:
    """The other side of a symmetric act, named with its object: "took part in talks with Togo", "agreed to a truce with"."""
    tree, verb = who.tree, o.match.trigger
    if o.match.nominal:
        return []
    nouns = [*tree.objects(verb), *o.match.extra, *(x for prep, _, x in tree.all_phrases(verb) if prep in ("to", "into", "on"))]
    found = (x for noun in nouns if noun not in who.entities.at for prep, _, x in tree.all_phrases(noun) if prep in SHARED)
    return [e for x in found for e in who.of(x, generic=False) if not e.is_place]


def is_town(e: Entity) -> bool:
    """A town is where an act happens; a region or a territory can be what it is aimed at."""
    return e.is_place and not (isinstance(e.known, KnownPlace) and e.known.kind in AREAS)


def concerned(o: Occurrence, who: Parties, outer: dict[int, Match]) -> list[Entity]:
    """The targets, none of them an agent; nothing for types of act that need none."""
    search = _Search(o, who, outer)
    if o.type in OWNED and not o.match.nominal:
        return search.fitting(search.owners_of_objects())
    if o.type == "PROTEST" and not o.match.nominal:
        return next((found for group in search.aimed_at() if (found := search.fitting(group))), [])
    if o.type not in CONTENT or (o.match.frame.symmetric and o.type != "AGREE"):
        return []
    return next((found for group in search.groups() if (found := search.fitting(group))), [])


class _Search:
    """One occurrence and where its target may stand, each place a group of entities, the nearest first."""

    def __init__(self, o: Occurrence, who: Parties, outer: dict[int, Match]) -> None:
        self.o, self.who, self.outer = o, who, outer
        self.tree: Tree = who.tree

    def groups(self) -> Iterator[list[Entity]]:
        trigger, nominal = self.o.match.trigger, self.o.match.nominal
        if nominal:
            yield from self.around(trigger)
        else:
            if self.o.type in ("AGREE", "REJECT"):
                yield from self.offered(trigger)
                yield from self.condition() if self.o.type == "AGREE" else ()
                if self.o.type == "AGREE" and not self.o.view.negated:
                    return
            else:
                yield from self.clauses(trigger, DEPTH, "ccomp", "xcomp", "pcomp")
            if not self.o.match.frame.symmetric:
                yield from self.objects()
            yield from self.clauses(trigger, DEPTH, "advcl")
        if self.o.type == "THREATEN":
            yield from self.condition()

    def fitting(self, group: list[Entity]) -> list[Entity]:
        """Who of a group can be meant: no agent, no town; of what is said no place at all, of agreements of several no crowd."""
        found = [e for e in dict.fromkeys(group) if e not in self.o.agents and not is_town(e)]
        if self.o.match.frame.symmetric:
            found = [e for e in found if not e.generic]
        return [e for e in found if not (e.is_place and self.o.type in SPOKEN)]

    def clauses(self, verb: int, depth: int, *edges: str) -> Iterator[list[Entity]]:
        """In what is demanded, promised or alleged: its subject, its own target, its phrases."""
        tree = self.tree
        for c in tree.only(verb, *edges):
            if c < verb or (tree.dep[c] == "advcl" and all(tree.lower[a] != "to" for a in tree.only(c, "aux"))):
                continue
            if self.o.type in ("REQUEST", "ACCUSE"):
                yield self.who.all_of(tree.surface_subjects(c))
            yield from self._content(c)
            if depth > 1:
                yield from self.clauses(c, depth - 1, "ccomp", "xcomp", "pcomp", "advcl")

    def offered(self, verb: int) -> Iterator[list[Entity]]:
        """To, for or with whom somebody promises or refuses to do something: "to sell Togo jets", "to meet the king", "to
        provide aid for Ghana". Who is only spoken of in it is not concerned."""
        tree = self.tree
        infinitives = [c for c in tree.only(verb, "xcomp") if c > verb and "to" in {tree.lower[a] for a in tree.only(c, "aux")}]
        for c in [*infinitives, verb]:
            inner = self.outer.get(c)
            named = [*(inner.targets if inner else ()), *tree.objects(c)] if c != verb else []
            near = OFFERED | {"in", "between"} if tree.lemma[c] in SETTLED else OFFERED
            phrases = [x for place in (c, *tree.objects(c)) for prep, _, x in tree.all_phrases(place) if prep in near]
            found = self.who.all_of([*named, *phrases])
            yield [e for e in found if not (e.is_place or e.generic or (e.type == "Organization" and e.known is None))]

    def _content(self, verb: int) -> Iterator[list[Entity]]:
        inner = self.outer.get(verb)
        yield self.who.all_of(inner.targets) if inner is not None else []
        yield [e for prep, _, x in self.tree.all_phrases(verb) if prep in NEAR for e in self.who.of(x)]
        for x in self.tree.objects(verb):
            yield self.who.of(x) if self.tree.lower[x] not in THINGS else []
            yield from self.around(x)

    def objects(self) -> Iterator[list[Entity]]:
        verb = self.o.match.trigger
        phrases = list(self.tree.all_phrases(verb))
        yield [e for prep, _, x in phrases if prep in BESIDE and not self._is_where(x) for e in self.who.of(x)]
        for head in [*self.tree.objects(verb), *(x for _, _, x in phrases if self.o.type in AROUND)]:
            yield from self.around(head)

    def _is_where(self, i: int) -> bool:
        use = self.who.entities.at.get(i)
        return use is not None and use.locative

    def around(self, head: int) -> Iterator[list[Entity]]:
        """The owners of a noun and who stands in its phrases ("the Saudi plan", "ties with Chad"), then in theirs."""
        near = ASKED if self.o.type == "REQUEST" else NEAR
        inner = [e for prep, _, x in self.tree.all_phrases(head) if prep in near for e in self.who.of(x)]
        yield [*self._owners(head), *inner]
        if self.o.type != "REQUEST":
            yield from self._deeper(head, DEPTH)

    def _deeper(self, head: int, depth: int) -> Iterator[list[Entity]]:
        nouns = [x for prep, _, x in self.tree.all_phrases(head) if prep in DEEP and x not in self.who.entities.at]
        for noun in nouns if depth else ():
            inner = [e for prep, _, x in self.tree.all_phrases(noun) if prep in DEEP for e in self.who.of(x)]
            yield [*self._owners(noun), *inner]
            yield from self._deeper(noun, depth - 1)

    def _owners(self, noun: int) -> list[Entity]:
        owners = [u.entity for _, u in self.who.modifiers(noun) if u.role != "capital"]
        if owners or self.o.type not in ("REJECT", "ACCUSE") or noun not in self.tree.only(self.o.match.trigger, "dobj"):
            return owners  # "turned down his plan"
        pronouns = [c for c in self.tree.only(noun, "poss") if self.tree.lower[c] in ("his", "her")]
        return [e for c in pronouns for e in self.who.of(c, generic=False)]

    def owners_of_objects(self) -> list[Entity]:
        """ "seized Ghanaian ships", "bombed positions of the rebels": whose they are."""
        objects = self.tree.objects(self.o.match.trigger)
        towns = self.who.entities.lexicon.sets["settlement"]
        objects = [x for x in objects if self.tree.lower[x] not in THINGS and self.tree.lemma[x] not in towns]
        owners = (e for x in objects for e in self.who.of(x, generic=False) or self._owners(x))
        return [e for e in owners if not e.is_place]

    def aimed_at(self) -> Iterator[list[Entity]]:
        """ "marched on the Ghanaian embassy", "rallied to demand that Togo pay": before whose door, and of whom."""
        verb = self.o.match.trigger
        for prep, _, x in self.tree.all_phrases(verb):
            if prep in AIMED:
                yield [e for e in (*self.who.of(x), *self._owners(x)) if not e.is_place]
        for c in self.tree.only(verb, "advcl", "xcomp"):
            if self.tree.has_to(c):
                yield from self._content(c)

    def condition(self) -> Iterator[list[Entity]]:
        """Who is to do what the threat hangs on ("unless Togo withdrew")."""
        tree = self.tree
        for verb in [self.o.match.anchor, *tree.only(self.o.match.anchor, "xcomp", "ccomp")]:
            for c in tree.only(verb, "advcl"):
                if {tree.lower[m] for m in tree.only(c, "mark")} & {"if", "unless", "until"}:
                    yield self.who.all_of(tree.surface_subjects(c))


__all__ = ["THINGS", "concerned", "is_town", "partners"]
