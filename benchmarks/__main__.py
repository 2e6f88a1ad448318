"""Print what the project promises to measure: one line a figure, `name value unit`, all measured in this run.

`uv run python -m benchmarks` measures at full size, `--quick` in under 40 s on two cores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks import city, growth, reference, sweep

RUN = """
import sys, time
from sim.scenarios.load import load_scenario
from sim.engine.run import run
months, repeats = int(sys.argv[1]), int(sys.argv[2])
overrides = [f"months={months}", *sys.argv[3:]]
run(load_scenario("baseline", [*overrides, "months=1"]))
times = []
for seed in range(repeats):
    config = load_scenario("baseline", [*overrides, f"seed={seed}"])
    start = time.process_time()
    run(config)
    times.append(time.process_time() - start)
import resource
print(sorted(times)[len(times) // 2], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
FIRST_MONTH = """
import sim.cli.main, sim.cli.run
from sim.scenarios.load import load_scenario
from sim.engine.model import NeighbourhoodModel
NeighbourhoodModel(load_scenario("baseline", [])).step()
"""
"""All that `zizhi run` does before a month is on screen, on a machine that has done it before."""
MONTHS_OF_A_RUN = 144


def in_new_process(code: str, *words: str, cache: str | None = None) -> tuple[list[float], float]:
    """Run code in a fresh interpreter; return the numbers that it printed and the seconds that it took."""
    environment = dict(os.environ, **({"ZIZHI_CACHE": cache} if cache else {}))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a user's machine, where the second start finds bytecode
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, env=environment
    )
    return [float(word) for word in done.stdout.split()], time.perf_counter() - start


def say(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(f"{name} {value:.3f} {unit}", flush=True)


def main() -> None:
    """Measure and print every figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer months and repeats")
    quick = parser.parse_args().quick
    repeats = 1 if quick else 5
    numbers, _ = in_new_process(RUN, "120", str(repeats))
    say("run_seconds", numbers[0], "s")
    say("peak_memory_mb", numbers[1], "MB")
    compiled, by_reference = reference.measure(3 if quick else MONTHS_OF_A_RUN - 1)
    say("ratio_reference_society", by_reference / compiled, "times")
    say("run_seconds_reference_society", by_reference * (MONTHS_OF_A_RUN / (3 if quick else MONTHS_OF_A_RUN - 1)), "s")
    in_new_process(FIRST_MONTH)
    say("first_month_seconds", median(in_new_process(FIRST_MONTH)[1] for _ in range(3)), "s")
    helps = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sim.cli.main", "--help"], capture_output=True, check=False)
        helps.append(time.perf_counter() - start)
    say("help_seconds", median(helps), "s")
    plan = city.by_size(city.city.plan_for("baseline", [], None, "三星镇,廊下镇")[0])
    seconds = city.seconds_a_committee(city.measure(plan, told=False))
    say("city_seconds_per_million_residents", city.per_million(seconds, plan), "s")
    if not quick:
        with tempfile.TemporaryDirectory() as cold:
            _, with_compiling = in_new_process(RUN, "12", "1", "households=100", cache=cold)
            _, without = in_new_process(RUN, "12", "1", "households=100", cache=cold)
        say("compile_seconds_cold", with_compiling - without, "s")
    starting, outside = sweep.cpu_outside(sweep.measure(100 if quick else sweep.RUNS))
    say("sweep_cpu_share", sweep.share_of_1000(numbers[0], outside, starting), "share")
    if not quick:
        for kind, points in growth.measure().items():
            say(f"exponent_{kind}", growth.exponent(points), "-")


if __name__ == "__main__":
    main()
