"""What the institutions of a run share: the world, the residents, the books, the chronicle, and this month's plans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.foundation import draws
from sim.foundation.terms import Activity, Actor, Bottleneck, Purpose
from sim.institutions.chronicle import Chronicle
from sim.institutions.ledger import Ledger
from sim.protocols.practice import Practice
from sim.protocols.society import Invitation, Society
from sim.world.state import World


@dataclass(frozen=True)
class Block:
    """An affair that could not go on this month, and why; `hours` tells that time had run out before it."""

    affair: int
    bottleneck: Bottleneck
    hours: bool = False


@dataclass
class Setting:
    """The setting in which institutions act.

    Attributes
    ----------
    params : Config
        All parameters, with this month's values.
    practices : sequence of Practice
        The registry; a practice's position is its number in all tables.
    available : tuple of bool
        Which practices this cell makes available, by position.
    learning : bool
        False in the burn-in.
    pending : list
        Invitations of phase 6 and what is done in phase 7 with those who came.
    blocks : list by neighbourhood
        What was blocked this month.
    """

    world: World
    society: Society
    params: Any
    practices: Sequence[Practice]
    available: tuple[bool, ...]
    learning: bool = False
    ledger: Ledger = field(init=False)
    chronicle: Chronicle = field(init=False)
    pending: list[tuple[Invitation, Callable[[Invitation], None] | None]] = field(default_factory=list)
    blocks: list[list[Block]] = field(default_factory=list)

    def __post_init__(self):
        self.ledger = Ledger(self.world)
        self.chronicle = Chronicle(self.world)
        self.blocks = [[] for _ in range(self.world.n("neighbourhoods"))]

    @property
    def month(self) -> int:
        """The month that is being lived."""
        return self.world.month

    def uniform(self, purpose: Purpose, entity: int, subject: int = 0, k: int = 0) -> float:
        """Draw from [0, 1) for this month."""
        return float(draws.uniform(self.world.seed, int(purpose), self.world.month, int(entity), int(subject), k))

    def normal(self, purpose: Purpose, entity: int, subject: int, k: int, mean: float, sd: float) -> float:
        """Draw from a normal distribution for this month."""
        return float(
            draws.normal(self.world.seed, int(purpose), self.world.month, int(entity), int(subject), k, mean, sd)
        )

    def hash(self, purpose: Purpose, entity: int, subject: int = 0) -> int:
        """Return the number that breaks a tie between entities this month."""
        return int(draws.key(self.world.seed, int(purpose), self.world.month, int(entity), int(subject), 0))

    def peers(self, n: int) -> list[int]:
        """Return the rows of the other committees under the same street office."""
        street = self.world.neighbourhoods.street
        return [other for other in range(self.world.n("neighbourhoods")) if other != n and street[other] == street[n]]

    def call(self, invitation: Invitation, then: Callable[[Invitation], None] | None = None) -> None:
        """Invite people in phase 6; `then` is done in phase 7 with those who came."""
        if len(invitation.persons):
            self.pending.append((invitation, then))

    def spend_committee(self, n: int, activity: Activity, minutes: int) -> int:
        """Spend at most `minutes` of a committee's community time; return what was spent."""
        left = self.world.committees.minutes_left
        spent = min(int(minutes), int(left[n]))
        left[n] -= spent
        self.world.hours.minutes[n, int(Actor.COMMITTEE) * len(Activity) + int(activity)] += spent
        return spent
