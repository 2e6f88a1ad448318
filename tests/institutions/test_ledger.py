"""Double entry by hand, and yearly sums cut into months."""

import pytest

from sim.foundation.errors import InvariantBroken
from sim.foundation.terms import Account, Money
from sim.institutions import treasury
from sim.institutions.ledger import Ledger, monthly_part
from sim.world.state import empty_world


@pytest.fixture
def ledger():
    return Ledger(empty_world(0, 3, {"neighbourhoods": 2, "accounts": 2}))


def balances(ledger, neighbourhood=0):
    row = ledger.world.accounts.balance[neighbourhood]
    return {account.word: int(row[account]) for account in Account if row[account]}


def test_income_expense_and_transfer_keep_cash_equal_to_funds(ledger):
    ledger.receive(0, Account.FREE, 1000, Money.DONATION)
    ledger.receive(0, Account.OFFICE, 500, Money.STREET_GRANT)
    ledger.transfer(0, Account.FREE, Account.VENUES_AND_EVENTS, 300, Money.COMMITTED)
    ledger.pay(0, Account.OFFICE, 200, Money.STREET_WORK)
    assert balances(ledger) == {"cash": 1300, "office": 300, "free": 700, "venues_and_events": 300}
    assert balances(ledger, 1) == {}
    ledger.check()
    assert [(p.debit.word, p.credit.word, p.amount_fen) for p in ledger.journal] == [
        ("cash", "free", 1000), ("cash", "office", 500), ("free", "venues_and_events", 300), ("office", "cash", 200),
    ]  # fmt: skip
    assert {(p.month, p.neighbourhood) for p in ledger.journal} == {(3, 0)}


def test_nothing_is_posted_for_nothing(ledger):
    ledger.receive(0, Account.FREE, 0, Money.DONATION)
    ledger.pay(0, Account.FREE, -5, Money.EVENT)
    assert ledger.journal == [] and balances(ledger) == {}


@pytest.mark.parametrize("move", ["pay", "transfer"])
def test_no_fund_can_be_overdrawn(ledger, move):
    ledger.receive(0, Account.FREE, 100, Money.DONATION)
    ledger.receive(0, Account.OFFICE, 100, Money.DONATION)
    with pytest.raises(InvariantBroken, match=r"accounts\[0\].*101 fen.*overdraws"):
        if move == "pay":
            ledger.pay(0, Account.FREE, 101, Money.EVENT)
        else:
            ledger.transfer(0, Account.FREE, Account.OFFICE, 101, Money.RELEASED)
    assert len(ledger.journal) == 2


def test_books_that_do_not_close_are_found(ledger):
    ledger.world.accounts.balance[1, Account.CASH] = 7
    with pytest.raises(InvariantBroken, match=r"accounts\[1\].*cash less funds is 7 fen"):
        ledger.check()


@pytest.mark.parametrize("yearly", [0, 1, 11, 12, 13, 7_000_000, 6_999_999])
@pytest.mark.parametrize("first", [-24, 0, 5])
def test_twelve_parts_make_the_year_exactly(yearly, first):
    parts = [monthly_part(yearly, month) for month in range(first, first + 12)]
    assert sum(parts) == yearly
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize("earmarks", [[0.35, 0.15, 0.25, 0.1, 0.15], [0, 0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0, 0]])
@pytest.mark.parametrize("fen", [7_000_000, 6_999_987])
def test_a_year_of_the_grant_is_the_grant_whatever_the_earmarks(setting, monkeypatch, earmarks, fen):
    monkeypatch.setattr(setting.params.money, "earmarks", earmarks)
    monkeypatch.setattr(setting.params.money, "grant_yuan_per_year", fen / 100)
    setting.ledger.journal.clear()
    for _ in range(12):
        treasury.receive_grant(setting, 0)
        setting.world.month += 1
    received = [posting for posting in setting.ledger.journal if posting.purpose == Money.STREET_GRANT]
    assert sum(posting.amount_fen for posting in received) == fen
    for account, share in zip(treasury.EARMARKS, earmarks, strict=True):
        got = sum(posting.amount_fen for posting in received if posting.credit == account)
        assert got == pytest.approx(share * fen, abs=24)
