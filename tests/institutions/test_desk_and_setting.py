"""What the desk lets practices see and do; identities, backbones, lots, peers and meetings with the committee (§6)."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import (
    Account,
    Act,
    Activity,
    AffairClass,
    AffairState,
    Decision,
    Money,
    RecognizedBy,
    Scope,
)
from sim.institutions import bodies, community_time, kernels, treasury
from sim.institutions.contracts import duty
from sim.institutions.desk import CommitteeDesk
from sim.institutions.meetings import judgement, visits
from sim.institutions.organizations.membership import GROUP
from tests.helpers.bodies import adults, affair, body, move_away

COMMODITY = 2


@pytest.fixture
def desk(setting):
    """The desk of the committee."""
    return CommitteeDesk(setting, 0)


@pytest.fixture
def row(setting):
    """A latent affair of the first lane."""
    return affair(setting, AffairClass.ENVIRONMENT)


@pytest.mark.parametrize(
    ("cases", "share"), [({}, 0.0), ({3: 1}, 1.0), ({3: 1, 4: 3}, 0.25), ({4: 3}, 0.0), ({3: 2}, 1.0)]
)
def test_the_share_of_cases_that_name_an_affair(desk, cases, share):
    desk.cases = cases
    assert desk.case_share(3) == share


def test_what_is_latent_what_was_petitioned_and_what_is_parking(setting, desk, row):
    a = setting.world.affairs
    assert row in desk.latent_affairs() and not desk.petitioned(row) and not desk.is_parking(row)
    a.state[row], a.recognized_by[row], a.klass[row] = 1, RecognizedBy.PETITION, AffairClass.PARKING
    assert row not in desk.latent_affairs() and desk.petitioned(row) and desk.is_parking(row)


@pytest.mark.parametrize(("promised", "missing", "gap"), [(0, 0, 0.0), (400, 100, 0.25)])
def test_the_duty_gap(desk, monkeypatch, promised, missing, gap):
    monkeypatch.setattr(duty, "unmet_duty", lambda *_: (promised, missing))
    assert desk.duty_gap() == gap


def test_persons_in_duties_are_counted_once(setting, desk):
    residents, people = setting.world.residents, adults(setting)
    residents.patrol[:] = residents.group[:] = residents.council[:] = -1
    assert desk.persons_in_duties() == 0
    residents.patrol[people[0]] = residents.group[people[1]] = residents.council[people[2]] = 0
    residents.patrol[people[3]] = residents.group[people[3]] = 1
    residents.group[people[4]] = 1
    move_away(setting, people[4])
    assert desk.persons_in_duties() == 4


def test_own_cash_and_half_a_years_running_costs(setting, desk, monkeypatch):
    setting.world.accounts.balance[:] = 0
    for account, fen in ((Account.FREE, 300), (Account.VENUES_AND_EVENTS, 40), (Account.PURPOSE_BOUND, 5)):
        setting.ledger.receive(0, account, fen, Money.OPENING)
    assert desk.own_cash_fen() == 340
    monkeypatch.setattr(treasury, "running_year", lambda *_: 1_201)
    assert desk.running_half_year_fen() == 600


@pytest.mark.parametrize(("klass", "cost"), [(AffairClass.GOVERNMENT_WORKS, 0), (AffairClass.ENCROACHMENT, 900)])
def test_works_by_notice_are_paid_from_above(setting, desk, row, klass, cost):
    a = setting.world.affairs
    a.klass[row], a.cost_fen[row] = klass, 900
    desk.decide_by_notice(row)
    assert (a.cost_fen[row], a.state[row], a.decision[row]) == (cost, AffairState.COMMITTED, Decision.NOTICE)


@pytest.mark.parametrize("worth", [True, False])
def test_what_is_not_worth_it_is_a_false_alarm(setting, desk, row, monkeypatch, worth):
    monkeypatch.setattr(judgement, "judge", lambda *_: worth)
    told = len(setting.chronicle.events)
    assert desk.judge(row) is worth and len(setting.chronicle.events) - told == (not worth)


@pytest.mark.parametrize(
    ("judged", "months", "rests"), [(2, 11, True), (2, 12, False), (1, 1, False), (0, 1, False), (3, 1, False)]
)
def test_a_rejected_affair_rests_twelve_months(setting, desk, row, judged, months, rests):
    a = setting.world.affairs
    a.judged[row], a.judged_month[row] = judged, setting.month - months
    assert desk.rests(row) is rests


@pytest.mark.parametrize(
    ("pilot", "cost", "paid", "fen", "shown"),
    [
        (True, 50_000, True, 5_000, True),  # a tenth of the whole
        (False, 50_000, True, 200_000, True),  # 2,000 yuan
        (False, 50_000, False, 200_000, False),
        (True, 0, False, None, True),  # what costs nothing need not be paid
    ],
)
def test_seeing_it_must_be_paid(setting, desk, row, monkeypatch, pilot, cost, paid, fen, shown):
    spent, went = [], []
    monkeypatch.setattr(treasury, "event_money", lambda _s, _n, asked: spent.append(asked) or paid)
    monkeypatch.setattr(visits, "show_example", lambda _s, _who, *rest: went.append(rest))
    setting.world.affairs.cost_fen[row] = cost
    assert desk.show_example(row, pilot, 0.5) is shown
    assert spent == ([] if fen is None else [fen]) and went == ([(row, pilot, 0.5)] if shown else [])


@pytest.mark.parametrize(("lane", "estate", "has"), [(0, -1, True), (-1, 0, True), (-1, -1, False), (1, 1, True)])
def test_whether_one_group_could_have_it(setting, desk, row, lane, estate, has):
    setting.world.affairs.lane[row], setting.world.affairs.estate[row] = lane, estate
    assert desk.has_territory(row) is has


def test_identities_of_bodies_are_of_their_neighbourhood_and_never_used_again(setting):
    hoods = setting.world.neighbourhoods
    hoods.eid[0], hoods.next_body[0] = 3, 7
    found = [bodies.next_body(setting, 0) for _ in range(3)]
    assert found == [3 * 1_048_576 + 7, 3 * 1_048_576 + 8, 3 * 1_048_576 + 9]


def test_a_proposal_says_what_it_was_given_and_nothing_else(setting):
    world, first = setting.world, setting.world.n("proposals")
    for given in ({}, {"by_committee": 1, "lane": 1}):
        row = bodies.propose(setting, Act.COUNCIL, 0, **given)
        kept = {name: int(getattr(world.proposals, name)[row]) for name in world.proposals._fields}
        expected = dict.fromkeys(world.proposals._fields, -1) | {"neighbourhood": 0, "act": int(Act.COUNCIL)}
        assert kept == expected | {"by_committee": 0} | given
    assert world.n("proposals") == first + 2


@pytest.mark.parametrize(
    ("size", "share", "named"), [(5, 0.1, 1), (14, 0.1, 1), (16, 0.1, 2), (2, 1.0, 2), (3, 0.0, 1)]
)
@pytest.mark.parametrize("column", ["team", "patrol", "group"])
@pytest.mark.parametrize("body_row", [0, 1])
def test_the_top_tenth_of_members_are_backbones(setting, monkeypatch, size, share, named, column, body_row):
    residents, people = setting.world.residents, adults(setting)
    residents.team[:] = residents.patrol[:] = residents.group[:] = -1
    residents.is_building_head[:] = False
    residents.is_building_head[people[-1]] = True
    members, others = people[:size], people[size : size + 4]
    getattr(residents, column)[members], getattr(residents, column)[others] = body_row, body_row + 2
    standing = np.zeros(len(residents.team))
    standing[members] = np.arange(size) // 2  # the last stand highest; pairs are equal
    standing[others[1]] = 9.0
    monkeypatch.setattr(kernels, "standings", lambda *_: standing)
    setting.params.teams.backbone_share = share
    bodies.name_backbones(setting)
    best = sorted(members, key=lambda i: (-standing[i], residents.eid[i]))[:named]
    rest = sorted(others, key=lambda i: (-standing[i], residents.eid[i]))[: max(1, round(4 * share))]
    assert np.flatnonzero(residents.is_backbone).tolist() == sorted([*best, *rest, people[-1]])
    residents.adult[best[0]] = False
    bodies.name_backbones(setting)
    assert not residents.is_backbone[best[0]]


def test_peers_are_the_other_committees_of_the_street(setting):
    world = setting.world
    world.append("neighbourhoods", 3)
    world.neighbourhoods.street[:4] = [0, 1, 0, 0]
    assert setting.peers(0) == [2, 3] and setting.peers(1) == []


def test_ties_are_broken_as_by_the_draw_of_the_month(setting):
    world = setting.world
    assert setting.hash(Purpose.SCAN, 7, 9) == draws.key(world.seed, int(Purpose.SCAN), world.month, 7, 9, 0)


@pytest.mark.parametrize("most", [None, 0, 1, 2, 5, 6, 9])
def test_the_first_few_by_lot_are_the_first_of_all(setting, most):
    eid, rows = np.array([4, 8, 15, 16, 23, 42]), np.array([5, 3, 1, 0, 2, 4])
    lots = [int(draws.key(setting.world.seed, int(Purpose.INVITED), setting.month, int(eid[r]), 6, 0)) for r in rows]
    order = [int(row) for _, row in sorted(zip(lots, rows, strict=True))]
    assert setting.by_lot(Purpose.INVITED, eid, rows, 6, most).tolist() == order[: len(order) if most is None else most]


@pytest.fixture
def met(setting, monkeypatch):
    """What the committee's contacts are, as (scope, place, number, key)."""
    found = []
    monkeypatch.setattr(setting.society, "contact_committee", lambda *rest: found.append(rest))
    setting.world.committees.minutes_left[0] = 10_000
    return found


@pytest.mark.parametrize(("scope", "place"), [(Scope.LANE, 1), (Scope.ESTATE, 1), (Scope.NEIGHBOURHOOD, 0)])
def test_an_hour_on_an_affair_is_spent_in_its_place(setting, met, scope, place):
    a = setting.world.affairs
    for row in (0, affair(setting, AffairClass.ENVIRONMENT)):
        a.scope[row], a.lane[row], a.estate[row], a.committee_minutes[row] = scope, 1, 1, 0
        assert community_time.spend(setting, 0, Activity.AGENDA, 119, row) == 119
        assert met[-1][:3] == (scope, place, 1) and a.committee_minutes[row] == 119
    assert community_time.spend(setting, 0, Activity.AGENDA, 59, 0) == 59 and len(met) == 2


@pytest.mark.parametrize(
    ("lane", "estate", "scope", "place"),
    [
        (0, -1, Scope.LANE, 0),
        (1, -1, Scope.LANE, 1),
        (-1, 0, Scope.ESTATE, 0),
        (-1, 1, Scope.ESTATE, 1),
        (-1, -1, Scope.NEIGHBOURHOOD, 0),
    ],
)
def test_an_hour_with_a_body_is_spent_in_its_territory(setting, met, lane, estate, scope, place):
    community_time.spend_with(setting, 0, Activity.LIAISON, 60, body(setting, GROUP, lane=lane, estate=estate))
    assert met[0][:3] == (scope, place, 1)


def test_hours_for_different_things_meet_different_persons(setting, met):
    world = setting.world
    world.committees.eid[0], world.affairs.eid[:2] = 2**31 + 7, [5, 6]
    groups = [body(setting, GROUP, lane=0), body(setting, GROUP, lane=1)]
    for activity in (Activity.LIAISON, Activity.AGENDA, Activity.HEARING):
        community_time.spend(setting, 0, activity, 60)
        for k in (0, 1):
            community_time.spend(setting, 0, activity, 60, k)
            community_time.spend_with(setting, 0, activity, 60, groups[k])
    keys = [key for *_, key in met]
    assert len(set(keys)) == 15 and min(keys) >= 0 and max(keys) < 2**63
    assert all(isinstance(key, int) for key in keys)
