"""The notebooks run from the first cell to the last, in a copy, and what they are saved with is what they give today.

    python tests/test_notebooks.py write

executes all of them and saves their output.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BIG = 1_500_000  # bytes that the folder may have

pytestmark = [pytest.mark.model, pytest.mark.slow]


@contextlib.contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A copy of what the notebooks read, and an environment that has nothing of the user's; the corpus is read once."""
    for name in ("seeds", "notebooks", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    ours = {
        "IPYTHONDIR": folder / "ipython", "MPLCONFIGDIR": folder / "matplotlib", "KG_CORPUS": folder / "corpus",
        "PYTHONPATH": ROOT, "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ours.items():
            patch.setenv(name, str(value))
        yield folder / "notebooks"


def run(path: Path) -> NotebookNode:
    """The notebook with the output of today, and nothing in it of when and where it was run."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    options = {"record_timing": False, "coalesce_streams": True}  # output in one piece, however it arrived
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where, **options)
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable
    client.execute()
    notebook.metadata.language_info = {"name": "python"}
    for output in outputs(notebook):
        if "text/plain" in output.get("data", {}):
            output.data["text/plain"] = re.sub(r" at 0x[0-9a-f]+", "", output.data["text/plain"])
    return notebook


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Each notebook by its number, executed when it is first asked for."""
    found: dict[str, NotebookNode] = {}
    with workplace(tmp_path_factory.mktemp("notebooks")) as folder:

        def of(number: str) -> NotebookNode:
            if number not in found:
                (path,) = folder.glob(f"{number}_*.ipynb")
                found[number] = run(path)
            return found[number]

        yield of


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def words(output: NotebookNode) -> str:
    return output.get("text", "") + output.get("data", {}).get("text/plain", "")


def text(notebook: NotebookNode) -> str:
    return "\n".join(map(words, outputs(notebook)))


def shown(notebook: NotebookNode, code: str) -> str:
    """What the one cell shows that has this code."""
    (cell,) = [cell for cell in notebook.cells if cell.cell_type == "code" and code in cell.source]
    return "\n".join(map(words, cell.outputs))


def pictures(notebook: NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def test_there_are_notebooks():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]


def test_from_text_to_graph(executed):
    notebook = executed("01")
    for word in ("Pakistan", "India", "Proposed", "trust deficit", "betweenness", "→"):
        assert word in text(notebook)
    assert pictures(notebook) == 1
    page = Path(os.environ["KG_CORPUS"]).parent / "out" / "notebook" / "network.html"
    assert page.stat().st_size > 100_000


def test_actors_centrality_and_paths(executed):
    notebook = executed("02")
    ranked = shown(notebook, "ranks.sort_values")
    assert "United States" in ranked and "constraint" in ranked
    way = shown(notebook, 'show(kg.paths(store, "Iran", "Serbia"')
    assert way.startswith("way 1\n  Iran ") and "Serbia" in way and "way 2" in way
    hostile = shown(notebook, 'types=["conflict"]')
    assert "(Actual)" in hostile and "AGREE" not in hostile and "Planned" not in hostile
    groups, modularity = re.match(r"(\d+) groups, modularity (\d\.\d+)", shown(notebook, "kg.groups(store))")).groups()
    assert int(groups) >= 5 and float(modularity) > 0.3
    assert pictures(notebook) == 1


def test_initiatives_and_obstacles(executed):
    notebook = executed("03")
    ceasefire = shown(notebook, '"bilateral ceasefire"')
    assert "2023-01-04" in ceasefire and "2023-06-10" in ceasefire
    assert "Agreed" in shown(notebook, '"JCPOA"')
    assert len(shown(notebook, "offers[[").splitlines()) > 2
    covered, every = map(int, re.match(r"(\d+) of (\d+)", shown(notebook, "covered = ")).groups())
    assert 0 < covered < every
    assert "constitutional order" in shown(notebook, "kg.coverage(store), ")
    assert pictures(notebook) == 1


def test_timeline_and_balance(executed):
    notebook = executed("04")
    assert "iran_2025_snapback_chronology.txt" in shown(notebook, "?dated")
    assert all(told in shown(notebook, 'periods["told"]') for told in ("conflict", "open"))
    equal, pairs = map(int, re.match(r"(\d+) of (\d+) pairs", shown(notebook, "same = dyads")).groups())
    assert 0 < equal < pairs
    assert pictures(notebook) == 5


def test_sparql_from_pandas(executed):
    notebook = executed("05")
    right, every = map(int, re.match(r"(\d+) of (\d+)", shown(notebook, "right = ")).groups())
    assert right == every > 1000
    assert "ASSAULT" in shown(notebook, "kinds.pivot_table")
    resolved, stated = map(int, re.search(r"actors\s+(\d+)\s+(\d+)", shown(notebook, '"as resolved"')).groups())
    assert 0 < resolved < stated
    assert shown(notebook, "ASK {") in ("True", "False")
    assert "aei:proposes" in shown(notebook, "CONSTRUCT")


def test_correcting_the_graph(executed):
    """What it corrects are errors of today: once the tool no longer makes one, the notebook needs another."""
    notebook = executed("06")
    before, after = map(int, re.match(r"(\d+) actors before, (\d+) after", shown(notebook, "merged, _")).groups())
    assert after == before - 1
    assert shown(notebook, "left = {").strip() == "asked before: True - asked now: False"
    assert "ECOWAS Authority of Heads of State" in shown(notebook, '"rename"')
    left, stated = map(int, re.match(r"(\d+) left.*, (\d+) in", shown(notebook, '"reject"')).groups())
    assert left == 0 < stated
    assert shown(notebook, "kg.undo").strip().endswith("['Serb', 'Serbs']")
    assert "(undone)" in shown(notebook, "kg.story")
    assert "same.sssom.tsv" in shown(notebook, 'ours / "judgements"')


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_saved_is_what_they_give(executed, path):
    saved, today = nbformat.read(path, as_version=4), executed(path.name[:2])
    for old, new in zip(saved.cells, today.cells, strict=True):
        if old.cell_type == "code":
            assert [*map(words, old.outputs)] == [*map(words, new.outputs)], "run: python tests/test_notebooks.py write"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_saved_tells_nothing_of_when_and_where(path):
    notebook = nbformat.read(path, as_version=4)
    assert all("execution" not in cell.metadata for cell in notebook.cells)
    saved = "\n".join(
        str({kind: text for kind, text in o.get("data", {}).items() if kind != "image/png"}) for o in outputs(notebook)
    )
    assert outputs(notebook) and not re.search(r"0x[0-9a-f]{6}|/tmp/|/home/|/work/|/Users/", saved + text(notebook))
    assert not [output for output in outputs(notebook) if output.output_type == "error" or output.get("name") == "stderr"]


def test_they_are_small():
    assert sum(path.stat().st_size for path in NOTEBOOKS) < BIG


def write() -> None:
    with tempfile.TemporaryDirectory() as folder, workplace(Path(folder)) as copies:
        for path in sorted(copies.glob("*.ipynb")):
            nbformat.write(run(path), ROOT / "notebooks" / path.name)
            print(path.name, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["write"]:
        raise SystemExit(__doc__)
    write()
