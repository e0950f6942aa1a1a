"""The graph as one HTML file: open it in a browser, no server and no network needed.

The data are a pyvis network and pyvis makes the page from it; how it is drawn and driven is in `templates/`, a
stylesheet and some scripts that `network.html` names in their order.
"""

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
STANCES = {  # what a relation of this name looks like; roles in an event look like the event
    "supports": "cooperation", "supportedBy": "cooperation",
    "opposes": "conflict", "opposedBy": "conflict", "hinderedBy": "conflict", "targets": "conflict",
}  # fmt: skip


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
    number = {node: index for index, node in enumerate(sorted(net))}
    edges = sorted(net.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["predicate"], edge[2].get("claim", "")))
    drawing = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    _draw_nodes(drawing, net, number)
    _draw_edges(drawing, net, number, edges)
    return _rendered(drawing, title, _details(net, list(number), edges))


def group(data: dict[str, Any]) -> str:
    """The class of symbol that a node is drawn with: the class of an actor, the stance of an event, or the kind."""
    if data["kind"] == "Event":
        return EVENT_TYPES.get(data["type"], "other").rpartition(" ")[2]
    return data["type"] if data["kind"] == "Actor" else data["kind"]


def words(name: str) -> str:
    """A property or class as words: "proposed by" for "proposedBy"; event types ("ASSAULT") stay."""
    spaced = "".join(f" {c.lower()}" if c.isupper() and not p.isupper() else c for p, c in zip(" " + name, name, strict=False))
    return name if name.isupper() else spaced.strip()


def _rendered(drawing: Network, title: str, details: dict[str, Any]) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, keep_trailing_newline=True)
    environment.globals |= {
        "title": title,
        "details": details,
        "nonce": _nonce(drawing, details),
        "vis_script": Markup(_library("vis-network.min.js").partition("//# sourceMappingURL")[0]),
        "own": lambda name: Markup((TEMPLATES / name).read_text(encoding="utf-8")),
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
        kept = ("kind", "type", "factuality", "status", "confidence", "time", "earliest", "latest", "aliases")
        more = {name: data[name] for name in kept if data[name] not in ("", None, ())}
        weight = _importance(net, node)
        size = _size(data, weight)
        drawing.add_node(
            index, label=labels[node], group=group(data), size=size, value=weight, x=places[node][0], y=places[node][1], **more
        )


def _draw_edges(drawing: Network, net: nx.Graph, number: dict[str, int], edges: list[tuple[str, str, dict[str, Any]]]) -> None:
    for index, (a, b, data) in enumerate(edges):
        more = {name: data[name] for name in ("factuality", "confidence", "weight") if data.get(name) not in ("", None)}
        drawing.add_edge(number[a], number[b], id=index, predicate=data["predicate"], stance=_stance(net, a, b, data), **more)


def _stance(net: nx.Graph, a: str, b: str, data: dict[str, Any]) -> str:
    """Conflict, cooperation or other, by what links the two; "Initiative" for the parties and parts of one."""
    if "reasons" in data:  # between actors, for several reasons
        balance = sum(reason.weight for reason in data["reasons"])
        return "cooperation" if balance > 0 else "conflict" if balance < 0 else "other"
    if data["predicate"] in STANCES:
        return STANCES[data["predicate"]]
    kinds = {net.nodes[a]["kind"], net.nodes[b]["kind"]}
    return group(net.nodes[a]) if net.nodes[a]["kind"] == "Event" else "Initiative" if "Initiative" in kinds else "other"


def _importance(net: nx.Graph, node: str) -> int:
    """Links, and sentences that name it or state it, these at most twenty."""
    return net.degree(node) * 2 + min(20, len(net.nodes[node]["evidence"]))


def _size(data: dict[str, Any], weight: int) -> float:
    base, most = {"Actor": (9, 26), "Initiative": (10, 14)}.get(data["kind"], (6, 8))
    return round(base + min(most, (1.9 if data["kind"] == "Actor" else 0.9) * math.sqrt(weight)), 1)


def _short(data: dict[str, Any]) -> str:
    """The label as it stands at the symbol: at most two lines."""
    width = 22 if data["kind"] in ("Event", "Initiative") else 26
    lines = textwrap.wrap(data["label"], width=width, max_lines=2, placeholder=" …") or [data["type"]]
    return "\n".join(lines)


def _width(label: str, data: dict[str, Any]) -> int:
    pixels = {"Actor": 9.0, "Initiative": 7.5, "Place": 7.5}.get(data["kind"], 6.6)
    return max(40, round(pixels * max(len(line) for line in label.split("\n"))))


def _details(net: nx.Graph, nodes: list[str], edges: list[tuple[str, str, dict[str, Any]]]) -> dict[str, Any]:
    """What the page reads when something is chosen. Every sentence and document stands in it once.

    An evidence is a flat list of numbers: sentence, begin, end (code points in the sentence), sentence, begin ...
    A role in an event has none of its own: it is that of the event.
    """
    documents: dict[tuple[str, str, str], int] = {}
    sentences: dict[tuple[str, int], int] = {}

    def refer(evidence: tuple[Evidence, ...]) -> list[int]:
        found = []
        for item in evidence:
            document = documents.setdefault((item.title or item.source, item.source, item.date), len(documents))
            found += [sentences.setdefault((item.sentence, document), len(sentences)), item.begin, item.end]
        return found

    things = [
        [data["label"], node, list(data["attributed"]), refer(data["evidence"])]
        for node, data in ((node, net.nodes[node]) for node in nodes)
    ]
    links = [None if _is_role(data) else [list(data.get("attributed", ())), refer(data["evidence"])] for _, _, data in edges]
    return {"nodes": things, "edges": links, "sentences": list(sentences), "documents": list(documents)}


def _is_role(data: dict[str, Any]) -> bool:
    return data.get("claim") == ""
