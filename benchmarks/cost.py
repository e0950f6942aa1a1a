"""What extraction costs on top of the language model, in one run over the same texts.

    python benchmarks/cost.py [FILE ...] [--repeat N] [--profile]

Reads the seeds and the files given, N times over (default 8), with the model warm. Prints words per second of the bare
model (`kg.annotate.model.annotate`) and of extraction (`kg.extract.extract`), the best of three runs each, and their
ratio; with --profile also the functions in which extraction spends its time.
"""

from __future__ import annotations

import argparse
import cProfile
import dataclasses
import gc
import pstats
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg import lexicon as lexicons
from kg import read
from kg.annotate import model, names
from kg.extract import extract
from kg.model import Document

SEEDS = Path(__file__).parent.parent / "seeds"
RUNS = 3


def main() -> None:
    options = _options()
    texts = [*sorted(SEEDS.glob("*.txt")), *options.files]
    documents = [_copy(read.read(path), n) for n in range(options.repeat) for path in texts]
    words = sum(len(d.text.split()) for d in documents)
    lexicon = lexicons.load()
    known = names.words(lexicon)
    annotated = list(model.annotate(documents, known))

    def annotation() -> None:
        for _ in model.annotate(documents, known):
            pass

    def extraction() -> None:
        for document, doc in annotated:
            extract(document, doc, lexicon)

    extraction()
    _report(len(documents), words, _best(annotation), _best(extraction))
    if options.profile:
        _profile(extraction)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="further texts")
    parser.add_argument("--repeat", type=int, default=8, metavar="N", help="how often each text is read (default 8)")
    parser.add_argument("--profile", action="store_true", help="also print where extraction spends its time")
    return parser.parse_args()


def _copy(document: Document, n: int) -> Document:
    return dataclasses.replace(document, source=f"{n}/{document.source}")


def _best(work: Callable[[], None]) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def _report(documents: int, words: int, model_seconds: float, extraction_seconds: float) -> None:
    print(f"{documents} documents, {words:,} words, best of {RUNS}")
    print(f"{'stage':<16}{'seconds':>9}{'words/s':>10}")
    both = model_seconds + extraction_seconds
    for stage, seconds in (("language model", model_seconds), ("extraction", extraction_seconds), ("both", both)):
        print(f"{stage:<16}{seconds:>9.2f}{words / seconds:>10,.0f}")
    print(f"extraction costs {extraction_seconds / model_seconds:.0%} of the language model")


def _profile(work: Callable[[], None]) -> None:
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
