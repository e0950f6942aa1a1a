"""Templates found in parses written by hand, with a lexicon of a few frames made for the purpose."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from kg.extract import frames

ATTACK = {"name": "attack", "type": "ASSAULT", "verbs": ["attack T"], "nouns": ["attack (on|against T)"]}
ON_TOGO = "{subject} launched/VBD/ROOT/1/launch an/DT/det/3 attack/NN/dobj/1 on/IN/prep/{prep} Togo/NNP/pobj/4 ././punct/1"
LAUNCHED = ON_TOGO.format(subject="Ghana/NNP/nsubj/1", prep=3)


def only(hand: ModuleType, table: str, *entries: dict[str, object], **options: Any) -> tuple[Any, Any]:
    """The tree and its one match, None when there is none."""
    tree = hand.grow(table)
    found = frames.find(tree, hand.small_lexicon(*entries, **options), named=())
    assert len(found) < 2
    return tree, found[0] if found else None


def roles(hand: ModuleType, tree: Any, match: Any) -> tuple[str, list[str], list[str]]:
    return tree.word[match.trigger], hand.words(tree, match.agents), hand.words(tree, match.targets)


CASES = {
    "active verb": (
        ATTACK, "Ghana/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Togo/NNP/dobj/1 ././punct/1", ("attacked", ["Ghana"], ["Togo"]),
    ),
    "passive verb": (
        ATTACK,
        "Togo/NNP/nsubjpass/2 was/VBD/auxpass/2/be attacked/VBN/ROOT/2/attack by/IN/agent/2 Ghana/NNP/pobj/3 ././punct/2",
        ("attacked", ["Ghana"], ["Togo"]),
    ),
    "subject as target": (
        {"name": "suffer", "type": "ASSAULT", "verbs": ["T suffer attack|raid (by A)"]},
        "Togo/NNP/nsubj/1 suffered/VBD/ROOT/1/suffer a/DT/det/3 raid/NN/dobj/1 by/IN/prep/3 rebels/NNS/pobj/4/rebel "
        "././punct/1",
        ("suffered", ["rebels"], ["Togo"]),
    ),
    "particle and phrase": (
        {"name": "break", "type": "SANCTION", "verbs": ["break away from T"]},
        "Ghana/NNP/nsubj/1 broke/VBD/ROOT/1/break away/RB/advmod/1 from/IN/prep/1 Togo/NNP/pobj/3 ././punct/1",
        ("broke", ["Ghana"], ["Togo"]),
    ),
    "optional phrase that is there": (
        {"name": "impose", "type": "SANCTION", "verbs": ["impose sanction|embargo (on T)"]},
        "Ghana/NNP/nsubj/1 imposed/VBD/ROOT/1/impose sanctions/NNS/dobj/1/sanction on/IN/prep/2 Togo/NNP/pobj/3 ././punct/1",
        ("imposed", ["Ghana"], ["Togo"]),
    ),
    "optional phrase that is not": (
        {"name": "impose", "type": "SANCTION", "verbs": ["impose sanction|embargo (on T)"]},
        "Ghana/NNP/nsubj/1 imposed/VBD/ROOT/1/impose sanctions/NNS/dobj/1/sanction ././punct/1",
        ("imposed", ["Ghana"], []),
    ),
    "predicate": (
        {"name": "ready", "type": "AGREE", "verbs": ["be ready to_inf"]},
        "Ghana/NNP/nsubj/1 is/VBZ/ROOT/1/be ready/JJ/acomp/1 to/TO/aux/4 help/VB/xcomp/2 Togo/NNP/dobj/4 ././punct/1",
        ("ready", ["Ghana"], []),
    ),
    "what ought to be": (
        {"name": "suggest", "type": "REQUEST", "verbs": ["suggest that_should"]},
        "Ghana/NNP/nsubj/1 suggested/VBD/ROOT/1/suggest that/IN/mark/5 Togo/NNP/nsubj/5 "
        "should/MD/aux/5 leave/VB/ccomp/1 ././punct/1",
        ("suggested", ["Ghana"], []),
    ),
    "clause with a subject of its own": (
        {"name": "call", "type": "REQUEST", "verbs": ["call for_inf"]},
        "Ghana/NNP/nsubj/1 called/VBD/ROOT/1/call for/IN/mark/5 Togo/NNP/nsubj/5 to/TO/aux/5 leave/VB/advcl/1 ././punct/1",
        ("called", ["Ghana"], ["Togo"]),
    ),
    "what is named by its object": (
        {"name": "reserve", "type": "THREATEN", "verbs": ["reserve right to_inf"]},
        "Ghana/NNP/nsubj/1 reserved/VBD/ROOT/1/reserve the/DT/det/3 right/NN/dobj/1 to/TO/aux/5 reply/VB/acl/3 ././punct/1",
        ("reserved", ["Ghana"], []),
    ),
    "noun with a light verb": (ATTACK, LAUNCHED, ("attack", ["Ghana"], ["Togo"])),
    "phrase of the noun on its light verb": (
        ATTACK, ON_TOGO.format(subject="Ghana/NNP/nsubj/1", prep=1), ("attack", ["Ghana"], ["Togo"]),
    ),
    "noun with by": (
        ATTACK,
        "The/DT/det/1 attack/NN/nsubj/6 by/IN/prep/1 rebels/NNS/pobj/2/rebel on/IN/prep/1 Togo/NNP/pobj/4 "
        "failed/VBD/ROOT/6/fail ././punct/6",
        ("attack", ["rebels"], ["Togo"]),
    ),
    "noun with a participle": (
        ATTACK,
        "An/DT/det/1 attack/NN/nsubj/5 launched/VBN/acl/1/launch by/IN/agent/2 rebels/NNS/pobj/3/rebel "
        "failed/VBD/ROOT/5/fail ././punct/5",
        ("attack", ["rebels"], []),
    ),
    "possessor as agent": (
        {"name": "withdraw", "type": "RETREAT", "nouns": ["withdrawal"]},
        "Ghana/NNP/poss/2 's/POS/case/0 withdrawal/NN/nsubj/3 surprised/VBD/ROOT/3/surprise Togo/NNP/dobj/3 ././punct/3",
        ("withdrawal", ["Ghana"], []),
    ),
    "possessor as target": (
        {"name": "oust", "type": "COERCE", "nouns": ["T's overthrow (by A)"]},
        "Mobutu/NNP/poss/2 's/POS/case/0 overthrow/NN/nsubj/5 by/IN/prep/2 rebels/NNS/pobj/3/rebel "
        "followed/VBD/ROOT/5/follow ././punct/5",
        ("overthrow", ["rebels"], ["Mobutu"]),
    ),
    "between makes both agents of a symmetric noun": (
        {"name": "talks", "type": "CONSULT", "nouns": ["talk"], "symmetric": True},
        "Talks/NNS/nsubj/5/talk between/IN/prep/0 Ghana/NNP/pobj/1 and/CC/cc/2 Togo/NNP/conj/2 began/VBD/ROOT/5/begin "
        "././punct/5",
        ("Talks", ["Ghana", "Togo"], []),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_roles(hand: ModuleType, name: str) -> None:
    entry, table, expected = CASES[name]
    tree, match = only(hand, table, entry)
    assert match is not None
    assert roles(hand, tree, match) == expected


NOT = {
    "what is, not what ought to be": (
        {"name": "suggest", "type": "REQUEST", "verbs": ["suggest that_should"]},
        "Ghana/NNP/nsubj/1 suggested/VBD/ROOT/1/suggest that/IN/mark/5 Togo/NNP/nsubj/5 "
        "had/VBD/aux/5 left/VBN/ccomp/1 ././punct/1",
    ),
    "another object than the sense wants": (
        {"name": "impose", "type": "SANCTION", "verbs": ["impose sanction (on T)"]},
        "Ghana/NNP/nsubj/1 imposed/VBD/ROOT/1/impose a/DT/det/3 curfew/NN/dobj/1 ././punct/1",
    ),
    "no particle": (
        {"name": "cancel", "type": "REJECT", "verbs": ["call off _"]},
        "Ghana/NNP/nsubj/1 called/VBD/ROOT/1/call the/DT/det/3 talks/NNS/dobj/1/talk ././punct/1",
    ),
    "no required phrase": (
        {"name": "appeal", "type": "REQUEST", "verbs": ["call on T"]},
        "Ghana/NNP/nsubj/1 called/VBD/ROOT/1/call ././punct/1",
    ),
    "predicate without its clause": (
        {"name": "ready", "type": "AGREE", "verbs": ["be ready to_inf"]},
        "Ghana/NNP/nsubj/1 is/VBZ/ROOT/1/be ready/JJ/acomp/1 ././punct/1",
    ),
    "a noun that only modifies another": (
        ATTACK, "The/DT/det/2 attack/NN/compound/2 helicopter/NN/nsubj/3 landed/VBD/ROOT/3/land ././punct/3",
    ),
    "a compound noun without its modifier": (
        {"name": "strike", "type": "ASSAULT", "nouns": ["air strike"]},
        "The/DT/det/1 strike/NN/nsubj/2 ended/VBD/ROOT/2/end ././punct/2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT)
def test_no_match(hand: ModuleType, name: str) -> None:
    entry, table = NOT[name]
    assert only(hand, table, entry)[1] is None


def test_the_more_specific_of_two_senses_wins(hand: ModuleType) -> None:
    plain = {"name": "call", "type": "CONSULT", "verbs": ["call T"]}
    cancel = {"name": "cancel", "type": "REJECT", "verbs": ["call off _"]}
    table = "Ghana/NNP/nsubj/1 called/VBD/ROOT/1/call off/RP/prt/1 the/DT/det/4 talks/NNS/dobj/1/talk ././punct/1"
    assert only(hand, table, plain, cancel)[1].frame.name == "cancel"


def test_a_light_verb_carries_the_clause_of_its_noun(hand: ModuleType) -> None:
    tree, match = only(hand, LAUNCHED, ATTACK)
    assert (match.nominal, match.light, tree.word[match.anchor]) == (True, True, "launched")
    _, match = only(hand, LAUNCHED, ATTACK, light=("hold",))
    assert not match.light


def test_a_verb_of_undergoing_turns_the_roles(hand: ModuleType) -> None:
    tree, match = only(
        hand,
        ("Togo/NNP/nsubj/1 came/VBD/ROOT/1/come under/IN/prep/1 attack/NN/pobj/2 ././punct/1"),
        ATTACK,
        passive=("come_under",),
    )
    assert roles(hand, tree, match) == ("attack", [], ["Togo"])


def test_an_object_that_a_verb_pattern_uses_is_no_event_of_its_own(hand: ModuleType) -> None:
    impose = {"name": "impose", "type": "SANCTION", "verbs": ["impose sanction"], "nouns": ["sanction"]}
    tree, match = only(hand, "Ghana/NNP/nsubj/1 imposed/VBD/ROOT/1/impose sanctions/NNS/dobj/1/sanction ././punct/1", impose)
    assert tree.word[match.trigger] == "imposed"


def test_no_noun_inside_a_name_triggers(hand: ModuleType) -> None:
    tree = hand.grow("The/DT/det/1 attack/NN/nsubj/2 failed/VBD/ROOT/2/fail ././punct/2")
    lexicon = hand.small_lexicon(ATTACK)
    assert len(frames.find(tree, lexicon, named=())) == 1
    assert frames.find(tree, lexicon, named=(1,)) == []
