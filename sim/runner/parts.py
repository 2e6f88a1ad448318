"""Parts: hundreds of finished runs folded from journals into one file, which bears a digest of itself in its name."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.results import parquet
from sim.results.frames import conform
from sim.runner.files import write_whole
from sim.runner.journal import FOLDER as JOURNALS
from sim.runner.journal import SUFFIX, records_of
from sim.runner.plan import Plan
from sim.runner.schema import DONE, MEASURED, PART

FOLDER = "parts"
NAME = re.compile(r"part-([0-9]{6,9})-([0-9a-f]{16})\.parquet")
Record = dict[str, Any]


def journal_records(folder: Path, plan: Plan, part: int) -> dict[int, Record]:
    """Return the records of one part's runs that stand in journals, by run.

    Raises
    ------
    InputRefused
        If a journal was changed, or holds a record of another sweep.
    RunFailed
        If two records of one run contradict each other.
    """
    found: dict[int, Record] = {}
    for path in journal_files(folder, part):
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # another process of the same sweep has just folded it
            continue
        for record in records_of(data, str(path)):
            _check_record(record, plan, part, path)
            run_id = int(record["run"])
            found[run_id] = _better(found.get(run_id), record)
    return found


def journal_files(folder: Path, part: int) -> list[Path]:
    """Return the journals of a part, sorted."""
    return sorted((folder / JOURNALS).glob(f"{part:06d}-*{SUFFIX}"))


def parts_with_journals(folder: Path) -> set[int]:
    """Return the parts of which there are journals."""
    names = [path.name.partition("-")[0] for path in (folder / JOURNALS).glob(f"*{SUFFIX}")]
    return {int(name) for name in names if name.isascii() and name.isdigit()}


def fold(folder: Path, plan: Plan, part: int, records: Mapping[int, Record]) -> Path:
    """Write the part whose runs are all there, and return its file; its journals are no longer needed then."""
    data = parquet.to_bytes(PART, frame_of(records[run_id] for run_id in plan.ids_of(part)))
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    path = place / f"part-{part:06d}-{_digest(plan, part, data)}.parquet"
    if not path.exists():
        write_whole(path, data)
    return path


def part_files(folder: Path, pattern: str = "part-*.parquet") -> dict[int, Path]:
    """Return the files of parts by number.

    Raises
    ------
    InputRefused
        If a part is there twice: two sweeps were mixed.
    """
    found: dict[int, Path] = {}
    for path in sorted((folder / FOLDER).glob(pattern)):
        match = NAME.fullmatch(path.name)
        part = int(match.group(1)) if match else -1
        if match is None or part in found:
            raise InputRefused(str(path), _("no part of this sweep"), _("the folder as it was written"))
        found[part] = path
    return found


def file_of(folder: Path, part: int) -> dict[int, Path]:
    """Return the file of one part by its number, if there is one; InputRefused as `part_files`."""
    return part_files(folder, f"part-{part:06d}-*.parquet")


def read_part(path: Path, plan: Plan, part: int) -> Any:
    """Return a part as a DataFrame.

    Raises
    ------
    InputRefused
        If it was cut short, changed, or comes from another sweep.
    """
    data = path.read_bytes()
    if path.name != f"part-{part:06d}-{_digest(plan, part, data)}.parquet":
        came = _("cut short, changed, or of another sweep")
        raise InputRefused(str(path), came, _("the file as it was written"), _("sweep into a new folder"))
    frame = parquet.from_bytes(PART, data)
    if frame["run_id"].tolist() != list(plan.ids_of(part)):
        raise InputRefused(str(path), _("other runs than the part's"), _("the file as it was written"))
    return frame


def _digest(plan: Plan, part: int, data: bytes) -> str:
    """Return the digits in a part's name: of its content and of the keys of the first and last run that it is for."""
    ids = plan.ids_of(part)
    keys = f"{plan.keep} {plan.run(ids[0]).key} {plan.run(ids[-1]).key} {len(ids)}\n"
    return hashlib.sha256(keys.encode() + data).hexdigest()[:16]


def frame_of(records: Iterable[Record]) -> Any:
    """Return records of journals as a DataFrame of `PART`."""
    import pandas as pd

    rows = []
    for record in records:
        values = dict(zip(MEASURED, record["values"] or [None] * len(MEASURED), strict=True))
        said = {name: record[name] for name in ("status", "error", "state_hash", "kept")}
        rows.append({"run_id": record["run"], **said, **values})
    return conform(PART, pd.DataFrame(rows, columns=list(PART.names), dtype=object))


def _check_record(record: Record, plan: Plan, part: int, path: Path) -> None:
    run_id = record.get("run")
    own = isinstance(run_id, int) and run_id in plan.ids_of(part) and record.get("key") == plan.run(run_id).key
    if not own:
        came = _("a record of another sweep (run {run})").format(run=run_id)
        raise InputRefused(str(path), came, _("the folder as it was written"), _("sweep into a new folder"))


def _better(first: Record | None, second: Record) -> Record:
    """Return the one of two records of a run to keep: one that was done before one that failed."""
    if first is None or first == second:
        return second
    if first["status"] == second["status"] == DONE:
        came = _("run {run}: two results that differ; the same configuration must give the same result")
        raise RunFailed(came.format(run=second["run"]))
    return first if first["status"] == DONE else second
