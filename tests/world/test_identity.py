"""Hash, save, restore and check a world by its declarations."""

import numpy as np
import pytest

from sim.foundation.errors import InvariantBroken
from sim.world.columns import declared
from sim.world.identity import check, load_world, save_world, state_hash
from sim.world.indices import index_ties
from sim.world.state import TABLES, used
from tests.helpers.runs import contents, copied, play, small

MAY_BE_EMPTY = ("contracts", "contributions")


@pytest.fixture(scope="module")
def lived():
    """A world after half a year, to be read only."""
    full = ("founding.p_patrol=1", "founding.p_team_venue=1")
    unanswered = ("cases.share_of_rest=0", "voice.complaints_per_month=0.012")
    return play(small('taught="1111"', *full, *unanswered, households=160, months=6, burn_in=12)).world


@pytest.fixture
def world(lived):
    return copied(lived)


def reorder(world, table, seed=0):
    """Put the rows of a table in another order; return where each old row is now."""
    n = world.n(table)
    order = np.random.default_rng(seed).permutation(n)
    for array in world.tables[table]:
        array[:n] = array[:n][order]
    now = np.argsort(order)
    for other, declaration in TABLES.items():
        for name, column in declared(declaration).items():
            if column.refers == table:
                values = getattr(world.tables[other], name)[: world.n(other)]
                values[:] = np.where(values >= 0, now[np.maximum(values, 0)], -1)
    return now


@pytest.mark.parametrize("table", ["ties", "affairs", "cases", "teams", "units", "organizations", "proposals"])
def test_the_hash_does_not_depend_on_the_order_of_rows(world, table):
    assert world.n(table) >= 1
    before, rows = state_hash(world), contents(world)[table]
    reorder(world, table)
    if world.n(table) > 2:
        assert contents(world)[table] != rows
    assert state_hash(world) == before


def test_ties_put_side_by_side_are_the_same_ties(world):
    n, before = world.n("ties"), state_hash(world)
    reorder(world, "ties")
    assert (np.diff(world.ties.a[:n]) < 0).any()
    world.order_ties()
    assert (np.diff(world.ties.a[:n]) >= 0).all() and (world.ties.a[n:] == world.ties.a[-1]).all()
    assert state_hash(world) == before
    i = int(world.ties.b[0])
    assert int(world.ties.a[0]) in world.tie_index.neighbour[world.tie_index.start[i] : world.tie_index.start[i + 1]]


@pytest.mark.parametrize("table", sorted(set(TABLES) - set(MAY_BE_EMPTY)))
def test_the_hash_sees_every_column(world, table):
    assert world.n(table)
    before = state_hash(world)
    row = int(np.flatnonzero(world.residents.kind == 1)[0]) if table == "residents" else 0
    for name, column in declared(TABLES[table]).items():
        if column.refers or (table, name) == ("affairs", "first_stake"):
            continue
        values = getattr(world.tables[table], name)
        kept = values[row].copy()
        values[row] = ~kept if column.dtype == "?" else kept + 1
        assert state_hash(world) != before, name
        values[row] = kept
    assert state_hash(world) == before


def test_the_hash_sees_month_and_seed(world):
    before = state_hash(world)
    world.month += 1
    other = state_hash(world)
    world.seed += 1
    assert len({before, other, state_hash(world)}) == 3


def test_a_saved_world_comes_back_whole(lived, tmp_path):
    save_world(lived, tmp_path / "state")
    back = load_world(tmp_path / "state")
    assert (back.seed, back.month, back.counts) == (lived.seed, lived.month, lived.counts)
    assert contents(back) == contents(lived)
    assert state_hash(back) == state_hash(lived)
    for ours, theirs in ((lived.places, back.places), (lived.tie_index, back.tie_index)):
        for one, other in zip(ours, theirs, strict=True):
            assert np.array_equal(one, other)
    for table in TABLES:
        for name, array in used(back, table).items():
            assert array.dtype == getattr(lived.tables[table], name).dtype, (table, name)


def test_a_saved_world_holds_no_pickles(lived, tmp_path):
    save_world(lived, tmp_path)
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as stored:
            assert all(stored[name].dtype.kind in "ifb" for name in stored.files)
    assert len(list(tmp_path.glob("*.npz"))) == len(TABLES)


def test_a_sound_world_passes(lived):
    check(lived)


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("residents", "habit", 1.2),
        ("residents", "habit", float("nan")),
        ("ties", "strength", -0.1),
        ("affairs", "severity", float("inf")),
        ("households", "cars", 3),
        ("accounts", "balance", -1),
        ("units", "given_fen", -1),
    ],
)
def test_what_is_out_of_range_is_named_by_month_table_column_and_row(world, table, name, value):
    values = getattr(world.tables[table], name)
    row = min(2, world.n(table) - 1)
    values[(row, 0) if values.ndim == 2 else row] = value
    with pytest.raises(InvariantBroken) as caught:
        check(world)
    words = str(caught.value)
    assert f"{table}.{name}[{row}" in words and str(world.month) in words


def test_rows_that_are_not_in_use_are_not_looked_at(world):
    n = world.n("ties")
    assert len(world.ties.strength) > n
    world.ties.strength[n:] = 99
    check(world)
    before = state_hash(world)
    world.ties.strength[n:] = 0
    index_ties(world)
    assert state_hash(world) == before
