"""A run written into one folder, whole or not at all."""

import contextlib
import errno
import hashlib
import os
import platform
import re
import shutil
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.results.columns import Column, Table
from sim.results.dictionary import dictionary_csv, dictionary_plain
from sim.results.hashing import bytes_hash, values_hash
from sim.results.manifest import (
    DICTIONARY_CSV,
    DICTIONARY_JSON,
    DIGEST,
    MANIFEST,
    digest_line,
    facts_of,
    identity,
    to_json,
)
from sim.results.places import failure, resolved, try_to_write
from sim.results.schema import extended
from sim.results.verifying import PLAIN_NAME, read_manifest, verify_hashes

if TYPE_CHECKING:
    import pandas as pd

SAVED, REUSED, FREE = "saved", "reused", "free"


def save_run(
    tables: Mapping[str, "pd.DataFrame"],
    facts: Mapping[str, Any],
    folder: Path | str,
    *,
    extra: Mapping[str, bytes] | None = None,
    extra_columns: Mapping[str, Sequence[Column]] | None = None,
) -> str:
    """Write a run into a folder that appears with everything in it or not at all.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Every table of `sim.results.schema.TABLES`.
    facts : mapping
        ``scenario`` ``seed`` ``config`` ``state_hash`` ``founded``; see `sim.results.manifest.facts_of`.
    folder : path
        Where to; nothing may be there, or an empty folder, or this very run.
    extra : mapping of str to bytes, optional
        Further files, e.g. a figure, by plain file name.
    extra_columns : mapping of str to sequence of Column, optional
        Declarations of columns beyond the declared ones, by table.

    Returns
    -------
    str
        ``"saved"``, or ``"reused"`` if the same run lay there already.

    Raises
    ------
    InputRefused
        If another run, a file or foreign files lie there, or nothing may be written there.
    RunFailed
        If the disk is full or fails, or the tables break their declarations. Nothing is left half-written.
    """
    declared = extended(extra_columns or {})
    whole = facts_of(facts)
    contents, entries = _contents(declared, tables, extra or {})
    target = resolved(folder)
    manifest = {**whole, "tables": entries, "files": _file_hashes(contents, entries)}
    if target_state(target, whole) == REUSED:
        return _same_results(target, manifest)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target)
        return _publish(target, contents, manifest)
    except OSError as error:
        raise failure(target, error) from error


def target_state(folder: Path | str, facts: Mapping[str, Any]) -> str:
    """Say, before anything runs, whether a run may be saved in a folder.

    Parameters
    ----------
    folder : path
        The folder to be.
    facts : mapping
        As for `save_run`; ``state_hash`` and ``founded`` do not matter here and may be empty.

    Returns
    -------
    str
        ``"reused"`` if this very run (same format, scenario, seed, configuration and program) lies there untouched,
        ``"free"`` if nothing or an empty folder is there.

    Raises
    ------
    InputRefused
        If another run, a changed one, a file or foreign files lie there, or nothing may be written there.
    """
    target = resolved(folder)
    mend = _("choose another folder with out=")
    try:
        if target.is_dir():
            if target == Path.cwd():
                raise InputRefused(str(folder), _("the folder you are in"), _("a new folder"), mend)
            if not os.listdir(target):
                return _free(target)
            if not (target / MANIFEST).is_file():
                raise InputRefused(str(folder), _("a folder with other files in it"), _("a new folder"), mend)
            if identity(read_manifest(target)) != identity(facts_of(facts)):
                raise InputRefused(str(folder), _("the folder of another run"), _("a new folder"), mend)
            verify_hashes(target)
            return REUSED
        if os.path.lexists(target):
            raise InputRefused(str(folder), _("a file"), _("a new folder"), mend)
        return _free(target)
    except OSError as error:
        raise failure(target, error) from error


def _free(target: Path) -> str:
    try_to_write(target)
    return FREE


def _same_results(target: Path, manifest: Mapping[str, Any]) -> str:
    stored = read_manifest(target)
    for name, entry in manifest["tables"].items():
        if stored["tables"].get(name, {}).get("sha256_values") != entry["sha256_values"]:
            came = _("the same run with other values in table {table}").format(table=name)
            raise InputRefused(str(target), came, _("a new folder"), _("choose another folder with out="))
    return REUSED


def _contents(
    declared: Mapping[str, Table], tables: Mapping[str, "pd.DataFrame"], extra: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, dict[str, Any]]]:
    """Return the bytes of every file but the manifest, by name, and the manifest's entries of the tables."""
    from sim.results.frames import conform  # only here: where to write is checked without waiting for pandas
    from sim.results.parquet import to_bytes

    if set(tables) != set(declared):
        names = ", ".join(sorted(set(tables) ^ set(declared)))
        raise RunFailed(_("tables missing or not declared: {names}").format(names=names))
    contents = {
        DICTIONARY_JSON: to_json(dictionary_plain(declared)),
        DICTIONARY_CSV: dictionary_csv(declared),
    }
    entries = {}
    for name, table in declared.items():
        frame = conform(table, tables[name])
        contents[f"{name}.parquet"] = data = to_bytes(table, frame)
        entries[name] = {
            "rows": len(frame),
            "sha256_bytes": bytes_hash(data),
            "sha256_values": values_hash(table, frame),
        }
    for name, data in extra.items():
        if not PLAIN_NAME.fullmatch(name) or name in {*contents, MANIFEST, DIGEST}:
            raise RunFailed(_("{name}: not a file name of its own").format(name=name))
        contents[name] = bytes(data)
    return contents, entries


def _file_hashes(contents: Mapping[str, bytes], entries: Mapping[str, Any]) -> dict[str, str]:
    tables = {f"{name}.parquet" for name in entries}
    return {name: bytes_hash(data) for name, data in contents.items() if name not in tables}


def _publish(target: Path, contents: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """Write everything into a hidden folder beside the target, the manifest last, and rename it."""
    partial = _make_partial(target)
    renamed = False
    try:
        for name in sorted(contents):
            _write(partial / name, contents[name])
        written = to_json(manifest)
        _write(partial / DIGEST, digest_line(written))
        _write(partial / MANIFEST, written)
        _fsync_folder(partial)
        try:
            os.rename(partial, target)
            renamed = True
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST) and target_state(target, manifest) == REUSED:
                return _same_results(target, manifest)  # another process was quicker
            raise
        _fsync_folder(target.parent)
    finally:
        if not renamed:
            shutil.rmtree(partial, ignore_errors=True)
    return SAVED


def _write(path: Path, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _partial_prefix(target: Path) -> str:
    """Return the beginning of this machine's partial folders for a target; the process id follows."""
    place = platform.node()
    with contextlib.suppress(OSError):
        place += os.readlink("/proc/self/ns/pid")
    machine = hashlib.sha256(place.encode()).hexdigest()[:8]
    return f".partial-{hashlib.sha256(target.name.encode()).hexdigest()[:8]}-{machine}-"


def _make_partial(target: Path) -> Path:
    attempt = 0
    while True:
        partial = target.parent / f"{_partial_prefix(target)}{os.getpid()}-{attempt}"
        try:
            partial.mkdir()
        except FileExistsError:
            attempt += 1
        else:
            return partial


def _remove_leftovers(target: Path) -> None:
    """Remove partial folders of this target that dead processes of this machine and user left behind."""
    pattern = re.compile(re.escape(_partial_prefix(target)) + r"([0-9]{1,10})-[0-9]{1,6}")
    for name in os.listdir(target.parent):
        match = pattern.fullmatch(name)
        if match is None or _is_alive(int(match.group(1))):
            continue
        facts = os.lstat(target.parent / name)
        if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid():
            shutil.rmtree(target.parent / name, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
