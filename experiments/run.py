"""One run: configuration → model → one folder, and the same configuration under other seeds."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundation.draws import replicate_seed

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.config import Config
    from sim.results.result import Result

RESULTS = "results"
FIGURE = "overview.png"
SERIAL_SECONDS = 12.0
OnMonth = Callable[[int, Mapping[str, float], list[str]], None]


def folder_for(config: "Config", out: str | None = None) -> tuple[Path, bool]:
    """Return the folder of a run and whether this very run lies in it already.

    Parameters
    ----------
    config : Config
        The whole configuration.
    out : str, optional
        Folder asked for; else one under ``results/``, named by scenario and hash of the content.

    Raises
    ------
    InputRefused
        If another run, a file or other files are there, or nothing may be written there.
    """
    from sim.results.manifest import default_folder_name
    from sim.results.store import REUSED, target_state

    plain = asdict(config)
    facts = {"scenario": config.scenario, "seed": config.seed, "config": plain, "state_hash": "", "founded": {}}
    folder = Path(out) if out else Path(RESULTS) / default_folder_name(config.scenario, plain)
    return folder, target_state(folder, facts) == REUSED


def play(config: "Config", on_month: OnMonth | None = None) -> "Result":
    """Run the model; `on_month(month, headline figures, sentences)` is called after each month."""
    from sim.engine.run import run

    result: Result = run(config, on_month=on_month)
    return result


def again(folder: Path) -> "Result":
    """Read a run back that was made before."""
    from sim.results.reading import load_run

    return load_run(folder)


def keep(result: "Result", config: "Config", folder: Path, lang: str) -> str:
    """Write a run with its figure into a folder; `"saved"`, or `"reused"` if it lay there.

    Raises
    ------
    RunFailed
        If the disk is full; nothing is left half-written.
    """
    return result.save(folder, extra={FIGURE: _figure(result, config, lang)})


def told(result: "Result") -> "pd.DataFrame":
    """Return the events of a run that are told while it goes on."""
    from sim.engine.telling import told_rows

    return told_rows(result.events)


def arose(result: "Result") -> bool:
    """Whether autonomy has occurred, by the criteria of the source, in any neighbourhood in the last month."""
    months = result.months
    if len(months) == 0:
        return False
    return bool(months.loc[months["month"] == months["month"].max(), "occurrence"].any())


def other_seeds(config: "Config", n: int, seconds_each: float) -> Iterator[bool]:
    """Yield, for each of `n` replicates of a configuration, whether autonomy arose; the order has no meaning.

    Parameters
    ----------
    config : Config
        The run that is replicate 0.
    n : int
        Number of further replicates.
    seconds_each : float
        What one takes; short ones are run in this process, long ones on all cores.
    """
    quiet = replace(config, observe=replace(config.observe, hash=False))
    replicates = [replace(quiet, seed=replicate_seed(config.seed, r)) for r in range(1, n + 1)]
    workers = min(n_cores(), n)
    if workers < 2 or n * seconds_each <= SERIAL_SECONDS:
        yield from map(_arose_in, replicates)
        return
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_leave_interrupts_to_parent) as pool:
        yield from pool.imap_unordered(_arose_in, replicates)


def n_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _arose_in(config: "Config") -> bool:
    return arose(play(config))


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _figure(result: "Result", config: "Config", lang: str) -> bytes:
    from sim.figures.overview import draw_overview
    from sim.figures.style import rendered
    from sim.mechanisms.registry import PRACTICES

    title = f"{config.title[lang]} ({config.scenario}, seed={config.seed})"
    mechanism_of = {one.name: one.mechanism.word for one in PRACTICES if one.mechanism is not None}
    return rendered(draw_overview(result.tables, lang, title=title, mechanism_of=mechanism_of))
