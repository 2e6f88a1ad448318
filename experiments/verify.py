"""Verify: a folder of results → its faults, what playing a sample again costs, and what came of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.verify import (
    UNREADABLE,
    Folder,
    all_faults,
    chosen,
    config_in,
    open_folder,
    plan_in,
    seconds_for,
    size_of,
)

if TYPE_CHECKING:
    from sim.runner.plan import Plan
    from sim.runner.replay import Replayed


def other_csv_files(folder: Folder) -> tuple[int, list[str]]:
    """Return how many CSV files a comparison has, and which come out otherwise from its own sweeps."""
    from experiments.compare import other_csv_files as compare_again

    try:
        return compare_again(folder.path)
    except UNREADABLE as error:
        raise InputRefused(str(folder.path), _("no comparison of this program"), _("a comparison as saved")) from error


def seconds_of(folder: Folder, plan: "Plan | None", runs: Sequence[int]) -> float:
    """Return roughly how long it takes to play runs of a folder again, on a slow core."""
    return sum(seconds_for(config_in(folder, plan, run_id)) for run_id in runs)


def replayed(folder: Folder, plan: "Plan | None", runs: Sequence[int]) -> Iterator["Replayed"]:
    """Play runs of a folder again, one after the other, and yield what came of each."""
    from sim.runner.replay import replay

    rows = stored_rows(folder.path, runs) if plan is not None else {}
    for run_id in runs:
        yield replay(folder, plan, run_id, rows.get(run_id))


def stored_rows(path: Path, runs: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the stored outcomes of some runs of a finished sweep."""
    from sim.results.parquet import read_blocks
    from sim.runner.schema import OUTCOMES

    found: dict[int, dict[str, Any]] = {}
    for block in read_blocks(OUTCOMES, path / "outcomes.parquet"):
        mine = block[block["run_id"].isin(runs)]
        found |= {int(row["run_id"]): dict(row) for _place, row in mine.iterrows()}
    return found


__all__ = [
    "Folder", "all_faults", "chosen", "open_folder", "other_csv_files", "plan_in", "replayed", "seconds_of", "size_of",
]  # fmt: skip
