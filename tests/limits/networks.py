"""Networks as worlds: each node a household of one adult, each edge a tie of full strength and trust (τ = 1)."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.world.indices import index_ties
from sim.world.persons import BERTHS
from sim.world.state import World
from tests.society.build import build


class Village(NamedTuple):
    """A village of the microfinance study: who leads, and who is tied to whom; nodes from 0 on."""

    leaders: np.ndarray
    edges: np.ndarray

    @property
    def degree(self) -> np.ndarray:
        """Number of ties by node."""
        return np.bincount(self.edges.ravel(), minlength=len(self.leaders))


def villages(shared) -> dict[int, Village]:
    """Return the 38 villages of `shared/data/networks` by number (Banerjee, Chandrasekhar, Duflo & Jackson 2013)."""
    households = pd.read_csv(shared / "data" / "networks" / "india_microfinance_households.csv")
    edges = pd.read_csv(shared / "data" / "networks" / "india_microfinance_edges.csv")
    found = {}
    for village, rows in households.groupby("village"):
        node = {household: at for at, household in enumerate(rows["hh"])}
        here = edges[edges["hh_a"].isin(node) & edges["hh_b"].isin(node)]
        ends = np.array([[node[a], node[b]] for a, b in here.itertuples(index=False)], dtype=np.int64)
        found[int(village)] = Village(rows["leader"].to_numpy() == 1, np.sort(ends, axis=1))
    assert len(found) == 38 and sum(len(village.edges) for village in found.values()) == 40151
    return found


def oracle(shared, name: str) -> pd.DataFrame:
    """Return a table of `shared/data/oracles`."""
    return pd.read_csv(shared / "data" / "oracles" / name)


def world_of(n: int, edges: np.ndarray, seed: int = 1) -> World:
    """Return a world of n households of one adult, node k in dwelling k, with a tie for each edge."""
    world = build([1] * n, seed=seed)
    first = world.append("ties", len(edges))
    ends = np.sort(np.asarray(edges, dtype=np.int64).reshape(-1, 2), axis=1)
    new = slice(first, first + len(ends))
    world.ties.a[new], world.ties.b[new] = BERTHS * ends[:, 0], BERTHS * ends[:, 1]
    world.ties.strength[new], world.ties.prior[new] = 1.0, 1.0
    index_ties(world)
    return world


def complete(n: int) -> np.ndarray:
    """Return the edges of the complete graph."""
    return np.stack(np.triu_indices(n, 1), axis=1)


def ring(n: int) -> np.ndarray:
    """Return the edges of the cycle."""
    return np.stack([np.arange(n), (np.arange(n) + 1) % n], axis=1)


def neighbours(n: int, edges: np.ndarray) -> list[list[int]]:
    """Return each node's neighbours, for programs of a few lines."""
    found: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges.tolist():
        found[a].append(b)
        found[b].append(a)
    return found
