"""The same seed gives the same state, whatever the hash seed and the number of threads; neighbourhoods are apart.

Order of rows, saved folders, observers: `tests/metamorphic`.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.engine.run import result_of
from sim.foundation.terms import Account
from tests.helpers.runs import play, small

ROOT = Path(__file__).resolve().parents[2]
HASHED = ("observe.hash=true", "observe.enabled=false", 'taught="1111"')
PROGRAM = """
from tests.helpers.runs import play, small
print(play(small("observe.hash=true", "observe.enabled=false", 'taught="1111"', seed=4)).hashes[-1])
"""


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
