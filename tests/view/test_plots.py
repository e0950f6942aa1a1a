"""Plots: each mark stands for something of the graph, what is left out is told, and the same graph gives the same bytes."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import matplotlib
import networkx as nx
import pytest
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from kg.analyse.project import Evidence
from kg.errors import GraphError, QueryError
from kg.view import canvas, event_map, gantt, matrix, plots

EMPTY = dict.fromkeys(("factuality", "status", "time", "earliest", "latest"), "")
EMPTY |= {"confidence": None, "attributed": (), "aliases": (), "evidence": ()}
STATED = {"claim": "", "factuality": "Actual", "confidence": 0.9, "attributed": (), "evidence": ()}


class Net(nx.MultiDiGraph):
    """A multigraph to write down quickly."""

    def thing(self, node: str, kind: str, type_: str = "", **more: Any) -> None:
        self.add_node(node, **{**EMPTY, "label": node, "kind": kind, "type": type_ or kind, **more})

    def event(self, node: str, type_: str, day: str = "", latest: str = "", factuality: str = "Actual", **roles: str) -> None:
        self.thing(node, "Event", type_, earliest=day, latest=latest or day, time=day, factuality=factuality, confidence=0.9)
        for role, actor in roles.items():
            if actor not in self:
                self.thing(actor, "Place" if role == "place" else "Actor", "" if role == "place" else "State")
            self.add_edge(node, actor, key=role, predicate=role, **STATED)

    def initiative(self, node: str, label: str, status: str, source: str, date: str, **roles: str) -> None:
        said = (Evidence(source=source, sentence=label, begin=0, end=len(label), date=date),)
        self.thing(node, "Initiative", label=label, status=status, evidence=said, confidence=0.8)
        for role, actor in roles.items():
            if actor not in self:
                self.thing(actor, "Actor", "State")
            self.add_edge(node, actor, key=role, predicate=role, **STATED)


def many() -> Net:
    net = Net()
    for i in range(200):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=i * 3)
        type_ = ("ASSAULT", "CONSULT", "ACCUSE", "AID", "OTHER")[i % 5]
        net.event(f"e{i:03}", type_, day.isoformat(), agent=f"Actor of a long name number {i}", target=f"Actor {i % 7}")
        net.initiative(f"i{i:03}", f"Plan {i} of the Long Committee", "Proposed", f"{i % 9}.txt", "2024-05-01")
    return net


def texts(figure: Figure) -> str:
    """All that a figure says."""
    return "\n".join(text.get_text() for text in figure.findobj(matplotlib.text.Text))


DRAW = {
    "timeline": plots.timeline,
    "pairs": lambda net: plots.timeline(net, "pair"),
    "balance": plots.balance,
    "heatmap": matrix.heatmap,
    "gantt": gantt.gantt,
    "map": lambda net: event_map.event_map(net, {"Geneva": (46.2, 6.15)}),
}


@pytest.mark.parametrize("name", DRAW)
@pytest.mark.parametrize("net", [Net(), many()], ids=["empty", "many"])
def test_every_plot_copes_with_nothing_and_with_much(name, net):
    figure = DRAW[name](net)
    width, height = figure.get_size_inches()
    assert 5 <= width <= 16 and 2 <= height <= 16
    assert canvas.svg(figure).startswith("<svg")
    if not net:
        assert re.search(r"No |holds no", texts(figure))


@pytest.mark.parametrize("name", DRAW)
def test_the_same_graph_gives_the_same_bytes(name, tmp_path):
    net = many()
    net.event("here", "ASSAULT", "2024-05-01", agent="A", target="B", place="Geneva")
    for ending in ("svg", "png"):
        first = canvas.save(DRAW[name](net), tmp_path / f"1.{ending}", dpi=40).read_bytes()
        second = canvas.save(DRAW[name](net.copy()), tmp_path / f"2.{ending}", dpi=40).read_bytes()
        assert first == second and len(first) > 1000
        assert str(dt.date.today().year).encode() + b"-" not in first.partition(b"<g")[0][:2000]


def test_settings_of_the_user_stay_and_do_not_matter():
    before = canvas.svg(plots.timeline(many()))
    with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": None, "axes.facecolor": "red"}):
        assert canvas.svg(plots.timeline(many())) == before
        assert matplotlib.rcParams["font.size"] == 30


def test_text_of_a_document_is_text():
    net = Net()
    net.event("e", "ASSAULT", "2024-05-01", agent="$\\frac{1}{0}$ <script>alert(1)</script> -->", target="B & C")
    drawn = canvas.svg(plots.timeline(net, "pair"))
    assert "$\\frac" in texts(plots.timeline(net, "pair")) and "<script" not in drawn


def test_a_timeline_tells_what_happened_from_what_did_not():
    net = Net()
    net.event("done", "ASSAULT", "2024-05-01", agent="A", target="B")
    net.event("wide", "ASSAULT", "2024-01-01", "2024-12-31", agent="A", target="B")
    net.event("coming", "ASSAULT", "2024-06-01", factuality="Planned", agent="A", target="B")
    net.event("denied", "ASSAULT", "2024-07-01", factuality="Negated", agent="A", target="B")
    net.event("undated", "CONSULT", agent="A")
    figure = plots.timeline(net)
    lines = figure.axes[0].lines
    spans = [line for line in lines if len(line.get_xdata()) == 2]
    marks = {line.get_xdata()[0]: line for line in lines if line.get_marker() in ("o", "x")}
    assert [list(line.get_xdata()) for line in spans] == [[dt.date(2024, 1, 1), dt.date(2024, 12, 31)]]
    assert marks[dt.date(2024, 6, 1)].get_markerfacecolor() == "white" != marks[dt.date(2024, 5, 1)].get_markerfacecolor()
    assert marks[dt.date(2024, 7, 1)].get_marker() == "x"
    assert "ASSAULT  (4)" in texts(figure) and "CONSULT" not in texts(figure)
    assert "1 event without a date" in texts(figure)


def test_a_timeline_by_pair_links_who_acts_and_whom_it_concerns():
    net = Net()
    net.event("raid", "ASSAULT", "2024-05-01", agent="A", target="B")
    net.event("alone", "MOBILIZE", "2024-05-02", agent="A")
    shown = texts(plots.timeline(net, "pair"))
    assert "A – B  (1)" in shown and "1 event that link no two actors" in shown
    with pytest.raises(QueryError, match="by type or by pair"):
        plots.timeline(net, "colour")


def test_far_off_events_do_not_squeeze_the_others():
    net = many()
    net.event("old", "ASSAULT", "1911-01-01", agent="A", target="B")
    figure = plots.timeline(net)
    assert figure.axes[0].get_xlim()[0] > date2num(dt.date(2023, 1, 1))
    assert "outside" in texts(figure)


def test_the_balance_is_drawn_from_the_numbers():
    net = Net()
    net.event("talks", "CONSULT", "2024-05-01", agent="A", target="B")
    net.event("raid", "ASSAULT", "2024-05-03", agent="A", target="B")
    net.event("undated", "AID", agent="A", target="B")
    axes = plots.balance(net, "month").axes[0]
    assert [round(bar.get_height(), 2) for bar in axes.patches] == [1.8, -9.0]
    assert "1 event without a time inside one month" in texts(axes.figure)
    assert plots.balance(net, pair=("A", "B")).axes[0].get_title(loc="left") == "Cooperation and conflict: A and B"


def test_a_heat_map_puts_who_acts_into_rows_and_orders_by_friendship():
    net = Net()
    for i, (a, b, type_) in enumerate([("A", "B", "ASSAULT"), ("C", "D", "COOPERATE"), ("D", "C", "AID"), ("B", "A", "ASSAULT")]):
        net.event(f"e{i}", type_, "2024-05-01", agent=a, target=b)
    image = matrix.heatmap(net).axes[0].images[0].get_array()
    names = [label.get_text() for label in matrix.heatmap(net).axes[0].get_yticklabels()]
    assert image[names.index("A"), names.index("B")] == -9 and image[names.index("C"), names.index("D")] == pytest.approx(6.3)
    assert abs(names.index("C") - names.index("D")) == 1 < abs(names.index("A") - names.index("B"))
    assert matrix.heatmap(net, "strength").axes[0].get_yticklabels()[0].get_text() in "AB"
    with pytest.raises(QueryError, match="no order"):
        matrix.heatmap(net, "colour")


def test_a_heat_map_tells_how_many_actors_it_leaves_out():
    assert "actors with weaker ties not shown" in texts(matrix.heatmap(many(), most=10))
    assert len(matrix.heatmap(many(), most=10).axes[0].get_yticklabels()) == 10


def test_the_gantt_follows_an_initiative_through_the_documents():
    net = Net()
    net.initiative("i1", "Minsk Plan", "Proposed", "may.txt", "2024-05-01", proposedBy="A")
    net.initiative("i2", "Minsk Plan", "Agreed", "june.txt", "2024-06", proposedBy="A")
    net.initiative("i3", "talks", "Active", "may.txt", "2024-05-01", participant="A")
    net.initiative("i4", "talks", "Suspended", "june.txt", "2024-06-01", participant="B")
    found = gantt.standings(net)
    assert [(s.status, s.reported) for s in found["Minsk Plan"]] == [("Proposed", "2024-05-01"), ("Agreed", "2024-06-01")]
    assert set(found) == {"Minsk Plan", "talks (A)", "talks (B)"}
    marks = [line.get_marker() for line in gantt.gantt(net).axes[0].lines if line.get_marker() != "None"]
    assert sorted(marks) == sorted(["o", "s", "^", "v"])


def test_a_plan_without_any_date_is_counted_not_drawn():
    net = Net()
    net.initiative("i1", "Minsk Plan", "Proposed", "undated.txt", "")
    assert "None of 1 initiatives has a date" in texts(gantt.gantt(net))
    net.initiative("i2", "Oslo Plan", "Proposed", "may.txt", "2024-05-01")
    assert "1 without any date" in texts(gantt.gantt(net))


def test_a_map_shows_what_has_coordinates_and_counts_the_rest():
    net = Net()
    net.event("talks", "CONSULT", "2024-05-01", agent="A", place="Geneva")
    net.event("raid", "ASSAULT", "2024-05-01", agent="A", place="Nowhere")
    figure = event_map.event_map(net, {"Geneva": (46.2, 6.15)})
    assert "Geneva" in texts(figure) and "Nowhere" not in texts(figure)
    assert "1 events have no place" in texts(figure)
    assert len(figure.axes[0].patches) == 1


@pytest.mark.parametrize("at", [(89.9, 179.9), (-89.9, -179.9)])
def test_a_map_stays_on_the_globe(at):
    net = Net()
    net.event("talks", "CONSULT", "2024-05-01", agent="A", place="Geneva")
    axes = event_map.event_map(net, {"Geneva": at}).axes[0]
    assert -180 <= axes.get_xlim()[0] < axes.get_xlim()[1] <= 180 and -90 <= axes.get_ylim()[0] < axes.get_ylim()[1] <= 90


def test_what_can_not_be_written_is_named(tmp_path):
    figure = plots.timeline(Net())
    with pytest.raises(GraphError, match=r"page\.txt.*\.svg"):
        canvas.save(figure, tmp_path / "page.txt")
    with pytest.raises(GraphError, match=r"missing.*can't be written"):
        canvas.save(figure, tmp_path / "missing" / "page.svg")


def test_plots_go_by_name(built, run, tmp_path):
    import kg

    store = kg.open(built)
    figure = kg.plot(store, "gantt", tmp_path / "gantt.svg")
    assert isinstance(figure, Figure) and (tmp_path / "gantt.svg").read_text(encoding="utf-8").count("<svg") == 1
    with pytest.raises(QueryError, match="no plot; known: timeline"):
        kg.plot(store, "pie")
    done = run("plot", "map", "--store", built, "--out", "map.png", cwd=tmp_path)
    assert done.stdout == "map.png\n" and (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_knows_every_plot():
    from kg.commands.publish import Plot
    from kg.view.gallery import NAMES

    assert [plot.value for plot in Plot] == list(NAMES)
