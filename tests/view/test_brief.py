"""The brief: what it tells is in the graph, each sentence has its evidence, and no document's text becomes markup."""

from __future__ import annotations

import re
from itertools import pairwise

import networkx as nx
import pyoxigraph as ox
import pytest

import kg
from kg.analyse.project import multigraph
from kg.errors import GraphError, QueryError
from kg.graph.build import quads
from kg.model import Actor, Claim, Document, Event, Extraction, Factuality, Initiative, Issue, Mention, Place, Span, Status
from kg.view import brief_page, chapters, standing, telling
from kg.view.brief import Brief, brief, scoped, sentences
from kg.view.prose import Sentence

EVIL = "</style><script>alert(1)</script> *bold* [x](javascript:alert(1)) `code` | $a$ <b>"
ACTORS = {
    "arland": ("State", "Arland"),
    "union": ("IntergovernmentalOrganization", "Northern Union"),
    "rebels": ("Population", "rebels"),
}


def document(source: str, text: str, date: str | None = "2024-05-14", title: str = "Talks in Geneva") -> Document:
    return Document(
        source=source, text=text, sha256=f"{source.encode().hex():0<64}"[:64], title=title, date=date, publisher="The Herald"
    )


def extraction(doc: Document, events=(), initiatives=(), claims=(), issues=(), actors=ACTORS) -> Extraction:
    """Each finding rests on the whole first line of the text."""
    line = doc.text.splitlines()[0]
    span = Span(begin=0, end=len(line))
    said = (Mention(span=span, text=line, sentence=span),)
    return Extraction(
        document=doc,
        actors=tuple(Actor(key=f"{t}/{key}", type=t, label=label, mentions=said) for key, (t, label) in actors.items()),
        places=(Place(key="place/geneva", label="Geneva", mentions=said, latitude=46.2, longitude=6.15),),
        issues=tuple(Issue(key=f"issue/{issue}", label=issue, mentions=said) for issue in issues),
        events=tuple(Event(label="x", evidence=said, **{"confidence": 0.9, **event}) for event in events),
        initiatives=tuple(Initiative(evidence=said, confidence=0.8, **initiative) for initiative in initiatives),
        claims=tuple(Claim(evidence=said, **{"factuality": Factuality.ACTUAL, "confidence": 0.8, **claim}) for claim in claims),
    )


def stored(*extractions: Extraction) -> ox.Store:
    store = ox.Store()
    for one in extractions:
        store.extend(quads(one))
    return store


def text(sentence: Sentence) -> str:
    return "".join(piece for _, piece in sentence.pieces)


ARLAND, UNION, REBELS = "State/arland", "IntergovernmentalOrganization/union", "Population/rebels"
RAID = {"key": "e", "type": "ASSAULT", "factuality": Factuality.ACTUAL, "agents": (ARLAND,), "targets": (REBELS,)}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Arland attacked rebels"),
        ({"factuality": Factuality.PLANNED}, "Arland is to attack rebels"),
        (
            {"factuality": Factuality.PLANNED, "time": "2023", "earliest": "2023-01-01", "latest": "2023-12-31"},
            "Arland was to attack rebels in 2023",
        ),
        ({"factuality": Factuality.POSSIBLE}, "Arland may attack rebels"),
        (
            {"factuality": Factuality.POSSIBLE, "time": "2023", "earliest": "2023-01-01", "latest": "2023-12-31"},
            "Arland may have attacked rebels in 2023",
        ),
        ({"factuality": Factuality.CONDITIONAL}, "Arland would attack rebels if a condition were met"),
        ({"factuality": Factuality.NEGATED}, "Arland did not attack rebels"),
        ({"factuality": Factuality.UNKNOWN}, "It is not clear whether Arland attacked rebels"),
        ({"attributed_to": (UNION,)}, "According to the Northern Union, Arland attacked rebels"),
        ({"attributed_to": (ARLAND,), "factuality": Factuality.NEGATED}, "Arland denies having attacked rebels"),
        ({"attributed_to": (REBELS,), "factuality": Factuality.NEGATED}, "Rebels deny that Arland attacked rebels"),
        (
            {"attributed_to": (UNION,), "factuality": Factuality.NEGATED},
            "According to the Northern Union, Arland did not attack rebels",
        ),
        ({"agents": (REBELS,), "targets": ()}, "Rebels used violence"),
        ({"agents": (), "targets": (REBELS,)}, "Rebels were attacked"),
        ({"agents": (), "targets": (ARLAND,), "factuality": Factuality.NEGATED}, "Arland was not attacked"),
        ({"agents": (REBELS,), "targets": (), "factuality": Factuality.PLANNED}, "Rebels are to use violence"),
        ({"agents": (), "targets": ()}, "There was violence"),
        ({"agents": (), "targets": (), "type": "ACCUSE", "factuality": Factuality.NEGATED}, "There was no criticism"),
        ({"agents": (), "targets": (), "type": "CONSULT", "factuality": Factuality.PLANNED}, "There are to be talks or visits"),
        (
            {"agents": (ARLAND, UNION), "targets": (), "type": "CONSULT", "places": ("place/geneva",), "time": "2024-05-12"},
            "Arland and the Northern Union held talks or a meeting in Geneva on 12 May 2024",
        ),
    ],
)
def test_an_event_in_the_form_of_its_factuality(changes, told):
    doc = document("a.txt", "Something was said.\n")
    net = multigraph(stored(extraction(doc, events=[{**RAID, **changes}])))
    (event,) = chapters.events(net)
    assert text(telling.event(net, event)) == f"{told} (“Something was said”)."
    assert [item.sentence for item in telling.event(net, event).notes] == ["Something was said."]


def claim(key: str, predicate: str, value: str, **more) -> dict:
    return {"key": key, "subject": "i", "predicate": predicate, "object": value, **more}


def test_an_initiative_with_all_that_is_said_of_it():
    doc = document("a.txt", "Something was said.\n")
    plan = {"key": "i", "label": "border commission", "status": Status.PROPOSED, "time": "2025"}
    claims = [
        claim("c1", "proposedBy", ARLAND),
        claim("c2", "proposedTo", UNION),
        claim("c3", "addresses", "issue/smuggling"),
        claim("c4", "opposedBy", REBELS, factuality=Factuality.POSSIBLE),
        claim("c5", "hinderedBy", "issue/mistrust", attributed_to=(UNION,)),
        claim("c6", "participant", ARLAND),
        claim("c7", "supportedBy", UNION, factuality=Factuality.NEGATED),
    ]
    net = multigraph(stored(extraction(doc, initiatives=[plan], claims=claims, issues=("smuggling", "mistrust"))))
    node = next(n for n, d in net.nodes(data=True) if d["kind"] == "Initiative")
    assert [text(told) for told in standing.told(net, [node])] == [
        "border commission: proposed as of 14 May 2024.",
        "It is placed in 2025.",
        "Arland proposed it to the Northern Union.",
        "It concerns smuggling.",
        "It is not the case that the Northern Union supports it.",
        "It is possible that rebels oppose it.",
        "mistrust stands in its way, according to the Northern Union.",
    ]


def test_the_standing_follows_the_documents():
    plan = {"key": "i", "label": "Minsk Plan", "status": Status.PROPOSED}
    may = extraction(document("may.txt", "One.\n", "2024-05-01"), initiatives=[plan])
    june = extraction(document("june.txt", "Two.\n", "2024-06"), initiatives=[{**plan, "status": Status.AGREED}])
    made = brief(stored(may, june), pictures=False)
    shown = [
        text(told)
        for chapter in made.chapters
        if chapter.anchor in ("proposed", "differ")
        for b in chapter.blocks
        for told in sentences(b)
    ]
    assert shown[0] == shown[1] == "Minsk Plan: proposed as of 1 May 2024; agreed as of June 2024."


@pytest.fixture(scope="module")
def made(built) -> Brief:
    return brief(kg.open(built), pictures=False)


def all_sentences(made: Brief) -> list[Sentence]:
    return [told for chapter in made.chapters for block in chapter.blocks for told in sentences(block)]


def test_every_sentence_has_evidence_or_leads_to_it(made):
    found = all_sentences(made)
    assert len(found) > 15
    assert [text(told) for told in found if not (told.notes or told.see)] == []


def test_notes_are_numbered_without_gaps_and_hold_their_words(made):
    wanted = {(item.source, item.sentence) for told in all_sentences(made) for item in told.notes}
    assert {(note.item.source, note.item.sentence) for note in made.notes} == wanted and len(made.notes) == len(wanted)
    for note in made.notes:
        assert all(0 <= b < e <= len(note.item.sentence) for b, e in note.spans)
        assert all(a[1] < b[0] for a, b in pairwise(note.spans))
    for told in all_sentences(made):
        for style, words in told.pieces:
            if style == "quote":
                assert any(words.strip("“”").removesuffix(" …") in " ".join(item.sentence.split()) for item in told.notes)


def test_what_the_short_texts_say_is_told(built):
    told = brief_page.markdown(brief(kg.open(built)))
    for words in (
        "This brief rests on two documents, without a date.",
        "2 May 2024 | al-Shabaab attacked Kenya in Mandera",
        "Kenya proposed it to Ethiopia.",
        "The African Union supports it.",
        "Ethiopia accused Eritrea",
        "Kenya did not attack",
    ):
        assert words.casefold() in re.sub(r"\[\^\d+\]|\*", "", told).casefold(), words


def test_the_page_says_the_same_each_time(built):
    store = kg.open(built)
    assert brief_page.html(brief(store)) == brief_page.html(brief(store))


def test_a_brief_on_one_actor_and_on_a_period(built):
    store = kg.open(built)
    kenya = brief(store, actor="Kenya", pictures=False)
    assert kenya.title == "Brief on Kenya"
    told = [text(s) for s in all_sentences(kenya)]
    assert any("Kenya in Mandera" in s for s in told) and not any("Eritrea" in s for s in told)
    after = [text(s) for s in all_sentences(brief(store, since="2024-05-03", pictures=False))]
    assert not any("Mandera" in s for s in after) and any("proposed it" in s or "pact" in s for s in after)
    with pytest.raises(QueryError, match="no date"):
        brief(store, since="yesterday")
    with pytest.raises(QueryError):
        brief(store, actor="Atlantis")
    with pytest.raises(QueryError, match="no actor"):
        brief(store, actor="Mandera")


def test_what_has_no_time_counts_by_its_document():
    doc = document("a.txt", "Something was said.\n", "2024-05-14")
    net = multigraph(stored(extraction(doc, events=[RAID])))
    assert len(chapters.events(scoped(net, since="2024-05", until="2024-05"))) == 1
    assert len(chapters.events(scoped(net, since="2024-06"))) == 0
    assert len(chapters.events(scoped(net, until="2023"))) == 0


def hostile() -> Brief:
    doc = document("https://example.org/<evil>?a=1&b=2", f"{EVIL} attacked.\n", title=EVIL)
    plan = {"key": "i", "label": EVIL, "status": Status.PROPOSED}
    actors = {**ACTORS, "evil": ("Organization", EVIL)}
    events = [RAID, {**RAID, "key": "e2", "agents": ("Organization/evil",), "attributed_to": ("Organization/evil",)}]
    return brief(stored(extraction(doc, events=events, initiatives=[plan], actors=actors)))


def test_text_of_documents_is_no_markup_on_the_page():
    page = brief_page.html(hostile())
    assert "<script" not in page and '<b>"' not in page and "</style><" not in page.partition("</style>")[2]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="javascript' not in page
    assert 'href="https://example.org/&lt;evil&gt;?a=1&amp;b=2"' in page


def test_text_of_documents_is_no_markup_in_markdown():
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark").enable("table").render(brief_page.markdown(hostile()))
    assert "<script" not in rendered and "<b>" not in rendered and "<code>" not in rendered
    assert not re.search(r'<a href="(?!#)', rendered) and "<em>bold" not in rendered
    assert "&lt;script&gt;alert(1)" in rendered and "*bold* [x](javascript:alert(1)) `code` | $a$" in rendered


@pytest.mark.parametrize("line", ["1. first", "- item", "# head", "+ plus", "=== rule", "> quote", "12) twelfth"])
def test_a_line_of_text_begins_no_block(line):
    from markdown_it import MarkdownIt

    told = brief_page._led(brief_page._escaped(line))
    assert re.fullmatch(r"<p>.*</p>\n", MarkdownIt("commonmark").render(told)) and line.split()[-1] in told


def test_an_empty_store_gives_a_brief_that_says_so(tmp_path):
    made = brief(ox.Store())
    page = brief_page.html(made)
    assert "no documents" in page and "<figure" not in page
    assert "no two accounts" in brief_page.markdown(made).casefold()


def test_the_command_writes_both_forms(built, run, tmp_path):
    done = run("report", "--store", built, "--out", "brief.md", "--actor", "kenya", cwd=tmp_path)
    assert done.stdout == "brief.md\n" and (tmp_path / "brief.md").read_text(encoding="utf-8").startswith("# Brief on Kenya\n")
    with pytest.raises(GraphError, match=r"\.html or \.md"):
        kg.report(kg.open(built), tmp_path / "brief.txt")
    with pytest.raises(GraphError, match="can't be written"):
        kg.report(kg.open(built), tmp_path / "missing" / "brief.md")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_without_network_and_its_notes_lead_there_and_back(browser, built, tmp_path, scheme):
    path = kg.report(kg.open(built), tmp_path / "brief.html")
    page = browser.new_page(viewport={"width": 900, "height": 900}, color_scheme=scheme)
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()] and complaints == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert (
        page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
        )
        == 0
    )
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(23, 24, 27)") is (scheme == "dark")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("sup a").first.click()
    assert page.url.endswith("#n1")
    page.close()


def test_main_actors_have_names_and_most_to_tell(built):
    net = multigraph(kg.open(built))
    labels = [net.nodes[node]["label"] for node in chapters.main_actors(net)]
    assert labels[0] in ("Kenya", "Ethiopia") and all(label[0].isupper() for label in labels)
    assert isinstance(net, nx.MultiDiGraph)
