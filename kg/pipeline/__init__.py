"""The order of the stages, in one place: read, annotate, extract, resolve, write. One bad input never stops the others."""

from kg.pipeline.changes import add, build, dump, rebuild, remove, update
from kg.pipeline.lines import from_line, to_line
from kg.pipeline.texts import documents, extract, extractions, producer, read_doc
from kg.pipeline.writing import Summary

__all__ = [
    "Summary", "add", "build", "documents", "dump", "extract", "extractions", "from_line", "producer", "read_doc", "rebuild",
    "remove", "to_line", "update",
]  # fmt: skip
