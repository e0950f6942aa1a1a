"""A graph with hostile names in it, servers over it as processes of their own, and what their clients need."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.graph import build, store
from kg.model import (
    Actor,
    Claim,
    Document,
    Event,
    Extraction,
    Factuality,
    Initiative,
    Issue,
    Mention,
    Place,
    Span,
    Status,
)

ROOT = Path(__file__).parent.parent.parent
PACT = """Arland offers Borland a border pact.
On Monday Arland proposed a border pact to Borland in Delmar.
Mistrust stands in the way of the pact.
Ana Vey, who leads Arland, said Borland may support the pact.
"""
RAID = """Raid on Delmar.
The Red Front attacked Arland in Delmar on 3 May 2024.
Borland accused the Red Front of the raid, Ana Vey said.
"""
TAG, FORMULA = "<img src=x onerror=alert(1)>", "=HYPERLINK(0)"
ODD = f"{TAG} met Borland.\n{FORMULA} met Borland, </script><script>alert(2)</script> it said.\n"
SHA = {PACT: "a" * 64, RAID: "b" * 64, ODD: "c" * 64}


def at(text: str, words: str) -> Mention:
    """Where the words stand first; their line is the sentence."""
    begin = text.index(words)
    line = Span(begin=text.rfind("\n", 0, begin) + 1, end=text.index("\n", begin))
    return Mention(span=Span(begin=begin, end=begin + len(words)), text=words, sentence=line)


def actor(text: str, key: str, label: str, *aliases: str) -> Actor:
    return Actor(key=key, type=key.split("/")[0], label=label, aliases=aliases, mentions=(at(text, label),))


def claim(text: str, subject: str, predicate: str, object_: str, words: str, **more: Any) -> Claim:
    stated = {"factuality": Factuality.ACTUAL, "confidence": 0.75, **more}
    key = f"{predicate}-{subject}-{object_}".replace("/", "-")
    return Claim(key=key, subject=subject, predicate=predicate, object=object_, evidence=(at(text, words),), **stated)


def event(text: str, key: str, type_: str, words: str, **more: Any) -> Event:
    stated = {"factuality": Factuality.ACTUAL, "confidence": 0.9, **more}
    return Event(key=key, type=type_, label=words, evidence=(at(text, words),), **stated)


def document(text: str, source: str, title: str, date: str | None = None) -> Document:
    return Document(source=source, text=text, sha256=SHA[text], title=title, date=date)


def extractions() -> list[Extraction]:
    arland, borland = "State/arland", "State/borland"
    vey, front = "Person/ana-vey", "ArmedGroup/red-front"
    names = ((arland, "Arland", "Republic of Arland"), (borland, "Borland"), (vey, "Ana Vey"))
    plan, day = "initiative-1", "2024-05-03"
    pact = Extraction(
        document=document(PACT, "pact.txt", "A border pact", "2024-05-06"),
        actors=tuple(actor(PACT, *name) for name in names),
        places=(Place(key="delmar", label="Delmar", mentions=(at(PACT, "Delmar"),)),),
        issues=(Issue(key="issue/mistrust", label="Mistrust", mentions=(at(PACT, "Mistrust"),)),),
        initiatives=(
            Initiative(
                key=plan, label="border pact", evidence=(at(PACT, "border pact"),), status=Status.PROPOSED, confidence=0.9
            ),
        ),
        claims=(
            claim(PACT, plan, "proposedBy", arland, "proposed"),
            claim(PACT, plan, "proposedTo", borland, "proposed"),
            claim(PACT, plan, "hinderedBy", "issue/mistrust", "stands in the way"),
            claim(PACT, plan, "supportedBy", borland, "may support", factuality=Factuality.POSSIBLE, attributed_to=(vey,)),
            claim(PACT, vey, "leads", arland, "leads"),
        ),
    )
    attack = {"agents": (front,), "targets": (arland,), "places": ("delmar",), "time": day, "earliest": day, "latest": day}
    blame = {"agents": (borland,), "targets": (front,), "attributed_to": (vey,), "confidence": 0.6}
    raid = Extraction(
        document=document(RAID, "raid.txt", "Raid on Delmar"),
        actors=(actor(RAID, front, "The Red Front"), *(actor(RAID, key, label) for key, label, *_ in names)),
        places=(Place(key="delmar", label="Delmar", mentions=(at(RAID, "Delmar"),)),),
        events=(event(RAID, "assault-1", "ASSAULT", "attacked", **attack), event(RAID, "accuse-1", "ACCUSE", "accused", **blame)),
    )
    odd = Extraction(
        document=document(ODD, f"{TAG}.txt", TAG),
        actors=(actor(ODD, "Organization/odd", TAG), actor(ODD, "Organization/sum", FORMULA), actor(ODD, borland, "Borland")),
        events=(event(ODD, "meet-1", "CONSULT", "met", agents=("Organization/odd", borland), factuality=Factuality.PLANNED),
                event(ODD, "meet-2", "CONSULT", "</script><script>alert(2)</script>", agents=("Organization/sum", borland))),
    )  # fmt: skip
    return [pact, raid, odd]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store. Not to be changed."""
    folder = tmp_path_factory.mktemp("served") / "store"
    opened = store.open_store(folder)
    for extraction in extractions():
        store.replace_document(opened, build.quads(extraction))
    return folder


Start = Callable[..., Any]


@contextlib.contextmanager
def running(folder: Path, *arguments: str, **environment: str) -> Iterator[str]:
    """`kg serve` as a process; gives its address."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *arguments]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}
    )
    assert process.stderr is not None
    said = ""
    while not (found := re.search(r"at (http://\S+)/", said)):
        line = process.stderr.readline()
        assert line, f"the server ended: {said}"
        said += line
    reader = threading.Thread(target=process.stderr.read, daemon=True)
    reader.start()
    try:
        yield found[1]
    finally:
        process.terminate()
        process.wait(20)
        reader.join(5)
        process.stderr.close()


@pytest.fixture(scope="session")
def server(graph: Path) -> Iterator[str]:
    """The address of a server over `graph` that gives a query two seconds."""
    with running(graph, "--timeout", "2", "--engines", "2") as url:
        yield url


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


class Listener:
    """Counts who connects to a port of this machine."""

    def __init__(self) -> None:
        import socket

        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.connections = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.socket.accept()[0].close()
                self.connections += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


def processor_seconds(pids: list[int]) -> float:
    """What processes have used so far; those that have ended count nothing."""
    total = 0.0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def engines() -> list[int]:
    """The query engines that run on this machine."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if b"kg.server.engine" in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def wait_until(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return done


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
