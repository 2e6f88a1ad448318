"""The residents' committee, its staff, and the street office at founding.

A body's identity is the node of its person: ``NODE_OF_STAFF + kind's first number + neighbourhood * 2**10 + number``.
"""

import numpy as np

from sim.foundation.draws import between, order_statistic
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Kind, Link
from sim.founding.kernels import DISPOSITION
from sim.founding.params import Params
from sim.founding.plan import TRADITION, Plan, chance
from sim.world.persons import NODE_OF_STAFF
from sim.world.state import World

PERSON = int(Purpose.PERSON)
COMMITTEE = int(Purpose.COMMITTEE)
COMMITTEE_NODES = 0
STREET_NODES = 2**22
UNIT_NODES = 2**23
PER_NEIGHBOURHOOD = 2**10


def node(first: int, neighbourhood: int, number: int) -> int:
    """Return the identity of a person on some body's staff."""
    return NODE_OF_STAFF + first + neighbourhood * PER_NEIGHBOURHOOD + number


def found_neighbourhoods(world: World, plan: Plan, params: Params) -> None:
    """Enter the neighbourhoods and the street office that they are under."""
    neighbourhoods = world.neighbourhoods
    neighbourhoods.eid[:] = plan.eids
    neighbourhoods.tradition[:] = [chance(plan.seed, int(eid), TRADITION) < params.p_tradition for eid in plan.eids]
    world.street_offices.eid[0] = node(STREET_NODES, int(plan.eids.min()), 0)


def found_committees(world: World, plan: Plan, params: Params, first_staff: int) -> None:
    """Found each committee with its staff in rows from `first_staff` on; number 0 is the chair, whose skill counts."""
    committees = world.committees
    committees.neighbourhood[:] = np.arange(plan.n_neighbourhoods)
    committees.staff[:] = plan.staff
    committees.chair_since[:] = world.month
    for i, index in enumerate(int(eid) for eid in plan.eids):
        eid = node(COMMITTEE_NODES, index, 0)
        committees.eid[i] = eid
        skills = [
            between(plan.seed, COMMITTEE, 0, eid, link, 0, params.skill_low, params.skill_high)
            for link in range(len(Link))
        ]
        committees.skill[i] = skills
        for number in range(plan.staff):
            row = first_staff + i * plan.staff + number
            enter_staff(world, row, node(COMMITTEE_NODES, index, number), Kind.COMMITTEE_STAFF, i, params)


def enter_staff(world: World, row: int, eid: int, kind: Kind, neighbourhood: int, params: Params) -> None:
    """Enter a person on some body's staff: identity, presence and norm; not an adult resident, so never invited."""
    residents = world.residents
    residents.eid[row] = eid
    residents.kind[row] = kind
    residents.neighbourhood[row] = neighbourhood
    residents.home[row] = params.home_employed
    disposition = order_statistic(world.seed, PERSON, 0, eid, DISPOSITION, 0, 3)
    residents.disposition[row] = residents.norm[row] = disposition
