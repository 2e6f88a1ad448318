"""The commons: enclosure of parking spaces, encroachment on common space, and their removal (§6.5)."""

from dataclasses import dataclass

import numpy as np

from sim.foundation.parameters import parameter
from sim.foundation.terms import AffairClass, AffairState
from sim.society import kernels_commons as kernels
from sim.society.beliefs import block, removed_share
from sim.society.kernels_commons import CommonsNumbers, Drivers, Parking
from sim.society.numbers import numbers_of
from sim.world.columns import columns_of
from sim.world.persons import NEVER
from sim.world.state import World


@dataclass
class Params:
    """Numbers of §6.5 on the commons."""

    sweeps: int = parameter(4, 1, 31, "/month", "assumption", "Parking sweeps a month", "每月停车分配次数")
    shortage_weight: float = parameter(
        0.5, 0, 5, "-", "assumption", "Enclosure: weight of shortage", "圈占：短缺的权重"
    )
    paralysis_share: float = parameter(
        0.25, 0, 1, "share", "assumption", "Enclosed share that paralyses", "瘫痪的圈占比例"
    )
    p_encroachment: float = parameter(
        0.004, 0, 1, "/household/month", "assumption", "Onset of encroachment", "违章搭建发生率", varies=True
    )
    encroachment_imitation: float = parameter(
        2.0, 0, 20, "-", "assumption", "Encroachment: imitation", "违章搭建：模仿系数"
    )
    crowded_size: int = parameter(3, 1, 5, "persons", "C046", "Crowded from this size on", "拥挤户的最小人口")
    p_dispute_parking: float = parameter(
        0.001, 0, 1, "/month", "assumption", "Dispute over an enclosure", "圈占纠纷概率", varies=True
    )
    paralysis_disputes: float = parameter(3.0, 1, 20, "-", "assumption", "Disputes at paralysis", "瘫痪时的纠纷倍数")


def numbers(params: Params) -> CommonsNumbers:
    """Return the plain numbers of §6.5."""
    return numbers_of(CommonsNumbers, params)


def enclose(world: World, p: CommonsNumbers) -> None:
    """Let car households without a space enclose one, except where a contract runs (§6.5)."""
    n_contracts = world.n("contracts")
    contracts = world.contracts
    running = (contracts.ended[:n_contracts] == NEVER) & (contracts.started[:n_contracts] != NEVER)
    contracted = np.zeros(world.n("estates"), dtype=bool)
    contracted[contracts.estate[:n_contracts][running]] = True
    sizes = (world.n("estates"), world.n("lanes"))
    who = (columns_of(Parking, world.estates), columns_of(Drivers, world.households))
    where = (world.places.estate_start, world.places.estate_households)
    kernels.enclose(contracted, *who, *where, *sizes, world.seed, world.month, p)


def encroach(world: World, p: CommonsNumbers) -> None:
    """Let crowded households build on common space, except where relapse is at work (§6.5)."""
    n_affairs = world.n("affairs")
    affairs = world.affairs
    resolved = (affairs.klass[:n_affairs] == AffairClass.ENCROACHMENT) & (
        affairs.state[:n_affairs] == AffairState.RESOLVED
    )
    lanes = affairs.lane[:n_affairs][resolved]
    settled = np.zeros(world.n("lanes"), dtype=bool)
    settled[lanes[lanes >= 0]] = True
    sizes = (world.n("households"), world.n("lanes"))
    h = world.households
    who = (h.lane, h.kitchen, h.size, h.eid, h.encroachment)
    kernels.encroach(settled, *who, *sizes, world.seed, world.month, p)


def remove_encroachments(world: World, affair: int) -> None:
    """Remove what complying owners built; belief becomes at least the share of the owners that removed."""
    rows, stakes = block(world, affair), world.stakes
    households, owners = stakes.household[rows], stakes.loss[rows] > 0.0
    world.households.encroachment[households[owners & stakes.complied[rows]]] = False
    stakes.belief_mean[rows] = np.maximum(stakes.belief_mean[rows], removed_share(world, affair))


def remove_enclosures(world: World, affair: int) -> None:
    """Open the spaces of complying affected households."""
    rows, stakes = block(world, affair), world.stakes
    world.households.enclosed[stakes.household[rows][stakes.complied[rows]]] = 0
