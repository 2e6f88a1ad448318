"""Works inside dwellings and in shared kitchens: whom they disturb, who gets them, who looks after toilets (§6.3)."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.terms import Act, AffairClass, AffairState, Decision, Housing, RecognizedBy, Scope
from sim.institutions import works
from sim.institutions.affairs import dwellings, reach
from sim.protocols.society import Asker
from tests.helpers.affairs import new_affair

EXECUTED = AffairState.EXECUTED


@pytest.fixture
def affair(setting):
    """Works inside dwellings that residents decided, under way in a lane without kitchens; all have signed."""
    world, row = setting.world, new_affair(setting, AffairClass.GOVERNMENT_WORKS)
    a = world.affairs
    a.state[: row + 1], a.inside_dwellings[: row + 1] = AffairState.LAPSED, True
    a.state[row], a.inside_dwellings[row], a.decision[row] = EXECUTED, True, Decision.RESIDENTS
    world.stakes.signed[reach.stakes_of(setting, row)] = True
    world.households.kitchen[:] = -1
    return row


@pytest.mark.parametrize(
    ("state", "inside", "under_way"), [(EXECUTED, True, 1), (EXECUTED, False, 0), (AffairState.COMMITTED, True, 0)]
)
def test_works_disturb_while_an_affair_inside_dwellings_is_executed(setting, affair, state, inside, under_way):
    setting.world.affairs.state[affair], setting.world.affairs.inside_dwellings[affair] = state, inside
    assert len(dwellings.works_under_way(setting)) == under_way


@pytest.mark.parametrize(
    ("decision", "agreements", "pair", "kitchen"),
    [
        (Decision.NONE, 0, 0.001, 0.2),
        (Decision.NOTICE, 1, 0.001, 0.15),
        (Decision.HEARING, 3, 0.0, 0.05),
        (Decision.RESIDENTS, 4, 0.0, 0.0),
    ],
)
def test_only_works_by_notice_set_pairs_at_odds_and_each_agreement_takes_a_quarter_off(
    setting, affair, decision, agreements, pair, kitchen
):
    """.001 a pair by notice (decision 0009); .2 a kitchen before agreements, of which there are four."""
    a, p = setting.world.affairs, setting.params.affairs
    p.works_dispute_pair, p.works_dispute_kitchen, p.agreements_complete = 0.001, 0.2, 4
    a.decision[affair], a.agreements[affair] = decision, agreements
    (found,) = dwellings.works_under_way(setting)
    assert (found.affair, found.p_pair) == (affair, pair) and found.p_kitchen == pytest.approx(kitchen)
    assert found.households.tolist() == reach.affected_rows(setting, affair).tolist()


@pytest.mark.parametrize(
    ("square", "decision", "left_out"),
    [
        (True, Decision.RESIDENTS, [1, 2]),
        (True, Decision.HEARING, [1, 2]),
        (True, Decision.NOTICE, []),
        (False, Decision.RESIDENTS, []),
    ],
)
def test_a_kitchen_is_renovated_if_all_of_it_have_signed(setting, affair, square, decision, left_out):
    """Households 1 and 2 share kitchen 0, 3 and 4 kitchen 1; 2 has not signed, nor has 5, who shares none."""
    world, block = setting.world, reach.stakes_of(setting, affair)
    rows = world.stakes.household[block]
    world.affairs.one_square_metre[affair], world.affairs.decision[affair] = square, decision
    world.households.kitchen[rows[1:5]] = [0, 0, 1, 1]
    world.stakes.signed[block.start + np.array([2, 5])] = False
    assert np.flatnonzero(~dwellings.agreed(setting, affair)).tolist() == left_out


def test_kitchens_of_two_neighbourhoods_are_two_kitchens(setting, affair):
    """Kitchens are numbered by neighbourhood: the same number in two of them, and numbers 2²⁰ apart or next to it."""
    world, block = setting.world, reach.stakes_of(setting, affair)
    rows = world.stakes.household[block]
    world.affairs.one_square_metre[affair] = True
    world.households.kitchen[rows[:6]] = [2, 2, 1, 3, 2, 0]
    world.households.neighbourhood[rows[:6]] = [0, 1, 1, 1, 2, 3]
    world.stakes.signed[block.start + 1] = False
    assert np.flatnonzero(~dwellings.agreed(setting, affair)).tolist() == [1]


@pytest.mark.parametrize(("month", "starts"), [(6, True), (7, False)])
def test_the_renovation_is_offered_from_above_to_old_lane_estates_in_its_month(setting, month, starts):
    """Its slot, 2¹⁹, lies beyond those of affairs that are drawn by number."""
    world, setting.params.street_office.one_square_metre_month = setting.world, month
    assert setting.month == 6
    world.estates.housing[:] = [Housing.OLD_LANE, Housing.COMMODITY]
    before = world.n("affairs")
    works.start_kitchens(setting)
    a = world.affairs
    rows = range(before, world.n("affairs"))
    assert len(rows) == starts
    for row in rows:
        assert (a.klass[row], a.scope[row], a.estate[row]) == (AffairClass.GOVERNMENT_WORKS, Scope.ESTATE, 0)
        assert a.consent_required[row] and a.inside_dwellings[row] and a.one_square_metre[row] and not a.has_quota[row]
        place = (int(world.neighbourhoods.eid[0]), int(world.estates.eid[0]))
        assert a.lane[row] == -1 and a.eid[row] == draws.identify(4 * 3 + 1, 6, *place, 2**19)
        assert (a.state[row], a.recognized_by[row]) == (AffairState.RECOGNIZED, RecognizedBy.STREET)


@pytest.mark.parametrize(("came", "before", "after"), [(1, 0.0, 0.4), (1, 0.5, 0.5), (3, 0.5, 1.0), (0, 0.1, 0.1)])
def test_toilets_are_looked_after_by_volunteers(setting, affair, monkeypatch, came, before, after):
    """900 minutes in shifts of 360, of which .4 come: ⌈2.5 / .4⌉ = 7 are asked; each who comes does .4 of it."""
    world, p, calls = setting.world, setting.params, []
    a = world.affairs
    a.one_square_metre[: affair + 1] = True
    p.participation.act_hours["duty"], p.affairs.works_duty_hours, p.contracts.expected_acceptance = 6, 15, 0.4
    a.enforcement[affair], a.labour_residents[affair] = before, 0
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then=None: calls.append((invitation, then)))
    works.call_duty(setting)
    ((invitation, conclude),) = calls
    assert (invitation.act, invitation.asker_kind, len(invitation.persons)) == (Act.DUTY, Asker.COMMITTEE, 7)
    assert invitation.owned and invitation.affair == affair
    invitation.accepted = invitation.persons[:came]
    conclude(invitation)
    assert a.enforcement[affair] == pytest.approx(after) and a.labour_residents[affair] == 360 * came


@pytest.mark.parametrize(("state", "square"), [(AffairState.COMMITTED, True), (EXECUTED, False)])
def test_no_duty_before_and_without_kitchens(setting, affair, monkeypatch, state, square):
    calls, a = [], setting.world.affairs
    a.state[affair], a.one_square_metre[: affair + 1] = state, False
    a.one_square_metre[affair] = square
    monkeypatch.setattr(type(setting), "call", lambda self, *what: calls.append(what))
    works.call_duty(setting)
    assert calls == []
