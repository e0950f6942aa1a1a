"""The graph in the formats of other programs: an exporter a function `write(source, out)`, found by its name.

`source` is a store, or a networkx graph of `kg.analyse` for the exporters that write networks and tables; `out` is the file
or folder to write. An exporter gives the paths that it wrote, and raises `GraphError` if it can't.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.plugins import load

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

EXPORTERS = {
    "graphml": "kg.write.network:graphml",
    "gexf": "kg.write.network:gexf",
    "cytoscape": "kg.write.network:cytoscape",
    "csv": "kg.write.tables:csv",
    "parquet": "kg.write.tables:parquet",
    "jsonld": "kg.write.linked:jsonld",
    "neo4j": "kg.write.neo4j:neo4j",
    "ftm": "kg.write.ftm:ftm",
}


def export(source: Store | nx.Graph, form: str, out: str | Path) -> list[Path]:
    """Write `source` as `form`: a name in `EXPORTERS`, of the entry points "kg.exporters", or `module:function`.

    Gives the files, sorted. Raises `PluginError` for an unknown name, `GraphError` if they can't be written.
    """
    write = load("kg.exporters", EXPORTERS, form)
    try:
        written = write(source, Path(out))
    except OSError as error:
        raise GraphError(f"{out}: can't be written: {error.strerror or error}") from error
    found: Iterable[Path] = [written] if isinstance(written, str | Path) else written or [Path(out)]
    return sorted(Path(path) for path in found)
