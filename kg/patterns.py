"""Compiles the small templates of the event lexicons ("impose <sanction> (on T)"). The format: docs/lexicons.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PREPOSITIONS = frozenset(
    "on against to with of from for in into at by over between among upon about toward towards under as through across"
    " after before behind within around near beyond without onto alongside along amid during until than despite"
    " outside inside past in_front_of out_of because_of due_to in_favour_of in_favor_of on_behalf_of".split()
)
PARTICLES = frozenset(
    "out up down back away apart aside forward ahead together off over in on through along around under by".split()
)
# "set free T", "hold T responsible"
COMPLEMENTS = frozenset("free home loose short aground ashore captive hostage responsible accountable liable guilty".split())
ALWAYS_PARTICLES = PARTICLES - PREPOSITIONS
SLOTS = frozenset({"A", "T", "_"})
TOKEN = re.compile(r"\(|\)|[^\s()]+")
MARKERS = ("to_inf", "for_inf", "that", "that_should", "ing")  # the clauses that a verb may ask for
CHOICE = re.compile(r"\{([^{}]*)\}")


class PatternError(ValueError):
    """A template that can't be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills a place of a template: a role ("A", "T", "_" for anything) or one of some lemmas."""

    role: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A prepositional phrase of a template."""

    prepositions: frozenset[str]
    slot: Slot
    required: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled verb or noun template. `weight` orders rivals: the more is required, the earlier it is tried."""

    source: str
    lemma: str
    subject: str = "A"
    particles: tuple[str, ...] = ()
    object: Slot | None = None
    object_required: bool = True
    phrases: tuple[Phrase, ...] = ()
    marker: str = ""
    modifiers: tuple[str, ...] = ()
    complement: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    owned: bool = False  # a noun that needs its possessor ("A's request")

    @property
    def weight(self) -> int:
        literal = bool(self.object and self.object.words)
        required = sum((2 if p.slot.words else 1) for p in self.phrases if p.required)
        return (
            4 * literal
            + 3 * len(self.particles)
            + 2 * required
            + 2 * bool(self.marker)
            + 2 * len(self.modifiers)
            + 6 * bool(self.complement)
            + 4 * bool(self.subject_words)
            + 2 * self.owned
            + (self.object is not None and self.object_required)
        )


@dataclass(slots=True)
class _Reader:
    """The tokens of one template with the word sets they may name."""

    source: str
    sets: Mapping[str, frozenset[str]]
    tokens: list[str]
    at: int = 0

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def next_slot(self) -> Slot:
        """What a preposition governs. Raises `PatternError` when nothing follows."""
        if self.peek() in ("", "(", ")"):
            raise PatternError(f"{self.source!r}: the preposition {self.tokens[self.at - 1]!r} has no object")
        return self.slot(self.next())

    def slot(self, token: str) -> Slot:
        if token in SLOTS:
            return Slot(role=token)
        words: set[str] = set()
        for part in token.split("|"):
            if part.startswith("<"):
                if part[1:-1] not in self.sets:
                    raise PatternError(f"{self.source!r}: no word set {part}")
                words |= self.sets[part[1:-1]]
            else:
                words.add(part.replace("_", " "))
        return Slot(words=frozenset(words))


def written_out(source: str, sets: Mapping[str, frozenset[str]]) -> list[str]:
    """The templates that one with words in braces stands for: "{halt|call_off} <talks>" is "halt <talks>" and "call off
    <talks>". A word set may stand among the words. Without braces the template itself. Raises `PatternError`."""
    found = CHOICE.search(source)
    if found is None:
        return [source]
    words: list[str] = []
    for part in found[1].split("|"):
        if part[:1] == "<" and part[1:-1] not in sets:
            raise PatternError(f"{source!r}: no word set {part}")
        words.extend(sorted(sets[part[1:-1]]) if part[:1] == "<" else [part.replace("_", " ")])
    if not all(words):
        raise PatternError(f"{source!r}: an empty choice in braces")
    before, after = source[: found.start()], source[found.end() :]
    return [t for word in dict.fromkeys(words) for t in written_out(f"{before}{word}{after}", sets)]


def verb(source: str, sets: Mapping[str, frozenset[str]]) -> Pattern:
    """Compile a verb template. Raises `PatternError`."""
    reader = _Reader(source, sets, TOKEN.findall(source))
    subject, subject_words = _subject(reader)
    if not re.fullmatch(r"[a-z][a-z'’é-]*", reader.peek()):
        raise PatternError(f"{source!r}: expected a verb's lemma, found {reader.peek()!r}")
    lemma = reader.next()
    particles: list[str] = []
    phrases: list[Phrase] = []
    obj, required, marker, optional = None, True, "", False
    complement: frozenset[str] = frozenset()
    while token := reader.peek():
        reader.at += 1
        if token in "()":
            optional = token == "("
        elif token.startswith("="):
            complement = reader.slot(token[1:]).words
        elif token in MARKERS:
            marker = token
        elif _is_particle(token, reader) or (token in COMPLEMENTS and lemma != "be"):
            particles.append(token)
        elif _is_preposition(token):
            prepositions = frozenset(p.replace("_", " ") for p in token.split("|"))
            phrases.append(Phrase(prepositions, reader.next_slot(), not optional))
        elif obj is None:
            obj, required = reader.slot(token), not optional
        elif obj.role:
            phrases.append(Phrase(frozenset({"to"}), obj, required))
            obj, required = reader.slot(token), not optional
        else:
            obj = _two_words(source, obj, reader.slot(token))
    return Pattern(
        source, lemma, subject, tuple(particles), obj, required, tuple(phrases), marker,
        complement=complement, subject_words=subject_words,
    )  # fmt: skip


def _subject(reader: _Reader) -> tuple[str, frozenset[str]]:
    """The role of the subject, and the nouns of which it must be one ("<talks> collapse")."""
    if reader.peek().startswith("A="):
        return "A", reader.slot(reader.next()[2:]).words
    if re.match(r"<|[^|]+[|]", reader.peek()):
        return "_", reader.slot(reader.next()).words
    return (reader.next() if reader.peek() in SLOTS else "A"), frozenset()


def _two_words(source: str, first: Slot, second: Slot) -> Slot:
    """ "common ground": a modifier and its noun."""
    if not second.words:
        raise PatternError(f"{source!r}: a second object {second.role!r} without a preposition")
    return Slot(words=frozenset(f"{a} {b}" for a in first.words for b in second.words))


def _is_preposition(token: str) -> bool:
    parts = token.split("|")
    return all(part in PREPOSITIONS or (len(parts) > 1 and part in ("off", "owed")) for part in parts)


def _is_particle(token: str, reader: _Reader) -> bool:
    """ "off" in "call off _" and "back" in "pull back from T", but not "on" in "call on T"."""
    if token in ALWAYS_PARTICLES:
        return True
    following = reader.peek()
    return token in PARTICLES and (following in ("", "(", *MARKERS) or _is_preposition(following))


def noun(source: str, sets: Mapping[str, frozenset[str]]) -> list[Pattern]:
    """Compile a noun template; one pattern for each noun of a word set. Raises `PatternError`."""
    reader = _Reader(source, sets, TOKEN.findall(source.replace("’", "'")))
    owned = reader.peek() == "A's"
    subject = reader.next()[0] if re.fullmatch(r"[AT_]'s", reader.peek()) else "A"
    words: list[str] = []
    while reader.peek() and reader.peek() not in "()" and not (words and _is_preposition(reader.peek())):
        words.append(reader.next())
    if not words:
        raise PatternError(f"{source!r}: no noun")
    phrases: list[Phrase] = []
    optional = False
    while token := reader.peek():
        reader.at += 1
        if token in "()":
            optional = token == "("
        elif _is_preposition(token) and reader.peek():
            prepositions = frozenset(p.replace("_", " ") for p in token.split("|"))
            phrases.append(Phrase(prepositions, reader.next_slot(), not optional))
        elif token not in ("to_inf", "that"):
            raise PatternError(f"{source!r}: unexpected {token!r}")
    heads = sorted(reader.slot(words[-1]).words)
    return [Pattern(source, h, subject, phrases=tuple(phrases), modifiers=tuple(words[:-1]), owned=owned) for h in heads]
