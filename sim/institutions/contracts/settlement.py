"""A contract's month and year: availability, payment, shared income, renewal, end (§6.5, phase 9)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, Money
from sim.institutions import treasury, units
from sim.institutions.contracts.signing import running
from sim.institutions.setting import Setting
from sim.institutions.shifts import share_done


def settle(setting: Setting) -> None:
    """Measure availability, pay by it, share the income, renew or end (phase 9, from the month after signing)."""
    world, p = setting.world, setting.params.contracts
    c = world.contracts
    for row in running(setting):
        if c.started[row] == setting.month:
            continue
        done = share_done(int(c.done_minutes[row]), int(c.duty_minutes[row]))
        c.available[row] = min(1.0, p.base_available + done)
        age = setting.month - int(c.started[row]) - 1
        c.kept[row, age % 12] = c.available[row] >= p.kept_at
        if c.pays[row]:
            paid = min(1.0, float(c.available[row]) / p.full_pay_at)
            fen = round(int(c.spaces[row]) * int(c.fee_fen[row]) * paid)
            _share_income(setting, int(c.neighbourhood[row]), fen)
        if age % 12 == 11:
            _renew(setting, row)


def _share_income(setting: Setting, n: int, fen: int) -> None:
    """Receive a month's payment; a share of it goes to events and upkeep for carless households."""
    treasury.receive_from_unit(setting, n, fen)
    dividend = round(setting.params.affairs.parking_income_share * fen)
    dividend = min(dividend, setting.ledger.balance(n, Account.FREE))
    setting.ledger.transfer(n, Account.FREE, Account.VENUES_AND_EVENTS, dividend, Money.DIVIDEND)


def _renew(setting: Setting, row: int) -> None:
    """Renew if the spaces were available enough in the year or in its last months; else the contract ends."""
    world, p = setting.world, setting.params.contracts
    c = world.contracts
    kept = c.kept[row]
    good = int(kept.sum()) >= p.kept_months or int(kept[-p.recent_months :].sum()) >= p.kept_recent
    units.thank(setting, int(c.unit[row]), good)
    n, affair = int(c.neighbourhood[row]), int(c.affair[row])
    if good and world.units.active[c.unit[row]]:
        setting.chronicle.tell(EventKind.CONTRACT_RENEWED, n, affair=affair, months_kept=int(kept.sum()))
    else:
        end(setting, row, "not kept" if not good else "unit left")


def end(setting: Setting, row: int, reason: str, cause: int = -1) -> None:
    """End a contract."""
    c = setting.world.contracts
    c.ended[row] = setting.month
    affair = int(c.affair[row])
    setting.world.affairs.unit[affair] = -1
    setting.chronicle.tell(
        EventKind.CONTRACT_ENDED, int(c.neighbourhood[row]), affair=affair, cause=cause, reason=reason
    )
