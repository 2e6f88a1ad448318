"""Averaging and contagion on networks: talk is DeGroot's model, rumour the independent cascade.

DeGroot 1974, JASA 69:118: with `talk_rate` .5 and `talk_offset` 0 beliefs move by the lazy walk (I + D⁻¹A) / 2.
Kempe, Kleinberg & Tardos 2003 (KDD): whom a cascade with transmission T reaches is the seed's component after each tie
is kept with probability T (`rumour_p_transmission` T, `rumour_rounds` 0).
"""

import math

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array, eye_array
from scipy.sparse.linalg import eigsh

from sim.foundation.draws import pair, uniform
from sim.foundation.purposes import Purpose
from sim.world.persons import BERTHS
from tests.limits.networks import complete, oracle, ring, villages, world_of
from tests.society.build import add_affair, society

# talk: DeGroot

ROUNDING = 2.0**-23
"""A mean of terms in units of 2**-24 is off by less; averaging does not enlarge it."""


def talked(world, beliefs, months):
    """Return beliefs after so many months of talk about one affair that touches everybody."""
    affair = add_affair(world, np.arange(len(beliefs)))
    own = slice(int(world.affairs.first_stake[affair]), int(world.affairs.first_stake[affair]) + len(beliefs))
    world.stakes.belief_mean[own] = beliefs
    s = society(world, beliefs={"talk_rate": 0.5, "talk_offset": 0.0})
    for _ in range(months):
        s.talk(np.array([affair]))
    return world.stakes.belief_mean[own].copy()


def slowest_mode(n, edges):
    """Return λ₂ of (I + D⁻¹A) / 2 on a connected graph, and its vector by nodes, greatest entry 1."""
    both = np.concatenate([edges, edges[:, ::-1]])
    root = np.sqrt(np.bincount(both[:, 0], minlength=n))
    weights = 0.5 / (root[both[:, 0]] * root[both[:, 1]])
    walk = coo_array((weights, (both[:, 0], both[:, 1])), shape=(n, n)).tocsr() + 0.5 * eye_array(n)
    values, vectors = eigsh(walk, k=2, which="LA", v0=np.ones(n), tol=1e-13)
    slowest = int(np.argmin(values))
    mode = vectors[:, slowest] / root
    return values[slowest], mode / np.abs(mode).max()


def test_on_a_ring_the_wave_fades_at_its_known_rate():
    """λ₂ = (1 + cos 2π/n) / 2: a wave of length n keeps its form and shrinks by it each month."""
    n, months = 12, 20
    wave = np.cos(2 * math.pi * np.arange(n) / n)
    after = talked(world_of(n, ring(n)), wave, months)
    rate = (1 + math.cos(2 * math.pi / n)) / 2
    assert after == pytest.approx(rate**months * wave, abs=months * ROUNDING)


def test_where_everybody_hears_everybody_the_mean_is_reached():
    beliefs = np.arange(20) / 10 - 0.5
    after = talked(world_of(20, complete(20)), beliefs, 40)
    assert after == pytest.approx(np.full(20, beliefs.mean()), abs=40 * ROUNDING)


def test_at_a_star_the_centre_counts_for_all_its_ties():
    """Consensus Σ d x / Σ d: the centre of nine alone weighs half."""
    star = np.stack([np.zeros(9, dtype=np.int64), np.arange(1, 10)], axis=1)
    after = talked(world_of(10, star), np.array([1.0] + [0.0] * 9), 60)
    assert after == pytest.approx(np.full(10, 0.5), abs=60 * ROUNDING)


def test_averaging_in_real_villages(shared):
    """Consensus and rate on the giant components of 38 villages; those outside it keep to themselves."""
    table = oracle(shared, "degroot_percolation_real_villages.csv").set_index("village")
    found = villages(shared)
    assert len(table) == len(found) == 38
    for number, village in found.items():
        expected, n = table.loc[number], len(village.leaders)
        graph = nx.Graph(village.edges.tolist())
        inside = sorted(max(nx.connected_components(graph), key=len))
        place = {node: at for at, node in enumerate(inside)}
        edges = np.array([[place[a], place[b]] for a, b in village.edges.tolist() if a in place], dtype=np.int64)
        assert (len(inside), len(edges)) == (expected["giant_n"], expected["giant_m"])
        rate = expected["lazy_walk_lambda2"]
        months = math.ceil(math.log(1e-7) / math.log(rate))
        after = talked(world_of(n, village.edges), village.leaders.astype(float), months)[inside]
        tolerance = 1e-7 * math.sqrt(village.degree.max()) + ROUNDING / (1 - rate)
        assert after == pytest.approx(np.full(len(inside), expected["degroot_consensus"]), abs=tolerance), number
        computed, mode = slowest_mode(len(inside), edges)
        assert computed == pytest.approx(rate, abs=1e-12)
        faded = talked(world_of(len(inside), edges), mode, 12)
        assert faded == pytest.approx(rate**12 * mode, abs=ROUNDING / (1 - rate)), number


# rumour: the independent cascade


DRAWS = 1000
"""Enough for a mean of such skew outbreaks to be normal: with 300 the sample's own spread is too small now and then."""


def carried(world, transmission, affair, month):
    """Return the graph of ties over which a rumour of that month passes: one draw a tie, by its identity."""
    eids, subject = world.residents.eid, int(world.affairs.eid[affair])
    graph = nx.empty_graph(world.n("households"))
    for a, b in zip(world.ties.a[: world.n("ties")].tolist(), world.ties.b[: world.n("ties")].tolist(), strict=True):
        both = pair(int(eids[a]), int(eids[b]))
        if uniform(world.seed, int(Purpose.RUMOUR), month, both, subject, 0) < transmission:
            graph.add_edge(a // BERTHS, b // BERTHS)
    return graph


def outbreak(s, affair, seed, month):
    """Return how many a rumour reaches, and whom: the seed included."""
    world = s.world
    rows = slice(int(world.affairs.first_stake[affair]), None)
    world.month, world.affairs.rumoured[affair] = month, False
    world.stakes.belief_mean[rows] = 0.0
    reached = s.spread_rumour(affair, np.array([BERTHS * seed]))
    told = set(np.flatnonzero(world.stakes.belief_mean[rows][: world.n("households")] < 0).tolist())
    assert len(told) == reached and seed not in told
    return told | {seed}


def cascades(n, edges, transmission, seed=1):
    """Return a world for cascades, its society and the affair that is talked about."""
    world = world_of(n, edges, seed)
    affair = add_affair(world, np.arange(n))
    return society(world, beliefs={"rumour_p_transmission": transmission, "rumour_rounds": 0}), affair


def test_a_cascade_reaches_the_component_of_its_seed():
    """Node for node: those joined to the seed by ties that carry."""
    rng = nx.gnm_random_graph(60, 120, seed=5)
    sizes = set()
    for transmission in (0.0, 0.2, 0.5, 1.0):
        s, affair = cascades(60, np.array(rng.edges), transmission)
        for month in range(12):
            component = nx.node_connected_component(carried(s.world, transmission, affair, month), month)
            assert outbreak(s, affair, month, month) == component
            sizes.add(len(component))
    assert len(sizes) > 8 and 1 in sizes


def test_on_a_complete_graph_of_three_by_hand():
    """Expected reach 1 + 2 (T + T² - T³): straight, or round by the third, less both."""
    s, affair = cascades(3, complete(3), 0.4)
    sizes = np.array([len(outbreak(s, affair, month % 3, month)) for month in range(4000)])
    expected = 1 + 2 * (0.4 + 0.4**2 - 0.4**3)
    assert abs(sizes.mean() - expected) < 4 * sizes.std() / math.sqrt(len(sizes))


def test_outbreaks_in_real_villages_are_those_of_bond_percolation(shared):
    """28 mean outbreak shares from one random seed, within four standard errors of both simulations."""
    table = oracle(shared, "independent_cascade_bond_percolation.csv")
    found = villages(shared)
    assert len(table) == 28
    off = []
    for row in table.itertuples():
        village = found[row.village]
        n = len(village.leaders)
        s, affair = cascades(n, village.edges, row.T, seed=row.Index)  # else the same luck in every row
        seeds = np.random.default_rng(row.village).integers(0, n, DRAWS)
        shares = np.array([len(outbreak(s, affair, int(seed), month)) / n for month, seed in enumerate(seeds)])
        error = math.hypot(shares.std(ddof=1) / math.sqrt(len(shares)), row.mc_se)
        off.append((shares.mean() - row.mean_outbreak_frac_single_random_seed) / error)
    assert np.abs(off).max() < 4 and np.sum(np.square(off)) < 56.9  # of 28 squares: 99.9 %
