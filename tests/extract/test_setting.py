"""Time and place that a story takes along, with the language model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

pytestmark = pytest.mark.model
Said = Callable[[str], Extraction]


def told(found: Extraction, word: str) -> Event:
    (event,) = (e for e in found.events if any(m.text.startswith(word) for m in e.evidence))
    return event


def test_it_goes_on_at_the_time_of_the_sentence_before(said: Said) -> None:
    found = said("On 8 May 2023 Ghana condemned the raid by Togo. It also demanded an apology.")
    assert told(found, "demanded").time == "2023-05-08"


def test_another_subject_starts_anew(said: Said) -> None:
    found = said("On 8 May 2023 Ghana condemned the raid by Togo. Mali attacked the rebels.")
    assert told(found, "attacked").time is None


def test_what_had_been_before_has_another_time(said: Said) -> None:
    found = said("On 8 May 2023 Ghana condemned the raid by Togo. It had demanded an apology.")
    assert told(found, "demanded").time is None


def test_a_clause_with_where_tells_what_happens_there(said: Said) -> None:
    found = said("The ministers went to Doha, where Ghana signed a truce with Togo.")
    places = {p.key: p.label for p in found.places}
    assert [places[key] for key in told(found, "signed").places] == ["Doha"]


def test_a_date_with_when_is_that_of_the_clause(said: Said) -> None:
    found = said("They recalled the night of 29 March 2023, when Togo attacked Ghana.")
    assert told(found, "attacked").time == "2023-03-29"


def test_a_coup_happens_in_the_state_before_it(said: Said) -> None:
    found = said("Ghana condemned the Niger coup in July 2023.")
    coup = told(found, "coup")
    assert coup.agents == ()
    assert len(coup.places) == 1


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("In May 2023 rebels stormed the outskirts of Gao.", "stormed", "Gao"),
        ("In May 2023 the army of Togo shelled the town of Gao.", "shelled", "Gao"),
        ("In May 2023 fighting broke out near the temple of Preah Vihear.", "broke", "Preah Vihear"),
        ("In May 2023 the president of Ghana flew to Kenya.", "flew", "Kenya"),
        ("The truce was announced on 14 May 2023 at a summit in Oslo convened by Ghana.", "convened", "Oslo"),
    ],
)
def test_where_it_happens(said: Said, text: str, word: str, place: str) -> None:
    found = said(text)
    places = {p.key: p.label for p in found.places}
    events = [e for e in found.events if word in " ".join(m.text for m in e.evidence) or e.places]
    assert place in [places[key] for e in events for key in e.places]


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        ("In April 2023 the envoy resigned, accusing Ghana of fraud.", "accusing", "2023-04"),
        ("The truce lapsed in October 2022, when Ghana attacked Togo.", "attacked", "2022-10"),
        ("At the Oslo summit of NATO in 1999 Ghana attacked Togo; it is still there.", "attacked", "1999"),
    ],
)
def test_when_it_happens(said: Said, text: str, word: str, time: str) -> None:
    assert told(said(text), word).time == time


def test_a_signing_happened_where_it_was_reported_from(said: Said) -> None:
    found = said("NAIROBI, 8 May 2023 – Ghana and Togo signed a truce on Monday.")
    assert [p.label for p in found.places if p.key in told(found, "signed").places] == ["Nairobi"]
