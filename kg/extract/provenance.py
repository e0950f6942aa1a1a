"""When an initiative was made, and who says that it is there."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.entities import Entity
from kg.extract.initiatives import Finder, Phrase, Plan
from kg.extract.occurrences import Occurrence
from kg.extract.times import Time
from kg.model import Status

MAKING = (Status.AGREED, Status.ACTIVE, Status.PROPOSED)


def trace(finder: Finder, plan: Plan) -> None:
    """Fill `plan.time` (of its making: signed, proposed, launched, imposed; else one told beside its name) and `plan.sources`."""
    plan.time = next((t for p in plan.phrases for t in _times(finder, p)), None)
    if plan.time is None and plan.whole is None:
        plan.time = next((t for p in plan.phrases if (t := finder.times.get(p.head)) is not None), None)
    first = next((p for p in plan.phrases if p.head not in finder.headings), plan.head)
    own = {*plan.has("proposedBy"), *plan.has("participant")}
    plan.sources = [e for e in _speakers(finder, first) if e not in own and not e.is_place]


def _times(finder: Finder, phrase: Phrase) -> Iterator[Time]:
    for o in _makings(finder, phrase):
        if o.time is not None and finder.words.verbs.get(finder.tree.lemma[o.match.trigger]) in MAKING:
            yield o.time


def _makings(finder: Finder, phrase: Phrase) -> Iterator[Occurrence]:
    """The events whose object or passive subject a mention is, in relative clauses too."""
    tree = finder.tree
    noun = tree.first_conjunct(phrase.head)
    verbs = [c for j in range(phrase.head, phrase.last + 1) for c in tree.only(j, "acl", "relcl")]
    if tree.dep[noun] in ("dobj", "nsubjpass", "nsubj") and not phrase.clause:
        verbs.append(tree.head[noun])
    elif tree.dep[noun] == "pobj":
        verbs.append(tree.head[tree.head[noun]])
    yield from (o for v in verbs if (o := finder.by_trigger.get(v)) is not None)


def _speakers(finder: Finder, phrase: Phrase) -> list[Entity]:
    """Who says it: the subject of the verb of saying that the clause hangs on, or "according to X"."""
    tree = finder.tree
    for verb in (phrase.head, *tree.ancestors(phrase.head)):
        if tree.pos[verb] not in ("VERB", "AUX"):
            continue
        for prep, _, o in tree.phrases(verb):
            if prep in ("to", "according to") and any(tree.lower[p] == "according" for p in tree.only(verb, "prep")):
                return finder.who.of(o, generic=False)
        head = tree.head[verb]
        if tree.dep[verb] == "ccomp" and head != verb and tree.lemma[head] in finder.ops.speech | finder.ops.doubtful:
            return [e for s in tree.agents(head) for e in finder.who.of(s, generic=False)]
    return []
