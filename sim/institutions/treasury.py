"""Money that comes and goes by the calendar: grant, donations, routine, flow of free cash (§6.5)."""

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Money, OrganizationKind, OrganizationState
from sim.institutions.ledger import monthly_part
from sim.institutions.setting import Setting

EARMARKS = (Account.OFFICE, Account.PARTY, Account.AID, Account.VISITS, Account.CULTURE_SPORTS)
DECEMBER = 11
WITH_LINES = (OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.COUNCIL)
"""Kinds of organizations that have a line in the budget."""


def open_books(setting: Setting) -> None:
    """Post the opening balance (founding)."""
    for n in range(setting.world.n("neighbourhoods")):
        fen = round(100 * setting.params.money.opening_free_yuan)
        setting.ledger.receive(n, Account.FREE, fen, Money.OPENING)


def receive_grant(setting: Setting, n: int) -> None:
    """Receive this month's part of the street grant, by earmark, less what own income of last year takes off it.

    The office's share is what the others leave, so that no fen is lost or made by rounding.
    """
    world, p = setting.world, setting.params.money
    offset = p.grant_offset * int(world.accounts.own_income_before[n])
    yearly = max(0, round(100 * p.grant_yuan_per_year - offset))
    part = monthly_part(yearly, setting.month)
    office, shares = part, []
    for share in p.earmarks[1:]:
        shares.append(min(office, round(part * share)))
        office -= shares[-1]
    for fund, fen in zip(EARMARKS, [office, *shares], strict=True):
        setting.ledger.receive(n, fund, fen, Money.STREET_GRANT)
    world.accounts.paid_street_year[n] += part


def receive_gifts_of_residents(setting: Setting, n: int) -> None:
    """Receive donations: about a twelfth of the yearly sum, a share of them free, the rest bound to a purpose."""
    world, p = setting.world, setting.params.money
    eid = int(world.neighbourhoods.eid[n])
    factor = max(0.0, setting.normal(Purpose.DONATION, eid, 0, 0, 1.0, p.donations_sd))
    factor *= float(world.neighbourhoods.donations_factor[n])
    fen = round(monthly_part(round(100 * p.donations_yuan_per_year), setting.month) * factor)
    receive_split(setting, n, fen, Money.DONATION)


def receive_split(setting: Setting, n: int, fen: int, purpose: Money) -> None:
    """Receive a gift of which a share is free and the rest is bound to a purpose."""
    free = round(fen * setting.params.money.free_share)
    setting.ledger.receive(n, Account.FREE, free, purpose)
    setting.ledger.receive(n, Account.PURPOSE_BOUND, fen - free, purpose)
    setting.world.accounts.own_income_year[n] += fen


def spend_routine(setting: Setting, n: int) -> None:
    """Spend earmarks on street work, and return in December what is left of them (phase 9)."""
    ledger, p = setting.ledger, setting.params.money
    for fund in EARMARKS[:-1]:
        ledger.pay(n, fund, ledger.balance(n, fund), Money.STREET_WORK)
    culture = round(
        p.routine_culture_share * p.earmarks[-1] * monthly_part(round(100 * p.grant_yuan_per_year), setting.month)
    )
    ledger.pay(n, Account.CULTURE_SPORTS, min(culture, ledger.balance(n, Account.CULTURE_SPORTS)), Money.STREET_WORK)
    bound = ledger.balance(n, Account.PURPOSE_BOUND)
    ledger.pay(n, Account.PURPOSE_BOUND, round(p.bound_spent_per_month * bound), Money.AID)
    if setting.month % 12 == DECEMBER:
        left = ledger.balance(n, Account.CULTURE_SPORTS)
        ledger.pay(n, Account.CULTURE_SPORTS, left, Money.RETURNED_GRANT)
        accounts = setting.world.accounts
        accounts.returned_share[n] = min(1.0, left / max(1, int(accounts.paid_street_year[n])))


def receive_from_unit(setting: Setting, n: int, fen: int) -> None:
    """Receive a unit's payment; it may be used once the street office has approved it."""
    months = int(setting.params.money.approval_months)
    setting.world.accounts.own_income_year[n] += fen
    if months == 0:
        setting.ledger.receive(n, Account.FREE, fen, Money.EXCHANGE)
        return
    setting.ledger.receive(n, Account.PENDING, fen, Money.EXCHANGE)
    setting.world.accounts.pending_fen[n, months] += fen


def approve(setting: Setting, n: int) -> None:
    """Bring what waits a month nearer, and free what is approved (phase 1 of the months after it came)."""
    pending = setting.world.accounts.pending_fen[n]
    setting.ledger.transfer(n, Account.PENDING, Account.FREE, int(pending[1]), Money.RELEASED)
    pending[:-1] = pending[1:]
    pending[-1] = pending[0] = 0


def flow_on(setting: Setting, n: int) -> None:
    """Let free cash above the limit flow on to venues and events, and to organizations' lines (phase 9)."""
    world, p = setting.world, setting.params.money
    ledger = setting.ledger
    above = ledger.balance(n, Account.FREE) - round(100 * p.flow_above_yuan)
    if above > 0:
        part = int(above / p.flow_months)
        ledger.transfer(n, Account.FREE, Account.VENUES_AND_EVENTS, part, Money.COMMITTED)
    o = world.organizations
    confirmed = [
        row
        for row in range(world.n("organizations"))
        if o.neighbourhood[row] == n and o.state[row] == OrganizationState.CONFIRMED and o.kind[row] in WITH_LINES
    ]
    rich = ledger.balance(n, Account.VENUES_AND_EVENTS) - round(100 * p.flow_above_yuan)
    if rich > 0 and confirmed:
        each = int(rich * p.flow_to_lines / p.flow_months) // len(confirmed)
        for row in confirmed:
            ledger.transfer(n, Account.VENUES_AND_EVENTS, Account.ORGANIZATION_LINES, each, Money.ORGANIZATION_LINE)
            o.line_fen[row] += each


def spend_on_events(setting: Setting, n: int) -> None:
    """Spend money for venues and events on the neighbourhood's public life beyond what the committee organises."""
    ledger, p = setting.ledger, setting.params.money
    there = ledger.balance(n, Account.VENUES_AND_EVENTS) - int(p.events_kept * round(100 * p.flow_above_yuan))
    if there > 0:
        ledger.pay(n, Account.VENUES_AND_EVENTS, int(there / p.flow_months), Money.EVENT)


def new_year(setting: Setting, n: int) -> None:
    """Begin a year of accounts."""
    accounts = setting.world.accounts
    accounts.paid_street_year[n] = 0
    accounts.own_income_before[n] = accounts.own_income_year[n]
    accounts.own_income_year[n] = 0


def event_money(setting: Setting, n: int, fen: int) -> bool:
    """Pay for an event from the first fund that may and can pay for it; return whether it was paid."""
    ledger = setting.ledger
    for fund in (Account.VENUES_AND_EVENTS, Account.CULTURE_SPORTS, Account.PURPOSE_BOUND, Account.FREE):
        if ledger.balance(n, fund) >= fen:
            ledger.pay(n, fund, fen, Money.EVENT)
            setting.world.committees.running_year_fen[n, setting.month % 12] += fen
            return True
    return False


def running_year(setting: Setting, n: int) -> int:
    """Return the running costs of the last 12 months in fen."""
    return int(setting.world.committees.running_year_fen[n].sum())


def residents_share(setting: Setting, n: int) -> float:
    """Return the residents' share of the community hours of the last 12 months."""
    committees = setting.world.committees
    residents, own = int(committees.residents_year[n].sum()), int(committees.community_year[n].sum())
    return residents / (residents + own) if residents + own else 0.0
