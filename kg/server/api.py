"""The JSON interface: the few calls that the explorer needs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from kg.errors import QueryError
from kg.graph import lookup
from kg.server import names, site
from kg.server.answers import (
    Evidence,
    Filter,
    Found,
    Hit,
    Iri,
    Kind,
    Link,
    Links,
    Neighbourhood,
    Path,
    Paths,
    Sentence,
    Shown,
    Summary,
    Thing,
)
from kg.server.explore import Row
from kg.server.site import Site
from kg.vocabulary import AEI, SKOS

TOLD = {
    400: "The request can't be read.", 404: "Nothing has this IRI.", 408: "The body came too slowly.",
    413: "The body is too large.", 429: "The client asks too much at once.", 503: "Too slow, or too busy: try again later.",
}  # fmt: skip
router = APIRouter(prefix="/api", responses={status: {"description": text} for status, text in TOLD.items()})


class Around(Filter):
    iri: Iri
    limit: int = Query(30, ge=1, le=200)
    offset: int = Query(0, ge=0, le=1_000_000)


class Between(Filter):
    a: Iri
    b: Iri


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="Words of a name, or their beginnings.")],
    kind: Kind | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Found:
    """Things by name or alias: the very name first, then those with the most links."""
    here = site.of(request)
    return Found(hits=[Hit(thing=_thing(here, row), name=row["name"]) for row in here.index.search(q, kind or "", limit)])


@router.get("/neighbours")
def neighbours(request: Request, around: Annotated[Around, Query()]) -> Neighbourhood:
    """What is linked to a thing and fits the filter: actors first, those with the most links first."""
    here = site.of(request)
    row = _row(here, around.iri)
    found, total = here.index.neighbours(row["id"], around, around.limit, around.offset)
    things = [row, *found]
    links = [
        link for link in here.index.links([r["iri"] for r in things], around) if around.iri in (link["source"], link["target"])
    ]
    return Neighbourhood(things=[_thing(here, r) for r in things], links=_links(links), total=total)


@router.post("/links")
def links(request: Request, shown: Shown, wanted: Annotated[Filter, Query()]) -> Links:
    """The links among things."""
    return Links(links=_links(site.of(request).index.links(shown.iris, wanted)))


@router.get("/paths")
def paths(request: Request, between: Annotated[Between, Query()]) -> Paths:
    """The shortest ways from one thing to another, three at most."""
    here = site.of(request)
    a, b = _row(here, between.a), _row(here, between.b)
    found = here.index.paths(a["id"], b["id"], between) if a["id"] != b["id"] else []
    return Paths(paths=[_path(here, numbers, between) for numbers in found])


@router.get("/evidence")
def evidence(request: Request, iri: Iri, limit: Annotated[int, Query(ge=1, le=100)] = 10) -> Evidence:
    """The sentences that state an event or claim, or mention a thing."""
    here = site.of(request)
    try:
        quotations = lookup.quotations(here.store, iri, limit)
        row = here.index.thing(iri)
        if row is None and not quotations:
            raise HTTPException(404, "nothing here has this IRI")
        speakers = here.index.things(lookup.values(here.store, iri, f"{AEI}attributedTo"))
        aliases = lookup.values(here.store, iri, f"{SKOS}altLabel")
    except QueryError as error:
        raise HTTPException(404, "nothing here has this IRI") from error
    return Evidence(
        thing=_thing(here, row) if row else None,
        names=aliases,
        attributed=[_thing(here, speaker) for speaker in speakers.values()],
        sentences=[_sentence(here, quotation) for quotation in quotations],
    )


@router.get("/summary")
def summary(request: Request) -> Summary:
    """What there is to filter."""
    things, types, levels, since, until = site.of(request).index.known
    return Summary(things=things, types=types, levels=levels, since=since, until=until)


def _row(here: Site, iri: str) -> Row:
    row = here.index.thing(iri)
    if row is None:
        raise HTTPException(404, "nothing here has this IRI")
    return row


def _path(here: Site, numbers: list[int], wanted: Filter) -> Path:
    rows = here.index.numbered(numbers)
    iris = [rows[number]["iri"] for number in numbers]
    steps = {frozenset(step): i for i, step in enumerate(pairwise(iris))}
    found = [(steps.get(frozenset((link["source"], link["target"]))), link) for link in here.index.links(iris, wanted)]
    along = sorted(((i, link) for i, link in found if i is not None), key=lambda step: step[0])
    return Path(things=[_thing(here, rows[number]) for number in numbers], links=_links(link for _, link in along))


def _thing(here: Site, row: Row) -> Thing:
    return Thing(page=here.url(row["iri"]), **{name: row[name] for name in Thing.model_fields if name != "page"})


def _links(rows: Iterable[Row]) -> list[Link]:
    return [Link(**dict(row)) for row in rows]


def _sentence(here: Site, quotation: lookup.Quotation) -> Sentence:
    page = here.options.root + names.path(here.base, f"{quotation.document}#char={quotation.begin},{quotation.end}")
    kept = ("document", "source", "title", "date", "before", "words", "after")
    return Sentence(page=page, **{name: getattr(quotation, name) for name in kept})
