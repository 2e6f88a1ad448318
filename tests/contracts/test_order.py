"""The same seed gives the same state: in any order of rows, hash seed, number of threads, and over a saved folder."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.foundation.terms import Account
from tests.helpers.runs import live_to, play, small

ROOT = Path(__file__).resolve().parents[2]
HASHED = ("observe.hash=true", "observe.enabled=false", 'taught="1111"')
PROGRAM = """
from tests.helpers.runs import play, small
print(play(small("observe.hash=true", "observe.enabled=false", 'taught="1111"', seed=4)).hashes[-1])
"""


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_order_of_rows_changes_nothing(seed):
    plain, permuted = (play(small(*HASHED, f"row_order={order}", seed=seed)) for order in (0, 7))
    assert len(plain.hashes) == 9
    assert plain.hashes == permuted.hashes
    assert not np.array_equal(plain.world.households.eid, permuted.world.households.eid)


def test_the_order_of_rows_changes_nothing_in_two_neighbourhoods_and_three_years():
    runs = [
        play(small(*HASHED, "neighbourhoods=2", f"row_order={order}", months=36, households=200)) for order in (0, 3)
    ]
    assert runs[0].hashes == runs[1].hashes


def test_another_seed_is_another_run():
    first, second = (play(small(*HASHED, seed=seed)) for seed in (0, 1))
    assert set(first.hashes).isdisjoint(second.hashes)


def test_hash_seed_and_threads_change_nothing():
    here = play(small(*HASHED, seed=4)).hashes[-1]
    for hash_seed, threads in (("1", "1"), ("987", "2")):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "NUMBA_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == here


def test_a_saved_and_restored_run_goes_on_as_if_nothing_had_been(tmp_path):
    config = small("observe.hash=true", 'taught="1111"', months=12, households=200)
    whole = play(config)
    half = live_to(NeighbourhoodModel(config), 6)
    half.save_state(tmp_path / "half")
    restored = NeighbourhoodModel.from_state(tmp_path / "half")
    assert restored.month == 6 and restored.state_hash() == half.state_hash()
    live_to(restored, 12)
    assert restored.hashes == whole.hashes[-6:]
    assert whole.hashes[:-6] == half.hashes
    for table in ("months", "events", "affairs", "ledger", "hours"):
        once, twice = getattr(result_of(whole), table), getattr(result_of(restored), table)
        assert len(once)
        pd.testing.assert_frame_equal(once, twice, obj=table)


def test_observers_change_nothing():
    with_, without = (
        play(small("observe.hash=true", f"observe.enabled={on}", 'taught="1111"', months=12, households=200))
        for on in ("true", "false")
    )
    assert with_.observer is not None and without.observer is None
    assert with_.hashes == without.hashes


@pytest.fixture(scope="module")
def two():
    """Two neighbourhoods under one street office after two years."""
    return play(small("neighbourhoods=2", 'taught="1111"', months=24, households=120))


def test_two_neighbourhoods_have_books_of_their_own(two):
    balance = two.world.accounts.balance
    assert balance.shape[0] == 2
    assert (balance >= 0).all() and (balance[:, Account.CASH] > 0).all()
    assert (balance[:, Account.CASH] == balance[:, Account.CASH + 1 :].sum(axis=1)).all()
    assert not np.array_equal(balance[0], balance[1])


def test_two_neighbourhoods_are_not_tied_to_each_other(two):
    residents, ties, n = two.world.residents, two.world.ties, two.world.n("ties")
    assert n > 500
    assert (residents.neighbourhood[ties.a[:n]] == residents.neighbourhood[ties.b[:n]]).all()


def test_every_neighbourhood_has_its_own_line_each_month(two):
    months = result_of(two).months
    assert sorted(months["neighbourhood"].unique()) == [0, 1]
    assert len(months) == 2 * 27
