"""Double entry in integer fen: one asset, cash, and funds on the credit side (§6.5).

Every posting names a debit and a credit account, so that the books close by construction; no fund may go below zero.
"""

from dataclasses import dataclass, field

from sim.foundation.errors import InvariantBroken
from sim.foundation.terms import Account, Money
from sim.world.state import World


@dataclass(frozen=True)
class Posting:
    """One line of the journal; `amount_fen` is positive."""

    month: int
    neighbourhood: int
    debit: Account
    credit: Account
    amount_fen: int
    purpose: Money


@dataclass
class Ledger:
    """Post to the accounts of a world, and keep the month's journal until an observer takes it."""

    world: World
    journal: list[Posting] = field(default_factory=list)

    def balance(self, neighbourhood: int, account: Account) -> int:
        """Return the balance of an account in fen."""
        return int(self.world.accounts.balance[neighbourhood, account])

    def receive(self, neighbourhood: int, fund: Account, fen: int, purpose: Money) -> None:
        """Post income: cash against a fund."""
        self._post(neighbourhood, Account.CASH, fund, fen, purpose)

    def pay(self, neighbourhood: int, fund: Account, fen: int, purpose: Money) -> None:
        """Post an expense: a fund against cash.

        Raises
        ------
        InvariantBroken
            If the fund does not hold the amount.
        """
        self._post(neighbourhood, fund, Account.CASH, fen, purpose)

    def transfer(self, neighbourhood: int, source: Account, target: Account, fen: int, purpose: Money) -> None:
        """Move money between two funds."""
        self._post(neighbourhood, source, target, fen, purpose)

    def _post(self, neighbourhood: int, debit: Account, credit: Account, fen: int, purpose: Money) -> None:
        if fen <= 0:
            return
        balance = self.world.accounts.balance[neighbourhood]
        balance[debit] += fen if debit == Account.CASH else -fen
        balance[credit] += -fen if credit == Account.CASH else fen
        if balance[debit] < 0 or balance[credit] < 0:
            raise InvariantBroken(
                self.world.month,
                f"accounts[{neighbourhood}]",
                f"{debit.word} -> {credit.word}: {fen} fen for {purpose.word} overdraws the account",
            )
        self.journal.append(Posting(self.world.month, neighbourhood, debit, credit, fen, purpose))

    def check(self) -> None:
        """Hold cash against the sum of funds in every neighbourhood.

        Raises
        ------
        InvariantBroken
            If the books do not close.
        """
        balances = self.world.accounts.balance
        for row, open_sum in enumerate(balances[:, Account.CASH] - balances[:, Account.CASH + 1 :].sum(axis=1)):
            if open_sum:
                raise InvariantBroken(self.world.month, f"accounts[{row}]", f"cash less funds is {int(open_sum)} fen")


def monthly_part(yearly_fen: int, month: int) -> int:
    """Return this month's part of a yearly amount; twelve of them add up to it exactly."""
    step = month % 12
    return yearly_fen * (step + 1) // 12 - yearly_fen * step // 12
