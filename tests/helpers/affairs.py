"""Fresh affairs and empty books, for tests that follow a rule by its smallest case."""

from sim.foundation.terms import Account, AffairClass, Money, Scope
from sim.institutions.affairs import onset


def new_affair(setting, klass=AffairClass.ENVIRONMENT, lane=1, scope=Scope.LANE, slot=99):
    """Let an affair arise in a lane, its estate or the neighbourhood, and return its row."""
    estate = int(setting.world.lanes.estate[lane])
    place = {Scope.LANE: (lane, estate), Scope.ESTATE: (-1, estate), Scope.NEIGHBOURHOOD: (-1, -1)}[scope]
    return onset.create(setting, 0, klass, scope, *place, slot)


def fill_books(setting, **fen_of):
    """Let the first neighbourhood have this much (fen) in each account named, and nothing else."""
    setting.world.accounts.balance[:] = 0
    for word, fen in fen_of.items():
        setting.ledger.receive(0, Account[word.upper()], fen, Money.OPENING)
    setting.ledger.journal.clear()


def balances(setting):
    """Return what lies in the funds of the first neighbourhood, by word; funds of nothing are left out."""
    row = setting.world.accounts.balance[0]
    return {account.word: int(row[account]) for account in Account if account != Account.CASH and row[account]}
