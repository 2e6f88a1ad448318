"""Journals: every whole record is read, a torn one is not, a changed one is noticed."""

import errno
import os

import pytest

from sim.foundation.errors import InputRefused
from sim.runner.journal import JournalWriter, line_of, records_of

RECORDS = [{"run": n, "error": "逐月\n" if n % 2 else None, "values": [0.1, None, True]} for n in range(3)]


def test_what_is_written_is_read_back(tmp_path):
    writer = JournalWriter(tmp_path)
    for record in RECORDS:
        writer.write(7, record)
    writer.write(8, RECORDS[0])
    writer.write(7, RECORDS[1])
    writer.close()
    names = sorted(path.name for path in (tmp_path / "journal").iterdir())
    assert [name[:6] for name in names] == ["000007", "000007", "000008"]
    first, second, other = ((tmp_path / "journal" / name).read_bytes() for name in names)
    assert records_of(first, "j") == RECORDS and records_of(second, "j") == RECORDS[1:2]
    assert records_of(other, "j") == RECORDS[:1]


def test_two_writers_never_share_a_file(tmp_path):
    writers = [JournalWriter(tmp_path) for _ in range(2)]
    for writer in writers:
        writer.write(0, RECORDS[0])
        writer.close()
    assert len(list((tmp_path / "journal").iterdir())) == 2


def test_a_torn_last_record_is_dropped_wherever_it_is_torn():
    whole = b"".join(map(line_of, RECORDS))
    start = len(whole) - len(line_of(RECORDS[-1]))
    for cut in range(start, len(whole)):
        assert records_of(whole[:cut], "j") == RECORDS[:2]
    assert records_of(whole[:start] + bytes(40), "j") == RECORDS[:2]


def test_every_changed_byte_before_the_last_record_is_noticed():
    whole = b"".join(map(line_of, RECORDS))
    end = len(whole) - len(line_of(RECORDS[-1]))
    noticed = 0
    for place in range(end - 1):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(InputRefused, match="not as it was written"):
            records_of(changed, "j")
        noticed += 1
    assert noticed == end - 1 > 100
    # without the break before the last record the two look like one that was not finished: both are played again
    assert records_of(whole[: end - 1] + b"x" + whole[end:], "j") == RECORDS[:1]


def test_a_full_disk_leaves_whole_records_only(tmp_path, monkeypatch):
    writer = JournalWriter(tmp_path)
    writer.write(0, RECORDS[0])
    real, calls = os.write, []

    def write(descriptor, data):
        calls.append(len(data))
        if len(calls) == 1:
            return real(descriptor, bytes(data)[:10])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match="full"):
        writer.write(0, RECORDS[1])
    monkeypatch.undo()
    writer.write(0, RECORDS[2])
    writer.close()
    (path,) = (tmp_path / "journal").iterdir()
    assert records_of(path.read_bytes(), "j") == [RECORDS[0], RECORDS[2]]
