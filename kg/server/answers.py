"""What the JSON interface takes and gives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kg.vocabulary import ACTOR_TYPES, EVENT_TYPES

Kind = Literal["Actor", "Event", "Initiative", "Place", "Issue"]
Type = Literal[tuple(EVENT_TYPES)]  # type: ignore[valid-type]
Class = Literal[ACTOR_TYPES]  # type: ignore[valid-type]
Level = Literal["Actual", "Planned", "Possible", "Conditional", "Negated", "Unknown"]
Iri = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Filter(Strict):
    """What is to be seen; an empty list or value leaves everything in. With dates, events without one are left out."""

    kind: list[Kind] = Field([], description="Kinds of things.")
    actor: list[Class] = Field([], description="Classes of actors; other things stay.")
    type: list[Type] = Field([], description="Types of events; other things stay.")
    factuality: list[Level] = Field([], description="How events and claims are stated.")
    confidence: float = Field(0, ge=0, le=1, description="The least confidence of events and claims.")
    since: Day | Literal[""] = Field("", description="The first day of events.")
    until: Day | Literal[""] = Field("", description="The last day of events.")


class Thing(Strict):
    iri: str
    page: str = Field(description="The path of its page.")
    kind: Kind
    type: str = Field(description="Class of an actor, type of an event, else the kind.")
    label: str
    factuality: str
    status: str
    confidence: float | None
    time: str = Field(description="EDTF, or empty.")
    ties: int = Field(description="How many links it has.")


class Link(Strict):
    source: str
    target: str
    predicate: str
    statement: str = Field(description="IRI of the event or claim that states it.")
    factuality: str
    confidence: float | None


class Hit(Strict):
    thing: Thing
    name: str = Field(description="The name that was found.")


class Found(Strict):
    hits: list[Hit]


class Neighbourhood(Strict):
    """The thing itself comes first."""

    things: list[Thing]
    links: list[Link]
    total: int = Field(description="How many neighbours fit the filter.")


class Links(Strict):
    links: list[Link]


class Path(Strict):
    things: list[Thing] = Field(description="From one end to the other.")
    links: list[Link]


class Paths(Strict):
    paths: list[Path] = Field(description="The shortest ones; none if nothing links the two within the limit of steps.")


class Sentence(Strict):
    document: str
    page: str = Field(description="The path of the document's page, at the words.")
    source: str
    title: str
    date: str
    before: str
    words: str
    after: str


class Evidence(Strict):
    thing: Thing | None = Field(description="What it is about; nothing for a claim.")
    names: list[str]
    attributed: list[Thing] = Field(description="Who says so.")
    sentences: list[Sentence]


class Summary(Strict):
    things: dict[str, int] = Field(description="How many of each kind.")
    types: dict[str, int] = Field(description="How many events of each type.")
    levels: dict[str, int] = Field(description="How many events of each factuality.")
    since: str = Field(description="The first day of an event, or empty.")
    until: str


class Shown(Strict):
    iris: list[Iri] = Field(max_length=500)
