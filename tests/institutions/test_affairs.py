"""Order of the agenda, and what commitment and closing do to an affair."""

import numpy as np
import pytest

from sim.foundation.terms import Account, AffairClass, AffairState, Decision, Money, RecognizedBy
from sim.institutions.affairs import onset, reach, steps, waiting


@pytest.fixture
def three(setting):
    """Three open affairs with burdens 3, 1.5 and 1.5."""
    a = setting.world.affairs
    rows = np.flatnonzero(a.state[: setting.world.n("affairs")] <= AffairState.EXECUTED)[:3]
    assert len(rows) == 3
    a.severity[rows], a.n_affected[rows] = [0.5, 0.25, 0.5], [9, 36, 36]
    return rows


def test_the_heaviest_comes_first_and_ties_do_not_depend_on_rows(setting, three):
    order = waiting.by_burden(setting, three)
    assert order[0] == three[2]
    assert sorted(order[1:]) == sorted(three[:2])
    assert waiting.by_burden(setting, three[::-1]) == order
    setting.world.affairs.severity[three[0]] = 0.51
    assert waiting.by_burden(setting, three) == [three[2], three[0], three[1]]


def test_recognition_gives_beliefs_and_commits_what_needs_no_consent(setting):
    a = setting.world.affairs
    latent = np.flatnonzero(a.state[: setting.world.n("affairs")] == AffairState.LATENT)
    assert len(latent) >= 2
    free, bound = (int(row) for row in latent[:2])
    a.consent_required[[free, bound]], a.inside_dwellings[[free, bound]] = [False, True], False
    for row in (free, bound):
        steps.recognize(setting, row, RecognizedBy.SCAN)
    assert (a.state[free], a.state[bound]) == (AffairState.COMMITTED, AffairState.RECOGNIZED)
    assert a.recognized[bound] == a.attended[bound] == setting.month
    assert a.decision[free] == Decision.NOTICE and a.decision[bound] == Decision.NONE
    assert np.abs(setting.world.stakes.belief_mean[reach.stakes_of(setting, bound)]).max() > 0


def test_gifts_that_a_closed_affair_did_not_need_stay_bound_to_a_purpose(setting, three):
    a, row = setting.world.affairs, int(three[0])
    setting.ledger.receive(0, Account.AFFAIRS, 500, Money.GIFT)
    a.gift_fen[row] += 500
    before = setting.ledger.balance(0, Account.PURPOSE_BOUND)
    steps.close(setting, row, AffairState.LAPSED)
    assert setting.ledger.balance(0, Account.PURPOSE_BOUND) == before + a.gift_fen[row] + 500
    assert a.gift_fen[row] == 0 and a.closed[row] == setting.month and a.n_stakes[row] == 0
    setting.ledger.check()


def test_severity_grows_towards_one(setting, three):
    a, row = setting.world.affairs, int(three[0])
    a.klass[row], a.state[row] = AffairClass.ENVIRONMENT, AffairState.HEARD
    a.severity[row], a.growth[row] = 0.5, 0.02
    onset.worsen(setting)
    assert a.severity[row] == pytest.approx(0.5 + 0.02 * 0.5)
