"""Standing relations, on parses written by hand and with the lexicons of the package."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.extract import relations

AU = "IntergovernmentalOrganization/african-union"
NATO = "IntergovernmentalOrganization/nato"
PERSON = "PERSON"

STATED = {
    "office before a name": (
        "Iranian/JJ/amod/2 Foreign/NNP/compound/2 Minister/NNP/compound/4 Javad/NNP/compound/4 Zarif/NNP/nsubj/5 "
        "left/VBD/ROOT/5/leave ././punct/5",
        [(3, 4, PERSON)], [("Person/javad-zarif", "represents", "State/iran")],
    ),
    "office beside a name": (
        "Janet/NNP/compound/1 Yellen/NNP/nsubj/9 ,/,/punct/1 chair/NN/appos/1 of/IN/prep/3 the/DT/det/7 "
        "African/NNP/compound/7 Union/NNP/pobj/4 "
        ",/,/punct/1 left/VBD/ROOT/9/leave ././punct/9",
        [(0, 1, PERSON)], [("Person/janet-yellen", "leads", AU)],
    ),
    "a former office is none": (
        "Former/JJ/amod/2 Kenyan/JJ/amod/2 president/NN/compound/4 Daniel/NNP/compound/4 Moi/NNP/nsubj/5 "
        "died/VBD/ROOT/5/die ././punct/5",
        [(3, 4, PERSON)], [],
    ),
    "backed": (
        "The/DT/det/4 Iran/NNP/npadvmod/3 -/HYPH/punct/3 backed/VBN/amod/4/back Houthis/NNPS/nsubj/5 "
        "left/VBD/ROOT/5/leave ././punct/5",
        [], [("State/iran", "supports", "ArmedGroup/houthis")],
    ),
    "operates in": (
        "Hamas/NNP/nsubj/1 operates/VBZ/ROOT/1/operate in/IN/prep/1 Lebanon/NNP/pobj/2 ././punct/1",
        [], [("ArmedGroup/hamas", "operatesIn", "State/lebanon")],
    ),
    "does not operate in": (
        "Hamas/NNP/nsubj/3 does/VBZ/aux/3/do not/RB/neg/3 operate/VB/ROOT/3 in/IN/prep/3 Lebanon/NNP/pobj/4 ././punct/3", [], [],
    ),
    "may operate in": (
        "Hamas/NNP/nsubj/2 may/MD/aux/2 operate/VB/ROOT/2 in/IN/prep/2 Lebanon/NNP/pobj/3 ././punct/2", [], [],
    ),
    "a member of": (
        "Ghana/NNP/nsubj/7 ,/,/punct/0 a/DT/det/3 member/NN/appos/0 of/IN/prep/3 NATO/NNP/pobj/4 ,/,/punct/0 "
        "left/VBD/ROOT/7/leave ././punct/7",
        [], [("State/ghana", "memberOf", NATO)],
    ),
    "leads": (
        "Joe/NNP/compound/1 Biden/NNP/nsubj/2 leads/VBZ/ROOT/2/lead NATO/NNP/dobj/2 ././punct/2",
        [(0, 1, PERSON)], [("Person/joe-biden", "leads", NATO)],
    ),
    "led by": (
        "NATO/NNP/nsubjpass/2 is/VBZ/auxpass/2/be led/VBN/ROOT/2/lead by/IN/agent/2 Joe/NNP/compound/5 "
        "Biden/NNP/pobj/3 ././punct/2",
        [(4, 5, PERSON)], [("Person/joe-biden", "leads", NATO)],
    ),
    "borders": (
        "Kenya/NNP/nsubj/1 borders/VBZ/ROOT/1/border Ethiopia/NNP/dobj/1 ././punct/1",
        [], [("State/kenya", "neighbourOf", "State/ethiopia")],
    ),
    "to meet is no relation": ("Kenya/NNP/nsubj/1 met/VBD/ROOT/1/meet Ethiopia/NNP/dobj/1 ././punct/1", [], []),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_stated(hand: ModuleType, name: str) -> None:
    table, found, expected = STATED[name]
    got = relations.relations(hand.meant(table, found), hand.full_lexicon())
    assert [(r.subject.key, r.predicate, r.object.key) for r in got] == expected


def test_the_words_are_those_that_state_it(hand: ModuleType) -> None:
    table, found, _ = STATED["operates in"]
    (relation,) = relations.relations(hand.meant(table, found), hand.full_lexicon())
    assert relation.words == (1, 3)
    assert 0 < relation.sure <= 1


def test_a_relation_stated_twice_is_one(hand: ModuleType) -> None:
    table = STATED["borders"][0] + " Kenya/NNP/nsubj/5 borders/VBZ/ROOT/5/border Ethiopia/NNP/dobj/5 ././punct/5"
    assert len(relations.relations(hand.meant(table), hand.full_lexicon())) == 1
