"""The canonical view of a folder's graph: kept beside the store where resolution changes anything, and only there."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Extraction
from kg.pipeline.folder import Folder

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.graph.view import Changes
    from kg.resolve import Judgement, Resolution
    from kg.resolve.decided import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that a folder's graph is made of. `judgements` are all that were ever made, `in_force` those that hold."""

    documents: list[Extraction]
    judgements: list[Judgement]
    in_force: list[Judgement]
    decided: Decided
    resolution: Resolution


def write(folder: Folder, dataset: Store, held: Holdings, digests: dict[str, str], before: dict[str, Any]) -> dict[str, Any]:
    """Bring the resolution graph and the view in line; gives what the state has to say about the view.

    A document's graph in the view is written again only if the document or what resolution changes in it is another.
    """
    from kg.graph import iris, view
    from kg.graph import store as stores

    graph = view.resolution_graph(held.resolution, held.in_force)
    stores.replace_graph(dataset, iris.resolution_graph(), graph)
    of = held.resolution.of()
    changes = {iris.document_iri(e.document): view.changes(e, of, held.decided) for e in held.documents}
    if not any(changes.values()):
        shutil.rmtree(folder.view, ignore_errors=True)
        return {}
    wanted = {name: _signature(digests[name], changed) for name, changed in changes.items()}
    target = stores.open_store(folder.view)
    there = stores.documents(target)
    for gone in sorted(there - set(wanted)):
        stores.remove_document(target, gone)
    for name, signature in wanted.items():
        if name not in there or before.get("view", {}).get(name) != signature:
            stores.replace_document(target, _shown(dataset, name, changes[name]))
    for shared in (iris.provenance_graph(), iris.resolution_graph()):
        stores.replace_graph(target, shared, stores.graph(dataset, shared))
    return {"view": wanted}


def current(folder: Folder, dataset: Store) -> Store:
    """What queries should see: the view if there is one, else the store itself."""
    from kg.graph import store as stores

    return stores.open_store(folder.view, read_only=True) if folder.view.is_dir() else dataset


def _shown(dataset: Store, name: str, changes: Changes) -> list[Any]:
    from kg.graph import iris, view
    from kg.graph import store as stores

    aside = stores.graph(dataset, iris.quarantine_graph(name))
    return [*view.canonical(stores.graph(dataset, name), changes), *aside]


def _signature(digest: str, changes: Changes) -> str:
    parts = (sorted(changes.names.items()), sorted(changes.labels.items()), sorted(changes.types.items()))
    return hashlib.sha256(repr((digest, parts, sorted(changes.gone), sorted(changes.sure))).encode()).hexdigest()
