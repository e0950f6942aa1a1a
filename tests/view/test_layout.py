"""Places of nodes."""

import networkx as nx

from kg.view.layout import positions


def placed(net, width=60):
    return positions(net, dict.fromkeys(net, width))


def test_same_graph_same_places_in_whole_pixels():
    net = nx.relabel_nodes(nx.gnp_random_graph(150, 0.02, seed=3, directed=True), str)
    assert placed(net) == placed(net)
    assert all(isinstance(value, int) for point in placed(net).values() for value in point)
    assert set(placed(net)) == set(net)


def test_labels_of_a_star_do_not_cover_one_another():
    net = nx.DiGraph([("hub", f"leaf{number}") for number in range(30)])
    points = list(placed(net, 90).values())
    covered = [(a, b) for i, a in enumerate(points) for b in points[:i] if abs(a[0] - b[0]) < 80 and abs(a[1] - b[1]) < 40]
    assert len(covered) <= 3


def test_components_stand_apart_and_unlinked_nodes_below():
    net = nx.DiGraph([("a", "b"), ("b", "c"), ("x", "y")])
    net.add_nodes_from(["alone", "lonely"])
    at = placed(net)
    assert min(at["alone"][1], at["lonely"][1]) > max(at[node][1] for node in "abcxy")
    assert not {at[node] for node in "abc"} & {at[node] for node in "xy"}


def test_nothing_and_one():
    assert placed(nx.DiGraph()) == {}
    one = nx.DiGraph()
    one.add_node("a")
    assert set(placed(one)) == {"a"}
