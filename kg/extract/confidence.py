"""How likely a finding is right, from a few of its features: logistic models of four numbers or five.

"Right" is: the text does speak of such an act, of that type; it does speak of such an initiative. Who is named in it
is not part of the figure. The weights of events were set on eighteen annotated documents, each in turn left out of the
count, those of initiatives on seven, and rounded; docs/quality.md has the share of right findings by confidence.
"""

from __future__ import annotations

import math

# Acts told by words that seldom mean anything else ("bombed", "accused", "met"). Of the others ("joined", "set",
# "committed", "backed") more is needed to be sure.
UNMISTAKABLE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "REJECT", "CONSULT", "REQUEST"})
DEPENDENT = frozenset({"xcomp", "pcomp", "advcl", "conj"})
GENERAL = frozenset({"proposal", "plan", "agreement", "talks"})  # kinds whose nouns often stand for no one initiative
ARGUMENTS = frozenset({"nsubj", "dobj", "pobj"})
LEAST, MOST = 0.05, 0.95


def event(type: str, *, situated: bool, agents: bool, edge: str) -> float:
    """`situated`: whether a time or a place is known; `agents`: whether anybody is known to do it; `edge`: the dependency
    label of the verb whose clause it stands in."""
    return _share(0.5 + 0.9 * (type in UNMISTAKABLE) + 0.4 * situated + 0.45 * agents - 0.5 * (edge in DEPENDENT))


def initiative(kind: str, *, links: int, grouped: bool, edge: str) -> float:
    """`links`: how many parties, issues and other things it points at; `grouped`: whether it is a part or has parts;
    `edge`: the dependency label of the noun (or verb) that it is named by first."""
    return _share(1.7 + 0.8 * (links > 2) + 0.9 * grouped - 0.7 * (edge in ARGUMENTS) - 0.9 * (kind in GENERAL))


def _share(log_odds: float) -> float:
    """Two decimals, never quite sure either way."""
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-log_odds)))), 2)
