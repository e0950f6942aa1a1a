"""Parameters of a query written into its text, for engines elsewhere that can't be handed values apart.

Each group of the query that uses a parameter gets a VALUES block with the serialised term: the text of a value goes
through a serialiser of RDF terms and never becomes syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph import sparql
from kg.vocabulary import PREFIXES

Term = ox.NamedNode | ox.Literal


@dataclass(slots=True)
class _Group:
    """A pair of braces: where its content begins, which variables stand in it outside of inner braces, and whether it
    is a pattern (not a template, a block of data, or the braces around a subquery)."""

    begin: int
    pattern: bool
    used: set[str] = field(default_factory=set)


def bound(text: str, values: Mapping[str, Term]) -> str:
    """The query with `values` for its parameters in every pattern that uses them. Raises `QueryError` if it can't be read."""
    places = [(group.begin, sorted(group.used & values.keys())) for group in _groups(text) if group.pattern]
    for begin, names in sorted(places, reverse=True):
        if names:
            blocks = "".join(f" VALUES ?{name} {{ {values[name]} }}" for name in names)
            text = text[:begin] + blocks + " " + text[begin:].lstrip(" ")
    return text


def declared(text: str) -> str:
    """The query with the usual prefixes that it uses and doesn't declare."""
    seen = [(kind, token) for kind, token, _ in sparql.tokens(text)]
    used = {token.partition(":")[0] for kind, token in seen if kind == "prefixed"}
    own = {seen[i + 1][1].partition(":")[0] for i, (_, token) in enumerate(seen[:-1]) if token.upper() == "PREFIX"}
    lines = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used & PREFIXES.keys() - own)]
    return "".join(lines) + text


def _groups(text: str) -> list[_Group]:
    found, around, before = [], [_Group(0, pattern=False)], [""]
    for kind, token, end in sparql.tokens(text):
        if token == "{":
            around.append(_Group(end, pattern=not _is_data(before)))
            found.append(around[-1])
        elif token == "}" and len(around) > 1:
            around.pop()
        elif kind == "variable":
            around[-1].used.add(token[1:])
        elif token.upper() == "SELECT":
            around[-1].pattern = False
        before = [*before[-200:], token]
    return found


def _is_data(before: list[str]) -> bool:
    """Whether the braces that open now hold a template or data: after CONSTRUCT, VALUES ?x, or VALUES (?x ?y)."""
    if before[-1].upper() == "CONSTRUCT":
        return True
    tail = before[:-1] if before[-1] == ")" else before
    while tail and tail[-1][:1] in "?$" and tail[-1] != "?":
        tail = tail[:-1]
    if before[-1] == ")" and tail and tail[-1] == "(":
        tail = tail[:-1]
    return bool(tail) and tail[-1].upper() == "VALUES"
