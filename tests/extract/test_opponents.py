"""At whom demands and charges are aimed that name nobody."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest

from kg.extract import opponents
from kg.extract.entities import Entity
from kg.extract.factuality import operators
from kg.model import Factuality

TABLE = (
    "Togo/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Ghana/NNP/dobj/1 ././punct/1 "
    "Ghana/NNP/nsubj/5 denounced/VBD/ROOT/5/denounce this/DT/dobj/5 ././punct/5 "
    "Togo/NNP/nsubj/9 demands/VBZ/ROOT/9/demand a/DT/det/11 truce/NN/dobj/9 ././punct/9 "
    "Ghana/NNP/nsubj/14 sees/VBZ/ROOT/14/see Togo/NNP/dobj/14 ././punct/14 "
    "Togo/NNP/nsubj/18 sees/VBZ/ROOT/18/see Ghana/NNP/dobj/18 ././punct/18"
)


def act(kind: str, trigger: int, agents: list, targets: list) -> SimpleNamespace:
    match = SimpleNamespace(trigger=trigger, anchor=trigger)
    return SimpleNamespace(type=kind, match=match, agents=agents, targets=targets, factuality=Factuality.ACTUAL)


@pytest.fixture
def told(hand: ModuleType):
    who = hand.meant(TABLE)
    togo, ghana = who.entities.at[0].entity, who.entities.at[2].entity
    acts = [act("ASSAULT", 1, [togo], [ghana]), act("ACCUSE", 5, [ghana], []), act("REQUEST", 9, [togo], [])]
    return who, togo, ghana, acts


def test_a_charge_is_aimed_at_who_has_just_struck(told) -> None:
    who, togo, _, acts = told
    opponents.aim(acts, who, {}, operators(who.entities.lexicon))
    assert acts[1].targets == [togo]


def test_a_demand_is_aimed_at_the_other_of_two_sides(told) -> None:
    who, _, ghana, acts = told
    opponents.aim(acts, who, {}, operators(who.entities.lexicon))
    assert acts[2].targets == [ghana]


def test_third_parties_demand_of_nobody(told) -> None:
    who, _, _, acts = told
    acts[2].agents = [Entity(key="State/peru", type="State", label="Peru")]
    opponents.aim(acts, who, {}, operators(who.entities.lexicon))
    assert acts[2].targets == []


def test_officials_count_for_their_states(told) -> None:
    who, togo, ghana, acts = told
    envoy = Entity(key="Person/ama", type="Person", label="Ama")
    acts[2].agents = [envoy]
    opponents.aim(acts, who, {envoy: togo}, operators(who.entities.lexicon))
    assert acts[2].targets == [ghana]
