"""The server put together: what answers at which path, in which order requests pass, how it starts and ends."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import anyio.to_thread
import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.graph import store as stores
from kg.server import api, index, linked, pages, sparql
from kg.server import options as settings
from kg.server.explore import Index, TooSlow
from kg.server.guard import DESKS, LATER, Guard
from kg.server.options import Options
from kg.server.pool import Pool
from kg.server.site import STATIC, VENDOR, Site

LOG = logging.getLogger(__name__)
CONNECTIONS = 512  # at once; more are told 503


def serve(path: str | Path, *, as_stated: bool = False, started: Callable[[str], object] = print, **options: Any) -> None:
    """Answer until the process is told to end; `started` is called with the address once the server is ready.

    `as_stated` serves what each document says, without resolution. Other options: `kg.server.options.Options`.
    Raises `KgError` on bad options and an address that can't be had, `GraphError` if there is no store.
    """
    chosen = settings.checked(Options(**options))
    with stores.snapshot(stores.found(path, as_stated)) as folder, _listening(chosen) as listening:
        url = f"http://{chosen.host if ':' not in chosen.host else f'[{chosen.host}]'}:{listening.getsockname()[1]}/"
        app = application(folder, chosen, lambda: started(url))
        config = uvicorn.Config(app, log_level="warning", limit_concurrency=CONNECTIONS, server_header=False,
                                proxy_headers=bool(chosen.proxy), forwarded_allow_ips=chosen.proxy,
                                timeout_graceful_shutdown=2)  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _listening(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, for asyncio to send without delay
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((options.host, options.port))
        listening.listen(512)
        return listening
    except OSError as error:
        listening.close()
        raise KgError(f"can't listen at {options.host}, port {options.port}: {error.strerror or error}") from error


def application(folder: Path, options: Options, ready: Callable[[], object] = bool) -> FastAPI:
    """The ASGI application over the store in `folder`, which nobody may write while it is in use."""
    app = FastAPI(
        title="kg",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan(folder, options, ready),
    )
    app.include_router(api.router)
    app.router.routes += [
        Route("/", pages.explorer),
        Route("/editor", pages.editor),
        Route("/examples/{name}", pages.example),
        Route("/login", pages.login, methods=["GET", "POST"]),
        Route("/sparql", sparql.endpoint, methods=["GET", "POST"]),
        Route("/id/{name:path}", linked.thing),
        Route("/page/{name:path}", linked.page),
        Route("/data/{name:path}", linked.data),
        *([Mount("/static/vendor", StaticFiles(directory=VENDOR))] if VENDOR.is_dir() else []),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(TooSlow, _late)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    if options.cors:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=[options.cors],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=options.hosts)
    app.add_middleware(Guard, options=options)
    return app


def _lifespan(folder: Path, options: Options, ready: Callable[[], object]):
    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = DESKS + 2  # the two for files
        store, pool = stores.open_store(folder, read_only=True), Pool(folder, options)
        found = index.ready(store, folder)
        await pool.start()
        if not pool.guarded:
            LOG.warning("this system can't close the network to the query engines; only their words are checked")
        app.state.site = Site(options=options, store=store, pool=pool, index=Index(found), base=stores.base_of(store))
        ready()
        yield
        await pool.stop()

    return lifespan


async def _late(request: Request, error: Exception) -> Response:
    return PlainTextResponse("this took too long: ask for less\n", 503, headers=LATER)


async def _told(request: Request, error: Exception) -> Response:
    """What is wrong, in plain text, without a word of the request in it."""
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=dict(error.headers or {}))
