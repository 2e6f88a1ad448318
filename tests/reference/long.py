"""Hold both societies to equal hashes at length: ``python -m tests.reference.long [--configurations N] [--full]``.

Prints how many hashes and calls were compared, how often each kind of event occurred and each branch of the reference
was taken, and the ratio of seconds, as a part of docs/verification.md.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sim.foundation.event_kinds import EventKind
from sim.scenarios.load import load_scenario
from tests.reference.branches import BranchCount
from tests.reference.calls import compare_calls
from tests.reference.comparison import Comparison, compare
from tests.reference.configurations import MONTHS, configuration

LEAST = 20
FULL_MONTHS = 144


def main() -> None:
    """Compare, and print what that showed; a disagreement is named, with its configuration."""
    parser = argparse.ArgumentParser(prog="python -m tests.reference.long", description=__doc__)
    parser.add_argument("--configurations", type=int, default=300, help="random configurations, 300 residents each")
    parser.add_argument("--calls", type=int, default=150, help="worlds in which methods are called directly")
    parser.add_argument("--counted", type=int, default=20, help="configurations played again to count branches")
    parser.add_argument("--workers", type=int, default=1, help="processes that compare configurations")
    parser.add_argument("--full", action="store_true", help="also once 1,600 households for 144 months")
    asked = parser.parse_args()
    shown, parted = _configurations(asked.configurations, asked.workers)
    print(f"- {asked.configurations} random configurations, {MONTHS} months each: {shown.n_hashes} hashes equal, ")
    print(f"  {len(parted)} configurations parted {parted}")
    print(f"- seconds: {_ratio(shown)}")
    print("- events: " + ", ".join(f"{kind.word} {shown.told[kind]}" for kind in EventKind))
    print(f"- fewer than {LEAST} times: {[kind.word for kind in EventKind if shown.told[kind] < LEAST]}")
    with BranchCount() as branches:
        for number in range(asked.counted):
            _compared(number)
        n_calls = sum(compare_calls(number) for number in range(asked.calls))
    print(f"- {n_calls} calls one by one: answers and hashes equal")
    counts = branches.counts()
    rare = {place: n for place, (n, _) in sorted(counts.items()) if n < LEAST}
    print(f"- {len(counts)} branch points of the reference; a way taken fewer than {LEAST} times at {len(rare)}:")
    print("\n".join(f"    {place}: {n}" for place, n in rare.items()))
    if asked.full:
        config = load_scenario("baseline", [f"months={FULL_MONTHS}", "burn_in=0", "observe.enabled=false"])
        shown = compare(config)
        print(f"- full size, {config.households} households, {FULL_MONTHS} months: {shown.n_hashes} hashes equal")
        print(f"  seconds: {_ratio(shown)}")


def _configurations(n: int, workers: int) -> tuple[Comparison, list[int]]:
    """Compare the first n configurations; return what was shown, and the numbers of those that parted."""
    shown, parted = Comparison(), []
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for number, (one, difference) in enumerate(pool.map(_compared, range(n))):
            shown.add(one)
            if difference:
                parted.append(number)
                print(f"configuration {number}: {difference}", flush=True)
    return shown, parted


def _compared(number: int) -> tuple[Comparison, str]:
    """Return what a configuration has shown, and the first difference, if there is one."""
    try:
        return compare(configuration(number)), ""
    except AssertionError as difference:
        return Comparison(), str(difference) or repr(difference)


def _ratio(shown: Comparison) -> str:
    reference, compiled = shown.reference_seconds, shown.compiled_seconds
    return f"reference {reference:.1f}, compiled {compiled:.1f} (compiling included), ratio {reference / compiled:.1f}"


if __name__ == "__main__":
    main()
