"""Stores and files: replacing a document, dumps that stay the same, and reading them back."""

import random
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import GraphError
from kg.graph import build, iris, store
from kg.vocabulary import AEI, NIF, XSD


def quads_of(dataset: ox.Store, name: str) -> set[ox.Quad]:
    return set(dataset.quads_for_pattern(None, None, None, ox.NamedNode(name)))


def test_a_store_is_made_kept_and_read(tmp_path, plan):
    place = tmp_path / "store"
    dataset = store.open_store(place)
    store.replace_document(dataset, build.quads(plan))
    dataset.flush()
    count = len(dataset)
    del dataset
    assert len(store.open_store(place, read_only=True)) == count > 200


def test_opening_names_the_path_that_is_no_store(tmp_path):
    with pytest.raises(GraphError, match="nowhere: there is no store"):
        store.open_store(tmp_path / "nowhere", read_only=True)
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(GraphError, match="other files"):
        store.open_store(tmp_path)
    with pytest.raises(GraphError, match=r"mine\.txt"):
        store.open_store(tmp_path / "mine.txt")


def test_a_store_that_is_being_written_can_not_be_opened_again(tmp_path):
    held = store.open_store(tmp_path / "store")
    with pytest.raises(GraphError, match="can't be opened"):
        store.open_store(tmp_path / "store")
    assert len(held) == 0


def test_a_new_version_takes_the_place_of_the_old_one_and_nothing_else_changes(dataset, plan, raid):
    mine, other = iris.document_iri(plan.document), iris.document_iri(raid.document)
    before = quads_of(dataset, other)
    fewer = replace(plan, events=(), document=replace(plan.document, title="Another title"))
    store.replace_document(dataset, build.quads(fewer))
    assert quads_of(dataset, other) == before
    assert {q.triple for q in quads_of(dataset, mine)} == {canonical(q) for q in build.quads(fewer)}


def canonical(quad: ox.Quad) -> ox.Triple:
    """As a store gives it back: it keeps whole numbers of every type as xsd:integer."""
    if quad.predicate.value in (NIF + "beginIndex", NIF + "endIndex"):
        return ox.Triple(quad.subject, quad.predicate, ox.Literal(quad.object.value, datatype=ox.NamedNode(XSD + "integer")))
    return quad.triple


def test_the_same_again_changes_nothing(dataset, plan):
    before = set(dataset)
    store.replace_document(dataset, build.quads(plan))
    assert set(dataset) == before


def test_provenance_and_what_was_set_aside_go_with_the_document(dataset, plan, raid):
    clean = set(dataset)
    store.add(dataset, build.provenance([raid]))
    with_raid = set(dataset)
    aside = build.quarantined(plan, {iris.finding_iri(plan.events[0], plan.document): "wrong"})
    store.replace_document(dataset, aside)
    store.add(dataset, build.provenance([plan]))
    assert quads_of(dataset, iris.quarantine_graph(iris.document_iri(plan.document)))
    store.replace_document(dataset, build.quads(plan))
    assert set(dataset) == with_raid > clean
    store.remove_document(dataset, iris.document_iri(plan.document))
    assert {quad.graph_name.value for quad in dataset} == {iris.document_iri(raid.document), iris.provenance_graph()}


def test_a_store_that_refuses_part_of_a_document_takes_none_of_it(dataset, plan):
    before = set(dataset)

    def broken():
        yield from build.quads(plan)
        raise GraphError("half way")

    with pytest.raises(GraphError, match="half way"):
        store.replace_document(dataset, broken())
    assert set(dataset) == before


def test_replacing_needs_quads_in_a_named_graph(dataset):
    with pytest.raises(GraphError, match="no quads"):
        store.replace_document(dataset, [])
    stray = ox.Quad(ox.NamedNode("http://e.org/a"), ox.NamedNode("http://e.org/b"), ox.Literal("c"))
    with pytest.raises(GraphError, match="default graph"):
        store.replace_document(dataset, [stray])
    with pytest.raises(GraphError, match="no such document"):
        store.remove_document(dataset, "http://e.org/nothing")


def test_text_that_looks_like_sparql_is_stored_as_text(dataset, plan):
    nasty = '"""\' } } ; DROP ALL ; INSERT DATA { <a:a> <b:b> "\\u0022'
    changed = replace(plan, document=replace(plan.document, title=nasty))
    size = len(dataset)
    store.replace_document(dataset, build.quads(changed))
    assert len(dataset) == size
    assert ox.Literal(nasty) in {quad.object for quad in dataset}


def test_a_dump_is_the_same_whatever_the_order_of_insertion(tmp_path, plan, raid):
    for name, seed, order in (("a", 1, (plan, raid)), ("b", 2, (raid, plan))):
        dataset = ox.Store()
        for extraction in order:
            quads = list(build.quads(extraction))
            random.Random(seed).shuffle(quads)
            store.replace_document(dataset, quads)
        store.add(dataset, build.provenance(order))
        store.dump(dataset, tmp_path / name)
    for name in ("graph.nq", "graph.trig"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_dump_is_the_same_after_another_round(tmp_path, dataset):
    paths = store.dump(dataset, tmp_path)
    before = [path.read_bytes() for path in paths]
    again = ox.Store()
    again.extend(store.read_quads(tmp_path / "graph.trig"))
    store.dump(again, tmp_path)
    assert [path.read_bytes() for path in paths] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "graph.trig"]


def test_trig_has_prefixes_in_order_and_says_what_nquads_say(tmp_path, dataset):
    nquads, trig = store.dump(dataset, tmp_path)
    lines = trig.read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes) == lines[: len(prefixes)]
    assert len(prefixes) > 8
    assert set(store.read_quads(nquads)) == set(store.read_quads(trig))


def test_offsets_have_the_type_that_nif_asks_for(tmp_path, dataset, plan, raid):
    store.dump(dataset, tmp_path)
    assert set(store.read_quads(tmp_path)) == {*build.quads(plan), *build.quads(raid)}


def test_a_blank_node_is_refused_by_name_and_the_old_files_stay(tmp_path, dataset):
    store.dump(dataset, tmp_path)
    before = (tmp_path / "graph.nq").read_bytes()
    dataset.add(ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://e.org/p"), ox.Literal("x"), ox.NamedNode("http://e.org/g")))
    with pytest.raises(GraphError, match=r"e\.org/g.*blank node"):
        store.dump(dataset, tmp_path)
    assert (tmp_path / "graph.nq").read_bytes() == before


def test_an_empty_store_gives_files_without_statements(tmp_path):
    nquads, trig = store.dump(ox.Store(), tmp_path / "new")
    assert nquads.read_bytes() == b""
    assert list(store.read_quads(trig)) == []


def test_a_dump_that_can_not_be_written_names_the_folder(tmp_path, dataset):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(GraphError, match="taken"):
        store.dump(dataset, tmp_path / "taken")


@pytest.mark.parametrize("source", ["graph.nq", "graph.trig", "", "store"])
def test_rdflib_reads_back_what_was_written(tmp_path, plan, raid, source):
    dataset = store.open_store(tmp_path / "store")
    for extraction in (plan, raid):
        store.replace_document(dataset, build.quads(extraction))
    store.dump(dataset, tmp_path)
    del dataset
    found = store.load(tmp_path / source)
    expected = {*build.quads(plan), *build.quads(raid)}
    assert sum(1 for _ in found.quads()) == len(expected)
    graph = rdflib.URIRef(iris.document_iri(plan.document))
    arland = rdflib.URIRef(iris.shared_iri("actor", "State/arland"))
    assert (arland, rdflib.SKOS.altLabel, rdflib.Literal("ARL"), graph) in found
    assert len(list(found.subjects(rdflib.RDF.type, rdflib.URIRef(AEI + "Claim")))) == len(plan.claims)
    begin = next(iter(found.objects(None, rdflib.URIRef(NIF + "beginIndex"))))
    assert begin.datatype == rdflib.XSD.nonNegativeInteger


def test_turtle_goes_into_the_default_graph(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text('<http://e.org/a> <http://e.org/b> "c"@en , "01"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    found = store.load(path)
    assert {str(o) for o in found.default_graph.objects()} == {"c", "01"}


def test_files_that_can_not_be_read_are_named(tmp_path):
    (tmp_path / "bad.nq").write_text("<http://e.org/a> nonsense .\n")
    with pytest.raises(GraphError, match=r"bad\.nq.*1"):
        store.load(tmp_path / "bad.nq")
    with pytest.raises(GraphError, match=r"gone\.nq"):
        store.load(tmp_path / "gone.nq")
    with pytest.raises(GraphError, match=r"expected \.nq"):
        store.load(tmp_path / "table.csv")
    with pytest.raises(GraphError, match="no store"):
        store.load(tmp_path)
