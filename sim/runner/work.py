"""What a worker does: play one run, write it down, say that it is done."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import ZizhiError
from sim.foundation.text import language, use_language
from sim.runner.journal import JournalWriter
from sim.runner.keys import checked
from sim.runner.plan import Plan, Run, Scenario, config_of
from sim.runner.plan_file import read_plan, scenarios_of
from sim.runner.publishing import kept_path
from sim.runner.schema import DONE, FAILED, MEASURED

LONGEST_ERROR = 500
LARGE_HOUSEHOLDS = 8000
"""From so many households on, what a run leaves is collected at once: agents and model hold each other in circles."""
DIED = "the worker died of it"
"""How the error of a run begins that killed its workers."""
OF_THE_MACHINE = (DIED, "MemoryError")
"""How errors begin that say nothing of a run on another machine; such runs are not played again to be verified."""


@dataclass(frozen=True)
class Done:
    """What is said of a finished run: its number, whether it failed, seconds and CPU seconds inside the model."""

    run_id: int
    status: str
    seconds: float
    model_seconds: float


def task_of(run: Run) -> dict[str, Any]:
    """Return a run as plain data, for a worker that knows the plan's folder."""
    return {
        "run": run.run_id,
        "scenario": run.row.scenario,
        "values": list(run.row.values),
        "seed": run.seed,
        "key": run.key,
    }


class Worker:
    """Plays runs of one sweep and writes each to a journal of its own.

    Parameters
    ----------
    folder : Path
        The sweep's folder, with its plan.
    """

    def __init__(self, folder: Path):
        facts = read_plan(folder)
        self.folder, self.names = folder, tuple(facts["varied"])
        self.scenarios: Sequence[Scenario] = scenarios_of(facts)
        self.keep, self.rows_per_part = facts["keep"], int(facts["rows_per_part"])
        self.journal = JournalWriter(folder)

    def perform(self, task: Mapping[str, Any]) -> Done:
        """Play a run and write it down; a run that raises is written down with its error.

        Raises
        ------
        OSError
            If it cannot be written down.
        """
        began = time.perf_counter()
        found, cpu = attempted(lambda: self._config(task), self.keep)
        kept = self._kept(task["run"], found.pop("result", None))
        self.write(task, {**found, "kept": kept})
        return Done(task["run"], found["status"], time.perf_counter() - began, cpu)

    def write(self, task: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        """Write a finished run down; when this returns it is on the disk."""
        record = {"run": task["run"], "key": task["key"], **found}
        self.journal.write(task["run"] // self.rows_per_part, record)

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()

    def _config(self, task: Mapping[str, Any]) -> Config:
        base = self.scenarios[task["scenario"]].config
        values = [checked(base, name, value, name) for name, value in zip(self.names, task["values"], strict=True)]
        return config_of(self.scenarios, self.names, task["scenario"], values, task["seed"])

    def _kept(self, run_id: int, result: Any) -> str | None:
        if result is None:
            return None
        path = self.folder / kept_path(run_id, self.keep)
        if self.keep == "months":
            from sim.results.hashing import bytes_hash
            from sim.results.parquet import to_bytes
            from sim.runner.files import write_whole

            data = to_bytes(*result)
            path.parent.mkdir(exist_ok=True)
            write_whole(path, data)
            return bytes_hash(data)
        from sim.results.hashing import file_hash
        from sim.results.manifest import MANIFEST

        try:
            result.save(path)
        except ZizhiError as error:
            # What the disk does is no fault of the run: it ends the sweep.
            if isinstance(error.__cause__, OSError):
                raise error.__cause__ from error
            raise
        return file_hash(path / MANIFEST)


def attempted(make: Callable[[], Config], keep: str = "outcomes") -> tuple[dict[str, Any], float]:
    """Play a configuration, whatever comes of it.

    Parameters
    ----------
    make : callable
        Returns the configuration; what it raises is the run's error too.
    keep : str
        ``outcomes``, ``months`` or ``all``.

    Returns
    -------
    dict
        What `played` returns, or `failed` if it raises.
    float
        CPU seconds inside the model; 0 if it raises.

    Raises
    ------
    OSError
        Which is of the machine, not of the run.
    """
    spoken = language()
    use_language("en")  # what is stored must not depend on who asked
    try:
        config = make()
        start = time.process_time()
        found, seconds = played(config, keep), time.process_time() - start
        if config.neighbourhoods * config.households >= LARGE_HOUSEHOLDS:
            gc.collect()
        return found, seconds
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a run raises becomes its row
        return failed(error), 0.0
    finally:
        use_language(spoken)


def played(config: Config, keep: str = "outcomes") -> dict[str, Any]:
    """Play a configuration and return what is written down of it.

    Returns
    -------
    dict
        ``status`` ``error`` ``state_hash`` ``values`` (in the order of `MEASURED`, None where missing) and, if more is
        kept, ``result``: table and frame of the months, or the whole `Result`.
    """
    from sim.engine.model import NeighbourhoodModel
    from sim.engine.outcomes import outcomes
    from sim.engine.run import result_of

    model = NeighbourhoodModel(config)
    while model.month < config.months:
        model.step()
    found: dict[str, Any] = {"status": DONE, "error": None}
    if keep == "all":
        found["result"] = result = result_of(model)
        tables, found["state_hash"] = result.tables, result.facts["state_hash"]
    else:
        assert model.observer is not None  # `plan.Plan` refuses configurations without
        tables, found["state_hash"] = model.observer.tables_for_outcomes(model), model.state_hash()
    measured = outcomes(tables, config.outcomes)
    found["values"] = [_plain(measured[name]) for name in MEASURED]
    if keep == "months":
        from sim.engine.extra_columns import EXTRA_COLUMNS
        from sim.results.frames import conform
        from sim.results.schema import extended

        table = extended(EXTRA_COLUMNS)["months"]
        found["result"] = (table, conform(table, tables["months"]))
    model.end()
    return found


def failed(error: BaseException | str) -> dict[str, Any]:
    """Return what is written down of a run that came to nothing: its error in one line, without a place in the code."""
    if isinstance(error, ZizhiError | str):
        text = str(error)
    else:
        text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    line = " ".join(text.split())[:LONGEST_ERROR]
    return {"status": FAILED, "error": line, "state_hash": None, "values": None, "kept": None}


def _plain(value: Any) -> float | int | bool | None:
    """Return a measured value as JSON knows it; None where it is missing."""
    value = value.item() if hasattr(value, "item") else value
    return None if value != value else value


def tasks_of(plan: Plan, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return runs of a plan as tasks."""
    return [task_of(plan.run(run_id)) for run_id in ids]
