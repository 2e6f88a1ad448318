"""Who takes part and who gains: totals by neighbourhood, year, age band, tenure, origin and sex (groups.parquet).

What households realise is the true benefit of affairs that stand resolved, 100 yuan a month for each unit, shared by
all members alike; what burdens them is the severity of affairs that touch them and are not resolved, seen or unseen.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sim.engine.kernels_observe import CELLS, GroupSums
from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import Tenure
from sim.results.schema_people import AGE_BANDS, ORIGINS, SEXES

SHAPE = (len(AGE_BANDS), len(Tenure), len(ORIGINS), len(SEXES))
TENURES = tuple(member.word for member in Tenure)


def frame(years: Mapping[int, GroupSums], neighbourhoods: np.ndarray) -> pd.DataFrame:
    """Return the table of groups: one row for every cell in which somebody lived or acted.

    Parameters
    ----------
    years : mapping of int to GroupSums
        Totals by year; year = floor(month / 12).
    neighbourhoods : ndarray of int
        Identities of the neighbourhoods, in the order of the totals.
    """
    parts = [_year(year, sums, neighbourhoods) for year, sums in sorted(years.items())]
    return pd.concat(parts, ignore_index=True) if parts else _year(0, _nobody(), neighbourhoods[:0])


def _nobody() -> GroupSums:
    return GroupSums(*(np.zeros((0, CELLS), dtype=np.int64) for _ in GroupSums._fields))


def _year(year: int, sums: GroupSums, neighbourhoods: np.ndarray) -> pd.DataFrame:
    where, cell = np.nonzero((sums.persons > 0) | (sums.acts > 0) | (sums.benefit != 0))
    band, tenure, origin, sex = np.unravel_index(cell, SHAPE)

    def told(names: tuple[str, ...], chosen: Any) -> np.ndarray:
        return np.array(names, dtype=object)[chosen]

    return pd.DataFrame(
        {
            "neighbourhood": neighbourhoods[where],
            "year": np.full(len(where), year, dtype=np.int64),
            "age_band": told(AGE_BANDS, band),
            "tenure": told(TENURES, tenure),
            "origin": told(ORIGINS, origin),
            "sex": told(SEXES, sex),
            "persons": sums.persons[where, cell],
            "acts": sums.acts[where, cell],
            "hours": sums.minutes[where, cell] / 60,
            "realised_benefit_yuan": sums.benefit[where, cell] / FIXED_ONE,
            "unresolved_burden": sums.burden[where, cell] / FIXED_ONE,
        }
    )
