"""The one-square-metre renovation: kitchens renovated by quota, and the duty it brings (§6.3, §6.8)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairClass, AffairState, Housing, RecognizedBy, Scope
from sim.institutions.affairs import labour, onset, reach, steps
from sim.institutions.meetings import invitations
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting
from sim.institutions.shifts import persons_to_ask, share_done


def start_kitchens(setting: Setting) -> None:
    """Let the renovation of shared kitchens be offered from above in its month, to every old-lane estate."""
    if setting.month != setting.params.street_office.one_square_metre_month:
        return
    world = setting.world
    for estate in np.flatnonzero(world.estates.housing == Housing.OLD_LANE):
        n = int(world.estates.neighbourhood[estate])
        row = onset.create(setting, n, AffairClass.GOVERNMENT_WORKS, Scope.ESTATE, -1, int(estate), 2**19)
        a = world.affairs
        a.consent_required[row] = a.inside_dwellings[row] = a.one_square_metre[row] = True
        a.has_quota[row] = False
        steps.recognize(setting, row, RecognizedBy.STREET)


def call_duty(setting: Setting) -> None:
    """Ask for volunteers to look after temporary toilets while kitchens are renovated (C093; phase 5)."""
    world, p = setting.world, setting.params
    a, count = world.affairs, world.n("affairs")
    shift, needed = round(60 * p.participation.act_hours["duty"]), 60 * p.affairs.works_duty_hours
    under_way = (a.state[:count] == AffairState.EXECUTED) & a.one_square_metre[:count]
    for row in sorted(np.flatnonzero(under_way), key=lambda r: int(a.eid[r])):
        adults = invitations.adults_of(setting, reach.affected_rows(setting, int(row)))
        wanted = persons_to_ask(needed, shift, p.contracts.expected_acceptance)
        asked = setting.by_lot(Purpose.INVITED, world.residents.eid, adults, int(a.eid[row]), wanted)
        who = Organizer(int(a.neighbourhood[row]), is_committee=True)

        def conclude(invitation, row=int(row)) -> None:
            done = share_done(shift * len(invitation.accepted), needed)
            a.enforcement[row] = max(float(a.enforcement[row]), done)
            labour.contribute(setting, row, invitation.accepted, shift)

        invitations.invite(setting, who, Act.DUTY, asked.astype(np.int32), int(row), conclude, owned=True)
