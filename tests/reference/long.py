"""Hold both societies to equal hashes over many random configurations: ``python -m tests.reference.long [N]``.

Prints how many hashes were compared, how often each kind of event occurred, and the ratio of the societies' seconds.
"""

import sys

from sim.foundation.terms import EventKind
from tests.reference.comparison import Comparison, compare
from tests.reference.configurations import configuration

LEAST = 20


def main(n: int) -> None:
    """Compare `n` configurations and print what that showed; a disagreement is named, with its configuration."""
    shown, parted = Comparison(), []
    for number in range(n):
        try:
            shown.add(compare(configuration(number)))
        except AssertionError as difference:
            parted.append(number)
            print(f"configuration {number}: {difference}", flush=True)
    print(f"configurations compared {n}, parted {len(parted)}: {parted}")
    print(f"hashes equal {shown.n_hashes}")
    rare = {kind.word: shown.told[kind] for kind in EventKind if shown.told[kind] < LEAST}
    print(f"kinds of events that occurred fewer than {LEAST} times: {rare}")
    print(f"seconds: reference {shown.reference_seconds:.1f}, compiled {shown.compiled_seconds:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
