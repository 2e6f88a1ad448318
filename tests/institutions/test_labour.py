"""Hours that an affair takes, who gave them, and how many of them are the committee's (§6.3 link 5, §6.6)."""

import numpy as np
import pytest

from sim.foundation.terms import AffairState
from sim.institutions.affairs import labour
from sim.institutions.shifts import minutes_of_enforcement, persons_to_ask, share_done
from tests.helpers.affairs import new_affair


@pytest.fixture
def affair(setting):
    """An affair of 100 minutes; nobody has given hours to anything; month 17 is the sixth of its year."""
    row = new_affair(setting)
    setting.world.affairs.labour_minutes[row] = 100
    setting.world.keep("contributions", 0)
    setting.world.residents.eid[:10] = range(200, 210)
    setting.world.month, setting.world.committees.residents_year[:] = 17, 0
    return row


@pytest.mark.parametrize(
    ("residents", "committee", "left", "may"),
    [
        (0, 0, 100, 100),
        (0, 30, 70, 70),
        (1, 0, 99, 25),
        (1, 10, 89, 15),
        (1, 24, 75, 1),
        (1, 25, 74, 0),
        (1, 40, 59, 0),
        (90, 0, 10, 10),
        (80, 10, 10, 10),
        (99, 1, 0, 0),
        (150, 0, 0, 0),
    ],
)
def test_once_residents_took_part_the_committee_does_the_last_quarter_at_most(
    setting, affair, residents, committee, left, may
):
    """Left: 100 less all that was done. Before residents take part all of it, then 25 less what it has done."""
    a, setting.params.affairs.committee_share_after_residents = setting.world.affairs, 0.25
    a.labour_residents[affair], a.labour_committee[affair] = residents, committee
    assert labour.labour_left(setting, affair) == left
    assert labour.committee_may_work(setting, affair) == may


def kept(setting):
    """Return who gave hours to what: (affair, row, identity)."""
    c, count = setting.world.contributions, setting.world.n("contributions")
    return list(zip(c.affair[:count].tolist(), c.resident[:count].tolist(), c.eid[:count].tolist(), strict=True))


def test_hours_are_counted_each_time_and_persons_are_remembered_once(setting, affair):
    world, other = setting.world, new_affair(setting, slot=5)
    labour.contribute(setting, affair, np.array([7, 3]), 20)
    labour.contribute(setting, other, np.array([3]), 5)
    labour.contribute(setting, affair, np.array([9, 7]), 10)
    labour.contribute(setting, affair, np.array([], dtype=int), 10)
    assert kept(setting) == [(affair, 7, 207), (affair, 3, 203), (other, 3, 203), (affair, 9, 209)]
    assert world.affairs.labour_residents[[affair, other]].tolist() == [60, 5]
    assert world.committees.residents_year[0].tolist() == [65 if month == 5 else 0 for month in range(12)]
    assert labour.participants(setting, affair).tolist() == [7, 3, 9]
    world.residents.eid[3] = 12345  # somebody else lives in that berth now
    assert (
        labour.participants(setting, affair).tolist() == [7, 9] and labour.participants(setting, other).tolist() == []
    )


def test_a_newcomer_in_a_known_berth_is_remembered_too(setting, affair):
    labour.contribute(setting, affair, np.array([3]), 20)
    setting.world.residents.eid[3] = 12345
    labour.contribute(setting, affair, np.array([3]), 20)
    assert labour.participants(setting, affair).tolist() == [3]


@pytest.mark.parametrize("state", [AffairState.LATENT, AffairState.EXECUTED, AffairState.RESOLVED, AffairState.MOOT])
def test_who_gave_hours_to_what_is_closed_is_forgotten(setting, affair, state):
    other = new_affair(setting, slot=5)
    for row, person in ((affair, 3), (other, 4), (affair, 5), (other, 6)):
        labour.contribute(setting, row, np.array([person]), 1)
    setting.world.affairs.state[affair] = state
    labour.forget_participants(setting)
    stays = state <= AffairState.EXECUTED
    assert [each[:2] for each in kept(setting)] == (
        [(affair, 3), (other, 4), (affair, 5), (other, 6)] if stays else [(other, 4), (other, 6)]
    )


def test_a_shift_of_one_minute_is_a_shift():
    assert persons_to_ask(60, 1, 1.0) == 60


def test_a_minute_that_is_needed_is_needed():
    assert share_done(0.5, 1) == 0.5 and share_done(0.25, 0.5) == 0.5


def test_seeing_it_kept_takes_the_least_hours_or_the_upkeep(setting, affair):
    """Two hours are 120 minutes."""
    a, setting.params.issues.enforcement_hours = setting.world.affairs, 2
    for upkeep, minutes in ((0, 120), (119, 120), (121, 121)):
        a.upkeep_minutes[affair] = upkeep
        assert minutes_of_enforcement(setting, affair) == minutes
