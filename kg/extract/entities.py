"""Who and what is named: known names, the model's entities and acronym definitions merged under one policy.

The policy, in order: the longer span wins; a person found by the model wins over a known name that is only part
of it ("Chad Smith", "Jordan Peterson"); on equal spans a known name wins over the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kg.annotate import names
from kg.annotate.gazetteer import LARGE, city
from kg.extract.acronyms import acronyms
from kg.extract.candidates import (
    Candidate,
    capitalised,
    defined,
    head_of,
    initiative_acronyms,
    is_called_a_place,
    kinds,
    known,
    modelled,
)
from kg.extract.people import persons
from kg.extract.tree import DATES, Tree
from kg.lexicon import KnownPlace, Lexicon, Name, slug
from kg.model import BlockKind, Document


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


@dataclass(slots=True, eq=False)
class Entities:
    """All entities of a document and, for each token of a mention, the use that covers it."""

    tree: Tree
    lexicon: Lexicon
    all: dict[str, Entity] = field(default_factory=dict)
    at: dict[int, Use] = field(default_factory=dict)
    acronyms: dict[str, tuple[int, int]] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()

    def add(self, key: str, type: str, label: str, **details: Any) -> Entity:
        return self.all.setdefault(key, Entity(key=key, type=type, label=label, **details))

    def classify(self) -> None:
        """Tell the tree the kinds of its names, for patterns that ask for a kind ("quit <union>")."""
        nouns = self.lexicon.table("actors")["class_nouns"]
        for i, use in self.at.items():
            if use.role in ("name", "capital", "seat", "place", "model"):
                self.tree.types[i] = frozenset({use.entity.type})
                self.tree.classes[i] = frozenset(nouns.get(use.entity.type, ()))

    def note(self, entity: Entity, first: int, last: int, role: str) -> Use:
        use = Use(entity, first, last, head_of(self.tree, first, last), role)
        entity.mentions.append(use)
        for i in range(first, last + 1):
            self.at[i] = use
        return use


def recognise(document: Document, doc: Any, tree: Tree, lexicon: Lexicon) -> Entities:
    entities = Entities(tree, lexicon)
    entities.acronyms = acronyms(tree)
    plans = initiative_acronyms(tree, lexicon, entities.acronyms)
    listed = list(known(tree, lexicon))
    countries = _countries(listed)
    found = [
        *listed,
        *modelled(doc, tree, lexicon, countries),
        *defined(tree, lexicon, entities.acronyms),
        *capitalised(tree, lexicon),
    ]
    found = [c for c in found if not _is_defined_otherwise(entities, c, listed)]
    heads = entities.headings = _headings(document, tree)
    found = [c for c in found if c.form is not None or c.first not in heads or _in_body(tree, c, heads)]
    chosen = _beside_places(tree, _choose(tree, [*found, *persons(tree, lexicon, found)]))
    chosen = [c for c in chosen if c.form is not None or not (c.first == c.last and tree.word[c.first] in plans)]
    chosen = [c for c in chosen if c.form is not None or c.first not in heads or _in_body(tree, c, heads)]
    people = [c for c in chosen if c.type == "Person" and c.form is None]
    for c in sorted(people, key=lambda c: (c.first - c.last, c.first)):
        _person(entities, c)
    for c in chosen:
        if c.type != "Person" or c.form is not None:
            _other(entities, c)
    _towns(entities, heads, countries)
    _later_acronyms(entities)
    _later_surnames(entities)
    for entity in entities.all.values():
        entity.mentions.sort(key=lambda use: use.first)
    return entities


def _is_defined_otherwise(entities: Entities, c: Candidate, listed: list[Candidate]) -> bool:
    """An acronym that the text itself explains does not mean what else is known by it ("Military Agreement (MA)")."""
    word = entities.tree.word[c.first]
    if c.form is None or c.first != c.last or word not in entities.acronyms:
        return False
    first, last = entities.acronyms[word]
    spelled = " ".join(entities.tree.word[first : last + 1]).lower()
    same = any(first <= k.first and k.last <= last and k.form and k.form.entry is c.form.entry for k in listed)
    return not same and all(spelled not in n.lower() and n.lower() not in spelled for n in c.form.entry.names if n != word)


def _countries(listed: list[Candidate]) -> tuple[str, ...]:
    """ISO codes of the states and places named, sorted."""
    entries = (c.form.entry for c in listed if c.form is not None and c.type in ("State", "Place"))
    return tuple(sorted({entry.country for entry in entries if entry.country}))


def _beside_places(tree: Tree, chosen: list[Candidate]) -> list[Candidate]:
    """A lone name that the model takes for a person's is a place's in a list of places ("in Bisober, Zobel and Tekulesh")."""
    places = {i for c in chosen if c.type == "Place" for i in range(c.first, c.last + 1)}

    def listed(c: Candidate) -> bool:
        alone = c.rank == 2 and c.type == "Person" and c.first == c.last
        return alone and tree.dep[c.first] == "conj" and tree.head[c.first] in places

    return [replace(c, type="Place") if listed(c) else c for c in chosen]


def _choose(tree: Tree, candidates: list[Candidate]) -> list[Candidate]:
    """The winners, in text order, none overlapping."""
    listed = [c for c in candidates if c.rank == 1]
    taken: dict[int, Candidate] = {}
    out: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.first - c.last, c.rank, c.first)):
        span = range(c.first, c.last + 1)
        if any(i in taken for i in span) or (c.rank > 1 and _is_two_names(tree, c, listed)):
            continue
        out.append(c)
        for i in span:
            taken[i] = c
    return sorted(out, key=lambda c: c.first)


def _is_two_names(tree: Tree, c: Candidate, known: list[Candidate]) -> bool:
    """A span of the model that only glues a known name to another word ("Pakistan FATF", "India Today" apart)."""
    inside = [k for k in known if c.first <= k.first and k.last <= c.last]
    if len(inside) > 1 and any(tree.word[i] == "," for i in range(c.first, c.last)):
        return True
    if tree.lower[c.first] == "government" and any(k.last == c.last and k.type != "State" for k in inside):
        return True
    if c.type == "Organization" and any(k.last - k.first > 0 and k.type != "Place" for k in inside):
        return True
    if c.type not in ("Person", "Place") and any(k.last == c.last and k.last > k.first and k.first > c.first + 1 for k in inside):
        return not c.told
    if c.type == "Person":
        return any(
            k.form
            and k.form.role in ("name", "adjective")
            and k.first == c.first
            and k.last < c.last
            and k.type != "Place"
            and k.last - k.first > 0
            for k in inside
        )
    return len(inside) > 1 and sum(k.last - k.first + 1 for k in inside) == c.last - c.first + 1


def _in_body(tree: Tree, c: Candidate, heads: frozenset[int]) -> bool:
    """A name that only a heading has is no name: headings capitalise everything."""
    words = tree.word[c.first : c.last + 1]
    size = len(words)
    return any(w == words[0] and i not in heads and tree.word[i : i + size] == words for i, w in enumerate(tree.word))


def _headings(document: Document, tree: Tree) -> frozenset[int]:
    out: set[int] = set()
    for block in document.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.RUN_IN):
            out.update(tree.within(block.span.begin, block.span.end))
    return frozenset(out)


def _person(entities: Entities, c: Candidate) -> None:
    """Persons longest name first, so that a surname joins the full name."""
    tree = entities.tree
    text = _text(tree, c)
    words = names.plain(text).split()
    alike = [e for e in entities.all.values() if e.type == "Person" and _same_person(words, names.plain(e.label).split())]
    for entity in sorted(alike, key=lambda e: names.plain(e.label).split()[-1] != words[-1])[:1]:  # surnames first
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
    return short[0] in (stem[-1], stem[0], stem[-1].rpartition("-")[2]) or (
        len(stem) > 2 and short[0] in ("-".join(stem[1:]), stem[-2])
    )


def _text(tree: Tree, c: Candidate) -> str:
    return " ".join(tree.text[tree.begin[c.first] : tree.end[c.last]].split())


def place_label(text: str) -> str:
    """The name of a place without the capitals of a dateline ("BRUSSELS")."""
    return text.title() if text.isupper() and len(text) > 4 else text


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
    elif (body := _shortened(entities, c)) is not None:
        entities.note(body, c.first, c.last, "name")
    elif c.type == "Place":
        entity = entities.add(f"place/{slug(text)}", "Place", place_label(text))
        entity.names[text] = None
        entities.note(entity, c.first, c.last, "place")
    else:
        entity = entities.add(f"{c.type}/{slug(text)}", c.type, text)
        entity.names.update(_forms(text))
        entities.note(entity, c.first, c.last, "name")


def _shortened(entities: Entities, c: Candidate) -> Entity | None:
    """ "the Council" after "the Security Council", "the Court" after "the Court of Justice": the last body called so."""
    tree, word = entities.tree, entities.tree.word[c.first]
    bare = tree.pos[c.first - 1] in ("ADP", "CCONJ") or tree.lower[c.first - 1] == "the"
    if c.first != c.last or not bare or kinds(entities.lexicon).of([word]) is None:
        return None
    used = ((u, e) for e in entities.all.values() for u in e.mentions if u.last < c.first)
    ends = [(u.last, e) for u, e in used if word in _heads(tree, u)]
    return max(ends, key=lambda p: (p[0], p[1].key))[1] if ends else None


def _heads(tree: Tree, use: Use) -> set[str]:
    """The last word of a name and the one before its first "of" or "for"."""
    cut = next((i for i in range(use.first + 1, use.last) if tree.lower[i] in ("of", "for")), use.last + 1)
    return {tree.word[use.last], tree.word[cut - 1]}


def _forms(text: str) -> dict[str, None]:
    """A name as it stands, and the body alone in "African Union's Peace and Security Council"."""
    _, mark, body = text.replace("’s ", "'s ").partition("'s ")
    return {text: None, body: None} if mark and len(body.split()) > 1 and body[0].isupper() else {text: None}


def _governed_state(entities: Entities, c: Candidate) -> Entity | None:
    """The state in "Government of the Philippines", "Federal Government of Somalia"."""
    first = c.first + (entities.tree.lower[c.first] in ("federal", "transitional", "interim", "provisional", "central", "royal"))
    if entities.tree.lower[first] not in ("government", "republic", "kingdom"):
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
        entity = entities.add(f"Population/{slug(text)}", "Population", text, country=entry.country)
    else:
        entity = entities.add(entry.key, entry.type, entry.label, known=entry, wikidata=entry.wikidata, country=entry.country)
    if role != "adjective":
        entity.names.update(_forms(text))
    use = entities.note(entity, c.first, c.last, role)
    if role == "capital" and c.first in entities.headings and entities.tree.dep[use.head] == "pobj":
        use.locative = True


def _towns(entities: Entities, heads: frozenset[int], countries: tuple[str, ...]) -> None:
    """Proper nouns that nothing has claimed and that are the name of a city ("the Peshawar school massacre")."""
    tree = entities.tree
    for i, word in enumerate(tree.word):
        loose = tree.pos[i] == "PROPN" and i not in entities.at and i not in heads and tree.dep[i] in ("compound", "pobj", "nmod")
        if not loose or len(word) < 4 or not word[0].isupper() or word.isupper() or word.lower() in DATES:
            continue
        found = city(word, countries)
        if found is not None and found.population >= LARGE:
            entity = entities.add(f"place/{slug(word)}", "Place", word)
            entity.names[word] = None
            entities.note(entity, i, i, "place")
        elif tree.pos[i] == "PROPN" and i not in entities.at and i not in heads and is_called_a_place(tree, entities.lexicon, i):
            first = min([i, *(c for c in tree.only(i, "compound") if tree.pos[c] == "PROPN" and c not in entities.at)])
            name = " ".join(tree.text[tree.begin[first] : tree.end[i]].split())
            entity = entities.add(f"place/{slug(name)}", "Place", name)
            entity.names[name] = None
            entities.note(entity, first, i, "place")


def _later_acronyms(entities: Entities) -> None:
    """Every use of an acronym that the text defines is a mention of what it stands for."""
    for acronym, use in _defined_by(entities):
        for i, word in enumerate(entities.tree.word):
            if word == acronym and (i not in entities.at or entities.at[i].entity is not use.entity):
                _move(entities, i, use.entity)
        use.entity.names[acronym] = None


def _defined_by(entities: Entities) -> list[tuple[str, Use]]:
    """Acronyms with the name that spells them, else with the body named right before the bracket ("(GPH)")."""
    tree, out = entities.tree, []
    for acronym, (first, last) in entities.acronyms.items():
        use = entities.at.get(last)
        if use is not None and use.first >= first - 1:
            out.append((acronym, use))
    for i in range(1, len(tree) - 2):
        word, use = tree.word[i + 1], entities.at.get(i - 1)
        bracketed = tree.word[i] == "(" and tree.word[i + 2] == ")" and word.isupper() and len(word) > 1
        if not bracketed or use is None or word in entities.acronyms or use.entity.type in ("Person", "Place"):
            continue
        if tree.word[use.first][0] == word[0]:
            out.append((word, use))
    return out


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
        if entity is not None and i not in entities.at and tree.dep[i] != "compound" and not _is_date(tree, i):
            entity.names[word] = None
            entities.note(entity, i, i, "name")


def _is_date(tree: Tree, i: int) -> bool:
    """ "12 May", "in May"; not "May said"."""
    acts = tree.dep[i] in ("nsubj", "nsubjpass", "conj") and i > 0 and tree.pos[i - 1] != "NUM"
    return tree.lower[i] in DATES and not acts


def _move(entities: Entities, i: int, entity: Entity) -> None:
    old = entities.at.get(i)
    if old is not None:
        if old.first != old.last:
            return
        old.entity.mentions.remove(old)
        if not old.entity.mentions:
            entities.all.pop(old.entity.key, None)
    entities.note(entity, i, i, "name")
