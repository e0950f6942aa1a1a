"""What a plain text looks like: blocks never overlap, and headings, datelines and list items are told from sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import BlockKind
from kg.read import layout, markdown

LINES = st.sampled_from([
    "", " ", "\t", "Talks Resume in Geneva", "Intelligence Sharing: The two armies share what they know.",
    "GENEVA, 3 May 2024 — Talks resumed.", "• a first point", "- a second point", "1. a third point.", "(a) a fourth",
    "# A Title", "## Key Aspects ##", "> quoted words", "```", "---", "By Ana Vey", "3 May 2024", "\ufeff", ":", "•",
    "The minister said that talks would resume on Monday, after months of silence", "😀 café e\u0301",
    "and that nobody would be left out of them, whatever the cost.",
])  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028", ""])
TEXTS = st.one_of(
    st.lists(st.tuples(LINES, ENDS), max_size=25).map(lambda parts: "".join(a + b for a, b in parts)), st.text(max_size=200)
)


def kinds(text, blocks=layout.blocks):
    return [(block.kind.value, text[block.span.begin : block.span.end]) for block in blocks(text)]


@pytest.mark.parametrize("blocks", [layout.blocks, markdown.blocks], ids=["text", "markdown"])
@given(text=TEXTS)
def test_blocks_are_in_order_and_lie_in_the_text(blocks, text):
    end = 0
    for block in blocks(text):
        assert end <= block.span.begin < block.span.end <= len(text)
        end = block.span.end


@pytest.mark.parametrize("blocks", [layout.blocks, markdown.blocks], ids=["text", "markdown"])
@given(text=TEXTS)
def test_blocks_begin_and_end_with_a_character(blocks, text):
    for block in blocks(text):
        passage = text[block.span.begin : block.span.end]
        assert passage == passage.strip()


@given(text=TEXTS)
def test_no_word_of_a_plain_text_is_lost(text):
    covered = "".join(text[b.span.begin : b.span.end] for b in layout.blocks(text))
    assert {c for c in text if c.isalpha()} == {c for c in covered if c.isalpha()}


@given(text=TEXTS)
def test_the_same_text_has_the_same_blocks(text):
    assert layout.blocks(text) == layout.blocks(text)


def test_a_heading_is_not_glued_to_the_sentence_after_it():
    text = "Pact Signed\nA pact was signed.\nThe Road Ahead\nMuch is open.\n"
    assert kinds(text) == [
        ("title", "Pact Signed"), ("paragraph", "A pact was signed."),
        ("heading", "The Road Ahead"), ("paragraph", "Much is open."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "head", "rest"),
    [
        ("NAIROBI, 14 March 2023 — Talks began.", "NAIROBI, 14 March 2023", "Talks began."),
        ("NAIROBI (Reuters) - Talks began.", "NAIROBI (Reuters)", "Talks began."),
        ("New York (AP) — Talks began.", "New York (AP)", "Talks began."),
    ],
)
def test_datelines(line, head, rest):
    assert kinds(f"A Title Of It\n\n{line}\n")[1:] == [("dateline", head), ("paragraph", rest)]


@pytest.mark.parametrize("line", ["3 May 2024", "Published: May 3, 2024", "By Ana Vey"])
def test_dates_and_bylines_stand_alone(line):
    assert kinds(f"Talks Resume\n{line}\nThey talked for long hours.\n")[1] == ("dateline", line)


def test_run_in_heads():
    text = "Key Points\nJoint Training: Both armies train.\nThe minister said: We will not go.\n"
    assert kinds(text)[1:] == [
        ("run-in", "Joint Training"), ("paragraph", "Both armies train."), ("paragraph", "The minister said: We will not go."),
    ]  # fmt: skip


def test_dated_entries_of_a_chronology():
    entries = ["28 May. A soldier dies.", "7 June. The border closes.", "1-3 July. Talks are held."]
    heads = [("run-in", "28 May"), ("run-in", "7 June"), ("run-in", "1-3 July")]
    assert [b for b in kinds("\n\n".join(entries)) if b[0] == "run-in"] == heads
    assert [b for b in kinds("\n\n".join(entries[:2])) if b[0] == "run-in"] == []


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "1.", "(2)", "(a)", "3)"])
def test_bullets(mark):
    text = f"They agreed on this:\n{mark} to open the border.\n{mark} to free the prisoners.\n"
    assert kinds(text)[1:] == [("list-item", "to open the border."), ("list-item", "to free the prisoners.")]


WRAPPED = """The two governments agreed on Monday to reopen the border that
has been closed since the war of 2008, and to let families on both
sides of it visit one another again.
"""


def test_hard_wrapped_text_is_one_paragraph():
    assert kinds(WRAPPED) == [("paragraph", WRAPPED.strip())]


def test_lines_that_are_paragraphs_stay_apart():
    text = "The two governments agreed on Monday to reopen the border.\nThe border has been closed since the war of 2008.\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing_but_offsets(end):
    text = "Pact Signed\n\nA pact was signed.\n- one point\n- two points\n"
    assert kinds(text.replace("\n", end)) == kinds(text)


@pytest.mark.parametrize("prefix", ["\ufeff", "😀 ", "e\u0301 "])
def test_offsets_count_code_points(prefix):
    text = f"{prefix}Talks ended.\nIt was late.\n"
    last = layout.blocks(text)[-1]
    assert (last.span.begin, last.span.end) == (len(prefix) + 13, len(prefix) + 25)
    assert text[last.span.begin : last.span.end] == "It was late."


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n", "\ufeff"])
def test_nothing_gives_no_blocks(text):
    assert layout.blocks(text) == markdown.blocks(text) == ()


def test_a_kicker_is_no_title():
    assert kinds("PRESS RELEASE\nMinister Visits Oslo\nShe came on Monday.\n")[1] == ("title", "Minister Visits Oslo")


def test_markdown():
    text = "# The Title\n\nWords of it.\n\n## Key Aspects ##\n- one\n- two\n\n> quoted\n> words\n\n```\nx = 1\n```\n***\nAfter.\n"
    assert kinds(text, markdown.blocks) == [
        ("title", "The Title"), ("paragraph", "Words of it."), ("heading", "Key Aspects"), ("list-item", "one"),
        ("list-item", "two"), ("quote", "quoted\n> words"), ("paragraph", "After."),
    ]  # fmt: skip
    assert [b.level for b in markdown.blocks(text) if b.kind in (BlockKind.TITLE, BlockKind.HEADING)] == [1, 2]


@pytest.mark.parametrize("text", ["- \n", "> \n", "#  \n", "•\u2028", "- \n- one\n"])
def test_marks_without_words(text):
    assert [words for _, words in kinds(text, markdown.blocks) if words.strip("#")] == (["one"] if "one" in text else [])
