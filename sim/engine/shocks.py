"""What happens to a neighbourhood from outside, once, in its month (model.md §6.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairState, Kind
from sim.founding import newcomers
from sim.institutions import cases
from sim.institutions.affairs import reach, waiting
from sim.institutions.affairs import stakes as stakes_rules
from sim.institutions.committee import learning
from sim.institutions.contracts import settlement, signing

if TYPE_CHECKING:
    from sim.engine.model import NeighbourhoodModel


def strike(model: NeighbourhoodModel) -> None:
    """Let the configured shock strike in its month, and pass when its time is over."""
    shock, month = model.config.shock, model.world.month
    if shock.name == "none" or month < shock.month:
        return
    since = month - shock.month
    if since == 0:
        for n in range(model.world.n("neighbourhoods")):
            event = model.setting.chronicle.tell(EventKind.SHOCK, n, name=shock.name)
            START[shock.name](model, n, event)
    elif since == shock.months:
        END.get(shock.name, _nothing)(model)


def _nothing(model: NeighbourhoodModel) -> None:
    """Do nothing."""


def _chair_leaves(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Let the chair leave, and take along what only the chair knew."""
    learning.change_chair(model.setting, n, event)


def _unit_withdraws(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Let the unit with the largest contract, else the largest giver, leave."""
    setting, world = model.setting, model.world
    units, c = world.units, world.contracts
    running = signing.running(setting, n)
    here = [u for u in range(world.n("units")) if units.neighbourhood[u] == n and units.active[u]]
    if running:
        row = max(running, key=lambda r: (int(c.spaces[r]) * int(c.fee_fen[r]), -int(c.eid[r])))
        unit = int(c.unit[row])
        settlement.end(setting, row, "unit left", event)
    elif here:
        unit = max(here, key=lambda u: (int(units.gift_budget_fen[u]), -int(units.eid[u])))
    else:
        return
    units.active[unit] = False


def _admin_surge(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Let assigned tasks grow by three tenths for a year."""
    model.world.committees.load_factor[n] = model.config.shock.load_factor


def _admin_surge_ends(model: NeighbourhoodModel) -> None:
    model.world.committees.load_factor[:] = 1.0


def _backbones_leave(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Let half of the backbones move away, with their households."""
    setting, world = model.setting, model.world
    residents = world.residents
    rows = np.flatnonzero((residents.neighbourhood == n) & (residents.kind == Kind.RESIDENT) & residents.is_backbone)
    ranked = sorted(rows, key=lambda i: setting.hash(Purpose.SHOCK, int(residents.eid[i])))
    leaving = ranked[: int(model.config.shock.backbones_share * len(ranked))]
    households = sorted({int(residents.household[i]) for i in leaving}, key=lambda h: int(world.households.eid[h]))
    for household in households:
        newcomers.move_in(world, household, setting.params.founding)
    moved = np.array(households, dtype=np.int64)
    cases.drop_cases_of(setting, moved)
    stakes_rules.renew_stakes(setting, moved)


def _rumour(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Lower the beliefs of a tenth of the households about all open affairs."""
    world, setting = model.world, model.setting
    stakes = world.stakes
    eid = world.households.eid
    for row in waiting.open_rows(setting, n, latent=False):
        block = reach.stakes_of(setting, row)
        heard = [
            setting.uniform(Purpose.SHOCK, int(eid[h])) < model.config.shock.rumour_share
            for h in stakes.household[block]
        ]
        stakes.belief_mean[block] -= model.config.shock.rumour_size * np.array(heard, dtype=float)


def _fund_scandal(model: NeighbourhoodModel, n: int, event: int) -> None:
    """Let trust fall over a scandal about funds, and donations halve for a year."""
    world = model.world
    households = np.flatnonzero(world.households.neighbourhood == n)
    model.society.experience(households, 0.0, model.config.shock.scandal_failure)
    world.neighbourhoods.donations_factor[n] = model.config.shock.scandal_donations


def _fund_scandal_ends(model: NeighbourhoodModel) -> None:
    model.world.neighbourhoods.donations_factor[:] = 1.0


START = {
    "chair_leaves": _chair_leaves,
    "unit_withdraws": _unit_withdraws,
    "admin_surge": _admin_surge,
    "backbones_leave": _backbones_leave,
    "rumour": _rumour,
    "fund_scandal": _fund_scandal,
}
END = {"admin_surge": _admin_surge_ends, "fund_scandal": _fund_scandal_ends}

__all__ = ["AffairState", "strike"]
