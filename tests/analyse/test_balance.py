"""The balance of cooperation and conflict: its sums by hand, its interval against the exact distribution."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse.balance import balance, undated
from kg.errors import QueryError


def test_sums_are_intensity_times_confidence(net, ids):
    found = {item.period: item for item in balance(net, "year")}
    assert found["2024"].cooperation == 1.8  # talks: 2 x 0.9
    assert found["2024"].conflict == -1.5  # accusation: -3 x 0.5
    assert found["2024"].net == pytest.approx(0.3)
    assert found["2023"].conflict == -10
    assert all(item.low <= item.net <= item.high for item in found.values())
    assert [item.period for item in balance(net, "year", pair=(ids.front, ids.borduria))] == ["2023"]


def test_what_is_dated_too_roughly_is_counted(net):
    assert undated(net, "month") == 1 and undated(net, "year") == 0
    assert [item.period for item in balance(net, "month")] == ["2024-05"]


def hundred() -> nx.MultiDiGraph:
    net = nx.MultiDiGraph()
    for i in range(100):
        net.add_node(f"e{i}", kind="Event", type="AID", factuality="Actual", confidence=0.8, earliest="2024", latest="2024")
    return net


def test_the_same_seed_gives_the_same_interval():
    net = hundred()
    for i in range(50):
        net.nodes[f"e{i}"].update(type="SANCTION", confidence=0.7)  # so that sums differ by as little as 1
    assert balance(net, "year") == balance(net, "year")
    assert len({balance(net, "year", seed=seed)[0].low for seed in range(9)}) > 1


def test_the_interval_of_many_events_is_that_of_a_compound_poisson():
    (found,) = balance(hundred(), "year")
    deviation = 8 * np.sqrt(100 * 0.8)  # intensity times the deviation of a Poisson number of mean 80
    assert found.net == pytest.approx(640)
    assert found.high - found.low == pytest.approx(2 * 1.96 * deviation, rel=0.08)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["AID", "ASSAULT", "CONSULT"]), st.floats(0, 1)), min_size=1, max_size=8))
def test_order_of_nodes_and_doubt_do_not_break_it(events):
    def made(order):
        net = nx.MultiDiGraph()
        for i, (type_, sure) in order:
            net.add_node(f"e{i}", kind="Event", type=type_, factuality="Actual", confidence=sure, earliest="2024", latest="2024")
        return balance(net, "year")

    numbered = list(enumerate(events))
    (found,) = made(numbered)
    assert made(numbered[::-1]) == [found]
    assert found.conflict <= 0 <= found.cooperation and found.low <= found.high


@pytest.mark.parametrize(("options", "message"), [({"period": "week"}, "no period"), ({"level": 1.0}, "outside")])
def test_bad_options_are_named(net, options, message):
    with pytest.raises(QueryError, match=message):
        balance(net, **options)
