"""A saved run held against its own hashes, file by file; nothing outside its folder is read."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import bytes_hash
from sim.results.manifest import DICTIONARY_JSON, DIGEST, FORMAT, KEYS, MANIFEST, NAME_DIGITS, digest_line, folder_name

PLAIN_NAME = re.compile(r"\w[\w.\- ]{0,199}")


def verify_hashes(folder: Path | str) -> dict[str, Any]:
    """Return the manifest of a saved run after holding every file against it.

    Raises
    ------
    InputRefused
        For the first fault: no folder, no run, a digest that differs, a file that is missing, changed or not listed.
    """
    manifest = read_manifest(Path(folder))
    for fault in _file_faults(Path(folder), manifest):
        raise fault
    return manifest


def hash_faults(folder: Path | str) -> list[InputRefused]:
    """Return every fault that `verify_hashes` could raise, in the order of file names; an empty list if all is well."""
    try:
        manifest = read_manifest(Path(folder))
    except InputRefused as fault:
        return [fault]
    return list(_file_faults(Path(folder), manifest))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest after holding it against its digest and its format; InputRefused if it is not one of ours."""
    if not folder.is_dir():
        came = _("a file") if folder.exists() else _("nothing there")
        raise InputRefused(str(folder), came, _("the folder of a saved run"))
    if not (folder / MANIFEST).is_file():
        raise InputRefused(str(folder), _("no {name} in it").format(name=MANIFEST), _("the folder of a saved run"))
    content = read_inside(folder, MANIFEST)
    if read_inside(folder, DIGEST) != digest_line(content):
        raise _changed(folder / MANIFEST, _("a digest other than the one in {name}").format(name=DIGEST))
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        manifest = None
    if not _is_manifest(manifest):
        raise InputRefused(str(folder / MANIFEST), _("no manifest of a run"), ", ".join(KEYS))
    if manifest["format"] != FORMAT:
        came = _("format {came}").format(came=manifest["format"])
        raise InputRefused(str(folder / MANIFEST), came, _("format {allowed}").format(allowed=FORMAT))
    _check_folder_name(folder, manifest)
    return manifest


def read_inside(folder: Path, name: str) -> bytes:
    """Return the bytes of a file that lies in the folder itself; InputRefused for links, folders and foreign names."""
    path = folder / name
    if not PLAIN_NAME.fullmatch(name) or path.is_symlink() or not path.is_file():
        came = _("a link, a folder or nothing")
        raise InputRefused(str(path), came, _("a file inside the folder of the run"))
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputRefused(str(path), error.strerror or str(error), _("a file that can be read")) from error


def expected_hashes(manifest: dict[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of every file beside the manifest, by name."""
    tables = {f"{name}.parquet": facts["sha256_bytes"] for name, facts in manifest["tables"].items()}
    return {**manifest["files"], **tables}


def _is_manifest(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != set(KEYS):
        return False
    tables, files, program = value["tables"], value["files"], value["program"]
    if not isinstance(program, dict) or not {"version", "commit", "source"} <= set(program):
        return False
    if not isinstance(tables, dict) or not isinstance(files, dict) or DICTIONARY_JSON not in files:
        return False
    wanted = {"rows": int, "sha256_bytes": str, "sha256_values": str}
    whole = all(
        isinstance(facts, dict) and all(isinstance(facts.get(key), kind) for key, kind in wanted.items())
        for facts in tables.values()
    )
    return whole and all(isinstance(digest, str) for digest in files.values())


def _check_folder_name(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse a folder whose name carries a hash of another run; names that the user chose say nothing."""
    name = folder.resolve().name
    if not re.fullmatch(rf".*-[0-9a-f]{{{NAME_DIGITS}}}", name):
        return
    expected = folder_name(manifest)
    if name != expected and name[:-NAME_DIGITS] == expected[:-NAME_DIGITS]:
        came = _("a folder named for another run than its manifest says")
        raise InputRefused(str(folder), came, expected)


def _file_faults(folder: Path, manifest: dict[str, Any]) -> Iterator[InputRefused]:
    expected = expected_hashes(manifest)
    for name in sorted(expected):
        try:
            content = read_inside(folder, name)
        except InputRefused as fault:
            yield fault
            continue
        if bytes_hash(content) != expected[name]:
            yield _changed(folder / name, _("other content than when the run was saved"))
    for name in sorted(set(os.listdir(folder)) - set(expected) - {MANIFEST, DIGEST}):
        allowed = _("only the files that {name} lists").format(name=MANIFEST)
        yield InputRefused(str(folder / name), _("a file that is not listed"), allowed)


def _changed(path: Path, came: str) -> InputRefused:
    return InputRefused(str(path), came, _("the file as it was saved"), _("run it again into another folder"))
