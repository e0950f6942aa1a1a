"""Which of the formats on offer a client prefers: the Accept header with its q-values (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Range = tuple[str, str, float]  # type and subtype, each "*" for any, and the weight from 0 to 1


def choose(accept: str, offered: Iterable[str]) -> str:
    """The media type of `offered` that `accept` gives the greatest weight, the first of several; "" if it takes none."""
    ranges = list(_ranges(accept)) or [("*", "*", 1.0)]
    weights = {media: _weight(media, ranges) for media in offered}
    best = max(weights, key=weights.__getitem__, default="")
    return best if best and weights[best] > 0 else ""


def _ranges(accept: str) -> Iterator[Range]:
    for item in accept.split(","):
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        type_, slash, subtype = media.partition("/")
        if slash and type_ and subtype:
            yield type_, subtype, _quality(parameters)


def _quality(parameters: Iterable[str]) -> float:
    """Of malformed weights 0, so that nobody gets what they may not have wanted."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0


def _weight(media: str, ranges: list[Range]) -> float:
    """That of the most specific range which fits."""
    type_, _, subtype = media.partition("/")
    fitting = [r for r in ranges if r[0] in (type_, "*") and r[1] in (subtype, "*")]
    return max(fitting, key=lambda r: ((r[0] != "*") + (r[1] != "*"), r[2]), default=("", "", 0.0))[2]
