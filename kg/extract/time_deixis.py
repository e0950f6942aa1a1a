"""Times told from where the writer or the story stands: "Monday", "last week", "two years later".

Patterns and readers as in `time_rules.py`.
"""

from __future__ import annotations

import functools
import re

from kg.extract import calendar
from kg.extract.calendar import Point
from kg.extract.time_grammar import (
    BETWEEN,
    DAY,
    DAYTIME,
    DET,
    FULL_MONTH,
    NUMBER,
    PART,
    STEPS,
    TO,
    UNIT,
    WEEKDAY,
    Context,
    Groups,
    Reading,
    Rules,
    S,
    any_of,
    at,
    between,
    decade,
    enter,
    number,
    part_of,
    words,
)

RULES: Rules = {}
rule = functools.partial(enter, RULES)


@rule("weekday", rf"(?:(?:[Ee]arly|[Ll]ate)(?:{S}on)?{S})?(?:(?P<which>{DET}){S})?(?P<weekday>{WEEKDAY})(?:{S}{DAYTIME})?")
def weekday(groups: Groups, context: Context) -> Reading | None:
    which = (groups.get("which") or "").lower()
    base = context.anchor if which in ("", "this", "last", "next") else context.day
    if base is None or not base.day:
        return None
    wanted = weekday_number(groups["weekday"])
    return at(weekday_from(base, wanted, which, context.cue), relative=True)


def weekday_number(name: str) -> int:
    return words()["weekdays"].index(name.capitalize())


def weekday_from(base: Point, wanted: int, which: str, cue: str) -> Point:
    if which in ("this", "that", "that same", "the same"):
        return calendar.plus_days(calendar.week_of(base)[0], wanted)
    if which:
        step = STEPS[which.split()[-1]]
        return calendar.weekday_near(calendar.plus_days(base, step), wanted, step)
    return calendar.weekday_near(base, wanted, 1 if cue else -1)


@rule("weekdays", rf"{BETWEEN}(?P<weekday>{WEEKDAY}){TO}(?P<last>{WEEKDAY})")
def weekdays(groups: Groups, context: Context) -> Reading | None:
    begun = weekday({**groups, "which": None}, context)
    if begun is None:
        return None
    end = calendar.weekday_near(begun.points[0], weekday_number(groups["last"]), 1)
    return between(begun.points[0], end, relative=True)


DEICTIC = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
TOLD = ("that", "that same", "the same", "the very same", "the following", "the next", "the previous", "the preceding")


@rule("deictic day", rf"(?P<phrase>{any_of(DEICTIC)})(?:{S}{DAYTIME})?")
def deictic_day(groups: Groups, context: Context) -> Reading | None:
    if context.anchor is None or not context.anchor.day:
        return None
    phrase = re.sub(S, " ", groups["phrase"]).lower()
    return at(calendar.plus_days(context.anchor, DEICTIC[phrase]), relative=True)


@rule("told day", rf"(?P<which>{any_of(TOLD)}){S}(?:day|{DAYTIME})")
@rule("told eve", r"(?<=[Oo]n )the (?P<which>eve)(?! of\b)")
@rule("told day 2", rf"[Tt]he{S}day{S}(?P<which>before|after)(?={S}?[,.;:)]|$)")
def told_day(groups: Groups, context: Context) -> Reading | None:
    if context.day is None:
        return None
    which = groups["which"].lower().split()[-1]
    return at(calendar.plus_days(context.day, -1 if which == "eve" else STEPS.get(which, 0)), relative=True)


# What may stand behind "on the 18th": never a noun that it counts ("on the 18th floor").
CLAUSE = "a|an|and|at|both|but|by|he|her|his|in|it|its|she|that|the|their|they|this|to|when|where|which|with"


@rule("nth", rf"(?<=[Oo]n )the{S}(?P<day>{DAY})(?:st|nd|rd|th)(?=[,.;:)]|$|{S}(?:{CLAUSE}){S})")
def nth(groups: Groups, context: Context) -> Reading | None:
    """ "On the 4th", of the month told last."""
    last = context.last
    return at(Point(last.year, last.month, int(groups["day"])), relative=True) if last and last.month else None


def whole(unit: str, base: Point, step: int) -> Reading | None:
    """The week, weekend, month, year or decade `step` units from the one of `base`."""
    if unit in ("week", "weekend"):
        if not base.day:
            return None
        first, last = calendar.week_of(calendar.plus_days(base, 7 * step))
        return between(calendar.plus_days(first, 5 if unit == "weekend" else 0), last, relative=True)
    if unit == "month":
        return at(calendar.plus_months(base, step), relative=True) if 1 <= base.month <= 12 else None
    if unit == "decade":
        return decade(base.year + 10 * step, relative=True)
    return at(Point(base.year + step), relative=True)


@rule(
    "unit",
    rf"(?:(?P<part>{PART})(?:{S}|-)(?:in{S})?)?(?P<which>{DET}|(?:over{S})?the{S}(?:current|past)){S}"
    "(?P<unit>week|weekend|month|year|decade)",
    rf"(?P<part>{PART}){S}(?P<which>the){S}(?P<unit>week|month|year|decade)",
    rf"(?P<which>[Oo]ver{S}the){S}(?P<unit>weekend)",
)
def unit(groups: Groups, context: Context) -> Reading | None:
    which, name = re.sub(S, " ", groups["which"]).lower(), groups["unit"]
    if which.endswith("past"):
        return lately(1, name, context, step=-1)
    base, step = unit_base(which, name, context)
    if name == "weekend" and which == "over the" and base and base.day and not context.cue:
        step = 0 if base.date().weekday() >= 5 else -1
    reading = whole(name, base, step) if base else None
    return cut(reading, part_of(groups), base) if reading and base else None


def unit_base(which: str, name: str, context: Context) -> tuple[Point | None, int]:
    """What "last", "that", "the following" count from, and how many units."""
    if which in ("this", "last", "next", "the current", "over the"):
        return context.anchor, STEPS.get(which, 0)
    told = context.day if name in ("week", "weekend") else context.last
    if which == "the":
        return context.focus or context.anchor, 0
    return told, STEPS.get(which.split()[-1], 0)


def cut(reading: Reading, part: str, base: Point) -> Reading:
    """A part of a unit: "later this year" begins at `base`, "earlier this year" ends there."""
    since = base if part == "later" and base.day else None
    until = base if part == "earlier" and base.day else None
    part = "" if part in ("later", "earlier") else part
    return Reading(
        points=reading.points, masked=reading.masked, relative=True, kind=reading.kind, part=part, since=since, until=until
    )


def moved(base: Point | None, count: int, name: str) -> Reading | None:
    """The day, week, month, year or decade that many units from `base`; None if `base` is less exact."""
    if base is None:
        return None
    if name == "day":
        point = calendar.plus_days(base, count) if base.day else None
        return at(point, relative=True, kind="duration-anchored")
    reading = whole(name, base, count)
    if reading is None:
        return None
    return Reading(points=reading.points, masked=reading.masked, relative=True, kind="duration-anchored")


def plain(name: str) -> str:
    return name.removesuffix("s")


@rule(
    "ago",
    rf"(?P<count>{NUMBER})(?:{S}|-)(?P<unit>{UNIT}s?){S}ago(?:{S}(?P<exact>this{S}(?:week|month)|today|to{S}the{S}day))?",
)
def ago(groups: Groups, context: Context) -> Reading | None:
    count, name = number(groups["count"]), plain(groups["unit"])
    exact = groups.get("exact") or ""
    if exact and context.anchor and context.anchor.month:
        return anniversary(context.anchor, count, name, exact)
    return moved(context.anchor, -count, name)


def anniversary(anchor: Point, count: int, name: str, exact: str) -> Reading | None:
    """The same day, or the month or months of the same week, of an earlier year."""
    if name not in ("year", "decade"):
        return None
    year = anchor.year - count * (10 if name == "decade" else 1)
    if not exact.startswith("this"):
        return at(Point(year, anchor.month, anchor.day), relative=True)
    if exact.endswith("month"):
        return at(Point(year, anchor.month), relative=True)
    if not anchor.day:
        return None
    monday, sunday = calendar.week_of(anchor)
    back = year - anchor.year
    return between(Point(monday.year + back, monday.month), Point(sunday.year + back, sunday.month), relative=True)


# "A year later in 2005", "earlier this month", "three days before the vote" count from something else.
ELSEWHERE = rf"(?!{S}(?:than|(?:this|that|the){S}(?:same{S})?{UNIT}|in{S}(?:the{S}{UNIT}|\d|{FULL_MONTH})))"


@rule(
    "later",
    rf"(?P<count>{NUMBER}){S}(?P<unit>{UNIT}s?){S}(?P<which>later|earlier|afterwards){ELSEWHERE}",
    rf"(?P<count>{NUMBER}){S}(?P<unit>{UNIT}s?){S}(?P<which>before)(?!{S}(?:than|in|this|that|the))",
    rf"(?P<count>[Aa])(?P<unit>){S}fortnight{S}(?P<which>later|earlier|afterwards){ELSEWHERE}",
)
def later(groups: Groups, context: Context) -> Reading | None:
    """Counts from the time told last; "a year earlier" without one, from the document's date."""
    name, back = plain(groups["unit"] or ""), groups["which"] in ("earlier", "before")
    told = context.day if name in ("day", "week", "") else context.last
    base = told or (context.anchor if back else None)
    count = -number(groups["count"] or "1") if back else number(groups["count"] or "1")
    if name in ("week", "") and base is not None:
        return moved(base, count * (14 if not name else 7), "day")
    return moved(base, count, name)


@rule("some days later", rf"(?:(?:[Aa]{S}few|[Ss]everal|[Ss]ome|[Oo]nly|[Jj]ust){S})?[Dd]ays{S}(?:later|afterwards){ELSEWHERE}")
def some_days_later(groups: Groups, context: Context) -> Reading | None:
    """A few days on, as exactly as that can be said: within the month told last, or at its turn."""
    last = context.last
    if last is None or not 1 <= last.month <= 12:
        return None
    here = Point(last.year, last.month)
    return at(here, relative=True) if last.day <= 24 else between(here, calendar.plus_months(here, 1), relative=True)


@rule("hours later", rf"(?:(?:[Aa]{S}few|[Ss]everal|[Ss]ome|[Oo]nly|[Jj]ust){S})?[Hh]ours{S}(?:later|afterwards){ELSEWHERE}")
def hours_later(groups: Groups, context: Context) -> Reading | None:
    told = context.last
    return at(told, relative=True) if told and told.day else None


@rule("unit before", rf"[Tt]he{S}(?P<unit>week|month|year){S}(?P<which>before|after)(?={S}?[,.;:)]|$)")
def unit_before(groups: Groups, context: Context) -> Reading | None:
    told = context.day if groups["unit"] == "week" else context.last
    base = told or (context.anchor if groups["which"] == "before" else None)
    return whole(groups["unit"], base, STEPS[groups["which"]]) if base else None


@rule(
    "lately",
    rf"(?:[Tt]he{S})?(?P<which>[Pp]ast|[Ll]ast|[Nn]ext){S}(?P<count>{NUMBER}){S}(?P<unit>{UNIT}s)",
    rf"(?:(?<=[Oo]ver )|(?<=[Ii]n )|(?<=uring ))the{S}(?P<which>past|last|next|coming){S}(?P<count>)(?P<unit>{UNIT})",
)
def counted_lately(groups: Groups, context: Context) -> Reading | None:
    step = 1 if groups["which"].lower() in ("next", "coming") else -1
    return lately(number(groups["count"] or "1"), plain(groups["unit"]), context, step=step)


def lately(count: int, name: str, context: Context, *, step: int) -> Reading | None:
    """The past week, the next three months: from or to the document's date, as exactly as the unit says."""
    anchor = context.anchor
    if name in ("day", "week") and anchor and anchor.day:
        there, here = calendar.plus_days(anchor, step * count * (7 if name == "week" else 1)), anchor
    elif name == "month" and anchor and 1 <= anchor.month <= 12:
        here = Point(anchor.year, anchor.month)
        there = calendar.plus_months(here, step * count)
    elif name in ("year", "decade") and anchor:
        here = Point(anchor.year)
        there = Point(anchor.year + step * count * (10 if name == "decade" else 1))
    else:
        return None
    return between(min(there, here), max(there, here), relative=True, kind="duration-anchored")
