"""Another SPARQL 1.1 service: its answers to our queries, and our graphs put into it by the Graph Store Protocol.

Who has to show who they are puts a name and password into the URL, or gives a token.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.graph import binding, sparql
from kg.graph import query as queries
from kg.graph.query import Binding, Query, Rows
from kg.graph.store import found, graph_quads, open_store

TABLE, TRIPLES = "application/sparql-results+json", "application/n-triples"
TIMEOUT = 120  # seconds

Progress = Callable[[str, str], object]


def _quiet(done: str, graph: str) -> None:
    """Tells nobody."""


def answer(url: str, query: Query | str | Path, /, token: str = "", **bindings: Binding) -> Rows | bool | str:
    """What `kg.graph.query.answer` gives, but asked of the service at `url`.

    Its default graph has to be the union of its graphs for the queries that don't name one. Raises `QueryError` as there,
    and if the service can't be reached or refuses, with its own words.
    """
    asked = queries.asked(query)
    queries.need_parameters(asked, bindings)
    ordered, form = sparql.checked(asked.text), sparql.form(asked.text)
    text = binding.declared(binding.bound(asked.text, queries.terms(bindings)))
    headers = {
        "Accept": TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else TABLE,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        media, body = _sent(url, "POST", urlencode({"query": text}).encode(), headers, token)
        found = queries.natural(_parsed(media, body), set(bindings), ordered)
        return len(found) > 0 if form == "ASK" and isinstance(found, Rows) else found  # Virtuoso says yes with a row
    except (OSError, ValueError, SyntaxError) as error:
        raise QueryError(f"{asked.name}: {_where(url)}: {error}") from error


def push(
    path: str | Path,
    url: str,
    *,
    as_stated: bool = False,
    journal: str | Path | None = None,
    token: str = "",
    progress: Progress = _quiet,
) -> dict[str, int]:
    """Make the graphs of the service at `url` those of a folder that was built into, one after the other; gives how many
    were `sent`, `kept` and `removed`.

    `journal`, a file beside the store if not given, holds a line for each graph that the service has taken, with the hash
    of its content: run again after an interruption, only what is missing or has changed is sent, and graphs that were sent
    once and are gone from the store are removed. Other graphs of the service are left alone. `as_stated` takes what each
    document says, without resolution. `progress` is called with what is done and the graph's IRI. Raises `GraphError` if
    there is no store, or naming the graph that the service refuses.
    """
    folder = found(path, as_stated)
    store, journal = open_store(folder, read_only=True), Path(journal or journal_of(folder, url))
    taken, counts = _taken(journal), {"sent": 0, "kept": 0, "removed": 0}
    with journal.open("a", encoding="utf-8") as log:
        for name, content in _contents(store):
            digest = hashlib.sha256(content).hexdigest()
            done = "kept" if taken.pop(name, None) == digest else "sent"
            if done == "sent":
                _put(url, "PUT", name, content, token)
                _note(log, name, digest)
            counts[done] += 1
            progress(done, name)
        for name in sorted(taken):
            _put(url, "DELETE", name, None, token)
            _note(log, name, "")
            counts["removed"] += 1
            progress("removed", name)
    return counts


def journal_of(folder: Path, url: str) -> Path:
    """Where `push` notes what the service at `url` has taken of the store in `folder`: a file beside it."""
    return folder.parent / f"pushed-{hashlib.sha256(_where(url).encode()).hexdigest()[:12]}.jsonl"


def _contents(store: ox.Store) -> Iterator[tuple[str, bytes]]:
    """Each named graph as sorted N-Triples."""
    for name in sorted(graph.value for graph in store.named_graphs()):
        triples = (quad.triple for quad in graph_quads(store, name))
        yield name, b"".join(sorted(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).splitlines(keepends=True)))


def _put(url: str, method: str, graph: str, content: bytes | None, token: str) -> None:
    joint = "&" if urlsplit(url).query else "?"
    target = f"{url}{joint}graph={quote(graph, safe='')}"
    try:
        _sent(target, method, content, {"Content-Type": TRIPLES} if content is not None else {}, token)
    except (OSError, ValueError) as error:
        if method == "DELETE" and "404" in str(error):
            return
        raise GraphError(f"<{graph}>: {_where(url)} doesn't take it: {error}") from error


def _sent(url: str, method: str, body: bytes | None, headers: dict[str, str], token: str) -> tuple[str, bytes]:
    """Media type and body of the answer. Raises `OSError` with the words of the service."""
    plain, opener = _opener(url)
    request = urllib.request.Request(plain, data=body, method=method, headers={**headers, "User-Agent": "kg"})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with opener.open(request, timeout=TIMEOUT) as got:
            return got.headers.get_content_type(), got.read()
    except urllib.error.HTTPError as error:
        words = " ".join(error.read(2000).decode("utf-8", "replace").split())[:300]
        raise OSError(f"{error.code} {error.reason} {words}".strip()) from error


def _opener(url: str) -> tuple[str, urllib.request.OpenerDirector]:
    """The URL without name and password, and what shows them when asked; no other kind of address than HTTP."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected a URL that starts with http:// or https://")
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    if parts.username:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, plain, unquote(parts.username), unquote(parts.password or ""))
        handlers = (urllib.request.HTTPBasicAuthHandler(passwords), urllib.request.HTTPDigestAuthHandler(passwords))
        return plain, urllib.request.build_opener(*handlers)
    return plain, urllib.request.build_opener()


def _parsed(media: str, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
    if media in (TABLE, "application/json"):
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    format_ = ox.RdfFormat.from_media_type(media)
    if format_ is None:
        raise ValueError(f"answered with {media}, which is neither a table nor a graph")
    return [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE if media == "text/plain" else format_)]


def _taken(journal: Path) -> dict[str, str]:
    """Graph → hash of what the service has of it. A last line that was cut short is taken out of the file."""
    if not journal.is_file():
        return {}
    text = journal.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        journal.write_text(whole, encoding="utf-8")
    found = dict(json.loads(line) for line in whole.splitlines())
    return {name: digest for name, digest in found.items() if digest}


def _note(log, name: str, digest: str) -> None:
    log.write(json.dumps([name, digest]) + "\n")
    log.flush()


def _where(url: str) -> str:
    """The address without a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
