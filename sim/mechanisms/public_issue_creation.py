"""Creating public issues (公共议题的创设): from cases to an issue, from an issue to a kept promise (model.md §6.3)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, AffairClass, AffairState, Bottleneck, Mechanism, RecognizedBy
from sim.protocols.practice import Desk, step_minutes


class JoinCases:
    """See that many complaints are about one affair (将居民的私人生活组织成为公共生活)."""

    name = "join_cases"
    mechanism = Mechanism.PUBLIC_ISSUE_CREATION
    bottleneck = Bottleneck.SEEN
    reads = ("cases", "affairs")
    writes = ("affairs", "stakes", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of joining."""

        hours: float = parameter(3, 0, 40, "h", "assumption", "time of joining cases", "归并投诉耗时")
        base: float = parameter(0.1, 0, 1, "share", "C079; number an assumption", "affordance at least", "基础可行度")
        by_share: float = parameter(
            0.5,
            0,
            1,
            "share",
            "C023; number an assumption",
            "times the share of cases that name the affair",
            "投诉集中度的作用",
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .1 + .5 · share of cases that name one affair."""
        p = desk.params.join_cases
        return min(1.0, p.base + p.by_share * desk.case_share(affair))

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.join_cases.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Recognise the affair."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.recognize(affair, RecognizedBy.JOINED_CASES)
        return True


class Scan:
    """Go round and look for what nobody has brought (C077)."""

    name = "scan"
    mechanism = Mechanism.PUBLIC_ISSUE_CREATION
    bottleneck = Bottleneck.SEEN
    reads = ("affairs", "committees")
    writes = ("affairs", "stakes", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of scanning."""

        hours: float = parameter(10, 0, 100, "h", "assumption", "time of a round", "走访排查耗时")
        base: float = parameter(0.05, 0, 1, "share", "C077; number an assumption", "affordance at least", "基础可行度")
        after_chain: float = parameter(
            0.6, 0, 1, "share", "C028; number an assumption", "added after a chain that succeeded", "议题链成功后增加"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .05, + .6 after a chain that succeeded."""
        p = desk.params.scan
        return min(1.0, p.base + p.after_chain * bool(desk.world.committees.chain_succeeded[desk.n]))

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.scan.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Recognise one latent affair, found in proportion to nothing but chance among the heavier half."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair))
        latent = desk.latent_affairs()
        heavier = latent[: max(1, len(latent) // 2)]
        u = desk.uniform(Purpose.SCAN, int(desk.world.affairs.eid[affair]))
        found = heavier[min(int(u * len(heavier)), len(heavier) - 1)]
        desk.recognize(found, RecognizedBy.SCAN)
        return True


class Chain:
    """Judge, hear, vote lane by lane, sign and post: each month the next step of the chain (C023)."""

    name = "chain"
    mechanism = Mechanism.PUBLIC_ISSUE_CREATION
    bottleneck = Bottleneck.CONSENT
    reads = ("affairs", "stakes", "residents", "households")
    writes = ("affairs", "stakes", "residents", "ties", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of the chain; its hours stand with the meetings."""

        base: float = parameter(
            0.15,
            0,
            1,
            "share",
            "C023; number an assumption",
            "affordance while an affair needs consent",
            "需要同意时的可行度",
        )
        asked_from_above: float = parameter(
            0.6, 0, 1, "share", "C087; number an assumption", "if consent is asked from above", "上级要求征求意见时"
        )
        after_petition: float = parameter(
            0.25, 0, 1, "share", "C079; number an assumption", "after a petition", "居民联名要求后"
        )
        seen_elsewhere: float = parameter(
            0.3, 0, 1, "share", "C089; number an assumption", "added if seen elsewhere", "见过其他居委会的先例时增加"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .15, .6 if consent is asked from above, .25 after a petition, + .3 if seen elsewhere."""
        p, a = desk.params.chain, desk.world.affairs
        if desk.rests(affair):
            return 0.0
        base = p.base
        if a.klass[affair] == AffairClass.GOVERNMENT_WORKS:
            base = p.asked_from_above
        elif desk.petitioned(affair):
            base = p.after_petition
        return min(1.0, base + p.seen_elsewhere * self._seen_elsewhere(desk))

    def _seen_elsewhere(self, desk: Desk) -> bool:
        """Tell whether another committee has succeeded with a chain."""
        committees = desk.world.committees
        return any(committees.chain_succeeded[peer] for peer in desk.peers())

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return the time of the next step."""
        p, a = desk.params.issues, desk.world.affairs
        hours = {
            AffairState.HEARD: p.vote_hours,
            AffairState.DELIBERATED: p.pledge_hours,
        }.get(AffairState(a.state[affair]), p.judgement_hours + p.hearing_hours)
        return step_minutes(desk, affair, hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Take the next step."""
        a, p = desk.world.affairs, desk.params.issues
        state = a.state[affair]
        minutes = self.minutes(desk, affair)
        if state == AffairState.HEARD:
            desk.hold_vote(affair)
        elif state == AffairState.DELIBERATED:
            desk.hold_pledge(affair)
        elif a.judged[affair] != 1 and not desk.judge(affair):
            desk.spend(Activity.AGENDA, step_minutes(desk, affair, p.judgement_hours), affair)
            return False
        else:
            desk.hold_hearing(affair)
        desk.spend(Activity.AGENDA, minutes, affair)
        return True


class DemonstrationVisit:
    """Take representatives to see where the like was done (C090)."""

    name = "demonstration_visit"
    mechanism = Mechanism.PUBLIC_ISSUE_CREATION
    bottleneck = Bottleneck.CONSENT
    reads = ("affairs", "accounts")
    writes = ("affairs", "stakes", "residents", "ties", "accounts", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of the visit."""

        obvious: float = parameter(
            0.3, 0, 1, "share", "C089; number an assumption", "affordance if a like one is done", "已有先例时的可行度"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .3 if a like affair was done where it can be seen."""
        return desk.params.demonstration_visit.obvious if desk.example(affair) is not None else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.issues.visit_hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Go and see."""
        result = desk.example(affair)
        if result is None or not desk.show_example(affair, False, result):
            return False
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        return True


class PilotBuilding:
    """Do one staircase first, so that the others can see it."""

    name = "pilot_building"
    mechanism = Mechanism.PUBLIC_ISSUE_CREATION
    bottleneck = Bottleneck.CONSENT
    reads = ("affairs", "accounts", "stakes")
    writes = ("affairs", "stakes", "residents", "ties", "accounts", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of the pilot."""

        hours: float = parameter(12, 0, 100, "h", "assumption", "time of a pilot staircase", "样板楼道耗时")
        obvious: float = parameter(
            0.3, 0, 1, "share", "C090; number an assumption", "affordance if a like one is done", "已有先例时的可行度"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .3 for works inside dwellings of which a like one is done."""
        inside = desk.world.affairs.inside_dwellings[affair]
        return desk.params.pilot_building.obvious if inside and desk.example(affair) is not None else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.pilot_building.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Do it, and show what it is like: the true mean benefit there."""
        if not desk.show_example(affair, True, desk.society.mean_benefit(affair)):
            return False
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        return True


PRACTICES = (JoinCases, Scan, Chain, DemonstrationVisit, PilotBuilding)
