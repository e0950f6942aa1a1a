"""What several test files use: small texts, a graph made of them, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXTS = {
    "deal.txt": "Kenya and Ethiopia sign pact\n\nKenya proposed a border pact to Ethiopia on 3 May 2024. The African Union "
    "welcomed the pact. Ethiopia accused Eritrea of spying.\n",
    "raid.txt": "Raid in Mandera\n\nAl-Shabaab attacked Kenya in Mandera on 2 May 2024. Kenya did not attack Somalia.\n",
}

Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two short texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build of the short texts wrote. Not to be changed."""
    import kg

    folder = tmp_path_factory.mktemp("built")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    summary = kg.build([folder], folder / "out")
    assert summary.failures == []
    return folder / "out"


@pytest.fixture(scope="session")
def run() -> Run:
    """`kg` as a process of its own: `run("build", "texts", cwd=folder)`."""

    def kg(*arguments: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, stdin: str | None = None):
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **(env or {})},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return kg
