"""What an extraction says in RDF: names, statements, evidence, errors, and findings set aside."""

import hashlib
import random
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.errors import GraphError
from kg.graph import build, iris
from kg.model import Actor, Claim, Event, Extraction, Factuality, Issue, Mention, Place, Span
from kg.vocabulary import AEI, EVT, GEO, ID_BASE, NIF, RDF, SCHEMA, SKOS, XSD


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def values(extraction: Extraction, subject: str, property_: str) -> list[str]:
    """The objects of one property of one subject, as text, sorted."""
    found = (q for q in build.quads(extraction) if q.subject.value == subject and q.predicate.value == property_)
    return sorted(quad.object.value for quad in found)


def iri_of(extraction: Extraction, key: str) -> str:
    return next(iris.finding_iri(f, extraction.document) for f in extraction.findings() if f.key == key)


def test_a_document_is_named_by_the_hash_of_its_bytes_and_so_is_its_graph(plan):
    digest = hashlib.sha256(plan.document.text.encode()).hexdigest()
    expected = f"{ID_BASE}document/{digest[:16]}"
    assert iris.document_iri(plan.document) == expected
    assert {quad.graph_name.value for quad in build.quads(plan)} == {expected}


def test_shared_things_have_one_iri_and_findings_of_a_document_their_own(plan, raid):
    for key in ("State/arland", "place/delmar"):
        assert iri_of(plan, key) == iri_of(raid, key)
    assert iri_of(plan, "State/arland") == f"{ID_BASE}actor/State/arland"
    assert iri_of(plan, "place/delmar") == f"{ID_BASE}place/delmar"
    assert iri_of(plan, "issue/mistrust") == f"{ID_BASE}issue/mistrust"
    assert iris.document_id(plan.document) in iri_of(plan, "support-3")


def test_keys_with_any_letters_give_valid_and_distinct_iris():
    keys = [
        "Person/Zoë Çelik",
        "Person/Zoë%20Çelik",
        "Person/a<b>",
        'Person/a"b',
        "Person/a b",
        "Person/a#b",
        "Person/a?b",
        "Person/中",
    ]
    names = {node(iris.shared_iri("actor", key)).value for key in keys}
    assert len(names) == len(keys)
    assert all(name.isascii() for name in names)


def test_an_actor_has_both_classes_labels_and_its_wikidata_id(plan):
    me = iri_of(plan, "State/arland")
    assert values(plan, me, RDF + "type") == [AEI + "Actor", AEI + "State"]
    assert values(plan, me, SKOS + "prefLabel") == ["Arland"]
    assert values(plan, me, SKOS + "altLabel") == ["ARL"]
    assert values(plan, me, SKOS + "exactMatch") == ["http://www.wikidata.org/entity/Q1"]


def test_a_place_has_coordinates_in_decimal_degrees_and_a_country(plan):
    me = iri_of(plan, "place/delmar")
    assert values(plan, me, GEO + "lat") == ["12.5"]
    assert values(plan, me, GEO + "long") == ["-7.25"]
    assert values(plan, me, SCHEMA + "addressCountry") == ["AR"]


def test_tiny_coordinates_are_decimals_without_exponent(plan):
    place = replace(plan.places[0], latitude=0.00001, longitude=-0.0)
    found = {
        q.predicate.value: q.object for q in build.quads(replace(plan, places=(place,))) if q.predicate.value.startswith(GEO)
    }
    assert found[GEO + "lat"] == ox.Literal("0.00001", datatype=node(XSD + "decimal"))
    assert float(found[GEO + "long"].value) == 0


def test_an_event_has_its_type_parties_time_and_factuality(raid):
    me, arland = iri_of(raid, "assault-1"), iri_of(raid, "State/arland")
    assert values(raid, me, AEI + "eventType") == [EVT + "ASSAULT"]
    assert values(raid, me, AEI + "agent") == [iri_of(raid, "ArmedGroup/red-front")]
    assert values(raid, me, AEI + "target") == [arland]
    assert values(raid, me, AEI + "place") == [iri_of(raid, "place/delmar")]
    assert values(raid, me, AEI + "time") == values(raid, me, AEI + "latest") == ["2024-05-03"]
    assert values(raid, me, AEI + "factuality") == [AEI + "Actual"]
    assert values(raid, iri_of(raid, "assault-3"), AEI + "partOf") == [me]
    assert values(raid, iri_of(raid, "assault-3"), AEI + "attributedTo") == [iri_of(raid, "State/borland")]
    assert values(raid, iri_of(raid, "request-4"), AEI + "respondsTo") == [me]


def test_every_mention_says_what_the_text_says_there(plan, raid):
    for extraction in (plan, raid):
        text, found = extraction.document.text, {}
        for quad in build.quads(extraction):
            if quad.predicate.value.startswith(NIF) and "#char=" in quad.subject.value:
                found.setdefault(quad.subject.value, {})[quad.predicate.value.removeprefix(NIF)] = quad.object.value
        assert len(found) > 10
        for iri, stated in found.items():
            begin, end = int(stated["beginIndex"]), int(stated["endIndex"])
            assert iri == f"{stated['referenceContext']}#char={begin},{end}"
            assert text[begin:end] == stated["anchorOf"]


def test_offsets_count_code_points(plan):
    text = "😀 Arland é met."
    mention = Mention(span=Span(begin=2, end=8), text="Arland", sentence=Span(begin=0, end=len(text)))
    actor = Actor(key="State/arland", type="State", label="Arland", mentions=(mention,))
    found = {quad.object.value for quad in build.quads(Extraction(document=replace(plan.document, text=text), actors=(actor,)))}
    assert {"Arland", text} <= found


def test_findings_have_mentions_evidence_and_sentences(plan):
    pact = iri_of(plan, "pact")
    assert values(plan, pact, AEI + "mention") == values(plan, pact, AEI + "evidence")
    (mention,) = values(plan, pact, AEI + "evidence")
    (sentence,) = values(plan, mention, AEI + "sentence")
    assert values(plan, sentence, NIF + "anchorOf") == ["Arland offers Borland a border pact."]
    claim = iri_of(plan, "proposedBy-pact-State/arland")
    assert values(plan, claim, AEI + "mention") == []


def test_the_plain_triple_stands_beside_actual_claims_only(plan):
    pact = iri_of(plan, "pact")
    assert values(plan, pact, AEI + "proposedBy") == [iri_of(plan, "State/arland")]
    assert values(plan, pact, AEI + "supportedBy") == []
    claim = iri_of(plan, "supportedBy-pact-State/borland")
    assert values(plan, claim, RDF + "predicate") == [AEI + "supportedBy"]
    assert values(plan, claim, AEI + "attributedTo") == [iri_of(plan, "Person/ana-vey")]


def test_confidence_is_a_decimal_of_two_digits(plan):
    claim = replace(plan.claims[0], confidence=2 / 3)
    assert "0.67" in values(replace(plan, claims=(claim,)), iri_of(plan, claim.key), AEI + "confidence")


@pytest.mark.parametrize(
    ("date", "datatype"), [("2024-05-06", "date"), ("2024-05", "string"), ("199X", "string"), ("2024-02-31", "string")]
)
def test_the_date_of_a_document_is_typed_where_it_is_a_day(plan, date, datatype):
    found = build.quads(replace(plan, document=replace(plan.document, date=date)))
    (literal,) = (quad.object for quad in found if quad.predicate.value == "http://purl.org/dc/terms/date")
    assert literal == ox.Literal(date, datatype=node(XSD + datatype))


def test_the_same_extraction_gives_the_same_quads_and_no_quad_twice(plan, raid):
    for extraction in (plan, raid):
        first = list(build.quads(extraction))
        assert first == list(build.quads(extraction))
        assert len(first) == len(set(first))


def test_no_blank_nodes(plan):
    assert not any(isinstance(term, ox.BlankNode) for quad in build.quads(plan) for term in (quad.subject, quad.object))


def test_the_order_of_findings_does_not_change_what_is_said(plan):
    shuffled = list(plan.claims)
    random.Random(1).shuffle(shuffled)
    assert set(build.quads(replace(plan, claims=tuple(shuffled)))) == set(build.quads(plan))


def test_another_base_replaces_all_instance_iris(plan):
    text = "".join(str(quad) for quad in build.quads(plan, "https://example.org/kg/"))
    assert ID_BASE not in text
    assert "https://example.org/kg/actor/State/arland" in text


@pytest.mark.parametrize("base", ["", "kg/", "https://example.org/kg", "https://example.org/a b/", "https://example.org/#"])
def test_a_base_that_makes_no_iris_is_refused(plan, base):
    with pytest.raises(GraphError, match="base IRI"):
        list(build.quads(plan, base))


def one(extraction: Extraction, kind: str, **changes: object) -> Extraction:
    """The extraction with its first finding of this kind changed."""
    first, *rest = getattr(extraction, kind)
    return replace(extraction, **{kind: (replace(first, **changes), *rest)})


@pytest.mark.parametrize(
    ("kind", "changes", "named"),
    [
        ("events", {"agents": ("State/nowhere",)}, r"plan\.txt: Event 'support-3' refers to 'State/nowhere'"),
        ("events", {"attributed_to": ("x",)}, "Event 'support-3' refers to 'x'"),
        ("events", {"type": "MURDER"}, "'MURDER'; expected one of AGREE"),
        ("events", {"earliest": "2024-13-01"}, "'2024-13-01'"),
        ("claims", {"subject": "x"}, r"Claim 'proposedBy-pact-State/arland' refers to 'x'"),
        ("claims", {"object": "x"}, "refers to 'x'"),
        ("claims", {"predicate": "likes"}, "'likes'; expected one of memberOf"),
        ("actors", {"type": "Ghost"}, "'Ghost'; expected one of State"),
        ("actors", {"wikidata": "Q1> <x"}, "Wikidata"),
        ("initiatives", {"attributed_to": ("x",)}, "Initiative 'pact' refers to 'x'"),
        ("initiatives", {"key": "patrols"}, "another finding"),
    ],
)
def test_errors_name_document_finding_and_value(plan, kind, changes, named):
    with pytest.raises(GraphError, match=named):
        list(build.quads(one(plan, kind, **changes)))


def test_a_mention_that_is_not_what_the_text_says_is_refused(plan):
    wrong = replace(plan.actors[0].mentions[0], text="Orland")
    with pytest.raises(GraphError, match="'Orland'"):
        list(build.quads(one(plan, "actors", mentions=(wrong,))))


def test_provenance_names_each_producer_once_and_says_which_document_it_made(plan, raid):
    found = list(build.provenance([plan, raid]))
    made = {quad.object.value for quad in found if quad.predicate.value.endswith("wasGeneratedBy")}
    assert made == {iris.activity_iri(plan.producer)}
    assert {quad.graph_name.value for quad in found} == {iris.provenance_graph()}
    assert {"en_core_web_sm 3.8.0", "0123abcd", "0.1.0"} <= {quad.object.value for quad in found}
    other = replace(raid, producer={**raid.producer, "model": "another"})
    assert iris.activity_iri(other.producer) != iris.activity_iri(raid.producer)


# --- quarantine


def kept_and_records(extraction: Extraction, *keys: str) -> tuple[set[ox.Quad], set[ox.Quad]]:
    offenders = {iri_of(extraction, key): f"{key} is wrong" for key in keys}
    found = list(build.quarantined(extraction, offenders))
    document = iris.document_iri(extraction.document)
    kept = {quad for quad in found if quad.graph_name.value == document}
    return kept, set(found) - kept


@pytest.mark.parametrize(
    "key",
    [
        "State/borland",
        "place/delmar",
        "issue/mistrust",
        "support-3",
        "pact",
        "hotline",
        "memberOf-State/arland-IntergovernmentalOrganization/league-of-coasts",
    ],
)
def test_setting_aside_loses_nothing_and_leaves_no_pointer(plan, key):
    kept, records = kept_and_records(plan, key)
    gone = set(build.quads(plan)) - kept
    texts = {quad.object.value for quad in records if quad.predicate.value.endswith("prov#value")}
    assert kept < set(build.quads(plan))
    assert texts == {f"{quad.triple} ." for quad in gone}
    aside = iri_of(plan, key)
    assert not any(aside in (quad.subject.value, quad.object.value) for quad in kept)


def test_claims_about_a_finding_set_aside_go_with_it_and_say_why(plan):
    _, records = kept_and_records(plan, "pact")
    subjects = {quad.object.value for quad in records if quad.predicate.value.endswith("terms/subject")}
    about = {iri_of(plan, claim.key) for claim in plan.claims if "pact" in (claim.subject, claim.object)}
    assert subjects == {iri_of(plan, "pact"), *about}
    assert {quad.object.value for quad in records if quad.predicate.value == AEI + "reason"} == {
        "pact is wrong",
        "is about 'pact', set aside",
    }


def test_a_plain_triple_stays_when_another_claim_states_it(plan):
    again = replace(plan.claims[0], key="again")
    kept, _ = kept_and_records(replace(plan, claims=(*plan.claims, again)), plan.claims[0].key)
    triple = ox.Triple(node(iri_of(plan, "pact")), node(AEI + "proposedBy"), node(iri_of(plan, "State/arland")))
    assert triple in {quad.triple for quad in kept}


def test_a_mention_that_offends_stands_for_what_rests_on_it(plan):
    mention = iris.mention_iri(plan.document, plan.claims[0].evidence[0].span)
    found = list(build.quarantined(plan, {mention: "wrong"}))
    records = {quad.subject.value for quad in found if quad.object.value == AEI + "Quarantine"}
    assert [iri.rpartition("/quarantine/")[2] for iri in records] == [
        f"{iris.document_id(plan.document)}/{iri_of(plan, plan.claims[0].key).removeprefix(ID_BASE)}"
    ]


def test_nothing_set_aside_leaves_all_as_it_is(plan):
    assert list(build.quarantined(plan, {})) == list(build.quads(plan))


def test_an_offender_of_another_document_is_an_error(plan, raid):
    with pytest.raises(GraphError, match="no finding"):
        list(build.quarantined(plan, {iri_of(raid, "assault-1"): "x"}))


def test_kinds_that_nothing_links_to_are_built_too(plan):
    """An extraction of each kind alone."""
    mention = plan.actors[0].mentions
    for finding in (
        Place(key="place/x", label="x", mentions=mention),
        Issue(key="issue/x", label="x", mentions=mention, aliases=("y", "x")),
        Event(key="other-0", type="OTHER", label="x", evidence=mention, factuality=Factuality.UNKNOWN, confidence=0),
    ):
        kind = {Place: "places", Issue: "issues", Event: "events"}[type(finding)]
        alone = Extraction(document=plan.document, **{kind: (finding,)})
        assert values(alone, iris.finding_iri(finding, plan.document), SKOS + "prefLabel") == ["x"]


def test_a_claim_needs_its_ends(plan):
    claim = Claim(
        key="c", subject="State/arland", predicate="leads", object="State/arland", evidence=plan.actors[0].mentions,
        factuality=Factuality.ACTUAL, confidence=1,
    )  # fmt: skip
    with pytest.raises(GraphError, match="'State/arland'"):
        list(build.quads(Extraction(document=plan.document, claims=(claim,))))
