"""The command line as a user meets it: results on stdout, the rest on stderr, one clear line for what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main

import kg
from kg.cli import app

HEAVY = ("spacy", "thinc", "rdflib", "pyoxigraph", "networkx", "numpy", "scipy", "pyvis", "pandas", "rich", "pyshacl")
ROOT = Path(__file__).parent.parent
COMMANDS = typer.main.get_command(app).commands


def test_starting_loads_nothing_heavy():
    code = f"import sys, kg, kg.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_help_comes_at_once(run):
    begin = time.perf_counter()
    done = run("--help")
    seconds = time.perf_counter() - begin
    assert done.returncode == 0 and done.stderr == ""
    assert seconds < 3, "far more than half a second on any machine"
    for name in COMMANDS:
        assert name in done.stdout


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_explained(run, command):
    assert COMMANDS[command].help
    assert [p.name for p in COMMANDS[command].params if not p.help and p.name != "help"] == []
    assert run(command, "--help").returncode == 0


TWINS = {"build": "build", "add": "add", "update": "update", "remove": "remove", "rebuild": "rebuild", "dump": "dump",
         "resolve": "doubts", "merge": "judge", "apart": "judge", "rename": "judge", "retype": "judge", "reject": "judge",
         "confirm": "judge", "state": "judge", "undo": "undo", "log": "story",
         "extract": "extractions", "query": "answer", "show": "show", "central": "central", "path": "paths",
         "view": "page", "plot": "plot", "report": "report", "export": "export", "check": "check", "score": "scores",
         "serve": "serve", "push": "push",
         "groups": "groups", "balance": "balance", "track": "track", "sources": "sources"}  # fmt: skip


def test_every_command_has_its_twin_in_the_library():
    assert set(COMMANDS) == set(TWINS)
    assert set(TWINS.values()) <= set(kg.__all__)


@pytest.mark.model
class TestBuild:
    def test_a_summary_on_stdout(self, run, texts, tmp_path):
        done = run("build", texts, "--out", tmp_path / "out")
        assert done.returncode == 0 and done.stderr == ""
        first, *files = done.stdout.splitlines()
        assert first.startswith("2 documents, ") and first.endswith(" seconds")
        assert all(Path(file.strip()).exists() for file in files) and len(files) == 5

    def test_a_text_under_two_names_is_noted(self, run, texts, tmp_path):
        (texts / "zz.txt").write_bytes((texts / "raid.txt").read_bytes())
        done = run("build", texts, "--out", tmp_path / "out")
        assert done.returncode == 0
        assert done.stderr == "note: zz.txt: the same text as raid.txt, taken once\n"

    def test_lines_of_extract_build_the_same_graph(self, run, texts, built, tmp_path):
        lines = run("extract", texts)
        assert lines.returncode == 0 and len(lines.stdout.splitlines()) == 2
        (tmp_path / "lines.jsonl").write_text(lines.stdout, encoding="utf-8")
        assert run("build", tmp_path / "lines.jsonl", "--out", tmp_path / "out").returncode == 0
        assert (tmp_path / "out" / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()

    def test_bad_inputs(self, run, texts, tmp_path):
        """Each is named with its cause in a line of its own; the good ones are in the graph all the same."""
        bad = {
            "empty.txt": b"",
            "blank.txt": b"\xef\xbb\xbf \r\n\t\n",
            "binary.txt": b"GIF89a\0\x01\x02" * 10,
            "long.txt": b"x" * 5_000_000,
            "latin.txt": "Türkiye said no.".encode("latin-1"),
            "picture.png": b"\x89PNG",
        }
        for name, data in bad.items():
            (tmp_path / name).write_bytes(data)
        (tmp_path / "folder.txt").mkdir()
        (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
        names = [*bad, "dangling.txt", "missing.txt"]
        done = run("build", texts, *(tmp_path / name for name in names), tmp_path / "folder.txt", "--out", tmp_path / "out")
        lines = done.stderr.splitlines()
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert [sum(name in line for line in lines) for name in names] == [1] * len(names), done.stderr
        assert len(lines) == len(names) and all(line.startswith("kg: ") and len(line) < 300 for line in lines)
        assert done.stdout.startswith("2 documents, ")
        assert run("query", "actors", "--store", tmp_path / "out").returncode == 0

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable for root")
    def test_an_unreadable_file(self, run, texts, tmp_path):
        (texts / "raid.txt").chmod(0)
        done = run("build", texts, "--out", tmp_path / "out")
        assert done.returncode == 1 and "raid.txt" in done.stderr and done.stdout.startswith("1 document,")

    def test_where_nothing_can_be_written(self, run, texts):
        done = run("build", texts, "--out", texts / "raid.txt" / "out")
        assert done.returncode == 1 and "raid.txt" in done.stderr and "Traceback" not in done.stderr

    def test_unknown_extractor_and_lexicons(self, run, texts, tmp_path):
        for option, name in (("--extractor", "no-such"), ("--lexicons", "no-folder")):
            done = run("build", texts, "--out", tmp_path / "out", option, name)
            assert done.returncode == 1 and name in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.model
class TestAsk:
    def test_by_name_in_all_forms(self, run, built):
        table, tsv, rows = (run("query", "actors", "--store", built, "--format", form) for form in ("table", "tsv", "json"))
        assert table.returncode == tsv.returncode == rows.returncode == 0
        assert "Kenya" in table.stdout and "─" in table.stdout
        found = json.loads(rows.stdout)
        assert tsv.stdout.splitlines()[0].split("\t") == list(found[0])
        assert len(tsv.stdout.splitlines()) == len(found) + 1

    def test_with_parameters(self, run, built):
        done = run("query", "dyad", "--param", "a=kenya", "--param", "b=AFRICAN UNION", "--store", built)
        assert done.returncode == 0
        for bad, word in (("a", "NAME=VALUE"), ("1=x", "NAME=VALUE"), ("zz=x", "zz")):
            done = run("query", "dyad", "--param", "a=x", "--param", "b=y", "--param", bad, "--store", built)
            assert done.returncode == 1 and word in done.stderr

    def test_list(self, run):
        done = run("query", "--list", "--format", "tsv")
        names = [line.split("\t")[0] for line in done.stdout.splitlines()[1:]]
        assert done.returncode == 0 and {"proposals", "timeline", "evidence"} <= set(names)

    def test_from_a_file_and_a_folder_of_ones_own(self, run, built, tmp_path):
        text = "# title: Sources\n# question: Which?\nSELECT ?s WHERE { ?d a aei:Document ; dct:source ?s } ORDER BY ?s\n"
        (tmp_path / "mine.rq").write_text(text)
        for asked in ([tmp_path / "mine.rq"], ["mine", "--queries", tmp_path]):
            done = run("query", *asked, "--store", built, "--format", "tsv")
            assert done.stdout == "s\ndeal.txt\nraid.txt\n"

    def test_ask_construct_and_limit(self, run, built):
        assert run("query", "ASK { ?s a aei:Actor }", "--store", built).stdout == "true\n"
        assert run("query", "ASK { ?s a aei:Nothing }", "--store", built).stdout == "false\n"
        done = run("query", "CONSTRUCT { ?s a aei:Actor } WHERE { ?s a aei:Actor }", "--store", built)
        assert "@prefix aei:" in done.stdout and " a aei:Actor ." in done.stdout
        done = run("query", "actors", "--limit", "1", "--store", built, "--format", "tsv")
        assert len(done.stdout.splitlines()) == 2 and "more row" in done.stderr

    @pytest.mark.parametrize(
        ("asked", "word"),
        [("nosuch", "nosuch"), ("", "missing"), ("SELECT", "SELECT"), ("SELECT * WHERE {", "query"), ("missing.rq", "missing.rq"),
         ("DELETE WHERE { ?s ?p ?o }", "DELETE"), ("SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE")],
    )  # fmt: skip
    def test_what_can_not_be_asked(self, run, built, asked, word):
        done = run("query", asked, "--store", built)
        assert done.returncode == 1 and done.stdout == ""
        assert word in done.stderr and "Traceback" not in done.stderr and done.stderr.startswith("kg: ")

    @pytest.mark.parametrize("command", [["query", "actors"], ["show", "Kenya"], ["central"], ["path", "a", "b"], ["view"]])
    def test_no_store(self, run, tmp_path, command):
        done = run(*command, "--store", tmp_path / "nothing")
        assert done.returncode == 1 and "nothing" in done.stderr and len(done.stderr.splitlines()) == 1

    def test_show(self, run, built):
        done = run("show", "al-shabaab", "--store", built)
        assert done.returncode == 0
        assert done.stdout.startswith("al-Shabaab (armed group)\n")
        assert "ASSAULT: al-Shabaab → Kenya, in Mandera, 2024-05-02 [Actual]" in done.stdout
        assert "“Al-Shabaab attacked Kenya in Mandera on 2 May 2024.” raid.txt" in done.stdout
        rows = json.loads(run("show", "al-shabaab", "--store", built, "--format", "json").stdout)
        assert rows[0]["sentence"] == "Al-Shabaab attacked Kenya in Mandera on 2 May 2024."
        unknown = run("show", "Kenia", "--store", built)
        assert unknown.returncode == 1 and "Kenya" in unknown.stderr

    def test_central(self, run, built):
        for measure in ("degree", "betweenness", "pagerank"):
            done = run("central", "--measure", measure, "--top", "2", "--store", built, "--format", "tsv")
            assert done.returncode == 0 and len(done.stdout.splitlines()) == 3
        assert run("central", "--measure", "fame", "--store", built).returncode == 2

    @pytest.mark.parametrize(
        "command",
        [["groups"], ["groups", "--show", "bridges"], ["groups", "--show", "brokers", "--kind", "all", "--grouping", "class"],
         ["balance"], ["balance", "--show", "dyads", "--from", "2024"], ["balance", "--by", "year"], ["track"], ["track", "pact"],
         ["track", "--show", "issues"], ["track", "--show", "proposals", "--source", "deal*"], ["sources"],
         ["central", "--by", "month", "--class", "State"]],
    )  # fmt: skip
    def test_analyses_in_all_forms(self, run, built, command):
        table, tsv, rows = (run(*command, "--store", built, "--format", form) for form in ("table", "tsv", "json"))
        assert table.returncode == tsv.returncode == rows.returncode == 0, table.stderr
        found = json.loads(rows.stdout)
        assert len(tsv.stdout.splitlines()) == len(found) + 1
        assert all(list(row) == tsv.stdout.splitlines()[0].split("\t") for row in found)

    def test_analyses_of_what_is_not_there(self, run, built):
        for command, word in (
            (["track", "treaty"], "no initiative"),
            (["track", "pact", "--show", "issues"], "leave out"),
            (["central", "--from", "May"], "YYYY-MM-DD"),
            (["groups", "--source", "none.txt"], "deal.txt"),
            (["path", "Kenya", "Ethiopia", "--type", "WAR"], "ASSAULT"),
        ):
            done = run(*command, "--store", built)
            assert done.returncode == 1 and done.stdout == "" and word in done.stderr and len(done.stderr.splitlines()) == 1

    def test_path_of_a_kind(self, run, built):
        for limits in (
            ["--type", "ASSAULT"],
            ["--class", "State"],
            ["--factuality", "Actual"],
            ["--until", "2024-05"],
            ["--k", "3"],
        ):
            assert run("path", "Al-Shabaab", "Kenya", *limits, "--store", built).returncode == 0, limits
        done = run("path", "Al-Shabaab", "Kenya", "--from", "2025", "--store", built)
        assert done.returncode == 1 and "nothing links" in done.stderr

    def test_path(self, run, built):
        done = run("path", "Al-Shabaab", "Ethiopia", "--store", built)
        assert done.returncode == 0
        assert done.stdout.startswith("al-Shabaab ─ ASSAULT → Kenya [Actual]\n    “Al-Shabaab attacked Kenya in Mandera")
        assert "Kenya ─" in done.stdout and "deal.txt" in done.stdout
        assert len(run("path", "Kenya", "Ethiopia", "--all", "--store", built).stdout) > 50
        assert "source" in run("path", "Kenya", "Ethiopia", "--store", built, "--format", "tsv").stdout

    def test_view(self, run, built, tmp_path):
        done = run("view", "--out", tmp_path / "page.html", "--store", built)
        assert done.returncode == 0 and done.stdout == f"{tmp_path / 'page.html'}\n"
        assert (tmp_path / "page.html").read_bytes() == (built / "graph.html").read_bytes()

    def test_check(self, run, built, tmp_path):
        done = run("check", built)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")
        graph = (built / "graph.nq").read_text(encoding="utf-8")
        forged = graph.replace('anchorOf> "attacked"', 'anchorOf> "defended"', 1)
        assert forged != graph
        (tmp_path / "forged.nq").write_text(forged, encoding="utf-8")
        done = run("check", tmp_path / "forged.nq")
        assert done.returncode == 1 and "attacked" in done.stdout and "defended" in done.stdout

    def test_score(self, run, built, tmp_path):
        gold = ROOT / "tests" / "gold"
        done = run("score", built, gold / "patrols.json", "--misses")
        assert done.returncode == 0 and "== ALL" in done.stdout and "patrols.txt\tevent\tmissed\twelcomed" in done.stdout
        assert done.stderr == "patrols.txt: not in the graph\n"
        figures = json.loads(run("score", built, gold, "--json", "--per-document").stdout)
        assert set(figures) == {"ALL", "patrols.txt"} and figures["ALL"]["event"]["fn"] == 6
        assert run("score", built, tmp_path / "missing.json").returncode == 1

    def test_a_closed_pipe_is_no_error(self, built):
        command = f"'{sys.executable}' -m kg query actors --store '{built}' --format tsv | head -n 1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 0 and done.stderr == "" and len(done.stdout.splitlines()) == 1

    def test_texts_in_another_locale(self, run, built):
        done = run("show", "Kenya", "--store", built, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
        assert done.returncode == 0 and "→" in done.stdout


def test_usage_errors_end_with_2(run):
    for arguments in (["nonsense"], ["build"], ["central", "--top", "0"], ["query", "--format", "xml", "actors"]):
        done = run(*arguments)
        assert done.returncode == 2 and "Traceback" not in done.stderr
