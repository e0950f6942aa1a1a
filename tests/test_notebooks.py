"""The notebooks run from the first cell to the last, in a copy, and show what they promise."""

import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of what the notebooks read, and a kernel that is this very Python."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path / "notebooks"


def run(path):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable
    return client.execute()


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def text(notebook):
    return "\n".join(output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in outputs(notebook))


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_from_text_to_graph(folder):
    notebook = run(folder / "01_from_text_to_graph.ipynb")
    shown = text(notebook)
    for word in ("Pakistan", "India", "Proposed", "trust deficit", "betweenness", "→"):
        assert word in shown
    assert any("image/png" in output.get("data", {}) for output in outputs(notebook))
    assert (folder.parent / "out" / "notebook" / "network.html").stat().st_size > 100_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_output(path):
    assert outputs(nbformat.read(path, as_version=4)) == []
