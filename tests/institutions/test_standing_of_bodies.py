"""How bodies of residents are left, confirmed, fall dormant and end (§6.7)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, AffairClass, Money, OrganizationState, Owner
from sim.institutions import kernels
from sim.institutions.committee import repertoire
from sim.institutions.organizations import membership, standing
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT, PATROL
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair, body, own


@pytest.fixture
def chances(monkeypatch):
    """With what chance each member leaves; the first of them goes."""
    found = []

    def leavers(rows, _eids, *rest):
        found.append(rest[-1])
        return np.arange(len(rows)) == 0

    monkeypatch.setattr(kernels, "leavers", leavers)
    return found


@pytest.mark.parametrize("kind", [GROUP, COUNCIL, PATROL])
def test_members_leave_more_often_the_more_tired_they_are(setting, chances, kind):
    residents, people = setting.world.residents, adults(setting)[:3]
    residents.patrol[:] = -1
    row = body(setting, kind, lane=0, members=people)
    residents.fatigue[people] = [0.0, 0.5, 1.0]
    standing._leave(setting, row)
    assert chances[0] == pytest.approx([0.01, 0.04, 0.07])  # .01 + .06 · fatigue
    assert membership.members(setting, row).tolist() == people[1:].tolist()
    column = {GROUP: residents.group, COUNCIL: residents.council, PATROL: residents.patrol}[kind]
    assert column[people[0]] == -1


@pytest.mark.parametrize("group", [-1, 0, 1])
def test_who_leaves_leads_only_a_group_that_is_still_theirs(setting, chances, group):
    residents, people = setting.world.residents, adults(setting)[:3]
    row = body(setting, COUNCIL, members=people)
    residents.is_leader[people] = True
    residents.group[people[0]] = group
    standing._leave(setting, row)
    assert residents.is_leader[people].tolist() == [group >= 0, True, True]


def test_nobody_leaves_the_joint_meeting_but_with_a_group(setting, chances):
    standing._leave(setting, body(setting, JOINT))
    assert chances == []


@pytest.mark.parametrize(
    ("state", "u", "episodes", "known", "confirmed"),
    [
        (OrganizationState.INFORMAL, 0.29, 1, True, True),
        (OrganizationState.INFORMAL, 0.3, 1, True, False),
        (OrganizationState.INFORMAL, 0.0, 0, True, False),
        (OrganizationState.PROPOSED, 0.0, 0, True, True),
        (OrganizationState.INFORMAL, 0.0, 1, False, False),
        (OrganizationState.DORMANT, 0.0, 1, True, False),
    ],
)
def test_confirmation_asks_for_a_practice_and_a_joint_episode(
    setting, draw, monkeypatch, state, u, episodes, known, confirmed
):
    o, row = setting.world.organizations, body(setting, GROUP, lane=0, state=state)
    o.joint_episodes[row] = episodes
    monkeypatch.setattr(repertoire, "known_anywhere", lambda *_: known)
    setting.params.organizations.withdraw_per_month = 1.0  # nothing that is not confirmed can be withdrawn
    draw(u)
    standing._confirm(setting, row)
    assert o.state[row] == (OrganizationState.CONFIRMED if confirmed else state)
    assert o.confirmed[row] == (setting.month if confirmed else NEVER)


@pytest.mark.parametrize(
    ("kind", "u", "withdrawn"), [(GROUP, 0.24, True), (GROUP, 0.25, False), (PATROL, 0.0, False), (COUNCIL, 0.0, True)]
)
def test_a_confirmation_may_be_withdrawn_but_the_patrols(setting, draw, kind, u, withdrawn):
    o, row = setting.world.organizations, body(setting, kind, lane=0)
    o.joint_episodes[row], setting.params.organizations.withdraw_per_month = 4, 0.25
    draw(u)
    standing._confirm(setting, row)
    assert o.state[row] == (OrganizationState.INFORMAL if withdrawn else OrganizationState.CONFIRMED)
    assert o.joint_episodes[row] == (0 if withdrawn else 4)


def test_where_nothing_is_withdrawn_no_draw_withdraws(setting, draw):
    row = body(setting, GROUP, lane=0)
    draw(0.0)
    standing._confirm(setting, row)
    assert setting.world.organizations.state[row] == OrganizationState.CONFIRMED


CONFIRMED, INFORMAL, DORMANT, DISSOLVED = (
    OrganizationState.CONFIRMED,
    OrganizationState.INFORMAL,
    OrganizationState.DORMANT,
    OrganizationState.DISSOLVED,
)


@pytest.mark.parametrize(
    ("idle", "too_few", "before", "after"),
    [
        (5, 0, CONFIRMED, CONFIRMED),
        (6, 0, CONFIRMED, DORMANT),
        (6, 0, DORMANT, DORMANT),
        (11, 0, DORMANT, DORMANT),
        (12, 0, DORMANT, DISSOLVED),
        (0, 5, CONFIRMED, CONFIRMED),
        (0, 6, CONFIRMED, DISSOLVED),
        (1, 0, DORMANT, DORMANT),
        (0, 0, DORMANT, INFORMAL),
        (0, 0, CONFIRMED, CONFIRMED),
    ],
)
def test_a_group_without_an_object_sleeps_after_six_months_and_ends_after_twelve(setting, idle, too_few, before, after):
    o, row = setting.world.organizations, body(setting, GROUP, lane=0, state=before)
    o.last_object[row], o.last_enough[row] = setting.month - idle, setting.month - too_few
    told = len(setting.chronicle.events)
    standing._age(setting, row)
    assert o.state[row] == after
    kinds = [event.kind for event in setting.chronicle.events[told:]]
    expected = {DORMANT: EventKind.ORGANIZATION_DORMANT, DISSOLVED: EventKind.ORGANIZATION_DISSOLVED}
    assert kinds == ([expected[after]] if after != before and after in expected else [])


@pytest.mark.parametrize(("members", "ends"), [(0, True), (1, False)])
def test_a_patrol_ends_only_with_its_last_member(setting, members, ends):
    o, row = setting.world.organizations, body(setting, PATROL)
    o.n_members[row], o.last_object[row], o.last_enough[row] = members, -50, -50
    standing._age(setting, row)
    assert (o.state[row] == DISSOLVED) == ends and o.last_object[row] == setting.month


@pytest.mark.parametrize(("groups", "ends"), [(2, True), (3, False)])
def test_the_joint_meeting_ends_below_three_groups(setting, groups, ends):
    row = body(setting, JOINT)
    for _ in range(groups):
        body(setting, GROUP, lane=0)
    standing._age(setting, row)
    assert (setting.world.organizations.state[row] == DISSOLVED) == ends


@pytest.mark.parametrize(
    ("members", "committees", "months", "left"),
    [(12, 4, 50, 4), (11, 4, 5, 4), (11, 4, 6, 3), (8, 3, 6, None), (8, 3, 5, 3)],
)
def test_a_council_loses_a_committee_after_six_months_and_ends_below_three(setting, members, committees, months, left):
    o, row = setting.world.organizations, body(setting, COUNCIL)
    o.n_members[row], o.committees[row], o.last_full[row] = members, committees, setting.month - months
    if left is None:
        o.last_object[row] = setting.month - 7  # what has ended does not fall asleep
    told = len(setting.chronicle.events)
    standing._age(setting, row)
    ended = [event.kind for event in setting.chronicle.events[told:]]
    assert ended == ([EventKind.ORGANIZATION_DISSOLVED] if left is None else [])
    assert (o.state[row] == DISSOLVED) == (left is None)
    if left is not None:
        assert o.committees[row] == left
        assert o.last_full[row] == (setting.month - months if months == 5 else setting.month)


def test_a_council_with_all_its_seats_still_needs_an_object(setting):
    o, row = setting.world.organizations, body(setting, COUNCIL)
    o.n_members[row], o.committees[row], o.last_object[row] = 9, 3, setting.month - 6
    standing._age(setting, row)
    assert o.state[row] == DORMANT


@pytest.mark.parametrize("kind", [GROUP, COUNCIL])
def test_what_ends_frees_its_members_and_gives_back_what_it_had(setting, kind):
    world, people = setting.world, adults(setting)
    a, o, residents = world.affairs, world.organizations, world.residents
    residents.group[people[6:8]] = 7
    residents.is_leader[people[:3]] = True
    row, other = body(setting, kind, lane=0, members=people[:4]), body(setting, kind, lane=1, members=people[4:6])
    mine, others, teams = (affair(setting, AffairClass.ENVIRONMENT) for _ in range(3))
    own(setting, mine, row)
    own(setting, others, other)
    a.owner[teams], a.organization[teams], a.owned_since[[mine, others, teams]] = Owner.TEAM, row, 3
    world.append("contracts", 2)
    world.contracts.organization[:2] = [row, other]
    setting.ledger.receive(0, Account.ORGANIZATION_LINES, 900, Money.OPENING)
    free = setting.ledger.balance(0, Account.FREE)
    o.line_fen[row], o.n_active[row] = 900, 4
    standing._dissolve(setting, row)
    column = residents.group if kind == GROUP else residents.council
    assert column[people[:6]].tolist() == [-1] * 4 + [other] * 2 and residents.group[people[6]] == 7
    assert residents.is_leader[people[:3]].tolist() == [kind != GROUP] * 3
    assert (a.owner[mine], a.organization[mine], a.owned_since[mine]) == (Owner.COMMITTEE, -1, NEVER)
    assert (a.owner[others], a.organization[others], a.owned_since[others]) == (Owner.ORGANIZATION, other, 3)
    assert (a.owner[teams], a.organization[teams], a.owned_since[teams]) == (Owner.TEAM, row, 3)
    assert world.contracts.organization[:2].tolist() == [-1, other]
    assert setting.ledger.balance(0, Account.FREE) == free + 900 and o.line_fen[row] == 0
    assert (o.state[row], o.ended[row], o.n_members[row], o.n_active[row]) == (DISSOLVED, setting.month, 0, 0)


def test_with_the_joint_meeting_the_leaders_keep_their_groups(setting):
    residents, people = setting.world.residents, adults(setting)[:3]
    group = body(setting, GROUP, lane=0, members=people)
    residents.is_leader[people[0]] = True
    standing._dissolve(setting, body(setting, JOINT))
    assert (residents.group[people] == group).all() and residents.is_leader[people[0]]
