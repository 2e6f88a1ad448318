"""A sweep's folder: what is planned, what is stored, and how finished runs become one table.

Nothing is kept in memory but one bit of knowledge a run and the rows of one part.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.results.hashing import file_hash
from sim.results.manifest import MANIFEST
from sim.runner import parts, publishing
from sim.runner.checking import KEEPS, faults, raise_first
from sim.runner.design_file import DESIGN, write_design
from sim.runner.files import PARTIAL, what_failed, write_whole
from sim.runner.journal import FOLDER as JOURNALS
from sim.runner.locks import FOLDER as LOCKS
from sim.runner.locks import remove_stale
from sim.runner.plan import Plan
from sim.runner.plan_file import PLAN, check_same, plan_facts, read_plan, to_bytes
from sim.runner.schema import FAILED

PLACES = (".", *KEEPS.values())
"""Where files that a process did not finish writing may lie."""
OURS = {PLAN, DESIGN, JOURNALS, parts.FOLDER, LOCKS, *KEEPS.values()}


class Store:
    """The store of one sweep.

    Parameters
    ----------
    folder : Path
        The sweep's folder.
    plan : Plan
        The sweep.
    summarise : callable, optional
        Makes further tables and files at the end (see `sim.runner.publishing.publish`).
    grows : bool
        Whether more replicates may follow, so that nothing is final yet.

    Attributes
    ----------
    stored : bytearray
        One byte a run: whether it is stored.
    folded : dict of int
        Parts that were read or written, and how many of their runs failed.
    n_failed : int
        Stored runs that failed.
    """

    def __init__(self, folder: Path, plan: Plan, summarise: publishing.Summarise | None = None, grows: bool = False):
        self.folder, self.plan, self.summarise, self.grows = folder, plan, summarise, grows
        self.stored = bytearray(plan.n_runs)
        self.folded: dict[int, int] = {}
        self.n_failed = 0

    def check_place(self) -> bool:
        """Say whether this very sweep lies there already, finished; nothing is written.

        Raises
        ------
        InputRefused
            If another sweep, a file, foreign files or a changed sweep lie there, or nothing may be written there.
        """
        place, mend = str(self.folder), _("choose another folder with out=")
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            raise InputRefused(place, _("a file"), _("a new folder"), mend)
        there = list(self.folder.iterdir()) if self.folder.is_dir() else []
        if (self.folder / PLAN).is_file():
            check_same(read_plan(self.folder), plan_facts(self.plan), self.folder, self._may_grow)
            if self.is_finished:
                self.tidy()
                raise_first(faults(self.folder))
                return True
        elif any(path.name not in OURS and not path.name.startswith(PARTIAL) for path in there):
            raise InputRefused(place, _("a folder with other files in it"), _("a new folder"), mend)
        above = self.folder
        while not above.is_dir() and above != above.parent:
            above = above.parent
        if not os.access(above, os.W_OK | os.X_OK):
            raise what_failed(self.folder, OSError(errno.EACCES, os.strerror(errno.EACCES)), mend)
        return False

    def open(self) -> None:
        """Make the folder, or find it to be this sweep's; then learn what it holds.

        Raises
        ------
        InputRefused
            If it is another sweep's, or foreign files are in it, or something in it was changed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        asked = plan_facts(self.plan)
        if self._may_grow and (self.folder / PLAN).is_file():
            self._grow(asked)
        if not (self.folder / PLAN).exists():
            digest = write_design(self.plan, self.folder)
            with contextlib.suppress(FileExistsError):
                write_whole(self.folder / PLAN, to_bytes({**asked, "design_sha256": digest}), replace=False)
        stored = read_plan(self.folder)
        check_same(stored, asked, self.folder)
        if not (self.folder / DESIGN).is_file() or file_hash(self.folder / DESIGN) != stored["design_sha256"]:
            came = _("cut short or changed")
            raise InputRefused(str(self.folder / DESIGN), came, _("the file as it was written"))
        self.scan()

    @property
    def _may_grow(self) -> bool:
        return bool(self.plan.until) and not self.is_finished

    def _grow(self, asked: dict[str, Any]) -> None:
        """Give the plan that lies there the replicates of this one; also where that was once begun and not ended."""
        stored = read_plan(self.folder)
        check_same(stored, asked, self.folder, may_grow=True)
        design = self.folder / DESIGN
        is_same = stored["replicates"] == asked["replicates"] and design.is_file()
        if is_same and file_hash(design) == stored["design_sha256"]:
            return
        digest = write_design(self.plan, self.folder)
        write_whole(self.folder / PLAN, to_bytes({**asked, "design_sha256": digest}))

    @property
    def is_finished(self) -> bool:
        """Whether the final table stands there."""
        return (self.folder / MANIFEST).is_file()

    def scan(self) -> None:
        """Look anew which runs are stored; a part that was read before is not read again."""
        try:
            self._scan()
        except FileNotFoundError:  # another process of this sweep has just made the final tables of the parts
            if not self.is_finished:
                raise
        if self.is_finished:
            self.stored = bytearray(b"\1" * self.plan.n_runs)

    def _scan(self) -> None:
        found = bytearray(self.plan.n_runs)
        n_failed = 0
        with_journals = parts.parts_with_journals(self.folder)  # first: a part is written before its journals go
        files = parts.part_files(self.folder)
        for part in sorted({*files, *with_journals}):
            ids = self.plan.ids_of(part)
            if part >= self.plan.n_parts:
                came = _("part {part} of another sweep").format(part=part)
                raise InputRefused(str(self.folder), came, _("the folder as it was written"))
            records: dict[int, parts.Record] = {}
            if part not in files:
                records = parts.journal_records(self.folder, self.plan, part)
                files |= parts.file_of(self.folder, part)  # somebody may have folded it meanwhile
            if part in files and part not in self.folded:
                frame = parts.read_part(files[part], self.plan, part)
                self.folded[part] = int((frame["status"] == FAILED).sum())
            if part in files:
                found[ids.start : ids.stop] = b"\1" * len(ids)
                n_failed += self.folded[part]
                continue
            for run_id, record in records.items():
                n_failed += record["status"] == FAILED
                found[run_id] = 1
        self.stored, self.n_failed = found, n_failed

    def missing(self, ids: range | None = None) -> Iterator[int]:
        """Yield the planned runs that are not stored, in order."""
        for run_id in ids if ids is not None else range(self.plan.n_runs):
            if not self.stored[run_id]:
                yield run_id

    @property
    def n_stored(self) -> int:
        """How many runs are stored."""
        return self.stored.count(1)

    def has(self, run_id: int) -> bool:
        """Look into journals and parts whether a run has been stored since the last scan."""
        if not self.stored[run_id]:
            records = parts.journal_records(self.folder, self.plan, self.plan.part_of(run_id))
            ids = self.plan.ids_of(self.plan.part_of(run_id))
            for found in ids if parts.file_of(self.folder, self.plan.part_of(run_id)) else records:
                self.stored[found] = 1
        return bool(self.stored[run_id])

    def fold(self) -> None:
        """Fold every part whose runs are all stored, and remove the journals of folded parts."""
        files = parts.part_files(self.folder)
        for part in sorted(parts.parts_with_journals(self.folder)):
            ids = self.plan.ids_of(part)
            if self.grows and len(ids) < self.plan.rows_per_part:
                continue
            if part not in files and all(self.stored[ids.start : ids.stop]):
                records = parts.journal_records(self.folder, self.plan, part)
                if len(records) < len(ids):  # a journal has gone: what was in it is played again
                    self.stored[ids.start : ids.stop] = bytes(run_id in records for run_id in ids)
                    continue
                files[part] = parts.fold(self.folder, self.plan, part, records)
                self.folded[part] = sum(record["status"] == FAILED for record in records.values())
            if part in files:
                for path in parts.journal_files(self.folder, part):
                    path.unlink(missing_ok=True)

    @property
    def is_whole(self) -> bool:
        """Whether every part has been folded, and no more will come."""
        return not self.grows and len(parts.part_files(self.folder)) == self.plan.n_parts

    def publish(self) -> None:
        """Write the final tables and the manifest from the parts, then remove what they were made from."""
        if not self.is_finished:
            publishing.publish(self.folder, self.plan, self.rows, self.summarise)
        self.tidy()

    def rows(self) -> Iterator[Any]:
        """Yield the parts as DataFrames, in order."""
        files = parts.part_files(self.folder)
        for part in range(self.plan.n_parts):
            yield parts.read_part(files[part], self.plan, part)

    def tidy(self) -> None:
        """Remove what a finished sweep no longer needs."""
        for name in (parts.FOLDER, JOURNALS):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for path in [path for place in PLACES for path in (self.folder / place).glob(f"{PARTIAL}*")]:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        remove_stale(self.folder)
