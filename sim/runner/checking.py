"""A finished sweep held against its own hashes; nothing is played, nothing outside its folder is read."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import file_hash
from sim.results.manifest import DIGEST, MANIFEST, digest_line
from sim.results.verifying import read_inside
from sim.runner.files import PARTIAL
from sim.runner.journal import FOLDER as JOURNALS
from sim.runner.locks import FOLDER as LOCKS
from sim.runner.parts import FOLDER as PARTS
from sim.runner.schema import KEPT

KEEPS = {"months": "months", "all": "runs"}
"""The folder in which each ``keep`` puts what it keeps of runs."""
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
        whole = {"tables", "files", "keep", "runs"} <= set(manifest)
    except (ValueError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise InputRefused(str(folder / MANIFEST), _("no manifest of a sweep"), _("the folder of a sweep"))
    return dict(manifest)


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

    listed = set()
    try:
        for block in read_blocks(KEPT, folder / "kept.parquet"):
            for path, digest in zip(block["path"], block["sha256"], strict=True):
                listed.add(path.partition("/")[2])
                whole = path.startswith(f"{kept}/") and ".." not in path
                file = folder / path if kept == "months" else folder / path / MANIFEST
                if not whole or file.is_symlink() or not file.is_file() or file_hash(file) != digest:
                    yield _changed(file)
                elif kept == "runs":
                    yield from hash_faults(folder / path)
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
