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
