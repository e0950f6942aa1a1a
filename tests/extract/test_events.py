"""Events of whole parses written by hand: who, whom, what type, how sure, according to whom, one per occurrence."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.model import Event

ATTACKED = "Rebels/NNS/nsubj/1/rebel attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 ././punct/1 "
WOULD = "Ghana/NNP/nsubj/1 said/VBD/ROOT/1/say it/PRP/nsubj/4 would/MD/aux/4 {verb}/VB/ccomp/1 Togo/NNP/dobj/4 {rest}"

SUMMARIES = {
    "a verb": (ATTACKED, "ASSAULT Population/rebels > State/togo Actual"),
    "a denial of fact": (
        "Ghana/NNP/nsubj/3 did/VBD/aux/3/do not/RB/neg/3 attack/VB/ROOT/3 Togo/NNP/dobj/3 ././punct/3",
        "ASSAULT State/ghana > State/togo Negated",
    ),
    "two targets": (
        "Ghana/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 and/CC/cc/2 Mali/NNP/conj/2 ././punct/1",
        "ASSAULT State/ghana > State/togo, State/mali Actual",
    ),
    "the owner of what is refused": (
        "Kenya/NNP/nsubj/1 rejected/VBD/ROOT/1/reject Ethiopia/NNP/poss/4 's/POS/case/2 proposal/NN/dobj/1 ././punct/1",
        "REJECT State/kenya > State/ethiopia Actual",
    ),
    "what one says that one would do to others is a threat": (
        WOULD.format(verb="attack", rest="././punct/1"), "THREATEN State/ghana > State/togo Actual",
    ),
    "what one says that one would do for others is a promise": (
        WOULD.format(verb="help", rest="././punct/1"), "AGREE State/ghana > State/togo Actual",
    ),
    "what one says that one would not do is a refusal": (
        "Ghana/NNP/nsubj/1 said/VBD/ROOT/1/say it/PRP/nsubj/5 would/MD/aux/5 not/RB/neg/5 help/VB/ccomp/1 "
        "Togo/NNP/dobj/5 ././punct/1",
        "REJECT State/ghana > State/togo Actual",
    ),
    "what others must do is a demand": (
        "Ghana/NNP/nsubj/1 said/VBD/ROOT/1/say Togo/NNP/nsubj/4 must/MD/aux/4 withdraw/VB/ccomp/1 ././punct/1",
        "REQUEST State/ghana > State/togo Actual",
    ),
    "the subject of what is demanded": (
        "Ghana/NNP/nsubj/1 demanded/VBD/ROOT/1/demand that/IN/mark/4 Togo/NNP/nsubj/4 withdraw/VB/ccomp/1 "
        "its/PRP$/poss/6 troops/NNS/dobj/4/troop ././punct/1",
        "REQUEST State/ghana > State/togo Actual",
    ),
    "both sides of a meeting are agents": (
        "Ghana/NNP/nsubj/1 met/VBD/ROOT/1/meet Togo/NNP/dobj/1 ././punct/1", "CONSULT State/ghana, State/togo >  Actual",
    ),
    "who condemns an act condemns its doer": (
        ATTACKED + "Ghana/NNP/nsubj/5 condemned/VBD/ROOT/5/condemn the/DT/det/7 attack/NN/dobj/5 ././punct/5",
        "ASSAULT Population/rebels > State/togo Actual; ACCUSE State/ghana > Population/rebels Actual",
    ),
    "what is asked for is no event yet": (
        "Ghana/NNP/nsubj/1 asked/VBD/ROOT/1/ask Mali/NNP/dobj/1 to/TO/aux/4 attack/VB/xcomp/1 Togo/NNP/dobj/4 ././punct/1",
        "REQUEST State/ghana > State/mali Actual",
    ),
    "the aid that is to end": (
        "Kenya/NNP/nsubj/1 urged/VBD/ROOT/1/urge Ethiopia/NNP/dobj/1 to/TO/aux/4 cease/VB/xcomp/1 all/DT/det/6 "
        "aid/NN/dobj/4 ././punct/1",
        "REQUEST State/kenya > State/ethiopia Actual",
    ),
    "nobody could do it, nobody says so": (
        "Ghana/NNP/nsubj/2 could/MD/aux/2 attack/VB/ROOT/2 Togo/NNP/dobj/2 ././punct/2", "",
    ),
    "talks of nobody": ("Talks/NNS/nsubj/2/talk may/MD/aux/2 follow/VB/ROOT/2 ././punct/2", ""),
    "an allegation": (
        "Ghana/NNP/nsubj/1 claimed/VBD/ROOT/1/claim that/IN/mark/4 Mali/NNP/nsubj/4 attacked/VBD/ccomp/1/attack "
        "Togo/NNP/dobj/4 ././punct/1",
        "ASSAULT State/mali > State/togo Unknown according to State/ghana",
    ),
}  # fmt: skip


def summary(event: Event) -> str:
    said = f"{event.type} {', '.join(event.agents)} > {', '.join(event.targets)} {event.factuality}"
    return said + (f" according to {', '.join(event.attributed_to)}" if event.attributed_to else "")


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary(hand: ModuleType, name: str) -> None:
    table, expected = SUMMARIES[name]
    assert "; ".join(map(summary, hand.read_out(table).events)) == expected


def test_place_and_time_of_the_clause(hand: ModuleType) -> None:
    (event,) = hand.read_out(
        "Rebels/NNS/nsubj/1/rebel attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 in/IN/prep/1 Lagos/NNP/pobj/3 "
        "on/IN/prep/1 3/CD/nummod/7 May/NNP/pobj/5 2024/CD/nummod/7 ././punct/1"
    ).events
    assert (event.time, event.earliest, event.latest) == ("2024-05-03", "2024-05-03", "2024-05-03")
    assert event.places == ("place/lagos",)


def test_a_later_noun_joins_the_event(hand: ModuleType) -> None:
    (event,) = hand.read_out(
        ATTACKED + "The/DT/det/5 attack/NN/nsubj/8 on/IN/prep/5 Togo/NNP/pobj/6 lasted/VBD/ROOT/8/last ././punct/8"
    ).events
    assert [m.text for m in event.evidence] == ["attacked", "attack"]


def test_two_dates_are_two_events(hand: ModuleType) -> None:
    found = hand.read_out(
        "Rebels/NNS/nsubj/1/rebel attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 in/IN/prep/1 May/NNP/pobj/3 "
        "2023/CD/nummod/4 ././punct/1 "
        "In/IN/prep/11 June/NNP/pobj/7 2024/CD/nummod/8 rebels/NNS/nsubj/11/rebel attacked/VBD/ROOT/11/attack "
        "Togo/NNP/dobj/11 ././punct/11"
    ).events
    assert [e.time for e in found] == ["2023-05", "2024-06"]


def test_a_particle_belongs_to_the_trigger(hand: ModuleType) -> None:
    (event,) = hand.read_out(
        "Kenya/NNP/nsubj/1 broke/VBD/ROOT/1/break off/RP/prt/1 talks/NNS/dobj/1/talk with/IN/prep/3 "
        "Ethiopia/NNP/pobj/4 ././punct/1"
    ).events
    assert event.evidence[0].text == "broke off"
    assert event.label == "Kenya broke off Ethiopia"


def test_every_actor_of_an_event_is_a_finding_with_a_mention(hand: ModuleType) -> None:
    found = hand.read_out(ATTACKED)
    known = {a.key: a for a in found.actors}
    (event,) = found.events
    for key in (*event.agents, *event.targets):
        assert [m.text for m in known[key].mentions] in (["Rebels"], ["Togo"])
