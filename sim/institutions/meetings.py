"""Meetings and rounds about one affair: hearing, vote lane by lane, pledge, backbone round, visit (§6.3).

A meeting is called in phase 5 and concluded in phase 7 with those who came. Whoever calls it - the committee or an
organization of residents - is its `Organizer`.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.foundation.terms import Act, AffairClass, AffairState, Decision, EventKind, Link, Purpose, Scope
from sim.institutions import affairs as rules
from sim.institutions import kernels
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation
from sim.world.persons import BERTHS

VOTED_YES, VOTED_NO = 1, 2
NOBODY = np.iinfo(np.int64).max
"""Stands for an identity behind all others."""


@dataclass(frozen=True)
class Organizer:
    """Who calls a meeting: a committee, or an organization with its own skill.

    Attributes
    ----------
    row : int
        Row of the committee, or of the organization.
    is_committee : bool
    trust_shift : float
        Added to the trust in the asker; negative for informal organizations.
    posts : bool
        Whether it may post in public.
    """

    row: int
    is_committee: bool
    trust_shift: float = 0.0
    posts: bool = True

    def skill(self, setting: Setting, link: Link) -> float:
        """Return the skill in a link."""
        world = setting.world
        table = world.committees if self.is_committee else world.organizations
        return float(table.skill[self.row, link])

    def practise(self, setting: Setting, link: Link) -> None:
        """Gain skill by a success in a link: κ += gain (1 - κ)."""
        world = setting.world
        if self.is_committee:
            world.committees.skill[self.row, link] += setting.params.learning.skill_gain * (
                1 - world.committees.skill[self.row, link]
            )
        else:
            raise_skill(setting, self.row, link)

    @property
    def asker(self) -> Asker:
        """Whose trust its invitations rest on."""
        return Asker.COMMITTEE if self.is_committee else Asker.ORGANIZATION


def raise_skill(setting: Setting, organization: int, link: Link) -> None:
    """Let an organization gain skill in a link."""
    skill = setting.world.organizations.skill
    skill[organization, link] += setting.params.organizations.skill_gain * (1 - skill[organization, link])


def adults_of(setting: Setting, households: np.ndarray, role: int = kernels.ROLE_ADULT) -> np.ndarray:
    """Return rows of adults of these households with a role."""
    world = setting.world
    return kernels.members(world.residents, world.households.size, households, BERTHS, role)


def invite(
    setting: Setting,
    organizer: Organizer,
    act: Act,
    persons: np.ndarray,
    affair: int,
    then,
    *,
    owned: bool = False,
    bonus=0.0,
    alternates: np.ndarray | None = None,
    k: int = 0,
) -> None:
    """Call persons to an act about an affair; the stake is its severity for the affected."""
    a = setting.world.affairs
    affected = rules.lives_affected(setting, affair, persons)
    setting.call(
        Invitation(
            act=act,
            persons=persons,
            asker_kind=organizer.asker,
            asker=organizer.row,
            subject=int(a.eid[affair]),
            stake=np.where(affected, float(a.severity[affair]), 0.0),
            bonus=bonus,
            trust_shift=organizer.trust_shift,
            owned=owned or not organizer.is_committee,
            alternates=alternates,
            k=k,
            affair=affair,
        ),
        then,
    )


def judge(setting: Setting, organizer: Organizer, affair: int) -> bool:
    """Judge whether an affair is worth going on with: estimate of the mean benefit above the threshold (link 1)."""
    p, world = setting.params.issues, setting.world
    a = world.affairs
    if a.judged[affair] == 1:
        return True
    if a.klass[affair] == AffairClass.ENCROACHMENT:
        truth = p.encroachment_benefit
    else:
        truth = setting.society.mean_benefit(affair)
    informants = len(adults_of(setting, rules.affected_rows(setting, affair), kernels.ROLE_INFORMANT))
    spread = p.judgement_noise / math.sqrt(max(1, informants)) * (1.5 - organizer.skill(setting, Link.JUDGEMENT))
    estimate = setting.normal(Purpose.JUDGEMENT, int(a.eid[affair]), int(not organizer.is_committee), 0, truth, spread)
    worth = estimate > p.judgement_threshold
    a.judged[affair], a.judged_month[affair] = (1 if worth else 2), setting.month
    if worth and truth > p.judgement_threshold:
        organizer.practise(setting, Link.JUDGEMENT)
    return worth


def hold_hearing(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Call the affected adults to a hearing (link 2)."""
    persons = adults_of(setting, rules.affected_rows(setting, affair))

    def conclude(invitation: Invitation) -> None:
        _conclude_hearing(setting, organizer, affair, invitation.accepted)

    rounds = int(setting.world.affairs.rounds[affair])
    invite(setting, organizer, Act.HEARING, persons, affair, conclude, k=rounds)


def _conclude_hearing(setting: Setting, organizer: Organizer, affair: int, present: np.ndarray) -> None:
    world, p = setting.world, setting.params.issues
    a = world.affairs
    if a.state[affair] not in (AffairState.RECOGNIZED, AffairState.HEARD):
        return
    share = setting.society.hear(affair, present, organizer.skill(setting, Link.COMMUNICATION))
    n = int(a.neighbourhood[affair])
    a.state[affair] = AffairState.HEARD
    a.heard[affair] = setting.month if a.heard[affair] < -9000 else a.heard[affair]
    a.decision[affair] = max(int(a.decision[affair]), Decision.HEARING)
    event = setting.chronicle.tell(
        EventKind.AFFAIR_HEARD, n, affair=affair, persons=len(present), share=round(share, 3)
    )
    if share < p.hearing_share:
        a.unheeded[affair] = setting.month
        reached = setting.society.spread_rumour(affair, present)
        setting.chronicle.tell(EventKind.HEARING_TOO_SMALL, n, affair=affair, cause=event, households=reached)
    else:
        a.agreements[affair] = min(4, int(a.agreements[affair]) + 1)
        organizer.practise(setting, Link.COMMUNICATION)
    if organizer.is_committee and len(present):
        residents = world.residents
        staff = np.flatnonzero((residents.kind == 2) & (residents.neighbourhood == n))
        if len(staff):
            setting.society.link_to_staff(present, staff.astype(np.int32), int(a.eid[affair]))


def hold_vote(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Call household representatives of the lanes that have not yet met with a quorum (link 3)."""
    world, p = setting.world, setting.params.issues
    met = {v.lane for v in setting.society.votes(affair) if v.present >= quorum(p, v.households)}
    households = rules.affected_rows(setting, affair)
    households = households[~np.isin(world.households.lane[households], list(met))]
    representatives, alternates = _representatives(setting, households)
    repeat = setting.month - int(world.affairs.attended[affair]) if met else 0

    def conclude(invitation: Invitation) -> None:
        _conclude_vote(setting, organizer, affair, invitation.accepted)

    k = int(world.affairs.rounds[affair]) * 4 + min(repeat, 3)
    invite(setting, organizer, Act.VOTE, representatives, affair, conclude, owned=True, alternates=alternates, k=k)


def _representatives(setting: Setting, households: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the representative of each household, and the next adult (or -1)."""
    world = setting.world
    first = BERTHS * households + world.households.representative[households]
    berths = BERTHS * households[:, np.newaxis] + np.arange(BERTHS)
    lives_there = np.arange(BERTHS) < world.households.size[households, np.newaxis]
    could_come = lives_there & world.residents.adult[berths] & (berths != first[:, np.newaxis])
    eids = np.where(could_come, world.residents.eid[berths], NOBODY)
    second = np.where(could_come.any(axis=1), BERTHS * households + eids.argmin(axis=1), -1)
    return first.astype(np.int32), second.astype(np.int32)


def quorum(p, households: int) -> int:
    """Return how many households of a lane must be present: max(least, ceil(share · n)), at most all of them."""
    return min(households, max(p.quorum_least, math.ceil(p.quorum_share * households)))


def _conclude_vote(setting: Setting, organizer: Organizer, affair: int, present: np.ndarray) -> None:
    world, p = setting.world, setting.params.issues
    a = world.affairs
    if a.state[affair] != AffairState.HEARD and a.state[affair] != AffairState.RECOGNIZED:
        return
    setting.society.vote(affair, present)
    lanes = setting.society.votes(affair)
    n = int(a.neighbourhood[affair])
    short = sum(v.present < quorum(p, v.households) for v in lanes)
    if short:
        a.unheeded[affair] = setting.month
        setting.chronicle.tell(EventKind.VOTE_WITHOUT_QUORUM, n, affair=affair, lanes=short, of=len(lanes))
        return
    yes, no = sum(v.yes for v in lanes), sum(v.no for v in lanes)
    present_all, households = sum(v.present for v in lanes), sum(v.households for v in lanes)
    a.agreements[affair] = min(4, int(a.agreements[affair]) + 1)
    vetoed = a.klass[affair] == AffairClass.PARKING and _carless_veto(setting, affair)
    if vetoed:
        setting.chronicle.tell(EventKind.CONTRACT_VETOED, n, affair=affair)
    if not vetoed and carried(p, yes, no, present_all, households):
        a.state[affair], a.deliberated[affair] = AffairState.DELIBERATED, setting.month
        a.decision[affair] = Decision.RESIDENTS
        organizer.practise(setting, Link.DECISION)
        setting.chronicle.tell(EventKind.AFFAIR_DELIBERATED, n, affair=affair, yes=yes, no=no)
        return
    a.rounds[affair] += 1
    setting.chronicle.tell(EventKind.VOTE_FAILED, n, affair=affair, yes=yes, no=no)
    is_project = a.klass[affair] != AffairClass.ENCROACHMENT
    if is_project and a.rounds[affair] == 1 and setting.society.mean_benefit(affair) <= p.judgement_threshold:
        setting.society.experience(rules.affected_rows(setting, affair), 0.0, p.false_alarm_failure)
    setting.society.clear_votes(affair)
    if a.rounds[affair] >= p.rounds_at_most:
        close_as_lapsed(setting, affair, "deadlock")
        return
    setting.society.redesign(affair, organizer.skill(setting, Link.DECISION))
    a.cost_fen[affair] = round(int(a.cost_fen[affair]) * (1 + p.redesign_cost))
    a.state[affair] = AffairState.RECOGNIZED


def _carless_veto(setting: Setting, affair: int) -> bool:
    """Tell whether most of the carless households that voted on a parking contract are against it (§6.5)."""
    world = setting.world
    stakes, block = world.stakes, rules.stakes_of(setting, affair)
    carless = world.households.cars[stakes.household[block]] == 0
    votes = stakes.vote[block][carless]
    return int((votes == VOTED_NO).sum()) > int((votes == VOTED_YES).sum())


def carried(p, yes: int, no: int, present: int, households: int) -> bool:
    """Tell whether a vote carries: a supermajority of votes cast, or the rule of the 1989 law."""
    if p.decision_rule == "law_1989":
        return 2 * present > households and 2 * yes > present
    return yes + no > 0 and yes >= p.supermajority * (yes + no)


def close_as_lapsed(setting: Setting, affair: int, reason: str) -> None:
    """Close an affair as lapsed; what that teaches is counted in phase 10."""
    rules.close(setting, affair, AffairState.LAPSED, reason=reason)


def hold_pledge(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Let supporters sign, and post the list; works inside dwellings need enough signatures (link 4)."""
    world, p = setting.world, setting.params.issues
    a = world.affairs
    skill = organizer.skill(setting, Link.COMMITMENT)
    signed = setting.society.sign_late(affair, skill) if a.posted[affair] else setting.society.sign(affair, skill)
    if organizer.posts and not a.posted[affair]:
        a.posted[affair] = True
        setting.chronicle.tell(
            EventKind.PLEDGE_POSTED, int(a.neighbourhood[affair]), affair=affair, share=round(signed, 3)
        )
    enough = not a.inside_dwellings[affair] or signed >= p.signatures_needed
    if enough:
        organizer.practise(setting, Link.COMMITMENT)
        rules.commit(setting, affair, Decision.RESIDENTS)
    elif setting.month - int(a.deliberated[affair]) >= p.signatures_months:
        close_as_lapsed(setting, affair, "unsigned")


def call_backbones(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Ask the backbones among the affected to go round; consent is met when enough households agree (§6.6)."""
    backbones = adults_of(setting, rules.affected_rows(setting, affair), kernels.ROLE_BACKBONE)

    def conclude(invitation: Invitation) -> None:
        _conclude_round(setting, organizer, affair, invitation.accepted)

    invite(setting, organizer, Act.BACKBONE_ROUND, backbones, affair, conclude)
    teams = setting.world.residents.team[backbones]
    for team in {int(t) for t in teams if t >= 0}:
        orientation = setting.world.teams.public_orientation
        orientation[team] = min(1.0, orientation[team] + setting.params.teams.orientation_asked)


def _conclude_round(setting: Setting, organizer: Organizer, affair: int, backbones: np.ndarray) -> None:
    world, p = setting.world, setting.params.issues
    a = world.affairs
    if not AffairState.RECOGNIZED <= a.state[affair] <= AffairState.DELIBERATED:
        return
    a.unheeded[affair] = setting.month if not len(backbones) else a.unheeded[affair]
    setting.society.persuade(affair, backbones)
    setting.society.give_word(affair, organizer.skill(setting, Link.COMMITMENT))
    reached, agreeing = setting.society.agreement(affair)
    if reached < p.quorum_share:
        a.unheeded[affair] = setting.month
    if reached < p.quorum_share or agreeing < p.supermajority:
        return
    if a.inside_dwellings[affair] and reached * agreeing < p.signatures_needed:
        return
    rules.commit(setting, affair, Decision.NEGOTIATED)


def show_example(setting: Setting, organizer: Organizer, affair: int, pilot: bool, result: float) -> None:
    """Take representatives to a like affair that was done, or show them one staircase done first (§6.3 seeing it)."""
    world, p = setting.world, setting.params.issues
    a = world.affairs
    households = rules.affected_rows(setting, affair)
    if pilot and a.scope[affair] == Scope.LANE:
        chosen = households
    else:
        low, high = p.visit_persons
        u = setting.uniform(Purpose.INVITED, int(a.eid[affair]))
        wanted = round(low + (high - low) * u)
        chosen = setting.by_lot(Purpose.INVITED, world.households.eid, households, int(a.eid[affair]), wanted)
    representatives, alternates = _representatives(setting, chosen)

    def conclude(invitation: Invitation) -> None:
        setting.society.show(affair, invitation.accepted, result)
        kind = EventKind.PILOT_BUILDING if pilot else EventKind.VISIT_MADE
        setting.chronicle.tell(
            kind, int(a.neighbourhood[affair]), affair=affair, persons=len(invitation.accepted), result=round(result, 2)
        )

    invite(setting, organizer, Act.VISIT, representatives, affair, conclude, alternates=alternates, k=int(pilot))
