"""JSON-LD: the whole dataset, with nothing left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.graph import jsonld as serialise

if TYPE_CHECKING:
    from pyoxigraph import Store


def jsonld(source: Store, out: Path) -> Path:
    """The dataset in expanded JSON-LD 1.1, a named graph for each document. `GraphError` for what is no store."""
    if not hasattr(source, "quads_for_pattern"):
        raise GraphError("JSON-LD is made of a store; a networkx graph has no statements: give the store")
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(serialise.lines(source))
    return out
