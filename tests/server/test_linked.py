"""Linked data of a running server: IRIs answer with pages for people and RDF for programs, and text stays text."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.protocol import GRAPHS
from kg.server.linked import ENDINGS
from kg.server.marking import pieces
from kg.server.names import path
from tests.server.conftest import FORMULA, ODD, PACT, TAG, running

BASE = "https://w3id.org/aei/id/"
DOCUMENT = f"document/{'a' * 16}"
NAMES = {
    "actor": "actor/State/arland", "event": f"event/{'b' * 16}/assault-1", "initiative": f"initiative/{'a' * 16}/initiative-1",
    "document": DOCUMENT, "mention": f"{DOCUMENT}#char=0,6", "place": "place/delmar", "issue": "issue/mistrust",
    "claim": f"claim/{'a' * 16}/leads-Person-ana-vey-State-arland",
}  # fmt: skip
HOSTILE = (
    "/page/actor/Organization/odd", "/page/actor/Organization/sum", "/page/actor/State/borland", f"/page/document/{'c' * 16}",
    f"/page/event/{'c' * 16}/meet-2",
)  # fmt: skip
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class TestNegotiation:
    @pytest.mark.parametrize("kind", NAMES)
    def test_people_get_a_page(self, client, kind):
        answer = client.get(f"/id/{NAMES[kind]}", headers={"Accept": BROWSER})
        assert (answer.status_code, answer.headers["vary"]) == (303, "Accept")
        page = client.get(answer.headers["location"], headers={"Accept": BROWSER})
        assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1" in page.text and 'rel="alternate"' in page.headers["link"]

    @pytest.mark.parametrize("media", ENDINGS.values())
    @pytest.mark.parametrize("kind", NAMES)
    def test_programs_get_data(self, client, kind, media):
        answer = client.get(f"/id/{NAMES[kind]}", headers={"Accept": f"{media}, text/html;q=0.5"}, follow_redirects=True)
        assert answer.history[0].status_code == 303 and answer.headers["content-type"].partition(";")[0] == media
        quads = list(ox.parse(answer.content, format=GRAPHS[media]))
        iri = BASE + NAMES[kind]
        about = {quad.subject.value for quad in quads}
        assert iri in about, "also of a mention, whose fragment never reaches the server"

    def test_graphs_keep_apart_what_each_document_says(self, client):
        quads = ox.parse(client.get("/data/actor/State/borland.trig").content, format=ox.RdfFormat.TRIG)
        assert {quad.graph_name.value[-1] for quad in quads} == {"a", "b", "c"}

    def test_nothing_that_nobody_offers(self, client):
        assert client.get(f"/id/{NAMES['actor']}", headers={"Accept": "image/png"}).status_code == 406

    @pytest.mark.parametrize(
        "name", ["actor/State/nobody", "", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "actor/<script>", "%00"]
    )
    @pytest.mark.parametrize("folder", ["id", "page", "data"])
    def test_what_is_not_there(self, client, folder, name):
        answer = client.get(f"/{folder}/{name}", headers={"Accept": BROWSER})
        assert answer.status_code == 404 and "root:" not in answer.text and "<script>" not in answer.text

    def test_a_sub_path_behind_a_proxy(self, graph):
        with running(graph, "--public", "https://data.example.org/graph/") as url:
            import httpx

            answer = httpx.get(f"{url}/id/{NAMES['actor']}", headers={"Accept": BROWSER})
            assert answer.headers["location"] == "/graph/page/actor/State/arland"
            page = httpx.get(f"{url}/page/actor/State/arland").text
            assert 'href="/graph/static/site.css"' in page and 'href="/graph/page/actor/ArmedGroup/red-front"' in page
            assert httpx.get(f"{url}/", headers={"Host": "data.example.org"}).status_code == 200
            assert httpx.get(f"{url}/", headers={"Host": "evil.example"}).status_code == 400


class TestPages:
    def test_an_actor(self, client):
        text = re.sub(r"<[^>]+>|\s+", " ", client.get("/page/actor/State/arland").text)
        text = re.sub(r" +", " ", text)
        for part in (
            "Republic of Arland", "ASSAULT The Red Front → to Arland in Delmar · 2024-05-03 “attacked”", "actual",
            "confidence 90 %", "The Red Front attacked Arland in Delmar on 3 May 2024.", "Raid on Delmar",
            "Proposes", "Led by", "2024-05-06",
        ):  # fmt: skip
            assert part in text, part

    def test_who_says_so_and_how_sure_it_is(self, client):
        text = client.get("/page/actor/State/borland").text
        section = text[text.index("may support") - 2000 : text.index("may support") + 100]
        assert 'class="level Possible"' in section and "according to" in section and "Ana Vey" in section

    def test_an_initiative(self, client):
        text = client.get(f"/page/{NAMES['initiative']}").text
        for part in ("proposed", "Hindered by", "Mistrust", "Supported by", "may support"):
            assert part in text

    def test_a_document_is_its_text_with_the_mentions_marked(self, client):
        text = client.get(f"/page/{DOCUMENT}").text
        body = text[text.index('<div id="text">') + len('<div id="text">') : text.index("</div>")]
        assert re.sub(r"<[^>]+>", "", body).replace("&#39;", "'") == PACT
        assert 'id="char=0,6"></span><a class="mention Actor" href="/page/actor/State/arland"' in body

    def test_long_groups_have_pages(self, client):
        answer = client.get("/page/actor/State/borland?group=agent-into")
        assert answer.status_code == 200 and "3 in all" in answer.text
        for bad in ("group=x", "group=agent-into&n=0", "group=agent-into&n=x", "group=agent-into&n=9999999"):
            assert client.get(f"/page/actor/State/borland?{bad}").status_code == 404


class TestSafety:
    @pytest.mark.parametrize("page", HOSTILE)
    def test_text_is_never_markup(self, client, page):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "<img" not in answer.text and "<script>alert" not in answer.text
        assert TAG.replace("<", "&lt;").replace(">", "&gt;") in answer.text or FORMULA in answer.text

    def test_the_whole_text_is_there(self, client):
        assert client.get(f"/page/document/{'c' * 16}").text.count("&lt;img") >= ODD.count("<img")

    @pytest.mark.parametrize(
        "path", ["/", "/page/actor/State/arland", "/sparql", "/nothing", "/api/summary", "/static/site.css", "/id/x", "/login"]
    )
    def test_every_answer_has_its_headers(self, client, path):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers and "server" not in headers

    def test_only_the_editor_may_set_styles(self, client):
        policy = client.get("/editor").headers["content-security-policy"]
        assert "style-src 'self' 'unsafe-inline'" in policy and "script-src 'self';" in policy

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%2fapp.py",
            "/static/vendor/../../app.py",
            "/static//etc/passwd",
        ],
    )
    def test_no_way_out_of_the_folder_of_files(self, server, path):
        import http.client

        connection = http.client.HTTPConnection(server.removeprefix("http://"))
        connection.request("GET", path)
        answer = connection.getresponse()
        found = answer.status, b"uvicorn" in answer.read()
        connection.close()
        assert found == (404, False)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60), st.sampled_from("xyz")), max_size=12))
def test_pieces_are_the_text_whatever_overlaps(text, drawn):
    spans = [(a, min(b, len(text)), owner) for a, b, owner in drawn if a < min(b, len(text))]
    found = list(pieces(text, spans, "xy"))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        around = [span for span in spans if span[0] <= piece.begin and piece.end <= span[1] and span[2] != "z"]
        shortest = min((span[1] - span[0] for span in around), default=None)
        assert (piece.owner == "") == (not around)
        assert not around or piece.owner in {span[2] for span in around if span[1] - span[0] == shortest}
    assert sum(len(piece.starts) for piece in found) == len({span[:2] for span in spans})


@given(st.text(min_size=1))
def test_paths_hold_nothing_that_ends_a_header_or_an_attribute(name):
    found = path(BASE, BASE + name)
    assert found.startswith("/page/") and found.isascii() and not set(found) & set('\r\n" <>\\') and found.isprintable()


def test_foreign_iris_have_no_path():
    assert path(BASE, "http://www.wikidata.org/entity/Q1") == ""
