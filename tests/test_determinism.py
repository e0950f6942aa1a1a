"""The same texts give the same bytes, whatever the process, the order of the inputs and the hash seed."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

FILES = ("graph.nq", "graph.trig", "graph.html", "extraction.jsonl")


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def test_two_processes_give_the_same_bytes(run, texts, tmp_path):
    for seed, given in (("1", sorted(texts.iterdir())), ("2", sorted(texts.iterdir(), reverse=True))):
        done = run("build", *given, "--out", tmp_path / seed, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    for name in FILES:
        assert first[name] == second[name], name
        assert first[name]


def test_stored_extractions_give_the_same_graph(run, built, tmp_path):
    done = run("build", built / "extraction.jsonl", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path) == contents(built)


def test_queries_of_two_processes_give_the_same_answers(run, built):
    for name in ("proposals", "timeline", "accusations"):
        parameters = ["--param", "actor=Kenya"] if name == "timeline" else []
        answers = [run("query", name, *parameters, "--store", built, env={"PYTHONHASHSEED": seed}).stdout for seed in "12"]
        assert answers[0] == answers[1]
        assert answers[0]
