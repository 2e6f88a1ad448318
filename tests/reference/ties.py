"""Ties of the social-capital graph: contact, favours, new ties, public life, and the end of the month for them."""

from sim.foundation import draws
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Channel
from tests.reference.residents import Mirror

ATTEMPTS = 200


class TieRules(Mirror):
    """§3.4, 3.5, 3.10–3.12, ties of §3.24 and §3.25."""

    def trust(self, tie):
        """Trust of a tie (§2)."""
        weight = self.params.ties.prior_weight
        return ((weight * tie["prior"]) + tie["success"]) / ((weight + tie["success"]) + tie["failure"])

    def prior_of_two(self, i, j):
        """Prior of two persons by their lanes (§2)."""
        if i.lane < 0 and j.lane < 0:
            return 0.5
        if i.lane < 0:
            return self.lanes[j.lane].prior_trust
        if j.lane < 0 or i.lane == j.lane:
            return self.lanes[i.lane].prior_trust
        return (self.lanes[i.lane].prior_trust + self.lanes[j.lane].prior_trust) / 2

    def contact(self, i, j, tie):
        """Contact on a tie (§2)."""
        tie["contact"] = True
        tie["last_month"] = i.last_contact = j.last_contact = self.month

    def meet(self):
        """Contacts and favours (§3.4)."""
        self.read()
        p = self.params.ties
        for a, b, tie in self.edges:
            e = draws.pair(a.eid, b.eid)
            chance = min(p.contact_most, (p.contact_scale * a.home) * b.home)
            if a.lane != b.lane:
                chance = chance * p.contact_across_lanes
            chance = chance * (p.contact_base + (p.contact_strength * tie["strength"]))
            if not self.uniform(Purpose.CONTACT, e, 0, 0) < chance:
                continue
            self.contact(a, b, tie)
            if not self.uniform(Purpose.FAVOUR, e, 0, 0) < p.p_favour:
                continue
            a.favours_seen += 1
            b.favours_seen += 1
            success = min(p.favour_most, p.favour_base + (p.favour_norm * (a.norm + b.norm)))
            if self.uniform(Purpose.FAVOUR_SUCCESS, e, 0, 0) < success:
                a.favours_succeeded += 1
                b.favours_succeeded += 1
                tie["new_success"] += to_fixed(1.0)
            else:
                tie["new_failure"] += to_fixed(1.0)
        self.write_ties("contact", "last_month", "new_success", "new_failure")
        self.write("residents", "last_contact", "favours_seen", "favours_succeeded")

    def form_ties(self):
        """Four ways to a new tie (§3.5)."""
        self.read()
        p = self.params.ties
        branches = [
            [person for home in place.dwellings for person in home.members if person.is_adult and person.party_member]
            for place in self.neighbourhoods
        ]
        for i in self.persons:
            if not i.is_adult:
                continue
            if self.uniform(Purpose.FORMATION_LANE, i.eid, 0, 0) < p.p_tie_lane:
                self._queue_adult_of(i, Purpose.FORMATION_LANE, self.lanes[i.lane], Channel.LANE)
            if self.uniform(Purpose.FORMATION_ANYWHERE, i.eid, 0, 0) < p.p_tie_anywhere:
                place = self.neighbourhoods[i.neighbourhood]
                self._queue_adult_of(i, Purpose.FORMATION_ANYWHERE, place, Channel.ANYWHERE)
            if self.uniform(Purpose.FORMATION_FRIEND, i.eid, 0, 0) < p.p_tie_friend:
                self._queue_friend_of_friend(i)
            branch = branches[i.neighbourhood]
            if (
                i.party_member
                and len(branch) >= 2
                and self.uniform(Purpose.FORMATION_PARTY, i.eid, 0, 0) < p.p_tie_party
            ):
                j = branch[self.integer(Purpose.FORMATION_PARTY, i.eid, 0, 1, len(branch) - 1)]
                self.queue.append((i, branch[-1] if j is i else j, Channel.PARTY_BRANCH))

    def _queue_adult_of(self, i, purpose, place, channel):
        for k in range(1, ATTEMPTS + 1):
            j = self.berth_by_draw(purpose, i.eid, 0, k, place.dwellings)
            if j.is_adult and j is not i:
                self.queue.append((i, j, channel))
                return

    def _queue_friend_of_friend(self, i):
        friends = [x for x in self.graph[i] if x.is_resident]
        if not friends:
            return
        friend = min(friends, key=lambda x: self.key(Purpose.FORMATION_FRIEND, i.eid, x.eid, 1))
        others = [y for y in self.graph[friend] if y is not i and y.is_resident]
        if others:
            j = min(others, key=lambda y: self.key(Purpose.FORMATION_FRIEND, i.eid, y.eid, 2))
            self.queue.append((i, j, Channel.FRIEND_OF_FRIEND))

    def meet_at(self, meetings, subjects, channel):
        """Contact among those who attend, and one new tie of each (§3.10)."""
        self.read()
        for rows, subject in zip(meetings, subjects, strict=True):
            attenders = sorted((self.persons[row] for row in rows), key=lambda person: person.eid)
            n = len(attenders)
            for x, i in enumerate(attenders):
                for j in attenders[x + 1 :]:
                    if self.graph.has_edge(i, j):
                        self.contact(i, j, self.graph.edges[i, j])
                if n > 1:
                    y = self.integer(Purpose.FORMATION_MEETING, i.eid, int(subject), 0, n - 1)
                    self.queue.append((i, attenders[y + 1 if y >= x else y], channel))
        self.write_ties("contact", "last_month")
        self.write("residents", "last_contact")

    def link_to_staff(self, persons, staff, subject):
        """Ties of attenders to staff (§3.11)."""
        self.read()
        staff = sorted((self.persons[row] for row in staff), key=lambda person: person.eid)
        for i in (self.persons[row] for row in persons):
            if staff and self.uniform(Purpose.LINKING, i.eid, int(subject), 0) < self.params.ties.p_linking:
                position = self.integer(Purpose.LINKING, i.eid, int(subject), 1, len(staff))
                self.queue.append((i, staff[position], Channel.LINKING))

    def settle_ties(self):
        """Queued pairs become ties, or contacts where they are tied already (§3.12)."""
        self.read()
        channels = {}
        for i, j, channel in self.queue:
            if i is not j and not (i.household == j.household >= 0):
                pair = (i, j) if i.eid < j.eid else (j, i)
                channels[pair] = min(channel, channels.get(pair, channel))
        self.queue = []
        for (i, j), channel in channels.items():
            if self.graph.has_edge(i, j):
                self.contact(i, j, self.graph.edges[i, j])
                continue
            self.graph.add_edge(
                i,
                j,
                strength=self.params.ties.new_strength,
                success=0.0,
                failure=0.0,
                prior=self.prior_of_two(i, j),
                last_month=self.month,
                channel=int(channel),
                contact=False,
                new_success=0,
                new_failure=0,
            )
            if channel in (Channel.SESSION, Channel.MEETING):
                self.contact(i, j, self.graph.edges[i, j])
        self.rewrite_ties()
        self.write("residents", "last_contact")

    def reward(self, persons):
        """Participants of what was resolved, and those tied to them, see it (§3.24)."""
        self.read()
        p = self.params.ties
        participants = {self.persons[row] for row in persons}
        for a, b, tie in self.edges:
            if a in participants and b in participants:
                tie["new_success"] += to_fixed(p.reward_success)
        for person in participants | {j for i in participants for j in self.graph[i]}:
            person.favours_seen += 1
            person.favours_succeeded += 1
        self.write_ties("new_success")
        self.write("residents", "favours_seen", "favours_succeeded")

    def disappoint(self, persons):
        """Participants of what lapsed see it (§3.24)."""
        self.read()
        participants = {self.persons[row] for row in persons}
        for a, b, tie in self.edges:
            if a in participants and b in participants:
                tie["new_failure"] += to_fixed(self.params.ties.disappoint_failure)
        for person in participants:
            person.favours_seen += 1
        self.write_ties("new_failure")
        self.write("residents", "favours_seen")

    def close_ties(self):
        """Decay, the month's events, pruning (§3.25, *Ties*)."""
        p = self.params.ties
        for a, b, tie in self.edges:
            strength = p.strength_memory * tie["strength"]
            tie["strength"] = min(1.0, strength + p.strength_gain) if tie["contact"] else strength
            tie["success"] = (p.event_memory * tie["success"]) + from_fixed(tie["new_success"])
            tie["failure"] = (p.event_memory * tie["failure"]) + from_fixed(tie["new_failure"])
            if tie["strength"] < p.weakest_strength:
                self.graph.remove_edge(a, b)
        self.rewrite_ties()
