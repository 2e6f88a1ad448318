"""Link 3: the vote of household representatives, lane by lane (§6.3)."""

import math

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, AffairState, Decision, Link
from sim.institutions.affairs import reach
from sim.institutions.affairs.steps import close_as_lapsed
from sim.institutions.meetings.invitations import invite, representatives
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.protocols.society import Invitation

VOTED_YES, VOTED_NO = 1, 2


def hold_vote(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Call household representatives of the lanes that have not yet met with a quorum (link 3)."""
    world, p = setting.world, setting.params.issues
    met = {v.lane for v in setting.society.votes(affair) if v.present >= quorum(p, v.households)}
    households = reach.affected_rows(setting, affair)
    households = households[~np.isin(world.households.lane[households], list(met))]
    persons, alternates = representatives(setting, households)
    repeat = setting.month - int(world.affairs.attended[affair]) if met else 0

    def conclude(invitation: Invitation) -> None:
        _conclude_vote(setting, organizer, affair, invitation.accepted)

    k = int(world.affairs.rounds[affair]) * 4 + min(repeat, 3)
    invite(setting, organizer, Act.VOTE, persons, affair, conclude, owned=True, alternates=alternates, k=k)


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
    a.agreements[affair] = min(setting.params.affairs.agreements_complete, int(a.agreements[affair]) + 1)
    vetoed = a.klass[affair] == AffairClass.PARKING and _carless_veto(setting, affair)
    if vetoed:
        setting.chronicle.tell(EventKind.CONTRACT_VETOED, n, affair=affair)
    if not vetoed and carried(p, yes, no, present_all, households):
        a.state[affair], a.deliberated[affair] = AffairState.DELIBERATED, setting.month
        a.decision[affair] = Decision.RESIDENTS
        organizer.practise(setting, Link.DECISION)
        setting.chronicle.tell(EventKind.AFFAIR_DELIBERATED, n, affair=affair, yes=yes, no=no)
        return
    _fail(setting, organizer, affair, yes, no)


def _fail(setting: Setting, organizer: Organizer, affair: int, yes: int, no: int) -> None:
    """Count a failed vote; what was voted on is redesigned, until it has failed too often."""
    a, p = setting.world.affairs, setting.params.issues
    a.rounds[affair] += 1
    setting.chronicle.tell(EventKind.VOTE_FAILED, int(a.neighbourhood[affair]), affair=affair, yes=yes, no=no)
    is_project = a.klass[affair] != AffairClass.ENCROACHMENT
    if is_project and a.rounds[affair] == 1 and setting.society.mean_benefit(affair) <= p.judgement_threshold:
        setting.society.experience(reach.affected_rows(setting, affair), 0.0, p.false_alarm_failure)
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
    stakes, block = world.stakes, reach.stakes_of(setting, affair)
    carless = world.households.cars[stakes.household[block]] == 0
    votes = stakes.vote[block][carless]
    return int((votes == VOTED_NO).sum()) > int((votes == VOTED_YES).sum())


def carried(p, yes: int, no: int, present: int, households: int) -> bool:
    """Tell whether a vote carries: a supermajority of votes cast, or the rule of the 1989 law."""
    if p.decision_rule == "law_1989":
        return 2 * present > households and 2 * yes > present
    return yes + no > 0 and yes >= p.supermajority * (yes + no)
