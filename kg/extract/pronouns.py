"""Pronouns that take up an initiative: "It was completed", "but that was called off"."""

from __future__ import annotations

from kg.extract.initiatives import Finder, Phrase

ROLES = ("nsubj", "nsubjpass", "ROOT", "dobj", "attr", "appos", "pobj")


def join_pronouns(finder: Finder) -> None:
    """ "It was completed", "It includes ...": the initiative of the sentence before, its subject first, when the verb is
    one that tells of initiatives. Says of status, parts, aims and parties, and is no mention."""
    tree = finder.tree
    _join_inner_pronouns(finder)
    for n, (first, last) in enumerate(tree.sentences[1:], 1):
        it = next(
            (i for i in range(first, min(first + 4, last)) if tree.lower[i] == "it" and tree.dep[i] in ("nsubj", "nsubjpass")),
            None,
        )
        if it is None or it in finder.headings:
            continue
        before = _subjects_of_talk(finder, n - 1)
        if tree.lemma[tree.head[it]] in finder.words.parts and n > 1:
            before = [x for m in (n - 1, n - 2) for x in _subjects_of_talk(finder, m) if finder.by_head[x[1]].kind != "talks"]
            before = before[:1]
        if before and (min(before)[0] < 3 or _tells_of_plans(finder, it)):
            plan = finder.by_head[min(before)[1]]
            plan.pronouns.append(Phrase(it, it, it, plan.kind))


def _join_inner_pronouns(finder: Finder) -> None:
    """ "Were to sign a deal, but that was called off": in one sentence, when the verb is one that tells of initiatives."""
    tree = finder.tree
    for i in range(len(tree)):
        if tree.lower[i] in ("it", "that", "this") and tree.dep[i] == "nsubjpass":
            verb, first = tree.head[i], tree.sentences[tree.sentence[i]][0]
            words = tree.with_particles(verb, "prt")
            near = [h for h in range(first, i) if h in finder.by_head and not finder.by_head[h].head.clause]
            if near and words & set(finder.words.verbs) and tree.dep[verb] != "relcl":
                plan = finder.by_head[near[-1]]
                plan.pronouns.append(Phrase(i, i, i, plan.kind))


def _subjects_of_talk(finder: Finder, sentence: int) -> list[tuple[int, int]]:
    """The initiatives that a sentence names, the best antecedent of "it" first: rank of their role, and head."""
    tree = finder.tree
    a, b = tree.sentences[sentence]
    heads = [h for h in range(a, b + 1) if h in finder.by_head and tree.dep[h] in ROLES]
    return sorted(
        (ROLES.index(tree.dep[h]) + len(ROLES) * any(tree.dep[x] == "relcl" for x in tree.ancestors(h)), h) for h in heads
    )


def _tells_of_plans(finder: Finder, subject: int) -> bool:
    """ "It includes", "it was signed", "it expired", "it binds": not what states and persons do."""
    tree, words = finder.tree, finder.words
    verb = tree.head[subject]
    lemma = tree.lemma[verb]
    if tree.dep[subject] == "nsubjpass":
        return lemma in words.verbs
    return lemma in words.parts | words.sets["aims"] | words.sets["lasting"]


__all__ = ["join_pronouns"]
