"""Which affairs of a neighbourhood wait, and which of them weigh most (§3)."""

import numpy as np

from sim.foundation.terms import AffairState
from sim.institutions import kernels
from sim.institutions.setting import Setting


def open_rows(setting: Setting, n: int, *, latent: bool) -> np.ndarray:
    """Return the rows of a neighbourhood's affairs that are latent, or that are recognised and not closed."""
    rows = setting.affairs_in(n)
    state = setting.world.affairs.state[rows]
    if latent:
        return rows[state == AffairState.LATENT]
    return rows[(state >= AffairState.RECOGNIZED) & (state <= AffairState.EXECUTED)]


def burden(setting: Setting, affair: int) -> float:
    """Return severity · √affected households."""
    affairs = setting.world.affairs
    return float(affairs.severity[affair]) * float(np.sqrt(affairs.n_affected[affair]))


def by_burden(setting: Setting, rows: np.ndarray) -> list[int]:
    """Return affairs in descending burden; equal burdens by hash, then identity."""
    a = setting.world.affairs
    rows = np.asarray(rows, dtype=np.int64)
    return kernels.by_burden(rows, a.severity, a.n_affected, a.eid, setting.world.seed, setting.month).tolist()
