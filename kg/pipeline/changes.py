"""What can be done to the folder of a graph: build it, add texts, update or remove them, and rebuild what is out of date.

One process changes a folder at a time: it holds the store open. A text is stored as soon as it is read; whatever stops a
change, all that was stored before is there, and the next change goes on from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg import lexicon as lexicons
from kg.model import Document, Extraction
from kg.pipeline import folder as folders
from kg.pipeline import readings, texts, writing
from kg.pipeline.folder import Folder
from kg.pipeline.lines import from_line, to_line
from kg.pipeline.writing import Known, Summary

Progress = Callable[[Iterable[Extraction]], Iterable[Extraction]]


def build(paths: Iterable[str | Path], out: str | Path, *, progress: Progress = iter, **options: Any) -> Summary:
    """Read texts into a graph under `out`: the store, graph.nq, graph.trig, graph.html and extraction.jsonl.

    What `out` held before is replaced, but for judgements, which hold for the new texts too; lexicons that are given
    hold for later changes of the folder. `options` are those of `texts.reread`, and `judgements`: a folder that they are
    kept in from now on. Inputs that can't be read are named in
    the summary's `failures`; the others go through. Raises `GraphError` when the store or a file can't be written.
    """
    from kg.graph import store as stores

    folder = folders.at(out, new=True, judgements=options.pop("judgements", None))
    dataset = stores.open_store(folder.store)
    summary = Summary()
    folders.forget_lexicons(folder)
    options = _with_lexicons(folder, options)
    found = list(progress(texts.extractions(paths, failed=summary.failures.append, **options)))
    sound = [extraction for extraction in found if writing.sound(extraction, summary)]
    folders.replace_all(folder, sound)
    readings.note(folder, sound, producer(options), _lexicon(options))
    dataset.clear()
    summary.added = sorted({extraction.document.source for extraction in sound})
    writing.sync(folder, dataset, summary)
    writing.dump(folder, dataset, summary)
    summary.files.insert(0, folder.store)
    return summary


def add(paths: Iterable[str | Path], folder: str | Path, **options: Any) -> Summary:
    """Add texts to the graph in `folder`, which is made if it is missing. `options` are those of `build`.

    A text that is there already changes nothing and is not read again. One that differs from the text of the same
    source is a failure: `update` replaces it. The files that `build` writes are taken away as out of date.
    """
    return _take(paths, folder, replace=False, **options)


def update(paths: Iterable[str | Path], folder: str | Path, **options: Any) -> Summary:
    """As `add`, but a changed text takes the place of the earlier text of its source."""
    return _take(paths, folder, replace=True, **options)


def remove(names: Iterable[str], folder: str | Path) -> Summary:
    """Take documents away, by source, IRI, or the first eight or more digits of their SHA-256.

    What has no such document is named in the summary's `failures`.
    """
    place, dataset, known = _opened(folder)
    summary = Summary()
    for name in names:
        if sources := sorted(_called(known, name)):
            for source in sources:
                _drop(place, known, source, name)
            summary.removed += sources
        else:
            summary.failures.append(f"{name}: the graph has no such document; expected its source, IRI or SHA-256")
    readings.forget(place, {e.document.sha256 for group in known.values() for e in group})
    writing.sync(place, dataset, summary, known)
    return summary


def rebuild(folder: str | Path, *, progress: Progress = iter, **options: Any) -> Summary:
    """Read again, from the texts kept in `folder`, what another version of tool, model or lexicons has read.

    Everything else is left as it is, and the graph is brought in line. Where only names or places of the lexicons are others,
    those texts are read again that have words of one of them. `options` are those of `build`.
    """
    place, dataset, known = _opened(folder, judgements=options.pop("judgements", None))
    summary = Summary()
    options = _with_lexicons(place, options)
    stale, alike = _stale(place, known, options)
    for extraction in alike:
        _keep(place, known, extraction, Summary(), replace=True)
    again = texts.reread((e.document for e in stale), failed=summary.failures.append, **options) if stale else iter(())
    for extraction in progress(again):
        _keep(place, known, extraction, summary, replace=True)
    summary.unchanged = sorted(set(known) - set(summary.changed))
    _note_readings(place, known, options)
    writing.sync(place, dataset, summary, known)
    return summary


def dump(folder: str | Path, out: str | Path | None = None) -> list[Path]:
    """Write the files that `build` writes, of the graph in `folder`, into `out`, else into `folder`."""
    place, dataset, _ = _opened(folder)
    summary = Summary()
    writing.sync(place, dataset, summary)
    writing.dump(place, dataset, summary, Path(out) if out else None)
    return summary.files


def producer(options: dict[str, Any]) -> dict[str, str]:
    """What reads texts now, with these options."""
    return texts.producer(_lexicon(options), tuple(options.get("extractors", ())))


def _lexicon(options: dict[str, Any]) -> lexicons.Lexicon:
    return lexicons.load(*map(Path, options.get("lexicon_dirs", ())))


def _take(paths: Iterable[str | Path], folder: str | Path, replace: bool, progress: Progress = iter, **options: Any) -> Summary:
    place, dataset, known = _opened(folder, new=True, judgements=options.pop("judgements", None))
    summary = Summary()
    options = _with_lexicons(place, options)
    wanted = _wanted(known, summary, replace)
    for extraction in progress(texts.extractions(paths, failed=summary.failures.append, wanted=wanted, **options)):
        _keep(place, known, extraction, summary, replace)
    _note_readings(place, known, options)
    _note_versions(_stale(place, known, options)[0], summary)
    writing.sync(place, dataset, summary, known)
    return summary


def _with_lexicons(place: Folder, options: dict[str, Any]) -> dict[str, Any]:
    """Lexicons that are given once hold for later changes too."""
    return {**options, "lexicon_dirs": folders.lexicon_dirs(place, options.get("lexicon_dirs"))}


def _opened(folder: str | Path, **how: Any) -> tuple[Folder, Any, Known]:
    from kg.graph import store as stores

    place = folders.at(folder, **how)
    dataset = stores.open_store(place.store)
    folders.adopt(place)
    return place, dataset, folders.load(place)


def _wanted(known: Known, summary: Summary, replace: bool) -> Callable[[Document], bool]:
    """Whether a document needs to be read. Those given twice in one call are judged as if the first were stored."""
    seen = {source: {e.document.sha256 for e in group} for source, group in known.items()}
    given: set[str] = set()

    def wanted(document: Document) -> bool:
        before = seen.get(document.source, set())
        if document.sha256 in before:
            if document.source not in given:
                summary.unchanged.append(document.source)
            return False
        if before and (not replace or document.source in given):
            what = "was given twice, with different texts" if document.source in given else "is there with another text"
            hint = "" if replace else "; 'kg update' puts the new one in its place"
            summary.failures.append(f"{document.source}: {what}{hint}")
            return False
        given.add(document.source)
        seen[document.source] = {document.sha256}
        return True

    return wanted


def _keep(place: Folder, known: Known, extraction: Extraction, summary: Summary, replace: bool) -> None:
    source = extraction.document.source
    if not writing.sound(extraction, summary):
        return
    same = [e for e in known.get(source, ()) if e.document.sha256 == extraction.document.sha256]
    others = [e for e in known.get(source, ()) if same and e not in same]
    folders.save(place, [*others, extraction])
    (summary.changed if source in known else summary.added).append(source)
    known[source] = [*others, from_line(to_line(extraction), source)]  # as it will be read from now on


def _called(known: Known, name: str) -> set[str]:
    digest = name.rpartition("/document/")[2].lower()
    return {
        source
        for source, group in known.items()
        for extraction in group
        if source == name or (len(digest) >= 8 and extraction.document.sha256.startswith(digest))
    }


def _drop(place: Folder, known: Known, source: str, name: str) -> None:
    """The source, or of several texts of that source the one that is meant."""
    left = [e for e in known.pop(source, ()) if source != name and not e.document.sha256.startswith(name.rpartition("/")[2])]
    if left:
        known[source] = left
        folders.save(place, left)
    else:
        with suppress(FileNotFoundError):
            folders.forget(place, source)


def _stale(place: Folder, known: Known, options: dict[str, Any]) -> tuple[list[Extraction], list[Extraction]]:
    """What has to be read again; and what is told to be of today, since reading it again would give the same."""
    current = producer(options)
    others = [e for group in known.values() for e in group if e.producer != current]
    alike = readings.alike(place, others, current, _lexicon(options)) if others else []
    same = {id(extraction) for extraction in alike}
    return [e for e in others if id(e) not in same], [dataclasses.replace(e, producer=current) for e in alike]


def _note_readings(place: Folder, known: Known, options: dict[str, Any]) -> None:
    found = (e for group in known.values() for e in group)
    readings.note(place, found, producer(options), _lexicon(options))


def _note_versions(stale: list[Extraction], summary: Summary) -> None:
    if stale:
        documents = "1 document was" if len(stale) == 1 else f"{len(stale)} documents were"
        summary.notes.append(f"{documents} read by another version of tool, model or lexicons; 'kg rebuild' reads them again")
