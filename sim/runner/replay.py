"""A run played again and held against what was stored of it, value by value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.results.hashing import values_hash
from sim.results.verifying import read_manifest
from sim.runner.parts import frame_of
from sim.runner.plan import Plan
from sim.runner.schema import FAILED, OUTCOMES
from sim.runner.verify import Folder, config_in, kept_place
from sim.runner.work import OF_THE_MACHINE, attempted


@dataclass
class Replayed:
    """What came of playing a run again.

    Attributes
    ----------
    run_id : int
        Which run; 0 for the only one of a folder.
    n_compared : int
        How many stored values, hashes and tables were held against new ones.
    differs : list of str
        Names of those that are not equal.
    skipped : bool
        Whether it was not played, because what it died of was the machine.
    """

    run_id: int
    n_compared: int = 0
    differs: list[str] = field(default_factory=list)
    skipped: bool = False

    def hold(self, name: str, equal: bool) -> None:
        """Count a comparison."""
        self.n_compared += 1
        if not equal:
            self.differs.append(name)


def replay(folder: Folder, plan: Plan | None, run_id: int, row: Mapping[str, Any] | None = None) -> Replayed:
    """Play a run of a folder again and compare.

    Parameters
    ----------
    folder : Folder
        A run or a finished sweep, whose hashes are right.
    plan : Plan or None
        The sweep's plan.
    run_id : int
        Which run.
    row : mapping, optional
        What a sweep stored of it: a row of its ``outcomes.parquet``.

    Raises
    ------
    OSError
        If something cannot be read.
    """
    found = Replayed(run_id)
    if row is not None and row["status"] == FAILED and str(row["error"]).startswith(OF_THE_MACHINE):
        found.skipped = True
        return found
    keep = folder.manifest["keep"] if plan is not None else "all"
    played, _seconds = attempted(lambda: config_in(folder, plan, run_id), keep)
    result = played.pop("result", None)
    if plan is None:
        if result is None:
            found.hold(str(played["error"]), False)
        else:
            _hold_run(found, result, folder.manifest)
        return found
    assert row is not None
    _hold_row(found, {"run": run_id, "kept": None, **played}, row)
    place = kept_place(folder, run_id)
    if place is not None and place.exists() and result is not None:
        if folder.manifest["keep"] == "all":
            _hold_run(found, result, read_manifest(place))
        else:
            _hold_months(found, result, place)
    return found


def _hold_row(found: Replayed, record: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Compare every column of outcomes exactly; missing equals missing."""
    import pandas as pd

    new = frame_of([record]).iloc[0]
    for name in OUTCOMES.names:
        stored, here = row[name], new[name]
        found.hold(name, bool(pd.isna(stored) and pd.isna(here)) or bool(pd.notna(stored) and stored == here))


def _hold_run(found: Replayed, result: Any, manifest: Mapping[str, Any]) -> None:
    """Compare the last state and the values of every table with the hashes that a run's manifest names."""
    found.hold("state_hash", result.facts["state_hash"] == manifest["state_hash"])
    for name, entry in manifest["tables"].items():
        table = result.declared.get(name)
        same = table is not None and values_hash(table, result.tables[name]) == entry["sha256_values"]
        found.hold(f"{name}.parquet", same)


def _hold_months(found: Replayed, result: Any, place: Path) -> None:
    """Compare the kept months by their values: another version of a library may write other bytes."""
    from sim.results.parquet import from_bytes

    table, frame = result
    try:
        stored = from_bytes(table, place.read_bytes())
        same = values_hash(table, stored) == values_hash(table, frame)
    except ValueError:
        same = False
    found.hold(place.name, same)
