"""Disputes on ties over works, by hand: whose they are, in which order they stand, and who is left out."""

from typing import NamedTuple

import numpy as np
import pytest

from sim.society import kernels_quarrels as kernels
from sim.world.kernels_ties import index_of
from sim.world.persons import BERTHS

SEED, MONTH, SUBJECT = 5, 7, 11


class Ends(NamedTuple):
    """Who is tied to whom."""

    a: np.ndarray
    b: np.ndarray


def row_of(person):
    """Return the row of one of six persons, two of each of three dwellings."""
    return BERTHS * (person // 2) + person % 2


def drawn(
    ties, p_pair=1.0, affected=(0, 1, 2), adult=(True,) * 6, kind=(1,) * 6, household_eids=(30, 10, 20), subject=SUBJECT
):
    """Draw disputes on ties among six persons; return both households, and the persons by number."""
    rows = [row_of(person) for person in range(6)]
    are_adult, kinds = np.zeros(3 * BERTHS, dtype=bool), np.zeros(3 * BERTHS, dtype=np.int8)
    are_adult[rows], kinds[rows] = adult, kind
    ends = np.array([[row_of(i), row_of(j)] for i, j in ties], dtype=np.int32).reshape(-1, 2)
    index = index_of(Ends(ends[:, 0].copy(), ends[:, 1].copy()), len(ends), 3 * BERTHS)
    found = kernels.works_disputes(
        np.array(affected), np.isin(np.arange(3), affected), subject, kernels.WORKS, p_pair, index, kinds, are_adult,
        np.repeat(np.arange(3, dtype=np.int32), BERTHS), np.arange(100, 100 + 3 * BERTHS),
        np.array(household_eids, dtype=np.int64), SEED, MONTH,
    )  # fmt: skip
    return [[a, b, rows.index(i), rows.index(j)] for a, b, i, j in found.tolist()]


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
    some = sum(len(drawn([(0, 2)], p_pair=0.3, subject=subject)) for subject in range(2000))
    assert abs(some / 2000 - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2000)
