"""What every page and call needs: the store, its index, the query engines and the options, in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.server import names
from kg.server.explore import Index
from kg.server.options import Options
from kg.server.pool import Pool

if TYPE_CHECKING:
    from pyoxigraph import Store

HERE = Path(__file__).parent
STATIC = HERE / "static"
VENDOR = HERE / "vendor"  # what setting up brings from the npm registry
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.filters["spaced"] = lambda name: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`base` is what the IRIs of the store begin with; under `/id/` the server answers for them."""

    options: Options
    store: Store
    pool: Pool
    index: Index
    base: str

    def url(self, iri: str) -> str:
        """The path of a thing's page on this server; the IRI itself if it is none of the store's."""
        path = names.path(self.base, iri)
        return self.options.root + path if path else iri


def of(request: Request) -> Site:
    return request.app.state.site


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page made of a template; values are escaped by it."""
    text = TEMPLATES.get_template(template).render(root=of(request).options.root, **values)
    return HTMLResponse(text, status_code=status, headers={"Vary": "Accept"})
