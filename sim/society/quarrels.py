"""Disputes between households, and what they do to ties (§6.2, §6.3, §6.5)."""

from collections.abc import Sequence

import numpy as np

from sim.protocols.society import Quarrel, Works
from sim.society import kernels_quarrels as kernels
from sim.society.kernels_commons import CommonsNumbers
from sim.society.kernels_numbers import TieNumbers
from sim.society.kernels_quarrels import Homes
from sim.world.columns import columns_of
from sim.world.state import World


def quarrel(world: World, p: TieNumbers, commons: CommonsNumbers, works: Sequence[Works]) -> list[Quarrel]:
    """Draw this month's disputes, hurt ties, spread gossip; return them by neighbourhood and households' identity."""
    everybody = np.ones(world.n("households"), dtype=bool)
    kitchens = _in_kitchens(world, everybody, p.p_dispute_kitchen, 0, kernels.KITCHEN)
    np.add.at(world.lanes.disputes, world.households.lane[kitchens[:, 0]], 1)
    where = (world.places.lane_start, world.places.lane_households, world.estates.paralysed)
    parking = kernels.parking_disputes(0, kernels.PARKING, *_who(world), *where, world.seed, world.month, commons)
    found = [("kitchen", kitchens), ("parking", parking)]
    found += [("works", disputes) for work in works for disputes in _around_works(world, work)]
    quarrels = []
    for reason, disputes in found:
        _hurt(world, p, disputes)
        quarrels += [Quarrel(int(row[0]), int(row[1]), reason) for row in disputes]
    return sorted(quarrels, key=lambda quarrel: _place_in_order(world, quarrel))


def fall_out(world: World, p: TieNumbers, households: np.ndarray, others: np.ndarray, subject: int) -> None:
    """Let pairs of households fall out over a removal: hurt ties, spread gossip."""
    who = (world.households.eid, world.households.size, world.residents.kind, world.residents.adult)
    pairs = np.column_stack([households, others]).astype(np.int64)
    _hurt(world, p, kernels.disputes_between(pairs, subject, kernels.REMOVAL, *who, world.seed, world.month))


def _hurt(world: World, p: TieNumbers, disputes: np.ndarray) -> None:
    """Let disputes hurt ties and spread gossip."""
    hurt = (p.quarrel_failure, p.gossip_strength, p.gossip_failure)
    kernels.hurt_ties(disputes, world.ties.strength, world.ties.new_failure, world.tie_index, *hurt)


def _who(world: World) -> tuple[Homes, np.ndarray, np.ndarray]:
    return columns_of(Homes, world.households), world.residents.kind, world.residents.adult


def _in_kitchens(world: World, eligible: np.ndarray, probability: float, subject: int, k: int) -> np.ndarray:
    where = (world.places.lane_start, world.places.lane_households, world.neighbourhoods.eid)
    draw = (eligible, float(probability), subject, k)
    return kernels.kitchen_disputes(*draw, *_who(world), *where, world.seed, world.month)


def _around_works(world: World, work: Works) -> list[np.ndarray]:
    """Draw disputes on ties and in kitchens of the households that works affect."""
    subject = int(world.affairs.eid[work.affair])
    affected = np.zeros(world.n("households"), dtype=bool)
    affected[work.households] = True
    r = world.residents
    draw = (np.flatnonzero(affected), affected, subject, kernels.WORKS, float(work.p_pair))
    who = (r.kind, r.adult, r.household, r.eid, world.households.eid)
    on_ties = kernels.works_disputes(*draw, world.tie_index, *who, world.seed, world.month)
    return [on_ties, _in_kitchens(world, affected, work.p_kitchen, subject, kernels.WORKS_KITCHEN)]


def _place_in_order(world: World, quarrel: Quarrel) -> tuple[int, int, int, str]:
    eid = world.households.eid
    v = int(world.households.neighbourhood[quarrel.household_a])
    return v, int(eid[quarrel.household_a]), int(eid[quarrel.household_b]), quarrel.reason
