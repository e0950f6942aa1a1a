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
    "backed, of what modifies": (
        "The/DT/det/6 Iran/NNP/npadvmod/3 -/HYPH/punct/3 backed/VBN/amod/6/back Hamas/NNP/compound/6 border/NN/compound/6 "
        "offensive/NN/nsubj/7 failed/VBD/ROOT/7/fail in/IN/prep/7 Lebanon/NNP/pobj/8 ././punct/7",
        [], [("State/iran", "supports", "ArmedGroup/hamas")],
    ),
    "denied": (
        "Iran/NNP/nsubj/1 denies/VBZ/ROOT/1/deny backing/VBG/xcomp/1/back Hamas/NNP/dobj/2 ././punct/1", [], [],
    ),
    "holds the chair": (
        "Kenya/NNP/nsubj/1 holds/VBZ/ROOT/1/hold the/DT/det/5 African/NNP/compound/4 Union/NNP/compound/5 chair/NN/dobj/1 "
        "././punct/1",
        [], [("State/kenya", "leads", AU)],
    ),
    "composed of": (
        "NATO/NNP/nsubjpass/2 is/VBZ/auxpass/2/be composed/VBN/ROOT/2/compose of/IN/prep/2 Ghana/NNP/pobj/3 and/CC/cc/4 "
        "Kenya/NNP/conj/4 ././punct/2",
        [], [("State/ghana", "memberOf", NATO), ("State/kenya", "memberOf", NATO)],
    ),
    "common border": (
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Ghana/NNP/conj/0 closed/VBD/ROOT/3/close their/PRP$/poss/6 common/JJ/amod/6 "
        "border/NN/dobj/3 ././punct/3",
        [], [("State/kenya", "neighbourOf", "State/ghana")],
    ),
    "the known president": (
        "Joe/NNP/compound/1 Biden/NNP/nsubj/2 left/VBD/ROOT/2/leave ././punct/2 "
        "The/DT/det/6 American/JJ/amod/6 president/NN/nsubj/7 slept/VBD/ROOT/7/sleep ././punct/7 "
        "Kenya/NNP/nsubj/10 likes/VBZ/ROOT/10/like the/DT/det/13 United/NNP/compound/13 States/NNP/dobj/10 ././punct/10",
        [(0, 1, PERSON)], [("Person/joe-biden", "leads", "State/united-states")],
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
    "a border with": (
        "Kenya/NNP/poss/2 's/POS/case/0 border/NN/nsubj/5 with/IN/prep/2 Ethiopia/NNP/pobj/3 closed/VBD/ROOT/5/close "
        "././punct/5",
        [], [("State/kenya", "neighbourOf", "State/ethiopia")],
    ),
    "fighters in a country": (
        "Hamas/NNP/compound/1 fighters/NNS/nsubj/4/fighter in/IN/prep/1 Lebanon/NNP/pobj/2 left/VBD/ROOT/4/leave ././punct/4",
        [], [("ArmedGroup/hamas", "operatesIn", "State/lebanon")],
    ),
    "elected": (
        "Jane/NNP/compound/1 Roe/NNP/nsubjpass/3 was/VBD/auxpass/3/be elected/VBN/ROOT/3/elect president/NN/oprd/3 "
        "of/IN/prep/4 Kenya/NNP/pobj/5 ././punct/3",
        [(0, 1, PERSON)], [("Person/jane-roe", "leads", "State/kenya")],
    ),
    "may be elected": (
        "Jane/NNP/compound/1 Roe/NNP/nsubjpass/4 may/MD/aux/4 be/VB/auxpass/4 elected/VBN/ROOT/4/elect president/NN/oprd/4 "
        "of/IN/prep/5 Kenya/NNP/pobj/6 ././punct/4",
        [(0, 1, PERSON)], [],
    ),
    "each signed for one": (
        "Jane/NNP/compound/1 Roe/NNP/nsubj/5 and/CC/cc/1 John/NNP/compound/4 Doe/NNP/conj/1 signed/VBD/ROOT/5/sign "
        "for/IN/prep/5 Kenya/NNP/pobj/6 and/CC/cc/7 Hamas/NNP/conj/7 ././punct/5",
        [(0, 1, PERSON), (3, 4, PERSON)],
        [("Person/jane-roe", "represents", "State/kenya"), ("Person/john-doe", "represents", "ArmedGroup/hamas")],
    ),
    "one of a body": (
        "Jane/NNP/compound/1 Roe/NNP/nsubj/6 of/IN/prep/1 the/DT/det/5 institute/NN/compound/5 Oxfam/NNP/pobj/2 "
        "left/VBD/ROOT/6/leave ././punct/6",
        [(0, 1, PERSON)], [("Person/jane-roe", "memberOf", "Organization/oxfam")],
    ),
    "a part named after its whole": (
        "The/DT/det/2 UN/NNP/compound/2 mission/NN/nsubj/8 in/IN/prep/2 Mali/NNP/pobj/3 ,/,/punct/2 MINUSMA/NNP/appos/2 "
        ",/,/punct/2 closed/VBD/ROOT/8/close while/IN/mark/12 the/DT/det/11 UN/NNP/nsubj/12 watched/VBD/advcl/8/watch "
        "././punct/8",
        [], [("IntergovernmentalOrganization/minusma", "partOf", "IntergovernmentalOrganization/united-nations")],
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
