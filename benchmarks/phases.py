"""Print where the time of one run goes: founding, the eleven phases, observers, invariants, hashing, tables.

`uv run python -m benchmarks.phases [--seeds N] [scenario] [key=value ...]` measures process CPU time with a warm
compile cache: medians over seeds 0 … N - 1 of milliseconds a run, for all mechanisms and for none, in one process.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from statistics import median
from typing import Any

from sim.engine import model as engine
from sim.engine import phases
from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.protocols.society import Society
from sim.scenarios.load import load_scenario
from sim.society.society import CompiledSociety

CELLS = ("1111", "0000")
WARM_MONTHS = 24
CHECKS, OBSERVERS, HASHING = "invariants, every month", "observers, every month", "hash of the last state"


class Clock:
    """Milliseconds of process CPU time by name; what runs inside something else is counted there alone, not twice."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.residents: dict[str, float] = {}
        self._inside: list[float] = []
        self._part = ""

    def measured[**P, R](self, name: str, call: Callable[P, R]) -> Callable[P, R]:
        """Return the call, measured under a name."""

        @wraps(call)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            outer, self._part = self._part, name
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                whole = 1000 * (time.process_time() - start)
                self.spent[name] = self.spent.get(name, 0.0) + whole - self._inside.pop()
                self._part = outer
                if self._inside:
                    self._inside[-1] += whole

        return timed

    def society(self) -> type[CompiledSociety]:
        """Return the residents' side; what its promises take is also summed by the part of the month they are in."""

        def noted(call: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(call)
            def timed(*args: Any, **kwargs: Any) -> Any:
                start = time.process_time()
                result = call(*args, **kwargs)
                part, whole = self._part, 1000 * (time.process_time() - start)
                self.residents[part] = self.residents.get(part, 0.0) + whole
                return result

            return timed

        promised = [name for name in vars(Society) if not name.startswith("_") and callable(vars(Society)[name])]
        return type(
            "TimedSociety", (CompiledSociety,), {name: noted(getattr(CompiledSociety, name)) for name in promised}
        )


def measure(clock: Clock, scenario: str, overrides: list[str]) -> None:
    """Run once and add what each part took to the clock."""
    config = clock.measured("configuration", load_scenario)(scenario, overrides)
    model = clock.measured("founding", NeighbourhoodModel)(config, clock.society())
    model.observe = clock.measured(OBSERVERS, model.observe)  # type: ignore[method-assign]
    model.state_hash = clock.measured(HASHING, model.state_hash)  # type: ignore[method-assign]
    check, month = phases.check, engine.MONTH
    phases.check = clock.measured(CHECKS, check)
    engine.MONTH = [replace(phase, run=clock.measured(f"{phase.number}. {phase.name}", phase.run)) for phase in month]
    try:
        while model.month < config.months:
            clock.measured("between phases", model.step)()
    finally:
        phases.check, engine.MONTH = check, month
    clock.measured("tables at the end", result_of)(model)


def table(scenario: str, overrides: list[str], seeds: int) -> list[str]:
    """Return the table as lines of Markdown."""
    spent: dict[str, list[list[float]]] = {}
    residents: dict[str, list[float]] = {}
    for at, cell in enumerate(CELLS):
        for seed in range(seeds):
            clock = Clock()
            measure(clock, scenario, [*overrides, f'cell="{cell}"', f"seed={seed}"])
            whole = {**clock.spent, "whole run": sum(clock.spent.values())}
            for name, milliseconds in whole.items():
                spent.setdefault(name, [[] for _ in CELLS])[at].append(milliseconds)
            of_residents = {**clock.residents, "whole run": sum(clock.residents.values())}
            if at == 0:
                for name in whole:
                    residents.setdefault(name, []).append(of_residents.get(name, 0.0))
    heads = " | ".join(f"cell {cell} (ms)" for cell in CELLS)
    lines = [f"| part of a run | {heads} | share (%) | of it residents (ms) |", "|---|---:|---:|---:|---:|"]
    total = median(spent["whole run"][0])
    for name in sorted(spent, key=lambda name: (not name[0].isdigit(), name == "whole run", 0)):
        cells = [median(taken) for taken in spent[name]]
        figures = " | ".join(f"{milliseconds:.0f}" for milliseconds in cells)
        lines.append(f"| {name} | {figures} | {100 * cells[0] / total:.1f} | {median(residents[name]):.0f} |")
    return lines


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phases", description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="seeds 0 … N - 1 in each cell (default 4)")
    parser.add_argument("words", nargs="*", help="a scenario and overrides, as for `zizhi run`")
    arguments = parser.parse_args()
    scenario = next((word for word in arguments.words if "=" not in word), "baseline")
    overrides = [word for word in arguments.words if "=" in word]
    for cell in CELLS:  # what is compiled, imported or remembered once belongs to no run
        measure(Clock(), scenario, [*overrides, f'cell="{cell}"', f"months={WARM_MONTHS}"])
    print("\n".join(table(scenario, overrides, arguments.seeds)))


if __name__ == "__main__":
    main()
