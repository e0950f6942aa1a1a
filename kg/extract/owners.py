"""Whose organ a description names without an owner beside it: "the foreign ministry in Tehran", "the government"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from kg.extract.collectives import Words
from kg.extract.entities import Entities, Entity, Use
from kg.lexicon import Lexicon

NEAR = 3  # sentences before the description in which the state may be named
OFTEN = 2  # times that the state of a whole text is named for each time that any other is
MODIFIERS = ("amod", "compound", "nmod", "poss")
OFFICIAL = frozenset({"State", "IntergovernmentalOrganization", "ArmedGroup", "PoliticalParty"})
FIGHTING = frozenset({"State", "ArmedGroup", "PoliticalParty"})


def modifiers(entities: Entities, i: int) -> Iterator[tuple[int, Use]]:
    """Names that modify a noun: "Russian", "Pakistan's", "of India", with those coordinated."""
    tree = entities.tree
    for c in tree.only(i, *MODIFIERS):
        for m in tree.conjuncts(c):
            use = entities.at.get(m)
            if use is not None and not tree.is_prefixed(use.first):
                yield m, use
            elif use is None and tree.dep[c] in MODIFIERS:
                yield from modifiers(entities, m)
    beside = [p for p in tree.only(tree.head[i], "prep") if p == i + 1] if tree.dep[i] == "dobj" else []
    strayed = [(tree.lower[p], p, o) for p in beside for q in tree.only(p, "pobj") for o in tree.conjuncts(q)]
    for prep, _, o in (*tree.all_phrases(i), *strayed):
        if prep in ("of", "from") and (use := entities.at.get(o)):
            yield o, use


CIVIL = frozenset(
    "ministry department treasury court parliament assembly senate congress cabinet government presidency staff".split()
)
HEADING = frozenset({"head", "lead", "chair", "command", "run", "direct"})


def bodies_of(entities: Entities, titles: frozenset[str], use: Use) -> Iterator[Entity]:
    """Whom a person acts for: the state in "Iranian President Raisi", "Russia's Putin", "Raisi, the president of Iran"."""
    tree = entities.tree
    for j in (*range(use.first - 6, use.first), use.head):
        other = entities.at.get(j)
        if other and other.entity.type in OFFICIAL and _leads_to(entities, titles, j, use):
            yield other.entity
    for noun in tree.only(use.head, "appos"):
        if tree.lemma[noun] in titles:
            inner = [o for prep, _, o in tree.all_phrases(noun) if prep in ("of", "to", "for")]
            led = list(_headed(entities, noun))
            yield from led
            for owned, other in [] if led else [(n, u) for n in (noun, *inner) for _, u in modifiers(entities, n)]:
                organization = owned == noun and other.entity.type == "IntergovernmentalOrganization"
                if (other.entity.type == "State" or organization) and not other.locative:
                    yield other.entity
    yield from _headed(entities, use.head)


def _headed(entities: Entities, noun: int) -> Iterator[Entity]:
    """ "who heads the commission", "who commands the Kenyan army": the body, or the state whose body it is."""
    tree = entities.tree
    for clause in tree.only(noun, "relcl"):
        for o in tree.only(clause, "dobj") if tree.lemma[clause] in HEADING and tree.tag[clause] in ("VBZ", "VBP") else ():
            use = entities.at.get(o)
            owners = [u.entity for _, u in modifiers(entities, o) if u.entity.type == "State" and not u.locative]
            yield from [use.entity] if use is not None and use.entity.type in OFFICIAL else owners


def _leads_to(entities: Entities, titles: frozenset[str], j: int, use: Use) -> bool:
    """Whether a name modifies a person's, over titles only."""
    tree, head, steps = entities.tree, entities.tree.head[j], 0
    while tree.dep[j] in MODIFIERS and steps < 4:
        if use.first <= head <= use.last:
            return True
        if tree.lower[head] not in titles:
            return False
        j, head, steps = head, tree.head[head], steps + 1
    return False


def state_of(entities: Entities, use: Use) -> list[Entity]:
    """ "the Russian Defence Ministry", "Kenya's High Court", "the Treasury of Ghana": the state for which a civil body acts."""
    tree = entities.tree
    if tree.lower[use.head] not in CIVIL:
        return []
    owners = [u.entity for _, u in modifiers(entities, use.head) if u.entity.type == "State" and not u.locative]
    inside = {tree.lower[j] for j in range(use.first, use.last + 1)}
    states = [e for e in entities.all.values() if e.type == "State" and e not in owners]
    adjectives = _adjectives(entities.lexicon)
    named = (e for e in states if inside & ({n.lower() for n in (e.label, *e.names)} | adjectives.get(e.label, frozenset())))
    return [*owners, *named][:1]


@functools.lru_cache(maxsize=4)
def _adjectives(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    return {a.label: frozenset(w.lower() for w in a.adjectives) for a in lexicon.names if a.type == "State"}


def rivals(entities: Entities, i: int) -> list[Entity]:
    """ "both sides": the two states, armed groups or parties that the text has named most before, if each at least twice."""
    parties = [e for e in entities.all.values() if e.type in FIGHTING and not e.generic]
    counts = {e.key: sum(u.first < i for u in e.mentions) and _weight(entities, e) for e in parties}
    ranked = sorted((k for k, n in counts.items() if n > 1), key=lambda k: (-counts[k], k))
    return [entities.all[k] for k in ranked[:2]] if len(ranked) > 1 else []


def seated_in(entities: Entities, i: int) -> list[Entity]:
    """ "the foreign ministry in Tehran": the state whose city it sits in, when the text names that state."""
    for prep, _, o in entities.tree.all_phrases(i):
        use = entities.at.get(o)
        if prep == "in" and use is not None and use.entity.country:
            return [e for e in entities.all.values() if e.type == "State" and e.country == use.entity.country][:1]
    return []


def only_state(entities: Entities, words: Words, i: int) -> list[Entity]:
    """ "the government", "security forces": of the one state that the sentence and the few before it speak of."""
    tree = entities.tree
    before = [c for c in tree.children[i] if c < i and tree.dep[c] not in ("det", "punct", "cc")]
    if " ".join(tree.lemma[c] for c in (*before, i)) not in words.organs:
        return []
    if tree.only(i, "prep", "relcl", "acl") or any(tree.lower[c] in ("a", "an", "no") for c in tree.only(i, "det")):
        return []
    here = tree.sentence[i]
    states = (e for e in entities.all.values() if e.type == "State")
    near = [e for e in states if any(here - NEAR <= tree.sentence[u.head] <= here for u in e.mentions)]
    return _state_of_text(entities) or (near if len(near) == 1 else [])


def _state_of_text(entities: Entities) -> list[Entity]:
    """The state that a text is about: it and its leaders are named far more often than any other."""
    states = sorted((e for e in entities.all.values() if e.type == "State"), key=lambda e: (-_weight(entities, e), e.key))
    alone = len(states) == 1 or (len(states) > 1 and _weight(entities, states[0]) >= OFTEN * _weight(entities, states[1]))
    return states[:1] if alone else []


def _weight(entities: Entities, state: Entity) -> int:
    """How often a text names a state, its nationals and its known leaders."""
    leaders = entities.lexicon.table("leaders")["leaders"].get(state.label, ())
    return sum(len(e.mentions) for e in entities.all.values() if e is state or e.label in leaders)
