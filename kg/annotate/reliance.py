"""What of the lexicons the reading of a text can depend on: tells which texts a change of names or places can concern.

Names and places are only ever looked up by the words of the text (`kg.annotate.names`), so those that no words of it lead
to can't matter. All other files of the lexicons count as a whole.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator

from kg.annotate import names
from kg.annotate.names import Node
from kg.lexicon import Lexicon
from kg.model import Document

PART = re.compile(r"[^\W\d_]+|\d+")  # the language model cuts "10km" in two


def digest(document: Document, lexicon: Lexicon) -> str:
    """SHA-256 (64 hex digits) of all that a reading of `document` can see of `lexicon`: equal digests, equal readings."""
    shapes = _shapes(f"{document.title}\n{document.text}", lexicon)
    reached, seats = list(_reached(names.trie(lexicon), shapes)), lexicon.table("actors")["seats"].values()
    labels = {form.entry.label for node in reached for form in node.forms}.union(seats)
    entries = [entry for label in sorted(labels) for entry in _labelled(lexicon).get(label, ())]
    nodes = [(len(node.children) < names.FEW, [(f.entry.key, f.role, f.text) for f in node.forms]) for node in reached]
    spelling = sorted(lexicon.table("resolve")["spelling"].items())
    seen = (lexicon.grammar, spelling, sorted(shapes & names.words(lexicon)), nodes, entries)
    return hashlib.sha256(repr(seen).encode()).hexdigest()


@functools.lru_cache(maxsize=4)
def _labelled(lexicon: Lexicon) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for entry in (*lexicon.names, *lexicon.places):
        out.setdefault(entry.label, []).append(repr(entry))
    return out


def _shapes(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of a text as a name may have them: in any case, without accents, in the spelling that stands for others."""
    words = {names.plain(word) for word in {*names.WORD.findall(text), *PART.findall(text)}}
    cased = {shape(word) for word in words for shape in (str, str.lower, str.capitalize, str.upper)}
    spelt = names.spellings(lexicon)
    return frozenset(cased.union(spelt.get(word, word) for word in cased))


def _reached(node: Node, shapes: frozenset[str]) -> Iterator[Node]:
    """The nodes of the trie that some order of the words leads to, in a fixed order."""
    yield node
    for word in sorted(shapes & node.children.keys()):
        yield from _reached(node.children[word], shapes)
