"""Cultivating social capital (社会资本的培育): people who are known to each other are asked (model.md §6.6)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter
from sim.foundation.terms import Activity, Bottleneck, Mechanism
from sim.protocols.practice import Desk, step_minutes


class BackbonePersuasion:
    """Ask the backbones who live there to speak with their neighbours (C048)."""

    name = "backbone_persuasion"
    mechanism = Mechanism.SOCIAL_CAPITAL
    bottleneck = Bottleneck.CONSENT
    reads = ("residents", "households", "affairs", "stakes")
    writes = ("affairs", "stakes", "teams", "residents", "ties", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of persuasion."""

        hours: float = parameter(6, 0, 80, "h", "C048", "time of preparing a round", "骨干走访组织耗时")
        enough: float = parameter(3, 1, 30, "persons", "assumption", "backbones that make it obvious", "足够的骨干人数")

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return min(1, backbones living there / 3) · their trust in the committee."""
        backbones = desk.members_of_affected(affair, "backbone")
        if not len(backbones):
            return 0.0
        return min(1.0, len(backbones) / desk.params.backbone_persuasion.enough) * desk.trust_of(backbones)

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return step_minutes(desk, affair, desk.params.backbone_persuasion.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Ask them to go round."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.call_backbones(affair)
        return True


class TeamCall:
    """Call a team or the patrol for a day of work (C045)."""

    name = "team_call"
    mechanism = Mechanism.SOCIAL_CAPITAL
    bottleneck = Bottleneck.LABOUR
    reads = ("residents", "teams", "organizations", "affairs")
    writes = ("affairs", "contributions", "teams", "residents", "ties", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the call."""

        hours: float = parameter(2, 0, 40, "h", "assumption", "time of a call", "团队动员耗时")
        enough: float = parameter(8, 1, 50, "persons", "assumption", "backbones that make it obvious", "足够的骨干人数")

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return min(1, backbones of teams and patrol / 8) · their trust in the committee."""
        residents, rows = desk.world.residents, desk.persons()
        rows = rows[residents.is_backbone[rows] & ((residents.team[rows] >= 0) | (residents.patrol[rows] >= 0))]
        if not len(rows):
            return 0.0
        return min(1.0, len(rows) / desk.params.team_call.enough) * desk.trust_of(rows)

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.team_call.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Call them."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.call_labour(affair)
        return True


class PublicLife:
    """Games, outings for the old, festivals: public life for its own sake (C044, C051)."""

    name = "public_life"
    mechanism = Mechanism.SOCIAL_CAPITAL
    bottleneck = Bottleneck.NOBODY_TO_ASK
    reads = ("neighbourhoods", "committees", "accounts")
    writes = ("accounts", "residents", "ties", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of public life."""

        hours: float = parameter(20, 0, 200, "h", "assumption", "time of an outing or festival", "公共活动耗时")
        games_hours: float = parameter(60, 0, 400, "h", "assumption", "time of lane games", "里弄运动会耗时")
        tradition: float = parameter(
            0.5, 0, 1, "share", "C044", "affordance where games are a tradition", "有传统时的可行度"
        )
        no_tradition: float = parameter(0.05, 0, 1, "share", "assumption", "affordance elsewhere", "无传统时的可行度")
        rest_months: int = parameter(
            3, 0, 60, "months", "assumption", "from one public life to the next", "公共活动间隔"
        )
        after_success: float = parameter(
            0.5, 0, 1, "share", "C049", "added after a success with teams", "团队成功后增加"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return tradition .5 else .05, + .5 after a success with teams; 0 in the quarter after the last one."""
        p = desk.params.public_life
        if desk.month - int(desk.world.committees.last_public_life[desk.n]) < p.rest_months:
            return 0.0
        base = p.tradition if desk.world.neighbourhoods.tradition[desk.n] else p.no_tradition
        return min(1.0, base + p.after_success * bool(desk.world.committees.teams_helped[desk.n]))

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time: games in spring take more."""
        p = desk.params.public_life
        return round(60 * (p.games_hours if desk.month % 12 in desk.params.public_events.games_months else p.hours))

    def apply(self, desk: Desk, affair: int) -> bool:
        """Hold it if there is money."""
        minutes = self.minutes(desk, affair)
        if not desk.hold_public_life():
            return False
        desk.spend(Activity.PUBLIC_LIFE, minutes)
        return True


class HelpTeam:
    """Find a venue for a team, in the committee's name, from a unit (C050)."""

    name = "help_team"
    mechanism = Mechanism.SOCIAL_CAPITAL
    bottleneck = Bottleneck.NOBODY_TO_ASK
    reads = ("teams", "units")
    writes = ("teams", "units", "residents", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the help."""

        hours: float = parameter(4, 0, 80, "h", "assumption", "time of finding a venue", "协调场地耗时")
        obvious: float = parameter(
            0.4, 0, 1, "share", "assumption", "affordance while a team lacks a venue", "团队缺场地时的可行度"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .4 while a team lacks a venue, else 0."""
        teams = desk.world.teams
        lacking = any(not teams.has_venue[t] for t in desk.teams())
        return desk.params.help_team.obvious if lacking else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.help_team.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Ask the units for a hall."""
        desk.spend(Activity.PUBLIC_LIFE, self.minutes(desk, affair))
        return desk.help_team()


class AdvisoryMeeting:
    """Invite household representatives to talk an affair over, without deciding anything (C052)."""

    name = "advisory_meeting"
    mechanism = Mechanism.SOCIAL_CAPITAL
    bottleneck = Bottleneck.NOBODY_TO_ASK
    reads = ("affairs", "stakes")
    writes = ("affairs", "stakes", "residents", "ties", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the meeting."""

        hours: float = parameter(8, 0, 80, "h", "assumption", "time of an advisory meeting", "咨询会耗时")
        obvious: float = parameter(0.2, 0, 1, "share", "assumption", "affordance", "可行度")

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return a constant: it can always be thought of."""
        return desk.params.advisory_meeting.obvious

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return step_minutes(desk, affair, desk.params.advisory_meeting.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Invite them."""
        desk.spend(Activity.PUBLIC_LIFE, self.minutes(desk, affair), affair)
        desk.hold_advisory(affair)
        return True


PRACTICES = (BackbonePersuasion, TeamCall, PublicLife, HelpTeam, AdvisoryMeeting)

__all__ = ["PRACTICES"]
