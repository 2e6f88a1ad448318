"""A folder of results held against itself: its hashes, then a sample of its runs, played again here.

This promises that tampering shows, not that forgery is impossible: who makes new results and new hashes has made
another folder. Nothing outside the folder is read.
"""

import hashlib
import itertools
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.columns import Table
from sim.results.dictionary import dictionary_tables
from sim.results.hashing import file_hash
from sim.results.manifest import DICTIONARY_JSON, DIGEST, MANIFEST
from sim.results.verifying import hash_faults, read_inside, read_manifest
from sim.runner.checking import KEEPS, check_folder_name, faults, read_sweep_manifest
from sim.runner.comparison_folder import own_faults, read_comparison_manifest
from sim.runner.plan import Plan
from sim.runner.plan_file import CITY, KEYS, PLAN, SWEEPS_OF_COMPARISON, is_comparison, read_plan
from sim.runner.reading import plan_of
from sim.scenarios.load import rebuild

RUN, SWEEP, COMPARISON = "run", "sweep", "comparison"
SUMS, RESULTS = "SHA256SUMS", "results"
"""In what an archive of `sim.runner.bundle` unpacks to: the hash of every file, and the folder of results itself."""
HOUSEHOLD_MONTHS_PER_SECOND = 120_000
"""How fast a neighbourhood is played, roughly, on a slow core: for saying beforehand what verifying costs."""
SECONDS_A_RUN = 0.1
"""What a run takes however small it is, roughly."""
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)
"""What data of another shape than expected raises."""


@dataclass(frozen=True)
class Folder:
    """A folder of results whose manifest is whole.

    Attributes
    ----------
    path : Path
        Where it is.
    kind : str
        `RUN`, `SWEEP` or `COMPARISON`.
    manifest : dict
        What it says of itself.
    around : Path or None
        The unpacked archive in which it lies, if that was named.
    sweeps : tuple of Folder
        Those of a comparison.
    """

    path: Path
    kind: str
    manifest: dict[str, Any]
    around: Path | None = None
    sweeps: tuple["Folder", ...] = ()

    @property
    def n_runs(self) -> int:
        """How many runs there are in it."""
        if self.kind == COMPARISON:
            return sum(sweep.n_runs for sweep in self.sweeps)
        return int(self.manifest["runs"]) if self.kind == SWEEP else 1

    @property
    def is_city(self) -> bool:
        """Whether it is the sweep over the streets of a city."""
        return self.kind == SWEEP and self.manifest["design"].get("kind") == CITY


def open_folder(path: Path) -> Folder:
    """Return what a folder of results, or what an archive of one unpacks to, says it is.

    Raises
    ------
    InputRefused
        If it holds no run, no finished sweep and no finished comparison, or its manifest was changed.
    """
    if zipfile.is_zipfile(path):
        raise InputRefused(str(path), _("an archive"), _("the folder that it unpacks to"), _("unpack it first"))
    if (path / SUMS).is_file() and not (path / RESULTS).is_symlink():
        return replace(open_folder(path / RESULTS), around=path)
    if is_comparison(path):
        manifest = read_comparison_manifest(path)
        sweeps = tuple(open_folder(path / name) for name in sorted(manifest["sweeps"]))
        for sweep in sweeps:
            if sweep.path.name == SWEEPS_OF_COMPARISON[0]:
                check_folder_name(path, sweep.manifest)
        return Folder(path, COMPARISON, manifest, sweeps=sweeps)
    if (path / PLAN).is_file() or (path / PLAN).is_symlink():
        if not (path / MANIFEST).is_file():
            mend = _("the same sweep command goes on")
            raise InputRefused(str(path), _("not finished"), _("a finished sweep"), mend)
        return Folder(path, SWEEP, read_sweep_manifest(path))
    if not (path / MANIFEST).exists():
        came = _("a file") if path.exists() else _("no such folder")
        came = _("no {name} in it").format(name=MANIFEST) if path.is_dir() else came
        raise InputRefused(str(path), came, _("the folder of a run, a sweep, a comparison or a city"))
    return Folder(path, RUN, read_manifest(path))


def size_of(path: Path) -> tuple[int, int]:
    """Return the number of files in a folder, and their bytes; links are not followed."""
    sizes = [file.lstat().st_size for file in path.rglob("*") if file.is_symlink() or file.is_file()]
    return len(sizes), sum(sizes)


def all_faults(folder: Folder) -> Iterator[InputRefused]:
    """Yield what is missing, changed, not listed, or not what the manifest says of it, in the order of names."""
    found = False
    around = _sum_faults(folder.around) if folder.around is not None else ()
    if folder.kind == COMPARISON:
        own: Iterable[InputRefused] = own_faults(folder.path, folder.manifest)
    else:
        own = faults(folder.path) if folder.kind == SWEEP else hash_faults(folder.path)
    for fault in itertools.chain(around, own, *map(all_faults, folder.sweeps)):
        found = True
        yield fault
    if not found and not folder.sweeps:  # of bytes that are not those that were saved there is nothing more to say
        yield from _value_faults(folder)


def _sum_faults(path: Path) -> Iterator[InputRefused]:
    """Yield the faults of what lies around the results in an unpacked archive, by its list of hashes."""
    said = read_inside(path, SUMS)
    lines = said.decode("utf-8", "replace").splitlines()
    sums = dict(line.partition("  ")[::2][::-1] for line in lines)
    if said != sums_of(sums):
        yield InputRefused(str(path / SUMS), _("no list of hashes as it was packed"), _("the file as it was packed"))
    folders = {parent.as_posix() for name in sums for parent in PurePosixPath(name).parents}
    there = {file.relative_to(path).as_posix() for file in path.rglob("*")} - folders
    for name in sorted({*sums, *there} - {SUMS}):
        file = path / name
        if name not in sums:
            allowed = _("only the files that {name} lists").format(name=SUMS)
            yield InputRefused(str(file), _("a file that is not listed"), allowed)
        elif name not in there or file.is_symlink() or not file.is_file() or file_hash(file) != sums[name]:
            allowed = _("the file as it was packed")
            yield InputRefused(str(file), _("missing, or other content than when it was packed"), allowed)


def sums_of(sums: Mapping[str, str]) -> bytes:
    """Return hashes by name as ``SHA256SUMS``, which ``sha256sum --check`` understands."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def _value_faults(folder: Folder) -> Iterator[InputRefused]:
    """Yield tables whose bytes are those that the manifest names, and whose values are not: the manifest is wrong."""
    from sim.results.hashing import values_hash_of_file
    from sim.results.parquet import read_blocks

    path, entries = folder.path, folder.manifest["tables"]
    try:
        tables = tables_in(folder)
    except InputRefused as fault:
        yield fault
        return
    for name, table in tables.items():
        file = path / f"{name}.parquet"
        try:
            rows = sum(len(block) for block in read_blocks(table, file, [table.names[0]]))
            same = rows == entries[name]["rows"] and values_hash_of_file(table, file) == entries[name]["sha256_values"]
        except (ValueError, OSError, KeyError):
            same = False
        if not same:
            yield InputRefused(str(file), _("values other than its manifest says"), _("the file as it was saved"))
    if folder.kind == SWEEP:
        yield from _contradictions(folder)


def tables_in(folder: Folder) -> dict[str, Table]:
    """Return the declarations of a folder's tables from its own data dictionary; InputRefused if they are not there."""
    entries = folder.manifest["tables"]
    try:
        tables = dictionary_tables(json.loads(read_inside(folder.path, DICTIONARY_JSON)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        tables = {}
    if set(tables) != set(entries):
        place = str(folder.path / DICTIONARY_JSON)
        raise InputRefused(place, _("no data dictionary of these tables"), ", ".join(entries))
    return tables


def _contradictions(folder: Folder) -> Iterator[InputRefused]:
    """Yield where a sweep's files contradict each other."""
    from sim.results.parquet import read_blocks
    from sim.runner.schema import OUTCOMES

    try:
        plan, manifest = read_plan(folder.path), folder.manifest
    except InputRefused as fault:
        yield fault
        return
    made = manifest["program"]
    says = {key: manifest[key] for key in KEYS if key in manifest}
    says["program"] = {key: made[key] for key in ("version", "source")}
    if says != {key: value for key, value in plan.items() if key != "design_sha256"}:
        yield InputRefused(str(folder.path / PLAN), _("another plan than its manifest says"), _("the plan as saved"))
    next_id = 0
    for block in read_blocks(OUTCOMES, folder.path / "outcomes.parquet", ["run_id"]):
        if block["run_id"].tolist() != list(range(next_id, next_id + len(block))):
            break
        next_id += len(block)
    if next_id != plan["runs"]:
        allowed = _("each of {n} runs once").format(n=f"{plan['runs']:,}")
        yield InputRefused(str(folder.path / "outcomes.parquet"), _("runs twice or missing"), allowed)


def chosen(folder: Folder, sample: int, draw: int = 0) -> list[int]:
    """Return which runs to play again, sorted: drawn by the folder's own digest and a number of the user's.

    Parameters
    ----------
    folder : Folder
        A run or a finished sweep.
    sample : int
        How many; all if there are fewer.
    draw : int
        Another number draws other runs.
    """
    n = folder.n_runs
    if sample >= n:
        return list(range(n))
    word = hashlib.sha256(read_inside(folder.path, DIGEST) + str(draw).encode())
    found: set[int] = set()
    k = 0
    while len(found) < sample:
        each = word.copy()
        each.update(f" {k}".encode())
        found.add(int.from_bytes(each.digest()[:8]) % n)
        k += 1
    return sorted(found)


def plan_in(folder: Folder) -> Plan | None:
    """Return the plan of a sweep, None of a run; InputRefused if this program cannot read its configuration.

    That of a comparison is the plan of its first sweep, at the parameters as they are.
    """
    if folder.kind == RUN:
        return None
    if folder.kind == COMPARISON:
        return plan_in(folder.sweeps[0])
    try:
        return plan_of(folder.path, read_plan(folder.path))
    except UNREADABLE as error:
        raise InputRefused(str(folder.path / PLAN), _("no plan of this program"), _("the plan as saved")) from error


def config_in(folder: Folder, plan: Plan | None, run_id: int) -> Config:
    """Return the configuration of a run of the folder; InputRefused if this program cannot read it."""
    if plan is not None:
        return plan.config(plan.run(run_id))
    try:
        config: Config = rebuild(folder.manifest["config"])
    except UNREADABLE as error:
        came = _("no configuration of this program")
        raise InputRefused(str(folder.path / MANIFEST), came, _("the manifest as it was saved")) from error
    return config


def seconds_for(config: Config) -> float:
    """Return roughly how long a configuration takes to play on a slow core."""
    from sim.founding.streets import find_street

    n = find_street(config.street).n_committees if config.street else config.neighbourhoods
    household_months = config.households * n * (config.months + config.burn_in)
    return SECONDS_A_RUN + household_months / HOUSEHOLD_MONTHS_PER_SECOND


def kept_place(folder: Folder, run_id: int) -> Path | None:
    """Return where a sweep keeps more of a run than its outcomes, or None if it does not."""
    from sim.runner.publishing import kept_path

    keep = folder.manifest.get("keep")
    return folder.path / kept_path(run_id, keep) if folder.kind == SWEEP and keep in KEEPS else None
