"""The pages that are no thing's own: the explorer, the editor for queries, and where a token is given."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.graph import binding
from kg.graph import query as queries
from kg.graph.protocol import refusal
from kg.server import guard, site, sparql
from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES, PREFIXES

YASGUI = ("yasgui.min.js", "yasgui.min.css")
EDITOR_POLICY = guard.POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)  # the editor sets styles as attributes
LEVELS = ("Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown")
DAYS = 30  # that a browser keeps the token


def explorer(request: Request) -> Response:
    return site.page(request, "explorer.html", types=list(EVENT_TYPES), classes=ACTOR_TYPES, levels=LEVELS)


def editor(request: Request) -> Response:
    """With the named queries as examples; a plain message where the editor wasn't set up."""
    ready = all((site.VENDOR / name).is_file() for name in YASGUI)
    known = [query for query in queries.queries().values() if not query.name.startswith("network-")]
    page = site.page(request, "editor.html", ready=ready, queries=known, prefixes=json.dumps(PREFIXES))
    page.headers["Content-Security-Policy"] = EDITOR_POLICY
    return page


def example(request: Request) -> Response:
    """A named query as it can be sent anywhere: prefixes declared, the values that are given for its parameters put in."""
    query = queries.queries().get(request.path_params["name"])
    if query is None:
        return sparql.plain(refusal(404, "no query has this name"))
    given = {name: value for name, value in request.query_params.items() if name in query.parameters}
    return PlainTextResponse(binding.declared(binding.bound(query.text, queries.terms(given))))


async def login(request: Request) -> Response:
    """Takes the token of a form and gives the browser a cookie that stands for it."""
    options = site.of(request).options
    if request.method == "GET" or not options.token:
        return site.page(request, "login.html", wrong=False)
    if not guard.same(dict(sparql.parsed(await request.body())).get("token", "").strip(), options.token):
        return site.page(request, "login.html", status=403, wrong=True)
    answer = RedirectResponse(f"{options.root}/", 303)
    secure = options.public.startswith("https:")
    answer.set_cookie(
        guard.COOKIE, guard.cookie(options.token), max_age=DAYS * 86400, httponly=True, samesite="strict", secure=secure
    )
    return answer
