"""Who belongs to a body, whose territory is whose, how affairs are handed over, who sits on a council (§6.7)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, Link, OrganizationState, Owner, Scope
from sim.institutions.affairs import reach
from sim.institutions.organizations import councils, handing, membership
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT
from sim.protocols.society import Asker
from tests.helpers.bodies import adults, affair, answer, body, move_away

COMMODITY = 2


def test_alive_is_who_is_of_this_neighbourhood_and_not_dissolved(setting):
    o = setting.world.organizations
    group, elsewhere, ended = (body(setting, GROUP, lane=0) for _ in range(3))
    o.neighbourhood[elsewhere], o.state[ended] = 1, OrganizationState.DISSOLVED
    assert membership.alive(setting, 0) == [0, group]
    assert membership.alive(setting, 0, GROUP) == [group]


def test_the_joint_meeting_consists_of_the_leaders_of_groups_here(setting):
    residents, people = setting.world.residents, adults(setting)
    body(setting, GROUP, lane=0)
    residents.is_leader[people[:4]] = True
    residents.group[people[:3]], residents.group[people[5]] = [0, 1, 2], 1
    move_away(setting, people[2])
    joint = body(setting, JOINT)
    assert membership.members(setting, joint).tolist() == people[:2].tolist()


@pytest.mark.parametrize(
    ("state", "shift", "posts"),
    [(OrganizationState.CONFIRMED, 0.0, True), (OrganizationState.INFORMAL, -0.15, False)],
)
def test_informal_bodies_are_trusted_less_and_do_not_post(setting, state, shift, posts):
    who = membership.organizer(setting, body(setting, GROUP, lane=0, state=state))
    assert (who.trust_shift, who.posts, who.is_committee, who.asker) == (shift, posts, False, Asker.ORGANIZATION)


@pytest.mark.parametrize(("u", "skill", "carried"), [(0.0, 0.0, False), (0.29, 0.3, True), (0.3, 0.3, False)])
def test_a_link_is_carried_with_the_probability_of_its_skill(setting, draw, u, skill, carried):
    group = body(setting, GROUP, lane=0)
    setting.world.organizations.skill[group, Link.DECISION] = skill
    draw(u)
    assert membership.carries(setting, group, Link.DECISION, 0) is carried


@pytest.mark.parametrize(
    ("lane", "housing", "expected"),
    [(0, 0, (0, -1)), (1, 1, (1, -1)), (0, COMMODITY, (-1, 0)), (1, COMMODITY, (-1, 1)), (-1, 0, (-1, 1))],
)
def test_territories_are_lanes_but_estates_in_commodity_housing(setting, lane, housing, expected):
    setting.world.lanes.housing[:] = housing
    row = affair(setting, AffairClass.ENVIRONMENT)
    setting.world.affairs.lane[row], setting.world.affairs.estate[row] = lane, 1
    assert membership.territory(setting, row) == expected


def test_the_group_of_a_territory(setting):
    assert membership.group_of(setting, 0, 0, -1) == -1
    lanes = [body(setting, GROUP, lane=lane) for lane in (1, 0)]
    assert membership.group_of(setting, 0, 0, -1) == lanes[1] and membership.group_of(setting, 0, 1, -1) == lanes[0]
    assert membership.group_of(setting, 0, -1, 0) == -1
    estates = [body(setting, GROUP, estate=estate) for estate in (1, 0)]
    assert membership.group_of(setting, 0, -1, 0) == estates[1]
    assert membership.group_of(setting, 0, -1, 1) == estates[0]


def test_members_and_active_ones_are_counted_and_the_most_habitual_leads(setting):
    residents, o, people = setting.world.residents, setting.world.organizations, adults(setting)[:6]
    residents.is_leader[:], residents.habit[:] = False, 0.1
    residents.habit[people[2:4]] = 0.4
    row = body(setting, GROUP, lane=0, members=people)
    residents.last_act[people] = setting.month - np.array([0, 1, 3, 4, 5, 100])
    o.members_max[row], o.last_enough[row] = 9, -5
    membership.count_members(setting, row)
    assert (o.n_members[row], o.members_max[row], o.n_active[row], o.last_enough[row]) == (6, 9, 3, setting.month)
    assert np.flatnonzero(residents.is_leader).tolist() == [people[2]]  # equal habits: the lower identity
    residents.habit[people[5]] = 0.9
    residents.last_act[people[2]], o.last_enough[row], o.members_max[row] = setting.month - 4, -5, 2
    membership.count_members(setting, row)
    assert (o.members_max[row], o.n_active[row], o.last_enough[row]) == (6, 2, -5)
    assert np.flatnonzero(residents.is_leader).tolist() == [people[2]]  # it has one already


def test_an_object_goes_to_the_team_with_most_members_among_the_affected(setting):
    world = setting.world
    row = affair(setting, AffairClass.ENVIRONMENT)
    world.residents.team[:] = -1
    assert not handing.hand_to_team(setting, 0, row) and world.affairs.owner[row] == Owner.COMMITTEE
    world.append("teams", 2)
    world.teams.eid[:3] = [9, 8, 7]
    near = adults(setting)[np.isin(world.residents.household[adults(setting)], reach.affected_rows(setting, row))]
    world.residents.team[near[:5]] = [0, 1, 1, 2, 2]
    assert handing.hand_to_team(setting, 0, row)
    a = world.affairs
    assert (a.owner[row], a.team_owner[row], a.owned_since[row]) == (Owner.TEAM, 2, setting.month)  # the lower identity
    world.residents.team[near[5:8]] = 0
    assert handing.hand_to_team(setting, 0, row) and a.team_owner[row] == 0


@pytest.mark.parametrize(
    ("lane", "estate", "place"), [(0, 0, (0, -1)), (1, 1, (1, -1)), (-1, 0, (-1, 0)), (-1, 1, (-1, 1)), (-1, -1, None)]
)
def test_a_group_is_proposed_for_a_territory_that_has_none(setting, lane, estate, place):
    world = setting.world
    row, first = affair(setting, AffairClass.ENVIRONMENT, lane=0), world.n("proposals")
    world.affairs.lane[row], world.affairs.estate[row], world.affairs.last_event[row] = lane, estate, 5
    handing.propose_group(setting, 0, row)
    q = world.proposals
    if place is None:
        assert world.n("proposals") == first
        return
    assert (q.act[first], q.lane[first], q.estate[first]) == (Act.FOUND_GROUP, *place)
    assert (q.affair[first], q.by_committee[first], q.event[first]) == (row, True, 5)
    group = body(setting, GROUP, lane=place[0], estate=place[1])
    handing.propose_group(setting, 0, row)
    assert world.n("proposals") == first + 1 and world.affairs.organization[row] == group
    assert world.organizations.joint_episodes[group] == 1


def test_a_group_in_the_first_row_takes_over_too(setting):
    world, row = setting.world, affair(setting, AffairClass.ENVIRONMENT, lane=0)
    world.organizations.kind[0], world.organizations.lane[0] = GROUP, 0
    handing.propose_group(setting, 0, row)
    assert world.affairs.owner[row] == Owner.ORGANIZATION and world.affairs.organization[row] == 0


@pytest.mark.parametrize(("groups", "founded"), [(2, False), (3, True)])
def test_three_groups_make_a_joint_meeting(setting, groups, founded):
    world, row = setting.world, affair(setting, AffairClass.ENVIRONMENT, scope=Scope.NEIGHBOURHOOD)
    for _ in range(groups):
        body(setting, GROUP, lane=0)
    assert handing.hand_to_leaders(setting, 0, row) is founded
    assert len(membership.alive(setting, 0, JOINT)) == founded
    if founded:
        (joint,) = membership.alive(setting, 0, JOINT)
        o = world.organizations
        assert (o.lane[joint], o.estate[joint], o.state[joint]) == (-1, -1, OrganizationState.CONFIRMED)
        assert o.confirmed[joint] == setting.month and world.affairs.organization[row] == joint
        assert councils.joint_meeting(setting, 0) == joint and len(membership.alive(setting, 0, JOINT)) == 1
    else:
        assert councils.joint_meeting(setting, 0) == -1


def test_the_first_of_several_bodies_takes_over(setting):
    world, row = setting.world, affair(setting, AffairClass.ENVIRONMENT, scope=Scope.NEIGHBOURHOOD)
    world.organizations.kind[0] = JOINT
    body(setting, JOINT)
    assert councils.joint_meeting(setting, 0) == 0
    assert handing.hand_to_leaders(setting, 0, row) and world.affairs.organization[row] == 0


def test_a_council_is_proposed_or_takes_over(setting):
    world, row = setting.world, affair(setting, AffairClass.ENVIRONMENT, scope=Scope.NEIGHBOURHOOD)
    first = world.n("proposals")
    handing.propose_council(setting, 0, row)
    q = world.proposals
    assert (q.act[first], q.affair[first], q.by_committee[first]) == (Act.COUNCIL, row, True)
    council = body(setting, COUNCIL)
    handing.propose_council(setting, 0, row)
    assert world.n("proposals") == first + 1 and world.affairs.organization[row] == council


def proposal(setting, organization=-1):
    """Propose a council, or that one refills; return the row."""
    row = setting.world.append("proposals", 1)
    q = setting.world.proposals
    q.neighbourhood[row], q.organization[row], q.event[row] = 0, organization, 3
    return row


def test_the_council_asks_who_has_a_role_or_practice(setting, asked):
    residents, people = setting.world.residents, adults(setting)
    for column in (residents.is_backbone, residents.is_building_head, residents.is_leader):
        column[:] = False
    residents.habit[:], residents.council[:] = 0.0, -1
    residents.is_backbone[people[0]] = residents.is_building_head[people[1]] = residents.is_leader[people[2]] = True
    residents.habit[people[3:6]] = [0.2, 0.21, 0.5]  # above .2
    residents.council[people[0]] = 0
    residents.habit[people[6:9]] = 0.9
    residents.kind[people[7]], residents.adult[people[8]] = 0, False
    move_away(setting, people[6])
    councils.call_council(setting, proposal(setting))
    ((invitation, _),) = asked
    assert sorted(invitation.persons) == sorted(people[[1, 2, 4, 5]])
    assert (invitation.act, invitation.owned, invitation.least) == (Act.COUNCIL, True, 9)  # three for each of three
    for organization in (0, 1):
        councils.call_council(setting, proposal(setting, organization))
        assert asked[-1][0].least == 0


@pytest.mark.parametrize(("came", "committees"), [(8, 0), (9, 3), (11, 3), (12, 4), (15, 5), (30, 5)])
def test_a_council_has_three_to_five_committees_of_three(setting, asked, came, committees):
    world, people = setting.world, adults(setting)
    world.residents.council[:] = -1
    world.residents.is_backbone[people] = True
    councils.call_council(setting, proposal(setting))
    answer(asked[-1], people[:came])
    rows = membership.alive(setting, 0, COUNCIL)
    assert len(rows) == (committees > 0)
    for row in rows:
        o = world.organizations
        assert (o.committees[row], o.n_members[row], o.state[row]) == (committees, came, OrganizationState.CONFIRMED)
        assert (o.lane[row], o.estate[row], o.confirmed[row]) == (-1, -1, setting.month)
        assert setting.chronicle.events[-1].kind == EventKind.COUNCIL_FOUNDED
        answer(asked[-1], people[:came])  # a second one is not founded
        assert membership.alive(setting, 0, COUNCIL) == [row]


@pytest.mark.parametrize(("members", "wanted"), [(9, 3), (11, 1), (12, 0), (14, 0)])
@pytest.mark.parametrize("first_row", [True, False])
def test_a_council_refills_up_to_three_for_each_committee(setting, members, wanted, first_row):
    world, people = setting.world, adults(setting)
    row = 0 if first_row else body(setting, COUNCIL)
    world.organizations.kind[row], world.organizations.committees[row] = COUNCIL, 4
    world.organizations.n_members[row] = members
    councils._seat(setting, 0, row, people[:6], -1)
    assert (world.residents.council == row).sum() == wanted
    world.organizations.state[row], world.organizations.n_members[row] = OrganizationState.DISSOLVED, 0
    world.residents.council[:] = -1
    councils._seat(setting, 0, row, people[:6], -1)
    assert (world.residents.council == -1).all()
