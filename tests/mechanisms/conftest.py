"""A desk of paper: tables of a few rows, the specification's numbers, and a list of what was set going."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.foundation.terms import AffairClass, Owner
from sim.institutions.params.groups import GROUPS
from sim.mechanisms.registry import PARAMS
from sim.world.persons import NEVER


class PaperDesk:
    """A desk that answers what it is told to (`answers`) and remembers what practices do (`done`)."""

    def __init__(self, world):
        self.n, self.month, self.world = 0, 13, world
        self.params = SimpleNamespace(**{name: params() for name, params in (GROUPS | PARAMS).items()})
        self.answers, self.done = {}, []
        self.here = np.arange(len(world.residents.team))
        self.society = SimpleNamespace(mean_benefit=lambda affair: 0.375)

    def __getattr__(self, name):
        def act(*arguments):
            self.done.append((name, *arguments))
            return self.answers.get(name)

        return act

    def persons(self):
        """Return the rows of those who live here."""
        return self.here

    def names(self):
        """Return what was done, by name."""
        return [name for name, *_ in self.done]


def full(n, value, dtype=np.int64):
    """Return a column."""
    return np.full(n, value, dtype=dtype)


@pytest.fixture
def desk():
    """A desk over four affairs (the third of a lane), three units, two contracts and six residents."""
    affairs = SimpleNamespace(
        klass=full(4, AffairClass.ENVIRONMENT), state=full(4, 1), scope=np.array([1, 1, 0, 2]), estate=full(4, 0),
        owner=full(4, Owner.COMMITTEE), unit=full(4, -1), judged=full(4, 0), eid=np.arange(4) + 40,
        cost_fen=full(4, 0), paid_fen=full(4, 0), gift_fen=full(4, 0), inside_dwellings=full(4, False, bool),
    )  # fmt: skip
    units = SimpleNamespace(
        eid=np.array([12, 11, 13]), daytime_need=full(3, 0), gift_budget_fen=full(3, 0), given_fen=full(3, 0)
    )
    contracts = SimpleNamespace(unit=full(2, -1), started=full(2, NEVER), ended=full(2, NEVER))
    residents = SimpleNamespace(
        neighbourhood=full(6, 0), is_backbone=full(6, True, bool), team=full(6, -1), patrol=full(6, -1)
    )
    committees = SimpleNamespace(
        last_public_life=full(2, NEVER), teams_helped=full(2, False, bool), chain_succeeded=full(2, False, bool),
        declined=full(2, 0.0, float), overdue_before=full(2, 0.0, float),
    )  # fmt: skip
    counts = {"affairs": 4, "contracts": 2, "units": 3}
    world = SimpleNamespace(
        affairs=affairs, units=units, contracts=contracts, residents=residents, committees=committees,
        estates=SimpleNamespace(paralysed=full(1, False, bool)), teams=SimpleNamespace(has_venue=full(3, True, bool)),
        neighbourhoods=SimpleNamespace(tradition=full(2, False, bool)), n=counts.__getitem__,
    )  # fmt: skip
    found = PaperDesk(world)
    found.answers = {"units": [0, 1, 2], "teams": [0, 1], "peers": [1], "trust_of": 0.5}
    return found
