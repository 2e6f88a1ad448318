"""The commons by hand: parking spaces of six households, and the assurance game of encroachment."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass
from tests.society.build import add_affair, build, society

# enclosure, by hand


def six(thresholds, spaces=4):
    """Return six households of one lane, each with a car, and a society that shares spaces out once a month."""
    world = build([1] * 6, seed=3)
    world.households.cars[:], world.estates.spaces[0] = 1, spaces
    world.households.enclosure_threshold[:] = thresholds
    return world, society(world, commons={"sweeps": 1})


def one_sweep(world, enclosed):
    """Return who encloses next: the lottery serves as many as there are free spaces, the others weigh the pressure."""
    free, done = 4 - sum(enclosed), 0
    waiting = [h for h in range(6) if not enclosed[h]]
    if len(waiting) <= free:
        return enclosed
    pressure = sum(enclosed) / 6 + 0.5 * 2 / (6 - sum(enclosed))
    keys = {h: draws.key(world.seed, int(Purpose.PARKING_SWEEP), world.month, h, 0, 0) for h in waiting}
    after = list(enclosed)
    for h in sorted(waiting, key=lambda h: int(keys[h]) >> 1)[free:]:
        if pressure > world.households.enclosure_threshold[h] and done < free:
            after[h], done = 1, done + 1
    return after


def test_six_households_month_by_month():
    world, s = six([0.1, 0.2, 0.3, 0.5, 0.8, 1.0])
    enclosed, changed = [0] * 6, 0
    for world.month in range(30):
        expected = one_sweep(world, enclosed)
        s.enclose()
        assert world.households.enclosed.tolist() == expected
        changed += expected != enclosed
        enclosed = expected
    assert changed >= 3 and sum(enclosed) == 4


PRESSURES = [1 / 6, 11 / 30, 7 / 12, 5 / 6]
"""With 0, 1, 2, 3 enclosed: their share of the six, and half of 2 cars too many among those not yet served."""


@pytest.mark.parametrize("stops", range(5))
def test_one_threshold_decides_how_far_it_goes(stops):
    """Every threshold lies just below its pressure but one, just above: there it stops, the others waiting behind."""
    thresholds = [pressure - 0.001 for pressure in PRESSURES] + [1.0, 1.0]
    if stops < 4:
        thresholds[stops] += 0.002
    world, s = six(sorted(thresholds))
    for world.month in range(80):
        s.enclose()
    assert world.households.enclosed.sum() == stops
    assert world.estates.shortage[0] == pytest.approx(2 / (6 - stops))
    assert world.estates.paralysed[0] == (stops > 1)


# the assurance game

OWNERS = 400


def removal(believed, months=60):
    """Return the share of owners that has removed, month by month, where each does so iff belief exceeds its loss.

    Losses are uniform on (.1, .9): at belief e a share (e - .1) / .8 complies.
    """
    world = build([1] * OWNERS)
    world.households.encroachment[:] = True
    affair = add_affair(world, np.arange(OWNERS), AffairClass.ENCROACHMENT)
    s = society(
        world,
        voice={"comply_constant": 0.0, "comply_belief": 1e9, "comply_lane": 0.0, "comply_norm": 0.0, "comply_trust": 0},
        beliefs={"encroachment_belief": believed},
    )
    s.open_beliefs(affair)
    assert world.stakes.loss[:OWNERS].min() >= 0.1 and world.stakes.loss[:OWNERS].max() <= 0.9
    world.stakes.loss[:OWNERS] = 0.1 + 0.8 * (np.arange(OWNERS) + 1 / 3) / OWNERS  # no share equals a loss
    shares = []
    for world.month in range(months):
        assert s.support_share(affair) == s.comply(affair, 0.0, 0.0)
        s.remove_encroachments(affair)
        shares.append(1 - world.households.encroachment.mean())
    return np.array(shares)


@pytest.mark.parametrize("believed", [0.05, 0.2, 0.45, 0.49])
def test_below_one_half_the_belief_is_not_borne_out(believed):
    """Fewer remove than were believed to, so nobody follows."""
    shares = removal(believed)
    assert (shares == shares[0]).all() and shares[0] == pytest.approx(max(0, (believed - 0.1) / 0.8), abs=1 / OWNERS)
    assert shares[0] < believed


@pytest.mark.parametrize("believed", [0.51, 0.55, 0.7])
def test_above_one_half_all_is_removed(believed):
    """Tipping point .1 / (1 - .9 + .1) = .5; from there the distance grows by 1 / .8 a month."""
    shares = removal(believed)
    assert shares[-1] == 1.0
    for month in range(4):
        assert shares[month] == pytest.approx(min(1, 0.5 + (believed - 0.5) * 1.25 ** (month + 1)), abs=3 / OWNERS)
