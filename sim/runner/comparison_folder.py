"""The folder of a comparison: its sweeps, the files of its report, and a manifest that holds the hashes of both."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import file_hash
from sim.results.manifest import DIGEST, MANIFEST, digest_line, plain, to_json
from sim.results.provenance import package_versions, program, python_version
from sim.results.verifying import PLAIN_NAME, read_inside
from sim.runner.comparison import Comparison
from sim.runner.files import write_whole
from sim.runner.plan import Plan
from sim.runner.plan_file import PLAN, SWEEPS_OF_COMPARISON

FORMAT = 1
KIND = "comparison"
MANIFEST_KEYS = {
    "format", "kind", "scenario", "seed", "config", "command", "program", "python", "packages", "sweeps", "files",
}  # fmt: skip


def write_manifest(folder: Path, own: Config, command: str, names: Sequence[str]) -> None:
    """Write the manifest of a comparison, last of all.

    Parameters
    ----------
    folder : Path
        Of the comparison, its sweeps finished.
    own : Config
        The reference as it was asked for.
    command : str
        The command that makes the same comparison elsewhere.
    names : sequence of str
        Files of the report.
    """
    written = to_json(
        {
            "format": FORMAT,
            "kind": KIND,
            "scenario": own.scenario,
            "seed": own.seed,
            "config": plain(asdict(own), "config"),
            "command": command,
            "program": plain(program(), "program"),
            "python": python_version(),
            "packages": package_versions(),
            "sweeps": {name: file_hash(folder / name / MANIFEST) for name in sweeps_in(folder)},
            "files": {name: file_hash(folder / name) for name in names},
        }
    )
    write_whole(folder / DIGEST, digest_line(written))
    write_whole(folder / MANIFEST, written)


def forget_manifest(folder: Path) -> None:
    """Remove the manifest before files that it names are written again: a folder without one is not finished."""
    (folder / MANIFEST).unlink(missing_ok=True)


def sweeps_in(folder: Path) -> list[str]:
    """Return the names of the sweeps that a comparison's folder holds."""
    return [name for name in SWEEPS_OF_COMPARISON if (folder / name / PLAN).is_file()]


def read_comparison_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished comparison after holding it against its digest.

    Raises
    ------
    InputRefused
        If the comparison is not finished, or the manifest was changed.
    """
    if not (folder / MANIFEST).is_file():
        allowed, mend = _("a finished comparison"), _("the same compare command goes on")
        raise InputRefused(str(folder), _("not finished"), allowed, mend)
    content = read_inside(folder, MANIFEST)
    try:
        manifest = json.loads(content) if read_inside(folder, DIGEST) == digest_line(content) else None
    except (ValueError, RecursionError):
        manifest = None
    if manifest is None or not _is_manifest(manifest):
        raise _changed(folder / MANIFEST)
    return dict(manifest)


def own_faults(folder: Path, manifest: dict[str, Any]) -> Iterator[InputRefused]:
    """Yield what is missing, changed or not listed beside the sweeps, and sweeps that are not those compared."""
    for name, digest in sorted(manifest["files"].items()):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield InputRefused(str(path), _("a link, a folder or nothing"), _("the file as it was saved"))
        elif file_hash(path) != digest:
            yield _changed(path)
    for name, digest in sorted(manifest["sweeps"].items()):
        path = folder / name / MANIFEST
        if (folder / name).is_symlink() or not path.is_file() or file_hash(path) != digest:
            yield InputRefused(str(folder / name), _("another sweep than the one compared"), _("the sweep as compared"))
    listed = {MANIFEST, DIGEST, *manifest["files"], *manifest["sweeps"]}
    for name in sorted(set(os.listdir(folder)) - listed):
        allowed = _("only the files that {name} lists").format(name=MANIFEST)
        yield InputRefused(str(folder / name), _("a file that is not listed"), allowed)


def comparison_of(plan: Plan) -> Comparison:
    """Return what was compared with what, from the plan of a comparison's sweep."""
    design = plan.design
    pairs = tuple((int(a), int(b)) for a, b in design["pairs"])
    return Comparison(plan.scenarios, pairs, str(design["reference"]), bool(design["founded_alike"]))


def _is_manifest(value: Any) -> bool:
    """Whether a value has the shape of a comparison's manifest; names that lead elsewhere are not of that shape."""
    if not isinstance(value, dict) or set(value) != MANIFEST_KEYS or value["kind"] != KIND or value["format"] != FORMAT:
        return False
    parts = ("config", "program", "packages", "sweeps", "files")
    if not all(isinstance(value[name], dict) for name in parts) or not isinstance(value["command"], str):
        return False
    return (
        {"version", "source", "commit"} <= set(value["program"])
        and SWEEPS_OF_COMPARISON[0] in value["sweeps"]
        and set(value["sweeps"]) <= set(SWEEPS_OF_COMPARISON)
        and all(PLAIN_NAME.fullmatch(name) for name in value["files"])
        and all(isinstance(digest, str) for part in ("sweeps", "files") for digest in value[part].values())
    )


def _changed(path: Path) -> InputRefused:
    mend = _("the same compare command in a new folder")
    return InputRefused(str(path), _("other content than when it was saved"), _("the file as it was saved"), mend)
