"""What is said to a proposal right after it: "Cuba refused.", "Rouhani dismissed the idea", "the president rejected both"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.entities import Entity
from kg.extract.factuality import is_negated
from kg.extract.initiatives import Finder, Plan, parties_of
from kg.model import Factuality

PRONOUNS = frozenset({"it", "both", "that", "this", "them", "these", "all", "either"})


def reject(finder: Finder) -> None:
    """Mark the proposals that are refused in the same sentence or the next one, with who opposes them and what stands in
    their way: the refusal."""
    for verb, agents in _refusals(finder):
        plans = list(_proposed_before(finder, verb, agents))
        o = finder.by_trigger.get(verb)
        for plan in plans:
            plan.refused = True
            for e in agents:
                plan.link("opposedBy", e, (verb, verb))
                if o is None or o not in finder.occurrences:
                    plan.link("hinderedBy", e, (verb, verb))
            if o is not None and o in finder.occurrences:
                plan.link("hinderedBy", o, (verb, verb))


def _refusals(finder: Finder) -> Iterator[tuple[int, list[Entity]]]:
    """The verbs of refusing whose object, if they have one, only points back; with the named actors who refuse."""
    tree = finder.tree
    for i in range(len(tree)):
        if tree.pos[i] != "VERB" or any(c > i for c in tree.only(i, "xcomp", "ccomp")) or is_negated(tree, i, finder.ops):
            continue
        o = finder.by_trigger.get(i)
        told = o is not None and o.type == "REJECT" and o.factuality is Factuality.ACTUAL and not o.match.nominal
        bare = tree.lemma[i] in ("refuse", "decline") and o is None
        if tree.lemma[i] in ("deny", "dispute", "contradict"):  # of a charge, not of a proposal
            continue
        if not told and not bare or not all(_points_back(finder, d) for d in tree.only(i, "dobj")) or tree.is_passive(i):
            continue
        agents = [e for e in parties_of(finder, tree.agents(i)) if not e.generic]
        if agents:
            yield i, agents


def _points_back(finder: Finder, noun: int) -> bool:
    tree = finder.tree
    if tree.lower[noun] in PRONOUNS:
        return True
    plain = [tree.lower[c] for c in tree.children[noun]] in (["the"], ["this"], ["that"], ["its"], ["their"])
    return plain and tree.lemma[noun] in finder.words.sets["answered"] and noun not in finder.by_head


def _proposed_before(finder: Finder, verb: int, agents: list[Entity]) -> Iterator[Plan]:
    """What others have proposed, in the nearest of this sentence and the one before; if some of it to the one who refuses,
    that alone."""
    tree = finder.tree
    for back in (0, 1, 2, 3):
        here = [
            p
            for p in finder.plans
            if any(q.head < verb and tree.sentence[q.head] == tree.sentence[verb] - back for q in p.phrases)
            and p.has("proposedBy")
            and not set(agents) & set(p.has("proposedBy"))
        ]
        asked = [p for p in here if set(agents) & set(p.has("proposedTo"))]
        if here:
            yield from asked or here
            return
