"""When the commons make an affair: parking and encroachments arise, worsen, and are made plain (§6.3, §6.5)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, AffairState, Housing, RecognizedBy, Scope
from sim.institutions import commons
from sim.institutions.affairs import reach
from tests.helpers.affairs import new_affair

LATENT, EXECUTED, RESOLVED = AffairState.LATENT, AffairState.EXECUTED, AffairState.RESOLVED
LAPSED, MOOT, RECOGNIZED = AffairState.LAPSED, AffairState.MOOT, AffairState.RECOGNIZED


@pytest.fixture
def estates(setting):
    """Two estates without shortage or enclosures; two lanes of old housing in which nobody has built; no affairs."""
    world = setting.world
    world.affairs.state[: world.n("affairs")] = LAPSED
    world.estates.shortage[:], world.estates.enclosed_share[:], world.estates.paralysed[:] = 0, 0, False
    world.households.encroachment[:], world.lanes.housing[:], world.lanes.disputes[:] = False, Housing.OLD_LANE, 0
    return world.estates


def open_affairs(setting, klass):
    """Return rows of a class that are neither lapsed nor moot."""
    a, count = setting.world.affairs, setting.world.n("affairs")
    return np.flatnonzero((a.klass[:count] == klass) & (a.state[:count] <= RESOLVED)).tolist()


def arise(setting, before=0.0):
    """Let the commons make affairs."""
    commons.arise(setting, np.full(setting.world.n("estates"), before))


@pytest.mark.parametrize(
    ("shortage", "enclosed", "arises"), [(0.25, 0.0, True), (0.24, 0.0, False), (0.0, 0.01, True), (0.5, 0.5, True)]
)
def test_parking_arises_from_a_shortage_of_a_quarter_or_the_first_enclosure(
    setting, estates, shortage, enclosed, arises
):
    estates.shortage[0], estates.enclosed_share[0] = shortage, enclosed
    estates.eid[0] = 2**20 + 5
    arise(setting, enclosed)
    rows, a = open_affairs(setting, AffairClass.PARKING), setting.world.affairs
    assert len(rows) == arises
    for row in rows:
        assert (a.scope[row], a.lane[row], a.estate[row], a.state[row]) == (Scope.ESTATE, -1, 0, LATENT)
        assert a.severity[row] == shortage + enclosed
    arise(setting, enclosed)
    assert open_affairs(setting, AffairClass.PARKING) == rows


@pytest.mark.parametrize(("eid", "slot"), [(2**20 + 5, 5), (3 * 2**20, 0), (7, 7)])
@pytest.mark.parametrize("klass", [AffairClass.PARKING, AffairClass.ENCROACHMENT])
def test_the_slot_is_the_birth_slot_of_the_place(setting, estates, monkeypatch, klass, eid, slot):
    """Identities are neighbourhood · 2²⁰ + birth slot (§3)."""
    world, made = setting.world, []
    row = new_affair(setting, klass)
    world.affairs.state[row] = LAPSED
    world.lanes.eid[0] = estates.eid[0] = eid
    estates.shortage[0] = float(klass == AffairClass.PARKING)
    world.households.encroachment[np.flatnonzero(world.households.lane == 0)[0]] = klass == AffairClass.ENCROACHMENT
    monkeypatch.setattr(commons.onset, "create", lambda *what: made.append(what[1:]) or row)
    arise(setting)
    place = (Scope.ESTATE, -1, 0) if klass == AffairClass.PARKING else (Scope.LANE, 0, int(world.lanes.estate[0]))
    assert made == [(0, klass, *place, slot)]


@pytest.mark.parametrize(
    ("state", "severity", "again"),
    [(LATENT, 0.75, 0), (EXECUTED, 0.75, 0), (RESOLVED, 0.1, 0), (LAPSED, 0.1, 1), (MOOT, 0.1, 1)],
)
def test_parking_follows_shortage_and_enclosures_until_it_is_resolved(setting, estates, state, severity, again):
    """.5 + .25; while an affair stands, even resolved, no other arises; once it lapsed, another does."""
    row = new_affair(setting, AffairClass.PARKING, lane=0, scope=Scope.ESTATE)
    a, estate = setting.world.affairs, int(setting.world.lanes.estate[0])
    a.state[row], a.severity[row] = state, 0.1
    estates.shortage[estate], estates.enclosed_share[estate] = 0.5, 0.25
    arise(setting, 0.25)
    a = setting.world.affairs
    assert a.severity[row] == severity
    assert len([each for each in open_affairs(setting, AffairClass.PARKING) if each != row]) == again


def test_severity_is_one_at_most(setting, estates):
    estates.shortage[0] = estates.enclosed_share[0] = 0.75
    world = setting.world
    world.households.encroachment[world.households.lane == 0] = True
    arise(setting)
    rows = open_affairs(setting, AffairClass.PARKING) + open_affairs(setting, AffairClass.ENCROACHMENT)
    assert len(rows) == 2 and setting.world.affairs.severity[rows].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("before", "rush"), [(0.25, True), (0.3, False), (0.5, False), (0.9, False)])
def test_enclosures_that_grow_by_more_than_a_fifth_in_a_month_are_a_rush(setting, estates, before, rush):
    """From .25 to .504: told as .5; from .3 they grow by .204 - against a limit of .204 itself."""
    estates.enclosed_share[0] = 0.504
    setting.params.affairs.rush_growth = 0.504 - 0.3
    arise(setting, before)
    told = [each for each in setting.chronicle.events if each.kind == EventKind.ENCLOSURE_RUSH]
    assert [each.arguments for each in told] == ([{"share": 0.5}] if rush else [])
    assert [each.affair for each in told] == [-1] * rush


@pytest.mark.parametrize(
    ("state", "paralysed", "seen"), [(LATENT, True, True), (LATENT, False, False), (EXECUTED, True, False)]
)
def test_paralysis_makes_parking_plain(setting, estates, state, paralysed, seen):
    row = new_affair(setting, AffairClass.PARKING, lane=0, scope=Scope.ESTATE)
    a, estate = setting.world.affairs, int(setting.world.lanes.estate[0])
    a.state[row], a.consent_required[row], estates.paralysed[estate] = state, True, paralysed
    estates.enclosed_share[estate] = 0.126
    arise(setting, 0.126)
    assert a.state[row] == (RECOGNIZED if seen else state)
    told = [each for each in setting.chronicle.events if each.kind == EventKind.PARKING_PARALYSIS]
    assert [each.arguments for each in told] == ([{"share": 0.13}] if seen else [])
    if seen:
        assert a.recognized_by[row] == RecognizedBy.QUARREL and setting.chronicle.events[-1].cause == told[0].event


@pytest.mark.parametrize(
    ("housing", "built", "arises"),
    [
        (Housing.OLD_LANE, 1, True),
        (Housing.NEW_VILLAGE, 2, True),
        (Housing.OLD_LANE, 0, False),
        (Housing.COMMODITY, 2, False),
    ],
)
def test_encroachments_arise_where_somebody_has_built(setting, estates, housing, built, arises):
    """Severity: the share of the lane that has built, full at .8 here."""
    world = setting.world
    world.lanes.housing[0], setting.params.affairs.hazard_scale = housing, 0.8
    here = np.flatnonzero(world.households.lane == 0)
    world.households.encroachment[here[:built]] = True
    for _ in range(2):
        arise(setting)
        rows, a = open_affairs(setting, AffairClass.ENCROACHMENT), world.affairs
        assert [(a.lane[row], a.estate[row]) for row in rows] == [(0, world.lanes.estate[0])] * arises
        assert all(a.severity[row] == pytest.approx(built / len(here) / 0.8) for row in rows)


@pytest.mark.parametrize(
    ("state", "built", "disputes", "after"),
    [
        (LATENT, 0, 0, MOOT),
        (LATENT, 0, 5, MOOT),
        (RECOGNIZED, 0, 5, RECOGNIZED),
        (LATENT, 1, 1, LATENT),
        (LATENT, 1, 2, RECOGNIZED),
        (EXECUTED, 1, 2, EXECUTED),
        (RESOLVED, 0, 0, RESOLVED),
    ],
)
def test_two_disputes_make_encroachments_plain_and_nothing_left_is_moot(
    setting, estates, state, built, disputes, after
):
    world, row = setting.world, new_affair(setting, AffairClass.ENCROACHMENT)
    a = world.affairs
    a.state[row], a.consent_required[row], a.severity[row], world.lanes.disputes[1] = state, True, 0.9, disputes
    world.households.encroachment[np.flatnonzero(world.households.lane == 1)[:built]] = True
    arise(setting)
    assert a.state[row] == after and world.lanes.disputes[1] == (0 if after == RECOGNIZED != state else disputes)
    assert bool(a.severity[row] == 0.9) is (state == RESOLVED)
    assert state != LATENT or after != RECOGNIZED or a.recognized_by[row] == RecognizedBy.QUARREL


@pytest.mark.parametrize(("state", "opens"), [(LATENT, False), (RECOGNIZED, True), (EXECUTED, True), (RESOLVED, False)])
def test_who_built_after_the_affair_was_seen_has_an_owners_stake_too(setting, estates, monkeypatch, state, opens):
    """The second and the fifth household have built, the fifth has a loss already."""
    world, row, opened = setting.world, new_affair(setting, AffairClass.ENCROACHMENT), []
    block, stakes = reach.stakes_of(setting, row), world.stakes
    world.affairs.state[row] = state
    stakes.loss[block] = 0
    world.households.encroachment[stakes.household[block][[1, 4]]] = True
    stakes.loss[block.start + 4] = 0.5
    monkeypatch.setattr(setting.society, "open_beliefs_of", lambda which, rows: opened.append((which, rows.tolist())))
    commons.open_loss(setting)
    assert opened == ([(row, [block.start + 1])] if opens else [])
    stakes.loss[block.start + 1] = 0.5
    opened.clear()
    commons.open_loss(setting)
    assert opened == []


def test_an_affair_in_the_first_row_stands_like_any_other(setting, estates):
    a, world = setting.world.affairs, setting.world
    here = np.flatnonzero(world.households.lane == 0)
    for klass in (AffairClass.PARKING, AffairClass.ENCROACHMENT):
        a.klass[0], a.state[0], a.lane[0], a.estate[0] = klass, EXECUTED, 0, 0
        estates.shortage[0] = float(klass == AffairClass.PARKING)
        world.households.encroachment[here[0]] = klass == AffairClass.ENCROACHMENT
        arise(setting)
        assert open_affairs(setting, klass) == [0]
