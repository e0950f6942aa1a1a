"""Paragraphs of resolutions that begin with their verb."""

from __future__ import annotations

from kg.annotate import model

VERBS = frozenset({"urges", "notes"})


def test_the_opening_verb_loses_its_capital() -> None:
    text = "Hereby:\n1. Urges Notes to meet;\n2. Notes that Urges left."
    assert model._operative(text, VERBS) == "Hereby:\n1. urges Notes to meet;\n2. notes that Urges left."


def test_one_such_word_may_be_a_name() -> None:
    assert model._operative("Urges spoke.\nThey met.", VERBS) == "Urges spoke.\nThey met."
