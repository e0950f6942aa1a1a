"""Rows as text: a table to read, tab-separated values, JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from kg.errors import QueryError
from kg.graph.query import Rows, Value

FORMATS = ("table", "tsv", "json")
QUOTE = ("sentence", "source")
INDENT = "    "


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
    """Columns side by side as far as they fit. The widest stand below their row, and so does a sentence with its source.

    The first column, which says what a row is about, stays where it is unless it takes half of the width.
    """
    cells = [[_flat(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(rows.columns, *cells, strict=True)]
    quote = [rows.columns.index(name) for name in QUOTE] if set(QUOTE) <= set(rows.columns) else []
    beside = _beside([i for i in range(len(widths)) if i not in quote], widths, width)
    lines = [_line(rows.columns, widths, beside), "  ".join("─" * widths[i] for i in beside)]
    for row in cells:
        lines.append(_line(row, widths, beside))
        for i in range(len(widths)):
            if row[i] and i not in beside and i not in quote:
                lines.extend(_below(rows.columns[i], row[i], width))
        if quote:
            lines.extend(quoted(*(row[i] for i in quote), width))
    return "".join(line.rstrip() + "\n" for line in lines)


def quoted(sentence: str, source: str, width: int) -> list[str]:
    """Lines of a sentence in quotation marks and where it is from, indented."""
    return _wrapped(f"“{sentence}” {source}", width, INDENT)


def _beside(columns: list[int], widths: Sequence[int], width: int) -> list[int]:
    """Which columns stand side by side: without the widest ones until the others fit, but at least one."""
    first = {i for i in columns[:1] if 2 * widths[i] <= width}
    while sum(widths[i] + 2 for i in columns) - 2 > width and len(columns) > 1:
        widest = max((i for i in columns if i not in first), key=lambda i: (widths[i], i))
        columns = [i for i in columns if i != widest]
    return columns


def _line(values: Sequence[str], widths: Sequence[int], beside: Sequence[int]) -> str:
    return "  ".join(values[i].ljust(widths[i]) for i in beside)


def _below(name: str, value: str, width: int) -> list[str]:
    return _wrapped(f"{name}: {value}", width, INDENT + " " * (len(name) + 2))


def _wrapped(text: str, width: int, hang: str) -> list[str]:
    return textwrap.wrap(
        text, max(width, 40), initial_indent=INDENT, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False
    )


def _flat(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(str(value).split())
