"""How strongly a situation suggests each practice: the table of §6.6 by hand, at its borders."""

import numpy as np
import pytest

from sim.foundation.terms import AffairClass, AffairState, OrganizationKind, Owner
from sim.mechanisms.registry import PRACTICES
from sim.world.persons import NEVER

BY_NAME = {practice.name: practice for practice in PRACTICES}
LANE = 2


def affordance(desk, name, affair=0):
    """Return how strongly the situation suggests a practice."""
    return BY_NAME[name].affordance(desk, affair)


def test_what_can_always_be_done(desk):
    assert [affordance(desk, name) for name in ("case_by_case", "own_hours")] == [1.0, 1.0]
    assert affordance(desk, "advisory_meeting") == 0.2


@pytest.mark.parametrize(
    ("klass", "state", "expected"),
    [
        (AffairClass.GOVERNMENT_WORKS, AffairState.RECOGNIZED, 1.0),
        (AffairClass.ENCROACHMENT, AffairState.HEARD, 1.0),
        (AffairClass.ENCROACHMENT, AffairState.DELIBERATED, 0.0),
        (AffairClass.ENVIRONMENT, AffairState.RECOGNIZED, 0.0),
    ],
)
def test_a_notice_does_for_works_from_above_and_removals_until_it_is_deliberated(desk, klass, state, expected):
    desk.world.affairs.klass[:], desk.world.affairs.state[:] = klass, state
    assert affordance(desk, "notice") == expected


@pytest.mark.parametrize(("parking", "expected"), [(True, 0.0), (False, 1.0)])
def test_waiting_is_no_practice_for_parking(desk, parking, expected):
    desk.answers["is_parking"] = parking
    assert affordance(desk, "wait") == expected


@pytest.mark.parametrize(
    ("budgets", "given", "cost", "expected"),
    [
        ([1000, 500, 0], [200, 700, 0], 1000, 1.0),  # 800 left; a unit that gave more than its budget has nothing
        ([1000, 500, 0], [200, 700, 0], 1001, 0.0),
        ([201, 0, 0], [200, 0, 0], 201, 1.0),
        ([200, 0, 0], [200, 0, 0], 200, 0.0),  # nothing is missing, and nobody is there to be asked
        ([200, 0, 0], [200, 0, 0], 300, 0.0),
    ],
)
def test_a_gift_is_asked_for_if_it_could_close_the_gap(desk, budgets, given, cost, expected):
    desk.world.units.gift_budget_fen[:], desk.world.units.given_fen[:] = budgets, given
    a = desk.world.affairs
    a.cost_fen[0], a.paid_fen[0], a.gift_fen[0] = cost, 150, 50
    assert affordance(desk, "ask_gift") == expected


@pytest.mark.parametrize(("backbones", "expected"), [(0, 0.0), (1, 0.5 / 3), (2, 1 / 3), (3, 0.5), (6, 0.5)])
def test_three_backbones_are_enough_for_a_round(desk, backbones, expected):
    desk.answers["members_of_affected"] = np.arange(backbones)
    assert affordance(desk, "backbone_persuasion") == pytest.approx(expected)


@pytest.mark.parametrize(("in_teams", "in_patrol"), [(2, 0), (0, 2), (2, 2), (0, 0), (6, 0)])
def test_eight_backbones_of_teams_and_patrol_are_enough_for_a_call(desk, in_teams, in_patrol):
    residents = desk.world.residents
    residents.team[:in_teams], residents.patrol[6 - in_patrol :] = 0, 0
    expected = 0.5 * (in_teams + in_patrol) / 8
    assert affordance(desk, "team_call") == pytest.approx(expected)
    desk.params.team_call.enough = 4
    assert affordance(desk, "team_call") == pytest.approx(min(0.5, 2 * expected))


@pytest.mark.parametrize("column", ["team", "patrol"])
def test_only_backbones_of_this_neighbourhood_count_for_a_call(desk, column):
    residents = desk.world.residents
    getattr(residents, column)[:] = [0, 1, 2, 0, -1, -1]
    residents.is_backbone[1], desk.here = False, desk.here[1:]
    assert affordance(desk, "team_call") == pytest.approx(0.5 * 2 / 8)


@pytest.mark.parametrize(
    ("tradition", "helped", "months", "expected"),
    [(True, False, 3, 0.5), (False, False, 3, 0.05), (False, True, 3, 0.55), (True, True, 3, 1.0), (True, True, 2, 0)],
)
def test_public_life_by_tradition_and_success_once_a_quarter(desk, tradition, helped, months, expected):
    world = desk.world
    world.neighbourhoods.tradition[0], world.committees.teams_helped[0] = tradition, helped
    world.committees.last_public_life[0] = desk.month - months
    assert affordance(desk, "public_life") == pytest.approx(expected)
    desk.params.public_life.after_success = 0.9
    if helped and months == 3:
        assert affordance(desk, "public_life") == pytest.approx(1.0 if tradition else 0.95)


@pytest.mark.parametrize(("venues", "expected"), [([1, 1, 0], 0.0), ([1, 0, 1], 0.4), ([0, 0, 1], 0.4)])
def test_a_team_is_helped_that_lacks_a_venue(desk, venues, expected):
    desk.world.teams.has_venue[:] = venues  # the third team is not of this neighbourhood
    assert affordance(desk, "help_team") == expected


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.1), (0.5, 0.35), (1.0, 0.6)])
def test_joining_by_the_share_of_cases_that_name_the_affair(desk, share, expected):
    desk.answers["case_share"] = share
    assert affordance(desk, "join_cases") == pytest.approx(expected)
    desk.params.join_cases.by_share = 1.0
    assert affordance(desk, "join_cases") == pytest.approx(min(1.0, 0.1 + share))


@pytest.mark.parametrize(("succeeded", "expected"), [(False, 0.05), (True, 0.65)])
def test_scanning_after_a_chain_that_succeeded(desk, succeeded, expected):
    desk.world.committees.chain_succeeded[0] = succeeded
    assert affordance(desk, "scan") == pytest.approx(expected)
    desk.params.scan.after_chain = 1.0
    assert affordance(desk, "scan") == pytest.approx(1.0 if succeeded else 0.05)


@pytest.mark.parametrize(
    ("klass", "petitioned", "elsewhere", "expected"),
    [
        (AffairClass.ENVIRONMENT, False, False, 0.15),
        (AffairClass.ENVIRONMENT, True, False, 0.25),
        (AffairClass.GOVERNMENT_WORKS, False, False, 0.6),
        (AffairClass.GOVERNMENT_WORKS, True, False, 0.6),
        (AffairClass.ENVIRONMENT, False, True, 0.45),
        (AffairClass.GOVERNMENT_WORKS, False, True, 0.9),
    ],
)
def test_the_chain_by_who_asks_for_consent_and_whether_it_was_seen(desk, klass, petitioned, elsewhere, expected):
    desk.world.affairs.klass[:] = klass
    desk.answers |= {"petitioned": petitioned, "rests": False}
    desk.world.committees.chain_succeeded[:] = [True, elsewhere]
    assert affordance(desk, "chain") == pytest.approx(expected)
    desk.params.chain.seen_elsewhere = 0.5
    if elsewhere:
        assert affordance(desk, "chain") == pytest.approx(min(1.0, expected + 0.2))
    desk.answers["rests"] = True
    assert affordance(desk, "chain") == 0.0


@pytest.mark.parametrize(("example", "expected"), [(None, 0.0), (0.0, 0.3), (-0.5, 0.3)])
def test_a_visit_where_a_like_one_is_done_and_a_pilot_for_works_inside_dwellings(desk, example, expected):
    desk.answers["example"] = example
    assert affordance(desk, "demonstration_visit") == expected
    assert affordance(desk, "pilot_building") == 0.0
    desk.world.affairs.inside_dwellings[0] = True
    assert affordance(desk, "pilot_building") == expected


@pytest.mark.parametrize(
    ("share", "gap", "expected"), [(0.2, 0.1, 0.3), (0.2, 0.5, 0.5), (0.8, 0.1, 1.0), (0, 0, 0), (0.5, 0.9, 0.9)]
)
@pytest.mark.parametrize("name", ["delegate_to_group", "hand_over_to_team"])
def test_transfer_is_suggested_by_residents_work_or_unmet_duty(desk, name, share, gap, expected):
    desk.answers |= {"residents_share": share, "duty_gap": gap, "has_territory": True, "members_of_affected": [0]}
    assert affordance(desk, name) == pytest.approx(expected)
    desk.answers |= {"has_territory": False, "members_of_affected": []}
    assert affordance(desk, name) == 0.0


@pytest.mark.parametrize(("groups", "affair", "expected"), [(3, 0, 0.5), (3, 3, 0.5), (2, 0, 0.0), (3, LANE, 0.0)])
def test_three_groups_meet_over_what_goes_beyond_one_territory(desk, groups, affair, expected):
    desk.answers["organizations"] = list(range(groups))
    assert affordance(desk, "joint_meeting", affair) == expected
    assert desk.done[0] == ("organizations", OrganizationKind.SELF_GOVERNANCE_GROUP)


@pytest.mark.parametrize(
    ("overdue", "persons", "expected"), [(0.5, 20, 0.5), (0.5, 19, 0.0), (0.0, 20, 0.0), (2.0, 50, 0.5)]
)
def test_a_council_under_overload_with_twenty_persons_in_duties(desk, overdue, persons, expected):
    desk.world.committees.overdue_before[0] = overdue
    desk.answers |= {"organizations": [], "persons_in_duties": persons}
    assert affordance(desk, "council") == expected


@pytest.mark.parametrize(
    ("owner", "state", "affair", "expected"),
    [
        (Owner.COMMITTEE, AffairState.COMMITTED, 0, 0.5),
        (Owner.COMMITTEE, AffairState.COMMITTED, 3, 0.5),
        (Owner.COMMITTEE, AffairState.COMMITTED, LANE, 0.0),
        (Owner.COMMITTEE, AffairState.EXECUTED, 0, 0.0),
        (Owner.ORGANIZATION, AffairState.COMMITTED, 0, 0.0),
        (Owner.ORGANIZATION, AffairState.EXECUTED, 0, 0.0),
    ],
)
def test_a_council_that_is_there_takes_the_committees_wider_affairs(desk, owner, state, affair, expected):
    desk.world.affairs.owner[:], desk.world.affairs.state[:] = owner, state
    desk.answers |= {"organizations": [5], "persons_in_duties": 0}
    assert affordance(desk, "council", affair) == expected


@pytest.mark.parametrize(
    ("cash", "half_year", "expected"), [(600, 600, 0.5), (599, 600, 0.0), (600, 0, 0.0), (601, 600, 0.5)]
)
def test_declining_once_own_cash_covers_six_months(desk, cash, half_year, expected):
    desk.answers |= {"own_cash_fen": cash, "running_half_year_fen": half_year}
    assert affordance(desk, "decline_entrusted") == expected
    desk.world.committees.declined[0] = 0.5
    assert affordance(desk, "decline_entrusted") == 0.0


@pytest.mark.parametrize(
    ("parking", "needs", "paralysed", "expected"),
    [
        (True, [5, 0, 0], True, 0.8),
        (True, [1, 0, 0], False, 0.1 * 0.25),
        (True, [0, 0, 0], True, 0.0),
        (False, [5, 0, 0], True, 0.0),
    ],
)
def test_exchange_where_a_unit_suffers_the_same_trouble(desk, parking, needs, paralysed, expected):
    desk.answers |= {"is_parking": parking, "unit_link": 0.25}
    desk.world.units.daytime_need[:], desk.world.estates.paralysed[:] = needs, paralysed
    assert affordance(desk, "exchange") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("needs", "started", "ended", "affair_state", "unit"),
    [
        ([5, 5, 3], NEVER, NEVER, AffairState.RESOLVED, 1),  # equal needs: the lower identity
        ([5, 4, 3], NEVER, NEVER, AffairState.RESOLVED, 0),
        ([5, 4, 3], 3, NEVER, AffairState.RESOLVED, 1),  # unit 0 has a contract that runs
        ([5, 4, 3], 3, 9, AffairState.RESOLVED, 0),  # it has ended
        ([5, 4, 3], NEVER, NEVER, AffairState.COMMITTED, 1),  # it pays for an affair that goes on
        ([5, 4, 3], NEVER, NEVER, AffairState.EXECUTED, 0),
        ([5, 0, 0], 3, NEVER, AffairState.RESOLVED, -1),
    ],
)
def test_one_unit_is_let_to_once_the_neediest_first(desk, needs, started, ended, affair_state, unit):
    world = desk.world
    world.units.daytime_need[:] = needs
    world.contracts.unit[0], world.contracts.started[0], world.contracts.ended[0] = 0, started, ended
    world.affairs.state[:] = AffairState.RESOLVED
    world.affairs.unit[1], world.affairs.state[1] = 0, affair_state
    assert BY_NAME["exchange"]._unit(desk) == unit
