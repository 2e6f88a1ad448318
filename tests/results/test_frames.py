"""Frames take any dtype that holds the values exactly, and nothing that does not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.errors import InvariantBroken, RunFailed
from sim.results.checks import check
from sim.results.columns import Column, Table
from sim.results.frames import conform, empty, optional
from sim.results.hashing import values_hash
from sim.results.parquet import from_bytes, to_bytes
from sim.results.schema import TABLES

TABLE = Table(
    "sample",
    "a row",
    "一行",
    (
        Column("row", "int32", "id", "row", "行"),
        Column("number", "int64", "-", "number", "数", nullable=True),
        Column("share", "float64", "share", "share", "份额", low=0.0, high=1.0, nullable=True),
        Column("flag", "bool", "-", "flag", "标志"),
        Column("word", "text", "word", "word", "词", words=("left", "right")),
        Column("text", "text", "-", "text", "文", nullable=True),
        Column("reader", "text", "-", "text", "文", text_only=True),
    ),
    key=("row",),
)
ROW = {"row": 1, "number": 2, "share": 0.5, "flag": True, "word": "left", "text": "文", "reader": "a"}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "row": st.integers(-(2**31), 2**31 - 1),
            "number": st.none() | st.integers(-(2**63), 2**63 - 1),
            "share": st.none() | st.floats(0.0, 1.0),
            "flag": st.booleans(),
            "word": st.sampled_from(("left", "right")),
            "text": st.none() | st.text(),
            "reader": st.text(max_size=3),
        }
    ),
    max_size=6,
    unique_by=lambda row: row["row"],
)


def frame(*given_rows):
    return pd.DataFrame(list(given_rows), columns=list(TABLE.names), dtype=object)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_table_comes_back_the_same_from_its_bytes_in_any_row_order(given_rows, shuffler):
    conformed = conform(TABLE, frame(*given_rows))
    data = to_bytes(TABLE, conformed)
    back = from_bytes(TABLE, data)
    check(TABLE, back)
    pd.testing.assert_frame_equal(conformed, back)
    shuffled = list(given_rows)
    shuffler.shuffle(shuffled)
    again = conform(TABLE, frame(*shuffled))
    assert to_bytes(TABLE, again) == data
    assert values_hash(TABLE, again) == values_hash(TABLE, back)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("row", 1.5),
        ("row", None),
        ("row", 2**31),
        ("row", True),
        ("row", "1"),
        ("number", 2**63),
        ("number", 0.1),
        ("number", float("inf")),
        ("share", 1.1),
        ("share", -0.1),
        ("share", float("inf")),
        ("share", "half"),
        ("share", True),
        ("flag", 1),
        ("flag", None),
        ("word", "up"),
        ("word", None),
        ("text", 3),
        ("text", "\ud800"),
    ],
)
def test_a_bad_value_is_named_by_table_column_row_and_value(column, value):
    with pytest.raises(RunFailed) as error:
        conform(TABLE, frame(ROW, ROW | {"row": 2} | {column: value}))
    came = "a missing value" if value is None else repr(value)
    assert f"table sample, column {column}, row 1: {came}; allowed: " in str(error.value)


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint64", "float64", "Int16", "object"])
def test_any_integer_dtype_that_holds_the_values_will_do(dtype):
    loose = frame(ROW).assign(number=pd.Series([7]).astype(dtype))
    assert str(conform(TABLE, loose)["number"].dtype) == "Int64"
    assert conform(TABLE, loose)["number"].tolist() == [7]


def test_unsigned_above_the_range_does_not_wrap():
    with pytest.raises(RunFailed):
        conform(TABLE, frame(ROW).assign(number=np.array([2**63], dtype=np.uint64)))


def test_categories_nan_and_float_gaps_are_understood():
    loose = frame(ROW, ROW | {"row": 2}).assign(
        word=pd.Categorical(["left", "right"]), number=[np.nan, 3.0], share=np.array([np.nan, 1.0]), text=[np.nan, "x"]
    )
    done = conform(TABLE, loose)
    assert done["number"].isna().tolist() == [True, False] and done["number"].iloc[1] == 3
    assert done["share"].isna().tolist() == [True, False] and done["text"].isna().tolist() == [True, False]
    assert done["word"].tolist() == ["left", "right"]


def test_optional_makes_the_sentinel_missing():
    assert pd.Series(optional(np.array([3, -1]), missing=-1)).isna().tolist() == [False, True]


def test_columns_too_many_too_few_or_doubled_and_doubled_rows_are_refused():
    for wrong in (
        frame(ROW).assign(more=1),
        frame(ROW).drop(columns="text"),
        pd.concat([frame(ROW), frame(ROW)[["row"]]], axis=1),
        frame(ROW, ROW),
    ):
        with pytest.raises(RunFailed, match="sample"):
            conform(TABLE, wrong)


def test_a_breach_in_a_month_names_the_month(tables):
    tables["months"].loc[2, "autonomy"] = 1.5
    with pytest.raises(InvariantBroken, match=r"month 1: table months, column autonomy, row 2") as error:
        conform(TABLES["months"], tables["months"])
    assert error.value.month == 1


def test_a_number_without_a_bound_must_still_be_finite(tables):
    tables["months"].loc[0, "score"] = float("-inf")
    with pytest.raises(InvariantBroken, match="column score, row 0: -inf"):
        conform(TABLES["months"], tables["months"])


def test_check_is_strict_about_dtypes():
    done = conform(TABLE, frame(ROW))
    with pytest.raises(RunFailed, match="int64"):
        check(TABLE, done.astype({"row": "int64"}))


@pytest.mark.parametrize("name", TABLES)
def test_tables_without_rows_keep_their_dtypes(name):
    none = empty(TABLES[name])
    pd.testing.assert_frame_equal(none, from_bytes(TABLES[name], to_bytes(TABLES[name], none)))
