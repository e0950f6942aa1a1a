"""What a page looks like, read off plain text: title, headings, list items, run-in heads, datelines.

A block never spans two of these, so that a heading is never glued to the sentence after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg.model import Block, BlockKind, Document, Span

ITEM = re.compile(r"\s*(?:[•‣▪●◦·*]|[-–—](?=\s)|\(?\d{1,2}[.)]|\(?[a-zivx]{1,3}\))\s+")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|{MONTH}\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
DAY = rf"(?:{DATE}|{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH}|\d{{4}})"
DATELINE = re.compile(
    rf"(?:[^\d.!?:|]{{0,60}}[,|–-]\s*|(?:Last\s+)?(?:[Uu]pdated|[Pp]ublished|Date|On)?:?\s*)(?:on\s+)?{DATE}(?:\s*[|,–-]\s*[^.!?]{{0,40}})?$"
)
ENTRY_DAY = rf"(?:\d{{1,2}}\s*[–-]\s*)?{DAY}(?:\s*[–-]\s*{DAY})?"
CITY = r"[A-Z][A-ZÀ-Þ.'’ /-]{2,40}"
INLINE = re.compile(
    rf"{CITY}(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?(?:,\s+{DAY})?(?:\s+\([A-Z][^)]{{1,40}}\))?\s*(?:—|–|--|-)\s+(?=\S)"
    rf"|[A-Z][\w.'’-]+(?:\s[A-Z][\w'’-]+){{0,2}}(?:,\s+[A-Z][\w.]+)?(?:,\s+{DAY})?\s+\([A-Z][^)]{{1,40}}\)\s*(?:—|–|--|-)\s+(?=\S)"
)
TIMELINE = re.compile(rf"{ENTRY_DAY}\s*(?::|—|–|\s-)\s+(?=\S)")
ENTRY = re.compile(rf"{ENTRY_DAY}\.[ \t]+(?=[\"“‘(]?[A-Z])")
ENTRIES = re.compile(rf"^[ \t]*(?:[-–—•*][ \t]+)?{ENTRY.pattern}", re.MULTILINE)
RUN_IN = re.compile(r"([A-Z][^:.!?\n]{2,70}):\s+(?=[\"“‘(]?[A-Z0-9])")
BYLINE = re.compile(r"By\s+((?:[A-Z][\w.'’-]+)(?:\s+(?:[A-Z][\w.'’-]+|and|de|van|von|al)){1,8})\s*$")
SAYING = re.compile(r"\b(said|says|told|added|asked|wrote|is|are|was|were|has|have|will|would)\b")
KICKER = re.compile(
    r"(press release|for immediate release|media release|news release|statement|communiqu[eé]|joint statement|policy brief"
    r"|briefing|analysis|explainer|opinion|op-ed|editorial|commentary|news|timeline|background(er)?|report|q&a|factsheet)\b[\s\d|:–-]*",
    re.IGNORECASE,
)
SMALL = frozenset("a an and as at by for from in into nor of on or over per so than the to up v vs via with".split())


@dataclass(frozen=True, slots=True)
class Line:
    begin: int
    text: str

    @property
    def end(self) -> int:
        return self.begin + len(self.text)

    def after(self, offset: int) -> Line:
        return Line(self.begin + offset, self.text[offset:])


def lines(text: str) -> Iterator[Line]:
    """Lines without their ends (LF, CRLF or CR). A byte order mark belongs to no line."""
    for found in re.finditer(r"[^\r\n]+", text):
        line = Line(found.start(), found[0])
        yield line.after(1) if line.text.startswith("\ufeff") else line


def document(text: str, *, source: str, sha256: str, blocks: tuple[Block, ...]) -> Document:
    title = next((text[b.span.begin : b.span.end] for b in blocks if b.kind is BlockKind.TITLE), "")
    byline = next((found[1] for line in _head(text) if (found := BYLINE.match(line.text.strip()))), None)
    return Document(source=source, text=text, sha256=sha256, blocks=blocks, title=title or _name(source), creator=byline)


def _name(source: str) -> str:
    return source.rpartition("/")[2].rpartition(".")[0] or source


def _head(text: str) -> list[Line]:
    return [line for line, _ in zip(lines(text), range(8), strict=False)]


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text in order, none empty, none overlapping."""
    paragraphs = list(_paragraphs(text))
    out = [b for run in paragraphs for b in _classify(text, run, alone=len(run) == 1)]
    return tuple(_titled(text, out))


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Runs of lines between blank ones, split into single lines unless the text is hard-wrapped."""
    runs: list[list[Line]] = [[]]
    last = 0
    for line in lines(text):
        if re.search(r"\n\s*\n|\r\s*\r|\r\n\s*\r\n", text[last : line.begin]) and runs[-1]:
            runs.append([])
        if line.text.strip():
            last = line.end
            runs[-1].append(line)
    for run in runs:
        if _wrapped(run):
            yield from _items(run)
        else:
            yield from ([line] for line in run)


def _wrapped(run: Sequence[Line]) -> bool:
    """Whether lines were broken at a column: long, of like length, and mostly ending inside a sentence."""
    inner = [line.text.rstrip() for line in run[:-1]]
    if not inner:
        return False
    open_ended = sum(not text.endswith((".", "!", "?", ":", "”", '"')) for text in inner)
    lengths = [len(text) for text in inner]
    continued = sum(line.text.lstrip()[:1].islower() for line in run[1:])
    return 45 <= median(lengths) <= 120 and max(lengths) <= 130 and open_ended * 2 > len(inner) and continued * 3 >= len(inner)


def _items(run: Sequence[Line]) -> Iterator[list[Line]]:
    out: list[Line] = []
    for line in run:
        if out and ITEM.match(line.text):
            yield out
            out = []
        out.append(line)
    yield out


def _classify(text: str, run: list[Line], alone: bool) -> list[Block]:
    first = run[0]
    mark = ITEM.match(first.text)
    if mark and mark.end() < len(first.text):
        return body(text, [first.after(mark.end()), *run[1:]], BlockKind.LIST_ITEM)
    line = first.text.strip()
    if alone and (DATELINE.match(line) or BYLINE.match(line)) and len(line) < 100:
        return [block_of(BlockKind.DATELINE, first)]
    if alone and is_heading(line):
        return [block_of(BlockKind.HEADING, first, 2)]
    return body(text, run, BlockKind.PARAGRAPH)


def is_heading(line: str) -> bool:
    """A short line that starts like a sentence and does not end like one."""
    if len(line) > 120 or len(line.split()) > 16 or not re.match(r"[\"“‘'(]?[A-Z0-9À-Þ]", line):
        return False
    if line.endswith(":") and re.search(r"[.!?] ", line):
        return False
    return not re.search(r"[.;,…][\"”’')]*$", line)


def body(text: str, run: Sequence[Line], kind: BlockKind) -> list[Block]:
    """Running text, with a dateline, a date or a run-in head at its beginning as a block of its own."""
    begin, end = run[0].begin, run[-1].end
    passage = text[begin:end]
    lead = len(passage) - len(passage.lstrip())
    head = INLINE.match(passage, lead)
    if head:
        return _cut(text, BlockKind.DATELINE, begin + lead, head.end() + begin, end, kind)
    if date := TIMELINE.match(passage, lead) or _entry(text, passage, lead):
        return _cut(text, BlockKind.RUN_IN, begin + lead, begin + date.end(), end, kind)
    found = RUN_IN.match(passage, lead)
    if found and _is_run_in(found[1]):
        return _cut(text, BlockKind.RUN_IN, begin + lead, begin + found.end(), end, kind)
    return [block(kind, begin, end, text=text)]


def _entry(text: str, passage: str, lead: int) -> re.Match[str] | None:
    """ "28 May. The army ...": a date with a full stop heads an entry where at least three paragraphs open so."""
    found = ENTRY.match(passage, lead)
    return found if found and sum(1 for _ in zip(range(3), ENTRIES.finditer(text), strict=False)) == 3 else None


def _cut(text: str, head: BlockKind, begin: int, middle: int, end: int, kind: BlockKind) -> list[Block]:
    stripped = re.sub(r"[\s:.—–-]+$", "", text[begin:middle])
    rest = [block(kind, middle, end, text=text)] if text[middle:end].strip() else []
    return [block(head, begin, begin + len(stripped), 3), *rest]


def _is_run_in(head: str) -> bool:
    """ "Joint Training Initiatives": title case or at most three words, and no verb of saying in it."""
    words = re.findall(r"[\w’'-]+", head)
    content = [w for w in words if w.lower() not in SMALL]
    capital = sum(w[0].isupper() or w[0].isdigit() for w in content)
    return not SAYING.search(head) and len(words) <= 9 and (capital == len(content) or len(words) <= 3)


def block_of(kind: BlockKind, line: Line, level: int = 0) -> Block:
    lead = len(line.text) - len(line.text.lstrip())
    return block(kind, line.begin + lead, line.begin + len(line.text.rstrip()), level)


def block(kind: BlockKind, begin: int, end: int, level: int = 0, *, text: str | None = None) -> Block:
    if text is not None:
        passage = text[begin:end]
        begin, end = begin + len(passage) - len(passage.lstrip()), begin + len(passage.rstrip())
    return Block(kind=kind, span=Span(begin=begin, end=end), level=level)


def _titled(text: str, blocks: list[Block]) -> list[Block]:
    """The first heading that says more than "PRESS RELEASE" is the title, if it stands before the text."""
    for i, b in enumerate(blocks):
        if b.kind not in (BlockKind.HEADING, BlockKind.DATELINE) or len(blocks) == 1:
            break
        if b.kind is BlockKind.HEADING and not KICKER.fullmatch(_kicker(text[b.span.begin : b.span.end])):
            title = Block(kind=BlockKind.TITLE, span=b.span, level=1)
            return [*blocks[:i], title, *blocks[i + 1 :]]
    return blocks


def _kicker(line: str) -> str:
    return re.sub(rf"[|,–-]?\s*{DATE}$", "", line, flags=re.IGNORECASE).strip()
