"""How much two sentences, or two documents, have in common: their rare words, their actors and places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolve.names import stem, tokens
from kg.resolve.words import Words

NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?![\w.,-]*\d)")
SHORTEST = 3  # letters of a word that counts


@dataclass(frozen=True, slots=True)
class Rarity:
    """What an item tells: the square of the logarithm of how many of the collections do not have it."""

    weights: Mapping[Hashable, float]
    unknown: float
    lengths: dict[frozenset[Hashable], float] = field(default_factory=dict)

    @classmethod
    def of(cls, collections: Sequence[Iterable[Hashable]]) -> Rarity:
        counts = Counter(item for collection in collections for item in set(collection))
        n = len(collections)
        weights = {item: math.log((n + 1) / (count + 0.5)) ** 2 for item, count in counts.items()}
        return cls(weights, math.log(n + 2) ** 2)

    def alike(self, a: frozenset[Hashable], b: frozenset[Hashable]) -> float:
        """Cosine of two sets, items weighed by rarity; in [0, 1], 0 if one is empty."""
        lengths = self._length(a) * self._length(b)
        return self._sum(a & b) / math.sqrt(lengths) if lengths else 0.0

    def _length(self, items: frozenset[Hashable]) -> float:
        if items not in self.lengths:
            self.lengths[items] = self._sum(items)
        return self.lengths[items]

    def _sum(self, items: frozenset[Hashable]) -> float:
        """The same in any order."""
        return math.fsum(self.weights.get(item, self.unknown) for item in items)


def content(text: str, words: Words) -> frozenset[str]:
    """The words of a sentence that tell something, in one number."""
    plain = (stem(word) for word in tokens(text) if len(word) >= SHORTEST and not word.isdigit())
    return frozenset(word for word in plain if word not in words.event_stop and word not in words.stop)


def numbers(text: str, words: Words) -> frozenset[str]:
    """Numbers in digits that are no years or days."""
    return frozenset(found for found in NUMBER.findall(text) if not (len(found) == 4 and found.startswith(("19", "20"))))
