"""One initiative in several documents, and tables of how they stand."""

import networkx as nx
import pytest

from kg.analyse import tracker
from kg.analyse.accounts import told_apart
from kg.analyse.initiatives import _bare, _proper, same_initiatives, track, tracks
from kg.analyse.project import Evidence, multigraph
from kg.errors import QueryError


def cells(rows, *columns):
    at = [rows.columns.index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in rows]


def test_a_proper_name_is_one_initiative_in_all_documents(pact):
    groups = {tuple(pact.nodes[iri]["label"] for iri in group) for group in same_initiatives(pact)}
    assert ("Sylda Accord",) * 3 in groups and ("accord",) in groups


def test_a_common_name_needs_shared_parties(pact):
    accords = [node for node, data in pact.nodes(data=True) if data["label"] in ("Sylda Accord", "accord")]
    net = pact.copy()
    for node in accords:
        net.nodes[node]["label"] = "accord"
    sizes = sorted(len(group) for group in same_initiatives(net) if group[0] in accords)
    assert sizes == [1, 1, 2]  # May and June name the same two parties, July and August don't
    for node in accords:
        net.nodes[node]["label"] = "border accord"
    assert sorted(len(group) for group in same_initiatives(net) if group[0] in accords) == [1, 1, 2]


def test_the_longest_common_name_decides():
    net = nx.MultiDiGraph()
    for actor in ("x", "y"):
        net.add_node(actor, kind="Actor", label=actor, aliases=(), evidence=())
    for iri, source, *names in (
        ("a1", "january", "Xland's ceasefire"),
        ("a2", "january", "bilateral ceasefire", "ceasefire"),
        ("b1", "june", "bilateral ceasefire", "ceasefire"),
    ):
        sentence = Evidence(source=source, sentence="...", begin=0, end=1)
        net.add_node(iri, kind="Initiative", label=names[0], aliases=tuple(names[1:]), evidence=(sentence,))
        for actor in ("x", "y"):
            net.add_edge(iri, actor, predicate="participant", factuality="Actual")
    assert same_initiatives(net) == [("a1",), ("a2", "b1")]


def test_initiatives_of_one_document_stay_apart(pact):
    net = pact.copy()
    for _, data in net.nodes(data=True):
        if data["kind"] == "Initiative":
            data["label"] = "Sylda Accord"
    assert max(len(group) for group in same_initiatives(net)) == 4  # of four documents


@pytest.mark.parametrize(
    ("name", "bare", "proper"),
    [("The Sylda Accord", "Sylda Accord", True), ("Arland's plan", "plan", False), ("its border plan", "border plan", False),
     ("Colombia's  ceasefire", "ceasefire", False), ("Code", "Code", False), ("JCPOA", "JCPOA", True), ("", "", False),
     ("United League’s Code of Conduct", "Code of Conduct", True), ("Resolution 2231", "Resolution 2231", True)],
)  # fmt: skip
def test_names_as_they_are_compared(name, bare, proper):
    assert _bare(name) == bare and _proper(bare) == proper


def test_a_track_tells_the_course(pact):
    found = track(pact, "sylda accord")
    assert [(s.source, s.date, s.status) for s in found.standings] == [
        ("may", "2024-05-01", "Proposed"), ("june", "2024-06-01", "Agreed"), ("july", "2024-07-01", "Suspended"),
    ]  # fmt: skip
    assert found.status == "Suspended"
    assert found.labels("proposedBy") == ("Arland",) and found.labels("opposedBy") == ("Red Front",)
    assert found.labels("supportedBy") == ()  # denied
    assert track(pact, found.iris[1]) == found
    assert tracks(pact)[0] == found


def test_documents_that_share_an_initiative_tell_the_same_story(pact, one_accord):
    shared = told_apart(multigraph(one_accord))
    assert [(s.source, s.status) for s in track(shared, "Sylda Accord").standings] == [
        (s.source, s.status) for s in track(pact, "Sylda Accord").standings
    ]
    assert tracker.proposals(shared) == tracker.proposals(pact)
    assert cells(tracker.overview(shared), "initiative", "statuses", "documents")[0] == (
        "Sylda Accord", "Proposed > Agreed > Suspended", 3,
    )  # fmt: skip


def test_unknown_and_ambiguous_names(pact):
    with pytest.raises(QueryError, match="similar: Sylda Accord"):
        track(pact, "Silda Acord")
    with pytest.raises(QueryError, match=r"may mean 4 initiatives.*patrols in may"):
        track(pact, "patrols")


def test_overview_hides_parts_unless_asked(pact):
    rows = tracker.overview(pact)
    assert cells(rows, "initiative", "statuses", "as_of", "opponents", "documents")[0] == (
        "Sylda Accord", "Proposed > Agreed > Suspended", "2024-07-01", "Red Front", 3,
    )  # fmt: skip
    assert len(tracker.overview(pact, parts=True)) == len(rows) + 1


def test_detail_has_a_row_for_each_document_and_claim(pact):
    rows = cells(tracker.detail(pact, "Sylda Accord"), "what", "value", "factuality", "source")
    assert rows[:3] == [
        ("status", "Proposed", None, "may"),
        ("status", "Agreed", None, "june"),
        ("status", "Suspended", None, "july"),
    ]
    assert ("hasPart", "patrols", "Actual", "may") in rows and ("supportedBy", "Arland", "Negated", "july") in rows


def test_issues_and_how_proposals_end(pact):
    assert cells(tracker.coverage(pact), "issue", "relation", "initiative") == [
        ("trust", "addressed", "Sylda Accord"), ("trust", "obstacle", "Sylda Accord"),
    ]  # fmt: skip
    found = cells(tracker.proposals(pact), "proposer", "addressee", "initiative", "outcome", "first", "last", "sentence")
    assert found[0] == (
        "Arland", "Borduria", "Sylda Accord", "Suspended", "2024-05-01", "2024-07-01",
        "Arland offered Borduria the Sylda Accord.",
    )  # fmt: skip


def test_nothing_to_follow(net):
    empty = net.subgraph([])
    assert tracks(empty) == [] and len(tracker.overview(empty)) == 0
