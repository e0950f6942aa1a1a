"""Each way to write a time: what is found, what it stands for, and what is no time at all."""

from __future__ import annotations

import pytest

from kg.errors import KgError, LexiconError
from kg.extract import time_grammar
from kg.extract.times import Time, find, resolve

SUNDAY = "2024-05-12"  # a Sunday
Expected = list[tuple[str, str, str]]

ABSOLUTE: list[tuple[str, Expected]] = [
    ("They met on 12 May 2024.", [("12 May 2024", "2024-05-12", "at")]),
    ("They met on May 12, 2024.", [("May 12, 2024", "2024-05-12", "at")]),
    ("They met on May 12 2024.", [("May 12 2024", "2024-05-12", "at")]),
    ("They met on the 12th of May 2024.", [("the 12th of May 2024", "2024-05-12", "at")]),
    ("They met on 12th May, 2024.", [("12th May, 2024", "2024-05-12", "at")]),
    ("They met on May 3rd, 2021.", [("May 3rd, 2021", "2021-05-03", "at")]),
    ("They met on Dec. 29, 2011.", [("Dec. 29, 2011", "2011-12-29", "at")]),
    ("They met on 29 Dec 2011.", [("29 Dec 2011", "2011-12-29", "at")]),
    ("They met on Sept. 9, 1999.", [("Sept. 9, 1999", "1999-09-09", "at")]),
    ("They met on Monday, 13 May 2024.", [("Monday, 13 May 2024", "2024-05-13", "at")]),
    ("They met on Monday, May 13, 2024.", [("Monday, May 13, 2024", "2024-05-13", "at")]),
    ("Printed 2024-05-12.", [("2024-05-12", "2024-05-12", "at")]),
    ("Printed 2024/05/12 here", [("2024/05/12", "2024-05-12", "at")]),
    ("Printed 2024-05-12T10:30:00Z.", [("2024-05-12T10:30:00Z", "2024-05-12", "at")]),
    ("Printed 2024-05.", [("2024-05", "2024-05", "at")]),
    ("Printed 13/05/2024.", [("13/05/2024", "2024-05-13", "at")]),
    ("Printed 05/13/2024.", [("05/13/2024", "2024-05-13", "at")]),
    ("Printed 05/05/2024.", [("05/05/2024", "2024-05-05", "at")]),
    ("Printed 12.05.2024.", [("12.05.2024", "2024-05-12", "at")]),
    ("Printed 12/05/2024.", []),
    ("ISSUE 4, SEPTEMBER 2025", [("SEPTEMBER 2025", "2025-09", "at")]),
    ("They met on Christmas Eve 2019.", [("Christmas Eve 2019", "2019-12-24", "at")]),
    ("The envoy left in May 2024.", [("May 2024", "2024-05", "at")]),
    ("The envoy left in May, 2024.", [("May, 2024", "2024-05", "at")]),
    ("The envoy left in June of 2020.", [("June of 2020", "2020-06", "at")]),
    ("An annex (Feb. 2013) followed.", [("Feb. 2013", "2013-02", "at")]),
    ("An annex (Oct 2013) followed.", [("Oct 2013", "2013-10", "at")]),
    ("The clash of March 1969 was short.", [("March 1969", "1969-03", "at")]),
    ("He resigned in early 2019.", [("early 2019", "2019", "at")]),
    ("He resigned early in 2019.", [("early in 2019", "2019", "at")]),
    ("He resigned in late 2019.", [("late 2019", "2019", "at")]),
    ("He resigned in mid-2019.", [("mid-2019", "2019", "at")]),
    ("He resigned in mid-August 2019.", [("mid-August 2019", "2019-08", "at")]),
    ("He resigned in late August 2019.", [("late August 2019", "2019-08", "at")]),
    ("He resigned at the end of March 2019.", [("the end of March 2019", "2019-03", "at")]),
    ("He resigned at the beginning of 2019.", [("the beginning of 2019", "2019", "at")]),
    ("It was founded in 2008.", [("2008", "2008", "at")]),
    ("2008 saw two wars.", []),
    ("The 2014 massacre is not forgotten.", [("2014", "2014", "at")]),
    ("Moscow's 2014 annexation was condemned.", [("2014", "2014", "at")]),
    ("The failed 2016 coup changed much.", [("2016", "2016", "at")]),
    ("The 2020 Doha accord collapsed.", [("2020", "2020", "at")]),
    ("The wall fell (1989) and the bloc with it.", [("1989", "1989", "at")]),
    ("Output fell compared with 2019.", [("2019", "2019", "at")]),
    ("It goes back to 1947.", [("1947", "1947", "at")]),
    ("They fought in 1947, 1965 and 1971.", [("1947", "1947", "at"), ("1965", "1965", "at"), ("1971", "1971", "at")]),
    ("The drought of 2015 was long.", [("2015", "2015", "at")]),
    ("In the 1990s it was calm.", [("the 1990s", "199X", "at")]),
    ("In the late 1990s it was calm.", [("the late 1990s", "199X", "at")]),
    ("Since the early 2000s it is calm.", [("the early 2000s", "200X", "since")]),
    ("In the mid-1980s it was calm.", [("the mid-1980s", "198X", "at")]),
    ("The insurgency of 1999-2001 failed.", [("1999-2001", "1999/2001", "at")]),
    ("The insurgency of 1999–2001 failed.", [("1999–2001", "1999/2001", "at")]),
    ("The insurgency of 1998-99 failed.", [("1998-99", "1998/1999", "at")]),
    ("The budget of 2023/24 passed.", [("2023/24", "2023/2024", "at")]),
    ("It ruled from 1998 to 2003.", [("from 1998 to 2003", "1998/2003", "at")]),
    ("It ruled between 1998 and 2003.", [("between 1998 and 2003", "1998/2003", "at")]),
    ("Its chief (2014-present) resigned.", [("2014-present", "2014/..", "since")]),
    ("The talks of 15-16 July 2001 failed.", [("15-16 July 2001", "2001-07-15/2001-07-16", "at")]),
    ("The talks of 15–16 July 2001 failed.", [("15–16 July 2001", "2001-07-15/2001-07-16", "at")]),
    ("The talks of July 15-16, 2001 failed.", [("July 15-16, 2001", "2001-07-15/2001-07-16", "at")]),
    ("Talks ran from 15 to 18 July 2001.", [("from 15 to 18 July 2001", "2001-07-15/2001-07-18", "at")]),
    ("Talks ran between 15 and 18 July 2001.", [("between 15 and 18 July 2001", "2001-07-15/2001-07-18", "at")]),
    ("On the night of 3-4 March 2022 shells fell.", [("3-4 March 2022", "2022-03-03/2022-03-04", "at")]),
    ("A visit, 29 August - 2 September 2022.", [("29 August - 2 September 2022", "2022-08-29/2022-09-02", "at")]),
    ("From 29 August to 2 September 2022.", [("From 29 August to 2 September 2022", "2022-08-29/2022-09-02", "at")]),
    ("A visit, 30 December to 2 January 2022.", [("30 December to 2 January 2022", "2021-12-30/2022-01-02", "at")]),
    ("A visit, May 30 to June 2, 2022.", [("May 30 to June 2, 2022", "2022-05-30/2022-06-02", "at")]),
    ("It rained between May and July 2020.", [("between May and July 2020", "2020-05/2020-07", "at")]),
    ("It rained in June-July 2021.", [("June-July 2021", "2021-06/2021-07", "at")]),
    ("It rained from November 2020 to February 2021.", [("from November 2020 to February 2021", "2020-11/2021-02", "at")]),
    ("It rained from November to February 2021.", [("from November to February 2021", "2020-11/2021-02", "at")]),
    ("A push in spring 2022 failed.", [("spring 2022", "2022-21", "at")]),
    ("A push in the summer of 2022 failed.", [("the summer of 2022", "2022-22", "at")]),
    ("A push in late autumn 2022 failed.", [("late autumn 2022", "2022-23", "at")]),
    ("A push in the winter of 2021-22 failed.", [("the winter of 2021-22", "2021-24", "at")]),
    ("In the second half of 2021 it fell.", [("the second half of 2021", "2021-07/2021-12", "at")]),
    ("In the first quarter of 2022 it fell.", [("the first quarter of 2022", "2022-01/2022-03", "at")]),
    ("In the last quarter of 2022 it fell.", [("the last quarter of 2022", "2022-10/2022-12", "at")]),
    ("In Q3 2022 it fell.", [("Q3 2022", "2022-07/2022-09", "at")]),
    ("It has been open since 2023.", [("2023", "2023", "since")]),
    ("For the first time since 2019 they spoke.", [("2019", "2019", "since")]),
    ("It is valid until 2027.", [("2027", "2027", "until")]),
    ("It is due by the end of 2025.", [("the end of 2025", "2025", "until")]),
    ("It is due by 2030.", [("2030", "2030", "until")]),
    ("A bus ran from April 2005.", [("April 2005", "2005-04", "since")]),
    ("Nothing moved before 2 June 2020.", [("2 June 2020", "2020-06-02", "before")]),
    ("Nothing moved prior to June 2020.", [("June 2020", "2020-06", "before")]),
    ("Much moved after June 2020.", [("June 2020", "2020-06", "after")]),
    ("Not until July 2018 did he sign.", [("July 2018", "2018-07", "at")]),
    ("It lasts through 2026.", [("2026", "2026", "until")]),
]

# With the anchor 12 May 2024, a Sunday.
RELATIVE: list[tuple[str, Expected]] = [
    ("They met on 8 April.", [("8 April", "2024-04-08", "at")]),
    ("They met on April 8.", [("April 8", "2024-04-08", "at")]),
    ("They met on 20 December.", [("20 December", "2023-12-20", "at")]),
    ("They met on Dec. 20.", [("Dec. 20", "2023-12-20", "at")]),
    ("They will meet on 20 December.", [("20 December", "2024-12-20", "at")]),
    ("An election is due on 20 December.", [("20 December", "2024-12-20", "at")]),
    ("An election set for 20 December worries them.", [("20 December", "2024-12-20", "at")]),
    ("An election on 20 May worries them.", [("20 May", "2024-05-20", "at")]),
    ("They met on 20 and 21 October.", [("20 and 21 October", "2023-10-20/2023-10-21", "at")]),
    ("They met from 29 August to 2 September.", [("from 29 August to 2 September", "2023-08-29/2023-09-02", "at")]),
    ("They met in November.", [("November", "2023-11", "at")]),
    ("They will meet in November.", [("November", "2024-11", "at")]),
    ("He takes over in November.", [("November", "2024-11", "at")]),
    ("They met in April and May.", [("April and May", "2024-04/2024-05", "at")]),
    ("They met in mid-April.", [("mid-April", "2024-04", "at")]),
    ("They met at the end of March.", [("the end of March", "2024-03", "at")]),
    ("They met this January.", [("this January", "2024-01", "at")]),
    ("They met last May.", [("last May", "2023-05", "at")]),
    ("They met last December.", [("last December", "2023-12", "at")]),
    ("They meet next March.", [("next March", "2025-03", "at")]),
    ("They met in October last year.", [("October last year", "2023-10", "at")]),
    ("They met on 3 October last year.", [("3 October last year", "2023-10-03", "at")]),
    ("They meet in October of this year.", [("October of this year", "2024-10", "at")]),
    ("A November statement says so.", [("November", "2023-11", "at")]),
    ("They met yesterday.", [("yesterday", "2024-05-11", "at")]),
    ("They met today.", [("today", "2024-05-12", "at")]),
    ("They meet tomorrow.", [("tomorrow", "2024-05-13", "at")]),
    ("They meet tonight.", [("tonight", "2024-05-12", "at")]),
    ("They met this morning.", [("this morning", "2024-05-12", "at")]),
    ("They met last night.", [("last night", "2024-05-11", "at")]),
    ("They met the day before yesterday.", [("the day before yesterday", "2024-05-10", "at")]),
    ("Yesterday's raid failed.", [("Yesterday", "2024-05-11", "at")]),
    ("They met on Tuesday.", [("Tuesday", "2024-05-07", "at")]),
    ("The envoy said Tuesday that talks will resume.", [("Tuesday", "2024-05-07", "at")]),
    ("The envoy said talks will resume on Tuesday.", [("Tuesday", "2024-05-14", "at")]),
    ("On Tuesday the council will vote.", [("Tuesday", "2024-05-14", "at")]),
    ("On Tuesday he said the council will vote.", [("Tuesday", "2024-05-07", "at")]),
    ("On Tuesday, the council voted.", [("Tuesday", "2024-05-07", "at")]),
    ("They met on Sunday.", [("Sunday", "2024-05-12", "at")]),
    ("They met last Sunday.", [("last Sunday", "2024-05-05", "at")]),
    ("They meet next Sunday.", [("next Sunday", "2024-05-19", "at")]),
    ("They met late on Tuesday night.", [("late on Tuesday night", "2024-05-07", "at")]),
    ("Tuesday's raid failed.", [("Tuesday", "2024-05-07", "at")]),
    ("It has been shut since Monday.", [("Monday", "2024-05-06", "since")]),
    ("They met from Monday to Wednesday.", [("from Monday to Wednesday", "2024-05-06/2024-05-08", "at")]),
    ("The truce holds until Friday.", [("Friday", "2024-05-17", "until")]),
    ("He left on 3 May. A day later the court met.", [("3 May", "2024-05-03", "at"), ("A day later", "2024-05-04", "at")]),
    (
        "He left on 3 May. Three days later in Oslo they met.",
        [("3 May", "2024-05-03", "at"), ("Three days later", "2024-05-06", "at")],
    ),
    ("He left on 3 May. A week later he came.", [("3 May", "2024-05-03", "at"), ("A week later", "2024-05-10", "at")]),
    ("He left on 3 May. Days later the army came.", [("3 May", "2024-05-03", "at"), ("Days later", "2024-05", "at")]),
    ("He left on 29 April. Hours later it fell.", [("29 April", "2024-04-29", "at"), ("Hours later", "2024-04-29", "at")]),
    ("He left in May. On the 4th the envoy came.", [("May", "2024-05", "at"), ("the 4th", "2024-05-04", "at")]),
    ("They met on the 4th floor in May.", [("May", "2024-05", "at")]),
    ("On 3 May they met. On the eve he left.", [("3 May", "2024-05-03", "at"), ("the eve", "2024-05-02", "at")]),
    ("It was announced on 14 March at a summit called by Ghana.", [("14 March", "2024-03-14", "at")]),
    ("They met on New Year's Day.", [("New Year's Day", "2024-01-01", "at")]),
    ("They met this week.", [("this week", "2024-05-06/2024-05-12", "at")]),
    ("They met last week.", [("last week", "2024-04-29/2024-05-05", "at")]),
    ("They meet next week.", [("next week", "2024-05-13/2024-05-19", "at")]),
    ("They met last weekend.", [("last weekend", "2024-05-04/2024-05-05", "at")]),
    ("They met over the weekend.", [("over the weekend", "2024-05-11/2024-05-12", "at")]),
    ("They met last month.", [("last month", "2024-04", "at")]),
    ("They met late last month.", [("late last month", "2024-04", "at")]),
    ("They meet later this month.", [("later this month", "2024-05", "at")]),
    ("They met earlier this year.", [("earlier this year", "2024", "at")]),
    ("They met this year.", [("this year", "2024", "at")]),
    ("They met last year.", [("last year", "2023", "at")]),
    ("Last year's raid failed.", [("Last year", "2023", "at")]),
    ("They meet next year.", [("next year", "2025", "at")]),
    ("They meet by the end of the year.", [("the end of the year", "2024", "until")]),
    ("They met last decade.", [("last decade", "201X", "at")]),
    ("They met last summer.", [("last summer", "2023-22", "at")]),
    ("They meet this summer.", [("this summer", "2024-22", "at")]),
    ("They met last winter.", [("last winter", "2023-24", "at")]),
    ("In the first half of this year it fell.", [("the first half of this year", "2024-01/2024-06", "at")]),
    ("They met two days ago.", [("two days ago", "2024-05-10", "at")]),
    ("They met three weeks ago.", [("three weeks ago", "2024-04-15/2024-04-21", "at")]),
    ("They met six months ago.", [("six months ago", "2023-11", "at")]),
    ("They met a year ago.", [("a year ago", "2023", "at")]),
    ("They met three years ago.", [("three years ago", "2021", "at")]),
    ("They met 25 years ago.", [("25 years ago", "1999", "at")]),
    ("Twenty-five years ago this week they met.", [("Twenty-five years ago this week", "1999-05", "at")]),
    ("Ten years ago today they met.", [("Ten years ago today", "2014-05-12", "at")]),
    ("They met two decades ago.", [("two decades ago", "200X", "at")]),
    ("Exports fell from a year earlier.", [("a year earlier", "2023", "at")]),
    ("Over the past week it fell.", [("the past week", "2024-05-05/2024-05-12", "at")]),
    ("In the past month it fell.", [("the past month", "2024-04/2024-05", "at")]),
    ("In the last three years it fell.", [("the last three years", "2021/2024", "at")]),
    ("In the next two months it falls.", [("the next two months", "2024-05/2024-07", "at")]),
]

RELATIVE += [
    ("Over the next decade it falls.", [("the next decade", "2024/2034", "at")]),
    ("In December 1,200 fled.", [("December", "2023-12", "at")]),
    ("The 7 October raid failed.", [("7 October", "2023-10-07", "at")]),
    ("It lasts not before June.", [("June", "2024-06", "since")]),
    ("Elections will be on 5 November and the runoff on 2 January.",
     [("5 November", "2024-11-05", "at"), ("2 January", "2025-01-02", "at")]),
]  # fmt: skip

NOTHING = [
    "The man, aged 23, fled.",
    "Some 2.5 million left.",
    "Turnout was 20.24 per cent.",
    "Resolution 1701 was adopted.",
    "Resolution 1973 was adopted.",
    "Baku hosted COP29.",
    "A 27-item list was read.",
    "The term is 120 days.",
    "They may 12 times refuse.",
    "Theresa May resigned.",
    "May I ask why?",
    "They said that May had lost.",
    "A march on the capital began.",
    "The March on the capital began.",
    "Some 2000 people fled.",
    "They sent 2000 troops.",
    "They sent 2000 Russian soldiers.",
    "About 1,990 were freed.",
    "They lost $2000 in it.",
    "A total of 2000 fled.",
    "It flew from 2000 to 3500 metres.",
    "More than 2000 fled.",
    "A curfew starts at 2000 GMT.",
    "After 17 years of negotiations they signed.",
    "They fled at midnight.",
    "On the eve of the vote they fled.",
    "In recent weeks they fled.",
    "They fled during Ramadan.",
    "They fled several days ago.",
    "They fled ten days after the raid.",
    "The Good Friday Agreement holds.",
    "Black September was a group.",
    "The 4th Brigade advanced.",
    "In the 21st century wars go on.",
    "It did not survive the spring.",
    "April Jones left.",
    "The fall of the city shocked them.",
    "Flight 2001 was late.",
    "In 2000 villages there is no water.",
]

STORIES: list[tuple[list[str], str | None, list[str]]] = [
    (["The pact was signed on 3 June 2021.", "Four days later it broke."], None, ["2021-06-03", "2021-06-07"]),
    (["The port opened in March 2019.", "A month later it shut.", "Two years later it burnt."], None,
     ["2019-03", "2019-04", "2021"]),
    (["It began in October 2020.", "That December they met."], "2024-05-12", ["2020-10", "2020-12"]),
    (["It began in October 2020.", "The following March they met, and in June they parted."], "2024-05-12",
     ["2020-10", "2021-03", "2021-06"]),
    (["They met on 3 June 2021.", "The same day shells fell.", "The next day all was still."], None,
     ["2021-06-03", "2021-06-03", "2021-06-04"]),
    (["They met on 3 June 2021 after the clash that May.", "That morning shells fell."], None,
     ["2021-06-03", "2021-05", "2021-06-03"]),
    (["The siege ended only in July 2003, after he spoke on the 4th, and left."], None, ["2003-07", "2003-07-04"]),
    (["On 15-16 July 2001 they talked.", "In December gunmen came."], "2024-05-12", ["2001-07-15/2001-07-16", "2001-12"]),
    (["It began in October 2023.", "In April they met."], "2024-05-12", ["2023-10", "2024-04"]),
    (["It began in October 2023.", "In April they met."], "2024-02-12", ["2023-10", "2023-04"]),
    (["It began in 2019.", "In April they met."], "2024-05-12", ["2019", "2024-04"]),
    (["The 2002 accord binds them.", "The following year is open."], "2024-05-12", ["2002"]),
    (["In May 2004 they met.", "Later that year they parted."], "2024-05-12", ["2004-05", "2004"]),
    (["In May 2004 they met.", "They parted in August of that year."], "2024-05-12", ["2004-05", "2004-08"]),
    (["In May 2004 they met.", "The following month they parted."], "2024-05-12", ["2004-05", "2004-06"]),
    (["On 3 May 2004 they met.", "The following Friday they parted."], "2024-05-12", ["2004-05-03", "2004-05-07"]),
    (
        ["This week they met.\n", "He left on 3 June 2021.\n", "They met on 14 June."],
        "2024-05-12",
        ["2024-05-06/2024-05-12", "2021-06-03", "2021-06-14"],
    ),
    (["On 3 May 2004 they met.", "The following week they parted."], "2024-05-12", ["2004-05-03", "2004-05-10/2004-05-16"]),
    (["On 3 May 2004 they met.", "That summer they parted."], "2024-05-12", ["2004-05-03", "2004-22"]),
    (["On 3 May 2004 they met; two days earlier he fell."], "2024-05-12", ["2004-05-03", "2004-05-01"]),
    (["In May 2004 they met.", "In March 2003 they fought.", "The year before, they had traded."], None,
     ["2004-05", "2003-03", "2002"]),
    (["They parted four days later."], "2024-05-12", []),
]  # fmt: skip


def seen(text: str, found: list[Time]) -> Expected:
    return [(text[t.begin : t.end], t.value, t.relation) for t in found]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
@pytest.mark.parametrize("anchor", [None, "1995-01-01"])
def test_absolute(text: str, expected: Expected, anchor: str | None) -> None:
    found = find(text, anchor)
    assert seen(text, found) == expected
    assert not any(t.relative for t in found)


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative(text: str, expected: Expected) -> None:
    found = find(text, SUNDAY)
    assert seen(text, found) == expected
    assert all(t.relative for t in found)


@pytest.mark.parametrize("text", [text for text, _ in RELATIVE])
def test_relative_without_anchor_is_left_out(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", NOTHING)
def test_no_time(text: str) -> None:
    assert seen(text, find(text, SUNDAY)) == []


@pytest.mark.parametrize(("sentences", "anchor", "values"), STORIES)
def test_story(sentences: list[str], anchor: str | None, values: list[str]) -> None:
    assert [t.value for t in resolve(placed(sentences, gap=1), anchor)] == values


def placed(sentences: list[str], gap: int) -> list[tuple[int, str]]:
    out, offset = [], 0
    for text in sentences:
        out.append((offset, text))
        offset += len(text) + gap
    return out


def test_a_new_paragraph_counts_from_the_anchor_once_something_recent_was_told() -> None:
    sentences = ["On 2 May they met.", "It began in October 2020.", "In January they fought."]
    assert [t.value for t in resolve(placed(sentences, gap=2), SUNDAY)] == ["2024-05-02", "2020-10", "2024-01"]


def test_a_new_paragraph_goes_on_in_an_account_of_long_ago() -> None:
    sentences = ["It began in October 2000.", "In January they fought."]
    assert [t.value for t in resolve(placed(sentences, gap=2), SUNDAY)] == ["2000-10", "2001-01"]


def test_offsets_are_those_of_the_document() -> None:
    (time,) = find("In 2008 it began.", None, 100)
    assert (time.begin, time.end) == (103, 107)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("In early 2019 he left.", "2019-01-01", "2019-04-30"),
        ("In mid-2019 he left.", "2019-05-01", "2019-08-31"),
        ("In late 2019 he left.", "2019-09-01", "2019-12-31"),
        ("At the end of 2019 he left.", "2019-11-01", "2019-12-31"),
        ("In early February 2019 he left.", "2019-02-01", "2019-02-10"),
        ("In mid-February 2019 he left.", "2019-02-11", "2019-02-20"),
        ("In late February 2020 he left.", "2020-02-21", "2020-02-29"),
        ("In the late 1990s he left.", "1997-01-01", "1999-12-31"),
        ("Earlier this year he left.", "2024-01-01", "2024-05-12"),
        ("Later this month he leaves.", "2024-05-12", "2024-05-31"),
        ("In spring 2022 he left.", "2022-03-01", "2022-05-31"),
    ],
)
def test_bounds_of_parts(text: str, earliest: str, latest: str) -> None:
    (time,) = find(text, SUNDAY)
    assert (time.earliest, time.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 3 June 2021 he left.", "date"),
        ("On 3-4 June 2021 he left.", "range"),
        ("Two days ago he left.", "duration-anchored"),
        ("Since 2021 he is away.", "since"),
        ("Until 2021 he is away.", "until"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    (time,) = find(text, SUNDAY)
    assert time.kind == kind


@pytest.mark.parametrize(
    ("anchor", "text", "values"),
    [
        ("2025-09", "Last month it fell.", ["2025-08"]),
        ("2025-09", "Three years ago it fell.", ["2022"]),
        ("2025-09", "In November it fell.", ["2024-11"]),
        ("2025-09", "On Monday it fell.", []),
        ("2025-09", "Two days ago it fell.", []),
        ("2025-09", "Last week it fell.", []),
        ("2025", "Last year it fell.", ["2024"]),
        ("2025", "Last month it fell.", []),
        ("2025", "In March it fell.", ["2025-03"]),
        ("2025-09-01/2025-09-03", "Last month it fell.", ["2025-08"]),
        ("2025-09/..", "Last month it fell.", ["2025-08"]),
        ("2024-24", "Last month it fell.", ["2025-01"]),
        ("2025-09-10~", "Yesterday it fell.", ["2025-09-09"]),
    ],
)
def test_anchors_of_other_precision(anchor: str, text: str, values: list[str]) -> None:
    assert [t.value for t in find(text, anchor)] == values


def test_an_anchor_that_is_no_date_is_refused() -> None:
    with pytest.raises(KgError, match="last Tuesday"):
        find("They met on Monday.", "last Tuesday")


def test_an_incomplete_lexicon_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "times.toml").write_text('months = [["January"]]\n')
    monkeypatch.setattr(time_grammar, "LEXICONS", tmp_path)
    time_grammar.words.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"times\.toml.*weekdays"):
            time_grammar.words()
    finally:
        time_grammar.words.cache_clear()


def test_the_year_of_a_heading_is_that_of_the_entries_under_it() -> None:
    text = ["2017", "4 July – A test.", "2018", "1 January – An offer. It lapsed on 3 May.", "2019", "On 5 May they met."]
    offsets = [sum(len(t) + 2 for t in text[:i]) for i in range(len(text))]
    found = resolve(zip(offsets, text, strict=True), "2020-01-15")
    assert [t.value for t in found][:3] == ["2017-07-04", "2018-01-01", "2018-05-03"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("In June Abiy appointed a committee.", ["2023-06"]), ("It was told by April Roe.", []), ("In May Roe left.", ["2024-05"])],
)
def test_a_month_before_a_name(text: str, found: list[str]) -> None:
    assert [t.value for t in find(text, SUNDAY)] == found
