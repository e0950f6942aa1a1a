"""The ontology, the vocabulary that the code goes by, and what the graphs use: the three say the same."""

import re
from decimal import Decimal

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg import vocabulary
from kg.model import Factuality, Status
from kg.settings import PACKAGE, ontology_dir

AEI, EVT = Namespace(vocabulary.AEI), Namespace(vocabulary.EVT)
SCHEME = URIRef("https://w3id.org/aei/event-type")
FILES = ("aei.ttl", "event-types.ttl", "shapes.ttl", "alignments.ttl")
CLASSES = (*vocabulary.ACTOR_TYPES, "Actor", "Place", "Event", "Initiative", "Issue", "Document", "Claim", "Quarantine",
           "Identity", "Judgement")  # fmt: skip
PROPERTIES = (
    *vocabulary.PREDICATES, "mention", "evidence", "sentence", "confidence", "attributedTo", "factuality", "sha256",
    "reason", "eventType", "agent", "target", "place", "time", "earliest", "latest", "respondsTo", "quadClass",
    "intensity", "status", "canonical", "verdict",
)  # fmt: skip
QUAD_CLASSES = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict", "NeutralQuad")
INDIVIDUALS = (*Factuality, *Status, *QUAD_CLASSES)


def parsed(name: str) -> Graph:
    return Graph().parse(ontology_dir() / name, format="turtle")


@pytest.fixture(scope="module")
def aei() -> Graph:
    return parsed("aei.ttl")


@pytest.fixture(scope="module")
def types() -> Graph:
    return parsed("event-types.ttl")


def of_aei(terms: object) -> set[str]:
    return {str(term).removeprefix(str(AEI)) for term in terms if str(term).startswith(str(AEI))}  # type: ignore[attr-defined]


def properties(graph: Graph) -> set[str]:
    return of_aei(graph.subjects(RDF.type, OWL.ObjectProperty)) | of_aei(graph.subjects(RDF.type, OWL.DatatypeProperty))


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES, *INDIVIDUALS])
def test_each_term_has_one_label_and_one_comment(aei: Graph, name: str) -> None:
    for about in (RDFS.label, RDFS.comment):
        assert len([text for text in aei.objects(AEI[name], about) if str(text).strip()]) == 1


def test_the_ontology_declares_these_terms_and_no_others(aei: Graph) -> None:
    assert of_aei(aei.subjects(RDF.type, OWL.Class)) == {*CLASSES, "Factuality", "Status", "QuadClass"}
    assert properties(aei) == set(PROPERTIES)
    assert of_aei(aei.subjects(RDF.type, OWL.NamedIndividual)) == set(INDIVIDUALS)


def test_the_ontology_names_no_term_that_it_does_not_declare(aei: Graph) -> None:
    declared = {*CLASSES, *PROPERTIES, *INDIVIDUALS, "Factuality", "Status", "QuadClass"}
    for name in FILES:
        assert of_aei(term for triple in parsed(name) for term in triple) <= declared


def test_the_kinds_of_actor_are_those_of_the_vocabulary(aei: Graph) -> None:
    assert of_aei(aei.subjects(RDFS.subClassOf, AEI.Actor)) == set(vocabulary.ACTOR_TYPES)


@pytest.mark.parametrize(("name", "values"), [("Factuality", Factuality), ("Status", Status), ("QuadClass", QUAD_CLASSES)])
def test_values_are_those_of_the_model(aei: Graph, name: str, values: tuple[str, ...]) -> None:
    listed = Collection(aei, aei.value(AEI[name], OWL.oneOf))  # type: ignore[arg-type]
    assert of_aei(listed) == of_aei(aei.subjects(RDF.type, AEI[name])) == set(values)


def uses(name: str) -> bool:
    """Whether code or queries write or read the property by its name, or the event types carry it.

    In Python a string that is the name, or "aei:" and the name; a field or a variable says nothing about the graph.
    """
    word = re.compile(rf"aei:{name}(?!\w)|\"{name}\"")
    files = [*PACKAGE.glob("**/*.py"), *PACKAGE.glob("queries/*.rq"), ontology_dir() / "event-types.ttl"]
    return any(word.search(file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_property_is_used(name: str) -> None:
    assert uses(name)


def test_a_property_that_nobody_uses_is_noticed() -> None:
    assert not uses("nobodyUsesThis")


def test_the_scheme_has_the_event_types_of_the_vocabulary(types: Graph) -> None:
    assert set(types.subjects(SKOS.inScheme, SCHEME)) == {EVT[name] for name in vocabulary.EVENT_TYPES}


@pytest.mark.parametrize("name", vocabulary.EVENT_TYPES)
def test_each_event_type_is_described(types: Graph, name: str) -> None:
    concept = EVT[name]
    assert (concept, RDF.type, SKOS.Concept) in types
    assert types.value(concept, SKOS.notation, any=False) == Literal(name)
    assert str(types.value(concept, SKOS.prefLabel, any=False)) == name.lower()
    assert len(str(types.value(concept, SKOS.definition, any=False))) > 20


@pytest.mark.parametrize(("name", "quad"), vocabulary.EVENT_TYPES.items())
def test_each_event_type_has_the_quad_class_of_the_vocabulary(aei: Graph, types: Graph, name: str, quad: str) -> None:
    given = types.value(EVT[name], AEI.quadClass, any=False)
    assert str(aei.value(given, RDFS.label)) == quad


@pytest.mark.parametrize(("name", "quad"), vocabulary.EVENT_TYPES.items())
def test_intensity_is_in_range_and_on_the_side_of_its_quad_class(types: Graph, name: str, quad: str) -> None:
    intensity = types.value(EVT[name], AEI.intensity, any=False)
    assert isinstance(intensity, Literal) and intensity.datatype == XSD.decimal
    assert Decimal(-10) <= intensity.value <= Decimal(10)
    side = {"cooperation": 1, "conflict": -1, "other": 0}[quad.split()[-1]]
    assert (intensity.value > 0) - (intensity.value < 0) == side


def test_deeds_weigh_more_than_words(types: Graph) -> None:
    weights: dict[str, list[Decimal]] = {}
    for name, quad in vocabulary.EVENT_TYPES.items():
        weights.setdefault(quad, []).append(abs(types.value(EVT[name], AEI.intensity).value))  # type: ignore[union-attr]
    assert min(weights["material conflict"]) > max(weights["verbal conflict"])
    assert min(weights["material cooperation"]) > max(weights["verbal cooperation"])


@pytest.mark.parametrize(
    ("term", "aligned"),
    [
        ("Actor", {vocabulary.SEM + "Actor", vocabulary.PROV + "Agent"}),
        ("Organization", {vocabulary.SCHEMA + "Organization"}),
        ("Person", {vocabulary.SCHEMA + "Person"}),
        ("Place", {vocabulary.SEM + "Place", vocabulary.SCHEMA + "Place"}),
        ("Event", {vocabulary.SEM + "Event"}),
        ("Initiative", {vocabulary.PROV + "Plan"}),
        ("Issue", {vocabulary.SKOS + "Concept"}),
        ("Document", {vocabulary.PROV + "Entity", vocabulary.NIF + "Context"}),
        ("Claim", {vocabulary.RDF + "Statement"}),
    ],
)
def test_alignments_of_the_vocabulary_are_there(term: str, aligned: set[str]) -> None:
    assert aligned <= {str(other) for other in parsed("alignments.ttl").objects(AEI[term], RDFS.subClassOf)}


def test_the_version_is_stated(aei: Graph) -> None:
    assert str(aei.value(URIRef("https://w3id.org/aei/ontology"), OWL.versionInfo)) == "0.1.0"
