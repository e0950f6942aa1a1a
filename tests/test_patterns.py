"""The template language of the event lexicons (the format: docs/lexicons.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import patterns
from kg.patterns import Pattern, PatternError, Phrase, Slot

SETS = {"sanction": frozenset({"sanction", "embargo"})}
ANY, AGENT, TARGET = Slot(role="_"), Slot(role="A"), Slot(role="T")


def words(*lemmas: str) -> Slot:
    return Slot(words=frozenset(lemmas))


def phrase(prepositions: str, slot: Slot, required: bool = True) -> Phrase:
    return Phrase(frozenset(prepositions.split("|")), slot, required)


VERBS = {
    "surrender": Pattern("surrender", "surrender"),
    "attack T": Pattern("attack T", "attack", object=TARGET),
    "T collapse": Pattern("T collapse", "collapse", subject="T"),
    "_ follow A": Pattern("_ follow A", "follow", subject="_", object=AGENT),
    "call off _": Pattern("call off _", "call", particles=("off",), object=ANY),
    "call on T": Pattern("call on T", "call", phrases=(phrase("on", TARGET),)),
    "pull back from T": Pattern("pull back from T", "pull", particles=("back",), phrases=(phrase("from", TARGET),)),
    "impose <sanction> (on T)": Pattern(
        "impose <sanction> (on T)", "impose", object=words("sanction", "embargo"), phrases=(phrase("on", TARGET, False),)
    ),
    "lift ban|<sanction>": Pattern("lift ban|<sanction>", "lift", object=words("ban", "sanction", "embargo")),
    "back down (from|over _)": Pattern(
        "back down (from|over _)", "back", particles=("down",), phrases=(phrase("from|over", ANY, False),)
    ),
    "drive T out_of A": Pattern("drive T out_of A", "drive", object=TARGET, phrases=(phrase("out of", AGENT),)),
    "bring T to justice": Pattern("bring T to justice", "bring", object=TARGET, phrases=(phrase("to", words("justice")),)),
    "give T aid": Pattern("give T aid", "give", object=words("aid"), phrases=(phrase("to", TARGET),)),
    "find common ground": Pattern("find common ground", "find", object=words("common ground")),
    "be ready to_inf": Pattern("be ready to_inf", "be", object=words("ready"), marker="to_inf"),
    "withdraw (T)": Pattern("withdraw (T)", "withdraw", object=TARGET, object_required=False),
}  # fmt: skip


@pytest.mark.parametrize("source", VERBS)
def test_verb(source: str) -> None:
    assert patterns.verb(source, SETS) == VERBS[source]


NOUNS = {
    "attack (on|against T)": [Pattern("attack (on|against T)", "attack", phrases=(phrase("on|against", TARGET, False),))],
    "T's overthrow (by A)": [Pattern("T's overthrow (by A)", "overthrow", "T", phrases=(phrase("by", AGENT, False),))],
    "T’s death": [Pattern("T’s death", "death", "T")],
    "air strike": [Pattern("air strike", "strike", modifiers=("air",))],
    "letter to T": [Pattern("letter to T", "letter", phrases=(phrase("to", TARGET),))],
    "<sanction>": [Pattern("<sanction>", "embargo"), Pattern("<sanction>", "sanction")],
}


@pytest.mark.parametrize("source", NOUNS)
def test_noun(source: str) -> None:
    assert patterns.noun(source, SETS) == NOUNS[source]


@pytest.mark.parametrize(
    ("read", "source", "cause"),
    [
        (patterns.verb, "Attack T", "expected a verb's lemma, found 'Attack'"),
        (patterns.verb, "T", "expected a verb's lemma, found ''"),
        (patterns.verb, "impose <fine>", "no word set <fine>"),
        (patterns.noun, "T's", "no noun"),
        (patterns.noun, "<fine>", "no word set <fine>"),
        (patterns.noun, "attack (on T) soon", "unexpected 'soon'"),
    ],
)
def test_what_is_wrong_is_said(read: object, source: str, cause: str) -> None:
    with pytest.raises(PatternError) as error:
        read(source, SETS)  # type: ignore[operator]
    assert source in str(error.value) and cause in str(error.value)


@pytest.mark.parametrize("source", ["appeal to", "appeal (to)", "attack from )"])
def test_a_preposition_needs_a_slot(source: str) -> None:
    with pytest.raises(PatternError):
        patterns.verb(source, SETS)


@pytest.mark.parametrize(
    ("wins", "loses"),
    [
        ("call off _", "call T"),
        ("impose sanction (on T)", "impose T"),
        ("hit T with sanction", "hit T with _"),
        ("hit T with _", "hit T (with _)"),
        ("withdraw T", "withdraw (T)"),
        ("agree to_inf", "agree"),
    ],
)
def test_the_more_is_required_the_more_a_template_weighs(wins: str, loses: str) -> None:
    assert patterns.verb(wins, SETS).weight > patterns.verb(loses, SETS).weight


LEMMAS = st.from_regex(r"[b-z][a-z]{3,9}", fullmatch=True).filter(
    lambda w: w not in patterns.PREPOSITIONS | patterns.PARTICLES | {"that"}
)
SLOTS = st.one_of(st.sampled_from(sorted(patterns.SLOTS)), st.lists(LEMMAS, min_size=1, max_size=3).map("|".join))
PREPOSITIONS = st.lists(st.sampled_from(sorted(patterns.PREPOSITIONS)), min_size=1, max_size=2, unique=True).map("|".join)
PHRASES = st.lists(st.tuples(PREPOSITIONS, SLOTS, st.booleans()), max_size=3)


def written(lemma: str, obj: str, phrases: list[tuple[str, str, bool]]) -> str:
    return " ".join([lemma, obj, *(f"{p} {slot}" if required else f"({p} {slot})" for p, slot, required in phrases)])


def test_a_subject_of_certain_nouns_and_what_the_object_is_called() -> None:
    talks = patterns.verb("talk|dialogue break down", {})
    assert (talks.subject, talks.subject_words, talks.lemma) == ("_", frozenset({"talk", "dialogue"}), "break")
    called = patterns.verb("call (_) =illegal|crime", {})
    assert (called.complement, called.object_required) == (frozenset({"illegal", "crime"}), False)


@given(LEMMAS, SLOTS, PHRASES)
def test_a_template_reads_as_it_was_written(lemma: str, obj: str, parts: list[tuple[str, str, bool]]) -> None:
    pattern = patterns.verb(written(lemma, obj, parts), {})
    assert (pattern.lemma, pattern.subject, pattern.particles) == (lemma, "A", ())
    assert pattern.object == (Slot(role=obj) if obj in patterns.SLOTS else words(*obj.split("|")))
    assert [p.required for p in pattern.phrases] == [required for *_, required in parts]
    assert [p.prepositions for p in pattern.phrases] == [
        frozenset(p.replace("_", " ") for p in prep.split("|")) for prep, *_ in parts
    ]


@given(LEMMAS, SLOTS, PHRASES)
def test_requiring_more_never_weighs_less(lemma: str, obj: str, parts: list[tuple[str, str, bool]]) -> None:
    loose = patterns.verb(written(lemma, obj, [(p, s, False) for p, s, _ in parts]), {})
    strict = patterns.verb(written(lemma, obj, [(p, s, True) for p, s, _ in parts]), {})
    assert strict.weight >= loose.weight + len(parts)


@given(st.text(st.sampled_from("ab T A_()|<>'"), max_size=20))
def test_any_text_is_read_or_refused_by_name(source: str) -> None:
    for read in (patterns.verb, patterns.noun):
        try:
            read(source, {})
        except PatternError as error:
            assert str(error)


def test_a_second_object_needs_a_preposition() -> None:
    with pytest.raises(PatternError, match="without a preposition"):
        patterns.verb("help broker _", {})


def test_off_is_a_preposition_among_others() -> None:
    assert patterns.verb("patrol near|off T", {}).phrases[0].prepositions == {"near", "off"}


def test_a_noun_may_need_its_owner() -> None:
    assert [p.owned for p in (*patterns.noun("A's request", {}), *patterns.noun("request", {}))] == [True, False]


def test_braces_hold_words_of_one_sense() -> None:
    assert patterns.written_out("{halt|call_off} <talks> (with T)", {}) == ["halt <talks> (with T)", "call off <talks> (with T)"]
    assert patterns.written_out("{<sanction>|ban} on T", SETS) == ["embargo on T", "sanction on T", "ban on T"]
    assert patterns.written_out("{air|drone} {raid|strike}", {}) == ["air raid", "air strike", "drone raid", "drone strike"]
    assert patterns.written_out("attack T", {}) == ["attack T"]


@pytest.mark.parametrize(("source", "cause"), [("{<fine>} T", "no word set <fine>"), ("{halt|} T", "an empty choice")])
def test_what_is_wrong_in_braces_is_said(source: str, cause: str) -> None:
    with pytest.raises(PatternError, match=cause):
        patterns.written_out(source, SETS)


def test_an_agent_may_have_to_be_of_a_kind() -> None:
    landed = patterns.verb("A=police|<sanction> land in T", SETS)
    assert (landed.subject, landed.subject_words) == ("A", {"police", "sanction", "embargo"})
    assert landed.phrases == (phrase("in", TARGET),)


def test_a_clause_may_have_to_tell_what_ought_to_be() -> None:
    assert patterns.verb("suggest that_should", {}).marker == "that_should"
