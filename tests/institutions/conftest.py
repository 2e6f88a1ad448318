"""A small neighbourhood that has lived half a year, and a twin of it for each test to change."""

import pytest

from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import AffairClass, AffairState, Owner
from sim.world.persons import NEVER
from tests.helpers.bodies import affair
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


@pytest.fixture
def plain(setting):
    """Nobody has a role, a habit, a group or a car."""
    residents, world = setting.world.residents, setting.world
    for column in (residents.is_backbone, residents.is_building_head, residents.is_leader):
        column[:] = False
    residents.habit[:], residents.group[:], world.households.cars[:] = 0.0, -1, 0
    return residents


@pytest.fixture
def row(setting):
    """A recognised affair of one lane that needs consent."""
    return affair(setting, AffairClass.LAPSED_MANAGEMENT, state=AffairState.RECOGNIZED, consent_required=True)


@pytest.fixture
def society(setting, monkeypatch):
    """Say what residents answer; return what they were asked, by name."""
    told = {}

    def say(name, value):
        monkeypatch.setattr(setting.society, name, lambda *rest: told.setdefault(name, []).append(rest) or value)
        return told

    return say


@pytest.fixture
def quiet(setting):
    """No affair is open but those of the test, there is money for all, and no team."""
    world = setting.world
    world.affairs.state[: world.n("affairs")] = AffairState.LAPSED
    world.affairs.owner[: world.n("affairs")] = Owner.COMMITTEE
    world.residents.team[:], world.teams.active[:] = -1, False
    return world


@pytest.fixture
def fresh(setting):
    """No affair is open or closed this month, and nothing is known, used or learnt."""
    world, a = setting.world, setting.world.affairs
    rows = slice(0, world.n("affairs"))
    a.state[rows], a.closed[rows], a.recognized[rows] = AffairState.LAPSED, NEVER, NEVER
    a.committed[rows] = a.executed[rows] = NEVER
    world.repertoire.successes[:], world.repertoire.value[:], world.repertoire.known[:] = 0.0, 0.1, False
    setting.learning, setting.blocks[0] = True, []
    return world
