"""Whom a meeting about an affair calls, and with what stake (§6.3)."""

import numpy as np

from sim.foundation.terms import Act
from sim.institutions import kernels
from sim.institutions.affairs import reach
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.protocols.society import Invitation
from sim.world.persons import BERTHS

NOBODY = np.iinfo(np.int64).max
"""Stands for an identity behind all others."""


def adults_of(setting: Setting, households: np.ndarray, role: int = kernels.ROLE_ADULT) -> np.ndarray:
    """Return rows of adults of these households with a role."""
    world = setting.world
    return kernels.members(world.residents, world.households.size, households, BERTHS, role)


def invite(
    setting: Setting,
    organizer: Organizer,
    act: Act,
    persons: np.ndarray,
    affair: int,
    then,
    *,
    owned: bool = False,
    bonus=0.0,
    alternates: np.ndarray | None = None,
    k: int = 0,
) -> None:
    """Call persons to an act about an affair; the stake is its severity for the affected."""
    a = setting.world.affairs
    affected = reach.lives_affected(setting, affair, persons)
    setting.call(
        Invitation(
            act=act,
            persons=persons,
            asker_kind=organizer.asker,
            asker=organizer.row,
            subject=int(a.eid[affair]),
            stake=np.where(affected, float(a.severity[affair]), 0.0),
            bonus=bonus,
            trust_shift=organizer.trust_shift,
            owned=owned or not organizer.is_committee,
            alternates=alternates,
            k=k,
            affair=affair,
        ),
        then,
    )


def representatives(setting: Setting, households: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the representative of each household, and the next adult (or -1)."""
    world = setting.world
    first = BERTHS * households + world.households.representative[households]
    berths = BERTHS * households[:, np.newaxis] + np.arange(BERTHS)
    lives_there = np.arange(BERTHS) < world.households.size[households, np.newaxis]
    could_come = lives_there & world.residents.adult[berths] & (berths != first[:, np.newaxis])
    eids = np.where(could_come, world.residents.eid[berths], NOBODY)
    second = np.where(could_come.any(axis=1), BERTHS * households + eids.argmin(axis=1), -1)
    return first.astype(np.int32), second.astype(np.int32)
