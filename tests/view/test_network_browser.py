"""The page in a real browser."""

import itertools
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg.analyse.project import Evidence
from kg.view.network import page

pytestmark = pytest.mark.browser

TAG = "<img src=x onerror=alert(1)>\u2028\u202egnp.exe"
GROUND = "getComputedStyle(document.body).backgroundColor"
COLOURS = """() => {
  const canvas = document.querySelector('#drawing canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const found = new Set();
  for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 4).join());
  return [...found];
}"""
ON_THE_LINE = """(predicate) => {
  const edge = EDGES.find((each) => each.predicate === predicate);
  place(viewNow());
  const [a, m, b] = bend(edge);
  return { x: (a.sx + 2 * m.sx + b.sx) / 4, y: (a.sy + 2 * m.sy + b.sy) / 4 };
}"""
ON_THE_NODE = """(name) => {
  place(viewNow());
  const node = NODES.find((each) => each.label === name);
  return { x: node.sx, y: node.sy };
}"""
SHOWN = "NODES.filter((node) => node.shown).map((node) => node.label).sort()"
LINKS = "EDGES.filter((edge) => edge.shown).length"
VIEW = "() => [stage.getScale(), ...Object.values(stage.getViewPosition())].map((value) => value.toFixed(3)).join()"


def choose(seen, name, box="#search"):
    seen.page.fill(box, name)
    seen.page.press(box, "Enter")
    seen.page.wait_for_timeout(450)  # the camera gets there


def panel(seen):
    return seen.page.inner_text("#panel")


def shown(seen):
    return seen.page.evaluate(SHOWN)


def settled(seen, milliseconds=300):
    seen.page.wait_for_timeout(milliseconds)


def point(seen, script, argument):
    at = seen.page.evaluate(script, argument)
    box = seen.page.locator("#drawing").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def tick(seen, name, on, within="#filters"):
    seen.page.locator(within).get_by_label(re.compile(name)).set_checked(on)


# ---------------------------------------------------------------- the first view
def test_asks_for_nothing_and_complains_about_nothing(opened, net):
    seen = opened(page(net))
    choose(seen, "Arland")
    seen.page.click("#whole")
    settled(seen, 500)
    assert seen.requests == [seen.url]
    assert seen.complaints == []


def test_something_is_drawn_in_colours_of_conflict_and_cooperation(opened, story):
    seen = opened(page(story))
    settled(seen)
    colours = set(seen.page.evaluate(COLOURS))
    assert len(colours) > 20
    assert {"213,94,0,255", "0,114,178,255"} <= colours


def test_first_view_leaves_out_issues_and_what_has_no_link(opened, net):
    seen = opened(page(net))
    assert seen.page.inner_text("#count") == "5 of 7 things, 4 of 5 links"
    tick(seen, "Issue", True)
    assert seen.page.inner_text("#count") == "6 of 7 things, 5 of 5 links"
    tick(seen, "Without links", True)
    assert seen.page.inner_text("#count") == "7 of 7 things, 5 of 5 links"


def test_an_empty_graph_opens(opened):
    seen = opened(page(nx.MultiDiGraph()))
    assert seen.page.inner_text("#count") == "0 of 0 things, 0 of 0 links"
    assert seen.complaints == []


# ---------------------------------------------------------------- search and panel
def test_search_shows_facts_and_marked_evidence(opened, net):
    seen = opened(page(net))
    choose(seen, "sanct")
    text = panel(seen)
    assert seen.page.inner_text("#panel h2") == "sanctions"
    for part in ("SANCTION", "possible", "2024-05-12", "according to Arland", "80 %", "Talks · talks.txt · 2024-05"):
        assert part in text
    assert seen.page.inner_text("#panel article mark") == "threatened sanctions"  # after a character outside the BMP


def test_search_finds_aliases_and_what_is_hidden(opened, net):
    seen = opened(page(net))
    choose(seen, "old arl")
    assert seen.page.inner_text("#panel h2") == "Arland"
    choose(seen, "trust")
    assert seen.page.inner_text("#count").startswith("6 of 7")
    seen.page.fill("#search", "zzz")
    assert seen.page.inner_text("#search-hits") == "Nothing by that name"


def test_the_panel_has_every_statement_with_sentence_source_and_speaker(opened, story):
    seen = opened(page(story))
    choose(seen, "Borduria")
    articles = seen.page.locator("#panel article")
    assert [article.split("\n")[0] for article in articles.all_inner_texts()] == [
        "CONSULT: Arland → Borduria, 2024-05-12",
        "ASSAULT: Arland → Borduria, 2019-03-01",
        "ASSAULT: Arland → Borduria",
        "treaty proposed by Borduria",
    ]
    assert seen.page.locator("#panel article mark").all_inner_texts() == ["Talks", "Shelling", "Raid", "offered"]
    assert "according to Arland" in articles.nth(1).inner_text()
    assert "the text's own statement" in articles.nth(2).inner_text()
    assert "according to Syldavia" in articles.nth(3).inner_text()
    assert articles.locator("footer").all_inner_texts() == ["Talks · talks.txt · 2024-05"] * 4
    assert seen.page.inner_text("#panel .mentions summary") == "Sentences that name it (1)"


def test_many_statements_are_all_there(opened, story):
    for number in range(150):
        evidence = (Evidence(source=f"{number}.txt", sentence=f"Friend number {number}.", begin=0, end=6),)
        more = {"claim": f"c:{number}", "factuality": "Actual", "confidence": 0.9, "attributed": ()}
        story.add_edge("a:1", "a:2", key=f"c:{number}", predicate="supports", evidence=evidence, **more)
    seen = opened(page(story))
    choose(seen, "Arland")
    assert seen.page.locator("#panel article").count() == 153
    assert all(f"Friend number {number}." in seen.page.text_content("#panel") for number in range(150))


def test_links_lead_on(opened, net):
    seen = opened(page(net))
    choose(seen, "Geneva")
    seen.page.click("#panel article button >> text=SANCTION")
    assert seen.page.inner_text("#panel h2") == "sanctions"


def test_click_on_a_node_and_on_a_line_and_beside(opened, story):
    seen = opened(page(story))
    settled(seen)
    seen.page.mouse.click(*point(seen, ON_THE_NODE, "Syldavia"))
    seen.page.wait_for_selector("#panel h2 >> text=Syldavia")
    seen.page.mouse.click(*point(seen, ON_THE_LINE, "proposedTo"))
    seen.page.wait_for_selector("#panel h2 >> text=proposed to")
    assert seen.page.inner_text("#panel mark") == "offered"
    x, y = point(seen, "() => ({ x: 5, y: 5 })", None)
    seen.page.mouse.click(x, y)
    seen.page.wait_for_selector("#panel h2 >> text=What the texts say")


def test_hover_tells_label_type_and_factuality(opened, net):
    seen = opened(page(net))
    settled(seen)
    seen.page.mouse.move(*point(seen, ON_THE_NODE, "sanctions"))
    seen.page.wait_for_selector("#tip")
    assert seen.page.inner_text("#tip").split("\n") == ["sanctions", "SANCTION · possible · 2024-05-12"]


def test_the_start_lists_actors_initiatives_and_conflict(opened, story):
    seen = opened(page(story))
    assert [heading.lower() for heading in seen.page.locator("#panel h3").all_inner_texts()] == [
        "main actors", "what is proposed", "conflict",
    ]  # fmt: skip
    assert seen.page.get_attribute("#panel .bar >> nth=0", "aria-label") == "2 conflict, 1 cooperation, 1 initiative"


# ---------------------------------------------------------------- filters
def test_filter_by_class(opened, story):
    seen = opened(page(story))
    tick(seen, "Event: conflict", False)
    assert shown(seen) == ["Arland", "Borduria", "Syldavia", "Talks", "treaty"]
    tick(seen, "Initiative", False, "#classes")
    assert shown(seen) == ["Arland", "Borduria", "Talks"]


def test_filter_by_type_status_and_factuality(opened, story):
    seen = opened(page(story))
    seen.page.click("text=Types of events")
    tick(seen, "CONSULT", False)
    assert "Talks" not in shown(seen) and "Raid" in shown(seen)
    tick(seen, "Possible", False)
    assert "Raid" not in shown(seen) and "Shelling" in shown(seen)
    seen.page.click("text=Status of initiatives")
    tick(seen, "Proposed", False)
    assert shown(seen) == ["Arland", "Borduria", "Shelling"]
    seen.page.click("#reset")
    assert len(shown(seen)) == 7


def test_filter_by_confidence_holds_for_events_and_for_links(opened, story):
    story.edges["i:1", "a:3", "proposedTo"]["confidence"] = 0.3
    seen = opened(page(story))
    seen.page.fill("#confidence", "60")
    assert shown(seen) == ["Arland", "Borduria", "Raid", "Shelling", "treaty"]
    assert seen.page.inner_text("#confidence-text") == "60 %"


def test_time_slider_and_what_has_no_date(opened, story):
    seen = opened(page(story))
    assert (seen.page.inner_text("#from-text"), seen.page.inner_text("#to-text")) == ("2019-03", "2024-05")
    seen.page.focus("#from")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.inner_text("#from-text") == "2019-04"
    assert shown(seen) == ["Arland", "Borduria", "Raid", "Syldavia", "Talks", "treaty"]  # undated things stay
    tick(seen, "Also what has no date", False)
    assert shown(seen) == ["Arland", "Borduria", "Talks"]
    seen.page.focus("#to")
    seen.page.keyboard.press("Home")
    assert seen.page.inner_text("#from-text") == "2019-03"  # the ends don't pass one another
    assert shown(seen) == ["Arland", "Borduria", "Shelling"]


# ---------------------------------------------------------------- paths and surroundings
def test_path_with_the_sentences_of_each_step(opened, story):
    seen = opened(page(story))
    seen.page.click("#pathfinder")
    choose(seen, "Arland", "#path-from")
    choose(seen, "Syldavia", "#path-to")
    assert "4 links." in panel(seen)
    assert seen.page.locator("#panel .stop").all_inner_texts() == ["Arland", "Borduria", "treaty", "Syldavia"]
    assert seen.page.locator("#panel article").count() == 3
    assert seen.page.locator("#panel mark").all_inner_texts()[1:] == ["offered", "offered"]
    assert seen.page.evaluate("[...selection.strong].map((id) => NODES[id].label)") == ["Arland", "Syldavia"]


def test_path_from_the_panel_and_past_the_filters(opened, story):
    seen = opened(page(story))
    tick(seen, "Initiative", False, "#classes")
    choose(seen, "Borduria")
    seen.page.click("text=Path from here")
    choose(seen, "Syldavia", "#path-to")
    assert "2 links. The filters hide a part of it." in panel(seen)
    story.add_node("a:9", **{**story.nodes["a:3"], "label": "Nowhere"})
    seen = opened(page(story))
    seen.page.click("#pathfinder")
    choose(seen, "Arland", "#path-from")
    choose(seen, "Nowhere", "#path-to")
    assert "Nothing links the two." in panel(seen)


def test_surroundings_of_one_and_two_steps(opened, story):
    seen = opened(page(story))
    choose(seen, "Syldavia")
    seen.page.click("text=1 step")
    assert shown(seen) == ["Syldavia", "treaty"]
    seen.page.click("text=2 steps")
    assert shown(seen) == ["Borduria", "Syldavia", "treaty"]
    assert "within 2 steps of Syldavia" in seen.page.inner_text("#banner")
    seen.page.click("#banner button")
    assert len(shown(seen)) == 7


# ---------------------------------------------------------------- files
def test_graphml_of_what_is_shown_opens_in_networkx(opened, story, tmp_path):
    story.nodes["a:1"]["label"] = 'A & <b> "\u0001'
    seen = opened(page(story))
    tick(seen, "Event: conflict", False)
    with seen.page.expect_download() as download:
        seen.page.click("#graphml")
    download.value.save_as(tmp_path / "graph.graphml")
    net = nx.read_graphml(tmp_path / "graph.graphml")
    assert download.value.suggested_filename == "graph.graphml"
    assert set(net) == {"a:1", "a:2", "a:3", "e:2", "i:1"}
    assert net.nodes["a:1"]["label"] == 'A & <b> "\ufffd'
    assert net.nodes["e:2"] == {
        "label": "Talks", "kind": "Event", "type": "CONSULT", "factuality": "Actual", "confidence": 0.5, "time": "2024-05-12",
        "earliest": "2024-05-12", "latest": "2024-05-12", "sentences": "Talks was on the day. (talks.txt)",
    }  # fmt: skip
    assert {data["predicate"] for _, _, data in net.edges(data=True)} == {"agent", "target", "proposedBy", "proposedTo"}
    assert net.edges["i:1", "a:2"]["attributed"] == "Syldavia"
    assert ET.parse(tmp_path / "graph.graphml").getroot().tag.endswith("graphml")


def test_png_of_the_view(opened, story, tmp_path):
    seen = opened(page(story))
    with seen.page.expect_download() as download:
        seen.page.click("#png")
    download.value.save_as(tmp_path / "graph.png")
    picture = (tmp_path / "graph.png").read_bytes()
    width, height = seen.page.evaluate("[drawing.clientWidth, drawing.clientHeight]")
    assert picture.startswith(b"\x89PNG") and len(picture) > 10_000
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (2 * width, 2 * height)


# ---------------------------------------------------------------- colours, keys, small screens
def test_dark_and_light_follow_the_system_and_can_be_switched(opened, story):
    seen = opened(page(story))
    light = seen.page.evaluate(GROUND)
    seen.page.emulate_media(color_scheme="dark")
    settled(seen)
    dark = seen.page.evaluate(GROUND)
    assert dark != light
    assert "255,138,61,255" in seen.page.evaluate(COLOURS)
    seen.page.click("#theme")
    assert (seen.page.inner_text("#theme"), seen.page.evaluate(GROUND)) == ("Light", light)
    seen.page.click("#theme")
    assert (seen.page.inner_text("#theme"), seen.page.evaluate(GROUND)) == ("Dark", dark)


def test_keys_alone_reach_everything(opened, story):
    seen = opened(page(story))
    keys = seen.page.keyboard
    keys.press("/")
    keys.type("sylda")
    keys.press("Enter")
    assert seen.page.inner_text("#panel h2") == "Syldavia"
    settled(seen, 500)
    seen.page.focus("#drawing")
    assert seen.page.evaluate("getComputedStyle(drawing).outlineStyle") == "solid"
    before = seen.page.evaluate(VIEW)
    keys.press("ArrowLeft")
    moved = seen.page.evaluate(VIEW)
    keys.press("+")
    assert len({before, moved, seen.page.evaluate(VIEW)}) == 3
    keys.press("Escape")
    assert seen.page.inner_text("#panel h2") == "What the texts say"
    keys.press("n")
    assert seen.page.inner_text("#tip strong") == "Borduria"
    keys.press("Enter")
    assert seen.page.inner_text("#panel h2") == "Borduria"
    assert seen.page.evaluate("document.activeElement.id") == "panel"


def test_every_control_has_a_name_and_takes_the_focus(opened, story):
    seen = opened(page(story))
    nameless = seen.page.evaluate("""[...document.querySelectorAll('button, input, summary, #drawing, #panel, [role=listbox]')]
      .filter((each) => each.offsetParent && !each.textContent.trim() && !each.getAttribute('aria-label'))
      .filter((each) => !(each.labels && each.labels.length)).map((each) => each.outerHTML)""")
    assert nameless == []
    reached = set()
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        reached.add(seen.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"search", "whole", "pathfinder", "png", "graphml", "theme", "from", "to", "confidence", "reset", "drawing"} <= reached
    assert "Arland" in reached  # in the panel


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out(opened, story, width):
    seen = opened(page(story), width=width)
    choose(seen, "Borduria")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    box = seen.page.locator("#drawing").bounding_box()
    assert box["width"] > 350 and box["height"] > 300
    seen.page.locator("#panel article").last.scroll_into_view_if_needed()
    assert seen.page.locator("#panel article").last.is_visible()


# ---------------------------------------------------------------- moving
def test_a_drag_moves_the_view_or_carries_a_node(opened, story):
    seen = opened(page(story))
    settled(seen)
    mouse = seen.page.mouse

    def drag(x, y):
        mouse.move(x, y)
        mouse.down()
        mouse.move(x - 60, y - 40, steps=5)
        mouse.up()
        settled(seen)

    before = seen.page.evaluate(VIEW)
    drag(*point(seen, ON_THE_NODE, "Syldavia"))
    node = "(({ x, y }) => [x, y])(NODES.find((each) => each.label === 'Syldavia'))"
    carried = seen.page.evaluate(node)
    assert seen.page.evaluate(VIEW) == before
    drag(*point(seen, "() => ({ x: drawing.clientWidth - 8, y: drawing.clientHeight - 8 })", None))
    assert seen.page.evaluate(VIEW) != before
    assert seen.page.evaluate(node) == carried


def test_labels_do_not_cover_one_another(opened, story):
    for number in range(200):
        story.add_node(f"a:x{number}", **{**story.nodes["a:3"], "label": f"Neighbour number {number}"})
        story.add_edge("a:1", f"a:x{number}", predicate="neighbourOf", claim=f"c{number}", evidence=(), factuality="Actual")
    seen = opened(page(story))
    boxes = seen.page.evaluate("""() => {
      const boxes = [], old = write;
      write = (context, text, box, ...more) => { boxes.push(box); old(context, text, box, ...more); };
      fit(undefined, false); base.dirty = true; stage.redraw();
      return boxes;
    }""")
    assert 10 < len(boxes) < 204
    pairs = itertools.combinations(boxes, 2)
    assert [(a, b) for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []


def test_5000_nodes_open_and_move(opened, many):
    seen = opened(page(many))
    assert seen.page.inner_text("#count").endswith("of 10000 links")
    before = seen.page.evaluate(VIEW)
    seen.page.mouse.move(600, 400)
    seen.page.mouse.wheel(0, -400)
    settled(seen, 400)
    assert seen.page.evaluate(VIEW) != before
    choose(seen, "Thing 0")
    assert seen.page.locator("#panel article").count() > 10
    assert seen.complaints == []


# ---------------------------------------------------------------- hostile text
def test_hostile_text_is_only_text(opened, hostile):
    seen = opened(page(hostile, title="<svg onload=alert(3)>"))
    choose(seen, "<img")
    assert seen.page.text_content("#panel h2") == TAG
    assert seen.page.inner_text("#panel article mark >> nth=0") == "</script><script>alert(2)</script>"
    assert seen.page.inner_text("h1") == "<svg onload=alert(3)>"
    seen.page.mouse.move(*point(seen, ON_THE_NODE, seen.page.evaluate("NODES[0].label")))
    settled(seen, 600)
    assert TAG in seen.page.text_content("#tip")
    with seen.page.expect_download():
        seen.page.click("#graphml")
    assert seen.page.locator("img").count() == 0
    assert (seen.dialogs, seen.complaints) == ([], [])
    assert {url for url in seen.requests if not url.startswith("blob:")} == {seen.url}


def test_an_override_of_the_direction_stays_where_it_is(opened, hostile):
    seen = opened(page(hostile))
    choose(seen, "<img")
    isolated = "getComputedStyle(document.querySelector('#panel article .link')).unicodeBidi"
    assert seen.page.evaluate(isolated) in ("isolate", "plaintext")


def test_the_policy_stops_script_that_gets_in(opened, net):
    seen = opened(page(net))
    seen.page.evaluate("document.querySelector('#panel').innerHTML = '<img src=x onerror=alert(1)>'")
    settled(seen)
    assert seen.dialogs == []
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
