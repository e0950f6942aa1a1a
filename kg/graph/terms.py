"""Terms of RDF as the other files of this folder write them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.vocabulary import AEI, RDF, XSD

TYPE = NamedNode(RDF + "type")


@cache
def aei(name: str) -> NamedNode:
    return NamedNode(AEI + name)


@cache
def term(namespace: str, name: str) -> NamedNode:
    return NamedNode(namespace + name)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=term(XSD, datatype))


def decimal(value: Decimal) -> Literal:
    """In the canonical form, which is the one a store gives back."""
    text = format(value, "f")
    return typed((text.rstrip("0").rstrip(".") if "." in text else text) or "0", "decimal")
