"""Small worlds made by hand: households, ties and affairs as a test writes them down."""

from dataclasses import replace

import numpy as np

from sim.foundation.terms import AffairClass, AffairState, Channel, Kind
from sim.society.society import CompiledSociety, SocietyParams
from sim.world.columns import declared
from sim.world.indices import index_places, index_ties
from sim.world.persons import BERTHS, NODE_OF_STAFF
from sim.world.state import TABLES, World, empty_world


def build(sizes, lanes=None, ties=(), n_staff=0, seed=1, month=0, n_estates=1) -> World:
    """Make one neighbourhood of households with these sizes; everybody is an adult of even temper.

    `lanes` gives each household's lane (default: all in lane 0); lane l lies in estate ``l % n_estates``. `ties` are
    (row, row, strength) with persons' rows 5 h + berth; staff follow after all berths.
    """
    n = len(sizes)
    lanes = np.zeros(n, dtype=int) if lanes is None else np.asarray(lanes)
    n_lanes = int(lanes.max()) + 1
    counts = dict(neighbourhoods=1, estates=n_estates, lanes=n_lanes, households=n, residents=BERTHS * n + n_staff)
    world = empty_world(seed, month, counts | dict(committees=1, hours=1, accounts=1, street_offices=1))
    world.lanes.eid[:], world.lanes.prior_trust[:] = np.arange(n_lanes), 0.5
    world.lanes.estate[:] = np.arange(n_lanes) % n_estates
    world.lanes.n_households[:] = np.bincount(lanes, minlength=n_lanes)
    world.estates.eid[:] = np.arange(n_estates)
    h, r = world.households, world.residents
    h.eid[:], h.lane[:], h.size[:] = np.arange(n), lanes, sizes
    h.estate[:] = world.lanes.estate[h.lane]
    h.position[:] = [int((lanes[:i] == lanes[i]).sum()) for i in range(n)]
    settle_persons(world)
    for i in range(BERTHS * n, BERTHS * n + n_staff):
        r.eid[i], r.kind[i], r.neighbourhood[i], r.adult[i] = NODE_OF_STAFF + i, Kind.COMMITTEE_STAFF, 0, True
        r.home[i], r.norm[i], r.disposition[i] = 0.2, 0.5, 0.5
    index_places(world)
    tie(world, ties)
    return world


def settle_persons(world: World) -> None:
    """Fill the berths of every household."""
    h, r = world.households, world.residents
    birth = 0
    for dwelling in range(world.n("households")):
        for i in range(BERTHS * dwelling, BERTHS * dwelling + int(h.size[dwelling])):
            r.eid[i], r.kind[i], r.household[i], r.lane[i] = birth, Kind.RESIDENT, dwelling, h.lane[dwelling]
            r.neighbourhood[i], r.adult[i], r.age[i], r.free_hours[i] = 0, True, 50, 40.0
            r.home[i], r.norm[i], r.disposition[i] = 0.4, 0.5, 0.5
            birth += 1


def tie(world: World, ties) -> None:
    """Add ties (row, row, strength) with prior trust .5."""
    for i, j, strength in ties:
        e = world.append("ties", 1)
        low, high = sorted((i, j), key=lambda row: world.residents.eid[row])
        world.ties.a[e], world.ties.b[e], world.ties.strength[e] = low, high, strength
        world.ties.prior[e], world.ties.channel[e] = 0.5, Channel.FOUNDING
    index_ties(world)


def add_affair(world: World, households, klass=AffairClass.ENVIRONMENT, benefit=0.7, severity=0.5, eid=None) -> int:
    """Add a recognised affair with one stake a household; return its row."""
    affair = world.append("affairs", 1)
    first = world.append("stakes", len(households))
    a, s = world.affairs, world.stakes
    a.eid[affair] = 1000 + affair if eid is None else eid
    a.klass[affair], a.severity[affair], a.state[affair] = klass, severity, AffairState.RECOGNIZED
    a.first_stake[affair], a.n_stakes[affair], a.n_affected[affair] = first, len(households), len(households)
    block = slice(first, first + len(households))
    s.affair[block], s.household[block], s.benefit[block] = affair, households, benefit
    return affair


def society(world: World, **groups) -> CompiledSociety:
    """Make the society of a world; `groups` change fields by group: ``ties={"p_favour": 1.0}``."""
    params = SocietyParams()
    changed = {name: replace(getattr(params, name), **values) for name, values in groups.items()}
    return CompiledSociety(world, replace(params, **changed))


def permuted(world: World, dwellings: np.ndarray, ties: np.ndarray, stakes: np.ndarray | None = None) -> World:
    """Return the same world with dwellings, their persons, ties and stakes (within the affairs' blocks) reordered."""
    n = world.n("households")
    staff = np.arange(BERTHS * n, world.n("residents"))
    berths = (dwellings[:, None] * BERTHS + np.arange(BERTHS)).ravel()
    orders = {"households": dwellings, "residents": np.concatenate([berths, staff]), "ties": ties}
    if stakes is not None:
        orders["stakes"] = stakes
    inverse = {name: np.argsort(order) for name, order in orders.items()}
    tables = {}
    for name, table in TABLES.items():
        old, arrays = world.tables[name], []
        order = orders.get(name, np.arange(world.counts[name]))
        for column_name, column in declared(table).items():
            values = getattr(old, column_name)[: world.counts[name]][order].copy()
            if column.refers in ("households", "residents"):
                values = np.where(values >= 0, inverse[column.refers][np.maximum(values, 0)], -1).astype(column.dtype)
            arrays.append(values)
        tables[name] = table(*arrays)
    other = World(world.seed, world.month, tables, dict(world.counts))
    index_places(other)
    index_ties(other)
    return other
