"""Spans that may be names: known ones, the model's entities, acronym definitions and runs of capitalised words."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.annotate import names
from kg.annotate.gazetteer import city
from kg.extract.extents import apart, begun, called, completed, leaders, list_start, trimmed
from kg.extract.things import initiative_nouns, is_thing, names_initiative, sites
from kg.extract.tree import DATES, Tree
from kg.lexicon import KnownPlace, Lexicon

SMALL = frozenset("of the for and on to in de la du al el von van der den bin ibn & / - ' ’".split())
MODEL_TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
TENURES = frozenset("presidency chairmanship leadership premiership chair command rule reign".split())
TAKING = frozenset("capture seize take retake recapture reconquer overrun storm besiege occupy shell bombard pound".split())
LARGE = 100_000  # people in a town whose name is not taken for a person's


@dataclass(frozen=True, slots=True)
class Candidate:
    first: int
    last: int
    type: str
    rank: int
    form: names.Form | None = None
    role: str = "model"
    told: bool = False  # whether the words before "of" tell the kind ("Bank of ...", not "Plenary of ...")


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a range that is governed from outside."""
    for i in range(last, first - 1, -1):
        if not first <= tree.head[i] <= last or tree.head[i] == i:
            return i
    return last


class Kinds:
    """Tells the type of a named organisation from the words of its name."""

    def __init__(self, table: Mapping[str, list[str]]) -> None:
        self.by_word = {tuple(word.split()): kind for kind, words in table.items() for word in words}

    def of(self, words: Iterable[str]) -> str | None:
        """The kind that the last matching word tells; longer entries first; what stands after "of" counts least."""
        low = [w.lower() for w in words]
        cut = next((i for i, w in enumerate(low) if w in ("of", "for", "on", "in", "to") and i), len(low))
        return self._last(low[:cut]) or self._last(low)

    def _last(self, words: list[str]) -> str | None:
        for length in (4, 3, 2, 1):
            if len(words) >= length and (kind := self.by_word.get(tuple(words[-length:]))):
                return kind
        return None


@functools.lru_cache(maxsize=4)
def kinds(lexicon: Lexicon) -> Kinds:
    return Kinds(lexicon.table("actors")["kinds"])


@functools.lru_cache(maxsize=4)
def title_words(lexicon: Lexicon) -> frozenset[str]:
    """Single words of titles, ranks and honorifics, lower case."""
    phrases = (p for table in lexicon.table("titles").values() for p in _phrases(table))
    return frozenset(word for phrase in phrases for word in re.split(r"[\s-]", phrase.lower()) if len(word) > 1) - SMALL


@functools.lru_cache(maxsize=4)
def title_heads(lexicon: Lexicon) -> frozenset[str]:
    """The last words of offices and ranks: "minister", "general", "leader"."""
    titles = lexicon.table("titles")
    tables = ("leads", "represents", "member", "honorific")
    words = (re.split(r"[\s-]", p.lower())[-1].rstrip(".") for t in tables for p in titles[t]["words"])
    return frozenset(w for w in words if len(w) > 2)


def _phrases(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, list):
        yield from table
    else:
        for inner in table.values():
            yield from _phrases(inner)


def initiative_acronyms(tree: Tree, lexicon: Lexicon, found: dict[str, tuple[int, int]]) -> frozenset[str]:
    """Acronyms that the text defines, or that spell a capitalised name, of an agreement or plan ("COC", "CAB")."""
    out = {a for a, (first, last) in found.items() if names_initiative(lexicon, tree, first, last)}
    for i in range(len(tree)):
        if tree.word[i][0].isupper() and tree.lower[i] in initiative_nouns(lexicon) and tree.pos[i] == "PROPN":
            first = i
            while first and tree.word[first - 1][0].isupper() and tree.pos[first - 1] in ("PROPN", "ADJ", "NOUN"):
                first -= 1
            last = _run_end(tree, i)
            out.add("".join(w[0] for w in tree.word[first : last + 1] if w[0].isupper()))
    return frozenset(a for a in out if len(a) > 1)


def known(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    for match in names.find(tree.text, lexicon):
        first = bisect_left(tree.end, match.begin + 1)
        last = bisect_right(tree.begin, match.end - 1) - 1
        if first <= last and tree.begin[first] == match.begin and not _between(tree, first):
            form = _form(tree, first, last, match.forms)
            yield Candidate(first, last, _type(form), 1, form, form.role)


def _between(tree: Tree, first: int) -> bool:
    """ "inter-Korean": neither of the two; "Operation Prosperity Guardian": no newspaper."""
    if "operation" in tree.lower[max(0, first - 2) : first] and all(w[0].isupper() for w in tree.word[max(0, first - 1) : first]):
        return True
    return first > 1 and tree.word[first - 1] == "-" and tree.lower[first - 2] in ("inter", "intra", "trans")


def _type(form: names.Form) -> str:
    return "Place" if isinstance(form.entry, KnownPlace) else form.entry.type


def _form(tree: Tree, first: int, last: int, forms: tuple[names.Form, ...]) -> names.Form:
    """Among the entries that a form may name: modifiers are adjectives, plurals are peoples."""
    head = head_of(tree, first, last)
    modifies = tree.pos[head] == "ADJ" or (tree.dep[head] in ("amod", "compound", "nmod", "conj") and tree.tag[head] != "NNPS")
    roles = {f.role: f for f in reversed(forms)}
    if "adjective" in roles and "name" not in roles and (modifies or "demonym" not in roles or not _is_people(tree, head)):
        return roles["adjective"]
    return forms[0]


def _is_people(tree: Tree, head: int) -> bool:
    """A plural, or a word like "the French" that heads its phrase."""
    if tree.tag[head] in ("NNS", "NNPS") or tree.lower[head].endswith("s"):
        return True
    return any(tree.lower[c] == "the" for c in tree.only(head, "det")) and tree.dep[head] in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
    )


def modelled(doc: Any, tree: Tree, lexicon: Lexicon, countries: tuple[str, ...] = ()) -> Iterator[Candidate]:
    """The model's entities, mended. `countries` are the ISO codes that the document speaks of, sorted."""
    never = frozenset(lexicon.table("actors")["never"]["words"])
    for span in doc.ents:
        kind = MODEL_TYPES.get(span.label_)
        first, last = trimmed(tree, span.start, span.end - 1)
        if kind is None or first > last:
            continue
        if (after := _after_title(tree, lexicon, first, last)) is not None:
            kind, first = "Person", after
        if kind == "Organization" and (_holds_office(tree, lexicon, first, last) or tree.word[last] in leaders(lexicon)):
            kind = "Person"
        yield from _named(tree, lexicon, first, last, kind, never, countries)


def _named(
    tree: Tree, lexicon: Lexicon, begin: int, end: int, kind: str, never: frozenset[str], countries: tuple[str, ...]
) -> Iterator[Candidate]:
    titles = title_words(lexicon)
    spans = list(apart(tree, begin, end)) if kind != "Place" else [(begin, end)]
    if kind == "Organization" and (len(spans) < 2 or any(b - a != 1 for a, b in spans)):
        spans = [(begin, end)]
    elif kind == "Organization":
        kind = "Person"  # "Ada Byron and Carl Gauss"
    for first, last in spans:
        if kind == "Person":
            first, last = _personal(tree, lexicon, begun(tree, first, last, titles), completed(tree, first, last, titles))
        if first > last:  # a title alone
            continue
        text = tree.text[tree.begin[first] : tree.end[last]]
        acting = kind == "Person" and _acts(tree, first) and tree.lower[first] not in lexicon.nouns
        if not _namelike(tree, first, last) or text in never or (not acting and _is_heading_word(tree, lexicon, first, last)):
            continue
        if (
            names_initiative(lexicon, tree, first, last)
            or tree.lower[first] == "operation"
            or is_thing(lexicon, tree, first, last, kinds(lexicon).of(tree.word[first : last + 1]))
        ):
            continue
        yield Candidate(
            first, last, _kind(tree, lexicon, first, last, kind, countries), 2, told=_told(tree, lexicon, first, last)
        )


def _holds_office(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether what the model takes for a body is the holder of an office named with it ("X, the chairperson of")."""
    offices, head = title_heads(lexicon), head_of(tree, first, last)
    if kinds(lexicon).of(tree.word[first : last + 1]) is not None or any(
        w.isupper() and len(w) > 2 for w in tree.word[first:last]
    ):
        return False
    if first and tree.lower[first - 1] in offices:
        return True
    of = tree.head[head]
    held = tree.dep[head] == "pobj" and tree.lower[of] in ("of", "by") and tree.lower[tree.head[of]] in TENURES
    named = tree.dep[head] == "appos" and tree.lemma[tree.head[head]] in offices
    described = any(tree.lemma[c] in offices or tree.lower[c] in offices for c in tree.only(head, "appos"))
    return first < last <= first + 4 and (held or named or described)


def _acts(tree: Tree, i: int) -> bool:
    """A proper noun in the singular that is the subject of a verb right behind it ("Lula told reporters")."""
    return tree.tag[i] == "NNP" and tree.dep[i] in ("nsubj", "nsubjpass") and tree.pos[tree.head[i]] in ("VERB", "AUX")


def _told(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    cut = next((i for i in range(first + 1, last + 1) if tree.lower[i] in ("of", "for", "on")), last + 1)
    return kinds(lexicon).of(tree.word[first:cut]) is not None


def _kind(tree: Tree, lexicon: Lexicon, first: int, last: int, kind: str, countries: tuple[str, ...]) -> str:
    """The model's kind, corrected by the words of the name, the list of cities and where the name stands."""
    if kind == "Place":
        return kind
    if is_called_a_place(tree, lexicon, head_of(tree, first, last)):
        return "Place"
    if told := kinds(lexicon).of(tree.word[first : last + 1]):
        return told if kind == "Organization" or told == "Place" else kind
    if kind == "Organization" and 1 <= last - first <= 3 and tree.lower[first - 1] != "the" and _stands_alone(tree, last, first):
        return "Person"
    acts = kind == "Person" and tree.dep[first] in ("nsubj", "nsubjpass", "dobj", "dative", "poss")
    name = tree.text[tree.begin[first] : tree.end[last]]
    town = city(name, countries) if last - first < 3 and not (first == last and _stands_in_name(tree, first)) else None
    if town is not None and (not acts or town.population >= LARGE):
        return "Place"
    head = head_of(tree, first, last)
    if first == last and kind in ("Organization", "Person") and _is_taken(tree, lexicon, head, kind):
        return "Place"
    if (
        tree.dep[head] == "pobj"
        and tree.lower[tree.head[head]] in ("in", "at", "near", "around", "outside", "into")
        and not (kind == "Person" and last > first)
    ):
        return "Place"
    return kind


def _is_taken(tree: Tree, lexicon: Lexicon, head: int, kind: str) -> bool:
    """ "seized Walikale", "took Shire and other towns": what troops take is a place; a single name may be a person's."""
    if tree.dep[head] != "dobj" or tree.lemma[tree.head[head]] not in TAKING or tree.only(head, "det", "compound"):
        return False
    towns = any(tree.lemma[c] in lexicon.sets["settlement"] for c in tree.conjuncts(head))
    return towns or kind == "Organization" and not tree.word[head].isupper()


def is_called_a_place(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """ "the town of Beledweyne", "the temple of Preah Vihear", "Sisaket province", "Dostuk, a village"."""
    of, kinds_ = tree.head[head], sites(lexicon)
    if tree.dep[head] == "pobj" and tree.lower[of] == "of" and tree.lemma[tree.head[of]] in kinds_:
        return True
    if tree.dep[head] in ("compound", "nmod") and tree.head[head] == head + 1 and tree.tag[head + 1] == "NN":
        return tree.lemma[head + 1] in kinds_
    beside = [c for c in tree.only(head, "appos") if tree.tag[c] == "NN"]
    return any(tree.lemma[c] in kinds_ for c in beside) and tree.pos[head] == "PROPN"


def _stands_alone(tree: Tree, word: int, first: int) -> bool:
    """Whether the last word of a longer name is used without the words before it, as surnames are."""
    text = tree.word[word]
    before = tree.word[word - 1]
    return (
        text[0].isupper()
        and not text.isupper()
        and any(i and i != word and tree.word[i - 1] != before and tree.pos[i - 1] != "PROPN" for i in _occurrences(tree, text))
    )


def _stands_in_name(tree: Tree, i: int) -> bool:
    """Whether the word ends a longer name elsewhere ("Nawaz Sharif")."""
    word = tree.word[i]
    places = (j for j in _occurrences(tree, word) if j)
    return any(tree.dep[j - 1] == "compound" and tree.pos[j - 1] == "PROPN" and tree.head[j - 1] == j for j in places)


def _occurrences(tree: Tree, word: str) -> Iterator[int]:
    """All tokens that are this word."""
    at = -1
    for _ in range(tree.word.count(word)):
        at = tree.word.index(word, at + 1)
        yield at


def _after_title(tree: Tree, lexicon: Lexicon, first: int, last: int) -> int | None:
    """Where the name begins in "Secretary of State Marco Rubio": behind the longest office at the front of a span."""
    phrases = office_phrases(lexicon)
    for cut in range(last, first, -1):
        if tree.pos[cut] == "PROPN" and tuple(tree.lower[first:cut]) in phrases:
            return cut
    return None


@functools.lru_cache(maxsize=4)
def office_phrases(lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """Offices and honorifics as tuples of lower-case words, hyphens apart as the tokeniser has them."""
    titles = lexicon.table("titles")
    tables = ("leads", "represents", "member", "honorific")
    return frozenset(tuple(p.replace("-", " - ").split()) for t in tables for p in titles[t]["words"])


def _is_heading_word(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """A single capitalised word at the start of a sentence is a name only if it is one elsewhere or an acronym."""
    if (
        first != last
        or first != tree.sentences[tree.sentence[first]][0]
        or (tree.word[first].isupper() and len(tree.word[first]) < 7)
    ):
        return False
    word = tree.word[first]
    if kinds(lexicon).of([word]) == "GovernmentBody":
        return False
    return not any(w == word and i != first and tree.sentences[tree.sentence[i]][0] != i for i, w in enumerate(tree.word))


def _namelike(tree: Tree, first: int, last: int) -> bool:
    if first > last or "\n" in tree.text[tree.begin[first] : tree.end[last]]:
        return False
    words = [
        tree.word[j]
        for j in range(first, last + 1)
        if tree.word[j][0].isalpha() and (j == first or tree.word[j - 1] != "-" or tree.word[j][0].isupper())
    ]
    capital = [w for w in words if w[0].isupper()]
    proper = any(tree.pos[i] == "PROPN" for i in range(first, last + 1))
    return bool(capital) and proper and words[-1:] == capital[-1:] and len("".join(capital)) > 1


def _personal(tree: Tree, lexicon: Lexicon, first: int, last: int) -> tuple[int, int]:
    """A person's name without titles before it, with "Jr." behind it and nothing after a possessive mark."""
    titles = title_words(lexicon)
    for i in range(first, last + 1):
        if tree.lower[i] in ("'s", "’s") and i > first:
            last = i - 1
            break
    while first <= last and (
        tree.lower[first].rstrip(".") in titles
        or tree.lower[first] in titles
        or tree.pos[first] == "PUNCT"
        or tree.word[first][0].islower()
        and tree.lower[first] not in SMALL
    ):
        first += 1
    if last + 1 < len(tree) and tree.lower[last + 1].rstrip(".") in ("jr", "sr"):
        last += 1
    while last + 1 < len(tree) and tree.lower[last] in SMALL and tree.word[last + 1][0].isupper():
        last += 1
    while first < last and last + 2 < len(tree) and tree.text[tree.end[last] : tree.begin[last + 2]] == "-":
        if tree.pos[last + 2] != "PROPN" or not tree.word[last + 2][0].isupper():
            break
        last += 2
    return first, last


def defined(tree: Tree, lexicon: Lexicon, found: dict[str, tuple[int, int]]) -> Iterator[Candidate]:
    """What an acronym in brackets stands for, when its words tell its kind."""
    for first, last in found.values():
        kind = kinds(lexicon).of(tree.word[first : last + 1])
        if kind and not names_initiative(lexicon, tree, first, last):
            yield Candidate(first, last, kind, 2)
    for i, kind in called(tree, lexicon.table("actors")["called"]):
        yield Candidate(i, i, kind, 3, told=True)


def capitalised(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    """Runs of capitalised words that end in a word for a body ("Special Action Force")."""
    i = 0
    while i < len(tree):
        adjective = tree.pos[i] == "ADJ" and i + 1 < len(tree) and tree.pos[i + 1] == "PROPN"
        if not (tree.pos[i] == "PROPN" or adjective) or not tree.word[i][:1].isupper():
            i += 1
            continue
        last = _run_end(tree, i)
        kind = kinds(lexicon).of(tree.word[i : last + 1])
        if last > i and kind and tree.word[last][0].isupper() and not names_initiative(lexicon, tree, i, last):
            yield Candidate(list_start(tree, i), last, kind, 3, told=_told(tree, lexicon, i, last))
        i = last + 1


def _run_end(tree: Tree, first: int) -> int:
    """The last token of the run of proper nouns from `first`, over "of" and "for" between them."""
    last = first
    while last + 1 < len(tree) and tree.sentence[last + 1] == tree.sentence[first]:
        if tree.pos[last + 1] in ("PROPN",) and tree.word[last + 1][0].isupper():
            last += 1
        elif tree.lower[last + 1] in ("of", "for", "on") and last + 2 < len(tree):
            step = 3 if tree.lower[last + 2] == "the" and last + 3 < len(tree) else 2
            if tree.pos[last + step] != "PROPN" or not tree.word[last + step][0].isupper() or tree.lower[last + step] in DATES:
                break
            last += step
        else:
            break
    return last
