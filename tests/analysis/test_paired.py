"""Paired differences, what pairing saves, and where the variance of a design comes from."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.analysis.noise import noise_table, shares
from sim.analysis.paired import pair, paired_table, simultaneous_level
from sim.analysis.parameters import whole_interval


def test_the_interval_is_students_and_the_saving_that_of_the_variances():
    a, b = np.array([1.0, 4.0, 2.0, 8.0, 5.0]), np.array([2.0, 4.5, 3.5, 8.0, 7.0])
    found = pair(a, b)
    d = b - a
    half = stats.t.ppf(0.975, 4) * d.std(ddof=1) / math.sqrt(5)
    assert found.difference == pytest.approx(1.0) and found.n == 5 and found.n_differing == 4
    assert found.half_width == pytest.approx(half)
    assert (found.low + found.high) / 2 == pytest.approx(1.0)
    assert found.saved == pytest.approx(1 - d.var(ddof=1) / (a.var(ddof=1) + b.var(ddof=1)))
    assert 0.9 < found.saved < 1
    assert pair(a, -b).saved < 0  # paired the wrong way round, pairing does harm
    assert pair(a, b, 0.99).half_width > found.half_width


def test_equal_samples_differ_by_exactly_nothing():
    a = np.array([0.1, 0.7, 0.30000000000000004])
    found = pair(a, a.copy())
    assert (found.difference, found.low, found.high, found.n_differing, found.saved) == (0.0, 0.0, 0.0, 0, 1.0)
    constant = pair(np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 5.0]))
    assert constant.low == constant.high == 1.0 and constant.n_differing == 3


def test_what_happens_in_every_run_of_one_sample_alone_is_not_certain_after_two():
    never, always = np.zeros(2), np.ones(2)
    assert pair(never, always).low == 1.0  # no bounds are known: nothing can be added
    found = pair(never, always, largest=1.0)
    assert found.low < 0 < 1 < found.high and found.difference == 1.0
    many = pair(np.zeros(50), np.ones(50), largest=1.0)
    assert 0.9 < many.low < 1 and many.half_width == pytest.approx(stats.t.ppf(0.975, 49) / math.sqrt(50 * 51))
    assert pair(never, never, largest=1.0).low == pair(never, never, largest=1.0).high == 0.0
    whole = whole_interval(np.ones((4, 2)), largest=1.0)
    assert whole.low < 0.5 < whole.high and whole.parameters == 0
    assert whole_interval(np.ones((4, 2))).low == 1.0 and whole_interval(np.zeros((4, 2)), largest=1.0).low == 0.0


def test_missing_values_take_their_pair_with_them():
    found = pair(np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 3.0, np.nan, 6.0]))
    assert (found.n, found.n_missing, found.mean_reference, found.mean) == (2, 2, 2.5, 4.0)
    none = pair(np.array([np.nan]), np.array([1.0]))
    assert none.n == 0 and math.isnan(none.difference) and math.isnan(none.low)
    one = pair(np.array([1.0]), np.array([3.0]))
    assert one.difference == 2.0 and math.isnan(one.low)
    with pytest.raises(ValueError, match="one length"):
        pair(np.array([1.0]), np.array([1.0, 2.0]))


def test_a_table_pairs_by_replicate_whatever_the_order_of_rows():
    rows = pd.DataFrame(
        {
            "scenario": ["b", "a", "b", "a", "a"],
            "replicate": [1, 0, 0, 1, 2],
            "x": [10.0, 1.0, 2.0, 9.0, 5.0],
            "happened": [True, False, False, False, True],
        }
    )
    table = paired_table(rows, [("a", "b")], ["x", "happened"], {"happened": 0.9})
    assert table["difference"].tolist() == [1.0, 0.5] and table["n"].tolist() == [2, 2]
    assert table["n_missing"].tolist() == [1, 1] and table["level"].tolist() == [0.95, 0.9]
    with pytest.raises(ValueError, match="no runs of c"):
        paired_table(rows, [("a", "c")], ["x"])
    with pytest.raises(ValueError, match="same replicate"):
        paired_table(pd.concat([rows, rows]), [("a", "b")], ["x"])


def test_simultaneous_levels_share_what_may_go_wrong():
    assert simultaneous_level(0.95, 1) == 0.95
    assert simultaneous_level(0.95, 10) == pytest.approx(0.995)


def test_the_shares_of_a_design_are_those_that_made_it():
    rng = np.random.default_rng(1)
    rows, shared, own = rng.normal(0, 3, 400), rng.normal(0, 2, 400), rng.normal(0, 1, (400, 400))
    found = shares(rows[:, None] + shared[None, :] + own)
    parts = np.array([rows.var(ddof=1), shared.var(ddof=1), own.var()])
    assert [found.design, found.shared, found.own] == pytest.approx(list(parts / parts.sum()), abs=0.005)
    assert found.design + found.noise == pytest.approx(1)


def test_shares_where_nothing_varies_or_too_little_is_there():
    assert math.isnan(shares(np.full((3, 4), 7.1)).noise)
    assert math.isnan(shares(np.full((3, 4), 233333.33) + np.arange(4) * 1e-10).noise)  # rounding is no variance
    assert math.isnan(shares(np.ones((1, 4))).noise)
    values = np.arange(12.0).reshape(3, 4)
    values[1, 2] = np.nan
    assert shares(values).replicates == 3
    only_rows = shares(np.array([[1.0, 1.0], [5.0, 5.0]]))
    assert only_rows.design == 1.0 and only_rows.noise == 0.0
    frame = pd.DataFrame({"row": [0, 1, 0, 1], "replicate": [0, 0, 1, 1], "x": [1.0, 5.0, 1.0, 5.0]})
    assert noise_table(frame, ["x"]).iloc[0]["design"] == 1.0


def test_the_interval_over_draws_holds_a_new_draw():
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(1000):
        effects = rng.normal(1, 2, 21)
        found = whole_interval(effects[:20, None] + rng.normal(0, 1, (20, 2)))
        held += found.low <= effects[20] <= found.high
    assert held >= 930  # 950 expected, standard deviation 7
    d = rng.normal(1, 2, (20, 1)) + rng.normal(0, 1, (20, 2))
    assert whole_interval(d).parameters == pytest.approx(0.8, abs=0.2)
    assert whole_interval(d, 0.99).high > whole_interval(d).high


def test_without_draws_there_is_no_interval():
    assert math.isnan(whole_interval(np.ones((2, 2))).low)
    assert math.isnan(whole_interval(np.ones((5, 1))).low)
    same = whole_interval(np.zeros((5, 2)))
    assert same.low == same.high == 0.0
    with_gap = np.ones((5, 2))
    with_gap[0, 0] = np.nan
    assert whole_interval(with_gap).draws == 4
