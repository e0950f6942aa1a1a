"""Events and initiatives across documents: hand-made reports, contradictions, a history, and the annotated pairs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import kg
from kg import lexicon as lexicons
from kg.model import Document, Factuality, Status
from kg.pipeline import texts
from kg.resolve import resolve
from kg.resolve.identity import local

PAIRS = Path(__file__).parent / "gold" / "pairs.jsonl"
LEXICON = lexicons.load()


@pytest.fixture
def raid(story):
    """A report of a raid, from what it says: text, date, agent, place, time and so on."""

    def report(source, text, date, *, word="attacked", kind="ASSAULT", agent="", target="", place="", **about):
        s = story(source, text, date=date)
        roles = {
            "agents": (s.actor("ArmedGroup", agent),) if agent else (),
            "targets": (s.actor("State", target),) if target else (),
            "places": (s.place(place),) if place else (),
        }
        s.event(kind, word, **roles, **about)
        return s.extraction()

    return report


def joined(*extractions) -> bool:
    of = resolve(extractions, LEXICON).of()
    return len({of[local(e.events[0], e.document)].id for e in extractions}) == 1


MON = ("mon.txt", "The Red Front attacked the port of Delmar on Friday, and Arland lost two ships.", "2024-05-04")
FULL = {"agent": "Red Front", "target": "Arland", "place": "Delmar", "time": "2024-05-03"}


@pytest.mark.parametrize(
    ("what", "text", "date", "about", "same"),
    [
        ("the same told again", "Arland said that the Red Front attacked its port of Delmar.", "2024-05-05", FULL, True),
        ("no agent", "Gunmen attacked the port of Delmar in Arland.", "2024-05-05", {**FULL, "agent": ""}, True),
        ("no time, soon after", "The Red Front attacked Arland at Delmar port.", "2024-05-06", {**FULL, "time": None}, True),
        ("another day", "The Red Front attacked Arland at Delmar port.", "2024-06-05", {**FULL, "time": "2024-06-03"}, False),
        ("another place", "The Red Front attacked Arland in Kelmar.", "2024-05-05", {**FULL, "place": "Kelmar"}, False),
        ("another target elsewhere", "The Red Front attacked Borland in Kelmar.", "2024-05-05",
         {**FULL, "target": "Borland", "place": "Kelmar"}, False),
        ("before it", "The Red Front attacked Arland in the port of Delmar.", "2024-05-01", {**FULL, "time": None}, False),
    ],
)  # fmt: skip
def test_reports_of_a_raid(raid, what, text, date, about, same):
    assert joined(raid(*MON, **FULL), raid("tue.txt", text, date, **about)) is same, what


def test_the_other_way_round_is_another_event(story):
    out = []
    for source, a, b in (("x.txt", "Arland", "Borland"), ("y.txt", "Borland", "Arland")):
        s = story(source, f"{a} attacked {b} on Friday.", date="2024-05-04")
        s.event("ASSAULT", "attacked", agents=(s.actor("State", a),), targets=(s.actor("State", b),), time="2024-05-03")
        out.append(s.extraction())
    assert not joined(*out)


def test_contradictions_stand_side_by_side(raid, lines, tmp_path):
    told = "Arland said that the Red Front attacked its port of Delmar on Friday."
    other = raid("tue.txt", told, "2024-05-05", **{**FULL, "time": "2024-05-04"}, factuality=Factuality.POSSIBLE)
    kg.build([lines(raid(*MON, **FULL), other)], tmp_path / "out")
    store = kg.open(tmp_path / "out")
    (row,) = kg.query(store, "reports")
    assert row[1:] == ("ASSAULT", 2, "mon.txt; tue.txt")
    rows = [(aspect, value, source) for _, aspect, value, _, _, source in kg.query(store, "contradictions")]
    assert rows == [
        ("factuality", "Actual", "mon.txt"), ("factuality", "Possible", "tue.txt"),
        ("time", "2024-05-03", "mon.txt"), ("time", "2024-05-04", "tue.txt"),
    ]  # fmt: skip
    assert len([n for n, data in kg.multigraph(store).nodes(data=True) if data["kind"] == "Event"]) == 1
    assert kg.query(kg.open(tmp_path / "out", as_stated=True), "contradictions").rows == ()
    told = [local(e.events[0], e.document) for e in (raid(*MON, **FULL), other)]
    kg.judge(tmp_path / "out", "different", *told, who="Ana", when="2024-05-09")
    assert kg.query(kg.open(tmp_path / "out"), "reports").rows == ()


@pytest.fixture
def pact(story):
    def text(source, words, date, status, *parties, label="border pact", act=""):
        s = story(source, words, date=date)
        plan = s.initiative(label, status=status)
        names = [s.actor("State", party) for party in parties]
        for name in names:
            s.claim(plan, "participant", name, label)
        if act:
            s.event("AGREE", act, agents=tuple(names), time=date)
        return s.extraction()

    return text


def one(*extractions) -> bool:
    of = resolve(extractions, LEXICON).of()
    return len({of[local(e.initiatives[0], e.document)].id for e in extractions}) == 1


def test_an_initiative_has_a_history(pact, lines, tmp_path):
    first = pact(
        "may.txt", "Arland proposed a border pact to Borland.", "2024-05-02", Status.PROPOSED, "Arland", "Borland", act="proposed"
    )
    then = pact(
        "nov.txt", "Arland and Borland signed the border pact.", "2024-11-02", Status.AGREED, "Arland", "Borland", act="signed"
    )
    assert one(first, then)
    kg.build([lines(then, first)], tmp_path / "out")
    rows = kg.query(kg.open(tmp_path / "out"), "history", initiative="Border Pact").rows
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("2024-05-02", "Proposed", "may.txt"), ("2024-11-02", "Agreed", "nov.txt"),
    ]  # fmt: skip


def test_initiatives_that_look_alike(pact):
    signed = ("Arland and Borland signed a ceasefire agreement.", "2024-05-02", Status.AGREED, "Arland", "Borland")
    again = ("Once more Arland and Borland signed a ceasefire agreement.", "2025-02-02", Status.AGREED, "Arland", "Borland")
    agreement = {"label": "ceasefire agreement", "act": "signed"}
    assert not one(pact("a.txt", *signed, **agreement), pact("b.txt", *again, **agreement)), "the same stage at another time"
    third = ("Arland and Cosland signed a ceasefire agreement.", "2024-05-03", Status.AGREED, "Arland", "Cosland")
    assert not one(pact("a.txt", *signed, **agreement), pact("c.txt", *third, **agreement)), "other parties"
    talks = ("Arland and Borland hold talks.", "2024-08-02", Status.ACTIVE, "Arland", "Borland")
    assert not one(pact("a.txt", *signed, **agreement), pact("d.txt", *talks, label="talks")), "another thing"
    accords = ("The Delmar Accords bind Arland.", "2030-08-02", Status.ACTIVE, "Arland")
    old = ("Arland and Borland signed the Delmar Accords.", "2024-08-02", Status.AGREED, "Arland", "Borland")
    assert one(pact("e.txt", *accords, label="Delmar Accords"), pact("f.txt", *old, label="Delmar Accords")), "a name"


def gold() -> list[dict]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def near(extraction, quote: str) -> list[str]:
    """Paths of the events and initiatives whose words stand in the quote."""
    begin = extraction.document.text.find(quote)
    end = begin + len(quote)
    there = (f for f in (*extraction.events, *extraction.initiatives)
             if any(m.span.begin < end and begin < m.span.end for m in f.evidence))  # fmt: skip
    return [local(f, extraction.document) for f in there]


@pytest.mark.model
@pytest.mark.slow
def test_pairs_of_reports():
    """All pairs read as they are, in one collection: precision and recall of what is joined, mistakes of reading included."""
    documents = [
        Document(source=f"{pair['id']}{side}.txt", text=(text := pair[side]["text"] + "\n"), title="", date=pair[side]["date"],
                 sha256=hashlib.sha256(f"{pair['id']}{side}{text}".encode()).hexdigest())
        for pair in gold() for side in "ab"
    ]  # fmt: skip
    read = {e.document.source: e for e in texts.reread(documents)}
    of = resolve(read.values(), LEXICON).of()
    outcomes = []
    for pair in gold():
        a, b = (near(read[f"{pair['id']}{side}.txt"], pair[side]["quote"]) for side in "ab")
        outcomes.append((any(of[x].id == of[y].id for x in a for y in b), pair["same"]))
    right = outcomes.count((True, True))
    precision, recall = right / sum(found for found, _ in outcomes), right / sum(same for _, same in outcomes)
    assert len(outcomes) >= 40 and sum(not same for _, same in outcomes) >= 20
    assert 2 * precision * recall / (precision + recall) >= 0.85, (precision, recall)
    assert precision >= 0.95
