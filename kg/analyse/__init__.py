"""The graph as a network: projection to networkx, central actors, paths, groups, events over time."""
