"""What comes later, or is only looked at, changes nothing before: saved states, scenarios that part, observers."""

import json

import pandas as pd
import pytest

from sim.engine.config import SHOCKS
from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.world.columns import declared
from sim.world.state import GROWING, World
from sim.world.state import TABLES as TYPES
from tests.helpers.runs import live_to, play, small

TABLES = ("months", "events", "affairs", "ledger", "hours")
WATCHED = ("observe.hash=true", 'taught="1111"')


def test_sixty_months_and_sixty_more_from_a_saved_state_are_a_hundred_and_twenty(tmp_path):
    config = small(*WATCHED, months=120, households=120)
    whole = play(config)
    half = live_to(NeighbourhoodModel(config), 60)
    half.save_state(tmp_path / "half")
    restored = NeighbourhoodModel.from_state(tmp_path / "half")
    assert restored.month == 60 and restored.state_hash() == half.state_hash()
    live_to(restored, 120)
    assert len(restored.hashes) == 60 and half.hashes + restored.hashes == whole.hashes
    for table in TABLES:
        once, twice = getattr(result_of(whole), table), getattr(result_of(restored), table)
        assert len(once)
        pd.testing.assert_frame_equal(once, twice, obj=table)


# scenarios that differ from a month on

PARTS = 18


def played(*overrides):
    """Return a run of three years in which everything may happen."""
    return play(small(*WATCHED, *overrides, months=36, households=160, seed=1))


def before(model, month):
    """Return every line of the results before a month, as bytes."""
    found = {}
    for table in ("months", "events", "ledger", "hours"):
        frame = getattr(result_of(model), table)
        found[table] = frame[frame["month"] < month].to_csv(index=False).encode()
    return found


@pytest.fixture(scope="module")
def plain():
    """The scenario from which the others part."""
    return played()


@pytest.mark.parametrize(
    "later",
    [
        *((f"shock.name={name}", f"shock.month={PARTS}") for name in SHOCKS if name != "none"),
        (f"street_office.load={{0: 1.0, {PARTS}: 1.4}}",),
        (f"money.grant_yuan_per_year={{0: 70000, {PARTS}: 0}}",),
        (f"ties.p_favour={{0: 0.3, {PARTS}: 1.0}}",),
        (f"founding.p_move_local_per_month={{0: 0.003, {PARTS}: 0.2}}",),
        (f"street_office.one_square_metre_month={PARTS}",),
    ],
    ids=lambda later: later[0].split("{")[0],
)
def test_what_differs_from_a_month_on_is_identical_before(plain, later):
    other = played(*later)
    lived = PARTS + 3
    assert other.hashes[:lived] == plain.hashes[:lived]
    assert other.hashes[lived:] != plain.hashes[lived:]
    lines, same = before(plain, PARTS), before(other, PARTS)
    assert all(len(text) > 1000 for text in lines.values())
    assert same == lines


def test_a_scenario_against_itself_differs_by_nothing(plain):
    again = played("shock.name=none", f"shock.month={PARTS}")
    assert again.hashes == plain.hashes
    assert before(again, 36) == before(plain, 36)


# observers


class Noting:
    """An observer of somebody's own: it looks at everything and keeps what it likes."""

    def __init__(self, observer):
        self.observer, self.seen = observer, []

    def observe(self, model):
        """Read every table, ask for agents and the graph, then let the model's own observer look."""
        self.seen.append(len(model.graph().edges) + sum(resident.age for resident in model.residents))
        self.seen.append(json.dumps(model.world.counts))
        self.observer.observe(model)

    def __getattr__(self, name):
        return getattr(self.observer, name)


@pytest.mark.parametrize("watch", ["none", "one more"])
def test_observers_change_nothing(watch):
    config = {"months": 12, "households": 160}
    watched = play(small(*WATCHED, **config))
    model = NeighbourhoodModel(small(*WATCHED, f"observe.enabled={'false' if watch == 'none' else 'true'}", **config))
    if watch == "one more":
        model.observer = Noting(model.observer)
    live_to(model, 12)
    assert (model.observer is None) == (watch == "none")
    assert len(model.hashes) == 15 and model.hashes == watched.hashes
    if watch == "one more":
        assert len(model.observer.seen) == 30
        for table in TABLES:
            pd.testing.assert_frame_equal(getattr(result_of(watched), table), getattr(result_of(model), table))


# spare rows: what a restored world has not


def test_rows_beyond_those_in_use_hold_the_declared_fills(monkeypatch):
    """After seven years, in which every growing table has been closed up; a row that is added starts from its fills."""
    model = NeighbourhoodModel(small('taught="1111"', "observe.enabled=false", months=84, households=200))
    closed_up, keep = set(), World.keep

    def noted(world, table, n_left):
        closed_up.update({table} if n_left < world.counts[table] else ())
        keep(world, table, n_left)

    monkeypatch.setattr(World, "keep", noted)
    while model.month < 84:
        model.step()
        for table in GROWING:
            for name, column in declared(TYPES[table]).items():
                spare = getattr(model.world.tables[table], name)[model.world.counts[table] :]
                assert (spare == column.fill).all(), (model.month, table, name)
    assert closed_up >= {"ties", "stakes", "cases", "contributions", "proposals"}
