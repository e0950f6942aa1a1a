"""Mentions: the characters of the file that a finding rests on, with the sentence around them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kg.extract.tree import Tree
from kg.model import Document, Mention, Span


@dataclass(frozen=True, slots=True)
class Quoter:
    """Makes mentions: token ranges or characters, with the sentence around them, never over the edge of a block."""

    document: Document
    tree: Tree
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]

    def tokens(self, first: int, last: int) -> Mention:
        """The words from token `first` to `last`; of words that stand in two sentences the last token alone."""
        if self.tree.sentence[first] != self.tree.sentence[last]:
            first = last
        return self.characters(self.tree.begin[first], self.tree.end[last])

    def characters(self, begin: int, end: int) -> Mention:
        sentence = self.sentences[max(0, bisect_right(self.starts, begin) - 1)]
        around = Span(begin=min(begin, sentence.begin), end=max(end, sentence.end))
        return Mention(span=Span(begin=begin, end=end), text=self.document.text[begin:end], sentence=around)


def quoter(document: Document, tree: Tree) -> Quoter:
    spans = tuple(Span(begin=tree.begin[a], end=tree.end[b]) for a, b in tree.sentences)
    return Quoter(document, tree, spans, tuple(s.begin for s in spans))
