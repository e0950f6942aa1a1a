"""Commands that bring texts into a graph and out of it: build, add, update, remove, rebuild, dump, extract."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, Date, Extractors, Judgements, Lexicons, Paths

if TYPE_CHECKING:
    from kg.pipeline import Summary

MANY = 5  # inputs; from more on progress is shown

Folder = Annotated[Path, typer.Option("--store", help="The folder of the graph.")]


def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The folder for the graph; its store is made anew.")] = OUT,
    lexicons: Lexicons = [],
    extractor: Extractors = [],
    date: Date = None,
    judgements: Judgements = None,
) -> None:
    """Build the graph of some texts: a store, graph.nq, graph.trig, graph.html and extraction.jsonl."""
    begin = time.perf_counter()
    options = {"lexicon_dirs": lexicons, "extractors": extractor, "date": date, "judgements": judgements}
    summary = kg.build(paths, out, progress=_progress(paths), **options)
    output.say(_summary(summary, time.perf_counter() - begin))
    output.report(summary.notes, summary.failures)


def add(
    paths: Paths,
    store: Folder = OUT,
    lexicons: Lexicons = [],
    extractor: Extractors = [],
    date: Date = None,
    judgements: Judgements = None,
) -> None:
    """Add texts to a graph, or begin one. What is there already is not read again."""
    options = {"lexicon_dirs": lexicons, "extractors": extractor, "date": date, "judgements": judgements}
    _tell(kg.add(paths, store, progress=_progress(paths), **options))


def update(
    paths: Paths,
    store: Folder = OUT,
    lexicons: Lexicons = [],
    extractor: Extractors = [],
    date: Date = None,
    judgements: Judgements = None,
) -> None:
    """Add texts to a graph; a changed one takes the place of the earlier text of its source."""
    options = {"lexicon_dirs": lexicons, "extractors": extractor, "date": date, "judgements": judgements}
    _tell(kg.update(paths, store, progress=_progress(paths), **options))


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Sources, IRIs or digits of the SHA-256.")],
    store: Folder = OUT,
) -> None:
    """Take documents out of a graph, and all that only they say."""
    _tell(kg.remove(documents, store))


def rebuild(store: Folder = OUT, lexicons: Lexicons = [], extractor: Extractors = [], judgements: Judgements = None) -> None:
    """Read again what an earlier version of tool, model or lexicons has read; needs the graph only."""
    _tell(kg.rebuild(store, lexicon_dirs=lexicons, extractors=extractor, judgements=judgements))


def dump(
    store: Folder = OUT,
    out: Annotated[Path | None, typer.Option("--out", help="Another folder for the files.")] = None,
) -> None:
    """Write the files of a graph: graph.nq, graph.trig, graph.html and extraction.jsonl."""
    for path in kg.dump(store, out):
        output.say(f"{path}\n")


def extract(paths: Paths, lexicons: Lexicons = [], extractor: Extractors = [], date: Date = None) -> None:
    """Write what each text says as a line of JSON; 'kg build' reads these lines without the language model."""
    from kg.pipeline import to_line

    failures: list[str] = []
    found = kg.extractions(paths, failed=failures.append, lexicon_dirs=lexicons, extractors=extractor, date=date)
    for extraction in _progress(paths)(found):
        output.say(to_line(extraction) + "\n")
    output.report([], failures)


def _tell(summary: Summary) -> None:
    """What a change did, then the numbers of the graph as it is now."""
    done = [f"{len(found)} {word}" for word in ("added", "changed", "removed", "unchanged") if (found := getattr(summary, word))]
    output.say(f"{', '.join(done) or 'nothing to do'}\n{_numbers(summary)}\n")
    output.report(summary.notes, summary.failures)


def _numbers(summary: Summary) -> str:
    counts = ("documents", "actors", "events", "initiatives", "claims")
    return ", ".join(output.counted(getattr(summary, name), name) for name in counts)


def _summary(summary: Summary, seconds: float) -> str:
    lines = [f"{_numbers(summary)} in {seconds:.1f} seconds"]
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
