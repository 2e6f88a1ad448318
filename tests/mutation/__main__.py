"""Change the code in one place at a time, and count the changes that no test notices.

``python -m tests.mutation --kernels 150 --rules 150`` draws mutants of kernels (`kernels*.py`) and of rules (the other
files) of `sim/society`, `sim/institutions` and `sim/mechanisms`, plays the tests that speak of them with compilation
off in a copy of the checkout, until the first one fails, and prints who survived. A test that hangs has noticed too.
Fates are kept as they become known (--out), and a second call goes on from there.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from scipy.stats import binomtest

from tests.mutation.sites import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("society", "institutions", "mechanisms")
EQUALITY = "tests/reference/test_equality.py::"
ALIKE = (
    "test_both_societies_answer_alike_whatever_they_are_asked",
    "test_random_legal_configurations_leave_the_same_state",
)
RUNS = ["tests/golden/test_lively.py", "tests/golden", "tests/institutions", "tests/mechanisms"]
TESTS = {
    "society": ["tests/society", *(EQUALITY + name for name in ALIKE), *RUNS],
    "institutions": ["tests/institutions", *RUNS, "tests/engine"],
    "mechanisms": ["tests/mechanisms", *RUNS, "tests/engine"],
}
"""What pytest plays, in this order: the part of the suite that plays a mutant in a minute with compilation off.

What is left out (known answers, contracts, metamorphic tests, properties) could only notice more.
"""
COPIED = ("sim", "tests", "configs", "experiments", "docs", "notebooks", "pyproject.toml", "README.md")
SECONDS = 600
"""A call takes a minute or two without a mutant; one that takes ten times as long does not end."""


def drawn(n_kernels: int, n_rules: int, seed: int) -> list[Mutant]:
    """Return a random sample of mutants of kernels and of rules."""
    files = sorted(path for package in PACKAGES for path in (ROOT / "sim" / package).rglob("*.py"))
    every = [mutant for path in files if path.parent.name != "params" for mutant in mutants_of(path)]
    kernels = [mutant for mutant in every if is_kernel(mutant)]
    rules = [mutant for mutant in every if not is_kernel(mutant)]
    print(f"{len(kernels)} places in kernels, {len(rules)} in rules", flush=True)
    chance = random.Random(seed)
    return chance.sample(kernels, n_kernels) + chance.sample(rules, n_rules)


def is_kernel(mutant: Mutant) -> bool:
    """Tell whether a mutant lies in a kernel."""
    return mutant.path.name.startswith("kernels")


def noticed_by(mutant: Mutant, copy: Path) -> str:
    """Return the first test that fails with this mutant, or nothing."""
    place = copy / mutant.path.relative_to(ROOT)
    place.write_text(mutant.source(), encoding="utf-8")
    try:
        return first_failure(mutant.path.relative_to(ROOT / "sim").parts[0], copy)
    finally:
        shutil.copy(mutant.path, place)


def first_failure(package: str, copy: Path) -> str:
    """Return the first test that fails in a copy, those that speak of a package first; nothing if none does."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *TESTS[package]]
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode:
            failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
            return failed[0].split(" - ")[0] if failed else f"status {done.returncode}"
    except subprocess.TimeoutExpired:
        return "no end"
    return ""


def main() -> None:
    """Draw, try, print and, with --out, keep what became of each mutant."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--kernels", type=int, default=150)
    parser.add_argument("--rules", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, help="a file of lines, one for each fate; what is in it is not tried again")
    asked = parser.parse_args()
    mutants = drawn(asked.kernels, asked.rules, asked.seed)
    known = _fates(asked.out)
    copies: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.workers):
            for name in COPIED:
                target = Path(folder) / str(number) / name
                (shutil.copytree if (ROOT / name).is_dir() else _copy)(ROOT / name, target)
            copies.put(Path(folder) / str(number))

        for package in PACKAGES:
            if failed := first_failure(package, Path(folder) / "0"):
                sys.exit(f"without any mutant, {failed}: nothing can be said of mutants")

        def attempt(mutant: Mutant) -> dict[str, object]:
            where = f"{mutant.path.relative_to(ROOT)}:{mutant.line}"
            key = {"where": where, "start": mutant.start, "old": mutant.old, "new": mutant.new}
            if tuple(key.values()) in known:
                return known[tuple(key.values())]
            copy = copies.get()
            try:
                by = noticed_by(mutant, copy)
            finally:
                copies.put(copy)
            print(f"{'noticed' if by else 'SURVIVED':9s}{where}  {mutant.old}  ->  {mutant.new}  {by}", flush=True)
            fate = key | {"kernel": is_kernel(mutant), "by": by}
            if asked.out:
                with asked.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(fate) + "\n")
            return fate

        with ThreadPoolExecutor(asked.workers) as pool:
            found = list(pool.map(attempt, mutants))
    for kind, kernel in (("kernels", True), ("rules", False)):
        fates = [bool(each["by"]) for each in found if each["kernel"] == kernel]
        if fates:
            low, high = binomtest(fates.count(False), len(fates)).proportion_ci(method="wilson")
            print(f"{kind}: {fates.count(False)} of {len(fates)} unnoticed (95 %: {low:.3f} to {high:.3f})")


def _fates(out: Path | None) -> dict[tuple[object, ...], dict[str, object]]:
    """Return what became of the mutants that were tried before."""
    if out is None or not out.exists():
        return {}
    fates = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {(fate["where"], fate["start"], fate["old"], fate["new"]): fate for fate in fates}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


if __name__ == "__main__":
    main()
