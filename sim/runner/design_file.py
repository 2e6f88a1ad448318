"""``design.parquet``: one row a run, written before the first is played, and read back for a single run."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration
from sim.foundation.text import gettext as _
from sim.results.columns import Table
from sim.results.hashing import file_hash
from sim.runner.files import appearing
from sim.runner.keys import as_json, leaves
from sim.runner.plan import Plan
from sim.runner.schema import design_table
from sim.scenarios.names import Names

DESIGN = "design.parquet"
ROWS_PER_BLOCK = 4096


def table_of(plan: Plan) -> Table:
    """Return the declaration of a plan's ``design.parquet``."""
    declared = Names(Config).declared
    dtypes = {name: _dtype(declared[name], _values_of(plan, name)) for name in plan.shown}
    return design_table(plan.shown, dtypes, declared)


def write_design(plan: Plan, folder: Path) -> str:
    """Write the design of a plan into its folder and return the hash of the file's bytes."""
    from sim.results.parquet import write_blocks

    with appearing(folder / DESIGN) as sink:
        write_blocks(table_of(plan), _blocks(plan), sink)
    return file_hash(folder / DESIGN)


def read_design(plan_or_table: Plan | Table, folder: Path) -> Iterator[Any]:
    """Yield the design as DataFrames, a row group at a time."""
    from sim.results.parquet import read_blocks

    table = plan_or_table if isinstance(plan_or_table, Table) else table_of(plan_or_table)
    yield from read_blocks(table, folder / DESIGN)


def stored_rows(facts: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, list[Any], int]]:
    """Yield label of the scenario, values of the varied parameters and first replicate of each row of a stored design.

    Raises
    ------
    InputRefused
        If the design was changed since it was written.
    """
    import pyarrow.parquet as pq

    path = folder / DESIGN
    # That of a sweep with `until` grows, and is written before its plan: `plan_of` holds its rows against the plan.
    if not path.is_file() or (not facts["until"] and file_hash(path) != facts["design_sha256"]):
        raise changed_design(folder)
    declared = Names(Config).declared
    left = int(facts["rows"])  # the first replicate of every row comes first
    try:
        with pq.ParquetFile(path) as content:
            for batch in content.iter_batches(columns=["scenario", *facts["varied"], "replicate"], use_threads=False):
                for row in batch.slice(0, left).to_pylist():
                    values = [_value(declared[name], row[name]) for name in facts["varied"]]
                    yield row["scenario"], values, row["replicate"]
                left -= min(left, batch.num_rows)
                if not left:
                    return
    except (ValueError, KeyError) as error:
        raise changed_design(folder) from error


def changed_design(folder: Path) -> InputRefused:
    """Return the error of a design that is not the one that was written."""
    return InputRefused(str(folder / DESIGN), _("cut short or changed"), _("the file as it was written"))


def _values_of(plan: Plan, name: str) -> Sequence[Any]:
    if name in plan.names:
        place = plan.names.index(name)
        return [row.values[place] for row in plan.rows]
    return [leaves(scenario.config)[name] for scenario in plan.scenarios]


def _dtype(declaration: Declaration, values: Sequence[Any]) -> str:
    """Return the type of a column; text (JSON) as soon as one value is a schedule or a list."""
    if any(isinstance(value, Mapping | list | tuple) for value in values):
        return "text"
    kinds = ((bool, "bool"), (int, "int64"), (float, "float64"))
    return next((dtype for kind, dtype in kinds if isinstance(declaration.default, kind)), "text")


def _blocks(plan: Plan) -> Iterator[Any]:
    import pandas as pd

    from sim.results.frames import conform

    table = table_of(plan)
    own = [leaves(scenario.config) for scenario in plan.scenarios]
    texts = {column.name for column in table.columns if column.dtype == "text"}
    for start in range(0, plan.n_runs, ROWS_PER_BLOCK):
        rows = []
        for run in plan.runs(range(start, min(start + ROWS_PER_BLOCK, plan.n_runs))):
            values = {name: own[run.row.scenario][name] for name in plan.differing}
            values |= dict(zip(plan.names, run.row.values, strict=True))
            said = {name: _cell(value, name in texts) for name, value in values.items()}
            label = plan.scenarios[run.row.scenario].label
            rows.append({"run_id": run.run_id, "scenario": label, **said, "replicate": run.replicate, "seed": run.seed})
        yield conform(table, pd.DataFrame(rows, columns=list(table.names), dtype=object))


def _cell(value: Any, is_text: bool) -> Any:
    return as_json(value) if is_text and value is not None and not isinstance(value, str) else value


def _value(declaration: Declaration, cell: Any) -> Any:
    """Return a value as it was before it became a cell."""
    import json

    return json.loads(cell) if isinstance(cell, str) and not isinstance(declaration.default, str) else cell
