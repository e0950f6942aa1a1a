"""Reads SPARQL as far as is needed to refuse what reaches beyond the store, before the engine sees it.

The engine would open the network for SERVICE, and so would others for FROM and LOAD, and none can be told not to.
Only the words of the grammar count: a string, comment, IRI or variable that has SERVICE in it is harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError
from kg.vocabulary import PREFIXES

TOKEN = re.compile(
    r"""
    (?P<skip>      \s+ | \#[^\r\n]* )
  | (?P<string>    \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
                 | \"(?!\"\") (?: [^"\\\r\n] | \\. )* \"         | '(?!'') (?: [^'\\\r\n] | \\. )* '  )
  | (?P<iri>       < [a-z][a-z0-9+.-]*:// (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9a-f]{4} | \\U[0-9a-f]{8} )* >
                 | < [^<>"{}|^`\\\x00-\x20'\#)]* > )
  | (?P<unclear>   < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9a-f]{4} | \\U[0-9a-f]{8} )* > )
  | (?P<variable>  [?$]\w+ )
  | (?P<tag>       @[a-z]+ (?: -[a-z0-9]+ )* )
  | (?P<prefixed>  (?: _ | [^\W\d_] (?: [\w.-]*[\w-] )? )? :
                   (?: (?: [\w:] | %[0-9a-f]{2} | \\\S ) (?: [\w:.-] | %[0-9a-f]{2} | \\\S )* )? )
  | (?P<word>      \w+ )
  | (?P<sign>      [^"'] )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)  # fmt: skip
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", re.IGNORECASE)
UPDATES = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}


FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
REMOTE = frozenset({"FROM", "LOAD"})


def checked(text: str, refused: frozenset[str] = REMOTE) -> bool:
    """Whether the outermost SELECT has an ORDER BY. Raises `QueryError` on SERVICE, the words `refused`, and updates.

    Parsers differ on where they resolve escapes like `\\u0053`: such a text is judged as it stands and as it reads.
    """
    words = list(_words(text))
    _refuse({word for word, _ in words}, refused)
    unescaped = ESCAPE.sub(_character, text)
    if unescaped != text:
        _refuse({word for word, _ in _words(unescaped)}, refused)
    return ("ORDER", 0) in words


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; "" if it is none of them."""
    return next((word for word, depth in _words(text) if depth == 0 and word in FORMS), "")


def graphs(text: str) -> set[str]:
    """The IRIs of the graphs that FROM and FROM NAMED take a query's data from, prefixes resolved."""
    prefixes, found, before = dict(PREFIXES), set(), ["", ""]
    for kind, token, _ in tokens(ESCAPE.sub(_character, text)):
        if kind == "iri" and before[0].upper() == "PREFIX":
            prefixes[before[1].removesuffix(":")] = token[1:-1]
        elif before[1].upper() == "FROM" and token.upper() != "NAMED" or [word.upper() for word in before] == ["FROM", "NAMED"]:
            found.add(token[1:-1] if kind == "iri" else _resolved(token, prefixes))
        before = [before[1], token]
    return found


def _resolved(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, f"{prefix}:") + local.replace("\\", "")


def _refuse(words: set[str], refused: frozenset[str]) -> None:
    if any("SERVICE" in word for word in words):
        raise QueryError("SERVICE is refused: a query asks this store only (a prefix can't have that name either)")
    if found := sorted(words & refused):
        raise QueryError(f"{found[0]} is refused: a query asks this store only; one graph of it is GRAPH <iri> {{ ... }}")
    if found := sorted(words & UPDATES):
        raise QueryError(f"{found[0]} is refused: a query can't change the store; expected SELECT, ASK, CONSTRUCT or DESCRIBE")


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Bare words in capitals with the depth of braces around them; of `SERVICEex:a`, which may be two words, the prefix."""
    depth = 0
    for kind, token, _ in tokens(text):
        if kind in ("word", "prefixed"):
            yield _prefix(token).upper(), depth
        depth += (token == "{") - (token == "}")


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind (a group of `TOKEN`), text and end of each token but space and comments. Raises `QueryError` on what is unclear."""
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise QueryError(f"a string opens in line {_line(text, at)} and never ends")
        kind, token, at = match.lastgroup, match[0], match.end()
        if kind == "unclear":
            raise QueryError(f"{token} in line {_line(text, at)} can be read in two ways; put a space after a '<' that compares")
        if kind and kind != "skip":
            yield kind, token, at


def _prefix(name: str) -> str:
    """The part before the colon; all of a blank node's label."""
    return name if name.startswith("_:") else name.partition(":")[0]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
