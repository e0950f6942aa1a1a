"""Files: which are found, what is refused, and that the text stays as it stands."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import read
from kg.errors import PluginError, ReadError
from kg.read import text as texts


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/.hidden.txt", ".git/d.txt", "e.pdf", "README"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Talks ended.\n")
    return tmp_path


def test_a_folder_gives_its_readable_files_in_order(folder):
    assert [source for _, source in read.find([folder])] == ["a.md", "b.txt", "sub/c.TXT"]


def test_a_file_that_is_given_is_taken_as_it_is(folder):
    given = [folder / "e.pdf", folder / "README", folder / "missing.txt"]
    assert [source for _, source in read.find(given)] == ["e.pdf", "README", "missing.txt"]


def test_the_source_is_relative_to_what_was_given(folder):
    assert [source for _, source in read.find([folder / "sub", folder / "sub" / "c.TXT"])] == ["c.TXT", "c.TXT"]


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"", "empty"), (b"\xef\xbb\xbf\n", "empty"), (b" \r\n", "empty"), (b"a\0b", "NUL"), (b"caf\xe9", "UTF-8"),
     (b"x" * 1_000_001, "line")],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_path_and_cause(tmp_path, data, cause):
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=cause) as error:
        read.read(path)
    assert str(path) in str(error.value)


def test_missing_files_folders_and_unknown_kinds(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    for name, cause in (("missing.txt", "no such file"), ("folder.txt", "can't be read"), ("x.pdf", "no reader")):
        with pytest.raises(ReadError, match=cause):
            read.read(tmp_path / name)
    (tmp_path / "a.txt").write_text("Talks.")
    with pytest.raises(PluginError, match="nosuch"):
        read.read(tmp_path / "a.txt", reader="nosuch")


@given(content=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_the_text_stays_as_it_stands(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("texts") / "a.txt"
    data = content.encode("utf-8")
    path.write_bytes(data)
    try:
        document = read.read(path)
    except ReadError:
        assert not content.strip("\ufeff \t\r\n")
    else:
        assert document.text == content
        assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_title_and_byline(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text("Talks Resume in Oslo\nBy Ana Vey\n3 May 2024\n\nThe talks resumed on Friday.\n")
    document = read.read(path)
    assert (document.title, document.creator) == ("Talks Resume in Oslo", "Ana Vey")
    path.write_text("The talks resumed on Friday.\n")
    assert read.read(path).title == "news"


def test_a_byte_order_mark_is_a_character(tmp_path):
    path = tmp_path / "bom.txt"
    path.write_bytes("\ufeffTalks ended.".encode())
    document = read.read(path)
    assert document.text[0] == "\ufeff" and document.blocks[0].span.begin == 1
    assert texts.decode(path)[0] == document.text
