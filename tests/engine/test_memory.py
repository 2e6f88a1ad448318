"""A run that is over leaves no world behind, without waiting for a collection of garbage."""

import gc

import pytest

from sim.engine.run import run
from sim.runner.work import played
from sim.world.state import World
from tests.helpers.runs import small


@pytest.fixture
def no_collection():
    """Nothing is freed but what nobody refers to."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _worlds() -> int:
    # by type: `isinstance` asks what a weak proxy stands for, which may be gone
    return sum(issubclass(type(thing), World) for thing in gc.get_objects())


@pytest.mark.parametrize("play", [run, played], ids=["run", "a worker's run"])
def test_no_world_is_left_after_a_run(play, no_collection):
    before = _worlds()
    result = play(small(households=40, months=2, burn_in=1))
    assert result is not None
    assert _worlds() == before
