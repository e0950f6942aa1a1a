"""What a query can't do: run on, grow without end, open a socket, starve the others."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time

import httpx
import pytest

from kg.server.turns import Line
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


async def _crowd_from(url: str, address: str, query: str, number: int, **headers: str) -> list[httpx.Response]:
    transport = httpx.AsyncHTTPTransport(local_address=address, limits=httpx.Limits(max_connections=200))
    async with httpx.AsyncClient(base_url=url, timeout=60, transport=transport, headers=headers) as client:
        return await asyncio.gather(*(client.post("/sparql", data={"query": query}) for _ in range(number)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has more than one address of loopback")
class TestOneAgainstAll:
    def test_who_asks_too_much_is_told_so_and_nobody_else(self, graph):
        async def both(url: str) -> tuple[list[httpx.Response], list[httpx.Response]]:
            greedy = asyncio.create_task(_crowd_from(url, "127.0.0.2", ENDLESS["values"], 9))
            await asyncio.sleep(0.5)
            return await _crowd_from(url, "127.0.0.3", "ASK {}", 5), await greedy

        with running(graph, "--engines", "1", "--timeout", "0.5", "--per-client", "5") as url:
            others, greedy = asyncio.run(both(url))
        assert {answer.status_code for answer in others} == {200}
        told = [answer for answer in greedy if answer.status_code == 429]
        assert len(told) == 4 and {answer.status_code for answer in greedy} <= {429, 503, 504}
        assert all(answer.headers["retry-after"] == "5" and "127.0.0.2" in answer.text for answer in told)

    def test_nobody_gets_all_engines(self, graph):
        """Queries that hold out longer than one waits in line, as many as may wait: another's is answered at once."""

        async def both(url: str) -> tuple[httpx.Response, float]:
            greedy = asyncio.create_task(_crowd_from(url, "127.0.0.2", ENDLESS["values"], 20))
            await asyncio.sleep(1)
            begin = time.monotonic()
            (other,) = await _crowd_from(url, "127.0.0.3", "ASK {}", 1)
            took = time.monotonic() - begin
            greedy.cancel()
            return other, took

        with running(graph, "--engines", "2", "--timeout", "60") as url:
            other, took = asyncio.run(both(url))
        assert other.status_code == 200 and took < 10

    @pytest.mark.parametrize(("options", "refused"), [((), True), (("--proxy", "127.0.0.0/8"), False)])
    def test_clients_of_a_proxy_that_is_believed_are_told_apart(self, graph, options, refused):
        async def both(url: str) -> list[int]:
            greedy = asyncio.create_task(_crowd_from(url, "127.0.0.1", ENDLESS["values"], 2, **{"X-Forwarded-For": "192.0.2.1"}))
            await asyncio.sleep(0.5)
            others = await _crowd_from(url, "127.0.0.1", "ASK {}", 1, **{"X-Forwarded-For": "192.0.2.1, 192.0.2.2"})
            await greedy
            return [answer.status_code for answer in others]

        with running(graph, "--engines", "2", "--timeout", "2", "--per-client", "2", *options) as url:
            assert asyncio.run(both(url)) == [429 if refused else 200]


class TestLine:
    """Without a server: who gets what is free."""

    def line(self, total: int = 3, places: int = 9, patience: float = 5) -> Line[int]:
        found: Line[int] = Line(total, places, patience)
        found.idle += range(total)
        return found

    def test_the_last_one_is_kept_for_others(self):
        async def play() -> list[int | None]:
            line = self.line(patience=0.01)
            return [await line.take(client) for client in ("a", "a", "a", "b", "b")]

        assert asyncio.run(play()) == [2, 1, None, 0, None]

    def test_alone_is_enough(self):
        assert asyncio.run(self.line(total=1).take("a")) == 0

    def test_who_has_least_comes_first_then_who_came_first(self):
        async def play() -> list[str]:
            line, order = self.line(total=2), []

            async def wants(client: str) -> None:
                thing = await line.take(client)
                order.append(client)
                line.done(client)
                line.put(thing)

            one, two = await line.take("a"), await line.take("b")
            tasks = [asyncio.create_task(wants(client)) for client in ("b", "c", "d")]
            await asyncio.sleep(0)
            line.put(one)
            line.put(two)
            line.done("a")
            line.done("b")
            await asyncio.gather(*tasks)
            return order

        assert asyncio.run(play())[:2] == ["c", "d"]

    def test_no_place_left(self):
        async def play() -> int | None:
            line = self.line(total=1, places=1)
            await line.take("a")
            waiting = asyncio.create_task(line.take("b"))
            await asyncio.sleep(0)
            refused = await line.take("c")
            waiting.cancel()
            return refused

        assert asyncio.run(play()) is None

    def test_nothing_is_lost_with_who_leaves(self):
        async def play() -> tuple[list[int], int]:
            line = self.line(total=1)
            thing = await line.take("a")
            waiting = asyncio.create_task(line.take("b"))
            await asyncio.sleep(0)
            line.done("a")
            line.put(thing)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            return line.idle + ([waiting.result()] if not waiting.cancelled() else []), len(line.waiting)

        assert asyncio.run(play()) == ([0], 0)
