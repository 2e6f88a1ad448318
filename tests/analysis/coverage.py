"""How often the interval at which a search ends holds the truth: `python -m tests.analysis.coverage [EXPERIMENTS]`.

Each experiment draws paired differences until the rule of `sim.analysis.stopping` says stop, as ``until=ci:…`` does,
and sees whether the interval at the end holds the true mean. Beside it the same for who looks at an ordinary interval
(Student's, 95 %) and stops as soon as that is narrow enough, and the pairs that both needed.

The populations: normal, skewed and zero-heavy ones that are made here, and the paired differences of real runs
(`model_differences.csv`), drawn with replacement. Those come from::

    zizhi compare parking parking_one_off transfer households=250 replicates=120 posterior=false out=FOLDER
    python -m tests.analysis.coverage --from FOLDER/chance
"""

import csv
import math
import sys
from functools import partial
from pathlib import Path

import numpy as np
from scipy import stats

from sim.analysis.stopping import FIRST, look, next_number

LEVEL, LEAST = 0.95, 0.94
MOST = 20_000
FILE = Path(__file__).with_name("model_differences.csv")
MODEL = (
    ("transfer", "autonomy"),
    ("transfer", "resolved_per_100_m120"),
    ("transfer", "yuan_m120"),
    ("parking_one_off", "autonomy"),
    ("parking_one_off", "yuan_m120"),
    ("parking_one_off", "nothing_happened"),
)
BOUNDED = ("autonomy", "nothing_happened")


def made(rng):
    """Return populations made here: name, half-width wanted, largest difference (None: no bounds), true mean, draw."""

    def seldom(share, low, high):
        return lambda n: (rng.random(n) < share) * rng.uniform(low, high, n)

    mean = 0.05
    return [
        ("normal, sd .05", 0.01, 1.0, 0.03, lambda n: rng.normal(0.03, 0.05, n)),
        ("normal, no bounds", 0.01, None, 0.03, lambda n: rng.normal(0.03, 0.05, n)),
        ("exponential, no bounds", 0.01, None, mean, lambda n: rng.exponential(mean, n)),
        ("lognormal(0, 1), no bounds", 0.3, None, math.exp(0.5), lambda n: rng.lognormal(0, 1, n)),
        ("seven in ten are 0", 0.01, 1.0, 0.3 * 0.15, seldom(0.3, 0.0, 0.3)),
        ("98 in 100 are 0", 0.01, 1.0, 0.02 * 0.5, seldom(0.02, 0.2, 0.8)),
        ("98 in 100 are 0, else 1", 0.02, 1.0, 0.02, seldom(0.02, 1.0, 1.0)),
        ("nine in ten are 0, no bounds", 0.02, None, 0.1 * 0.5, seldom(0.1, 0.2, 0.8)),
    ]


def from_model(rng):
    """Return populations of paired differences of real runs; what is wanted is a fifth of their standard deviation."""
    with FILE.open(encoding="utf-8", newline="") as file:
        columns = list(csv.reader(file))
    found = []
    for name, *texts in zip(*columns, strict=True):
        values = np.array(texts, dtype="float64")
        scenario, outcome = name.split(":")
        if values.std() == 0:
            continue
        largest = 1.0 if outcome in BOUNDED else None
        draw = partial(rng.choice, values)
        found.append((f"{scenario}: {outcome}", values.std() / 5, largest, values.mean(), draw))
    return found


def search(draw, half_width, largest):
    """Play one experiment; return pairs, mean and half-width at its end, and the same of who looks at Student's."""
    values = draw(MOST)
    n = FIRST
    while True:
        found = look(values[:n], largest)
        if found.half_width <= half_width or n == MOST:
            break
        n = next_number(n, found, half_width, MOST)
    naive = 10
    while naive < MOST:
        half = stats.t.ppf(0.975, naive - 1) * values[:naive].std(ddof=1) / math.sqrt(naive)
        if half <= half_width:
            break
        naive += max(1, naive // 10)
    return (n, found.difference, found.half_width), (naive, values[:naive].mean(), half)


def measure(n_experiments, populations):
    """Yield, by population, coverage and median pairs of the rule, and of who looks at Student's interval."""
    for name, half_width, largest, truth, draw in populations:
        both = [search(draw, half_width, largest) for _ in range(n_experiments)]
        row = [name, half_width]
        for ends in zip(*both, strict=True):
            row.append(sum(abs(mean - truth) <= half for _n, mean, half in ends) / n_experiments)
            row.append(float(np.median([n for n, _mean, _half in ends])))
        yield tuple(row)


def always(draw, largest, truth, n=2000, step=1):
    """Whether all intervals of a sequence hold the truth, looked at after every pair, or every few."""
    values = draw(n)
    looks = (look(values[:place], largest) for place in range(FIRST, n + 1, step))
    return all(found.low <= truth <= found.high for found in looks)


def write_differences(folder):
    """Write the paired differences of a finished sweep of a comparison into `FILE`."""
    from sim.runner.plan_file import read_plan
    from sim.runner.reading import stored_values

    facts = read_plan(folder)
    labels = [one["label"] for one in facts["scenarios"]]
    pairs = {labels[b]: (a, b) for a, b in facts["design"]["pairs"]}
    columns = []
    for scenario, outcome in MODEL:
        values = stored_values(folder, outcome)
        a, b = pairs[scenario]
        columns.append([f"{scenario}:{outcome}", *(f"{value:.6g}" for value in values[b] - values[a])])
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(zip(*columns, strict=True))


def main(words):
    """Print the table; the exit status is 1 if the rule covers less than 94 % anywhere."""
    if words[:1] == ["--from"]:
        write_differences(Path(words[1]))
        return 0
    n_experiments = int(words[0]) if words else 1000
    rng = np.random.default_rng(20261125)
    worst = 1.0
    print(f"{n_experiments} experiments each; share of intervals that hold the truth, median pairs")
    print(f"{'population':44s} {'±':>8s} {'rule':>6s} {'pairs':>6s}   {'naive':>6s} {'pairs':>6s}")
    for name, half_width, held, n, naive, n_naive in measure(n_experiments, [*made(rng), *from_model(rng)]):
        print(f"{name:44s} {half_width:8.4g} {held:6.3f} {n:6.0f}   {naive:6.3f} {n_naive:6.0f}", flush=True)
        worst = min(worst, held)
    print(f"least: {worst:.3f}; asked for: {LEAST}")
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
