"""The files for Neo4j: by the documented grammar of their headers, and read by a library of another maker."""

from __future__ import annotations

import csv
import datetime
import json
import re
from io import StringIO
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.write.flat import clean, flat
from kg.write.neo4j import SEPARATOR, neo4j, relationship_type

NODES, TIES = {":ID": 1, ":LABEL": 1}, {":START_ID": 1, ":END_ID": 1, ":TYPE": 1}
FILES = {"nodes": NODES, "documents": NODES, "relationships": TIES, "stated_in": TIES}
READ = {
    "string": str, "long": int, "double": float, "date": datetime.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}  # fmt: skip
COLUMN = re.compile(r"(?P<name>[^:{}()\s][^:{}()]*)(?::(?P<type>string|long|double|date|boolean)(?P<list>\[\])?)?")


def imported(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The header and the rows, after all that the importer demands of them: `<name>:<type>` with each name once, the columns
    that nodes or relationships must have, rows as long as the header and on a line each, values of their types."""
    text = path.read_bytes().decode()
    header, *rows = csv.reader(StringIO(text, newline=""))
    special = [column for column in header if column.startswith(":")]
    assert dict.fromkeys(special, 1) == FILES[path.stem] and len(special) == len(set(special))
    columns = {column: COLUMN.fullmatch(column) for column in header if column not in special}
    assert all(columns.values()), columns
    names = [found["name"] for found in columns.values()]
    assert len(names) == len(set(names))
    assert text.count("\n") == len(rows) + 1 and all(len(row) == len(header) for row in rows), "a record is a line"
    found = [dict(zip(header, row, strict=True)) for row in rows]
    for row in found:
        assert all(row[column] for column in special)
        for column, parts in columns.items():
            for value in row[column].split(SEPARATOR) if parts["list"] else [row[column]]:
                assert value == "" or READ[parts["type"] or "string"](value) is not None
    return header, found


def test_neo4j_headers_ids_and_ends(store, tmp_path):
    found = flat(store)
    neo4j(store, out := tmp_path / "out")
    header, nodes = imported(out / "nodes.csv")
    _, papers = imported(out / "documents.csv")
    types = {name: kind for name, _, kind in (column.rpartition(":") for column in header) if name}
    assert types == {
        "aliases": "string[]", "confidence": "double", "earliest": "date", "latest": "date", "attributed": "string[]",
        "latitude": "double", "longitude": "double",
    }  # fmt: skip
    ids = [row[":ID"] for row in (*nodes, *papers)]
    assert len(ids) == len(set(ids)) == len(found.nodes) + 1
    for name in ("relationships", "stated_in"):
        _, rows = imported(out / f"{name}.csv")
        assert rows and {end for row in rows for end in (row[":START_ID"], row[":END_ID"])} <= set(ids)
        assert all(re.fullmatch(r"[A-Z_]+", row[":TYPE"]) for row in rows)
    assert {row[":LABEL"] for row in nodes if row["label"] == "Arland"} == {f"Actor{SEPARATOR}State"}


def test_neo4j_values(store, tmp_path):
    neo4j(store, out := tmp_path / "out")
    _, nodes = imported(out / "nodes.csv")
    arland = next(row for row in nodes if row["label"] == "Arland")
    assert arland["aliases:string[]"].split(SEPARATOR) == next(
        node["aliases"] for node in flat(store).nodes if node["label"] == "Arland"
    )
    _, ties = imported(out / "relationships.csv")
    claims = [row for row in ties if row["claim"]]
    assert len(claims) == 7 and {row["factuality"] for row in claims} == {"Negated"}
    for row in claims:
        assert float(row["confidence:double"]) == 0.25 and row["attributed:string[]"] == "Ana Lund"
        (told,) = json.loads(row["evidence"])
        assert (
            row["sentences:string[]"] == clean(" ".join(told["sentence"].split())) and row["sources:string[]"] == told["source"]
        )
    for path in out.glob("*.csv"):
        imported(path)


@pytest.mark.parametrize(
    ("predicate", "type_"), [("proposedBy", "PROPOSED_BY"), ("agent", "AGENT"), ("ASSAULT", "ASSAULT"), ("A, B", "DEALS_WITH")]
)
def test_types_of_relationships(predicate, type_):
    assert relationship_type(predicate) == type_


def test_neo4j_is_read_by_grand_cypher_io(store, tmp_path):
    """Which reads the same headers, for Neptune; one pair of files at a time, and no list but that of labels."""
    library = pytest.importorskip("grand_cypher_io")
    found = flat(store)
    neo4j(store, out := tmp_path / "out")
    net = nx.MultiDiGraph()
    steps = [("nodes.csv", None), ("documents.csv", None), (None, "relationships.csv"), (None, "stated_in.csv")]
    for nodes, ties in steps:
        library.opencypher_buffers_to_graph(
            out / nodes if nodes else StringIO(":ID,:LABEL\n"),
            out / ties if ties else StringIO(":START_ID,:END_ID,:TYPE\n"),
            to_graph=net,
            missing_vertex_behavior="error",
        )
    assert set(net) == {record["id"] for record in (*found.nodes, *found.documents)}
    for record in found.nodes:
        shown = net.nodes[record["id"]]
        assert {label for text in shown["__labels__"] for label in text.split(SEPARATOR)} == {record["kind"], record["type"]}
        for key in ("label", "confidence", "latitude", "time", "factuality", "wikidata"):
            value = clean(record[key]) if isinstance(record[key], str) else record[key]
            assert shown.get(key) == (None if value == "" else value)
    ties = {data["id"]: (a, b, data) for a, b, data in net.edges(data=True) if data["__type__"] != "STATED_IN"}
    assert set(ties) == {record["id"] for record in found.edges}
    for record in found.edges:
        a, b, data = ties[record["id"]]
        assert (a, b, data["__type__"]) == (record["source"], record["target"], relationship_type(record["predicate"]))
        assert data.get("confidence") == record["confidence"]
    stated = [data for *_, data in net.edges(data=True) if data["__type__"] == "STATED_IN"]
    assert len(stated) == sum(len(record["evidence"]) for record in found.nodes)
    assert all(type(data["begin"]) is int for data in stated)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own=st.dictionaries(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=4),
        st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.text(max_size=5)),
        max_size=4,
    )
)
def test_measures_of_ones_own_under_any_name(own, tmp_path):
    net = nx.DiGraph()
    net.add_node("a", **{"label": "A", "kind": "Actor", "type": "State", **own})
    neo4j(net, tmp_path)
    header, (row,) = imported(tmp_path / "nodes.csv")
    assert row[":ID"] == "a" and len(header) >= len(own.keys() - {"label", "kind", "type"})
