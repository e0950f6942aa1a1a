"""What time expressions are made of: words, pieces of patterns, and the year that a date leaves unsaid.

The rules that join the pieces are in `time_rules.py`; `times.py` is the way in.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kg.errors import LexiconError
from kg.extract import calendar
from kg.extract.calendar import Point
from kg.settings import LEXICONS

Groups = dict[str, str | None]
WORD_LISTS = (
    "months ambiguous_months month_cues weekdays name_starts name_ends day_parts year_cues weak_year_cues "
    "event_nouns counted numbered amounts future_sure future_maybe past reporting"
).split()
WORD_TABLES = ("seasons", "numbers", "ordinals", "parts", "relations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression may lean on. `focus` is the narrative's time where it may lend a year, `last` the
    time told last, `day` the last one known to the day, `ahead` a month or day to come that this sentence
    has told, `cue` ("sure", "maybe", "") how surely the clause looks ahead."""

    anchor: Point | None = None
    focus: Point | None = None
    last: Point | None = None
    day: Point | None = None
    ahead: Point | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`points` has one or two; `masked` is a decade ("199X"), where a point can't say it. `since` and
    `until` (days) cut the bounds: "earlier this year" ends today."""

    points: tuple[Point, ...]
    masked: str = ""
    kind: str = "date"
    relative: bool = False
    part: str = ""
    since: Point | None = None
    until: Point | None = None
    open_end: bool = False

    @property
    def value(self) -> str:
        if self.open_end:
            return f"{self.points[0]}/.."
        return self.masked or "/".join(str(point) for point in self.points)

    @property
    def moves_to(self) -> Point:
        """Where it leaves the narrative: the end of a few days, the month of longer intervals."""
        end = self.points[-1]
        long = len(self.points) == 2 and end.day and (end.date() - self.points[0].date()).days > 4
        return Point(end.year, end.month) if long else end


NEAR = 31  # days that a story goes on without naming the year
QUARTER = 90  # days before the document up to which a date without a year is the latest one

Reader = Callable[[Groups, Context], Reading | None]
Rules = dict[str, tuple[re.Pattern[str], Reader]]


@functools.cache
def words() -> dict[str, Any]:
    """The word lists of `lexicons/times.toml`. Raises `LexiconError` if one lacks, is unknown or empty."""
    path = LEXICONS / "times.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: can't be read: {error}") from error
    expected = {*WORD_LISTS, *WORD_TABLES}
    if wrong := sorted(expected ^ found.keys()):
        raise LexiconError(f"{path.name}: entries missing or unknown: {', '.join(wrong)}")
    for name in sorted(expected):
        if not found[name] or not isinstance(found[name], dict if name in WORD_TABLES else list):
            raise LexiconError(f"{path.name}: {name} must be a {'table' if name in WORD_TABLES else 'list'} of words")
    return found


def any_of(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, longest first, whatever their first letter's case."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(_either_case(form) for form in ordered) + ")"


def _either_case(form: str) -> str:
    first = f"[{form[0].lower()}{form[0].upper()}]" if form[0].isalpha() else re.escape(form[0])
    return first + re.escape(form[1:]).replace(r"\ ", S)


def _names(rows: Iterable[list[str]]) -> str:
    full = [name for row in rows for name in (row[0], row[0].upper())]
    short = [f"{name}\\b\\.?" for row in rows for name in row[1:]]
    return "(?:(?:" + "|".join(full) + ")\\b|" + "|".join(short) + ")"


S = "[ \u00a0\u202f]"
DASH = f"{S}?[-\u2013\u2014]{S}?"
TO = f"(?:{DASH}|{S}(?:to|until|till|through){S})"
TO_OR_AND = f"(?:{DASH}|{S}(?:to|until|till|through|and){S})"
BETWEEN = f"(?:(?:[Ff]rom|[Bb]etween){S})?"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
NTH = "(?:st|nd|rd|th)?"
DIGITS_END = r"(?![\d%]|[.,:]\d)"
YEAR = rf"(?:1[89]|20)\d\d{DIGITS_END}"
MONTH = _names(words()["months"])
FULL_MONTH = "(?:" + "|".join(n for row in words()["months"] for n in (row[0], row[0].upper())) + ")\\b"
WEEKDAY = "(?:" + "|".join(n for name in words()["weekdays"] for n in (name, name.upper())) + ")\\b"
ONES = "|".join(word for word, n in words()["numbers"].items() if 1 < n < 10 or word == "one")
TENS = any_of(word for word, n in words()["numbers"].items() if n >= 20)
NUMBER = rf"(?:\d{{1,3}}|{TENS}-(?:{ONES})|{any_of(words()['numbers'])})"
UNIT = "(?:day|week|month|year|decade)"
PART = any_of(words()["parts"])
SEASON = any_of(words()["seasons"])
DET = any_of("this|last|next|that|that same|the same|the following|the next|the previous|the preceding".split("|"))
DAYTIME = "(?:" + "|".join(words()["day_parts"]) + ")"
# "The following March", "the week before": how many units on.
STEPS = {"previous": -1, "preceding": -1, "following": 1, "next": 1, "last": -1, "before": -1, "after": 1}


def of_year(n: str = "") -> str:
    """ ", 2024", " of 2024", " last year", " of the same year": the year of a month, season or quarter."""
    return (
        f"(?:,?{S}(?:of{S}|in{S})?(?P<year{n}>{YEAR})"
        f"|{S}(?:of{S})?(?P<det{n}>this|last|next|that|the same|that same|the following|the next|the previous|the){S}year)"
    )


def day_month(n: str = "") -> str:
    return (
        rf"(?:(?:the{S}(?=\d\d?[a-z]))?(?P<day{n}>{DAY}){NTH}{S}(?:of{S})?(?P<month{n}>{MONTH})"
        f"|(?P<month{n}_b>{MONTH}){S}(?:the{S})?(?P<day{n}_b>{DAY}){NTH}(?!\\w){DIGITS_END}){of_year(n)}?"
    )


def number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return sum(words()["numbers"][part] for part in word.lower().split("-"))


@functools.cache
def month_number(name: str) -> int:
    key = name.rstrip(".").lower()
    return next(i for i, row in enumerate(words()["months"], 1) if key in (form.lower() for form in row))


def relative_year(determiner: str, context: Context) -> int | None:
    """The year that "last year", "that year", "the following year" stand for."""
    base = context.anchor if determiner in ("this", "last", "next", "the") else context.last
    if base is None:
        return None
    return base.year + STEPS.get(determiner.split()[-1], 0)


def given_year(groups: Groups, context: Context, n: str = "") -> int | None:
    if year := groups.get(f"year{n}"):
        return int(year)
    determiner = groups.get(f"det{n}")
    return relative_year(determiner.lower(), context) if determiner else None


def implied_year(month: int, day: int, context: Context) -> int | None:
    """The year of a date that has none: from the narrative if it may lend one, else from the document's date."""
    if context.ahead:
        return context.ahead.year + ((month, day) < (context.ahead.month, context.ahead.day if day else 0))
    told = _year_from_focus(month, day, context)
    return told if told is not None else _year_near(month, day, context, _year_from_anchor(month, day, context))


def _year_near(month: int, day: int, context: Context, year: int | None) -> int | None:
    """The story's year, not `year` (the document's), for a day of the month right after the time told last, when `year` would
    put it over a quarter of a year before the document: "He left on 3 December 2023. ... They met on 14 December"."""
    last, anchor = context.last, context.anchor
    if not (year and last and anchor and day and 1 <= last.month <= 12) or last.year >= year or context.cue:
        return year
    near = Point(last.year + ((month, day) < (last.month, last.day)), month, day)
    told = Point(year, month, day)
    if not (calendar.is_valid(near) and calendar.is_valid(told)) or near.year == year:
        return year
    close = (near.date() - calendar.first_day(last).date()).days <= NEAR
    return near.year if close and (calendar.first_day(anchor).date() - told.date()).days > QUARTER else year


def _year_from_focus(month: int, day: int, context: Context) -> int | None:
    """On from the focus, unless a small step back is much shorter; never beyond the document's date."""
    focus = context.focus
    if focus is None or (context.cue == "sure" and context.anchor):
        return None
    if not 1 <= focus.month <= 12:
        year = focus.year
    else:
        year = focus.year + ((month, day) < (focus.month, focus.day if day else 0))
        year -= (year - focus.year) * 12 + month - focus.month > 9
    anchor = context.anchor
    return year if anchor is None or not _is_after(Point(year, month, day), anchor) else None


def _is_after(point: Point, anchor: Point) -> bool:
    """Compared in what both of them give: a month is not after one of its days."""
    return calendar.first_day(point) > calendar.last_day(anchor)


def _year_from_anchor(month: int, day: int, context: Context) -> int | None:
    anchor = context.anchor
    if anchor is None or not anchor.month:
        return anchor.year if anchor else None
    past = anchor.year - _is_after(Point(anchor.year, month, day), anchor)
    ahead = past if calendar.last_day(Point(past, month, day or 28)) >= anchor else past + 1
    soon = day and anchor.day and calendar.is_valid(Point(past + 1, month, day))
    if soon and (Point(past + 1, month, day).date() - anchor.date()).days <= 30:
        return past + 1
    return ahead if context.cue else past


def at(point: Point | None, *, relative: bool = False, part: str = "", kind: str = "date") -> Reading | None:
    if point is None or not calendar.is_valid(point):
        return None
    return Reading(points=(point,), relative=relative, part=part, kind=kind)


def between(first: Point, last: Point, *, relative: bool = False, kind: str = "range") -> Reading | None:
    """From first to last; None unless both exist and are in order."""
    if not (calendar.is_valid(first) and calendar.is_valid(last)) or last < first:
        return None
    if first == last:
        return at(first, relative=relative)
    return Reading(points=(first, last), relative=relative, kind=kind)


def decade(year: int, *, relative: bool = False, part: str = "", kind: str = "date") -> Reading | None:
    if not calendar.is_valid(Point(year)):
        return None
    return Reading(points=(Point(year),), masked=f"{year // 10}X", relative=relative, part=part, kind=kind)


def part_of(groups: Groups) -> str:
    phrase = groups.get("part")
    return words()["parts"][phrase[0].lower() + phrase[1:]] if phrase else ""


def enter(rules: Rules, name: str, *patterns: str) -> Callable[[Reader], Reader]:
    """A decorator that puts a reader among the rules, under its name. The caller sees to the left edge of a
    match; a word never goes on at the right one."""

    def put(reader: Reader) -> Reader:
        for n, pattern in enumerate(patterns, 1):
            rules[name if n == 1 else f"{name} {n}"] = (re.compile(rf"(?:{pattern})(?!\w)"), reader)
        return reader

    return put
