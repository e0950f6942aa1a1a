"""The chapters of a brief on what is not settled: accounts that differ, accusations and denials, claims and plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx

from kg.analyse.accounts import Difference, differences, reported
from kg.analyse.project import Evidence
from kg.view import standing, telling
from kg.view.chapters import OPEN, Block, Heading, Items, Paragraph, events, in_time, salience
from kg.view.prose import Pieces, Sentence, date, joined, name, number, plain, sentence, told_as, when

SETTLED = sentence("no two accounts of the same event or initiative were found to differ", see="happened")
FACTUAL = sentence("everything told is told as a fact, and by the documents themselves", see="happened")
MOST = 40  # claims or plans of a kind

FACTS = {
    "Actual": "as having happened", "Negated": "as not having happened", "Planned": "as planned", "Possible": "as possible",
    "Conditional": "as depending on a condition", "Unknown": "as uncertain",
}  # fmt: skip


def disagreements(net: nx.MultiDiGraph) -> Iterator[Block]:
    """Where accounts of the same differ, then accusations with their answers, and other denials."""
    found = differences(net)
    if found:
        yield Items(items=tuple(tuple(_difference(net, difference)) for difference in found))
    quarrels = _quarrels(net)
    if quarrels:
        yield Heading(pieces=plain("Accusations, criticism and denials"))
        yield Items(items=tuple(quarrels[:MOST]))
        if len(quarrels) > MOST:
            yield Paragraph(sentences=(sentence(f"{number(len(quarrels) - MOST, 'more')} left out here"),))
    if not (found or quarrels):
        yield Paragraph(sentences=(SETTLED,))


def _difference(net: nx.MultiDiGraph, difference: Difference) -> Iterator[Sentence]:
    nodes = [node for node, _ in difference.accounts]
    first = net.nodes[nodes[0]]
    if difference.aspect == "status":
        yield standing.standing(net, nodes)
        if len({reported(net, node) for node in nodes}) > 1:
            notes = [item for node in nodes for item in net.nodes[node]["evidence"][:1]]
            yield sentence("the documents are of different dates, so this may be a development and no dispute", notes=notes)
        return
    if difference.aspect == "time":
        lead = joined(name(first), " is dated differently")
    elif difference.aspect == "factuality":
        lead = joined("accounts differ on whether it happened")
    else:
        lead = joined(
            f"accounts differ on the {'parties that acted' if difference.aspect == 'agents' else 'parties it was done to'}"
        )
    yield sentence(lead, notes=[item for node in nodes for item in net.nodes[node]["evidence"][:1]])
    for node, value in difference.accounts:
        yield _account(net, node, difference.aspect, value)


def _account(net: nx.MultiDiGraph, node: str, aspect: str, value: str) -> Sentence:
    evidence = net.nodes[node]["evidence"]
    where = document(evidence[0])
    if aspect == "time":
        return sentence(where, f": {when(value)}", notes=evidence[:1])
    told = telling.event(net, node).pieces[:-1]
    how = f", {FACTS[value]}" if aspect == "factuality" else ""
    return sentence(where, how, ": ", told, notes=evidence[:1])


def document(item: Evidence) -> Pieces:
    """A document as it is called in a sentence: its title and date."""
    return joined((("title", " ".join((item.title or item.source).split())),), f" ({date(item.date)})" if item.date else "")


def _quarrels(net: nx.MultiDiGraph) -> list[tuple[Sentence, ...]]:
    """Accusations with the denial that answers each, then denials that answer none, in the order of time."""
    denials = [node for node in events(net) if _is_denial(net, node)]
    out, answered = [], set()
    accusations = [
        n
        for n in events(net)
        if net.nodes[n]["type"] == "ACCUSE" and telling.role(net, n, "agent") and telling.role(net, n, "target")
    ]
    for node in in_time(net, accusations):
        answers = [d for d in in_time(net, denials) if d not in answered and _answers(net, d, node)]
        answered.update(answers)
        out.append(tuple(telling.event(net, told) for told in (node, *answers)))
    alone = [node for node in in_time(net, denials) if node not in answered]
    return out + [(telling.event(net, node),) for node in alone]


def _is_denial(net: nx.MultiDiGraph, node: str) -> bool:
    data = net.nodes[node]
    denied = told_as(data["type"], data["evidence"]) == "DENIAL" and data["factuality"] == "Actual"
    return denied and bool(telling.role(net, node, "agent"))


def _answers(net: nx.MultiDiGraph, denial: str, accusation: str) -> bool:
    """Whether the accused deny, in the same document and at no other time."""
    said, charge = net.nodes[denial], net.nodes[accusation]
    same = {e.source for e in said["evidence"]} & {e.source for e in charge["evidence"]}
    accused = set(telling.role(net, accusation, "target")) & set(telling.role(net, denial, "agent"))
    return bool(same and accused) and said["earliest"] in ("", charge["earliest"])


def claims(net: nx.MultiDiGraph) -> Iterator[Block]:
    """What rests on somebody's word, by speaker, and what has not happened yet, by how sure it is."""
    said, open_ = defaultdict(list), defaultdict(list)
    for node in events(net):
        data = net.nodes[node]
        if data["attributed"]:
            said[data["attributed"]].append(node)
        elif data["factuality"] in OPEN:
            open_[data["factuality"]].append(node)
    if said:
        yield Heading(pieces=plain("On somebody's word"))
        told = [node for who in sorted(said) for node in in_time(net, said[who])]
        yield from _listed(net, told)
    for factuality, heading in (
        ("Planned", "Planned, promised or called for"),
        ("Possible", "Possible"),
        ("Conditional", "Under a condition"),
        ("Unknown", "Uncertain"),
    ):
        if open_[factuality]:
            yield Heading(pieces=plain(heading))
            yield from _listed(net, open_[factuality])
    if not (said or any(open_.values())):
        yield Paragraph(sentences=(FACTUAL,))


def _listed(net: nx.MultiDiGraph, nodes: list[str]) -> Iterator[Block]:
    kept = set(sorted(nodes, key=lambda node: (-salience(net, node), node))[:MOST])
    yield Items(items=tuple((telling.event(net, node),) for node in nodes if node in kept))
    if len(nodes) > MOST:
        yield Paragraph(
            sentences=(sentence(f"{number(len(nodes) - MOST, 'more of less weight', 'more of less weight')} are left out here"),)
        )
