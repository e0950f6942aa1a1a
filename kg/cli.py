"""The command line. Every command is a thin twin of a function of `kg`: results go to stdout, all else to stderr."""

from __future__ import annotations

import enum
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kg
from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from kg.graph.query import Query, Rows
    from kg.pipeline import Summary

MANY = 5  # inputs; from more on progress is shown
WIDTH = 100  # characters of a table that goes into a file or a pipe

app = typer.Typer(
    name="kg",
    help="Turns news into a knowledge graph of actors, events and initiatives, with the sentence behind each statement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(enum.StrEnum):
    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


class Measure(enum.StrEnum):
    DEGREE = "degree"
    STRENGTH = "strength"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"
    EIGENVECTOR = "eigenvector"
    PAGERANK = "pagerank"


class Ties(enum.StrEnum):
    ALL = "all"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    NET = "net"


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Texts (.txt, .md), folders, or .jsonl files of 'kg extract'.")
]
StorePath = Annotated[Path, typer.Option("--store", help="A folder that was built into, or a store.")]
AsFormat = Annotated[Format, typer.Option("--format", help="How rows are written.")]
Lexicons = Annotated[list[Path], typer.Option("--lexicons", help="A folder of further lexicon files; may be repeated.")]
Extractors = Annotated[list[str], typer.Option("--extractor", help="A further extractor, by name or module:function.")]
OUT = Path("out")


@app.command()
def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The folder for the graph; its store is made anew.")] = OUT,
    store: Annotated[Path | None, typer.Option("--store", help="Add the documents to this store instead.")] = None,
    lexicons: Lexicons = [],
    extractor: Extractors = [],
) -> None:
    """Build the graph of some texts: a store, graph.nq, graph.trig, graph.html and extraction.jsonl."""
    begin = time.perf_counter()
    summary = kg.build(paths, out, store=store, progress=_progress(paths), lexicon_dirs=lexicons, extractors=extractor)
    _print(_summary(summary, time.perf_counter() - begin))
    _report(summary.notes, summary.failures)


@app.command()
def extract(paths: Paths, lexicons: Lexicons = [], extractor: Extractors = []) -> None:
    """Write what each text says as a line of JSON; 'kg build' reads these lines without the language model."""
    from kg.pipeline import to_line

    failures: list[str] = []
    found = kg.extractions(paths, failed=failures.append, lexicon_dirs=lexicons, extractors=extractor)
    for extraction in _progress(paths)(found):
        _print(to_line(extraction) + "\n")
    _report([], failures)


@app.command()
def query(
    asked: Annotated[str, typer.Argument(metavar="NAME|FILE.rq|SPARQL", help="What to ask.")] = "",
    param: Annotated[list[str], typer.Option("--param", metavar="NAME=VALUE", help="A value that the query needs.")] = [],
    store: StorePath = OUT,
    queries: Annotated[list[Path], typer.Option("--queries", help="A folder of further named queries.")] = [],
    form: AsFormat = Format.TABLE,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Show the first rows only.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the named queries and what they need.")] = False,
) -> None:
    """Ask a question: by the name of a query, from a .rq file, or in SPARQL. CONSTRUCT gives Turtle, ASK true or false."""
    if list_:
        _rows(_known(kg.queries(*queries).values()), form)
        return
    if not asked:
        raise QueryError("what to ask is missing: the name of a query ('kg query --list'), a file .rq or SPARQL")
    answer = kg.answer(kg.open(store), asked, folders=queries, **_bindings(param))
    if isinstance(answer, bool):
        _print(f"{answer}\n".lower())
    elif isinstance(answer, str):
        _print(answer)
    else:
        _rows(answer, form, limit)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI.")],
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """Tell all that is stated about an actor, initiative, event, place or issue, with sentences and sources."""
    from kg.view import report

    found = kg.show(kg.open(store), name)
    if form is Format.TABLE:
        _print(report.portrait(found, _width()))
    else:
        _rows(report.statements(found), form)


@app.command()
def central(
    measure: Annotated[Measure, typer.Option("--measure", help="What makes an actor central.")] = Measure.DEGREE,
    kind: Annotated[Ties, typer.Option("--kind", help="Which ties count.")] = Ties.ALL,
    top: Annotated[int, typer.Option("--top", min=1, help="How many are listed.")] = 10,
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """List the actors that matter most in the network of who deals with whom."""
    _rows(kg.central(kg.open(store), measure.value, kind.value, top), form)


@app.command()
def path(
    a: Annotated[str, typer.Argument(help="A name, part of a name, or an IRI.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    all_: Annotated[bool, typer.Option("--all", help="Every path, the shortest first, not only the shortest.")] = False,
    cutoff: Annotated[int, typer.Option("--cutoff", min=1, help="With --all: the most steps a path may have.")] = 3,
    store: StorePath = OUT,
    form: AsFormat = Format.TABLE,
) -> None:
    """Tell how two actors hang together, with the sentence behind each step."""
    from kg.view import report

    found = kg.paths(kg.open(store), a, b, cutoff if all_ else None)
    if form is not Format.TABLE:
        _rows(report.steps(found), form)
        return
    for number, hops in enumerate(found):
        _print(("\n" if number else "") + report.path(hops, _width()))


@app.command()
def view(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("graph.html"),
    store: StorePath = OUT,
) -> None:
    """Write the graph as one HTML page to explore in a browser, without server or network."""
    _print(f"{kg.page(kg.open(store), out)}\n")


@app.command()
def check(
    graph: Annotated[Path, typer.Argument(help="A folder that was built into, a store, or a file .nq .trig .ttl .nt.")] = OUT,
) -> None:
    """List what is wrong with a graph: its shapes, its terms, and each quotation against the text it is from."""
    problems = kg.check(graph)
    for problem in problems:
        _print(f"{problem}\n")
    if problems:
        _note(_counted(len(problems), "problems"))
        raise typer.Exit(1)
    _note("no problems")


@app.command()
def score(
    graph: Annotated[Path, typer.Argument(help="A folder that was built into, a store, or a file .nq .trig .ttl .nt.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Annotations (.json), or folders of them.")],
    misses: Annotated[bool, typer.Option("--misses", help="Also list what was missed, invented or wrong.")] = False,
    per_document: Annotated[bool, typer.Option("--per-document", help="Also give the figures of each document.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Give the figures as JSON.")] = False,
) -> None:
    """Compare a graph with annotated documents: precision, recall and F1 of each kind of finding."""
    from kg.view import report

    results = kg.scores(graph, gold)
    for result in results:
        if not result.present:
            _note(f"{result.document}: not in the graph")
    _print(report.figures(results, per_document, json))
    if misses:
        _print(report.misses(results))


def main() -> None:
    """Entry point. Errors of the library become one line and exit code 1; a closed pipe and Ctrl-C end quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # its warnings are about values that 'kg check' names better
    try:
        app(standalone_mode=True)
    except KgError as error:
        _note(f"kg: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


# --- output


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _note(text: str) -> None:
    print(text, file=sys.stderr)


def _report(notes: Iterable[str], failures: list[str]) -> None:
    """What a user should know. Failures end the command with exit code 1: the results are there all the same."""
    for note in notes:
        _note(f"note: {note}")
    for failure in failures:
        _note(f"kg: {failure}")
    if failures:
        raise typer.Exit(1)


def _rows(rows: Rows, form: Format, limit: int | None = None) -> None:
    from kg.view import tables

    _print(tables.written(type(rows)(rows.columns, rows.rows[:limit]), form.value, _width()))
    if limit is not None and len(rows) > limit:
        _note(_counted(len(rows) - limit, "more rows"))


def _width() -> int:
    """Characters a line may take: of the terminal, or `COLUMNS`, else a fixed number."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH


def _summary(summary: Summary, seconds: float) -> str:
    counts = ("documents", "actors", "events", "initiatives", "claims")
    lines = [", ".join(_counted(getattr(summary, name), name) for name in counts) + f" in {seconds:.1f} seconds"]
    if summary.quarantined:
        lines.append(f"{_counted(summary.quarantined, 'findings')} set aside, see 'kg query quarantine'")
    return "".join(f"{line}\n" for line in [*lines, *(f"  {file}" for file in summary.files)])


def _counted(number: int, things: str) -> str:
    return f"{number} {things if number != 1 else things[:-1]}"


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


def _known(queries: Iterable[Query]) -> Rows:
    from kg.graph.query import Rows

    rows = ((q.name, ", ".join(q.parameters), q.question) for q in queries if not q.name.startswith("network-"))
    return Rows(("name", "parameters", "question"), tuple(rows))


def _bindings(params: Iterable[str]) -> dict[str, str]:
    out = {}
    for given in params:
        name, equals, value = given.partition("=")
        if not (equals and name.isidentifier()):
            raise QueryError(f"--param {given}: expected NAME=VALUE")
        out[name] = value
    return out


if __name__ == "__main__":
    main()
