"""What the server stands: requests per second, latencies and errors under load, by wrk (Debian's package of that name).

    python benchmarks/server.py STORE [--seconds 10] [--clients 50]

STORE is best one of `benchmarks/big_store.py`. Each line of the table is one run of wrk with at most two threads against a
`kg serve` of its own with the usual settings but a limit of 5 seconds for a query. "mixed" sends cheap queries, one request in
ten a query without end, one in ten a malformed one; its answers are told apart by status. Between two runs is a pause:
what clients leave behind counts as theirs until it is noticed. Before, it says how long the server took to start and how
much of the processor the machine's other work had.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
LUA = """
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) n, s200, s400, s429, s503, s504, other = 0, 0, 0, 0, 0, 0, 0 end
function request()
  n = n + 1
  return wrk.format("GET", PATHS[n %% #PATHS + 1])
end
function response(status)
  if status == 200 then s200 = s200 + 1 elseif status == 400 then s400 = s400 + 1 elseif status == 429 then s429 = s429 + 1
  elseif status == 503 then s503 = s503 + 1 elseif status == 504 then s504 = s504 + 1 else other = other + 1 end
end
function done(summary, latency, requests)
  local sum = function(name) local t = 0; for _, thread in ipairs(threads) do t = t + thread:get(name) end; return t end
  print(string.format('RESULT {"rps": %%f, "p50": %%f, "p95": %%f, "p99": %%f, "sockets": %%d, ' ..
    '"200": %%d, "400": %%d, "429": %%d, "503": %%d, "504": %%d, "other": %%d}',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    sum("s200"), sum("s400"), sum("s429"), sum("s503"), sum("s504"), sum("other")))
end
PATHS = {%s}
"""
PAUSE = 6  # seconds
FIGURES = ("rps", "p50", "p95", "p99", "200", "400", "429", "503", "504", "other", "sockets")
CHEAP = "ASK { ?s a aei:Actor }"
TABLE = "SELECT ?event ?type ?time { ?event aei:eventType ?type ; aei:time ?time ; aei:factuality aei:Actual } LIMIT 100"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def sparql(query: str) -> str:
    return f"/sparql?query={quote(query)}"


def scenarios(url: str) -> dict[str, list[str]]:
    """Name → the paths that are asked for in turn."""
    hits = json.load(urlopen(f"{url}/api/search?q=ba&kind=Actor&limit=20"))["hits"]
    things = [hit["thing"] for hit in hits]
    return {
        "SPARQL, ASK": [sparql(CHEAP)],
        "SPARQL, 100 rows": [sparql(TABLE)],
        "search": [f"/api/search?q={word}" for word in ("ba", "ro", "kania", "lim", "accus", "port")],
        "neighbours of 20 actors": [f"/api/neighbours?iri={quote(thing['iri'])}&limit=15" for thing in things],
        "pages of 20 actors": [quote(thing["page"], safe="/%") for thing in things],
        "path between two": [f"/api/paths?a={quote(things[0]['iri'])}&b={quote(thing['iri'])}" for thing in things[5:]],
        "mixed": [sparql(CHEAP)] * 8 + [sparql(ENDLESS), sparql("SELECT {")],
    }


def load(url: str, paths: list[str], clients: int, seconds: int) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % ", ".join(map(json.dumps, paths)))
        script.flush()
        command = ["wrk", f"-t{min(2, clients)}", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", script.name, url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(re.search(r"RESULT (.*)", done.stdout)[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=50)
    options = parser.parse_args()
    begin = time.perf_counter()
    command = [sys.executable, "-m", "kg", "serve", str(options.store), "--port", "0", "--timeout", "5"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        url = re.search(r"at (http://\S+)/", server.stderr.readline())[1]
        threading.Thread(target=server.stderr.read, daemon=True).start()
        print(f"started in {time.perf_counter() - begin:.1f} s; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
        head = f"| {options.clients} at once | requests/s | p50 ms | p95 ms | p99 ms | {' | '.join(FIGURES[4:])} |"
        print(f"{head}\n|---|{'---:|' * len(FIGURES)}")
        for name, paths in scenarios(url).items():
            r = load(url, paths, options.clients, options.seconds)
            print(f"| {name} | {' | '.join(f'{r[key]:,.0f}' for key in FIGURES)} |", flush=True)
            time.sleep(PAUSE)
        begin = time.perf_counter()
        json.load(urlopen(f"{url}{sparql(CHEAP)}"))
        print(f"\nafter it all a query is answered in {(time.perf_counter() - begin) * 1000:.0f} ms")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
