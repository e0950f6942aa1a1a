"""How fast the explorer's page is beside plain pyvis, in one run over the same made-up networks.

    python benchmarks/explorer.py [SIZE ...] [--only NAME] [--seconds N]

For each number of nodes (default 200, 1000 and 5000, with twice as many links) three pages are written and opened in a
headless Chromium without network: pyvis as it comes, pyvis with physics off on the explorer's layout, and the explorer.
Printed are, as rows of a Markdown table:

- seconds in Python to write the page, and its size;
- seconds from opening it until a drag with the mouse is first seen to move the view; "> 90" if not by then;
- frames per second while the mouse drags the view for N seconds (default 4), and the longest time between two
  frames in milliseconds, by the timestamps of requestAnimationFrame.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network

from kg.analyse.project import Evidence
from kg.view.layout import positions
from kg.view.network import page
from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 90  # seconds
SHARES = {"Actor": 0.2, "Event": 0.5, "Initiative": 0.2, "Place": 0.1}
TYPES = {"Actor": ACTOR_TYPES, "Event": tuple(EVENT_TYPES), "Initiative": ("Initiative",), "Place": ("Place",)}
LINKS = {"Event": ("agent", "target", "place"), "Initiative": ("proposedBy", "proposedTo", "participant")}
VIEW = "(() => { const { x, y } = (window.network || stage).getViewPosition(); return `${x.toFixed(1)} ${y.toFixed(1)}`; })()"
READY = "(() => { try { return Boolean((window.network || stage).getViewPosition); } catch { return false; } })()"
RECORD = """(() => {
  window.frames_ = [];
  (function next(at) { frames_.push(at); window.recording = requestAnimationFrame(next); })(performance.now());
})()"""


def main() -> None:
    options = _options()
    if options.measure:
        print(json.dumps(_measured(options.measure, options.seconds)))
        return
    print("| nodes | links | page | written in s | MB | first interaction after s | frames/s | longest frame ms |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            net = network(size)
            for name in [options.only] if options.only else PAGES:
                print(_row(Path(folder) / "page.html", net, name, options.seconds), flush=True)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[200, 1000, 5000], metavar="SIZE", help="numbers of nodes")
    parser.add_argument("--only", choices=PAGES, help="measure this page alone")
    parser.add_argument("--seconds", type=float, default=4, metavar="N", help="how long to drag (default 4)")
    parser.add_argument("--measure", type=Path, metavar="FILE", help="measure a page that is there; prints three figures as JSON")
    return parser.parse_args()


def network(size: int, seed: int = 7) -> nx.MultiDiGraph:
    """A network of the shape that `kg.analyse.project.multigraph` gives: `size` nodes, twice as many links.

    Actors form camps, a few of them have most of the links; every link and node has a sentence.
    """
    draw, net = random.Random(seed), nx.MultiDiGraph()
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(size * share))]
    for index, kind in enumerate(kinds):
        net.add_node(f"{kind}/{index:05}", **_attributes(draw, kind, index))
    camps = _camps([node for node in net if node.startswith("Actor")])
    places = [node for node in net if node.startswith("Place")]
    doings = itertools.cycle([node for node in net if node.startswith(("Event", "Initiative"))])
    while net.number_of_edges() < 2 * size:
        doing = next(doings)
        camp = camps[int(len(camps) * draw.random() ** 1.6)]
        for predicate in LINKS[net.nodes[doing]["kind"]]:
            pool = places if predicate == "place" else camp if draw.random() < 0.9 else draw.choice(camps)
            other = pool[int(len(pool) * draw.random() ** 3)]
            if net.number_of_edges() < 2 * size and not net.has_edge(doing, other, predicate):
                net.add_edge(doing, other, predicate, **_link(net.nodes[doing], predicate))
    return net


def _camps(actors: list[str]) -> list[list[str]]:
    number = max(2, len(actors) // 40)
    return [actors[index::number] for index in range(number)]


def _attributes(draw: random.Random, kind: str, index: int) -> dict[str, Any]:
    doing = kind in LINKS
    day = f"{draw.randint(1990, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    date = day if doing and draw.random() < 0.6 else ""
    sentence = f"In the matter of {kind.lower()} {index} several parties stated on {date or 'some day'} what they had in mind."
    evidence = Evidence(source=f"text{index % 97}.txt", sentence=sentence, begin=3, end=13, title="", date=date)
    return {
        "label": f"{draw.choice('Northern Southern Eastern Western Central'.split())} {kind.lower()} {index}",
        "kind": kind,
        "type": draw.choice(TYPES[kind]),
        "factuality": draw.choice(("Actual", "Actual", "Actual", "Planned", "Possible")) if kind == "Event" else "",
        "status": draw.choice(("Proposed", "Agreed", "Active")) if kind == "Initiative" else "",
        "confidence": round(draw.uniform(0.4, 1), 2) if doing else None,
        "time": date, "earliest": date, "latest": date,
        "attributed": (), "aliases": (), "evidence": (evidence,),
    }  # fmt: skip


def _link(doing: dict[str, Any], predicate: str) -> dict[str, Any]:
    claim = "" if doing["kind"] == "Event" else f"claim/{doing['label']}/{predicate}"
    stated = {name: doing[name] for name in ("factuality", "confidence", "attributed", "evidence")}
    return {"predicate": predicate, "claim": claim, **stated}


# ---------------------------------------------------------------- the pages
def _pyvis(net: nx.MultiDiGraph, physics: bool) -> str:
    drawing = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    number = {node: index for index, node in enumerate(net)}
    places = {} if physics else positions(net, dict.fromkeys(net, 80))
    for node, index in number.items():
        data = net.nodes[node]
        place = {} if physics else {"x": places[node][0], "y": places[node][1]}
        drawing.add_node(index, label=data["label"], title=data["evidence"][0].sentence, group=data["kind"], **place)
    for a, b, data in net.edges(data=True):
        drawing.add_edge(number[a], number[b], title=data["predicate"])
    drawing.toggle_physics(physics)
    return drawing.generate_html(notebook=False)


PAGES: dict[str, Callable[[nx.MultiDiGraph], str]] = {
    "pyvis": lambda net: _pyvis(net, physics=True),
    "pyvis-without-physics": lambda net: _pyvis(net, physics=False),
    "explorer": page,
}


# ---------------------------------------------------------------- measuring
def _row(file: Path, net: nx.MultiDiGraph, name: str, seconds: float) -> str:
    begin = time.perf_counter()
    html = PAGES[name](net)
    written = f"{time.perf_counter() - begin:.1f}"
    file.write_text(html, encoding="utf-8")
    first, frames, longest = _apart(file, seconds)
    size = f"{len(html.encode()) / 1e6:.2f}"
    counts = (f"{net.number_of_nodes():,}", f"{net.number_of_edges():,}")
    measured = (_told(first, f"> {PATIENCE}"), _told(frames, "–"), _told(longest, "–", 0))
    return f"| {' | '.join((*counts, name, written, size, *measured))} |"


def _apart(file: Path, seconds: float) -> list[float | None]:
    """`_measured` in a process of its own: a page that is busy for minutes answers to nothing, and is ended with it."""
    command = [sys.executable, __file__, "--measure", str(file), "--seconds", str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as child:
        try:
            out, _ = child.communicate(timeout=PATIENCE + seconds + 20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return [None, None, None]
    if child.returncode:
        raise SystemExit(f"{file}: could not be measured")
    return json.loads(out)


def _measured(file: Path, seconds: float) -> list[float | None]:
    """Seconds to the first interaction, frames per second, longest frame in milliseconds; None for what never happens."""
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        tab = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
        tab.goto(file.resolve().as_uri(), wait_until="commit")
        first = _first_interaction(tab)
        found = [first, *(_dragged(tab, seconds) if first else (None, None))]
        browser.close()
    return found


def _told(value: float | None, without: str, places: int = 1) -> str:
    return without if value is None else f"{value:.{places}f}"


def _first_interaction(tab: Page) -> float | None:
    """Seconds from the beginning of the navigation until a drag has moved the view and a frame was drawn after it."""
    end = time.monotonic() + PATIENCE
    spots = itertools.cycle(((700, 700), (860, 620), (300, 760), (620, 120)))
    while not tab.evaluate(READY):
        time.sleep(0.02)
    before = tab.evaluate(VIEW)
    while time.monotonic() < end:
        x, y = next(spots)
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x - 40, y - 20, steps=3)
        tab.mouse.up()
        drawn = tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))")
        if tab.evaluate(VIEW) != before:
            return drawn / 1000
    return None


def _dragged(tab: Page, seconds: float) -> tuple[float, float]:
    """Frames per second, and the longest time between two in milliseconds, while the mouse drags the view about."""
    tab.wait_for_timeout(1500)
    tab.mouse.move(640, 420)
    tab.mouse.down()
    tab.evaluate(RECORD)
    end = time.monotonic() + seconds
    for step in itertools.count():
        if time.monotonic() > end:
            break
        tab.mouse.move(640 + 600 * math.sin(step / 25), 420 + 350 * math.sin(step / 36))
    frames = tab.evaluate("(cancelAnimationFrame(recording), frames_)")
    tab.mouse.up()
    gaps = [b - a for a, b in itertools.pairwise(frames)]
    return len(gaps) / (sum(gaps) / 1000), max(gaps)


if __name__ == "__main__":
    main()
