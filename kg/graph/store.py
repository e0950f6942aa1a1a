"""Where graphs are kept: an Oxigraph store in a folder, and files made from it byte for byte the same.

One process writes a store at a time; a read-only handle shows it as it was when it was opened.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.errors import GraphError
from kg.graph import iris
from kg.vocabulary import AEI, ID_BASE, NIF, PREFIXES, PROV, RDF, XSD

if TYPE_CHECKING:
    import rdflib

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES,
}  # fmt: skip
TYPE = f"<{RDF}type>"
OFFSETS = {ox.NamedNode(NIF + "beginIndex"), ox.NamedNode(NIF + "endIndex")}
OFFSET_TYPE = ox.NamedNode(XSD + "nonNegativeInteger")


def open_store(path: str | Path, read_only: bool = False) -> ox.Store:
    """The store in the folder `path`, made if it is missing, unless `read_only`.

    Raises `GraphError` naming the path: missing, not a store, damaged, or being written by another process.
    """
    folder = Path(path)
    if read_only and not _is_store(folder):
        raise GraphError(f"{folder}: there is no store here; build one first")
    if not read_only and folder.is_dir() and not _is_store(folder) and any(folder.iterdir()):
        raise GraphError(f"{folder}: the folder holds other files; a store needs a folder of its own")
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except OSError as error:
        raise GraphError(f"{folder}: the store can't be opened: {error}") from error


def found(path: str | Path, as_stated: bool = False) -> Path:
    """The store of a folder that was built into: with the names of things after resolution, or `as_stated` by the documents.

    A path of a store is given as it is.
    """
    inner, view = Path(path) / "store", Path(path) / "view"
    shown = view if view.is_dir() and not as_stated else inner
    return shown if inner.is_dir() else Path(path)


@contextlib.contextmanager
def snapshot(path: str | Path) -> Iterator[Path]:
    """A folder with the store as it is now, gone at the end; what is written to the store meanwhile doesn't touch it.

    It lies beside the store and shares the large files, which never change, with it; where that can't be done, it is a
    copy. Take it while nobody writes. Raises `GraphError` as `open_store`.
    """
    source = Path(path)
    open_store(source, read_only=True)
    beside = source.parent if os.access(source.parent, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=".snapshot-", dir=beside) as folder:
        for file in source.iterdir():
            if file.name != "LOCK":
                _share(file, Path(folder) / file.name)
        yield Path(folder)


def _share(file: Path, to: Path) -> None:
    try:
        if file.suffix != ".sst":
            raise OSError("this one changes")
        to.hardlink_to(file)
    except OSError:
        shutil.copy2(file, to)


def fingerprint(path: Path) -> str:
    """Another one after every change of the store in the folder `path`; the same for its snapshot."""
    files = sorted(file for file in path.iterdir() if file.suffix in (".sst", ".log") or file.name.startswith("MANIFEST"))
    seen = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def base_of(store: ox.Store) -> str:
    """What the names of the store's things begin with; the usual base if it has no document."""
    documents = store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{AEI}Document"), None)
    first = next(iter(documents), None)
    return ID_BASE if first is None else first.subject.value.rpartition("document/")[0]


def replace_document(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Put the graphs of `quads` in the place of the graphs of the same names, all or nothing.

    With a document's graph goes what was set aside from it and what is on record about its making, so that
    nothing of an earlier version is left. Other graphs stay as they are. Raises `GraphError` if there are no quads.
    """
    new = list(quads)
    if not new:
        raise GraphError("no quads to put into the store: a document has at least a title or a source")
    named = {quad.graph_name for quad in new if isinstance(quad.graph_name, ox.NamedNode)}
    if len(named) != len({quad.graph_name for quad in new}):
        raise GraphError("a document's quads belong into a named graph; these have some in the default graph")
    _swap(store, sorted({name for graph in named for name in _graphs_of(graph.value)}), new)


def add(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Add quads to what is there, all or nothing: provenance, which many documents share."""
    _swap(store, [], list(quads))


def remove_document(store: ox.Store, document: str) -> None:
    """Take the document with this IRI away, and all that came from it. Raises `GraphError` if it isn't there."""
    if not store.contains_named_graph(ox.NamedNode(document)):
        raise GraphError(f"<{document}>: the store has no such document")
    _swap(store, _graphs_of(document), [])


def documents(store: ox.Store) -> set[str]:
    """The IRIs of the documents that the store holds."""
    return {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode) and "/document/" in graph.value}


def graph(store: ox.Store, name: str) -> list[ox.Quad]:
    """The quads of the graph called `name`, as they were stated; none if there is no such graph."""
    return list(map(_as_stated, store.quads_for_pattern(None, None, None, ox.NamedNode(name))))


def replace_graph(store: ox.Store, name: str, quads: Iterable[ox.Quad]) -> None:
    """Make the graph called `name` hold these quads and no others, all or nothing; none take the graph away."""
    old, new = set(store.quads_for_pattern(None, None, None, ox.NamedNode(name))), set(quads)
    if old != new:
        _swap(store, [name], sorted(new, key=str))


def dump(store: ox.Store, out_dir: str | Path) -> tuple[Path, Path]:
    """Write `graph.nq` and `graph.trig` into `out_dir`: sorted by graph and triple, UTF-8, the same bytes each time.

    Holds one graph in memory at a time. Raises `GraphError` on a blank node, whose name would change from
    dump to dump, and when a file can't be written; then the old files are still there.
    """
    folder = Path(out_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder / "graph.nq", _nquads(store)), _write(folder / "graph.trig", _trig(store))
    except OSError as error:
        raise GraphError(f"{folder}: the graph can't be written: {error}") from error


def load(path: str | Path) -> rdflib.Dataset:
    """An rdflib Dataset, its default graph the union, from .nq, .trig, .ttl, .nt, a store, or a folder with `graph.nq`.

    Literals keep the form they have in the file. Raises `GraphError` naming the path and, for a file, the line.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in read_quads(path):
        graph = dataset.default_graph if isinstance(quad.graph_name, ox.DefaultGraph) else dataset.graph(_rdflib(quad.graph_name))
        graph.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
    return dataset


def read_quads(path: str | Path) -> Iterator[ox.Quad]:
    """The quads of a file, a store's folder, or a folder with `graph.nq`. Errors as for `load`."""
    source = Path(path)
    if (source / "graph.nq").is_file():
        source = source / "graph.nq"
    elif (source / "store").is_dir():
        source = source / "store"
    if source.is_dir():
        yield from map(_as_stated, open_store(source, read_only=True))
    elif source.suffix not in FORMATS:
        raise GraphError(f"{source}: expected {', '.join(FORMATS)}, a store, or a folder with graph.nq")
    else:
        yield from _parse(source)


def _parse(source: Path) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(path=str(source), format=FORMATS[source.suffix])
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{source}: can't be read: {error}") from error


def _as_stated(quad: ox.Quad) -> ox.Quad:
    """A store keeps whole numbers of every type as xsd:integer: give offsets the type back that NIF asks for."""
    if quad.predicate not in OFFSETS:
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value, datatype=OFFSET_TYPE), quad.graph_name)


def _is_store(folder: Path) -> bool:
    return (folder / "CURRENT").is_file()


def _graphs_of(graph: str) -> list[str]:
    """The graph itself and, for a document's graph, the graph of what was set aside from it."""
    return [graph, iris.quarantine_graph(graph)] if "/document/" in graph else [graph]


def _swap(store: ox.Store, old: list[str], new: list[ox.Quad]) -> None:
    """One transaction. Adding alone is the fast way; else one SPARQL update, made of serialised terms only."""
    steps = [f"DROP GRAPH <{name}>" for name in old if store.contains_named_graph(ox.NamedNode(name))]
    made_by = ox.NamedNode(f"{PROV}wasGeneratedBy")
    fresh = set(new)
    for name in old:
        stale = (quad for quad in store.quads_for_pattern(ox.NamedNode(name), made_by, None, None) if quad not in fresh)
        steps += [f"DELETE DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}" for quad in stale]
    try:
        if not steps:
            store.extend(new)
        else:
            store.update(" ;\n".join([*steps, *_inserts(new)]))
    except OSError as error:
        raise GraphError(f"{', '.join(old) or 'store'}: can't be written: {error}") from error


def _inserts(quads: list[ox.Quad]) -> Iterator[str]:
    for name in dict.fromkeys(quad.graph_name for quad in quads):
        triples = (quad.triple for quad in quads if quad.graph_name == name)
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()
        yield f"INSERT DATA {{ GRAPH {name} {{\n{text}}} }}"


def graph_quads(store: ox.Store, name: str) -> Iterator[ox.Quad]:
    """The quads of one named graph, literals in the form they were stated in."""
    return map(_as_stated, store.quads_for_pattern(None, None, None, ox.NamedNode(name)))


def graphs(store: ox.Store) -> Iterator[list[ox.Quad]]:
    """The quads of each graph, default graph first, then by name; type first among a subject's statements."""
    for name in [ox.DefaultGraph(), *sorted(store.named_graphs(), key=str)]:
        quads = list(map(_as_stated, store.quads_for_pattern(None, None, None, name)))
        for quad in quads:
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode) or isinstance(name, ox.BlankNode):
                raise GraphError(f"{name}: blank node in {quad}; the dump needs a name for everything")
        if quads:
            yield sorted(quads, key=_order)


def _order(quad: ox.Quad) -> tuple[str, bool, str, str]:
    predicate = str(quad.predicate)
    return str(quad.subject), predicate != TYPE, predicate, str(quad.object)


def _nquads(store: ox.Store) -> Iterator[bytes]:
    for quads in graphs(store):
        yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


def _trig(store: ox.Store) -> Iterator[bytes]:
    """Prefixes are written here, in order: the serialiser's own order changes from run to run."""
    yield "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES)).encode()
    for quads in graphs(store):
        lines = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES).split(b"\n")
        yield b"\n" + b"\n".join(lines[len(PREFIXES) :])


def _write(path: Path, chunks: Iterable[bytes]) -> Path:
    """Whole or not at all: to a neighbour first, then renamed."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            _write_all(out, chunks)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _write_all(out: BinaryIO, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        out.write(chunk)


def _rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    datatype = None if term.language or term.datatype.value == f"{XSD}string" else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
