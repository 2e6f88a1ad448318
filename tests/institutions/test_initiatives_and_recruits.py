"""Lanes that try to found a group by themselves, and groups that ask people to lend a hand (§6.7)."""

import pytest

from sim.foundation.terms import Act, AffairClass, AffairState, OrganizationState, Owner, RecognizedBy
from sim.institutions.affairs import reach
from sim.institutions.organizations import founding
from sim.institutions.organizations.membership import COUNCIL, GROUP
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair, answer, body, own, propose, recognized

COMMODITY = 2


@pytest.mark.parametrize(
    ("months", "u", "proposed"), [(12, 0.049, True), (13, 0.0, False), (0, 0.05, False), (0, 0.0, True)]
)
@pytest.mark.parametrize(("housing", "place"), [(0, (0, -1)), (COMMODITY, (-1, 0))])
def test_a_lane_that_acted_within_a_year_tries_by_itself(setting, plain, draw, months, u, proposed, housing, place):
    world, first = setting.world, setting.world.n("proposals")
    world.lanes.housing[:] = housing
    world.lanes.last_action[:] = [setting.month - months, NEVER]
    draw(u)
    founding.call_initiatives(setting, 0)
    assert world.n("proposals") == first + proposed
    if proposed:
        q = world.proposals
        assert (q.act[first], q.lane[first], q.estate[first], q.affair[first]) == (Act.FOUND_GROUP, *place, -1)
        assert not q.by_committee[first] and q.event[first] == -1
        world.organizations.kind[0] = GROUP  # a group in the first row stands in its way
        world.organizations.lane[0], world.organizations.estate[0] = place
        founding.call_initiatives(setting, 0)
        assert world.n("proposals") == first + 1


def test_lanes_of_other_neighbourhoods_are_not_asked(setting, draw):
    world, first = setting.world, setting.world.n("proposals")
    world.lanes.last_action[:], world.lanes.neighbourhood[1] = setting.month, 1
    draw(0.0)
    founding.call_initiatives(setting, 0)
    assert world.n("proposals") == first + 1 and world.proposals.lane[first] == 0


@pytest.mark.parametrize("row", [0, "new"])
@pytest.mark.parametrize(("months", "owner", "found_by"), [(12, 0, True), (13, 0, False), (0, Owner.TEAM, False)])
def test_its_object_is_what_the_lane_acted_on_within_a_year(setting, draw, row, months, owner, found_by):
    world = setting.world
    a, stakes = world.affairs, world.stakes
    a.state[: world.n("affairs")], stakes.called[:] = AffairState.RESOLVED, NEVER
    latent = affair(setting, AffairClass.ENVIRONMENT, lane=1, estate=1)
    stakes.called[reach.stakes_of(setting, latent)] = setting.month
    row = affair(setting, AffairClass.ENVIRONMENT, lane=1, estate=1) if row == "new" else row
    a.state[row], a.owner[row], a.last_event[row] = AffairState.RECOGNIZED, owner, 77
    block = reach.stakes_of(setting, row)
    lane = int(world.households.lane[stakes.household[block]][0])
    stakes.called[block] = setting.month - months
    assert founding._acted_on(setting, 0, lane) == (row if found_by else -1)
    assert founding._acted_on(setting, 0, 1 - lane) == -1
    stakes.called[block] = NEVER
    assert founding._acted_on(setting, 0, lane) == -1
    stakes.called[block] = setting.month - months
    world.lanes.last_action[:], first = NEVER, world.n("proposals")
    world.lanes.last_action[lane] = setting.month
    draw(0.0)
    founding.call_initiatives(setting, 0)
    assert world.proposals.affair[first] == (row if found_by else -1)
    assert world.proposals.event[first] == (77 if found_by else -1)


@pytest.mark.parametrize(
    ("kind", "members", "state", "proposed"),
    [
        (GROUP, 39, OrganizationState.INFORMAL, True),
        (GROUP, 40, OrganizationState.INFORMAL, False),
        (GROUP, 5, OrganizationState.DORMANT, False),
        (COUNCIL, 8, OrganizationState.CONFIRMED, True),
        (COUNCIL, 9, OrganizationState.CONFIRMED, False),
    ],
)
def test_groups_and_councils_refill(setting, kind, members, state, proposed):
    world, first = setting.world, setting.world.n("proposals")
    row = body(setting, kind, lane=1 if kind == GROUP else -1, state=state)
    world.organizations.n_members[row], world.organizations.committees[row] = members, 3
    founding.refill(setting, 0)
    assert world.n("proposals") == first + proposed
    if proposed:
        q, act = world.proposals, Act.FOUND_GROUP if kind == GROUP else Act.COUNCIL
        assert (q.act[first], q.organization[first]) == (act, row)
    setting.params.organizations.recruits_per_month = 0
    founding.refill(setting, 0)
    assert world.n("proposals") == first + proposed * (2 if kind == COUNCIL else 1)


@pytest.fixture
def recruiting(setting, plain):
    """A group with two affairs of its own; the second is heavier."""
    group = body(setting, GROUP, lane=0)
    rows = [affair(setting, AffairClass.ENVIRONMENT, severity=severity) for severity in (0.2, 0.9)]
    for row in rows:
        recognized(setting, row, RecognizedBy.PETITION)
        own(setting, row, group)
    setting.world.affairs.n_affected[rows] = 10
    return group, rows


@pytest.mark.parametrize(
    ("labour", "upkeep", "chosen"),
    [([1, 0], [0, 1], 1), ([1, 0], [0, 0], 0), ([0, 0], [1, 0], 0), ([0, 1], [0, 0], 1), ([0, 0], [0, 0], None)],
)
def test_people_are_asked_to_lend_a_hand_with_the_heaviest_affair_that_needs_one(
    setting, asked, recruiting, labour, upkeep, chosen
):
    group, rows = recruiting
    a, residents = setting.world.affairs, setting.world.residents
    a.labour_minutes[rows], a.upkeep_minutes[rows] = labour, upkeep
    other = affair(setting, AffairClass.ENVIRONMENT, severity=1.0, labour_minutes=5, organization=group)
    a.owner[other], a.n_affected[other] = Owner.COMMITTEE, 100
    stranger = affair(setting, AffairClass.ENVIRONMENT, severity=1.0, labour_minutes=5)
    own(setting, stranger, group + 1)
    members = adults(setting, 0)[:3]
    residents.group[members] = [0, 1, group]
    founding.call_recruits(setting, propose(setting, organization=group))
    if chosen is None:
        assert asked == []
        return
    ((invitation, _),) = asked
    assert (invitation.affair, invitation.act, invitation.owned) == (rows[chosen], Act.DUTY, True)
    assert len(invitation.persons) == 6
    setting.params.organizations.recruits_per_month = 10_000
    founding.call_recruits(setting, propose(setting, organization=group))
    homes = reach.affected_rows(setting, rows[chosen])
    free = [i for i in adults(setting, 0) if residents.household[i] in homes and i not in members]
    assert sorted(asked[-1][0].persons) == sorted(free)


@pytest.mark.parametrize(
    ("state", "counted"), [(AffairState.COMMITTED, True), (AffairState.EXECUTED, True), (6, False)]
)
def test_who_lends_a_hand_belongs_to_the_group(setting, asked, recruiting, state, counted):
    group, rows = recruiting
    a, residents = setting.world.affairs, setting.world.residents
    a.labour_minutes[rows] = 10_000
    setting.params.participation.act_hours["duty"] = 5
    founding.call_recruits(setting, propose(setting, organization=group))
    came = asked[0][0].persons[:4]
    residents.group[came[:2]] = [0, 1]  # have joined others meanwhile
    a.state[rows] = state
    answer(asked[0], came)
    assert residents.group[came].tolist() == [0, 1, group, group]
    assert a.labour_residents[rows[1]] == (4 * 5 * 60 if counted else 0)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_group_that_has_ended_recruits_nobody(setting, asked, recruiting, when):
    group, rows = recruiting
    setting.world.affairs.labour_minutes[rows] = 10_000
    o, residents = setting.world.organizations, setting.world.residents
    if when == "before":
        o.state[group] = OrganizationState.DISSOLVED
    founding.call_recruits(setting, propose(setting, organization=group))
    assert len(asked) == (when == "after")
    if asked:
        o.state[group] = OrganizationState.DISSOLVED
        answer(asked[0], asked[0][0].persons)
        assert (residents.group != group).all()
