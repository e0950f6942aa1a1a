"""Who is meant by a noun phrase, on parses written by hand and with the lexicons of the package."""

from __future__ import annotations

from types import ModuleType

import pytest

MET = "India/NNP/nsubj/3 and/CC/cc/0 Pakistan/NNP/conj/0 met/VBD/ROOT/3/meet ././punct/3 "
BOTH = MET + "{det}/DT/det/6 countries/NNS/nsubj/7/country signed/VBD/ROOT/7/sign a/DT/det/9 pact/NN/dobj/7 ././punct/7"
MODI = (
    "Narendra/NNP/compound/1 Modi/NNP/nsubj/2 met/VBD/ROOT/2/meet {other} ././punct/2 {it}/PRP/nsubj/7 "
    "left/VBD/ROOT/7/leave ././punct/7"
)
PUTIN = "Vladimir/NNP/compound/4 Putin/NNP/dobj/2"
PERSONS = [(0, 1, "PERSON"), (3, 4, "PERSON")]

MEANT = {
    "a name": ("India/NNP/nsubj/1 left/VBD/ROOT/1/leave ././punct/1", 0, [], ["State/india"]),
    "it: the subject before": (
        "India/NNP/nsubj/1 criticised/VBD/ROOT/1/criticise Pakistan/NNP/dobj/1 ././punct/1 "
        "It/PRP/nsubj/5 left/VBD/ROOT/5/leave ././punct/5", 4, [], ["State/india"],
    ),
    "its: the subject that follows": (
        "In/IN/prep/4 its/PRP$/poss/2 reply/NN/pobj/0 India/NNP/nsubj/4 criticised/VBD/ROOT/4/criticise "
        "Pakistan/NNP/dobj/4 ././punct/4",
        1, [], ["State/india"],
    ),
    "he: a person, the subject first": (MODI.format(other=PUTIN, it="He"), 6, PERSONS, ["Person/narendra-modi"]),
    "he: never the subject of his own verb": (
        "Narendra/NNP/compound/1 Modi/NNP/nsubj/2 left/VBD/ROOT/2/leave ././punct/2 "
        "Vladimir/NNP/compound/5 Putin/NNP/nsubj/6 replaced/VBD/ROOT/6/replace him/PRP/dobj/6/he ././punct/6",
        7, [(0, 1, "PERSON"), (4, 5, "PERSON")], ["Person/narendra-modi"],
    ),
    "both countries": (BOTH.format(det="Both"), 6, [], ["State/india", "State/pakistan"]),
    "the two presidents are no states": (
        MET + "The/DT/det/6 presidents/NNS/nsubj/7/president left/VBD/ROOT/7/leave ././punct/7", 6, [], [],
    ),
    "they: the pair before": (
        MET + "They/PRP/nsubj/6 left/VBD/ROOT/6/leave ././punct/6", 5, [], ["State/india", "State/pakistan"],
    ),
    "an adjective with a thing of the state's": (
        "Russian/JJ/amod/1 missiles/NNS/nsubj/2/missile struck/VBD/ROOT/2/strike Kyiv/NNP/dobj/2 ././punct/2",
        1, [], ["State/russia"],
    ),
    "the government of": (
        "The/DT/det/1 government/NN/nsubj/4 of/IN/prep/1 Kenya/NNP/pobj/2 resigned/VBD/ROOT/4/resign ././punct/4",
        1, [], ["State/kenya"],
    ),
    "rebels are not the state": (
        "Syrian/JJ/amod/1 rebels/NNS/nsubj/2/rebel fled/VBD/ROOT/2/flee ././punct/2", 1, [], ["Population/syrian-rebels"],
    ),
    "fighters of a group stand for it": (
        "Hamas/NNP/compound/1 gunmen/NNS/nsubj/2/gunman fled/VBD/ROOT/2/flee ././punct/2", 1, [], ["ArmedGroup/hamas"],
    ),
    "a collective of its own": ((
        "Militants/NNS/nsubj/1/militant fled/VBD/ROOT/1/flee ././punct/1"
    ), 0, [], ["Population/militants"]),
    "thousands of": (
        "Thousands/NNS/nsubj/3/thousand of/IN/prep/0 protesters/NNS/pobj/1/protester fled/VBD/ROOT/3/flee ././punct/3",
        0, [], ["Population/protesters"],
    ),
    "the president of a state stands beside it": (
        "Iranian/JJ/amod/3 President/NNP/compound/3 Ebrahim/NNP/compound/3 Raisi/NNP/nsubj/4 left/VBD/ROOT/4/leave "
        "././punct/4",
        3, [(2, 3, "PERSON")], ["Person/ebrahim-raisi", "State/iran"],
    ),
    "the union: the body so called": (
        "The/DT/det/2 African/NNP/compound/2 Union/NNP/nsubj/3 met/VBD/ROOT/3/meet Kenya/NNP/dobj/3 ././punct/3 "
        "The/DT/det/7 union/NN/nsubj/8 left/VBD/ROOT/8/leave ././punct/8",
        7, [], ["IntergovernmentalOrganization/african-union"],
    ),
    "who said it: the subject of the verb of speech": (
        "India/NNP/nsubj/1 left/VBD/ROOT/1/leave ././punct/1 Kenya/NNP/nsubj/4 said/VBD/ROOT/4/say it/PRP/nsubj/6 "
        "was/VBD/ccomp/4/be ready/JJ/acomp/6 ././punct/4",
        5, [], ["State/kenya"],
    ),
    "a relative pronoun: its noun": (
        "India/NNP/ROOT/0 ,/,/punct/0 against/IN/prep/5 which/WDT/pobj/2 Kenya/NNP/nsubj/5 voted/VBD/relcl/0/vote "
        "././punct/0",
        3, [], ["State/india"],
    ),
    "these groups: all armed groups of the sentence before": (
        "Hamas/NNP/nsubj/1 fought/VBD/ROOT/1/fight beside/IN/prep/1 Hezbollah/NNP/pobj/2 ././punct/1 These/DT/det/6/these "
        "networks/NNS/nsubj/7/network fled/VBD/ROOT/7/flee ././punct/7",
        6, [], ["ArmedGroup/hamas", "ArmedGroup/hezbollah"],
    ),
    "who heads a body acts for it": (
        "Ama/NNP/compound/1 Mensah/NNP/nsubj/8 ,/,/punct/1 who/WP/nsubj/4 heads/VBZ/relcl/1/head the/DT/det/6 ECOWAS/NNP/dobj/4 "
        ",/,/punct/1 left/VBD/ROOT/8/leave ././punct/8",
        1, [(0, 1, "PERSON")], ["Person/ama-mensah", "IntergovernmentalOrganization/economic-community-of-west-african-states"],
    ),
    "a surname rather than a given name": (
        "Abdul/NNP/compound/2 Ghani/NNP/compound/2 Baradar/NNP/nsubj/3 met/VBD/ROOT/3/meet Ashraf/NNP/compound/5 "
        "Ghani/NNP/dobj/3 ././punct/3 Ghani/NNP/nsubj/8 left/VBD/ROOT/8/leave ././punct/8",
        7, [(0, 2, "PERSON"), (4, 5, "PERSON"), (7, 7, "PERSON")], ["Person/ashraf-ghani"],
    ),
    "a thing is nobody": ("The/DT/det/1 weather/NN/nsubj/2 changed/VBD/ROOT/2/change ././punct/2", 1, [], []),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_who_is_meant(hand: ModuleType, name: str) -> None:
    table, token, found, expected = MEANT[name]
    assert hand.keys(hand.meant(table, found), token) == expected


def test_no_collectives_unless_asked_for(hand: ModuleType) -> None:
    who = hand.meant("Militants/NNS/nsubj/1/militant fled/VBD/ROOT/1/flee ././punct/1")
    assert hand.keys(who, 0, generic=False) == []
    assert "Population/militants" not in who.entities.all


def test_a_collective_has_the_words_that_describe_it(hand: ModuleType) -> None:
    who = hand.meant("Three/CD/nummod/2 armed/JJ/amod/2 militants/NNS/nsubj/3/militant fled/VBD/ROOT/3/flee ././punct/3")
    (entity,) = who.of(2)
    assert (entity.label, entity.generic) == ("armed militants", True)
