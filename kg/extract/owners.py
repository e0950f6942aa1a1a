"""Whose organ a description names without an owner beside it: "the foreign ministry in Tehran", "the government"."""

from __future__ import annotations

from kg.extract.collectives import Words
from kg.extract.entities import Entities, Entity

NEAR = 3  # sentences before the description in which the state may be named


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
    return near if len(near) == 1 else []
