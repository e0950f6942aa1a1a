"""What was found, as text for people or rows: a portrait of a thing, a path with its sentences, scores."""

from __future__ import annotations

import dataclasses
import itertools
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.analyse.paths import Hop
from kg.analyse.portrait import Portrait, Statement
from kg.analyse.project import Evidence
from kg.graph.query import Rows
from kg.score import Figure, Result, total
from kg.view import tables
from kg.view.network import words

SHOWN = 3  # sentences for a statement or a step; how many more there are is told


def portrait(found: Portrait, width: int = 100) -> str:
    """What is stated, how certain it is and who says so, then the sentences; statements of the same sentences stand together."""
    lines = [f"{found.label} ({words(found.type)})", *_about(found, width)]
    for evidence, group in itertools.groupby(found.statements, key=lambda s: _distinct(s.evidence)):
        lines += ["", *map(_headline, group), *_quoted(evidence, width)]
    if not found.statements:
        lines += ["", "Nothing is stated about it. It is mentioned here:", *_quoted(_distinct(found.mentions), width)]
    return _text(lines)


def statements(found: Portrait) -> Rows:
    """The statements of a portrait, a row for each sentence that states one."""
    columns = ("subject", "predicate", "object", "place", "time", "factuality", "attributed", "sentence", "source")
    rows = (
        (s.subject, s.predicate, s.object, s.place, s.time, s.factuality, ", ".join(s.attributed), sentence, source)
        for s in found.statements
        for sentence, source in _distinct(s.evidence)
    )
    return Rows(columns, tuple(tuple(value or None for value in row) for row in rows))


def path(hops: Iterable[Hop], width: int = 100) -> str:
    """The steps of a path, each with its sentences."""
    return _text(line for hop in hops for line in _step(hop, width))


def steps(paths: Iterable[Iterable[Hop]]) -> Rows:
    """The steps of some paths, a row for each sentence behind one. Paths and steps count from 1."""
    rows = (
        (i, j, *ends, _linked(hop), ", ".join(hop.factuality), sentence, source)
        for i, hops in enumerate(paths, 1)
        for j, hop in enumerate(hops, 1)
        for ends in [_ends(hop)]
        for sentence, source in _distinct(hop.evidence)
    )
    return Rows(("path", "step", "from", "to", "link", "factuality", "sentence", "source"), tuple(rows))


def figures(results: Sequence[Result], per_document: bool = False, as_json: bool = False) -> str:
    """Precision, recall and F1 of all documents together, under "ALL", and of each one before if wanted."""
    single = {result.document: result.tally.figures() for result in results} if per_document else {}
    found = single | {"ALL": total(results)}
    if as_json:
        plain = {name: {kind: dataclasses.asdict(figure) for kind, figure in table.items()} for name, table in found.items()}
        return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
    return _text(line for name, table in found.items() for line in _figures(name, table))


def misses(results: Iterable[Result]) -> str:
    """Tab-separated lines: document, kind, fault, what it is about."""
    return _text("\t".join((result.document, *miss)) for result in results for miss in result.misses)


def _figures(name: str, table: Mapping[str, Figure]) -> Iterator[str]:
    yield f"== {name}"
    for kind, figure in table.items():
        p, r, f1 = ("  -  " if value is None else f"{value:.3f}" for value in (figure.p, figure.r, figure.f1))
        yield f"{kind:24s} P {p}  R {r}  F1 {f1}   tp {figure.tp} fp {figure.fp} fn {figure.fn}"


def _about(found: Portrait, width: int) -> Iterator[str]:
    facts = {
        "also called": ", ".join(found.aliases),
        "status": found.status,
        "factuality": found.factuality,
        "time": found.time,
        "according to": ", ".join(found.attributed),
        "mentions": f"{len(found.mentions)}, in {', '.join(_sources(found.mentions))}",
        "iri": found.iri,
    }
    for name, value in facts.items():
        if value:
            yield from textwrap.wrap(f"  {name}: {value}", width, subsequent_indent="    ", break_long_words=False)


def _sources(evidence: Sequence[Evidence]) -> list[str]:
    """The first few, and how many more."""
    found = list(dict.fromkeys(item.source for item in evidence))
    return found[:SHOWN] + ([f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else [])


def _headline(statement: Statement) -> str:
    """ "ASSAULT: networks → India, in Mumbai, 2008 [Negated]" or "proposal: proposed by Pakistan [Actual]"."""
    if statement.predicate.isupper():
        parties = " → ".join((statement.subject or "somebody", *filter(None, [statement.object])))
        place = f"in {statement.place}" if statement.place else ""
        text = f"{statement.predicate}: {', '.join(filter(None, (parties, place, statement.time)))}"
    else:
        text = f"{statement.subject}: {words(statement.predicate)} {statement.object}"
    said = f", according to {', '.join(statement.attributed)}" if statement.attributed else ""
    return f"{text} [{statement.factuality}{said}]"


def _step(hop: Hop, width: int) -> Iterator[str]:
    linked = _linked(hop)
    arrow = f"─ {linked} →" if hop.forward else f"← {linked} ─"
    stated = f" [{', '.join(hop.factuality)}]" if hop.factuality else ""
    yield f"{hop.source_label} {arrow} {hop.target_label}{stated}"
    yield from _quoted(_distinct(hop.evidence), width)


def _linked(hop: Hop) -> str:
    """Types of events and properties; between actors one predicate may name several."""
    return ", ".join(words(name) for predicate in hop.predicates for name in predicate.split(", "))


def _ends(hop: Hop) -> tuple[str, str]:
    """Labels in the direction of the link."""
    return (hop.source_label, hop.target_label) if hop.forward else (hop.target_label, hop.source_label)


def _distinct(evidence: Iterable[Evidence]) -> list[tuple[str, str]]:
    """Each sentence once, with its source."""
    return list(dict.fromkeys((" ".join(item.sentence.split()), item.source) for item in evidence))


def _quoted(found: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    for sentence, source in found[:SHOWN]:
        yield from tables.quoted(sentence, source, width)
    if len(found) > SHOWN:
        yield f"    and {len(found) - SHOWN} more"


def _text(lines: Iterable[str]) -> str:
    return "".join(line + "\n" for line in lines)
