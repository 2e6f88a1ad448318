"""Sweeps read back: the outcomes of a finished one, and how any one stands."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.columns import Table
from sim.results.dictionary import dictionary_tables
from sim.results.manifest import DICTIONARY_JSON, MANIFEST
from sim.runner import locks, parts
from sim.runner.checking import faults, raise_first
from sim.runner.city import committees_in
from sim.runner.plan import Plan, Row, Scenario
from sim.runner.plan_file import read_plan, rows_hash, scenarios_of
from sim.runner.schema import FAILED, OUTCOMES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ERRORS = 5


@dataclass
class Standing:
    """How a sweep stands.

    Attributes
    ----------
    planned, stored, failed : int
        Runs planned, stored, and stored with an error.
    errors : list of tuple
        The first few failed runs and their errors.
    finished : bool
        Whether the final tables are there.
    owners : list of str
        Who sweeps into the folder now.
    facts : dict
        The plan.
    committees : list of int
        Committees of each run, of a city; else empty.
    committees_stored : int
        Committees whose street is stored.
    """

    planned: int
    stored: int = 0
    failed: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    finished: bool = False
    owners: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    committees: list[int] = field(default_factory=list)
    committees_stored: int = 0

    def add(self, rows: "pd.DataFrame") -> None:
        """Count rows of `sim.runner.schema.OUTCOMES`."""
        self.stored += len(rows)
        wrong = rows[rows["status"] == FAILED]
        self.failed += len(wrong)
        if self.committees:
            self.committees_stored += sum(self.committees[run_id] for run_id in rows["run_id"])
        room = MOST_ERRORS - len(self.errors)
        self.errors += [
            (int(n), str(text)) for n, text in zip(wrong["run_id"][:room], wrong["error"][:room], strict=True)
        ]


def standing(folder: Path) -> Standing:
    """Return how a sweep stands, whoever is sweeping; nothing is written.

    Raises
    ------
    InputRefused
        If the folder holds no sweep, or something in it was changed.
    """
    return _again_if_finished_meanwhile(folder, lambda: _standing(folder))


def _standing(folder: Path) -> Standing:
    facts = read_plan(folder)
    found = Standing(int(facts["runs"]), facts=facts, owners=locks.owners(folder), committees=committees_in(facts))
    for block in _stored_rows(folder, facts):
        found.add(block)
    found.finished = (folder / MANIFEST).is_file()
    return found


def _again_if_finished_meanwhile[Found](folder: Path, read: Callable[[], Found]) -> Found:
    """Read; once more if the files from which the final tables are made went because they have just been made."""
    try:
        return read()
    except FileNotFoundError:
        if not (folder / MANIFEST).is_file():
            raise
        return read()


def read_outcomes(folder: Path) -> "pd.DataFrame":
    """Return the outcomes of a finished sweep beside its design, a row a run; everything is verified first.

    Raises
    ------
    InputRefused
        If the sweep is not finished, or anything was changed since.
    """
    from sim.results.parquet import from_bytes

    if not (folder / MANIFEST).is_file():
        raise InputRefused(
            str(folder), _("not finished"), _("a finished sweep"), _("zizhi status {folder}").format(folder=folder)
        )
    raise_first(faults(folder))
    tables = declared_tables(folder)
    design, outcomes = (
        from_bytes(tables[name], (folder / f"{name}.parquet").read_bytes()) for name in ("design", "outcomes")
    )
    return design.merge(outcomes, on="run_id", validate="one_to_one")


def declared_tables(folder: Path) -> dict[str, Table]:
    """Return the declarations of a finished sweep's tables, from its own data dictionary."""
    return dictionary_tables(json.loads((folder / DICTIONARY_JSON).read_bytes()))


def stored_row(folder: Path, run_id: int) -> dict[str, Any] | None:
    """Return the outcomes of a run as a sweep has stored them, or None if it has not been played yet."""

    def read() -> dict[str, Any] | None:
        for block in _stored_rows(folder, read_plan(folder), run_id):
            mine = block[block["run_id"] == run_id]
            if len(mine):
                return dict(mine.iloc[0])
        return None

    return _again_if_finished_meanwhile(folder, read)


def stored_values(folder: Path, name: str) -> "np.ndarray":
    """Return one outcome of every run that is stored, by row of the design and replicate; NaN where missing or failed.

    Returns
    -------
    array of float, shape (rows, replicates)
    """
    import numpy as np

    facts = read_plan(folder)
    values = np.full((facts["replicates"], facts["rows"]), np.nan)
    for block in _stored_rows(folder, facts):
        values.flat[block["run_id"].to_numpy()] = block[name].astype("float64").to_numpy()
    return values.T


def _stored_rows(folder: Path, facts: dict[str, Any], run_id: int | None = None) -> Iterator["pd.DataFrame"]:
    """Yield stored rows, a part at a time; only the part of one run if that is all that is asked for."""
    from sim.results.parquet import read_blocks

    if (folder / MANIFEST).is_file():
        raise_first(faults(folder, leftovers=True))
        yield from read_blocks(OUTCOMES, folder / "outcomes.parquet")
        return
    plan = plan_of(folder, facts)
    with_journals = parts.parts_with_journals(folder)  # first: a part is written before its journals go
    files = parts.part_files(folder)
    for part in sorted({*files, *with_journals}):
        if run_id is not None and run_id not in plan.ids_of(part):
            continue
        records: dict[int, parts.Record] = {}
        if part not in files:
            records = parts.journal_records(folder, plan, part)
            files |= parts.file_of(folder, part)
        if part in files:
            yield parts.read_part(files[part], plan, part)[list(OUTCOMES.names)]
        else:
            yield parts.frame_of(records[key] for key in sorted(records))[list(OUTCOMES.names)]


def plan_of(folder: Path, facts: dict[str, Any]) -> Plan:
    """Return the plan of a sweep's folder, its rows read from the design."""
    from sim.runner.design_file import changed_design, stored_rows

    scenarios: tuple[Scenario, ...] = scenarios_of(facts)
    labels = {scenario.label: place for place, scenario in enumerate(scenarios)}
    try:
        rows = [Row(labels[label], tuple(values), first) for label, values, first in stored_rows(facts, folder)]
    except KeyError as error:
        raise changed_design(folder) from error
    plan = Plan(
        scenarios,
        tuple(facts["varied"]),
        rows,
        facts["replicates"],
        facts["design"],
        facts["keep"],
        facts["rows_per_part"],
        facts["until"],
    )
    if facts["until"] and rows_hash(plan) != facts["rows_sha256"]:
        raise changed_design(folder)
    return plan
