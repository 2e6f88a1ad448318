"""Seeing it: a visit to a like affair that was done, or one staircase done first (§6.3)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, Scope
from sim.institutions.affairs import reach
from sim.institutions.meetings.invitations import invite, representatives
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.protocols.society import Invitation


def show_example(setting: Setting, organizer: Organizer, affair: int, pilot: bool, result: float) -> None:
    """Take representatives to a like affair that was done, or show them one staircase done first (§6.3 seeing it)."""
    world, p = setting.world, setting.params.issues
    a = world.affairs
    households = reach.affected_rows(setting, affair)
    if pilot and a.scope[affair] == Scope.LANE:
        chosen = households
    else:
        low, high = p.visit_persons
        u = setting.uniform(Purpose.INVITED, int(a.eid[affair]))
        wanted = round(low + (high - low) * u)
        chosen = setting.by_lot(Purpose.INVITED, world.households.eid, households, int(a.eid[affair]), wanted)
    persons, alternates = representatives(setting, chosen)

    def conclude(invitation: Invitation) -> None:
        setting.society.show(affair, invitation.accepted, result)
        kind = EventKind.PILOT_BUILDING if pilot else EventKind.VISIT_MADE
        setting.chronicle.tell(
            kind, int(a.neighbourhood[affair]), affair=affair, persons=len(invitation.accepted), result=round(result, 2)
        )

    invite(setting, organizer, Act.VISIT, persons, affair, conclude, alternates=alternates, k=int(pilot))
