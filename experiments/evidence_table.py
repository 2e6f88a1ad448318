"""Measure what the model does in every cell, and write the table of ``docs/evidence.md``.

``uv run python -m experiments.evidence_table`` plays 64 seeds of `baseline` in cells 0000 and 1111 and 16 seeds in all
16 cells, on all cores, and rewrites the document. Rows of kind h (held out) are not looked at here.
"""

import argparse
import itertools
import json
import multiprocessing
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.foundation.draws import replicate_seed

CELLS = tuple("".join(digits) for digits in itertools.product("01", repeat=4))


def measure(job: tuple[str, int, tuple[str, ...]]) -> dict[str, Any]:
    """Play one run of a cell and return its outcomes.

    Parameters
    ----------
    job : tuple
        Cell, replicate, and overrides.
    """
    from sim.engine.bounds import AtBounds
    from sim.engine.measures import measures_of
    from sim.engine.model import NeighbourhoodModel
    from sim.scenarios.load import load_scenario

    cell, replicate, overrides = job
    config = load_scenario("baseline", [f"cell={cell}", f"seed={replicate_seed(0, replicate)}", *overrides])
    model = NeighbourhoodModel(config)
    bounds = AtBounds()
    while model.month < config.months:
        model.step()
        bounds.look(model)
    found = {"cell": cell, "replicate": replicate, **measures_of(model), **bounds.shares()}
    model.end()
    return found


def jobs(cells: Iterable[str], seeds: int, overrides: tuple[str, ...]) -> list[tuple[str, int, tuple[str, ...]]]:
    """Return one job for every cell and seed."""
    return [(cell, replicate, overrides) for replicate in range(seeds) for cell in cells]


def play(work: list[tuple[str, int, tuple[str, ...]]], workers: int) -> list[dict[str, Any]]:
    """Play jobs on several processes and return their outcomes in the order of the jobs."""
    if workers < 2:
        return [measure(job) for job in work]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return list(pool.imap(measure, work, chunksize=1))


def main() -> None:
    """Play the runs and write the document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wide", type=int, default=64, help="seeds of cells 0000 and 1111")
    parser.add_argument("--all", type=int, default=16, help="seeds of all cells")
    parser.add_argument("--out", type=Path, default=Path("docs/evidence.md"))
    parser.add_argument("--raw", type=Path, default=None, help="also write the outcomes of every run as JSON")
    parser.add_argument(
        "--again", type=Path, default=None, help="write the document from such a JSON file, playing nothing"
    )
    parser.add_argument("--override", action="append", default=[], help="key=value for every run")
    given = parser.parse_args()
    from experiments.evidence_text import document

    overrides = tuple(given.override)
    if given.again:
        rows = json.loads(given.again.read_text(encoding="utf-8"))
        given.out.write_text(document(rows, given.all, given.wide, overrides), encoding="utf-8")
        return
    work = jobs(CELLS, given.all, overrides)
    work += [job for job in jobs(("0000", "1111"), given.wide, overrides) if job not in work]
    rows = play(work, len(os.sched_getaffinity(0)))
    if given.raw:
        given.raw.write_text(json.dumps(rows), encoding="utf-8")
    given.out.write_text(document(rows, given.all, given.wide, overrides), encoding="utf-8")


if __name__ == "__main__":
    main()
