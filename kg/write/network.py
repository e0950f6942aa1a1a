"""GraphML, GEXF and Cytoscape's JSON, by networkx."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.write.flat import Flat, Record, as_text, clean, flat

if TYPE_CHECKING:
    from pyoxigraph import Store


def graphml(source: Store | nx.Graph, out: Path) -> Path:
    """GraphML (Brandes et al. 2002) for Gephi, yEd, igraph, networkx. Lists are JSON; so is the graph's `documents`."""
    found = flat(source)
    net = _net(found, _scalars)
    net.graph["documents"] = clean(as_text(found.documents))
    lines = nx.generate_graphml(net, edge_id_from_attribute="id")
    out.write_text("<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return out


def gexf(source: Store | nx.Graph, out: Path) -> Path:
    """GEXF 1.2 for Gephi. Lists are JSON; nodes with a time have `start` and `end`, for the timeline; documents in `meta`."""
    found = flat(source)
    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(_net(found, _timed))
    root = writer.xml
    _meta(root, found)
    indent(root)
    out.write_text(
        "<?xml version='1.0' encoding='utf-8'?>\n" + tostring(root, encoding="unicode") + "\n", encoding="utf-8", newline="\n"
    )
    return out


def cytoscape(source: Store | nx.Graph, out: Path) -> Path:
    """The JSON of Cytoscape and cytoscape.js; lists and records stay lists and records. `documents` is in `data`."""
    found = flat(source)
    net = _net(found, lambda record: {key: value for key, value in record.items() if value is not None})
    net.graph["documents"] = found.documents
    data = nx.cytoscape_data(net, name="label", ident="id")
    data["data"] = dict(data["data"])
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return out


def _net(found: Flat, attributes: Any) -> nx.Graph:
    """A networkx graph with the attributes that a format can hold."""
    net = nx.MultiDiGraph() if found.directed else nx.MultiGraph()
    for node in found.nodes:
        net.add_node(_text(node["id"]), **attributes({key: value for key, value in node.items() if key != "id"}))
    for edge in found.edges:
        kept = attributes({key: value for key, value in edge.items() if key not in ("source", "target")})
        net.add_edge(_text(edge["source"]), _text(edge["target"]), key=_text(edge["id"]), **kept)
    return net


def _text(value: Any) -> str:
    return clean(str(value))


def _scalars(record: Record) -> Record:
    """Numbers and texts only; what is unknown is left out."""
    return {key: _scalar(value) for key, value in record.items() if value is not None and value != "" and value != []}


def _scalar(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else clean(as_text(value))


def _timed(record: Record) -> Record:
    kept = _scalars(record)
    if kept.get("earliest") and kept.get("latest"):
        kept |= {"start": kept["earliest"], "end": kept["latest"]}
    return kept


def _meta(root: Element, found: Flat) -> None:
    """No date of the day; the documents as the description."""
    for old in [child for child in root if child.tag.endswith("meta")]:
        root.remove(old)
    meta = Element("meta")
    SubElement(meta, "creator").text = "kg"
    SubElement(meta, "description").text = clean(as_text(found.documents))
    root.insert(0, meta)
