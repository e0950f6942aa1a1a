"""What stops a query that runs away: Oxigraph's own server with its time limit, and `kg serve`, over the same store.

    python benchmarks/runaway.py STORE

Each query is sent to both, with a limit of three seconds. The table says what came back and after how many seconds (at most
eight are waited for), how much processor time the server used in the second after that, its memory then, and how long the
next small query took. A server that goes on working is started again before the next query.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
LIMIT, PATIENCE = 3, 8
QUERIES = {
    "join of all with all": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorting a join": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c LIMIT 1",
    "grouping a join": "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ORDER BY ?n LIMIT 1",
    "all rows of a join": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }",
    "paths of any length": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?b (!<x:z>)* ?c }",
    "product of lists": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(50)))} }}" for i in range(8))
    + " }",
    "text that grows": 'SELECT (STRLEN(?e) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?s) BIND(REPLACE(?s, "a", '
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") AS ?b) BIND(REPLACE(?b, "a", ?b) AS ?c) BIND(REPLACE(?c, "a", ?b) AS ?d) '
    'BIND(REPLACE(?d, "a", ?b) AS ?e) }',
}


def oxigraph(store: Path) -> tuple[subprocess.Popen, str]:
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve-read-only", "-l", store, "-b", "127.0.0.1:7979", "--union-default-graph", "--timeout-s", LIMIT]
    process = subprocess.Popen([*map(str, command)], stderr=subprocess.DEVNULL)
    for _ in range(100):
        with contextlib.suppress(httpx.HTTPError):
            httpx.get("http://127.0.0.1:7979/query", params={"query": "ASK {}"})
            break
        time.sleep(0.1)
    return process, "http://127.0.0.1:7979/query"


def ours(store: Path) -> tuple[subprocess.Popen, str]:
    command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", "--timeout", str(LIMIT)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return process, re.search(r"at (http://\S+)/", process.stderr.readline())[1] + "/sparql"


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
    return found


def used(pid: int) -> dict[int, tuple[float, float]]:
    """Of a process and its children: processor seconds so far and megabytes now."""
    found = {}
    for each in family(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            found[each] = seconds, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return found


def asked(url: str, query: str, patience: float = PATIENCE) -> str:
    begin, size, status = time.monotonic(), 0, 0
    try:
        with httpx.stream("POST", url, data={"query": query}, timeout=patience) as answer:
            status = answer.status_code
            for chunk in answer.iter_bytes():
                size += len(chunk)
                if time.monotonic() - begin > patience:
                    return f"{status}, still sending after {size / 1e6:.0f} MB"
    except httpx.HTTPError:
        return f"nothing in {patience:g} s"
    return f"{status} after {time.monotonic() - begin:.1f} s"


def measure(start: Callable[[Path], tuple[subprocess.Popen, str]], store: Path) -> dict[str, str]:
    found, (process, url) = {}, start(store)
    for name, query in QUERIES.items():
        said = asked(url, query)
        before = used(process.pid)
        time.sleep(1)
        after = used(process.pid)
        busy = sum(seconds - before.get(pid, (0.0,))[0] for pid, (seconds, _) in after.items())
        memory = sum(megabytes for _, megabytes in after.values())
        begin = time.monotonic()
        following = asked(url, "ASK {}", 20)
        found[name] = f"{said} | {busy:.1f} | {memory:,.0f} | {following[:3]} in {(time.monotonic() - begin) * 1000:.0f} ms"
        if busy > 0.3:
            process.kill()
            process.wait()
            process, url = start(store)
    process.terminate()
    process.wait()
    return found


def main() -> None:
    store = Path(sys.argv[1])
    for name, start in (("oxigraph serve-read-only --timeout-s 3", oxigraph), ("kg serve --timeout 3", ours)):
        print(f"\n| {name} | answer | processor s in the next second | MB | next query |\n|---|---|---:|---:|---|")
        for query, figures in measure(start, store).items():
            print(f"| {query} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
