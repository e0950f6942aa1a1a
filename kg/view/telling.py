"""Events, relations and initiatives of the network, each told in a sentence that its notes bear out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import networkx as nx

from kg.analyse import accounts
from kg.view.prose import (
    Pieces,
    Sentence,
    excerpt,
    is_plural,
    joined,
    listed,
    name,
    needs_article,
    negated,
    participle,
    past,
    phrases,
    plain,
    sentence,
    told_as,
    when,
)  # fmt: skip

LEADS = {
    "Planned": "it is planned that ", "Possible": "it is possible that ", "Conditional": "under a condition, ",
    "Unknown": "it is not clear whether ",
}  # fmt: skip
MOST = 6  # names in a list; how many more there are is told
QUOTED = 3  # notes for a sentence


def event(net: nx.MultiDiGraph, node: str, dated: bool = True, quoted: bool = True) -> Sentence:
    """Who did what to whom, where and when, who says so, and the text's own words.

    The verb comes from the type of the event, its form from the factuality: "attacked", "is to attack", "may attack"
    ("was to attack", "may have attacked" of a day before the document's), "would attack if a condition were met",
    "did not attack".
    """
    data = net.nodes[node]
    targets = role(net, node, "target")
    place = listed([name(net.nodes[p]) for p in role(net, node, "place") if p not in targets][:2])
    time = when(data["time"]) if dated else ""
    words = excerpt(data["evidence"]) if quoted else ""
    quote = joined(" (", (("quote", f"“{words}”"),), ")") if words else ()
    where = joined(" in ", place) if place else ()
    return sentence(_attributed(net, node), where, f" {time}" if time else "", quote, notes=data["evidence"][:QUOTED])


def relation(net: nx.MultiDiGraph, a: str, b: str, edge: dict[str, Any]) -> Sentence:
    """ "The United League supports Arland, according to Ana Lund."."""
    one, several, never = phrases()["relations"][edge["predicate"]]
    verb = never if edge["factuality"] == "Negated" else several if is_plural(net.nodes[a]) else one
    lead = LEADS.get(edge["factuality"], "")
    return sentence(
        lead, name(net.nodes[a]), f" {verb} ", name(net.nodes[b]), according(edge["attributed"]), notes=edge["evidence"][:QUOTED]
    )


def names(net: nx.MultiDiGraph, nodes: Iterable[str], most: int = MOST) -> Pieces:
    """Names in a list, the first ones of many."""
    found = list(dict.fromkeys(nodes))
    shown = [name(net.nodes[node]) for node in found[:most]]
    if len(found) > most:
        shown.append(plain(f"{len(found) - most} more"))
    return listed(shown)


def speakers(labels: Sequence[str]) -> Pieces:
    """Names of who says something; only their labels are known."""
    return listed([joined("the " if needs_article(label, "") else "", (("name", label),)) for label in labels])


def according(labels: Sequence[str]) -> Pieces:
    return joined(", according to ", speakers(labels)) if labels else ()


def _attributed(net: nx.MultiDiGraph, node: str) -> Pieces:
    """What happened, with the speaker in front: a party that says it was not so denies it."""
    data = net.nodes[node]
    if not data["attributed"]:
        return _core(net, node, data["factuality"])
    who, parties = speakers(data["attributed"]), {*role(net, node, "agent"), *role(net, node, "target")}
    denying = [party for party in parties if net.nodes[party]["label"] in data["attributed"]]
    if data["factuality"] == "Negated" and denying:
        several = len(data["attributed"]) > 1 or is_plural(net.nodes[denying[0]])
        deny = " deny " if several else " denies "
        if set(denying) == set(role(net, node, "agent")):
            return joined(who, deny, "having ", _predicate(net, node, participle))
        return joined(who, deny, "that ", _core(net, node, "Actual"))
    return joined("according to ", who, ", ", _core(net, node, data["factuality"]))


def _parties(net: nx.MultiDiGraph, node: str) -> tuple[list[str], list[str]]:
    """Agents, and targets that aren't agents too."""
    agents = role(net, node, "agent")
    return agents, [target for target in role(net, node, "target") if target not in agents]


def _core(net: nx.MultiDiGraph, node: str, factuality: str) -> Pieces:
    agents, targets = _parties(net, node)
    if not agents and not targets:
        return plain(_there(_words(net.nodes[node]), factuality))
    subject = agents or targets
    plural = len(subject) > 1 or is_plural(net.nodes[subject[0]])
    told = _predicate(net, node, lambda phrase: _verb(phrase, factuality, plural, _over(net.nodes[node])))
    return joined(LEADS["Unknown"] if factuality == "Unknown" else "", names(net, subject), " ", told, _condition(factuality))


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return phrases()["events"][told_as(data["type"], data["evidence"])]


def _predicate(net: nx.MultiDiGraph, node: str, form: Callable[[str], str]) -> Pieces:
    """The verb in some form, and whom it concerns."""
    agents, targets = _parties(net, node)
    words = _words(net.nodes[node])
    if not agents:
        return plain(form(words["got"]))
    if targets:
        return joined(form(words["to"]), " ", names(net, targets))
    return plain(form(words["joint" if len(agents) > 1 else "alone"]))


def _condition(factuality: str) -> str:
    return " if a condition were met" if factuality == "Conditional" else ""


def _verb(phrase: str, factuality: str, plural: bool, over: bool) -> str:
    match factuality:
        case "Planned":
            be = ("were" if plural else "was") if over else "are" if plural else "is"
            return f"{be} to {phrase}"
        case "Possible":
            return f"may have {participle(phrase)}" if over else f"may {phrase}"
        case "Conditional":
            return f"would {phrase}"
        case "Negated":
            return negated(phrase, plural)
    return past(phrase, plural)


def _over(data: dict[str, Any]) -> bool:
    """Whether the event's time lies before the date of the document."""
    told = max((item.date for item in data["evidence"]), default="")
    return bool(data["latest"] and told and data["latest"] < told)


def _there(words: dict[str, Any], factuality: str) -> str:
    """A sentence about an event of which no party is known."""
    plural = words.get("plural", False)
    bare = words["noun"].removeprefix("an ").removeprefix("a ")
    match factuality:
        case "Planned":
            return f"there {'are' if plural else 'is'} to be {words['noun']}"
        case "Possible":
            return f"there may be {words['noun']}"
        case "Conditional":
            return f"there would be {words['noun']} if a condition were met"
        case "Negated":
            return f"there {'were' if plural else 'was'} no {bare}"
        case "Unknown":
            return f"it is not clear whether there {'were' if plural else 'was'} {words['noun']}"
    return f"there {'were' if plural else 'was'} {words['noun']}"


def role(net: nx.MultiDiGraph, node: str, predicate: str) -> list[str]:
    """Who or what has this part in an event, by name."""
    return sorted(accounts.role(net, node, predicate), key=lambda b: (net.nodes[b]["label"], b))
