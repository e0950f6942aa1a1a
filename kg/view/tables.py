"""Rows as text: a table to read, tab-separated values, JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from kg.errors import QueryError
from kg.graph.query import Rows, Value

FORMATS = ("table", "tsv", "json")
NARROW = 30  # characters; a column that is wider may move below its row


def written(rows: Rows, form: str = "table", width: int = 100) -> str:
    """`rows` in one of `FORMATS`, each line ended. `width` is what a table may take, in characters.

    Raises `QueryError` for an unknown format.
    """
    if form == "table":
        return table(rows, width)
    if form == "tsv":
        return tsv(rows)
    if form == "json":
        return as_json(rows)
    raise QueryError(f"{form!r} is no format; known: {', '.join(FORMATS)}")


def as_json(rows: Rows) -> str:
    """A list of objects; what is unbound is null."""
    return json.dumps([dict(zip(rows.columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2) + "\n"


def tsv(rows: Rows) -> str:
    """A header and a line for each row; tabs and line breaks inside of values become spaces."""
    lines = [rows.columns, *([_flat(value) for value in row] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def table(rows: Rows, width: int = 100) -> str:
    """Columns side by side as far as they fit; the widest stand below their row, with their name."""
    cells = [[_flat(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(rows.columns, *cells, strict=True)]
    beside = _beside(widths, width)
    lines = [_line(rows.columns, widths, beside), "  ".join("─" * widths[i] for i in beside)]
    for row in cells:
        lines.append(_line(row, widths, beside))
        for i in (i for i in range(len(widths)) if i not in beside and row[i]):
            lines.extend(_below(rows.columns[i], row[i], width))
    return "".join(line.rstrip() + "\n" for line in lines)


def _beside(widths: Sequence[int], width: int) -> list[int]:
    """Which columns stand side by side: all but the widest ones that are in the way."""
    kept = list(range(len(widths)))
    while sum(widths[i] + 2 for i in kept) - 2 > width and len(kept) > 1:
        widest = max(kept, key=lambda i: (widths[i], i))
        if widths[widest] <= NARROW and len(kept) <= 2:
            break
        kept.remove(widest)
    return kept


def _line(values: Sequence[str], widths: Sequence[int], beside: Sequence[int]) -> str:
    return "  ".join(values[i].ljust(widths[i]) for i in beside)


def _below(name: str, value: str, width: int) -> Iterator[str]:
    indent = " " * (len(name) + 6)
    yield from textwrap.wrap(
        f"{name}: {value}", width=max(width, 40), initial_indent="    ", subsequent_indent=indent,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _flat(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(str(value).split())
