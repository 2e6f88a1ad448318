"""The whole of the society: the protocol, a month in any order of rows, the same bits without the compiler."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from sim.foundation.parameters import declarations
from sim.foundation.terms import Act, AffairClass, Channel, Scope
from sim.protocols.society import Asker, Invitation, Society, Works
from sim.society.beliefs import block
from sim.society.society import CompiledSociety
from sim.world.identity import check, state_hash
from sim.world.state import reset_month
from tests.society.build import add_affair, build, permuted, society


def crowd(n=60, seed=3):
    """Make a busy world: lanes, kitchens, cars, encroachments, teams, three affairs; nothing about it is even."""
    sizes = 1 + np.arange(n) * 7 % 5
    lanes = np.arange(n) * 3 // n
    ties = [(5 * i, 5 * ((i + step) % n), 0.2 + 0.1 * (i % 7)) for i in range(n) for step in (1, 4)]
    world = build(sizes, lanes, ties, n_staff=2, seed=seed, n_estates=2)
    h, r = world.households, world.residents
    h.kitchen[:] = np.where(np.arange(n) % 5 < 3, np.arange(n) // 5, -1)
    h.cars[:], h.encroachment[:] = np.arange(n) % 3, np.arange(n) % 4 == 0
    h.enclosure_threshold[:], world.estates.spaces[:] = 0.2 + 0.01 * np.arange(n), 9
    r.party_member[:] = np.arange(len(r.eid)) % 6 == 0
    r.home[:] = np.where(r.kind > 0, 0.2 + 0.03 * (np.arange(len(r.eid)) % 10), 0.0)
    for klass in (AffairClass.ENVIRONMENT, AffairClass.ENCROACHMENT, AffairClass.GOVERNMENT_WORKS):
        affair = add_affair(world, np.arange(klass, n - klass), klass, 0.5 + 0.02 * np.arange(n - 2 * klass), 0.6)
        world.affairs.inside_dwellings[affair] = klass == AffairClass.GOVERNMENT_WORKS
    world.committees.symbolic_share[0] = 0.4
    return world


def by_eid(world, rows):
    return np.asarray(rows)[np.argsort(world.residents.eid[rows])]


def affected(world, affair):
    """Return the rows of the households that an affair affects."""
    return world.stakes.household[block(world, affair)]


def live(world, months=3):
    """Live some months in which every method is called; return the hash and what was answered."""
    s = society(world, ties={"p_dispute_kitchen": 0.3}, voice={"complaints_per_month": 0.5})
    said = []
    for _ in range(months):
        s.enclose()
        s.encroach()
        s.meet()
        s.form_ties()
        name = world.households.eid
        works = Works(2, 0.3, 0.5, affected(world, 2))
        said += [(name[q.household_a], name[q.household_b], q.reason) for q in s.quarrel([works])]
        adults = by_eid(world, np.flatnonzero(world.residents.adult & (world.residents.kind == 1)))
        households, affairs = s.complain(np.arange(3))
        said.append((name[households].tolist(), affairs.tolist()))
        hearing = Invitation(Act.HEARING, adults, Asker.COMMITTEE, 0, 5, stake=0.9, bonus=2.0)
        duty = Invitation(Act.DUTY, adults[::3], Asker.NEIGHBOURS, -1, 6, bonus=2.0, owned=True)
        s.answer([hearing, duty])
        s.meet_at([hearing.accepted, duty.accepted], [5, 6], Channel.MEETING)
        staff = np.flatnonzero(world.residents.kind > 1)
        s.link_to_staff(hearing.accepted, staff, 5)
        s.settle_ties()
        for affair in range(3):
            if world.month == 0:
                s.open_beliefs(affair)
            said += [s.hear(affair, hearing.accepted, 0.4), s.spread_rumour(affair, hearing.accepted)]
            s.vote(affair, hearing.accepted)
            said += [s.votes(affair), s.support_share(affair), s.mean_benefit(affair)]
            s.redesign(affair, 0.3)
            said += [s.sign(affair, 0.1), s.sign_late(affair, 0.1), s.persuade(affair, duty.accepted[:5])]
            said += [s.agreement(affair), s.give_word(affair, 0.2), s.comply(affair, 0.5, 1.0)]
            s.show(affair, duty.accepted, 0.8)
            said.append(s.realised(affair))
        s.talk(np.arange(3))
        s.remove_encroachments(1)
        s.remove_enclosures(0)
        s.disappointed(2)
        s.contact_committee(Scope.NEIGHBOURHOOD, 0, 20, 4)
        s.contact_committee(Scope.LANE, 1, 5, 4)
        s.notice_symbolic()
        s.reward(hearing.accepted)
        s.disappoint(duty.accepted)
        s.close_month()
        check(world)
        reset_month(world)
        world.month += 1
    return state_hash(world), said


def test_every_method_of_the_protocol_is_there():
    promised = {name for name in vars(Society) if not name.startswith("_") and callable(getattr(Society, name))}
    assert len(promised) > 35
    assert not promised - set(vars(CompiledSociety))


def test_the_order_of_rows_changes_nothing():
    world = crowd()
    dwellings = np.random.default_rng(7).permutation(world.n("households"))
    ties = np.random.default_rng(8).permutation(world.n("ties"))
    first = [int(world.affairs.first_stake[a]) for a in range(3)]
    stakes = np.concatenate([np.arange(f, f + int(world.affairs.n_stakes[a]))[::-1] for a, f in enumerate(first)])
    other = permuted(world, dwellings, ties, stakes)
    assert state_hash(other) == state_hash(world)
    assert live(other) == live(world)


def test_a_new_seed_changes_much():
    assert live(crowd(seed=3), 1)[1] != live(crowd(seed=4), 1)[1]


def test_without_the_compiler_the_bits_are_the_same():
    code = "from tests.society import test_society as t; print(t.live(t.crowd(20), 2)[0])"
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert plain.stdout.strip() == live(crowd(20), 2)[0]


def test_replaced_parameters_are_used():
    s = society(crowd())
    before = s._beliefs
    assert s._beliefs is before
    s.params = society(crowd(), beliefs={"caution": 1.0}).params
    assert s._beliefs.caution == 1.0


def test_every_number_is_declared_and_within_its_range():
    params = society(crowd()).params
    for group in ("participation", "ties", "beliefs", "voice", "commons"):
        declared = declarations(getattr(params, group))
        assert set(declared) == set(vars(getattr(params, group)))
        for name, declaration in declared.items():
            values = getattr(params, group).__dict__[name]
            for value in values.values() if isinstance(values, dict) else [values]:
                assert isinstance(value, str) or declaration.low <= value <= declaration.high, name
