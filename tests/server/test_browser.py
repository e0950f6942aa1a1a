"""The server's pages in a real browser: editor, pages of things, explorer; and that they ask nobody else."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from kg.server.site import VENDOR
from tests.server.conftest import TAG, chromium

pytestmark = pytest.mark.browser
ARLAND = "https://w3id.org/aei/id/actor/State/arland"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    executable = chromium()
    if executable is None:
        message = "no Chromium found: install Debian's chromium, or name an executable in CHROMIUM"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright import sync_api

    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def opened(browser: Any, server: str) -> Iterator[Callable[..., SimpleNamespace]]:
    """Opens a path; at the end nothing was asked of others, nothing complained of, nothing popped up."""
    contexts, seen = [], SimpleNamespace(requests=[], complaints=[], dialogs=[])

    def open_(path: str, **options: Any) -> Any:
        contexts.append(
            browser.new_context(**{"viewport": {"width": 1300, "height": 850}, "reduced_motion": "reduce", **options})
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(server + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in seen.requests if not url.startswith((server, "data:", "blob:"))] == []
    complaints = [text for text in seen.complaints if "responded with a status of 400" not in text]
    assert (complaints, seen.dialogs) == ([], [])


def find(page: Any, name: str, box: str = "q") -> None:
    """Type into a search box, take the first name on offer."""
    page.fill(f"#{box}", name)
    page.wait_for_selector(f"#{box}-hits [role=option]")
    page.press(f"#{box}", "ArrowDown")
    page.press(f"#{box}", "Enter")


def heading(page: Any, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#panel h2')?.textContent === text", arg=text)


def labels(page: Any) -> set[str]:
    return set(page.locator(".node").evaluate_all("nodes => nodes.map((node) => node.dataset.label)"))


class TestExplorer:
    def test_search_shows_the_neighbourhood(self, opened):
        page = opened("/")
        assert "6 actors" in page.inner_text("#known")
        find(page, "republic")
        heading(page, "Arland")
        assert labels(page) == {"Arland", "Ana Vey", "border pact", "attacked"}
        assert "3 of 3 neighbours" in page.inner_text("#status") and page.inner_text("#count") == "4 things, 3 links"

    def test_a_click_makes_it_grow(self, opened):
        page = opened(f"/?thing={ARLAND}")
        page.locator(".node", has_text="attacked").click()
        heading(page, "attacked")
        assert {"The Red Front", "Delmar"} <= labels(page)
        assert page.locator(".edge").count() == 5

    def test_the_sentences_behind_what_is_selected(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        page.get_by_role("button", name="Ana Vey – leads", exact=True).click()
        heading(page, "Ana Vey – leads → Arland")
        assert page.inner_text("#panel blockquote p") == "Ana Vey, who leads Arland, said Borland may support the pact."
        assert page.inner_text("#panel mark") == "leads" and "75 %" in page.inner_text("#panel")
        page.click("#panel blockquote a")
        page.wait_for_url("**/page/document/*")
        assert page.inner_text("#text .here") == "leads"

    def test_a_line_can_be_clicked(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        page.locator(".edge .hit").first.dispatch_event("click")
        page.wait_for_function("() => document.querySelector('#panel h2').textContent.includes('→')")

    @pytest.mark.parametrize(
        ("box", "left"),
        [
            ("Initiative", {"border pact"}),
            ("possible", {"border pact"}),
            ("planned", {"met"}),
            ("ACCUSE", {"border pact", "accused"}),
        ],
    )
    def test_filters(self, opened, box, left):
        page = opened(f"/?thing={ARLAND.replace('arland', 'borland')}")
        heading(page, "Borland")
        assert len(labels(page)) == 5
        page.get_by_label(box, exact=True).check()
        page.wait_for_function("n => document.querySelectorAll('.node').length === n", arg=len(left) + 1)
        assert labels(page) == {"Borland", *left}
        page.get_by_role("button", name="Show everything").click()
        page.wait_for_function("() => document.querySelectorAll('.node').length === 5")

    def test_classes_of_actors(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        page.get_by_label("state", exact=True).check()
        page.wait_for_function("() => document.querySelectorAll('.node').length === 3")
        assert "Ana Vey" not in labels(page)

    def test_confidence_and_time(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        page.fill("#since", "2024-05-04")
        page.wait_for_function("() => document.querySelectorAll('.node').length === 3")
        assert "attacked" not in labels(page)
        page.fill("#since", "2024-05-03")
        page.wait_for_function("() => document.querySelectorAll('.node').length === 4")
        page.fill("#confidence", "85")
        page.dispatch_event("#confidence", "change")
        page.wait_for_function("() => document.querySelectorAll('.node').length === 2")
        assert labels(page) == {"Arland", "attacked"} and page.inner_text("#sure") == "85 %"

    def test_a_path_between_two_with_its_sentences(self, opened):
        page = opened("/")
        page.click("#way summary")
        find(page, "arland", "from")
        find(page, "red fr", "to")
        page.get_by_role("button", name="Find the path").click()
        heading(page, "How they hang together")
        assert page.inner_text("#panel h3") == "Path 1: Arland – attacked – The Red Front"
        assert "The Red Front attacked Arland" in page.inner_text("#panel")
        assert page.locator(".node.marked").count() == 3 and page.locator(".edge.marked").count() == 2

    def test_no_path(self, opened):
        page = opened("/")
        page.get_by_label("negated", exact=True).check()
        page.click("#way summary")
        find(page, "arland", "from")
        find(page, "red fr", "to")
        page.get_by_role("button", name="Find the path").click()
        heading(page, "No path")

    def test_with_the_keyboard_alone(self, opened):
        page = opened("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.focus("#q")
        page.keyboard.type("arland", delay=20)
        page.wait_for_selector("#q-hits [role=option]")
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#q", "aria-activedescendant") == "q-hits-0"
        page.keyboard.press("Enter")
        heading(page, "Arland")
        page.focus(".node[tabindex='0']")
        seen = set()
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 2:
            page.keyboard.press(key)
            seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert len(seen) >= 3 and all(", " in name for name in seen)
        page.keyboard.press("Enter")
        heading(page, page.evaluate("document.activeElement.getAttribute('aria-label')").split(",")[0])

    def test_what_a_screen_reader_is_told(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        assert page.inner_text("[role=status]") == "Arland: 3 of 3 neighbours shown"
        assert page.get_by_role("button", name="attacked, ASSAULT, actual, 3 links").count() == 1
        assert page.get_by_role("combobox").first.get_attribute("aria-expanded") == "false"
        unnamed = (
            "[...document.querySelectorAll('button, input')].filter(e => !(e.labels?.length || e.ariaLabel || e.textContent))"
        )
        assert page.evaluate(f"{unnamed}.length") == 0

    def test_on_a_phone(self, opened):
        page = opened(f"/?thing={ARLAND}", viewport=PHONE, has_touch=True, is_mobile=True)
        heading(page, "Arland")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.locator(".node", has_text="attacked").tap()
        heading(page, "attacked")

    def test_labels_never_cover_one_another(self, opened):
        page = opened(f"/?thing={ARLAND}")
        heading(page, "Arland")
        one, other = (page.locator(".node :is(rect, path)").nth(i).bounding_box() for i in (0, 1))
        page.mouse.move(one["x"] + one["width"] / 2, one["y"] + one["height"] / 2)
        page.mouse.down()
        page.mouse.move(other["x"] + 15, other["y"] + 15, steps=4)
        page.mouse.up()
        page.mouse.move(0, 0)
        box = "one => one.getBoundingClientRect().toJSON()"
        boxes = page.locator(".node:not(.crowded) text").evaluate_all(f"found => found.map({box})")
        assert len(boxes) > 1 and page.locator(".node.crowded").count() == 1
        for a, b in itertools.combinations(boxes, 2):
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            assert min(wide, high) < 2, (a, b)

    def test_from_the_form_of_another_page(self, opened):
        page = opened("/page/actor/State/borland")
        page.fill("#q", "red")
        page.get_by_role("button", name="Find").click()
        page.wait_for_selector("#q-hits [role=option]")
        assert "The Red Front" in page.inner_text("#q-hits")

    def test_hostile_names_are_only_names(self, opened):
        page = opened("/?thing=https://w3id.org/aei/id/actor/Organization/odd")
        heading(page, TAG)
        page.locator(".node.Event").first.click()
        heading(page, "met")
        assert page.locator("img").count() == 0


class TestPages:
    def test_a_thing(self, opened):
        page = opened("/page/actor/State/arland")
        assert page.inner_text("h1") == "Arland"
        page.get_by_role("link", name="The Red Front").first.click()
        page.wait_for_url("**/page/actor/ArmedGroup/red-front")
        assert page.inner_text("mark >> nth=0") == "attacked"
        page.get_by_role("link", name="Show in the explorer").click()
        heading(page, "The Red Front")

    def test_a_mention_leads_into_the_text(self, opened):
        page = opened(f"/id/document/{'b' * 16}#char=30,38")
        assert page.url.endswith(f"/page/document/{'b' * 16}#char=30,38") and page.inner_text(".here") == "attacked"

    @pytest.mark.parametrize(
        "path", ["/page/actor/State/arland", f"/page/document/{'c' * 16}", "/page/actor/Organization/odd", "/editor", "/login"]
    )
    def test_phone_width_and_dark(self, opened, path):
        page = opened(path, viewport=PHONE, color_scheme="dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


class TestEditor:
    @pytest.fixture(autouse=True)
    def brought(self):
        if not (VENDOR / "yasgui.min.js").is_file():
            message = "the query editor was not set up: python -m kg.server.editor"
            pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)

    def test_an_example_is_asked_and_answered(self, opened):
        page = opened("/editor")
        page.select_option("#example", "requests")
        page.wait_for_function("() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('REQUEST')")
        page.select_option("#example", "attacks")
        page.wait_for_function("() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('ASSAULT')")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr table tbody td")
        assert "The Red Front" in page.inner_text(".yasr table")

    def test_a_question_with_parameters(self, opened):
        page = opened("/editor")
        page.select_option("#example", "dyad")
        page.fill("#parameters [name=a]", "arland")
        page.fill("#parameters [name=b]", "the red front")
        page.get_by_role("button", name="Put in").click()
        page.wait_for_function(
            "() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('VALUES ?a { \"arland\" }')"
        )
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr table tbody td")
        assert "ASSAULT" in page.inner_text(".yasr table")

    def test_what_is_wrong_is_told(self, opened):
        page = opened("/editor")
        page.evaluate(
            "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }')"
        )
        with page.expect_response("**/sparql") as answer:
            page.click(".yasqe_queryButton")
        assert answer.value.status == 400
        page.wait_for_selector(".yasr .errorResult, .yasr .alert, .yasr .errorHeader")


def test_an_editor_that_was_not_set_up_says_so(monkeypatch, tmp_path):
    from kg.server import site

    template = site.TEMPLATES.get_template("editor.html")
    text = template.render(root="", ready=False, queries=[], prefixes="{}")
    assert "make setup" in text and "<script" not in text
