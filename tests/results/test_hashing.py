"""The hash of values: known bytes, blind to texts and to the sign of zero, awake to everything else."""

import hashlib
import struct

import pandas as pd
import pytest

from sim.results.columns import Column, Table
from sim.results.frames import conform
from sim.results.hashing import bytes_hash, file_hash, values_hash, values_hash_of_file

TABLE = Table(
    "t",
    "a row",
    "一行",
    (
        Column("n", "int32", "-", "n", "数"),
        Column("x", "float64", "-", "x", "数", nullable=True),
        Column("f", "bool", "-", "f", "标志"),
        Column("w", "text", "-", "w", "文", nullable=True),
        Column("r", "text", "-", "r", "文", text_only=True),
    ),
    key=("n",),
)
ROWS = {"n": [1, -2], "x": [0.5, None], "f": [True, False], "w": ["区", None], "r": ["one", "two"]}


def hashed(**changes):
    return values_hash(TABLE, conform(TABLE, pd.DataFrame({**ROWS, **changes}, dtype=object)))


def test_documented_layout_byte_by_byte():
    def text(word):
        return struct.pack("<I", len(word.encode())) + word.encode()

    expected = b"zizhi-values-1\n" + text("t") + struct.pack("<QI", 2, 4)
    expected += text("n") + text("int32") + b"\0\0" + struct.pack("<ii", -2, 1)
    expected += text("x") + text("float64") + b"\1\0" + struct.pack("<dd", 0.0, 0.5)
    expected += text("f") + text("bool") + b"\0\0" + b"\0\1"
    expected += text("w") + text("text") + b"\1\0" + struct.pack("<II", 0, 3) + "区".encode()
    assert hashed() == hashlib.sha256(expected).hexdigest()


def test_texts_for_readers_and_the_sign_of_zero_do_not_matter():
    assert hashed(r=["eins", "zwei"]) == hashed()
    assert hashed(x=[0.0, None]) == hashed(x=[-0.0, None])


@pytest.mark.parametrize(
    "change",
    [
        {"n": [1, -3]},
        {"x": [0.5, 0.0]},
        {"x": [0.5000000000000001, None]},
        {"f": [True, True]},
        {"w": ["区", ""]},
        {"w": ["", "区"]},
    ],
)
def test_every_other_change_of_a_value_shows(change):
    assert hashed(**change) != hashed()


@pytest.mark.parametrize("rows_per_group", [3, 1000])
def test_blocks_make_the_file_and_the_hash_of_the_whole(rows_per_group, tmp_path, monkeypatch):
    from sim.results import parquet

    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", rows_per_group)
    table = Table(
        "t",
        "a row",
        "一行",
        (
            Column("id", "int64", "id", "id", "编号"),
            Column("word", "text", "-", "word", "词", nullable=True),
            Column("share", "float64", "share", "share", "份额", nullable=True),
            Column("yes", "bool", "-", "yes", "是", nullable=True),
        ),
        key=("id",),
    )
    whole = conform(
        table,
        pd.DataFrame(
            {
                "id": range(10),
                "word": ["居", None, "", "d"] * 2 + ["e", None],
                "share": [0.5, None] * 5,
                "yes": [True, None] * 5,
            }
        ),
    )
    for cut in (1, 4, 10):
        path = tmp_path / f"{cut}.parquet"
        with path.open("wb") as sink:
            rows = parquet.write_blocks(table, (whole.iloc[i : i + cut] for i in range(0, 10, cut)), sink)
        assert rows == 10 and path.read_bytes() == parquet.to_bytes(table, whole)
        assert values_hash_of_file(table, path) == values_hash(table, whole)
        assert file_hash(path) == bytes_hash(path.read_bytes())
    with path.open("wb") as sink:
        assert parquet.write_blocks(table, [], sink) == 0
    assert values_hash_of_file(table, path) == values_hash(table, whole.iloc[:0])
