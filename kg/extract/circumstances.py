"""When and where: which time expression and which place belong to which event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kg.extract.entities import Entities, Entity, Use
from kg.extract.frames import Match
from kg.extract.setting import where_clauses
from kg.extract.things import sites
from kg.extract.times import Time
from kg.extract.tree import Tree
from kg.model import BlockKind, Document
from kg.vocabulary import EVENT_TYPES

LOCATIVE = frozenset(
    "above in at near around outside inside across throughout within off over along through via under beyond amid".split()
)
ARRIVAL = frozenset("to into for towards toward onto".split())
CLIMBED = ("dobj", "nsubjpass", "nsubj", "prep", "agent", "conj", "npadvmod")
MOTION = frozenset("travel fly go come arrive visit trip journey head return rush drive ride move visit tour trek".split())
NAMING = ("amod", "compound", "nummod", "poss", "nmod")


@dataclass(slots=True, eq=False)
class Circumstances:
    """For each token: the time and the places that hang on it. `frames` holds the times of a timeline's entries,
    `sections` the places that headings name."""

    tree: Tree
    times: dict[int, Time] = field(default_factory=dict)
    places: dict[int, list[Entity]] = field(default_factory=dict)
    frames: dict[int, Time] = field(default_factory=dict)
    sections: dict[int, Entity] = field(default_factory=dict)

    def time_of(self, match: Match) -> Time | None:
        own = self.times.get(match.trigger) or next((t for e in match.extra if (t := self.times.get(e))), None)
        if own is not None:
            return own
        at = match.anchor
        if (told := self._told_at(match)) is not None:
            return told
        if match.nominal and not match.light and not self._is_argument(match):
            return self.frames.get(match.trigger)
        seen = set()
        while at not in seen:
            seen.add(at)
            if at in self.times:
                return self.times[at]
            if self._is_participle(at):
                at = self.tree.head[at]
                continue
            if self.tree.dep[at] not in ("conj", "xcomp", "ccomp") or self.tree.pos[self.tree.head[at]] not in ("VERB", "AUX"):
                break
            if self.tree.dep[at] == "conj" and self._other_tense(at):
                break
            if self.tree.dep[at] == "ccomp" and (at < self.tree.head[at] or self._is_past_speech(at)):
                break
            at = self.tree.head[at]
        return self.frames.get(match.trigger)

    def _told_at(self, match: Match) -> Time | None:
        """ "announced on 14 January at a summit in Oslo": what one does at a meeting is done when it is held."""
        tree = self.tree
        held = tree.dep[match.anchor] == "acl" and tree.is_passive(match.anchor)
        noun = tree.head[match.anchor] if held else match.trigger if match.nominal else None
        if (
            noun is None
            or match.frame.type != "CONSULT"
            or tree.dep[noun] != "pobj"
            or tree.lower[tree.head[noun]] not in ("at", "during")
        ):
            return None
        return self.times.get(tree.head[tree.head[noun]])

    def _is_participle(self, verb: int) -> bool:
        """ "resigned in April, accusing the council": at the same time; not "after accusing", "while accusing"."""
        tree = self.tree
        bare = tree.dep[verb] == "advcl" and tree.tag[verb] == "VBG" and tree.pos[tree.head[verb]] == "VERB"
        return bare and verb > tree.head[verb] and not tree.only(verb, "mark", "advmod", "nsubj", "aux")

    def _other_tense(self, verb: int) -> bool:
        """ "was founded in 2023 and plans to deploy": what is told in another tense has another time."""
        past = {"VBD": True, "VBZ": False, "VBP": False}
        own, first = past.get(self.tree.tag[verb]), past.get(self.tree.tag[self.tree.head[verb]])
        return own is not None and first is not None and own != first

    def _is_past_speech(self, clause: int) -> bool:
        """ "said on Monday that it had attacked": the time is that of saying."""
        return any(self.tree.lower[a] in ("had", "has", "have", "will", "would") for a in self.tree.only(clause, "aux"))

    def _is_argument(self, match: Match) -> bool:
        noun = self.tree.first_conjunct(match.trigger)
        return self.tree.head[noun] == match.anchor and self.tree.dep[noun] in ("nsubj", "nsubjpass", "dobj", "attr")

    def places_of(self, match: Match) -> list[Entity]:
        tokens = [match.trigger, *match.extra]
        if not match.nominal or match.light or self._is_argument(match):
            tokens.append(match.anchor)
        found = [e for t in tokens for e in self.places.get(t, ())]
        at = match.anchor
        while (
            not found
            and self.tree.dep[at] in ("conj", "xcomp")
            and self.tree.first(at, "nsubj", "nsubjpass") is None
            and self.tree.head[at] != at
            and self.tree.pos[self.tree.head[at]] == "VERB"
        ):
            at = self.tree.head[at]
            found = list(self.places.get(at, ()))
        section = self.sections.get(match.trigger)
        if (
            not found
            and section is not None
            and EVENT_TYPES[match.frame.type] in ("material conflict", "material cooperation", "other")
        ):
            found = [section]
        return list(dict.fromkeys(found))


def mark_locatives(entities: Entities, document: Document) -> None:
    """Decide for each mention of a place, state or capital whether it says where something is."""
    for block in document.blocks:
        if block.kind is BlockKind.DATELINE:
            for i in entities.tree.within(block.span.begin, block.span.end):
                if i in entities.at:
                    entities.at[i].locative = True
    kinds = sites(entities.lexicon)
    for entity in entities.all.values():
        for use in entity.mentions if entity.type in ("Place", "State") else ():
            use.locative |= _is_locative(entities.tree, use, kinds)


def _is_locative(tree: Tree, use: Use, kinds: frozenset[str]) -> bool:
    head = _kind_of_place(tree, tree.first_conjunct(use.head), kinds)
    dep, governor = tree.dep[head], tree.head[head]
    if dep == "appos" and tree.pos[governor] == "PROPN" and governor != head:
        return _governed(tree, governor)
    if use.role == "capital" and dep in ("compound", "nmod") and tree.pos[governor] in ("NOUN", "PROPN"):
        return True
    if dep == "pobj" and tree.lower[governor] == "on" and use.entity.is_place:
        return True
    if dep == "npadvmod":
        return use.role in ("capital", "place")
    return _governed(tree, head)


def _kind_of_place(tree: Tree, head: int, kinds: frozenset[str]) -> int:
    """The noun in "the town of Kobo", "the province of Idlib" that tells what the name is, else the name's own head."""
    preposition = tree.head[head]
    if tree.dep[head] == "pobj" and tree.lower[preposition] == "of" and tree.lemma[tree.head[preposition]] in kinds:
        return tree.first_conjunct(tree.head[preposition])
    return head


def _governed(tree: Tree, head: int) -> bool:
    head = tree.first_conjunct(head)
    prep = tree.head[head]
    if tree.dep[head] not in ("pobj", "dobj"):
        return False
    word = tree.lower[prep]
    if word in LOCATIVE:
        return True
    governor = tree.head[prep] if tree.dep[head] == "pobj" else prep
    if tree.dep[head] == "dobj":
        return tree.lemma[prep] in ("visit", "tour", "leave", "reach", "enter")
    return word in ARRIVAL and tree.lemma[governor] in MOTION


def circumstances(document: Document, tree: Tree, entities: Entities, matches: list[Match], times: list[Time]) -> Circumstances:
    triggers = {t for m in matches for t in (m.trigger, m.anchor)}
    triggers |= {e for m in matches for e in m.extra if tree.pos[e] == "NOUN" and m.frame.type == "CONSULT"}
    out = Circumstances(tree)
    for time in times:
        first, last = bisect_right(tree.end, time.begin), bisect_left(tree.begin, time.end) - 1
        if first <= last:
            _hang(out.times, tree, first, last, triggers, time)
            _front(out.times, tree, first, last, time)
    for entity in entities.all.values():
        for use in entity.mentions:
            if use.locative or (entity.is_place and tree.dep[use.head] in NAMING):
                _hang_place(out, tree, use, triggers, entities)
    where_clauses(entities, out.places)
    _timeline(document, tree, times, out)
    _sections(document, entities, out)
    return out


def _outer(tree: Tree, first: int, last: int) -> int:
    """The token of a range that is governed from outside it, prepositions inside the range apart."""
    for i in range(first, last + 1):
        if not first <= tree.head[i] <= last or tree.head[i] == i:
            return i
    return first


def _hang(table: dict[int, Time], tree: Tree, first: int, last: int, triggers: set[int], time: Time) -> None:
    node = _outer(tree, first, last)
    if (clause := _when_clause(tree, node, last)) is not None:
        table.setdefault(clause, time)
        if tree.head[clause] not in range(first, last + 1) and tree.pos[tree.head[clause]] in ("VERB", "AUX"):
            table.setdefault(tree.head[clause], time)  # "lapsed that October, when they asked": both
        return
    if node in triggers:
        table.setdefault(node, time)
        return
    for _ in range(8):
        edge, head = tree.dep[node], tree.head[node]
        if head == node:
            return
        node = head
        if tree.dep[node] == "aux" and node not in triggers:
            continue
        if node in triggers or tree.pos[node] in ("VERB", "AUX"):
            table.setdefault(node, time)
            return
        if edge in NAMING and tree.pos[node] in ("NOUN", "PROPN") and tree.dep[node] not in NAMING:
            table.setdefault(node, time)
            return


def _when_clause(tree: Tree, node: int, last: int) -> int | None:
    """ "recalled the night of 29 March, when rebels attacked": the time is that of the clause."""
    for i in (node, tree.head[node], tree.head[tree.head[node]]):
        for c in tree.only(i, "relcl", "advcl", "acl"):
            if last < c <= last + 12 and any(last < a and tree.lower[a] == "when" for a in tree.only(c, "advmod")):
                return c
    return None


def _front(table: dict[int, Time], tree: Tree, first: int, last: int, time: Time) -> None:
    """ "In Brussels on 27 February X and Y agreed": before the subject of a sentence it is the time of its verb."""
    begin, end = tree.sentences[tree.sentence[first]]
    clauses = [(min(tree.subtree(s)), v) for v in range(last, end + 1) for s in tree.only(v, "nsubj", "nsubjpass")]
    start, root = min(((s, v) for s, v in clauses if s > last), default=(0, None))
    if root is None or root in table or tree.pos[root] not in ("VERB", "AUX") or tree.dep[root] in ("relcl", "acl", "advcl"):
        return
    if not any(tree.pos[i] in ("VERB", "AUX") for i in range(begin, start)):
        table[root] = time


def _hang_place(out: Circumstances, tree: Tree, use: Use, triggers: set[int], entities: Entities) -> None:
    kinds, named = sites(entities.lexicon), entities.at
    node = _kind_of_place(tree, tree.first_conjunct(use.head), kinds)
    if tree.dep[node] in NAMING:
        while tree.dep[node] in NAMING and tree.head[node] != node:
            node = tree.head[node]
        if node in triggers:
            out.places.setdefault(node, []).append(use.entity)
        return
    for _ in range(6):
        edge, head = tree.dep[node], tree.head[node]
        if head == node:
            return
        node = head
        if node in triggers or tree.pos[node] in ("VERB", "AUX"):
            out.places.setdefault(node, []).append(use.entity)
            return
        if (
            edge in ("nsubj", "dobj", "relcl")
            or (tree.dep[node] == "nsubj" and node in named)
            or not (tree.dep[node] in CLIMBED or _is_next_to(tree, node, triggers))
        ):
            return


def _is_next_to(tree: Tree, noun: int, triggers: set[int]) -> bool:
    """ "an attack on its fleet at Sevastopol": the noun between hangs on the trigger itself."""
    return tree.dep[noun] == "pobj" and tree.head[tree.head[noun]] in triggers


def _sections(document: Document, entities: Entities, out: Circumstances) -> None:
    """Under a heading that is just the name of a place, that is where things happen."""
    tree, here = entities.tree, None
    for block in document.blocks:
        tokens = tree.within(block.span.begin, block.span.end)
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            use = entities.at.get(tokens.start)
            named = use is not None and use.entity.is_place and use.first == tokens.start and use.last >= tokens.stop - 1
            here = use.entity if named and use is not None else None
        elif here is not None:
            out.sections.update(dict.fromkeys(tokens, here))


def _timeline(document: Document, tree: Tree, times: list[Time], out: Circumstances) -> None:
    """A date at the head of a timeline's entry is the time of what the entry tells."""
    for head, body in zip(document.blocks, document.blocks[1:], strict=False):
        if head.kind is not BlockKind.RUN_IN:
            continue
        time = next((t for t in times if head.span.begin <= t.begin < head.span.end), None)
        if time is not None:
            for i in tree.within(body.span.begin, body.span.end):
                out.frames[i] = time
