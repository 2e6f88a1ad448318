"""Tables of the world as it stands: affairs, organizations, residents, ties."""

from typing import Any

import numpy as np
import pandas as pd

from sim.foundation import terms
from sim.results.frames import optional
from sim.results.schema_people import SEXES
from sim.world.persons import NEVER
from sim.world.state import World

MALE = 0


def words(term: type[terms.Term], values: np.ndarray) -> np.ndarray:
    """Return the public words of an enumeration's values."""
    return np.array([member.word for member in term], dtype=object)[np.asarray(values, dtype=np.int64)]


def identities(table: Any, rows: Any) -> "pd.arrays.IntegerArray":
    """Return the identities of what rows refer to; missing where a row is -1."""
    rows = np.asarray(rows, dtype=np.int64)
    eid = table.eid
    found = np.where(rows >= 0, eid[np.maximum(rows, 0)], -1) if len(eid) else np.full(len(rows), -1)
    return optional(found, -1)


def affairs(world: World, first_recognized: np.ndarray) -> pd.DataFrame:
    """Return the table of affairs; `first_recognized` is what the observer remembers of relapsed ones."""
    n = world.n("affairs")
    a = type(world.affairs)(*(column[:n] for column in world.affairs))
    place = np.zeros(n, dtype=np.int64)
    for scope, table, rows in ((0, world.lanes, a.lane), (1, world.estates, a.estate)):
        mine = (a.scope == scope) & (rows >= 0)
        place[mine] = table.eid[rows[mine]]
    is_open = a.state <= terms.AffairState.EXECUTED
    body = np.full(n, -1, dtype=np.int64)
    for table, rows in ((world.organizations, a.organization), (world.teams, a.team_owner)):
        body[rows >= 0] = table.eid[rows[rows >= 0]]
    owner = words(terms.Owner, a.owner)
    owner[first_recognized == NEVER] = None
    months = ("recognized", "heard", "deliberated", "committed", "executed", "closed")
    return pd.DataFrame(
        {
            "affair": a.eid,
            "neighbourhood": world.neighbourhoods.eid[a.neighbourhood],
            "class": words(terms.AffairClass, a.klass),
            "scope": words(terms.Scope, a.scope),
            "place": place,
            "onset_month": a.onset,
            **{f"{name}_month": optional(getattr(a, name), NEVER) for name in months},
            "recognized_by": words(terms.RecognizedBy, a.recognized_by),
            "state": words(terms.AffairState, a.state),
            "owner": owner,
            "households_affected": a.n_affected,
            "first_recognized_month": optional(first_recognized, NEVER),
            "decision": words(terms.Decision, a.decision),
            "severity": np.where(is_open, a.severity, a.severity_closed),
            "hours_of_residents": a.labour_residents / 60,
            "hours_of_committee": a.labour_committee / 60,
            "cost_yuan": a.cost_fen / 100,
            "gain_share": np.where(a.state == terms.AffairState.RESOLVED, a.gain_share, np.nan),
            "is_rule": a.is_rule,
            "one_square_metre": a.one_square_metre,
            "organization": optional(body, -1),
        }
    )


def organizations(world: World) -> pd.DataFrame:
    """Return the table of organizations, those that have ended included."""
    n = world.n("organizations")
    o = type(world.organizations)(*(column[:n] for column in world.organizations))
    place = np.full(n, -1, dtype=np.int64)
    for table, rows in ((world.lanes, o.lane), (world.estates, o.estate)):
        place[rows >= 0] = table.eid[rows[rows >= 0]]
    return pd.DataFrame(
        {
            "organization": o.eid,
            "neighbourhood": world.neighbourhoods.eid[o.neighbourhood],
            "kind": words(terms.OrganizationKind, o.kind),
            "founded_month": o.founded,
            "confirmed_month": optional(o.confirmed, NEVER),
            "ended_month": optional(o.ended, NEVER),
            "members_max": o.members_max,
            "state": words(terms.OrganizationState, o.state),
            "members": o.n_members,
            "place": optional(place, -1),
        }
    )


def residents(world: World) -> pd.DataFrame:
    """Return the residents who live here now."""
    rows = np.flatnonzero(world.residents.kind == terms.Kind.RESIDENT)
    r = type(world.residents)(*(column[rows] for column in world.residents))
    h = world.households
    same = (
        "age", "employed", "retired", "local", "party_member", "free_hours", "hobby", "hobby_intensity", "disposition",
        "habit", "fatigue", "law_literacy", "is_backbone", "is_building_head",
    )  # fmt: skip
    bodies = {"team": world.teams, **dict.fromkeys(("patrol", "group", "council"), world.organizations)}
    return pd.DataFrame(
        {
            "resident": r.eid,
            "household": h.eid[r.household],
            "neighbourhood": world.neighbourhoods.eid[r.neighbourhood],
            "lane": world.lanes.eid[r.lane],
            "estate": world.estates.eid[h.estate[r.household]],
            "housing": words(terms.Housing, world.lanes.housing[r.lane]),
            "sex": np.array(SEXES, dtype=object)[np.where(r.sex == MALE, 1, 0)],
            **{name: getattr(r, name) for name in same},
            "reciprocity_norm": r.norm,
            "committee_trust_success": r.trust_success,
            "committee_trust_failure": r.trust_failure,
            **{name: identities(table, getattr(r, name)) for name, table in bodies.items()},
            "last_act": optional(r.last_act, NEVER),
            "tenure": words(terms.Tenure, h.tenure[r.household]),
            "cars": h.cars[r.household],
        }
    )


def ties(world: World) -> pd.DataFrame:
    """Return the ties that are there now; `a` is the end of lower identity."""
    n, t, eid = world.n("ties"), world.ties, world.residents.eid
    return pd.DataFrame(
        {
            "resident_a": eid[t.a[:n]],
            "resident_b": eid[t.b[:n]],
            "strength": t.strength[:n].copy(),
            "success": t.success[:n].copy(),
            "failure": t.failure[:n].copy(),
            "last_month": t.last_month[:n].copy(),
            "channel": words(terms.Channel, t.channel[:n]),
        }
    )
