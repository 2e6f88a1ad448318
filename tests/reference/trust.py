"""Trust in the committee, norms, and what others need of both."""

from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.purposes import Purpose
from tests.reference.residents import Mirror

ATTEMPTS = 200


class CommitteeTrust(Mirror):
    """§2, trust of §3.24, norms of §3.25."""

    def trust_in_committee(self, i):
        """Trust of a person in the committee (§2)."""
        p = self.params.voice
        return (p.committee_prior + i.trust_success) / ((p.committee_prior_weight + i.trust_success) + i.trust_failure)

    def _experience(self, adult, success, failure):
        """Add an experience with the committee to an adult's month (§2)."""
        adult.committee_success += to_fixed(success)
        adult.committee_failure += to_fixed(failure)

    def contact_committee(self, scope, place, n_contacts, subject):
        """Adults by draw meet the committee (§3.24)."""
        self.read()
        place = (self.lanes, self.estates, self.neighbourhoods)[scope][place]
        for c in range(n_contacts):
            for t in range(ATTEMPTS):
                k = ((200 * c) + t) * 3 + int(scope)
                person = self.berth_by_draw(Purpose.CONTACT_COMMITTEE, place.eid, int(subject), k, place.dwellings)
                if person.is_adult:
                    self._experience(person, self.params.voice.contact_success, 0.0)
                    break
        self.write("residents", "committee_success", "committee_failure")

    def experience(self, households, success, failure):
        """Every adult of the households has an experience (§3.24)."""
        self.read()
        for row in households:
            for adult in self.households[row].adults:
                self._experience(adult, success, failure)
        self.write("residents", "committee_success", "committee_failure")

    def disappointed(self, affair):
        """Who was left worse off thinks less of the committee (§3.23)."""
        self.read()
        for stake in self.affair(affair).stakes:
            if stake.benefit - (stake.disturbance / self.params.beliefs.disturbance_months) < 0:
                for adult in stake.home.adults:
                    self._experience(adult, 0.0, self.params.voice.disappointed_failure)
        self.write("residents", "committee_success", "committee_failure")

    def notice_symbolic(self):
        """Adults notice symbolic handling (§3.24)."""
        self.read()
        p = self.params.voice
        for i in self.persons:
            if i.is_adult:
                chance = p.p_symbolic_noticed * float(self.world.committees.symbolic_share[i.neighbourhood])
                if self.uniform(Purpose.SYMBOLIC_NOTICED, i.eid, 0, 0) < chance:
                    self._experience(i, 0.0, p.symbolic_failure)
        self.write("residents", "committee_success", "committee_failure")

    def close_norms(self):
        """Norms follow what was seen, and return to the disposition (§3.25, *Norms*)."""
        p = self.params.ties
        for i in self.persons:
            if i.is_resident:
                change = p.norm_return * (i.disposition - i.norm)
                if i.favours_seen > 0:
                    change = change + (p.norm_learning * ((i.favours_succeeded / i.favours_seen) - i.norm))
                i.norm = min(1.0, max(0.0, i.norm + change))
        self.write("residents", "norm")


def share(some, things):
    """Return number / number, 0 of none (§2)."""
    return len(some) / len(things) if things else 0.0


def mean(numbers):
    """Return the mean of numbers by a sum in fixed point, of at least one (§1.3)."""
    return from_fixed(sum(to_fixed(number) for number in numbers)) / len(numbers)
