"""How much faster the compiled measures are than networkx: `python benchmarks/networks.py [--nodes 1000 10000 100000]`.

The networks are scale-free (Barabási and Albert, three ties for each new node), weighted and directed at random from a
fixed seed.
Times are of one call each and of processor time, so that other work on the machine counts little; our side includes making
the igraph network of the networkx one. Where all sources would take long, both sides take the same few sources, the time is that
of one source, and making the network is left out. `-` means that networkx was not run, since it would take many minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import networkx as nx

from kg.analyse import centrality, groups
from kg.analyse.compiled import compiled, lengths

SOURCES = 20
WHOLE = 1_000  # nodes up to which betweenness and closeness are computed from all sources
SLOW = {"effective-size": 10_000}  # nodes up to which networkx is asked

Pair = tuple[Callable[[], object], Callable[[], object]]


def network(nodes: int, seed: int = 1) -> nx.DiGraph:
    rng = random.Random(seed)
    net = nx.DiGraph()
    net.add_nodes_from(range(nodes))
    for a, b in nx.barabasi_albert_graph(nodes, 3, seed=seed).edges():
        ends = (a, b) if rng.random() < 0.5 else (b, a)
        net.add_edge(*ends, weight=rng.randint(1, 32) / 4)
    return net


def undirected(net: nx.DiGraph) -> nx.Graph:
    """As the measures of networkx want it, with the length of a tie."""
    plain = nx.Graph()
    plain.add_nodes_from(net)
    plain.add_weighted_edges_from(net.edges(data="weight"))
    for _, _, data in plain.edges(data=True):
        data["length"] = 1 / data["weight"]
    return plain


def measures(net: nx.DiGraph) -> dict[str, Pair]:
    plain = undirected(net)
    return {
        **(_whole(net, plain) if len(net) <= WHOLE else _sampled(net, plain)),
        "eigenvector": (
            lambda: centrality.eigenvector(net),
            lambda: nx.eigenvector_centrality(plain, weight="weight", max_iter=1000),
        ),
        "pagerank": (
            lambda: compiled(net, directed=True).pagerank(damping=0.85, weights="weight"),
            lambda: nx.pagerank(net, weight="weight", tol=1e-12, max_iter=1000),
        ),
        "core": (lambda: centrality.core(net), lambda: nx.core_number(plain)),
        "constraint": (lambda: centrality.constraint(net), lambda: nx.constraint(plain, weight="weight")),
        "effective-size": (lambda: centrality.effective_size(net), lambda: nx.effective_size(plain)),
        "communities": (
            lambda: groups.communities(net),
            lambda: nx.community.louvain_communities(plain, weight="weight", seed=1),
        ),
    }


def _whole(net: nx.DiGraph, plain: nx.Graph) -> dict[str, Pair]:
    return {
        "betweenness": (lambda: centrality.betweenness(net), lambda: nx.betweenness_centrality(plain, weight="length")),
        "closeness": (lambda: centrality.closeness(net), lambda: nx.closeness_centrality(plain, distance="length")),
    }


def _sampled(net: nx.DiGraph, plain: nx.Graph) -> dict[str, Pair]:
    """The same few sources on both sides; networkx sums betweenness over them as `betweenness_centrality(k=...)` does."""
    sources = random.Random(2).sample(range(len(net)), SOURCES)
    graph = compiled(net)
    ways = lengths(graph)
    return {
        "betweenness, a source": (
            lambda: graph.betweenness(directed=False, weights=ways, sources=sources),
            lambda: nx.betweenness_centrality_subset(plain, sources, list(plain), weight="length"),
        ),
        "closeness, a source": (
            lambda: graph.closeness(sources, weights=ways),
            lambda: [nx.closeness_centrality(plain, u=source, distance="length") for source in sources],
        ),
    }


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    print("| nodes | ties | measure | igraph, seconds | networkx, seconds | ratio |\n|---:|---:|---|---:|---:|---:|")
    for ours, theirs in measures(network(50)).values():  # what is loaded at the first call
        ours(), theirs()
    for nodes in parser.parse_args().nodes:
        net = network(nodes)
        for name, (ours, theirs) in measures(net).items():
            share = SOURCES if name.endswith("source") else 1
            mine = seconds(ours) / share
            other = None if nodes > SLOW.get(name, nodes) else seconds(theirs) / share
            shown = ("-", "-") if other is None else (f"{other:.4f}", f"{other / mine:.1f}")
            print(f"| {nodes:,} | {net.number_of_edges():,} | {name} | {mine:.4f} | {shown[0]} | {shown[1]} |", flush=True)


if __name__ == "__main__":
    main()
