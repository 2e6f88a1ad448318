"""What the institutions of a run share: the world, the residents, the books, the chronicle, and this month's plans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, Actor, Bottleneck
from sim.institutions.chronicle import Chronicle
from sim.institutions.ledger import Ledger
from sim.protocols.practice import Practice
from sim.protocols.society import Invitation, Society
from sim.world.persons import BERTHS
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
    _affairs: dict[int, np.ndarray] = field(init=False, repr=False, compare=False, default_factory=dict)
    _n_known: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self):
        self.ledger = Ledger(self.world)
        self.chronicle = Chronicle(self.world)
        self.blocks = [[] for _ in range(self.world.n("neighbourhoods"))]

    @cached_property
    def persons(self) -> list[np.ndarray]:
        """By neighbourhood the rows of its persons, ascending, to be read: all berths of its dwellings, then its staff.

        Rows stay where they are, so that whoever looks for somebody here need not look through the whole street.
        """
        world = self.world
        n_homes = world.n("households")
        staff = world.residents.neighbourhood[BERTHS * n_homes : world.n("residents")]
        where = np.concatenate([np.repeat(world.households.neighbourhood[:n_homes], BERTHS), staff])
        order = np.argsort(where, kind="stable")
        order.setflags(write=False)
        return np.split(order, np.searchsorted(where[order], np.arange(world.n("neighbourhoods") + 1)))[1:-1]

    def affairs_in(self, n: int) -> np.ndarray:
        """Return the rows of a neighbourhood's affairs, ascending, to be read.

        Those that arose since the last call are added: an affair says where it is before anybody asks.
        """
        none = np.empty(0, dtype=np.int64)
        known, self._n_known = self._n_known, self.world.n("affairs")
        if known < self._n_known:
            fresh = self.world.affairs.neighbourhood[known : self._n_known]
            for v in np.unique(fresh).tolist():
                self._affairs[v] = np.concatenate([self._affairs.get(v, none), known + np.flatnonzero(fresh == v)])
        return self._affairs.get(n, none)

    @property
    def month(self) -> int:
        """The month that is being lived."""
        return self.world.month

    def uniform(self, purpose: Purpose, entity: int, subject: int = 0, k: int = 0) -> float:
        """Draw from [0, 1) for this month."""
        return float(draws.uniform(self.world.seed, int(purpose), self.world.month, int(entity), int(subject), k))

    def uniforms(self, purpose: Purpose, entities: np.ndarray, subject: int = 0, k: int = 0) -> np.ndarray:
        """Draw from [0, 1) for this month, for each of these entities."""
        return draws.uniforms(self.world.seed, int(purpose), self.world.month, entities, int(subject), k)

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

    def by_lot(
        self, purpose: Purpose, eid: np.ndarray, rows: np.ndarray, subject: int, most: int | None = None
    ) -> np.ndarray:
        """Return rows in the order of this month's lot, then identity, whatever row they are in; the first few if told.

        Parameters
        ----------
        eid : ndarray of int64
            Identities by row.
        most : int, optional
            How many are wanted; all if not given.
        """
        eids = eid[rows]
        lots = draws.keys(self.world.seed, int(purpose), self.world.month, eids, int(subject), 0)
        if most is not None and 0 < most < len(rows):
            among_first = lots <= np.partition(lots, most - 1)[most - 1]
            rows, eids, lots = rows[among_first], eids[among_first], lots[among_first]
        return rows[np.lexsort((eids, lots))][:most]

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
