"""Where teams meet: halls that units lend, venues that are rented (§6.5, §6.7)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Money
from sim.institutions.setting import Setting
from sim.institutions.teams.membership import active
from sim.institutions.units import link


def free_hall(setting: Setting, team: int) -> None:
    """Return a hall that was lent to a team."""
    units = setting.world.units
    units.lent_to[units.lent_to == team] = -1


def borrow_hall(setting: Setting, team: int) -> bool:
    """Borrow an idle hall of a unit for a team, the most linked unit first; return whether one was lent."""
    world = setting.world
    units, teams = world.units, world.teams
    n = teams.neighbourhood[team]
    free = [
        u
        for u in range(world.n("units"))
        if units.neighbourhood[u] == n
        and units.active[u]
        and units.lent_to[u] < 0
        and units.hall_hours[u] >= setting.params.units.hall_hours_per_team
    ]
    free.sort(key=lambda u: (-link(setting, u), int(units.eid[u])))
    for u in free:
        if setting.uniform(Purpose.OFFER, int(units.eid[u]), int(teams.eid[team])) < link(setting, u):
            units.lent_to[u], units.lent_since[u] = team, setting.month
            teams.has_venue[team] = True
            return True
    return False


def ask_halls_back(setting: Setting) -> None:
    """Let units decide anew after every term, with P = link, whether to lend; one that has left lends no more."""
    units, teams = setting.world.units, setting.world.teams
    for u in np.flatnonzero(units.lent_to[: setting.world.n("units")] >= 0):
        team, months = int(units.lent_to[u]), setting.month - int(units.lent_since[u])
        asked = months > 0 and months % setting.params.teams.loan_months == 0
        u_draw = setting.uniform(Purpose.OFFER, int(units.eid[u]), int(teams.eid[team]), 1)
        if not units.active[u] or (asked and u_draw >= link(setting, int(u))):
            units.lent_to[u] = -1
            teams.has_venue[team] = False


def rent_venues(setting: Setting, n: int) -> None:
    """Rent venue slots, a term at a time, for teams without one from money for venues and events (phase 9)."""
    teams = setting.world.teams
    months = setting.params.teams.rent_months
    fen = months * round(100 * setting.params.money.venue_rent_yuan)
    for team in active(setting, n):
        if teams.rented_until[team] == setting.month:
            teams.has_venue[team] = False
        if teams.has_venue[team] or setting.ledger.balance(n, Account.VENUES_AND_EVENTS) < fen:
            continue
        setting.ledger.pay(n, Account.VENUES_AND_EVENTS, fen, Money.EVENT)
        teams.has_venue[team], teams.rented_until[team] = True, setting.month + months


def help_team(setting: Setting, n: int) -> bool:
    """Find a venue for a team without one."""
    teams = setting.world.teams
    without = [t for t in active(setting, n) if not teams.has_venue[t]]
    without.sort(key=lambda t: int(teams.eid[t]))
    for team in without:
        if borrow_hall(setting, team):
            teams.public_orientation[team] = min(
                1.0, float(teams.public_orientation[team]) + setting.params.teams.orientation_asked
            )
            return True
    return False
