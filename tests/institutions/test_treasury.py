"""Money by the calendar: grant, donations, routine, approval, what flows on, the year's accounts (§6.5)."""

import pytest

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Money, OrganizationKind, OrganizationState
from sim.institutions import treasury
from tests.helpers.affairs import balances, fill_books

GROUP, COUNCIL, PATROL = OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.COUNCIL, OrganizationKind.PATROL


@pytest.fixture
def p(setting):
    """The parameters of money, to be changed; the books are empty, and it is May of the second year."""
    fill_books(setting)
    setting.world.month = 16
    return setting.params.money


def posted(setting):
    """Return what was posted: (debit, credit, fen, purpose)."""
    return [(each.debit.word, each.credit.word, each.amount_fen, each.purpose) for each in setting.ledger.journal]


def test_books_open_with_free_cash(setting, p):
    p.opening_free_yuan = 12.5
    treasury.open_books(setting)
    assert posted(setting) == [("cash", "free", 1250, Money.OPENING)]


def test_a_month_of_the_grant_is_a_twelfth_by_earmark(setting, p):
    """120 yuan a year less half of 40 yuan of own income are 100: 833.3 fen a month; in May 8·n/12 leaves 833.

    5/12 and 4/12 of 10,000 are 4,166 and 3,333. The office has what shares of .25, .25, .1 and .1 leave.
    """
    accounts = setting.world.accounts
    p.grant_yuan_per_year, p.grant_offset, p.earmarks = 120, 0.5, [0.3, 0.25, 0.25, 0.1, 0.1]
    accounts.own_income_before[0], accounts.own_income_year[0], accounts.paid_street_year[0] = 4000, 99, 1000
    treasury.receive_grant(setting, 0)
    shares = {"party": 208, "aid": 208, "visits": 83, "culture_sports": 83}
    assert balances(setting) == {"office": 833 - 582, **shares} and accounts.paid_street_year[0] == 1833


@pytest.mark.parametrize("own", [24_000, 24_001, 24_100, 90_000])
def test_own_income_takes_no_more_than_the_grant(setting, p, own):
    p.grant_yuan_per_year, p.grant_offset = 120, 0.5
    setting.world.accounts.own_income_before[0] = own
    for _ in range(12):
        treasury.receive_grant(setting, 0)
        setting.world.month += 1
    assert balances(setting) == {} and own >= 24_000


def test_rounding_leaves_the_office_nothing_to_owe(setting, p):
    """A part of 3 fen in two halves: 1.5 is rounded to 2, and only 1 is left for the other."""
    p.grant_yuan_per_year, p.grant_offset, p.earmarks = 0.36, 0, [0, 0.5, 0.5, 0, 0]
    treasury.receive_grant(setting, 0)
    assert balances(setting) == {"party": 2, "aid": 1}


@pytest.mark.parametrize(("sd", "factor"), [(0.0, 1.0), (0.25, 0.5), (1e6, 1.0)])
def test_donations_vary_around_a_twelfth_of_the_year(setting, p, sd, factor):
    """Of 12,007 fen a year May has ⌊12,007 · 5 / 12⌋ - ⌊12,007 · 4 / 12⌋ = 5,002 - 4,002; never less than nothing."""
    world = setting.world
    p.donations_yuan_per_year, p.donations_sd, p.free_share = 120.07, sd, 0.3
    world.neighbourhoods.donations_factor[0] = factor
    for month in (16, 28, 40):
        world.month = month
        fill_books(setting)
        treasury.receive_gifts_of_residents(setting, 0)
        noise = setting.normal(Purpose.DONATION, int(world.neighbourhoods.eid[0]), 0, 0, 1.0, sd)
        fen = round(1000 * max(0.0, noise) * factor)
        assert setting.ledger.balance(0, Account.CASH) == fen
        assert noise > 0 or fen == 0


def test_of_a_gift_three_tenths_are_free_and_the_rest_is_bound(setting, p):
    p.free_share, setting.world.accounts.own_income_year[0] = 0.3, 50
    treasury.receive_split(setting, 0, 1001, Money.GIFT)
    assert posted(setting) == [("cash", "free", 300, Money.GIFT), ("cash", "purpose_bound", 701, Money.GIFT)]
    assert setting.world.accounts.own_income_year[0] == 1051


@pytest.mark.parametrize(("culture", "routine"), [(1000, 62), (50, 50)])
def test_routine_takes_the_earmarks_and_half_of_the_culture_money(setting, p, culture, routine):
    """.5 · .15 · 833 fen (May's part of 10,000) = 62; a tenth of what is bound goes to those in need."""
    p.routine_culture_share, p.grant_yuan_per_year, p.bound_spent_per_month = 0.5, 100, 0.1
    p.earmarks = [0.35, 0.15, 0.25, 0.10, 0.15]
    fill_books(setting, office=5, party=6, aid=7, visits=8, culture_sports=culture, free=9, purpose_bound=105)
    treasury.spend_routine(setting, 0)
    left = {"culture_sports": culture - routine, "free": 9, "purpose_bound": 95}
    assert balances(setting) == {word: fen for word, fen in left.items() if fen}
    work = [("office", 5), ("party", 6), ("aid", 7), ("visits", 8), ("culture_sports", routine)]
    assert posted(setting) == [
        *((word, "cash", fen, Money.STREET_WORK) for word, fen in work),
        ("purpose_bound", "cash", 10, Money.AID),
    ]


@pytest.mark.parametrize(
    ("month", "paid", "left", "share"),
    [(23, 1000, 250, 0.25), (-1, 1000, 250, 0.25), (23, 100, 250, 1.0), (23, 0, 0, 0.0), (22, 1000, 250, 0.5)],
)
def test_what_is_left_of_culture_money_goes_back_in_december(setting, p, month, paid, left, share):
    """Month 23 and month -1 are Decembers; in other months nothing is returned, nor is the share counted anew."""
    accounts = setting.world.accounts
    p.routine_culture_share, setting.world.month = 0.0, month
    accounts.paid_street_year[0], accounts.returned_share[0] = paid, 0.5
    fill_books(setting, culture_sports=left)
    treasury.spend_routine(setting, 0)
    returned = [each.amount_fen for each in setting.ledger.journal if each.purpose == Money.RETURNED_GRANT]
    assert returned == ([left] if left and month != 22 else [])
    assert accounts.returned_share[0] == share


def test_a_share_of_a_single_fen(setting, p):
    """Of one fen paid one fen is returned: all of it."""
    setting.world.month, setting.world.accounts.paid_street_year[0], p.routine_culture_share = 23, 1, 0.0
    fill_books(setting, culture_sports=1)
    treasury.spend_routine(setting, 0)
    assert setting.world.accounts.returned_share[0] == 1.0


@pytest.mark.parametrize("months", [0, 1, 2])
def test_a_units_money_may_be_used_months_after_it_came(setting, p, months):
    """The office approves in phase 1 of the month that lies so many months after (decision 0007)."""
    p.approval_months, setting.world.accounts.own_income_year[0] = months, 5
    setting.world.accounts.pending_fen[0] = 0
    treasury.receive_from_unit(setting, 0, 600)
    treasury.receive_from_unit(setting, 0, 100)
    assert setting.world.accounts.own_income_year[0] == 705
    waited = 0
    while balances(setting) == {"pending": 700}:
        treasury.approve(setting, 0)
        waited += 1
    assert balances(setting) == {"free": 700} and waited == months
    treasury.approve(setting, 0)
    assert balances(setting) == {"free": 700} and not setting.world.accounts.pending_fen[0].any()


def test_what_waits_longest_is_approved_last_and_once(setting, p):
    pending = setting.world.accounts.pending_fen
    fill_books(setting, pending=1111)
    pending[0, :] = 0
    pending[0, 1], pending[0, -1] = 111, 1000
    for month in range(1, pending.shape[1]):
        treasury.approve(setting, 0)
        assert setting.ledger.balance(0, Account.FREE) == (1111 if month == pending.shape[1] - 1 else 111)
    assert not pending[0].any()


@pytest.fixture
def bodies(setting):
    """Seven organizations: a group and a council that are confirmed, and five that have no line."""
    world = setting.world
    first = world.append("organizations", 7)
    o = world.organizations
    o.state[: first + 7] = OrganizationState.DISSOLVED
    rows = slice(first, first + 7)
    o.kind[rows] = [GROUP, COUNCIL, PATROL, GROUP, GROUP, GROUP, OrganizationKind.LEADERS_JOINT_MEETING]
    o.state[rows], o.neighbourhood[rows], o.line_fen[rows] = OrganizationState.CONFIRMED, 0, 7
    o.state[first + 3], o.state[first + 4] = OrganizationState.INFORMAL, OrganizationState.DORMANT
    o.neighbourhood[first + 5] = 1
    return rows


@pytest.mark.parametrize(
    ("free", "venues", "to_venues", "each"),
    [
        (1000, 0, 0, 0),
        (1007, 0, 0, 0),
        (1008, 0, 1, 0),
        (1803, 0, 100, 0),
        (0, 1000, 0, 0),
        (0, 1159, 0, 4),
        (1080, 1150, 10, 5),
        (500, 1191, 0, 5),
    ],
)
def test_free_cash_above_the_limit_flows_on_over_eight_months(setting, p, bodies, free, venues, to_venues, each):
    """⌊above / 8⌋ to venues and events; of what these hold above the limit half flows in eighths to the lines.

    The lines' part is divided evenly; fen that do not divide stay.
    """
    p.flow_above_yuan, p.flow_months, p.flow_to_lines = 10, 8, 0.5
    fill_books(setting, free=free, venues_and_events=venues)
    treasury.flow_on(setting, 0)
    left = {
        "free": free - to_venues,
        "venues_and_events": venues + to_venues - 2 * each,
        "organization_lines": 2 * each,
    }
    assert balances(setting) == {word: fen for word, fen in left.items() if fen}
    assert setting.world.organizations.line_fen[bodies].tolist() == [7 + each, 7 + each, 7, 7, 7, 7, 7]


def test_a_single_fen_above_the_limit_flows_on_at_once_where_no_time_is_given(setting, p, bodies):
    """Within a month a fen above 10 yuan flows to events, and from there to the only line; or it is spent."""
    p.flow_above_yuan, p.flow_months, p.flow_to_lines, p.events_kept = 10, 1, 1.0, 1.0
    fill_books(setting, free=1001, venues_and_events=1000)
    treasury.spend_on_events(setting, 0)
    setting.world.organizations.state[bodies.start] = OrganizationState.DISSOLVED
    treasury.flow_on(setting, 0)
    assert balances(setting) == {"free": 1000, "venues_and_events": 1000, "organization_lines": 1}
    fill_books(setting, venues_and_events=1001)
    treasury.spend_on_events(setting, 0)
    assert balances(setting) == {"venues_and_events": 1000}


def test_without_confirmed_bodies_nothing_flows_to_lines(setting, p, bodies):
    setting.world.organizations.state[bodies] = OrganizationState.INFORMAL
    fill_books(setting, venues_and_events=100_000_000)
    treasury.flow_on(setting, 0)
    assert balances(setting) == {"venues_and_events": 100_000_000}


@pytest.mark.parametrize(("venues", "spent"), [(500, 0), (507, 0), (508, 1), (1300, 100)])
def test_events_money_above_half_the_limit_is_spent_in_eighths(setting, p, venues, spent):
    p.flow_above_yuan, p.flow_months, p.events_kept = 10, 8, 0.5
    fill_books(setting, venues_and_events=venues)
    treasury.spend_on_events(setting, 0)
    assert balances(setting) == {"venues_and_events": venues - spent}


def test_a_new_year_remembers_own_income_and_begins_at_nothing(setting, p):
    accounts = setting.world.accounts
    accounts.paid_street_year[0], accounts.own_income_year[0], accounts.own_income_before[0] = 5, 6, 7
    treasury.new_year(setting, 0)
    year = (accounts.paid_street_year[0], accounts.own_income_year[0], accounts.own_income_before[0])
    assert year == (0, 0, 6)


@pytest.mark.parametrize(
    ("books", "paid"),
    [
        ({"venues_and_events": 100, "culture_sports": 100, "purpose_bound": 100, "free": 100}, "venues_and_events"),
        ({"venues_and_events": 99, "culture_sports": 100, "purpose_bound": 100, "free": 100}, "culture_sports"),
        ({"culture_sports": 99, "purpose_bound": 100, "free": 100}, "purpose_bound"),
        ({"purpose_bound": 99, "free": 100}, "free"),
        ({"free": 99, "office": 500}, None),
    ],
)
def test_an_event_is_paid_from_the_first_fund_that_can(setting, p, books, paid):
    """May of the second year is the fifth month of its year."""
    running = setting.world.committees.running_year_fen
    running[:], _ = 3, fill_books(setting, **books)
    assert treasury.event_money(setting, 0, 100) is (paid is not None)
    left = {word: fen - 100 * (word == paid) for word, fen in books.items()}
    assert balances(setting) == {word: fen for word, fen in left.items() if fen}
    assert running[0].tolist() == [103 if month == 4 and paid else 3 for month in range(12)]
    assert treasury.running_year(setting, 0) == 36 + 100 * (paid is not None)


@pytest.mark.parametrize(
    ("residents", "own", "share"), [(30, 90, 0.25), (0, 5, 0.0), (5, 0, 1.0), (0, 0, 0.0), (5, 5, 0.5)]
)
def test_residents_share_of_the_community_hours_of_a_year(setting, residents, own, share):
    committees = setting.world.committees
    committees.residents_year[0], committees.community_year[0] = 0, 0
    committees.residents_year[0, [2, 3]] = residents / 5, residents * 4 / 5
    committees.community_year[0, 11] = own
    assert treasury.residents_share(setting, 0) == share
