"""Flip every byte of small folders, one at a time, and see that each is found: `python -m tests.runner.flip [EVERY]`.

Two folders are made: a run with a figure, and a sweep of two runs that keeps their months. Each byte of each file is
changed to another one, drawn with a fixed seed, and `zizhi verify`'s check of hashes must find a fault, in one line,
without reading anything else. Then each file is cut short, lengthened, emptied, removed, renamed and made a link, and a
file and a folder are added. With EVERY, only every so-many-th byte of a file is tried.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from sim.foundation.errors import InputRefused
from sim.foundation.text import use_language

TINY = ["households=1", "months=2", "burn_in=1"]


def make_run(folder):
    """Make a run of one household."""
    from sim.engine.run import run
    from sim.scenarios.load import load_scenario

    run(load_scenario("baseline", TINY)).save(
        folder, extra={"overview.png": b"\x89PNG a figure of a hundred bytes" * 3}
    )


def make_sweep(folder):
    """Make a sweep of two runs of one household, whose months are kept."""
    from sim.runner.executors import SerialExecutor
    from sim.runner.plan import Plan, Row, labelled
    from sim.runner.sweep import play
    from sim.scenarios.load import load_scenario

    plan = Plan(labelled([load_scenario("baseline", TINY)]), (), [Row(0)], 2, {"kind": "test"}, keep="months")
    assert play(plan, folder, SerialExecutor()).finished


def first_fault(folder):
    """Return the first fault that `zizhi verify` finds without playing anything, or None."""
    from sim.runner.verify import all_faults, open_folder

    try:
        return next(iter(all_faults(open_folder(folder))), None)
    except InputRefused as fault:
        return fault


def files_of(folder):
    """Return every file of a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(folder, every, dice, missed):
    """Flip every so-many-th byte of every file; return how many, and add those that were not found to `missed`."""
    n = 0
    for path in files_of(folder):
        whole = path.read_bytes()
        with path.open("r+b", buffering=0) as file:
            for place in range(dice.randrange(every), len(whole), every):
                os.pwrite(file.fileno(), bytes([whole[place] ^ dice.randint(1, 255)]), place)
                if first_fault(folder) is None:
                    missed.append(f"{path.name} byte {place}")
                os.pwrite(file.fileno(), whole[place : place + 1], place)
                n += 1
        assert path.read_bytes() == whole
    return n


def spoil(folder, missed):
    """Do what else may befall files; return how often, and add what was not found to `missed`."""
    n = 0
    for path in files_of(folder):
        whole = path.read_bytes()
        for what, data in (("cut", whole[:-1]), ("longer", whole + b"\n"), ("empty", b""), ("gone", None)):
            path.unlink() if data is None else path.write_bytes(data)
            n, missed = n + 1, _seen(folder, f"{path.name} {what}", missed)
        aside = path.with_name(f"x{path.name}")
        aside.write_bytes(whole)
        n, missed = n + 1, _seen(folder, f"{path.name} renamed", missed)
        path.symlink_to(aside)
        n, missed = n + 1, _seen(folder, f"{path.name} a link", missed)
        aside.unlink()
        path.unlink()
        path.write_bytes(whole)
    (folder / "more.txt").write_bytes(b"")
    n, missed = n + 1, _seen(folder, "a file more", missed)
    (folder / "more.txt").unlink()
    (folder / "more").mkdir()
    n, missed = n + 1, _seen(folder, "a folder more", missed)
    (folder / "more").rmdir()
    return n


def _seen(folder, what, missed):
    if first_fault(folder) is None:
        missed.append(what)
    return missed


def main(words):
    """Flip and print what came of it."""
    every = int(words[0]) if words else 1
    use_language("en")
    dice, missed, start = random.Random(0), [], time.process_time()
    with tempfile.TemporaryDirectory() as place:
        for name, make in (("run", make_run), ("sweep", make_sweep)):
            folder = Path(place) / name
            make(folder)
            assert first_fault(folder) is None
            n_files, n_bytes = len(files_of(folder)), sum(path.stat().st_size for path in files_of(folder))
            flips, spoilt = flip(folder, every, dice, missed), spoil(folder, missed)
            assert first_fault(folder) is None
            print(f"{name}: {n_files} files, {n_bytes:,} bytes: {flips:,} flips, {spoilt} other changes", flush=True)
    print(f"not found: {missed or 'none'}; {time.process_time() - start:.0f} s CPU")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
