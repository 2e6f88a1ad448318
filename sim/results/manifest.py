"""The manifest of a run: what it was, with what it was made, and the hashes of all that lies beside it."""

import hashlib
import json
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from sim.foundation.errors import RunFailed
from sim.foundation.text import gettext as _
from sim.results.provenance import package_versions, program, python_version

FORMAT = 1
MANIFEST = "manifest.json"
DIGEST = "manifest.sha256"
DICTIONARY_JSON = "data_dictionary.json"
DICTIONARY_CSV = "data_dictionary.csv"
KEYS = (
    "format",
    "scenario",
    "seed",
    "config",
    "program",
    "python",
    "packages",
    "state_hash",
    "founded",
    "tables",
    "files",
)
GIVEN = ("scenario", "seed", "config", "state_hash", "founded")
IDENTITY = ("format", "scenario", "seed", "config")
NAME_DIGITS = 12


def facts_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return all facts of a run as plain values: those given, and what it was made with where that is not given.

    Parameters
    ----------
    given : mapping
        ``scenario`` (str), ``seed`` (int), ``config`` (dict), ``state_hash`` (str), ``founded`` (dict); a loaded run
        brings the other keys of the manifest too.

    Raises
    ------
    RunFailed
        If one of the five is missing, a key is unknown, or a value is no plain data or holds an absolute path.
    """
    for key in GIVEN:
        if key not in given:
            raise RunFailed(_("facts of the run: {key} is missing").format(key=key))
    for key in given:
        if key not in KEYS:
            raise RunFailed(_("facts of the run: {key} is not among {keys}").format(key=key, keys=", ".join(KEYS)))
    made_with = {
        "format": FORMAT,
        "program": program(),
        "python": python_version(),
        "packages": package_versions(),
    }
    facts = {**made_with, **{key: value for key, value in given.items() if key not in ("tables", "files")}}
    return {key: plain(facts[key], key) for key in KEYS if key in facts}


def plain(value: Any, place: str) -> Any:
    """Return a value as JSON knows it; RunFailed names the place of what is no data, not finite or an absolute path."""
    if isinstance(value, Enum):
        return value.name.lower()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if len(value) > 1 and (PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute()):
            raise RunFailed(_("{place}: an absolute path does not belong in results").format(place=place))
        return value
    if isinstance(value, float):
        if value - value != 0.0:
            raise RunFailed(_("{place}: {came} is not finite").format(place=place, came=value))
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item, f"{place}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, f"{place}[{index}]") for index, item in enumerate(value)]
    if hasattr(value, "tolist"):  # NumPy's scalars and arrays
        return plain(value.tolist(), place)
    raise RunFailed(_("{place}: {came} is no plain data").format(place=place, came=type(value).__name__))


def to_json(value: Any) -> bytes:
    """Return plain data as JSON, always the same bytes for the same data."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return (text + "\n").encode("utf-8")


def digest_line(manifest: bytes) -> bytes:
    """Return the content of ``manifest.sha256``, which ``sha256sum --check`` understands."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode("ascii")


def identity(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes a run this run and no other: format, scenario, seed, configuration and program.

    Of the program its version and source count; the commit says where to find it and may differ for equal source.
    """
    source = {key: facts["program"][key] for key in ("version", "source")}
    return {**{key: facts[key] for key in IDENTITY}, "program": source}


def plain_name(text: str) -> str:
    """Return a text as part of a file's name; letters that do not suit one become ``_``."""
    return re.sub(r"[^\w-]", "_", text)[:60] or "_"


def folder_name(facts: Mapping[str, Any]) -> str:
    """Return the name of a run's folder: its scenario and the first digits of the hash of its identity."""
    return f"{plain_name(str(facts['scenario']))}-{hashlib.sha256(to_json(identity(facts))).hexdigest()[:NAME_DIGITS]}"


def default_folder_name(scenario: str, config: Mapping[str, Any], seed: int | None = None) -> str:
    """Return the folder name of a run that has not been made yet.

    Parameters
    ----------
    scenario : str
        Name of the scenario; letters that do not suit a file name become ``_``.
    config : mapping
        The whole configuration as plain data.
    seed : int, optional
        The seed that the facts of the run will carry; ``config["seed"]`` if not given, else 0.
    """
    seed = int(config.get("seed", 0)) if seed is None else seed
    return folder_name(
        facts_of({"scenario": scenario, "seed": seed, "config": config, "state_hash": "", "founded": {}})
    )
