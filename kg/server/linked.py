"""Linked data: the store's IRIs answer under `/id/`, with a page for people and RDF for programs.

`/id/X` leads on (303) to `/page/X` or to `/data/X.ttl` and its like, as the client prefers.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import QueryError
from kg.graph import lookup, protocol
from kg.graph.protocol import Answer, refusal
from kg.server import dossier, names, site
from kg.server.marking import pieces
from kg.server.negotiation import choose
from kg.server.site import Site
from kg.server.sparql import accepted, plain
from kg.vocabulary import AEI

ENDINGS = {
    "ttl": "text/turtle", "jsonld": "application/ld+json", "trig": "application/trig", "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}  # fmt: skip
STATEMENTS = 20_000  # each way, in the RDF about one thing


def thing(request: Request) -> Response:
    """303 to what is known about it: the thing itself can't be sent."""
    here, iri = site.of(request), named(request, "id")
    if not known(here, iri):
        return _missing(request, iri)
    media = choose(accepted(request), ["text/html", *ENDINGS.values()])
    if not media:
        return plain(refusal(406, f"what is known can be had as text/html, {', '.join(ENDINGS.values())}"))
    ending = next((f".{ending}" for ending, known_ in ENDINGS.items() if known_ == media), "")
    path = names.path(here.base, iri, "data" if ending else "page") + ending
    return RedirectResponse(here.options.root + path, 303, headers={"Vary": "Accept"})


def data(request: Request) -> Response:
    """What the store says of a thing, in the format that the path ends with."""
    here = site.of(request)
    iri, _, ending = named(request, "data").rpartition(".")
    if ending not in ENDINGS:
        return plain(refusal(404, f"expected an ending of {', '.join(ENDINGS)}"))
    try:
        found = protocol.described(here.store, iri, STATEMENTS)
    except QueryError as error:
        return plain(refusal(404, str(error)))
    answer = plain(Answer(200, ENDINGS[ending], protocol.written(found, ENDINGS[ending])))
    answer.headers["Link"] = f'<{here.options.root}{names.path(here.base, iri)}>; rel="alternate"; type="text/html"'
    return answer


def page(request: Request) -> Response:
    """For people: a document's text with its mentions marked, or a thing with its statements."""
    here, iri = site.of(request), named(request, "page")
    if not known(here, iri):
        return _missing(request, iri)
    if document := lookup.document(here.store, iri):
        return _document(request, here, document)
    if canonical := next(iter(lookup.values(here.store, iri, f"{AEI}canonical")), None):
        return RedirectResponse(here.url(canonical), 303)  # who is who across documents has given it another name
    if found := dossier.dossier(here, iri):
        key = request.query_params.get("group", "")
        return _group(request, here, found, key) if key else _page(request, here, "thing.html", iri, dossier=found)
    return _other(request, here, iri)


def named(request: Request, folder: str) -> str:
    """The IRI that the path stands for: its escapes belong to the IRI and are kept."""
    here = site.of(request)
    raw = request.scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1")
    return here.base + raw.partition(f"/{folder}/")[2]


def known(here: Site, iri: str) -> bool:
    try:
        return lookup.known(here.store, iri)
    except QueryError:
        return False


def _document(request: Request, here: Site, document: lookup.Text) -> Response:
    things = here.index.things({owner for _, _, owner in document.spans})
    listed = sorted(things.values(), key=lambda row: (row["kind"], -row["ties"], row["label"], row["iri"]))
    return _page(
        request, here, "document.html", document.iri,
        document=document, pieces=pieces(document.text, document.spans, things), things=things, listed=listed,
    )  # fmt: skip


def _group(request: Request, here: Site, found: dossier.Dossier, key: str) -> Response:
    """One group of statements, page after page."""
    group = next((group for group in found.groups if group.key == key), None)
    number = request.query_params.get("n", "1")
    if group is None or not number.isdecimal() or not 1 <= int(number) <= 100_000:
        return _missing(request, found.thing["iri"])
    predicate, _, way = key.rpartition("-")
    offset = (int(number) - 1) * dossier.MANY
    whole = dossier.group(here, found.thing, predicate, way == "into", group.total, dossier.MANY, offset)
    return _page(request, here, "group.html", found.thing["iri"], dossier=found, group=whole, n=int(number), size=dossier.MANY)


def _other(request: Request, here: Site, iri: str) -> Response:
    """A claim: the statement with its sentences. Of anything else the bare statements."""
    claim = dossier.claim(here, iri)
    if claim:
        return _page(request, here, "claim.html", iri, statement=claim)
    quads = protocol.described(here.store, iri, 500)
    return _page(request, here, "bare.html", iri, rows=[[str(q.subject), str(q.predicate), str(q.object)] for q in quads])


def _page(request: Request, here: Site, template: str, iri: str, **values: object) -> Response:
    files = {ending: here.options.root + names.path(here.base, iri, "data") + f".{ending}" for ending in ENDINGS}
    answer = site.page(request, template, iri=iri, files=files, url=here.url, **values)
    answer.headers["Link"] = ", ".join(f'<{path}>; rel="alternate"; type="{ENDINGS[ending]}"' for ending, path in files.items())
    return answer


def _missing(request: Request, iri: str) -> Response:
    if choose(accepted(request), ["text/plain", "text/html"]) == "text/html":
        return site.page(request, "missing.html", status=404, iri=iri)
    return plain(refusal(404, "nothing here has this name"))
