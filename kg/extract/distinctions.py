"""What tells one initiative from another of its kind: names of places and actors before it, whose it is."""

from __future__ import annotations

import re

from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.tree import Tree

YEAR = re.compile("(1[89]|20)[0-9]{2}")


def names_in(finder: Finder, phrase: Phrase) -> set[str]:
    """The words of names of places and actors in a phrase: "the Havana agreement" may be the one made there."""
    if phrase.named:
        return set()
    tree = finder.tree
    return {tree.lemma[j] for j in range(phrase.first, phrase.head) if j in finder.who.entities.at or tree.pos[j] == "PROPN"}


def is_told_apart(finder: Finder, phrase: Phrase, plan: Plan) -> bool:
    """ "the Geneva accord" is not "the Doha accord"."""
    mine = names_in(finder, phrase)
    others = {w for p in plan.phrases for w in names_in(finder, p)}
    return bool(mine and others and not mine & others) or (plan.head.named and not mine & others)


def is_anothers(finder: Finder, phrase: Phrase, plan: Plan) -> bool:
    """ "Ghana ... its action plan" is not Togo's, of which no sentence names Ghana."""
    tree = finder.tree
    inner = [phrase.head, *tree.only(phrase.head, "acl")]
    tokens = [
        *tree.only(phrase.head, "poss"),
        *(o for i in inner for p, _, o in tree.all_phrases(i) if p in ("of", "by", "from")),
    ]
    owners = {e for c in tokens for e in finder.who.of(c, generic=False) if not e.is_place}
    told = {tree.sentence[p.head] for p in plan.phrases}
    return bool(owners) and not any(tree.sentence[u.head] in told for e in owners for u in e.mentions)


def is_dated_apart(finder: Finder, phrase: Phrase) -> bool:
    """ "The truce that the UN mediated in April 2022", when nothing of the kind was told with that year."""
    tree = finder.tree
    years = {
        tree.lower[d] for c in tree.only(phrase.head, "relcl", "acl") for d in tree.subtree(c) if YEAR.fullmatch(tree.lower[d])
    }
    if not years or tree.lemma[phrase.head] not in finder.words.sets["truces"] | finder.words.sets["agreements"]:
        return False
    known = {tree.sentence[q.head] for p in finder.plans for q in p.phrases if q.kind == phrase.kind and q.head != phrase.head}
    return not any(tree.lower[i] in years and tree.sentence[i] in known for i in range(len(tree)))


def lengths(finder: Finder, phrase: Phrase) -> set[str]:
    """The words of "five-month", "30-day": they seldom tell one truce from another."""
    tree = finder.tree
    inner = range(phrase.first, phrase.head)
    return {tree.lemma[j] for j in inner if tree.pos[j] == "NUM" or tree.lemma[j] in ("day", "week", "month", "year", "hour")}


def is_another(tree: Tree, phrase: Phrase) -> bool:
    """ "another truce", "a truce of its own", "a truce that would hold"."""
    around = {tree.lower[j] for j in range(max(0, phrase.first - 1), min(phrase.last + 4, len(tree)))}
    return (
        bool(around & {"own", "another", "unilateral", "second", "separate"})
        or tree.first(phrase.head, "relcl", "acl") is not None
    )
