"""The data files: what the loader refuses, and that each frame finds its own examples."""

from __future__ import annotations

import pytest

from kg import lexicon as lexicons
from kg.errors import LexiconError
from kg.model import Document
from kg.vocabulary import EVENT_TYPES

LEXICON = lexicons.load()
NAMES = "label\ttype\taliases\tcountry\twikidata\n"
PLACES = "label\tkind\taliases\tcountry\tlatitude\tlongitude\twikidata\n"
FRAME = '[[frame]]\nname = "{name}"\ntype = "ASSAULT"\n'


def refused(folder, name, content):
    """The message with which a folder holding this one file is refused."""
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        lexicons.load(folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "entry"),
    [
        ("names_x.tsv", NAMES + "Zorblax\tEmpire\t\t\t\n", "Zorblax"),
        ("names_x.tsv", NAMES + "Zorblax\tState\n", "Zorblax"),
        ("names_x.tsv", "label\ttype\n", "first line"),
        ("names_x.tsv", "", "first line"),
        ("places.tsv", PLACES + "Zorblax\tcity\t\t\tnorth\t1\t\n", "Zorblax"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'colour = "red"\n', "colour"),
        ("events_x.toml", FRAME.format(name="zorblaxing").replace("ASSAULT", "PARTY"), "PARTY"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'verbs = ["zorblax <nosuchset>"]\n', "nosuchset"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'verbs = ["zorblax T", "zorblax T"]\n', "zorblax T"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'content = "Maybe"\n', "zorblaxing"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'initiative = "Maybe"\n', "zorblaxing"),
        ("events_x.toml", FRAME.format(name="zorblaxing") + 'agent_types = ["Martian"]\n', "Martian"),
        ("events_x.toml", FRAME.format(name="zorblaxing") * 2, "zorblaxing"),
        ("events_x.toml", '[[frame]]\ntype = "ASSAULT"\n', "name"),
        ("events_x.toml", "[[frame]\n", "events_x.toml"),
        ("states.toml", '[zorblax]\nlabel = "Zorblax"\nking = "me"\n', "king"),
    ],
)
def test_a_bad_entry_is_refused_with_file_and_entry(tmp_path, name, content, entry):
    message = refused(tmp_path, name, content)
    assert name in message and entry in message


def test_a_name_that_stands_twice_is_refused(tmp_path):
    assert "Kenya" in refused(tmp_path, "names_x.tsv", NAMES + "Kenya\tState\t\t\t\n")
    assert "Zorblax" in refused(tmp_path, "names_x.tsv", NAMES + "Zorblax\tPerson\t\t\t\n" * 2)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "names_x.tsv").write_bytes((NAMES + "Türkiyé\tState\t\t\t\n").encode("latin-1"))
    with pytest.raises(LexiconError, match=r"names_x\.tsv"):
        lexicons.load(tmp_path)


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="nowhere"):
        lexicons.load(tmp_path / "nowhere")


def test_words_of_ones_own_are_added(tmp_path):
    (tmp_path / "names_x.tsv").write_text(NAMES + "Zorblax Union\tIntergovernmentalOrganization\tZBX\t\t\n")
    (tmp_path / "events_x.toml").write_text(FRAME.format(name="zorblaxing") + 'verbs = ["zorblax T"]\n')
    more = lexicons.load(tmp_path)
    assert len(more.names) == len(LEXICON.names) + 1
    assert more.verbs["zorblax"][0][1].name == "zorblaxing"
    assert more.sha256 != LEXICON.sha256


def test_every_event_type_has_frames():
    assert set(EVENT_TYPES) - {"OTHER"} <= {frame.type for frame in LEXICON.frames.values()}


def test_keys_are_unique_and_names_not_empty():
    keys = [entry.key for entry in (*LEXICON.names, *LEXICON.places)]
    assert len(keys) == len(set(keys))
    assert [entry.key for entry in LEXICON.names if not all(name.strip() for name in entry.names)] == []


def test_coordinates_lie_on_the_earth():
    wrong = [
        place.label for place in LEXICON.places
        if place.latitude is not None and not (-90 <= place.latitude <= 90 and -180 <= (place.longitude or 0) <= 180)
    ]  # fmt: skip
    assert wrong == []


BRACED = {"zork": "{attack|zork} T", "zork2": "{zork|zark} T"}


def test_braces_leave_out_what_stands_before(tmp_path):
    first, second = (FRAME.format(name=name) + f"verbs = [{verbs!r}]\n" for name, verbs in BRACED.items())
    (tmp_path / "events_x.toml").write_text(first + second)
    verbs = lexicons.load(tmp_path).verbs
    assert [[frame.name for _, frame in verbs[lemma]] for lemma in ("zork", "zark")] == [["zork"], ["zork2"]]
    assert "zork" not in [frame.name for _, frame in verbs["attack"]]


EXAMPLES = [(frame, example) for frame in LEXICON.frames.values() for example in frame.examples]
ROLES = {"agent": "agents", "target": "targets"}


def test_frames_have_examples():
    bare = [frame.name for frame in LEXICON.frames.values() if not frame.examples]
    assert len(bare) < 0.2 * len(LEXICON.frames), bare


def test_examples_quote_their_own_text():
    known = {"text", "trigger", "agent", "target", "type", "factuality", "time", "place", "initiative", "status"}
    wrong = [
        f"{frame.name}: {key} {value!r}" for frame, example in EXAMPLES for key, value in example.items()
        if key not in known or (key in ("trigger", "agent", "target") and value and str(value) not in example["text"])
    ]  # fmt: skip
    assert wrong == []


def shortfall(frame, example, extraction):
    """What of an example is not found: "" if all is."""
    begin = example["text"].find(example.get("trigger", example["text"]))
    end = begin + len(example.get("trigger", example["text"]))
    at = [e for e in extraction.events if any(m.span.begin < end and begin < m.span.end for m in e.evidence)]
    events = [e for e in at if e.type == frame.type]
    if not events:
        return f"no {frame.type} at {example.get('trigger')!r}, but {sorted({e.type for e in at})}"
    actors = {a.key: a for a in (*extraction.actors, *extraction.places)}
    for role, field in ROLES.items():
        if (expected := example.get(role)) and _is_name(expected, example["text"]):
            filled = [actors[key] for event in events for key in getattr(event, field)]
            if not any(_speaks_of(actor, example["text"], expected) for actor in filled):
                return f"{role} {expected!r} is missing"
    return ""


def _is_name(words, text):
    """Whether it has a capital that is not the sentence's: "the pilot" and "Nuns" are no actors, as they have no name."""
    begin = text.find(words)
    known = {name for entry in LEXICON.names for name in entry.names}
    return words in known or any(c.isupper() and begin + i > 0 for i, c in enumerate(words))


def _speaks_of(thing, text, words):
    begin = text.find(words)
    return any(m.span.begin < begin + len(words) and begin < m.span.end for m in thing.mentions) or words in (
        thing.label,
        *thing.aliases,
    )


@pytest.mark.slow
@pytest.mark.model
def test_every_frame_finds_its_examples():
    from kg import pipeline
    from kg.annotate import model, names
    from kg.read import layout

    documents = [
        Document(source=str(i), text=example["text"], sha256=str(i), blocks=layout.blocks(example["text"]), date="2024-05-15")
        for i, (_, example) in enumerate(EXAMPLES)
    ]
    failed = []
    for (document, doc), (frame, example) in zip(model.annotate(documents, names.words(LEXICON)), EXAMPLES, strict=True):
        if missing := shortfall(frame, example, pipeline.read_doc(document, doc, LEXICON)):
            failed.append(f"{frame.name}: {example['text']!r}: {missing}")
    assert not failed, f"{len(failed)} of {len(EXAMPLES)} examples fail:\n" + "\n".join(failed)
