"""Link 4: signed pledges, and backbones who go round for consent (§6.3, §6.6)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairState, Decision, Link
from sim.institutions import kernels
from sim.institutions.affairs import reach, steps
from sim.institutions.affairs.steps import close_as_lapsed
from sim.institutions.meetings.invitations import adults_of, invite
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.protocols.society import Invitation


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
        steps.commit(setting, affair, Decision.RESIDENTS)
    elif setting.month - int(a.deliberated[affair]) >= p.signatures_months:
        close_as_lapsed(setting, affair, "unsigned")


def call_backbones(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Ask the backbones among the affected to go round; consent is met when enough households agree (§6.6)."""
    backbones = adults_of(setting, reach.affected_rows(setting, affair), kernels.ROLE_BACKBONE)

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
    steps.commit(setting, affair, Decision.NEGOTIATED)
