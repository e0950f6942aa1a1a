"""The page in a real browser."""

import re

import pytest

from kg.view.network import page

pytestmark = pytest.mark.browser

COLOUR = "network.body.nodes[0].options.color.background"
GROUND = "getComputedStyle(document.body).backgroundColor"
COLOURS = """() => {
  const canvas = document.querySelector('#drawing canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const found = new Set();
  for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 4).join());
  return found.size;
}"""
ON_THE_LINE = """() => {
  const places = network.getPositions();
  const edge = EDGES.find((each) => DETAILS.edges[each.id].predicate === 'proposed by');
  const a = places[edge.from], b = places[edge.to], length = Math.hypot(b.x - a.x, b.y - a.y);
  for (let along = 0.1; along < 0.9; along += 0.01) for (let off = -40; off <= 40; off += 2) {
    const x = a.x + (b.x - a.x) * along - (b.y - a.y) / length * off;
    const y = a.y + (b.y - a.y) * along + (b.x - a.x) / length * off;
    const point = network.canvasToDOM({ x, y });
    if (network.getNodeAt(point) === undefined && network.getEdgeAt(point) === edge.id) return point;
  }
}"""


def choose(seen, name):
    seen.page.fill("#search", name)
    seen.page.press("#search", "Enter")


def panel(seen):
    return seen.page.inner_text("#panel")


def test_asks_for_nothing_and_complains_about_nothing(opened, net):
    seen = opened(page(net))
    choose(seen, "Arland")
    seen.page.click("#whole")
    seen.page.wait_for_timeout(500)
    assert seen.requests == [seen.url]
    assert seen.complaints == []


def test_something_is_drawn(opened, net):
    seen = opened(page(net))
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate(COLOURS) > 20


def test_first_view_leaves_out_issues_and_what_has_no_link(opened, net):
    seen = opened(page(net))
    assert seen.page.inner_text("#count") == "5 of 7 things, 4 of 5 links"
    seen.page.get_by_label(re.compile("Issue")).check()
    assert seen.page.inner_text("#count") == "6 of 7 things, 5 of 5 links"
    seen.page.get_by_label(re.compile("Without links")).check()
    assert seen.page.inner_text("#count") == "7 of 7 things, 5 of 5 links"


def test_search_shows_facts_and_marked_evidence(opened, net):
    seen = opened(page(net))
    choose(seen, "sanct")
    text = panel(seen)
    assert seen.page.inner_text("#panel h2") == "sanctions"
    for part in ("SANCTION", "possible", "2024-05-12", "Arland", "80 %", "Talks · talks.txt · 2024-05"):
        assert part in text
    assert seen.page.inner_text("#panel mark") == "threatened sanctions"  # after a character outside the BMP


def test_search_finds_aliases_and_what_is_hidden(opened, net):
    seen = opened(page(net))
    choose(seen, "old arl")
    assert seen.page.inner_text("#panel h2") == "Arland"
    choose(seen, "trust")
    assert seen.page.inner_text("#count").startswith("6 of 7")
    seen.page.fill("#search", "zzz")
    assert seen.page.inner_text("#hits") == "Nothing by that name"


def test_links_lead_on(opened, net):
    seen = opened(page(net))
    choose(seen, "Geneva")
    seen.page.click("#panel .links button")
    assert seen.page.inner_text("#panel h2") == "sanctions"


def test_click_on_a_node_and_on_a_line(opened, net):
    seen = opened(page(net))
    seen.page.wait_for_timeout(300)
    box = seen.page.locator("#drawing").bounding_box()

    def click(script):
        point = seen.page.evaluate(script)
        seen.page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])

    click("network.canvasToDOM(network.getPositions()[0])")
    assert seen.page.inner_text("#panel h2") == "Arland"
    seen.page.wait_for_timeout(400)
    click(ON_THE_LINE)
    assert seen.page.inner_text("#panel h2") == "proposed by"
    assert seen.page.inner_text("#panel mark") == "threatened sanctions"


def test_hover_tells_label_type_and_factuality(opened, net):
    seen = opened(page(net))
    seen.page.wait_for_timeout(300)
    box = seen.page.locator("#drawing").bounding_box()
    event = seen.page.evaluate("network.canvasToDOM(network.getPositions()[NODES.find((n) => n.label === 'sanctions').id])")
    seen.page.mouse.move(box["x"] + event["x"], box["y"] + event["y"])
    seen.page.wait_for_selector(".vis-tooltip", state="visible")
    assert seen.page.inner_text(".vis-tooltip") == "sanctions\nSANCTION · possible · 2024-05-12"


def test_dark_and_light(opened, net):
    light, dark = (opened(page(net), scheme).page.evaluate(GROUND) for scheme in ("light", "dark"))
    assert light != dark


def test_change_of_scheme_recolours_the_drawing(opened, net):
    seen = opened(page(net))
    before = seen.page.evaluate(COLOUR)
    seen.page.emulate_media(color_scheme="dark")
    seen.page.wait_for_timeout(500)
    assert seen.page.evaluate(COLOUR) != before


def test_hostile_text_is_only_text(opened, hostile):
    seen = opened(page(hostile, title="<svg onload=alert(3)>"))
    choose(seen, "<img")
    assert seen.page.inner_text("#panel h2") == "<img src=x onerror=alert(1)>"
    assert seen.page.inner_text("#panel mark") == "</script><script>alert(2)</script>"
    assert seen.page.inner_text("h1") == "<svg onload=alert(3)>"
    box = seen.page.locator("#drawing").bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    seen.page.wait_for_timeout(600)
    assert seen.page.locator("img").count() == 0
    assert (seen.dialogs, seen.complaints, seen.requests) == ([], [], [seen.url])


def test_the_policy_stops_script_that_gets_in(opened, net):
    seen = opened(page(net))
    seen.page.evaluate("document.querySelector('#panel').innerHTML = '<img src=x onerror=alert(1)>'")
    seen.page.wait_for_timeout(200)
    assert seen.dialogs == []
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
