"""The committee's desk: what practices see of the neighbourhood, and what they can set going."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Activity, AffairClass, Decision, OrganizationKind, RecognizedBy
from sim.institutions import community_time, kernels, public_life, treasury, units
from sim.institutions.affairs import examples, reach, steps, waiting
from sim.institutions.committee import agenda
from sim.institutions.contracts import duty, signing
from sim.institutions.meetings import commitment, hearing, invitations, judgement, visits, vote
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.organizations import handing, membership
from sim.institutions.setting import Setting
from sim.institutions.teams import membership as team_membership
from sim.institutions.teams import venues

ROLES = {
    "adult": kernels.ROLE_ADULT,
    "backbone": kernels.ROLE_BACKBONE,
    "team": kernels.ROLE_TEAM,
    "informant": kernels.ROLE_INFORMANT,
}


class CommitteeDesk:
    """One committee's desk; see `sim.protocols.practice.Desk` for what each method promises."""

    def __init__(self, setting: Setting, n: int):
        self.setting, self.n = setting, n
        self.who = Organizer(n, is_committee=True)
        self.cases: dict[int, int] = {}

    @property
    def world(self):
        """The world."""
        return self.setting.world

    @property
    def society(self):
        """The residents."""
        return self.setting.society

    @property
    def params(self):
        """All parameters, with this month's values."""
        return self.setting.params

    @property
    def month(self) -> int:
        """The month that is being lived."""
        return self.setting.month

    def uniform(self, purpose: Purpose, subject: int, k: int = 0) -> float:
        """Draw from [0, 1), keyed by this committee."""
        return self.setting.uniform(purpose, int(self.world.committees.eid[self.n]), subject, k)

    def minutes_left(self) -> int:
        """Community time that is not yet spent this month."""
        return int(self.world.committees.minutes_left[self.n])

    def spend(self, activity: Activity, minutes: int, affair: int = -1) -> None:
        """Spend community time, and count it for the affair; residents meet the committee in it."""
        community_time.spend(self.setting, self.n, activity, minutes, affair)

    # what can be seen

    def members_of_affected(self, affair: int, role: str) -> np.ndarray:
        """Rows of adults of affected households with a role."""
        return invitations.adults_of(self.setting, reach.affected_rows(self.setting, affair), ROLES[role])

    def trust_of(self, persons: np.ndarray) -> float:
        """Mean trust of these persons in the committee."""
        return float(kernels.committee_trust(self.world.residents, persons, self.params.voice))

    def case_share(self, affair: int) -> float:
        """Share of the cases that were open when this month's work began that name this affair."""
        return self.cases.get(affair, 0) / max(1, sum(self.cases.values()))

    def teams(self) -> list[int]:
        """Rows of active teams."""
        return team_membership.active(self.setting, self.n)

    def organizations(self, kind: OrganizationKind) -> list[int]:
        """Rows of organizations of a kind that are not dissolved."""
        return membership.alive(self.setting, self.n, kind)

    def units(self) -> list[int]:
        """Rows of active units."""
        return units.active(self.setting, self.n)

    def unit_link(self, unit: int) -> float:
        """Linking trust of a unit."""
        return units.link(self.setting, unit)

    def latent_affairs(self) -> list[int]:
        """Rows of latent affairs that are there to be found."""
        return waiting.by_burden(self.setting, waiting.open_rows(self.setting, self.n, latent=True))

    def petitioned(self, affair: int) -> bool:
        """Whether residents petitioned for the affair."""
        return bool(self.world.affairs.recognized_by[affair] == RecognizedBy.PETITION)

    def duty_gap(self) -> float:
        """Share of the duties of running contracts that is not done."""
        promised, missing = duty.unmet_duty(self.setting, self.n)
        return missing / promised if promised else 0.0

    def residents_share(self) -> float:
        """Residents' share of the community hours of the last 12 months."""
        return treasury.residents_share(self.setting, self.n)

    def persons(self) -> np.ndarray:
        """Rows of those who live here, of the staff, and of berths that stand empty."""
        return self.setting.persons[self.n]

    def persons_in_duties(self) -> int:
        """How many residents belong to the patrol, groups or the council."""
        r, rows = self.world.residents, self.persons()
        return int(((r.patrol[rows] >= 0) | (r.group[rows] >= 0) | (r.council[rows] >= 0)).sum())

    def own_cash_fen(self) -> int:
        """Own cash: free money and what it set aside for venues and events."""
        ledger = self.setting.ledger
        return ledger.balance(self.n, Account.FREE) + ledger.balance(self.n, Account.VENUES_AND_EVENTS)

    def running_half_year_fen(self) -> int:
        """Six months of running costs."""
        return treasury.running_year(self.setting, self.n) // 2

    def peers(self) -> list[int]:
        """Rows of the other committees under the same street office, whose work can be seen."""
        return self.setting.peers(self.n)

    def example(self, affair: int) -> float | None:
        """Return the result of a like affair that can be seen: here, elsewhere in the street or at an outside site."""
        return examples.visible(self.setting, self.n, affair)

    # what can be set going

    def recognize(self, affair: int, by: int) -> None:
        """Turn a latent affair into a recognised one."""
        steps.recognize(self.setting, affair, RecognizedBy(by))

    def decide_by_notice(self, affair: int) -> None:
        """Commit an affair without asking anybody; works by notice are paid from above (§3, class IV)."""
        if self.world.affairs.klass[affair] == AffairClass.GOVERNMENT_WORKS:
            self.world.affairs.cost_fen[affair] = 0
        steps.commit(self.setting, affair, Decision.NOTICE)

    def judge(self, affair: int) -> bool:
        """Judge whether an affair is worth going on with; a rejected one rests for a time."""
        if judgement.judge(self.setting, self.who, affair):
            return True
        self.setting.chronicle.tell(EventKind.FALSE_ALARM, self.n, affair=affair)
        return False

    def rests(self, affair: int) -> bool:
        """Whether an affair was judged not worth it within the months after which it may be judged again."""
        a = self.world.affairs
        since = self.month - int(a.judged_month[affair])
        return bool(a.judged[affair] == 2) and since < self.params.issues.judged_again_months

    def hold_hearing(self, affair: int) -> None:
        """Call a hearing."""
        hearing.hold_hearing(self.setting, self.who, affair)

    def hold_vote(self, affair: int) -> None:
        """Call household representatives lane by lane."""
        vote.hold_vote(self.setting, self.who, affair)

    def hold_pledge(self, affair: int) -> None:
        """Let supporters sign, and post the list."""
        commitment.hold_pledge(self.setting, self.who, affair)

    def call_backbones(self, affair: int) -> None:
        """Ask the backbones among the affected to go round."""
        commitment.call_backbones(self.setting, self.who, affair)

    def call_labour(self, affair: int) -> None:
        """Call the teams or the patrol for a day of work."""
        public_life.call_labour(self.setting, self.n, affair)

    def work_own_hours(self, affair: int) -> bool:
        """Work on an affair's labour with the committee's own hours."""
        return agenda.work_own_hours(self.setting, self.n, affair)

    def ask_gift(self, affair: int) -> bool:
        """Ask a unit for a gift bound to the affair."""
        return units.ask(self.setting, self.n, affair)

    def offer_exchange(self, affair: int, unit: int) -> bool:
        """Offer a unit an exchange that would pay for the affair."""
        return signing.offer(self.setting, self.n, affair, unit)

    def decline_entrusted(self, share: float, score_cost: float) -> None:
        """Decline a share of the unpaid entrusted work for a month, at a loss of score."""
        committees = self.world.committees
        committees.declined[self.n] = share
        committees.decline_cost[self.n] += score_cost
        self.setting.chronicle.tell(EventKind.ENTRUSTED_WORK_DECLINED, self.n)

    def show_example(self, affair: int, pilot: bool, result: float) -> bool:
        """Take representatives to see a like affair done, or do one staircase first; return whether it was paid."""
        p = self.params.issues
        a = self.world.affairs
        fen = round(p.pilot_cost_share * int(a.cost_fen[affair])) if pilot else round(100 * p.visit_yuan)
        if fen and not treasury.event_money(self.setting, self.n, fen):
            return False
        visits.show_example(self.setting, self.who, affair, pilot, result)
        return True

    def propose_group(self, affair: int) -> None:
        """Propose a group for the affair's territory, or hand the affair to the one that is there."""
        handing.propose_group(self.setting, self.n, affair)

    def has_territory(self, affair: int) -> bool:
        """Whether an affair lies within the territory that one group could have."""
        return max(membership.territory(self.setting, affair)) >= 0

    def hand_to_team(self, affair: int) -> bool:
        """Hand an object to the team with most members among the affected."""
        return handing.hand_to_team(self.setting, self.n, affair)

    def hand_to_leaders(self, affair: int) -> bool:
        """Hand an affair to the joint meeting of group leaders, founding it if need be."""
        return handing.hand_to_leaders(self.setting, self.n, affair)

    def propose_council(self, affair: int) -> None:
        """Propose a council, or hand the affair to the one that is there."""
        handing.propose_council(self.setting, self.n, affair)

    def hold_public_life(self) -> bool:
        """Hold games, an outing or a festival, as the month and the tradition have it."""
        return public_life.hold(self.setting, self.n)

    def help_team(self) -> bool:
        """Find a venue for a team without one."""
        return venues.help_team(self.setting, self.n)

    def hold_advisory(self, affair: int) -> None:
        """Invite household representatives to an advisory meeting: ties and information, no decision."""
        hearing.hold_advisory(self.setting, self.who, affair)

    def is_parking(self, affair: int) -> bool:
        """Whether an affair is about parking."""
        return bool(self.world.affairs.klass[affair] == AffairClass.PARKING)
