"""Link 2: the hearing, and the advisory meeting, which informs without deciding (§6.3)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairState, Decision, Link
from sim.institutions.affairs import reach
from sim.institutions.inhabitants import staff_in
from sim.institutions.meetings.invitations import adults_of, invite
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.protocols.society import Invitation
from sim.world.persons import BERTHS, NEVER


def hold_hearing(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Call the affected adults to a hearing (link 2)."""
    persons = adults_of(setting, reach.affected_rows(setting, affair))

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
    a.heard[affair] = setting.month if a.heard[affair] == NEVER else a.heard[affair]
    a.decision[affair] = max(int(a.decision[affair]), Decision.HEARING)
    event = setting.chronicle.tell(
        EventKind.AFFAIR_HEARD, n, affair=affair, persons=len(present), share=round(share, 3)
    )
    if share < p.hearing_share:
        a.unheeded[affair] = setting.month
        reached = setting.society.spread_rumour(affair, present)
        setting.chronicle.tell(EventKind.HEARING_TOO_SMALL, n, affair=affair, cause=event, households=reached)
    else:
        a.agreements[affair] = min(setting.params.affairs.agreements_complete, int(a.agreements[affair]) + 1)
        organizer.practise(setting, Link.COMMUNICATION)
    if organizer.is_committee and len(present):
        staff = staff_in(setting, n)
        if len(staff):
            setting.society.link_to_staff(present, staff, int(a.eid[affair]))


def hold_advisory(setting: Setting, organizer: Organizer, affair: int) -> None:
    """Invite household representatives to an advisory meeting: ties and information, no decision."""
    world = setting.world
    households = reach.affected_rows(setting, affair)
    persons = (BERTHS * households + world.households.representative[households]).astype(np.int32)

    def conclude(invitation: Invitation) -> None:
        skill = organizer.skill(setting, Link.COMMUNICATION)
        if world.affairs.state[affair] <= AffairState.HEARD:
            setting.society.hear(affair, invitation.accepted, skill - setting.params.issues.advisory_skill_loss)

    invite(setting, organizer, Act.ADVISORY, persons, affair, conclude)
