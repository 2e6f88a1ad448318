"""The vote of household representatives lane by lane: who meets, what follows, the veto of the carless (§6.3, §6.5)."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, AffairState, Decision, Link
from sim.institutions.affairs import reach
from sim.institutions.meetings import vote
from sim.institutions.meetings.organizer import Organizer
from sim.protocols.society import LaneVotes
from sim.world.persons import NEVER

COMMITTEE = Organizer(0, is_committee=True)


def lanes(*counts):
    """Return votes by lane from (present, yes, no) of 20 households each; 7 make a quorum."""
    return [LaneVotes(k, 20, present, yes, no, present - yes - no) for k, (present, yes, no) in enumerate(counts)]


@pytest.mark.parametrize(("present", "meets"), [(7, False), (6, True)])
def test_a_lane_that_had_a_quorum_does_not_meet_again_in_the_round(setting, row, asked, society, present, meets):
    a, homes = setting.world.affairs, reach.affected_rows(setting, row)
    setting.world.households.lane[homes[::2]] = 1
    society("votes", lanes((7, 7, 0), (present, 0, 0)))
    a.rounds[row], a.attended[row] = 2, setting.month - 1
    vote.hold_vote(setting, COMMITTEE, row)
    assert len(asked) == 1 or not meets
    for invitation, _ in asked:
        homes_asked = set(setting.world.residents.household[invitation.persons])
        assert homes_asked == (set(homes[::2].tolist()) if meets else set())
        assert invitation.owned and invitation.act == Act.VOTE


def test_no_meeting_of_a_month_shares_its_draws_with_another(setting, row, asked, society):
    a, keys = setting.world.affairs, []
    for rounds in range(3):
        for months in range(1, 4):
            society("votes", lanes((7, 7, 0), (6, 0, 0)))
            a.rounds[row], a.attended[row] = rounds, setting.month - months
            setting.world.households.lane[reach.affected_rows(setting, row)] = 1
            vote.hold_vote(setting, COMMITTEE, row)
            keys.append(asked[-1][0].k)
        society("votes", [])
        vote.hold_vote(setting, COMMITTEE, row)
        keys.append(asked[-1][0].k)
        a.attended[row] = setting.month - 9
    assert len(set(keys)) == 12 and all(isinstance(key, int) for key in keys)


@pytest.mark.parametrize("state", [AffairState.RECOGNIZED, AffairState.HEARD, AffairState.DELIBERATED])
@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        (lanes((7, 6, 1), (7, 6, 1)), "carried"),
        (lanes((7, 6, 1), (6, 6, 0)), "short"),
        (lanes((7, 5, 2), (7, 5, 2)), "failed"),
    ],
)
def test_after_a_vote(setting, row, society, state, votes, outcome):
    a, c, p = setting.world.affairs, setting.world.committees, setting.params.issues
    for name, value in (
        ("vote", None),
        ("votes", votes),
        ("clear_votes", None),
        ("mean_benefit", 0.9),
        ("redesign", 0),
    ):
        told = society(name, value)
    a.state[row], a.agreements[row], a.unheeded[row], a.rounds[row], a.cost_fen[row] = state, 2, NEVER, 0, 10_000
    c.skill[0, Link.DECISION], p.redesign_cost = 0.4, 0.03
    vote._conclude_vote(setting, COMMITTEE, row, np.array([0]))
    if state == AffairState.DELIBERATED:
        assert told == {} and a.agreements[row] == 2
        return
    assert a.agreements[row] == (2 if outcome == "short" else 3)
    assert a.unheeded[row] == (setting.month if outcome == "short" else NEVER)
    assert a.state[row] == {"carried": 3, "short": state, "failed": AffairState.RECOGNIZED}[outcome]
    assert a.cost_fen[row] == (10_300 if outcome == "failed" else 10_000)
    assert a.decision[row] == (Decision.RESIDENTS if outcome == "carried" else 0)
    assert c.skill[0, Link.DECISION] == pytest.approx(0.43 if outcome == "carried" else 0.4)
    a.state[row], a.agreements[row] = AffairState.HEARD, 4
    vote._conclude_vote(setting, COMMITTEE, row, np.array([0]))
    assert a.agreements[row] == 4  # there are four


@pytest.mark.parametrize(("benefit", "alarmed"), [(0.15, True), (0.151, False)])
@pytest.mark.parametrize(("rounds", "closed"), [(0, False), (6, False), (7, True)])
def test_the_eighth_failure_is_deadlock_and_the_first_of_a_false_alarm_disappoints(
    setting, row, society, benefit, alarmed, rounds, closed
):
    a = setting.world.affairs
    for name, value in (("experience", None), ("clear_votes", None), ("mean_benefit", benefit), ("redesign", None)):
        told = society(name, value)
    a.rounds[row] = rounds
    vote._fail(setting, COMMITTEE, row, 1, 2)
    assert a.state[row] == (AffairState.LAPSED if closed else AffairState.RECOGNIZED)
    assert [rest[1:] for rest in told.get("experience", [])] == ([(0.0, 0.3)] if alarmed and rounds == 0 else [])
    assert ("redesign" in told) is not closed


@pytest.mark.parametrize("klass", [AffairClass.PARKING, AffairClass.ENVIRONMENT])
@pytest.mark.parametrize(
    ("cars", "votes", "against"),
    [
        ([0, 0, 0, 1], [2, 2, 1, 1], True),
        ([0, 0, 0, 1], [2, 1, 0, 2], False),  # as many for as against, and one abstains
        ([1, 1, 0, 0], [2, 2, 1, 0], False),  # those against have cars
        ([0, 0, 0, 0], [2, 1, 1, 0], False),
    ],
)
def test_carless_households_may_veto_parking(setting, row, society, klass, cars, votes, against):
    world, a = setting.world, setting.world.affairs
    a.klass[row], a.n_stakes[row], a.state[row] = klass, 4, AffairState.HEARD
    block = reach.stakes_of(setting, row)
    world.households.cars[world.stakes.household[block]], world.stakes.vote[block] = cars, votes
    assert vote._carless_veto(setting, row) is against
    for name, value in (("vote", None), ("votes", lanes((7, 7, 0))), ("clear_votes", None), ("redesign", None)):
        society(name, value)
    vote._conclude_vote(setting, COMMITTEE, row, np.array([0]))
    vetoed = against and klass == AffairClass.PARKING
    assert a.state[row] == (AffairState.RECOGNIZED if vetoed else AffairState.DELIBERATED)
    kinds = [event.kind for event in setting.chronicle.events]
    assert (EventKind.CONTRACT_VETOED in kinds) is vetoed


def test_a_vote_in_which_all_abstain_does_not_carry():
    rule = SimpleNamespace(decision_rule="supermajority", supermajority=0.8)
    assert not vote.carried(rule, 0, 0, 9, 9) and vote.carried(rule, 1, 0, 9, 9)
    assert vote.carried(SimpleNamespace(decision_rule="supermajority", supermajority=0.5), 1, 1, 9, 9)
