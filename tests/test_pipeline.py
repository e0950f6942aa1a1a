"""The stages together: what goes in, what comes out, and that one bad input stops nothing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

import kg
from kg import lexicon, pipeline
from kg.errors import GraphError, LexiconError, PluginError, ReadError
from kg.model import Event, Factuality, Mention, Span

pytestmark = pytest.mark.model


def first_words(document, count=9):
    span = Span(begin=0, end=count)
    return Mention(span=span, text=document.text[:count], sentence=span)


def odd_event(document, doc, lexicon):
    """An extractor that finds an event with a time that is none."""
    yield Event(
        key="odd", type="OTHER", label="odd", evidence=(first_words(document),), factuality=Factuality.ACTUAL,
        confidence=0.5, time="once upon a time",
    )  # fmt: skip


def good_event(document, doc, lexicon):
    yield Event(
        key="extra", type="OTHER", label="extra", evidence=(first_words(document),), factuality=Factuality.UNKNOWN, confidence=0.5
    )


def broken(document, doc, lexicon):
    if "attacked" in document.text:
        raise ZeroDivisionError("by the extractor")
    return ()


def adrift(document, doc, lexicon):
    """An event of an actor whom nobody has found."""
    if "attacked" in document.text:
        yield dataclasses.replace(next(iter(good_event(document, doc, lexicon))), agents=("State/nowhere",))


@pytest.fixture
def named(tmp_path, monkeypatch):
    """The extractors above, as a user gives them: module:function."""
    source = Path(__file__).read_text(encoding="utf-8")
    (tmp_path / "my_extractors.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return lambda name: f"my_extractors:{name}"


def ask(store, text):
    return kg.query(kg.open(store), text).rows


def sources(store):
    return [row[0] for row in ask(store, "SELECT ?s WHERE { ?d a aei:Document ; dct:source ?s } ORDER BY ?s")]


def test_a_build_writes_everything(built):
    assert {path.name for path in built.iterdir()} == {
        "store", "graph.nq", "graph.trig", "graph.html", "extraction.jsonl", "extractions", "readings.json",
        "state.json",
    }  # fmt: skip
    assert sources(built) == ["deal.txt", "raid.txt"]
    assert kg.check(built) == []
    assert "<html" in (built / "graph.html").read_text(encoding="utf-8")


def test_extractions_are_sorted_by_source(built):
    lines = (built / "extraction.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["deal.txt", "raid.txt"]


def test_the_summary_counts_what_is_in_the_store(texts, tmp_path):
    summary = kg.build([texts], tmp_path / "out")
    (count,) = ask(tmp_path / "out", "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a aei:Actor }")[0]
    assert summary.documents == 2 and summary.actors == count > 3
    assert summary.events >= 3 and summary.initiatives >= 1 and summary.quarantined == 0
    assert all(path.exists() for path in summary.files) and len(summary.files) == 5


def test_equal_texts_are_one_document_and_noted(texts, tmp_path):
    (texts / "copy.txt").write_bytes((texts / "deal.txt").read_bytes())
    summary = kg.build([texts / "raid.txt", texts / "deal.txt", texts / "copy.txt"], tmp_path / "out")
    assert summary.documents == 2 and summary.failures == []
    assert summary.notes == ["deal.txt: the same text as copy.txt, taken once"]
    assert summary.documents == 2
    assert sources(tmp_path / "out") == ["copy.txt", "deal.txt", "raid.txt"]


def test_bad_inputs_are_named_and_the_others_go_through(texts, tmp_path):
    (texts / "empty.txt").write_bytes(b"")
    (texts / "long.txt").write_text("A line of prose.\n" * 60_000)
    (texts / "latin.txt").write_bytes("Türkiye".encode("latin-1"))
    summary = kg.build([texts, tmp_path / "missing.txt", texts / "data.bin"], tmp_path / "out")
    assert [name for name in ("empty", "long", "latin", "missing", "data.bin") if any(name in f for f in summary.failures)] == [
        "empty", "long", "latin", "missing", "data.bin",
    ]  # fmt: skip
    assert len(summary.failures) == 5
    assert sources(tmp_path / "out") == ["deal.txt", "raid.txt"]


def test_nothing_readable_gives_an_empty_graph(tmp_path):
    summary = kg.build([tmp_path / "missing.txt"], tmp_path / "out")
    assert summary.documents == 0 and len(summary.failures) == 1
    assert (tmp_path / "out" / "graph.nq").read_bytes() == b""


def test_a_second_build_replaces_the_first(texts, tmp_path):
    kg.build([texts / "deal.txt"], tmp_path / "out")
    kg.build([texts / "raid.txt"], tmp_path / "out")
    assert sources(tmp_path / "out") == ["raid.txt"]
    assert "deal.txt" not in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


def test_documents_are_added_to_a_graph_that_is_there(texts, built, tmp_path):
    kg.add([texts / "deal.txt"], tmp_path / "out")
    summary = kg.add([texts], tmp_path / "out")
    assert (summary.added, summary.unchanged, summary.notes) == (["raid.txt"], ["deal.txt"], [])
    kg.dump(tmp_path / "out")
    assert (tmp_path / "out" / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_a_document_read_by_other_extractors_is_read_again_without_a_trace(texts, built, tmp_path, named):
    out = tmp_path / "out"
    assert kg.add([texts], out, extractors=[named("odd_event")]).quarantined == 2
    assert "'kg rebuild' reads them again" in kg.add([texts], out).notes[0]
    summary = kg.rebuild(out)
    assert (sorted(summary.changed), summary.quarantined, summary.failures) == (["deal.txt", "raid.txt"], 0, [])
    kg.dump(out)
    assert (out / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_a_changed_name_has_only_those_texts_read_again_that_have_its_words(texts, tmp_path):
    """And the graph is the one of a build with the new lexicon."""
    own, out, again = tmp_path / "own", tmp_path / "out", tmp_path / "again"
    own.mkdir()
    names = own / "names_own.tsv"
    names.write_text("label\ttype\taliases\tcountry\twikidata\nNowhere Front\tArmedGroup\t\t\t\n", encoding="utf-8")
    kg.build([texts], out, lexicon_dirs=[own])
    names.write_text(names.read_text(encoding="utf-8") + "Mandera Front\tArmedGroup\t\t\t\n", encoding="utf-8")
    lexicon.load.cache_clear()
    assert "1 document was read by another version" in kg.add([texts], out).notes[0]
    summary = kg.rebuild(out)
    assert (summary.changed, summary.unchanged) == (["raid.txt"], ["deal.txt"])
    assert (kg.rebuild(out).changed, kg.add([texts], out).notes) == ([], [])
    kg.dump(out)
    kg.build([texts], again, lexicon_dirs=[own])
    for name in ("graph.nq", "graph.trig", "extraction.jsonl", "readings.json"):
        assert (out / name).read_bytes() == (again / name).read_bytes(), name
    kg.remove(["raid.txt"], out)
    assert len(json.loads((out / "readings.json").read_text(encoding="utf-8"))) == 1
    (own / "words.toml").write_text('[sets]\nweapon = ["catapult"]\n', encoding="utf-8")
    lexicon.load.cache_clear()
    assert kg.rebuild(out).changed == ["deal.txt"]


def test_a_finding_that_breaks_the_shapes_is_set_aside(texts, tmp_path, named):
    summary = kg.build([texts], tmp_path / "out", extractors=[named("odd_event")])
    assert summary.quarantined == 2 and summary.failures == []
    assert kg.check(tmp_path / "out") == []
    assert len(kg.query(kg.open(tmp_path / "out"), "quarantine")) == 2
    assert ask(tmp_path / "out", 'SELECT ?e WHERE { ?e a aei:Event ; skos:prefLabel "odd" }') == ()


def test_an_extractor_of_ones_own_adds_findings(texts, tmp_path, named):
    kg.build([texts], tmp_path / "out", extractors=[named("good_event")])
    assert len(ask(tmp_path / "out", 'SELECT ?e WHERE { ?e a aei:Event ; skos:prefLabel "extra" }')) == 2


@pytest.mark.parametrize(("name", "cause"), [("broken", "ZeroDivisionError"), ("adrift", "State/nowhere")])
def test_an_extractor_that_fails_costs_one_document(texts, tmp_path, named, name, cause):
    summary = kg.build([texts], tmp_path / "out", extractors=[named(name)])
    (failure,) = summary.failures
    assert "raid.txt" in failure and cause in failure
    assert sources(tmp_path / "out") == ["deal.txt"]


def test_what_is_wrong_with_the_call_is_raised(texts, tmp_path, built):
    with pytest.raises(PluginError, match="no-such"):
        kg.build([texts], tmp_path / "out", extractors=["no-such"])
    with pytest.raises(LexiconError, match="nowhere"):
        kg.build([texts], tmp_path / "out", lexicon_dirs=[tmp_path / "nowhere"])
    with pytest.raises(GraphError, match=r"deal\.txt"):
        kg.build([texts], texts / "deal.txt")


def test_words_of_ones_own(texts, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "names_mine.tsv").write_text(
        "label\ttype\taliases\tcountry\twikidata\nZorblax Union\tIntergovernmentalOrganization\tZBX\t\t\n"
    )
    (texts / "zbx.txt").write_text("ZBX condemned the attack on Kenya.\n")
    kg.build([texts / "zbx.txt"], tmp_path / "out", lexicon_dirs=[tmp_path / "mine"])
    assert kg.show(kg.open(tmp_path / "out"), "ZBX").label == "Zorblax Union"


def test_lines_there_and_back(built):
    for line in (built / "extraction.jsonl").read_text(encoding="utf-8").splitlines():
        assert pipeline.to_line(pipeline.from_line(line, "here")) == line


@pytest.mark.parametrize("line", ["", "[]", "{}", "1", '{"document": 1}', '{"document": {"source": "s"}}', "{"])
def test_foreign_lines_are_refused(line):
    with pytest.raises(ReadError, match="here:1"):
        pipeline.from_line(line, "here:1")


def test_a_broken_line_costs_that_line(built, tmp_path):
    good = (built / "extraction.jsonl").read_text(encoding="utf-8")
    (tmp_path / "x.jsonl").write_text("{broken\n" + good, encoding="utf-8")
    summary = kg.build([tmp_path / "x.jsonl", tmp_path / "missing.jsonl"], tmp_path / "out")
    assert summary.documents == 2
    assert [("x.jsonl:1" in f, "missing.jsonl" in f) for f in summary.failures] == [(True, False), (False, True)]


def test_who_made_it_is_on_record(built):
    rows = ask(built, "SELECT DISTINCT ?name WHERE { ?d prov:wasGeneratedBy/prov:used ?m . ?m schema:name ?name } ORDER BY ?name")
    assert [row[0] for row in rows] == ["lexicons", "model", "tool"]


@pytest.mark.parametrize("name", ["build", "add", "update", "remove", "rebuild", "dump", "extractions", "open",
                                  "load", "query", "answer", "queries", "show", "multigraph",
                                  "actor_graph", "central", "paths", "page", "check", "scores"])  # fmt: skip
def test_the_facade_keeps_its_promises(name):
    assert name in kg.__all__ and callable(getattr(kg, name)) and getattr(kg, name).__doc__


def test_the_facade_answers(built, tmp_path):
    store = kg.open(built)
    assert kg.query(store, "actors").columns
    assert kg.answer(store, "ASK { ?s a aei:Event }") is True
    assert "aei:Actor" in kg.answer(store, "CONSTRUCT { ?s a aei:Actor } WHERE { ?s a aei:Actor }")
    assert kg.central(store, "pagerank", top=2).columns == ("rank", "actor", "type", "pagerank", "ties")
    assert [hop.target_label for path in kg.paths(store, "African Union", "Kenya") for hop in path][-1] == "Kenya"
    assert kg.page(store, tmp_path / "page.html").stat().st_size > 10_000
    assert len(kg.load(built)) > 100
    assert kg.multigraph(store).number_of_nodes() >= kg.actor_graph(store, "all").number_of_nodes() > 0


def test_a_reader_that_fails_costs_one_document(texts, tmp_path, monkeypatch):
    from kg import read

    real = read.read
    monkeypatch.setattr(read, "read", lambda path, source: 1 / 0 if source == "raid.txt" else real(path, source))
    (failure,) = kg.build([texts], tmp_path / "out").failures
    assert "raid.txt" in failure and "ZeroDivisionError" in failure
    assert sources(tmp_path / "out") == ["deal.txt"]


def test_a_date_given_is_that_of_texts_that_state_none(tmp_path):
    (tmp_path / "bare.txt").write_text("Ghana attacked Togo on Monday.", encoding="utf-8")
    (tmp_path / "dated.txt").write_text("May 15, 2023\n\nGhana attacked Togo on Monday.", encoding="utf-8")
    bare, dated = kg.extractions([tmp_path], date="2024-05-16")
    assert (bare.document.date, bare.events[0].time) == ("2024-05-16", "2024-05-13")
    assert dated.document.date == "2023-05-15"
    with pytest.raises(ReadError, match="2024-5-16"):
        next(kg.extractions([tmp_path], date="2024-5-16"))
