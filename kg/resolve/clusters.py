"""From scored pairs to groups of the same, without chains: all members of a group have to go together on average."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.resolve.evidence import NEVER, Score

Pair = tuple[int, int]

STRONGEST = 6.0  # odds beyond which evidence counts no more in the mean of a group
SAMPLE = 12  # members of each of two groups that are compared with one another
MARGIN = 1.0  # odds by which one of two candidates has to be better for a name to be clear


@dataclass(slots=True)
class Groups:
    """A partition of 0..n-1 that only ever joins."""

    parent: list[int]
    members: dict[int, list[int]]

    @classmethod
    def of(cls, n: int) -> Groups:
        return cls(list(range(n)), {i: [i] for i in range(n)})

    def find(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        if a != b:
            self.parent[b] = a
            self.members[a] = sorted(self.members[a] + self.members.pop(b))

    def sets(self) -> list[list[int]]:
        return [self.members[i] for i in sorted(self.members)]


def cluster(
    scores: dict[Pair, Score],
    n: int,
    at_least: float,
    compare: Callable[[int, int], Score],
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    alike: Callable[[int], object] = int,
    margin: float = MARGIN,
) -> Groups:
    """Groups of 0..n-1. `same` and `apart` are what people decided; `at_least` the odds from which two are joined.

    Pairs are taken best first. Two groups are joined if the mean of the evidence about all pairs between them (each clipped
    to `STRONGEST`, pairs whose names tell nothing left out) is `at_least`, and no pair is excluded. Of members that are `alike`
    (bear the same names) the best evidence counts for all, unless some of it speaks against it. One
    that fits two groups which exclude each other equally well, within `margin`, is joined to neither.
    """
    groups = Groups.of(n)
    parted = _Parted(groups, compare, scores, {_key(*pair) for pair in apart}, alike, margin)
    for i, j in sorted(same):
        groups.join(i, j)
    good = (pair for pair, found in scores.items() if found.told and found.odds >= at_least)
    for i, j in sorted(good, key=lambda pair: (-scores[pair].odds, pair)):
        a, b = groups.find(i), groups.find(j)
        if a != b and parted.mean(a, b) >= at_least and not parted.torn(i, j, at_least):
            groups.join(a, b)
    return groups


@dataclass(slots=True)
class _Parted:
    """The evidence between groups, computed when it is asked for."""

    groups: Groups
    compare: Callable[[int, int], Score]
    scores: dict[Pair, Score]
    apart: set[Pair]
    alike: Callable[[int], object]
    margin: float
    rivals: dict[int, list[int]] | None = None

    def mean(self, a: int, b: int) -> float:
        """Of all pairs between two groups, of the first members of large ones; NEVER if one pair is excluded."""
        one, two = self.groups.members[a], self.groups.members[b]
        if self.apart and any(_key(i, j) in self.apart for i in one for j in two):
            return NEVER
        told: dict[object, list[float]] = defaultdict(list)
        for i in one[:SAMPLE]:
            for j in two[:SAMPLE]:
                found = self.score(i, j)
                if found.odds <= NEVER:
                    return NEVER
                if found.told:
                    told[self.alike(i), self.alike(j)].append(max(-STRONGEST, min(STRONGEST, found.odds)))
        means = [max(odds) if min(odds) >= 0 else sum(odds) / len(odds) for odds in told.values()]
        return sum(means) / len(means) if means else NEVER

    def score(self, i: int, j: int) -> Score:
        key = _key(i, j)
        if key not in self.scores:
            self.scores[key] = self.compare(*key)
        return self.scores[key]

    def torn(self, i: int, j: int, at_least: float) -> bool:
        """Whether one of the two fits another group about as well as this one, and these two groups exclude each other."""
        return any(self._torn(x, y, at_least) for x, y in ((i, j), (j, i)))

    def _torn(self, x: int, y: int, at_least: float) -> bool:
        here = self.score(x, y).odds
        mine, target = self.groups.find(x), self.groups.find(y)
        for z in self._rivals().get(x, ()):
            other = self.groups.find(z)
            as_good = self.score(x, z).odds > max(at_least, here - self.margin)
            if other not in (mine, target) and as_good and self.mean(target, other) < 0:
                return True
        return False

    def _rivals(self) -> dict[int, list[int]]:
        if self.rivals is None:
            self.rivals = defaultdict(list)
            for (i, j), found in sorted(self.scores.items()):
                if found.told and found.odds > 0:
                    self.rivals[i].append(j)
                    self.rivals[j].append(i)
        return self.rivals


def _key(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)
