"""Threshold models: participation with the step response and undiluted peers (`peer_offset` 0) is Granovetter's.

Granovetter 1978, AJS 83:1420: whoever sees at least the share of active ones that is his threshold joins, and stays.
"""

from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest

from sim.foundation.terms import Act
from sim.protocols.society import Asker, Invitation
from sim.world.persons import BERTHS, NEVER
from sim.world.state import reset_month
from tests.limits.networks import complete, neighbours, oracle, ring, villages, world_of
from tests.society.build import society

PEOPLE = 1000
MEAN = 0.25
CRITICAL = 0.122221
"""Spread at which Φ((r - .25) / sd) = r has a double root, r = .0620 (shared/data/README.md)."""


def spread(world, thresholds, seeds):
    """Ask everybody who is not active yet, round after round; return the round each joined (-1: never), and rounds."""
    n = world.n("households")
    residents = world.residents
    residents.threshold[BERTHS * np.arange(n)] = thresholds
    residents.last_act[:] = NEVER
    residents.last_act[BERTHS * np.asarray(seeds, dtype=np.int64)] = 0
    s = society(world, participation={"response": "step", "peer_offset": 0.0})
    joined = np.full(n, -1)
    joined[seeds] = 0
    for number in range(1, n + 2):
        waiting = (BERTHS * np.flatnonzero(joined < 0)).astype(np.int32)
        invitation = Invitation(Act.PLEDGE, waiting, Asker.NEIGHBOURS, -1, 1)
        s.answer([invitation])
        reset_month(world)
        if not len(invitation.accepted):
            return joined, number - 1
        joined[invitation.accepted // BERTHS] = number
    raise AssertionError("no end")


def by_hand(n, edges, thresholds, seeds):
    """The same in a few lines, with exact fractions."""
    around = neighbours(n, edges)
    joined = [0 if node in set(seeds) else -1 for node in range(n)]
    for number in range(1, n + 2):
        new = [
            node
            for node in range(n)
            if joined[node] < 0
            and around[node]
            and Fraction(sum(joined[other] >= 0 for other in around[node]), len(around[node])) >= thresholds[node]
        ]
        if not new:
            return joined, number - 1
        for node in new:
            joined[node] = number
    raise AssertionError("no end")


# everybody sees everybody


@pytest.fixture(scope="module")
def crowd():
    """A thousand people who all see each other."""
    return world_of(PEOPLE, complete(PEOPLE))


def riot(crowd, sd):
    """Return the share that joins where thresholds are normal: person k has quantile k / n, the first needs nobody."""
    normal = NormalDist(MEAN, sd)
    thresholds = np.array([-1.0, *(normal.inv_cdf(k / PEOPLE) for k in range(1, PEOPLE))])
    joined, _ = spread(crowd, thresholds, [])
    return (joined >= 0).mean()


def test_one_threshold_decides_between_all_and_one():
    """Granovetter's own example: thresholds 0, 1, 2, … 99 of a hundred; the 1 replaced by a 2."""
    world = world_of(100, complete(100))
    thresholds = np.arange(100) / 99
    joined, rounds = spread(world, thresholds, [])
    assert joined.tolist() == list(range(1, 101)) and rounds == 100
    thresholds[1] = 2 / 99
    joined, rounds = spread(world, thresholds, [])
    assert (joined >= 0).sum() == 1 and rounds == 1


def smallest_root(sd):
    """Return where r ← Φ((r - .25) / sd) ends, from 0."""
    share, before = 0.0, -1.0
    while share - before > 1e-12:
        share, before = NormalDist(MEAN, sd).cdf(share), share
    return share


def test_the_jump_at_the_critical_spread(crowd):
    below, above = CRITICAL * 0.998, CRITICAL * 1.006
    assert smallest_root(below) < 0.0620 and smallest_root(above) > 0.999
    assert riot(crowd, below) == pytest.approx(smallest_root(below), abs=2 / PEOPLE)
    assert riot(crowd, above) == 1.0


def test_normal_thresholds_end_where_granovetter_says(crowd, shared):
    """Smallest root of Φ((r - .25) / sd) = r, within two persons of a thousand."""
    table = oracle(shared, "granovetter_normal_mean25.csv")
    assert len(table) == 19
    for sd, expected in table.itertuples(index=False):
        assert riot(crowd, sd / 100) == pytest.approx(expected, abs=2 / PEOPLE), sd


# on networks


def test_a_cascade_goes_round_a_ring_from_both_sides():
    world = world_of(11, ring(11))
    joined, rounds = spread(world, np.full(11, 0.5), [0])
    assert joined.tolist() == [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1] and rounds == 5
    joined, rounds = spread(world, np.full(11, 0.51), [0])
    assert (joined >= 0).sum() == 1 and rounds == 0


def test_who_knows_nobody_never_joins():
    world = world_of(3, np.array([[0, 1]]))
    assert spread(world, np.zeros(3) + 1e-9, [0])[0].tolist() == [0, 1, -1]


def test_cascades_on_real_villages(shared):
    """Final number and rounds of 304 cascades from the leaders; in every fourth village node for node and round."""
    table = oracle(shared, "threshold_cascade_real_villages.csv")
    assert len(table) == 304
    compared = 0
    for number, village in villages(shared).items():
        world, seeds = world_of(len(village.leaders), village.edges), np.flatnonzero(village.leaders)
        for row in table[table["village"] == number].itertuples():
            share = Fraction(row.phi)
            joined, rounds = spread(world, float(share), seeds)
            assert (len(joined), len(seeds)) == (row.n_households, row.n_seeds_leaders)
            assert ((joined >= 0).sum(), rounds) == (row.n_active_final, row.n_rounds), (number, row.phi)
            if number % 4 == 0:
                hand = by_hand(len(joined), village.edges, [share] * len(joined), seeds.tolist())
                assert (joined.tolist(), rounds) == hand, (number, row.phi)
                compared += len(joined)
    assert compared > 5000
