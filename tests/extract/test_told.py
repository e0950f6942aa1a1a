"""Whether sentences tell an act as done, not done, planned, possible, conditional or hearsay. With the language model.

`told.tsv`: the factuality, the trigger, the sentence.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.model
TABLE = Path(__file__).with_name("told.tsv")
ROWS = list(csv.reader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The factuality of each trigger, by sentence."""
    folder = tmp_path_factory.mktemp("told")
    for number, (_, _, sentence) in enumerate(ROWS):
        (folder / f"{number:03}.txt").write_text(f"Kinshasa, 3 May 2025\n\n{sentence}", encoding="utf-8")
    read = zip(ROWS, kg.extractions([folder]), strict=True)
    return {row[2]: {e.evidence[0].text: str(e.factuality) for e in found.events} for row, found in read}


@pytest.mark.parametrize(("factuality", "trigger", "sentence"), ROWS)
def test_as_the_sentence_tells_it(told: dict[str, dict[str, str]], factuality: str, trigger: str, sentence: str) -> None:
    assert told[sentence].get(trigger) == factuality
