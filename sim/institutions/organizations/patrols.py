"""The red-armband patrol (红袖章巡逻队): a standing shift a month, and newcomers who try one (C037, §6.7)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act
from sim.institutions.inhabitants import adults_in
from sim.institutions.organizations.membership import PATROL, alive, members
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation


def call_shifts(setting: Setting) -> None:
    """Call every patrol's members to their monthly shift, and ask a few others to try one (phase 5)."""
    world = setting.world
    for n in range(world.n("neighbourhoods")):
        for row in alive(setting, n, PATROL):
            _call_members(setting, n, row)
            _call_others(setting, n, row)


def _call_members(setting: Setting, n: int, row: int) -> None:
    world, p = setting.world, setting.params
    rows = members(setting, row)
    rows = rows[world.residents.adult[rows]]
    minutes = round(60 * p.participation.act_hours["patrol"])

    def conclude(invitation: Invitation) -> None:
        world.committees.residents_year[n, setting.month % 12] += minutes * len(invitation.accepted)

    setting.call(
        Invitation(Act.PATROL, rows, Asker.ORGANIZATION, row, int(world.organizations.eid[row]),
                   bonus=p.participation.own_organization_bonus),
        conclude,
    )  # fmt: skip


def _call_others(setting: Setting, n: int, row: int) -> None:
    """Ask a few adults, the retired first; who comes belongs to the patrol from then on."""
    world, p = setting.world, setting.params.organizations
    residents = world.residents
    if world.organizations.n_members[row] >= p.patrol_at_most:
        return
    adults = adults_in(setting, n)
    free = adults[residents.patrol[adults] < 0]
    subject = int(world.organizations.eid[row])
    retired = residents.retired[free]
    most = p.patrol_asked_per_month
    order = setting.by_lot(Purpose.JOIN, residents.eid, free[retired], subject, most)
    if len(order) < most:
        others = setting.by_lot(Purpose.JOIN, residents.eid, free[~retired], subject, most)
        order = np.concatenate([order, others])[:most]

    def conclude(invitation: Invitation) -> None:
        came = invitation.accepted
        residents.patrol[came[residents.patrol[came] < 0]] = row

    setting.call(Invitation(Act.PATROL, order.astype(np.int32), Asker.ORGANIZATION, row, subject, k=1), conclude)
