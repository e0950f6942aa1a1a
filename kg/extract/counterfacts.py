"""What is told as not done without a word of negation: "instead of signing", "nearly hit", "kept from leaving", "has yet to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.tree import Tree

if TYPE_CHECKING:
    from kg.extract.factuality import Operators


def is_contrary(tree: Tree, verb: int, ops: Operators) -> bool:
    """Whether the construction that a verb stands in says that it did not happen, or not yet."""
    return (
        _is_contrasted(tree, verb, ops) or _is_short_of(tree, verb, ops) or _is_kept_from(tree, verb, ops) or is_due(tree, verb)
    )


def _is_contrasted(tree: Tree, verb: int, ops: Operators) -> bool:
    """ "rather than consulted", "instead of being consulted", "stopped short of attacking"."""
    own = {c for c in tree.only(verb, "aux", "auxpass", "advmod") if c < verb and tree.lower[c] not in ("rather", "instead")}
    j = verb - 1
    while j > 0 and j in own:
        j -= 1
    return j > 0 and f"{tree.lower[j - 1]} {tree.lower[j]}" in ops.contrasts


def _is_short_of(tree: Tree, verb: int, ops: Operators) -> bool:
    """ "nearly reached a deal", not "nearly a hundred were killed"."""
    return any(tree.lower[c] in ops.approximate and c < verb and not tree.children[c] for c in tree.only(verb, "advmod"))


def _is_kept_from(tree: Tree, verb: int, ops: Operators) -> bool:
    """ "prevented Togo from joining", "decided against joining"."""
    if tree.dep[verb] != "pcomp":
        return False
    prep = tree.head[verb]
    governor = tree.lemma[tree.head[prep]]
    return {"from": governor in ops.preventing, "against": governor in ops.deciding}.get(tree.lower[prep], False)


def is_due(tree: Tree, verb: int) -> bool:
    """ "has yet to ratify", "remains to be ratified"."""
    return tree.dep[verb] == "xcomp" and awaits(tree, tree.head[verb])


def awaits(tree: Tree, verb: int) -> bool:
    """Whether a verb only says that the infinitive after it is still to come."""
    infinitive = any(tree.has_to(x) for x in tree.only(verb, "xcomp"))
    yet = tree.lemma[verb] in ("have", "be") and any(tree.lower[c] == "yet" for c in tree.only(verb, "advmod"))
    return infinitive and (yet or tree.lemma[verb] == "remain")
