"""Extractions to RDF: names, quads, the store, the check by shapes, and queries."""
