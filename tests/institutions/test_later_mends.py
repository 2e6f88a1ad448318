"""Departures from the specification that a later reading found, each by the smallest case (docs/decisions/0011)."""

import pytest

from sim.foundation.terms import Account, Activity, AffairClass, AffairState, Money, OrganizationState, Scope
from sim.institutions import community_time, street_office, treasury
from sim.institutions.affairs import onset
from sim.institutions.committee import agenda, time
from sim.institutions.committee.agent import ResidentsCommittee
from sim.institutions.organizations import councils, founding, own_affairs, standing
from sim.institutions.organizations.founding import new_organization
from sim.institutions.organizations.membership import COUNCIL, count_members

DECEMBER = 11


@pytest.fixture
def met(setting, monkeypatch):
    """What the committee's contacts are, as (scope, place, number)."""
    contacts = []
    monkeypatch.setattr(
        setting.society, "contact_committee", lambda scope, place, n, subject: contacts.append((scope, place, n))
    )
    return contacts


@pytest.mark.parametrize("audits", [0, 1])
def test_the_committee_sees_in_the_month_of_an_audit_what_it_cost(setting, audits):
    committees, p = setting.world.committees, setting.params
    committees.symbolic_share[0], committees.audits_failed[0], committees.overdue[0] = 0.3, audits, 0
    p.street_office.score_sd, p.street_office.complaints_weight = 0, 0
    street_office.evaluate(setting, 0)
    assert committees.score[0] == pytest.approx(1 - 0.5 * 0.3 - 0.05 * audits)
    time.cope(setting, 0, 0)
    seen = 1 - 0.5 * 0.3 - 0.05 * audits
    assert committees.symbolic_share[0] == pytest.approx(0.3 - 0.04 * (0.9 - seen) / 0.1 - 0.005)
    assert committees.audits_failed[0] == 0


def test_money_that_goes_back_costs_score_once(setting):
    world, p = setting.world, setting.params
    p.street_office.score_sd, p.street_office.complaints_weight = 0, 0
    world.committees.symbolic_share[0] = 0
    world.month = DECEMBER
    world.accounts.paid_street_year[0] = 7_000_000
    treasury.spend_routine(setting, 0)
    left = world.accounts.returned_share[0]
    assert 0 < left < 0.1
    for expected in (1 - 0.3 * left, 1):
        street_office.evaluate(setting, 0)
        assert world.committees.score[0] == pytest.approx(expected)


def test_a_special_committee_that_nobody_fills_lapses_whoever_is_active(setting):
    world, p = setting.world, setting.params.organizations
    residents = world.residents
    row = new_organization(setting, 0, COUNCIL, -1, -1)
    world.organizations.state[row], world.organizations.committees[row] = OrganizationState.CONFIRMED, 5
    residents.council[(residents.adult & (residents.kind == 1)).nonzero()[0][:12]] = row
    for _ in range(p.council_refill_months):
        residents.last_act[:] = world.organizations.last_object[row] = world.month
        count_members(setting, row)
        standing._age(setting, row)
        assert world.organizations.committees[row] == 5
        world.month += 1
    residents.last_act[:] = world.organizations.last_object[row] = world.month
    count_members(setting, row)
    standing._age(setting, row)
    assert world.organizations.committees[row] == 4
    world.month += 100
    residents.last_act[:] = world.organizations.last_object[row] = world.month
    count_members(setting, row)
    standing._age(setting, row)
    assert world.organizations.committees[row] == 4  # twelve members fill four committees


def test_who_sits_on_a_council_leads_no_group(setting):
    residents = setting.world.residents
    residents.is_leader[:] = False
    councils._seat(setting, 0, -1, (residents.adult & (residents.kind == 1)).nonzero()[0][:15], -1)
    assert (residents.council >= 0).sum() == 15
    assert not residents.is_leader.any()


@pytest.mark.parametrize(("months", "held"), [(2, False), (3, True)])
def test_the_calendar_holds_public_life_once_a_quarter(model, setting, monkeypatch, months, held):
    practice = next(k for k, each in enumerate(setting.practices) if each.name == "public_life")
    setting.world.repertoire.known[:] = True
    setting.world.committees.last_public_life[0] = setting.month - months
    setting.world.committees.minutes_left[0] = 60_000
    setting.ledger.receive(0, Account.FREE, 10_000_000, 1)
    called = []
    monkeypatch.setattr(type(setting.practices[practice]), "apply", lambda self, desk, affair: called.append(affair))
    ResidentsCommittee(model, setting, 0).hold_public_life()
    assert called == ([-1] if held else [])


def test_an_hour_with_an_organization_is_spent_among_those_it_stands_for(setting, met):
    world = setting.world
    world.committees.minutes_left[0] = 1000
    group = new_organization(setting, 0, founding.GROUP, 1, -1)
    community_time.spend_with(setting, 0, Activity.LIAISON, 120, group)
    community_time.spend(setting, 0, Activity.PUBLIC_LIFE, 180)
    assert met == [(Scope.LANE, 1, 2), (Scope.NEIGHBOURHOOD, 0, 3)]


def test_residents_meet_who_works_in_their_lane(setting, met):
    world = setting.world
    affair = onset.create(setting, 0, AffairClass.LAPSED_MANAGEMENT, Scope.LANE, 1, int(world.lanes.estate[1]), 99)
    world.affairs.labour_minutes[affair], world.committees.minutes_left[0] = 600, 6000
    assert agenda.work_own_hours(setting, 0, affair)
    assert met == [(Scope.LANE, 1, world.affairs.labour_committee[affair] // 60)]


@pytest.mark.parametrize(
    ("state", "paid"),
    [(OrganizationState.INFORMAL, 0), (OrganizationState.PROPOSED, 0), (OrganizationState.CONFIRMED, 900)],
)
def test_only_a_confirmed_organization_pays_through_the_books(setting, state, paid):
    world = setting.world
    affair = onset.create(setting, 0, AffairClass.LAPSED_MANAGEMENT, Scope.LANE, 1, int(world.lanes.estate[1]), 99)
    group = new_organization(setting, 0, founding.GROUP, 1, -1)
    setting.ledger.receive(0, Account.ORGANIZATION_LINES, 1000, Money.DONATION)
    world.organizations.state[group], world.organizations.line_fen[group] = state, 1000
    world.affairs.cost_fen[affair], world.affairs.paid_fen[affair] = 900, 0
    own_affairs._pay_from_line(setting, group, affair)
    assert world.affairs.paid_fen[affair] == paid
    assert world.organizations.line_fen[group] == 1000 - paid
    setting.ledger.check()


def test_an_organization_that_is_no_longer_confirmed_gives_its_line_back(setting):
    world = setting.world
    setting.params.organizations.withdraw_per_month = 1.0
    group = new_organization(setting, 0, founding.GROUP, 1, -1)
    setting.ledger.receive(0, Account.ORGANIZATION_LINES, 1000, Money.DONATION)
    world.organizations.state[group], world.organizations.line_fen[group] = OrganizationState.CONFIRMED, 1000
    free = setting.ledger.balance(0, Account.FREE)
    standing._confirm(setting, group)
    assert world.organizations.state[group] == OrganizationState.INFORMAL
    assert (world.organizations.line_fen[group], setting.ledger.balance(0, Account.FREE)) == (0, free + 1000)


@pytest.mark.parametrize("state", [AffairState.LAPSED, AffairState.MOOT])
def test_a_shift_on_what_has_ended_meanwhile_delivers_nothing(setting, state):
    world = setting.world
    affair = onset.create(setting, 0, AffairClass.LAPSED_MANAGEMENT, Scope.LANE, 1, int(world.lanes.estate[1]), 99)
    group = new_organization(setting, 0, founding.GROUP, 1, -1)
    o, a = world.organizations, world.affairs
    a.state[affair], a.committee_minutes[affair] = state, 60
    before = (int(o.last_decided[group]), int(o.joint_episodes[group]), o.skill[group].tolist())
    came = (world.residents.adult & (world.residents.kind == 1)).nonzero()[0][:4]
    own_affairs._conclude_shift(setting, group, affair, came, 360)
    assert (int(o.last_decided[group]), int(o.joint_episodes[group]), o.skill[group].tolist()) == before
