"""The graph as one HTML file: open it in a browser, no server and no network needed."""

from __future__ import annotations

import hashlib
import json
import math
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.analyse.project import Evidence, multigraph
from kg.errors import GraphError
from kg.view.layout import positions
from kg.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from pyoxigraph import Store

TEMPLATES = Path(__file__).parent / "templates"
VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
SENTENCES = 12  # as many are shown of a thing that is mentioned often; the number of all is stated


def write(store: Store, path: str | Path, title: str = "Knowledge graph") -> Path:
    """Write everything in `store` as a page to `path` (UTF-8) and return it. `GraphError` if that fails."""
    out = Path(path)
    try:
        out.write_text(page(multigraph(store), title), encoding="utf-8", newline="\n")
    except OSError as error:
        raise GraphError(f"{out}: can't be written: {error.strerror}") from error
    return out


def page(net: nx.Graph, title: str = "Knowledge graph") -> str:
    """A graph of `kg.analyse` (`multigraph`, `actor_graph`) as one HTML page that asks for nothing else.

    Things of the text are shown as text, never as markup. The first view leaves out issues and what
    has no link; both can be switched on. The same graph gives the same bytes.
    """
    nodes = sorted(net)
    number = {node: index for index, node in enumerate(nodes)}
    drawing = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    _draw_nodes(drawing, net, number)
    _draw_edges(drawing, net, number)
    details = {
        "title": title,
        "nodes": [_node_details(net, node) for node in nodes],
        "edges": [_edge_details(data) for _, _, data in net.edges(data=True)],
    }
    return _rendered(drawing, title, details)


def group(data: dict[str, Any]) -> str:
    """The class of symbol that a node is drawn with: the class of an actor, the stance of an event, or the kind."""
    if data["kind"] == "Event":
        return EVENT_TYPES.get(data["type"], "other").rpartition(" ")[2]
    return data["type"] if data["kind"] == "Actor" else data["kind"]


def _rendered(drawing: Network, title: str, details: dict[str, Any]) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, keep_trailing_newline=True)
    environment.globals |= {
        "title": title,
        "details": details,
        "nonce": _nonce(drawing, details),
        "vis_script": Markup(_library("vis-network.min.js").partition("//# sourceMappingURL")[0]),
        "vis_style": Markup(_library("vis-network.css")),
        "style": Markup((TEMPLATES / "network.css").read_text(encoding="utf-8")),
        "script": Markup((TEMPLATES / "network.js").read_text(encoding="utf-8")),
    }
    drawing.templateEnv, drawing.path = environment, "network.html"
    return drawing.generate_html(notebook=False)


def _nonce(drawing: Network, details: dict[str, Any]) -> str:
    """What the page's own scripts prove themselves with: text that gets into the page can't foretell it."""
    content = json.dumps([drawing.nodes, drawing.edges, details], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _library(name: str) -> str:
    try:
        return (VIS / name).read_text(encoding="utf-8")
    except OSError as error:
        raise GraphError(f"{VIS / name}: vis-network is not where pyvis 0.3.2 keeps it; install pyvis 0.3.2") from error


def _draw_nodes(drawing: Network, net: nx.Graph, number: dict[str, int]) -> None:
    labels = {node: _short(net.nodes[node]) for node in number}
    places = positions(net, {node: _width(label, net.nodes[node]) for node, label in labels.items()})
    for node, index in number.items():
        data = net.nodes[node]
        drawing.add_node(
            index,
            label=labels[node],
            group=group(data),
            title=_hover(data),
            size=_size(data, net.degree(node)),
            x=places[node][0],
            y=places[node][1],
            hollow=_unreal(data["factuality"]),
        )


def _draw_edges(drawing: Network, net: nx.Graph, number: dict[str, int]) -> None:
    for index, (a, b, data) in enumerate(net.edges(data=True)):
        drawing.add_edge(
            number[a],
            number[b],
            id=index,
            title=words(data["predicate"]),
            dashes=[4, 4] if _unreal(data.get("factuality", "")) else False,
            width=_thickness(data),
        )


def words(name: str) -> str:
    """A property or class as words: "proposed by" for "proposedBy"; event types ("ASSAULT") stay."""
    spaced = "".join(f" {c.lower()}" if c.isupper() and not p.isupper() else c for p, c in zip(" " + name, name, strict=False))
    return name if name.isupper() else spaced.strip()


def _unreal(factuality: str) -> bool:
    return factuality not in ("", "Actual")


def _thickness(data: dict[str, Any]) -> float:
    return round(1 + min(5.0, math.log1p(abs(data["weight"]))), 2) if "weight" in data else 1.2


def _size(data: dict[str, Any], degree: int) -> float:
    base = {"Actor": 11, "Initiative": 11, "Event": 7}.get(data["kind"], 7)
    return round(base + min(14.0, 1.6 * math.sqrt(degree)), 1)


def _short(data: dict[str, Any]) -> str:
    """The label as it stands below the symbol: at most two lines."""
    width = 22 if data["kind"] in ("Event", "Initiative") else 26
    lines = textwrap.wrap(data["label"], width=width, max_lines=2, placeholder=" …") or [data["type"]]
    return "\n".join(lines)


def _width(label: str, data: dict[str, Any]) -> int:
    pixels = {"Actor": 10.0, "Initiative": 8.0, "Place": 8.0}.get(data["kind"], 6.6)
    return max(40, round(pixels * max(len(line) for line in label.split("\n"))))


def _hover(data: dict[str, Any]) -> str:
    facts = (words(data["type"]), words(data["factuality"]), words(data["status"]), data["time"])
    return f"{data['label']}\n{' · '.join(fact for fact in facts if fact)}"


def _node_details(net: nx.Graph, node: str) -> dict[str, Any]:
    data = net.nodes[node]
    kept = ("label", "kind", "time", "confidence")
    return {
        **{key: data[key] for key in kept},
        "iri": node,
        "type": words(data["type"]),
        "factuality": words(data["factuality"]),
        "status": words(data["status"]),
        "aliases": list(data["aliases"]),
        "attributed": list(data["attributed"]),
        **_sentences(data["evidence"]),
    }


def _edge_details(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "predicate": words(data["predicate"]),
        "factuality": words(data.get("factuality", "")),
        "confidence": data.get("confidence"),
        "weight": data.get("weight"),
        "attributed": list(data.get("attributed", ())),
        **_sentences(data["evidence"]),
    }


def _sentences(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    shown = [[item.sentence, item.begin, item.end, item.title or item.source, item.source, item.date] for item in evidence]
    return {"count": len(shown), "sentences": shown[:SENTENCES]}
