"""Loads and checks the data files of `kg/lexicons/` and of the user's own folders. The formats: docs/lexicons.md."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import patterns
from kg.errors import LexiconError
from kg.patterns import Pattern
from kg.settings import LEXICONS
from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES

FACTUALITIES = ("Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown")
STATUSES = ("Proposed", "Agreed", "Active", "Completed", "Rejected", "Suspended")
NAME_COLUMNS = ["label", "type", "aliases", "country", "wikidata"]
PLACE_COLUMNS = ["label", "kind", "aliases", "country", "latitude", "longitude", "wikidata"]
NO_EVENT = "NONE"  # the type of frames for senses that report nothing ("meet demand")
FRAME_KEYS = {"name", "type", "verbs", "nouns", "symmetric", "content", "initiative", "agent_types", "target_types", "examples"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An actor that the lexicons know. `names` holds every form, label first; `adjectives` only modify."""

    key: str
    type: str
    label: str
    names: tuple[str, ...]
    country: str = ""
    wikidata: str = ""
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    key: str
    label: str
    kind: str
    names: tuple[str, ...]
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    wikidata: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A sense of some verbs and nouns: the type of event they report. Where `agent_types` or `target_types` are
    given, some agent or target must be of one of them."""

    name: str
    type: str
    symmetric: bool = False
    content: str = ""
    initiative: str = ""
    agent_types: tuple[str, ...] = ()
    target_types: tuple[str, ...] = ()
    examples: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """All the words. `verbs` and `nouns` map a lemma to its patterns, the most specific first. `sha256` is of all files that
    reading depends on, `grammar` of those without names and places."""

    names: tuple[Name, ...]
    places: tuple[KnownPlace, ...]
    frames: Mapping[str, Frame]
    verbs: Mapping[str, tuple[tuple[Pattern, Frame], ...]]
    nouns: Mapping[str, tuple[tuple[Pattern, Frame], ...]]
    sets: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, Any]]
    sha256: str
    grammar: str

    def table(self, file: str) -> Mapping[str, Any]:
        """The content of one TOML file that is no frame file, by its name without suffix."""
        return self.tables[file]


@functools.lru_cache(maxsize=4)
def load(*folders: Path) -> Lexicon:
    """The lexicons of the package and of further folders. Raises `LexiconError` that names file and entry."""
    files = [f for folder in (LEXICONS, *folders) for f in sorted(_files(folder))]  # later ones win
    tables = _tables(files)
    sets = {k: frozenset(v) for k, v in tables["words"].get("sets", {}).items()}
    frames, verbs, nouns = _frames(files, sets)
    return Lexicon(
        names=tuple(_unique("names", _names(files))),
        places=tuple(_unique("places", _places(files))),
        frames=frames,
        verbs=_sorted(verbs),
        nouns=_sorted(nouns),
        sets=sets,
        tables=tables,
        sha256=_digest(files),
        grammar=_digest(f for f in files if not f.name.startswith("names_") and f.name != "places.tsv"),
    )


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder of lexicons")
    return [f for f in folder.iterdir() if f.suffix in (".tsv", ".toml")]


def _digest(files: Iterable[Path]) -> str:
    """Of the files that reading texts depends on; `resolve.toml` is for comparing names afterwards."""
    digest = hashlib.sha256()
    for file in sorted((f for f in files if f.name != "resolve.toml"), key=lambda f: f.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: {error}") from error


def _tables(files: list[Path]) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for file in files:
        if file.suffix == ".toml" and not file.name.startswith("events"):
            _merge(out.setdefault(file.stem, {}), _toml(file))
    return out


def _merge(old: dict[str, Any], new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(old.get(key), dict):
            _merge(old[key], value)
        elif isinstance(value, list) and isinstance(old.get(key), list):
            old[key] = [*old[key], *value]
        else:
            old[key] = value


def _rows(file: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 text (byte {error.start})") from error
    body = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not body or body[0][1].split("\t") != columns:
        raise LexiconError(f"{file}: the first line must read {' '.join(columns)} (tab-separated)")
    for number, line in body[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{file}:{number}: {len(cells)} columns, expected {len(columns)}: {line!r}")
        yield number, dict(zip(columns, map(str.strip, cells), strict=True))


def slug(text: str) -> str:
    """A key from a name: lower case, letters of any script and digits, hyphens between."""
    return re.sub(r"[^\w]+|_", "-", text.casefold()).strip("-") or "x"


def _names(files: list[Path]) -> Iterator[Name]:
    for file in files:
        if file.name.startswith("names_") and file.suffix == ".tsv":
            for number, row in _rows(file, NAME_COLUMNS):
                yield _name(f"{file}:{number}", row)
        elif file.name == "states.toml":
            for key, entry in _toml(file).items():
                yield _state(file, key, entry)


def _name(where: str, row: Mapping[str, str]) -> Name:
    if row["type"] not in ACTOR_TYPES:
        raise LexiconError(f"{where}: {row['label']!r}: unknown type {row['type']!r}")
    forms = [row["label"], *filter(None, row["aliases"].split("|"))]
    return Name(
        key=f"{row['type']}/{slug(row['label'])}",
        type=row["type"],
        label=row["label"],
        names=tuple(dict.fromkeys(forms)),
        country=row["country"],
        wikidata=row["wikidata"],
    )


def _state(file: Path, key: str, entry: Mapping[str, Any]) -> Name:
    known = {"label", "names", "iso", "wikidata", "adjectives", "demonyms", "capital", "capitals", "seats", "metonyms",
             "historical", "member", "un", "un_member", "former", "dissolved", "status", "examples"}  # fmt: skip
    if unknown := set(entry) - known:
        raise LexiconError(f"{file}: [{key}]: unknown keys {', '.join(sorted(unknown))}")
    capitals = [entry.get("capital", ""), *entry.get("capitals", [])]
    return Name(
        key=f"State/{key}",
        type="State",
        label=entry["label"],
        names=tuple(dict.fromkeys([entry["label"], *entry.get("names", [])])),
        country=entry.get("iso", ""),
        wikidata=entry.get("wikidata", ""),
        adjectives=tuple(entry.get("adjectives", ())),
        demonyms=tuple(entry.get("demonyms", ())),
        capitals=tuple(dict.fromkeys(filter(None, capitals))),
        seats=(*entry.get("seats", ()), *entry.get("metonyms", ())),
    )


def _places(files: list[Path]) -> Iterator[KnownPlace]:
    for file in files:
        if file.name == "places.tsv":
            for number, row in _rows(file, PLACE_COLUMNS):
                yield _place(f"{file}:{number}", row)


def _place(where: str, row: Mapping[str, str]) -> KnownPlace:
    try:
        latitude, longitude = (float(row[c]) if row[c] else None for c in ("latitude", "longitude"))
    except ValueError as error:
        raise LexiconError(f"{where}: {row['label']!r}: {error}") from error
    names = tuple(dict.fromkeys([row["label"], *filter(None, row["aliases"].split("|"))]))
    return KnownPlace(
        key=f"place/{slug(row['label'])}", label=row["label"], kind=row["kind"], names=names, country=row["country"],
        latitude=latitude, longitude=longitude, wikidata=row["wikidata"],
    )  # fmt: skip


def _unique(what: str, entries: Iterator[Any]) -> Iterator[Any]:
    seen: dict[str, Any] = {}
    for entry in entries:
        if entry.key in seen:
            raise LexiconError(f"lexicons: {what}: {entry.label!r} stands twice ({entry.key})")
        seen[entry.key] = entry
        yield entry


Index = dict[str, list[tuple[Pattern, Frame]]]


def _frames(files: list[Path], sets: Mapping[str, frozenset[str]]) -> tuple[dict[str, Frame], Index, Index]:
    frames: dict[str, Frame] = {}
    verbs: Index = {}
    nouns: Index = {}
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        if file.name.startswith("events") and file.suffix == ".toml":
            for entry in _toml(file).get("frame", []):
                frame = _frame(file, entry, frames)
                for index, field, read in ((verbs, "verbs", _verb), (nouns, "nouns", patterns.noun)):
                    for source in entry.get(field, ()):
                        _add_all(index, read, source, frame, sets, seen, f"{file}: [{frame.name}]", field)
    return frames, verbs, nouns


def _add_all(
    index: Index, read: Callable[..., list[Pattern]], source: str, frame: Frame, sets: Mapping[str, frozenset[str]],
    seen: dict[tuple[str, str], str], where: str, field: str,
) -> None:  # fmt: skip
    """Add what a template stands for. What comes of braces is left out where the same stands already."""
    try:
        templates = patterns.written_out(source, sets)
    except patterns.PatternError as error:
        raise LexiconError(f"{where}: {error}") from error
    for template in templates:
        if template == source or (field, template) not in seen:
            _add(index, read, template, frame, sets, seen, where, field)


def _verb(source: str, sets: Mapping[str, frozenset[str]]) -> list[Pattern]:
    return [patterns.verb(source, sets)]


def _add(
    index: Index, read: Callable[..., list[Pattern]], source: str, frame: Frame, sets: Mapping[str, frozenset[str]],
    seen: dict[tuple[str, str], str], where: str, field: str,
) -> None:  # fmt: skip
    if first := seen.get((field, source)):
        raise LexiconError(f"{where}: {source!r} stands already in {first}")
    seen[field, source] = where
    try:
        compiled = read(source, sets)
    except patterns.PatternError as error:
        raise LexiconError(f"{where}: {error}") from error
    for pattern in compiled:
        index.setdefault(pattern.lemma, []).append((pattern, frame))


def _frame(file: Path, entry: Mapping[str, Any], frames: dict[str, Frame]) -> Frame:
    where = f"{file}: [{entry.get('name', '?')}]"
    if unknown := set(entry) - FRAME_KEYS:
        raise LexiconError(f"{where}: unknown keys {', '.join(sorted(unknown))}")
    if entry.get("type") not in (*EVENT_TYPES, NO_EVENT):
        raise LexiconError(f"{where}: unknown event type {entry.get('type')!r}")
    if entry.get("content", "Actual") not in FACTUALITIES or entry.get("initiative", "Agreed") not in STATUSES:
        raise LexiconError(f"{where}: unknown content or initiative status")
    if "name" not in entry or entry["name"] in frames:
        raise LexiconError(f"{where}: a frame needs a name of its own")
    for key in ("agent_types", "target_types"):
        if unknown := set(entry.get(key, ())) - {*ACTOR_TYPES, "Place"}:
            raise LexiconError(f"{where}: {key}: unknown types {', '.join(sorted(unknown))}")
    rest = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k not in ("verbs", "nouns", "examples")}
    frames[entry["name"]] = frame = Frame(**rest, examples=tuple(entry.get("examples", ())))
    return frame


def _sorted(index: Index) -> dict[str, tuple[tuple[Pattern, Frame], ...]]:
    return {
        lemma: tuple(
            sorted(rivals, key=lambda r: (-r[0].weight, -bool(r[1].agent_types or r[1].target_types), -len(r[0].phrases)))
        )
        for lemma, rivals in index.items()
    }
