"""Small runs and copies of worlds, for the tests that look at the coupled model."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np

from sim.engine.config import Config
from sim.engine.model import NeighbourhoodModel
from sim.engine.schedule import MONTH
from sim.scenarios.load import load_scenario
from sim.world.indices import index_places, index_ties
from sim.world.state import TABLES, World, used


def small(*overrides: str, households: int = 120, months: int = 6, burn_in: int = 3, seed: int = 0) -> Config:
    """Return the baseline at the size of a test; overrides as on the command line."""
    given = [f"households={households}", f"months={months}", f"burn_in={burn_in}", f"seed={seed}", *overrides]
    return load_scenario("baseline", given)


def play(config: Config) -> NeighbourhoodModel:
    """Live a configuration to its last month."""
    return live_to(NeighbourhoodModel(config), config.months)


def live_to(model: NeighbourhoodModel, month: int) -> NeighbourhoodModel:
    """Live on until a month is the next one."""
    while model.month < month:
        model.step()
    return model


def live_phases(model: NeighbourhoodModel, first: int, last: int) -> None:
    """Live some phases of the next month, as `step` would, and go no further."""
    model.setting.params = model._params()
    model.setting.learning = model.month >= 0
    for phase in MONTH:
        if first <= phase.number <= last:
            phase.run(model)


def copied(world: World) -> World:
    """Return a copy that shares nothing with the world."""
    tables = {name: type(table)(*(array.copy() for array in table)) for name, table in world.tables.items()}
    copy = replace(world, tables=tables, counts=dict(world.counts))
    index_places(copy)
    index_ties(copy)
    return copy


def twin(model: NeighbourhoodModel) -> NeighbourhoodModel:
    """Return a model that stands where this one stands, with a world and parameters of its own."""
    other = NeighbourhoodModel(model.config, world=copied(model.world))
    other.setting.params, other.setting.learning, other.tasks = (
        deepcopy(model.setting.params),
        model.setting.learning,
        model.tasks,
    )
    return other


def contents(world: World) -> dict[str, dict[str, bytes]]:
    """Return the bytes of every column by table, to be compared with those of another moment."""
    return {
        table: {name: np.ascontiguousarray(array).tobytes() for name, array in used(world, table).items()}
        for table in TABLES
    }


def changed_tables(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Return the tables of which any column differs."""
    return {table for table in before if before[table] != after[table]}
