"""The steps of an affair that any rule may take: recognised, committed, closed (§6.3)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, AffairClass, AffairState, Decision, Money, RecognizedBy
from sim.institutions.setting import Setting
from sim.world.persons import NEVER


def recognize(setting: Setting, row: int, by: RecognizedBy, cause: int = -1, **arguments) -> int:
    """Turn a latent affair into a recognised one and give households their first beliefs; return the event."""
    a = setting.world.affairs
    a.state[row], a.recognized[row], a.recognized_by[row] = AffairState.RECOGNIZED, setting.month, by
    a.attended[row] = setting.month
    setting.society.open_beliefs(row)
    event = setting.chronicle.tell(
        EventKind.AFFAIR_RECOGNIZED, int(a.neighbourhood[row]), affair=row, cause=cause, by=by.word, **arguments
    )
    if not a.consent_required[row] and not a.inside_dwellings[row]:
        commit(setting, row, Decision.NOTICE, quiet=True)
    return event


def commit(setting: Setting, row: int, decision: Decision, *, quiet: bool = False) -> None:
    """Mark an affair as committed; what it still needs is labour and money."""
    a = setting.world.affairs
    a.state[row], a.committed[row] = AffairState.COMMITTED, setting.month
    a.decision[row] = max(int(a.decision[row]), int(decision))
    if not quiet:
        setting.chronicle.tell(
            EventKind.AFFAIR_COMMITTED, int(a.neighbourhood[row]), affair=row, decision=decision.word
        )


def close(setting: Setting, row: int, state: AffairState, **arguments) -> None:
    """Close an affair as resolved, lapsed or moot; gifts that it did not need go to purpose-bound money."""
    world = setting.world
    a = world.affairs
    a.severity_closed[row] = a.severity[row]
    if state == AffairState.RESOLVED:
        a.gain_share[row] = setting.society.realised(row)
        if a.inside_dwellings[row] and a.decision[row] <= Decision.NOTICE:
            setting.society.disappointed(row)
    a.state[row], a.closed[row] = state, setting.month
    kind = {
        AffairState.RESOLVED: EventKind.AFFAIR_RESOLVED,
        AffairState.LAPSED: EventKind.AFFAIR_LAPSED,
        AffairState.MOOT: EventKind.AFFAIR_MOOT,
    }[state]
    seen = a.recognized[row] > NEVER
    if seen or state != AffairState.MOOT:
        setting.chronicle.tell(kind, int(a.neighbourhood[row]), affair=row, **arguments)
    if state != AffairState.RESOLVED or a.klass[row] == AffairClass.DISPUTE:
        a.n_stakes[row] = 0
    fen = int(a.gift_fen[row])
    if fen:
        n = int(a.neighbourhood[row])
        setting.ledger.transfer(n, Account.AFFAIRS, Account.PURPOSE_BOUND, fen, Money.RELEASED)
        a.gift_fen[row] = 0


def close_as_lapsed(setting: Setting, affair: int, reason: str) -> None:
    """Close an affair as lapsed; what that teaches is counted in phase 10."""
    close(setting, affair, AffairState.LAPSED, reason=reason)
