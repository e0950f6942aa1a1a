"""What people have decided, in two plain tables that can be kept under version control.

`same.sssom.tsv` says what is the same and what is not, as SSSOM [1]_; `judgements.tsv` everything else. A line is never changed
or taken away: undoing is a judgement of its own.

References
----------
.. [1] N. Matentzoglu et al., "A Simple Standard for Sharing Ontological Mappings (SSSOM)", Database 2022.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote

from kg.errors import LexiconError
from kg.vocabulary import ACTOR_TYPES, ID_BASE, PREDICATES

SAME_FILE, OTHER_FILE = "same.sssom.tsv", "judgements.tsv"
KINDS = ("same", "different", "rename", "retype", "reject", "confirm", "state", "undo")
RELATIONS = {"same": "skos:exactMatch", "different": "owl:differentFrom"}
SAME_COLUMNS = ("record_id", "subject_id", "subject_label", "predicate_id", "object_id", "object_label",
                "mapping_justification", "author_label", "mapping_date", "comment")  # fmt: skip
COLUMNS = ("number", "kind", "subject", "label", "predicate", "value", "who", "when", "why")
JUSTIFICATION = "semapv:ManualMappingCuration"
HEADER = f"""#curie_map:
#  id: {ID_BASE}
#  judgement: {ID_BASE}judgement/
#  owl: http://www.w3.org/2002/07/owl#
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#mapping_set_id: {ID_BASE}judgements
#license: https://w3id.org/sssom/license/unspecified
"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Judgement:
    """`number` counts from 1 over both files. `subject` is a path of `kg.resolve.identity`; `value` another one for "same",
    "different" and "state", a name for "rename", a type for "retype", a number for "undo". `label` and `value_label` are
    what the things were called when it was written; `when` is an ISO date."""

    number: int
    kind: str
    subject: str = ""
    label: str = ""
    predicate: str = ""
    value: str = ""
    value_label: str = ""
    who: str
    when: str
    why: str = ""


def load(folder: Path) -> list[Judgement]:
    """All judgements by number; none if the folder or a file is missing.

    Raises `LexiconError` naming file, line, value and what was expected; also on a number that stands twice.
    """
    found = sorted([*_lines(folder / SAME_FILE, SAME_COLUMNS, _same), *_lines(folder / OTHER_FILE, COLUMNS, _other)])
    for before, after in pairwise(found):
        if before.number == after.number:
            raise LexiconError(f"{folder}: the number {after.number} stands twice; give one of the two a number that is free")
    return found


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that have not been undone. An undo can be undone; the last word on a judgement counts."""
    given = sorted(judgements)
    undone: set[int] = set()
    for judgement in reversed(given):
        if judgement.kind == "undo" and judgement.number not in undone:
            undone.add(int(judgement.value))
    return [j for j in given if j.kind != "undo" and j.number not in undone]


def text_of(judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """The contents of the files by name; only those that are needed."""
    given = sorted(judgements)
    same = [j for j in given if j.kind in RELATIONS]
    other = [j for j in given if j.kind not in RELATIONS]
    out = {}
    if same:
        out[SAME_FILE] = HEADER + _table(SAME_COLUMNS, map(_same_row, same))
    if other:
        out[OTHER_FILE] = _table(COLUMNS, map(_other_row, other))
    return out


# --- to lines


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("\t".join(map(_cell, row)) + "\n" for row in (columns, *rows))


def _cell(text: str) -> str:
    return " ".join(text.split())


def _same_row(j: Judgement) -> tuple[str, ...]:
    return (f"judgement:{j.number}", f"id:{quote(j.subject)}", j.label, RELATIONS[j.kind], f"id:{quote(j.value)}", j.value_label,
            JUSTIFICATION, j.who, j.when, j.why)  # fmt: skip


def _other_row(j: Judgement) -> tuple[str, ...]:
    subject = f"id:{quote(j.subject)}" if j.subject else ""
    value = f"id:{quote(j.value)}" if j.kind == "state" else j.value
    return (str(j.number), j.kind, subject, j.label, j.predicate, value, j.who, j.when, j.why)


# --- from lines


def _lines(path: Path, columns: tuple[str, ...], read) -> Iterator[Judgement]:  # type: ignore[no-untyped-def]
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: can't be read: {error}") from error
    body = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if body and tuple(body[0][1].split("\t")) != columns:
        raise LexiconError(f"{path}: the first line has to read {' '.join(columns)} (tab-separated)")
    for number, line in body[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{path}:{number}: {len(cells)} columns, expected {len(columns)}")
        yield _checked(read(f"{path}:{number}", dict(zip(columns, cells, strict=True))), f"{path}:{number}")


def _same(where: str, row: Mapping[str, str]) -> Judgement:
    kinds = {relation: kind for kind, relation in RELATIONS.items()}
    if row["predicate_id"] not in kinds:
        raise LexiconError(f"{where}: predicate_id {row['predicate_id']!r}: expected {' or '.join(kinds)}")
    return Judgement(
        number=_number(where, row["record_id"].removeprefix("judgement:")),
        kind=kinds[row["predicate_id"]],
        subject=_path(where, row["subject_id"]),
        label=row["subject_label"],
        value=_path(where, row["object_id"]),
        value_label=row["object_label"],
        who=row["author_label"],
        when=row["mapping_date"],
        why=row["comment"],
    )


def _other(where: str, row: Mapping[str, str]) -> Judgement:
    return Judgement(
        number=_number(where, row["number"]),
        kind=row["kind"],
        subject=_path(where, row["subject"]) if row["subject"] else "",
        label=row["label"],
        predicate=row["predicate"],
        value=_path(where, row["value"]) if row["kind"] == "state" else row["value"],
        who=row["who"],
        when=row["when"],
        why=row["why"],
    )


def _number(where: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise LexiconError(f"{where}: {text!r} is no number of a judgement; expected 1, 2, 3 ...")
    return int(text)


def _path(where: str, curie: str) -> str:
    path = unquote(curie.removeprefix("id:"))
    if not curie.startswith("id:") or "/" not in path:
        raise LexiconError(f"{where}: {curie!r} names nothing; expected one like id:actor/State/pakistan")
    return path


def _checked(j: Judgement, where: str) -> Judgement:
    expected = {"retype": ACTOR_TYPES, "state": PREDICATES}
    if j.kind not in KINDS:
        raise LexiconError(f"{where}: {j.kind!r} is no kind of judgement; known: {', '.join(KINDS)}")
    if j.kind != "undo" and not j.subject:
        raise LexiconError(f"{where}: a judgement {j.kind!r} needs a subject")
    if j.kind == "undo":
        _number(where, j.value)
    if j.kind in expected and (given := j.value if j.kind == "retype" else j.predicate) not in expected[j.kind]:
        raise LexiconError(f"{where}: {given!r}: expected one of {', '.join(expected[j.kind])}")
    if j.kind == "rename" and not j.value.strip() or j.kind == "state" and not j.why.strip():
        raise LexiconError(f"{where}: {'a new name' if j.kind == 'rename' else 'a reason (why)'} is needed")
    try:
        datetime.date.fromisoformat(j.when)
    except ValueError as error:
        raise LexiconError(f"{where}: {j.when!r} is no day; expected one like 2024-05-12") from error
    return j
