"""Which accounts tell of the same, and where they differ."""

import networkx as nx
import pytest

from kg.analyse.accounts import differences, told_apart
from kg.analyse.initiatives import same_initiatives
from kg.analyse.project import Evidence

STATED = {"claim": "", "factuality": "Actual", "confidence": 0.9, "attributed": (), "evidence": ()}


class Net(nx.MultiDiGraph):
    def actor(self, name: str) -> str:
        self.add_node(name, label=name, kind="Actor", aliases=(), evidence=())
        return name

    def told(self, node: str, kind: str, source: str, roles: str, **data: str) -> None:
        """`roles` is "agent=A target=B"."""
        said = (Evidence(source=source, sentence="x", begin=0, end=1, date=f"2024-05-{len(self) + 1:02}"),)
        empty = {
            "label": node,
            "aliases": (),
            "type": "",
            "factuality": "",
            "status": "",
            "time": "",
            "earliest": "",
            "latest": "",
        }
        self.add_node(node, **{**empty, "kind": kind, "evidence": said, **data})
        for role, actor in (pair.split("=") for pair in roles.split()):
            self.add_edge(node, self.actor(actor), key=(role, actor), predicate=role, **STATED)

    def event(self, node: str, source: str, roles: str, factuality: str = "Actual", day: str = "", type_: str = "ASSAULT"):
        self.told(node, "Event", source, roles, type=type_, factuality=factuality, earliest=day, latest=day, time=day)

    def initiative(self, node: str, source: str, label: str, status: str, roles: str = "", time: str = ""):
        self.told(node, "Initiative", source, roles, label=label, status=status, time=time)


@pytest.fixture
def net() -> Net:
    return Net()


def aspects(net: Net) -> list[tuple[str, tuple[str, ...]]]:
    return [(d.aspect, tuple(value for _, value in d.accounts)) for d in differences(net)]


def test_one_says_yes_and_one_says_no(net):
    net.event("e1", "a.txt", "agent=A target=B", day="2024-05-01")
    net.event("e2", "b.txt", "agent=A target=B", "Negated", day="2024-05-03")
    assert aspects(net) == [("factuality", ("Actual", "Negated"))]


@pytest.mark.parametrize(
    ("roles", "factuality", "day", "type_"),
    [
        ("agent=A target=C", "Negated", "2024-05-20", "ASSAULT"),  # another target on another day
        ("agent=A target=B", "Negated", "2024-05-20", "ASSAULT"),  # another day
        ("agent=A target=B", "Negated", "", "ASSAULT"),  # one dated, one not
        ("agent=A target=B", "Negated", "2024-05-01", "ACCUSE"),  # something else
        ("agent=B target=A", "Negated", "2024-05-01", "ASSAULT"),  # the other way round
        ("agent=A target=B", "Actual", "2024-05-01", "ASSAULT"),  # no difference
    ],
)
def test_what_is_not_the_same_does_not_differ(net, roles, factuality, day, type_):
    net.event("e1", "a.txt", "agent=A target=B", day="2024-05-01")
    net.event("e2", "b.txt", roles, factuality, day, type_)
    assert aspects(net) == []


def test_one_names_another_culprit(net):
    net.event("e1", "a.txt", "agent=A target=B", day="2024-05-01")
    net.event("e2", "b.txt", "agent=C target=B", day="2024-05-01")
    assert aspects(net) == [("agents", ("A", "C"))]


def test_an_event_of_one_document_may_have_several_agents(net):
    net.event("e1", "a.txt", "agent=A target=B", day="2024-05-01")
    net.event("e2", "a.txt", "agent=C target=B", day="2024-05-01")
    assert aspects(net) == []


def test_a_status_that_changes_and_a_time_that_does_not_fit(net):
    net.initiative("i1", "a.txt", "Minsk Agreement", "Proposed", time="2014")
    net.initiative("i2", "b.txt", "minsk agreement", "Agreed", time="2015")
    assert aspects(net) == [("status", ("Proposed", "Agreed")), ("time", ("2014", "2015"))]


def test_common_names_need_a_common_party(net):
    net.initiative("i1", "a.txt", "talks", "Active", "participant=A participant=B")
    net.initiative("i2", "b.txt", "talks", "Suspended", "participant=A participant=B")
    net.initiative("i3", "c.txt", "talks", "Rejected", "participant=A participant=C")
    net.initiative("i4", "d.txt", "Talks", "Rejected")
    assert same_initiatives(net) == [("i1", "i2"), ("i3",), ("i4",)]
    assert aspects(net) == [("status", ("Active", "Suspended"))]


def account(**said):
    return {"factuality": "", "status": "", "confidence": 0.8, "time": "", "earliest": "", "latest": "", **said}


def test_what_documents_share_and_tell_differently_is_told_apart(net):
    net.graph["accounts"] = {
        "x:e": {"a.txt": account(factuality="Actual"), "b.txt": account(factuality="Negated")},
        "x:i": {"a.txt": account(status="Proposed"), "b.txt": account(status="Agreed")},
        "x:s": {"a.txt": account(factuality="Actual"), "b.txt": account(factuality="Actual")},
    }
    said = tuple(
        Evidence(source=f"{name}.txt", sentence=name, begin=0, end=1, date=f"2024-0{n}") for n, name in enumerate("ab", 1)
    )
    for node, kind in (("x:e", "Event"), ("x:i", "Initiative"), ("x:s", "Event")):
        net.told(node, kind, "a.txt", "agent=A", type="ASSAULT", label="talks")
        net.nodes[node]["evidence"] = net.edges[node, "A", ("agent", "A")]["evidence"] = said
    apart = told_apart(net)
    assert set(apart) == {"A", "x:e#1", "x:e#2", "x:i#1", "x:i#2", "x:s"} and "x:e" in net
    assert [apart.nodes[f"x:e#{n}"]["factuality"] for n in (1, 2)] == ["Actual", "Negated"]
    assert [item.source for item in apart.nodes["x:i#2"]["evidence"]] == ["b.txt"]
    assert [item.source for *_, edge in apart.out_edges("x:e#1", data=True) for item in edge["evidence"]] == ["a.txt"]
    assert same_initiatives(apart) == [("x:i#1", "x:i#2")]
    assert aspects(apart) == [("factuality", ("Actual", "Negated")), ("status", ("Proposed", "Agreed"))]
