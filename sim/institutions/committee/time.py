"""The committee's month of hours: assigned tasks first, what is left is the neighbourhood's (§6.4)."""

from sim.foundation.terms import Activity, Actor, AffairState, OrganizationKind, OrganizationState, Owner
from sim.institutions import community_time
from sim.institutions.setting import Setting


def divide(setting: Setting, n: int, street_minutes: int, entrusted_minutes: int) -> None:
    """Serve street tasks, then entrusted tasks, symbolically in part; leave the rest as community time.

    Parameters
    ----------
    street_minutes, entrusted_minutes : int
        This month's demand.
    """
    world, p = setting.world, setting.params.committee
    committees = world.committees
    capacity = round(60 * p.hours_per_staff) * int(committees.staff[n])
    saved = 1 - p.symbolic_saving * float(committees.symbolic_share[n])
    street = round(street_minutes * saved)
    entrusted = round(entrusted_minutes * saved * (1 - float(committees.declined[n])))
    served_street = min(street, capacity)
    served_entrusted = min(entrusted, capacity - served_street)
    committees.minutes_street[n], committees.minutes_entrusted[n] = served_street, served_entrusted
    committees.minutes_left[n] = capacity - served_street - served_entrusted
    committees.community_year[n, setting.month % 12] = committees.minutes_left[n]
    committees.overdue_before[n] = committees.overdue[n]
    committees.overdue[n] = (street + entrusted - served_street - served_entrusted) / (60 * p.overdue_unit_hours)
    minutes = world.hours.minutes
    minutes[n, Actor.COMMITTEE * len(Activity) + Activity.STREET_TASKS] += served_street
    minutes[n, Actor.COMMITTEE * len(Activity) + Activity.ENTRUSTED_TASKS] += served_entrusted


def capacity_minutes(setting: Setting, n: int) -> int:
    """Return the committee's minutes of a month."""
    return round(60 * setting.params.committee.hours_per_staff) * int(setting.world.committees.staff[n])


def liaise(setting: Setting, n: int) -> None:
    """Give time to each organization, and to teams with a task: delegation is cheap, not free."""
    world, p = setting.world, setting.params.committee
    organizations = world.organizations
    for o in range(world.n("organizations")):
        if organizations.neighbourhood[o] != n or organizations.state[o] != OrganizationState.CONFIRMED:
            continue
        hours = {
            OrganizationKind.SELF_GOVERNANCE_GROUP: p.liaison_group_hours,
            OrganizationKind.COUNCIL: p.liaison_council_hours,
            OrganizationKind.LEADERS_JOINT_MEETING: p.liaison_joint_meeting_hours,
        }.get(OrganizationKind(organizations.kind[o]), 0.0)
        community_time.spend_with(setting, n, Activity.LIAISON, round(60 * hours), o)
    a, rows = world.affairs, setting.affairs_in(n)
    held = rows[(a.owner[rows] == Owner.TEAM) & (a.state[rows] <= AffairState.RESOLVED)]
    hours = p.liaison_team_hours * len({int(t) for t in a.team_owner[held]})
    community_time.spend(setting, n, Activity.LIAISON, round(60 * hours))


def cope(setting: Setting, n: int, unanswered_minutes: int) -> None:
    """Adjust the share of tasks handled symbolically: up by what is overdue, down where it costs score (§6.4)."""
    committees, p = setting.world.committees, setting.params.committee
    committees.overdue[n] += unanswered_minutes / (60 * p.overdue_unit_hours)
    symbolic = float(committees.symbolic_share[n])
    audit = p.audit_cost * int(committees.audits_failed[n])
    committees.audits_failed[n] = 0
    seen = 1 - setting.params.street_office.symbolic_weight * symbolic - audit
    restraint = p.coping_restraint * max(0.0, p.score_aimed - seen) / p.score_step
    gain = p.coping_gain * min(1.0, float(committees.overdue[n]) / p.coping_scale)
    committees.symbolic_share[n] = min(p.symbolic_at_most, max(0.0, symbolic + gain - restraint - p.coping_decay))


def idle(setting: Setting, n: int) -> None:
    """Count community time that was not used, so that the hours account closes."""
    left = int(setting.world.committees.minutes_left[n])
    setting.spend_committee(n, Activity.IDLE, left)
