"""Journals: one line for each finished run, with a checksum, on the disk before anybody says that the run is finished.

A journal belongs to one writer and one part; its name is ``000012-<word of the writer>.journal``. A line is sixteen
hexadecimal digits of the SHA-256 of the rest, a space, and the record as JSON. A writer that dies leaves at most one
line that is not whole, at the end, and that line is not a record.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _

FOLDER = "journal"
SUFFIX = ".journal"
DIGITS = 16


def line_of(record: Mapping[str, Any]) -> bytes:
    """Return a record as a line of a journal."""
    body = json.dumps(record, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return hashlib.sha256(body).hexdigest()[:DIGITS].encode() + b" " + body + b"\n"


def records_of(data: bytes, place: str) -> list[dict[str, Any]]:
    """Return the records of a journal, without what its writer did not finish writing.

    Raises
    ------
    InputRefused
        If something after a broken line is a record: no writer leaves that, so it was changed.
    """
    found: list[dict[str, Any]] = []
    broken = 0
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        record = _record(line)
        if record is None:
            broken = broken or number
        elif broken:
            came = _("line {line} is not as it was written").format(line=broken)
            raise InputRefused(place, came, _("the file as it was written"), _("sweep into a new folder"))
        else:
            found.append(record)
    return found


def _record(line: bytes) -> dict[str, Any] | None:
    digest, _space, body = line[:-1].partition(b" ")
    if not line.endswith(b"\n") or hashlib.sha256(body).hexdigest()[:DIGITS].encode() != digest:
        return None
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


class JournalWriter:
    """Writes records, each to the journal of its part; nobody else writes to the same files.

    Parameters
    ----------
    folder : Path
        The sweep's folder.
    """

    def __init__(self, folder: Path):
        self.folder = folder / FOLDER
        self.word = uuid4().hex
        self._part = -1
        self._descriptor = -1
        self._length = 0

    def write(self, part: int, record: Mapping[str, Any]) -> None:
        """Add a record; when this returns it is on the disk.

        Raises
        ------
        OSError
            If the disk is full or fails; what was written of the record is taken away again where that is possible.
        """
        if part != self._part:
            self._open(part)
        line = line_of(record)
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
        except OSError:
            os.ftruncate(self._descriptor, self._length)
            raise
        self._length += len(line)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._part = self._descriptor = -1

    def _open(self, part: int) -> None:
        """Open the journal of a part; one that this writer has left before gets a second file."""
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        number = 0
        while True:
            path = self.folder / f"{part:06d}-{self.word}{number:04d}{SUFFIX}"
            try:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(path, flags, 0o644)
                break
            except FileExistsError:
                number += 1
        self._part, self._length = part, 0
        fsync_folder(self.folder)


def fsync_folder(folder: Path) -> None:
    """See to it that names in a folder are on the disk, where the system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
