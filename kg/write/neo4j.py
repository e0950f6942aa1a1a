"""CSV for `neo4j-admin database import`: nodes, documents, relationships, and which node is stated in which document."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.write.flat import DOCUMENT, EDGE, NODE, Record, as_text, clean, flat

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

SEPARATOR = "\x1f"  # between the values of a list; no text that is exported has it
TYPES = {
    **dict.fromkeys(("aliases", "attributed", "also_from", "sentences", "sources"), "string[]"),
    **dict.fromkeys(("confidence", "latitude", "longitude"), "double"),
    **dict.fromkeys(("earliest", "latest"), "date"),
    **dict.fromkeys(("begin", "end", "offset"), "long"),
}
QUOTED = ("sentences", "sources")  # of the evidence, as lists that a query can read
ENDS = (":START_ID", ":END_ID", ":TYPE")


def neo4j(source: Store | nx.Graph, out: Path) -> list[Path]:
    """`nodes.csv`, `documents.csv`, `relationships.csv` and `stated_in.csv` in the folder `out`, with typed headers.

    Labels are the class and the kind, types of relationships predicates in capitals ("PROPOSED_BY"). Lists are separated by
    U+001F. The evidence of a relationship is in its `sentences` and `sources`, and whole as JSON in `evidence`.
    """
    found = flat(source)
    out.mkdir(parents=True, exist_ok=True)
    papers = [{":ID": record["id"], ":LABEL": ["Document"], **_without(record, "id")} for record in found.documents]
    ties, stated = [_relationship(record) for record in found.edges], _stated(found.nodes, found.documents)
    own = [key for key in EDGE if key not in ("source", "target", "evidence")]
    return [
        _write(
            out / "nodes.csv",
            [_node(r) for r in found.nodes],
            [":ID", ":LABEL", *(k for k in NODE if k not in ("id", "evidence"))],
        ),
        _write(out / "documents.csv", papers, [":ID", ":LABEL", *(key for key in DOCUMENT if key != "id")]),
        _write(out / "relationships.csv", ties, [*ENDS, *own, *QUOTED, "evidence"]),
        _write(out / "stated_in.csv", stated, [*ENDS, "sentence", "begin", "end", "offset"]),
    ]


def relationship_type(predicate: str) -> str:
    """ "PROPOSED_BY" for "proposedBy"; a list of predicates, as edges between actors have, is "DEALS_WITH"."""
    if not re.fullmatch(r"\w+", predicate):
        return "DEALS_WITH"
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", predicate).upper()


def _node(record: Record) -> Record:
    labels = dict.fromkeys(filter(None, (record["kind"], record["type"])))
    return {":ID": record["id"], ":LABEL": list(labels), **_without(record, "id", "evidence")}


def _relationship(record: Record) -> Record:
    ends = dict(zip(ENDS, (record["source"], record["target"], relationship_type(record["predicate"])), strict=True))
    evidence = record["evidence"]
    quotes = {name: [item[name[:-1]] for item in evidence] for name in QUOTED}
    whole = as_text(evidence) if evidence else ""
    return {**ends, **_without(record, "source", "target", "evidence"), **quotes, "evidence": whole}


def _without(record: Record, *keys: str) -> Record:
    """Names of one's own become such as may stand in a header, each once."""
    found: Record = {}
    for key in record:
        if key not in keys:
            name = re.sub(r"[:{}()\s]", "_", key) or "_"
            while name in found:
                name += "_"
            found[name] = record[key]
    return found


def _stated(nodes: Iterable[Record], papers: Iterable[Record]) -> list[Record]:
    """A row for each sentence that states or names a node."""
    by_source = {source: record["id"] for record in papers for source in (record["source"], *record["also_from"])}
    rows = ((node["id"], item) for node in nodes for item in node["evidence"])
    kept = ("sentence", "begin", "end", "offset")
    return [
        {
            **dict(zip(ENDS, (id_, item["document"] or by_source[item["source"]], "STATED_IN"), strict=True)),
            **{key: item[key] for key in kept},
        }
        for id_, item in rows
    ]


def _write(path: Path, rows: Sequence[Record], keys: Sequence[str]) -> Path:
    """Keys that the rows have besides `keys` come after them."""
    columns = list(dict.fromkeys((*keys, *(key for row in rows for key in row))))
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        table.writerow([_header(column, rows) for column in columns])
        table.writerows([_cell(column, row.get(column)) for column in columns] for row in rows)
    return path


def _header(column: str, rows: Sequence[Record]) -> str:
    """With its type; that of what is of one's own is the type of its values."""
    if column in TYPES:
        return f"{column}:{TYPES[column]}"
    if column in (*NODE, *EDGE, *DOCUMENT) or column.startswith(":"):
        return column
    kinds = {type(row.get(column)) for row in rows} - {type(None)}
    name = {(bool,): "boolean", (int,): "long", (float,): "double"}.get(tuple(kinds))
    return f"{column}:{name}" if name else column


def _cell(column: str, value: Any) -> str:
    if column == ":LABEL" or TYPES.get(column) == "string[]":
        return SEPARATOR.join(_line(item) for item in value or ())
    if isinstance(value, bool | float):  # as Java writes them
        return {"True": "true", "False": "false", "inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(
            repr(value), repr(value)
        )
    return _line(as_text(value))


def _line(text: str) -> str:
    """On one line: the importer reads a record a line unless it is told otherwise. JSON keeps the breaks, escaped."""
    return clean(" ".join(text.split()) if {"\n", "\r"} & set(text) else text)
