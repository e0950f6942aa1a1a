"""What the commands share: options of the same meaning, and what they write to stdout and stderr."""

from __future__ import annotations

import enum
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.graph.query import Rows

WIDTH = 100  # characters of a table that goes into a file or a pipe
OUT = Path("out")
TOKEN = "KG_TOKEN"  # the variable that holds the token of a server


class Format(enum.StrEnum):
    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Texts (.txt, .md), folders, or .jsonl files of 'kg extract'.")
]
StorePath = Annotated[Path, typer.Option("--store", help="A folder that was built into, or a store.")]
AsFormat = Annotated[Format, typer.Option("--format", help="How rows are written.")]
Lexicons = Annotated[list[Path], typer.Option("--lexicons", help="A folder of further lexicon files; may be repeated.")]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the texts that state none: 'on Monday' counts from it."),
]
Extractors = Annotated[list[str], typer.Option("--extractor", help="A further extractor, by name or module:function.")]

Judgements = Annotated[
    Path | None,
    typer.Option("--judgements", metavar="DIR", help="Where judgements are kept from now on, if not in the graph's folder."),
]


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def note(text: str) -> None:
    print(text, file=sys.stderr)


def report(notes: Iterable[str], failures: list[str]) -> None:
    """What a user should know. Failures end the command with exit code 1: the results are there all the same."""
    for text in notes:
        note(f"note: {text}")
    for failure in failures:
        note(f"kg: {failure}")
    if failures:
        raise typer.Exit(1)


def rows(found: Rows, form: Format, limit: int | None = None) -> None:
    from kg.view import tables

    say(tables.written(type(found)(found.columns, found.rows[:limit]), form.value, width()))
    if limit is not None and len(found) > limit:
        note(counted(len(found) - limit, "more rows"))


def width() -> int:
    """Characters a line may take: of the terminal, or `COLUMNS`, else a fixed number."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH


def counted(number: int, things: str) -> str:
    return f"{number} {things if number != 1 else things[:-1]}"
