"""Hash, save, restore and check a world by its declarations."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.foundation.errors import InvariantBroken
from sim.world.columns import Column, declared
from sim.world.indices import index_places, index_ties
from sim.world.kernels_checks import any_outside
from sim.world.state import TABLES, World

OF_NEIGHBOURHOOD = ("accounts", "hours")
"""Tables without identities of their own: a row a neighbourhood, in the same order."""
PROPOSAL_KEYS = {"asker": "residents", "asked": "residents", "lane": "lanes", "estate": "estates"}


def _named(world: World, columns: NamedTuple, name: str) -> np.ndarray:
    """Return the identities that a column of proposals refers to, -1 for none."""
    rows = getattr(columns, name)[: world.counts["proposals"]]
    return np.where(rows >= 0, world.tables[PROPOSAL_KEYS[name]].eid[np.maximum(rows, 0)], -1)


def _identities(world: World, table: str) -> np.ndarray:
    """Return what names each row of a table, whatever row it is in."""
    n = world.counts[table]
    columns = world.tables[table]
    if table == "ties":
        eid = world.residents.eid
        return eid[columns.a[:n]] * 2**33 + eid[columns.b[:n]]
    if table == "stakes":
        affairs, households = world.affairs.eid[columns.affair[:n]], world.households.eid[columns.household[:n]]
        return np.stack([affairs, households])
    if table == "cases":
        affairs, households = world.affairs.eid[columns.affair[:n]], world.households.eid[columns.household[:n]]
        return np.stack([columns.opened[:n].astype(np.int64), affairs, households])
    if table == "contributions":
        return np.stack([world.affairs.eid[columns.affair[:n]], columns.eid[:n]])
    if table == "proposals":
        neighbourhood = world.neighbourhoods.eid[columns.neighbourhood[:n]]
        return np.stack([neighbourhood, columns.act[:n], *(_named(world, columns, name) for name in PROPOSAL_KEYS)])
    if table in OF_NEIGHBOURHOOD:
        return world.neighbourhoods.eid
    if table == "repertoire":
        of_one = n // max(1, world.counts["committees"])
        return np.stack([np.repeat(world.committees.eid, of_one), np.arange(n) % max(1, of_one)])
    if table == "residents":
        vacant = np.arange(n, dtype=np.int64)
        return np.where(columns.eid[:n] >= 0, columns.eid[:n], vacant + 2**40)
    return columns.eid[:n]


def state_hash(world: World) -> str:
    """Return the SHA-256 of all state, the same for the same world in any order of rows.

    References to rows are hashed as the identity of what they refer to; vacant rows are left out.
    """
    digest = hashlib.sha256(f"{world.seed} {world.month}".encode())
    for table, declaration in TABLES.items():
        n = world.counts[table]
        identities = _identities(world, table)
        order = np.lexsort(np.atleast_2d(identities)[::-1])
        if table == "residents":
            order = order[world.residents.eid[order] >= 0]
        digest.update(f"{table} {len(order)}".encode())
        for name, column in declared(declaration).items():
            if name == "first_stake":
                continue
            values = getattr(world.tables[table], name)[:n][order]
            if column.refers:
                target = world.tables[column.refers].eid
                safe = np.clip(values, 0, max(len(target) - 1, 0))
                values = np.where(values >= 0, target[safe], -1) if len(target) else np.full(values.shape, -1)
            if column.dtype == "f8":
                values = values + 0.0
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def save_world(world: World, folder: Path) -> None:
    """Write all state into a folder as one ``.npz`` a table, without pickles."""
    folder.mkdir(parents=True, exist_ok=True)
    head = np.array([world.seed, world.month], dtype=np.int64)
    np.save(folder / "world.npy", head, allow_pickle=False)
    for table in TABLES:
        n = world.counts[table]
        columns = {name: array[:n] for name, array in world.tables[table]._asdict().items()}
        np.savez(folder / f"{table}.npz", **columns)


def load_world(folder: Path) -> World:
    """Restore a world that `save_world` wrote; it goes on exactly as the saved one would have."""
    seed, month = (int(x) for x in np.load(folder / "world.npy", allow_pickle=False))
    tables, counts = {}, {}
    for table, declaration in TABLES.items():
        with np.load(folder / f"{table}.npz", allow_pickle=False) as stored:
            arrays = [np.ascontiguousarray(stored[name]) for name in declared(declaration)]
        tables[table] = declaration(*arrays)
        counts[table] = len(arrays[0])
    world = World(seed, month, tables, counts)
    index_places(world)
    index_ties(world)
    return world


def _limits(column: Column) -> np.ndarray:
    """Return the declared range of a column in its own dtype: what a narrow integer cannot hold is no limit to it."""
    dtype = np.dtype(column.dtype)
    if dtype.kind == "f":
        return np.array([column.low, column.high], dtype=dtype)
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    return np.array([max(int(column.low), least), min(int(column.high), most)], dtype=dtype)


NUMBERS = [
    (table, name, column, _limits(column))
    for table, declaration in TABLES.items()
    for name, column in declared(declaration).items()
    if column.dtype != "?"
]
CHECKED = {True: NUMBERS, False: [entry for entry in NUMBERS if entry[2].owner != "founding"]}
"""Table, name, declaration and range of the columns that can be out of it: of all, and of those that rules write."""


def check(world: World, *, founded: bool = True) -> None:
    """Hold every column against its declared range, and every float against infinity.

    Parameters
    ----------
    founded : bool
        Whether to look also at columns that only founding and newcomers write.

    Raises
    ------
    InvariantBroken
        With the month, table, column, row, identity and value.
    """
    for table, name, column, limits in CHECKED[founded]:
        values = getattr(world.tables[table], name)[: world.counts[table]]
        if not any_outside(values.reshape(-1), limits):
            continue
        wrong = ~((values >= column.low) & (values <= column.high))
        where = np.argwhere(wrong)[0]
        raise InvariantBroken(
            world.month,
            f"{table}.{name}[{', '.join(str(int(x)) for x in where)}]",
            f"{values[tuple(where)]!r} not in {column.low:g} … {column.high:g} {column.unit}",
        )
