"""Which texts other lexicons would read alike: those none of whose words lead to a name or place that has changed.

What the reading of each text could see of the lexicons is kept as a hash, in `readings.json`. Without it a text is read again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from kg.lexicon import Lexicon
from kg.model import Extraction
from kg.pipeline import folder as folders
from kg.pipeline.folder import Folder

Noted = dict[str, list[str]]  # SHA-256 of a text → hash of the lexicons that have read it, hash of what it could see of them


def alike(folder: Folder, found: Iterable[Extraction], producer: dict[str, str], lexicon: Lexicon) -> list[Extraction]:
    """Those that `producer`, with `lexicon`, would read as they are. Extractors of one's own may look anywhere: none then."""
    from kg.annotate import reliance

    noted = _load(folder)
    return [
        extraction
        for extraction in found
        if _but_for_lexicons(extraction.producer) == _but_for_lexicons(producer) and "extractors" not in producer
        and _holds(noted, extraction) and noted[extraction.document.sha256][1] == reliance.digest(extraction.document, lexicon)
    ]  # fmt: skip


def note(folder: Folder, found: Iterable[Extraction], producer: dict[str, str], lexicon: Lexicon) -> None:
    """Keep the hash of each text of the folder that `producer` has read with `lexicon`, and of no text that is gone."""
    from kg.annotate import reliance

    before, after = _load(folder), Noted()
    for extraction in found:
        digest = extraction.document.sha256
        if _holds(before, extraction):
            after[digest] = before[digest]
        elif extraction.producer == producer and "extractors" not in producer:
            after[digest] = [producer["lexicons"], reliance.digest(extraction.document, lexicon)]
    _save(folder, before, after)


def forget(folder: Folder, texts: Collection[str]) -> None:
    """All but those of `texts`, by SHA-256."""
    before = _load(folder)
    _save(folder, before, {digest: noted for digest, noted in before.items() if digest in texts})


def _holds(noted: Noted, extraction: Extraction) -> bool:
    """Whether what is noted of a text is of those lexicons that have read it."""
    lexicons, _ = noted.get(extraction.document.sha256, ("", ""))
    return bool(lexicons) and lexicons == extraction.producer.get("lexicons")


def _but_for_lexicons(producer: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in producer.items() if key != "lexicons"}


def _load(folder: Folder) -> Noted:
    try:
        found = json.loads(folder.readings.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _save(folder: Folder, before: Noted, after: Noted) -> None:
    if after != before:
        folders.write(folder.readings, json.dumps(after, indent=1, sort_keys=True) + "\n")
