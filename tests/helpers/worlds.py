"""Worlds put together and taken apart: neighbourhoods of several runs in one world, and one of them by itself."""

import numpy as np

from sim.world.columns import declared
from sim.world.indices import index_places, index_ties
from sim.world.persons import BERTHS
from sim.world.state import TABLES, World, used


def joined(worlds: list[World]) -> World:
    """Return one world with the rows of all, street offices included; who is in which row changes, nothing else."""
    rows = {table: _rows_joined(worlds, table) for table in TABLES}
    tables, counts = {}, {}
    for table, declaration in TABLES.items():
        counts[table] = sum(world.counts[table] for world in worlds)
        columns = []
        for name, column in declared(declaration).items():
            parts = [used(world, table)[name] for world in worlds]
            whole = np.empty((counts[table], *parts[0].shape[1:]), dtype=parts[0].dtype)
            for at, part in enumerate(parts):
                if column.refers:
                    part = _moved(part, rows[column.refers][at])
                elif name == "first_stake":
                    part = part + sum(world.counts["stakes"] for world in worlds[:at])
                whole[rows[table][at]] = part
            columns.append(whole)
        tables[table] = declaration(*columns)
    return _indexed(World(worlds[0].seed, worlds[0].month, tables, counts))


def part(world: World, n: int) -> World:
    """Return a neighbourhood with its street office, to be hashed: persons are not in rows to be lived in."""
    kept = {table: _rows_kept(world, table, n) for table in TABLES}
    inverse = {}
    for table, rows in kept.items():
        inverse[table] = np.full(world.counts[table], -1, dtype=np.int64)
        inverse[table][rows] = np.arange(len(rows))
    tables = {}
    for table, declaration in TABLES.items():
        columns = []
        for name, column in declared(declaration).items():
            values = used(world, table)[name][kept[table]]
            columns.append(_moved(values, inverse[column.refers]) if column.refers else values.copy())
        tables[table] = declaration(*columns)
    return World(world.seed, world.month, tables, {table: len(rows) for table, rows in kept.items()})


def _rows_joined(worlds: list[World], table: str) -> list[np.ndarray]:
    """Return the new row of every row, by world: one after the other, persons' berths before all staff."""
    sizes = [world.counts[table] for world in worlds]
    starts = np.cumsum([0, *sizes])
    if table != "residents":
        return [np.arange(start, start + size) for start, size in zip(starts[:-1], sizes, strict=True)]
    berths = [BERTHS * world.counts["households"] for world in worlds]
    found, berth, staff = [], 0, sum(berths)
    for size, own in zip(sizes, berths, strict=True):
        found.append(np.concatenate([np.arange(berth, berth + own), np.arange(staff, staff + size - own)]))
        berth, staff = berth + own, staff + size - own
    return found


def _rows_kept(world: World, table: str, n: int) -> np.ndarray:
    """Return the rows that belong to a neighbourhood."""
    columns, count = used(world, table), world.counts[table]
    if table == "street_offices":
        return np.array([world.neighbourhoods.street[n]])
    if table in ("neighbourhoods", "accounts", "hours", "committees"):
        return np.array([n])
    if table == "repertoire":
        return np.arange(count)[np.arange(count) // (count // world.counts["committees"]) == n]
    if table == "ties":
        return np.flatnonzero(world.residents.neighbourhood[columns["a"]] == n)
    if table in ("stakes", "contributions"):
        return np.flatnonzero(world.affairs.neighbourhood[columns["affair"]] == n)
    if table == "cases":
        return np.flatnonzero(world.households.neighbourhood[columns["household"]] == n)
    here = columns["neighbourhood"] == n
    if table == "residents":
        office = world.street_offices.eid[world.neighbourhoods.street[n]]
        here = (here & (columns["eid"] >= 0)) | (columns["eid"] == office)
    return np.flatnonzero(here)


def _moved(rows: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return references to rows after rows have moved; -1 stays."""
    if not len(new):
        return rows.copy()
    return np.where(rows >= 0, new[np.maximum(rows, 0)], -1).astype(rows.dtype)


def _indexed(world: World) -> World:
    index_places(world)
    index_ties(world)
    return world
