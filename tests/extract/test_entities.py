"""Which names there are and what they name, on parses written by hand; the model's own findings are given."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from kg.extract import acronyms
from kg.extract import entities as ents


def named(entities: Any) -> dict[str, list[str]]:
    """By key, the text of each mention."""
    tree = entities.tree
    return {
        e.key: [tree.text[tree.begin[u.first] : tree.end[u.last]] for u in e.mentions]
        for e in entities.all.values()
        if e.mentions
    }


def test_the_longest_known_name_wins(hand: ModuleType) -> None:
    table = "South/NNP/compound/1 Sudan/NNP/nsubj/2 left/VBD/ROOT/2/leave ././punct/2"
    assert named(hand.names_in(table)) == {"State/south-sudan": ["South Sudan"]}


def test_a_person_over_a_state_that_is_part_of_the_name(hand: ModuleType) -> None:
    table = "Chad/NNP/compound/1 Smith/NNP/nsubj/2 met/VBD/ROOT/2/meet Jordan/NNP/compound/4 Peterson/NNP/dobj/2 ././punct/2"
    found = named(hand.names_in(table, [(0, 1, "PERSON"), (3, 4, "PERSON")]))
    assert found == {"Person/chad-smith": ["Chad Smith"], "Person/jordan-peterson": ["Jordan Peterson"]}


def test_a_known_name_over_the_model_on_the_same_words(hand: ModuleType) -> None:
    table = (
        "Lashkar/NNP/compound/4 -/HYPH/punct/4 e/NNP/compound/4 -/HYPH/punct/4 Taiba/NNP/nsubj/5 left/VBD/ROOT/5/leave "
        "././punct/5"
    )
    (key,) = named(hand.names_in(table, [(0, 4, "PERSON")]))
    assert key.startswith("ArmedGroup/")


def test_a_surname_joins_the_full_name(hand: ModuleType) -> None:
    table = (
        "Ravi/NNP/compound/1 Menon/NNP/nsubj/2 left/VBD/ROOT/2/leave ././punct/2 Menon/NNP/nsubj/5 "
        "praised/VBD/ROOT/5/praise India/NNP/dobj/5 ././punct/5"
    )
    found = named(hand.names_in(table, [(0, 1, "PERSON"), (4, 4, "GPE")]))
    assert found["Person/ravi-menon"] == ["Ravi Menon", "Menon"]


def test_two_persons_of_one_surname_stay_two(hand: ModuleType) -> None:
    table = "Nawaz/NNP/compound/1 Sharif/NNP/nsubj/2 met/VBD/ROOT/2/meet Shehbaz/NNP/compound/4 Sharif/NNP/dobj/2 ././punct/2"
    found = named(hand.names_in(table, [(0, 1, "PERSON"), (3, 4, "PERSON")]))
    assert sorted(found) == ["Person/nawaz-sharif", "Person/shehbaz-sharif"]


def test_an_acronym_in_brackets_names_what_stands_before(hand: ModuleType) -> None:
    table = (
        "The/DT/det/3 Joint/NNP/compound/3 Border/NNP/compound/3 Commission/NNP/nsubj/7 (/-LRB-/punct/5 "
        "JBC/NNP/appos/3 )/-RRB-/punct/5 "
        "met/VBD/ROOT/7/meet ././punct/7 JBC/NNP/compound/10 officials/NNS/nsubj/11/official left/VBD/ROOT/11/leave "
        "././punct/11"
    )
    found = named(hand.names_in(table))
    (key,) = found
    assert key.endswith("joint-border-commission")
    assert found[key].count("JBC") == 2


def test_acronyms_may_skip_small_words(hand: ModuleType) -> None:
    tree = hand.grow(
        "Council/NNP/ROOT/0 for/IN/prep/0 the/DT/det/3 Baltic/NNP/pobj/1 (/-LRB-/punct/5 CB/NNP/appos/0 "
        ")/-RRB-/punct/5 ././punct/0"
    )
    assert acronyms.acronyms(tree) == {"CB": (0, 3)}


def test_brackets_that_spell_nothing_define_nothing(hand: ModuleType) -> None:
    tree = hand.grow(
        "The/DT/det/1 army/NN/nsubj/5 (/-LRB-/punct/3 UPDF/NNP/appos/1 )/-RRB-/punct/3 left/VBD/ROOT/5/leave ././punct/5"
    )
    assert acronyms.acronyms(tree) == {}


def test_an_adjective_is_a_use_but_no_name_of_the_state(hand: ModuleType) -> None:
    entities = hand.names_in("The/DT/det/2 Kenyan/JJ/amod/2 army/NN/nsubj/3 left/VBD/ROOT/3/leave ././punct/3")
    state = entities.all["State/kenya"]
    assert [u.role for u in state.mentions] == ["adjective"]
    assert "Kenyan" not in state.names


def test_a_people_is_not_its_state(hand: ModuleType) -> None:
    found = named(hand.names_in("Kenyans/NNPS/nsubj/1 left/VBD/ROOT/1/leave ././punct/1"))
    assert found == {"Population/kenyans": ["Kenyans"]}


def test_a_capital_speaks_for_its_state_and_is_a_city_where_things_happen(hand: ModuleType) -> None:
    spoke = hand.read_out("Nairobi/NNP/nsubj/1 accused/VBD/ROOT/1/accuse Ethiopia/NNP/dobj/1 ././punct/1")
    assert spoke.events[0].agents == ("State/kenya",)
    there = hand.read_out(
        "Ethiopia/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Somalia/NNP/dobj/1 in/IN/prep/1 Nairobi/NNP/pobj/3 ././punct/1"
    )
    assert there.events[0].places == ("place/nairobi",)
    assert "State/kenya" not in {a.key for a in there.actors}


def test_the_name_of_an_agreement_is_no_actor(hand: ModuleType) -> None:
    table = (
        "Kenya/NNP/nsubj/1 suspended/VBD/ROOT/1/suspend the/DT/det/5 Border/NNP/compound/4 Security/NNP/compound/5 "
        "Agreement/NNP/dobj/1 ././punct/1"
    )
    assert named(hand.names_in(table, [(2, 5, "ORG")])) == {"State/kenya": ["Kenya"]}


def test_a_run_of_capitals_that_ends_in_a_word_for_a_body(hand: ModuleType) -> None:
    table = "The/DT/det/3 Upland/NNP/compound/3 Rangers/NNP/compound/3 Brigade/NNP/nsubj/4 left/VBD/ROOT/4/leave ././punct/4"
    (key,) = named(hand.names_in(table))
    assert key.endswith("/upland-rangers-brigade")


def test_a_list_of_places_makes_its_members_places(hand: ModuleType) -> None:
    table = "They/PRP/nsubj/1 struck/VBD/ROOT/1/strike Fordow/NNP/dobj/1 ,/,/punct/2 Natanz/NNP/conj/2 ././punct/1"
    found = named(hand.names_in(table, [(2, 4, "ORG")]))
    assert sorted(found.values()) == [["Fordow"], ["Natanz"]]
    table = "They/PRP/nsubj/1 struck/VBD/ROOT/1/strike Mosul/NNP/dobj/1 ,/,/punct/2 Zobel/NNP/conj/2 ././punct/1"
    assert "place/zobel" in named(hand.names_in(table, [(2, 2, "GPE"), (4, 4, "PERSON")]))


def test_a_name_with_a_particle_is_one_person(hand: ModuleType) -> None:
    table = "Omar/NNP/compound/3 al/NNP/compound/3 -/HYPH/punct/3 Tarik/NNP/nsubj/4 left/VBD/ROOT/4/leave ././punct/4"
    assert named(hand.names_in(table, [(0, 3, "PERSON")])) == {"Person/omar-al-tarik": ["Omar al-Tarik"]}


def test_the_holder_of_an_office_is_a_person_whatever_the_model_says(hand: ModuleType) -> None:
    table = (
        "The/DT/det/1 chairperson/NN/nsubj/6/chairperson ,/,/punct/1 Musa/NNP/compound/4 Fakir/NNP/appos/1 ,/,/punct/1 "
        "left/VBD/ROOT/6/leave ././punct/6"
    )
    assert named(hand.names_in(table, [(3, 4, "ORG")])) == {"Person/musa-fakir": ["Musa Fakir"]}
    assert named(hand.names_in(table)) == {"Person/musa-fakir": ["Musa Fakir"]}


def test_the_body_of_a_named_owner_has_its_own_name_too() -> None:
    assert list(ents._forms("African Union's Peace and Security Council")) == [
        "African Union's Peace and Security Council",
        "Peace and Security Council",
    ]


def test_a_dateline_in_capitals_gives_a_plain_label() -> None:
    assert ents.place_label("BRUSSELS") == "Brussels"
    assert ents.place_label("Brussels") == "Brussels"
