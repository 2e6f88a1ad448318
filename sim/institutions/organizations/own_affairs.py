"""What organizations and teams do about the affairs that they raise and own (§6.3, §6.7)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import (
    Account,
    Act,
    AffairClass,
    AffairState,
    Decision,
    Link,
    Money,
    OrganizationState,
    Owner,
    RecognizedBy,
    Scope,
)
from sim.institutions.affairs import labour, payment, steps, waiting
from sim.institutions.committee import requirements
from sim.institutions.meetings import commitment, hearing, invitations, vote
from sim.institutions.meetings.organizer import Organizer, raise_skill
from sim.institutions.organizations.founding import take_over
from sim.institutions.organizations.membership import (
    COUNCIL,
    GROUP,
    JOINT,
    PATROL,
    alive,
    carries,
    members,
    organizer,
    territory,
)
from sim.institutions.setting import Setting
from sim.institutions.shifts import minutes_of_enforcement, persons_to_ask, share_done
from sim.institutions.teams import membership as team_membership
from sim.protocols.society import Asker, Invitation

RAISED_BY_RESIDENTS = (RecognizedBy.ORGANIZATION, RecognizedBy.PETITION, RecognizedBy.SPONTANEOUS)


def raise_affairs(setting: Setting) -> None:
    """Let bodies raise the latent affairs that their own members suffer (§6.3 c; phase 5)."""
    world, p = setting.world, setting.params.issues
    a, o = world.affairs, world.organizations
    for n in range(world.n("neighbourhoods")):
        latent = waiting.by_burden(setting, waiting.open_rows(setting, n, latent=True))
        for row in alive(setting, n):
            if o.state[row] == OrganizationState.DORMANT or o.kind[row] in (PATROL, JOINT):
                continue
            for affair in latent:
                if a.state[affair] != AffairState.LATENT or not concerns(setting, row, affair):
                    continue
                u = setting.uniform(Purpose.LINK_CARRIED, int(o.eid[row]), int(a.eid[affair]), 9)
                if u < p.organization_raises * float(o.skill[row, Link.JUDGEMENT]):
                    steps.recognize(setting, affair, RecognizedBy.ORGANIZATION, cause=int(o.last_event[row]))
        _teams_raise(setting, latent)


def concerns(setting: Setting, organization: int, affair: int) -> bool:
    """Tell whether an organization would raise an affair: a group its territory's, a council the wider ones."""
    world = setting.world
    a, o = world.affairs, world.organizations
    if a.klass[affair] not in (AffairClass.LAPSED_MANAGEMENT, AffairClass.ENVIRONMENT, AffairClass.ENCROACHMENT):
        return False
    if not _within_means(setting, organization, affair):
        return False
    if o.kind[organization] == COUNCIL:
        return bool(a.scope[affair] != Scope.LANE)
    lane, estate = territory(setting, affair)
    mine = (o.lane[organization] >= 0 and o.lane[organization] == lane) or (
        o.estate[organization] >= 0 and o.estate[organization] == estate
    )
    return bool(mine)


def _within_means(setting: Setting, organization: int, affair: int) -> bool:
    """Tell whether cost ≤ line and a levy on some of the affected, and labour ≤ what the members give in a year."""
    world, p = setting.world, setting.params
    a, o = world.affairs, world.organizations
    levy = round(100 * p.issues.contribution_levy_yuan)
    expected = int(p.organizations.levy_expected * (levy * int(a.n_affected[affair])))
    shift = round(60 * p.participation.act_hours["duty"])
    own = int(o.n_members[organization]) * shift * p.contracts.expected_acceptance * p.organizations.own_hours_months
    return bool(
        a.cost_fen[affair] <= int(o.line_fen[organization]) + expected and labour.labour_left(setting, affair) <= own
    )


def _teams_raise(setting: Setting, latent: list[int]) -> None:
    """Let a team raise the affair of its own venue."""
    world = setting.world
    a, teams = world.affairs, world.teams
    for affair in latent:
        team = int(a.team[affair])
        if team < 0 or a.state[affair] != AffairState.LATENT or not teams.active[team]:
            continue
        p_raise = setting.params.issues.team_raises * float(teams.public_orientation[team])
        if setting.uniform(Purpose.LINK_CARRIED, int(teams.eid[team]), int(a.eid[affair]), 9) < p_raise:
            steps.recognize(setting, affair, RecognizedBy.ORGANIZATION, cause=int(teams.last_event[team]))


def work(setting: Setting) -> None:
    """Let every living organization, and teams with objects, work on what they own (phase 5)."""
    world = setting.world
    a = world.affairs
    for n in range(world.n("neighbourhoods")):
        _adopt(setting, n)
        rows = setting.affairs_in(n)
        for row in alive(setting, n):
            if world.organizations.kind[row] == PATROL:
                continue
            owned = rows[(a.owner[rows] == Owner.ORGANIZATION) & (a.organization[rows] == row)]
            for affair in waiting.by_burden(setting, owned[a.state[owned] <= AffairState.EXECUTED]):
                _work_on(setting, row, affair)
            for affair in waiting.by_burden(setting, owned[a.state[owned] == AffairState.RESOLVED]):
                if a.upkeep_minutes[affair]:
                    world.organizations.last_object[row] = setting.month
                call_members(setting, row, affair, int(a.upkeep_minutes[affair]))
        _teams_work(setting, n)


def _adopt(setting: Setting, n: int) -> None:
    """Let groups and councils take recognised affairs of theirs that they or their lanes raised."""
    world = setting.world
    a, o = world.affairs, world.organizations
    takers = [row for row in alive(setting, n) if o.kind[row] in (GROUP, COUNCIL)]
    if not takers:
        return
    for affair in waiting.by_burden(setting, waiting.open_rows(setting, n, latent=False)):
        if a.owner[affair] != Owner.COMMITTEE or a.recognized_by[affair] not in RAISED_BY_RESIDENTS:
            continue
        for row in takers:
            if concerns(setting, row, affair):
                take_over(setting, row, affair)
                break


def _work_on(setting: Setting, organization: int, affair: int) -> None:
    """Do the first thing that an owned affair lacks: consent, labour by own members, money from the line."""
    world = setting.world
    a = world.affairs
    who = organizer(setting, organization)
    world.organizations.last_object[organization] = setting.month
    if a.state[affair] == AffairState.EXECUTED:
        call_members(setting, organization, affair, minutes_of_enforcement(setting, affair))
        a.attended[affair] = setting.month
        return
    if requirements.consent_missing(setting, affair):
        _seek_consent(setting, organization, affair, who)
        return
    if not a.consent_required[affair] and a.decision[affair] < Decision.RESIDENTS:
        a.decision[affair] = Decision.RESIDENTS
        world.organizations.last_decided[organization] = setting.month
    left = labour.labour_left(setting, affair)
    if left:
        call_members(setting, organization, affair, left)
        a.attended[affair] = setting.month
    elif requirements.money_missing(setting, affair):
        _pay_from_line(setting, organization, affair)


def _seek_consent(setting: Setting, organization: int, affair: int, who: Organizer) -> None:
    """Go on with the chain; each link is carried with probability κ of that link, and may be skipped with its risks."""
    a = setting.world.affairs
    state = a.state[affair]
    a.attended[affair] = setting.month
    if state == AffairState.RECOGNIZED and carries(setting, organization, Link.COMMUNICATION, affair):
        hearing.hold_hearing(setting, who, affair)
    elif state in (AffairState.RECOGNIZED, AffairState.HEARD):
        if carries(setting, organization, Link.DECISION, affair) or state == AffairState.HEARD:
            vote.hold_vote(setting, who, affair)
        else:
            commitment.call_backbones(setting, who, affair)
    elif state == AffairState.DELIBERATED:
        setting.world.organizations.last_decided[organization] = setting.month
        commitment.hold_pledge(setting, who, affair)


def call_members(setting: Setting, organization: int, affair: int, minutes_needed: int) -> None:
    """Ask members, as many as are likely needed, to do a shift for what their organization owns."""
    world, p = setting.world, setting.params
    if minutes_needed <= 0:
        return
    rows = members(setting, organization)
    rows = rows[world.residents.adult[rows]]
    shift = round(60 * p.participation.act_hours["duty"])
    wanted = persons_to_ask(minutes_needed, shift, p.contracts.expected_acceptance)
    wanted = max(wanted, int(np.ceil(p.organizations.least_active / p.contracts.expected_acceptance)))
    subject = int(world.affairs.eid[affair])
    asked = setting.by_lot(Purpose.INVITED, world.residents.eid, rows, subject, wanted).astype(np.int32)

    def conclude(invitation: Invitation) -> None:
        _conclude_shift(setting, organization, affair, invitation.accepted, shift)

    who = organizer(setting, organization)
    invitations.invite(
        setting, who, Act.DUTY, asked, affair, conclude, owned=True, bonus=p.participation.own_organization_bonus
    )


def _conclude_shift(setting: Setting, organization: int, affair: int, came: np.ndarray, shift: int) -> None:
    world = setting.world
    a, o = world.affairs, world.organizations
    if not len(came) or a.state[affair] > AffairState.RESOLVED:
        return
    if a.state[affair] == AffairState.RESOLVED:
        if payment.pay_upkeep(setting, affair):
            a.upkeep_done[affair] += shift * len(came)
        world.committees.residents_year[int(a.neighbourhood[affair]), setting.month % 12] += shift * len(came)
    elif a.state[affair] == AffairState.EXECUTED:
        skill = float(o.skill[organization, Link.EXECUTION])
        needed = minutes_of_enforcement(setting, affair)
        a.enforcement[affair] = share_done(shift * len(came), needed, setting.params.issues.enforcement_base + skill)
        labour.contribute(setting, affair, came, shift)
    elif a.state[affair] <= AffairState.COMMITTED:
        labour.contribute(setting, affair, came, shift)
    o.last_decided[organization] = setting.month
    o.last_object[organization] = setting.month
    if a.committee_minutes[affair] > 0:
        o.joint_episodes[organization] += 1
        raise_skill(setting, organization, Link.EXECUTION)


def _pay_from_line(setting: Setting, organization: int, affair: int) -> None:
    """Pay an affair from a confirmed organization's line and a levy on those who signed (phase 5)."""
    world = setting.world
    a, o = world.affairs, world.organizations
    if o.state[organization] != OrganizationState.CONFIRMED:
        return
    n = int(a.neighbourhood[affair])
    left = int(a.cost_fen[affair]) - int(a.paid_fen[affair])
    due = min(left, payment.levy(setting, affair))
    line = min(left - due, int(o.line_fen[organization]))
    if due + line < left:
        return
    if due:
        payment.collect(setting, affair, due)
    if line:
        setting.ledger.pay(n, Account.ORGANIZATION_LINES, line, Money.AFFAIR)
        o.line_fen[organization] -= line
        a.paid_fen[affair] += line


def _teams_work(setting: Setting, n: int) -> None:
    """Let teams care for the objects handed to them."""
    world, p = setting.world, setting.params
    a, rows, teams = world.affairs, setting.affairs_in(n), world.teams
    for affair in rows[a.owner[rows] == Owner.TEAM]:
        team = int(a.team_owner[affair])
        state = a.state[affair]
        if team < 0 or not teams.active[team] or state > AffairState.RESOLVED:
            continue
        needed = (
            int(a.upkeep_minutes[affair]) if state == AffairState.RESOLVED else labour.labour_left(setting, int(affair))
        )
        if needed <= 0:
            continue
        persons = team_membership.members(setting, team)
        persons = persons[world.residents.adult[persons]]
        shift = round(60 * p.participation.act_hours["team_call"])
        _call_team(setting, int(affair), team, persons, shift, needed)


def _call_team(setting: Setting, affair: int, team: int, rows: np.ndarray, shift: int, needed: int) -> None:
    """Ask as many members of a team as are likely needed for its own object."""
    world, p = setting.world, setting.params
    wanted = persons_to_ask(needed, shift, p.contracts.expected_acceptance)
    subject = int(world.affairs.eid[affair])
    asked = setting.by_lot(Purpose.INVITED, world.residents.eid, rows, subject, wanted).astype(np.int32)

    def conclude(invitation: Invitation) -> None:
        came, a = invitation.accepted, world.affairs
        if not len(came):
            return
        if a.state[affair] == AffairState.RESOLVED:
            if payment.pay_upkeep(setting, affair):
                a.upkeep_done[affair] += shift * len(came)
        else:
            labour.contribute(setting, affair, came, shift)
            a.attended[affair] = setting.month

    setting.call(
        Invitation(
            Act.TEAM_CALL,
            asked,
            Asker.TEAM,
            team,
            subject,
            float(world.affairs.severity[affair]),
            p.participation.own_organization_bonus,
            owned=True,
            affair=affair,
        ),
        conclude,
    )
