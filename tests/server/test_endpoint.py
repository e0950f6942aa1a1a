"""Our queries asked of other services and our graphs put into them: Oxigraph's own server, Virtuoso, and ours."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import kg
from benchmarks.big_store import make
from kg.errors import GraphError, QueryError
from kg.graph import endpoint, store
from tests.server.conftest import running

VALUES = {"a": "arland", "b": "borland", "actor": "arland", "label": "Republic of Arland"}
VIRTUOSO = """
[Database]
DatabaseFile = {0}/v.db
ErrorLogFile = {0}/v.log
LockFile = {0}/v.lck
TransactionFile = {0}/v.trx
xa_persistent_file = {0}/v.pxa
[TempDatabase]
DatabaseFile = {0}/t.db
TransactionFile = {0}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{1}
NumberOfBuffers = 5000
[HTTPServer]
ServerPort = 127.0.0.1:{2}
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextlib.contextmanager
def process(*command: object, answers: str) -> Iterator[None]:
    """A server that runs until the end of the block, which begins when it answers at an address."""
    started = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(answers, timeout=5).close()
                break
            assert started.poll() is None, f"{command[0]} ended"
            time.sleep(0.1)
        yield
    finally:
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    port, program = free_port(), Path(sys.executable).with_name("oxigraph")
    url, folder = f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("oxigraph")
    command = (program, "serve", "-l", folder, "-b", f"127.0.0.1:{port}", "--union-default-graph")
    with process(*command, answers=f"{url}/query?query=ASK%7B%7D"):
        yield SimpleNamespace(query=f"{url}/query", graphs=f"{url}/store")


@contextlib.contextmanager
def virtuoso_in(folder: Path) -> Iterator[SimpleNamespace]:
    """Debian's, with the right to write given to everybody who can reach it."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        message = "no Virtuoso found: install Debian's virtuoso-opensource-7"
        pytest.fail(message) if os.environ.get("CI") == "true" and shutil.which("apt-get") and os.getuid() == 0 else pytest.skip(
            message
        )
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder, sql, http))
    url = f"http://127.0.0.1:{http}"
    with process(
        "virtuoso-t", "+configfile", folder / "virtuoso.ini", "+wait", "+foreground", answers=f"{url}/sparql?query=ASK%7B%7D"
    ):
        grant = 'GRANT SPARQL_UPDATE TO "SPARQL";'
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"], input=grant, text=True, check=True, capture_output=True)
        yield SimpleNamespace(query=f"{url}/sparql", graphs=f"{url}/sparql-graph-crud")


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    with virtuoso_in(tmp_path_factory.mktemp("virtuoso")) as found:
        yield found


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def service(request, graph, tmp_path):
    """A service of another maker that holds our graphs."""
    found = request.getfixturevalue(request.param)
    counts = kg.push(graph, found.graphs, journal=tmp_path / "journal")
    assert counts == {"sent": 3, "kept": 0, "removed": 0}
    found.journal = tmp_path / "journal"
    return found


def compared(graph: Path, url: str, values: dict[str, str] = VALUES) -> None:
    """The same rows in the same order."""
    opened = store.open_store(graph, read_only=True)
    found = 0
    for name, query in kg.queries().items():
        bindings = {parameter: values.get(parameter, "border pact") for parameter in query.parameters}
        here, there = kg.answer(opened, name, **bindings), kg.answer(url, name, **bindings)
        assert there == here, name
        found += len(here)
    assert found > 50


class TestAnotherService:
    def test_named_queries_give_the_same_rows(self, service, graph):
        compared(graph, service.query)

    def test_ask_and_construct(self, service, graph):
        opened = store.open_store(graph, read_only=True)
        for query in ("ASK { ?s a aei:Person }", "CONSTRUCT { ?s a aei:State } WHERE { ?s a aei:State }"):
            assert kg.answer(service.query, query) == kg.answer(opened, query)

    @pytest.mark.parametrize("value", ['arland" } #', "arland\\", 'a"; DROP ALL', "\n\r\t\x0b", "'''", "http://x>", "☃ 𝄞"])
    def test_values_never_become_syntax(self, service, value):
        assert len(kg.answer(service.query, "timeline", actor=value)) == 0

    def test_pushed_again_only_what_is_new(self, service, graph):
        counts = kg.push(graph, service.graphs, journal=service.journal)
        assert counts == {"sent": 0, "kept": 3, "removed": 0}

    def test_interrupted_and_taken_up(self, service, graph):
        lines = service.journal.read_text().splitlines(keepends=True)
        service.journal.write_text(lines[0] + lines[1][:30])  # the process died while it wrote
        counts = kg.push(graph, service.graphs, journal=service.journal)
        assert counts == {"sent": 2, "kept": 1, "removed": 0}
        assert json.loads(service.journal.read_text().splitlines()[0])[0] == json.loads(lines[0])[0]
        assert kg.push(graph, service.graphs, journal=service.journal)["kept"] == 3

    def test_what_is_gone_here_goes_there(self, service, graph, tmp_path):
        shutil.copytree(graph, tmp_path / "store")
        changed = store.open_store(tmp_path / "store")
        gone = f"https://w3id.org/aei/id/document/{'c' * 16}"
        store.remove_document(changed, gone)
        del changed
        assert kg.push(tmp_path, service.graphs, journal=service.journal) == {"sent": 0, "kept": 2, "removed": 1}
        assert kg.answer(service.query, f"ASK {{ GRAPH <{gone}> {{ ?s ?p ?o }} }}") is False
        assert (
            kg.answer(service.query, f"ASK {{ GRAPH <{gone.replace('c', 'b', 1).replace('c' * 15, 'b' * 15)}> {{ ?s ?p ?o }} }}")
            is False
        )
        assert kg.push(graph, service.graphs, journal=service.journal)["sent"] == 1


@pytest.mark.slow
def test_of_many_documents(tmp_path):
    """Of more documents Virtuoso 7.2.5 loses rows where a subselect with DISTINCT, not GROUP BY, is joined with more."""
    make(tmp_path / "store", 800)
    values = {**dict.fromkeys(("actor", "label", "a"), "bania"), "b": "RONIA", "initiative": "plan 1-1"}
    with virtuoso_in(tmp_path) as service:
        kg.push(tmp_path / "store", service.graphs)
        compared(tmp_path / "store", service.query, values)


class TestOurs:
    def test_named_queries_give_the_same_rows(self, server, graph):
        compared(graph, f"{server}/sparql")

    def test_with_a_token(self, graph, run):
        token = "a-long-and-secret-token"
        with running(graph, KG_TOKEN=token) as url:
            command = ("query", "states.rq", "--endpoint", f"{url}/sparql")
            assert "401" in run("query", "ASK { ?s a aei:State }", *command[2:]).stderr
            done = run("query", "ASK { ?s a aei:State }", *command[2:], env={"KG_TOKEN": token})
            assert (done.stdout, done.returncode) == ("true\n", 0)

    def test_it_takes_no_graphs(self, server, graph, tmp_path):
        with pytest.raises(GraphError, match=r"document/a+>: http.*doesn't take it: 405"):
            kg.push(graph, f"{server}/sparql", journal=tmp_path / "journal")

    @pytest.mark.parametrize("query", ["SELECT * { SERVICE <http://x/> { } }", "CLEAR ALL", "SELECT {"])
    def test_refused_here_or_there(self, server, query):
        with pytest.raises(QueryError):
            kg.answer(f"{server}/sparql", query)


class TestTheCommands:
    def test_push_and_query(self, run, oxigraph, graph, tmp_path):
        done = run("push", graph, "--endpoint", oxigraph.graphs, "--journal", tmp_path / "j")
        assert (done.stdout, done.stderr) == ("3 graphs sent, 0 graphs kept, 0 graphs removed\n", "")
        done = run("query", "timeline", "--param", "actor=ARLAND", "--endpoint", oxigraph.query, "--format", "json")
        assert [row["action"] for row in json.loads(done.stdout)] == ["attacked"]

    @pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "ftp://127.0.0.1/", "file:///etc/passwd", "nonsense"])
    def test_what_can_not_be_reached(self, run, graph, tmp_path, url):
        for command in (("query", "requests"), ("push", graph, "--journal", tmp_path / "j")):
            done = run(*command, "--endpoint", url)
            assert done.returncode == 1 and done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1

    def test_passwords_are_not_shown(self, run):
        assert "geheim" not in run("query", "requests", "--endpoint", "http://me:geheim@127.0.0.1:9/").stderr

    def test_a_journal_for_each_service(self, tmp_path):
        folder = tmp_path / "store"
        one, other = (endpoint.journal_of(folder, f"http://{host}/store") for host in ("a", "b"))
        assert one != other and one.parent == tmp_path and one == endpoint.journal_of(folder, "http://u:p@a/store")
