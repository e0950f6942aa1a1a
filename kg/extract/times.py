"""Times of English news as EDTF level 1: finds the expressions and says what they stand for.

The grammar is in `time_rules.py` and `time_deixis.py`, its pieces in `time_grammar.py`, the words in `lexicons/times.toml`. Pure:
no language model. What can't be resolved (a weekday in a document without a date) is left out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract import calendar, time_deixis, time_rules
from kg.extract.calendar import Point, bounds
from kg.extract.time_grammar import Context, Groups, Reading, S, any_of, words

__all__ = ["Time", "bounds", "find", "resolve"]

Kind = Literal["date", "range", "duration-anchored", "since", "until"]
Relation = Literal["at", "since", "until", "before", "after"]
RULES = {**time_rules.RULES, **time_deixis.RULES}
LIST_GAP = re.compile(r",? (?:and |or )?|, ?")
LEFT_EDGE = r"(?<![\w/$€£-])(?<!\d[.,])"
MARKS = re.compile(r"[\s•*#.,:()–—-]*")
YEAR = re.compile(rf"{MARKS.pattern}(?P<year>(?:1[89]|20)\d\d){MARKS.pattern}")
YEAR_OR_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# How far a look-ahead cue may stand from its expression, in characters.
WINDOW = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression. `relation` is how what is told stands to it: "since 2023" has the value "2023".

    `begin` and `end` are code points, end exclusive, without the preposition ("from" and "between" of a range
    are part of it). `earliest` and `latest` are ISO days and may be narrower than the value's ("early 2019");
    "" for an open end. `relative`: the words alone don't tell the year or day.
    """

    begin: int
    end: int
    value: str
    earliest: str
    latest: str
    kind: Kind
    relation: Relation
    relative: bool


@dataclass(slots=True)
class Story:
    """What the document has told so far. `recent` turns true at the first time near the document's date:
    until then the whole document may be an account of long ago. `section` is the year or month of the heading."""

    anchor: Point | None
    last: Point | None = None
    day: Point | None = None
    ahead: Point | None = None
    same_paragraph: bool = False
    same_sentence: bool = False
    recent: bool = False
    section: Point | None = None
    at_head: bool = False

    def context(self, cue: str) -> Context:
        return Context(anchor=self.anchor, focus=self._focus(), last=self.last, day=self.day, ahead=self.ahead, cue=cue)

    def _focus(self) -> Point | None:
        """A month or day lends its year to the paragraph (to the next ones if all is long ago), a year to the
        sentence, a heading to the dates at the head of the entries under it."""
        if self.section is not None and self.at_head:
            return self.section
        if self.last is None:
            return None
        if not self.last.month:
            return self.last if self.same_sentence else None
        return self.last if self.same_paragraph or (self.anchor and not self.recent) else None

    def pass_over(self, text: str) -> None:
        """The words between two times: a paragraph or a sentence may have ended."""
        if "\n" in text:
            self.same_paragraph = False
        if re.search(r"[.!?;]\s|\n", text):
            self.end_sentence()

    def end_sentence(self) -> None:
        self.same_sentence, self.ahead = False, None

    def tell(self, reading: Reading, *, moves: bool) -> None:
        point = reading.moves_to
        if self.anchor and (reading.relative or point != self.anchor) and point.year >= self.anchor.year - 1:
            self.recent = True
        if moves:
            self.last = point
            self.day = point if point.day else self.day
            self.same_paragraph = self.same_sentence = True
        is_ahead = 1 <= point.month <= 12 and self.anchor and point > self.anchor
        self.ahead = point if is_ahead else None if moves else self.ahead


def find(text: str, anchor: str | None = None, offset: int = 0) -> list[Time]:
    """The times of a text, in order, none inside another. `offset` is added to their places.

    `anchor` is the document's date (EDTF). Raises `KgError` if it isn't one.
    """
    return resolve([(offset, text)], anchor)


def resolve(sentences: Iterable[tuple[int, str]], anchor: str | None = None) -> list[Time]:
    """The times of a document's sentences (offset, text), in order of reading. A date that leaves something
    out ("in November", "four days later") takes it from the times before it, else from the anchor.

    A gap of two characters or more between sentences, or a line break in one, is a paragraph break.
    """
    story = Story(anchor=_anchor(anchor) if anchor else None)
    times: list[Time] = []
    reached = 0
    for offset, text in sentences:
        story.same_paragraph = story.same_paragraph and offset - reached < 2
        story.end_sentence()
        told = list(_times(text, offset, story))
        story.section = _section(text, [(t.begin - offset, t.end - offset, t.value) for t in told]) or story.section
        times += told
        stripped = text.rstrip()
        reached = offset + len(stripped) if "\n" not in text[len(stripped) :] else -2
    return times


def _section(text: str, told: list[tuple[int, int, str]]) -> Point | None:
    """The year or month of a heading that is nothing else: "2018", "March 2018:"."""
    if alone := YEAR.fullmatch(text):
        return Point(int(alone["year"]))
    if len(told) != 1 or not YEAR_OR_MONTH.fullmatch(told[0][2]):
        return None
    begin, end, value = told[0]
    return calendar.parse(value) if MARKS.fullmatch(text, 0, begin) and MARKS.fullmatch(text, end) else None


def _anchor(edtf: str) -> Point:
    """Of an interval, its end (its beginning if it is open). Of a season, its last month."""
    begin, _, end = edtf.partition("/")
    point = calendar.parse((begin if end in ("", "..") else end).replace("-XX", ""))
    return point if point.month <= 12 else Point(*(int(n) for n in bounds(edtf)[1].split("-")[:2]))


def _times(text: str, offset: int, story: Story) -> Iterator[Time]:
    """Reads one text; the story moves on with each time."""
    position, told_to, years_end = 0, 0, len(text)
    while found := _master().search(text, position):
        begin = found.start()
        story.at_head = not story.same_paragraph and MARKS.fullmatch(text, 0, begin) is not None
        story.pass_over(text[told_to:begin])
        told_to = begin
        listed = LIST_GAP.fullmatch(text, years_end, begin) is not None
        end, name, reading = _longest(text, begin, story, listed)
        position = end
        if reading is None:
            continue
        years_end = end if name == "year" else years_end
        time = _time(text, begin, end, reading)
        yield replace(time, begin=begin + offset, end=end + offset)
        story.tell(reading, moves=_moves(text, begin, end, name, time, story.anchor))
    story.pass_over(text[told_to:].rstrip())


@functools.cache
def _master() -> re.Pattern[str]:
    """All rules in one pattern, to find where an expression may begin."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in RULES.values())
    return re.compile(LEFT_EDGE + "(?:" + "|".join(one.replace("(?P=sep)", "[-/.]") for one in bare) + ")")


def _longest(text: str, begin: int, story: Story, listed: bool) -> tuple[int, str, Reading | None]:
    """The longest expression here that is one and can be resolved. Without one, where to go on."""
    matches = [(name, m) for name, (pattern, _) in RULES.items() if (m := pattern.match(text, begin))]
    go_on = begin + 1
    for name, match in sorted(matches, key=lambda pair: (-pair[1].end(), pair[0])):
        if not _is_time(name, text, match, listed):
            continue
        context = story.context(_cue(text, begin, match.end()))
        if reading := RULES[name][1](match.groupdict(), context):
            return match.end(), name, reading
        go_on = max(go_on, match.end())
    return go_on, "", None


def _is_time(name: str, text: str, match: re.Match[str], listed: bool) -> bool:
    """Whether the words around speak for a time: "in May", not "Theresa May"; "the 2014 coup", not "2014 men"."""
    before, after = _word_before(text, match.start()), text[match.end() : match.end() + 60]
    groups = match.groupdict()
    if before in words()["name_starts"] or after.lstrip(" ").startswith(tuple(words()["name_ends"])):
        return False
    if name == "year":
        return _is_year(text, match, before, listed)
    if name.startswith("years"):
        return before not in words()["numbered"] and not _counts(after)
    if name == "month" and not groups["part"] and not groups["year"] and not groups["det"]:
        return _is_month(groups, before, after)
    return not (name == "deictic day" and match[0][0].isupper() and before[:1].isupper())


def _word_before(text: str, begin: int) -> str:
    """The word that one space or bracket separates from `begin`, else ""."""
    found = re.search(r"([\w’'.-]+)[ \u00a0(]$", text[max(0, begin - 30) : begin])
    return found[1] if found else ""


def _is_month(groups: Groups, before: str, after: str) -> bool:
    """A bare month that could be a name or verb needs a preposition or an article."""
    if groups["month"].capitalize() not in words()["ambiguous_months"]:
        return True
    verb = re.match(rf"(?:{S}(?:will|would|had|has|is|was|should|did|said)\b|[’']s{S})", after)
    if groups["which"]:
        return groups["which"].lower() != "that" or not verb
    marched = before.lower() in ("the", "a") and re.match(f"{S}(?:on|to|for|against|through|of){S}", after)
    named = before.lower() not in ("in", "since", "during", "until") and re.match(f"{S}[A-Z][a-z]", after)
    return before.lower() in words()["month_cues"] and not (verb or marched or named)


def _is_year(text: str, match: re.Match[str], before: str, listed: bool) -> bool:
    after = text[match.end() : match.end() + 60]
    cue = before.lower()
    if match["part"]:
        return match["part"].lower() not in ("earlier", "later") and not _counts(after)
    if cue in words()["numbered"] or _counts(after) or _is_amount(text[: match.start()]) or re.match(rf"{S}to{S}\d", after):
        return False
    noun = re.match(rf"{S}(?:[A-Z]|{_event_nouns()}\b)", after)
    if listed or noun or text[: match.start()].endswith("(") or re.search("[’']s?$", before):
        return True
    if cue in words()["weak_year_cues"]:
        return not re.match(f"{S}[a-z]", after)
    return cue in words()["year_cues"] or text[: match.start()].endswith(("back to ", "compared to ", "compared with "))


@functools.cache
def _event_nouns() -> str:
    return "(?:" + "|".join(words()["event_nouns"]) + ")"


def _counts(after: str) -> bool:
    """Whether one of the next words, up to a preposition or an event noun, is something that is counted."""
    for word in re.split(S, after.lstrip(" "))[:3]:
        bare = word.rstrip(".,;:)")
        if bare in words()["counted"]:
            return True
        if bare != word or not bare.isalpha() or len(bare) < 4 or re.fullmatch(_event_nouns(), bare):
            return False
    return False


def _is_amount(before: str) -> bool:
    found = re.search(rf"(\w+){S}of{S}$", before[-30:])
    return found is not None and found[1].lower() in words()["amounts"]


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The look-ahead cues, clause boundaries and relations as patterns."""
    ends = "|".join(["that", "and", "but", "which", "who", "after", "because", "when", *words()["reporting"]])
    return {
        **{name: re.compile(rf"\b(?!May\b){any_of(words()[name])}\b") for name in ("future_sure", "future_maybe", "past")},
        "boundary": re.compile(rf"[.,;:!?\n\"“”()–—]|\b(?:{ends})\b"),
        "relation": re.compile(rf"(?<!\w)(?P<word>{any_of(words()['relations'])}){S}(?:(?:on|in|around|about){S})?$"),
    }


def _cue(text: str, begin: int, end: int) -> str:
    """How surely the clause looks ahead of the document's date: "sure", "maybe" or ""."""
    patterns = _patterns()
    before = patterns["boundary"].split(text[max(0, begin - WINDOW) : begin])[-1]
    after = text[end : end + WINDOW].removeprefix(",")
    after = after[: found.start()] if (found := patterns["boundary"].search(after)) else after
    after = re.sub(r"\b(?:by|until|till|before)\b", "", after)  # a bound only where it stands before the time
    opens = re.fullmatch(rf"\W*(?:[Oo]n|[Ii]n|[Bb]y|[Ff]rom|[Uu]ntil|[Ee]arly|[Ll]ate|[Bb]efore)?(?:{S}the)?\W*", before)
    clause = before + " | " + (after if opens else "")
    if patterns["past"].search(clause) or patterns["past"].match(after.lstrip()):
        return ""
    for name in ("sure", "maybe"):
        if patterns[f"future_{name}"].search(clause):
            return name
    return ""


def _relation(text: str, begin: int, kind: str) -> Relation:
    """From the words before. "Down from a year earlier" compares, and says nothing of a beginning."""
    found = _patterns()["relation"].search(text[max(0, begin - 30) : begin])
    if found is None or (kind == "duration-anchored" and found["word"].lower() == "from"):
        return "at"
    return words()["relations"][re.sub(S, " ", found["word"]).lower()]


def _time(text: str, begin: int, end: int, reading: Reading) -> Time:
    relation: Relation = "since" if reading.open_end else _relation(text, begin, reading.kind)
    earliest, latest = calendar.narrow(reading.value, reading.part)
    return Time(
        begin=begin,
        end=end,
        value=reading.value,
        earliest=str(reading.since) if reading.since else earliest,
        latest=str(reading.until) if reading.until else latest,
        kind=relation if relation in ("since", "until") else reading.kind,
        relation=relation,
        relative=reading.relative,
    )


def _moves(text: str, begin: int, end: int, name: str, time: Time, anchor: Point | None) -> bool:
    """Whether the narrative goes on from here: not from a year that only names something ("the 2002 accord"),
    a decade, what began before, nor what lies ahead."""
    begun = time.relation == "since" and not text[end:].startswith(", when ")  # "since 4 March, when": the story is there
    if name.startswith("decade") or begun or (anchor and time.earliest > str(calendar.last_day(anchor))):
        return False
    names = name == "year" and re.match(f"{S}[A-Za-z]", text[end : end + 2])
    return not (names and _word_before(text, begin).lower() not in ("in", "during", "by", "until", "throughout"))
