"""Where the CPU time of a sweep goes, and whether its parent grows: `python -m benchmarks.sweep [full] [RUNS]`.

A sweep of RUNS (1,000) tiny runs is played by two workers in a fresh process. What parent and workers use from run 100
to the last, beside what they use inside the model, is what a run costs outside it; all the rest is starting and ending.
The parent's memory is read at run 100 and at the last. A few runs of full size say what a run costs inside the model.
The share is that of 1,000 runs of full size:

    1000 inside / (1000 inside + 1000 outside + starting)

`full` plays RUNS runs of full size instead, some 18 minutes for 1,000, and reads the share itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

TINY = ("households=20", "months=3", "burn_in=2")
FULL: tuple[str, ...] = ()
RUNS = 1000
EARLY = 100
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


def child(folder: str, runs: int, overrides: list[str]) -> None:
    """Play one sweep and print what it used, as JSON."""
    import resource

    from sim.runner.executors import make_executor
    from sim.runner.plan import Plan, Row, labelled
    from sim.runner.sweep import play
    from sim.scenarios.load import load_scenario

    plan = Plan(labelled([load_scenario("baseline", overrides)]), (), [Row(0)], runs, {"kind": "benchmark"})
    inside: list[float] = []
    marks: list[tuple[float, float, float]] = []

    def on_done(done) -> None:
        inside.append(done.model_seconds)
        if len(inside) in (min(EARLY, runs // 2), runs):
            marks.append((time.process_time() + cpu_of_workers(), sum(inside), memory_mb()))

    report = play(plan, Path(folder), make_executor("local", 2), on_done=on_done)
    assert report.finished and report.failed == 0
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"all": sum(one.ru_utime + one.ru_stime for one in used), "inside": inside, "marks": marks}))


def memory_mb() -> float:
    """Return the resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_MB


def cpu_of_workers() -> float:
    """Return the CPU seconds that the living children of this process have used."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def measure(runs: int, overrides: tuple[str, ...] = TINY) -> dict:
    """Play a sweep in a fresh process and return what it used: CPU seconds in all and inside the model, megabytes."""
    with tempfile.TemporaryDirectory() as place:
        words = [sys.executable, "-m", "benchmarks.sweep", "--child", f"{place}/sweep", str(runs), *overrides]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def cpu_outside(tiny: dict) -> tuple[float, float]:
    """Return CPU seconds of starting and ending, and of each run outside the model, from a sweep of tiny runs."""
    (early, early_inside, _), (late, late_inside, _) = tiny["marks"]
    n = len(tiny["inside"])
    each = max(0.0, (late - early - (late_inside - early_inside)) / (n - min(EARLY, n // 2)))
    return tiny["all"] - sum(tiny["inside"]) - n * each, each


def share_of_1000(inside: float, outside: float, starting: float) -> float:
    """Return the share of the CPU time of 1,000 runs that is spent inside the model."""
    return 1000 * inside / (1000 * (inside + outside) + starting)


def main(words: list[str]) -> None:
    """Measure and print every figure."""
    if words[:1] == ["--child"]:
        child(words[1], int(words[2]), words[3:])
        return
    if words[:1] == ["full"]:
        played = measure(int(words[1]) if words[1:] else RUNS, FULL)
        print(f"sweep_cpu_inside_a_full_run {mean(played['inside']):.3f} s")
        print_share_and_memory(played, "full")
        return
    tiny = measure(int(words[0]) if words else RUNS)
    starting, outside = cpu_outside(tiny)
    full = mean(measure(8, FULL)["inside"][2:])  # without the first of each worker, which load what is compiled
    print(f"sweep_cpu_starting {starting:.2f} s")
    print(f"sweep_cpu_outside_a_run {1000 * outside:.2f} ms")
    print(f"sweep_cpu_inside_a_full_run {full:.3f} s")
    print(f"sweep_cpu_share {share_of_1000(full, outside, starting):.4f} share")
    print_share_and_memory(tiny, "tiny")


def print_share_and_memory(played: dict, size: str) -> None:
    """Print the share of CPU time inside the model, and what the parent held at an early run and at the last."""
    n = len(played["inside"])
    print(f"sweep_cpu_share_{n}_{size} {sum(played['inside']) / played['all']:.4f} share")
    for run, (_cpu, _inside, memory) in zip((min(EARLY, n // 2), n), played["marks"], strict=True):
        print(f"sweep_parent_memory_mb_run_{run} {memory:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
