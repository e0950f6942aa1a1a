"""The confidence of findings rises and falls with what it is read from, and stays within its bounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from kg.extract import confidence
from kg.vocabulary import EVENT_TYPES

EDGES = ("ROOT", "conj", "xcomp", "relcl", "nsubj", "dobj")
EVENTS = [
    confidence.event(t, situated=s, agents=a, edge=e) for t, s, a, e in product(EVENT_TYPES, (True, False), (True, False), EDGES)
]
INITIATIVES = [
    confidence.initiative(k, links=n, grouped=g, edge=e)
    for k, n, g, e in product(("measure", "proposal"), (0, 2, 3, 9), (True, False), EDGES)
]


def event(type: str = "AGREE", situated: bool = False, agents: bool = False, edge: str = "ROOT") -> float:
    return confidence.event(type, situated=situated, agents=agents, edge=edge)


def initiative(kind: str = "plan", links: int = 0, grouped: bool = False, edge: str = "dobj") -> float:
    return confidence.initiative(kind, links=links, grouped=grouped, edge=edge)


@pytest.mark.parametrize("values", [EVENTS, INITIATIVES])
def test_a_share_of_two_decimals(values: list[float]) -> None:
    assert all(confidence.LEAST <= v <= confidence.MOST and v == round(v, 2) for v in values)
    assert len(set(values)) > 5


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (event("ACCUSE"), event("AGREE")),
        (event(situated=True), event()),
        (event(agents=True), event()),
        (event(edge="ROOT"), event(edge="conj")),
        (initiative("measure"), initiative("proposal")),
        (initiative(links=3), initiative(links=2)),
        (initiative(grouped=True), initiative()),
        (initiative(edge="ROOT"), initiative(edge="pobj")),
    ],
)
def test_what_makes_it_likelier(more: float, less: float) -> None:
    assert more > less


def test_the_types_are_those_of_the_vocabulary() -> None:
    assert set(EVENT_TYPES) > confidence.UNMISTAKABLE


@pytest.mark.parametrize("function", [confidence.event, confidence.initiative])
def test_features_go_by_name(function: Callable[..., float]) -> None:
    with pytest.raises(TypeError):
        function("plan", True, "dobj")
