"""What can be set about the server, with the limits that keep it up, and the refusal to be open to all by mistake."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import KgError

MEMORY = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 16 << 30  # of the machine
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Seconds, bytes and counts.

    `public` is the URL under which a proxy offers the server ("" for none), `token` what clients have to show ("" for
    nothing), `cors` the origin that may read answers in its pages ("" for none, "*" for all). `engines` queries are
    answered at once, `waiting` more wait for at most `patience` seconds. `per_client` requests of one address may be here at
    once; `proxy` is the address of a proxy that is believed for whom it asks ("" for none).
    """

    host: str = "127.0.0.1"
    port: int = 8890
    public: str = ""
    proxy: str = ""
    token: str = ""
    cors: str = ""
    timeout: float = 30
    result_bytes: int = 64 << 20
    body_bytes: int = 1 << 20
    memory_bytes: int = min(2 << 30, MEMORY // 8)
    engines: int = 2 * max(2, min(8, os.cpu_count() or 2))
    waiting: int = 256
    patience: float = 10
    per_client: int = 64

    @property
    def root(self) -> str:
        """The path before that of every page, without a slash at its end: "" or "/graph"."""
        return urlsplit(self.public).path.rstrip("/")

    @property
    def hosts(self) -> list[str]:
        """The names that a request may call the server by; a page from elsewhere that got its own name to lead here can't."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        public = urlsplit(self.public).hostname
        return ["*"] if self.token else [*dict.fromkeys([*LOOPBACK_NAMES, own, *([public] if public else [])])]


def checked(options: Options) -> Options:
    """`options` itself. Raises `KgError` on a server that others could reach and read without a token, and on bad values."""
    if not (is_loopback(options.host) or options.token):
        raise KgError(
            f"{options.host} can be reached by others: give a token that clients have to show (KG_TOKEN), or use 127.0.0.1"
        )
    if options.token and len(options.token) < 16:
        raise KgError("the token is too short: expected 16 characters at least")
    if options.public and urlsplit(options.public).scheme not in ("http", "https"):
        raise KgError(f"--public {options.public}: expected a URL that starts with http:// or https://")
    try:
        for address in filter(None, options.proxy.split(",")):
            ipaddress.ip_network(address.strip())
    except ValueError as error:
        raise KgError(f"--proxy {options.proxy}: expected addresses or networks with commas between: {error}") from error
    if not options.token.isascii() or not options.cors.isascii() or any(c.isspace() for c in options.token + options.cors):
        raise KgError("token and origin may hold no spaces and only ASCII characters")
    return options


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
