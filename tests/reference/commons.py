"""The commons: parking spaces and what is built on common space."""

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState
from sim.world.persons import NEVER
from tests.reference.residents import Mirror


class CommonsRules(Mirror):
    """§3.2, 3.3, 3.22."""

    def enclose(self):
        """Car households enclose spaces, estate by estate (§3.2)."""
        self.read()
        for estate in self.estates:
            cars = sum(home.cars for home in estate.dwellings)
            enclosed = sum(home.enclosed for home in estate.dwellings)
            if not self._contract_runs(estate):
                for sweep in range(self.params.commons.sweeps):
                    enclosed += self._sweep(estate, sweep, cars, enclosed)
            estate.shortage = min(1.0, _shortage(estate, cars, enclosed))
            estate.enclosed_share = min(1.0, enclosed / estate.spaces) if estate.spaces else 0.0
            estate.paralysed = estate.enclosed_share > self.params.commons.paralysis_share
        self.write("households", "enclosed")
        self.write("estates", "shortage", "enclosed_share", "paralysed")

    def _contract_runs(self, estate):
        contracts = self.world.contracts
        return any(
            contracts.estate[row] == estate.row and contracts.started[row] != NEVER and contracts.ended[row] == NEVER
            for row in range(self.world.n("contracts"))
        )

    def _sweep(self, estate, sweep, cars, enclosed):
        """Return how many households enclose a space in one sweep."""
        free = max(0, estate.spaces - enclosed)
        shortage = _shortage(estate, cars, enclosed)
        with_car, enclosers = {}, {}
        for home in estate.dwellings:
            with_car[home.lane] = with_car.get(home.lane, 0) + (home.cars > 0)
            enclosers[home.lane] = enclosers.get(home.lane, 0) + (home.enclosed > 0)
        waiting = [home for home in estate.dwellings if home.cars > 0 and home.enclosed == 0]
        if sum(home.cars for home in waiting) <= free:
            return 0
        waiting.sort(key=lambda home: self.key(Purpose.PARKING_SWEEP, home.eid, 0, sweep))
        allotted = new = 0
        for home in waiting:
            if allotted < free:
                allotted += home.cars
                continue
            lane_share = enclosers[home.lane] / with_car[home.lane]
            tempted = (lane_share + (self.params.commons.shortage_weight * shortage)) > home.enclosure_threshold
            if tempted and new < free:
                home.enclosed = 1
                new += 1
        return new

    def encroach(self):
        """Crowded households build on common space (§3.3)."""
        self.read()
        p = self.params.commons
        affairs = self.world.affairs
        settled = {
            int(affairs.lane[row])
            for row in range(self.world.n("affairs"))
            if affairs.klass[row] == AffairClass.ENCROACHMENT and affairs.state[row] == AffairState.RESOLVED
        }
        for lane in self.lanes:
            living = len(lane.dwellings)
            built = sum(home.encroachment for home in lane.dwellings)
            for home in lane.dwellings:
                may = home.kitchen >= 0 and home.size >= p.crowded_size and not home.encroachment
                if may and lane.row not in settled:
                    chance = p.p_encroachment * (1 + ((p.encroachment_imitation * built) / living))
                    home.encroachment = self.uniform(Purpose.ENCROACHMENT, home.eid, 0, 0) < chance
        self.write("households", "encroachment")

    def remove_encroachments(self, affair):
        """Complying owners pull down, and everybody sees how many have (§3.22)."""
        self.read()
        affair = self.affair(affair)
        for stake in affair.owners:
            if stake.complied:
                stake.home.encroachment = False
        owners = affair.owners
        share = sum(not owner.home.encroachment for owner in owners) / len(owners) if owners else 0.0
        for stake in affair.stakes:
            stake.belief_mean = max(stake.belief_mean, share)
        self.write("households", "encroachment")
        self.write_stakes(affair, "belief_mean")

    def remove_enclosures(self, affair):
        """Complying households open their spaces (§3.22)."""
        self.read()
        affair = self.affair(affair)
        for stake in affair.stakes:
            if stake.complied:
                stake.home.enclosed = 0
        self.write("households", "enclosed")


def _shortage(estate, cars, enclosed):
    return max(0, cars - estate.spaces) / max(1, cars - enclosed)
