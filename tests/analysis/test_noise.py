"""Shares of design and chance: values of another reckoning, and missing ones that hide nothing."""

import numpy as np
import pytest

from sim.analysis.noise import shares


def layout(seed=0, rows=6, replicates=40, own=1.0):
    rng = np.random.default_rng(seed)
    of_rows, of_replicates = rng.normal(0, 2, (rows, 1)), rng.normal(0, 0.5, (1, replicates))
    return 3 + of_rows + of_replicates + own * rng.normal(size=(rows, replicates))


def test_shares_are_those_of_the_mean_squares():
    values = layout()
    n_rows, n = values.shape
    between_rows = n * values.mean(axis=1).var(ddof=1)
    between_replicates = n_rows * values.mean(axis=0).var(ddof=1)
    all_squares = values.size * values.var()
    rest = all_squares - (n_rows - 1) * between_rows - (n - 1) * between_replicates
    rest /= (n_rows - 1) * (n - 1)
    parts = np.array([(between_rows - rest) / n, (between_replicates - rest) / n_rows, rest])
    found = shares(values)
    assert [found.design, found.shared, found.own] == pytest.approx(list(parts / parts.sum()))
    assert found.noise == pytest.approx(1 - found.design) and (found.rows, found.replicates) == (6, 40)


def test_a_row_that_always_fails_hides_no_other():
    values = layout()
    with_failed = np.insert(values, 2, np.nan, axis=0)
    assert shares(with_failed) == shares(values)


def test_a_replicate_that_fails_in_one_row_is_left_out():
    values = layout()
    values[3, 7] = np.nan
    assert shares(values) == shares(np.delete(values, 7, axis=1))


def test_the_largest_block_without_missing_values_is_taken():
    values = layout()
    values[0, :30] = np.nan
    values[5, 0] = np.nan
    assert shares(values) == shares(values[1:, 1:])


@pytest.mark.parametrize("values", [np.full((3, 4), np.nan), np.zeros((0, 0)), np.ones((3, 4)), layout()[:1]])
def test_where_nothing_varies_there_are_no_shares(values):
    assert np.isnan(shares(values).noise)
