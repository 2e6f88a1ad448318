"""A finished sweep held against its own hashes; nothing is played, nothing outside its folder is read."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import file_hash
from sim.results.manifest import DICTIONARY_CSV, DICTIONARY_JSON, DIGEST, MANIFEST, NAME_DIGITS, digest_line
from sim.results.verifying import PLAIN_NAME, read_inside
from sim.runner.files import PARTIAL
from sim.runner.journal import FOLDER as JOURNALS
from sim.runner.locks import FOLDER as LOCKS
from sim.runner.locks import only_locks
from sim.runner.parts import FOLDER as PARTS
from sim.runner.plan_file import KEYS, PLAN, name_of
from sim.runner.schema import KEPT

KEEPS = {"months": "months", "all": "runs"}
"""The folder in which each ``keep`` puts what it keeps of runs."""
FILES = (PLAN, DICTIONARY_JSON, DICTIONARY_CSV)
"""Files beside the tables."""
MANIFEST_KEYS = {*KEYS, "scenario", "seed", "python", "packages", "tables", "files"} - {"design_sha256"}
PASSING = {PARTS, JOURNALS, LOCKS}
"""Folders that are there only while a sweep is played."""


def read_sweep_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished sweep after holding it against its digest.

    Raises
    ------
    InputRefused
        If it is missing, changed, or no manifest of a sweep.
    """
    content = read_inside(folder, MANIFEST)
    if read_inside(folder, DIGEST) != digest_line(content):
        raise _changed(folder / MANIFEST)
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        manifest = None
    if not _is_manifest(manifest):
        raise InputRefused(str(folder / MANIFEST), _("no manifest of a sweep"), _("the folder of a sweep"))
    check_folder_name(folder, manifest)
    return dict(manifest)


def _is_manifest(value: Any) -> bool:
    """Whether a value has the shape of a sweep's manifest; names that lead out of the folder are not of that shape."""
    if not isinstance(value, dict) or not set(value) >= MANIFEST_KEYS or not isinstance(value["keep"], str):
        return False
    tables, files, program = value["tables"], value["files"], value["program"]
    if not all(isinstance(part, dict) for part in (tables, files, program, value["design"])):
        return False
    if not {"outcomes", "design"} <= set(tables) or not set(FILES) <= set(files):
        return False
    wanted = {"rows": int, "sha256_bytes": str, "sha256_values": str}
    return (
        {"version", "source", "commit"} <= set(program)
        and all(PLAIN_NAME.fullmatch(name) for name in (*tables, *files))
        and all(isinstance(digest, str) for digest in files.values())
        and all(
            isinstance(facts, dict) and all(isinstance(facts.get(key), kind) for key, kind in wanted.items())
            for facts in tables.values()
        )
    )


def check_folder_name(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse a folder whose name carries a hash of another sweep; names that the user chose say nothing."""
    name = folder.resolve().name
    if not re.fullmatch(rf".*-[0-9a-f]{{{NAME_DIGITS}}}", name):
        return
    expected = name_of({key: manifest[key] for key in KEYS if key in manifest}, manifest["scenario"], manifest["seed"])
    if name != expected and name[:-NAME_DIGITS] == expected[:-NAME_DIGITS]:
        came = _("a folder named for another sweep than its manifest says")
        raise InputRefused(str(folder), came, expected)


def faults(folder: Path, leftovers: bool = False) -> Iterator[InputRefused]:
    """Yield what is missing, changed or not listed in a finished sweep's folder, in the order of names.

    Parameters
    ----------
    folder : Path
        The sweep's folder.
    leftovers : bool
        Whether what a sweep needs only while it is played may still lie there, because it was killed at its very end.
    """
    try:
        manifest = read_sweep_manifest(folder)
    except InputRefused as fault:
        yield fault
        return
    expected = {f"{name}.parquet": entry["sha256_bytes"] for name, entry in manifest["tables"].items()}
    expected |= manifest["files"]
    yield from _files(folder, expected)
    kept = KEEPS.get(manifest["keep"])
    names = {*expected, MANIFEST, DIGEST, *([kept] if kept else [])}
    if only_locks(folder / LOCKS):  # of a shard on another machine that ended with the sweep, or was killed then
        names.add(LOCKS)
    if leftovers:
        names |= {name for name in os.listdir(folder) if name in PASSING or name.startswith(PARTIAL)}
    yield from _not_listed(folder, names)
    if kept and "kept.parquet" in expected:
        yield from _kept(folder, kept)


def raise_first(found: Iterator[InputRefused]) -> None:
    """Raise the first fault, if there is one."""
    for fault in found:
        raise fault


def _files(folder: Path, expected: dict[str, str]) -> Iterator[InputRefused]:
    for name in sorted(expected):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield InputRefused(str(path), _("a link, a folder or nothing"), _("the file as it was saved"))
        elif file_hash(path) != expected[name]:
            yield _changed(path)


def _kept(folder: Path, kept: str) -> Iterator[InputRefused]:
    """Yield the faults of what was kept of runs, by the table that lists it."""
    from sim.results.parquet import read_blocks
    from sim.results.verifying import hash_faults

    shape = re.compile(rf"{kept}/[0-9]{{1,8}}{re.escape('.parquet' if kept == 'months' else '')}")
    listed = set()
    try:
        for block in read_blocks(KEPT, folder / "kept.parquet"):
            for path, digest in zip(block["path"], block["sha256"], strict=True):
                listed.add(path.partition("/")[2])
                place = folder / path
                file = place if kept == "months" else place / MANIFEST
                linked = (folder / kept).is_symlink() or place.is_symlink() or file.is_symlink()
                if not shape.fullmatch(path) or linked or not file.is_file() or file_hash(file) != digest:
                    yield _changed(file)
                elif kept == "runs":
                    yield from hash_faults(place)
    except (ValueError, OSError):
        yield _changed(folder / "kept.parquet")
        return
    if listed:
        yield from _not_listed(folder / kept, listed)


def _not_listed(folder: Path, names: set[str]) -> Iterator[InputRefused]:
    for name in sorted(set(os.listdir(folder)) - names) if folder.is_dir() else ():
        allowed = _("only the files that {name} lists").format(name=MANIFEST)
        yield InputRefused(str(folder / name), _("a file that is not listed"), allowed)


def _changed(path: Path) -> InputRefused:
    return InputRefused(
        str(path),
        _("other content than when the run was saved"),
        _("the file as it was saved"),
        _("sweep into a new folder"),
    )
