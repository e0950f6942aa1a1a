"""The README and some pages of docs/ tell the truth: their commands are run, and what they show is what these write.

Run as a program it writes the output of today into them; with the word "picture" it renews docs/explorer*.png.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NAMES = ("report.md", "exports.md", "curation.md")
PAGES = [README, *(ROOT / "docs" / name for name in NAMES if (ROOT / "docs" / name).exists())]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
SECONDS = re.compile(r"in \d+\.\d seconds")
PICTURES = (  # name, page, colours, and what is typed where
    ("explorer", "corpus/graph.html", "light", {"#search": "Iran"}),
    ("explorer-corpus", "corpus/graph.html", "light", {}),
    ("explorer-path", "corpus/graph.html", "light", {"#path-from": "Iran", "#path-to": "Serbia"}),
    ("explorer-large", "large.html", "dark", {}),
)
BUILD = "kg build seeds/000_8c3a7ff41db88b3f.txt --out out"


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def output_of(command: str, folder: Path) -> str:
    """What a `kg` command writes to stdout and stderr, in a folder that holds the seeds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    arguments = [sys.executable, "-m", "kg", *shlex.split(command)[1:]]
    done = subprocess.run(
        arguments, cwd=folder, env=environment, stdout=-1, stderr=-2, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return done.stdout


def demo(folder: Path) -> str:
    """What `make demo` shows: the recipe's commands, each but the first with its command line before it."""
    parts = [
        output_of(command, folder) if i == 0 else f"$ {command}\n{output_of(command, folder)}"
        for i, command in enumerate(recipe())
    ]
    return "\n".join(parts)


def recipe() -> list[str]:
    """The commands of the Makefile's target `demo`."""
    body = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndemo:")[2].partition("\n\n")[0]
    return [line.replace("$(BIN)/", "") for line in re.findall(r"^\t@(\$\(BIN\)/kg .*)$", body, re.MULTILINE)]


def truth(block: str, folder: Path) -> str:
    """A console block as it should be."""
    first = commands(block)[0]
    if first == "make demo":
        return f"$ make demo\n{demo(folder)}"
    return "\n".join(f"$ {command}\n{output_of(command, folder)}" for command in commands(block))


def printed(code: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rewritten(text: str, folder: Path) -> str:
    """A page with all outputs as they are now."""
    text = CONSOLE.sub(lambda block: f"```console\n{truth(block[1], folder)}```", text)
    return PYTHON.sub(lambda block: f"```python\n{block[1]}```\n\n```text\n{printed(block[1], folder)}```", text)


@contextlib.contextmanager
def seeded():
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "seeds", Path(name) / "seeds")
        output_of(BUILD, Path(name))
        yield Path(name)


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_show_what_the_program_writes(page):
    shown = page.read_text(encoding="utf-8")
    with seeded() as folder:
        real = rewritten(shown, folder)
    assert SECONDS.sub("in N seconds", shown) == SECONDS.sub("in N seconds", real), "python tests/test_docs.py renews the pages"


def test_the_demo_builds_and_asks_three_questions():
    build, *questions = recipe()
    assert build == BUILD
    assert [shlex.split(question)[1] for question in questions] == ["query", "central", "path"]
    echoed = re.findall(r"'\$\$ (kg .*)'", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert echoed == questions


def test_the_readme_names_every_command():
    from kg.cli import app

    text = README.read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert f"kg {command.callback.__name__}" in text


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


@pytest.mark.parametrize("name", [name for name, *_ in PICTURES])
def test_the_pictures_are_small(name):
    picture = ROOT / "docs" / f"{name}.png"
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size < 300_000


def take_pictures() -> None:
    """docs/explorer*.png: the explorer on the corpus (an actor chosen, all, a path) and on a large made-up network."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from benchmarks.explorer import network
    from kg.view.network import page

    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with seeded() as folder, sync_playwright() as playwright:
        output_of("kg build seeds/corpus --out corpus", folder)
        (folder / "large.html").write_text(page(network(5000)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for name, file, scheme, names in PICTURES:
            tab = browser.new_page(viewport={"width": 1360, "height": 850}, color_scheme=scheme)
            tab.goto((folder / file).as_uri())
            for field, text in names.items():
                tab.wait_for_timeout(1000)
                if field != "#search" and not tab.query_selector(field):
                    tab.click("#pathfinder")
                tab.fill(field, text)
                tab.press(field, "Enter")
            tab.wait_for_timeout(2000)
            shot = Image.open(io.BytesIO(tab.screenshot()))
            shot.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(ROOT / "docs" / f"{name}.png", optimize=True)
        browser.close()


def main() -> None:
    if "picture" in sys.argv[1:]:
        take_pictures()
        return
    with seeded() as folder:
        for page in PAGES:
            page.write_text(rewritten(page.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
