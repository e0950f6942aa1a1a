"""What holds of any date and any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.calendar import Point, narrow, week_of, weekday_near
from kg.extract.times import bounds, find, resolve

DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
ANCHORS = st.one_of(
    st.none(),
    DATES.map(str),
    DATES.map(lambda d: f"{d:%Y-%m}"),
    DATES.map(lambda d: f"{d:%Y}"),
)
STYLES = [
    "{d.day} {d:%B} {d.year}",
    "{d.day} {d:%b} {d.year}",
    "{d:%B} {d.day}, {d.year}",
    "{d:%b}. {d.day}, {d.year}",
    "{d:%A}, {d.day} {d:%B} {d.year}",
    "{d:%A}, {d:%B} {d.day}, {d.year}",
    "{d:%Y-%m-%d}",
    "{d:%d.%m.%Y}",
    "the {d.day}th of {d:%B} {d.year}",
]
PIECES = st.sampled_from(
    (
        "the 4th on May March 12 12 May 2024 2000 - – to and from between since until last next that this the following year "
        "years week weekend month day days later ago earlier two Twenty-five 999 decades early late mid- end of 1990s 31 29 "
        "February June Monday Tuesday morning today tonight winter autumn first half quarter , . \n ( past before after "
        "In 1999-2001 2023/24 will had"
    ).split(" ")
)
NEWSY = st.lists(PIECES, max_size=25).map(" ".join)


@given(date=DATES, style=st.sampled_from(STYLES), anchor=ANCHORS)
def test_a_written_date_is_read_back(date: datetime.date, style: str, anchor: str | None) -> None:
    written = style.format(d=date)
    text = f"They met on {written}, it said."
    (time,) = find(text, anchor)
    assert (text[time.begin : time.end], time.value, time.relative) == (written, date.isoformat(), False)
    assert time.earliest == time.latest == date.isoformat()


@given(date=DATES)
def test_a_month_of_a_year_is_read_back(date: datetime.date) -> None:
    (time,) = find(f"They met in {date:%B} {date.year}.")
    assert time.value == f"{date:%Y-%m}"


@given(first=DATES, last=DATES)
def test_a_range_of_dates_is_read_back_when_in_order(first: datetime.date, last: datetime.date) -> None:
    found = find(f"It ran from {first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}.")
    if first < last:
        assert [t.value for t in found] == [f"{first}/{last}"]
    else:
        assert all(t.earliest <= t.latest for t in found)


@given(anchor=DATES, days_back=st.integers(0, 300))
def test_a_date_without_year_is_the_last_one(anchor: datetime.date, days_back: int) -> None:
    date = anchor - datetime.timedelta(days=days_back)
    (time,) = find(f"They met on {date.day} {date:%B}.", anchor.isoformat())
    assert time.value == date.isoformat()


@given(anchor=DATES, days_back=st.integers(0, 6))
def test_a_weekday_is_the_last_one(anchor: datetime.date, days_back: int) -> None:
    date = anchor - datetime.timedelta(days=days_back)
    (time,) = find(f"They met on {date:%A}.", anchor.isoformat())
    assert time.value == date.isoformat()


@given(anchor=DATES, count=st.integers(1, 999))
def test_days_ago_are_counted(anchor: datetime.date, count: int) -> None:
    (time,) = find(f"They met {count} days ago.", anchor.isoformat())
    assert time.value == (anchor - datetime.timedelta(days=count)).isoformat()


@given(text=st.one_of(st.text(), NEWSY), anchor=ANCHORS)
def test_any_text_gives_times_in_order_that_lie_in_it(text: str, anchor: str | None) -> None:
    reached = 0
    for time in find(text, anchor):
        assert reached <= time.begin < time.end <= len(text)
        assert text[time.begin : time.end].strip() == text[time.begin : time.end] != ""
        reached = time.end


@given(text=NEWSY, anchor=ANCHORS)
def test_bounds_are_in_order_and_within_the_value(text: str, anchor: str | None) -> None:
    for time in find(text, anchor):
        earliest, latest = bounds(time.value)
        assert earliest <= time.earliest
        assert not latest or time.earliest <= time.latest <= latest


@given(sentences=st.lists(NEWSY, max_size=5), anchor=ANCHORS, offset=st.integers(0, 1000))
def test_resolve_is_deterministic_and_moves_with_the_offset(sentences: list[str], anchor: str | None, offset: int) -> None:
    places, at = [], 0
    for text in sentences:
        places.append((at, text))
        at += len(text) + 1
    here = resolve(places, anchor)
    there = resolve([(begin + offset, text) for begin, text in places], anchor)
    assert [(t.begin + offset, t.value) for t in here] == [(t.begin, t.value) for t in there]


@given(date=DATES, part=st.sampled_from(["early", "mid", "late", "start", "end", ""]))
@pytest.mark.parametrize("form", ["%Y", "%Y-%m", "%Y-%m-%d"])
def test_a_part_lies_within_the_whole(form: str, date: datetime.date, part: str) -> None:
    edtf = date.strftime(form)
    (earliest, latest), (begin, end) = bounds(edtf), narrow(edtf, part)
    assert earliest <= begin <= end <= latest


@given(date=DATES, weekday=st.integers(0, 6))
def test_weekdays_and_weeks(date: datetime.date, weekday: int) -> None:
    point = Point(date.year, date.month, date.day)
    back, ahead = weekday_near(point, weekday, -1).date(), weekday_near(point, weekday, 1).date()
    assert back.weekday() == ahead.weekday() == weekday
    assert 0 <= (date - back).days < 7 > (ahead - date).days >= 0
    monday, sunday = week_of(point)
    assert monday <= point <= sunday
