"""Markdown files: the block marks (headings, lists, quotes, rules, code fences) give the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.model import Block, BlockKind, Document
from kg.read import layout
from kg.read.text import decode

HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S(?:.*?\S)?)\s*#*\s*$")
QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
RULE = re.compile(r"[ ]{0,3}([-*_=])([ \t]*\1){2,}[ \t]*$")
FENCE = re.compile(r"[ ]{0,3}(```|~~~)")


def read(path: Path, source: str) -> Document:
    text, sha256 = decode(path)
    return layout.document(text, source=source, sha256=sha256, blocks=blocks(text))


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(b for group in _groups(text) for b in group)


def _groups(text: str) -> Iterator[list[Block]]:
    """Runs of lines that belong together: a heading, a list item, a quote, a paragraph."""
    run: list[layout.Line] = []
    kind = BlockKind.PARAGRAPH
    for line, mark in _marked(text):
        starts = mark in ("heading", "item", "skip") or (mark == "quote") != (kind is BlockKind.QUOTE)
        if starts and run:
            yield _body(text, run, kind)
            run = []
        if mark == "heading":
            yield [_heading(line)]
        elif mark != "skip":
            if not run:
                kind = {"item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTE}.get(mark, BlockKind.PARAGRAPH)
            run.append(line)
    if run:
        yield _body(text, run, kind)


def _body(text: str, run: list[layout.Line], kind: BlockKind) -> list[Block]:
    """Nothing for marks without words."""
    return layout.body(text, run, kind) if text[run[0].begin : run[-1].end].strip() else []


def _marked(text: str) -> Iterator[tuple[layout.Line, str]]:
    """Lines with what their mark says; the mark itself is cut off."""
    fenced = False
    for line in layout.lines(text):
        if FENCE.match(line.text):
            fenced = not fenced
            yield line, "skip"
        elif fenced or not line.text.strip() or RULE.match(line.text):
            yield line, "skip"
        elif HEADING.match(line.text):
            yield line, "heading"
        elif mark := QUOTE.match(line.text):
            yield line.after(mark.end()), "quote"
        elif mark := layout.ITEM.match(line.text):
            yield line.after(mark.end()), "item"
        else:
            yield line, "text"


def _heading(line: layout.Line) -> Block:
    found = HEADING.match(line.text)
    assert found is not None
    level = len(found[1])
    kind = BlockKind.TITLE if level == 1 else BlockKind.HEADING
    return layout.block(kind, line.begin + found.start(2), line.begin + found.end(2), level)
