"""Commands that reach beyond this machine: serve, push."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.commands import output
from kg.commands.output import OUT, TOKEN
from kg.errors import PluginError

AsStated = Annotated[bool, typer.Option("--as-stated", help="What each document says, without resolution.")]


def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A folder that was built into, or a store.")] = OUT,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen at; others than 127.0.0.1 need a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen at.")] = 8890,
    public: Annotated[str, typer.Option("--public", metavar="URL", help="The address that a proxy gives the server.")] = "",
    cors: Annotated[str, typer.Option("--cors", metavar="ORIGIN", help="Whose pages may read answers; * for all.")] = "",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30,
    engines: Annotated[int, typer.Option("--engines", min=0, help="Queries answered at once; 0 for two a processor.")] = 0,
    per_client: Annotated[int, typer.Option("--per-client", min=1, help="Requests of one address at once.")] = 64,
    proxy: Annotated[
        str, typer.Option("--proxy", metavar="ADDRESS", help="Of a proxy whose X-Forwarded-For tells the client.")
    ] = "",
    as_stated: AsStated = False,
) -> None:
    """Serve a graph: SPARQL, linked data, a page to explore and one to query. A token is taken from KG_TOKEN."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # an end in which everything is put away
    try:
        kg.serve(
            store, as_stated=as_stated, host=host, port=port, public=public, cors=cors, timeout=timeout,
            per_client=per_client, proxy=proxy, token=os.environ.get(TOKEN, ""),
            started=lambda url: output.note(f"serving {store} at {url}"), **({"engines": engines} if engines else {}),
        )  # fmt: skip
    except ImportError as error:
        raise PluginError(f"the server needs more packages ({error.name}): pip install 'kg[serve]'") from error


def push(
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Where the service takes graphs (Graph Store Protocol).")
    ],
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A folder that was built into, or a store.")] = OUT,
    journal: Annotated[
        Path | None, typer.Option("--journal", help="The file that tells what was sent; beside the store if not given.")
    ] = None,
    as_stated: AsStated = False,
) -> None:
    """Make the graphs of another SPARQL service those of a store, one by one; run again, it sends what is missing or new."""
    counts = kg.push(store, endpoint, as_stated=as_stated, journal=journal, token=os.environ.get(TOKEN, ""))
    output.say(", ".join(f"{output.counted(number, 'graphs')} {what}" for what, number in counts.items()) + "\n")
