"""One archive of a run, sweep or comparison for a repository: the same bytes for the same folder, wherever made.

The archive is a ZIP without compression (tables are compressed already, and what a compressor makes depends on its
version), its members sorted, without times, users or modes of this machine.
"""

import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sim
from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import file_hash
from sim.runner.bundle_text import read_me
from sim.runner.checking import raise_first
from sim.runner.files import appearing, what_failed
from sim.runner.keys import leaves
from sim.runner.locks import FOLDER as LOCKS
from sim.runner.plan_file import is_comparison
from sim.runner.verify import RESULTS, SUMS, Folder, all_faults, config_in, plan_in, sums_of

CITATION = "CITATION.cff"
PINS = "requirements.txt"
README, README_ZH = "README.md", "README.zh.md"
CONFIGURATION = "configuration"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can name."""
REGULAR_FILE = 0o100644
UNIX = 3


def default_place(folder: Path) -> Path:
    """Return where the archive of a folder goes if nothing is said: beside it."""
    place = folder.resolve()
    beside = folder.parent if folder.name == place.name else place.parent
    if is_comparison(place.parent):  # whose folder holds nothing that it does not list
        return place.parent.parent / f"{place.parent.name}-{place.name}.zip"
    return beside / f"{place.name}.zip"


def bundle(folder: Folder, out: Path) -> str:
    """Write the archive of a folder.

    Parameters
    ----------
    folder : Folder
        A run, a finished sweep or a finished comparison, as `sim.runner.verify.open_folder` returns it.
    out : Path
        The archive; nothing may be there but this very archive.

    Returns
    -------
    str
        ``"saved"``, or ``"reused"`` if it was there.

    Raises
    ------
    InputRefused
        If the folder is not as it was saved, or something else is at the place of the archive.
    RunFailed
        If the disk is full or fails; nothing is left half-written.
    """
    raise_first(all_faults(folder))
    place = out.resolve()
    if folder.path.resolve() in place.parents:
        raise InputRefused(str(out), _("inside the folder itself"), _("a place beside it"), _("out=ARCHIVE.zip"))
    if os.path.lexists(out) and not out.is_file():
        raise InputRefused(str(out), _("no file"), _("a new archive"), _("choose another with out="))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return _write(folder, out)
    except OSError as error:
        raise what_failed(out, error, _("nothing was kept of it")) from error


def _write(folder: Folder, out: Path) -> str:
    written, files = generated(folder), _stored_files(folder.path)
    sums = {member: hashlib.sha256(data).hexdigest() for member, data in written.items()}
    sums |= {member: file_hash(path) for member, path in files.items()}
    written[SUMS] = sums_of(sums)
    name, same = name_of(folder), False
    try:
        with appearing(out, replace=False) as sink:
            with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
                for member in sorted([*written, *files]):
                    source = io.BytesIO(written[member]) if member in written else files[member].open("rb")
                    with source, archive.open(_info(f"{name}/{member}"), "w", force_zip64=True) as inside:
                        shutil.copyfileobj(source, inside)
            sink.flush()
            same = out.is_file() and file_hash(Path(sink.name)) == file_hash(out)
    except FileExistsError as error:
        if same:
            return "reused"
        mend = _("choose another with out=")
        raise InputRefused(str(out), _("another file"), _("a new archive"), mend) from error
    return "saved"


def generated(folder: Folder) -> dict[str, bytes]:
    """Return what an archive holds beside the folder's own files: configuration, pins, citation, how to check it."""
    found = {README: read_me(folder, name_of(folder), "en"), README_ZH: read_me(folder, name_of(folder), "zh")}
    texts = {**found, PINS: pins(folder.manifest)}
    for label, config in _configurations(folder).items():
        texts[f"{CONFIGURATION}/{label}.yaml"] = as_yaml(config, folder.manifest["config"])
    data = {name: text.encode("utf-8") for name, text in texts.items()}
    return {**data, CITATION: citation_file().read_bytes()}


def name_of(folder: Folder) -> str:
    """Return the name of the one folder inside the archive: that of the folder of results."""
    return (folder.around or folder.path).resolve().name or RESULTS


def pins(manifest: Mapping[str, Any]) -> str:
    """Return the versions that the results were made with, in the form of ``requirements.txt``."""
    made = manifest["program"]
    lines = [f"# Python {manifest['python']}", f"# zizhi {made['version']}, source {made['source']}"]
    lines += [f"# commit {made['commit']}"] if made["commit"] else []
    lines += [f"{name}=={version}" for name, version in sorted(manifest["packages"].items())]
    return "\n".join(lines) + "\n"


def as_yaml(config: Config, stored: Mapping[str, Any]) -> str:
    """Return a configuration as a scenario file, which ``zizhi run FILE.yaml`` plays.

    Parameters
    ----------
    config : Config
        The whole configuration.
    stored : mapping
        A configuration as the program that made it knew it: what that did not know is left out.
    """
    import yaml

    tree: dict[str, Any] = {}
    for name, value in leaves(config).items():
        group, _dot, last = name.rpartition(".")
        if value is None or last not in (stored.get(group, {}) if group else stored):  # None is a default where legal
            continue
        (tree.setdefault(group, {}) if group else tree)[last] = _said(value)
    texts = {"title": config.title, "question": config.question}
    return yaml.safe_dump({**texts, **tree}, allow_unicode=True, sort_keys=True, default_flow_style=None, width=100)


def citation_file() -> Path:
    """Return the program's CITATION.cff, inside the installed package or at the root of the checkout."""
    package = Path(sim.__file__).resolve().parent
    inside = package / CITATION
    return inside if inside.is_file() else package.parent / CITATION


def _said(value: Any) -> Any:
    """Return a value as a scenario file says it."""
    if isinstance(value, Mapping):
        return {key: _said(item) for key, item in value.items()}
    return [_said(item) for item in value] if isinstance(value, list | tuple) else value


def _configurations(folder: Folder) -> dict[str, Config]:
    """Return the configurations of a folder by label; a sweep has one for each of its scenarios."""
    plan = plan_in(folder)
    if plan is None:
        return {str(folder.manifest["scenario"]): config_in(folder, None, 0)}
    return {scenario.label: scenario.config for scenario in plan.scenarios}


def _stored_files(folder: Path) -> dict[str, Path]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != LOCKS]
    return {f"{RESULTS}/{path.relative_to(folder).as_posix()}": path for path in paths}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system, info.external_attr = UNIX, REGULAR_FILE << 16
    return info
