"""Events over time."""

import pytest

from kg.analyse.timeline import timeline
from kg.errors import QueryError


def table(net, **options):
    return [(row.period, row.type, row.count) for row in timeline(net, **options)]


def test_months_keep_a_coarse_date_coarse(net):
    assert table(net) == [("2023", "ASSAULT", 1), ("2024-05", "ACCUSE", 1), ("2024-05", "CONSULT", 1)]


def test_days_and_years(net):
    assert table(net, period="day")[1:] == [("2024-05-03", "ACCUSE", 1), ("2024-05-12", "CONSULT", 1)]
    assert table(net, period="year")[1:] == [("2024", "ACCUSE", 1), ("2024", "CONSULT", 1)]


def test_undated_events_come_last(net):
    assert table(net, factuality=("Actual", "Possible"))[-1] == ("", "SANCTION", 1)


def test_an_event_across_months_stands_under_the_year(net):
    (talks,) = (node for node, data in net.nodes(data=True) if data["label"] == "talks")
    net.nodes[talks].update(earliest="2024-05-30", latest="2024-06-02")
    assert ("2024", "CONSULT", 1) in table(net)


def test_one_actor(net, ids):
    assert table(net, actor=ids.front) == [("2023", "ASSAULT", 1)]
    (row,) = timeline(net, actor=ids.front)
    assert [net.nodes[event]["label"] for event in row.events] == ["attack"]


def test_unknown_period(net):
    with pytest.raises(QueryError, match="year, month, day"):
        timeline(net, period="week")
