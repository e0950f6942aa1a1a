"""The questions of grammar, on parses written by hand (the format: conftest.py)."""

from __future__ import annotations

from types import ModuleType

import pytest

RATIFIED = (
    "Ghana/NNP/nsubj/3 and/CC/cc/0 Togo/NNP/conj/0 signed/VBD/ROOT/3/sign and/CC/cc/3 ratified/VBD/conj/3/ratify "
    "the/DT/det/7 treaty/NN/dobj/5 ././punct/3"
)

ROLES = {
    "active": (
        "Rebels/NNS/nsubj/1/rebel attacked/VBD/ROOT/1/attack the/DT/det/3 base/NN/dobj/1 ././punct/1",
        "attacked", ["Rebels"], ["base"],
    ),
    "passive": (
        "The/DT/det/1 base/NN/nsubjpass/3 was/VBD/auxpass/3/be attacked/VBN/ROOT/3/attack by/IN/agent/3 "
        "rebels/NNS/pobj/4/rebel ././punct/3",
        "attacked", ["rebels"], ["base"],
    ),
    "passive without a doer": (
        "The/DT/det/1 base/NN/nsubjpass/3 was/VBD/auxpass/3/be attacked/VBN/ROOT/3/attack ././punct/3",
        "attacked", [], ["base"],
    ),
    "participle after its noun": (
        "Troops/NNS/nsubj/4/troop trained/VBN/acl/0/train by/IN/agent/1 Ghana/NNP/pobj/2 seized/VBD/ROOT/4/seize "
        "the/DT/det/6 town/NN/dobj/4 ././punct/4",
        "trained", ["Ghana"], ["Troops"],
    ),
    "relative pronoun as subject": (
        "The/DT/det/1 army/NN/nsubj/2 arrested/VBD/ROOT/2/arrest the/DT/det/4 men/NNS/dobj/2/man who/WP/nsubj/6 "
        "attacked/VBD/relcl/4/attack the/DT/det/8 village/NN/dobj/6 ././punct/2",
        "attacked", ["men"], ["village"],
    ),
    "relative pronoun as object": (
        "The/DT/det/1 treaty/NN/nsubj/5 that/WDT/dobj/4 Ghana/NNP/nsubj/4 rejected/VBD/relcl/1/reject "
        "expired/VBD/ROOT/5/expire ././punct/5",
        "rejected", ["Ghana"], ["treaty"],
    ),
    "relative clause without a pronoun": (
        "The/DT/det/1 treaty/NN/nsubj/4 Ghana/NNP/nsubj/3 rejected/VBD/relcl/1/reject expired/VBD/ROOT/4/expire ././punct/4",
        "rejected", ["Ghana"], ["treaty"],
    ),
    "relative pronoun in a phrase is no object": (
        "The/DT/det/1 raid/NN/nsubj/6 in/IN/prep/5 which/WDT/pobj/2 he/PRP/nsubj/5 escaped/VBD/relcl/1/escape "
        "failed/VBD/ROOT/6/fail ././punct/6",
        "escaped", ["he"], [],
    ),
    "control by the object": (
        "Ghana/NNP/nsubj/1 urged/VBD/ROOT/1/urge Togo/NNP/dobj/1 to/TO/aux/4 stop/VB/xcomp/1 the/DT/det/6 "
        "raids/NNS/dobj/4/raid ././punct/1",
        "stop", ["Togo"], ["raids"],
    ),
    "control by the subject": (
        "Ghana/NNP/nsubj/1 promised/VBD/ROOT/1/promise to/TO/aux/3 help/VB/xcomp/1 Togo/NNP/dobj/3 ././punct/1",
        "help", ["Ghana"], ["Togo"],
    ),
    "accused of doing": (
        "Ghana/NNP/nsubj/1 accused/VBD/ROOT/1/accuse Togo/NNP/dobj/1 of/IN/prep/1 massing/VBG/pcomp/3/mass "
        "troops/NNS/dobj/4/troop ././punct/1",
        "massing", ["Togo"], ["troops"],
    ),
    "was accused of doing": (
        "Togo/NNP/nsubjpass/2 was/VBD/auxpass/2/be accused/VBN/ROOT/2/accuse of/IN/prep/2 arming/VBG/pcomp/3/arm "
        "rebels/NNS/dobj/4/rebel ././punct/2",
        "arming", ["Togo"], ["rebels"],
    ),
    "coordinated subjects and a shared subject": (RATIFIED, "ratified", ["Ghana", "Togo"], ["treaty"]),
    "object of the second verb only, shared by the first": (
        RATIFIED.replace("treaty/NN/dobj/5", "treaty/NN/dobj/3"), "ratified", ["Ghana", "Togo"], ["treaty"],
    ),
    "indirect object where there is no other": (
        "Ghana/NNP/nsubj/1 told/VBD/ROOT/1/tell Togo/NNP/dative/1 ././punct/1",
        "told", ["Ghana"], ["Togo"],
    ),
    "direct object before the indirect one": (
        "Ghana/NNP/nsubj/1 gave/VBD/ROOT/1/give Togo/NNP/dative/1 a/DT/det/4 loan/NN/dobj/1 ././punct/1",
        "gave", ["Ghana"], ["loan"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROLES)
def test_who_does_it_to_whom(hand: ModuleType, name: str) -> None:
    table, verb, agents, objects = ROLES[name]
    tree = hand.grow(table)
    i = hand.at(tree, verb)
    assert hand.words(tree, tree.agents(i)) == agents
    assert hand.words(tree, tree.objects(i)) == objects


def test_a_plural_verb_asks_for_all_that_a_relative_clause_may_be_about(hand: ModuleType) -> None:
    table = (
        "Mali/NNP/nsubj/7 and/CC/cc/0 Togo/NNP/conj/0 ,/,/punct/2 which/WDT/nsubj/5 {verb}/{tag}/relcl/2/attack "
        "Ghana/NNP/dobj/5 left/VBD/ROOT/7/leave ././punct/7"
    )
    plural = hand.grow(table.format(verb="attack", tag="VBP"))
    single = hand.grow(table.format(verb="attacks", tag="VBZ"))
    assert hand.words(plural, plural.agents(5)) == ["Mali", "Togo"]
    assert hand.words(single, single.agents(5)) == ["Togo"]


def test_a_fronted_date_belongs_to_its_preposition(hand: ModuleType) -> None:
    """The small model makes "Monday" a part of the name after it."""
    tree = hand.grow(
        "On/IN/prep/3 Monday/NNP/compound/2 Ghana/NNP/nsubj/3 recalled/VBD/ROOT/3/recall its/PRP$/poss/5 "
        "envoy/NN/dobj/3 ././punct/3"
    )
    assert [(prep, tree.word[o]) for prep, _, o in tree.phrases(3)] == [("on", "Monday")]
    assert tree.children[2] == []


def test_phrases_reach_conjuncts_and_stacked_prepositions(hand: ModuleType) -> None:
    tree = hand.grow(
        "Ghana/NNP/nsubj/1 broke/VBD/ROOT/1/break away/RB/advmod/1 from/IN/prep/2 Togo/NNP/pobj/3 and/CC/cc/4 "
        "Mali/NNP/conj/4 ././punct/1"
    )
    assert {(prep, tree.word[o]) for prep, _, o in tree.all_phrases(1)} == {
        ("away from", "Togo"), ("away from", "Mali"), ("from", "Togo"), ("from", "Mali"),
    }  # fmt: skip


def test_sentences_leave_out_blanks_at_their_edges(hand: ModuleType) -> None:
    tree = hand.grow(
        "Ghana/NNP/nsubj/1 left/VBD/ROOT/1/leave ././punct/1 ¶/_SP/dep/2 Togo/NNP/nsubj/5 stayed/VBD/ROOT/5/stay ././punct/5"
    )
    assert tree.sentences == [(0, 2), (4, 6)]
    assert [tree.sentence[i] for i in (0, 2, 4, 6)] == [0, 0, 1, 1]
    assert tree.children[2] == []


def test_offsets_are_those_of_the_text(hand: ModuleType) -> None:
    tree = hand.grow("Ghana/NNP/poss/2 's/POS/case/0 withdrawal/NN/ROOT/2 ././punct/2")
    assert [tree.text[b:e] for b, e in zip(tree.begin, tree.end, strict=True)] == tree.word
    assert tree.text == "Ghana's withdrawal."


def test_a_day_before_a_name_belongs_to_its_preposition(hand: ModuleType) -> None:
    tree = hand.grow(
        "On/IN/prep/5 27/CD/nummod/4 February/NNP/compound/4 General/NNP/compound/4 Roe/NNP/nsubj/5 left/VBD/ROOT/5/leave"
    )
    assert (tree.head[2], tree.dep[2], tree.head[1]) == (0, "pobj", 2)


def test_a_name_right_behind_a_verb_is_its_object(hand: ModuleType) -> None:
    tree = hand.grow(
        "They/PRP/nsubj/1 blacklisted/VBD/ROOT/1/blacklist Jane/NNP/compound/3 Roe/NNP/npadvmod/1 Friday/NNP/npadvmod/1"
    )
    assert hand.words(tree, tree.objects(1)) == ["Roe"]
