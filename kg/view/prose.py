"""Plain English for what the graph says: names with their article, lists, dates, and verbs in the right tense.

Text comes in pieces, each with a style, so that a page and a Markdown file can both mark it up and escape it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.analyse.project import Evidence

PHRASES = Path(__file__).parent / "phrases.toml"
LONGEST, SHORTEST = 16, 3  # words of a quotation inside a sentence; a shorter one gets some words from before it
BEFORE = 6  # as many at most
MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}  # EDTF
# A full stop after a short word may be that of an abbreviation ("Aug. 15").
BOUNDARY = re.compile(r"(?<=[a-z]{4})\.(?=\s|$)|[;:!?—–](?=\s|$)|\s[-–—]\s|,(?=\s)")

Piece = tuple[str, str]  # style ("plain", "name", "title", "quote", "strong") and text
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the sentences of documents that it rests on, or the section (`see`) that bears a count out."""

    pieces: Pieces
    notes: tuple[Evidence, ...] = ()
    see: str = ""


@functools.cache
def phrases() -> dict[str, Any]:
    return tomllib.loads(PHRASES.read_text(encoding="utf-8"))


def plain(text: str) -> Pieces:
    return (("plain", text),)


def joined(*parts: Pieces | str) -> Pieces:
    """One run of pieces; a str is plain text."""
    return tuple(piece for part in parts for piece in (plain(part) if isinstance(part, str) else part) if piece[1])


def sentence(*parts: Pieces | str, notes: Iterable[Evidence] = (), see: str = "") -> Sentence:
    """A sentence that begins with a capital and ends with a full stop; each piece of evidence is noted once."""
    pieces = _capital(joined(*parts))
    kept = {(item.source, item.sentence): item for item in reversed(list(notes))}
    return Sentence(pieces=(*pieces, ("plain", ".")), notes=tuple(reversed(kept.values())), see=see)


def listed(items: Sequence[Pieces], last: str = "and") -> Pieces:
    """ "A", "A and B", "A, B and C"."""
    out: Pieces = ()
    for i, item in enumerate(items):
        gap = "" if i == 0 else f" {last} " if i == len(items) - 1 else ", "
        out = joined(out, gap, item)
    return out


def name(data: dict[str, Any]) -> Pieces:
    """A thing of the network as it is called in a sentence: actors and places with "the" where English wants it."""
    label = " ".join(data["label"].split())
    if data["kind"] in ("Actor", "Place"):
        return joined("the " if needs_article(label, data["type"]) else "", (("name", label),))
    return (("title", label),)


def needs_article(label: str, type_: str) -> bool:
    """Whether English puts "the" before a name: the European Union, but France, NATO and Ana Lund."""
    known = phrases()["article"]
    if type_ == "Person" or label.casefold().startswith("the "):
        return False
    if label in known["names"]:
        return True
    head = re.split(r"\s+(?:of|for|on|in|against|to)\s+|\s*\(", label)[0].casefold()
    words = known["place_words"] if type_ == "Place" else known["words"]
    ends = any(head == word or head.endswith(f" {word}") for word in words)
    return ends and not (label.isupper() or (type_ == "Population" and head.endswith("people")))


def is_plural(data: dict[str, Any]) -> bool:
    """Whether a name takes "are": "rebels", "Americans", but not "United States"."""
    label, known = data["label"], phrases()["plural"]
    if data["type"] not in ("Population", "ArmedGroup") or label in known["singular"]:
        return False
    last = label.split()[-1].casefold() if label.split() else ""
    return last in known["words"] or (data["type"] == "Population" and last.endswith("s") and not last.endswith("ss"))


def number(count: int, noun: str, plural: str = "") -> str:
    """ "no events", "one event", "12 events"."""
    return f"{'no' if count == 0 else quantity(count)} {noun if count == 1 else plural or noun + 's'}"


def quantity(count: int) -> str:
    """ "none", "one", "12", "1,200"."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else f"{count:,}"


def date(value: str) -> str:
    """ "3 May 2024", "May 2024", "autumn 2024", "2024", "the 1990s"; what is no EDTF of these forms stays as it is."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)[?~%]?", value):
        return f"{int(match[3])} {_month(match[2])} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)[?~%]?", value):
        return f"{_month(match[2])} {match[1]}"
    if match := re.fullmatch(r"(\d{3})X", value):
        return f"the {match[1]}0s"
    return value.rstrip("?~%")


def when(value: str) -> str:
    """An EDTF time as an adverb: "on 3 May 2024", "in 2024", "from 12 to 14 May 2024"; "" for none."""
    if not value:
        return ""
    begin, slash, end = value.partition("/")
    if slash:
        return _between(begin.strip("."), end.strip("."))
    about = "around " if value[-1] in "~%" else "perhaps " if value.endswith("?") else ""
    if about == "around ":
        return about + date(value)
    return f"{about}{'on' if re.match(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value) else 'in'} {date(value)}"


def span(value: str) -> str:
    """An EDTF time without a preposition, for a table: "3 May 2024", "25 to 31 March 2024"."""
    said = when(value)
    for preposition in ("on ", "in ", "from "):
        said = said.removeprefix(preposition)
    return said[:1].upper() + said[1:] if not said[:1].isdigit() else said


def _between(begin: str, end: str) -> str:
    if not begin:
        return f"until {date(end)}"
    if not end:
        return f"from {date(begin)} on"
    first, last = date(begin).split(), date(end).split()
    while len(first) == len(last) > 1 and first[-1] == last[-1]:  # what both share is said once
        first, last = first[:-1], last[:-1]
    return f"from {' '.join(first)} to {date(end)}"


def _month(number: str) -> str:
    return SEASONS.get(number) or (MONTHS[int(number) - 1] if 1 <= int(number) <= 12 else f"month {number}")


def past(phrase: str, plural: bool = False) -> str:
    """ "made a demand" for "make a demand", "were accused" for "be accused" of several."""
    verb, space, rest = phrase.partition(" ")
    return ("were" if verb == "be" and plural else _forms(verb)[0]) + space + rest


def participle(phrase: str) -> str:
    """ "made a demand", "been accused"."""
    verb, space, rest = phrase.partition(" ")
    return _forms(verb)[1] + space + rest


def negated(phrase: str, plural: bool = False) -> str:
    """ "did not make a demand", "was not accused"."""
    return f"{'were' if plural else 'was'} not {phrase[3:]}" if phrase.startswith("be ") else f"did not {phrase}"


def _forms(verb: str) -> tuple[str, str]:
    """Past and participle."""
    past_, participle_ = phrases()["irregular"].get(verb) or [verb + ("d" if verb.endswith("e") else "ed")] * 2
    return past_, participle_


def excerpt(evidence: Sequence[Evidence]) -> str:
    """The words of the first sentence that states something, from the decisive ones to the end of their clause."""
    if not evidence:
        return ""
    first = evidence[0]
    here = [item for item in evidence if (item.source, item.sentence) == (first.source, first.sentence)]
    begin, end = min(item.begin for item in here), max(item.end for item in here)
    tail = first.sentence[end:]
    end += _clause(tail, len(first.sentence[begin:end].split()))
    words = first.sentence[begin:end].rstrip(" ,;:-–—.").split()
    while len(words) > 1 and words[-1].casefold() in phrases()["loose"]["words"]:
        words.pop()
    if len(words) < SHORTEST:
        words = first.sentence[_earlier(first.sentence, begin) : end].rstrip(" ,;:-–—.").split()
    return " ".join(words) if len(words) <= LONGEST else " ".join(words[:LONGEST]) + " …"


def _earlier(sentence: str, begin: int) -> int:
    """Where the last words of the same clause before `begin` start, without a conjunction."""
    starts = [match.end() for match in BOUNDARY.finditer(sentence[:begin])]
    start = starts[-1] if starts else 0
    words = list(re.finditer(r"[^\s“”\"]+", sentence[start:begin]))[-BEFORE:]
    while words and words[0][0].casefold() in ("and", "but", "or", "which", "that"):
        words.pop(0)
    return start + words[0].start() if words else begin


def told_as(type_: str, evidence: Sequence[Evidence]) -> str:
    """The type under which `phrases` tells an event: "DENIAL" for a REJECT whose decisive words are "denies", else its own."""
    words = [item.quote.casefold() for item in evidence]
    for name, variant in phrases()["variants"].items():
        if variant["of"] == type_ and any(word.startswith(tuple(variant["words"])) for word in words):
            return name
    return type_


def _clause(tail: str, words: int) -> int:
    """Where the clause ends: a comma counts only after some words, so that "talks, held in Oslo," is no one-word quotation."""
    for match in BOUNDARY.finditer(tail):
        if match[0] != "," or words + len(tail[: match.start()].split()) >= 3:
            return match.start()
    return len(tail)


def _capital(pieces: Pieces) -> Pieces:
    style, text = pieces[0]
    return ((style, text[:1].upper() + text[1:]), *pieces[1:]) if style in ("plain", "name") else pieces
