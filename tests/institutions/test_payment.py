"""What pays for an affair and for its upkeep: levy, gifts, funds, in this order (§6.3, §6.5; decision 0007)."""

import pytest

from sim.foundation.terms import Account, AffairClass, Decision, Money
from sim.institutions.affairs import payment, reach
from tests.helpers.affairs import balances, fill_books, new_affair


@pytest.fixture
def affair(setting):
    """An affair that costs 10 yuan, of which 2 are paid; three households have signed; nothing lies in any fund."""
    row = new_affair(setting)
    a, stakes = setting.world.affairs, setting.world.stakes
    a.cost_fen[row], a.paid_fen[row], a.decision[row] = 1000, 200, Decision.NONE
    block = reach.stakes_of(setting, row)
    assert a.n_stakes[row] > 3
    stakes.signed[block] = [k < 3 for k in range(a.n_stakes[row])]
    setting.params.issues.contribution_levy_yuan = 1.25
    fill_books(setting)
    return row


@pytest.mark.parametrize(
    ("decision", "levy"),
    [
        (Decision.NONE, 0),
        (Decision.NOTICE, 0),
        (Decision.HEARING, 0),
        (Decision.NEGOTIATED, 375),
        (Decision.RESIDENTS, 375),
    ],
)
def test_each_who_signed_pays_the_levy_of_what_residents_decided_or_agreed_to(setting, affair, decision, levy):
    setting.world.affairs.decision[affair] = decision
    assert payment.levy(setting, affair) == levy


def test_a_levy_goes_through_the_books_and_is_paid_at_once(setting, affair):
    payment.collect(setting, affair, 300)
    assert setting.world.affairs.paid_fen[affair] == 500 and balances(setting) == {}
    assert [(each.credit, each.debit, each.amount_fen, each.purpose) for each in setting.ledger.journal] == [
        (Account.AFFAIRS, Account.CASH, 300, Money.LEVY),
        (Account.CASH, Account.AFFAIRS, 300, Money.AFFAIR),
    ]


@pytest.mark.parametrize(
    ("klass", "levied", "gift", "culture", "free", "parts"),
    [
        (AffairClass.ENVIRONMENT, False, 0, 0, 800, {"free": 800}),
        (AffairClass.ENVIRONMENT, False, 0, 0, 799, None),
        (AffairClass.ENVIRONMENT, False, 0, 9999, 799, None),
        (AffairClass.ENVIRONMENT, False, 300, 0, 5000, {"affairs": 300, "free": 500}),
        (AffairClass.ENVIRONMENT, False, 900, 0, 5000, {"affairs": 800}),
        (AffairClass.ENVIRONMENT, False, 799, 0, 1, {"affairs": 799, "free": 1}),
        (AffairClass.CULTURAL_SPORTS, False, 300, 400, 100, {"affairs": 300, "culture_sports": 400, "free": 100}),
        (AffairClass.CULTURAL_SPORTS, False, 0, 1, 799, {"culture_sports": 1, "free": 799}),
        (AffairClass.CULTURAL_SPORTS, False, 0, 0, 799, None),
        (AffairClass.ENVIRONMENT, True, 0, 0, 425, {"free": 425}),
        (AffairClass.ENVIRONMENT, True, 0, 0, 424, None),
    ],
)
def test_gifts_pay_before_culture_money_and_free_cash(setting, affair, klass, levied, gift, culture, free, parts):
    """8 yuan are left, of which a levy of three times 1.25 yuan takes 3.75; only class III may use culture money."""
    a = setting.world.affairs
    a.klass[affair], a.gift_fen[affair] = klass, gift
    a.decision[affair] = Decision.RESIDENTS if levied else Decision.NONE
    fill_books(setting, affairs=gift, culture_sports=culture, free=free)
    found = payment.affordable(setting, affair)
    assert (found and {fund.word: fen for fund, fen in found}) == parts
    before = balances(setting)
    assert payment.pay(setting, affair) is (parts is not None)
    left = {word: fen - (parts or {}).get(word, 0) for word, fen in before.items()}
    assert balances(setting) == {word: fen for word, fen in left.items() if fen}
    assert a.paid_fen[affair] == (1000 if parts else 200)
    assert a.gift_fen[affair] == gift - (parts or {}).get("affairs", 0)
    setting.ledger.check()


def test_a_levy_takes_no_more_than_is_left(setting, affair):
    """Three times 4 yuan would be 12, but 8 are left."""
    setting.params.issues.contribution_levy_yuan = 4
    setting.world.affairs.decision[affair] = Decision.NEGOTIATED
    fill_books(setting, free=500)
    assert payment.affordable(setting, affair) == [] and payment.pay(setting, affair)
    assert balances(setting) == {"free": 500} and setting.world.affairs.paid_fen[affair] == 1000
    assert sum(each.amount_fen for each in setting.ledger.journal if each.purpose == Money.LEVY) == 800


@pytest.mark.parametrize("paid", [1000, 1001])
def test_what_is_paid_is_not_paid_again(setting, affair, paid):
    setting.world.affairs.paid_fen[affair] = paid
    setting.world.affairs.decision[affair] = Decision.RESIDENTS
    fill_books(setting, free=500)
    assert payment.pay(setting, affair)
    assert setting.ledger.journal == [] and setting.world.affairs.paid_fen[affair] == paid


@pytest.mark.parametrize(
    ("klass", "books", "left"),
    [
        (AffairClass.ENVIRONMENT, {"free": 100, "venues_and_events": 500}, {"venues_and_events": 500}),
        (AffairClass.ENVIRONMENT, {"free": 99, "venues_and_events": 100}, {"free": 99}),
        (AffairClass.ENVIRONMENT, {"free": 99, "culture_sports": 500, "purpose_bound": 500}, None),
        (AffairClass.CULTURAL_SPORTS, {"culture_sports": 100, "purpose_bound": 7}, {"purpose_bound": 7}),
        (AffairClass.CULTURAL_SPORTS, {"culture_sports": 99, "purpose_bound": 100}, {"culture_sports": 99}),
        (AffairClass.CULTURAL_SPORTS, {"purpose_bound": 99, "free": 150}, {"purpose_bound": 99, "free": 50}),
        (AffairClass.CULTURAL_SPORTS, {"free": 99, "venues_and_events": 150}, {"free": 99, "venues_and_events": 50}),
    ],
)
def test_a_month_of_upkeep_is_a_twelfth_of_the_years_from_one_fund(setting, affair, klass, books, left):
    """1,207 fen a year are 100 a month; they count as running costs of the month of the year (17 is June)."""
    a, running = setting.world.affairs, setting.world.committees.running_year_fen
    a.klass[affair], a.upkeep_fen[affair], setting.world.month = klass, 1207, 17
    fill_books(setting, **books)
    running[:] = 7
    assert payment.pay_upkeep(setting, affair) is (left is not None)
    assert balances(setting) == (books if left is None else left)
    assert running[0].tolist() == [107 if month == 5 and left is not None else 7 for month in range(12)]


def test_a_fen_of_upkeep_has_to_be_paid(setting, affair):
    setting.world.affairs.upkeep_fen[affair] = 12
    assert not payment.pay_upkeep(setting, affair)


def test_upkeep_of_nothing_is_paid(setting, affair):
    setting.world.affairs.upkeep_fen[affair] = 11
    assert payment.pay_upkeep(setting, affair) and setting.ledger.journal == []
