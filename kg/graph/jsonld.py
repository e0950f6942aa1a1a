"""A store as JSON-LD, graph by graph, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.store import graphs


def lines(store: ox.Store) -> Iterator[str]:
    """The text of an expanded JSON-LD document: an array with the graphs in order, a subject a line."""
    yield "["
    first = True
    for quads in graphs(store):
        for graph in json.loads(ox.serialize(quads, format=ox.RdfFormat.JSON_LD)):
            yield "\n" if first else ",\n"
            yield _graph(graph)
            first = False
    yield "\n]\n"


def _graph(graph: dict) -> str:
    nodes = graph.pop("@graph", None)
    if nodes is None:
        return json.dumps(graph, ensure_ascii=False)
    head = json.dumps(graph, ensure_ascii=False)[:-1]
    body = ",\n ".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{head}, "@graph": [\n {body}\n]}}'
