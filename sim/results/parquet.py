"""A table as the bytes of a Parquet file, and back: plain columns, nothing of pandas or of this machine."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.results.columns import Table
from sim.results.frames import joined, split

ROWS_PER_GROUP = 65536
ARROW = {"int32": pa.int32(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_(), "text": pa.string()}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table's file."""
    return pa.schema([pa.field(c.name, ARROW[c.dtype], nullable=c.nullable) for c in table.columns])


def to_bytes(table: Table, frame: pd.DataFrame) -> bytes:
    """Return the Parquet file of a conformed frame: zstd, fixed row groups, no metadata, the same bytes every time."""
    arrays = []
    for column in table.columns:
        values, missing = split(column, frame[column.name])
        arrays.append(pa.array(values, type=ARROW[column.dtype], mask=missing if missing.any() else None))
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=arrow_schema(table)),
        sink,
        compression="zstd",
        compression_level=3,
        row_group_size=ROWS_PER_GROUP,
        version="2.6",
        data_page_version="1.0",
        store_schema=False,
    )
    return sink.getvalue().to_pybytes()


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
    declared = arrow_schema(table)
    if content.schema.names != declared.names or content.schema.types != declared.types:
        raise ValueError(f"columns {content.schema.names} of types {[str(kind) for kind in content.schema.types]}")
    columns = {}
    for column in table.columns:
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
