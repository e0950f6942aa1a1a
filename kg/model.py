"""The types that travel between the stages. Plain, frozen, picklable, JSON both ways.

Offsets are code points of `Document.text`, 0-based, end exclusive. Findings refer to one another by
`key`, never by object. A finding without a mention cannot be constructed.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import typing
from dataclasses import dataclass, field


class Factuality(enum.StrEnum):
    """How the text presents an event or statement (after FactBank, Saurí & Pustejovsky 2009)."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    CONDITIONAL = "Conditional"
    NEGATED = "Negated"
    UNKNOWN = "Unknown"


class Status(enum.StrEnum):
    """Where an initiative stands as of the document."""

    PROPOSED = "Proposed"
    AGREED = "Agreed"
    ACTIVE = "Active"
    COMPLETED = "Completed"
    REJECTED = "Rejected"
    SUSPENDED = "Suspended"


class BlockKind(enum.StrEnum):
    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    RUN_IN = "run-in"  # "Intelligence Sharing:" at the head of a paragraph; the body is a block of its own
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end:
            raise ValueError(f"span [{self.begin}, {self.end}) is empty or negative")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mention:
    """A span of the text, the characters that stand there, and the sentence (or block) around it."""

    span: Span
    text: str
    sentence: Span

    def __post_init__(self) -> None:
        if self.span.end - self.span.begin != len(self.text):
            raise ValueError(f"mention {self.text!r} is not as long as its span {self.span}")
        if not (self.sentence.begin <= self.span.begin and self.span.end <= self.sentence.end):
            raise ValueError(f"mention {self.text!r} at {self.span} lies outside its sentence {self.sentence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the document's layout. `level` is the depth of a heading or list item (1 outermost)."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source text. `source` is its URL or its path relative to the folder that was given; `also_from` names further
    sources of the same bytes.

    `date` is EDTF ("2024-05-12", "2025-09"), what relative dates count from. `sha256` is of the bytes.
    """

    source: str
    text: str
    sha256: str
    title: str = ""
    date: str | None = None
    creator: str | None = None
    publisher: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    also_from: tuple[str, ...] = ()


def _need_evidence(finding: Finding, mentions: tuple[Mention, ...]) -> None:
    if not mentions:
        raise ValueError(f"{type(finding).__name__} {finding.key!r} has no evidence")


def _need_confidence(finding: Event | Initiative | Claim) -> None:
    if not 0 <= finding.confidence <= 1:
        raise ValueError(f"{finding.key!r}: confidence {finding.confidence} is outside [0, 1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who can act. `type` is a class name of the vocabulary ("State", "ArmedGroup" ...).

    `key` is the same in every document for an actor that the lexicons know ("State/pakistan"); `country`
    is the key of the state it belongs to; `wikidata` an id like "Q843".
    """

    key: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        _need_evidence(self, self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where things happen. Coordinates in degrees WGS 84; `country` is an ISO 3166-1 alpha-2 code."""

    key: str
    label: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    wikidata: str | None = None

    def __post_init__(self) -> None:
        _need_evidence(self, self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an initiative addresses or what stands in its way."""

    key: str
    label: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_evidence(self, self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, is happening or is spoken of as an occurrence.

    `type` is a name of `kg.vocabulary.EVENT_TYPES`; `agents`, `targets`, `places`, `attributed_to`
    hold keys of actors (targets and places: of places too); `evidence` the triggers, first mention first;
    `time` is EDTF level 1; `earliest` and `latest` ISO dates derived from it.
    """

    key: str
    type: str
    label: str
    evidence: tuple[Mention, ...]
    factuality: Factuality
    confidence: float
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    time: str | None = None
    earliest: str | None = None
    latest: str | None = None
    attributed_to: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    responds_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_evidence(self, self.evidence)
        _need_confidence(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A proposal, plan, agreement, programme, measure, mechanism or process of talks.

    Its properties (proposer, parts, obstacles ...) are `Claim`s with the initiative's key as subject,
    so that each of them points at the words that state it. `evidence` holds its mentions.
    """

    key: str
    label: str
    evidence: tuple[Mention, ...]
    status: Status
    confidence: float
    aliases: tuple[str, ...] = ()
    time: str | None = None
    earliest: str | None = None
    latest: str | None = None
    attributed_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_evidence(self, self.evidence)
        _need_confidence(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One binary statement: `subject` and `object` are keys, `predicate` a property name ("memberOf")."""

    key: str
    subject: str
    predicate: str
    object: str
    evidence: tuple[Mention, ...]
    factuality: Factuality
    confidence: float
    attributed_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_evidence(self, self.evidence)
        _need_confidence(self)


Finding = Actor | Place | Issue | Event | Initiative | Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document gave: the joint between language (left) and graphs (right).

    `producer` says what made it: tool version, model, hash of the lexicons.
    """

    document: Document
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    issues: tuple[Issue, ...] = ()
    events: tuple[Event, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    claims: tuple[Claim, ...] = ()
    producer: dict[str, str] = field(default_factory=dict)

    def findings(self) -> typing.Iterator[Finding]:
        yield from self.actors
        yield from self.places
        yield from self.issues
        yield from self.events
        yield from self.initiatives
        yield from self.claims


def as_json(value: typing.Any) -> typing.Any:
    """Plain lists and dicts. Empty and default fields are left out; `from_json` puts them back."""
    if dataclasses.is_dataclass(value):
        return {
            f.name: as_json(v)
            for f in dataclasses.fields(value)
            if (v := getattr(value, f.name)) not in (None, (), {}) and v is not f.default
        }
    if isinstance(value, tuple):
        return [as_json(v) for v in value]
    return value


@functools.cache
def _types(cls: type) -> dict[str, typing.Any]:
    return typing.get_type_hints(cls)


def from_json(cls: typing.Any, data: typing.Any) -> typing.Any:
    """The inverse of `as_json` for any type of this module. Raises `TypeError` or `KeyError` on foreign data."""
    if dataclasses.is_dataclass(cls):
        hints = _types(cls)
        return cls(**{name: from_json(hints[name], v) for name, v in data.items()})
    if typing.get_origin(cls) is tuple:
        return tuple(from_json(typing.get_args(cls)[0], v) for v in data)
    if isinstance(cls, type) and issubclass(cls, enum.Enum):
        return cls(data)
    return data
