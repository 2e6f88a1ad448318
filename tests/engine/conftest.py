"""Worlds made by hand for the observers, and a small model that has lived some months."""

import numpy as np
import pytest

from sim.engine.config import Config
from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import AffairClass, AffairState, Kind
from sim.world.persons import BERTHS
from sim.world.state import World, empty_world

COUNTS = {"neighbourhoods": 1, "lanes": 2, "estates": 1, "households": 2, "residents": 2 * BERTHS, "committees": 1}


@pytest.fixture
def make_world():
    """Return a maker of worlds: two lanes of one dwelling each, other tables on demand; month 20 unless said."""

    def make(month: int = 20, **counts: int) -> World:
        world = empty_world(0, month, COUNTS | counts)
        homes = np.arange(world.n("households"))
        world.households.eid[:] = homes
        world.households.lane[:] = homes % world.n("lanes")
        world.households.neighbourhood[:] = world.lanes.neighbourhood[world.households.lane]
        world.lanes.n_households[:] = np.bincount(world.households.lane, minlength=world.n("lanes"))
        world.lanes.eid[:] = np.arange(world.n("lanes"))
        world.residents.household[:] = np.arange(world.n("residents")) // BERTHS
        world.neighbourhoods.eid[:] = np.arange(world.n("neighbourhoods"))
        world.committees.score[:] = 1.0
        return world

    return make


@pytest.fixture
def settle():
    """Return what lets an adult live in a berth of a dwelling."""

    def let_live(world: World, household: int, berth: int, age: int = 40, **columns) -> int:
        row, r = BERTHS * household + berth, world.residents
        r.kind[row], r.eid[row], r.age[row], r.adult[row] = Kind.RESIDENT, row, age, age >= 18
        r.household[row], r.lane[row] = household, world.households.lane[household]
        r.neighbourhood[row] = world.households.neighbourhood[household]
        for name, value in columns.items():
            getattr(r, name)[row] = value
        return row

    return let_live


@pytest.fixture
def arise():
    """Return what appends an affair of the environment that touches four households, open and latent unless said."""

    def append(world: World, **columns) -> int:
        row, a = world.append("affairs", 1), world.affairs
        a = world.affairs
        facts = {"eid": row, "klass": AffairClass.ENVIRONMENT, "state": AffairState.LATENT, "severity": 0.5}
        for name, value in (facts | {"n_affected": 4, "onset": 0} | columns).items():
            getattr(a, name)[row] = value
        return row

    return append


@pytest.fixture(scope="session")
def small_config():
    """Return a maker of configurations of a small run."""

    def make(**values) -> Config:
        return Config(seed=3, months=6, burn_in=12, households=160, **values)

    return make


@pytest.fixture(scope="session")
def lived(small_config) -> NeighbourhoodModel:
    """A small neighbourhood after a burn-in of a year and half a year more; to be read only."""
    model = NeighbourhoodModel(small_config())
    while model.month < 6:
        model.step()
    return model
