"""How findings must change, or must not, when a text changes in a known way. With the language model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Event, Extraction

pytestmark = pytest.mark.model
Said = Callable[[str], Extraction]

# One sentence of each kind, and the same denied. {a} does it to {b}; of a symmetric event both are agents.
SENTENCES: dict[str, tuple[str, str]] = {
    "AGREE promise": ("{a} promised to help {b}.", "{a} did not promise to help {b}."),
    "AGREE sign": ("{a} signed a trade agreement with {b}.", "{a} did not sign a trade agreement with {b}."),
    "CONSULT hold talks": ("{a} held talks with {b} on Tuesday.", "{a} did not hold talks with {b} on Tuesday."),
    "CONSULT meet": ("Leaders from {a} met officials from {b}.", "Leaders from {a} did not meet officials from {b}."),
    "SUPPORT praise": ("{a} praised {b} for its restraint.", "{a} did not praise {b} for its restraint."),
    "SUPPORT back": ("{a} endorsed a proposal by {b}.", "{a} did not endorse a proposal by {b}."),
    "CONCEDE lift": ("{a} lifted sanctions on {b}.", "{a} did not lift sanctions on {b}."),
    "COOPERATE share": ("{a} shared intelligence with {b}.", "{a} did not share intelligence with {b}."),
    "AID send": ("{a} sent humanitarian aid to {b}.", "{a} did not send humanitarian aid to {b}."),
    "RETREAT withdraw": ("{a} withdrew its troops from {b}.", "{a} did not withdraw its troops from {b}."),
    "REQUEST urge": ("{a} urged {b} to open its border.", "{a} did not urge {b} to open its border."),
    "REQUEST call on": ("{a} called on {b} to release the fishermen.", "{a} did not call on {b} to release the fishermen."),
    "ACCUSE accuse": ("{a} accused {b} of sheltering rebels.", "{a} did not accuse {b} of sheltering rebels."),
    "ACCUSE condemn": ("{a} condemned {b}.", "{a} did not condemn {b}."),
    "REJECT reject": ("{a} rejected a proposal by {b}.", "{a} did not reject a proposal by {b}."),
    "THREATEN threaten": ("{a} threatened {b} with war.", "{a} did not threaten {b} with war."),
    "PROTEST protest": ("Farmers protested against {b} in {a}.", "Farmers did not protest against {b} in {a}."),
    "SANCTION impose": ("{a} imposed sanctions on {b}.", "{a} did not impose sanctions on {b}."),
    "SANCTION expel": ("{a} expelled two diplomats from {b}.", "{a} did not expel two diplomats from {b}."),
    "MOBILIZE deploy": ("{a} deployed troops against {b}.", "{a} did not deploy troops against {b}."),
    "COERCE seize": ("{a} arrested three citizens of {b}.", "{a} did not arrest three citizens of {b}."),
    "ASSAULT attack": ("{a} attacked {b} on Monday.", "{a} did not attack {b} on Monday."),
    "ASSAULT passive": ("{b} was attacked by {a} on Monday.", "{b} was not attacked by {a} on Monday."),
    "ASSAULT bomb": ("{a} bombed {b} in March.", "{a} did not bomb {b} in March."),
}
PAIR, OTHER = ("Kenya", "Ethiopia"), ("Ethiopia", "Kenya")
UNRELATED = "The museum was designed by an architect who liked glass."
HEADING = "A Long Summer"


def brief(event: Event) -> tuple[str, ...]:
    """What an event says without where in the text it says so."""
    return (event.type, str(event.factuality), *map(" ".join, (event.agents, event.targets, event.places)), event.time or "")


def briefs(found: Extraction) -> Counter[tuple[str, ...]]:
    return Counter(map(brief, found.events))


def filled(name: str, pair: tuple[str, str] = PAIR, form: int = 0) -> str:
    return SENTENCES[name][form].format(a=pair[0], b=pair[1])


def only(found: Extraction, name: str) -> Event:
    """The one event of the type that a sentence's name begins with; what it is accused of may be another."""
    (event,) = (e for e in found.events if e.type == name.split()[0])
    return event


def turned(event: Event) -> tuple[str, ...]:
    """The event with the two countries exchanged."""
    keys = {f"State/{a.lower()}": f"State/{b.lower()}" for a, b in (PAIR, OTHER)}
    keys |= {k.replace("State", "place"): v.replace("State", "place") for k, v in keys.items()}
    sides = (" ".join(keys.get(k, k) for k in side) for side in (event.agents, event.targets, event.places))
    return (event.type, str(event.factuality), *sides, event.time or "")


@pytest.mark.parametrize("name", SENTENCES)
def test_each_sentence_gives_its_event(said: Said, name: str) -> None:
    event = only(said(filled(name)), name)
    assert event.factuality == "Actual"
    assert {"State/kenya", "place/kenya"} & {*event.agents, *event.places}


@pytest.mark.parametrize("name", SENTENCES)
def test_exchanged_countries_exchange_their_roles(said: Said, name: str) -> None:
    found, exchanged = said(filled(name)), said(filled(name, OTHER))
    assert Counter(map(turned, found.events)) == briefs(exchanged)


@pytest.mark.parametrize("name", SENTENCES)
def test_negation_changes_the_factuality_alone(said: Said, name: str) -> None:
    event, denied = only(said(filled(name)), name), only(said(filled(name, form=1)), name)
    assert denied.factuality == "Negated"
    assert (denied.type, denied.agents, denied.targets) == (event.type, event.agents, event.targets)


@pytest.mark.parametrize("name", SENTENCES)
def test_an_unrelated_sentence_adds_nothing(said: Said, name: str) -> None:
    alone = briefs(said(filled(name)))
    assert briefs(said(f"{filled(name)} {UNRELATED}")) == alone
    assert briefs(said(f"{UNRELATED} {filled(name)}")) == alone


@pytest.mark.parametrize("name", SENTENCES)
def test_a_heading_leaves_the_sentence_after_it_alone(said: Said, name: str) -> None:
    body = f"{filled(name)} {UNRELATED}"
    assert briefs(said(f"{HEADING}\n\n{body}")) == briefs(said(body))


def body_findings(found: Extraction, begin: int) -> set[Any]:
    """Type, label and words of the events and claims that stand behind an offset."""
    events = {(e.type, e.agents, e.targets, m.text, m.span.begin) for e in found.events for m in e.evidence}
    return {e for e in events if e[-1] >= begin}


@pytest.mark.parametrize("name", SENTENCES)
def test_capitals_in_a_heading_change_nothing_below_it(said: Said, name: str) -> None:
    heading = "Kenya and Ethiopia after the summit"
    text = f"{heading}\n\n{filled(name)} {UNRELATED}"
    upper = text.replace(heading, heading.upper())
    assert body_findings(said(upper), len(heading)) == body_findings(said(text), len(heading))


STORY = "\n\n".join(
    [
        "Kenya Offers Pact",
        "Kenya proposed a border pact to Ethiopia on 3 May 2024. The pact includes joint patrols and a hotline.",
        "What Ethiopia Says",
        "Ethiopia rejected the proposal.\nIt accused Kenya of sheltering rebels.",
        "- Kenya denied the charge.\n- The African Union called on both countries to hold talks.",
    ]
)


def test_line_ends_shift_offsets_alone(said: Said) -> None:
    def plain(found: Extraction) -> list[tuple[Any, ...]]:
        """Every finding with its numbers left out of its keys, and its words with any line ends as blanks."""
        words = lambda f: [re.sub(r"\s+", " ", m.text) for m in getattr(f, "mentions", None) or f.evidence]  # noqa: E731
        return [(type(f).__name__, re.sub(r"\d+", "#", f.key), getattr(f, "label", ""), words(f)) for f in found.findings()]

    windows = STORY.replace("\n", "\r\n")
    found, other = said(STORY), said(windows)
    assert plain(found) == plain(other)
    assert [brief(e) for e in found.events] == [brief(e) for e in other.events]
    for event in other.events:
        for m in event.evidence:
            assert windows[m.span.begin : m.span.end] == m.text


def test_the_order_of_unrelated_sentences_does_not_matter(said: Said) -> None:
    first, second = filled("ASSAULT attack", ("Sudan", "Chad")), filled("AID send", ("Norway", "Nepal"))
    assert briefs(said(f"{first} {second}")) == briefs(said(f"{second} {first}"))
