"""The graph for the eye: pages, reports, export formats."""
