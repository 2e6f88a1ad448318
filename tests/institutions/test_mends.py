"""Rules that were mended after first runs: each by the smallest case in which it was wrong (docs/decisions/0010)."""

import numpy as np
import pytest

from sim.engine import phases
from sim.foundation.terms import (
    Account,
    Act,
    AffairClass,
    AffairState,
    Decision,
    Money,
    OrganizationState,
    Owner,
    RecognizedBy,
    Scope,
)
from sim.institutions import treasury
from sim.institutions.affairs import dwellings, onset, reach, removal, steps
from sim.institutions.committee import requirements
from sim.institutions.meetings import hearing, invitations, vote
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.organizations import founding, own_affairs, standing
from sim.institutions.organizations.founding import new_organization
from sim.institutions.organizations.membership import GROUP
from sim.institutions.teams import membership as team_membership
from sim.institutions.teams import venues
from sim.protocols.society import Asker, Invitation

NEVER = -9999


def lane_affair(setting, klass=AffairClass.LAPSED_MANAGEMENT, scope=Scope.LANE):
    """Let an affair arise in the first lane, recognised, in need of consent."""
    row = onset.create(setting, 0, klass, scope, 0, int(setting.world.lanes.estate[0]), 4321)
    setting.world.affairs.consent_required[row] = True
    steps.recognize(setting, row, RecognizedBy.PETITION)
    return row


def lane_group(setting, state=OrganizationState.INFORMAL):
    """Found a group of the first lane with five members."""
    row = new_organization(setting, 0, GROUP, 0, -1)
    setting.world.organizations.state[row] = state
    adults = invitations.adults_of(setting, reach.candidate_households(setting, Scope.LANE, 0, 0, -1))
    setting.world.residents.group[adults[:5]] = row
    return row, adults[:5]


def test_seeing_that_it_is_kept_counts_as_residents_execution(setting):
    affair, (group, people) = lane_affair(setting), lane_group(setting)
    a = setting.world.affairs
    a.state[affair], a.owner[affair], a.organization[affair] = AffairState.EXECUTED, Owner.ORGANIZATION, group
    own_affairs._conclude_shift(setting, group, affair, people, 360)
    assert a.labour_residents[affair] == 5 * 360
    assert a.enforcement[affair] > 0


@pytest.mark.parametrize(("minutes", "joint"), [(0, 0), (60, 1)])
def test_only_work_shared_with_the_committee_is_a_joint_episode(setting, minutes, joint):
    affair, (group, people) = lane_affair(setting), lane_group(setting)
    setting.world.affairs.committee_minutes[affair] = minutes
    setting.world.affairs.state[affair] = AffairState.COMMITTED
    own_affairs._conclude_shift(setting, group, affair, people, 360)
    assert setting.world.organizations.joint_episodes[group] == joint


def test_a_dormant_group_wakes_unconfirmed(setting):
    group, _ = lane_group(setting, OrganizationState.DORMANT)
    o = setting.world.organizations
    o.confirmed[group], o.last_object[group] = setting.month - 20, setting.month
    standing._age(setting, group)
    assert o.state[group] == OrganizationState.INFORMAL


def test_a_lent_hall_is_asked_back_after_a_year_by_chance_and_when_its_unit_leaves(setting):
    world = setting.world
    units, team = world.units, team_membership.active(setting)[0]
    units.lent_to[0], units.lent_since[0], world.teams.has_venue[team] = team, setting.month - 5, True
    venues.ask_halls_back(setting)
    assert units.lent_to[0] == team
    units.lent_since[0], units.link_success[0] = setting.month - 12, 0.0
    venues.ask_halls_back(setting)
    assert units.lent_to[0] == -1 and not world.teams.has_venue[team]
    units.lent_to[0], units.lent_since[0], units.active[0] = team, setting.month - 1, False
    world.teams.has_venue[team] = True
    venues.ask_halls_back(setting)
    assert units.lent_to[0] == -1 and not world.teams.has_venue[team]


def test_a_venue_is_rented_for_a_year_and_paid_for_again(setting):
    world, team = setting.world, team_membership.active(setting)[0]
    world.teams.has_venue[:] = True
    world.teams.has_venue[team] = False
    setting.ledger.receive(0, Account.VENUES_AND_EVENTS, 400_000, Money.DONATION)
    before = setting.ledger.balance(0, Account.VENUES_AND_EVENTS)
    venues.rent_venues(setting, 0)
    assert world.teams.has_venue[team] and before - setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == 360_000
    world.month += 12
    setting.ledger.pay(0, Account.VENUES_AND_EVENTS, before - 360_000, Money.EVENT)
    venues.rent_venues(setting, 0)
    assert not world.teams.has_venue[team]


def test_a_team_without_a_venue_asks_nobody_to_join(setting):
    world = setting.world
    world.counts["proposals"] = 0
    world.teams.has_venue[:] = False
    team_membership.propose_joining(setting)
    assert world.n("proposals") == 0
    world.teams.has_venue[:] = True
    team_membership.propose_joining(setting)
    assert world.n("proposals") > 0


@pytest.mark.parametrize("months", [0, 1, 3])
def test_unit_money_waits_for_approval_as_many_months_as_declared(model, setting, months):
    setting.params.money.approval_months = months
    before = setting.ledger.balance(0, Account.FREE)
    treasury.receive_from_unit(setting, 0, 5_000)
    waited = 0
    while setting.ledger.balance(0, Account.FREE) == before:
        treasury.approve(setting, 0)
        waited += 1
    assert waited == months
    assert phases.begin.__name__ == "begin"


def test_the_grant_is_cut_by_what_came_in_the_year_before(setting):
    accounts, p = setting.world.accounts, setting.params.money
    p.grant_offset = 1.0
    accounts.own_income_year[0] = 1_200_000
    treasury.new_year(setting, 0)
    assert accounts.own_income_before[0] == 1_200_000 and accounts.own_income_year[0] == 0
    paid = int(accounts.paid_street_year[0])
    treasury.receive_grant(setting, 0)
    whole, cut = 7_000_000, 1_200_000
    assert accounts.paid_street_year[0] - paid == pytest.approx((whole - cut) / 12, abs=2)


def test_a_shared_kitchen_is_renovated_only_if_all_its_households_signed(setting):
    world = setting.world
    affair = lane_affair(setting, AffairClass.GOVERNMENT_WORKS)
    a, block = world.affairs, reach.stakes_of(setting, affair)
    households = reach.affected_rows(setting, affair)
    world.households.kitchen[households] = np.arange(len(households)) // 2
    world.stakes.signed[block] = True
    world.stakes.signed[block.start] = False
    a.one_square_metre[affair], a.decision[affair] = True, Decision.RESIDENTS
    agreed = dwellings.agreed(setting, affair)
    assert agreed.tolist() == [False, False] + [True] * (len(households) - 2)
    world.households.kitchen[households] = -1
    assert dwellings.agreed(setting, affair).all()
    a.decision[affair] = Decision.NOTICE
    assert dwellings.agreed(setting, affair).all()


def test_owners_fall_out_with_neighbours_over_a_removal_by_notice(setting):
    world = setting.world
    lane = reach.candidate_households(setting, Scope.LANE, 0, 0, -1)
    world.households.encroachment[lane[:3]] = True
    affair = lane_affair(setting, AffairClass.ENCROACHMENT)
    disputes = int((world.affairs.klass[: world.n("affairs")] == AffairClass.DISPUTE).sum())
    owners = int(world.households.encroachment[reach.affected_rows(setting, affair)].sum())
    world.affairs.state[affair], world.affairs.decision[affair] = AffairState.EXECUTED, Decision.NOTICE
    removal.pull_down(setting, affair)
    assert (world.affairs.klass[: world.n("affairs")] == AffairClass.DISPUTE).sum() == disputes + owners


def test_a_vote_on_what_brings_too_little_is_a_bad_experience_once(setting):
    world, affair = setting.world, lane_affair(setting)
    block = reach.stakes_of(setting, affair)
    world.stakes.benefit[block], world.stakes.belief_mean[block] = -1.0, -1.0
    world.affairs.state[affair] = AffairState.HEARD
    everybody = invitations.adults_of(setting, reach.affected_rows(setting, affair))
    who = Organizer(0, is_committee=True)
    before = world.residents.committee_failure[everybody].sum()
    vote._conclude_vote(setting, who, affair, everybody)
    after = world.residents.committee_failure[everybody].sum()
    assert world.affairs.rounds[affair] == 1 and after > before
    world.affairs.state[affair] = AffairState.HEARD
    vote._conclude_vote(setting, who, affair, everybody)
    assert world.affairs.rounds[affair] == 2
    assert world.residents.committee_failure[everybody].sum() == after


def test_a_chair_who_came_this_month_does_not_retire(model, setting):
    committee = model.committees_in_order[0]
    setting.params.committee.retires_per_month = 1.0
    setting.world.committees.chair_since[0] = setting.month
    skill = setting.world.committees.skill[0].copy()
    committee.retire_chair()
    assert (setting.world.committees.skill[0] == skill).all()
    setting.world.committees.chair_since[0] = setting.month - 1
    committee.retire_chair()
    assert (setting.world.committees.skill[0] < skill).all()


def test_where_those_asked_did_not_come_there_is_nobody_to_ask_next_month(setting):
    affair, world = lane_affair(setting), setting.world
    a_backbone = invitations.adults_of(setting, reach.affected_rows(setting, affair))[0]
    world.residents.is_backbone[a_backbone] = True
    assert requirements.anybody_to_ask(setting, affair)
    hearing._conclude_hearing(setting, Organizer(0, is_committee=True), affair, np.empty(0, dtype=np.int32))
    world.month += 1
    assert not requirements.anybody_to_ask(setting, affair)
    world.month += 1
    assert requirements.anybody_to_ask(setting, affair)


@pytest.mark.parametrize(("least", "comes"), [(0, True), (3, True), (10_000, False)])
def test_what_too_few_would_come_to_takes_nobody_s_time(setting, least, comes):
    adults = invitations.adults_of(setting, reach.candidate_households(setting, Scope.LANE, 0, 0, -1))
    used = setting.world.residents.minutes_used.sum()
    call = Invitation(Act.SPONTANEOUS, adults, Asker.NEIGHBOURS, -1, 1, stake=1.0, bonus=9.0, least=least)
    setting.society.answer([call])
    assert call.willing > 3
    assert bool(len(call.accepted)) is comes
    assert bool(setting.world.residents.minutes_used.sum() > used) is comes


@pytest.mark.parametrize(("scope", "taken"), [(Scope.LANE, True), (Scope.NEIGHBOURHOOD, False)])
def test_a_new_group_takes_over_only_what_lies_in_its_territory(setting, scope, taken):
    lane = 0 if scope == Scope.LANE else -1
    a = setting.world.affairs
    affair = onset.create(setting, 0, AffairClass.ENVIRONMENT, scope, lane, -1, 4321)
    steps.recognize(setting, affair, RecognizedBy.PETITION)
    adults = invitations.adults_of(setting, reach.candidate_households(setting, Scope.LANE, 0, 0, -1))[:8]
    setting.world.residents.is_building_head[adults] = True
    called = Invitation(Act.FOUND_GROUP, adults, Asker.NEIGHBOURS, -1, 1)
    called.accepted = adults.astype(np.int32)
    founding._found_group(setting, 0, 0, -1, affair, -1, False, -1, called)
    assert (a.owner[affair] == Owner.ORGANIZATION) == taken
    assert setting.world.n("organizations") >= 1 and (setting.world.residents.group[adults] >= 0).all()
