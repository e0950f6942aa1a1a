"""A folder of a graph over time: adding, updating, removing, rebuilding, and being cut off in the middle."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import GraphError, ReadError
from kg.graph import store as stores
from kg.pipeline import changes, folder, to_line, writing

FILES = ("graph.nq", "graph.trig", "graph.html", "extraction.jsonl")


def bytes_of(place: Path) -> dict[str, bytes]:
    """Of all files that a dump writes."""
    return {path.name: path.read_bytes() for path in kg.dump(place)}


def sources(place: Path) -> list[str]:
    return [row[0] for row in kg.query(kg.open(place), "SELECT ?s WHERE { ?d a aei:Document ; dct:source ?s } ORDER BY ?s")]


@pytest.fixture
def place(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def whole(tmp_path, lines, reports):
    """What the three reports give when they are built together."""
    kg.build([lines(*reports)], tmp_path / "whole")
    return {name: (tmp_path / "whole" / name).read_bytes() for name in FILES}


def test_adding_begins_a_graph_and_goes_on(place, lines, reports, whole):
    first, *rest = reports
    summary = kg.add([lines(first)], place)
    assert (summary.added, summary.unchanged, summary.documents) == (["raid.txt"], [], 1)
    summary = kg.add([lines(*rest)], place)
    assert (sorted(summary.added), summary.documents, summary.events) == (["pact.txt", "talks.txt"], 3, 3)
    assert bytes_of(place) == whole


def test_the_same_text_again_changes_nothing(place, lines, reports):
    kg.build([lines(*reports)], place)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*.json*")}
    summary = kg.add([lines(*reports)], place)
    assert (summary.added, summary.changed, len(summary.unchanged)) == ([], [], 3)
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*.json*")} == before
    assert (place / "graph.nq").is_file(), "files are out of date only when something has changed"


def test_a_changed_text_is_refused_by_add_and_taken_by_update(place, lines, reports, story):
    kg.build([lines(*reports)], place)
    changed = story("raid.txt", "Arland denied everything.")
    changed.actor("State", "Arland")
    summary = kg.add([lines(changed.extraction())], place)
    assert summary.failures == ["raid.txt: is there with another text; 'kg update' puts the new one in its place"]
    assert summary.documents == 3 and summary.events == 3
    kept = graphs(place, without=reports[0])
    summary = kg.update([lines(changed.extraction())], place)
    assert (summary.changed, summary.failures, summary.documents, summary.events) == (["raid.txt"], [], 3, 1)
    assert graphs(place, without=changed.extraction()) == kept, "nothing else has changed"
    assert not (place / "graph.nq").exists(), "it showed the graph of before"


def graphs(place, without):
    gone = without.document.sha256[:16]
    store = kg.open(place)
    return {str(quad) for quad in store if gone not in str(quad.graph_name) and "provenance" not in str(quad.graph_name)}


def test_removing_leaves_no_trace(place, tmp_path, lines, reports):
    first, *rest = reports
    made = dataclasses.replace(first, producer={"tool": "kg 0", "model": "m", "lexicons": "l"})
    kg.build([lines(*rest)], tmp_path / "rest")
    for name in ("raid.txt", first.document.sha256[:12], f"https://w3id.org/aei/id/document/{first.document.sha256[:16]}"):
        kg.build([lines(made, *rest)], place)
        assert kg.remove([name], place).removed == ["raid.txt"]
        assert bytes_of(place) == bytes_of(tmp_path / "rest")
        assert len(list(folder.at(place).extractions.iterdir())) == 2
    summary = kg.remove(["raid.txt", "talks.txt"], place)
    assert summary.removed == ["talks.txt"] and summary.failures[0].startswith("raid.txt: the graph has no such document")


def test_equal_texts_are_one_document_as_long_as_one_source_is_left(place, lines, reports):
    raid, *_ = reports
    copy = dataclasses.replace(raid, document=dataclasses.replace(raid.document, source="copy.txt"))
    kg.add([lines(raid)], place)
    assert "raid.txt: the same text as copy.txt, taken once" in kg.add([lines(copy)], place).notes
    assert not any("taken once" in note for note in kg.add([lines(copy)], place).notes), "it is no news any more"
    assert sources(place) == ["copy.txt", "raid.txt"]
    kg.remove(["copy.txt"], place)
    assert sources(place) == ["raid.txt"]
    assert kg.remove([raid.document.sha256[:16]], place).documents == 0


def test_texts_of_one_name_are_kept_apart_by_a_build(place, lines, reports):
    raid, pact, _ = reports
    twin = dataclasses.replace(pact, document=dataclasses.replace(pact.document, source="raid.txt"))
    assert kg.build([lines(raid, twin)], place).documents == 2
    assert kg.remove([twin.document.sha256[:8]], place).documents == 1
    assert sources(place) == ["raid.txt"]


def test_what_does_not_fit_together_is_named_and_not_stored(place, lines, reports):
    raid, pact, _ = reports
    adrift = dataclasses.replace(raid, actors=raid.actors[:1])
    summary = kg.add([lines(adrift, pact)], place)
    assert "State/arland" in summary.failures[0]
    assert sources(place) == ["pact.txt"]


def test_another_version_is_noticed_and_only_its_documents_are_read_again(place, lines, reports, monkeypatch):
    now = changes.producer({})
    old, new = (
        dataclasses.replace(reports[0], producer={**now, "lexicons": "older"}),
        dataclasses.replace(reports[1], producer=now),
    )
    (note,) = kg.add([lines(old, new)], place).notes
    assert note.startswith("1 document was read by another version")
    again = []

    def reread(documents, **options):
        for document in documents:
            again.append(document.source)
            yield dataclasses.replace(old, document=document, producer=now)

    monkeypatch.setattr(changes.texts, "reread", reread)
    summary = kg.rebuild(place)
    assert (again, summary.changed, summary.unchanged) == (["raid.txt"], ["raid.txt"], ["pact.txt"])
    assert kg.rebuild(place).changed == [] and again == ["raid.txt"]


@pytest.mark.parametrize("step", ["save", "sync", "state"])
def test_cut_off_anywhere_nothing_is_lost_and_the_next_change_goes_on(place, lines, reports, whole, monkeypatch, step):
    kg.build([lines(reports[0])], place)

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        if step == "save":
            real, calls = folder.save, []
            cut.setattr(folder, "save", lambda *given: die() if calls else (calls.append(1), real(*given)))
        else:
            cut.setattr(*((writing, "sync") if step == "sync" else (folder, "write_state")), die)
        with pytest.raises(KeyboardInterrupt):
            kg.add([lines(*reports[1:])], place)
    assert "raid.txt" in sources(place)
    kg.add([lines(*reports)], place)
    assert bytes_of(place) == whole


def test_a_build_that_is_cut_off_leaves_the_graph_of_before(place, lines, reports, monkeypatch):
    kg.build([lines(reports[0])], place)
    before = to_line(reports[0])
    real = folder.save
    calls = []

    def die(*given):
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(folder, "save", die)
    with pytest.raises(KeyboardInterrupt):
        kg.build([lines(*reports[1:])], place)
    assert sources(place) == ["raid.txt"]
    assert [to_line(e) for group in folder.load(folder.at(place)).values() for e in group] == [before]


def test_a_store_or_state_that_is_gone_is_made_again(place, lines, reports, whole):
    kg.build([lines(*reports)], place)
    (place / "state.json").unlink()
    assert bytes_of(place) == whole
    shutil.rmtree(place / "store")
    kg.add([lines(*reports)], place)
    assert bytes_of(place) == whole


def test_a_folder_of_before_is_adopted_or_refused(place, lines, reports, whole):
    kg.build([lines(*reports)], place)
    shutil.rmtree(place / "extractions")
    assert len(kg.add([lines(*reports)], place).unchanged) == 3
    assert bytes_of(place) == whole
    shutil.rmtree(place / "extractions")
    (place / "extraction.jsonl").unlink()
    with pytest.raises(GraphError, match="build it anew"):
        kg.add([lines(*reports)], place)
    assert len(sources(place)) == 3


def test_damage_is_named_and_nothing_is_taken_away(place, lines, reports):
    kg.build([lines(*reports)], place)
    victim = sorted((place / "extractions").iterdir())[0]
    victim.write_text("{broken\n", encoding="utf-8")
    with pytest.raises(ReadError, match=victim.name):
        kg.add([lines(*reports)], place)
    assert len(sources(place)) == 3


def test_there_has_to_be_a_graph(tmp_path, place):
    for change in (lambda: kg.remove(["x"], place), lambda: kg.rebuild(place), lambda: kg.dump(place)):
        with pytest.raises(GraphError, match="there is no graph here"):
            change()
    assert not place.exists()
    held = stores.open_store(tmp_path / "held" / "store") if (tmp_path / "held").mkdir() is None else None
    with pytest.raises(GraphError, match="can't be opened"):
        kg.remove(["x"], tmp_path / "held")
    assert held is not None


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_any_detour_give_the_same_bytes(data, tmp_path_factory, lines, reports, whole):
    place = tmp_path_factory.mktemp("order") / "out"
    for extraction in data.draw(st.permutations(reports)):
        kg.add([lines(extraction)], place)
        if data.draw(st.booleans()):
            kg.remove([extraction.document.source], place)
            kg.add([lines(extraction)], place)
    assert bytes_of(place) == whole


class TestJudgementsElsewhere:
    """Kept in a folder of their own, such as a repository that several people share."""

    def judged(self, place: Path, **more):
        return kg.judge(place, "rename", "Arland", "Republic of Arland", who="Ana", when="2024-05-01", **more)

    def test_named_once_for_all_changes(self, place, tmp_path, lines, reports):
        elsewhere = tmp_path / "team"
        kg.add([lines(*reports[:1])], place, judgements=elsewhere)
        self.judged(place)
        assert [path.name for path in elsewhere.iterdir()] == ["judgements.tsv"] and not (place / "judgements").exists()
        kg.add([lines(*reports[1:])], place)
        kg.build([lines(*reports)], place)
        assert "Republic of Arland" in str(kg.query(kg.open(place), "actors").rows)
        kg.undo(place, 1, who="Ana", when="2024-05-02")
        assert "Republic of Arland" not in str(kg.query(kg.open(place), "actors").rows)

    def test_the_same_as_in_the_graphs_own_folder(self, place, tmp_path, lines, reports):
        kg.build([lines(*reports)], place)
        self.judged(place)
        other = tmp_path / "other"
        kg.build([lines(*reports)], other, judgements=tmp_path / "team")
        self.judged(other)
        assert bytes_of(place) == bytes_of(other)
        assert (place / "judgements/judgements.tsv").read_bytes() == (tmp_path / "team/judgements.tsv").read_bytes()

    def test_none_is_left_behind(self, place, tmp_path, lines, reports):
        kg.build([lines(*reports)], place)
        self.judged(place)
        with pytest.raises(GraphError, match="move its files"):
            kg.doubts(place, judgements=tmp_path / "team")
        (place / "judgements").rename(tmp_path / "team")
        before = bytes_of(place) if kg.doubts(place, judgements=tmp_path / "team") is not None else {}
        assert b"Republic of Arland" in before["graph.nq"]
        (tmp_path / "team").rename(tmp_path / "moved")
        with pytest.raises(GraphError, match="the folder is gone"):
            kg.remove(["raid.txt"], place)
        assert kg.add([lines(*reports)], place, judgements=tmp_path / "moved").changed == []
        assert bytes_of(place) == before

    def test_from_the_command_line(self, run, place, tmp_path, lines, reports):
        assert run("build", lines(*reports), "--out", place, "--judgements", tmp_path / "team").returncode == 0
        assert run("rename", "Arland", "Republic of Arland", "--store", place).returncode == 0
        assert (tmp_path / "team" / "judgements.tsv").is_file()
        assert "Republic of Arland" in run("log", "Arland", "--store", place).stdout
