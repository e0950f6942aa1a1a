"""Tables: what an analyst reads, with the sentence behind it."""

import networkx as nx
import pytest

from kg.analyse import rows
from kg.errors import QueryError


def test_central(net):
    found = rows.central(net, "strength", "conflict", ("Actual",))
    assert found.columns == ("rank", "actor", "type", "strength", "ties")
    assert found.rows[0] == (1, "Borduria", "State", 11.5, 2)
    assert len(rows.top(found, 1)) == 1 and rows.top(found, None) == found


def test_communities_share_the_modularity(net):
    from kg.analyse import groups
    from kg.analyse.actors import link_actors

    found = rows.communities(net, "all")
    graph = link_actors(net, "all", factuality=rows.SAID)
    whole = groups.modularity(graph, groups.communities(graph))
    assert sum(row[4] for row in found) == pytest.approx(whole, abs=1e-3)
    assert sum(row[1] for row in found) == len(graph)


def test_bridges_and_brokers(net):
    found = rows.bridges(net, "all")
    assert found.columns[-3:] == ("acts", "sentence", "source")
    assert all(row[-2] for row in found)
    by_class = rows.brokers(net, "all", grouping="class")
    assert dict(zip(by_class.columns, by_class.rows[0], strict=True))["pairs"] >= 1
    assert {row[1] for row in by_class} <= {"State", "ArmedGroup", "Person", "IntergovernmentalOrganization"}


def test_balance(net):
    (row,) = rows.balanced(net).rows
    found = dict(zip(rows.balanced(net).columns, row, strict=True))
    assert (found["actors"], found["enemies"], found["frustration"], found["balanced"]) == (4, 1, "0", None)
    assert {(one[2], one[1]) for one in rows.camps(net)} == {
        ("Arland", 1),
        ("Borduria", 1),
        ("United League", 1),
        ("Red Front", 2),
    }
    assert len(rows.tensions(net)) == 0


def test_a_tie_against_the_camps_shows_its_sentence(net, ids):
    edge = dict(net.get_edge_data(ids.league, ids.arland).copy()[next(iter(net[ids.league][ids.arland]))])
    net.add_edge(ids.front, ids.arland, **edge)
    (row,) = rows.tensions(net).rows
    assert row[2] in ("friends across", "enemies within") and row[-2]


def test_dyads_the_most_hostile_first(net):
    found = rows.dyads(net)
    first = dict(zip(found.columns, found.rows[0], strict=True))
    assert {first["a"], first["b"]} == {"Red Front", "Borduria"}
    assert first["net"] == first["cooperation"] - first["conflict_ab"] - first["conflict_ba"] == -10.0
    assert first["sentence"] == "The Red Front attacked Borduria in 2023."


def test_over_time(net):
    found = rows.over_time(net, "year", lambda part: rows.central(part, "degree", "all"))
    assert found.columns == ("period", "rank", "actor", "type", "degree", "ties")
    assert {row[0] for row in found} == {"2023", "2024"}
    assert {row[2] for row in found if row[0] == "2023"} == {"Borduria", "Red Front"}
    assert {row[0] for row in rows.over_time(net, "month", rows.balanced)} == {"2024-05"}  # the raid has a year only
    assert rows.over_time(nx.MultiDiGraph(), "year", rows.dyads).columns[0] == "period"
    with pytest.raises(QueryError, match="year, month, day"):
        rows.over_time(net, "week", rows.dyads)


@pytest.mark.parametrize("table", [*rows.GROUPS.values(), *rows.BALANCE.values()])
def test_empty(table):
    kind = ("all",) if table in rows.GROUPS.values() else ()
    assert len(table(nx.MultiDiGraph(), *kind)) == 0


def test_unknown_table():
    with pytest.raises(QueryError, match="summary, camps"):
        rows.chosen("war", rows.BALANCE)
