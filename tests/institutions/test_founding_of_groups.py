"""How groups are founded, by whom, and whom they ask to lend a hand (§6.7)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, AffairState, OrganizationState, Owner, Scope
from sim.institutions.affairs import reach
from sim.institutions.organizations import founding, membership
from sim.institutions.organizations.membership import GROUP
from sim.protocols.society import Asker
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair, answer, body, propose

COMMODITY = 2


@pytest.mark.parametrize(("lane", "estate"), [(0, -1), (1, -1), (-1, 0), (-1, 1)])
def test_adults_of_the_territory_without_a_group_are_asked(setting, plain, asked, lane, estate):
    here = adults(setting, lane if lane >= 0 else estate)  # each estate of this world is one lane
    plain.group[here[:2]] = [0, 1]
    setting.params.organizations.group_asked_at_most = 10_000
    founding.call_founders(setting, propose(setting, lane, estate))
    ((invitation, _),) = asked
    assert sorted(invitation.persons) == sorted(here[2:])
    assert (invitation.act, invitation.owned, invitation.least) == (Act.FOUND_GROUP, True, 5)
    assert not invitation.stake.any() and not invitation.bonus.any()
    assert (invitation.asker_kind, invitation.asker) == (Asker.NEIGHBOURS, -1)
    asked.clear()
    body(setting, GROUP, lane=lane, estate=estate)
    founding.call_founders(setting, propose(setting, lane, estate))
    assert asked == []


def test_where_the_group_is_in_the_first_row_none_is_founded(setting, plain, asked):
    setting.world.organizations.kind[0], setting.world.organizations.lane[0] = GROUP, 0
    founding.call_founders(setting, propose(setting))
    assert asked == []


@pytest.mark.parametrize(("contract", "first"), [(-1, [0, 1]), (0, [0, 1, 2]), (1, [0, 1, 2])])
def test_roles_come_first_then_car_households_if_it_is_for_a_contract(setting, plain, asked, contract, first):
    here = adults(setting, 0)
    homes = plain.household[here]
    alone = here[[np.flatnonzero(homes == home)[0] for home in np.unique(homes)]]  # one of each household
    plain.is_backbone[alone[0]] = plain.is_building_head[alone[1]] = True
    setting.world.households.cars[plain.household[alone[2]]] = 1
    setting.params.organizations.group_asked_at_most = 3
    setting.world.append("contracts", 2)
    founding.call_founders(setting, propose(setting, contract=contract))
    ((invitation, _),) = asked
    with_car = [i for i in here if plain.household[i] == plain.household[alone[2]]]
    assert len(invitation.persons) == 3 and set(alone[:2]) == set(invitation.persons[:2])
    assert (invitation.persons[2] in with_car) is (len(first) == 3)
    assert dict(zip(invitation.persons.tolist(), invitation.bonus.tolist(), strict=True)) == {
        int(i): 0.8 if i in alone[:2] else 0.0 for i in invitation.persons
    }


def test_a_role_counts_for_more_than_a_car(setting, plain):
    world, (person, other) = setting.world, adults(setting)[:2]
    assert founding._comes_first(world, person, 0) == 0
    world.households.cars[plain.household[person]] = 1
    car = founding._comes_first(world, person, 0)
    plain.is_building_head[[person, other]] = True
    world.households.cars[plain.household[other]] = 0
    role = founding._comes_first(world, other, 0)
    world.households.cars[plain.household[other]] = 2
    both = founding._comes_first(world, other, 0)
    assert 0 < car < role < both
    assert founding._comes_first(world, other, -1) == role  # cars matter for a contract's duty only


@pytest.mark.parametrize("row", [0, "new"])
def test_the_stake_is_the_severity_for_the_affected(setting, plain, asked, row):
    world = setting.world
    row = affair(setting, AffairClass.ENVIRONMENT) if row == "new" else row
    lane = max(int(world.affairs.lane[row]), int(world.affairs.estate[row]))
    block = reach.stakes_of(setting, row)
    world.affairs.n_stakes[row] = 5
    world.affairs.severity[row] = 0.625
    touched = set(world.stakes.household[block.start : block.start + 5].tolist())
    setting.params.organizations.group_asked_at_most = 10_000
    founding.call_founders(setting, propose(setting, lane, affair=row))
    ((invitation, _),) = asked
    expected = [0.625 if plain.household[i] in touched else 0.0 for i in invitation.persons]
    assert invitation.stake.tolist() == expected and 0.625 in expected and 0.0 in expected
    assert invitation.subject == world.affairs.eid[row]


@pytest.mark.parametrize(
    ("by_committee", "asker", "kind", "who"),
    [(True, -1, Asker.COMMITTEE, 0), (False, 0, Asker.RESIDENT, 0), (False, 7, Asker.RESIDENT, 7)],
)
def test_who_asks_is_who_proposed(setting, plain, asked, by_committee, asker, kind, who):
    founding.call_founders(setting, propose(setting, by_committee=by_committee, asker=asker))
    assert (asked[0][0].asker_kind, asked[0][0].asker) == (kind, who)


def found(setting, asked, came, **columns):
    """Call founders and let these come; return the group of lane 0 or -1."""
    founding.call_founders(setting, propose(setting, **columns))
    answer(asked[-1], came)
    return membership.group_of(setting, 0, 0, -1)


@pytest.mark.parametrize(
    ("n_came", "role", "habit", "is_founded"),
    [
        (5, "is_backbone", 0.0, True),
        (5, "is_building_head", 0.0, True),
        (5, None, 0.31, True),
        (5, None, 0.3, False),
        (4, "is_backbone", 0.9, False),
    ],
)
def test_five_of_whom_one_can_carry_it_found_a_group(setting, plain, asked, n_came, role, habit, is_founded):
    came = adults(setting, 0)[:n_came]
    plain.habit[came[2]] = habit
    if role:
        getattr(plain, role)[came[3]] = True
    row = found(setting, asked, came)
    assert (row >= 0) is is_founded
    event = setting.chronicle.events[-1]
    if is_founded:
        assert membership.members(setting, row).tolist() == sorted(came) and event.arguments["members"] == 5
        assert plain.is_leader[came].sum() == 1 and plain.is_leader[came[3 if role else 2]]
        assert setting.world.organizations.state[row] == OrganizationState.INFORMAL
    else:
        assert event.kind == EventKind.GROUP_NOT_FOUNDED and event.arguments == {"accepted": n_came, "least": 5}
        assert (plain.group[came] == -1).all()


def test_the_most_habitual_of_those_who_can_carry_it_leads(setting, plain, asked):
    came = adults(setting, 0)[:6]
    plain.is_backbone[came[[1, 2, 4]]] = True
    plain.habit[came] = [0.2, 0.1, 0.25, 0.28, 0.25, 0.0]
    found(setting, asked, came)
    assert np.flatnonzero(plain.is_leader).tolist() == [came[2]]  # equal habits: the lower identity


@pytest.mark.parametrize("row", [0, 1])
def test_who_has_joined_a_group_meanwhile_does_not_found_another(setting, plain, asked, row):
    came = adults(setting, 0)[:5]
    plain.is_backbone[came] = True
    founding.call_founders(setting, propose(setting))
    plain.group[came[4]] = row
    answer(asked[-1], came)
    assert membership.group_of(setting, 0, 0, -1) == -1 and setting.chronicle.events[-1].arguments["accepted"] == 4


@pytest.mark.parametrize("first_row", [True, False])
def test_of_two_proposals_for_a_territory_one_founds(setting, plain, asked, first_row):
    came = adults(setting, 0)
    plain.is_backbone[came] = True
    founding.call_founders(setting, propose(setting))
    if first_row:
        setting.world.organizations.kind[0], setting.world.organizations.lane[0] = GROUP, 0
    else:
        body(setting, GROUP, lane=0)
    answer(asked[-1], came[5:10])
    assert setting.chronicle.events[-1].kind == EventKind.GROUP_NOT_FOUNDED
    assert setting.chronicle.events[-1].arguments == {"accepted": 5, "least": 5, "is_there": True}


def test_where_nobody_comes_those_who_would_have_are_told(setting, plain, asked):
    founding.call_founders(setting, propose(setting))
    asked[-1][0].willing = 3
    answer(asked[-1], [])
    assert setting.chronicle.events[-1].arguments["accepted"] == 3


@pytest.mark.parametrize("row", [0, "new"])
@pytest.mark.parametrize(
    ("state", "lane", "taken"),
    [
        (AffairState.RECOGNIZED, 0, True),
        (AffairState.EXECUTED, 0, True),
        (AffairState.LATENT, 0, False),
        (AffairState.RESOLVED, 0, False),
        (AffairState.RECOGNIZED, 1, False),  # not its territory
    ],
)
def test_a_new_group_takes_over_the_open_affair_it_was_founded_for(setting, plain, asked, row, state, lane, taken):
    row = affair(setting, AffairClass.ENVIRONMENT) if row == "new" else row
    a, came = setting.world.affairs, adults(setting, 0)[:5]
    a.scope[row], a.lane[row], a.state[row] = Scope.LANE, lane, state
    plain.is_backbone[came] = True
    group = found(setting, asked, came, affair=row, by_committee=True)
    assert setting.world.organizations.state[group] == OrganizationState.PROPOSED
    assert (a.owner[row], a.organization[row]) == ((Owner.ORGANIZATION, group) if taken else (Owner.COMMITTEE, -1))
    assert a.owned_since[row] == (setting.month if taken else NEVER)


@pytest.mark.parametrize(
    ("row", "ended", "taken"), [(0, NEVER, True), (1, NEVER, True), (0, 3, False), (-1, NEVER, False)]
)
def test_a_new_group_takes_the_duty_of_a_contract_that_runs(setting, plain, asked, row, ended, taken):
    world, came = setting.world, adults(setting, 0)[:5]
    world.append("contracts", 2)
    world.contracts.organization[:], world.contracts.ended[:] = -1, ended
    plain.is_backbone[came] = True
    group = found(setting, asked, came, contract=row)
    assert [int(x) for x in world.contracts.organization[:2]] == [group if taken and k == row else -1 for k in (0, 1)]
    assert setting.world.affairs.owner[: world.n("affairs")].tolist() == [0] * world.n("affairs")
