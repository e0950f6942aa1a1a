"""Stands before everything: the size of bodies, the token, how much a client may ask at once, and the headers of all answers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import Counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.negotiation import choose
from kg.server.options import Options
from kg.server.turns import Line

COOKIE = "kg-token"
OPEN = ("/login", "/static/")  # what needs no token
LONG = ("/api/", "/id/", "/page/", "/data/")  # what a thread works on
DESKS = 6  # such threads; more only get in each other's way
LATER = {"Retry-After": "5"}
BODY_SECONDS = 10
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """Bodies end with 413 at `options.body_bytes` and with 408 if they are slow; who lacks the token gets 401, who has
    `options.per_client` requests here already 429, and who has waited for a desk for `options.patience` seconds 503."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app, self.options = app, options
        self.here: Counter[str] = Counter()
        self.desks: Line[int] = Line(DESKS, options.waiting, options.patience)
        self.desks.idle += range(1, DESKS + 1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        who, send = client(scope), self._safe(send)
        if self.here[who] >= self.options.per_client:
            return await _later(429, f"{who} asks for {self.here[who]} things already: wait for some")(scope, receive, send)
        self.here[who] += 1
        try:
            ask = self._refusal(scope) or (self._at_desk if _is_long(scope) else self.app)
            await ask(scope, self._bounded(receive), send)
        finally:
            self.here -= Counter({who: 1})

    async def _at_desk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The desk is free again as soon as the answer begins, however slowly the client takes it."""
        who = client(scope)
        desk = await self.desks.take(who)
        if desk is None:
            return await _later(503, "too much is asked for: try again in a few seconds")(scope, receive, send)
        taken = [desk]

        def leave() -> None:
            while taken:
                self.desks.put(taken.pop())
                self.desks.done(who)

        async def answering(message: Message) -> None:
            leave()
            await send(message)

        try:
            if not await Request(scope, receive).is_disconnected():
                await self.app(scope, receive, answering)
        finally:
            leave()

    def _refusal(self, scope: Scope) -> Response | None:
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > self.options.body_bytes:
            return PlainTextResponse(f"a request may have {self.options.body_bytes:,} bytes\n", 413, {"Connection": "close"})
        asked_before = self.options.cors and scope["method"] == "OPTIONS"  # by a browser, which shows no token yet
        if not self.options.token or asked_before or scope["path"].startswith(OPEN) or self._known(HTTPConnection(scope)):
            return None
        return self._strange(scope)

    def _known(self, connection: HTTPConnection) -> bool:
        scheme, _, shown = connection.headers.get("authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and same(shown.strip(), self.options.token)
        return by_header or same(connection.cookies.get(COOKIE, ""), cookie(self.options.token))

    def _strange(self, scope: Scope) -> Response:
        accept = Headers(scope=scope).get("accept", "*/*")
        if choose(accept, ["text/plain", "text/html"]) == "text/html":
            return RedirectResponse(f"{self.options.root}/login", 303)
        return PlainTextResponse("a token is needed: Authorization: Bearer ...\n", 401, {"WWW-Authenticate": "Bearer"})

    def _bounded(self, receive: Receive) -> Receive:
        read, complete = 0, False

        async def bounded() -> Message:
            nonlocal read, complete
            try:
                async with asyncio.timeout(None if complete else BODY_SECONDS):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, "the body of the request did not come in time") from error
            read += len(message.get("body", b""))
            complete = complete or not message.get("more_body", False)
            if read > self.options.body_bytes:
                raise HTTPException(413, f"a request may have {self.options.body_bytes:,} bytes")
            return message

        return bounded

    def _safe(self, send: Send) -> Send:
        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not self.options.cors:
                    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            await send(message)

        return safe


def _is_long(scope: Scope) -> bool:
    return scope["method"] != "POST" and scope["path"].startswith(LONG)


def client(scope: Scope) -> str:
    """The address that asks; behind a proxy that is believed the one for which it does."""
    return (scope.get("client") or ("unknown", 0))[0]


def _later(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status, headers=LATER)


def cookie(token: str) -> str:
    """What a browser keeps in the place of the token."""
    return hashlib.sha256(f"kg {token}".encode()).hexdigest()


def same(shown: str, wanted: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "replace"), wanted.encode())
