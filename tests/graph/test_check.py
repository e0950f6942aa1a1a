"""A sound document graph passes; each way of being wrong is found, and laid at the right finding's door."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, SKOS, XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.errors import GraphError
from kg.graph import build, check, iris
from kg.model import Actor, Document, Event, Extraction, Factuality, Mention, Span
from kg.vocabulary import AEI, EVT, GEO, NIF

NAME = "https://example.org/document/1"
TEXT = "Arland leads a patrol plan.\nRed Front hit Delmar in May 2024. 😀 Ana Vey leads Arland."

PREFIXES = f"""
@prefix aei: <{AEI}> .
@prefix evt: <{EVT}> .
@prefix nif: <{NIF}> .
@prefix skos: <{SKOS}> .
@prefix rdf: <{RDF}> .
@prefix xsd: <{XSD}> .
@prefix dct: <{DCTERMS}> .
@prefix geo: <{GEO}> .
@prefix x: <https://example.org/> .
"""
DOCUMENT = f"""
<{NAME}> a aei:Document ; dct:title "A raid" ; dct:source "raid.txt" ; dct:language "en" ; aei:sha256 "{"0a" * 32}" .
"""
FINDINGS = """
x:arland a aei:Actor, aei:State ; skos:prefLabel "Arland" ; skos:altLabel "ARL" ; aei:mention @Arland .
x:front a aei:Actor, aei:ArmedGroup ; skos:prefLabel "Red Front" ; aei:mention @Red_Front .
x:ana a aei:Actor, aei:Person ; skos:prefLabel "Ana Vey" ; aei:mention @Ana_Vey ; aei:leads x:arland .
x:delmar a aei:Place ; skos:prefLabel "Delmar" ; aei:mention @Delmar ; geo:lat 12.5 ; geo:long -7.25 .
x:patrol a aei:Issue ; skos:prefLabel "patrol" ; aei:mention @patrol .
x:raid a aei:Event ; skos:prefLabel "hit" ; aei:mention @hit ; aei:evidence @hit ; aei:eventType evt:ASSAULT ;
    aei:factuality aei:Actual ; aei:confidence 0.8 ; aei:agent x:front ; aei:target x:delmar, x:arland ; aei:place x:delmar ;
    aei:time "2024-05" ; aei:earliest "2024-05-01"^^xsd:date ; aei:latest "2024-05-31"^^xsd:date ; aei:attributedTo x:ana .
x:plan a aei:Initiative ; skos:prefLabel "patrol plan" ; aei:mention @patrol_plan ; aei:evidence @patrol_plan ;
    aei:status aei:Proposed ; aei:confidence 0.9 ; aei:proposedBy x:arland .
x:leading a aei:Claim ; rdf:subject x:ana ; rdf:predicate aei:leads ; rdf:object x:arland ; aei:evidence @Ana_Vey ;
    aei:factuality aei:Actual ; aei:confidence 0.7 .
x:proposing a aei:Claim ; rdf:subject x:plan ; rdf:predicate aei:proposedBy ; rdf:object x:arland ; aei:evidence @patrol_plan ;
    aei:factuality aei:Actual ; aei:confidence 0.7 .
x:opposing a aei:Claim ; rdf:subject x:plan ; rdf:predicate aei:opposedBy ; rdf:object x:front ; aei:evidence @patrol_plan ;
    aei:factuality aei:Possible ; aei:confidence 0.5 .
"""
WORDS = ("Arland", "Red_Front", "Ana_Vey", "Delmar", "patrol", "hit", "patrol_plan")


def aei(name: str) -> URIRef:
    return URIRef(AEI + name)


def x(name: str) -> URIRef:
    return URIRef(f"https://example.org/{name}")


def at(begin: int, end: int) -> URIRef:
    return URIRef(f"{NAME}#char={begin},{end}")


def span(words: str) -> tuple[int, int]:
    begin = TEXT.index(words.replace("_", " "))
    return begin, begin + len(words)


def sentence(words: str) -> tuple[int, int]:
    """The line in which the words stand."""
    begin, end = span(words)
    after = TEXT.find("\n", end)
    return TEXT.rfind("\n", 0, begin) + 1, after if after >= 0 else len(TEXT)


def add_span(graph: Graph, begin: int, end: int) -> URIRef:
    mention = at(begin, end)
    for name, value in (("beginIndex", begin), ("endIndex", end)):
        graph.add((mention, URIRef(NIF + name), Literal(value, datatype=XSD.nonNegativeInteger)))
    graph.add((mention, URIRef(NIF + "anchorOf"), Literal(TEXT[begin:end])))
    graph.add((mention, URIRef(NIF + "referenceContext"), URIRef(NAME)))
    graph.add((mention, RDF.type, URIRef(NIF + "RFC5147String")))
    return mention


def sound(name: str = NAME) -> Graph:
    text = FINDINGS
    for words in sorted(WORDS, key=len, reverse=True):
        text = text.replace(f"@{words} ", f"<{at(*span(words))}> ")
    graph = Graph(identifier=URIRef(name)).parse(data=PREFIXES + DOCUMENT + text, format="turtle")
    graph.add((URIRef(NAME), URIRef(NIF + "isString"), Literal(TEXT)))
    for words in WORDS:
        graph.add((add_span(graph, *span(words)), aei("sentence"), add_span(graph, *sentence(words))))
    return graph


def dataset_of(graph: Graph, name: str = NAME) -> Dataset:
    dataset = Dataset(default_union=True)
    named = dataset.graph(URIRef(name))
    for triple in graph:
        named.add(triple)
    return dataset


def everything(graph: Graph) -> list[check.Problem]:
    return check.check(dataset_of(graph))


def found(graph: Graph) -> set[tuple[str, str]]:
    """Node and path of each problem, for nodes of this example by their last name."""
    return {(problem.node.removeprefix("https://example.org/").removeprefix(NAME), problem.path) for problem in everything(graph)}


def changed(remove: tuple, *add: tuple) -> Graph:
    graph = sound()
    if remove:
        assert remove in graph
        graph.remove(remove)
    for triple in add:
        graph.add(triple)
    return graph


def decimal(value: str) -> Literal:
    return Literal(value, datatype=XSD.decimal)


def day(value: str) -> Literal:
    return Literal(value, datatype=XSD.date)


HIT, SENTENCE = at(*span("hit")), at(*sentence("hit"))
DOC = URIRef(NAME)


def test_a_sound_graph_has_no_problems() -> None:
    assert everything(sound()) == []
    assert check.offenders(sound(), NAME) == {}


def other(name: str, property_: str, value: URIRef | Literal, namespace: str = AEI) -> tuple:
    """Another value in the place of a property's."""
    here, prefix = (x(name), URIRef(namespace + property_)), {AEI: "aei", GEO: "geo", str(SKOS): "skos"}[namespace]
    return (*here, None), [(*here, value)], (name, f"{prefix}:{property_}")


# What is taken out (a pattern, None for any), what is put in, and the node and path that the problem names.
WRONG = {
    "no label": ((x("arland"), SKOS.prefLabel, None), [], ("arland", "skos:prefLabel")),
    "two labels": ((), [(x("delmar"), SKOS.prefLabel, Literal("Port"))], ("delmar", "skos:prefLabel")),
    "empty label": other("patrol", "prefLabel", Literal(""), str(SKOS)),
    "no mention": ((x("patrol"), aei("mention"), None), [], ("patrol", "aei:mention")),
    "event without mention": ((x("raid"), aei("mention"), None), [], ("raid", "aei:mention")),
    "mention is a literal": ((), [(x("patrol"), aei("mention"), Literal("patrol"))], ("patrol", "aei:mention")),
    "actor of no kind": ((x("front"), RDF.type, aei("ArmedGroup")), [], ("front", "rdf:type")),
    "actor of two kinds": ((), [(x("front"), RDF.type, aei("Person"))], ("front", "rdf:type")),
    "thing of no class": ((x("patrol"), RDF.type, None), [], ("patrol", "rdf:type")),
    "unknown class": ((), [(x("front"), RDF.type, aei("Militia"))], ("front", "rdf:type")),
    "unknown property": ((), [(x("raid"), aei("agnet"), x("front"))], ("raid", "aei:agnet")),
    "latitude of 91": other("delmar", "lat", decimal("91"), GEO),
    "no evidence for event": ((x("raid"), aei("evidence"), None), [], ("raid", "aei:evidence")),
    "no evidence for initiative": ((x("plan"), aei("evidence"), None), [], ("plan", "aei:evidence")),
    "no evidence for claim": ((x("leading"), aei("evidence"), None), [], ("leading", "aei:evidence")),
    "confidence over 1": other("raid", "confidence", decimal("1.2")),
    "confidence under 0": other("plan", "confidence", decimal("-0.1")),
    "confidence a double": other("raid", "confidence", Literal(0.8)),
    "confidence no number": other("raid", "confidence", decimal("high")),
    "two confidences": ((), [(x("raid"), aei("confidence"), decimal("0.1"))], ("raid", "aei:confidence")),
    "no confidence": ((x("opposing"), aei("confidence"), None), [], ("opposing", "aei:confidence")),
    "no factuality": ((x("raid"), aei("factuality"), None), [], ("raid", "aei:factuality")),
    "unknown factuality": other("raid", "factuality", aei("Likely")),
    "two factualities": ((), [(x("opposing"), aei("factuality"), aei("Planned"))], ("opposing", "aei:factuality")),
    "no event type": ((x("raid"), aei("eventType"), None), [], ("raid", "aei:eventType")),
    "two event types": ((), [(x("raid"), aei("eventType"), URIRef(EVT + "COERCE"))], ("raid", "aei:eventType")),
    "unknown event type": (*other("raid", "eventType", URIRef(EVT + "WAR"))[:2], ("raid", "aei:eventType/skos:inScheme")),
    "agent is a place": ((), [(x("raid"), aei("agent"), x("delmar"))], ("raid", "aei:agent")),
    "agent is nobody": ((), [(x("raid"), aei("agent"), x("nobody"))], ("raid", "aei:agent")),
    "target is an issue": ((), [(x("raid"), aei("target"), x("patrol"))], ("raid", "aei:target")),
    "place is a state": ((), [(x("raid"), aei("place"), x("arland"))], ("raid", "aei:place")),
    "place of an actor": ((), [(x("front"), aei("place"), x("delmar"))], ("front", "")),
    "attributed to a place": ((), [(x("raid"), aei("attributedTo"), x("delmar"))], ("raid", "aei:attributedTo")),
    "event part of an actor": ((), [(x("raid"), aei("partOf"), x("front"))], ("raid", "aei:partOf")),
    "responds to an actor": ((), [(x("raid"), aei("respondsTo"), x("front"))], ("raid", "aei:respondsTo")),
    "two times": ((), [(x("raid"), aei("time"), Literal("2024"))], ("raid", "aei:time")),
    "earliest no date": (
        (x("raid"), aei("earliest"), None), [(x("raid"), aei("earliest"), Literal("2024-05-01"))], ("raid", "aei:earliest"),
    ),
    "earliest after latest": (
        (x("raid"), aei("earliest"), None), [(x("raid"), aei("earliest"), day("2024-06-01"))], ("raid", "aei:earliest"),
    ),
    "no status": ((x("plan"), aei("status"), None), [], ("plan", "aei:status")),
    "two statuses": ((), [(x("plan"), aei("status"), aei("Agreed"))], ("plan", "aei:status")),
    "unknown status": other("plan", "status", aei("Actual")),
    "status of an event": ((), [(x("raid"), aei("status"), aei("Active"))], ("raid", "")),
    "addresses an actor": ((), [(x("plan"), aei("addresses"), x("front"))], ("plan", "aei:addresses")),
    "hindered by a place": ((), [(x("plan"), aei("hinderedBy"), x("delmar"))], ("plan", "aei:hinderedBy")),
    "participant is an issue": ((), [(x("plan"), aei("participant"), x("patrol"))], ("plan", "aei:participant")),
    "a place leads": ((), [(x("delmar"), aei("leads"), x("front"))], ("front", "^aei:leads")),
    "plain triple without claim": ((), [(x("front"), aei("opposes"), x("arland"))], ("front", "aei:opposes")),
    "plain triple of a Possible claim": ((), [(x("plan"), aei("opposedBy"), x("front"))], ("plan", "aei:opposedBy")),
    "Actual claim without plain triple": ((x("ana"), aei("leads"), None), [], ("leading", "rdf:predicate")),
    "claim without subject": ((x("opposing"), RDF.subject, None), [], ("opposing", "rdf:subject")),
    "claim with two objects": ((), [(x("opposing"), RDF.object, x("ana"))], ("opposing", "rdf:object")),
    "claim about nothing": (
        (x("opposing"), RDF.object, None), [(x("opposing"), RDF.object, x("nobody"))], ("opposing", "rdf:object/skos:prefLabel"),
    ),
    "claim with a predicate of events": (
        (x("opposing"), RDF.predicate, None), [(x("opposing"), RDF.predicate, aei("agent"))], ("opposing", "rdf:predicate"),
    ),
    "no title": ((DOC, DCTERMS.title, None), [], ("document/1", "dct:title")),
    "no source": ((DOC, DCTERMS.source, None), [], ("document/1", "dct:source")),
    "no language": ((DOC, DCTERMS.language, None), [], ("document/1", "dct:language")),
    "short hash": ((DOC, aei("sha256"), None), [(DOC, aei("sha256"), Literal("0a"))], ("document/1", "aei:sha256")),
    "no text": ((DOC, URIRef(NIF + "isString"), None), [], ("document/1", "nif:isString")),
    "blank node": ((), [(x("raid"), SKOS.note, BNode())], ("raid", "skos:note")),
    "another document in the graph": ((), [(x("other"), RDF.type, aei("Document"))], ("other", "rdf:type")),
}  # fmt: skip


@pytest.mark.parametrize(("remove", "add", "problem"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_graph_fails(remove: tuple, add: list, problem: tuple[str, str]) -> None:
    graph = sound()
    if remove:
        assert remove in graph
        graph.remove(remove)
    for triple in add:
        graph.add(triple)
    assert problem in found(graph)


def number(value: int) -> Literal:
    return Literal(value, datatype=XSD.nonNegativeInteger)


# The same for the mention of "hit": begin, end, text, and what else may be wrong with it.
WRONG_MENTION = {
    "begin after end": ("beginIndex", Literal(span("hit")[1] + 1, datatype=XSD.nonNegativeInteger), "nif:beginIndex"),
    "empty": ("beginIndex", Literal(span("hit")[1], datatype=XSD.nonNegativeInteger), "nif:beginIndex"),
    "negative": ("beginIndex", Literal(-1, datatype=XSD.nonNegativeInteger), "nif:beginIndex"),
    "begin no offset": ("beginIndex", Literal("38"), "nif:beginIndex"),
    "begin missing": ("beginIndex", None, "nif:beginIndex"),
    "end missing": ("endIndex", None, "nif:endIndex"),
    "outside the document": ("endIndex", number(len(TEXT) + 1), "nif:endIndex"),
    "other words": ("anchorOf", Literal("HIT"), "nif:anchorOf"),
    "no words": ("anchorOf", None, "nif:anchorOf"),
    "offsets that the IRI does not say": ("beginIndex", number(span("hit")[0] - 1), "nif:beginIndex"),
    "of another document": ("referenceContext", x("document/2"), "nif:referenceContext"),
    "of no document": ("referenceContext", None, "nif:referenceContext"),
}


@pytest.mark.parametrize(("name", "value", "path"), WRONG_MENTION.values(), ids=WRONG_MENTION.keys())
def test_a_wrong_mention_fails_and_is_laid_at_the_findings_that_rest_on_it(name, value, path) -> None:
    graph = changed((HIT, URIRef(NIF + name), None), *([(HIT, URIRef(NIF + name), value)] if value is not None else []))
    assert (str(HIT), path) in {(problem.node, problem.path) for problem in everything(graph)}
    assert set(check.offenders(graph, NAME)) == {str(x("raid"))}


@pytest.mark.parametrize("other", [None, at(*sentence("Arland")), x("nowhere")])
def test_a_mention_has_a_sentence_around_it(other: URIRef | None) -> None:
    graph = changed((HIT, aei("sentence"), None), *([(HIT, aei("sentence"), other)] if other else []))
    assert everything(graph)
    assert str(x("raid")) in check.offenders(graph, NAME)


def test_offsets_count_code_points() -> None:
    begin, end = span("Ana_Vey")
    assert TEXT.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le") != "Ana Vey"
    assert check.unfounded(sound(), NAME) == []


EDTF = "2008 2014-12 2024-05-12 2024-05-12/2024-05-14 199X 19XX 2004-XX 2024-21 2023/.. ../2024 2024? Y12024".split()
NO_EDTF = ["", "May 2024", "2024-05-12 ", *"2024-13 2024-5-1 2024-05-32 24-05 .. / ../.. 2024/2025/2026 20245".split()]


@pytest.mark.parametrize(("time", "sound_"), [*((t, True) for t in EDTF), *((t, False) for t in NO_EDTF)])
def test_times_are_edtf(time: str, sound_: bool) -> None:
    graph = changed((x("raid"), aei("time"), None), (x("raid"), aei("time"), Literal(time)))
    assert found(graph) == (set() if sound_ else {("raid", "aei:time")})


def test_offenders_are_the_findings_at_fault_with_readable_reasons() -> None:
    graph = changed((x("raid"), aei("confidence"), None), (x("raid"), aei("confidence"), decimal("1.2")))
    reasons = check.offenders(graph, NAME)
    assert list(reasons) == [str(x("raid"))]
    assert "from 0 to 1" in reasons[str(x("raid"))] and "1.2" in reasons[str(x("raid"))]


@pytest.mark.parametrize(("subject", "value"), [("delmar", "arland"), ("ana", "delmar")])
def test_a_plain_triple_between_the_wrong_things_is_its_claims_fault(subject: str, value: str) -> None:
    graph = changed((x("ana"), aei("leads"), None), (x(subject), aei("leads"), x(value)))
    graph.set((x("leading"), RDF.subject, x(subject)))
    graph.set((x("leading"), RDF.object, x(value)))
    assert set(check.offenders(graph, NAME)) == {str(x("leading"))}


def test_what_is_wrong_with_the_document_is_no_findings_fault() -> None:
    graph = changed((DOC, DCTERMS.title, None))
    assert everything(graph) and check.offenders(graph, NAME) == {}


def test_a_graph_bears_its_documents_name() -> None:
    problems = check.check(dataset_of(sound(), str(x("graph"))))
    assert (NAME, "rdf:type") in {(problem.node, problem.path) for problem in problems}
    assert {problem.graph for problem in problems} == {str(x("graph"))}


def test_graphs_without_a_document_are_passed_over_but_not_alone() -> None:
    alone, beside = Dataset(), dataset_of(sound())
    for dataset in (alone, beside):
        dataset.graph(x("provenance")).add((DOC, x("madeBy"), x("tool")))
    assert [problem.message for problem in check.check(alone)] == ["no document graph: there is nothing to check"]
    assert check.check(beside) == []


def test_the_text_is_that_of_the_source() -> None:
    dataset = dataset_of(sound())
    assert check.check(dataset, {NAME: TEXT}) == []
    assert [problem.path for problem in check.check(dataset, {NAME: TEXT + "\n"})] == ["nif:isString"]


def test_a_check_leaves_the_graph_alone_and_always_says_the_same() -> None:
    added = (x("plan"), aei("status"), aei("Agreed")), (x("raid"), aei("agnet"), x("ana"))
    graph = changed((x("raid"), aei("evidence"), None), *added)
    before = set(graph)
    first, second = everything(graph), everything(graph)
    assert first == second == sorted(first) and len(first) == 3
    assert set(graph) == before


def extraction(time: str) -> Extraction:
    line = Span(begin=0, end=21)
    hit = Mention(span=Span(begin=10, end=13), text="hit", sentence=line)
    front = Mention(span=Span(begin=0, end=9), text="Red Front", sentence=line)
    return Extraction(
        document=Document(source="raid.txt", text="Red Front hit Delmar.", sha256="0a" * 32, title="A raid"),
        actors=(Actor(key="ArmedGroup/front", type="ArmedGroup", label="Red Front", mentions=(front,)),),
        events=(
            Event(
                key="raid", type="ASSAULT", label="hit", evidence=(hit,), factuality=Factuality.ACTUAL, confidence=0.8,
                agents=("ArmedGroup/front",), time=time,
            ),
        ),
    )  # fmt: skip


def test_what_the_builder_writes_is_sound_and_its_offenders_are_findings_it_knows() -> None:
    assert check.offenders_of(build.quads(extraction("2024-05"))) == {}
    wrong = extraction("May 2024")
    reasons = check.offenders_of(build.quads(wrong))
    assert list(reasons) == [iris.finding_iri(wrong.events[0], wrong.document)]
    assert check.offenders_of(q for q in build.quarantined(wrong, reasons) if "/quarantine/" not in q.graph_name.value) == {}


@pytest.mark.parametrize("graphs", [[], ["https://example.org/1", "https://example.org/2"]])
def test_offenders_are_of_one_graph(graphs: list[str]) -> None:
    node = ox.NamedNode("https://example.org/a")
    with pytest.raises(GraphError, match="one document's graph"):
        check.offenders_of(ox.Quad(node, node, node, ox.NamedNode(graph)) for graph in graphs)


def test_a_broken_file_is_named(tmp_path, monkeypatch) -> None:
    (tmp_path / "shapes.ttl").write_text("this is no turtle", encoding="utf-8")
    monkeypatch.setattr(check, "ontology_dir", lambda: tmp_path)
    with pytest.raises(GraphError, match=r"shapes\.ttl"):
        check.shapes.__wrapped__()
    with pytest.raises(GraphError, match=r"aei\.ttl"):
        check.ontology.__wrapped__()
