"""Where names end: on parses written by hand."""

from __future__ import annotations

from types import ModuleType

from kg.extract import extents


def test_a_name_reaches_to_the_word_that_its_last_word_modifies(hand: ModuleType) -> None:
    tree = hand.grow("Ri/NNP/compound/2 Yong/NNP/compound/2 Ho/NNP/nsubj/3 denies/VBZ/ROOT/3/deny it/PRP/dobj/3")
    assert extents.completed(tree, 0, 1, frozenset()) == 2
    assert extents.completed(tree, 0, 1, frozenset({"ho"})) == 1
    assert extents.completed(tree, 0, 2, frozenset()) == 2


def test_two_persons_are_told_apart(hand: ModuleType) -> None:
    tree = hand.grow("Ann/NNP/compound/1 Roe/NNP/nsubj/5 and/CC/cc/1 Jo/NNP/compound/4 Doe/NNP/conj/1 met/VBD/ROOT/5/meet")
    assert list(extents.apart(tree, 0, 4)) == [(0, 1), (3, 4)]


def test_a_noun_tells_what_an_acronym_is(hand: ModuleType) -> None:
    tree = hand.grow(
        "the/DT/det/3 rights/NNS/compound/2/right group/NN/compound/3 RNX/NNP/nsubj/7 and/CC/cc/3 the/DT/det/6 XR/NNP/conj/3 "
        "met/VBD/ROOT/7/meet"
    )
    assert list(extents.called(tree, {"rights group": "Organization"})) == [(3, "Organization")]


def test_a_name_may_list_what_a_body_is_for(hand: ModuleType) -> None:
    tree = hand.grow(
        "a/DT/det/7 Truth/NNP/nmod/7 ,/,/punct/1 Justice/NNP/conj/1 and/CC/cc/3 Reparation/NNP/conj/3 "
        "Law/NNP/compound/7 Commission/NNP/nsubj/8 met/VBD/ROOT/8/meet"
    )
    assert extents.list_start(tree, 5) == 1
    assert extents.list_start(tree, 7) == 7
