"""What was found, as text for people: a portrait of a thing, a path with its sentences, a summary of a build."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kg.analyse.paths import Hop
from kg.analyse.portrait import Portrait, Statement
from kg.analyse.project import Evidence
from kg.view.network import words

SHOWN = 3  # sentences for a statement or a hop; how many more there are is told


def portrait(found: Portrait, width: int = 100) -> str:
    """A paragraph for each statement: what is stated, how certain, who says so, its sentences and sources."""
    lines = [f"{found.label} ({words(found.type)})", *_about(found, width), ""]
    for statement in found.statements:
        lines += [_headline(statement), *_sentences(statement.evidence, width), ""]
    if not found.statements:
        lines += ["Nothing is stated about it; it is mentioned here:", *_sentences(found.mentions, width), ""]
    return _text(lines[:-1])


def paths(found: Iterable[list[Hop]], width: int = 100) -> str:
    """Each path as its steps, a blank line between paths."""
    return "\n".join(_text(line for hop in path for line in _hop(hop, width)) for path in found)


def _about(found: Portrait, width: int) -> Iterator[str]:
    facts = {
        "also called": ", ".join(found.aliases),
        "status": found.status,
        "factuality": found.factuality,
        "time": found.time,
        "according to": ", ".join(found.attributed),
        "mentions": f"{len(found.mentions)} in {len({m.source for m in found.mentions})} document(s)",
        "iri": found.iri,
    }
    for name, value in facts.items():
        if value:
            yield from textwrap.wrap(f"  {name}: {value}", width, subsequent_indent="    ", break_long_words=False)


def _headline(statement: Statement) -> str:
    """ "ASSAULT: networks → India, in Mumbai, 2008 [Negated]" or "proposal: proposed by Pakistan [Actual]"."""
    if statement.predicate.isupper():
        parties = " → ".join(filter(None, (statement.subject, statement.object))) or "somebody"
        if not statement.subject and statement.object:
            parties = f"→ {statement.object}"
        place = f"in {statement.place}" if statement.place else ""
        text = f"{statement.predicate}: {', '.join(filter(None, (parties, place, statement.time)))}"
    else:
        text = f"{statement.subject}: {words(statement.predicate)} {statement.object}"
    said = f", according to {', '.join(statement.attributed)}" if statement.attributed else ""
    return f"{text} [{statement.factuality}{said}]"


def _hop(hop: Hop, width: int) -> Iterator[str]:
    linked = ", ".join(map(words, hop.predicates))
    arrow = f"─ {linked} →" if hop.forward else f"← {linked} ─"
    stated = f" [{', '.join(hop.factuality)}]" if hop.factuality else ""
    yield f"{hop.source_label} {arrow} {hop.target_label}{stated}"
    yield from _sentences(hop.evidence, width)


def _sentences(evidence: Iterable[Evidence], width: int) -> Iterator[str]:
    """Each sentence once, with its source."""
    distinct = list(dict.fromkeys((" ".join(item.sentence.split()), item.source) for item in evidence))
    for sentence, source in distinct[:SHOWN]:
        yield from textwrap.wrap(
            f"“{sentence}” {source}", width, initial_indent="    ", subsequent_indent="    ", break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
    if len(distinct) > SHOWN:
        yield f"    and {len(distinct) - SHOWN} more"


def _text(lines: Iterable[str]) -> str:
    return "".join(line + "\n" for line in lines)
