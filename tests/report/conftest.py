"""Comparisons whose numbers are made here, so that what must be said of them is known."""

import numpy as np
import pandas as pd
import pytest

from sim.foundation.text import use_language
from sim.report.comparison import compare_tables
from sim.runner.comparison import REPLICATES_OF_A_DRAW, compared
from sim.runner.schema import OUTCOMES
from sim.scenarios.load import load_scenario

REPLICATES = 40


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture(scope="session")
def comparison():
    return compared([load_scenario(name) for name in ("parking", "parking_one_off", "parking", "transfer")])


def frame_of(comparison, effects, rows, turns, seed=0, spread=0.5):
    """Return outcomes of a sweep: each scenario adds its effect to what its replicate has; `spread` is own noise."""
    rng = np.random.default_rng(seed)
    n = len(comparison.scenarios)
    columns = {"run_id": np.arange(rows * turns), "replicate": np.repeat(np.arange(turns), rows)}
    place = np.arange(rows * turns) % n
    shared = np.repeat(rng.normal(0, 3, rows * turns // n), n)
    own = rng.normal(0, spread, rows * turns) * (place == n - 1)
    for column in OUTCOMES.columns:
        effect = np.take([effects.get((one.label, column.name), 0.0) for one in comparison.scenarios], place)
        noise = shared + own
        if column.dtype == "bool":
            columns[column.name] = np.repeat(rng.random(rows * turns // n) < 0.5, n)
        elif column.dtype == "int32":
            columns[column.name] = np.where(shared > 0, 12.0, np.nan)
        elif column.dtype == "float64":
            columns[column.name] = 20 + noise + effect
    return pd.DataFrame({**columns, "status": "done", "error": None})


EFFECTS = {
    ("transfer", "resolved_per_100_m120"): 5.0,
    ("transfer", "households_taking_part_m120"): -30.0,
    ("transfer", "hours_residents_m120"): 0.3,
}


@pytest.fixture(scope="session")
def tables(comparison):
    """Return a function that makes the tables of the comparison, or of another."""

    def make(
        effects=EFFECTS,
        draws=0,
        waited_for="",
        spread=0.5,
        spoil=lambda frame: frame,
        replicates=REPLICATES,
        comparison=comparison,
    ):
        n = len(comparison.scenarios)
        chance = spoil(frame_of(comparison, effects, n, replicates, spread=spread))
        parameters = None
        if draws:
            parameters = frame_of(comparison, effects, n * draws, REPLICATES_OF_A_DRAW, seed=1, spread=spread)
        return compare_tables(comparison, chance, parameters, waited_for)

    return make
