"""Transferring the work to other organizations (组织主体的转换): guiding where one cannot do (model.md §6.6)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter
from sim.foundation.terms import Activity, AffairState, Bottleneck, Mechanism, OrganizationKind, Owner
from sim.protocols.practice import Desk


def suggested(desk: Desk, factor: float) -> float:
    """Return max(1.5 · residents' share of the last 12 months' community hours, unmet duty / duty), at most 1."""
    return min(1.0, max(factor * desk.residents_share(), desk.duty_gap()))


class DelegateToGroup:
    """Let the residents of a lane or estate form a group, and leave an affair to it (C097, C099)."""

    name = "delegate_to_group"
    mechanism = Mechanism.ORGANIZATIONAL_TRANSFER
    bottleneck = Bottleneck.LABOUR
    reads = ("affairs", "committees", "contracts", "lanes")
    writes = ("affairs", "organizations", "proposals", "residents", "ties", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of delegation."""

        hours: float = parameter(6, 0, 80, "h", "assumption", "time of delegating", "委托自治小组耗时")
        by_residents: float = parameter(
            1.5, 0, 5, "-", "C106", "times residents' share of community hours", "居民工时占比作用"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return what residents' work or unmet duties suggest, for affairs that have a territory."""
        if not desk.has_territory(affair):
            return 0.0
        return suggested(desk, desk.params.delegate_to_group.by_residents)

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.delegate_to_group.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Propose the group, or hand over."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.propose_group(affair)
        return True


class HandOverToTeam:
    """Hand an object to a cultural-sports team (放手文体团队, C101)."""

    name = "hand_over_to_team"
    mechanism = Mechanism.ORGANIZATIONAL_TRANSFER
    bottleneck = Bottleneck.LABOUR
    reads = ("affairs", "stakes", "households", "residents", "committees", "contracts")
    writes = ("affairs", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of handing over."""

        hours: float = parameter(3, 0, 80, "h", "assumption", "time of handing over", "移交团队耗时")
        by_residents: float = parameter(
            1.5, 0, 5, "-", "C101", "times residents' share of community hours", "居民工时占比作用"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return what residents' work suggests, if members of a team are affected."""
        if not len(desk.members_of_affected(affair, "team")):
            return 0.0
        return suggested(desk, desk.params.hand_over_to_team.by_residents)

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.hand_over_to_team.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Hand it over."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        return desk.hand_to_team(affair)


class JointMeeting:
    """Bring the leaders of groups together for what goes beyond one territory (C100)."""

    name = "joint_meeting"
    mechanism = Mechanism.ORGANIZATIONAL_TRANSFER
    bottleneck = Bottleneck.LABOUR
    reads = ("affairs", "organizations")
    writes = ("affairs", "organizations", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the joint meeting."""

        hours: float = parameter(6, 0, 80, "h", "assumption", "time of calling the leaders", "召集联席会耗时")
        groups: int = parameter(3, 2, 20, "groups", "C100", "groups that suggest it", "所需小组数")
        obvious: float = parameter(
            0.5, 0, 1, "share", "assumption", "affordance with enough groups", "小组足够时的可行度"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .5 with three groups, for affairs beyond one territory."""
        p = desk.params.joint_meeting
        groups = len(desk.organizations(OrganizationKind.SELF_GOVERNANCE_GROUP))
        return p.obvious if groups >= p.groups and desk.world.affairs.scope[affair] > 0 else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.joint_meeting.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Hand it to the leaders."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        return desk.hand_to_leaders(affair)


class Council:
    """Extend the committee by a council of volunteers with special committees (C102)."""

    name = "council"
    mechanism = Mechanism.ORGANIZATIONAL_TRANSFER
    bottleneck = Bottleneck.LABOUR
    reads = ("affairs", "committees", "organizations", "residents")
    writes = ("affairs", "organizations", "proposals", "residents", "ties", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the council."""

        hours: float = parameter(12, 0, 100, "h", "assumption", "time of calling a council", "筹建理事会耗时")
        obvious: float = parameter(
            0.5, 0, 1, "share", "C102", "affordance under overload with enough persons", "超载且志愿者足够时的可行度"
        )
        persons: int = parameter(
            20, 1, 500, "persons", "assumption", "persons in duties that suggest it", "所需志愿者人数"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .5 under overload with 20 persons in duties, or where a council is there already."""
        p = desk.params.council
        a = desk.world.affairs
        if a.owner[affair] != Owner.COMMITTEE or a.state[affair] > AffairState.COMMITTED:
            return 0.0
        if desk.organizations(OrganizationKind.COUNCIL):
            return p.obvious if a.scope[affair] > 0 else 0.0
        overloaded = desk.world.committees.overdue_before[desk.n] > 0
        return p.obvious if overloaded and desk.persons_in_duties() >= p.persons else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.council.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Propose it, or hand over."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.propose_council(affair)
        return True


PRACTICES = (DelegateToGroup, HandOverToTeam, JointMeeting, Council)
