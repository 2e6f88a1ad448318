"""Measure what a street office takes at full size: `uv run python -m benchmarks.city [STREETS] [key=value …]`.

Plays the streets named (codes or names, separated by commas), smallest first, through `zizhi city`'s runner with one
worker process, and prints for each its committees, CPU seconds of the model, and the most memory that the worker held.
"""

import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from experiments import city
from sim.runner.plan import Plan

PAUSE_SECONDS = 0.1
PERSONS_A_HOUSEHOLD = 2.5
SMALL = "三星镇,中兴镇,廊下镇,万祥镇"
ALL_COMMITTEES = 4539


@dataclass
class Watch:
    """Looks at what the children of this process hold, and remembers the most since it was last asked."""

    most_kilobytes: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Look until it is done."""
        while not self.done.wait(PAUSE_SECONDS):
            for child in Path("/proc/self/task").glob("*/children"):
                for pid in child.read_text().split():
                    self.most_kilobytes = max(self.most_kilobytes, _held(pid))

    def take(self) -> float:
        """Return the most since the last call, in MB."""
        most, self.most_kilobytes = self.most_kilobytes, 0
        return most / 1024


def _held(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def measure(plan: Plan, told: bool = True) -> list[tuple[int, float, float]]:
    """Play a plan with one worker; return committees, CPU seconds and MB of each street, and tell them on the way."""
    found: list[tuple[int, float, float]] = []
    watch = Watch()
    thread = threading.Thread(target=watch.look, daemon=True)
    thread.start()
    with tempfile.TemporaryDirectory() as place:

        def note(done):
            committees = city.committees_of(plan, done.run_id)
            found.append((committees, done.model_seconds, watch.take()))
            if told:
                _code, name, _district = plan.design["streets"][done.run_id]
                each = done.model_seconds / committees
                print(f"{name} {committees} {done.model_seconds:.2f} {each:.3f} {found[-1][2]:.0f}", flush=True)

        city.play(plan, Path(place) / "city", city.make_executor("local", 1), on_done=note)
    watch.done.set()
    thread.join()
    return found


def by_size(plan: Plan) -> Plan:
    """Return the plan with its smallest streets first, so that what one leaves is not taken for the next."""
    order = sorted(range(plan.n_runs), key=lambda run_id: city.committees_of(plan, run_id))
    places = [plan.design["streets"][run_id] for run_id in order]
    scenarios = tuple(plan.scenarios[run_id] for run_id in order)
    return replace(plan, scenarios=scenarios, design={**plan.design, "streets": places})


def seconds_a_committee(found: list[tuple[int, float, float]]) -> float:
    """Return CPU seconds a committee, without the first street: there the worker loads what is compiled."""
    rest = found[1:] or found
    return sum(seconds for _n, seconds, _mb in rest) / sum(n for n, _seconds, _mb in rest)


def per_million(seconds: float, plan: Plan) -> float:
    """Return CPU seconds for a million residents from those of a committee."""
    return seconds / (plan.scenarios[0].config.households * PERSONS_A_HOUSEHOLD) * 1e6


def main() -> None:
    """Measure and print, with what it means for all of Shanghai."""
    words = sys.argv[1:]
    chosen = words.pop(0) if words and "=" not in words[0] else SMALL
    plan, _left_out = city.plan_for("baseline", words, None, chosen)
    print("street committees cpu_seconds cpu_seconds_per_committee worker_mb", flush=True)
    start = time.perf_counter()
    found = measure(by_size(plan))
    print(f"wall_seconds {time.perf_counter() - start:.1f} s")
    seconds = seconds_a_committee(found)
    print(f"city_seconds_per_million_residents {per_million(seconds, plan):.1f} s")
    print(f"all_committees_cpu_hours {seconds * ALL_COMMITTEES / 3600:.2f} h")


if __name__ == "__main__":
    main()
