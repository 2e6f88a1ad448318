"""How residents answer invitations, and what attending does."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.foundation.numerics import from_fixed, logistic, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, Activity, Actor, OrganizationKind
from sim.protocols.society import Asker, Invitation
from sim.world.persons import NEVER
from tests.reference.ties import TieRules
from tests.reference.trust import CommitteeTrust

ACTIVITY = {
    Act.JOIN_TEAM: Activity.TEAM_SESSION,
    Act.FOUND_TEAM: Activity.FOUNDING,
    Act.FOUND_GROUP: Activity.FOUNDING,
} | {act: Activity[act.name] for act in Act if act.name in Activity.__members__}


@dataclass(eq=False)
class Pair:
    """One person asked to one act: first, or as the alternate of somebody else."""

    number: int
    person: Any
    invitation: Invitation
    accepts: bool
    probability: float
    key: int
    alternate: "Pair | None" = None
    attends: bool = False


class ParticipationRules(CommitteeTrust, TieRules):
    """§3.9, and persons of §3.25."""

    def answer(self, invitations):
        """Let everybody asked answer (§3.9)."""
        self.read()
        self._peers = {}
        asked = []
        for invitation in invitations:
            pairs = self._pairs(invitation)
            invitation.willing = sum(pair.accepts for pair in pairs)
            if invitation.willing < invitation.least:
                for pair in pairs:
                    pair.accepts = False
            asked += pairs
        self._fill_hours(asked)
        alternates = [pair.alternate for pair in asked if pair.alternate is not None and not pair.attends]
        self._fill_hours(alternates)
        for invitation in invitations:
            came = [pair.person for pair in asked + alternates if pair.attends and pair.invitation is invitation]
            came.sort(key=lambda person: person.eid)
            invitation.accepted = np.array([person.row for person in came], dtype=np.int32)
        self.write("residents", "minutes_used", "civic_minutes", "civic_acts", "top_rung", "last_act", "owned_act")

    def _pairs(self, invitation):
        """Return the pairs asked first, each with its alternate."""
        pairs = []
        for x, row in enumerate(invitation.persons):
            first = self._pair(x, row, invitation, x)
            if invitation.alternates is not None and invitation.alternates[x] >= 0:
                first.alternate = self._pair(x, invitation.alternates[x], invitation, x)
            pairs.append(first)
        return pairs

    def _pair(self, number, row, invitation, x):
        """Return what a person says, with asker, stake and bonus of the person at position x (Key, Step)."""
        i = self.persons[row]
        k = int(invitation.act) + 32 * int(invitation.k)
        key = self.key(Purpose.ANSWER, i.eid, int(invitation.subject), k)
        if not i.is_resident:
            return Pair(number, i, invitation, False, 0.0, key)
        if self.params.participation.response == "step":
            accepts = self._peer(i) >= i.threshold or i.last_act > NEVER
            return Pair(number, i, invitation, accepts, 1.0, key)
        asker, stake, bonus = (_at(value, x) for value in (invitation.asker, invitation.stake, invitation.bonus))
        trust = self._trust_in_asker(i, invitation.asker_kind, int(asker)) + invitation.trust_shift
        probability = logistic(self._exponent(i, invitation.act, trust, float(stake), float(bonus)))
        accepts = self.uniform(Purpose.ANSWER, i.eid, int(invitation.subject), k) < probability
        return Pair(number, i, invitation, accepts, probability, key)

    def _peer(self, i):
        """Return the weight of active peers (Peers)."""
        if i in self._peers:
            return self._peers[i]
        p = self.params.participation
        weight = active = 0
        for j, tie in self.graph[i].items():
            if not j.is_resident:
                continue
            weight += to_fixed(tie["strength"])
            seen = p.response == "step" or self.month - j.last_act <= p.peer_months
            if j.last_act > NEVER and seen:
                active += to_fixed(tie["strength"] * self.trust(tie))
        total = p.peer_offset + from_fixed(weight)
        self._peers[i] = from_fixed(active) / total if total > 0 else 0.0
        return self._peers[i]

    def _trust_in_asker(self, i, kind, asker):
        """Return trust in who asks (Trust in the asker)."""
        if kind == Asker.COMMITTEE:
            return self.trust_in_committee(i)
        if kind == Asker.RESIDENT:
            j = self.persons[asker]
            return self.trust(self.graph.edges[i, j]) if self.graph.has_edge(i, j) else self.prior_of_two(i, j)
        if kind == Asker.NEIGHBOURS:
            trusts = [to_fixed(self.trust(tie)) for j, tie in self.graph[i].items() if j.is_resident]
            return from_fixed(sum(trusts)) / len(trusts) if trusts else self.lanes[i.lane].prior_trust
        belongs = self._member_of_team if kind == Asker.TEAM else self._member_of_organization
        trusts = [self.trust(tie) for j, tie in self.graph[i].items() if belongs(j, asker)]
        return max(trusts, default=self.lanes[i.lane].prior_trust)

    def _member_of_team(self, j, team):
        return j.team == team

    def _member_of_organization(self, j, row):
        organizations = self.world.organizations
        if organizations.kind[row] == OrganizationKind.LEADERS_JOINT_MEETING:
            return j.neighbourhood == organizations.neighbourhood[row] and j.is_leader and j.group >= 0
        return row in (j.patrol, j.group, j.council)

    def _exponent(self, i, act, trust, stake, bonus):
        """Return x (Exponent)."""
        p = self.params.participation
        x = ((p.beta_0 + (p.stake_weight * stake)) + (p.trust_weight * ((2 * trust) - 1))) + (
            p.peer_weight * self._peer(i)
        )
        x = x + ((p.habit_weight * i.habit) + (p.norm_weight * ((2 * i.norm) - 1)))
        x = x - ((p.hours_weight * (self.minutes(act) / 60)) / i.free_hours)
        x = x + ((p.act_constant[act.word] + bonus) - (p.fatigue_weight * i.fatigue))
        if act in (Act.TEAM_CALL, Act.PATROL) and i.team >= 0:
            x = x + (p.orientation_weight * float(self.world.teams.public_orientation[i.team]))
        if act == Act.ELECTION:
            y = min(p.election_age_high, max(p.election_age_low, i.age))
            x = x + ((p.election_age_weight * (y - p.election_age_centre)) / p.election_age_span)
            if i.party_member:
                x = x + p.election_party
        return x

    def minutes(self, act):
        """Return the minutes of an act (§1.1)."""
        return round(60 * self.params.participation.act_hours[act.word])

    def _fill_hours(self, pairs):
        """Let those who accept attend as long as their hours last (Filling hours)."""
        for pair in sorted(pairs, key=lambda pair: (-pair.probability, pair.key)):
            left = (pair.person.free_hours * 60) - pair.person.minutes_used
            if pair.accepts and left >= self.minutes(pair.invitation.act):
                pair.attends = True
                self._attend(pair.person, pair.invitation)

    def _attend(self, i, invitation):
        """Count minutes, and for civic acts what else they leave (What attending does)."""
        p = self.params.participation
        act, minutes, rung = invitation.act, self.minutes(invitation.act), p.act_rung[invitation.act.word]
        i.minutes_used += minutes
        column = len(Activity) * Actor.RESIDENTS + ACTIVITY[act]
        self.world.hours.minutes[i.neighbourhood, column] += minutes
        if rung == 0:
            return
        i.civic_minutes += minutes
        i.civic_acts += 1
        i.top_rung = max(i.top_rung, rung)
        i.last_act = self.month
        if invitation.owned and rung >= p.habit_rung:
            i.owned_act = True

    def close_persons(self):
        """Fatigue, habit and trust in the committee at the month's end (§3.25, *Persons*)."""
        p, memory = self.params.participation, self.params.ties.event_memory
        for i in self.persons:
            if not i.is_resident:
                continue
            load = min(1.0, (p.fatigue_scale * (i.minutes_used / 60)) / i.free_hours)
            i.fatigue = min(1.0, (p.fatigue_memory * i.fatigue) + (p.fatigue_gain * load))
            habit = p.habit_memory * i.habit
            i.habit = min(1.0, habit + p.habit_gain if i.owned_act else habit)
            i.trust_success = (memory * i.trust_success) + from_fixed(i.committee_success)
            i.trust_failure = (memory * i.trust_failure) + from_fixed(i.committee_failure)
        self.write("residents", "fatigue", "habit", "trust_success", "trust_failure")


def _at(value, x):
    """Return what one person gets of one value, or of one a person."""
    return value[x] if np.ndim(value) else value
