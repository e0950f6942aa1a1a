"""Where a sentence says that an initiative stands. With the language model.

`standing.tsv`: the status, the label, the sentence.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.model
TABLE = Path(__file__).with_name("standing.tsv")
ROWS = list(csv.reader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The status of each initiative, by sentence."""
    folder = tmp_path_factory.mktemp("standing")
    for number, (_, _, sentence) in enumerate(ROWS):
        (folder / f"{number:03}.txt").write_text(f"Kinshasa, 3 May 2025\n\n{sentence}", encoding="utf-8")
    read = zip(ROWS, kg.extractions([folder]), strict=True)
    return {row[2]: {i.label: str(i.status) for i in found.initiatives} for row, found in read}


@pytest.mark.parametrize(("status", "label", "sentence"), ROWS)
def test_as_the_sentence_tells_it(standing: dict[str, dict[str, str]], status: str, label: str, sentence: str) -> None:
    assert standing[sentence].get(label) == status
