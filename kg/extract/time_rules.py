"""Dates, months, years, seasons and their ranges: for each way to write them a pattern, and a reader that says
which time it is.

A reader takes the named parts of a match and the `Context` and gives a `Reading`, or None where the context
lacks what the expression leaves unsaid ("12 May" in a document without a date).
"""

from __future__ import annotations

import functools

from kg.extract import calendar
from kg.extract.calendar import Point
from kg.extract.time_grammar import (
    BETWEEN,
    DASH,
    DAY,
    DET,
    DIGITS_END,
    FULL_MONTH,
    MONTH,
    NTH,
    PART,
    SEASON,
    STEPS,
    TO,
    TO_OR_AND,
    WEEKDAY,
    Context,
    Groups,
    Reading,
    Rules,
    S,
    any_of,
    at,
    between,
    day_month,
    decade,
    enter,
    given_year,
    implied_year,
    month_number,
    of_year,
    part_of,
    words,
)

RULES: Rules = {}
rule = functools.partial(enter, RULES)


@rule("iso", r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/])(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?:T[\d:.]+Z?)?(?![-/\d])")
def iso(groups: Groups, context: Context) -> Reading | None:
    return at(Point(int(groups["year"]), int(groups["month"]), int(groups["day"])))


@rule("iso month", r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![-/\d])")
def iso_month(groups: Groups, context: Context) -> Reading | None:
    return at(Point(int(groups["year"]), int(groups["month"])))


@rule("numeric", r"(?P<a>\d\d?)(?P<sep>[./])(?P<b>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?![./]?\d)")
def numeric(groups: Groups, context: Context) -> Reading | None:
    """13/05/2024 and 05/13/2024; not 12/05/2024, which Britons and Americans read differently. Dots put the
    day first."""
    a, b = int(groups["a"]), int(groups["b"])
    if a > 12 or a == b or groups["sep"] == ".":
        return at(Point(int(groups["year"]), b, a))
    return at(Point(int(groups["year"]), a, b)) if b > 12 else None


def month_of(groups: Groups, n: str = "") -> int:
    return month_number(groups.get(f"month{n}") or groups[f"month{n}_b"])


def day_of(groups: Groups, n: str = "") -> int:
    return int(groups.get(f"day{n}") or groups[f"day{n}_b"])


def unclear_year(groups: Groups, n: str = "") -> bool:
    return bool(groups.get(f"det{n}")) and not groups.get(f"year{n}")


@rule("date", rf"(?:{WEEKDAY},?{S})?{day_month()}")
def date(groups: Groups, context: Context) -> Reading | None:
    month, day = month_of(groups), day_of(groups)
    year = given_year(groups, context)
    if year is None and not unclear_year(groups):
        year = implied_year(month, day, context)
    return at(Point(year, month, day), relative=not groups.get("year")) if year else None


@rule(
    "days of a month",
    rf"{BETWEEN}(?:the{S})?(?P<first>{DAY}){NTH}{TO_OR_AND}(?:the{S})?(?P<day>{DAY}){NTH}{S}(?:of{S})?"
    rf"(?P<month>{MONTH}){of_year()}?",
    rf"{BETWEEN}(?P<month>{MONTH}){S}(?P<first>{DAY}){NTH}{TO_OR_AND}(?P<day>{DAY}){NTH}(?!\w){DIGITS_END}{of_year()}?",
)
def days(groups: Groups, context: Context) -> Reading | None:
    reading = date(groups, context)
    if reading is None:
        return None
    last = reading.points[0]
    return between(Point(last.year, last.month, int(groups["first"])), last, relative=reading.relative)


@rule("dates", rf"{BETWEEN}{day_month()}{TO_OR_AND}{day_month('2')}")
def dates(groups: Groups, context: Context) -> Reading | None:
    """A year given once is that of both; over New Year the first is in the year before."""
    first, last = (month_of(groups), day_of(groups)), (month_of(groups, "2"), day_of(groups, "2"))
    begin, end = given_year(groups, context), given_year(groups, context, "2")
    relative = not (groups.get("year") or groups.get("year2"))
    if begin is None and end is None:
        begin = implied_year(*first, context)
    begin, end = years_of_range(begin, end, crosses=last < first)
    if begin is None or end is None:
        return None
    return between(Point(begin, *first), Point(end, *last), relative=relative)


def years_of_range(begin: int | None, end: int | None, *, crosses: bool) -> tuple[int | None, int | None]:
    if begin is None and end is not None:
        return end - crosses, end
    if end is None and begin is not None:
        return begin, begin + crosses
    return begin, end


@rule("months", rf"{BETWEEN}(?P<month>{MONTH}){of_year()}?{TO_OR_AND}(?P<month2>{MONTH})(?!{S}\d\d?(?![\d,])){of_year('2')}?")
def months(groups: Groups, context: Context) -> Reading | None:
    first, last = month_of(groups), month_of(groups, "2")
    begin, end = given_year(groups, context), given_year(groups, context, "2")
    relative = not (groups.get("year") or groups.get("year2"))
    if begin is None and end is None:
        begin = implied_year(first, 0, context)
    begin, end = years_of_range(begin, end, crosses=last < first)
    if begin is None or end is None:
        return None
    return between(Point(begin, first), Point(end, last), relative=relative)


@rule(
    "month",
    rf"(?:(?P<part>{PART})(?:{S}|-))?(?:(?P<which>{DET}){S})?(?P<month>{FULL_MONTH})(?!{S}\d\d?(?![\d,])){of_year()}?",
    rf"(?P<month>{MONTH}){of_year()}",
)
def month(groups: Groups, context: Context) -> Reading | None:
    number_ = month_of(groups)
    which = (groups.get("which") or "").lower()
    year = given_year(groups, context)
    if year is None and not unclear_year(groups):
        year = month_year(which, number_, context) if which else implied_year(number_, 0, context)
    part = part_of(groups)
    return at(Point(year, number_), relative=not groups.get("year"), part=part) if year else None


def month_year(which: str, number_: int, context: Context) -> int | None:
    """The year of "this June", "last May", "that February", "the following March"."""
    base = context.anchor if which in ("this", "last", "next") else context.last
    if base is None:
        return implied_year(number_, 0, context) if which == "that" else None
    reached = base.month if base.month <= 12 else calendar.SEASON_MONTHS[base.month]
    if which in ("this", "that", "that same", "the same"):
        return base.year
    if STEPS[which.split()[-1]] < 0:
        return base.year - (number_ >= (reached or 13))
    return base.year + (number_ <= (reached or 13))


HOLIDAYS = {
    "New Year's Day": (1, 1),
    "New Year's Eve": (12, 31),
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
}


@rule("holiday", rf"(?P<name>{'|'.join(HOLIDAYS).replace(chr(39), '[’' + chr(39) + ']')}){of_year()}?")
def holiday(groups: Groups, context: Context) -> Reading | None:
    """Holidays that fall on the same day each year."""
    month_, day = HOLIDAYS[(groups["name"] or "").replace("’", "'")]
    year = given_year(groups, context)
    if year is None and not unclear_year(groups):
        year = implied_year(month_, day, context)
    return at(Point(year, month_, day), relative=not groups.get("year")) if year else None


@rule("year", rf"(?:(?P<part>{PART})(?:{S}|-))?(?P<year>(?:19|20)\d\d){DIGITS_END}(?!-\d)")
def year(groups: Groups, context: Context) -> Reading | None:
    return at(Point(int(groups["year"])), part=part_of(groups))


@rule("years", rf"{BETWEEN}(?P<first>(?:19|20)\d\d)(?:{TO}|/)(?P<last>(?:19|20)\d\d|\d\d){DIGITS_END}(?!-\d)")
@rule("years 2", rf"[Bb]etween{S}(?P<first>(?:19|20)\d\d){S}and{S}(?P<last>(?:19|20)\d\d){DIGITS_END}")
def years(groups: Groups, context: Context) -> Reading | None:
    first, last = groups["first"], groups["last"]
    return between(Point(int(first)), Point(int(first[: 4 - len(last)] + last))) if first[-len(last) :] != last else None


@rule("open years", rf"(?P<first>(?:19|20)\d\d)(?:{DASH}|{S}to{S})(?:present|now|today|the present)")
def open_years(groups: Groups, context: Context) -> Reading | None:
    return Reading(points=(Point(int(groups["first"])),), kind="since", open_end=True)


@rule("decade", rf"(?:[Tt]he{S})?(?:(?P<part>{PART})(?:{S}|-)(?:the{S})?)?(?P<decade>(?:1[89]|20)\d)0[’']?s")
def named_decade(groups: Groups, context: Context) -> Reading | None:
    return decade(int(f"{groups['decade']}0"), part=part_of(groups))


@rule(
    "season",
    rf"(?:(?:[Ee]arly|[Ll]ate){S}|[Mm]id[- ])?(?:[Tt]he{S})?(?P<season>{SEASON}){of_year()}(?:[-–/]\d\d(?!\d))?",
    rf"(?:(?:[Ee]arly|[Ll]ate){S}|[Mm]id[- ])?(?P<which>{DET}){S}(?P<season>{SEASON})",
)
def season(groups: Groups, context: Context) -> Reading | None:
    code = words()["seasons"][groups["season"].lower()]
    which = groups.get("which")
    year = season_year(which.lower(), code, context) if which else given_year(groups, context)
    return at(Point(year, code), relative=not groups.get("year")) if year else None


def season_year(which: str, code: int, context: Context) -> int | None:
    """A winter counts for the year in which it begins, so that "this winter" in February began last year."""
    base = context.anchor if which in ("this", "last", "next") else context.last
    if base is None:
        return None
    year = base.year - (code == 24 and base.month in (1, 2))
    if which in ("next", "the next", "the following"):
        return year + (calendar.first_day(Point(year, code)) <= calendar.last_day(base))
    return year + STEPS.get(which.split()[-1], 0)


@rule(
    "quarter",
    rf"(?:[Tt]he{S})?(?P<nth>{any_of(words()['ordinals'])}){S}(?P<unit>quarter|half){of_year()}",
    rf"(?P<unit>[QH])(?P<nth>[1-4]){of_year()}",
)
def quarter(groups: Groups, context: Context) -> Reading | None:
    nth, of = groups["nth"].lower(), given_year(groups, context)
    length = 6 if groups["unit"] in ("half", "H") else 3
    n = int(nth) if nth.isdigit() else words()["ordinals"][nth]
    n = 12 // length if nth == "last" else n
    if of is None or n * length > 12:
        return None
    return between(Point(of, (n - 1) * length + 1), Point(of, n * length), relative=not groups.get("year"))
