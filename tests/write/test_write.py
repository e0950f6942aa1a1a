"""Each format opened by a library that reads it: everything that the graph states is where the documentation says it is."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.analyse.project import Evidence, multigraph
from kg.errors import GraphError, PluginError
from kg.write import EXPORTERS, export
from kg.write.flat import DOCUMENT, EDGE, EVIDENCE, NODE, flat
from kg.write.tables import FORMULA, defused

EVENT = "talks"


def written(store: ox.Store, form: str, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    export(store, form, out)
    return out


def attributes(store: ox.Store) -> dict[str, dict]:
    """The node of each label, as records that formats must bring back."""
    return {node["label"]: node for node in flat(store).nodes}


# --- records


def test_records_carry_everything_the_network_does(store):
    found, net = flat(store), multigraph(store)
    assert [n["id"] for n in found.nodes] == sorted(net) and len(found.edges) == net.number_of_edges()
    assert len({edge["id"] for edge in found.edges}) == len(found.edges)
    for node in found.nodes:
        assert set(node) == set(NODE)
        data = net.nodes[node["id"]]
        for key in ("label", "kind", "type", "factuality", "status", "confidence", "time", "earliest", "latest"):
            assert node[key] == data[key]
        assert (node["aliases"], node["attributed"]) == (list(data["aliases"]), list(data["attributed"]))
        told = [(e.sentence, e.begin, e.end) for e in data["evidence"] if e.source == found.documents[0]["source"]]
        assert [(e["sentence"], e["begin"], e["end"]) for e in node["evidence"]] == told != []
    assert all(set(edge) == set(EDGE) for edge in found.edges)
    geneva = attributes(store)["Geneva"]
    assert (geneva["latitude"], geneva["longitude"], geneva["country"]) == (46.2, 6.15, "CH")
    assert attributes(store)["Arland"]["wikidata"] == "Q1"


def test_documents_and_offsets(store):
    (document,) = flat(store).documents
    assert set(document) == set(DOCUMENT)
    assert {document["source"], *document["also_from"]} == {"news/a.txt", "https://example.org/a?x=1&y=2"}
    assert (document["creator"], document["publisher"], document["date"]) == ("Ana Lund", "@Herald", "2024-05-14")
    text = next(q.object.value for q in store if q.predicate.value.endswith("isString"))
    for node in flat(store).nodes:
        for item in node["evidence"]:
            assert set(item) == set(EVIDENCE) and item["document"] == document["id"]
            assert text[item["offset"] : item["offset"] + len(item["sentence"])] == item["sentence"]


# --- networks


def same(value: str | float | list | None, shown: object) -> bool:
    if value in ("", None, []):
        return shown is None
    return json.loads(shown) == value if isinstance(value, list) else shown == value


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_xml_networks_are_read_by_networkx(store, tmp_path, form, read):
    net, found = read(written(store, form, tmp_path)), flat(store)
    assert isinstance(net, nx.MultiDiGraph) and net.number_of_edges() == len(found.edges)
    for node in found.nodes:
        shown = net.nodes[node["id"]]
        assert [key for key in NODE if key != "id" and key != "evidence" and not same(node[key], shown.get(key))] == []
        told = json.loads(shown["evidence"])
        assert [item["sentence"] for item in told] == [item["sentence"] for item in node["evidence"]]
    ids = (
        {data.get("id"): data for _, _, data in net.edges(data=True)}
        if form == "gexf"
        else {k: d for _, _, k, d in net.edges(keys=True, data=True)}
    )
    for edge in found.edges:
        shown = ids[edge["id"]]
        assert [
            key for key in ("predicate", "claim", "factuality", "confidence", "attributed") if not same(edge[key], shown.get(key))
        ] == []


def test_graphml_and_gexf_hold_the_documents_and_no_date_of_today(store, tmp_path):
    net = nx.read_graphml(written(store, "graphml", tmp_path))
    assert json.loads(net.graph["documents"]) == flat(store).documents
    shown = written(store, "gexf", tmp_path).read_text(encoding="utf-8")
    assert "lastmodifieddate" not in shown and "news/a.txt" in shown.partition("<graph")[0]
    assert 'mode="dynamic"' in shown and 'timeformat="date"' in shown
    assert nx.read_gexf(tmp_path / "out").nodes[attributes(store)[EVENT]["id"]]["start"] == "2024-05-01"


def test_cytoscape_is_read_by_networkx_with_lists_as_lists(store, tmp_path):
    data = json.loads(written(store, "cytoscape", tmp_path).read_text(encoding="utf-8"))
    net, found = nx.cytoscape_graph(data, name="label", ident="id"), flat(store)
    assert set(net) == {node["id"] for node in found.nodes} and net.number_of_edges() == len(found.edges)
    for node in found.nodes:
        assert {k: v for k, v in node.items() if v is not None} == {
            k: net.nodes[node["id"]][k] for k in node if node[k] is not None
        }
    assert data["data"]["documents"] == found.documents
    assert {e["data"]["id"] for e in data["elements"]["edges"]} == {edge["id"] for edge in found.edges}


def test_a_network_of_ones_own_goes_with_its_measures(store, tmp_path):
    net = kg.actor_graph(store, "all", factuality=("Possible",))
    nx.set_node_attributes(net, nx.degree_centrality(net), "centrality")
    for form in ("graphml", "gexf", "cytoscape", "csv", "parquet", "neo4j"):
        export(net, form, tmp_path / form)
    read = nx.read_graphml(tmp_path / "graphml", force_multigraph=True)
    assert read.number_of_edges() == net.number_of_edges() > 0
    for node, data in net.nodes(data=True):
        assert read.nodes[node]["centrality"] == data["centrality"]
    for a, b, data in net.edges(data=True):
        (shown,) = read[a][b].values()
        assert shown["weight"] == data["weight"] and json.loads(shown["reasons"])[0]["type"] == "CONSULT"
    header = (tmp_path / "neo4j" / "nodes.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert header.endswith("centrality:double")
    assert "weight" in pq.read_table(tmp_path / "parquet" / "edges.parquet").column_names
    with pytest.raises(GraphError, match="give the store"):
        export(net, "jsonld", tmp_path / "x")


# --- tables


def undefused(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def test_csv_is_read_by_pandas(store, tmp_path):
    out, found = written(store, "csv", tmp_path), flat(store)
    tables = {path.stem: pd.read_csv(path, keep_default_na=False, dtype=str) for path in sorted(out.glob("*.csv"))}
    assert {name: len(table) for name, table in tables.items()} == {
        "documents": 1, "edges": len(found.edges), "nodes": len(found.nodes),
        "evidence": sum(len(record["evidence"]) for record in (*found.nodes, *found.edges)),
    }  # fmt: skip
    for row, node in zip(tables["nodes"].to_dict("records"), found.nodes, strict=True):
        for key in NODE[:-1]:
            value = undefused(row[key])
            assert (json.loads(value) if key in ("aliases", "attributed") else value) == (
                "" if node[key] is None else node[key] if isinstance(node[key], list) else str(node[key])
            )
    sentences = {undefused(text) for text in tables["evidence"]["sentence"]}
    assert sentences == {item["sentence"] for node in found.nodes for item in node["evidence"]}
    owners = set(zip(tables["evidence"]["owner"], tables["evidence"]["id"], strict=True))
    assert owners == {("node", n["id"]) for n in found.nodes if n["evidence"]} | {
        ("edge", e["id"]) for e in found.edges if e["evidence"]
    }


def test_no_cell_is_a_formula(store, tmp_path):
    out = written(store, "csv", tmp_path)
    cells = [
        cell for path in out.glob("*.csv") for row in csv.reader(StringIO(path.read_bytes().decode(), newline="")) for cell in row
    ]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert "'=HYPERLINK(1)" in cells and "'@Herald" in cells


@given(st.text())
def test_defusing_takes_nothing_away(text):
    assert undefused(defused(text)) == text
    assert defused(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_parquet_is_read_by_pyarrow(store, tmp_path):
    out, found = written(store, "parquet", tmp_path), flat(store)
    for name, records in (("nodes", found.nodes), ("edges", found.edges), ("documents", found.documents)):
        assert pq.read_table(out / f"{name}.parquet").to_pylist() == records


def test_empty_tables_keep_their_columns(tmp_path):
    for form in EXPORTERS:
        export(ox.Store(), form, tmp_path / form)
    assert pq.read_table(tmp_path / "parquet" / "nodes.parquet").column_names == list(NODE)
    assert (tmp_path / "csv" / "edges.csv").read_text().startswith("id,source,target,predicate")
    assert json.loads((tmp_path / "jsonld").read_text()) == []


# --- RDF


def test_json_ld_is_the_dataset(store, tmp_path):
    read = rdflib.Dataset()
    read.parse(written(store, "jsonld", tmp_path), format="json-ld")
    expected = rdflib.Dataset()
    (nq := tmp_path / "x.nq").write_bytes(ox.serialize(sorted(store, key=str), format=ox.RdfFormat.N_QUADS))
    expected.parse(nq, format="nquads")
    graphs = {graph.identifier for graph in expected.graphs() if len(graph)}
    assert graphs == {graph.identifier for graph in read.graphs() if len(graph)} and graphs
    for name in graphs:
        mine, theirs = loose(read.graph(name)), loose(expected.graph(name))
        assert rdflib.compare.isomorphic(mine, theirs)


def loose(graph: rdflib.Graph) -> rdflib.Graph:
    """Offsets with one type: the store keeps them as xsd:integer, JSON-LD as NIF asks for."""
    out = rdflib.Graph()
    for s, p, o in graph:
        number = isinstance(o, rdflib.Literal) and o.datatype in (rdflib.XSD.integer, rdflib.XSD.nonNegativeInteger)
        out.add((s, p, rdflib.Literal(str(o), datatype=rdflib.XSD.integer) if number else o))
    return out


# --- FollowTheMoney


def test_ftm_is_read_and_validated_by_followthemoney(store, tmp_path):
    from followthemoney import model

    lines = written(store, "ftm", tmp_path).read_text(encoding="utf-8").splitlines()
    proxies = {}
    for line in lines:
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        assert {name: sorted(values) for name, values in data["properties"].items()} == {
            prop.name: sorted(proxy.get(prop)) for prop in proxy.iterprops()
        }, "the library keeps each value as it is"
        proxies[proxy.id] = proxy
    assert len(proxies) == len(lines)
    for proxy in proxies.values():
        for prop in proxy.iterprops():
            if prop.type.name == "entity":
                for other in proxy.get(prop):
                    assert proxies[other].schema.is_a(prop.range), f"{proxy.schema.name}:{prop.name}"


def test_ftm_has_a_place_for_everything(store, tmp_path):
    from followthemoney import model

    proxies = [
        model.get_proxy(json.loads(line)) for line in written(store, "ftm", tmp_path).read_text(encoding="utf-8").splitlines()
    ]
    by_name = {proxy.caption: proxy for proxy in proxies if not proxy.schema.edge}
    talks = by_name[EVENT]
    assert talks.get("startDate") == ["2024-05-01"] and talks.get("endDate") == ["2024-05-31"]
    assert talks.get("location") == ["Geneva (46.2, 6.15)"] and talks.get("country") == ["ch"]
    assert {"factuality: Possible", "confidence: 0.75", "time: 2024-05", "according to: Ana Lund"} <= set(talks.get("notes"))
    assert len(talks.get("description")) == 2 and len(talks.get("involved")) == 3
    assert any("mistrust" in note and "Negated" in note for note in by_name["border commission"].get("notes"))
    assert any("locatedIn Geneva" in note for note in by_name["Arland"].get("notes"))
    document = next(proxy for proxy in proxies if proxy.schema.name == "Document")
    assert any(note.startswith("Place: Geneva (46.2, 6.15)") for note in document.get("notes"))
    links = {(proxy.schema.name, *proxy.get("role")): proxy for proxy in proxies if proxy.schema.edge}
    assert {
        ("Membership", "memberOf"),
        ("Directorship", "leads"),
        ("Representation", "represents"),
        ("UnknownLink", "memberOf"),
    } <= set(links)
    assert links["Membership", "memberOf"].get("summary") == ["factuality: Negated; confidence: 0.25; according to: Ana Lund"]


# --- all of them


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_graph_gives_the_same_bytes(store, form, tmp_path):
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    first, second = export(store, form, tmp_path / "a"), export(again, form, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second] and first


@pytest.mark.parametrize("form", EXPORTERS)
def test_what_can_not_be_written_is_named(store, form, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match=r"file/out: can't be written"):
        export(store, form, tmp_path / "file" / "out")


def mine(source: ox.Store, out: Path) -> Path:
    """An exporter as a user writes it."""
    out.write_text(str(len(source)))
    return out


def test_an_exporter_of_ones_own_and_an_unknown_one(store, tmp_path, monkeypatch):
    (tmp_path / "own.py").write_text("def write(source, out):\n    out.write_text(str(len(source)))\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert kg.export(store, "own:write", tmp_path / "n.txt") == [tmp_path / "n.txt"]
    assert (tmp_path / "n.txt").read_text() == str(len(store))
    with pytest.raises(PluginError, match=r"'xls' is no exporter; known: csv, cytoscape, ftm"):
        kg.export(store, "xls", tmp_path / "x")


def test_the_command(built, run, tmp_path):
    done = run("export", "--store", built, "--format", "csv", "--out", "tables", cwd=tmp_path)
    assert done.stdout.split() == [f"tables/{name}.csv" for name in ("documents", "edges", "evidence", "nodes")]
    done = run("export", "--store", built, "--format", "gexf", "--actors", "conflict", "--out", "a.gexf", cwd=tmp_path)
    assert "Kenya" in {data["label"] for _, data in nx.read_gexf(tmp_path / "a.gexf").nodes(data=True)}
    assert run("export", "--store", built, "--format", "xls", "--out", "x", cwd=tmp_path).returncode == 1


def test_evidence_of_a_network_names_its_documents():
    net = nx.DiGraph()
    net.add_node(
        "a", label="A", kind="Actor", type="State", evidence=(Evidence(source="b.txt", sentence="x", begin=0, end=1, title="B"),)
    )
    assert [(d["id"], d["title"]) for d in flat(net).documents] == [("b.txt", "B")]
