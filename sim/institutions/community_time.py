"""Community time as it is spent: residents meet the committee in every hour of it (§6.4)."""

from sim.foundation.terms import Activity, Scope
from sim.institutions.setting import Setting

OF_BODIES = 2**40
"""Added to identities of committees and organizations, so that their draws differ from those of affairs."""


def spend(setting: Setting, n: int, activity: Activity, minutes: int, affair: int = -1) -> int:
    """Spend at most `minutes` of a committee's community time on an affair, or on the whole neighbourhood.

    Returns
    -------
    int
        Minutes spent. They are counted for the affair, and adults of the place that it concerns meet the committee.
    """
    spent = setting.spend_committee(n, activity, minutes)
    if affair < 0:
        key = OF_BODIES + int(setting.world.committees.eid[n])
        _meet(setting, Scope.NEIGHBOURHOOD, n, spent, key, activity)
        return spent
    a = setting.world.affairs
    a.committee_minutes[affair] += spent
    scope = Scope(a.scope[affair])
    place = int((a.lane[affair], a.estate[affair], n)[scope])
    _meet(setting, scope, place, spent, int(a.eid[affair]), activity)
    return spent


def spend_with(setting: Setting, n: int, activity: Activity, minutes: int, organization: int) -> int:
    """Spend community time with an organization of residents; adults of its territory meet the committee."""
    spent = setting.spend_committee(n, activity, minutes)
    o = setting.world.organizations
    lane, estate = int(o.lane[organization]), int(o.estate[organization])
    scope = Scope.LANE if lane >= 0 else Scope.ESTATE if estate >= 0 else Scope.NEIGHBOURHOOD
    place = (lane, estate, n)[scope]
    _meet(setting, scope, place, spent, OF_BODIES + int(o.eid[organization]), activity)
    return spent


def _meet(setting: Setting, scope: Scope, place: int, minutes: int, key: int, activity: Activity) -> None:
    contacts = minutes // round(60 * setting.params.committee.hours_per_contact)
    if contacts:
        setting.society.contact_committee(int(scope), place, contacts, key * 32 % 2**62 + int(activity))
