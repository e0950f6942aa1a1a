"""Commands that read texts: build, extract."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, Date, Extractors, Lexicons, Paths

if TYPE_CHECKING:
    from kg.pipeline import Summary

MANY = 5  # inputs; from more on progress is shown


def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The folder for the graph; its store is made anew.")] = OUT,
    store: Annotated[Path | None, typer.Option("--store", help="Add the documents to this store instead.")] = None,
    lexicons: Lexicons = [],
    extractor: Extractors = [],
    date: Date = None,
) -> None:
    """Build the graph of some texts: a store, graph.nq, graph.trig, graph.html and extraction.jsonl."""
    begin = time.perf_counter()
    summary = kg.build(paths, out, store=store, progress=_progress(paths), lexicon_dirs=lexicons, extractors=extractor, date=date)
    output.say(_summary(summary, time.perf_counter() - begin))
    output.report(summary.notes, summary.failures)


def extract(paths: Paths, lexicons: Lexicons = [], extractor: Extractors = [], date: Date = None) -> None:
    """Write what each text says as a line of JSON; 'kg build' reads these lines without the language model."""
    from kg.pipeline import to_line

    failures: list[str] = []
    found = kg.extractions(paths, failed=failures.append, lexicon_dirs=lexicons, extractors=extractor, date=date)
    for extraction in _progress(paths)(found):
        output.say(to_line(extraction) + "\n")
    output.report([], failures)


def _summary(summary: Summary, seconds: float) -> str:
    counts = ("documents", "actors", "events", "initiatives", "claims")
    lines = [", ".join(output.counted(getattr(summary, name), name) for name in counts) + f" in {seconds:.1f} seconds"]
    if summary.quarantined:
        lines.append(f"{output.counted(summary.quarantined, 'findings')} set aside, see 'kg query quarantine'")
    return "".join(f"{line}\n" for line in [*lines, *(f"  {file}" for file in summary.files)])


def _progress(paths: list[Path]) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """A bar on the terminal when there is much to do."""
    if not sys.stderr.isatty():
        return iter
    from kg import read

    total = sum(1 for _ in read.find(paths))
    return (lambda found: _bar(found, total)) if total > MANY else iter


def _bar(found: Iterable[Any], total: int) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import track

    yield from track(found, description="Reading", total=total, console=Console(stderr=True), transient=True)
