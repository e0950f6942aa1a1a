"""No text makes the extraction fail: sentences in any order, cut off, shouted, without their commas. With the model."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg

pytestmark = [pytest.mark.model, pytest.mark.slow]
CORPUS = Path(__file__).parents[2] / "seeds" / "corpus"
Change = Callable[[str, random.Random], str]

CHANGES: tuple[Change, ...] = (
    lambda s, _: s.lower(),
    lambda s, _: s.upper(),
    lambda s, _: s.title(),
    lambda s, _: s[: len(s) // 2],
    lambda s, _: s.replace(",", ""),
    lambda s, _: s.replace(".", ""),
    lambda s, _: s.replace("the ", ""),
    lambda s, _: f"- {s}",
    lambda s, _: f'"{s}',
    lambda s, _: f"({s})",
    lambda s, _: s.replace(" ", "\n", 2),
    lambda s, chance: " ".join(w for w in s.split() if chance.random() > 0.2),
    lambda s, chance: " ".join(chance.sample(s.split(), len(s.split()))),
)


def sentences() -> list[str]:
    texts = [p.read_text(encoding="utf-8") for p in sorted(CORPUS.iterdir()) if p.suffix in (".txt", ".md")]
    return [s for t in texts for s in re.split(r"(?<=[.?!:;])\s+|\n", t) if len(s) > 20]


def mutilated(known: list[str], chance: random.Random) -> str:
    chosen = [chance.choice(CHANGES)(s, chance) if chance.random() < 0.4 else s for s in chance.sample(known, 25)]
    return "Geneva, 3 May 2025\n\n" + "\n\n".join(" ".join(chosen[i : i + 4]) for i in range(0, 25, 4))


def test_any_text_is_read(tmp_path: Path) -> None:
    known, failures = sentences(), []
    for seed in range(60):
        (tmp_path / f"{seed:02}.txt").write_text(mutilated(known, random.Random(seed)), encoding="utf-8")
    read = list(kg.extractions([tmp_path], failed=failures.append))
    assert not failures
    assert len(read) == 60 and all(x.actors for x in read)


@pytest.mark.parametrize("text", ["January kg corpus", "Washington has 2,000 troops in Syria, which it plans to halve."])
def test_these_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    failures: list[str] = []
    assert list(kg.extractions([tmp_path], failed=failures.append)) and not failures
