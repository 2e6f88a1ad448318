"""Quorum and majority by hand, under both rules (§6.3, link 3)."""

from types import SimpleNamespace

import pytest

from sim.institutions.meetings.vote import carried, quorum

RULE = SimpleNamespace(quorum_share=0.35, quorum_least=5, supermajority=0.80, decision_rule="supermajority")
LAW = SimpleNamespace(**{**vars(RULE), "decision_rule": "law_1989"})


@pytest.mark.parametrize(
    ("households", "needed"), [(3, 3), (5, 5), (10, 5), (14, 5), (15, 6), (20, 7), (80, 28), (81, 29)]
)
def test_quorum_of_a_lane(households, needed):
    assert quorum(RULE, households) == needed


@pytest.mark.parametrize(
    ("yes", "no", "passes"),
    [(0, 0, False), (1, 0, True), (4, 1, True), (8, 2, True), (79, 21, False), (80, 20, True), (3, 1, False)],
)
def test_the_great_majority_is_counted_in_votes_cast(yes, no, passes):
    assert carried(RULE, yes, no, present=yes + no + 50, households=10_000) is passes


@pytest.mark.parametrize(
    ("yes", "no", "present", "households", "passes"),
    [
        (26, 25, 51, 100, True),
        (26, 24, 50, 100, False),  # half is not more than half
        (25, 26, 51, 100, False),
        (30, 0, 60, 100, False),  # abstentions count as present: half of those present is not enough
        (31, 0, 60, 100, True),
    ],
)
def test_the_law_of_1989_asks_for_half_twice(yes, no, present, households, passes):
    assert carried(LAW, yes, no, present, households) is passes
