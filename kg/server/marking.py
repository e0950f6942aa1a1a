"""A text cut at the borders of its mentions, so that each piece can be marked and linked where mentions overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int, str]  # begin, end, IRI of the thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`owner` is the thing whose mention is the shortest around these characters, "" where there is none; `starts` are
    the mentions that begin here, as the fragments of their IRIs."""

    begin: int
    end: int
    text: str
    owner: str
    starts: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span], things: Container[str]) -> Iterator[Piece]:
    """Pieces in the order of the text, together all of it; owners are those of `things` only."""
    begins, found = defaultdict(list), sorted(set(spans))
    for span in found:
        begins[span[0]].append(span)
    borders = sorted({0, len(text), *(border for span in found for border in span[:2])})
    around: list[Span] = []
    for begin, end in pairwise(borders):
        around = [span for span in around if span[1] > begin] + begins[begin]
        owners = (span for span in around if span[2] in things)
        owner = min(owners, key=lambda span: (span[1] - span[0], span), default=(0, 0, ""))[2]
        starts = dict.fromkeys(f"char={span[0]},{span[1]}" for span in begins[begin])
        yield Piece(begin=begin, end=end, text=text[begin:end], owner=owner, starts=tuple(starts))
