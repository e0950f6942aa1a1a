"""English of the brief: names, dates, verbs and quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.project import Evidence
from kg.view import prose
from kg.vocabulary import EVENT_TYPES, RELATIONS


def said(sentence: str, words: str) -> Evidence:
    begin = sentence.index(words)
    return Evidence(source="a.txt", sentence=sentence, begin=begin, end=begin + len(words))


@pytest.mark.parametrize(
    ("label", "type_", "article"),
    [
        ("European Union", "IntergovernmentalOrganization", True),
        ("United States", "State", True),
        ("France", "State", False),
        ("NATO", "IntergovernmentalOrganization", False),
        ("Ana Lund", "Person", False),
        ("The Authority", "GovernmentBody", False),
        ("Organization of American States", "IntergovernmentalOrganization", True),
        ("Kosovo Police", "GovernmentBody", True),
        ("National Liberation Army (Colombia)", "ArmedGroup", True),
        ("al-Qaeda", "ArmedGroup", False),
        ("government", "Population", True),
        ("rebels", "Population", False),
        ("indigenous people", "Population", False),
        ("Geneva", "Place", False),
        ("Mopti region", "Place", True),
        ("Crimean Peninsula", "Place", True),
    ],
)
def test_the_stands_where_english_wants_it(label, type_, article):
    assert prose.needs_article(label, type_) is article


@pytest.mark.parametrize(
    ("label", "type_", "plural"),
    [
        ("rebels", "Population", True),
        ("police", "Population", True),
        ("United States", "State", False),
        ("Wagner Group", "ArmedGroup", False),
        ("Congress", "GovernmentBody", False),
        ("Taliban", "ArmedGroup", True),
        ("", "Population", False),
    ],
)
def test_who_are_several(label, type_, plural):
    assert prose.is_plural({"label": label, "type": type_}) is plural


@pytest.mark.parametrize(
    ("edtf", "text", "alone"),
    [
        ("2024-05-03", "on 3 May 2024", "3 May 2024"),
        ("2024-05", "in May 2024", "May 2024"),
        ("2024-23", "in autumn 2024", "Autumn 2024"),
        ("2008", "in 2008", "2008"),
        ("199X", "in the 1990s", "The 1990s"),
        ("2024-05-12/2024-05-14", "from 12 to 14 May 2024", "12 to 14 May 2024"),
        ("2024-04-29/2024-05-02", "from 29 April to 2 May 2024", "29 April to 2 May 2024"),
        ("2019/2021", "from 2019 to 2021", "2019 to 2021"),
        ("2024-05-12/..", "from 12 May 2024 on", "12 May 2024 on"),
        ("../2024", "until 2024", "Until 2024"),
        ("2024~", "around 2024", "Around 2024"),
        ("2024-05?", "perhaps in May 2024", "Perhaps in May 2024"),
        ("", "", ""),
    ],
)
def test_times_in_words(edtf, text, alone):
    assert (prose.when(edtf), prose.span(edtf)) == (text, alone)


@pytest.mark.parametrize(
    ("phrase", "one", "several", "been", "denied"),
    [
        ("make a demand on", "made a demand on", "made a demand on", "made a demand on", "did not make a demand on"),
        ("be accused", "was accused", "were accused", "been accused", "was not accused"),
        ("attack", "attacked", "attacked", "attacked", "did not attack"),
        ("receive help", "received help", "received help", "received help", "did not receive help"),
    ],
)
def test_verbs(phrase, one, several, been, denied):
    assert prose.past(phrase) == one and prose.past(phrase, plural=True) == several
    assert prose.participle(phrase) == been and prose.negated(phrase) == denied


VERBS = """
accused attacked cooperated criticised eased expressed faced gave had held issued made met mustered protested reached received
stepped took used voiced was contradicted
"""
PAST = {f"{verb} it" for verb in VERBS.split()}


def test_every_type_and_relation_can_be_told():
    known = prose.phrases()
    assert set(known["events"]) == {*EVENT_TYPES, "DENIAL", "CHARGE"}
    for words in known["events"].values():
        assert set(words) - {"plural"} == {"to", "alone", "joint", "got", "noun"}
        verbs = {words[key].split()[0] for key in ("to", "alone", "joint", "got")}
        told = {prose.past(f"{verb} it") for verb in verbs}
        assert told <= PAST, told - PAST
    assert set(known["relations"]) == set(RELATIONS)


def test_lists_and_numbers():
    assert prose.listed([prose.plain(x) for x in "ABC"]) == prose.joined("A", ", ", "B", " and ", "C")
    assert [prose.number(n, "event") for n in (0, 1, 2, 12, 1200)] == [
        "no events",
        "one event",
        "two events",
        "12 events",
        "1,200 events",
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "quoted"),
    [
        ("Arland attacked the port, and Borduria fled.", "attacked", "attacked the port"),
        ("The talks, held in Oslo, failed.", "talks", "talks, held in Oslo"),
        ("He blamed Iran and Syria.", "blamed", "blamed Iran and Syria"),
        ("Iran, which denies it, left.", "denies", "denies it, left"),
        ("It was an attack, which he denies.", "denies", "he denies"),
        ("Arland accuses Borduria of spying and", "accuses", "accuses Borduria of spying"),
        (f"They signed {'a very long accord ' * 9}.", "signed", "signed " + "a very long accord " * 3 + "a very long …"),
    ],
)
def test_quotations_end_with_the_clause(sentence, words, quoted):
    assert prose.excerpt([said(sentence, words)]) == quoted


@given(st.text(min_size=1, max_size=80), st.data())
def test_a_quotation_is_what_stands_there(sentence, data):
    begin = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(begin + 1, len(sentence)))
    quoted = prose.excerpt([Evidence(source="a", sentence=sentence, begin=begin, end=end)])
    assert quoted.removesuffix(" …") in " ".join(sentence.split()) or not quoted.strip()


def test_a_sentence_begins_with_a_capital_and_notes_each_sentence_once():
    item = said("Arland attacked Borduria.", "attacked")
    told = prose.sentence("there was violence", notes=[item, item, said("Arland attacked Borduria.", "Borduria")])
    assert "".join(text for _, text in told.pieces) == "There was violence." and told.notes == (item,)


@pytest.mark.parametrize(
    ("type_", "words", "told"),
    [
        ("REJECT", "denies", "DENIAL"),
        ("REJECT", "refuses", "REJECT"),
        ("ACCUSE", "blamed", "CHARGE"),
        ("ASSAULT", "denied", "ASSAULT"),
    ],
)
def test_some_types_are_told_by_their_words(type_, words, told):
    assert prose.told_as(type_, [said(f"Arland {words} it.", words)]) == told
