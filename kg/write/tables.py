"""Tables of nodes, edges, evidence and documents: CSV for spreadsheets and R, Parquet for everything that reads columns."""

from __future__ import annotations

import csv as csv_
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import PluginError
from kg.write.flat import DOCUMENT, EDGE, EVIDENCE, LISTS, NODE, NUMBERS, Record, as_text, flat

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa
    from pyoxigraph import Store

FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")  # what a spreadsheet would compute, and what `defused` makes of it


def csv(source: Store | nx.Graph, out: Path) -> list[Path]:
    """`nodes.csv`, `edges.csv`, `evidence.csv` and `documents.csv` in the folder `out` (RFC 4180, UTF-8, a header).

    Lists are JSON. A sentence is a row of `evidence.csv`, with the id of the node or edge that rests on it. A text that a
    spreadsheet would take for a formula has an apostrophe before it: see `defused`.
    """
    found = flat(source)
    out.mkdir(parents=True, exist_ok=True)
    owners = (("node", found.nodes), ("edge", found.edges))
    rows = [{"owner": kind, "id": r["id"], **item} for kind, records in owners for r in records for item in r["evidence"]]
    return [
        _write(out / "nodes.csv", found.nodes, NODE),
        _write(out / "edges.csv", found.edges, EDGE),
        _write(out / "evidence.csv", rows, ("owner", "id", *EVIDENCE)),
        _write(out / "documents.csv", found.documents, DOCUMENT),
    ]


def defused(text: str) -> str:
    """A text that no spreadsheet computes: one that begins with = + - @, a tab or a return gets an apostrophe before it.

    One that begins with apostrophes and then such a sign gets one more, so that taking one away gives every text back.

    >>> defused("=HYPERLINK(1)"), defused("'=1"), defused("'tis"), defused("1-2")
    ("'=HYPERLINK(1)", "''=1", "'tis", '1-2')
    """
    return f"'{text}" if FORMULA.match(text) else text


def parquet(source: Store | nx.Graph, out: Path) -> list[Path]:
    """`nodes.parquet`, `edges.parquet` and `documents.parquet` in the folder `out`, with lists and records as such.

    Needs pyarrow: `PluginError` without it.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise PluginError("Parquet needs pyarrow: pip install 'kg[parquet]'") from error
    found = flat(source)
    out.mkdir(parents=True, exist_ok=True)
    tables = {"nodes": (found.nodes, NODE), "edges": (found.edges, EDGE), "documents": (found.documents, DOCUMENT)}
    for name, (records, keys) in tables.items():
        pq.write_table(_table(records, keys), out / f"{name}.parquet", store_schema=False)
    return [out / f"{name}.parquet" for name in tables]


def _write(path: Path, records: Sequence[Record], keys: Sequence[str]) -> Path:
    columns = [key for key in dict.fromkeys((*keys, *(records[0] if records else ()))) if key != "evidence"]
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv_.writer(out, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows([_cell(record[key]) for key in columns] for record in records)
    return path


def _cell(value: Any) -> str:
    return defused(value) if isinstance(value, str) else as_text(value)


def _table(records: Sequence[Record], keys: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    columns = list(dict.fromkeys((*keys, *(records[0] if records else ()))))
    return pa.table({key: _column(key, [record[key] for record in records], keys) for key in columns})


def _column(key: str, values: list[Any], keys: Iterable[str]) -> pa.Array:
    """The columns that every graph has are of one type whatever they hold; those of one's own are as they come."""
    import pyarrow as pa

    if key == "evidence":
        fields = [(name, pa.int64() if name in ("begin", "end", "offset") else pa.string()) for name in EVIDENCE]
        return pa.array(values, pa.list_(pa.struct(fields)))
    if key in NUMBERS:
        return pa.array(values, pa.float64())
    if key in LISTS:
        return pa.array(values, pa.list_(pa.string()))
    return pa.array(values, pa.string()) if key in keys else pa.array(values)
