"""Who lives in a neighbourhood: looked for among its own rows, not through the whole street."""

import numpy as np

from sim.foundation.terms import Kind
from sim.institutions.setting import Setting


def adults_in(setting: Setting, n: int) -> np.ndarray:
    """Return the rows of a neighbourhood's adult residents."""
    rows, residents = setting.persons[n], setting.world.residents
    return rows[(residents.kind[rows] == Kind.RESIDENT) & residents.adult[rows]].astype(np.int32)


def staff_in(setting: Setting, n: int) -> np.ndarray:
    """Return the rows of a committee's staff."""
    rows = setting.persons[n]
    return rows[setting.world.residents.kind[rows] == Kind.COMMITTEE_STAFF].astype(np.int32)


def belonging(setting: Setting, n: int, column: np.ndarray, body: int) -> np.ndarray:
    """Return the rows of the persons of a neighbourhood who belong to a body by this column of residents."""
    rows = setting.persons[n]
    return rows[column[rows] == body].astype(np.int32)
