"""The street office: tasks, quarterly evaluation, yearly quota (§6.4, §6.8)."""

import math

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairState
from sim.institutions import kernels
from sim.institutions.committee.time import capacity_minutes
from sim.institutions.inhabitants import adults_in
from sim.institutions.setting import Setting


def demand(setting: Setting, n: int) -> tuple[int, int]:
    """Return the minutes of street tasks and of entrusted tasks that a committee is given this month.

    Every 1,000 yuan of earmark oblige staff hours; those of the reference grant are part of the 60 % (C059).
    """
    world, p, money = setting.world, setting.params.street_office, setting.params.money
    capacity = capacity_minutes(setting, n)
    load = p.load * float(world.committees.load_factor[n])
    noise = setting.normal(Purpose.DEMAND, int(world.committees.eid[n]), 0, 0, 0.0, p.demand_sd)
    extra_yuan = money.grant_yuan_per_year - money.reference_grant_yuan
    obliged = 60 * money.earmark_hours_per_1000_yuan * extra_yuan / 1000 / 12
    street = max(0, round(p.street_share * capacity * load * (1 + noise) + obliged))
    return street, max(0, round(p.entrusted_share * capacity * load))


def audit(setting: Setting, n: int) -> None:
    """Audit now and then; an audit finds symbolic handling if there is some (phase 4, quarterly)."""
    committees, p = setting.world.committees, setting.params.committee
    if (
        setting.uniform(Purpose.AUDIT, int(committees.eid[n])) < p.audit_per_quarter
        and committees.symbolic_share[n] > 0
    ):
        committees.audits_failed[n] += 1


def evaluate(setting: Setting, n: int) -> None:
    """Score a committee for the quarter; complaints left unanswered go upward where it is not trusted.

    Findings of an audit are left for the committee, which sees in the same month what they cost it (§6.4).
    """
    world, p = setting.world, setting.params.street_office
    committees = world.committees
    trust = float(kernels.committee_trust(world.residents, adults_in(setting, n), setting.params.voice))
    upward = (1 - trust) * float(committees.complaints_up[n]) / max(1.0, float(committees.complaints_all[n]))
    noise = setting.normal(Purpose.SCORE, int(committees.eid[n]), 0, 0, 0.0, p.score_sd)
    committees.score[n] = (
        1
        - p.symbolic_weight * float(committees.symbolic_share[n])
        - p.complaints_weight * min(1.0, upward)
        - setting.params.committee.audit_cost * int(committees.audits_failed[n])
        - float(committees.decline_cost[n])
        - p.underspending_weight * float(world.accounts.returned_share[n])
        + noise
    )
    committees.complaints_up[n] = committees.complaints_all[n] = committees.decline_cost[n] = 0
    world.accounts.returned_share[n] = 0
    setting.chronicle.tell(EventKind.EVALUATION, n, score=round(float(committees.score[n]), 3))


def grant_quota(setting: Setting) -> None:
    """Grant the year's renovation quotas to the best prepared of each street's committees, or by lottery."""
    world, p = setting.world, setting.params.street_office
    a, count = world.affairs, world.n("affairs")
    for street in range(world.n("street_offices")):
        waiting: dict[int, list[int]] = {}
        for row in np.flatnonzero(~a.has_quota[:count] & (a.state[:count] <= AffairState.COMMITTED)):
            if world.neighbourhoods.street[a.neighbourhood[row]] == street:
                waiting.setdefault(int(a.neighbourhood[row]), []).append(int(row))
        committees = int((world.neighbourhoods.street == street).sum())
        ranked = sorted(waiting, key=lambda n: (-_merit(setting, n, waiting[n][0]), int(world.committees.eid[n])))
        for n in ranked[: math.ceil(committees / p.quota_of)]:
            first = min(waiting[n], key=lambda r: int(a.number[r]))
            a.has_quota[first] = True
            setting.chronicle.tell(EventKind.QUOTA_GRANTED, n, affair=first)


def _merit(setting: Setting, n: int, affair: int) -> float:
    """Return .4 signed share + .25 completeness + .2 past delivery + .15 score + noise; a uniform draw in a lottery."""
    world, p = setting.world, setting.params.street_office
    eid = int(world.committees.eid[n])
    if p.quota_by_lottery:
        return setting.uniform(Purpose.QUOTA, eid, 0, 99)
    a, stakes = world.affairs, world.stakes
    first, length = int(a.first_stake[affair]), int(a.n_stakes[affair])
    signed = float(stakes.signed[first : first + length].mean()) if length else 0.0
    complete = int(a.agreements[affair]) / setting.params.affairs.agreements_complete
    delivered = min(1.0, int(world.committees.delivered[n]) / p.delivered_full)
    noise = setting.normal(Purpose.QUOTA, eid, 0, 0, 0.0, p.quota_sd)
    return (
        p.quota_signed * signed
        + p.quota_complete * complete
        + p.quota_delivered * delivered
        + p.quota_score * float(world.committees.score[n])
        + noise
    )
