"""A brief as a page or as Markdown. What documents say is text in both, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from kg.analyse.project import Evidence
from kg.errors import GraphError
from kg.view.brief import Brief, Chapter, Note
from kg.view.brief import brief as compose
from kg.view.chapters import Block, Heading, Items, Paragraph, Picture, Table
from kg.view.network import TEMPLATES
from kg.view.prose import Pieces, Sentence, date

if TYPE_CHECKING:
    from pyoxigraph import Store

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^!@])")
TAGS = {"name": "b", "title": "i", "quote": "q", "strong": "strong"}
MARKS = {"name": "", "title": "*", "quote": "", "strong": "**"}
CAUTION = (
    "Composed by a program from a graph that a program made of the documents. Verbs stand for classes of events and say less "
    "than the texts: the words in quotation marks are the texts' own. Before you rely on a sentence, read the note at its end."
)


def report(store: Store, path: str | Path, **options: Any) -> Path:
    """Compose a brief (`kg.view.brief.brief`) and write it; Markdown has no pictures."""
    return write(compose(store, pictures=Path(path).suffix.lower() != ".md", **options), path)


def text(store: Store, **options: Any) -> str:
    """The brief as Markdown."""
    return markdown(compose(store, pictures=False, **options))


def write(brief: Brief, path: str | Path) -> Path:
    """Write as .html or .md, UTF-8. `GraphError` for another ending and if the file can't be written."""
    out = Path(path)
    forms = {".html": html, ".md": markdown}
    if out.suffix.lower() not in forms:
        raise GraphError(f"{out}: a brief is written as .html or .md; give the file one of these endings")
    try:
        out.write_text(forms[out.suffix.lower()](brief), encoding="utf-8", newline="\n")
    except OSError as error:
        raise GraphError(f"{out}: can't be written: {error.strerror}") from error
    return out


# --- HTML


def html(brief: Brief) -> str:
    """One page that asks for nothing else and runs no script; fit to print, light or dark as the reader's system is."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = environment.get_template("brief.html")
    numbers, first = _numbers(brief), set[int]()
    return page.render(
        brief=brief,
        caution=CAUTION,
        style=Markup((TEMPLATES / "brief.css").read_text(encoding="utf-8")),
        kind=lambda block: type(block).__name__,
        tell=lambda sentence: _tell(sentence, numbers, first, brief),
        pieces=_marked_up,
        picture=lambda block: Markup(block.svg),
        parts=_parts,
        address=_address,
        where=lambda item: _where(brief, item),
        is_sentence=lambda cell: isinstance(cell, Sentence),
        date=date,
    )


def _numbers(brief: Brief) -> dict[tuple[str, str], int]:
    return {(note.item.source, note.item.sentence): number for number, note in enumerate(brief.notes, 1)}


def _marked_up(pieces: Pieces) -> Markup:
    return Markup("").join(_tagged(style, text) for style, text in pieces)


def _tagged(style: str, text: str) -> Markup:
    tag = TAGS.get(style)
    if tag == "q":
        return Markup('<span class="quote">{}</span>').format(text)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if tag else escape(text)


def _tell(sentence: Sentence, numbers: dict[tuple[str, str], int], first: set[int], brief: Brief) -> Markup:
    """A sentence with its note numbers; the first reference to a note is where the note leads back to."""
    marks = [_reference(numbers[item.source, item.sentence], first) for item in sentence.notes]
    if sentence.see:
        chapter = next(c for c in brief.chapters if c.anchor == sentence.see)
        marks.append(Markup(' <a class="see" href="#{}">→ {}</a>').format(sentence.see, chapter.title))
    return _marked_up(sentence.pieces) + Markup("").join(marks)


def _reference(number: int, first: set[int]) -> Markup:
    here = Markup("") if number in first else Markup(' id="r{}"').format(number)
    first.add(number)
    return Markup('<sup{}><a href="#n{}">{}</a></sup>').format(here, number, number)


def _parts(note: Note) -> Iterator[tuple[bool, str]]:
    """The sentence in parts, with whether the brief rests on the words."""
    at, text = 0, note.item.sentence
    for begin, end in note.spans:
        yield from ((False, text[at:begin]), (True, text[begin:end]))
        at = end
    yield False, text[at:]


def _address(source: str) -> str:
    """The source if it is an address of the web, else ""."""
    return source if re.match(r"https?://[^\s]+$", source) else ""


def _where(brief: Brief, item: Evidence) -> str:
    """ "characters 130–245" of the document's text."""
    position = brief.positions.get((item.source, item.sentence))
    return f"characters {position.begin}–{position.end}" if position else ""


# --- Markdown


def markdown(brief: Brief) -> str:
    """CommonMark with tables and footnotes as GitHub and pandoc read them."""
    lines = [f"# {_escaped(brief.title)}", ""]
    if brief.scope:
        lines += [_escaped(brief.scope[:1].upper() + brief.scope[1:] + "."), ""]
    lines += [f"*{CAUTION}*", ""]
    numbers = _numbers(brief)
    for chapter in brief.chapters:
        lines += [f"## {chapter.title}", "", *_chapter(chapter, numbers, brief)]
    lines += ["## Notes", ""]
    lines += [_note(number, note, brief) for number, note in enumerate(brief.notes, 1)]
    return "\n".join(lines).rstrip() + "\n"


def _chapter(chapter: Chapter, numbers: dict[tuple[str, str], int], brief: Brief) -> Iterator[str]:
    for block in chapter.blocks:
        yield from _block(block, numbers, brief)


def _block(block: Block, numbers: dict[tuple[str, str], int], brief: Brief) -> Iterator[str]:
    def told(sentences: Iterable[Sentence]) -> str:
        return " ".join(_written(sentence, numbers, brief) for sentence in sentences)

    match block:
        case Heading():
            yield from (f"### {_styled(block.pieces)}", "")
        case Paragraph():
            yield from (_led(told(block.sentences)), "")
        case Items():
            if block.lead:
                yield from (f"{_led(_styled(block.lead))}:", "")
            yield from (f"- {_led(told(item))}" for item in block.items)
            yield ""
        case Table():
            yield f"| {' | '.join(block.header)} |"
            yield "|" + " --- |" * len(block.header)
            for row in block.rows:
                cells = (_written(cell, numbers, brief) if isinstance(cell, Sentence) else _escaped(cell) for cell in row)
                yield f"| {' | '.join(cells)} |"
            yield ""
        case Picture():
            return


def _written(sentence: Sentence, numbers: dict[tuple[str, str], int], brief: Brief) -> str:
    marks = "".join(f"[^{numbers[item.source, item.sentence]}]" for item in sentence.notes)
    if sentence.see:
        chapter = next(c for c in brief.chapters if c.anchor == sentence.see)
        marks += f" ([{chapter.title}](#{chapter.title.lower().replace(' ', '-')}))"
    return _styled(sentence.pieces) + marks


def _styled(pieces: Pieces) -> str:
    return "".join(f"{MARKS.get(style, '')}{_escaped(text)}{MARKS.get(style, '')}" for style, text in pieces)


def _note(number: int, note: Note, brief: Brief) -> str:
    item = note.item
    quoted = "".join(_bold(text) if decisive else _escaped(text) for decisive, text in _parts(note)).strip()
    facts = (
        item.title and f"*{_escaped(item.title)}*",
        _escaped(item.publisher),
        date(item.date),
        _escaped(item.source),
        _where(brief, item),
    )
    return f"[^{number}]: “{quoted}” {', '.join(fact for fact in facts if fact)}"


def _bold(text: str) -> str:
    """Bold letters begin and end with no space, or they would not be bold."""
    inner = _escaped(text).strip()
    return f"{' ' * text[:1].isspace()}**{inner}**{' ' * text[-1:].isspace()}" if inner else " "


def _escaped(text: str) -> str:
    """Text as Markdown that shows it: on one line, its signs escaped, no address that would become a link."""
    flat = MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text))
    return re.sub(r"(?i)\b(https?|ftp)://", r"\1\\://", flat).replace("www.", "www\\.")


def _led(text: str) -> str:
    """A line that doesn't begin with what would make it a list, a rule or a heading."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", text))
