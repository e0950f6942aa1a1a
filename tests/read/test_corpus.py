"""The seed corpus: each document has a title, a date and the length that docs/corpus.md promises, and is listed there."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from kg import read
from kg.extract import document_date

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "seeds" / "corpus").iterdir())
ROW = re.compile(r"^\| `([^`]+)` \|.*\| (\d{1,2} \w+ \d{4}) \|$", re.MULTILINE)


def table() -> dict[str, str]:
    """File → ISO date, as docs/corpus.md has it."""
    rows = ROW.findall((ROOT / "docs" / "corpus.md").read_text(encoding="utf-8"))
    return {name: datetime.datetime.strptime(day, "%d %B %Y").date().isoformat() for name, day in rows}


def test_every_document_is_listed_and_dated():
    assert {path.name: document_date(read.read(path)) for path in FILES} == table()
    assert len(FILES) == 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_has_a_title_and_some_length(path):
    document = read.read(path)
    assert document.title in path.read_text(encoding="utf-8") and len(document.title.split()) >= 5
    assert 350 <= len(document.text.split()) <= 900


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_sources_of_a_document_are_named(path):
    text = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8").partition("## Sources of fact")[2]
    assert re.search(rf"^\| `{re.escape(path.name)}` \| \S.{{20,}} \|$", text, re.MULTILINE)
