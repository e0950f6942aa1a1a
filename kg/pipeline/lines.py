"""Extractions as lines of JSON, there and back: what `kg extract` writes and a folder of a graph keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Extraction, as_json, from_json


def to_line(extraction: Extraction) -> str:
    return json.dumps(as_json(extraction), ensure_ascii=False, separators=(",", ":"))


def from_line(line: str, where: str) -> Extraction:
    """The inverse of `to_line`. Raises `ReadError` that names `where` and the cause."""
    try:
        return from_json(Extraction, json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(f"{where}: no extraction as 'kg extract' writes it: {error}") from error


def stored(path: Path, failed: Callable[[str], None]) -> Iterator[Extraction]:
    """The extractions of a JSON lines file made by `extract`."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield from_line(line, f"{path}:{number}")
                except ReadError as error:
                    failed(str(error))
    except (OSError, UnicodeDecodeError) as error:
        failed(f"{path}: can't be read: {error}")
