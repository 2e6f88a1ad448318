"""A small neighbourhood that has lived half a year, and a twin of it for each test to change."""

import pytest

from sim.engine.model import NeighbourhoodModel
from tests.helpers.runs import live_phases, live_to, small, twin


@pytest.fixture(scope="session")
def lived():
    """A neighbourhood in the middle of month 6, to be read only."""
    overrides = ("founding.p_daytime_need=1", "founding.p_patrol=1", "observe.enabled=false")
    model = live_to(NeighbourhoodModel(small(*overrides, households=160, months=60, seed=2)), 6)
    live_phases(model, 1, 4)
    return model


@pytest.fixture
def model(lived):
    """A neighbourhood in the middle of month 6."""
    return twin(lived)


@pytest.fixture
def setting(model):
    """Its setting."""
    return model.setting


@pytest.fixture
def asked(setting, monkeypatch):
    """What people are called to, as (invitation, what is done with those who come), kept and not answered."""
    found = []
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then=None: found.append((invitation, then)))
    return found


@pytest.fixture
def draw(setting, monkeypatch):
    """Return a function that lets every single draw of a rule be this number."""
    return lambda u: monkeypatch.setattr(type(setting), "uniform", lambda *_arguments, **_named: u)
