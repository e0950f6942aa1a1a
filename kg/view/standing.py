"""Initiatives in prose: who proposes what to whom, where it stands as of which document, and what is for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx

from kg.analyse.accounts import reported
from kg.view.prose import Pieces, Sentence, date, is_plural, joined, name, sentence, when
from kg.view.telling import LEADS, QUOTED, according, names

STATUS = {
    "Proposed": "proposed", "Agreed": "agreed", "Active": "under way or in force", "Completed": "completed",
    "Suspended": "suspended", "Rejected": "rejected",
}  # fmt: skip

# Property → what is said of one and of several before "it", or of it before them.
OF_THEM = {
    "supportedBy": ("supports it", "support it"),
    "opposedBy": ("opposes it", "oppose it"), "hinderedBy": ("stands in its way", "stand in its way"),
}  # fmt: skip
OF_IT = {
    "hasPart": "it comprises ", "addresses": "it concerns ", "targets": "it is aimed at ", "under": "it is hosted by ",
    "proposedTo": "it is addressed to ",
}  # fmt: skip
ORDER = ("proposedTo", "hasPart", "addresses", "targets", "under", "participant", "supportedBy", "opposedBy", "hinderedBy")

PARTY = {
    "Proposed": ("would take part in it", "would take part in it"), "Active": ("takes part in it", "take part in it"),
    "Completed": ("took part in it", "took part in it"),
}  # fmt: skip
NAMED = ("is a party to it", "are parties to it")

Claims = list[tuple[str, dict[str, Any]]]


def told(net: nx.MultiDiGraph, group: Sequence[str]) -> list[Sentence]:
    """Everything stated about an initiative, whose accounts are `group`: its name and standing, then each claim."""
    accounts = in_order(net, group)
    claims = _claims(net, accounts)
    proposers = claims.pop("proposedBy", [])
    parties = [*proposers, *claims.get("proposedTo", ())]
    out = [standing(net, accounts), *_times(net, accounts), *_proposal(net, proposers, claims)]
    for predicate in ORDER:
        left = [claim for claim in claims.get(predicate, ()) if predicate != "participant" or not _among(claim, parties)]
        out.extend(_said(net, predicate, left, net.nodes[accounts[-1]]["status"]))
    return out


def in_order(net: nx.MultiDiGraph, group: Sequence[str]) -> list[str]:
    """The accounts of an initiative by the dates of their documents, undated ones last."""
    return sorted(group, key=lambda node: (reported(net, node) or "~", node))


def title(net: nx.MultiDiGraph, group: Sequence[str]) -> Pieces:
    return name(net.nodes[in_order(net, group)[0]])


def standing(net: nx.MultiDiGraph, accounts: Sequence[str]) -> Sentence:
    """ "Minsk Plan: proposed as of 3 May 2024; agreed as of 10 June 2024.", told in the order of the documents' dates."""
    runs: list[tuple[str, tuple[str, ...], list[str]]] = []
    for node in accounts:
        data, day = net.nodes[node], date(reported(net, node))
        if not runs or runs[-1][:2] != (data["status"], data["attributed"]):
            runs.append((data["status"], data["attributed"], []))
        if day and day not in runs[-1][2]:
            runs[-1][2].append(day)
    parts = [joined(STATUS[status], _as_of(days), according(who)) for status, who, days in runs]
    told_ = joined(*(joined("; " if i else "", part) for i, part in enumerate(parts)))
    return sentence(
        name(net.nodes[accounts[0]]), ": ", told_, notes=[e for node in accounts for e in net.nodes[node]["evidence"][:1]]
    )


def _as_of(days: Sequence[str]) -> str:
    return f" as of {' and '.join([', '.join(days[:-1]), days[-1]] if len(days) > 1 else days)}" if days else ""


def _claims(net: nx.MultiDiGraph, accounts: Sequence[str]) -> dict[str, Claims]:
    """The claims about it by property, without those that say its own name again."""
    found, own = defaultdict(list), " ".join(net.nodes[node]["label"].casefold() for node in accounts)
    for node in accounts:
        for _, other, edge in net.out_edges(node, data=True):
            thing = net.nodes[other]
            if edge["claim"] and (thing["kind"] == "Actor" or thing["label"].casefold() not in own):
                found[edge["predicate"]].append((other, edge))
    return {
        key: sorted(items, key=lambda claim: (net.nodes[claim[0]]["label"], claim[1]["claim"])) for key, items in found.items()
    }


def _among(claim: tuple[str, dict[str, Any]], others: Claims) -> bool:
    return any(claim[0] == other for other, _ in others)


def _proposal(net: nx.MultiDiGraph, proposers: Claims, claims: dict[str, Claims]) -> Iterator[Sentence]:
    """ "Pakistan proposed it to India."; addressees of whom this is told are taken out of `claims`."""
    for edge, who in _grouped(proposers):
        alike = (edge["factuality"], edge["attributed"])
        to = [claim for claim in claims.get("proposedTo", ()) if (claim[1]["factuality"], claim[1]["attributed"]) == alike]
        claims["proposedTo"] = [claim for claim in claims.get("proposedTo", ()) if claim not in to]
        addressee = joined(" to ", names(net, [b for b, _ in to])) if to else ()
        verb = " did not propose it" if edge["factuality"] == "Negated" else " proposed it"
        notes = [item for _, e in [*who, *to] for item in e["evidence"][:1]]
        told_ = joined(LEADS.get(edge["factuality"], ""), names(net, [b for b, _ in who]), verb, addressee)
        yield sentence(told_, according(edge["attributed"]), notes=notes)


def _times(net: nx.MultiDiGraph, accounts: Sequence[str]) -> Iterator[Sentence]:
    found: dict[str, list] = {}
    for node in accounts:
        if net.nodes[node]["time"]:
            found.setdefault(when(net.nodes[node]["time"]), []).extend(net.nodes[node]["evidence"][:QUOTED])
    for time, evidence in found.items():
        yield sentence(f"it is placed {time}", notes=evidence)


def _said(net: nx.MultiDiGraph, predicate: str, claims: Claims, status: str) -> Iterator[Sentence]:
    """One sentence for all claims of the same factuality and speaker."""
    for edge, who in _grouped(claims):
        lead = "it is not the case that " if edge["factuality"] == "Negated" else LEADS.get(edge["factuality"], "")
        who_ = names(net, [b for b, _ in who])
        if predicate in OF_IT:
            body = joined(OF_IT[predicate], who_)
        else:
            one, several = OF_THEM.get(predicate) or PARTY.get(status, NAMED)
            body = joined(who_, " ", several if len(who) > 1 or is_plural(net.nodes[who[0][0]]) else one)
        yield sentence(lead, body, according(edge["attributed"]), notes=[item for _, e in who for item in e["evidence"][:1]])


def _grouped(claims: Claims) -> list[tuple[dict[str, Any], Claims]]:
    """Claims of the same factuality and speaker together, each object once."""
    groups: dict[tuple, Claims] = {}
    for other, edge in claims:
        group = groups.setdefault((edge["factuality"], edge["attributed"]), [])
        if all(other != seen for seen, _ in group):
            group.append((other, edge))
    return [(group[0][1], group) for group in groups.values()]
