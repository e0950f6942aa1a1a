"""A friendly and a hostile network, and a headless Chromium that tells what a page asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from kg.analyse.project import Evidence

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TAG = "<img src=x onerror=alert(1)>\u2028\u202egnp.exe"  # with a line separator and an override of the direction
END = "</script><script>alert(2)</script>"


def _evidence(sentence: str, words: str) -> tuple[Evidence, ...]:
    begin = sentence.index(words)
    return (Evidence(source="talks.txt", sentence=sentence, begin=begin, end=begin + len(words), title="Talks", date="2024-05"),)


def _node(net: nx.MultiDiGraph, node: str, label: str, kind: str, type_: str, **more: Any) -> None:
    empty = dict.fromkeys(("factuality", "status", "time", "earliest", "latest"), "")
    known = {"label": label, "kind": kind, "type": type_, "confidence": None, "attributed": (), "aliases": (), "evidence": ()}
    net.add_node(node, **{**empty, **known, **more})


def _edge(net: nx.MultiDiGraph, a: str, b: str, predicate: str, evidence: tuple[Evidence, ...]) -> None:
    stated = {"claim": "", "factuality": "Possible", "confidence": 0.8, "attributed": ()}
    net.add_edge(a, b, key=predicate, predicate=predicate, evidence=evidence, **stated)


def _network(first: str, sentence: str, words: str) -> nx.MultiDiGraph:
    net, evidence = nx.MultiDiGraph(), _evidence(sentence, words)
    _node(net, "a:1", first, "Actor", "State", aliases=(f"Old {first}",), evidence=evidence)
    _node(net, "a:2", "Borduria", "Actor", "State")
    stated = {"factuality": "Possible", "confidence": 0.8, "time": "2024-05-12", "attributed": (first,)}
    _node(net, "e:1", "sanctions", "Event", "SANCTION", evidence=evidence, **stated)
    _node(net, "i:1", "border commission", "Initiative", "Initiative", status="Proposed", evidence=evidence)
    _node(net, "p:1", "Geneva", "Place", "Place")
    _node(net, "s:1", "trust deficit", "Issue", "Issue")
    _node(net, "a:9", "Nobody", "Actor", "Person")
    _edge(net, "e:1", "a:1", "agent", evidence)
    _edge(net, "e:1", "a:2", "target", evidence)
    _edge(net, "e:1", "p:1", "place", evidence)
    _edge(net, "i:1", "a:1", "proposedBy", evidence)
    _edge(net, "i:1", "s:1", "hinderedBy", evidence)
    return net


@pytest.fixture
def net() -> nx.MultiDiGraph:
    return _network("Arland", "On Monday 😀 Arland threatened sanctions against Borduria.", "threatened sanctions")


def _event(net: nx.MultiDiGraph, node: str, label: str, type_: str, date: str, **stated: Any) -> None:
    sentence = f"{label} was on the day."
    more = {"factuality": "Actual", "time": date, "earliest": date, "latest": date, "evidence": _evidence(sentence, label)}
    _node(net, node, label, "Event", type_, **{**more, **stated})
    for predicate, actor in (("agent", "a:1"), ("target", "a:2")):
        _edge(net, node, actor, predicate, net.nodes[node]["evidence"])
        net.edges[node, actor, predicate]["factuality"] = net.nodes[node]["factuality"]


@pytest.fixture
def story() -> nx.MultiDiGraph:
    """Three events between two states, dated 2019, 2024 and not at all, and a treaty that one of them proposes to a third."""
    net = nx.MultiDiGraph()
    for number, name in enumerate(("Arland", "Borduria", "Syldavia"), 1):
        _node(net, f"a:{number}", name, "Actor", "State", evidence=_evidence(f"{name} is a state.", name))
    _event(net, "e:1", "Shelling", "ASSAULT", "2019-03-01", confidence=0.9, attributed=("Arland",))
    _event(net, "e:2", "Talks", "CONSULT", "2024-05-12", confidence=0.5)
    _event(net, "e:3", "Raid", "ASSAULT", "", factuality="Possible", confidence=0.7)
    sentence = "Borduria offered Syldavia a treaty."
    _node(net, "i:1", "treaty", "Initiative", "Initiative", status="Proposed", evidence=_evidence(sentence, "a treaty"))
    for actor, predicate in (("a:2", "proposedBy"), ("a:3", "proposedTo")):
        _edge(net, "i:1", actor, predicate, _evidence(sentence, "offered"))
        net.edges["i:1", actor, predicate].update(claim=f"c:{predicate}", factuality="Actual", attributed=("Syldavia",))
    return net


@pytest.fixture
def many() -> nx.MultiDiGraph:
    """5,000 nodes in rings, each linked to the next and to one of a hundred that most go to: 10,000 links."""
    net = nx.MultiDiGraph()
    for number in range(5000):
        _node(net, f"a:{number:04}", f"Thing {number}", "Actor", "Person")
    for number in range(5000):
        evidence = _evidence(f"Thing {number} leads on.", "leads")
        _edge(net, f"a:{number:04}", f"a:{(number + 1) % 50 + number // 50 * 50:04}", "leads", evidence)
        _edge(net, f"a:{number:04}", f"a:{(number * number) % 100 * 50:04}", "supports", evidence)
    for index, (_, _, stated) in enumerate(net.edges(data=True)):
        stated["claim"] = f"c:{index}"
    return net


@pytest.fixture
def hostile() -> nx.MultiDiGraph:
    return _network(TAG, f"Then {END} was said by {TAG}.", END)


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium. Without one the test is skipped; where CI is true it fails."""
    executable = _chromium()
    if executable is None:
        message = "no Chromium found: install Debian's chromium, or name an executable in CHROMIUM"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright import sync_api

    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., SimpleNamespace]]:
    """Opens HTML from a file; gives the page and what it asked for, complained about and popped up."""
    contexts = []

    def open_(html: str, scheme: str = "light", width: int = 1280) -> SimpleNamespace:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme))
        page = contexts[-1].new_page()
        seen = SimpleNamespace(page=page, url=file.as_uri(), requests=[], complaints=[], dialogs=[])
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(seen.url)
        page.wait_for_selector("html[data-ready] #drawing canvas")
        return seen

    yield open_
    for context in contexts:
        context.close()
