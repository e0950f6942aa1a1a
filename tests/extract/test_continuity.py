"""Who goes on being meant: the same noun again, the topic of the passage."""

from __future__ import annotations

from types import ModuleType

LEADERS = (
    "The/DT/det/1 leaders/NNS/nsubj/6/leader of/IN/prep/1 Togo/NNP/pobj/2 and/CC/cc/3 "
    "Ghana/NNP/conj/3 met/VBD/ROOT/6/meet ././punct/6 "
    "Nobody/NN/nsubj/9 spoke/VBD/ROOT/9/speak ././punct/9 The/DT/det/12 "
    "leaders/NNS/nsubj/13/leader left/VBD/ROOT/13/leave ././punct/13 "
    "They/PRP/nsubj/16 smiled/VBD/ROOT/16/smile ././punct/16"
)


def test_the_same_noun_again_means_the_same(hand: ModuleType) -> None:
    who = hand.meant(LEADERS)
    assert hand.keys(who, 12) == ["State/togo", "State/ghana"]


def test_they_at_the_head_of_a_sentence_go_on_with_the_subject(hand: ModuleType) -> None:
    who = hand.meant(LEADERS)
    assert hand.keys(who, 15) == ["State/togo", "State/ghana"]
