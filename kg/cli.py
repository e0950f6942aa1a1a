"""The command line: the commands of `kg.commands` in one program. Results go to stdout, all else to stderr."""

from __future__ import annotations

import logging
import os
import sys

import typer

from kg.commands import ask, curate, follow, network, output, publish, quality, serve, texts
from kg.errors import KgError

COMMANDS = (
    texts.build, texts.add, texts.update, texts.remove, texts.rebuild, texts.dump, texts.extract,
    curate.resolve, curate.merge, curate.apart, curate.rename, curate.retype, curate.reject, curate.confirm, curate.state,
    curate.undo, curate.log,
    ask.query, ask.show, network.central, network.path, network.view, network.groups, network.balance,
    follow.track, follow.sources, quality.check, quality.score,
    publish.plot, publish.report, publish.export,
    serve.serve, serve.push,
)  # fmt: skip

app = typer.Typer(
    name="kg",
    help="Turns news into a knowledge graph of actors, events and initiatives, with the sentence behind each statement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Entry point. Errors of the library become one line and exit code 1; a closed pipe and Ctrl-C end quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # its warnings are about values that 'kg check' names better
    try:
        app(standalone_mode=True)
    except KgError as error:
        output.note(f"kg: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
