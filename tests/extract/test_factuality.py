"""How sure an act is, on parses written by hand: one attack by somebody on Togo, presented in different ways."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from kg.extract import factuality, frames
from kg.model import Factuality

ATTACK = {"name": "attack", "type": "ASSAULT", "verbs": ["attack T"], "nouns": ["attack (on|against T)"]}
ASK = {"name": "ask", "type": "REQUEST", "verbs": ["ask T to_inf"]}

VALUES = {
    "Ghana/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 ././punct/1": "Actual",
    "Ghana/NNP/nsubj/3 did/VBD/aux/3/do not/RB/neg/3 attack/VB/ROOT/3 Togo/NNP/dobj/3 ././punct/3": "Negated",
    "No/DT/det/1 country/NN/nsubj/2 attacked/VBD/ROOT/2/attack Togo/NNP/dobj/2 ././punct/2": "Negated",
    "Ghana/NNP/nsubj/2 may/MD/aux/2 attack/VB/ROOT/2 Togo/NNP/dobj/2 ././punct/2": "Possible",
    "Ghana/NNP/nsubj/2 will/MD/aux/2 attack/VB/ROOT/2 Togo/NNP/dobj/2 ././punct/2": "Planned",
    "Ghana/NNP/nsubj/3 will/MD/aux/3 not/RB/neg/3 attack/VB/ROOT/3 Togo/NNP/dobj/3 ././punct/3": "Negated",
    "Ghana/NNP/nsubj/1 plans/VBZ/ROOT/1/plan to/TO/aux/3 attack/VB/xcomp/1 Togo/NNP/dobj/3 ././punct/1": "Planned",
    "Ghana/NNP/nsubj/1 tried/VBD/ROOT/1/try to/TO/aux/3 attack/VB/xcomp/1 Togo/NNP/dobj/3 ././punct/1": "Actual",
    "Ghana/NNP/nsubj/1 failed/VBD/ROOT/1/fail to/TO/aux/3 attack/VB/xcomp/1 Togo/NNP/dobj/3 ././punct/1": "Negated",
    "Ghana/NNP/nsubj/3 did/VBD/aux/3/do not/RB/neg/3 fail/VB/ROOT/3 to/TO/aux/5 attack/VB/xcomp/3 Togo/NNP/dobj/5 "
    "././punct/3": "Actual",
    "Ghana/NNP/nsubj/1 continued/VBD/ROOT/1/continue attacking/VBG/xcomp/1/attack Togo/NNP/dobj/2 ././punct/1": "Actual",
    "Ghana/NNP/nsubj/1 left/VBD/ROOT/1/leave without/IN/prep/1 attacking/VBG/pcomp/2/attack "
    "Togo/NNP/dobj/3 ././punct/1": "Negated",
    "Mali/NNP/nsubj/2 will/MD/aux/2 leave/VB/ROOT/2 after/IN/prep/2 attacking/VBG/pcomp/3/attack Togo/NNP/dobj/4 "
    "././punct/2": "Actual",
    "If/IN/mark/2 Ghana/NNP/nsubj/2 attacks/VBZ/advcl/6/attack Togo/NNP/dobj/2 Mali/NNP/nsubj/6 will/MD/aux/6 "
    "leave/VB/ROOT/6 ././punct/6": "Conditional",
    "Had/VBD/aux/2/have Ghana/NNP/nsubj/2 attacked/VBN/advcl/6/attack Togo/NNP/dobj/2 Mali/NNP/nsubj/6 would/MD/aux/6 "
    "leave/VB/ROOT/6 ././punct/6": "Conditional",
    "Did/VBD/aux/2/do Ghana/NNP/nsubj/2 attack/VB/ROOT/2 Togo/NNP/dobj/2 ?/./punct/2": "Possible",
    "Ghana/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/3 attacked/VBD/ccomp/1/attack Togo/NNP/dobj/3 ././punct/1": "Actual",
    "Ghana/NNP/nsubj/1 alleged/VBD/ROOT/1/allege that/IN/mark/4 Mali/NNP/nsubj/4 attacked/VBD/ccomp/1/attack "
    "Togo/NNP/dobj/4 ././punct/1": "Unknown",
    "Ghana/NNP/nsubj/1 denied/VBD/ROOT/1/deny that/IN/mark/4 it/PRP/nsubj/4 attacked/VBD/ccomp/1/attack "
    "Togo/NNP/dobj/4 ././punct/1": "Negated",
    "Mali/NNP/nsubj/2 reportedly/RB/advmod/2 attacked/VBD/ROOT/2/attack Togo/NNP/dobj/2 ././punct/2": "Unknown",
    "Mali/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 after/IN/prep/1 allegedly/RB/advmod/5 losing/VBG/pcomp/3/lose "
    "money/NN/dobj/5 ././punct/1": "Actual",
    "The/DT/det/2 planned/VBN/amod/2/plan attack/NN/nsubj/5 on/IN/prep/2 Togo/NNP/pobj/3 worried/VBD/ROOT/5/worry "
    "Mali/NNP/dobj/5 ././punct/5": "Planned",
    "The/DT/det/2 alleged/VBN/amod/2/allege attack/NN/nsubj/5 on/IN/prep/2 Togo/NNP/pobj/3 worried/VBD/ROOT/5/worry "
    "Mali/NNP/dobj/5 ././punct/5": "Unknown",
    "The/DT/det/1 attack/NN/nsubj/4 on/IN/prep/1 Togo/NNP/pobj/2 worried/VBD/ROOT/4/worry Mali/NNP/dobj/4 ././punct/4": "Actual",
    "There/EX/expl/1 was/VBD/ROOT/1/be no/DT/det/3 attack/NN/attr/1 on/IN/prep/3 Togo/NNP/pobj/4 ././punct/1": "Negated",
}  # fmt: skip


def seen(hand: ModuleType, table: str, *entries: dict[str, object]) -> tuple[Any, factuality.View]:
    """The tree and how it presents the attack in it."""
    tree = hand.grow(table)
    found = frames.find(tree, hand.small_lexicon(*(entries or (ATTACK,))), named=())
    outer = {t: m for m in found for t in (m.trigger, m.anchor)}
    match = next(m for m in found if m.frame.name == "attack")
    return tree, factuality.view(tree, match, factuality.operators(hand.full_lexicon()), outer)


@pytest.mark.parametrize("table", VALUES)
def test_value(hand: ModuleType, table: str) -> None:
    _, view = seen(hand, table)
    assert view.factuality is Factuality(VALUES[table])


def test_speakers_are_those_above_and_those_behind(hand: ModuleType) -> None:
    for table in (
        "Ghana/NNP/nsubj/1 said/VBD/ROOT/1/say Mali/NNP/nsubj/3 attacked/VBD/ccomp/1/attack Togo/NNP/dobj/3 ././punct/1",
        "Mali/NNP/nsubj/1 attacked/VBD/ccomp/5/attack Togo/NNP/dobj/1 ,/,/punct/5 Ghana/NNP/nsubj/5 "
        "said/VBD/ROOT/5/say ././punct/5",
        "Mali/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 according/VBG/prep/1 to/IN/prep/3 "
        "Ghana/NNP/pobj/4 ././punct/1",
    ):
        tree, view = seen(hand, table)
        assert set(hand.words(tree, view.speakers)) == {"Ghana"}


def test_what_is_told_of_a_source_is_not_its_word(hand: ModuleType) -> None:
    _, view = seen(
        hand,
        "Peru/NNP/nsubj/1 left/VBD/ROOT/1/leave ,/,/punct/1 according/VBG/prep/1 to/IN/prep/3 Ghana/NNP/pobj/4 ,/,/punct/5 "
        "which/WDT/nsubj/8 attacked/VBD/relcl/5/attack Togo/NNP/dobj/8 ././punct/1",
    )
    assert view.speakers == []


def test_the_content_of_a_demand_points_at_the_demand(hand: ModuleType) -> None:
    table = "Ghana/NNP/nsubj/1 asked/VBD/ROOT/1/ask Mali/NNP/dobj/1 to/TO/aux/4 attack/VB/xcomp/1 Togo/NNP/dobj/4 ././punct/1"
    _, view = seen(hand, table, ATTACK, ASK)
    assert view.outer is not None and view.outer.frame.name == "ask"


def test_a_purpose_is_no_fact(hand: ModuleType) -> None:
    table = (
        "Ghana/NNP/nsubj/1 sent/VBD/ROOT/1/send troops/NNS/dobj/1/troop to/TO/aux/4 attack/VB/advcl/1 Togo/NNP/dobj/4 ././punct/1"
    )
    _, view = seen(hand, table)
    assert view.purpose and view.factuality is Factuality.PLANNED
