"""Complaints, votes, signatures and compliance."""

import numpy as np

from sim.foundation.numerics import logistic, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act
from sim.protocols.society import LaneVotes
from tests.reference.beliefs import BeliefRules
from tests.reference.trust import CommitteeTrust, mean, share

YES, NO, ABSTAINED = 1, 2, 3


class VoiceRules(CommitteeTrust, BeliefRules):
    """§3.8, 3.16, 3.18, 3.21."""

    def complain(self, affairs):
        """Each household may complain of what weighs most on it (§3.8)."""
        self.read()
        touching = {}
        for affair in (self.affair(row) for row in affairs):
            for stake in affair.stakes:
                touching.setdefault(stake.household, []).append(affair)
        complaints = []
        for row, choices in touching.items():
            heaviest = min(choices, key=lambda a: (-a.severity, self.key(Purpose.COMPLAINT, a.eid, 0, 1)))
            home = self.households[row]
            chance = self.params.voice.complaints_per_month * heaviest.severity
            if self.uniform(Purpose.COMPLAINT, home.eid, heaviest.eid, 0) < chance:
                complaints.append((home.eid, row, heaviest.row))
        complaints.sort()
        return (
            np.array([row for _, row, _ in complaints], dtype=np.int32),
            np.array([affair for _, _, affair in complaints], dtype=np.int32),
        )

    def vote(self, affair, persons):
        """Present households vote (§3.16)."""
        self.read()
        affair, present = self.affair(affair), self.present(persons)
        for stake in affair.stakes:
            if stake.household in present:
                stake.vote = YES if self.supports(affair, stake) else NO
                margin = self.margin(affair, stake)
                if not affair.is_encroachment and abs(margin) < self.params.beliefs.abstain_margin:
                    stake.vote = ABSTAINED
        self.write_stakes(affair, "vote")

    def votes(self, affair):
        """Votes lane by lane (§3.16)."""
        self.read()
        by_lane = {}
        for stake in self.affair(affair).stakes:
            by_lane.setdefault(stake.home.lane, []).append(stake.vote)
        return [
            LaneVotes(
                lane,
                len(votes),
                len(votes) - votes.count(0),
                votes.count(YES),
                votes.count(NO),
                votes.count(ABSTAINED),
            )
            for lane, votes in sorted(by_lane.items(), key=lambda entry: self.lanes[entry[0]].eid)
        ]

    def clear_votes(self, affair):
        """Votes are forgotten (§3.16)."""
        affair = self.affair(affair)
        for stake in affair.stakes:
            stake.vote = 0
        self.write_stakes(affair, "vote")

    def sign(self, affair, skill):
        """Supporters sign (§3.18)."""
        self.read()
        affair = self.affair(affair)
        willing = [stake for stake in affair.stakes if self.supports(affair, stake)]
        return self._sign(affair, skill, {stake: 1.0 for stake in willing}, 0, civic=True)

    def sign_late(self, affair, skill):
        """Supporters follow tied households that have signed (§3.18)."""
        self.read()
        affair = self.affair(affair)
        signed = {stake.household for stake in affair.stakes if stake.signed}
        tied = {stake.household: set() for stake in affair.stakes}
        for h, k, _, _, _ in self.household_ties(affair):
            tied[h].add(k)
        willing = [stake for stake in affair.stakes if self.supports(affair, stake)]
        shares = {stake: share(tied[stake.household] & signed, tied[stake.household]) for stake in willing}
        return self._sign(affair, skill, shares, 1, civic=True)

    def give_word(self, affair, skill):
        """Supporters whom backbones reached give their word (§3.18)."""
        self.read()
        affair = self.affair(affair)
        willing = [stake for stake in affair.stakes if self.supports(affair, stake) and stake.reached]
        return self._sign(affair, skill, {stake: 1.0 for stake in willing}, 2, civic=False)

    def _sign(self, affair, skill, shares, k, civic):
        """Let the willing sign, each with r times its share; return the share of all affected that has signed."""
        r = min(1.0, self.params.voice.signing_base + skill)
        rung = self.params.participation.act_rung[Act.PLEDGE.word]
        for stake, factor in shares.items():
            if stake.signed or not self.uniform(Purpose.PLEDGE, stake.home.eid, affair.eid, k) < r * factor:
                continue
            stake.signed = True
            if civic:
                person = stake.home.berths[stake.home.representative]
                person.top_rung = max(person.top_rung, rung)
                person.last_act = self.month
                person.civic_acts += 1
        self.write_stakes(affair, "signed")
        self.write("residents", "top_rung", "last_act", "civic_acts")
        return share([stake for stake in affair.stakes if stake.signed], affair.stakes)

    def comply(self, affair, enforcement, posted_weight):
        """Each household that has to keeps to it, or does not (§3.21)."""
        self.read()
        affair = self.affair(affair)
        deciding = affair.deciding
        lanes = {}
        for stake in deciding:
            lanes.setdefault(stake.home.lane, []).append(stake.complied)
        exponents = {
            stake: self._exponent_to_comply(affair, stake, lanes[stake.home.lane], enforcement, posted_weight)
            for stake in deciding
        }
        for stake in affair.stakes:
            stake.complied = True
            if stake in exponents:
                u = self.uniform(Purpose.COMPLY, stake.home.eid, affair.eid, 0)
                stake.complied = u < logistic(exponents[stake])
        self._keep_or_break_pledges(affair)
        self.write_stakes(affair, "complied")
        self.write_ties("new_success", "new_failure")
        self.write("residents", "norm")
        return share([stake for stake in deciding if stake.complied], deciding) if deciding else 1.0

    def _exponent_to_comply(self, affair, stake, lane, enforcement, posted_weight):
        """Return x; `lane` says of each deciding household of the lane whether it complied before."""
        p = self.params.voice
        adults = stake.home.adults
        L = lane.count(True) / len(lane)
        N = mean([adult.norm for adult in adults]) if adults else 0.5
        C = mean([self.trust_in_committee(adult) for adult in adults]) if adults else 0.5
        loss = stake.loss if affair.is_encroachment else 0.0
        x = p.comply_constant + (p.comply_belief * (stake.belief_mean - loss))
        if stake.signed:
            x = x + (p.comply_pledge * posted_weight)
        x = x + ((p.comply_lane * L) + (p.comply_norm * ((2 * N) - 1)))
        return x + ((p.comply_enforcement * enforcement) + (p.comply_trust * ((2 * C) - 1)))

    def _keep_or_break_pledges(self, affair):
        """Let ties of representatives, and norms, take what signers did (§3.21, *Pledges*)."""
        p = self.params.voice
        signers = [stake for stake in affair.stakes if stake.signed]
        speaking_for = {stake.home.berths[stake.home.representative]: stake for stake in signers}
        for person, stake in speaking_for.items():
            for other, tie in self.graph[person].items():
                if other not in speaking_for:
                    continue
                if not stake.complied:
                    tie["new_failure"] += to_fixed(p.broken_failure)
                elif speaking_for[other].complied and person.eid < other.eid:
                    tie["new_success"] += to_fixed(p.kept_success)
        for stake in signers:
            if not stake.complied:
                for adult in stake.home.adults:
                    adult.norm = max(0.0, adult.norm - p.broken_norm)
