"""The types between the stages: what can't be constructed, and JSON there and back."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Actor,
    Block,
    BlockKind,
    Claim,
    Document,
    Event,
    Extraction,
    Factuality,
    Initiative,
    Issue,
    Mention,
    Place,
    Span,
    Status,
    as_json,
    from_json,
)  # fmt: skip

words = st.text(min_size=1, max_size=12)
keys = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=6)
key_tuples = st.lists(keys, max_size=3).map(tuple)
shares = st.floats(min_value=0, max_value=1)


@st.composite
def mentions(draw):
    text, begin = draw(words), draw(st.integers(0, 10**6))
    left, right = draw(st.integers(0, begin)), draw(st.integers(0, 50))
    span = Span(begin=begin, end=begin + len(text))
    return Mention(span=span, text=text, sentence=Span(begin=begin - left, end=span.end + right))


evidence = st.lists(mentions(), min_size=1, max_size=3).map(tuple)
actors = st.builds(Actor, key=keys, type=keys, label=words, mentions=evidence, aliases=st.lists(words, max_size=2).map(tuple))
events = st.builds(
    Event, key=keys, type=keys, label=words, evidence=evidence, factuality=st.sampled_from(Factuality), confidence=shares,
    agents=key_tuples, targets=key_tuples, time=st.none() | words,
)  # fmt: skip
claims = st.builds(
    Claim, key=keys, subject=keys, predicate=keys, object=keys, evidence=evidence, factuality=st.sampled_from(Factuality),
    confidence=shares, attributed_to=key_tuples,
)  # fmt: skip
initiatives = st.builds(Initiative, key=keys, label=words, evidence=evidence, status=st.sampled_from(Status), confidence=shares)
blocks = st.builds(Block, kind=st.sampled_from(BlockKind), span=mentions().map(lambda m: m.span), level=st.integers(0, 6))
documents = st.builds(
    Document, source=words, text=words, sha256=words, date=st.none() | words, language=words,
    blocks=st.lists(blocks, max_size=2).map(tuple),
)  # fmt: skip


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


extractions = st.builds(
    Extraction, document=documents, actors=some(actors), events=some(events), claims=some(claims), initiatives=some(initiatives),
    places=some(st.builds(Place, key=keys, label=words, mentions=evidence, latitude=st.none() | shares)),
    issues=some(st.builds(Issue, key=keys, label=words, mentions=evidence)),
    producer=st.dictionaries(keys, words, max_size=2),
)  # fmt: skip


@given(extractions)
def test_json_there_and_back(extraction):
    assert from_json(Extraction, json.loads(json.dumps(as_json(extraction)))) == extraction


@given(extractions)
def test_pickle_there_and_back(extraction):
    assert pickle.loads(pickle.dumps(extraction)) == extraction


def mention(text="Kenya", begin=0):
    span = Span(begin=begin, end=begin + len(text))
    return Mention(span=span, text=text, sentence=span)


EVENT = {"key": "e", "type": "ASSAULT", "label": "raid", "factuality": Factuality.ACTUAL, "confidence": 0.5}
CLAIM = {"key": "c", "subject": "a", "predicate": "leads", "object": "b", "factuality": Factuality.ACTUAL, "confidence": 0.5}
PLAN = {"key": "i", "label": "plan", "status": Status.PROPOSED, "confidence": 0.5}
THING = {"key": "x", "label": "x"}


@pytest.mark.parametrize(
    ("cls", "fields", "name"),
    [(Event, EVENT, "evidence"), (Claim, CLAIM, "evidence"), (Initiative, PLAN, "evidence"), (Issue, THING, "mentions"),
     (Place, THING, "mentions"), (Actor, {**THING, "type": "State"}, "mentions")],
)  # fmt: skip
def test_no_finding_without_evidence(cls, fields, name):
    assert cls(**fields, **{name: (mention(),)}).key
    with pytest.raises(ValueError, match="has no evidence"):
        cls(**fields, **{name: ()})


@pytest.mark.parametrize("value", [-0.01, 1.01, 7.0, float("nan")])
@pytest.mark.parametrize(("cls", "fields"), [(Event, EVENT), (Claim, CLAIM), (Initiative, PLAN)])
def test_confidence_is_a_share(cls, fields, value):
    with pytest.raises(ValueError, match="confidence"):
        cls(**{**fields, "confidence": value}, evidence=(mention(),))


@pytest.mark.parametrize(("begin", "end"), [(0, 0), (5, 4), (-1, 3)])
def test_spans_are_not_empty(begin, end):
    with pytest.raises(ValueError, match="empty or negative"):
        Span(begin=begin, end=end)


def test_a_mention_is_as_long_as_its_span_and_inside_its_sentence():
    with pytest.raises(ValueError, match="not as long"):
        Mention(span=Span(begin=0, end=3), text="Kenya", sentence=Span(begin=0, end=9))
    with pytest.raises(ValueError, match="outside its sentence"):
        Mention(span=Span(begin=4, end=9), text="Kenya", sentence=Span(begin=0, end=8))


def test_findings_come_in_the_order_of_the_fields():
    actor = Actor(**THING, type="State", mentions=(mention(),))
    event = Event(**EVENT, evidence=(mention(),))
    found = Extraction(document=Document(source="s", text="Kenya", sha256="0"), events=(event,), actors=(actor,))
    assert list(found.findings()) == [actor, event]
