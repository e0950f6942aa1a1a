"""Judgements against what is there: which findings have to be one, which must not, and what is said of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.resolve.identity import LOCAL, shared
from kg.resolve.judgements import Judgement

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """`types`, `labels`: what people say, by path. `rejected` and `confirmed` are paths of findings. `links` are judgements
    about two things, the latest first: a later one wins over an earlier one that it contradicts."""

    types: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, Judgement] = field(default_factory=dict)
    confirmed: dict[str, Judgement] = field(default_factory=dict)
    links: tuple[Judgement, ...] = ()

    def local(self, kind: str) -> frozenset[str]:
        """The local paths of this kind ("actor") that judgements name: each is judged by itself."""
        named = [path for j in self.links for path in (j.subject, j.value)] + [*self.types, *self.labels]
        return frozenset(path for path in named if path.startswith(f"{kind}/") and LOCAL.fullmatch(path))

    def noted(self) -> frozenset[str]:
        """Local paths of what people's own statements speak of: it is what they say it is, and no evidence for others."""
        return frozenset(j.subject for j in self.links if j.predicate)

    def pairs(self, groups: Sequence[Sequence[str]]) -> tuple[set[Pair], set[Pair]]:
        """Places of the groups of local paths that have to be one, and that must not be."""
        of = _places(groups)
        parent = list(range(len(groups)))
        same: set[Pair] = set()
        apart: set[Pair] = set()

        def root(i: int) -> int:
            while parent[i] != i:
                i = parent[i]
            return i

        for j in self.links:
            for a, b in sorted({(min(x, y), max(x, y)) for x in of.get(j.subject, ()) for y in of.get(j.value, ()) if x != y}):
                barred = any({root(a), root(b)} == {root(x), root(y)} for x, y in apart)
                if j.kind == "same" and not barred:
                    same.add((a, b))
                    parent[max(root(a), root(b))] = min(root(a), root(b))
                elif j.kind == "different" and root(a) != root(b):
                    apart.add((a, b))
        return same, apart

    def parted(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether people keep some of these local paths apart from some of those."""
        one, two = _paths(a), _paths(b)
        told = [{j.subject, j.value} for j in self.links if j.kind == "different"]
        return any(named & one and named & two and named <= one | two for named in told)

    def reason(self, unit: str) -> str:
        """Why a unit is what it is, if people decided so."""
        found = [j for j in self.links if j.kind == "same" and not j.predicate and {unit, shared(unit)} & {j.subject, j.value}]
        return f"judgement {found[0].number} of {found[0].who}" if found else ""

    def label(self, units: Iterable[str]) -> str:
        """The name that people gave to one of these, else ""; the latest counts."""
        found = [self.labels[path] for path in self.labels if path in _paths(units)]
        return found[-1] if found else ""


def decided(judgements: Iterable[Judgement]) -> Decided:
    """Those in force (`kg.resolve.judgements.in_force`), in the order of their numbers."""
    given = sorted(judgements)
    kinds: dict[str, list[Judgement]] = defaultdict(list)
    for j in given:
        kinds[j.kind].append(j)
    labels: dict[str, str] = {}
    for j in kinds["rename"]:
        labels.pop(j.subject, None)
        labels[j.subject] = j.value
    return Decided(
        types={j.subject: j.value for j in kinds["retype"]},
        labels=labels,
        rejected={j.subject: j for j in kinds["reject"]},
        confirmed={j.subject: j for j in kinds["confirm"]},
        links=tuple(j for j in reversed(given) if j.kind in ("same", "different")),
    )


def gone(judgements: Iterable[Judgement], units: Iterable[str]) -> list[str]:
    """A sentence for each judgement that speaks of something that is not, or no longer, in any document."""
    there = _paths(units)
    out = []
    for j in judgements:
        named = [(j.subject, j.label)] + ([(j.value, j.value_label)] if j.kind in ("same", "different", "state") else [])
        out += [
            f"judgement {j.number} ({j.kind}): {label or path!r} is in no document now; it waits for one that has it"
            for path, label in named
            if path not in there
        ]
    return out


def _paths(units: Iterable[str]) -> set[str]:
    given = set(units)
    return given | {shared(unit) for unit in given}


def _places(groups: Sequence[Sequence[str]]) -> dict[str, set[int]]:
    """Places of groups by local and shared path."""
    out: dict[str, set[int]] = defaultdict(set)
    for i, units in enumerate(groups):
        for path in _paths(units):
            out[path].add(i)
    return out
