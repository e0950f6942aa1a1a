"""What answers what, and what is part of what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

pytestmark = pytest.mark.model

Said = Callable[[str], Extraction]

ANSWERS = {
    "in retaliation for": (
        "Iran fired missiles at Israel in retaliation for the killing of Ismail Haniyeh.", "fired", "killing"
    ),
    "in response to": ("Niger expelled the French envoy in response to sanctions imposed by France.", "expelled", "imposed"),
    "by doing": ("Kenya attacked Somalia on Monday. Somalia responded by shelling Kenya.", "shelling", "attacked"),
    "after": ("Pakistan retaliated after India attacked Muridke.", "retaliated", "attacked"),
    "the act that is condemned": ("Israel bombed a camp in Rafah. Egypt condemned the bombing.", "condemned", "bombed"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_one_act_answers_another(said: Said, name: str) -> None:
    text, answer, act = ANSWERS[name]
    events = said(text).events
    by_key = {e.key: e.evidence[0].text for e in events}
    (found,) = (e for e in events if e.evidence[0].text == answer)
    assert [by_key[k] for k in found.responds_to] == [act]


def test_who_condemns_an_act_condemns_who_did_it(said: Said) -> None:
    *_, condemned = said("Israel bombed a camp in Rafah. Egypt condemned the bombing.").events
    assert condemned.targets == ("State/israel",)


def test_part_of_a_larger_act(said: Said) -> None:
    struck, offensive = said("Turkish jets struck Sinjar as part of an offensive against the PKK.").events
    assert struck.part_of == (offensive.key,)
    assert offensive.part_of == ()


@pytest.mark.parametrize("text", [
    "Kenya attacked Somalia on Monday. Later Somalia shelled Kenya.",
    "Ghana condemned the plan. Togo signed a treaty with Benin.",
])  # fmt: skip
def test_order_alone_ties_nothing(said: Said, text: str) -> None:
    assert all(not e.responds_to and not e.part_of for e in said(text).events)
