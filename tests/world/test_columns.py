"""Tables are made, grown and emptied as their columns declare it."""

import numpy as np
import pytest

from sim.world.columns import declared, empty, grown
from sim.world.describe import describe_columns
from sim.world.persons import NEVER
from sim.world.state import GROWING, TABLES, empty_world, reset_month, used

COLUMNS = [(table, name, column) for table, kind in TABLES.items() for name, column in declared(kind).items()]
IDS = [f"{table}.{name}" for table, name, _ in COLUMNS]


@pytest.mark.parametrize(("table", "name", "column"), COLUMNS, ids=IDS)
def test_every_column_says_what_it_is(table, name, column):
    assert column.low < column.high
    assert column.unit and column.meaning and column.owner
    assert column.zh and not column.zh.isascii()
    assert column.refers in ("", *TABLES)
    assert column.low <= column.fill <= column.high or column.fill in (NEVER, -1)
    array = getattr(empty(TABLES[table], 3), name)
    assert array.dtype == np.dtype(column.dtype)
    assert array.shape == ((3,) if column.width == 1 else (3, column.width))
    assert (array == column.fill).all()


def test_the_dictionary_names_every_column_once():
    described = [row[1] for row in describe_columns()]
    assert described == IDS and len(set(described)) == len(described) > 150


def test_a_grown_table_keeps_what_it_had_and_fills_the_rest():
    kind = TABLES["ties"]
    ties = empty(kind, 2)
    ties.strength[:], ties.a[:] = [0.1, 0.2], [5, 6]
    larger = grown(ties, 5)
    assert larger.strength.tolist() == [0.1, 0.2, 0, 0, 0]
    assert larger.a.tolist()[:2] == [5, 6]
    assert larger.last_month.tolist()[2:] == [NEVER] * 3
    assert ties.strength.tolist() == [0.1, 0.2]


@pytest.mark.parametrize("table", GROWING)
def test_appended_rows_are_counted_and_hold_the_fills(table):
    world = empty_world(0, 0, {table: 1})
    assert world.append(table, 70) == 1
    assert world.append(table, 1) == 71
    assert world.n(table) == 72
    for name, array in used(world, table).items():
        assert len(array) == 72
        assert (array == declared(TABLES[table])[name].fill).all()


def test_unknown_tables_are_no_attributes():
    with pytest.raises(AttributeError):
        _ = empty_world(0, 0, {}).dragons


def test_only_what_counts_within_a_month_is_emptied():
    world = empty_world(0, 0, dict.fromkeys(TABLES, 2))
    for table, kind in TABLES.items():
        for name, column in declared(kind).items():
            getattr(world.tables[table], name)[:] = True if column.dtype == "?" else 1
    reset_month(world)
    emptied = 0
    for table, kind in TABLES.items():
        for name, column in declared(kind).items():
            values = getattr(world.tables[table], name)
            assert (values == (column.fill if column.month else 1)).all(), (table, name)
            emptied += column.month
    assert emptied >= 12
