import numpy as np
import pytest

from sim.engine import month_columns as columns
from sim.engine.outcome_params import Params as OutcomeParams
from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import (
    Account,
    Activity,
    AffairClass,
    AffairState,
    Bottleneck,
    Decision,
    Money,
    OrganizationKind,
    OrganizationState,
)
from sim.institutions.chronicle import Event
from sim.institutions.ledger import Posting
from sim.institutions.setting import Block
from sim.mechanisms.registry import PRACTICES


def test_income_counts_what_came_in_by_source_and_not_the_opening():
    def posted(debit, purpose, fen, n=0):
        return Posting(0, n, debit, Account.FREE, fen, purpose)

    journal = [
        posted(Account.CASH, Money.OPENING, 900),
        posted(Account.CASH, Money.STREET_GRANT, 10),
        posted(Account.CASH, Money.GIFT, 20),
        posted(Account.CASH, Money.GIFT, 5, n=1),
        posted(Account.CASH, Money.EXCHANGE, 40),
        posted(Account.CASH, Money.LEVY, 80),
        posted(Account.FREE, Money.DONATION, 160),  # no cash came in
    ]
    assert columns.income_fen(journal, 2).tolist() == [[10, 0, 20, 40, 80], [0, 0, 5, 0, 0]]


def test_contracts_that_run_and_what_they_pay(make_world):
    world = make_world(contracts=3, accounts=1)
    c = world.contracts
    c.started[:2], c.ended[:], c.spaces[:], c.fee_fen[:] = 5, -9999, 100, 25000
    c.pays[1] = False
    world.accounts.balance[0, Account.CASH] = 12345
    world.month = 41
    limits = OutcomeParams(large_contract_yuan=300_000, stable_contract_months=36)
    found = columns.money(world, np.array([[1, 2, 3, 4, 5]]) * 100, limits)
    assert (found["contracts_large"].item(), found["contracts_stable"].item()) == (1, 2)
    limits = OutcomeParams(large_contract_yuan=300_001, stable_contract_months=37)
    found = columns.money(world, np.array([[1, 2, 3, 4, 5]]) * 100, limits)
    assert (found["contracts_large"].item(), found["contracts_stable"].item()) == (0, 0)
    assert (found["contracts_running"].item(), found["contracts_yuan_year"].item()) == (2, 300_000)
    assert (found["cash_yuan"].item(), found["income_levies_yuan"].item()) == (123.45, 5)


def test_committee_hours_add_up_to_its_time(make_world):
    world = make_world(hours=1)
    for activity, minutes in ((Activity.STREET_TASKS, 600), (Activity.CASES, 60), (Activity.IDLE, 30)):
        world.hours.minutes[0, activity] = minutes
    found = columns.time(world)
    assert (found["hours_street"].item(), found["hours_community"].item(), found["hours_idle"].item()) == (10, 1.5, 0.5)


def test_affairs_are_counted_without_disputes(make_world, arise):
    world = make_world(month=20)
    arise(world, onset=20)
    arise(world, state=AffairState.RECOGNIZED)
    arise(world, state=AffairState.RESOLVED, closed=20, decision=Decision.RESIDENTS, labour_residents=1)
    arise(world, state=AffairState.RESOLVED, closed=20)
    arise(world, state=AffairState.RESOLVED, closed=19)
    arise(world, state=AffairState.MOOT, closed=20)
    arise(world, state=AffairState.LAPSED, closed=20)
    arise(world, klass=AffairClass.DISPUTE, state=AffairState.RESOLVED, closed=20, onset=20)
    world.append("cases", 2)
    found = {name: values.item() for name, values in columns.affairs(world).items()}
    assert found == {
        "affairs_latent": 1,
        "affairs_open": 1,
        "affairs_resolved": 2,
        "affairs_lapsed": 1,
        "affairs_moot": 1,
        "affairs_arisen": 1,
        "affairs_by_residents": 1,
        "disputes": 1,
        "cases": 2,
    }


def test_bodies_and_spaces(make_world):
    world = make_world(organizations=5, teams=2)
    o = world.organizations
    o.kind[:4], o.kind[4] = OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.COUNCIL
    o.state[:] = (
        OrganizationState.INFORMAL,
        OrganizationState.CONFIRMED,
        OrganizationState.DORMANT,
        OrganizationState.DISSOLVED,
        OrganizationState.CONFIRMED,
    )
    world.teams.active[0] = True
    world.households.enclosed[0], world.estates.spaces[0] = 2, 8
    found = {name: values.item() for name, values in columns.bodies(world).items()}
    assert found == {
        "teams": 1,
        "groups_confirmed": 1,
        "groups_informal": 1,
        "groups_dormant": 1,
        "council": 1,
        "enclosed_share": 0.25,
    }


def test_defaults_are_no_discoveries(make_world):
    world = make_world(repertoire=len(PRACTICES) * 7)
    last = len(PRACTICES) - 1
    for row in (0, last * 7, last * 7 + 3):  # a default in one class, a practice in two
        world.repertoire.known[row] = world.repertoire.conscious[row] = True
    found = columns.knowledge(world, PRACTICES)
    assert (found["practices_known"].item(), found["practices_conscious"].item()) == (1, 1)


def test_an_affair_is_blocked_by_what_it_lacks_first():
    mine = [
        Block(0, Bottleneck.CONSENT),
        Block(0, Bottleneck.MONEY, hours=True),
        Block(1, Bottleneck.LABOUR, hours=True),
        Block(0, Bottleneck.MONEY, hours=True),
    ]
    found = {name: values.tolist() for name, values in columns.blocked([mine, []]).items()}
    assert (found["blocked_consent"], found["blocked_money"], found["blocked_labour"]) == ([1, 0], [0, 0], [1, 0])
    assert found["blocked_hours"] == [2, 0]


def test_turnout_stands_in_the_month_of_an_election_only():
    held = Event(1, 0, 1, EventKind.ELECTION_HELD, -1, -1, -1, -1, {"turnout": 0.4, "voters": 2})
    assert columns.turnout([held], 2)["election_turnout"].tolist() == pytest.approx([np.nan, 0.4], nan_ok=True)
