"""Parses that grammar rules out, and pronouns for things, on parses written by hand."""

from __future__ import annotations

from types import ModuleType

from kg.extract import misparses
from kg.extract.anaphora import antecedent
from kg.extract.tree import Tree


def mended(hand: ModuleType, table: str) -> Tree:
    tree = hand.grow(table)
    misparses.mend(tree, hand.full_lexicon())
    return tree


def edges(tree: Tree, word: str) -> tuple[str, str, str]:
    i = tree.word.index(word)
    return tree.tag[i], tree.dep[i], tree.word[tree.head[i]]


def test_a_noun_with_an_object_and_no_article_is_a_verb(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "In/IN/prep/5 Oslo/NNP/pobj/0 ,/,/punct/1 Peru/NNP/conj/1 ,/,/punct/3 sign/NN/ROOT/5 a/DT/det/7 "
        "pact/NN/dobj/5 ././punct/5",
    )
    assert edges(tree, "sign") == ("VBP", "ROOT", "sign")
    assert edges(tree, "Peru") == ("NNP", "nsubj", "sign")


def test_the_second_object_of_a_date_is_the_subject(hand: ModuleType) -> None:
    tree = mended(
        hand, "In/IN/prep/3 April/NNP/pobj/0 Serbs/NNPS/pobj/0 boycotted/VBD/ROOT/3/boycott elections/NNS/dobj/3 ././punct/3"
    )
    assert edges(tree, "Serbs") == ("NNPS", "nsubj", "boycotted")


def test_one_who_was_many_things_did_them(hand: ModuleType) -> None:
    tree = mended(hand, "Serbia/NNP/nsubj/1 was/VBD/ROOT/1/be massing/VBG/compound/3/mass tanks/NNS/attr/1/tank ././punct/1")
    assert edges(tree, "massing") == ("VBG", "ROOT", "massing")
    assert edges(tree, "tanks") == ("NNS", "dobj", "massing")
    assert edges(tree, "was") == ("VBD", "aux", "massing")


def test_several_who_were_something_stay_as_they_are(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "Mali/NNP/nsubj/3 and/CC/cc/0 Chad/NNP/conj/0 are/VBP/ROOT/3/be warring/VBG/amod/5/war "
        "parties/NNS/attr/3/party ././punct/3",
    )
    assert edges(tree, "warring") == ("VBG", "amod", "parties")


def test_a_plural_cannot_modify_a_noun_in_a_sentence_without_a_verb(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "The/DT/det/2 sanctions/NNS/compound/2/sanction return/NN/ROOT/2 after/IN/prep/2 many/JJ/amod/5 "
        "years/NNS/pobj/3 ././punct/2",
    )
    assert edges(tree, "return") == ("VBP", "ROOT", "return")
    assert edges(tree, "sanctions") == ("NNS", "nsubj", "return")
    assert edges(tree, "The") == ("DT", "det", "sanctions")


def test_a_list_of_names_after_a_comma_is_who_the_plural_means(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "Guarantors/NNS/nsubj/8/guarantor of/IN/prep/0 talks/NN/pobj/1 ,/,/punct/2 Norway/NNP/conj/2 "
        "and/CC/cc/4 Cuba/NNP/conj/4 "
        ",/,/punct/0 praised/VBD/ROOT/8/praise it/PRP/dobj/8 ././punct/8",
    )
    assert edges(tree, "Norway") == ("NNP", "appos", "Guarantors")


def test_what_it_called_a_truce_is_a_truce(hand: ModuleType) -> None:
    tree = hand.grow(
        "Togo/NNP/nsubj/1 declared/VBD/ROOT/1/declare what/WP/dobj/4 it/PRP/nsubj/4 called/VBD/ccomp/1/call "
        "a/DT/det/6 truce/NN/oprd/4 ././punct/1"
    )
    assert tree.objects(1) == [6]


def test_a_pronoun_takes_up_the_noun_that_the_pattern_asks_for(hand: ModuleType) -> None:
    tree = hand.grow(
        "Togo/NNP/nsubj/1 signed/VBD/ROOT/1/sign a/DT/det/3 truce/NN/dobj/1 for/IN/prep/1 "
        "years/NNS/pobj/4/year ././punct/1 "
        "Ghana/NNP/nsubj/8 lifted/VBD/ROOT/8/lift it/PRP/dobj/8 ././punct/8"
    )
    assert antecedent(tree, 9, frozenset({"truce", "year"})) == 3
    assert antecedent(tree, 9, frozenset({"year"})) is None
    assert antecedent(tree, 9, frozenset({"siege"})) is None


def test_a_name_before_its_apposition_is_the_subject(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "MINUSCA/NNP/npadvmod/5 ,/,/punct/5 the/DT/det/3 force/NN/nsubj/5 ,/,/punct/3 supports/VBZ/ROOT/5/support "
        "it/PRP/dobj/5 ././punct/5",
    )
    assert edges(tree, "MINUSCA") == ("NNP", "nsubj", "supports")
    assert edges(tree, "force") == ("NN", "appos", "MINUSCA")


def test_a_verb_without_a_subject_takes_the_apposition_in_the_phrase_before_it(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "At/IN/prep/9 the/DT/det/2 call/NN/pobj/0 of/IN/prep/2 Togo/NNP/pobj/3 ,/,/punct/4 "
        "the/DT/det/7 leaders/NNS/appos/4/leader "
        ",/,/punct/4 met/VBD/ROOT/9/meet ././punct/9",
    )
    assert edges(tree, "leaders") == ("NNS", "nsubj", "met")


def test_a_finite_verb_is_no_second_to_an_infinitive(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "Togo/NNP/nsubj/1 insisted/VBD/ROOT/1/insist that/IN/mark/5 Peru/NNP/nsubj/5 must/MD/aux/5 leave/VB/ccomp/1 and/CC/cc/5 "
        "urged/VBD/conj/5/urge it/PRP/dobj/7 to/TO/aux/10 pay/VB/xcomp/7 ././punct/1",
    )
    assert edges(tree, "urged") == ("VBD", "conj", "insisted")


def test_nothing_but_a_date_belongs_to_a_date(hand: ModuleType) -> None:
    tree = mended(
        hand,
        "They/PRP/nsubj/1 held/VBD/ROOT/1/hold talks/NNS/dobj/1/talk on/IN/prep/1 11/CD/nummod/5 March/NNP/pobj/3 "
        "with/IN/prep/5 Togo/NNP/pobj/6 ././punct/1",
    )
    assert edges(tree, "with") == ("IN", "prep", "held")


def test_a_plural_before_a_determiner_is_a_verb(hand: ModuleType) -> None:
    tree = mended(hand, "Togo/NNP/compound/1 disputes/NNS/ROOT/1/dispute the/DT/det/3 sum/NN/appos/1 ././punct/1")
    assert edges(tree, "disputes") == ("VBZ", "ROOT", "disputes")
    assert edges(tree, "Togo")[1:] == ("nsubj", "disputes")
    assert edges(tree, "sum")[1:] == ("dobj", "disputes")
