"""What of the lexicons a text can depend on: equal digests have to mean equal readings, and should be as frequent as they can."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lexicon as lexicons
from kg.annotate import names, reliance
from kg.lexicon import Lexicon, Name
from kg.model import Document

WORDS = ["Arland", "North", "Front", "of", "the", "AF", "A", "F", "Défense", "Defence", "Defense", "front", "ARLAND"]
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ENTRIES = st.builds(lambda label, forms: entry(label, *forms), PHRASES, st.lists(PHRASES, max_size=2))
LEXICONS = st.lists(ENTRIES, max_size=4, unique_by=lambda name: name.key).map(lambda found: of(*found))


def entry(label: str, *aliases: str, country: str = "") -> Name:
    return Name(
        key=f"ArmedGroup/{lexicons.slug(label)}", type="ArmedGroup", label=label, names=(label, *aliases), country=country
    )


def of(*entries: Name) -> Lexicon:
    return dataclasses.replace(lexicons.load(), names=entries, places=())


def document(text: str) -> Document:
    return Document(source="a.txt", text=text, sha256="a" * 64)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "said", "A.F.", "\n"]), max_size=8).map(" ".join), LEXICONS, LEXICONS)
def test_equal_digests_mean_equal_names(text, one, other):
    if reliance.digest(document(text), one) == reliance.digest(document(text), other):
        assert names.find(text, one) == names.find(text, other)
        assert {w for w in text.split() if w in names.words(one)} == {w for w in text.split() if w in names.words(other)}


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("The Northern Front attacked.", True), ("THE NORTHERN FRONT ATTACKED", True), ("Northern-Front rebels", True),
        ("The N.F. attacked.", True), ("Arland attacked.", False), ("The northern front attacked.", True), ("", False),
    ],
)  # fmt: skip
def test_a_name_matters_where_its_words_are(text, matters):
    before, after = of(entry("Arland")), of(entry("Arland"), entry("Northern Front", "NF"))
    assert (reliance.digest(document(text), before) != reliance.digest(document(text), after)) == matters


def test_what_is_known_of_a_name_matters_and_so_does_every_other_file():
    text, before = document("Arland attacked."), of(entry("Arland"))
    for after in (of(entry("Arland", country="AR")), dataclasses.replace(before, grammar="another")):
        assert reliance.digest(text, before) != reliance.digest(text, after)
    assert reliance.digest(document("nobody"), before) == reliance.digest(document("nobody"), of(entry("Arland", country="AR")))
