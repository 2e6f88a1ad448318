"""Which persons and affairs are those of a neighbourhood, in a street of three in which people have moved."""

import numpy as np
import pytest

from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import Kind
from sim.institutions import inhabitants
from tests.helpers.runs import live_to, small

N_NEIGHBOURHOODS = 3


@pytest.fixture(scope="module")
def setting():
    """Three small neighbourhoods in which many have moved."""
    moves = ("founding.p_move_local_per_month=0.05", "founding.p_move_other_per_month=0.05")
    config = small(*moves, f"neighbourhoods={N_NEIGHBOURHOODS}", households=120, months=12, seed=3)
    found = live_to(NeighbourhoodModel(config), 6).setting
    assert (found.world.households.arrived > -config.burn_in).sum() > 20
    return found


@pytest.mark.parametrize("n", range(N_NEIGHBOURHOODS))
def test_rows_of_persons_are_those_that_say_so_and_empty_berths(setting, n):
    residents = setting.world.residents
    rows = setting.persons[n]
    assert (np.diff(rows) > 0).all()
    says_so = np.flatnonzero(residents.neighbourhood == n)
    assert np.isin(says_so, rows).all() and len(says_so) > 120
    assert (residents.kind[np.setdiff1d(rows, says_so)] == Kind.VACANT).all()


@pytest.mark.parametrize("n", range(N_NEIGHBOURHOODS))
def test_adults_staff_and_members_are_those_of_the_whole_street_who_live_here(setting, n):
    residents = setting.world.residents
    here = residents.neighbourhood == n
    adults = here & (residents.kind == Kind.RESIDENT) & residents.adult
    assert inhabitants.adults_in(setting, n).tolist() == np.flatnonzero(adults).tolist()
    staff = here & (residents.kind == Kind.COMMITTEE_STAFF)
    assert inhabitants.staff_in(setting, n).tolist() == np.flatnonzero(staff).tolist() != []
    teams = np.unique(residents.team[here & (residents.team >= 0)])
    assert len(teams)
    for team in teams:
        found = inhabitants.belonging(setting, n, residents.team, team)
        assert found.tolist() == np.flatnonzero(residents.team == team).tolist()


def test_everybody_lives_somewhere_once(setting):
    rows = np.concatenate(setting.persons)
    assert len(np.unique(rows)) == len(rows)
    assert np.isin(np.flatnonzero(setting.world.residents.kind == Kind.RESIDENT), rows).all()


def test_affairs_of_a_neighbourhood_are_those_of_the_whole_table_that_say_so(setting):
    world = setting.world
    for _month in range(3):
        for n in range(N_NEIGHBOURHOODS):
            here = world.affairs.neighbourhood[: world.n("affairs")] == n
            assert setting.affairs_in(n).tolist() == np.flatnonzero(here).tolist() != []
        row = world.append("affairs", 2)
        world.affairs.neighbourhood[row : row + 2] = [2, 0]
