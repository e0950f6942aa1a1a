"""The read-only server: SPARQL, linked data, a JSON interface, and pages to explore and to ask the graph."""
