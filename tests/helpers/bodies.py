"""Bodies of residents, affairs and answers to calls, as tests set them by hand."""

import numpy as np

from sim.foundation.terms import AffairClass, AffairState, Kind, OrganizationKind, OrganizationState, Owner
from sim.institutions.affairs import onset, steps
from sim.institutions.organizations.founding import new_organization

COLUMNS = {
    OrganizationKind.PATROL: "patrol",
    OrganizationKind.SELF_GOVERNANCE_GROUP: "group",
    OrganizationKind.COUNCIL: "council",
}


def adults(setting, lane=None):
    """Return rows of resident adults, of one lane or of all, in the order of identities."""
    residents = setting.world.residents
    chosen = (residents.kind == Kind.RESIDENT) & residents.adult
    if lane is not None:
        chosen &= residents.lane == lane
    rows = np.flatnonzero(chosen).astype(np.int32)
    return rows[np.argsort(residents.eid[rows])]


def move_away(setting, person):
    """Let a person live in another neighbourhood, whose rows nobody looks at in a world of one."""
    setting.world.residents.neighbourhood[person] = 1
    setting.persons[0] = setting.persons[0][setting.persons[0] != person]


def body(setting, kind, lane=-1, estate=-1, state=OrganizationState.CONFIRMED, members=()):
    """Let an organization be there with these members; return its row."""
    row = new_organization(setting, 0, kind, lane, estate)
    setting.world.organizations.state[row] = state
    if len(members):
        getattr(setting.world.residents, COLUMNS[kind])[members] = row
        setting.world.organizations.n_members[row] = len(members)
    return row


def affair(setting, klass, scope=0, lane=0, estate=0, **columns):
    """Let a latent affair arise, with these columns set; return its row."""
    row = onset.create(setting, 0, klass, scope, lane, estate, 7_000 + setting.world.n("affairs"))
    a = setting.world.affairs
    a.consent_required[row] = a.inside_dwellings[row] = False
    for name, value in columns.items():
        getattr(a, name)[row] = value
    return row


def recognized(setting, row, by, state=AffairState.RECOGNIZED):
    """Let an affair be recognised; return its row."""
    steps.recognize(setting, row, by)
    setting.world.affairs.state[row] = state
    return row


def own(setting, row, organization):
    """Let an organization own an affair."""
    a = setting.world.affairs
    a.owner[row], a.organization[row] = Owner.ORGANIZATION, organization


def answer(call, persons):
    """Let these persons come to a call, and conclude it."""
    invitation, then = call
    invitation.accepted = np.asarray(persons, dtype=np.int32)
    then(invitation)


def propose(setting, lane=0, estate=-1, **columns):
    """Propose a group; return the proposal."""
    row = setting.world.append("proposals", 1)
    q = setting.world.proposals
    given = {"affair": -1, "contract": -1, "asker": -1, "event": -1, "organization": -1, "by_committee": False}
    for name, value in (given | columns | {"neighbourhood": 0, "lane": lane, "estate": estate}).items():
        getattr(q, name)[row] = value
    return row


def small(setting, klass=AffairClass.ENVIRONMENT, **columns):
    """Let an affair arise that costs nothing and takes little labour."""
    return affair(setting, klass, **({"cost_fen": 0, "labour_minutes": 60, "severity": 0.5} | columns))
