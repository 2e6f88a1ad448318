"""What affected households believe about an affair, and what moves it."""

import math

from sim.foundation import draws
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass
from tests.reference.ties import TieRules
from tests.reference.trust import mean, share

REDESIGN_KEY = 32


class BeliefRules(TieRules):
    """§2, §3.1, 3.7, 3.13–3.17, 3.19, 3.20, `realised` of §3.23."""

    def present(self, persons):
        """Return the rows of the present households (§2)."""
        here = [self.persons[row] for row in persons]
        return {person.household for person in here if person.adult and person.household >= 0}

    def margin(self, affair, stake):
        """Margin of support (§2)."""
        p = self.params.beliefs
        if affair.is_encroachment:
            return (p.encroachment_gain * stake.belief_mean) - stake.loss
        doubt = p.caution / math.sqrt(stake.belief_precision)
        return (stake.belief_mean - doubt) - (stake.disturbance / p.disturbance_months)

    def supports(self, affair, stake):
        """§2."""
        return self.margin(affair, stake) > 0 or (affair.is_encroachment and stake.loss <= 0)

    def household_ties(self, affair):
        """Return (h, k, i, j, tie) of every tie between two affected households, both ways (§2, tied households)."""
        affected = {stake.household for stake in affair.stakes}
        between = []
        for a, b, tie in self.edges:
            if a.household != b.household and a.household in affected and b.household in affected:
                between += [(a.household, b.household, a, b, tie), (b.household, a.household, b, a, tie)]
        return between

    def open_beliefs(self, affair):
        """First beliefs of all stakes (§3.1)."""
        first = int(self.world.affairs.first_stake[affair])
        self.open_beliefs_of(affair, range(first, first + int(self.world.affairs.n_stakes[affair])))

    def open_beliefs_of(self, affair, stakes):
        """First beliefs of some stakes (§3.1)."""
        self.read()
        p, month, seed = self.params.beliefs, self.month, self.world.seed
        affair = self.affair(affair)
        rows = {int(row) for row in stakes}
        for stake in affair.stakes:
            if stake.row not in rows:
                continue
            h, s = stake.home.eid, affair.eid
            stake.belief_precision = p.initial_precision
            stake.disturbance = stake.loss = 0.0
            stake.vote = 0
            stake.reached = stake.signed = stake.complied = False
            if affair.is_encroachment:
                stake.belief_mean = p.encroachment_belief
                if stake.home.encroachment:
                    stake.loss = draws.between(seed, int(Purpose.LOSS), month, h, s, 0, p.loss_least, p.loss_most)
            else:
                bias = p.works_bias if affair.klass == AffairClass.GOVERNMENT_WORKS else 0.0
                chance = draws.normal(seed, int(Purpose.BELIEF), month, h, s, 0, bias, p.initial_sd)
                stake.belief_mean = (p.initial_share * stake.benefit) + chance
            if affair.inside_dwellings:
                most = p.disturbance_most
                stake.disturbance = draws.between(seed, int(Purpose.DISTURBANCE), month, h, s, 0, 0.0, most)
        names = ("belief_mean", "belief_precision", "disturbance", "loss", "vote", "reached", "signed", "complied")
        self.write_stakes(affair, *names)

    def talk(self, affairs):
        """Tied households move each other's beliefs (§3.7)."""
        self.read()
        p = self.params.beliefs
        for affair in (self.affair(row) for row in affairs):
            if affair.is_encroachment:
                self._see_owners(affair)
                continue
            before = {stake.household: stake.belief_mean for stake in affair.stakes}
            weights = {stake.household: {} for stake in affair.stakes}
            for h, k, _, _, tie in self.household_ties(affair):
                w = tie["strength"] * self.trust(tie)
                weights[h][k] = max(w, weights[h].get(k, w))
            for stake in affair.stakes:
                heard = [(w, before[k]) for k, w in weights[stake.household].items() if w > 0]
                S = from_fixed(sum(to_fixed(w) for w, _ in heard))
                B = from_fixed(sum(to_fixed(w * belief) for w, belief in heard))
                if S > 0:
                    b = stake.belief_mean
                    stake.belief_mean = b + (((p.talk_rate * S) / (p.talk_offset + S)) * ((B / S) - b))
            self.write_stakes(affair, "belief_mean")

    def _see_owners(self, affair):
        """What tied owners pledged, and all owners removed, is seen (§3.7)."""
        owners = {owner.household: owner for owner in affair.owners}
        tied = {stake.household: set() for stake in affair.stakes}
        for h, k, _, _, _ in self.household_ties(affair):
            if k in owners:
                tied[h].add(k)
        for stake in affair.stakes:
            signers = [k for k in tied[stake.household] if owners[k].signed]
            pledged = share(signers, tied[stake.household])
            stake.belief_mean = max(stake.belief_mean, self._removed_share(affair), pledged)
        self.write_stakes(affair, "belief_mean")

    def _removed_share(self, affair):
        return share([owner for owner in affair.owners if not owner.home.encroachment], affair.owners)

    def removed_share(self, affair):
        """§3.23."""
        self.read()
        return self._removed_share(self.affair(affair))

    def hear(self, affair, persons, skill):
        """A hearing informs those present (§3.13)."""
        self.read()
        p = self.params.beliefs
        affair, present = self.affair(affair), self.present(persons)
        here = [stake for stake in affair.stakes if stake.household in present]
        signed = share([owner for owner in affair.owners if owner.signed], affair.owners)
        for stake in here:
            if affair.is_encroachment:
                stake.belief_mean = max(stake.belief_mean, signed)
            else:
                gain = p.hearing_gain * (p.skill_base + skill)
                stake.belief_mean = stake.belief_mean + (gain * (stake.benefit - stake.belief_mean))
            stake.belief_precision = stake.belief_precision + p.hearing_precision
        self.write_stakes(affair, "belief_mean", "belief_precision")
        return share(here, affair.stakes)

    def spread_rumour(self, affair, persons):
        """Who was absent hears a rumour from those tied to them (§3.14)."""
        self.read()
        p = self.params.beliefs
        affair, present = self.affair(affair), self.present(persons)
        if affair.rumoured:
            return 0
        self.world.affairs.rumoured[affair.row] = True
        carrying = [
            (h, k)
            for h, k, i, j, _ in self.household_ties(affair)
            if self.uniform(Purpose.RUMOUR, draws.pair(i.eid, j.eid), affair.eid, 0) < p.rumour_p_transmission
        ]
        affected = {stake.household for stake in affair.stakes}
        absent = affected - present
        if p.rumour_rounds == 1:
            reached = {h for h, k in carrying if h in absent}
        else:
            reached, last, r = set(), affected & present, 0
            while last and (p.rumour_rounds == 0 or r < p.rumour_rounds):
                last = {h for h, k in carrying if h in absent - reached and k in last}
                reached |= last
                r += 1
        for stake in affair.stakes:
            if stake.household in reached:
                stake.belief_mean = stake.belief_mean - p.rumour_drop
        self.write_stakes(affair, "belief_mean")
        return len(reached)

    def support_share(self, affair, with_cars=False):
        """§3.15."""
        self.read()
        affair = self.affair(affair)
        asked = [stake for stake in affair.stakes if stake.home.cars > 0 or not with_cars]
        return share([stake for stake in asked if self.supports(affair, stake)], asked)

    def mean_benefit(self, affair):
        """§3.15."""
        self.read()
        stakes = self.affair(affair).stakes
        return mean([stake.benefit for stake in stakes]) if stakes else 0.0

    def agreement(self, affair):
        """§3.15."""
        self.read()
        affair = self.affair(affair)
        reached = [stake for stake in affair.stakes if stake.reached]
        return share(reached, affair.stakes), share([s for s in reached if self.supports(affair, s)], reached)

    def redesign(self, affair, skill):
        """The lowest share of households gets a better deal (§3.17)."""
        self.read()
        p = self.params.beliefs
        affair = self.affair(affair)
        gain = p.redesign_gain * (p.skill_base + skill)
        most = 1.0 if affair.is_encroachment else p.benefit_most
        ranked = sorted(
            affair.stakes,
            key=lambda stake: (
                self.margin(affair, stake),
                self.key(Purpose.BELIEF, stake.home.eid, affair.eid, REDESIGN_KEY),
            ),
        )
        for stake in ranked[: math.ceil(p.redesign_share * len(affair.stakes))]:
            if not affair.is_encroachment:
                stake.benefit = min(stake.benefit + gain, max(p.benefit_most, stake.benefit))
            stake.belief_mean = min(stake.belief_mean + gain, max(most, stake.belief_mean))
        self.write_stakes(affair, "benefit", "belief_mean")

    def persuade(self, affair, backbones):
        """Backbones speak with households tied to them (§3.19)."""
        self.read()
        p = self.params.beliefs
        affair = self.affair(affair)
        speakers = {self.persons[row] for row in backbones}
        weights = {}
        for a, b, tie in self.edges:
            for speaker, hearer in ((a, b), (b, a)):
                if speaker in speakers:
                    w = to_fixed(tie["strength"] * self.trust(tie))
                    weights[hearer.household] = weights.get(hearer.household, 0) + w
        homes = {speaker.household for speaker in speakers}
        n_reached = 0
        for stake in affair.stakes:
            reach = p.persuasion_reach * from_fixed(weights.get(stake.household, 0))
            k = 1.0 if stake.household in homes else min(1.0, reach)
            if k <= 0:
                continue
            goal = max(p.encroachment_persuaded, stake.belief_mean) if affair.is_encroachment else stake.benefit
            stake.belief_mean = stake.belief_mean + ((p.persuasion_gain * k) * (goal - stake.belief_mean))
            stake.belief_precision = stake.belief_precision + (p.persuasion_precision * k)
            stake.reached = True
            n_reached += 1
        self.write_stakes(affair, "belief_mean", "belief_precision", "reached")
        return n_reached

    def show(self, affair, persons, result):
        """Those who saw it elsewhere think anew (§3.20)."""
        self.read()
        p = self.params.beliefs
        affair, present = self.affair(affair), self.present(persons)
        for stake in affair.stakes:
            if stake.household in present:
                stake.belief_mean = stake.belief_mean + (p.visit_gain * (result - stake.belief_mean))
                stake.belief_precision = stake.belief_precision + p.visit_precision
        self.write_stakes(affair, "belief_mean", "belief_precision")

    def realised(self, affair):
        """Share of the affected that gain (§3.23)."""
        self.read()
        p = self.params.beliefs
        affair = self.affair(affair)
        removed = {owner.household for owner in affair.owners if not owner.home.encroachment}
        removed_share = share(removed, affair.owners)
        gaining = []
        for stake in affair.stakes:
            gain = stake.benefit - (stake.disturbance / p.disturbance_months)
            if affair.is_encroachment:
                gain = (p.encroachment_gain * removed_share) - (stake.loss if stake.household in removed else 0.0)
            if gain > 0:
                gaining.append(stake)
        return share(gaining, affair.stakes)
