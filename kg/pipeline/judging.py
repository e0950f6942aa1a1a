"""What a person decides about a graph: kept in its folder, applied at once, and told as the story of a thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.model import Claim, Finding
from kg.pipeline import folder as folders
from kg.pipeline import writing
from kg.pipeline.folder import Folder
from kg.pipeline.views import Holdings
from kg.pipeline.writing import Summary
from kg.resolve import Doubt, Identity, Judgement, findings
from kg.resolve import judgements as judged
from kg.resolve.identity import LOCAL, mentions, shared
from kg.vocabulary import ACTOR_TYPES, ID_BASE, PREDICATES

SENTENCES = 2  # of each side of a doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that may be one: its path, name and kind, and sentences with their sources."""

    id: str
    label: str
    type: str
    documents: int
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two things, how probable it is that they are one, and why."""

    probability: float
    reasons: tuple[str, ...]
    a: Side
    b: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of the story of a thing. `number` is a judgement's, 0 for what the tool did; `holds` is False if it was undone."""

    number: int
    what: str
    who: str = ""
    when: str = ""
    why: str = ""
    holds: bool = True


def judge(
    folder: str | Path, kind: str, name: str, value: str = "", *, predicate: str = "", who: str, when: str, why: str = "",
    judgements: str | Path | None = None,
) -> tuple[Judgement, Summary]:  # fmt: skip
    """Decide something about the thing or statement called `name`, and bring the graph in line.

    `kind` is one of `kg.resolve.judgements.KINDS` but "undo"; `value` another thing for "same", "different" and "state", a new
    name for "rename", a class for "retype". `when` is an ISO date, `judgements` a folder that they are kept in from now on.
    Raises `QueryError` if a name is unknown or fits several things, or a value is none.
    """
    place, dataset = _opened(folder, judgements)
    held = writing.holdings(place, Summary())
    subject, label = find(held, name)
    other, other_label = find(held, value) if kind in ("same", "different", "state") else (value, "")
    _need_sense(kind, subject, other, predicate, why)
    made = Judgement(
        number=_next(held), kind=kind, subject=subject, label=label, predicate=predicate, value=other, value_label=other_label,
        who=who, when=when, why=why,
    )  # fmt: skip
    return made, _kept(place, dataset, held, made)


def undo(
    folder: str | Path, number: int, *, who: str, when: str, why: str = "", judgements: str | Path | None = None
) -> tuple[Judgement, Summary]:
    """Take a judgement back, or take back that it was taken back. Raises `QueryError` if there is none of that number."""
    place, dataset = _opened(folder, judgements)
    held = writing.holdings(place, Summary())
    if number not in {j.number for j in held.judgements}:
        raise QueryError(f"there is no judgement {number}; the last one is {_next(held) - 1}")
    made = Judgement(number=_next(held), kind="undo", value=str(number), who=who, when=when, why=why)
    return made, _kept(place, dataset, held, made)


def questions(folder: str | Path, judgements: str | Path | None = None) -> list[Question]:
    """The pairs that may be one, the likeliest first, with sentences of both."""
    held = writing.holdings(folders.at(folder, judgements=judgements), Summary())
    by_id = {identity.id: identity for identity in held.resolution.identities}
    return [_question(doubt, by_id, held) for doubt in held.resolution.doubts]


def story(folder: str | Path, name: str, judgements: str | Path | None = None) -> tuple[str, list[Told]]:
    """The path of the thing called `name`, and what happened to it: what was taken for it and why, and what people decided."""
    held = writing.holdings(folders.at(folder, judgements=judgements), Summary())
    path, _ = find(held, name)
    mine = next((i for i in held.resolution.identities if path in {i.id, *i.units, *map(shared, i.units)}), None)
    paths = {path, *(mine.units if mine else ()), *(map(shared, mine.units) if mine else ()), *([mine.id] if mine else [])}
    return path, [*_places(held, mine), *_machine(mine), *_people(held, paths)]


def find(held: Holdings, name: str) -> tuple[str, str]:
    """Path and label of what is called `name`: by IRI, path, label or other name, with or without regard to case.

    A path may have fewer digits of the document. Raises `QueryError` with the candidates if there are several or none.
    """
    wanted = name.removeprefix(ID_BASE).removeprefix("id:")
    found = {path: finding for e in held.documents for path, finding in findings(e).items()}
    if exact := _by_path(wanted, found):
        return exact
    named = list(_named(held, found))
    for same in (lambda text: text == name, lambda text: _fold(text) == _fold(name)):
        fits = [entry for entry in named if any(map(same, entry.names))]
        fits = [entry for entry in fits if entry.path.startswith("actor/")] or fits
        if len({entry.path for entry in fits}) == 1:
            return fits[0].path, fits[0].label
        if len({entry.whole for entry in fits}) == 1:
            return fits[0].whole, fits[0].label
        if fits:
            shown = "; ".join(f"{entry.label} ({entry.path})" for entry in fits[:10])
            raise QueryError(f"{name!r} may mean {len(fits)} things, give one of their paths: {shown}")
    raise QueryError(f"nothing is called {name!r}; give a name that a text uses, or a path such as 'kg log' shows")


def _by_path(wanted: str, found: dict[str, Finding]) -> tuple[str, str] | None:
    from urllib.parse import unquote

    path = unquote(wanted)
    kind, _, rest = path.partition("/")
    digits, _, key = rest.partition("/")
    fits = [p for p in found if p == path or shared(p) == path] or [
        p for p in found if (m := LOCAL.fullmatch(p)) and (m[1], m[3]) == (kind, key) and digits and m[2].startswith(digits)
    ]
    if not fits:
        return None
    return (path if shared(fits[0]) == path else min(fits)), _label(found[min(fits)], found)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a name can mean: what documents call so, and the whole thing that it is part of, both as paths."""

    path: str
    whole: str
    label: str
    names: frozenset[str]


def _named(held: Holdings, found: dict[str, Finding]) -> Iterator[_Entry]:
    """All things by what documents call them; events and initiatives that are only themselves, too."""
    of = held.resolution.of()
    homes: dict[str, set[str]] = {}
    for unit, identity in of.items():
        homes.setdefault(shared(unit), set()).add(identity.id)
    for identity in held.resolution.identities:
        parts: dict[str, list[str]] = {}
        for unit in identity.units:
            parts.setdefault(shared(unit), []).append(unit)
        paths = {path: path if len(homes[path]) == 1 else min(units) for path, units in parts.items()}
        whole = paths.get(identity.id, min(paths.values()))
        for path, units in parts.items():
            names = frozenset({identity.label}.union(*(_names(found[unit]) for unit in units if unit in found)))
            yield _Entry(paths[path], whole, identity.label, names)
    for path, finding in found.items():
        if path not in of and not isinstance(finding, Claim):
            yield _Entry(path, path, finding.label, frozenset(_names(finding)))


def _names(finding: Finding) -> set[str]:
    return {finding.label, *getattr(finding, "aliases", ())}  # type: ignore[union-attr]


def _label(finding: Finding, found: dict[str, Finding]) -> str:
    if not isinstance(finding, Claim):
        return finding.label
    return f"{finding.subject.rpartition('/')[2]} {finding.predicate} {finding.object.rpartition('/')[2]}"


def _fold(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("the ")


def _need_sense(kind: str, subject: str, other: str, predicate: str, why: str) -> None:
    if kind in ("same", "different", "state") and subject == other:
        raise QueryError(f"both are {subject}: two things are needed")
    if kind in ("same", "different") and subject.partition("/")[0] != other.partition("/")[0]:
        raise QueryError(f"{subject} and {other} are of different kinds: they can't be the same")
    if kind == "retype" and other not in ACTOR_TYPES:
        raise QueryError(f"{other!r} is no kind of actor; known: {', '.join(ACTOR_TYPES)}")
    if kind == "state" and predicate not in PREDICATES:
        raise QueryError(f"{predicate!r} is no property; known: {', '.join(PREDICATES)}")
    if kind == "rename" and not other.strip():
        raise QueryError("the new name is empty")
    if kind == "state" and not why.strip():
        raise QueryError("a statement needs a reason: it stands in place of the sentence of a text")


def _opened(folder: str | Path, judgements: str | Path | None) -> tuple[Folder, Any]:
    from kg.graph import store as stores

    place = folders.at(folder, judgements=judgements)
    dataset = stores.open_store(place.store)
    folders.adopt(place)
    return place, dataset


def _next(held: Holdings) -> int:
    return max((j.number for j in held.judgements), default=0) + 1


def _kept(place: Folder, dataset: Any, held: Holdings, made: Judgement) -> Summary:
    for name, text in judged.text_of([*held.judgements, made]).items():
        folders.write(place.judgements / name, text)
    summary = Summary()
    writing.sync(place, dataset, summary)
    return summary


# --- questions and stories


def _question(doubt: Doubt, by_id: dict[str, Identity], held: Holdings) -> Question:
    a, b = (_side(by_id[path], held) for path in (doubt.a, doubt.b))
    return Question(probability=doubt.probability, reasons=doubt.reasons, a=a, b=b)


def _side(identity: Identity, held: Holdings) -> Side:
    found: list[tuple[str, str]] = []
    for extraction in held.documents:
        there = findings(extraction)
        for unit in identity.units:
            if unit in there:
                text = extraction.document.text
                spans = sorted({m.sentence for m in mentions(there[unit])})
                found += [(" ".join(text[s.begin : s.end].split()), extraction.document.source) for s in spans]
    documents = len({unit.split("/")[1] for unit in identity.units})
    return Side(
        id=identity.id, label=identity.label, type=identity.type, documents=documents, sentences=tuple(found[:SENTENCES])
    )  # fmt: skip


def _places(held: Holdings, identity: Identity | None) -> Iterator[Told]:
    """Which document calls it what."""
    for extraction in held.documents:
        there = findings(extraction)
        for unit in identity.units if identity else ():
            if unit in there:
                yield Told(number=0, what=f"{_label(there[unit], there)} in {extraction.document.source}, {unit}")


def _machine(identity: Identity | None) -> Iterator[Told]:
    if identity is None:
        return
    told: dict[str, str] = {}
    for unit in identity.units:
        if shared(unit) != identity.id and not identity.reasons.get(unit, "").startswith("judgement"):
            told.setdefault(shared(unit), identity.reasons.get(unit, ""))
    for path, why in sorted(told.items()):
        yield Told(number=0, what=f"{path} taken for {identity.id}", who="kg", why=why)


def _people(held: Holdings, paths: set[str]) -> Iterator[Told]:
    in_force = {j.number for j in held.in_force}
    mine = {j.number for j in held.judgements if paths & {j.subject, j.value}}
    for j in held.judgements:
        if j.number in mine or (j.kind == "undo" and int(j.value) in mine):
            mine.add(j.number)
            yield Told(
                number=j.number, what=_said(j), who=j.who, when=j.when, why=j.why, holds=j.kind == "undo" or j.number in in_force
            )  # fmt: skip


def _said(j: Judgement) -> str:
    label, other = j.label or j.subject, j.value_label or j.value
    return {
        "same": f"{label} is the same as {other}",
        "different": f"{label} is not {other}",
        "rename": f"{label} is called {other}",
        "retype": f"{label} is a {other}",
        "reject": f"rejected: {label}",
        "confirm": f"confirmed: {label}",
        "state": f"{label} {j.predicate} {other}",
        "undo": f"judgement {j.value} undone",
    }[j.kind]
