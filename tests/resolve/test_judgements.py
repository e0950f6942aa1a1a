"""What people decide: the two tables, applying and undoing, what survives, and what waits for its subject."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lexicon as lexicons
from kg.errors import LexiconError
from kg.resolve import resolve
from kg.resolve.decided import decided
from kg.resolve.identity import findings
from kg.resolve.judgements import Judgement, in_force, load, text_of
from kg.resolve.notes import links, notes

LEXICON = lexicons.load()
DAY = {"who": "Ana", "when": "2024-05-01"}


def judgement(number, kind, subject="actor/Person/ana-vey", value="", **more):
    return Judgement(number=number, kind=kind, subject="" if kind == "undo" else subject, value=value, **{**DAY, **more})


EXAMPLES = [
    judgement(1, "same", value="actor/Person/iron-nan", label="Ana Vey", value_label="Iron Nan", why="one interview"),
    judgement(2, "different", value="actor/0123456789abcdef/Person/ana-vey", why="another office"),
    judgement(3, "rename", value="Ana María Vey"),
    judgement(4, "retype", value="Organization", subject="actor/Person/cop29"),
    judgement(5, "reject", subject="claim/0123456789abcdef/leads-1", why="misread"),
    judgement(6, "confirm", subject="event/0123456789abcdef/assault-4"),
    judgement(7, "state", predicate="leads", value="actor/State/arland", why="Her letter of 3 May says so."),
    judgement(8, "undo", value="3", why="her own wish"),
]


def write(folder, judgements):
    folder.mkdir(exist_ok=True)
    for name, text in text_of(judgements).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_files_there_and_back(tmp_path):
    assert load(tmp_path / "nowhere") == []
    assert load(write(tmp_path, EXAMPLES)) == EXAMPLES
    sssom = (tmp_path / "same.sssom.tsv").read_text(encoding="utf-8")
    assert "id:actor/Person/ana-vey\tAna Vey\tskos:exactMatch\tid:actor/Person/iron-nan\tIron Nan\tsemapv:ManualMapping" in sssom
    assert "owl:differentFrom" in sssom and sssom.startswith("#curie_map:")


text = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(st.sampled_from(("same", "different", "rename", "reject")), text, text), max_size=6))
def test_any_text_survives(rows, tmp_path_factory):
    given_ = [
        judgement(
            n,
            kind,
            subject=f"actor/Person/{a.strip() or 'x'}",
            value="actor/Person/b" if kind != "rename" else b.strip() or "x",
            why=b,
        )
        for n, (kind, a, b) in enumerate(rows, 1)
    ]
    flat = [dataclasses.replace(j, why=" ".join(j.why.split()), value=" ".join(j.value.split()) if j.kind == "rename" else
                                "" if j.kind == "reject" else j.value) for j in given_]  # fmt: skip
    assert load(write(tmp_path_factory.mktemp("j"), flat)) == flat


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("1\tsmash\tid:actor/a\t\t\t\tAna\t2024-05-01\t", "'smash' is no kind"),
        ("x\treject\tid:actor/a\t\t\t\tAna\t2024-05-01\t", "'x' is no number"),
        ("1\treject\tactor\t\t\t\tAna\t2024-05-01\t", "'actor' names nothing"),
        ("1\treject\tid:actor/a\t\t\t\tAna\tyesterday\t", "'yesterday' is no day"),
        ("1\tretype\tid:actor/a\t\t\tGod\tAna\t2024-05-01\t", "'God': expected one of"),
        ("1\tstate\tid:actor/a\t\tloves\tid:actor/b\tAna\t2024-05-01\twhy", "'loves': expected one of"),
        ("1\tstate\tid:actor/a\t\tleads\tid:actor/b\tAna\t2024-05-01\t", "a reason"),
        ("1\treject\tid:actor/a", "3 columns, expected 9"),
        ("1\treject\t\t\t\t\tAna\t2024-05-01\t", "needs a subject"),
    ],
)
def test_bad_lines_are_named(tmp_path, line, what):
    head = "number\tkind\tsubject\tlabel\tpredicate\tvalue\twho\twhen\twhy\n"
    (tmp_path / "judgements.tsv").write_text(head + line + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=what) as error:
        load(tmp_path)
    assert "judgements.tsv:2" in str(error.value)


def test_a_number_may_stand_once(tmp_path):
    write(tmp_path, [judgement(1, "reject"), judgement(1, "same", value="actor/Person/b")])
    with pytest.raises(LexiconError, match="number 1 stands twice"):
        load(tmp_path)


def test_undoing_and_undoing_that():
    made = [judgement(1, "reject"), judgement(2, "undo", value="1"), judgement(3, "rename", value="X")]
    assert [j.number for j in in_force(made)] == [3]
    assert [j.number for j in in_force([*made, judgement(4, "undo", value="2")])] == [1, 3]


@pytest.fixture(scope="module")
def three(story):
    """Ana Vey twice in different offices, and somebody called Iron Nan."""
    out = []
    for source, name, body, said in (
        ("a.txt", "Ana Vey", "Arland", "Ana Vey leads Arland."),
        ("b.txt", "Ana Vey", "Borland", "Ana Vey leads Borland."),
        ("c.txt", "Iron Nan", "Arland", "Iron Nan leads Arland."),
    ):
        s = story(source, said)
        person, state = s.actor("Person", name), s.actor("State", body)
        s.claim(person, "leads", state, "leads")
        out.append(s.extraction())
    return out


def groups(extractions, *judgements):
    found = resolve(extractions, LEXICON, judgements)
    ids = {e.document.sha256[:16]: e.document.source for e in extractions}
    return {
        frozenset(ids[unit.split("/")[1]] for unit in identity.units)
        for identity in found.identities
        if "Person" in identity.id or identity.type == "Person"
    }


def local(extraction, key="Person/ana-vey"):
    return f"actor/{extraction.document.sha256[:16]}/{key}"


def test_the_machine_keeps_namesakes_of_other_offices_apart(three):
    assert groups(three) == {frozenset({"a.txt"}), frozenset({"b.txt"}), frozenset({"c.txt"})}


def test_people_join_and_part(three):
    join = judgement(1, "same", subject=local(three[0]), value="actor/Person/iron-nan")
    assert groups(three, join) == {frozenset({"a.txt", "c.txt"}), frozenset({"b.txt"})}
    all_ = judgement(1, "same", subject="actor/Person/ana-vey", value="actor/Person/iron-nan")
    assert groups(three, all_) == {frozenset({"a.txt", "b.txt", "c.txt"})}
    part = judgement(2, "different", subject=local(three[1]), value=local(three[0]))
    later = groups(three, all_, part)
    assert not any({"a.txt", "b.txt"} <= group for group in later), "the later judgement wins"


def test_judgements_hold_for_documents_that_come_later(three, story):
    all_ = judgement(1, "same", subject="actor/Person/ana-vey", value="actor/Person/iron-nan")
    s = story("d.txt", "Iron Nan spoke.")
    s.actor("Person", "Iron Nan")
    assert groups([*three, s.extraction()], all_) == {frozenset({"a.txt", "b.txt", "c.txt", "d.txt"})}


def test_a_judgement_whose_subject_is_gone_is_reported(three):
    lost = judgement(3, "same", value="actor/Person/nobody", value_label="Nobody")
    (problem,) = resolve(three, LEXICON, [lost]).problems
    assert "judgement 3" in problem and "'Nobody'" in problem and "waits" in problem


def test_names_and_types_that_people_give(three):
    made = [
        judgement(1, "rename", value="President Vey"),
        judgement(2, "retype", subject=local(three[2], "Person/iron-nan"), value="Organization"),
    ]
    found = resolve(three, LEXICON, made)
    by_id = {identity.id: identity for identity in found.identities}
    assert by_id["actor/Person/ana-vey"].label == "President Vey"
    assert by_id["actor/Person/iron-nan"].type == "Organization"


def test_a_statement_of_ones_own_is_a_document(three):
    said = judgement(1, "state", predicate="memberOf", value="actor/State/borland", subject=local(three[0]), why="She told me.")
    made = notes([said], {path: f for e in three for path, f in findings(e).items()})
    ((_, note),) = made
    assert (note.document.text, note.document.creator, note.document.date) == ("She told me.", "Ana", "2024-05-01")
    assert note.claims[0].predicate == "memberOf" and note.claims[0].evidence[0].text == "She told me."
    found = resolve([*three, note], LEXICON, [said, *links(made)]).of()
    assert found[local(note)].id == found[local(three[0])].id != found[local(three[1])].id
    assert notes([dataclasses.replace(said, subject="actor/Person/nobody")], {}) == []


def test_the_latest_name_counts():
    assert decided([judgement(1, "rename", value="A"), judgement(2, "rename", value="B")]).label([local_path()]) == "B"


def local_path():
    return "actor/0123456789abcdef/Person/ana-vey"


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_resolution_does_not_depend_on_order_and_undo_takes_back(data, three):
    kinds = st.sampled_from(("same", "different"))
    paths = st.sampled_from(["actor/Person/ana-vey", "actor/Person/iron-nan", *(local(e) for e in three[:2])])
    made = [
        judgement(n, kind, subject=a, value=b)
        for n, (kind, a, b) in enumerate(data.draw(st.lists(st.tuples(kinds, paths, paths), max_size=4)), 1)
    ]
    first = resolve(three, LEXICON, made)
    assert first == resolve(data.draw(st.permutations(three)), LEXICON, data.draw(st.permutations(made)))
    extra = judgement(9, "same", value="actor/Person/iron-nan")
    assert resolve(three, LEXICON, in_force([*made, extra, judgement(10, "undo", value="9")])) == first
