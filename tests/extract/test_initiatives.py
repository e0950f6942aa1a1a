"""Initiatives of whole parses written by hand: what is one, its parts, its parties, its status."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.model import BlockKind, Extraction, Initiative, Status

PACT = (
    "Kenya/NNP/nsubj/1 proposed/VBD/ROOT/1/propose a/DT/det/4 border/NN/compound/4 pact/NN/dobj/1 to/IN/prep/1 "
    "Ethiopia/NNP/pobj/5 ././punct/1 "
)
AGREEMENT = (
    "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 signed/VBD/ROOT/3/sign a/DT/det/6 ceasefire/NN/compound/6 "
    "agreement/NN/dobj/3 ././punct/3 "
)
SUCH_AS = (
    "Kenya/NNP/nsubj/1 proposed/VBD/ROOT/1/propose security/NN/compound/3 measures/NNS/dobj/1/measure such/JJ/amod/5 "
    "as/IN/prep/3 "
    "joint/JJ/amod/7 patrols/NNS/pobj/5/patrol and/CC/cc/7 a/DT/det/10 hotline/NN/conj/7 ././punct/1"
)
BULLETS = (
    "Kenya/NNP/nsubj/1 offered/VBD/ROOT/1/offer a/DT/det/4 peace/NN/compound/4 plan/NN/dobj/1 :/:/punct/1 "
    "¶/_SP/dep/5 joint/JJ/amod/8 patrols/NNS/ROOT/8/patrol ¶/_SP/dep/8 a/DT/det/12 shared/JJ/amod/12 database/NN/ROOT/12"
)


def by_label(found: Extraction) -> dict[str, Initiative]:
    return {i.label: i for i in found.initiatives}


def links(found: Extraction) -> set[tuple[str, str, str]]:
    """(label, property, label or key)."""
    labels = {i.key: i.label for i in found.initiatives}
    return {(labels[c.subject], c.predicate, labels.get(c.object, c.object)) for c in found.claims if c.subject in labels}


def test_proposer_and_addressee(hand: ModuleType) -> None:
    found = hand.read_out(PACT)
    (pact,) = found.initiatives
    assert (pact.label, pact.status) == ("border pact", Status.PROPOSED)
    assert links(found) == {
        ("border pact", "proposedBy", "State/kenya"),
        ("border pact", "proposedTo", "State/ethiopia"),
        ("border pact", "participant", "State/kenya"),
        ("border pact", "participant", "State/ethiopia"),
        ("border pact", "addresses", "issue/border"),
    }


def test_the_proposal_is_the_one_made_before(hand: ModuleType) -> None:
    found = hand.read_out(PACT + "Ethiopia/NNP/nsubj/9 rejected/VBD/ROOT/9/reject the/DT/det/11 proposal/NN/dobj/9 ././punct/9")
    (pact,) = found.initiatives
    assert [m.text for m in pact.evidence] == ["border pact", "proposal"]
    assert pact.status is Status.REJECTED
    assert ("border pact", "opposedBy", "State/ethiopia") in links(found)


def test_a_proposal_of_something_else_is_another(hand: ModuleType) -> None:
    found = hand.read_out(
        PACT + "Ethiopia/NNP/nsubj/9 offered/VBD/ROOT/9/offer a/DT/det/12 trade/NN/compound/12 plan/NN/dobj/9 ././punct/9"
    )
    assert sorted(by_label(found)) == ["border pact", "trade plan"]


def test_parties_to_what_is_signed_take_part_and_do_not_propose(hand: ModuleType) -> None:
    found = hand.read_out(AGREEMENT)
    (agreement,) = found.initiatives
    assert agreement.status is Status.AGREED
    assert links(found) == {
        ("ceasefire agreement", "participant", "State/kenya"),
        ("ceasefire agreement", "participant", "State/ethiopia"),
    }


def test_members_of_such_as_are_parts(hand: ModuleType) -> None:
    found = hand.read_out(SUCH_AS)
    assert ("security measures", "hasPart", "joint patrols") in links(found)
    assert ("security measures", "hasPart", "Kenya's hotline") in links(found)


def test_parts_have_the_parties_of_the_whole(hand: ModuleType) -> None:
    assert ("joint patrols", "proposedBy", "State/kenya") in links(hand.read_out(SUCH_AS))


def test_bullets_under_a_colon_are_parts(hand: ModuleType) -> None:
    found = links(hand.read_out(BULLETS, kinds=(BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)))
    assert ("peace plan", "hasPart", "joint patrols") in found
    assert ("peace plan", "hasPart", "shared database") in found
    without = links(hand.read_out(BULLETS, kinds=(BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH)))
    assert not any(prop == "hasPart" for _, prop, _ in without)


def test_an_obstacle(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/1 offered/VBD/ROOT/1/offer a/DT/det/4 peace/NN/compound/4 plan/NN/dobj/1 ././punct/1 "
        "Terrorism/NN/nsubj/7 hinders/VBZ/ROOT/7/hinder the/DT/det/10 peace/NN/compound/10 plan/NN/dobj/7 ././punct/7"
    )
    assert ("peace plan", "hinderedBy", "issue/terrorism") in links(found)


def test_a_clause_that_is_agreed_on(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Ethiopia/NNP/conj/0 agreed/VBD/ROOT/3/agree to/TO/aux/5 exchange/VB/xcomp/3 "
        "prisoners/NNS/dobj/5/prisoner ././punct/3"
    )
    assert by_label(found)["exchange prisoners"].status is Status.AGREED


STATUSES = {
    "proposed": (PACT, "Proposed"),
    "agreed": (AGREEMENT, "Agreed"),
    "suspended": (
        "Kenya/NNP/nsubj/1 suspended/VBD/ROOT/1/suspend the/DT/det/5 Border/NNP/compound/5 Security/NNP/compound/5 "
        "Agreement/NNP/dobj/1 ././punct/1",
        "Suspended",
    ),
    "completed, told of it by a pronoun": (
        "The/DT/det/2 peace/NN/compound/2 plan/NN/nsubjpass/4 was/VBD/auxpass/4/be presented/VBN/ROOT/4/present ././punct/4 "
        "It/PRP/nsubjpass/8 was/VBD/auxpass/8/be completed/VBN/ROOT/8/complete in/IN/prep/8 May/NNP/pobj/9 ././punct/8",
        "Completed",
    ),
    "the last development counts": (
        PACT + "The/DT/det/9 pact/NN/nsubjpass/11 was/VBD/auxpass/11/be signed/VBN/ROOT/11/sign ././punct/11 "
        "The/DT/det/14 pact/NN/nsubjpass/16 was/VBD/auxpass/16/be suspended/VBN/ROOT/16/suspend ././punct/16",
        "Suspended",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATUSES)
def test_status(hand: ModuleType, name: str) -> None:
    table, expected = STATUSES[name]
    (initiative,) = hand.read_out(table).initiatives
    assert initiative.status is Status(expected)


def test_who_did_not_accept_it_opposes_it(hand: ModuleType) -> None:
    found = hand.read_out(
        AGREEMENT
        + (
            "Somalia/NNP/nsubj/11 did/VBD/aux/11/do not/RB/neg/11 accept/VB/ROOT/11 the/DT/det/14 ceasefire/NN/compound/14 "
            "agreement/NN/dobj/11 ././punct/11"
        )
    )
    assert ("ceasefire agreement", "opposedBy", "State/somalia") in links(found)
    assert by_label(found)["ceasefire agreement"].status is Status.AGREED


def test_a_great_deal_is_no_deal(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/1 wasted/VBD/ROOT/1/waste a/DT/det/4 great/JJ/amod/4 deal/NN/dobj/1 of/IN/prep/4 "
        "paper/NN/pobj/5 ././punct/1"
    )
    assert found.initiatives == ()


def test_those_under_whose_auspices_it_was_made_take_part(hand: ModuleType) -> None:
    found = hand.read_out(
        "The/DT/det/2 ceasefire/NN/compound/2 agreement/NN/nsubjpass/4 was/VBD/auxpass/4/be negotiated/VBN/ROOT/4/negotiate "
        "under/IN/prep/4 the/DT/det/7 auspices/NNS/pobj/5/auspices of/IN/prep/7 Kenya/NNP/pobj/8 ././punct/4"
    )
    assert ("ceasefire agreement", "participant", "State/kenya") in links(found)


def test_who_makes_a_proposal_need_not_take_part(hand: ModuleType) -> None:
    found = hand.read_out(
        "Ethiopia/NNP/nsubj/1 rejected/VBD/ROOT/1/reject Kenya/NNP/poss/4 's/POS/case/2 proposal/NN/dobj/1 ././punct/1"
    )
    told = {(p, o) for _, p, o in links(found)}
    assert ("proposedBy", "State/kenya") in told and ("participant", "State/kenya") not in told


def test_the_plan_of_another_is_another(hand: ModuleType) -> None:
    found = hand.read_out(
        "Kenya/NNP/nsubj/1 signed/VBD/ROOT/1/sign a/DT/det/4 peace/NN/compound/4 plan/NN/dobj/1 ././punct/1 "
        "Ethiopia/NNP/nsubj/7 presented/VBD/ROOT/7/present Somalia/NNP/poss/10 's/POS/case/8 plan/NN/dobj/7 ././punct/7"
    )
    assert len(found.initiatives) == 2
