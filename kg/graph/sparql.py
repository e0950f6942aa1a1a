"""Reads SPARQL as far as is needed to refuse what reaches beyond the store, before the engine sees it.

The engine would open the network for SERVICE, and so would others for FROM and LOAD, and none can be told not to.
Only the words of the grammar count: a string, comment, IRI or variable that has SERVICE in it is harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError

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


def checked(text: str) -> bool:
    """Whether the outermost SELECT has an ORDER BY. Raises `QueryError` on SERVICE, FROM, LOAD and updates.

    Parsers differ on where they resolve escapes like `\\u0053`: such a text is judged as it stands and as it reads.
    """
    words = list(_words(text))
    _refuse({word for word, _ in words})
    unescaped = ESCAPE.sub(_character, text)
    if unescaped != text:
        _refuse({word for word, _ in _words(unescaped)})
    return ("ORDER", 0) in words


def _refuse(words: set[str]) -> None:
    if any("SERVICE" in word for word in words):
        raise QueryError("SERVICE is refused: a query asks this store only (a prefix can't have that name either)")
    if found := sorted(words & {"FROM", "LOAD"}):
        raise QueryError(f"{found[0]} is refused: a query asks this store only; one graph of it is GRAPH <iri> {{ ... }}")
    if found := sorted(words & UPDATES):
        raise QueryError(f"{found[0]} is refused: a query can't change the store; expected SELECT, ASK, CONSTRUCT or DESCRIBE")


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Bare words in capitals with the depth of braces around them; of `SERVICEex:a`, which may be two words, the prefix."""
    at = depth = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise QueryError(f"a string opens in line {_line(text, at)} and never ends")
        kind, token, at = match.lastgroup, match[0], match.end()
        if kind == "unclear":
            raise QueryError(f"{token} in line {_line(text, at)} can be read in two ways; put a space after a '<' that compares")
        if kind in ("word", "prefixed"):
            yield _prefix(token).upper(), depth
        depth += (token == "{") - (token == "}")


def _prefix(name: str) -> str:
    """The part before the colon; all of a blank node's label."""
    return name if name.startswith("_:") else name.partition(":")[0]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
