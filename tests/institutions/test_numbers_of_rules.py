"""Rules read their numbers from the parameters: with another number each does exactly what that number says."""

import numpy as np
import pytest

from sim.foundation.terms import Account, Act, AffairClass, AffairState, Link, Money, OrganizationState
from sim.institutions import public_life, street_office, treasury
from sim.institutions.affairs import dwellings, execution, onset, stakes, upkeep
from sim.institutions.committee import agenda, repertoire, requirements, time
from sim.institutions.contracts import settlement
from sim.institutions.desk import CommitteeDesk
from sim.institutions.meetings import hearing
from sim.institutions.organizations import own_affairs, standing
from sim.institutions.teams import life, venues
from sim.world.persons import NEVER

AFFAIR = 0
JANUARY = 12


@pytest.fixture
def p(setting):
    """The parameters, to be changed."""
    return setting.params


@pytest.fixture
def calls(setting, monkeypatch):
    """Invitations of the month, kept and never answered."""
    found = []
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then=None: found.append(invitation))
    return found


def rich(setting, account=Account.FREE, yuan=100_000):
    """Let the neighbourhood have this much in an account, and nothing for venues and events otherwise."""
    setting.ledger.receive(0, account, 100 * yuan - setting.ledger.balance(0, account), Money.OPENING)


def test_events_are_held_in_their_months_for_as_many_as_can_be_paid(setting, p, calls):
    rich(setting)
    residents, setting.world.month = setting.world.residents, JANUARY
    p.public_events.places, p.public_events.asked_per_place, p.public_events.hobby_stake = [10**6, 7, 3], 3.0, 0.25
    assert public_life.hold(setting, 0)
    assert calls[-1].act == Act.FESTIVAL and len(calls[-1].persons) == 21
    assert calls[-1].stake == pytest.approx(0.25 * residents.hobby_intensity[calls[-1].persons])
    p.public_events.outing_month, p.public_events.outing_age, p.public_events.places = 0, 40, [60, 40, 20]
    assert public_life.hold(setting, 0)
    assert calls[-1].act == Act.OUTING and 40 <= residents.age[calls[-1].persons].min() < 60
    p.public_events.games_months = [2, 0]
    assert public_life.hold(setting, 0)
    assert calls[-1].stake == pytest.approx(residents.hobby_intensity[calls[-1].persons])


@pytest.mark.parametrize("most", [0, 1, 3])
def test_so_many_teams_are_called(setting, p, calls, most):
    world = setting.world
    p.teams.called_at_most = most
    n_teams = len(np.unique(world.residents.team[world.residents.team >= 0]))
    world.affairs.scope[AFFAIR] = 2
    public_life.call_labour(setting, 0, AFFAIR)
    assert n_teams >= 1 and sum(call.act == Act.TEAM_CALL for call in calls) == min(most, n_teams)


def test_a_relapse_brings_back_a_share(setting, p):
    a = setting.world.affairs
    p.affairs.relapse_severity, p.affairs.relapse_cost = 0.25, 0.1
    a.severity_closed[AFFAIR], a.cost_fen[AFFAIR], a.klass[AFFAIR] = 0.8, 1_005, AffairClass.ENVIRONMENT
    upkeep._relapse(setting, AFFAIR)
    assert a.severity[AFFAIR] == 0.2 and a.cost_fen[AFFAIR] == 100


def test_benefits_are_clipped(setting, p):
    world = setting.world
    p.affairs.benefit_range = [0.5, 0.75]
    rows = np.flatnonzero(world.affairs.klass[world.stakes.affair[: world.n("stakes")]] != AffairClass.ENCROACHMENT)
    stakes.draw_stakes(setting, rows)
    assert {0.5, 0.75} <= set(world.stakes.benefit[rows].tolist())
    assert world.stakes.benefit[rows].min() == 0.5 and world.stakes.benefit[rows].max() == 0.75


def test_coping_is_restrained_below_the_score_aimed_at(setting, p):
    committees, q = setting.world.committees, p.committee
    committees.symbolic_share[0], committees.overdue[0], committees.audits_failed[0] = 0.4, 0.0, 0
    q.score_aimed, q.score_step = 0.95, 0.5
    time.cope(setting, 0, 0)
    seen = 1 - p.street_office.symbolic_weight * 0.4
    expected = 0.4 - q.coping_restraint * (0.95 - seen) / 0.5 - q.coping_decay
    assert committees.symbolic_share[0] == pytest.approx(expected) and expected < 0.4
    q.symbolic_at_most = 0.1
    time.cope(setting, 0, 0)
    assert committees.symbolic_share[0] == 0.1


@pytest.mark.parametrize(("months", "asked"), [(2, True), (3, False), (4, False)])
def test_nobody_is_asked_again_too_soon(setting, p, months, asked):
    setting.world.residents.is_backbone[:] = True
    setting.world.affairs.unheeded[AFFAIR] = setting.month - 3
    p.issues.unheeded_months = months
    assert requirements.anybody_to_ask(setting, AFFAIR) is asked


@pytest.mark.parametrize(("power", "chosen"), [(0.0, 1), (2.0, 0)])
def test_the_power_of_the_choice(setting, p, monkeypatch, power, chosen):
    p.learning.choice_power = power
    monkeypatch.setattr(type(setting), "uniform", lambda *_: 0.5)
    value = setting.world.repertoire.value
    value[repertoire.cell(setting, 0, 0, 1)], value[repertoire.cell(setting, 0, 1, 1)] = 1.0, 0.1
    assert repertoire.choose(setting, 0, [0, 1], 1, 5, 2) == chosen


@pytest.mark.parametrize(("hours", "contacts"), [(0.5, [6]), (2.0, [1]), (4.0, [])])
def test_residents_met_in_the_hours_of_an_affair(setting, p, monkeypatch, hours, contacts):
    p.committee.hours_per_contact, met = hours, []
    monkeypatch.setattr(setting.society, "contact_committee", lambda scope, place, n, subject: met.append(n))
    setting.world.committees.minutes_left[0] = 1000
    CommitteeDesk(setting, 0).spend(6, 180, AFFAIR)
    assert met == contacts


def test_what_an_organization_expects_of_a_levy(setting, p):
    world = setting.world
    row = world.append("organizations", 1)
    world.organizations.line_fen[row], world.affairs.n_affected[AFFAIR] = 700, 10
    world.affairs.labour_minutes[AFFAIR] = 0
    p.organizations.levy_expected, p.issues.contribution_levy_yuan = 0.25, 3
    world.affairs.cost_fen[AFFAIR] = 700 + 750
    assert own_affairs._within_means(setting, row, AFFAIR)
    world.affairs.cost_fen[AFFAIR] += 1
    assert not own_affairs._within_means(setting, row, AFFAIR)


def test_an_organization_takes_on_what_its_members_can_do_in_a_year(setting, p):
    world = setting.world
    row = world.append("organizations", 1)
    world.organizations.n_members[row], world.affairs.cost_fen[AFFAIR] = 5, 0
    p.participation.act_hours["duty"], p.contracts.expected_acceptance, p.organizations.own_hours_months = 3, 0.5, 10
    world.affairs.labour_minutes[AFFAIR] = 60 * 75
    assert own_affairs._within_means(setting, row, AFFAIR)
    world.affairs.labour_minutes[AFFAIR] += 1
    assert not own_affairs._within_means(setting, row, AFFAIR)


def test_what_events_money_keeps(setting, p):
    rich(setting, Account.VENUES_AND_EVENTS)
    p.money.events_kept, p.money.flow_above_yuan, p.money.flow_months = 0.75, 20_000, 8
    treasury.spend_on_events(setting, 0)
    assert setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == 100 * (100_000 - (100_000 - 15_000) // 8)


def test_what_an_hour_of_enforcement_counts(setting, p):
    world = setting.world
    p.issues.enforcement_base, p.issues.enforcement_hours = 0.2, 4
    world.committees.skill[0, Link.EXECUTION], world.committees.minutes_left[0] = 0.3, 120
    world.affairs.upkeep_minutes[AFFAIR] = 0
    agenda._enforce(setting, 0, AFFAIR)
    assert world.affairs.enforcement[AFFAIR] == pytest.approx(0.5 * (0.2 + 0.3))


def test_the_loss_of_skill_in_an_advisory_meeting(setting, p, monkeypatch):
    desk, concluding, skills = CommitteeDesk(setting, 0), [], []
    p.issues.advisory_skill_loss = 0.125
    setting.world.committees.skill[0, Link.COMMUNICATION] = 0.75
    setting.world.affairs.state[AFFAIR] = AffairState.RECOGNIZED
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then: concluding.append((invitation, then)))
    monkeypatch.setattr(setting.society, "hear", lambda affair, present, skill: skills.append(skill))
    hearing.hold_advisory(setting, desk.who, AFFAIR)
    ((invitation, conclude),) = concluding
    invitation.accepted = invitation.persons
    conclude(invitation)
    assert skills == [0.625]


@pytest.mark.parametrize(("months", "ends"), [(3, False), (2, True)])
def test_the_last_months_of_a_contract_can_save_it(setting, p, months, ends):
    row = setting.world.append("contracts", 1)
    c = setting.world.contracts
    c.unit[row] = c.neighbourhood[row] = c.affair[row] = 0
    c.started[row], c.ended[row] = setting.month - 12, NEVER
    c.kept[row] = [False] * 9 + [True] * 3
    p.contracts.recent_months, p.contracts.kept_recent, p.contracts.kept_months = months, 3, 10
    settlement._renew(setting, row)
    assert bool(c.ended[row] == setting.month) is ends


@pytest.mark.parametrize(("share", "stays"), [(0.5, True), (1.0, False)])
def test_a_team_ends_below_a_share_of_the_least(setting, p, share, stays):
    world = setting.world
    team, persons = world.append("teams", 1), np.flatnonzero(world.residents.adult)[:4]
    world.teams.active[team], world.teams.eid[team] = True, 99
    world.residents.team[persons] = team
    p.teams.least_members, p.teams.ends_below, p.teams.leaves_per_month = 6, share, 0.0
    life._leave(setting, team)
    assert bool(world.teams.active[team]) is stays


@pytest.mark.parametrize(("months", "lent"), [(5, False), (10, False), (12, True)])
def test_a_hall_is_lent_for_a_term(setting, p, months, lent):
    world = setting.world
    team, units = world.append("teams", 1), world.units
    world.teams.has_venue[team] = True
    units.active[0], units.lent_to[0], units.lent_since[0] = True, team, setting.month - 10
    units.link_success[0], units.link_failure[0] = 0.0, 1.0
    p.teams.loan_months = months
    venues.ask_halls_back(setting)
    assert bool(world.teams.has_venue[team]) is lent is bool(units.lent_to[0] == team)


def test_a_venue_is_rented_for_a_term(setting, p):
    world = setting.world
    team = world.append("teams", 1)
    world.teams.active[: world.n("teams")] = False
    world.teams.active[team], world.teams.has_venue[team], world.teams.neighbourhood[team] = True, False, 0
    rich(setting, Account.VENUES_AND_EVENTS)
    p.teams.rent_months, p.money.venue_rent_yuan = 5, 200
    venues.rent_venues(setting, 0)
    assert world.teams.rented_until[team] == setting.month + 5
    assert setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == 100 * (100_000 - 1_000)


@pytest.mark.parametrize(("needed", "confirmed"), [(2, True), (3, False)])
def test_episodes_before_a_confirmation(setting, p, monkeypatch, needed, confirmed):
    row = setting.world.append("organizations", 1)
    o = setting.world.organizations
    o.eid[row], o.state[row], o.joint_episodes[row] = 99, OrganizationState.PROPOSED, 1
    p.organizations.episodes_to_confirm, p.organizations.confirm_per_month = needed, 1.0
    monkeypatch.setattr(repertoire, "known_anywhere", lambda *_: True)
    standing._confirm(setting, row)
    assert bool(o.state[row] == OrganizationState.CONFIRMED) is confirmed


def test_merit_of_a_neighbourhood_for_the_quota(setting, p):
    world, q = setting.world, p.street_office
    world.affairs.agreements[AFFAIR], world.committees.delivered[0], world.committees.score[0] = 1, 3, 0.0
    world.affairs.n_stakes[AFFAIR] = 0
    q.quota_sd, q.delivered_full, p.affairs.agreements_complete = 0.0, 10.0, 2
    assert street_office._merit(setting, 0, AFFAIR) == pytest.approx(q.quota_complete / 2 + q.quota_delivered * 0.3)


def test_kitchens_quarrel_less_the_more_is_agreed(setting, p):
    a = setting.world.affairs
    a.state[AFFAIR], a.inside_dwellings[AFFAIR], a.agreements[AFFAIR] = AffairState.EXECUTED, True, 1
    p.affairs.agreements_complete, p.affairs.works_dispute_kitchen = 2, 0.3
    assert [works.p_kitchen for works in dwellings.works_under_way(setting) if works.affair == AFFAIR] == [0.15]


def test_neglect_brings_lapsed_management(setting, p):
    setting.world.neighbourhoods.manager_effort[0] = 0.5
    p.affairs.neglect_factor = 4.0
    rates = {klass: rate for klass, rate, _ in onset._onset_rates(setting, 0)}
    size = setting.world.n("households") / p.founding.reference_households
    expected = size * p.lapsed_management.onset_per_month * 3.5
    assert rates[AffairClass.LAPSED_MANAGEMENT] == pytest.approx(expected)


@pytest.mark.parametrize(("share", "rewarded"), [(0.3, 1), (0.31, 0)])
def test_whose_work_it_was(setting, p, monkeypatch, share, rewarded):
    a, rewards = setting.world.affairs, []
    a.state[AFFAIR], a.klass[AFFAIR], a.consent_required[AFFAIR] = AffairState.EXECUTED, AffairClass.ENVIRONMENT, False
    a.labour_residents[AFFAIR], a.labour_committee[AFFAIR] = 30, 70
    p.affairs.done_together_share = share
    monkeypatch.setattr(execution, "participants", lambda *_: np.array([1, 2]))
    monkeypatch.setattr(setting.society, "reward", lambda persons: rewards.append(len(persons)))
    execution.finish(setting, AFFAIR)
    assert len(rewards) == rewarded
