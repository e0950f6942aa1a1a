"""Plain text files. Offsets are those of the file as it stands: nothing is stripped or normalised."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read import layout

LONGEST_LINE = 1_000_000  # characters; beyond that a file is a data dump, and no parser's memory would do


def decode(path: Path) -> tuple[str, str]:
    """Text and SHA-256 of a UTF-8 file. A byte order mark stays: it is a character like others."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file") from None
    except OSError as error:
        raise ReadError(f"{path}: can't be read: {error.strerror}") from error
    return as_text(path, data), hashlib.sha256(data).hexdigest()


def as_text(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise ReadError(f"{path}: binary file (NUL byte at {data.index(0)}), expected UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text (byte {error.start})") from error
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError(f"{path}: empty file")
    if max(map(len, text.splitlines())) > LONGEST_LINE:
        raise ReadError(f"{path}: has a line of more than {LONGEST_LINE:,} characters, expected prose")
    return text


def read(path: Path, source: str) -> Document:
    text, sha256 = decode(path)
    blocks = layout.blocks(text)
    return layout.document(text, source=source, sha256=sha256, blocks=blocks)
