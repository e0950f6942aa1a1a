"""What a query can't do: run on, grow without end, open a socket, starve the others."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time

import httpx
import pytest

from tests.server.conftest import ROOT, engines, processor_seconds, running, wait_until

ENDLESS = {
    "join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(50)))} }}" for i in range(8))
    + " }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:z>|^!<x:y>)* ?d . ?e (!<x:y>)* ?f }",
}
GROWING = {
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c LIMIT 1",
    "text": 'SELECT (STRLEN(?e) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?s) '
    + 'BIND(REPLACE(?s, "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") AS ?b) '
    + 'BIND(REPLACE(?b, "a", ?b) AS ?c) BIND(REPLACE(?c, "a", ?b) AS ?d) BIND(REPLACE(?d, "a", ?b) AS ?e) }',
}
REMOTE = (
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DESCRIBE <{url}>",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <{url}>",
)


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_runaway_query_is_stopped_and_the_next_one_answers(client, kind):
    begin = time.monotonic()
    stopped = client.post("/sparql", data={"query": ENDLESS[kind]})
    assert stopped.status_code == 504 and "2 seconds" in stopped.text
    assert time.monotonic() - begin < 10
    assert client.get("/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}


def test_the_processor_is_free_again(client):
    assert client.post("/sparql", data={"query": ENDLESS["values"]}).status_code == 504
    time.sleep(0.5)
    before = processor_seconds(running_now := engines())
    time.sleep(1)
    assert len(running_now) >= 2 and processor_seconds(running_now) - before < 0.3


def test_who_hangs_up_stops_the_query(graph):
    with running(graph, "--engines", "1", "--timeout", "60") as url:
        mine = set(engines())
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/sparql", data={"query": ENDLESS["values"]}, timeout=1)
        assert httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=10).status_code == 200
        assert set(engines()) != mine


@pytest.mark.parametrize("kind", GROWING)
def test_a_query_that_grows_ends_at_the_limit_it_reaches_first(client, kind):
    answer = client.post("/sparql", data={"query": GROWING[kind]})
    assert (answer.status_code, "memory" in answer.text) in ((422, True), (504, False))
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("query", ["SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"])
@pytest.mark.parametrize("accept", ["*/*", "text/csv, application/n-triples"])
def test_a_result_past_its_limit_says_so(graph, query, accept):
    from kg.graph import protocol, store
    from kg.server.negotiation import choose

    asked = protocol.Question(
        text=query, results=choose(accept, protocol.RESULTS), triples=choose(accept, protocol.GRAPHS), limit=10_000
    )
    answer = protocol.answer(store.open_store(graph, read_only=True), asked)
    assert answer.status == 422 and b"10,000 bytes" in answer.body


class TestSockets:
    @pytest.mark.parametrize("query", REMOTE)
    def test_a_query_over_http_reaches_none(self, client, listener, query):
        for data in ({"query": query.format(url=listener.url)}, {"update": query.format(url=listener.url)}):
            assert client.post("/sparql", data=data).status_code in (400, 403) or query.startswith("DESCRIBE")
        client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": listener.url})
        assert listener.connections == 0

    def test_the_listener_would_notice(self, listener):
        import pyoxigraph as ox

        with pytest.raises(Exception, match=r"(?i)"):
            list(ox.Store().query(REMOTE[0].format(url=listener.url)))
        assert wait_until(lambda: listener.connections > 0)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux closes the network to a process")
    def test_the_engine_could_not_even_if_it_would(self, listener):
        """The check of words left out: the kernel refuses the socket."""
        code = (
            "import sys, pyoxigraph as ox; from kg.server import confine\n"
            "assert confine.confine(1 << 30), 'not guarded'\n"
            "try: list(ox.Store().query(sys.argv[1]))\n"
            "except Exception as error: print(type(error).__name__)\n"
            "import socket\n"
            "try: socket.socket()\n"
            "except PermissionError: print('no socket')\n"
            "import subprocess\n"
            "try: subprocess.run(['true'])\n"
            "except PermissionError: print('no program')\n"
        )
        command = [sys.executable, "-c", code, REMOTE[0].format(url=listener.url)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        assert done.stdout.splitlines()[1:] == ["no socket", "no program"] and done.stdout.splitlines()[0]
        assert listener.connections == 0


async def _crowd(url: str, each: int) -> list[int | str]:
    cheap, heavy, bad = {"query": "ASK { ?s a aei:State }"}, {"query": ENDLESS["join"]}, {"query": "SELECT {"}
    limits = httpx.Limits(max_connections=50)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:

        async def one(n: int) -> list[int | str]:
            found: list[int | str] = []
            for i in range(each):
                data = heavy if n % 10 == 0 else bad if n % 3 == 0 else cheap
                answer = await client.post("/sparql", data=data) if i % 2 else await client.get("/sparql", params=data)
                found.append(answer.status_code)
            return found

        return [status for found in await asyncio.gather(*map(one, range(50))) for status in found]


def test_fifty_clients_at_once_are_all_told_something(server):
    found = asyncio.run(_crowd(server, 2))
    assert len(found) == 100 and set(found) <= {200, 400, 503, 504} and found.count(200) > 0
    assert httpx.get(f"{server}/sparql", params={"query": "ASK {}"}, timeout=30).status_code == 200
