"""The duty that keeps a contract's spaces free: who owns it, who is called, what is done (§6.5; decision 0009)."""

import numpy as np
import pytest

from sim.foundation.terms import Act, Activity, AffairClass, AffairState, OrganizationKind, OrganizationState, Scope
from sim.institutions.contracts import duty
from sim.institutions.organizations import membership
from sim.protocols.society import Asker
from sim.world.persons import NEVER
from tests.helpers.affairs import new_affair

GROUP, PATROL = OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.PATROL


@pytest.fixture
def contract(setting):
    """A contract of an estate in row 0, with a duty of 3,600 minutes: ten shifts of six hours, of which .4 come: 25."""
    world, affair = setting.world, new_affair(setting, AffairClass.PARKING, lane=1, scope=Scope.ESTATE)
    row = world.append("contracts", 1)
    c, world.affairs.state[affair] = world.contracts, AffairState.EXECUTED
    c.eid[row], c.affair[row], c.estate[row], c.duty_minutes[row] = 77, affair, world.affairs.estate[affair], 3600
    c.started[row], c.ended[row], c.organization[row], c.neighbourhood[row] = 0, NEVER, -1, 0
    p = setting.params
    p.participation.act_hours["duty"], p.participation.act_hours["patrol"] = 6, 3
    p.contracts.expected_acceptance, p.contracts.volunteers_share, p.contracts.enforcement = 0.4, 0.25, "residents"
    world.households.cars[:] = 0
    world.committees.residents_year[:] = 0
    return row


@pytest.fixture
def bodies(setting):
    """A group (row 0) and a patrol (row 1), confirmed, without members; there are no others."""
    world = setting.world
    world.append("organizations", 2)
    o, residents = world.organizations, world.residents
    o.state[:] = OrganizationState.DISSOLVED
    o.kind[:2], o.state[:2], o.neighbourhood[:2] = [GROUP, PATROL], OrganizationState.CONFIRMED, 0
    o.lane[:2], o.estate[:2], o.n_members[:2] = -1, -1, 0
    residents.group[:], residents.patrol[:] = -1, -1
    return o


@pytest.fixture
def calls(setting, monkeypatch):
    """Invitations of the month, with what is done with those who come."""
    found = []
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then=None: found.append((invitation, then)))
    return found


@pytest.fixture
def who(setting, monkeypatch):
    """Who was called by whom: the owner's row, or "volunteers"."""
    found = []
    monkeypatch.setattr(duty, "_call_owner", lambda setting, row, owner: found.append(owner))
    monkeypatch.setattr(duty, "_call_volunteers", lambda setting, row: found.append("volunteers"))
    return found


def adults(setting, n, estate=None):
    """Return adults, each of another household, of an estate or of any."""
    world = setting.world
    here = np.flatnonzero(world.residents.adult & (world.residents.kind == 1))
    if estate is not None:
        here = here[world.households.estate[world.residents.household[here]] == estate]
    _, first = np.unique(world.residents.household[here], return_index=True)
    return here[first][:n]


@pytest.mark.parametrize("state", [AffairState.COMMITTED, AffairState.EXECUTED])
@pytest.mark.parametrize(("left", "spent"), [(5000, 3600), (100, 100)])
def test_the_staff_do_the_duty_with_the_hours_they_have(setting, contract, who, state, left, spent):
    world, setting.params.contracts.enforcement = setting.world, "staff"
    c, a, affair = world.contracts, world.affairs, int(world.contracts.affair[contract])
    a.state[affair], a.labour_committee[affair], world.committees.minutes_left[0] = state, 7, left
    before = world.hours.minutes[0, Activity.UPKEEP]
    c.done_minutes[contract] = 11
    duty.call_duty(setting)
    assert c.done_minutes[contract] == 11 + spent and world.hours.minutes[0, Activity.UPKEEP] == before + spent
    assert a.labour_committee[affair] == 7 + (spent if state == AffairState.EXECUTED else 0) and who == []


@pytest.mark.parametrize(
    ("enforcement", "owner", "state", "called", "after"),
    [
        ("none", 0, OrganizationState.CONFIRMED, [], 0),
        ("residents", -1, OrganizationState.CONFIRMED, ["volunteers"], -1),
        ("residents", 0, OrganizationState.CONFIRMED, [0], 0),
        ("residents", 0, OrganizationState.DORMANT, [0], 0),
        ("residents", 1, OrganizationState.INFORMAL, [1], 1),
        ("residents", 0, OrganizationState.DISSOLVED, ["volunteers"], -1),
    ],
)
def test_the_owner_calls_its_members_and_without_one_volunteers_are_asked(
    setting, contract, bodies, who, enforcement, owner, state, called, after
):
    setting.params.contracts.enforcement, setting.world.contracts.organization[contract] = enforcement, owner
    bodies.state[:2] = state
    setting.params.contracts.group_again_months = 1000
    setting.world.month = 7
    duty.call_duty(setting)
    assert who == called and setting.world.contracts.organization[contract] == after


@pytest.mark.parametrize(("month", "group", "proposed"), [(12, False, 1), (12, True, 0), (13, False, 0), (13, True, 0)])
def test_every_half_year_a_group_is_proposed_while_the_estate_has_none(
    setting, contract, bodies, who, month, group, proposed
):
    """The group in row 0 is the estate's, or that of no place."""
    world, setting.world.month = setting.world, month
    bodies.estate[0] = world.contracts.estate[contract] if group else -1
    affair, before = int(world.contracts.affair[contract]), world.n("proposals")
    world.affairs.last_event[affair] = 345
    duty.call_duty(setting)
    assert world.n("proposals") - before == proposed
    if proposed:
        made = {name: int(column[before]) for name, column in world.proposals._asdict().items()}
        assert (made["act"], made["estate"], made["contract"]) == (
            Act.FOUND_GROUP,
            world.contracts.estate[contract],
            contract,
        )
        assert (made["affair"], made["by_committee"], made["event"]) == (affair, 1, 345)


@pytest.mark.parametrize(("kind", "act"), [(0, Act.DUTY), (1, Act.PATROL)])
@pytest.mark.parametrize(("minutes", "asked"), [(3600, 25), (1440, 10), (1441, 11), (144, 1)])
def test_an_owner_asks_as_many_members_as_it_takes_those_who_park_first(
    setting, contract, bodies, calls, kind, act, minutes, asked
):
    """Thirty members, five of whom park; a group's bonus is that of an organization's own object."""
    world, members = setting.world, adults(setting, 30)
    residents, c = world.residents, world.contracts
    c.duty_minutes[contract], setting.params.contracts.asked_to_park_duty = minutes, 0
    (residents.patrol if kind else residents.group)[members] = kind
    parks = members[[3, 8, 12, 20, 29]]
    world.households.cars[residents.household[parks]] = 1
    residents.adult[members[0]] = False
    duty._call_owner(setting, contract, kind)
    invitation = calls[0][0]
    assert (invitation.act, invitation.asker_kind, invitation.asker) == (act, Asker.ORGANIZATION, kind)
    assert len(invitation.persons) == asked and set(invitation.persons.tolist()) <= set(members[1:].tolist())
    assert set(invitation.persons[:5].tolist()) <= set(parks.tolist())
    assert invitation.bonus == setting.params.participation.own_organization_bonus and invitation.owned
    assert bodies.last_object[kind] == setting.month and (invitation.subject, invitation.k) == (77, 0)


def test_for_a_groups_duty_those_who_park_and_the_patrol_are_asked_too(setting, contract, bodies, calls):
    """Of 25 wanted 2 are members; those who park fill what is left, the patrol comes without a bonus."""
    world = setting.world
    estate = int(world.contracts.estate[contract])
    people = adults(setting, 20, estate)
    world.residents.group[people[:2]], world.residents.patrol[people[2:4]] = 0, 1
    world.residents.adult[people[3]] = False
    world.households.cars[world.residents.household[people[4:9]]] = 1
    duty._call_owner(setting, contract, 0)
    (_, _), (parking, join), (patrol, _) = calls
    assert (parking.act, parking.asker, parking.bonus, parking.k) == (Act.DUTY, 0, 0.0, 1)
    homes = set(world.residents.household[parking.persons].tolist())
    assert homes == set(world.residents.household[people[4:9]].tolist())
    assert (patrol.act, patrol.asker, patrol.bonus, patrol.k) == (Act.PATROL, 1, 0.0, 0)
    assert patrol.persons.tolist() == [people[2]]
    parking.accepted = parking.persons[:2]
    world.residents.group[parking.persons[1]] = 1
    join(parking)
    assert world.residents.group[parking.persons[:3]].tolist() == [0, 1, -1]


@pytest.mark.parametrize(
    ("wanted", "members", "most", "asked"),
    [(9, 30, 20, 9), (9, 35, 20, 5), (9, 30, 4, 4), (9, 40, 20, 0), (0, 0, 20, 0), (-3, 0, 20, 0), (1, 39, 1, 1)],
)
def test_those_who_park_are_asked_while_the_group_has_room(
    setting, contract, bodies, calls, wanted, members, most, asked
):
    """40 members at most; who is in a group (row 0 too) is not asked."""
    world, p = setting.world, setting.params
    p.organizations.members_at_most, p.contracts.asked_to_park_duty, bodies.n_members[0] = 40, most, members
    people = adults(setting, 15, int(world.contracts.estate[contract]))
    world.households.cars[world.residents.household[people]] = 1
    world.residents.group[people[0]] = 0
    duty._call_those_who_park(setting, contract, 0, wanted)
    assert [len(invitation.persons) for invitation, _ in calls] == ([asked] if asked else [])
    assert all(people[0] not in invitation.persons for invitation, _ in calls)


def test_members_who_are_asked_leave_fewer_shifts_to_those_who_park(setting, contract, bodies, calls):
    """432 minutes are 1.2 shifts: at .4 three are wanted, two of whom are members."""
    world, setting.world.contracts.duty_minutes[contract] = setting.world, 432
    people = adults(setting, 12, int(world.contracts.estate[contract]))
    world.residents.group[people[:2]] = 0
    world.households.cars[world.residents.household[people[2:]]] = 1
    duty._call_owner(setting, contract, 0)
    assert [len(invitation.persons) for invitation, _ in calls[:2]] == [2, 1]


def test_who_is_in_group_0_is_neither_asked_nor_taken_over_by_another(setting, contract, bodies, calls):
    """All adults who park are asked but the one; somebody who joined group 0 meanwhile stays there."""
    world, p, residents = setting.world, setting.params, setting.world.residents
    p.organizations.members_at_most, p.contracts.asked_to_park_duty = 500, 500
    people = adults(setting, 12, int(world.contracts.estate[contract]))
    world.households.cars[residents.household[people]] = 1
    residents.group[people[0]] = 0
    duty._call_those_who_park(setting, contract, 1, 500)
    ((invitation, join),) = calls
    parks = residents.adult & (residents.kind == 1) & np.isin(residents.household, residents.household[people])
    assert sorted(invitation.persons) == [i for i in np.flatnonzero(parks) if i != people[0]]
    residents.group[people[1]] = 0
    invitation.accepted = people[1:3]
    join(invitation)
    assert residents.group[people[:4]].tolist() == [0, 0, 1, -1]


def test_volunteers_are_asked_for_a_quarter_of_the_duty(setting, contract, calls):
    """.25 · 3,457 minutes are a little more than 2.4 shifts: at .4 seven are asked, with a car in the estate."""
    world = setting.world
    world.contracts.duty_minutes[contract] = 3457
    people = adults(setting, 20, int(world.contracts.estate[contract]))
    world.households.cars[:] = 1
    world.households.cars[world.households.estate == world.contracts.estate[contract]] = 0
    world.households.cars[world.residents.household[people]] = 1
    duty._call_volunteers(setting, contract)
    ((invitation, _),) = calls
    assert len(invitation.persons) == 7
    assert set(world.residents.household[invitation.persons]) <= set(world.residents.household[people])
    assert (invitation.act, invitation.asker_kind, invitation.asker) == (Act.DUTY, Asker.COMMITTEE, 0)
    assert invitation.bonus == 0.0


@pytest.mark.parametrize(("act", "minutes"), [(Act.DUTY, 360), (Act.PATROL, 180)])
@pytest.mark.parametrize("state", [AffairState.EXECUTED, AffairState.RESOLVED])
def test_shifts_count_for_the_contract_and_see_that_it_is_kept(setting, contract, calls, act, minutes, state):
    """Two come of those asked; the second of the three asked parks, and has the affair's severity as a stake.

    Month 17 is the sixth of its year.
    """
    world, affair, setting.world.month = setting.world, int(setting.world.contracts.affair[contract]), 17
    a, people = world.affairs, adults(setting, 3)
    a.state[affair], a.severity[affair], a.severity_closed[affair], a.enforcement[affair] = state, 0.25, 0.5, 0.01
    world.households.cars[world.residents.household[people[1]]] = 1
    world.contracts.done_minutes[contract], a.labour_residents[affair] = 40, 5
    duty._call(setting, contract, people, act, Asker.ORGANIZATION, 4, 0.75)
    ((invitation, conclude),) = calls
    assert invitation.stake.tolist() == [0.0, 0.5, 0.0] and (invitation.bonus, invitation.k) == (0.75, 0)
    assert (invitation.affair, invitation.owned) == (affair, True)
    invitation.accepted = people[:2]
    conclude(invitation)
    assert world.contracts.done_minutes[contract] == 40 + 2 * minutes
    watched = state == AffairState.EXECUTED
    assert a.enforcement[affair] == pytest.approx((40 + 2 * minutes) / 3600 if watched else 0.01)
    assert a.labour_residents[affair] == 5 + (2 * minutes if watched else 0)
    assert world.committees.residents_year[0].tolist() == [2 * minutes if month == 5 else 0 for month in range(12)]


def test_a_member_of_a_group_elsewhere_is_no_member_of_this_one(setting, bodies):
    setting.world.residents.group[adults(setting, 2)] = [0, 1]
    assert membership.members(setting, 0).tolist() == adults(setting, 1).tolist()


@pytest.mark.parametrize(("available", "missing"), [(0.25, 3600), (1.0, 900), (0.5, 2700), (0.0, 3600), (1.25, 0)])
def test_unmet_duty_is_what_availability_lacks_beyond_its_base(setting, contract, available, missing):
    """missing = (1 - (available - .25)) · duty, between 0 and the duty."""
    setting.world.contracts.available[contract] = available
    assert duty.unmet_duty(setting, 0) == (3600, missing)
    assert duty.unmet_duty(setting, 1) == (0, 0)
