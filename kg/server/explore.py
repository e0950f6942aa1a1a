"""Asks the explorer's index: search by name, neighbours, links among things, shortest paths.

Everything is bounded: in number of rows, in things that a path search visits, and in time.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from kg.server.answers import Filter

SECONDS = 5  # that one question may take
STEPS, VISITED = 8, 200_000
SPOKEN = "attributedTo"
COLUMNS = "iri, kind, type, label, factuality, status, confidence, time, ties"
LINKS = (
    "SELECT s.iri AS source, t.iri AS target, l.predicate, l.statement, l.factuality, l.confidence "
    "FROM link l JOIN thing s ON s.id = l.source JOIN thing t ON t.id = l.target"
)
AMONG = "(SELECT value FROM json_each(:from))"
BOTH_WAYS = (
    f"SELECT source AS here, target AS there, predicate, factuality, confidence FROM link WHERE source IN {AMONG} "
    f"UNION SELECT target, source, predicate, factuality, confidence FROM link WHERE target IN {AMONG}"
)
ORDER = (
    "ORDER BY CASE n.kind WHEN 'Actor' THEN 0 WHEN 'Initiative' THEN 1 WHEN 'Event' THEN 2 ELSE 3 END, n.ties DESC, n.label, n.id"
)

Row = sqlite3.Row


class TooSlow(Exception):
    """The question took longer than `SECONDS`."""


class Index:
    """The index in a file that nobody writes. Any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path, self.local = path, threading.local()

    def rows(self, query: str, **values: object) -> list[Row]:
        """Raises `TooSlow`."""
        connection = self._connection()
        end = time.monotonic() + SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlow from error
            raise

    def thing(self, iri: str) -> Row | None:
        return next(iter(self.rows(f"SELECT id, {COLUMNS} FROM thing WHERE iri = :iri", iri=iri)), None)

    def things(self, iris: Iterable[str]) -> dict[str, Row]:
        query = f"SELECT {COLUMNS} FROM thing WHERE iri IN (SELECT value FROM json_each(:iris))"
        return {row["iri"]: row for row in self.rows(query, iris=json.dumps(list(iris)))}

    def numbered(self, numbers: Iterable[int]) -> dict[int, Row]:
        query = f"SELECT id, {COLUMNS} FROM thing WHERE id IN (SELECT value FROM json_each(:numbers))"
        return {row["id"]: row for row in self.rows(query, numbers=json.dumps(list(numbers)))}

    @cached_property
    def known(self) -> tuple[dict[str, int], dict[str, int], dict[str, int], str, str]:
        """How many things of each kind, events of each type and of each factuality; the first and the last day of an event."""
        kinds = self._counts("kind", "")
        days = "SELECT MIN(earliest) AS since, MAX(latest) AS until FROM thing WHERE kind = 'Event' AND earliest != ''"
        row = self.rows(days)[0]
        return kinds, self._counts("type", "Event"), self._counts("factuality", "Event"), row["since"] or "", row["until"] or ""

    def _counts(self, column: Literal["kind", "type", "factuality"], kind: str) -> dict[str, int]:
        query = f"SELECT {column} AS value, COUNT(*) AS total FROM thing WHERE :kind IN ('', kind) GROUP BY 1 ORDER BY 1"
        return {row["value"]: row["total"] for row in self.rows(query, kind=kind)}

    def search(self, words: str, kind: str = "", limit: int = 20) -> list[Row]:
        """Things whose name has words that begin like `words`; the very name first, then those with the most ties."""
        asked = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words))
        if not asked:
            return []
        return self.rows(
            f"SELECT {COLUMNS}, MIN(naming.name) AS name, MAX(lower(naming.name) = lower(:words)) AS exact "
            "FROM naming JOIN thing ON thing.id = naming.thing WHERE naming MATCH :asked AND (:kind = '' OR kind = :kind) "
            "GROUP BY thing.id ORDER BY exact DESC, ties DESC, label, iri LIMIT :limit",
            asked=asked, words=words.strip(), kind=kind, limit=limit,
        )  # fmt: skip

    def neighbours(self, number: int, wanted: Filter, limit: int, offset: int = 0) -> tuple[list[Row], int]:
        """Things linked to that number, and how many fit in all."""
        of_thing, of_link, values = conditions(wanted)
        fits = f"n.id != :number AND {of_thing} AND {of_link}"
        found = f"SELECT DISTINCT n.* FROM ({BOTH_WAYS}) l JOIN thing n ON n.id = l.there WHERE {fits}"
        values |= {"from": json.dumps([number]), "number": number}
        total = self.rows(f"SELECT COUNT(*) AS total FROM ({found})", **values)[0]["total"]
        page = f"SELECT {COLUMNS} FROM ({found}) n {ORDER} LIMIT :limit OFFSET :offset"
        return self.rows(page, limit=limit, offset=offset, **values), total

    def links(self, iris: Iterable[str], wanted: Filter) -> list[Row]:
        """Those among the things, both ends; of the filter counts how they are stated and how surely."""
        _, of_link, values = conditions(wanted)
        among = "(SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:iris)))"
        query = f"{LINKS} WHERE l.source IN {among} AND l.target IN {among} AND {of_link} ORDER BY 1, 2, 3, 4 LIMIT 3000"
        return self.rows(query, iris=json.dumps(list(iris)), **values)

    def groups(self, number: int) -> list[Row]:
        """How many links of a thing there are by `predicate` and by whether it is the one that they come to (`into`)."""
        return self.rows(
            "SELECT predicate, target = :number AS into_it, COUNT(*) AS total FROM link "
            "WHERE source = :number OR target = :number GROUP BY 1, 2 ORDER BY 2, 1",
            number=number,
        )

    def group(self, number: int, predicate: str, into: bool, limit: int, offset: int = 0) -> list[Row]:
        """Links of one predicate and direction, the latest events first."""
        end = "target" if into else "source"
        return self.rows(
            f"{LINKS} WHERE l.{end} = :number AND l.predicate = :predicate "
            "ORDER BY s.earliest DESC, t.label, s.label, l.statement LIMIT :limit OFFSET :offset",
            number=number, predicate=predicate, limit=limit, offset=offset,
        )  # fmt: skip

    def claim(self, iri: str) -> list[Row]:
        return self.rows(f"{LINKS} WHERE l.statement = :iri AND s.iri != :iri LIMIT 1", iri=iri)

    def roles(self, statements: Iterable[str]) -> list[Row]:
        """The links that events and claims state."""
        among = "(SELECT id FROM thing WHERE iri IN (SELECT value FROM json_each(:iris)))"
        query = f"{LINKS} WHERE l.source IN {among} AND l.statement = s.iri ORDER BY 1, 3, 2"
        return self.rows(query, iris=json.dumps(list(statements)))

    def paths(self, a: int, b: int, wanted: Filter, most: int = 3) -> list[list[int]]:
        """Numbers of things along at most `most` of the shortest paths.

        Between the ends are actors, events and initiatives that deal with one another; only where that leads nowhere, also
        places, issues, and those who merely speak of something.
        """
        kinds = [kind for kind in wanted.kind or ("Actor", "Event", "Initiative") if kind not in ("Place", "Issue")]
        narrow = wanted.model_copy(update={"kind": kinds})
        return self._search(a, b, narrow, most, SPOKEN) or self._search(a, b, wanted, most, "")

    def _search(self, a: int, b: int, wanted: Filter, most: int, skipped: str) -> list[list[int]]:
        """From both ends in turn, the smaller border first, until the borders meet."""
        known: tuple[dict[int, list[int]], dict[int, list[int]]] = ({a: []}, {b: []})
        of_thing, of_link, values = conditions(wanted)
        query = (
            f"SELECT DISTINCT l.here, l.there FROM ({BOTH_WAYS}) l JOIN thing n ON n.id = l.there "
            f"WHERE ({of_thing} OR n.id IN (:a, :b)) AND {of_link} AND l.predicate != :skipped ORDER BY 1, 2"
        )
        borders, values = [{a}, {b}], {**values, "a": a, "b": b, "skipped": skipped}
        for _ in range(STEPS):
            if not all(borders) or len(known[0]) + len(known[1]) > VISITED:
                break
            side = 0 if len(borders[0]) <= len(borders[1]) else 1
            borders[side] = self._grown(query, borders[side], known[side], values)
            if meeting := borders[side] & known[1 - side].keys():
                return sorted(itertools.islice(_joined(meeting, known), 100))[:most]
        return []

    def _grown(self, query: str, border: set[int], known: dict[int, list[int]], values: dict[str, object]) -> set[int]:
        """What comes next after a border; what is new gets known with all from which it was reached."""
        new: dict[int, list[int]] = {}
        for here, there in self.rows(query, **{**values, "from": json.dumps(sorted(border))}):
            if there not in known:
                new.setdefault(there, []).append(here)
        known |= new
        return set(new)

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self.local, "connection"):
            self.local.connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self.local.connection.row_factory = sqlite3.Row
        return self.local.connection


OF_THINGS = {
    "kind": "n.kind IN (SELECT value FROM json_each(:kind))",
    "actor": "(n.kind != 'Actor' OR n.type IN (SELECT value FROM json_each(:actor)))",
    "type": "(n.kind != 'Event' OR n.type IN (SELECT value FROM json_each(:type)))",
    "since": "(n.kind != 'Event' OR n.latest >= :since)",
    "until": "(n.kind != 'Event' OR (n.earliest != '' AND n.earliest <= :until))",
}
OF_LINKS = {
    "factuality": "(l.factuality = '' OR l.factuality IN (SELECT value FROM json_each(:factuality)))",
    "confidence": "COALESCE(l.confidence, 1) >= :confidence",
}


def conditions(wanted: Filter) -> tuple[str, str, dict[str, object]]:
    """A filter in SQL about a thing `n`, about a link `l`, and its values apart."""
    given = {name: value for name in (*OF_THINGS, *OF_LINKS) if (value := getattr(wanted, name))}
    of_thing, of_link = (" AND ".join(["1", *(sql[name] for name in sql if name in given)]) for sql in (OF_THINGS, OF_LINKS))
    return f"({of_thing})", f"({of_link})", {k: json.dumps(v) if isinstance(v, list) else v for k, v in given.items()}


def _joined(meeting: set[int], known: tuple[dict[int, list[int]], dict[int, list[int]]]) -> Iterator[list[int]]:
    for middle in sorted(meeting)[:20]:
        for first in _back(middle, known[0]):
            for second in _back(middle, known[1]):
                yield [*reversed(first), *second[1:]]


def _back(node: int, parents: dict[int, list[int]]) -> Iterator[list[int]]:
    """Ways from the node to the end that the search began at, three at most of each step."""
    if not parents[node]:
        yield [node]
    for parent in parents[node][:3]:
        for way in _back(parent, parents):
            yield [node, *way]
