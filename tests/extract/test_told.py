"""What single sentences say: whether an act is told as done, not done, planned, possible, conditional or hearsay, and where an
initiative stands. With the language model.

`told.tsv`: the factuality, the trigger, the sentence. `standing.tsv`: the status, the label, the sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.model import Extraction

pytestmark = pytest.mark.model
HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    return list(csv.reader((HERE / name).read_text(encoding="utf-8").splitlines(), delimiter="\t"))


TOLD, STANDING = rows("told.tsv"), rows("standing.tsv")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Extraction]:
    """What is found in each sentence, all read at once."""
    folder = tmp_path_factory.mktemp("told")
    sentences = [row[2] for row in (*TOLD, *STANDING)]
    for number, sentence in enumerate(sentences):
        (folder / f"{number:03}.txt").write_text(f"Kinshasa, 3 May 2025\n\n{sentence}", encoding="utf-8")
    return dict(zip(sentences, kg.extractions([folder]), strict=True)).__getitem__


@pytest.mark.parametrize(("factuality", "trigger", "sentence"), TOLD)
def test_an_act(found: Callable[[str], Extraction], factuality: str, trigger: str, sentence: str) -> None:
    assert {e.evidence[0].text: str(e.factuality) for e in found(sentence).events}.get(trigger) == factuality


@pytest.mark.parametrize(("status", "label", "sentence"), STANDING)
def test_an_initiative(found: Callable[[str], Extraction], status: str, label: str, sentence: str) -> None:
    assert {i.label: str(i.status) for i in found(sentence).initiatives}.get(label) == status
