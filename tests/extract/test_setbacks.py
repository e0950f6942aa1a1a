"""Acts that undo an initiative: breaking, ignoring, leaving it, and what it has too little of."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.model import Extraction

TRUCE = (
    "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 signed/VBD/ROOT/3/sign a/DT/det/6 peace/NN/compound/6 "
    "agreement/NN/dobj/3 ././punct/3 "
)
TOLD = {
    "what is broken": (
        TRUCE
        + "Somalia/NNP/nsubj/9 violated/VBD/ROOT/9/violate the/DT/det/12 peace/NN/compound/12 agreement/NN/dobj/9 ././punct/9",
        "violated",
    ),
    "what is ignored": (TRUCE + "Somalia/NNP/nsubj/9 ignored/VBD/ROOT/9/ignore it/PRP/dobj/9 ././punct/9", "ignored"),
}


def hindering(found: Extraction) -> set[str]:
    labels = {x.key: x.label for x in (*found.events, *found.actors, *found.issues)}
    return {labels[c.object] for c in found.claims if c.predicate == "hinderedBy"}


@pytest.mark.parametrize("name", TOLD)
def test_an_act_that_undoes(hand: ModuleType, name: str) -> None:
    table, word = TOLD[name]
    assert any(word in label for label in hindering(hand.read_out(table)))


def test_keeping_it_is_no_obstacle(hand: ModuleType) -> None:
    table = (
        TRUCE
        + "Somalia/NNP/nsubj/9 observed/VBD/ROOT/9/observe the/DT/det/12 peace/NN/compound/12 agreement/NN/dobj/9 ././punct/9"
    )
    assert hindering(hand.read_out(table)) == set()


def test_it_has_neither_men_nor_money(hand: ModuleType) -> None:
    found = hand.read_out(
        "The/DT/det/2 peacekeeping/NN/compound/2 mission/NN/nsubj/3 has/VBZ/ROOT/3/have no/DT/det/5 money/NN/dobj/3 ././punct/3"
    )
    assert hindering(found) == {"money"}
