import pytest

from sim.founding.found import found_world
from sim.founding.params import Params

SEEDS = (0, 1, 2, 3, 4)


@pytest.fixture(scope="session")
def params() -> Params:
    return Params()


@pytest.fixture(scope="session")
def worlds(params):
    """Five neighbourhoods of the default size, to be read only."""
    return [found_world(seed, params) for seed in SEEDS]
