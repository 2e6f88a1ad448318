"""The end of a sweep: parts become one table, and a manifest says what all of it is."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.results.columns import Table
from sim.results.dictionary import dictionary_csv, dictionary_plain
from sim.results.hashing import bytes_hash, file_hash, values_hash_of_file
from sim.results.manifest import DICTIONARY_CSV, DICTIONARY_JSON, DIGEST, MANIFEST, digest_line, plain, to_json
from sim.results.provenance import package_versions, program, python_version
from sim.runner.design_file import table_of
from sim.runner.files import appearing, write_whole
from sim.runner.plan import Plan
from sim.runner.plan_file import PLAN, plan_facts
from sim.runner.schema import KEPT, OUTCOMES, RUN_ID

Rows = Callable[[], Iterator[Any]]


@dataclass(frozen=True)
class Summary:
    """What is made of a finished sweep besides its own tables.

    Attributes
    ----------
    tables : list of (Table, DataFrame)
        Further tables with their declarations; each becomes a Parquet file.
    files : dict of bytes
        Further files by name, e.g. figures.
    """

    tables: list[tuple[Table, Any]] = field(default_factory=list)
    files: Mapping[str, bytes] = field(default_factory=dict)


Summarise = Callable[[Path, Plan, Rows], Summary]
"""Makes a `Summary` from the folder, the plan and the rows; always the same of the same sweep, whoever finishes it."""


def publish(folder: Path, plan: Plan, rows: Rows, summarise: Summarise | None = None) -> None:
    """Write ``outcomes.parquet``, the data dictionary and, last of all, the manifest.

    Parameters
    ----------
    folder : Path
        The sweep's folder, with its design and plan.
    plan : Plan
        The sweep.
    rows : callable
        Yields DataFrames of `sim.runner.schema.PART`, all runs in order.
    summarise : callable, optional
        Makes further tables and files, which the manifest lists with the others.
    """
    from sim.results.frames import conform
    from sim.results.parquet import to_bytes, write_blocks

    tables = {"outcomes": OUTCOMES, "design": table_of(plan)}
    with appearing(folder / "outcomes.parquet") as sink:
        write_blocks(OUTCOMES, (frame[list(OUTCOMES.names)] for frame in rows()), sink)
    if plan.keep != "outcomes":
        tables["kept"] = KEPT
        with appearing(folder / "kept.parquet") as sink:
            write_blocks(KEPT, (_kept(frame, plan.keep) for frame in rows()), sink)
        _remove_unlisted(folder, plan, rows)
    further = summarise(folder, plan, rows) if summarise is not None else Summary()
    for table, frame in further.tables:
        tables[table.name] = table
        write_whole(folder / f"{table.name}.parquet", to_bytes(table, conform(table, frame)))
    for name, content in further.files.items():
        write_whole(folder / name, content)
    write_whole(folder / DICTIONARY_JSON, to_json(dictionary_plain(tables)))
    write_whole(folder / DICTIONARY_CSV, dictionary_csv(tables))
    entries = {}
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        hashes = {"sha256_bytes": file_hash(path), "sha256_values": values_hash_of_file(table, path)}
        entries[name] = {"rows": _n_rows(table, path), **hashes}
    names = (PLAN, DICTIONARY_JSON, DICTIONARY_CSV, *further.files)
    files = {name: bytes_hash((folder / name).read_bytes()) for name in names}
    facts = plan_facts(plan)
    config = plan.scenarios[0].config
    written = to_json(
        {
            **facts,
            "scenario": plan.scenarios[0].label,
            "seed": config.seed,
            "program": plain(program(), "program"),
            "python": python_version(),
            "packages": package_versions(),
            "tables": entries,
            "files": files,
        }
    )
    write_whole(folder / DIGEST, digest_line(written))
    write_whole(folder / MANIFEST, written)


def kept_path(run_id: int, keep: str) -> str:
    """Return where, inside the sweep's folder, a run's months or the whole run are kept."""
    return f"months/{run_id}.parquet" if keep == "months" else f"runs/{run_id}"


def _kept(frame: Any, keep: str) -> Any:
    import pandas as pd

    from sim.results.frames import conform

    there = frame[frame["kept"].notna()]
    paths = [kept_path(run_id, keep) for run_id in there[RUN_ID.name]]
    rows = {"run_id": there["run_id"].to_numpy(), "path": paths, "sha256": there["kept"].tolist()}
    return conform(KEPT, pd.DataFrame(rows))


def _remove_unlisted(folder: Path, plan: Plan, rows: Rows) -> None:
    """Remove what a worker kept of a run and then died before it said so, where the run failed in the end."""
    for frame in rows():
        for run_id in frame[frame["kept"].isna()][RUN_ID.name]:
            path = folder / kept_path(int(run_id), plan.keep)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _n_rows(table: Any, path: Path) -> int:
    from sim.results.parquet import read_blocks

    return sum(len(block) for block in read_blocks(table, path, [RUN_ID.name]))
