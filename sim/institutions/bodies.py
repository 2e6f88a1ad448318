"""What teams, organizations and contracts have in common: identities, proposals, backbones (§6.7)."""

import numpy as np

from sim.foundation.terms import Act
from sim.institutions import kernels
from sim.institutions.setting import Setting


def propose(setting: Setting, act: Act, n: int, **columns: int) -> int:
    """Keep an invitation for phase 6 of the next month; return its row."""
    world = setting.world
    row = world.append("proposals", 1)
    proposals = world.proposals
    for name in proposals._fields:
        getattr(proposals, name)[row] = columns.get(name, -1)
    proposals.neighbourhood[row], proposals.act[row] = n, int(act)
    proposals.by_committee[row] = bool(columns.get("by_committee", 0))
    return row


def next_body(setting: Setting, n: int) -> int:
    """Return a new identity for a team, organization or contract of a neighbourhood."""
    neighbourhoods = setting.world.neighbourhoods
    number = int(neighbourhoods.next_body[n])
    neighbourhoods.next_body[n] = number + 1
    return int(neighbourhoods.eid[n]) * 2**20 + number


def name_backbones(setting: Setting) -> None:
    """Name as backbones the building heads, and the top tenth of members by strength-degree × disposition (§6.7)."""
    world = setting.world
    residents = world.residents
    backbone = residents.is_building_head.copy()
    ties = world.ties
    standing = kernels.standings(ties.a, ties.b, ties.strength, world.n("ties"), residents.disposition)
    for column in (residents.team, residents.patrol, residents.group):
        member = np.flatnonzero(column >= 0)
        order = member[np.lexsort((residents.eid[member], -standing[member], column[member]))]
        sizes = np.bincount(column[member])
        for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True):
            wanted = min(size, max(1, round(setting.params.teams.backbone_share * size)))
            backbone[order[end - size : end - size + wanted]] = True
    residents.is_backbone[:] = backbone & residents.adult
