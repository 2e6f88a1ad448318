"""The table of rules by which an interval becomes a word."""

import math

import pytest

from sim.analysis.verdicts import Verdict, verdict


@pytest.mark.parametrize(
    ("low", "high", "identical", "word"),
    [
        (0.5, 5.0, False, "more"),
        (-5.0, -0.5, False, "less"),
        (0.1, 0.9, False, "too_small"),
        (-1.0, 1.0, False, "too_small"),
        (-1.1, 0.5, False, "cannot_tell"),
        (0.0, 3.0, False, "cannot_tell"),
        (0.5, 1.5, False, "more"),
        (0.0, 0.0, True, "identical"),
        (0.0, 0.0, False, "too_small"),
        (math.nan, math.nan, False, "cannot_tell"),
        (-math.inf, math.inf, False, "cannot_tell"),
    ],
)
def test_the_table(low, high, identical, word):
    assert verdict(low, high, 1.0, identical) is Verdict(word)


def test_less_is_more_the_other_way_round():
    opposite = {Verdict.MORE: Verdict.LESS, Verdict.LESS: Verdict.MORE}
    for low, high in ((0.5, 5.0), (-5.0, -0.5), (0.1, 0.2), (-2.0, 2.0)):
        there = verdict(low, high, 1.0)
        assert verdict(-high, -low, 1.0) is opposite.get(there, there)
