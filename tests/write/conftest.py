"""A graph with all that an export must carry, among it what breaks careless ones: formulas, markup, control characters."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.build import quads
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Issue, Mention, Place, Span, Status

SENTENCE = '=Arland, "the <b>union</b>" & rebels met in\nGeneva; +1 \x0b 😀.'
TEXT = f"{SENTENCE}\nA second sentence.\n"
FORMULA = "=HYPERLINK(1)"


def _said(text: str, words: str, sentence: str = SENTENCE) -> tuple[Mention, ...]:
    start = text.index(sentence)
    begin = start + sentence.index(words)
    span, whole = Span(begin=begin, end=begin + len(words)), Span(begin=start, end=start + len(sentence))
    return (Mention(span=span, text=words, sentence=whole),)


def _extraction() -> Extraction:
    document = Document(
        source="news/a.txt",
        text=TEXT,
        sha256="ab" * 32,
        title="-Talks; in Geneva",
        date="2024-05-14",
        publisher="@Herald",
        creator="Ana Lund",
        also_from=("https://example.org/a?x=1&y=2",),
    )
    here = _said(TEXT, "Arland")
    ends = ("State/arland", "Organization/evil")
    return Extraction(
        document=document,
        actors=(
            Actor(
                key=ends[0], type="State", label="Arland", mentions=here, aliases=("Republic; of Arland", "+Arl"), wikidata="Q1"
            ),
            Actor(key=ends[1], type="Organization", label=FORMULA, mentions=_said(TEXT, "union"), aliases=("'=2",)),
            Actor(key="Population/rebels", type="Population", label="rebels", mentions=_said(TEXT, "rebels")),
            Actor(key="Person/lund", type="Person", label="Ana Lund", mentions=here),
        ),
        places=(
            Place(
                key="place/geneva", label="Geneva", mentions=_said(TEXT, "Geneva"), latitude=46.2, longitude=6.15, country="CH"
            ),
        ),
        issues=(Issue(key="issue/mistrust", label="mistrust", mentions=here),),
        events=(
            Event(
                key="e",
                type="CONSULT",
                label="talks",
                evidence=_said(TEXT, "met") + _said(TEXT, "second", "A second sentence."),
                factuality=Factuality.POSSIBLE,
                confidence=0.75,
                agents=ends,
                targets=("Population/rebels",),
                places=("place/geneva",),
                time="2024-05",
                earliest="2024-05-01",
                latest="2024-05-31",
                attributed_to=("Person/lund",),
            ),
            Event(key="f", type="OTHER", label="x", evidence=here, factuality=Factuality.ACTUAL, confidence=0.5, part_of=("e",)),
        ),
        initiatives=(
            Initiative(
                key="i",
                label="border commission",
                evidence=here,
                status=Status.AGREED,
                confidence=0.8,
                aliases=("commission",),
                time="2025",
                earliest="2025-01-01",
                latest="2025-12-31",
            ),
        ),
        claims=tuple(
            Claim(
                key=f"c{n}",
                subject=a,
                predicate=p,
                object=b,
                evidence=here,
                factuality=Factuality.NEGATED,
                confidence=0.25,
                attributed_to=("Person/lund",),
            )
            for n, (a, p, b) in enumerate(
                [
                    ("i", "proposedBy", ends[0]),
                    ("i", "hinderedBy", "issue/mistrust"),
                    ("Person/lund", "memberOf", ends[1]),
                    ("Person/lund", "leads", ends[0]),
                    (ends[0], "locatedIn", "place/geneva"),
                    ("Person/lund", "represents", ends[0]),
                    ("Person/lund", "memberOf", "Population/rebels"),
                ]
            )
        ),
    )


@pytest.fixture(scope="session")
def store() -> ox.Store:
    filled = ox.Store()
    filled.extend(quads(_extraction()))
    return filled
