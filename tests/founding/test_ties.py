import numpy as np

from sim.foundation.terms import Channel
from sim.founding.found import found_world
from sim.founding.ties import remove_ties_of
from sim.world.identity import check


def test_ties_join_adults_of_different_dwellings_once(worlds):
    for world in worlds:
        ties, residents = world.ties, world.residents
        assert residents.adult[ties.a].all() and residents.adult[ties.b].all()
        assert (residents.household[ties.a] != residents.household[ties.b]).all()
        assert (residents.eid[ties.a] < residents.eid[ties.b]).all()
        assert len(np.unique(ties.a.astype(np.int64) * 2**31 + ties.b)) == world.n("ties")
        assert (ties.strength == 0.4).all() and (ties.channel == Channel.FOUNDING).all()
        assert not ties.success.any() and not ties.failure.any()


def test_number_and_place_of_ties(worlds):
    for world in worlds:
        ties, residents = world.ties, world.residents
        per_adult = world.n("ties") / residents.adult.sum()
        assert 3.3 < per_adult < 3.6  # 3.6 drawn, less repeats
        same_lane = residents.lane[ties.a] == residents.lane[ties.b]
        assert 0.81 < same_lane.mean() < 0.87  # (3 + .6 / 20) / 3.6 = .84
        position = world.households.position[residents.household]
        distance = np.abs(position[ties.a] - position[ties.b])[same_lane]
        assert 6.5 < distance.mean() < 9.0  # Laplace, scale 8, cut at the lane's ends


def test_prior_is_the_lane_s_or_the_mean_of_two(worlds):
    ties, residents, trust = worlds[0].ties, worlds[0].residents, worlds[0].lanes.prior_trust
    low, high = trust[residents.lane[ties.a]], trust[residents.lane[ties.b]]
    np.testing.assert_allclose(ties.prior, (low + high) / 2)


def test_removed_ties_leave_no_trace(params):
    world = found_world(0, params, n_households=160)
    n, leavers = world.n("ties"), np.array([0, 5, 10])
    degree = [int(np.diff(world.tie_index.start)[row]) for row in leavers]
    assert min(degree) > 0
    removed = remove_ties_of(world, leavers)
    assert 0 < removed <= sum(degree) and world.n("ties") == n - removed
    assert not np.diff(world.tie_index.start)[leavers].any()
    assert not world.ties.strength[world.n("ties") :].any()
    assert (world.ties.last_month[world.n("ties") :] == -9999).all()
    assert remove_ties_of(world, leavers) == 0
    check(world)
