import numpy as np
import pytest

from sim.founding.found import found_world


@pytest.fixture(scope="module")
def street(params):
    return found_world(11, params, n_neighbourhoods=200, n_households=5)


def test_units(street):
    units = street.units
    per_neighbourhood = np.bincount(units.neighbourhood)
    assert set(per_neighbourhood.tolist()) == {4, 5, 6, 7, 8}
    n = street.n("units")
    needy = units.daytime_need > 0
    assert abs(needy.mean() - 0.08) < 4 * np.sqrt(0.08 * 0.92 / n)
    assert units.daytime_need[needy].min() >= 60 and units.daytime_need.max() <= 170
    assert units.outside_cost.min() >= 200 and units.outside_cost.max() < 400
    assert abs((units.hall_hours > 0).mean() - 0.5) < 4 * 0.5 / np.sqrt(n)
    assert abs(np.median(units.gift_budget_fen) - 150_000) < 15_000
    assert abs(np.log(units.gift_budget_fen).std() - 0.6) < 0.06
    assert abs(np.log(units.employees).mean() - 4.5) < 0.15
    assert set(units.gift_month.tolist()) == set(range(12))
    assert (units.link_success == 1).all() and (units.link_failure == 1).all()


def test_committees(street):
    skill = street.committees.skill
    assert skill.min() >= 0.2 and skill.max() < 0.6 and abs(skill.mean() - 0.4) < 0.015
    assert abs(np.corrcoef(skill[:, 0], skill[:, 1])[0, 1]) < 0.3
    assert (street.committees.staff == 7).all() and (street.committees.chair_since == -24).all()
    assert 0.17 < street.neighbourhoods.tradition.mean() < 0.43
