"""Parts of the graph: by source, publisher, time, factuality, class and type."""

import pytest

from kg.analyse.actors import link_actors
from kg.analyse.restrict import restrict
from kg.errors import QueryError


def labels(net, kind):
    return {data["label"] for _, data in net.nodes(data=True) if data["kind"] == kind}


def test_nothing_asked_nothing_changed(net):
    assert restrict(net) is net


@pytest.mark.parametrize("name", ["raid", "RAID", "ra*"])
def test_by_source_keeps_only_its_sentences(net, ids, name):
    left = restrict(net, sources=[name])
    assert labels(left, "Event") == {"attack", "accusation"}
    assert labels(left, "Actor") == {"Arland", "Borduria", "Red Front"}
    assert {item.source for _, data in left.nodes(data=True) for item in data["evidence"]} == {"raid"}
    assert {item.source for _, _, edge in left.edges(data=True) for item in edge["evidence"]} == {"raid"}
    assert len(net.nodes[ids.arland]["evidence"]) == 2  # the whole graph is as it was


def test_by_publisher(pact):
    left = restrict(pact, publishers=["courier"])
    assert {data["status"] for _, data in left.nodes(data=True) if data["label"] == "Sylda Accord"} == {"Suspended"}
    assert "Borduria" not in labels(left, "Actor")
    with pytest.raises(QueryError, match="'Post' is no publisher of the graph; there are: Courier, Herald"):
        restrict(pact, publishers=["Post"])


def test_by_factuality(net):
    left = restrict(net, factuality=["possible"])
    assert labels(left, "Event") == {"sanctions"}
    assert labels(left, "Initiative") == {"border commission"}  # it has a status, not a factuality
    assert not any(edge["claim"] for _, _, edge in left.edges(data=True))


def test_by_time(net):
    left = restrict(net, start="2024-05-10", end="2024-05")
    assert labels(left, "Event") == {"talks"}
    assert "supports" not in {edge["predicate"] for _, _, edge in left.edges(data=True)}  # relations have no date
    assert labels(left, "Actor") == {"Arland", "Borduria", "Ana Lund", "United League"}  # of the document of 14 May


@pytest.mark.parametrize(
    ("types", "events"),
    [
        (["ASSAULT"], {"attack"}),
        (["conflict"], {"attack", "accusation", "sanctions"}),
        (["verbal conflict", "consult"], {"accusation", "talks"}),
        (["supports"], set()),
    ],
)
def test_by_type(net, types, events):
    assert labels(restrict(net, types=types), "Event") == events


def test_type_initiative_keeps_its_claims(net):
    kept = {edge["predicate"] for _, _, edge in restrict(net, types=["initiative"]).edges(data=True)}
    assert kept == {"proposedBy", "proposedTo", "hinderedBy"}


def test_by_class_but_for_the_ends(net, ids):
    left = restrict(net, classes=["State"], keep=[ids.front])
    assert labels(left, "Actor") == {"Arland", "Borduria", "Red Front"}
    assert labels(left, "Place") == labels(left, "Issue") == set()
    assert labels(left, "Event") == labels(net, "Event")


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        ({"start": "May"}, "YYYY-MM-DD"),
        ({"factuality": ["True"]}, "Actual, Planned"),
        ({"classes": ["Country"]}, "State, GovernmentBody"),
        ({"types": ["WAR"]}, "AGREE, CONSULT"),
        ({"sources": ["nowhere"]}, "raid, talks"),
    ],
)
def test_what_does_not_exist_is_refused(net, limits, word):
    with pytest.raises(QueryError, match=word):
        restrict(net, **limits)


def test_ties_of_one_source(net, ids):
    graph = link_actors(net, "all", sources=["talks"])
    assert {item.source for _, _, edge in graph.edges(data=True) for item in edge["evidence"]} == {"talks"}
    assert ids.front not in graph
