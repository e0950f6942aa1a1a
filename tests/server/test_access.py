"""Who may ask: loopback only unless a token is given, which hosts and origins, and what a token opens."""

from __future__ import annotations

import httpx
import pytest

from kg.errors import KgError
from kg.server.options import Options, checked
from tests.server.conftest import running

TOKEN = "0123456789abcdef-secret"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


class TestOptions:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
    def test_loopback_needs_no_token(self, host):
        assert checked(Options(host=host)).host == host

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org"])
    def test_others_do(self, host):
        with pytest.raises(KgError, match="token"):
            checked(Options(host=host))
        assert checked(Options(host=host, token=TOKEN))

    @pytest.mark.parametrize("more", [{"token": "short"}, {"token": "with spaces " * 3}, {"public": "ftp://x/"}, {"cors": "a b"}])
    def test_what_will_not_do(self, more):
        with pytest.raises(KgError):
            checked(Options(**more))

    def test_the_command_refuses(self, run, graph):
        done = run("serve", graph, "--host", "0.0.0.0", "--port", "0")
        assert done.returncode == 1 and "KG_TOKEN" in done.stderr and done.stderr.count("\n") == 1

    def test_a_port_that_is_taken(self, run, graph, server):
        done = run("serve", graph, "--port", server.rpartition(":")[2])
        assert done.returncode == 1 and "can't listen" in done.stderr

    def test_no_store(self, run, tmp_path):
        done = run("serve", tmp_path)
        assert done.returncode == 1 and "there is no store here" in done.stderr

    def test_nothing_is_left_behind(self, graph):
        with running(graph):
            assert list(graph.parent.glob(".snapshot-*"))
        before = {path.name for path in graph.parent.glob(".snapshot-*")}
        with running(graph):
            pass
        assert {path.name for path in graph.parent.glob(".snapshot-*")} == before


class TestHosts:
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.2"])
    def test_a_name_that_was_made_to_lead_here(self, client, host):
        assert client.get("/sparql", headers={"Host": host}).status_code == 400

    def test_localhost(self, client):
        assert client.get("/sparql", headers={"Host": "localhost:80"}).status_code == 200


@pytest.fixture(scope="module")
def guarded(graph):
    with running(graph, "--cors", "https://app.example.org", KG_TOKEN=TOKEN) as url:
        yield url


class TestToken:
    @pytest.mark.parametrize(
        "path", ["/", "/sparql?query=ASK%7B%7D", "/api/summary", "/page/actor/State/arland", "/data/x.ttl", "/editor", "/x"]
    )
    def test_nothing_without_it(self, guarded, path):
        answer = httpx.get(guarded + path)
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer" and "arland" not in answer.text
        shown = httpx.get(guarded + path, headers={"Authorization": f"Bearer {TOKEN}x"})
        assert shown.status_code == 401

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
    def test_with_it(self, guarded, scheme):
        answer = httpx.get(f"{guarded}/sparql?query=ASK%7B%7D", headers={"Authorization": f"{scheme} {TOKEN}"})
        assert answer.status_code == 200

    def test_in_a_browser(self, guarded):
        with httpx.Client(base_url=guarded, headers=BROWSER) as browser:
            first = browser.get("/page/actor/State/arland")
            assert (first.status_code, first.headers["location"]) == (303, "/login")
            assert browser.post("/login", data={"token": "wrong"}).status_code == 403
            answer = browser.post("/login", data={"token": TOKEN})
            cookie = answer.headers["set-cookie"].lower()
            assert answer.status_code == 303 and "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
            assert browser.get("/page/actor/State/arland").status_code == 200

    @pytest.mark.parametrize("header", ["Bearer", "Bearer \xff", "Basic " + TOKEN, TOKEN])
    def test_malformed(self, guarded, header):
        assert httpx.get(guarded, headers=[(b"Authorization", header.encode("latin-1"))]).status_code == 401


class TestOrigins:
    def test_none_by_default(self, client):
        answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://app.example.org"})
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"

    def test_the_one_that_was_named(self, guarded):
        headers = {"Origin": "https://app.example.org", "Authorization": f"Bearer {TOKEN}"}
        answer = httpx.get(f"{guarded}/sparql?query=ASK%7B%7D", headers=headers)
        assert answer.headers["access-control-allow-origin"] == "https://app.example.org"
        other = httpx.get(f"{guarded}/sparql?query=ASK%7B%7D", headers={**headers, "Origin": "https://evil.example"})
        assert other.headers.get("access-control-allow-origin") != "https://evil.example"

    def test_asked_before(self, guarded):
        """A browser asks without the token whether it may send it."""
        headers = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "POST"}
        headers["Access-Control-Request-Headers"] = "authorization,content-type"
        answer = httpx.options(f"{guarded}/sparql", headers=headers)
        assert answer.status_code == 200 and "POST" in answer.headers["access-control-allow-methods"]
