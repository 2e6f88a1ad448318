"""What pays for an affair: a levy on those who signed, gifts, the funds of the neighbourhood (§6.3, §6.5)."""

from sim.foundation.terms import Account, AffairClass, Decision, Money
from sim.institutions.affairs import reach
from sim.institutions.setting import Setting


def levy(setting: Setting, affair: int) -> int:
    """Return what those who signed would pay for an affair that residents decided or agreed to (花费分担)."""
    world = setting.world
    if world.affairs.decision[affair] < Decision.NEGOTIATED:
        return 0
    payers = int(world.stakes.signed[reach.stakes_of(setting, affair)].sum())
    return payers * round(100 * setting.params.issues.contribution_levy_yuan)


def collect(setting: Setting, affair: int, fen: int) -> None:
    """Collect a levy from households and pay it for the affair at once."""
    n = int(setting.world.affairs.neighbourhood[affair])
    setting.ledger.receive(n, Account.AFFAIRS, fen, Money.LEVY)
    setting.ledger.pay(n, Account.AFFAIRS, fen, Money.AFFAIR)
    setting.world.affairs.paid_fen[affair] += fen


def affordable(setting: Setting, affair: int) -> list[tuple[Account, int]] | None:
    """Return which funds could pay what a levy leaves of an affair's cost, or None if they do not suffice."""
    a = setting.world.affairs
    n = int(a.neighbourhood[affair])
    left = int(a.cost_fen[affair]) - int(a.paid_fen[affair])
    left -= min(left, levy(setting, affair))
    funds = [(Account.AFFAIRS, int(a.gift_fen[affair]))]
    if a.klass[affair] == AffairClass.CULTURAL_SPORTS:
        funds.append((Account.CULTURE_SPORTS, setting.ledger.balance(n, Account.CULTURE_SPORTS)))
    funds.append((Account.FREE, setting.ledger.balance(n, Account.FREE)))
    parts = []
    for fund, there in funds:
        part = min(left, there)
        if part > 0:
            parts.append((fund, part))
            left -= part
    return parts if left == 0 else None


def pay(setting: Setting, affair: int) -> bool:
    """Pay what is left of an affair's cost if funds allow; return whether it is paid."""
    a = setting.world.affairs
    if a.paid_fen[affair] >= a.cost_fen[affair]:
        return True
    parts = affordable(setting, affair)
    if parts is None:
        return False
    due = min(int(a.cost_fen[affair]) - int(a.paid_fen[affair]), levy(setting, affair))
    if due:
        collect(setting, affair, due)
    for fund, fen in parts:
        setting.ledger.pay(int(a.neighbourhood[affair]), fund, fen, Money.AFFAIR)
        if fund == Account.AFFAIRS:
            a.gift_fen[affair] -= fen
        a.paid_fen[affair] += fen
    return True


def pay_upkeep(setting: Setting, row: int) -> bool:
    """Pay this month's upkeep of an affair from the fund that may pay it; return whether it was paid."""
    world = setting.world
    a = world.affairs
    n, fen = int(a.neighbourhood[row]), int(a.upkeep_fen[row]) // 12
    if fen == 0:
        return True
    funds = [Account.FREE, Account.VENUES_AND_EVENTS]
    if a.klass[row] == AffairClass.CULTURAL_SPORTS:
        funds = [Account.CULTURE_SPORTS, Account.PURPOSE_BOUND, *funds]
    for fund in funds:
        if setting.ledger.balance(n, fund) >= fen:
            setting.ledger.pay(n, fund, fen, Money.UPKEEP)
            world.committees.running_year_fen[n, setting.month % 12] += fen
            return True
    return False
