"""Disputes on ties over works, by hand: whose they are, in which order they stand, and who is left out."""

import numpy as np
import pytest

from sim.society import kernels_quarrels as kernels

SEED, MONTH, SUBJECT = 5, 7, 11


def drawn(ties, p_pair=1.0, affected=(0, 1, 2), adult=(True,) * 6, kind=(1,) * 6, household_eids=(30, 10, 20)):
    """Draw disputes on ties among six persons, two of each of three dwellings."""
    is_affected = np.isin(np.arange(3), affected)
    ends = np.array(ties, dtype=np.int32).reshape(-1, 2)
    return kernels.works_disputes(
        is_affected, SUBJECT, kernels.WORKS, p_pair, ends[:, 0].copy(), ends[:, 1].copy(), len(ends),
        np.array(kind, dtype=np.int8), np.array(adult), np.array([0, 0, 1, 1, 2, 2], dtype=np.int32),
        np.arange(100, 106), np.array(household_eids, dtype=np.int64), SEED, MONTH,
    ).tolist()  # fmt: skip


@pytest.mark.parametrize(
    ("tie", "dispute"),
    [((0, 2), [1, 0, 2, 0]), ((2, 0), [1, 0, 2, 0]), ((3, 5), [1, 2, 3, 5]), ((4, 1), [2, 0, 4, 1])],
)
def test_the_household_of_smaller_identity_stands_first_with_its_person(tie, dispute):
    assert [found[:4] for found in drawn([tie])] == [dispute]


def test_nobody_quarrels_within_a_household_or_with_one_that_works_do_not_touch():
    assert drawn([(0, 1), (2, 3)]) == []
    assert drawn([(0, 2), (0, 4), (2, 4)], affected=(0, 1)) == drawn([(0, 2)])


@pytest.mark.parametrize("who", [0, 2])
def test_only_adult_residents_quarrel(who):
    adult, kind = [True] * 6, [1] * 6
    adult[who] = False
    assert drawn([(0, 2)], adult=adult) == []
    kind[who] = 2
    assert drawn([(0, 2)], kind=kind) == []


def test_a_pair_quarrels_with_the_declared_probability():
    assert drawn([(0, 2)], p_pair=0.0) == []
    some = sum(
        len(
            kernels.works_disputes(
                np.array([True, True]), subject, kernels.WORKS, 0.3, np.array([0]), np.array([1]), 1,
                np.array([1, 1], dtype=np.int8), np.array([True, True]), np.array([0, 1]), np.array([7, 8]),
                np.array([1, 2]), SEED, MONTH,
            )
        )
        for subject in range(2000)
    )  # fmt: skip
    assert abs(some / 2000 - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2000)
