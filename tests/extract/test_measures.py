"""What is to be done, told by verbs, in parses written by hand: which clauses are initiatives, how they are called, whose
part they are."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.model import BlockKind, Extraction, Status

ASKED = "Kenya/NNP/nsubj/1 asked/VBD/ROOT/1/ask Ethiopia/NNP/dobj/1 to/TO/aux/4 "
SIGNED = "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 signed/VBD/ROOT/3/sign a/DT/det/5 pact/NN/dobj/3 ././punct/3 "
LABELS = {
    "a particle after the object": (
        ASKED + "pull/VB/xcomp/1 troops/NNS/dobj/4/troop back/RP/prt/4 ././punct/1",
        "pull troops back",
    ),
    "an empty verb that a particle fills": (
        "Kenya/NNP/nsubj/1 promised/VBD/ROOT/1/promise to/TO/aux/3 give/VB/xcomp/1 up/RP/prt/3 smuggling/NN/dobj/3 ././punct/1",
        "give up smuggling",
    ),
    "no object": (ASKED + "return/VB/xcomp/1 to/IN/prep/4 barracks/NNS/pobj/5/barrack ././punct/1", "return to barracks"),
    "the second of two verbs": (
        ASKED + "go/VB/xcomp/1 on/RP/prt/4 recognising/VBG/advcl/4/recognise passports/NNS/dobj/6/passport ././punct/1",
        "recognising passports",
    ),
    "a passive wish": (
        "Kenya/NNP/nsubj/1 demanded/VBD/ROOT/1/demand that/IN/mark/5 services/NNS/nsubjpass/5/service be/VB/auxpass/5 "
        "restored/VBN/ccomp/1/restore ././punct/1",
        "services restored",
    ),
    "wanted of another": (
        "Kenya/NNP/nsubj/1 wants/VBZ/ROOT/1/want Ethiopia/NNP/nsubj/4 to/TO/aux/4 open/VB/ccomp/1 ports/NNS/dobj/4/port "
        "././punct/1",
        "open ports",
    ),
    "a week to do it": (
        "Kenya/NNP/nsubj/1 gave/VBD/ROOT/1/give soldiers/NNS/dative/1/soldier a/DT/det/4 week/NN/dobj/1 to/TO/aux/6 "
        "return/VB/relcl/4 to/IN/prep/6 barracks/NNS/pobj/7/barrack ././punct/1",
        "return to barracks",
    ),
    "necessary": (
        "It/PRP/nsubj/1 is/VBZ/ROOT/1/be necessary/JJ/acomp/1 for/IN/mark/6 Kenya/NNP/nsubj/6 to/TO/aux/6 "
        "reopen/VB/advcl/1 ports/NNS/dobj/6/port ././punct/1",
        "reopen ports",
    ),
}  # fmt: skip


def labels(found: Extraction) -> list[str]:
    return [i.label for i in found.initiatives]


def parts(found: Extraction) -> set[tuple[str, str]]:
    name = {i.key: i.label for i in found.initiatives}
    return {(name[c.subject], name[c.object]) for c in found.claims if c.predicate == "hasPart"}


@pytest.mark.parametrize("name", LABELS)
def test_what_is_to_be_done(hand: ModuleType, name: str) -> None:
    table, expected = LABELS[name]
    assert labels(hand.read_out(table)) == [expected]


def test_leaving_a_pact_stands_in_its_way(hand: ModuleType) -> None:
    found = hand.read_out(SIGNED + "Kenya/NNP/nsubj/8 left/VBD/ROOT/8/leave the/DT/det/10 pact/NN/dobj/8 ././punct/8")
    assert [c.object.split("-")[0] for c in found.claims if c.predicate == "hinderedBy"] == ["sanction"]


def test_a_noun_that_says_little_is_shown_with_its_phrase(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/1 demanded/VBD/ROOT/1/demand an/DT/det/3 end/NN/dobj/1 to/IN/prep/3 raids/NNS/pobj/4/raid ././punct/1"
    )
    assert labels(found) == ["end to raids"]


NONE = {
    "what happened before": (
        "Kenya/NNP/nsubj/1 promised/VBD/ROOT/1/promise peace/NN/dobj/1 after/IN/mark/6 it/PRP/nsubj/6 had/VBD/aux/6/have "
        "seized/VBN/advcl/1/seize ships/NNS/dobj/6/ship ././punct/1",
        "seized ships",
    ),
    "a condition": (
        "Should/MD/aux/2/should Kenya/NNP/nsubj/2 break/VB/advcl/7 the/DT/det/4 rules/NNS/dobj/2/rule ,/,/punct/7 "
        "Ethiopia/NNP/nsubj/7 protests/VBZ/ROOT/7/protest ././punct/7",
        "break the rules",
    ),
    "no act": ("Kenya/NNP/nsubj/1 promised/VBD/ROOT/1/promise to/TO/aux/3 be/VB/xcomp/1 fair/JJ/acomp/3 ././punct/1", "be fair"),
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_undertaking(hand: ModuleType, name: str) -> None:
    table, absent = NONE[name]
    assert absent not in labels(hand.read_out(table))


def test_a_promise_of_one_side_is_proposed(hand: ModuleType) -> None:
    (promise,) = hand.read_out(LABELS["an empty verb that a particle fills"][0]).initiatives
    assert promise.status is Status.PROPOSED


def test_terms_told_right_after_an_agreement_are_parts(hand: ModuleType) -> None:
    term = "Kenya/NNP/nsubj/9 will/MD/aux/9 reopen/VB/ROOT/9 two/CD/nummod/11 ports/NNS/dobj/9/port ././punct/9"
    assert parts(hand.read_out(SIGNED + term)) == {("pact", "reopen two ports")}
    other = term.replace("will/MD/aux/9", "then/RB/advmod/9")
    assert parts(hand.read_out(SIGNED + other)) == set()


LISTED = (
    "Terms/NNS/ROOT/0/term of/IN/prep/0 the/DT/det/3 pact/NN/pobj/1 ¶/_SP/dep/3 Kenya/NNP/nsubj/6 opens/VBZ/ROOT/6/open "
    "ports/NNS/dobj/6/port ././punct/6 ¶/_SP/dep/8 A/DT/det/11 team/NN/nsubj/12 watches/VBZ/ROOT/12/watch "
    "coasts/NNS/dobj/12/coast"
)  # fmt: skip


def test_items_under_a_heading_that_names_an_agreement(hand: ModuleType) -> None:
    kinds = (BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)
    assert parts(hand.read_out(LISTED, kinds=kinds)) == {("pact", "opens ports"), ("pact", "team")}


def test_an_imperative_answers_what_should_be_done(hand: ModuleType) -> None:
    question = "What/WP/dobj/3 should/MD/aux/3 Kenya/NNP/nsubj/3 do/VB/ROOT/3 ?/./punct/3 "
    answer = "Open/VB/ROOT/5 the/DT/det/7 ports/NNS/dobj/5/port ././punct/5"
    found = hand.read_out(question + answer)
    assert labels(found) == ["Open the ports"]
    assert {(c.predicate, c.object) for c in found.claims} >= {("participant", "State/kenya")}
    assert labels(hand.read_out(answer.replace("/5", "/0").replace("/7", "/2"))) == []


def test_what_is_withheld_is_a_measure_in_force(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/2 has/VBZ/aux/2/have suspended/VBN/ROOT/2/suspend development/NN/compound/4 aid/NN/dobj/2 to/IN/prep/4 "
        "Ethiopia/NNP/pobj/5 ././punct/2"
    )
    (measure,) = found.initiatives
    assert (measure.label, measure.status) == ("suspended development aid", Status.ACTIVE)
    assert {(c.predicate, c.object) for c in found.claims if c.subject == measure.key} >= {
        ("proposedBy", "State/kenya"),
        ("targets", "State/ethiopia"),
    }


def test_a_demand_that_is_refused_next_is_rejected(hand: ModuleType) -> None:
    demand = ASKED + "open/VB/xcomp/1 ports/NNS/dobj/4/port ././punct/1 "
    refused = hand.read_out(demand + "Ethiopia/NNP/nsubj/8 refused/VBD/ROOT/8/refuse ././punct/8")
    assert [i.status for i in refused.initiatives] == [Status.REJECTED]
    assert [i.status for i in hand.read_out(demand + "Kenya/NNP/nsubj/8 refused/VBD/ROOT/8/refuse ././punct/8").initiatives] == [
        Status.PROPOSED
    ]


def test_the_agreement_is_what_both_agreed_to_do(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 agreed/VBD/ROOT/3/agree to/TO/aux/5 open/VB/xcomp/3 "
        "ports/NNS/dobj/5/port ././punct/3 The/DT/det/9 agreement/NN/nsubj/10 holds/VBZ/ROOT/10/hold ././punct/10"
    )
    (one,) = found.initiatives
    assert [m.text for m in one.evidence] == ["open ports", "agreement"]


def test_a_list_is_addressed_by_the_line_above_it(hand: ModuleType) -> None:
    found = hand.read_out(
        "Recommendations/NNS/ROOT/0/recommendation ¶/_SP/dep/0 To/IN/ROOT/2 Kenya/NNP/pobj/2 :/:/punct/2 ¶/_SP/dep/4 "
        "Open/VB/ROOT/6 ports/NNS/dobj/6/port ././punct/6",
        kinds=(BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM),
    )
    assert labels(found) == ["Open ports"]
    assert {(c.predicate, c.object) for c in found.claims} >= {("proposedTo", "State/kenya"), ("participant", "State/kenya")}


def test_what_a_text_provides_for_is_a_part(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 signed/VBD/ROOT/3/sign a/DT/det/5 pact/NN/dobj/3 which/WDT/nsubj/7 "
        "provides/VBZ/relcl/5/provide for/IN/prep/7 joint/JJ/amod/10 patrols/NNS/pobj/8/patrol ././punct/3"
    )
    assert parts(found) == {("pact", "joint patrols")}


def test_who_leaves_an_agreement_of_many_does_not_end_it(hand: ModuleType) -> None:
    three = (
        "Kenya/NNP/nsubj/5 ,/,/punct/0 Ethiopia/NNP/conj/0 and/CC/cc/2 Somalia/NNP/conj/2 signed/VBD/ROOT/5/sign a/DT/det/7 "
        "pact/NN/dobj/5 ././punct/5 Kenya/NNP/nsubj/10 left/VBD/ROOT/10/leave the/DT/det/12 pact/NN/dobj/10 ././punct/10"
    )
    (pact,) = hand.read_out(three).initiatives
    assert pact.status is Status.AGREED


def test_who_rejects_both_stands_in_the_way_of_both(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/1 demanded/VBD/ROOT/1/demand a/DT/det/3 truce/NN/dobj/1 and/CC/cc/3 talks/NNS/conj/3/talk ././punct/1 "
        "Ethiopia/NNP/nsubj/8 rejected/VBD/ROOT/8/reject both/DT/dobj/8 ././punct/8"
    )
    assert {i.status for i in found.initiatives} == {Status.REJECTED}
    opposed = {(c.predicate, c.object.split("-")[0]) for c in found.claims if c.predicate in ("opposedBy", "hinderedBy")}
    assert opposed == {("opposedBy", "State/ethiopia"), ("hinderedBy", "reject")}
    assert len(found.initiatives) == 2


def test_a_demand_between_two_is_made_of_the_other(hand: ModuleType) -> None:
    found = hand.read_out(
        SIGNED
        + "Kenya/NNP/nsubj/8 demanded/VBD/ROOT/8/demand that/IN/mark/12 services/NNS/nsubjpass/12/service be/VB/auxpass/12 "
        "restored/VBN/ccomp/8/restore ././punct/8"
    )
    (demand,) = [i for i in found.initiatives if i.label == "services restored"]
    assert ("proposedTo", "State/ethiopia") in {(c.predicate, c.object) for c in found.claims if c.subject == demand.key}


NOTHING_TO_DO = {
    "efforts": "Kenya/NNP/nsubj/1 urged/VBD/ROOT/1/urge Ethiopia/NNP/dobj/1 to/TO/aux/4 redouble/VB/xcomp/1 its/PRP$/poss/6 "
    "efforts/NNS/dobj/4/effort ././punct/1",
    "war": "The/DT/det/1 speech/NN/nsubj/2 was/VBD/ROOT/2/be a/DT/det/4 declaration/NN/attr/2 of/IN/prep/4 "
    "war/NN/pobj/5 ././punct/2",
    "an envoy called home": "Kenya/NNP/nsubj/1 recalled/VBD/ROOT/1/recall its/PRP$/poss/3 envoy/NN/dobj/1 for/IN/prep/1 "
    "consultations/NNS/pobj/4/consultation ././punct/1",
    "money": "Kenya/NNP/nsubj/1 offered/VBD/ROOT/1/offer 500/CD/nummod/3 dollars/NNS/dobj/1/dollar ././punct/1",
}


@pytest.mark.parametrize("name", NOTHING_TO_DO)
def test_what_sounds_like_an_initiative(hand: ModuleType, name: str) -> None:
    assert hand.read_out(NOTHING_TO_DO[name]).initiatives == ()


def test_a_truce_without_more_is_the_one_told_of(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 signed/VBD/ROOT/3/sign a/DT/det/6 border/NN/compound/6 "
        "truce/NN/dobj/3 ././punct/3 Monitors/NNS/nsubj/10 will/MD/aux/10 come/VB/ROOT/10 if/IN/mark/15 a/DT/det/13 "
        "truce/NN/nsubjpass/15 "
        "is/VBZ/auxpass/15/be implemented/VBN/advcl/10/implement ././punct/10"
    )
    assert len(found.initiatives) == 1


def test_by_doing_is_as_possible_as_what_it_leads_to(hand: ModuleType) -> None:
    found = hand.read_out(
        "By/IN/prep/8 undertaking/VBG/pcomp/0/undertake joint/JJ/amod/3 patrols/NNS/dobj/1/patrol ,/,/punct/8 Kenya/NNP/nsubj/8 "
        "could/MD/aux/8 soon/RB/advmod/8 stop/VB/ROOT/8 smuggling/NN/dobj/8 ././punct/8"
    )
    assert [(i.label, i.status) for i in found.initiatives] == [("joint patrols", Status.PROPOSED)]
    assert not [c for c in found.claims if c.predicate == "proposedBy"]


def test_how_such_things_go_is_no_initiative(hand: ModuleType) -> None:
    found = hand.read_out(
        "Joint/JJ/amod/1 patrols/NNS/nsubj/3/patrol often/RB/advmod/3 depend/VBP/ROOT/3 on/IN/prep/3 trust/NN/pobj/4 ././punct/3"
    )
    assert not found.initiatives
