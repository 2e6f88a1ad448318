"""When the commons make an affair: parking and encroachments, seen once quarrels make them plain (§6.3 e, §6.5)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, AffairState, Housing, RecognizedBy, Scope
from sim.institutions.affairs import onset, reach, steps
from sim.institutions.setting import Setting


def arise(setting: Setting, before: np.ndarray) -> None:
    """Let parking and encroachment affairs arise, worsen with the commons, and be recognised (phase 2).

    Parameters
    ----------
    before : ndarray of float
        Share of enclosed spaces by estate at the start of the phase.
    """
    _parking(setting, before)
    _encroachments(setting)


def _standing(setting: Setting, klass: AffairClass) -> dict[int, int]:
    """Return affairs of a class that are neither lapsed nor moot, by their place."""
    a, count = setting.world.affairs, setting.world.n("affairs")
    rows = np.flatnonzero((a.klass[:count] == klass) & (a.state[:count] <= AffairState.RESOLVED))
    place = a.estate if klass == AffairClass.PARKING else a.lane
    return dict(zip(place[rows].tolist(), rows.tolist(), strict=True))


def _parking(setting: Setting, before: np.ndarray) -> None:
    world, p = setting.world, setting.params
    estates, a = world.estates, world.affairs
    standing = _standing(setting, AffairClass.PARKING)
    for estate in range(world.n("estates")):
        shortage, enclosed = float(estates.shortage[estate]), float(estates.enclosed_share[estate])
        row = standing.get(estate, -1)
        n = int(estates.neighbourhood[estate])
        grown = enclosed - float(before[estate])
        if grown > p.affairs.rush_growth:
            setting.chronicle.tell(EventKind.ENCLOSURE_RUSH, n, affair=row, share=round(enclosed, 2))
        if row < 0:
            if shortage < p.affairs.parking_onset_shortage and enclosed == 0:
                continue
            row = onset.create(
                setting, n, AffairClass.PARKING, Scope.ESTATE, -1, estate, int(estates.eid[estate]) % 2**20
            )
            a = world.affairs
        if a.state[row] <= AffairState.EXECUTED:
            a.severity[row] = min(1.0, shortage + enclosed)
        if a.state[row] == AffairState.LATENT and estates.paralysed[estate]:
            event = setting.chronicle.tell(EventKind.PARKING_PARALYSIS, n, affair=row, share=round(enclosed, 2))
            steps.recognize(setting, row, RecognizedBy.QUARREL, cause=event)


def _encroachments(setting: Setting) -> None:
    world, p = setting.world, setting.params.affairs
    lanes, a = world.lanes, world.affairs
    standing = _standing(setting, AffairClass.ENCROACHMENT)
    homes, n_lanes = world.households, world.n("lanes")
    dwellings = np.bincount(homes.lane, minlength=n_lanes).tolist()
    built = np.bincount(homes.lane[homes.encroachment], minlength=n_lanes).tolist()
    for lane in np.flatnonzero(lanes.housing != Housing.COMMODITY).tolist():
        n_built = built[lane]
        row = standing.get(lane, -1)
        if row < 0:
            if n_built == 0:
                continue
            row = onset.create(
                setting, int(lanes.neighbourhood[lane]), AffairClass.ENCROACHMENT, Scope.LANE, lane,
                int(lanes.estate[lane]), int(lanes.eid[lane]) % 2**20,
            )  # fmt: skip
            a = world.affairs
        if a.state[row] <= AffairState.EXECUTED:
            a.severity[row] = min(1.0, n_built / dwellings[lane] / p.hazard_scale)
            if a.state[row] == AffairState.LATENT and n_built == 0:
                steps.close(setting, row, AffairState.MOOT)
        if a.state[row] == AffairState.LATENT and lanes.disputes[lane] >= p.disputes_recognize:
            lanes.disputes[lane] = 0
            steps.recognize(setting, row, RecognizedBy.QUARREL)


def open_loss(setting: Setting) -> None:
    """Give households that built after the affair was recognised their stake as owners (phase 2)."""
    world = setting.world
    a, stakes = world.affairs, world.stakes
    for row in _standing(setting, AffairClass.ENCROACHMENT).values():
        if not AffairState.RECOGNIZED <= a.state[row] <= AffairState.EXECUTED:
            continue
        block = reach.stakes_of(setting, row)
        built = world.households.encroachment[stakes.household[block]]
        missing = block.start + np.flatnonzero(built & (stakes.loss[block] == 0))
        if len(missing):
            setting.society.open_beliefs_of(row, missing)
