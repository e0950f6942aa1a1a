"""Who does what to whom, sentence by sentence: a battery over all types of act, and the constructions that carry the parties."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kg.extract import wordforms
from kg.model import Event, Extraction, Factuality

Said = Callable[[str], Extraction]

with (Path(__file__).parent / "acts.tsv").open(encoding="utf-8") as file:
    BATTERY = list(csv.DictReader(file, delimiter="\t"))


def who(found: Extraction, keys: tuple[str, ...]) -> list[str]:
    labels = {thing.key: thing.label for thing in (*found.actors, *found.places)}
    return [labels[key] for key in keys]


def the(found: Extraction, type: str) -> Event:
    (event,) = (e for e in found.events if e.type == type)
    return event


@pytest.mark.model
def test_battery(said: Said) -> None:
    """One event each, of the type given, with the agents and targets given; sentences of the project's own."""
    wrong = []
    for row in BATTERY:
        found = said(row["sentence"])
        got = [(e.type, "; ".join(who(found, e.agents)), "; ".join(who(found, e.targets))) for e in found.events]
        if got != [(row["type"], row["agents"], row["targets"])]:
            wrong.append(f"{row['sentence']} {got}")
    assert not wrong, "\n".join(wrong)


CONSTRUCTIONS = {
    "content of a promise": ("Kenya agreed to send trainers to Somalia.", "AGREE", ["Kenya"], ["Somalia"]),
    "two objects": ("The United States sent Ukraine 31 tanks.", "AID", ["United States"], ["Ukraine"]),
    "bare infinitive": ("India helped Nepal rebuild the bridge.", "AID", ["India"], ["Nepal"]),
    "condition of a threat": ("Ghana threatened to strike unless Togo withdrew.", "THREATEN", ["Ghana"], ["Togo"]),
    "owner of the object": ("Syria shot down Japanese planes.", "ASSAULT", ["Syria"], ["Japan"]),
    "no owner before a hyphen": ("Gunmen killed anti-Syrian priests.", "ASSAULT", ["Gunmen"], ["anti-Syrian priests"]),
    "a date is no target": ("Kenya blamed Somalia on Monday.", "ACCUSE", ["Kenya"], ["Somalia"]),
    "by, strayed": ("A crackdown on clerics by Saudi Arabia continued.", "COERCE", ["Saudi Arabia"], ["clerics"]),
    "partner in a phrase": ("Ghana took part in talks with Togo.", "CONSULT", ["Ghana", "Togo"], []),
    "before whose door": ("Students marched on the Togolese embassy.", "PROTEST", ["Students"], ["Togo"]),
    "we": ("“We reject the plan of Togo,” Ghana said.", "REJECT", ["Ghana"], ["Togo"]),
    "verb with a hyphen": ("Iran test-fired a missile.", "MOBILIZE", ["Iran"], []),
    "official and state": ("President Ama Mensah said Ghana would help Togo.", "AGREE", ["Ama Mensah", "Ghana"], ["Togo"]),
    "adjective that was a verb": ("The border with Togo was closed by Ghana.", "SANCTION", ["Ghana"], ["Togo"]),
}


@pytest.mark.model
@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_construction(said: Said, name: str) -> None:
    text, type, agents, targets = CONSTRUCTIONS[name]
    found = said(text)
    event = the(found, type)
    assert (who(found, event.agents), who(found, event.targets)) == (agents, targets)


@pytest.mark.model
@pytest.mark.parametrize("text", ["Ghana will meet the challenge.", "The ministers struck a balance in Accra."])
def test_senses_that_are_no_event(said: Said, text: str) -> None:
    assert said(text).events == ()


ALLEGED = {
    "Ghana said Togo shelled the village.": (Factuality.UNKNOWN, ["Ghana"]),
    "Ghana accused Togo of shelling the village.": (Factuality.UNKNOWN, ["Ghana"]),
    "Ghana claimed that it had shelled the village.": (Factuality.ACTUAL, ["Ghana"]),
    "Togo admitted that Ghana had shelled the village.": (Factuality.ACTUAL, []),
}


@pytest.mark.model
@pytest.mark.parametrize("text", ALLEGED)
def test_who_says_so(said: Said, text: str) -> None:
    found = said(text)
    event = the(found, "ASSAULT")
    assert (event.factuality, who(found, event.attributed_to)) == ALLEGED[text]


@pytest.mark.model
def test_where_a_town_is_called_one(said: Said) -> None:
    found = said("Gunmen attacked a hotel in the central town of Beledweyne.")
    assert who(found, found.events[0].places) == ["Beledweyne"]


@pytest.mark.parametrize(("word", "tag", "lemma", "mended"), [
    ("staged", "VBD", "stag", "stage"), ("waged", "VBD", "wag", "wage"), ("retook", "VBD", "retook", "retake"),
    ("attacked", "VBD", "attack", "attack"), ("cordoned", "VBD", "cordone", "cordon"),
])  # fmt: skip
def test_lemmas_are_mended(hand: ModuleType, word: str, tag: str, lemma: str, mended: str) -> None:
    tree = hand.grow(f"Ghana/NNP/nsubj/1 {word}/{tag}/ROOT/1/{lemma} it/PRP/dobj/1 ././punct/1")
    wordforms.mend(tree, hand.full_lexicon())
    assert tree.lemma[1] == mended


def test_a_noun_by_its_tag_is_a_verb(hand: ModuleType) -> None:
    tree = hand.grow("Oman/NNP/compound/1 mediates/NNS/ROOT/1/mediate ././punct/1")
    wordforms.mend(tree, hand.full_lexicon())
    assert (tree.pos[1], tree.dep[0]) == ("VERB", "nsubj")


def test_a_participle_after_be_is_a_passive(hand: ModuleType) -> None:
    tree = hand.grow("Borders/NNS/nsubj/1/border are/VBP/ROOT/1/be closed/JJ/acomp/1 ././punct/1")
    wordforms.mend(tree, hand.full_lexicon())
    assert (tree.pos[2], tree.lemma[2], tree.dep[2], tree.head[2]) == ("VERB", "close", "ROOT", 2)
    assert (tree.dep[0], tree.dep[1]) == ("nsubjpass", "auxpass")
    assert tree.children[2] == [0, 1, 3]


@pytest.mark.model
def test_what_is_recommended_in_the_imperative_is_no_event(said: Said) -> None:
    assert said("Lift the sanctions on Togo. Release the prisoners.").events == ()


@pytest.mark.model
def test_what_was_done_before_the_rest_is_another_act(said: Said) -> None:
    found = said("Ghana attacked the rebels on Monday. Ghana had attacked the rebels after the coup.")
    assert [e.type for e in found.events if e.type == "ASSAULT"] == ["ASSAULT", "ASSAULT"]


FACTUALITY = {
    "a day of May is no modal": ("On 2 May the United States blacklisted Togo.", "SANCTION", Factuality.ACTUAL),
    "a sanction decided and announced": (
        "Ghana announced that it would close its border with Togo.",
        "SANCTION",
        Factuality.ACTUAL,
    ),
    "what was never accepted is refused": ("Togo has never accepted the deal with Ghana.", "REJECT", Factuality.ACTUAL),
}


@pytest.mark.model
@pytest.mark.parametrize("name", FACTUALITY)
def test_how_sure_an_act_is(said: Said, name: str) -> None:
    sentence, type, factuality = FACTUALITY[name]
    assert the(said(sentence), type).factuality is factuality


@pytest.mark.model
def test_a_statement_is_that_of_its_owner(said: Said) -> None:
    found = said("According to a statement of Ghana, the rebels attacked Togo.")
    assert who(found, the(found, "ASSAULT").attributed_to) == ["Ghana"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "kind", "target"),
    [
        ("Togo offered to withdraw if Ghana lifted its blockade.", "AGREE", "Ghana"),
        ("Algeria recalled its envoy and expelled the Moroccan ambassador.", "SANCTION", "Morocco"),
        ("Ghana accused Togo of fraud and threatened to strike.", "THREATEN", "Togo"),
    ],
)
def test_whom_the_text_implies(said: Said, sentence: str, kind: str, target: str) -> None:
    found = said(sentence)
    assert {target} == {label for e in found.events if e.type == kind for label in who(found, e.targets)}
