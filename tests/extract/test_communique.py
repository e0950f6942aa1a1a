"""Communiqués: whom "the leaders" and "they" mean in them, and when it is."""

from __future__ import annotations

from types import ModuleType

from kg.extract import communique

ISSUED = (
    "Joint/JJ/amod/1 statement/NN/ROOT/1 "
    "The/DT/det/3 leaders/NNS/nsubj/8/leader of/IN/prep/3 Kenya/NNP/pobj/4 and/CC/cc/5 Ethiopia/NNP/conj/5 met/VBD/ROOT/8/meet "
    "././punct/8 "
    "They/PRP/nsubj/11 condemned/VBD/ROOT/11/condemn Hamas/NNP/dobj/11 ././punct/11 "
    "Rebels/NNS/nsubj/15/rebel had/VBD/aux/16/have fled/VBN/ROOT/16/flee ././punct/16"
)


def _meant(hand: ModuleType, table: str):
    who = hand.meant(table)
    who.entities.headings = frozenset({0, 1})
    who.issued_by = communique.issuers(who.entities, who.of, frozenset({"leader"}))
    return who


def test_those_named_in_the_first_sentence_issue_it(hand: ModuleType) -> None:
    assert [e.key for e in _meant(hand, ISSUED).issued_by] == ["State/kenya", "State/ethiopia"]


def test_they_are_the_issuers(hand: ModuleType) -> None:
    who = _meant(hand, ISSUED)
    assert [e.key for e in who.of(10)] == ["State/kenya", "State/ethiopia"]


def test_a_report_has_no_issuers(hand: ModuleType) -> None:
    assert not _meant(hand, ISSUED.replace("statement/NN", "news/NN")).issued_by


def test_other_subjects_are_not_the_issuers(hand: ModuleType) -> None:
    who = _meant(hand, ISSUED)
    assert not communique.means_issuers(who.tree, 14, who.issued_by, frozenset({"leader"}))


def test_the_verbs_that_open_paragraphs_have_no_subject(hand: ModuleType) -> None:
    tree = hand.grow(
        "urges/VBZ/ROOT/0/urge Kenya/NNP/dobj/0 ;/:/punct/0 notes/VBZ/conj/0/note it/PRP/dobj/3 ././punct/0 "
        "Togo/NNP/nsubj/7 urges/VBZ/ROOT/7/urge Kenya/NNP/dobj/7"
    )
    assert [communique.is_operative(tree, verb) for verb in (0, 3, 7)] == [True, True, False]


def test_we_is_the_organization_in_the_title(hand: ModuleType) -> None:
    table = (
        "Statement/NN/ROOT/0 of/IN/prep/0 the/DT/det/3 AU/NNP/pobj/1 "
        "We/PRP/nsubj/12 ,/,/punct/4 the/DT/det/7 ministers/NNS/appos/4/minister of/IN/prep/7 Kenya/NNP/pobj/8 and/CC/cc/9 "
        "Ethiopia/NNP/conj/9 met/VBD/ROOT/12/meet ././punct/12"
    )
    who = hand.meant(table)
    who.entities.headings = frozenset(range(4))
    assert [e.label for e in communique.issuers(who.entities, who.of, frozenset({"minister"}))] == ["African Union"]
