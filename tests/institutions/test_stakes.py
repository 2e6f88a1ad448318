"""Stakes that are renewed and dropped, and encroachments pulled down by notice (§3, §6.3; decision 0010)."""

import numpy as np
import pytest

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState
from sim.institutions.affairs import reach, removal, stakes
from tests.helpers.affairs import new_affair


@pytest.fixture
def opened(setting, monkeypatch):
    """Beliefs that were opened anew."""
    found = []
    monkeypatch.setattr(setting.society, "open_beliefs_of", lambda row, rows: found.append((row, rows.tolist())))
    return found


@pytest.mark.parametrize("klass", list(AffairClass)[:6])
def test_a_stake_is_a_row_for_each_affected_household_with_its_benefit(setting, klass):
    """Encroachments are about losses, not benefits; what is unknown stands as declared."""
    world = setting.world
    before = world.n("stakes")
    row = new_affair(setting, klass)
    a, s = world.affairs, world.stakes
    block = reach.stakes_of(setting, row)
    assert (block.start, block.stop) == (before, world.n("stakes")) and a.n_affected[row] == a.n_stakes[row] > 1
    assert (s.affair[block] == row).all() and len(set(s.household[block].tolist())) == a.n_stakes[row]
    assert bool((s.benefit[block] != 0).all()) is (klass != AffairClass.ENCROACHMENT)
    assert not s.signed[block].any() and (s.belief_precision[block] == 3).all()


def test_who_moves_in_has_stakes_of_its_own_in_what_is_kept(setting, opened):
    """Beliefs are opened of what is recognised, affair by affair; closed affairs have no stakes any more."""
    world = setting.world
    rows = [new_affair(setting, AffairClass.PARKING, slot=slot) for slot in range(4)]
    a, s = world.affairs, world.stakes
    a.state[:], a.n_stakes[: rows[0]] = AffairState.LAPSED, 0
    a.state[rows], a.klass[rows] = [0, 1, 6, 7], AffairClass.ENVIRONMENT
    a.n_stakes[rows[3]] = 0
    moved = s.household[reach.stakes_of(setting, rows[0])][[1, 3]]
    s.signed[:], s.benefit[:], s.belief_mean[:] = True, 9.0, 5.0
    stakes.renew_stakes(setting, moved)
    expected = [int(a.first_stake[row]) + k for row in rows[:3] for k in (1, 3)]
    assert np.flatnonzero(~s.signed[: world.n("stakes")]).tolist() == expected
    assert np.flatnonzero(s.benefit[: world.n("stakes")] != 9.0).tolist() == expected
    assert (s.belief_mean[expected] == 0).all()
    assert s.household[expected].tolist() == moved.tolist() * 3
    assert s.affair[expected].tolist() == [row for row in rows[:3] for _ in (1, 3)]
    assert opened == [(rows[1], expected[2:4]), (rows[2], expected[4:6])]
    opened.clear()
    stakes.renew_stakes(setting, moved[:0])
    assert opened == []


def test_who_moves_in_where_nothing_is_recognised_has_no_beliefs(setting, opened):
    row, a = new_affair(setting, AffairClass.PARKING), setting.world.affairs
    a = setting.world.affairs
    a.n_stakes[:row], a.state[row] = 0, AffairState.LATENT
    stakes.renew_stakes(setting, setting.world.stakes.household[reach.stakes_of(setting, row)][:1])
    assert opened == []


@pytest.mark.parametrize(
    ("rows", "kept", "dropped"),
    [(256, 128, True), (256, 129, False), (255, 100, False), (300, 0, True), (400, 7, True)],
)
def test_stakes_are_dropped_once_half_of_256_or_more_are_of_closed_affairs(setting, rows, kept, dropped):
    """Three affairs: the second is closed; what stays moves together, in order."""
    world = setting.world
    world.keep("stakes", 0)
    world.keep("affairs", 0)
    world.append("affairs", 3)
    world.append("stakes", rows)
    a, s = world.affairs, world.stakes
    s.household[:rows] = np.arange(rows)
    first = kept // 2
    a.first_stake[:3], a.n_stakes[:3] = [0, first, rows - (kept - first)], [first, 0, kept - first]
    stakes.compact_stakes(setting)
    assert world.n("stakes") == (kept if dropped else rows)
    if dropped:
        stay = [*range(first), *range(rows - (kept - first), rows)]
        assert s.household[:kept].tolist() == stay
        assert a.first_stake[[0, 2]].tolist() == ([0, first] if kept else [0, rows])


def test_an_affair_of_a_single_row_moves_too(setting):
    """Both affairs stay behind 298 rows of nobody."""
    world = setting.world
    world.keep("stakes", 0)
    world.keep("affairs", 0)
    world.append("affairs", 2)
    world.append("stakes", 300)
    a, s = world.affairs, world.stakes
    s.household[:300] = np.arange(300)
    a.first_stake[:2], a.n_stakes[:2] = [298, 299], 1
    stakes.compact_stakes(setting)
    assert a.first_stake[:2].tolist() == [0, 1] and s.household[:2].tolist() == [298, 299]


@pytest.fixture
def pulled(setting, monkeypatch):
    """An encroachment of seven households, the second, fourth and sixth of which built; what was done about it."""
    row, done, world = new_affair(setting, AffairClass.ENCROACHMENT), [], setting.world
    world.affairs.n_stakes[row] = 7
    rows = reach.affected_rows(setting, row)
    world.households.encroachment[:] = False
    world.households.encroachment[rows[[1, 3, 5]]] = True
    world.stakes.complied[:] = False
    s = setting.society
    monkeypatch.setattr(s, "remove_encroachments", lambda *what: done.append(("remove", *what)))
    monkeypatch.setattr(s, "experience", lambda homes, *what: done.append(("experience", homes.tolist(), *what)))
    monkeypatch.setattr(s, "fall_out", lambda a, b, eid: done.append(("fall_out", a.tolist(), b.tolist(), eid)))
    monkeypatch.setattr(removal.cases, "open_dispute", lambda _, *what: done.append(("dispute", *what)))
    return row, rows, done


def test_owners_comply_and_do_not_forget_it(setting, pulled):
    """Failure + 1 for the owners (§6.3)."""
    row, rows, done = pulled
    removal.pull_down(setting, row)
    complied = setting.world.stakes.complied[reach.stakes_of(setting, row)]
    assert np.flatnonzero(complied).tolist() == [1, 3, 5]
    assert done[:2] == [("remove", row), ("experience", rows[[1, 3, 5]].tolist(), 0.0, 1.0)]


@pytest.mark.parametrize("builders", [[1, 3, 5], [0, 1, 2, 3, 4]])
def test_each_owner_falls_out_with_a_neighbour_by_lot_who_has_not_built(setting, pulled, builders):
    """Owners in order of identity, neighbours in that of the lot, which begins anew when all had their turn.

    A dispute's slot: 3, then the lower and the higher birth slot, 20 bits each.
    """
    row, rows, done = pulled
    world = setting.world
    eids = world.households.eid
    eids[rows] = 5 * 2**20 + np.array([19, 13, 18, 16, 12, 11, 15])
    owners = sorted(rows[builders].tolist(), key=lambda h: int(eids[h]))
    others = rows[np.setdiff1d(np.arange(7), builders)]
    eid = int(world.affairs.eid[row])
    order = setting.by_lot(Purpose.SELECT, eids, others, eid).tolist()
    neighbours = [order[k % len(order)] for k in range(len(owners))]
    removal._quarrel_over_removal(setting, row, rows[builders])
    expected = [("fall_out", owners, neighbours, eid)]
    for owner, neighbour in zip(owners, neighbours, strict=True):
        low, high = sorted((int(eids[owner]) - 5 * 2**20, int(eids[neighbour]) - 5 * 2**20))
        expected.append(("dispute", owner, neighbour, 3 * 2**40 + low * 2**20 + high))
    assert done == expected


@pytest.mark.parametrize("builders", [[], list(range(7))])
def test_without_owners_or_others_nobody_falls_out(setting, pulled, builders):
    row, rows, done = pulled
    removal._quarrel_over_removal(setting, row, rows[builders])
    assert done == []


def test_who_moves_in_has_a_stake_where_it_is_the_only_one_affected(setting, opened):
    world = setting.world
    row = new_affair(setting, AffairClass.PARKING)
    world.affairs.n_stakes[:row], world.affairs.n_stakes[row] = 0, 1
    world.affairs.state[row] = AffairState.RECOGNIZED
    first = int(world.affairs.first_stake[row])
    world.stakes.signed[first] = True
    stakes.renew_stakes(setting, world.stakes.household[[first]])
    assert not world.stakes.signed[first] and opened == [(row, [first])]
