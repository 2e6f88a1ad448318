"""A table as the bytes of a Parquet file, and back: plain columns, nothing of pandas or of this machine."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.results.columns import Table
from sim.results.frames import joined, split

ROWS_PER_GROUP = 65536
OPTIONS: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "store_schema": False,
}
ARROW = {"int32": pa.int32(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_(), "text": pa.string()}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table's file."""
    return pa.schema([pa.field(c.name, ARROW[c.dtype], nullable=c.nullable) for c in table.columns])


def to_bytes(table: Table, frame: pd.DataFrame) -> bytes:
    """Return the Parquet file of a conformed frame: zstd, fixed row groups, no metadata, the same bytes every time."""
    sink = pa.BufferOutputStream()
    pq.write_table(_content(table, frame), sink, row_group_size=ROWS_PER_GROUP, **OPTIONS)
    return sink.getvalue().to_pybytes()


def write_blocks(table: Table, blocks: Iterable[pd.DataFrame], sink: BinaryIO) -> int:
    """Write conformed frames, one after the other, as one Parquet file: the bytes that `to_bytes` makes of the whole.

    Parameters
    ----------
    table : Table
        The declaration.
    blocks : iterable of pandas.DataFrame
        Consecutive rows in the order of the key; of any length, of which no more than one row group is held at once.
    sink : binary file
        Where to.

    Returns
    -------
    int
        Number of rows.
    """
    rows, held = 0, arrow_schema(table).empty_table()
    with pq.ParquetWriter(sink, arrow_schema(table), **OPTIONS) as writer:
        for block in blocks:
            held = pa.concat_tables([held, _content(table, block)])
            while len(held) >= ROWS_PER_GROUP:
                writer.write_table(held.slice(0, ROWS_PER_GROUP).combine_chunks())
                rows, held = rows + ROWS_PER_GROUP, held.slice(ROWS_PER_GROUP)
        if len(held) or not rows:
            writer.write_table(held.combine_chunks())
    return rows + len(held)


def read_blocks(table: Table, path: Path, names: Iterable[str] | None = None) -> Iterator[pd.DataFrame]:
    """Yield a file's rows a row group at a time, all columns or those named; errors as of `from_bytes`."""
    wanted = set(table.names if names is None else names)
    with pq.ParquetFile(path) as content:
        _check_schema(table, content.schema_arrow)
        for group in range(content.num_row_groups):
            yield _frame(table, content.read_row_group(group, columns=sorted(wanted), use_threads=False), wanted)


def _content(table: Table, frame: pd.DataFrame) -> pa.Table:
    arrays = []
    for column in table.columns:
        values, missing = split(column, frame[column.name])
        arrays.append(pa.array(values, type=ARROW[column.dtype], mask=missing if missing.any() else None))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def from_bytes(table: Table, data: bytes) -> pd.DataFrame:
    """Return the frame that a Parquet file holds, in declared dtypes.

    Raises
    ------
    ValueError
        If the bytes are no Parquet file or its columns are not the declared ones (``pyarrow.ArrowInvalid`` is one).
    OSError
        If pyarrow finds the file broken.
    """
    content = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    _check_schema(table, content.schema)
    return _frame(table, content, set(table.names))


def _check_schema(table: Table, schema: pa.Schema) -> None:
    declared = arrow_schema(table)
    if schema.names != declared.names or schema.types != declared.types:
        raise ValueError(f"columns {schema.names} of types {[str(kind) for kind in schema.types]}")


def _frame(table: Table, content: pa.Table, names: set[str]) -> pd.DataFrame:
    columns = {}
    for column in (one for one in table.columns if one.name in names):
        stored = content.column(column.name).combine_chunks()
        if isinstance(stored, pa.ChunkedArray):  # what combine_chunks returns for no rows depends on the version
            stored = pa.concat_arrays(stored.chunks) if stored.num_chunks else pa.array([], type=stored.type)
        missing = stored.is_null().to_numpy(zero_copy_only=False)
        if column.dtype == "text":
            values = stored.to_pylist()
        else:
            values = stored.fill_null(0 if column.dtype != "bool" else False).to_numpy(zero_copy_only=False).copy()
        columns[column.name] = joined(column, values, missing)
    return pd.DataFrame(columns, index=pd.RangeIndex(content.num_rows))
