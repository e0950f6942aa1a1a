"""The JSON interface of a running server, and its description held against it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import TAG

BASE = "https://w3id.org/aei/id/"
ARLAND, BORLAND, FRONT = (BASE + name for name in ("actor/State/arland", "actor/State/borland", "actor/ArmedGroup/red-front"))
RAID = f"{BASE}event/{'b' * 16}/assault-1"
PACT = f"{BASE}initiative/{'a' * 16}/initiative-1"
MISTRUST = f"{BASE}issue/mistrust"


def get(client: httpx.Client, path: str, **parameters: object):
    answer = client.get(f"/api/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def labels(things: list[dict]) -> list[str]:
    return [thing["label"] for thing in things]


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("arland", "Arland"),
            ("REPUB", "Arland"),
            ("of republic", "Arland"),
            ("red fr", "The Red Front"),
            ("del", "Delmar"),
            ("border", "border pact"),
        ],
    )
    def test_names_and_aliases_by_the_beginnings_of_words(self, client, words, first):
        assert get(client, "search", q=words)["hits"][0]["thing"]["label"] == first

    def test_the_name_that_was_found_is_told(self, client):
        assert get(client, "search", q="republic")["hits"][0]["name"] == "Republic of Arland"

    def test_by_kind(self, client):
        assert {hit["thing"]["kind"] for hit in get(client, "search", q="a")["hits"]} > {"Actor"}
        assert {hit["thing"]["kind"] for hit in get(client, "search", q="a", kind="Event")["hits"]} == {"Event"}

    @pytest.mark.parametrize("words", ["", "zzz", '"', "* OR NEAR(", "';--", "\x00", "(" * 150, TAG])
    def test_anything_may_be_typed(self, client, words):
        assert all(hit["thing"]["label"] for hit in get(client, "search", q=words)["hits"])


class TestNeighbours:
    def test_actors_first_then_those_with_the_most_links(self, client):
        found = get(client, "neighbours", iri=ARLAND)
        assert labels(found["things"]) == ["Arland", "Ana Vey", "border pact", "attacked"] and found["total"] == 3
        assert {(link["predicate"], link["statement"].rpartition("/")[2]) for link in found["links"]} == {
            ("leads", "leads-Person-ana-vey-State-arland"),
            ("proposedBy", "proposedBy-initiative-1-State-arland"),
            ("target", "assault-1"),
        }

    def test_in_portions(self, client):
        assert labels(get(client, "neighbours", iri=ARLAND, limit=1, offset=1)["things"]) == ["Arland", "border pact"]

    @pytest.mark.parametrize(
        ("wanted", "left"),
        [
            ({"kind": "Event"}, ["accused", "</script><script>alert(2)</script>", "met"]),
            ({"kind": "Event", "type": "ACCUSE"}, ["accused"]),
            ({"kind": "Event", "type": ["ACCUSE", "AID"]}, ["accused"]),
            ({"kind": "Event", "factuality": "Planned"}, ["met"]),
            ({"confidence": 0.8, "kind": ["Event", "Initiative"]}, ["</script><script>alert(2)</script>", "met"]),
            ({"factuality": "Possible"}, ["border pact"]),
        ],
    )
    def test_filters(self, client, wanted, left):
        assert sorted(labels(get(client, "neighbours", iri=BORLAND, **wanted)["things"][1:])) == sorted(left)

    @pytest.mark.parametrize(
        ("days", "left"),
        [
            ({"since": "2024-05-03"}, True),
            ({"since": "2024-05-04"}, False),
            ({"until": "2024-05-03"}, True),
            ({"until": "2024-05-02"}, False),
        ],
    )
    def test_time(self, client, days, left):
        assert ("attacked" in labels(get(client, "neighbours", iri=FRONT, **days)["things"])) is left
        assert "accused" not in labels(get(client, "neighbours", iri=FRONT, **days)["things"]), "it has no date"

    @pytest.mark.parametrize(("class_", "left"), [("State", False), ("Person", True), (["State", "Person"], True)])
    def test_classes_of_actors(self, client, class_, left):
        found = labels(get(client, "neighbours", iri=ARLAND, actor=class_)["things"])
        assert ("Ana Vey" in found) is left and {"border pact", "attacked"} <= set(found)

    def test_unknown(self, client):
        assert client.get("/api/neighbours", params={"iri": BASE}).status_code == 404


def test_links_among_things(client):
    answer = client.post("/api/links", json={"iris": [ARLAND, FRONT, RAID, MISTRUST]}).json()
    assert {(link["predicate"], link["target"]) for link in answer["links"]} == {("agent", FRONT), ("target", ARLAND)}
    assert client.post("/api/links?factuality=Negated", json={"iris": [ARLAND, FRONT, RAID]}).json() == {"links": []}
    assert client.post("/api/links", json={"iris": ["x"] * 501}).status_code == 422


class TestPaths:
    def test_over_an_event(self, client):
        (path,) = get(client, "paths", a=ARLAND, b=FRONT)["paths"]
        assert labels(path["things"]) == ["Arland", "attacked", "The Red Front"]
        assert [link["predicate"] for link in path["links"]] == ["target", "agent"]

    def test_over_an_issue_too_if_it_is_an_end(self, client):
        (path,) = get(client, "paths", a=MISTRUST, b=ARLAND)["paths"]
        assert labels(path["things"]) == ["Mistrust", "border pact", "Arland"]

    def test_places_only_where_nothing_else_leads(self, client):
        delmar = f"{BASE}place/delmar"
        assert labels(get(client, "paths", a=delmar, b=BORLAND)["paths"][0]["things"])[-1] == "Borland"

    def test_filters_count(self, client):
        (path,) = get(client, "paths", a=ARLAND, b=FRONT, type="ACCUSE")["paths"]
        assert labels(path["things"]) == ["Arland", "border pact", "Borland", "accused", "The Red Front"]
        assert get(client, "paths", a=ARLAND, b=FRONT, factuality="Negated")["paths"] == []

    def test_from_a_thing_to_itself(self, client):
        assert get(client, "paths", a=ARLAND, b=ARLAND)["paths"] == []


class TestEvidence:
    def test_of_an_event(self, client):
        found = get(client, "evidence", iri=f"{BASE}event/{'b' * 16}/accuse-1")
        (sentence,) = found["sentences"]
        assert (
            sentence["before"] + sentence["words"] + sentence["after"]
            == "Borland accused the Red Front of the raid, Ana Vey said."
        )
        assert sentence["words"] == "accused" and sentence["source"] == "raid.txt"
        assert labels(found["attributed"]) == ["Ana Vey"]
        assert client.get(sentence["page"].partition("#")[0]).status_code == 200

    def test_of_a_claim(self, client):
        found = get(client, "evidence", iri=f"{BASE}claim/{'a' * 16}/leads-Person-ana-vey-State-arland")
        assert found["thing"] is None and found["sentences"][0]["words"] == "leads"

    def test_of_an_actor_are_its_mentions(self, client):
        found = get(client, "evidence", iri=ARLAND)
        assert found["names"] == ["Republic of Arland"] and {s["words"] for s in found["sentences"]} == {"Arland"}

    @pytest.mark.parametrize("iri", ["x", BASE, "no iri", "<>"])
    def test_of_nothing(self, client, iri):
        assert client.get("/api/evidence", params={"iri": iri}).status_code == 404


def test_summary(client):
    found = get(client, "summary")
    assert found["things"] == {"Actor": 6, "Event": 4, "Initiative": 1, "Issue": 1, "Place": 1}
    assert (found["since"], found["until"]) == ("2024-05-03", "2024-05-03") and found["levels"] == {"Actual": 3, "Planned": 1}


def test_the_description_covers_the_calls_and_nothing_else(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert sorted(paths) == [f"/api/{name}" for name in ("evidence", "links", "neighbours", "paths", "search", "summary")]


@pytest.mark.slow
def test_no_generated_call_breaks_the_server(server, tmp_path):
    """Schemathesis as its users run it: made-up calls, sound and unsound ones, against what the description promises."""
    description = httpx.get(f"{server}/api/openapi.json").json()
    for parameter in (p for path in description["paths"].values() for call in path.values() for p in call.get("parameters", ())):
        if parameter["name"] in ("iri", "a", "b"):  # else it would hardly hit upon a thing
            parameter["schema"] = {"type": "string", "enum": [ARLAND, BORLAND, RAID, PACT, MISTRUST]}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(description))
    program = Path(sys.executable).with_name("schemathesis")
    options = ("--phases", "examples,coverage,fuzzing", "--max-examples", "15", "--seed", "1", "--no-color")
    command = [program, "run", file, "--url", server, *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    generated, passed = map(int, re.search(r"(\d+) generated, (\d+) passed", done.stdout).groups())
    assert "Tested: 6" in done.stdout and generated == passed > 300 and "404" not in done.stdout, done.stdout[-3000:]
