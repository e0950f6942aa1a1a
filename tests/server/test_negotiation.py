"""Which format a client gets for what it accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.negotiation import choose

OFFERED = ["text/turtle", "application/ld+json", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("TEXT/HTML ; Q=1", "text/html"),
        ("text/html;q=0.4, application/ld+json;q=0.5", "application/ld+json"),
        ("text/*;q=0.5, text/turtle;q=0, */*;q=0.1", "text/html"),
        ("*/*, text/turtle;q=0", "application/ld+json"),
        ("text/html;level=1;q=0.3, text/turtle;q=0.2", "text/html"),
        ("image/png", ""),
        ("text/turtle;q=0", ""),
        ("text/turtle;q=nan", ""),
        ("text/turtle;q=7", ""),
        ("nonsense, text/html", "text/html"),
    ],
)
def test_choice(accept, chosen):
    assert choose(accept, OFFERED) == chosen


@given(st.text())
def test_whatever_is_sent_the_answer_is_on_offer_or_nothing(accept):
    assert choose(accept, OFFERED) in (*OFFERED, "")


def test_nothing_offered():
    assert choose("*/*", []) == ""
