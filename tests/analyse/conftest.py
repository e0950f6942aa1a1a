"""Two invented documents as extractions, and the store they make."""

from __future__ import annotations

from types import SimpleNamespace

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.analyse.project import multigraph
from kg.graph.build import quads
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Issue, Mention, Place, Span, Status

TALKS = """Arland proposed a border commission to Borduria.
Arland and Borduria held talks in Geneva on 12 May 2024.
A trust deficit stands in the way of the commission.
Arland may impose sanctions on Borduria.
Ana Lund, minister of Arland, said the United League supports Arland.
"""
RAID = """The Red Front attacked Borduria in 2023.
Borduria accused Arland of arming the Red Front on 3 May 2024.
"""


class Text:
    """A document whose lines are its sentences, to quote from."""

    def __init__(self, source: str, text: str, date: str | None, publisher: str | None = None) -> None:
        self.document = Document(
            source=source, text=text, sha256=f"{source:0<64}", title=source.title(), date=date, publisher=publisher
        )

    def __call__(self, line: int, words: str) -> tuple[Mention, ...]:
        sentence = self.document.text.splitlines()[line]
        start = self.document.text.index(sentence)
        begin = start + sentence.index(words)
        return (
            Mention(
                span=Span(begin=begin, end=begin + len(words)),
                text=words,
                sentence=Span(begin=start, end=start + len(sentence)),
            ),
        )


def _talks() -> Extraction:
    at = Text("talks", TALKS, "2024-05-14")
    claims = [
        ("c1", "i", "proposedBy", "State/arland", 0, "Arland", "Actual"),
        ("c2", "i", "proposedTo", "State/borduria", 0, "Borduria", "Actual"),
        ("c3", "i", "hinderedBy", "issue/trust-deficit", 2, "trust deficit", "Actual"),
        ("c4", "Person/ana-lund", "represents", "State/arland", 4, "minister of Arland", "Actual"),
        ("c5", "IntergovernmentalOrganization/united-league", "supports", "State/arland", 4, "supports", "Actual"),
    ]
    return Extraction(
        document=at.document,
        actors=(
            Actor(key="State/arland", type="State", label="Arland", mentions=at(0, "Arland"), aliases=("Republic of Arland",)),
            Actor(key="State/borduria", type="State", label="Borduria", mentions=at(0, "Borduria")),
            Actor(key="Person/ana-lund", type="Person", label="Ana Lund", mentions=at(4, "Ana Lund")),
            Actor(
                key="IntergovernmentalOrganization/united-league",
                type="IntergovernmentalOrganization",
                label="United League",
                mentions=at(4, "United League"),
            ),
        ),
        places=(Place(key="place/geneva", label="Geneva", mentions=at(1, "Geneva")),),
        issues=(Issue(key="issue/trust-deficit", label="trust deficit", mentions=at(2, "trust deficit")),),
        events=(
            Event(
                key="e1",
                type="CONSULT",
                label="talks",
                evidence=at(1, "held talks"),
                factuality=Factuality.ACTUAL,
                confidence=0.9,
                agents=("State/arland", "State/borduria"),
                places=("place/geneva",),
                time="2024-05-12",
                earliest="2024-05-12",
                latest="2024-05-12",
            ),
            Event(
                key="e2",
                type="SANCTION",
                label="sanctions",
                evidence=at(3, "impose sanctions"),
                factuality=Factuality.POSSIBLE,
                confidence=0.8,
                agents=("State/arland",),
                targets=("State/borduria",),
            ),
        ),
        initiatives=(
            Initiative(
                key="i", label="border commission", evidence=at(0, "border commission"), status=Status.PROPOSED, confidence=0.8
            ),
        ),
        claims=tuple(
            Claim(
                key=key,
                subject=subject,
                predicate=predicate,
                object=value,
                evidence=at(line, words),
                factuality=Factuality(factuality),
                confidence=0.5,
                attributed_to=("Person/ana-lund",) if key == "c5" else (),
            )
            for key, subject, predicate, value, line, words, factuality in claims
        ),
    )


def _raid() -> Extraction:
    at = Text("raid", RAID, "2024-05-04")
    return Extraction(
        document=at.document,
        actors=(
            Actor(key="State/arland", type="State", label="Arland", mentions=at(1, "Arland")),
            Actor(key="State/borduria", type="State", label="Borduria", mentions=at(0, "Borduria")),
            Actor(key="ArmedGroup/red-front", type="ArmedGroup", label="Red Front", mentions=at(0, "Red Front")),
        ),
        events=(
            Event(
                key="e1",
                type="ASSAULT",
                label="attack",
                evidence=at(0, "attacked"),
                factuality=Factuality.ACTUAL,
                confidence=1.0,
                agents=("ArmedGroup/red-front",),
                targets=("State/borduria",),
                time="2023",
                earliest="2023-01-01",
                latest="2023-12-31",
            ),
            Event(
                key="e2",
                type="ACCUSE",
                label="accusation",
                evidence=at(1, "accused"),
                factuality=Factuality.ACTUAL,
                confidence=0.5,
                agents=("State/borduria",),
                targets=("State/arland",),
                time="2024-05-03",
                earliest="2024-05-03",
                latest="2024-05-03",
                attributed_to=("State/borduria",),
            ),
        ),
    )


@pytest.fixture(scope="session")
def store() -> ox.Store:
    filled = ox.Store()
    for extraction in (_talks(), _raid()):
        filled.extend(quads(extraction))
    return filled


@pytest.fixture
def net(store: ox.Store) -> nx.MultiDiGraph:
    return multigraph(store)


@pytest.fixture(scope="session")
def ids() -> SimpleNamespace:
    """The actors' IRIs."""
    actor = "https://w3id.org/aei/id/actor/"
    return SimpleNamespace(
        arland=f"{actor}State/arland",
        borduria=f"{actor}State/borduria",
        front=f"{actor}ArmedGroup/red-front",
        lund=f"{actor}Person/ana-lund",
        league=f"{actor}IntergovernmentalOrganization/united-league",
    )


def _pact(
    source: str, date: str, publisher: str, status: Status, lines: list[str], label: str, claims: list[tuple]
) -> Extraction:
    """A document about a pact: claims are (property, key of the value, line, words, factuality)."""
    at = Text(source, "\n".join(lines) + "\n", date, publisher)
    names = {"State/arland": "Arland", "State/borduria": "Borduria", "ArmedGroup/red-front": "Red Front"}
    actors = tuple(
        Actor(key=key, type=key.partition("/")[0], label=name, mentions=at(0, name))
        for key, name in names.items()
        if name in lines[0]
    )
    initiative = Initiative(key="i", label=label, evidence=at(0, label), status=status, confidence=0.8)
    part = Initiative(key="p", label="patrols", evidence=at(1, "patrols"), status=Status.PROPOSED, confidence=0.8)
    return Extraction(
        document=at.document,
        actors=actors,
        issues=(Issue(key="issue/trust", label="trust", mentions=at(1, "trust")),),
        initiatives=(initiative, part),
        claims=tuple(
            Claim(
                key=f"c{n}",
                subject="i",
                predicate=property_,
                object=value,
                evidence=at(line, words),
                factuality=Factuality(factuality),
                confidence=0.5,
            )
            for n, (property_, value, line, words, factuality) in enumerate(claims)
        ),
    )


@pytest.fixture(scope="session")
def pact_store() -> ox.Store:
    """Three documents in which the Sylda Accord is proposed, agreed and suspended, and one about another accord."""
    arland, borduria, front = "State/arland", "State/borduria", "ArmedGroup/red-front"
    documents = [
        _pact(
            "may", "2024-05-01", "Herald", Status.PROPOSED,
            ["Arland offered Borduria the Sylda Accord.", "It has patrols and should build trust."], "Sylda Accord",
            [("proposedBy", arland, 0, "Arland", "Actual"), ("proposedTo", borduria, 0, "Borduria", "Actual"),
             ("hasPart", "p", 1, "patrols", "Actual"), ("addresses", "issue/trust", 1, "trust", "Actual")],
        ),
        _pact(
            "june", "2024-06-01", "Herald", Status.AGREED,
            ["Arland and Borduria signed the Sylda Accord.", "The patrols need trust."], "Sylda Accord",
            [("participant", arland, 0, "Arland", "Actual"), ("participant", borduria, 0, "Borduria", "Actual"),
             ("hinderedBy", "issue/trust", 1, "trust", "Possible")],
        ),
        _pact(
            "july", "2024-07-01", "Courier", Status.SUSPENDED,
            ["The Red Front fights Arland's Sylda Accord.", "No patrols, no trust."], "Sylda Accord",
            [("opposedBy", front, 0, "Red Front", "Actual"), ("supportedBy", arland, 0, "Arland", "Negated")],
        ),
        _pact(
            "august", "2024-08-01", "Courier", Status.PROPOSED,
            ["The Red Front wants an accord.", "It brings patrols, not trust."], "accord",
            [("proposedBy", front, 0, "Red Front", "Actual")],
        ),
    ]  # fmt: skip
    filled = ox.Store()
    for extraction in documents:
        filled.extend(quads(extraction))
    return filled


@pytest.fixture(scope="session")
def pact(pact_store: ox.Store) -> nx.MultiDiGraph:
    """Not to be changed."""
    return multigraph(pact_store)


@pytest.fixture
def one_accord(pact_store: ox.Store) -> ox.Store:
    """The same with one IRI for the Sylda Accord, as it is when documents are known to share an initiative."""
    base = "https://w3id.org/aei/id/initiative/"
    shared = {f"{base}{source:0<16}/i" for source in ("may", "june", "july")}

    def named(term):
        return ox.NamedNode(f"{base}sylda-accord") if isinstance(term, ox.NamedNode) and term.value in shared else term

    filled = ox.Store()
    filled.extend(ox.Quad(named(q.subject), q.predicate, named(q.object), q.graph_name) for q in pact_store)
    return filled


def _blamed(source: str, date: str | None, agent: str, factuality: Factuality) -> Extraction:
    """A document that says who attacked Sylda, and by the mouth of Ana Lund."""
    at = Text(source, f"{agent} attacked Sylda, Ana Lund said.\n", date)
    keys = {"Person/ana-lund": "Ana Lund", f"State/{agent.lower()}": agent}
    actors = tuple(Actor(key=key, type=key.partition("/")[0], label=label, mentions=at(0, label)) for key, label in keys.items())
    attack = Event(
        key="e", type="ASSAULT", label="attack", evidence=at(0, "attacked"), factuality=factuality, confidence=0.8,
        agents=(f"State/{agent.lower()}",), attributed_to=("Person/ana-lund",) if agent == "Arland" else (),
    )  # fmt: skip
    return Extraction(document=at.document, actors=actors, events=(attack,))


@pytest.fixture(scope="session")
def one_attack() -> list[ox.Quad]:
    """Three documents that share an attack and contradict each other about it."""
    told = [
        _blamed("b-may", "2024-05-01", "Arland", Factuality.ACTUAL),
        _blamed("a-june", "2024-06-01", "Borduria", Factuality.NEGATED),
        _blamed("c-undated", None, "Arland", Factuality.POSSIBLE),
    ]
    base = "https://w3id.org/aei/id/event/"
    shared = {f"{base}{e.document.sha256[:16]}/e" for e in told}

    def named(term):
        return ox.NamedNode(f"{base}attack") if isinstance(term, ox.NamedNode) and term.value in shared else term

    return [ox.Quad(named(q.subject), q.predicate, named(q.object), q.graph_name) for e in told for q in quads(e)]
