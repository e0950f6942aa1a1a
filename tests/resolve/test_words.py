"""The data behind the comparison of names: checked when it is loaded, and what words and sounds it knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import lexicon as lexicons
from kg.errors import LexiconError
from kg.resolve.compare import likeness
from kg.resolve.names import fold, parsed, spells
from kg.resolve.spelling import same_word, skeleton
from kg.resolve.words import words

WORDS = words(lexicons.load())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[persons]\narticles = ['Al']", "articles: expected a list of words in lower case"),
        ("[persons]\nshoes = ['x']", "unknown entries shoes"),
        ("[weights]\nidentical = 'much'", "identical: expected a number"),
        ("[weights]\nluck = 1", "unknown entries luck"),
        ("[limits]\nmerge = 0.2", "0 < doubt <= merge < 1"),
        ("[bodies.kin]\nGod = ['Person']", "unknown types God"),
        ("[taste]\nx = 1", "unknown entries taste"),
        ("[persons]\nnicknames = 1", "nicknames: expected a table"),
    ],
)
def test_what_is_wrong_with_the_words_is_named(tmp_path, text, what):
    (tmp_path / "resolve.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=what) as error:
        words(lexicons.load(tmp_path))
    assert "resolve.toml" in str(error.value)


def test_words_of_ones_own_are_added_and_need_no_text_to_be_read_again(tmp_path):
    (tmp_path / "resolve.toml").write_text("[bodies]\ntails = ['collective']\n", encoding="utf-8")
    mine = lexicons.load(tmp_path)
    assert "collective" in words(mine).tails and "group" in words(mine).tails
    assert mine.sha256 == lexicons.load().sha256


@pytest.mark.parametrize(
    ("a", "b", "way"),
    [
        ("taiba", "tayyiba", "variant"), ("taiba", "toiba", "variant"), ("soleimani", "suleimani", "variant"),
        ("qaddafi", "gaddafi", "variant"), ("qaddafi", "kadhafi", "variant"), ("zelensky", "zelenskyy", "variant"),
        ("zawahiri", "zawahri", "variant"), ("hassan", "hussein", ""), ("khamenei", "khomeini", ""), ("un", "il", ""),
        ("saleh", "salehi", ""), ("galvez", "galvey", ""), ("lavrov", "lavrov", "equal"), ("kicillof", "kicilof", "variant"),
        ("brekelmans", "brekelmanns", "variant"), ("pashinyan", "pashinyam", "mistyped"),
    ],
)  # fmt: skip
def test_transliterations(a, b, way):
    assert same_word(a, b, WORDS) == same_word(b, a, WORDS) == way
    if way == "variant":
        assert skeleton(a, WORDS) == skeleton(b, WORDS), "variants share a clue"


def test_a_name_as_words():
    assert parsed("Dr. Abdel-Rahim bin Salman Jr.", True, WORDS).words == ("abd-rahim", "bin-salman")
    assert parsed("Dr. Abdel-Rahim bin Salman Jr.", True, WORDS).suffix == "jr"
    assert parsed("President Vladimir Putin", True, WORDS).words == ("vladimir", "putin")
    assert parsed('Ferdinand "Bongbong" Marcos', True, WORDS).nickname == ("bongbong",)
    body = parsed("the Russian Ministry of Defence", False, WORDS)
    assert (body.words, body.countries) == (("ministry", "defense"), frozenset({"RU"}))
    assert parsed("Zarnia Steel Works Ltd.", False, WORDS).words == ("zarnia", "steel", "work")
    assert fold("Türkiye, Łódź, Ólafur") == "turkiye, lodz, olafur"


def test_acronyms():
    assert spells("ecowas", ("economic", "community", "of", "west", "african", "states"), WORDS)
    assert not spells("ecowas", ("economic", "community", "of", "central", "african", "states"), WORDS)
    assert likeness("LeT", "Lashkar-e-Taiba", "ArmedGroup", WORDS).level == "acronym"
    assert likeness("LeT", "Lashkar-e-Jhangvi", "ArmedGroup", WORDS).weight is None, "it tells nothing"


names = st.text(st.characters(whitelist_categories=["L", "Nd", "Zs"], whitelist_characters=".-'\"()&"), min_size=1, max_size=30)


@given(a=names, b=names, kind=st.sampled_from(("Person", "ArmedGroup", "State", "Organization")))
def test_any_two_names_can_be_compared_and_either_way_round(a, b, kind):
    assert likeness(a, b, kind, WORDS) == likeness(b, a, kind, WORDS)
    same = likeness(a, a, kind, WORDS).weight
    assert same is None or same > -2
