"""The SPARQL 1.1 Protocol at `/sparql`, for queries only."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph import description, protocol
from kg.graph.protocol import GRAPHS, RESULTS, Answer, Question
from kg.server import guard, site
from kg.server.negotiation import choose

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LISTED = list(GRAPHS)[:4]  # of the formats for graphs those without a rival
MOST_PARAMETERS = 1000

Parameters = list[tuple[str, str]]


async def endpoint(request: Request) -> Response:
    return await (post if request.method == "POST" else get)(request)


async def get(request: Request) -> Response:
    """A query in the URL; without one what the service is, in RDF, or for a browser the editor."""
    try:
        parameters = parsed(request.url.query.encode("latin-1"))
    except ValueError as error:
        return plain(protocol.refusal(400, str(error)))
    if not {name for name, _ in parameters} & {"query", "update"}:
        return _service(request)
    return await _asked(request, parameters)


async def post(request: Request) -> Response:
    """A query as a form or as the body itself, then with its graphs in the URL."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if media == FORM:
            return await _asked(request, parsed(await request.body()))
        if media == DIRECT:
            text = (await request.body()).decode("utf-8")
            return await _asked(request, [*parsed(request.url.query.encode("latin-1")), ("query", text)])
    except ValueError as error:
        return plain(protocol.refusal(400, f"the query can't be read: {error}"))
    if media == UPDATE:
        return plain(protocol.refusal(403, "updates are refused: this endpoint only reads"))
    return plain(protocol.refusal(415, f"expected {FORM} or {DIRECT}, not {media or 'a body of no type'}"))


def parsed(text: bytes) -> Parameters:
    """Names and values of a form or a query string. Raises `ValueError` on what is no UTF-8, and on too many."""
    return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)


async def _asked(request: Request, parameters: Parameters) -> Response:
    here = site.of(request)
    if _all(parameters, "update"):
        return plain(protocol.refusal(403, "updates are refused: this endpoint only reads"))
    texts = _all(parameters, "query")
    if len(texts) != 1 or not texts[0].strip():
        what = "an empty one" if len(texts) == 1 else len(texts)
        return plain(protocol.refusal(400, f"expected one parameter 'query', found {what}"))
    accept = accepted(request)
    question = Question(
        text=texts[0],
        results=choose(accept, RESULTS),
        triples=choose(accept, GRAPHS),
        default_graphs=_all(parameters, "default-graph-uri"),
        named_graphs=_all(parameters, "named-graph-uri"),
        limit=here.options.result_bytes,
    )
    if not (question.results or question.triples):
        return plain(protocol.refusal(406, f"answers can be had as {', '.join(dict.fromkeys([*RESULTS, *GRAPHS]))}"))
    return plain(await here.pool.ask(question, guard.client(request.scope), request.is_disconnected))


def accepted(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def plain(answer: Answer) -> Response:
    """An answer as it is; whoever is refused because of the load is told when to come again."""
    headers = {"Vary": "Accept", **(guard.LATER if answer.status == 503 else {})}
    charset = "; charset=utf-8" if answer.media.startswith("text/") else ""
    return Response(answer.body, answer.status, headers=headers, media_type=answer.media + charset)


def _service(request: Request) -> Response:
    here = site.of(request)
    media = choose(accepted(request), ["text/turtle", "text/html", *LISTED, "application/rdf+xml"])
    if media == "text/html":
        return RedirectResponse(f"{here.options.root}/editor", status_code=303, headers={"Vary": "Accept"})
    if not media:
        return plain(protocol.refusal(406, f"the description of the service can be had as {', '.join(GRAPHS)}"))
    endpoint = f"{here.options.public.rstrip('/') or str(request.base_url).rstrip('/')}/sparql"
    return plain(Answer(200, media, protocol.written(description.service(endpoint, here.base), media)))


def _all(parameters: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for known, value in parameters if known == name)
