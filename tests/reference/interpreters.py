"""Hold machines to equal hashes: ``python -m tests.reference.interpreters [--configurations N] PYTHON …``.

Each PYTHON is the interpreter of an environment of its own, for example of another version of Python or with the oldest
NumPy allowed. All of them play the same random configurations, with one thread, with two, and a few months without
compiling; this interpreter says what is right. Prints how many hashes were compared, as a part of docs/verification.md.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.reference.configurations import HOUSEHOLDS, MONTHS

ROOT = Path(__file__).resolve().parents[2]
UNCOMPILED_MONTHS, UNCOMPILED_HOUSEHOLDS = 5, 40
VERSIONS = "import sys, numpy, numba; print(sys.version.split()[0], numpy.__version__, numba.__version__)"
SETTINGS = {
    "one thread": ({"NUMBA_NUM_THREADS": "1"}, MONTHS, HOUSEHOLDS),
    "two threads": ({"NUMBA_NUM_THREADS": "2"}, MONTHS, HOUSEHOLDS),
    "not compiled": ({"NUMBA_DISABLE_JIT": "1"}, UNCOMPILED_MONTHS, UNCOMPILED_HOUSEHOLDS),
}


def main() -> int:
    """Compare; return 1 if any hash differs, having named configuration and month."""
    parser = argparse.ArgumentParser(prog="python -m tests.reference.interpreters", description=__doc__)
    parser.add_argument("--configurations", type=int, default=10, help="random configurations, 300 residents each")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON", help="interpreters of other environments")
    asked = parser.parse_args()
    n_parted = 0
    for python in (sys.executable, *asked.pythons):
        python_version, numpy_version, numba_version = _printed(python, ["-c", VERSIONS], {})
        for name, setting in SETTINGS.items():
            parted, n_hashes = [], 0
            for number in range(asked.configurations):
                differing, compared = _compare(python, number, *setting)
                n_hashes += compared
                if differing is not None:
                    parted.append(f"configuration {number} from month {differing}")
            n_parted += len(parted)
            versions = f"Python {python_version}, NumPy {numpy_version}, Numba {numba_version}"
            print(f"- {versions}, {name}: {n_hashes} hashes compared; parted: {parted or 'none'}", flush=True)
    return int(n_parted > 0)


def _compare(python: str, number: int, setting: dict[str, str], months: int, households: int) -> tuple[int | None, int]:
    """Return the first month in which an interpreter's hash differs from this one's, and the hashes compared."""
    words = ["-m", "tests.reference.hashes", str(number), str(months), str(households)]
    right, came = _printed(sys.executable, words, {}), _printed(python, words, setting)
    assert len(right) == len(came) == months
    differing = [month for month in range(months) if right[month] != came[month]]
    return (differing[0] if differing else None), months


def _printed(python: str, words: list[str], setting: dict[str, str]) -> list[str]:
    run = subprocess.run(
        [python, *words], cwd=ROOT, env=os.environ | setting, capture_output=True, text=True, check=True
    )
    return run.stdout.split()


if __name__ == "__main__":
    sys.exit(main())
