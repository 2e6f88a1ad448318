"""Persons, homes and the graph of their ties as plain objects, renewed from the world's columns (verification.md §1).

Every column of a row is an attribute of its object, every column of a tie an attribute of its edge. `read` renews what
others have written (§1.8); `write` puts back what a rule has changed.
"""

import mesa
import networkx

from sim.foundation import draws
from sim.foundation.terms import AffairClass, Kind
from sim.world.columns import declared
from sim.world.indices import index_ties
from sim.world.persons import BERTHS, Ties
from sim.world.state import used

AFFAIR_FACTS = ("eid", "klass", "lane", "severity", "inside_dwellings", "rumoured")


class Person(mesa.Agent):
    """Who lives in a berth, or works for an institution; `household`, `lane` and so on are rows, -1 for none."""

    def __init__(self, model, row):
        super().__init__(model)
        self.row = row

    @property
    def is_resident(self):
        """§1.5: children are residents too; a vacant berth and staff are not."""
        return self.kind == Kind.RESIDENT

    @property
    def is_adult(self):
        """§1.5."""
        return self.is_resident and self.adult


class Place:
    """A lane or an estate, with its dwellings in canonical order (§1.6)."""

    def __init__(self, row):
        self.row = row
        self.dwellings = []


class Household:
    """A dwelling and the household in it."""

    def __init__(self, row, berths):
        self.row = row
        self.berths = berths

    @property
    def members(self):
        """§1.5: persons of the filled berths."""
        return self.berths[: self.size]

    @property
    def adults(self):
        """Its adults in order of berth."""
        return [person for person in self.members if person.is_adult]


class Stake:
    """What one household has at stake in an affair."""


class Affair:
    """An affair with its stakes, one a household (§2)."""

    def __init__(self, row):
        self.row = row
        self.stakes = []

    @property
    def is_encroachment(self):
        """§2."""
        return self.klass == AffairClass.ENCROACHMENT

    @property
    def owners(self):
        """§2: stakes of the owners of an encroachment."""
        return [stake for stake in self.stakes if stake.loss > 0]

    @property
    def deciding(self):
        """§3.21: stakes of those who have something to keep."""
        if self.klass == AffairClass.PARKING:
            return [stake for stake in self.stakes if stake.home.cars > 0]
        return self.owners if self.is_encroachment else self.stakes


class Mirror:
    """The world as objects: `persons`, `households`, `lanes`, `estates`, `neighbourhoods`, `graph`."""

    def __init__(self, world, params):
        self.world, self.params = world, params
        model = mesa.Model(rng=0)
        self.persons = [Person(model, row) for row in range(world.n("residents"))]
        self.households = [
            Household(row, self.persons[BERTHS * row : BERTHS * (row + 1)]) for row in range(world.n("households"))
        ]
        self.lanes = [Place(row) for row in range(world.n("lanes"))]
        self.estates = [Place(row) for row in range(world.n("estates"))]
        self.neighbourhoods = [Place(row) for row in range(world.n("neighbourhoods"))]
        self.graph = networkx.Graph()
        self.edges = []
        self.queue = []
        self._seen = {}
        self.read()
        for household in sorted(self.households, key=lambda h: (h.lane, h.position)):
            self.lanes[household.lane].dwellings.append(household)
            self.estates[household.estate].dwellings.append(household)
            self.neighbourhoods[household.neighbourhood].dwellings.append(household)

    # draws (§1.4)

    @property
    def month(self):
        """The month that is lived."""
        return self.world.month

    def uniform(self, purpose, entity, subject, k):
        """Draw U(P, e, s, k)."""
        return draws.uniform(self.world.seed, int(purpose), self.month, entity, subject, k)

    def integer(self, purpose, entity, subject, k, n):
        """Draw I(P, e, s, k, n)."""
        return draws.integer(self.world.seed, int(purpose), self.month, entity, subject, k, n)

    def key(self, purpose, entity, subject, k):
        """Draw K(P, e, s, k)."""
        return int(draws.key(self.world.seed, int(purpose), self.month, entity, subject, k)) >> 1

    def berth_by_draw(self, purpose, entity, subject, k, dwellings):
        """Draw a berth among dwellings, whether or not somebody lives there (§1.6)."""
        q = self.integer(purpose, entity, subject, k, BERTHS * len(dwellings))
        return dwellings[q // BERTHS].berths[q % BERTHS]

    # from columns and back (§1.8)

    def read(self):
        """Renew all objects from the columns that differ from what was read or written last."""
        for table, objects in self._tables():
            for name, column in used(self.world, table).items():
                if self._is_new(table, name, column):
                    for thing, value in zip(objects, column.tolist(), strict=True):
                        setattr(thing, name, value)
        self._read_ties()

    def write(self, table, *names):
        """Put some attributes of all objects of a table back into its columns."""
        columns = used(self.world, table)
        for name in names:
            columns[name][:] = [getattr(thing, name) for thing in dict(self._tables())[table]]
            self._is_new(table, name, columns[name])

    def write_ties(self, *names):
        """Put some attributes of all ties back into their columns."""
        columns = used(self.world, "ties")
        for name in names:
            columns[name][:] = [tie[name] for _, _, tie in self.edges]
            self._is_new("ties", name, columns[name])

    def rewrite_ties(self):
        """Put the graph, with ties added or gone, back into the table of ties, and index them."""
        world = self.world
        self.edges = [
            (*sorted(pair, key=lambda person: person.eid), self.graph.edges[pair]) for pair in self.graph.edges
        ]
        if len(self.edges) > world.n("ties"):
            world.append("ties", len(self.edges) - world.n("ties"))
        world.counts["ties"] = len(self.edges)
        for name, column in declared(Ties).items():
            getattr(world.ties, name)[len(self.edges) :] = column.fill
        columns = used(world, "ties")
        columns["a"][:] = [a.row for a, _, _ in self.edges]
        columns["b"][:] = [b.row for _, b, _ in self.edges]
        self._is_new("ties", "a", columns["a"])
        self._is_new("ties", "b", columns["b"])
        self.write_ties(*(name for name in columns if name not in ("a", "b")))
        index_ties(world)

    def affair(self, row):
        """Read an affair with its stakes."""
        affairs, stakes = self.world.affairs, self.world.stakes
        affair = Affair(int(row))
        for name in AFFAIR_FACTS:
            setattr(affair, name, getattr(affairs, name)[row].item())
        first = int(affairs.first_stake[row])
        for number in range(first, first + int(affairs.n_stakes[row])):
            stake = Stake()
            stake.row = number
            for name in stakes._fields:
                setattr(stake, name, getattr(stakes, name)[number].item())
            stake.home = self.households[stake.household]
            affair.stakes.append(stake)
        return affair

    def write_stakes(self, affair, *names):
        """Put some attributes of the stakes of an affair back into their columns."""
        for stake in affair.stakes:
            for name in names:
                getattr(self.world.stakes, name)[stake.row] = getattr(stake, name)

    def _tables(self):
        return [
            ("residents", self.persons),
            ("households", self.households),
            ("lanes", self.lanes),
            ("estates", self.estates),
            ("neighbourhoods", self.neighbourhoods),
        ]

    def _is_new(self, table, name, column):
        """Tell whether a column differs from what was seen last, and remember it."""
        content = column.tobytes()
        if self._seen.get((table, name)) == content:
            return False
        self._seen[table, name] = content
        return True

    def _read_ties(self):
        columns = used(self.world, "ties")
        new = [name for name, column in columns.items() if self._is_new("ties", name, column)]
        if "a" in new or "b" in new:
            ends = [(self.persons[a], self.persons[b]) for a, b in zip(columns["a"], columns["b"], strict=True)]
            self.graph.clear()
            self.graph.add_nodes_from(self.persons)
            self.graph.add_edges_from(ends)
            self.edges = [(a, b, self.graph.edges[a, b]) for a, b in ends]
            new = [name for name in columns if name not in ("a", "b")]
        for name in new:
            for (_, _, tie), value in zip(self.edges, columns[name].tolist(), strict=True):
                tie[name] = value
