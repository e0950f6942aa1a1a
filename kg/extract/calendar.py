"""Dates as EDTF level 1 writes them, days to years, and how to count with them. Standard library only.

A season counts in the northern hemisphere; a winter belongs to the year in which it begins (2021-24 runs
from 1 December 2021 to the end of February 2022).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kg.errors import KgError

YEARS = range(1000, 3000)
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
MASKED = re.compile(r"(\d{2,3})(X{1,2})")
# Months of a year, days of a month and years of a decade that a phrase like "early 2019" covers.
PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 2), "end": (11, 12)}
PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 10), "end": (21, 31)}
PARTS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 1), "end": (8, 9)}


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A day, a month (`day` 0), a season (`month` 21 to 24, `day` 0) or a year (`month` 0)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n)])

    def date(self) -> datetime.date:
        return datetime.date(self.year, self.month, self.day)


def from_date(date: datetime.date) -> Point:
    return Point(date.year, date.month, date.day)


def is_valid(point: Point) -> bool:
    """Whether the calendar has it, in the years 1000 to 2999."""
    if point.year not in YEARS:
        return False
    if not point.day:
        return point.month in range(13) or point.month in SEASON_MONTHS
    return point.month in range(1, 13) and 1 <= point.day <= month_length(point.year, point.month)


def month_length(year: int, month: int) -> int:
    """Number of days."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def plus_months(point: Point, number: int) -> Point:
    """The month that is `number` months from the point's."""
    years, month = divmod(point.month - 1 + number, 12)
    return Point(point.year + years, month + 1)


def plus_days(point: Point, number: int) -> Point:
    return from_date(point.date() + datetime.timedelta(days=number))


def week_of(point: Point) -> tuple[Point, Point]:
    """Its Monday and its Sunday."""
    monday = plus_days(point, -point.date().weekday())
    return monday, plus_days(monday, 6)


def weekday_near(point: Point, weekday: int, direction: int) -> Point:
    """The nearest such weekday (Monday is 0), the day itself included, back (-1) or ahead (1)."""
    distance = (weekday - point.date().weekday()) * direction % 7
    return plus_days(point, distance * direction)


def parse(edtf: str) -> Point:
    """The day, month, season or year, qualifiers (`?~%`) ignored. Raises `KgError` for anything else."""
    found = POINT.fullmatch(edtf.rstrip("?~%"))
    point = Point(*(int(n) for n in found.groups() if n)) if found else None
    if point is None or not is_valid(point):
        raise KgError(f"{edtf!r} is not an EDTF date of the years 1000 to 2999: write 2024-05-12, 2024-05 or 2024")
    return point


def bounds(edtf: str) -> tuple[str, str]:
    """Earliest and latest day (ISO) of an EDTF level 1 expression; "" for an open or unknown end.

    Takes days, months, years, seasons (2024-21), masked parts (199X, 2004-XX) and intervals of them
    ("2023/..", "../2024"). Raises `KgError` for anything else.
    """
    if "/" not in edtf:
        return _point_bounds(edtf)
    begin, end = edtf.split("/", 1)
    earliest = "" if begin in ("", "..") else _point_bounds(begin)[0]
    latest = "" if end in ("", "..") else _point_bounds(end)[1]
    if earliest and latest and latest < earliest:
        raise KgError(f"the EDTF interval {edtf!r} ends before it begins")
    return earliest, latest


def _point_bounds(edtf: str) -> tuple[str, str]:
    plain = edtf.rstrip("?~%").replace("-XX", "")
    if masked := MASKED.fullmatch(plain):
        digits, unknown = masked.groups()
        if len(plain) == 4:
            return f"{digits}{'0' * len(unknown)}-01-01", f"{digits}{'9' * len(unknown)}-12-31"
    point = parse(plain)
    return str(first_day(point)), str(last_day(point))


def first_day(point: Point) -> Point:
    return Point(point.year, SEASON_MONTHS.get(point.month, point.month or 1), point.day or 1)


def last_day(point: Point) -> Point:
    if point.month in SEASON_MONTHS:
        end = plus_months(Point(point.year, SEASON_MONTHS[point.month]), 2)
    else:
        end = Point(point.year, point.month or 12)
    return Point(end.year, end.month, point.day or month_length(end.year, end.month))


def narrow(edtf: str, part: str) -> tuple[str, str]:
    """Bounds of a part ("early", "mid", "late", "start", "end") of a year, month or decade.

    Of anything else, or with part "", the bounds of the whole.
    """
    if part in PARTS_OF_YEAR and re.fullmatch(r"\d{3}X", edtf):
        first, last = PARTS_OF_DECADE[part]
        return f"{edtf[:3]}{first}-01-01", f"{edtf[:3]}{last}-12-31"
    if part not in PARTS_OF_YEAR or not re.fullmatch(r"\d{4}(-[01]\d)?", edtf):
        return bounds(edtf)
    point = parse(edtf)
    if not point.month:
        first, last = PARTS_OF_YEAR[part]
        return str(first_day(Point(point.year, first))), str(last_day(Point(point.year, last)))
    first, last = PARTS_OF_MONTH[part]
    return f"{edtf}-{first:02}", f"{edtf}-{min(last, month_length(point.year, point.month)):02}"
