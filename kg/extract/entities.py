"""Who and what is named: known names, the model's entities and acronym definitions merged under one policy.

The policy, in order: the longer span wins; a person found by the model wins over a known name that is only part
of it ("Chad Smith", "Jordan Peterson"); on equal spans a known name wins over the model.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.annotate import names
from kg.annotate.gazetteer import city
from kg.extract.tree import Tree
from kg.lexicon import KnownPlace, Lexicon, Name, slug
from kg.model import BlockKind, Document

SMALL = frozenset("of the for and on to in de la du al el von van der den bin ibn & / - ' ’".split())
MODEL_TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
ACRONYM = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Za-z0-9&/-]{1,11})\s*\)")
DEFINED_WORDS = 12
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split())


@dataclass(slots=True, eq=False)
class Entity:
    """An actor or place of the document. `mentions` are token ranges, both ends included, with how each is used."""

    key: str
    type: str
    label: str
    names: dict[str, None] = field(default_factory=dict)
    mentions: list[Use] = field(default_factory=list)
    wikidata: str = ""
    country: str = ""
    known: Name | KnownPlace | None = None
    generic: bool = False
    needed: bool = False

    @property
    def is_place(self) -> bool:
        return self.type == "Place"


@dataclass(slots=True, eq=False)
class Use:
    """One mention: tokens first..last, the head token, and the role of the form used (see `names.ROLES`)."""

    entity: Entity
    first: int
    last: int
    head: int
    role: str
    locative: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    first: int
    last: int
    type: str
    rank: int
    form: names.Form | None = None
    role: str = "model"
    told: bool = False  # whether the words before "of" tell the kind ("Bank of ...", not "Plenary of ...")


@dataclass(slots=True, eq=False)
class Entities:
    """All entities of a document and, for each token of a mention, the use that covers it."""

    tree: Tree
    lexicon: Lexicon
    all: dict[str, Entity] = field(default_factory=dict)
    at: dict[int, Use] = field(default_factory=dict)
    acronyms: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, key: str, type: str, label: str, **details: Any) -> Entity:
        return self.all.setdefault(key, Entity(key=key, type=type, label=label, **details))

    def note(self, entity: Entity, first: int, last: int, role: str) -> Use:
        use = Use(entity, first, last, head_of(self.tree, first, last), role)
        entity.mentions.append(use)
        for i in range(first, last + 1):
            self.at[i] = use
        return use


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


def recognise(document: Document, doc: Any, tree: Tree, lexicon: Lexicon) -> Entities:
    entities = Entities(tree, lexicon)
    entities.acronyms = _acronyms(tree)
    plans = _initiative_acronyms(entities)
    chosen = _choose([*_known(tree, lexicon), *_modelled(doc, tree, lexicon), *_defined(entities), *_capitalised(tree, lexicon)])
    chosen = [c for c in chosen if c.form is not None or not (c.first == c.last and tree.word[c.first] in plans)]
    heads = _headings(document, tree)
    chosen = [c for c in chosen if c.form is not None or c.first not in heads or _in_body(tree, c, heads)]
    persons = [c for c in chosen if c.type == "Person" and c.form is None]
    for c in sorted(persons, key=lambda c: (c.first - c.last, c.first)):
        _person(entities, c)
    for c in chosen:
        if c.type != "Person" or c.form is not None:
            _other(entities, c)
    _later_acronyms(entities)
    _later_surnames(entities)
    for entity in entities.all.values():
        entity.mentions.sort(key=lambda use: use.first)
    return entities


def _initiative_acronyms(entities: Entities) -> frozenset[str]:
    """Acronyms that the text defines, or that spell a capitalised name, of an agreement or plan ("COC", "CAB")."""
    tree, lexicon = entities.tree, entities.lexicon
    out = {a for a, (first, last) in entities.acronyms.items() if names_initiative(lexicon, tree, first, last)}
    for i in range(len(tree)):
        if tree.word[i][0].isupper() and tree.lower[i] in initiative_nouns(lexicon) and tree.pos[i] == "PROPN":
            first = i
            while first and tree.word[first - 1][0].isupper() and tree.pos[first - 1] in ("PROPN", "ADJ", "NOUN"):
                first -= 1
            last = _run_end(tree, i)
            out.add("".join(w[0] for w in tree.word[first : last + 1] if w[0].isupper()))
    return frozenset(a for a in out if len(a) > 1)


def _known(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    for match in names.find(tree.text, lexicon):
        first = bisect_left(tree.end, match.begin + 1)
        last = bisect_right(tree.begin, match.end - 1) - 1
        if first <= last and tree.begin[first] == match.begin:
            form = _form(tree, first, last, match.forms)
            yield Candidate(first, last, _type(form), 1, form, form.role)


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
    return any(tree.lower[c] == "the" for c in tree.only(head, "det")) and tree.dep[head] in ("nsubj", "nsubjpass", "dobj", "pobj")


def _modelled(doc: Any, tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    never = frozenset(lexicon.table("actors")["never"]["words"])
    for span in doc.ents:
        kind = MODEL_TYPES.get(span.label_)
        first, last = _trimmed(tree, span.start, span.end - 1)
        if kind is None or first > last:
            continue
        if (after := _after_title(tree, lexicon, first, last)) is not None:
            kind, first = "Person", after
        if kind == "Person":
            first, last = _personal(tree, lexicon, first, last)
        text = tree.text[tree.begin[first] : tree.end[last]] if first <= last else ""
        if not _namelike(tree, first, last) or text in never or _is_heading_word(tree, first, last):
            continue
        if names_initiative(lexicon, tree, first, last) or tree.lower[first] == "operation":
            continue
        yield Candidate(first, last, _kind(tree, lexicon, first, last, kind), 2, told=_told(tree, lexicon, first, last))


def _told(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    cut = next((i for i in range(first + 1, last + 1) if tree.lower[i] in ("of", "for", "on")), last + 1)
    return kinds(lexicon).of(tree.word[first:cut]) is not None


def _kind(tree: Tree, lexicon: Lexicon, first: int, last: int, kind: str) -> str:
    """The model's kind, corrected by the words of the name, the list of cities and where the name stands."""
    if kind == "Place":
        return kind
    if told := kinds(lexicon).of(tree.word[first : last + 1]):
        return told if kind == "Organization" or told == "Place" else kind
    if kind == "Organization" and 1 <= last - first <= 3 and _stands_alone(tree, last, first):
        return "Person"
    if first == last and not _stands_in_name(tree, first) and city(tree.word[first]) is not None:
        return "Place"
    head = head_of(tree, first, last)
    if tree.dep[head] == "pobj" and tree.lower[tree.head[head]] in ("in", "at", "near") and not (kind == "Person" and last > first):
        return "Place"
    return kind


def _stands_alone(tree: Tree, word: int, first: int) -> bool:
    """Whether the last word of a longer name is used without the words before it, as surnames are."""
    text = tree.word[word]
    before = tree.word[word - 1]
    return text[0].isupper() and not text.isupper() and any(w == text and i and i != word and tree.word[i - 1] != before and tree.pos[i - 1] != "PROPN" for i, w in enumerate(tree.word))


def _stands_in_name(tree: Tree, i: int) -> bool:
    """Whether the word ends a longer name elsewhere ("Nawaz Sharif")."""
    word = tree.word[i]
    return any(w == word and j and tree.dep[j - 1] == "compound" and tree.pos[j - 1] == "PROPN" and tree.head[j - 1] == j for j, w in enumerate(tree.word))

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


def _is_heading_word(tree: Tree, first: int, last: int) -> bool:
    """A single capitalised word at the start of a sentence is a name only if it is one elsewhere or an acronym."""
    if first != last or first != tree.sentences[tree.sentence[first]][0] or (tree.word[first].isupper() and len(tree.word[first]) < 7):
        return False
    word = tree.word[first]
    return not any(w == word and i != first and tree.sentences[tree.sentence[i]][0] != i for i, w in enumerate(tree.word))

def _trimmed(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Without articles, possessive marks and punctuation at the ends."""
    while first <= last and (tree.pos[first] in ("DET", "PUNCT", "SPACE", "NUM", "ADP", "PART", "CCONJ") or tree.lower[first] == "the"):
        first += 1
    opened = next((i for i in range(first, last + 1) if tree.word[i] == "("), None)
    if opened is not None and ")" not in tree.word[opened : last + 1]:
        last = opened - 1
    while first <= last and (tree.pos[last] in ("PUNCT", "SPACE", "PART", "CCONJ") and tree.word[last] not in (".",) or tree.lower[last] in ("'s", "’s", "of", "the")):
        last -= 1
    return first, last


def _namelike(tree: Tree, first: int, last: int) -> bool:
    if first > last or "\n" in tree.text[tree.begin[first] : tree.end[last]]:
        return False
    words = [w for w in tree.word[first : last + 1] if w[0].isalpha()]
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
    while first <= last and (tree.lower[first].rstrip(".") in titles or tree.pos[first] == "PUNCT" or tree.word[first][0].islower() and tree.lower[first] not in SMALL):
        first += 1
    if last + 1 < len(tree) and tree.lower[last + 1].rstrip(".") in ("jr", "sr"):
        last += 1
    return first, last


def _acronyms(tree: Tree) -> dict[str, tuple[int, int]]:
    """Acronyms defined in brackets, with the token range of what they stand for: {"FATF": (4, 7)}."""
    out: dict[str, tuple[int, int]] = {}
    for found in ACRONYM.finditer(tree.text):
        i = bisect_left(tree.begin, found.start()) - 1
        long = _spelled(tree, i, re.sub(r"[^A-Za-z]", "", found[1]))
        if long:
            out.setdefault(found[1], long)
    return out


def _spelled(tree: Tree, last: int, acronym: str) -> tuple[int, int] | None:
    """The run of words before `last` whose initials spell the acronym; small words may be left out of it."""
    letters = [c.lower() for c in acronym if c.isupper()] or [acronym[0].lower()]
    at, i = len(letters) - 1, last
    first = last
    while i >= 0 and i > last - DEFINED_WORDS:
        word = tree.lower[i]
        if word and word[0] == letters[at] and (tree.word[i][0].isupper() or word not in SMALL):
            first, at = i, at - 1
            if at < 0:
                return (first, last)
        elif word not in SMALL and tree.word[i][0].isalpha() and tree.word[i][0].islower() or tree.word[i] in ".;:()":
            break
        i -= 1
    return None


def _defined(entities: Entities) -> Iterator[Candidate]:
    tree = entities.tree
    for first, last in entities.acronyms.values():
        kind = kinds(entities.lexicon).of(tree.word[first : last + 1])
        if kind and not names_initiative(entities.lexicon, tree, first, last):
            yield Candidate(first, last, kind, 2)


@functools.lru_cache(maxsize=4)
def initiative_nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(n for kind in lexicon.table("initiatives")["kinds"].values() for n in kind["nouns"])


def names_initiative(lexicon: Lexicon, tree: Tree, first: int, last: int) -> bool:
    """Whether a capitalised name is that of an agreement, plan or the like ("Code of Conduct")."""
    cut = next((i for i in range(first + 1, last + 1) if tree.lower[i] in ("of", "on", "for")), last + 1)
    word = tree.lower[cut - 1]
    return word in initiative_nouns(lexicon) and word not in ("mission", "commission", "committee", "fund", "centre", "center", "force", "agency", "body")


def _capitalised(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
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
            yield Candidate(i, last, kind, 3, told=_told(tree, lexicon, i, last))
        i = last + 1


def _run_end(tree: Tree, first: int) -> int:
    """The last token of the run of proper nouns from `first`, over "of" and "for" between them."""
    last = first
    while last + 1 < len(tree) and tree.sentence[last + 1] == tree.sentence[first]:
        if tree.pos[last + 1] in ("PROPN",) and tree.word[last + 1][0].isupper():
            last += 1
        elif tree.lower[last + 1] in ("of", "for", "on") and last + 2 < len(tree):
            step = 3 if tree.lower[last + 2] == "the" and last + 3 < len(tree) else 2
            if tree.pos[last + step] != "PROPN" or not tree.word[last + step][0].isupper() or tree.lower[last + step] in DAYS:
                break
            last += step
        else:
            break
    return last


def _choose(candidates: list[Candidate]) -> list[Candidate]:
    """The winners, in text order, none overlapping."""
    known = [c for c in candidates if c.rank == 1]
    taken: dict[int, Candidate] = {}
    out: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.first - c.last, c.rank, c.first)):
        span = range(c.first, c.last + 1)
        if any(i in taken for i in span) or (c.rank > 1 and _is_two_names(c, known)):
            continue
        out.append(c)
        for i in span:
            taken[i] = c
    return sorted(out, key=lambda c: c.first)


def _is_two_names(c: Candidate, known: list[Candidate]) -> bool:
    """A span of the model that only glues a known name to another word ("Pakistan FATF", "India Today" apart)."""
    inside = [k for k in known if c.first <= k.first and k.last <= c.last]
    if c.type == "Organization" and any(k.last - k.first > 0 and k.type != "Place" for k in inside):
        return True
    if c.type not in ("Person", "Place") and any(k.last == c.last and k.last > k.first and k.first > c.first + 1 for k in inside):
        return not c.told
    if c.type == "Person":
        return any(k.form and k.form.role in ("name", "adjective") and k.first == c.first and k.last < c.last and k.type != "Place" and k.last - k.first > 0 for k in inside)
    return len(inside) > 1 and sum(k.last - k.first + 1 for k in inside) == c.last - c.first + 1


def _in_body(tree: Tree, c: Candidate, heads: frozenset[int]) -> bool:
    """A name that only a heading has is no name: headings capitalise everything."""
    word = tree.word[c.last]
    return any(w == word and i not in heads for i, w in enumerate(tree.word)) and c.rank < 3


def _headings(document: Document, tree: Tree) -> frozenset[int]:
    out: set[int] = set()
    for block in document.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.RUN_IN):
            out.update(range(bisect_left(tree.begin, block.span.begin), bisect_left(tree.begin, block.span.end)))
    return frozenset(out)


def _person(entities: Entities, c: Candidate) -> None:
    """Persons longest name first, so that a surname joins the full name."""
    tree = entities.tree
    text = _text(tree, c)
    words = names.plain(text).split()
    for entity in entities.all.values():
        if entity.type == "Person" and _same_person(words, names.plain(entity.label).split()):
            entity.names[text] = None
            entities.note(entity, c.first, c.last, "name")
            return
    entity = entities.add(f"Person/{slug(text)}", "Person", text)
    entity.names[text] = None
    entities.note(entity, c.first, c.last, "name")


def _same_person(short: list[str], long: list[str]) -> bool:
    if short == long:
        return True
    if len(short) > 1:
        return len(short) < len(long) and short[-1] == long[-1] and short[0][0] == long[0][0] or short == long[: len(short)]
    stem = [w for w in long if w.rstrip(".") not in ("Jr", "Sr")]
    return short[0] in (stem[-1], stem[0], stem[-1].rpartition("-")[2]) or (len(stem) > 2 and short[0] in ("-".join(stem[1:]), stem[-2]))


def _text(tree: Tree, c: Candidate) -> str:
    return " ".join(tree.text[tree.begin[c.first] : tree.end[c.last]].split())


def _other(entities: Entities, c: Candidate) -> None:
    text = _text(entities.tree, c)
    if c.form is not None:
        _note_known(entities, c, text)
        return
    surname = _surname(entities, text)
    if (state := _governed_state(entities, c)) is not None:
        state.names[text] = None
        entities.note(state, c.first, c.last, "name")
    elif surname is not None:
        entities.note(surname, c.first, c.last, "name")
    elif c.type == "Place":
        entity = entities.add(f"place/{slug(text)}", "Place", text)
        entity.names[text] = None
        entities.note(entity, c.first, c.last, "place")
    else:
        entity = entities.add(f"{c.type}/{slug(text)}", c.type, text)
        entity.names[text] = None
        entities.note(entity, c.first, c.last, "name")


def _governed_state(entities: Entities, c: Candidate) -> Entity | None:
    """The state in "Government of the Philippines"."""
    if entities.tree.lower[c.first] not in ("government", "republic", "kingdom"):
        return None
    text = entities.tree.text[entities.tree.begin[c.first] : entities.tree.end[c.last]]
    for match in names.find(text, entities.lexicon):
        entry = match.forms[0].entry
        if isinstance(entry, Name) and entry.type == "State" and match.end == len(text):
            return entities.add(entry.key, entry.type, entry.label, known=entry, wikidata=entry.wikidata, country=entry.country)
    return None


def _surname(entities: Entities, text: str) -> Entity | None:
    words = names.plain(text).split()
    persons = (e for e in entities.all.values() if e.type == "Person")
    return next((e for e in persons if len(words) == 1 and _same_person(words, names.plain(e.label).split())), None)


def _note_known(entities: Entities, c: Candidate, text: str) -> None:
    assert c.form is not None
    entry, role = c.form.entry, c.form.role
    if isinstance(entry, KnownPlace):
        entity = entities.add(entry.key, "Place", entry.label, known=entry, wikidata=entry.wikidata, country=entry.country)
    elif role == "demonym":
        label = text if text.endswith("s") or entry.type != "State" else text
        entity = entities.add(f"Population/{slug(label)}", "Population", label, country=entry.country)
    else:
        entity = entities.add(entry.key, entry.type, entry.label, known=entry, wikidata=entry.wikidata, country=entry.country)
    if role != "adjective":
        entity.names[text] = None
    entities.note(entity, c.first, c.last, role)


def _later_acronyms(entities: Entities) -> None:
    """Every use of an acronym that the text defines is a mention of what it stands for."""
    tree = entities.tree
    for acronym, (first, last) in entities.acronyms.items():
        use = entities.at.get(last)
        if use is None or use.first < first - 1:
            continue
        for i, word in enumerate(tree.word):
            if word == acronym and (i not in entities.at or entities.at[i].entity is not use.entity):
                _move(entities, i, use.entity)
        use.entity.names[acronym] = None


def _later_surnames(entities: Entities) -> None:
    """Every lone proper noun that is the last word of one person's name is a mention of that person."""
    tree = entities.tree
    surnames: dict[str, Entity | None] = {}
    for entity in entities.all.values():
        words = [w for w in entity.label.split() if w.rstrip(".") not in ("Jr", "Sr")]
        if entity.type == "Person" and len(words) > 1:
            surnames[words[-1]] = entity if words[-1] not in surnames else None
    for i, word in enumerate(tree.word):
        entity = surnames.get(word)
        if entity is not None and i not in entities.at and tree.dep[i] != "compound":
            entity.names[word] = None
            entities.note(entity, i, i, "name")


def _move(entities: Entities, i: int, entity: Entity) -> None:
    old = entities.at.get(i)
    if old is not None:
        if old.first != old.last:
            return
        old.entity.mentions.remove(old)
        if not old.entity.mentions:
            entities.all.pop(old.entity.key, None)
    entities.note(entity, i, i, "name")
