"""Disputes in kitchens, over parking, around works, and what they do to ties."""

from sim.foundation import draws
from sim.foundation.numerics import to_fixed
from sim.foundation.purposes import Purpose
from sim.protocols.society import Quarrel
from tests.reference.ties import TieRules

KITCHEN, PARKING, WORKS_PAIR, WORKS_KITCHEN, FALLING_OUT = range(5)
"""The number k of each kind of dispute in its draws."""


class QuarrelRules(TieRules):
    """§3.6."""

    def quarrel(self, works):
        """All disputes of the month."""
        self.read()
        disputes = self._kitchen_disputes(set(self.households), self.params.ties.p_dispute_kitchen, 0, KITCHEN)
        for household, _ in disputes:
            self.lanes[household.lane].disputes += 1
        told = [self._told(h, k, "kitchen") for h, k in disputes]
        hurt = [self._persons(h, k, 0, KITCHEN) for h, k in disputes]
        for h, k in self._parking_disputes():
            told.append(self._told(h, k, "parking"))
            hurt.append(self._persons(h, k, 0, PARKING))
        for under_way in works:
            subject = int(self.world.affairs.eid[under_way.affair])
            homes = {self.households[row] for row in under_way.households}
            for i, j in self._works_disputes(homes, under_way.p_pair, subject):
                told.append(self._told(self.households[i.household], self.households[j.household], "works"))
                hurt.append((i, j))
            for h, k in self._kitchen_disputes(homes, under_way.p_kitchen, subject, WORKS_KITCHEN):
                told.append(self._told(h, k, "works"))
                hurt.append(self._persons(h, k, subject, WORKS_KITCHEN))
        for i, j in hurt:
            self._hurt(i, j)
        self.write("lanes", "disputes")
        self.write_ties("new_failure")
        return [quarrel for _, quarrel in sorted(told, key=lambda entry: entry[0])]

    def fall_out(self, households, others, subject):
        """Disputes between given households (§3.6, last paragraph)."""
        self.read()
        for h, k in zip(households, others, strict=True):
            self._hurt(*self._persons(self.households[h], self.households[k], int(subject), FALLING_OUT))
        self.write_ties("new_failure")

    def _kitchen_disputes(self, eligible, chance, subject, k):
        """Return pairs of households that fall out in their kitchen."""
        disputes = []
        for kitchen in self._kitchens():
            homes = [home for home in kitchen if home in eligible]
            n = len(homes)
            if n < 2:
                continue
            e = self.neighbourhoods[homes[0].neighbourhood].eid * 2**20 + homes[0].kitchen
            if self.uniform(Purpose.DISPUTE, e, subject, k) < chance:
                x = self.integer(Purpose.DISPUTANT, e, subject, 2 * k, n)
                y = self.integer(Purpose.DISPUTANT, e, subject, 2 * k + 1, n - 1)
                disputes.append((homes[x], homes[y + 1 if y >= x else y]))
        return disputes

    def _kitchens(self):
        """Return runs of neighbouring dwellings of a lane that share a kitchen."""
        kitchens = []
        for lane in self.lanes:
            last = -1
            for home in lane.dwellings:
                if home.kitchen >= 0:
                    if home.kitchen != last:
                        kitchens.append([])
                    kitchens[-1].append(home)
                last = home.kitchen
        return kitchens

    def _parking_disputes(self):
        """Return pairs of an encloser and another household with a car."""
        p = self.params.commons
        disputes = []
        for home in self.households:
            others = [other for other in self.lanes[home.lane].dwellings if other.cars > 0 and other is not home]
            if home.enclosed > 0 and others:
                chance = p.p_dispute_parking
                if self.estates[home.estate].paralysed:
                    chance = chance * p.paralysis_disputes
                if self.uniform(Purpose.DISPUTE, home.eid, 0, PARKING) < chance:
                    disputes.append((home, others[self.integer(Purpose.DISPUTANT, home.eid, 0, 2, len(others))]))
        return disputes

    def _works_disputes(self, homes, chance, subject):
        """Return tied adults of two households that fall out over works."""
        return [
            (i, j)
            for i, j, _ in self.edges
            if i.is_adult
            and j.is_adult
            and i.household != j.household
            and self.households[i.household] in homes
            and self.households[j.household] in homes
            and self.uniform(Purpose.DISPUTE, draws.pair(i.eid, j.eid), subject, WORKS_PAIR) < chance
        ]

    def _persons(self, h, k_household, subject, k):
        """Return the adult of each household who quarrels, the lower household first, None where there is none."""
        low, high = sorted((h, k_household), key=lambda home: home.eid)
        e = draws.pair(low.eid, high.eid)
        persons = []
        for number, home in enumerate((low, high)):
            adults = home.adults
            if adults:
                position = self.integer(Purpose.DISPUTANT, e, subject, 2 * k + 16 + number, len(adults))
                persons.append(adults[position])
            else:
                persons.append(None)
        return persons

    def _told(self, h, k, reason):
        """Return a dispute as others hear of it, with its place in their order."""
        low, high = sorted((h, k), key=lambda home: home.eid)
        return (low.neighbourhood, low.eid, high.eid, reason), Quarrel(low.row, high.row, reason)

    def _hurt(self, i, j):
        """Hurt the tie of two who quarrel, and let those who hear of it think less of the other."""
        if i is None or j is None or not self.graph.has_edge(i, j):
            return
        p = self.params.ties
        self.graph.edges[i, j]["new_failure"] += to_fixed(p.quarrel_failure)
        for one, other in ((i, j), (j, i)):
            for t, tie in self.graph[one].items():
                if t is not other and tie["strength"] >= p.gossip_strength and self.graph.has_edge(t, other):
                    self.graph.edges[t, other]["new_failure"] += to_fixed(p.gossip_failure)
