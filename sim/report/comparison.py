"""A comparison as tables: paired differences with two intervals and a verdict, from two sweeps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.noise import noise_table
from sim.analysis.paired import Pairing, pair, simultaneous_level
from sim.analysis.parameters import Whole, whole_interval
from sim.analysis.stopping import LEVEL, look
from sim.analysis.verdicts import verdict
from sim.report.outcome_names import HAPPENED, Outcome, outcomes_of
from sim.runner.comparison import REPLICATES_OF_A_DRAW
from sim.runner.schema import DONE

if TYPE_CHECKING:
    from sim.runner.comparison import Comparison

ROW_NAMES = (
    "reference", "scenario", "outcome", "primary", "level", "n", "n_missing", "n_differing", "mean_reference", "mean",
    "difference", "low", "high", "whole_difference", "whole_low", "whole_high", "smallest", "verdict", "saved",
    "parameters",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Attributes
    ----------
    outcomes : list of Outcome
        Shown, the headlines of the longest horizon first, with what matters in places as large as those of the first
        pair; what matters in another pair stands in the table.
    primary : Outcome
        The one whose interval stands alone; the others hold all at once.
    table : DataFrame
        A row a scenario and outcome, with the columns of `ROW_NAMES`: ``low`` and ``high`` hold chance alone,
        ``whole_low`` and ``whole_high`` chance with parameters (NaN where these were not drawn): the interval over
        draws of the parameters together with that at the parameters as they are, which are possible too; ``saved`` is
        the share of the variance of the difference that pairing saved, ``parameters`` the share that parameters make.
    noise : DataFrame
        Share of design and chance in the variance of each outcome over all scenarios; see `sim.analysis.noise`.
    replicates, draws, failed : int
        Replicates of each scenario, draws of the parameters (0: none), and runs that failed.
    looked_again : bool
        Whether replicates were added until an interval was narrow enough, so that intervals must hold at every look.
    """

    outcomes: list[Outcome]
    primary: Outcome
    table: pd.DataFrame
    noise: pd.DataFrame
    replicates: int
    draws: int
    failed: int
    looked_again: bool = False

    def row(self, scenario: str, outcome: str) -> pd.Series:
        """Return the row of a scenario and an outcome."""
        table = self.table
        return table[(table["scenario"] == scenario) & (table["outcome"] == outcome)].iloc[0]


def compare_tables(
    comparison: "Comparison", chance: pd.DataFrame, parameters: pd.DataFrame | None, waited_for: str = ""
) -> Compared:
    """Return what two sweeps say of a comparison.

    Parameters
    ----------
    comparison : Comparison
        What was compared with what.
    chance : DataFrame
        Outcomes of the sweep at the parameters as they are, as `sim.runner.reading.read_outcomes` returns them.
    parameters : DataFrame, optional
        The same of the sweep over draws of the parameters.
    waited_for : str
        The outcome for which replicates were added; empty where their number was fixed. It is the primary one.
    """
    outcomes = _outcomes_of_pair(comparison, comparison.pairs[0])
    primary = next((outcome for outcome in outcomes if outcome.name == waited_for), outcomes[0])
    n_scenarios = len(comparison.scenarios)
    values = _values(chance, outcomes, n_scenarios)
    drawn = None if parameters is None else _values(parameters, outcomes, len(parameters) // REPLICATES_OF_A_DRAW)
    others = simultaneous_level(LEVEL, len(outcomes) - 1)
    rows = []
    for pair_of, labels in zip(comparison.pairs, comparison.labels, strict=True):
        for outcome in _outcomes_of_pair(comparison, pair_of):
            is_primary = outcome.name == primary.name
            level = LEVEL if is_primary else others
            a, b = (values[outcome.name][row] for row in pair_of)
            found = pair(a, b, level, outcome.largest)
            if waited_for:
                found = _with_interval(found, b - a, outcome, level)
            whole = None
            if drawn is not None:
                a, b = (drawn[outcome.name][row::n_scenarios] for row in pair_of)
                whole = whole_interval(b - a, level, outcome.largest)
            rows.append(_row(labels, outcome, is_primary, level, found, whole))
    return Compared(
        outcomes,
        primary,
        pd.DataFrame(rows, columns=list(ROW_NAMES)),
        noise_table(_long(chance, outcomes, n_scenarios), [outcome.name for outcome in outcomes]),
        len(chance) // n_scenarios,
        0 if parameters is None else len(parameters) // REPLICATES_OF_A_DRAW // n_scenarios,
        sum(int((frame["status"] != DONE).sum()) for frame in (chance, parameters) if frame is not None),
        bool(waited_for),
    )


def _outcomes_of_pair(comparison: "Comparison", pair_of: tuple[int, int]) -> list[Outcome]:
    """Return the outcomes, with what matters in a place as large as the smaller of a pair (mostly both are alike)."""
    a, b = (comparison.scenarios[place].config for place in pair_of)
    households, neighbourhoods = min(a.households, b.households), min(a.neighbourhoods, b.neighbourhoods)
    return outcomes_of(a.months, households, neighbourhoods)


def with_happened(frame: pd.DataFrame) -> pd.DataFrame:
    """Return outcomes with whether things happened beside the months in which they did; missing where a run failed."""
    done = frame["status"] == DONE
    more = {name: frame[month].notna().astype("float64").where(done) for name, (month, _label) in HAPPENED.items()}
    return frame.assign(**more)


def _values(frame: pd.DataFrame, outcomes: Sequence[Outcome], n_rows: int) -> dict[str, np.ndarray]:
    """Return each outcome by row of the design and turn: arrays of float, shape (rows, turns); NaN where missing."""
    frame = with_happened(frame).sort_values("run_id")
    return {one.name: frame[one.name].astype("float64").to_numpy().reshape(-1, n_rows).T for one in outcomes}


def _long(frame: pd.DataFrame, outcomes: Sequence[Outcome], n_rows: int) -> pd.DataFrame:
    frame = with_happened(frame)
    values = {one.name: frame[one.name].astype("float64") for one in outcomes}
    return pd.DataFrame({"row": frame["run_id"] % n_rows, "replicate": frame["replicate"], **values})


def _with_interval(found: Pairing, differences: np.ndarray, outcome: Outcome, level: float) -> Pairing:
    """Return a pairing with the interval that holds at every look; a pair that never differed needs none."""
    if found.n and not found.n_differing:
        return found
    seen = look(differences[~np.isnan(differences)], outcome.largest, level)
    if not np.isfinite(seen.half_width):
        return replace(found, low=np.nan, high=np.nan)
    return replace(found, low=seen.low, high=seen.high)


def _row(
    labels: tuple[str, str], outcome: Outcome, primary: bool, level: float, found: Pairing, whole: Whole | None
) -> tuple[object, ...]:
    identical = found.n > 0 and not found.n_differing
    bound = np.inf if outcome.largest is None else outcome.largest  # beyond it lies no truth that could be missed
    low, high = chance = np.clip((found.low, found.high), -bound, bound)
    ends = (np.nan,) * 3
    if whole is not None:
        low, high = np.minimum(low, whole.low), np.maximum(high, whole.high)  # NaN where either is missing
        low, high = np.clip((low, high), -bound, bound)
        ends = (whole.difference, float(low), float(high))
    identical = identical and (whole is None or low == high == 0)
    said = verdict(low, high, outcome.smallest, identical).value
    share = np.nan if whole is None else whole.parameters
    means = (found.mean_reference, found.mean, found.difference, *map(float, chance))
    counts = (found.n, found.n_missing, found.n_differing)
    return (*labels, outcome.name, primary, level, *counts, *means, *ends, outcome.smallest, said, found.saved, share)
