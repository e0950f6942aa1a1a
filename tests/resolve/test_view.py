"""From judgements and resolution to the graph: what queries see, what stays as the documents say it, and the commands."""

from __future__ import annotations

import pytest

import kg
from kg.errors import QueryError
from kg.graph import iris
from kg.pipeline import judging
from kg.resolve.identity import document_id

BY = {"who": "Ana", "when": "2024-05-01"}


@pytest.fixture
def pair(story):
    """Two reports that spell one group in two ways."""
    s = story("mon.txt", "Harakat al-Zarna attacked Arland.", date="2024-05-06")
    front, arland = s.actor("ArmedGroup", "Harakat al-Zarna"), s.actor("State", "Arland")
    s.event("ASSAULT", "attacked", agents=(front,), targets=(arland,))
    s.claim(front, "opposes", arland, "attacked", confidence=0.4)
    t = story("tue.txt", "Arland accused Harakat az-Zarnah, which the League backs.", date="2024-05-07")
    front, arland = t.actor("ArmedGroup", "Harakat az-Zarnah"), t.actor("State", "Arland")
    league = t.actor("Organization", "League")
    t.event("ACCUSE", "accused", agents=(arland,), targets=(front,))
    t.claim(league, "supports", front, "backs")
    return s.extraction(), t.extraction()


@pytest.fixture
def place(tmp_path, lines, pair):
    kg.build([lines(*pair)], tmp_path / "out")
    return tmp_path / "out"


def rows(place, text, **options):
    return kg.query(kg.open(place, **options), text).rows


def names(place, **options):
    groups = "SELECT DISTINCT ?g ?l WHERE { GRAPH ?d { ?g a aei:ArmedGroup ; skos:prefLabel ?l } } ORDER BY ?g ?l"
    return [(iri.rpartition("/")[2], label) for iri, label in rows(place, groups, **options)]


def test_queries_see_one_actor_and_the_documents_stay_as_they_are(place):
    assert names(place) == [("harakat-az-zarnah", "Harakat az-Zarnah")]
    assert names(place, as_stated=True) == [("harakat-al-zarna", "Harakat al-Zarna"), ("harakat-az-zarnah", "Harakat az-Zarnah")]
    assert "harakat-al-zarna" in (place / "graph.nq").read_text(encoding="utf-8")
    (types,) = rows(place, "SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?e aei:agent|aei:target ?x . ?x a aei:ArmedGroup ; a ?t }")
    assert types == (2,)
    net = kg.multigraph(kg.open(place))
    (front,) = [data for _, data in net.nodes(data=True) if data["type"] == "ArmedGroup"]
    assert front["label"] == "Harakat az-Zarnah" and "Harakat al-Zarna" in front["aliases"] and len(front["evidence"]) == 2


def test_the_graph_says_what_is_the_same_and_why(place):
    record = (
        "SELECT ?s ?c ?why WHERE "
        "{ GRAPH ?g { ?i a aei:Identity ; dct:subject ?s ; aei:canonical ?c ; aei:reason ?why . ?s aei:canonical ?c } }"
    )
    ((subject, canonical, why),) = rows(place, record)
    assert subject.endswith("harakat-al-zarna") and canonical.endswith("harakat-az-zarnah") and "spelt otherwise" in why
    assert kg.check(place) == []
    assert "/resolution>" in (place / "graph.nq").read_text(encoding="utf-8")


def test_questions_about_resolution_have_names(place):
    ((thing, canonical, why, source),) = kg.query(kg.open(place), "identities")
    assert thing.endswith("zarna") and canonical.endswith("zarnah") and "spelt" in why and source is None
    kg.judge(place, "rename", "League", "League of Coasts", why="its charter", **BY)
    ((date, who, verdict, subject, _, name, reason),) = kg.query(kg.open(place), "judgements")
    assert (date, who, verdict, name, reason) == ("2024-05-01", "Ana", "rename", "League of Coasts", "its charter")
    assert subject.endswith("actor/Organization/league")


def test_a_damaged_resolution_graph_is_a_problem(place, tmp_path):
    wrong = (place / "graph.nq").read_text(encoding="utf-8") + (
        f"<{iris.ID_BASE}resolution/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<https://w3id.org/aei/ontology#Identity> <{iris.resolution_graph()}> .\n"
    )
    (tmp_path / "wrong.nq").write_text(wrong, encoding="utf-8")
    assert any("exactly one aei:canonical" in problem.message for problem in kg.check(tmp_path / "wrong.nq"))


@pytest.mark.parametrize("first", [0, 1])
def test_any_order_and_detour_give_the_same_bytes_with_resolution_too(place, tmp_path, lines, pair, first):
    kg.judge(place, "rename", "League", "League of Coasts", **BY)
    other = tmp_path / "other"
    kg.add([lines(pair[first])], other)
    kg.add([lines(pair[1 - first])], other)
    kg.judge(other, "rename", "League", "League of Coasts", **BY)
    kg.remove([pair[first].document.source], other)
    kg.add([lines(pair[first])], other)
    assert [path.read_bytes() for path in kg.dump(other)] == [path.read_bytes() for path in kg.dump(place)]
    shown = [sorted(map(str, kg.open(folder))) for folder in (place, other)]
    assert shown[0] == shown[1]


def test_without_anything_to_resolve_there_is_no_view(tmp_path, lines, reports):
    kg.build([lines(*reports)], tmp_path / "out")
    assert not (tmp_path / "out" / "view").exists()
    assert "/resolution>" not in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


def test_one_document_is_never_changed(tmp_path, lines, story):
    s = story("one.txt", "Harakat al-Zarna fought. Harakat az-Zarnah fought.")
    s.actor("ArmedGroup", "Harakat al-Zarna"), s.actor("ArmedGroup", "Harakat az-Zarnah")
    kg.build([lines(s.extraction())], tmp_path / "out")
    assert not (tmp_path / "out" / "view").exists()
    assert len(kg.doubts(tmp_path / "out")) == 1


def test_people_part_what_the_machine_joined_and_undo_it(place, tmp_path, lines, pair):
    before = [path.read_bytes() for path in kg.dump(place)]
    made, _ = kg.judge(place, "different", "Harakat al-Zarna", "Harakat az-Zarnah", **BY)
    assert made.number == 1 and len(names(place)) == 2
    assert not (place / "graph.nq").exists(), "it shows the graph of before"
    assert "verdict" in (kg.dump(place)[0]).read_text(encoding="utf-8") and kg.check(place) == []
    kg.undo(place, 1, **BY)
    assert [path.read_bytes() for path in kg.dump(place)] == before
    kg.build([lines(*pair)], place)
    assert len((place / "judgements" / "judgements.tsv").read_text(encoding="utf-8").splitlines()) == 2, "a build keeps them"


def test_rename_and_retype(place):
    kg.judge(place, "rename", "harakat al-zarna", "Zarna Movement", **BY)
    kg.judge(place, "retype", "League", "IntergovernmentalOrganization", **BY)
    assert names(place) == [("harakat-az-zarnah", "Zarna Movement")]
    assert len(names(place, as_stated=True)) == 2
    assert rows(place, 'SELECT ?t WHERE { ?x skos:prefLabel "League" ; a ?t FILTER(?t != aei:Actor) }')[0][0].endswith(
        "IntergovernmentalOrganization"
    )
    assert kg.show(kg.open(place), "Harakat al-Zarna").label == "Zarna Movement", "old names stay known"


def test_reject_and_confirm(place, pair):
    claim = f"claim/{document_id(pair[0].document)[:6]}/opposes-0"
    made, _ = kg.judge(place, "confirm", claim, why="seen it", **BY)
    assert made.label == "harakat-al-zarna opposes arland"
    confidence = "SELECT ?c WHERE { ?x rdf:predicate aei:opposes ; aei:confidence ?c }"
    assert rows(place, confidence) == ((1,),) and rows(place, confidence, as_stated=True) == ((0.4,),)
    kg.judge(place, "reject", claim, **BY)
    assert rows(place, confidence) == () and rows(place, "SELECT ?s WHERE { ?s aei:opposes ?o }") == ()
    assert len(rows(place, "SELECT ?s WHERE { ?s aei:opposes ?o }", as_stated=True)) == 1
    event = f"event/{document_id(pair[1].document)}/{pair[1].events[0].key}"
    kg.judge(place, "reject", event, **BY)
    assert [row[0] for row in rows(place, "SELECT ?t WHERE { ?e aei:eventType ?t }")] == [
        "https://w3id.org/aei/event-type#ASSAULT"
    ]


def test_a_statement_of_ones_own(place):
    _, summary = kg.judge(place, "state", "League", "Arland", predicate="opposes", why="Its charter says so.", **BY)
    assert summary.documents == 3
    asked = (
        'SELECT DISTINCT ?text ?who ?source WHERE { ?c rdf:predicate aei:opposes ; rdf:subject/skos:prefLabel "League" ; '
        "aei:evidence/nif:anchorOf ?text ; aei:evidence/nif:referenceContext ?d . ?d dct:creator ?who ; dct:source ?source }"
    )
    found = rows(place, asked)
    assert found == (("Its charter says so.", "Ana", "judgements/1"),)
    assert kg.check(place) == []
    kg.undo(place, 1, **BY)
    assert rows(place, "SELECT ?d WHERE { ?d a aei:Document ; dct:creator ?w }") == ()


def test_what_is_gone_is_reported_and_comes_back(place, lines, pair):
    kg.judge(place, "rename", "League", "League of Coasts", **BY)
    (note,) = kg.remove(["tue.txt"], place).notes
    assert "judgement 1" in note and "'League'" in note
    assert not any("judgement" in note for note in kg.add([lines(pair[1])], place).notes)
    assert kg.show(kg.open(place), "League of Coasts").kind == "Actor"


def test_a_story(place, pair):
    kg.judge(place, "rename", "Harakat al-Zarna", "Zarna", why="its own name", **BY)
    kg.undo(place, 1, why="no", **BY)
    path, told = kg.story(place, "harakat al-zarna")
    assert path == "actor/ArmedGroup/harakat-al-zarna"
    assert [t.what.partition(",")[0] for t in told[:2]] == ["Harakat al-Zarna in mon.txt", "Harakat az-Zarnah in tue.txt"]
    assert told[2].what.startswith("actor/ArmedGroup/harakat-al-zarna taken for") and "spelt otherwise" in told[2].why
    assert [(t.number, t.holds) for t in told[3:]] == [(1, False), (2, True)]


def test_names_that_do_not_do(place):
    for call, what in (
        (("same", "Nobody", "Arland"), "nothing is called 'Nobody'"),
        (("same", "Arland", "Arland"), "two things are needed"),
        (("same", "Arland", "attacked"), "different kinds"),
        (("retype", "Arland", "God"), "'God' is no kind"),
        (("rename", "Arland", " "), "the new name is empty"),
    ):
        with pytest.raises(QueryError, match=what):
            kg.judge(place, *call, **BY)
    with pytest.raises(QueryError, match="no judgement 7"):
        kg.undo(place, 7, **BY)
    with pytest.raises(QueryError, match="a reason"):
        kg.judge(place, "state", "League", "Arland", predicate="opposes", **BY)
    assert not (place / "judgements").exists()


def test_several_of_one_name_are_listed(tmp_path, lines, story):
    out = []
    for source, body in (("a.txt", "Arland"), ("b.txt", "Borland")):
        s = story(source, f"Ana Vey leads {body}.")
        s.claim(s.actor("Person", "Ana Vey"), "leads", s.actor("State", body), "leads")
        out.append(s.extraction())
    kg.build([lines(*out)], tmp_path / "out")
    with pytest.raises(QueryError, match="may mean 2 things"):
        kg.judge(tmp_path / "out", "rename", "Ana Vey", "X", **BY)
    source = "SELECT ?s WHERE { ?i a aei:Identity ; dct:subject ?who ; dct:source/dct:source ?s }"
    assert len(rows(tmp_path / "out", source)) == 1, "one of the two has a name of its own"
    assert kg.check(tmp_path / "out") == []


def test_doubts_show_sentences_of_both(tmp_path, lines, story):
    out = []
    for source, name in (("a.txt", "Omar Khan"), ("b.txt", "Khan")):
        s = story(source, f"{name} spoke.")
        s.actor("Person", name)
        out.append(s.extraction())
    kg.build([lines(*out)], tmp_path / "out")
    (question,) = kg.doubts(tmp_path / "out")
    assert (question.a.label, question.b.label) == ("Khan", "Omar Khan") and 0.35 <= question.probability < 0.9
    assert question.a.sentences == (("Khan spoke.", "b.txt"),) and question.b.sentences == (("Omar Khan spoke.", "a.txt"),)
    kg.judge(tmp_path / "out", "different", "Khan", "Omar Khan", **BY)
    assert kg.doubts(tmp_path / "out") == []


def test_the_command_line(place, run):
    done = run("merge", "League", "Arland", "--store", place, "--by", "Ana", "--on", "2024-05-01", "--why", "no")
    assert (done.returncode, done.stdout) == (0, "judgement 1 kept\n"), done.stderr
    assert "(undone)" not in run("log", "League", "--store", place).stdout
    assert run("undo", "1", "--store", place, env={"KG_ANALYST": "Bo"}).returncode == 0
    told = run("log", "League", "--store", place).stdout
    assert "1. League is the same as Arland (undone) [Ana, 2024-05-01]: no" in told and "2. judgement 1 undone [Bo, " in told
    assert run("resolve", "--store", place).stderr == "nothing is in doubt\n"
    assert run("apart", "Nobody", "Arland", "--store", place).returncode == 1


def test_a_path_may_be_short(place, pair):
    held = judging.writing.holdings(judging.folders.at(place), judging.Summary())
    path = f"event/{document_id(pair[0].document)}/{pair[0].events[0].key}"
    assert judging.find(held, path[:12] + path[22:])[0] == path
    assert judging.find(held, iris.ID_BASE + path) == (path, "attacked")
