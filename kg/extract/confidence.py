"""How likely a finding is right, from a few of its features: logistic models of five numbers or six.

"Right" is: the text does speak of such an act, of that type; it does speak of such an initiative. Who is named in it
is not part of the figure. The weights were set on forty-one annotated documents and rounded; docs/quality.md has the share
of right findings by confidence, each document left out of the count in turn.
"""

from __future__ import annotations

import math

# Acts told by words that seldom mean anything else ("accused", "arrested"). Of the others ("joined", "set", "met") more is
# needed to be sure.
UNMISTAKABLE = frozenset({"ACCUSE", "COERCE", "REJECT", "REQUEST", "SANCTION"})
DEPENDENT = frozenset({"xcomp", "pcomp", "ccomp", "conj"})
GENERAL = frozenset({"agreement", "mission", "proposal"})  # kinds whose nouns often stand for no one initiative
LEADING = frozenset({"ROOT", "ccomp", "appos", "nsubjpass", "advcl", "acl"})
LEAST, MOST = 0.05, 0.95


def event(type: str, *, situated: bool, agents: bool, edge: str) -> float:
    """`situated`: whether a time or a place is known; `agents`: whether anybody is known to do it; `edge`: the dependency
    label of the verb whose clause it stands in."""
    return _share(0.45 + 0.7 * (type in UNMISTAKABLE) + 0.5 * situated + 0.75 * agents - 0.35 * (edge in DEPENDENT))


def initiative(kind: str, *, links: int, grouped: bool, edge: str) -> float:
    """`links`: how many parties, issues and other things it points at; `grouped`: whether it is a part or has parts;
    `edge`: the dependency label of the noun (or verb) that it is named by first."""
    leads, hangs = edge in LEADING, edge == "xcomp"
    return _share(1.25 + 0.45 * (links > 2) + 0.15 * grouped + 1.0 * leads - 0.9 * hangs - 0.75 * (kind in GENERAL))


def _share(log_odds: float) -> float:
    """Two decimals, never quite sure either way."""
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-log_odds)))), 2)
