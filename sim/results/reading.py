"""A saved run read back: verified first, then parsed from the very bytes that were verified."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.results.checks import check
from sim.results.columns import Table
from sim.results.dictionary import dictionary_tables
from sim.results.hashing import bytes_hash, values_hash
from sim.results.manifest import DICTIONARY_JSON
from sim.results.parquet import from_bytes
from sim.results.result import Result
from sim.results.schema import TABLES
from sim.results.verifying import expected_hashes, read_inside, verify_hashes

if TYPE_CHECKING:
    import pandas as pd


def load_run(folder: Path | str) -> Result:
    """Return the run that a folder holds.

    Parameters
    ----------
    folder : path
        As `sim.results.store.save_run` wrote it. Nothing outside it is read, and nothing in it is run.

    Raises
    ------
    InputRefused
        If the folder is missing or foreign, or anything in it was changed, removed or added since it was saved.
    """
    place = Path(folder)
    manifest = verify_hashes(place)
    expected = expected_hashes(manifest)
    declared = _declared(place, manifest, _verified(place, DICTIONARY_JSON, expected))
    tables = {
        name: _table(place, table, _verified(place, f"{name}.parquet", expected), manifest["tables"][name])
        for name, table in declared.items()
    }
    return Result(tables, manifest, declared)


def _verified(folder: Path, name: str, expected: dict[str, str]) -> bytes:
    data = read_inside(folder, name)
    if bytes_hash(data) != expected[name]:
        raise InputRefused(str(folder / name), _("changed while it was read"), _("the file as it was saved"))
    return data


def _declared(folder: Path, manifest: dict[str, Any], dictionary: bytes) -> dict[str, Table]:
    """Return the declarations that the folder's own data dictionary carries; they hold at least the program's."""
    place = str(folder / DICTIONARY_JSON)
    try:
        declared = dictionary_tables(json.loads(dictionary))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputRefused(place, _("no data dictionary"), _("the file as it was saved")) from error
    if set(declared) != set(manifest["tables"]) or not set(TABLES) <= set(declared):
        raise InputRefused(place, ", ".join(sorted(declared)), ", ".join(TABLES))
    return declared


def _table(folder: Path, table: Table, data: bytes, entry: dict[str, Any]) -> "pd.DataFrame":
    place = str(folder / f"{table.name}.parquet")
    allowed = _("the table as it was saved")
    try:
        frame = from_bytes(table, data)
        check(table, frame)
    except (ValueError, OSError, RunFailed) as error:
        raise InputRefused(place, str(error), allowed) from error
    if len(frame) != entry["rows"] or values_hash(table, frame) != entry["sha256_values"]:
        raise InputRefused(place, _("values other than when the run was saved"), allowed)
    return frame
