"""What a committee learns: gap, discovery, credit, consciousness, lateness, a new chair - by hand (§6.6)."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.terms import AffairClass, AffairState, Bottleneck
from sim.institutions.committee import learning, repertoire
from sim.institutions.desk import CommitteeDesk
from sim.institutions.setting import Block
from sim.mechanisms.registry import PRACTICES
from sim.world.persons import NEVER
from tests.helpers.bodies import affair

NAMES = [practice.name for practice in PRACTICES]
CLASS = AffairClass.ENVIRONMENT


@pytest.mark.parametrize(
    ("aspiration", "performance", "gap"), [(0.5, 0.25, 0.5), (0.5, 0.6, 0), (0.5, 0.0, 1), (0, 0, 0), (0.4, -0.1, 1)]
)
def test_the_gap_is_clipped(setting, aspiration, performance, gap):
    c = setting.world.committees
    c.aspiration[0, CLASS], c.performance[0, CLASS] = aspiration, performance
    assert learning._gap(setting, 0, CLASS) == pytest.approx(gap)


@pytest.mark.parametrize(("u", "found"), [(0.0119, True), (0.0121, False)])
def test_discovery_is_delta_times_gap_times_affordance(setting, fresh, monkeypatch, u, found):
    row, k = affair(setting, CLASS, state=1, severity=0.5), NAMES.index("chain")
    fresh.committees.aspiration[0, CLASS], fresh.committees.performance[0, CLASS] = 0.5, 0.25
    setting.blocks[0] = [Block(row, Bottleneck.CONSENT)]
    monkeypatch.setattr(type(PRACTICES[k]), "affordance", lambda *_: 0.2)
    monkeypatch.setattr(draws, "uniform", lambda *key: u if key[-2] == k else 0.999)
    learning.search(setting, 0, CommitteeDesk(setting, 0))
    assert fresh.repertoire.known[repertoire.cell(setting, 0, k, CLASS)] == found  # .12 · .5 · .2 = .012
    assert fresh.repertoire.known.sum() == found


def test_without_a_gap_or_affordance_nothing_is_found(setting, fresh, monkeypatch):
    row = affair(setting, CLASS, state=1, severity=0.5)
    setting.blocks[0] = [Block(row, Bottleneck.CONSENT)]
    monkeypatch.setattr(draws, "uniform", lambda *_: 0.0)
    for gap, afford in ((0.0, 1.0), (1.0, 0.0)):
        fresh.committees.aspiration[0], fresh.committees.performance[0] = 0.5, 0.5 - gap / 2
        for practice in PRACTICES:
            monkeypatch.setattr(type(practice), "affordance", lambda *_, afford=afford: afford)
        learning.search(setting, 0, None)
        assert not fresh.repertoire.known.any()


def test_the_heaviest_affair_of_a_class_shows_its_bottleneck(setting, fresh):
    a = setting.world.affairs
    big, severe, twin, other = (affair(setting, CLASS, state=1) for _ in range(4))
    a.severity[[big, severe, twin, other]] = [0.4, 0.6, 0.4, 0.1]
    a.n_affected[[big, severe, twin, other]] = [100, 25, 100, 4]  # .4 · 10 > .6 · 5
    a.klass[other], a.eid[twin] = AffairClass.LAPSED_MANAGEMENT, a.eid[big] + 10
    consent, nobody = Bottleneck.CONSENT, Bottleneck.NOBODY_TO_ASK
    setting.blocks[0] = [Block(row, consent) for row in (severe, big, other, twin)] + [
        Block(row, nobody) for row in (other, big, severe)
    ]
    assert learning._shown(setting, 0) == [(0, consent, other), (CLASS, nobody, big), (CLASS, consent, twin)]


@pytest.mark.parametrize(
    ("column", "bottlenecks"),
    [
        ("recognized", {Bottleneck.SEEN}),
        ("committed", {Bottleneck.CONSENT, Bottleneck.NOBODY_TO_ASK}),
        ("executed", {Bottleneck.LABOUR, Bottleneck.MONEY}),
    ],
)
def test_a_requirement_that_is_met_counts_half_for_what_was_used(setting, fresh, column, bottlenecks):
    a = fresh.affairs
    rows = [affair(setting, CLASS, state=4) for _ in range(4)]
    late, elsewhere, dispute = rows[1:]
    for name in ("recognized", "committed", "executed"):
        getattr(a, name)[rows] = setting.month - 1
    getattr(a, column)[rows] = setting.month
    getattr(a, column)[late] = setting.month - 1
    a.neighbourhood[elsewhere], a.klass[dispute] = 1, AffairClass.DISPUTE
    a.used[rows] = NEVER
    a.used[rows, : len(NAMES) : 2] = setting.month - 2
    a.used[elsewhere] = NEVER
    setting.learning = False
    learning.credit_requirements(setting, 0)
    assert not fresh.repertoire.successes.any()
    setting.learning = True
    learning.credit_requirements(setting, 0)
    for k, practice in enumerate(PRACTICES):
        expected = 0.5 * 0.95**2 if practice.bottleneck in bottlenecks and k % 2 == 0 else 0.0
        got = fresh.repertoire.successes[repertoire.rows_of(setting, 0, k)]
        assert got[CLASS] == pytest.approx(expected) and np.count_nonzero(got) == (expected > 0)


def test_closures_of_others_and_unseen_ones_do_not_count(setting, fresh):
    a, c = fresh.affairs, fresh.committees
    rows = [affair(setting, CLASS, state=AffairState.RESOLVED, closed=setting.month, recognized=1) for _ in range(5)]
    a.neighbourhood[rows[1]], a.closed[rows[2]] = 1, setting.month - 1
    a.recognized[rows[3]], a.klass[rows[4]] = NEVER, AffairClass.DISPUTE
    c.performance[0] = 0.25
    learning.credit_closures(setting, 0)
    assert c.performance[0, CLASS] == pytest.approx(0.25 + 0.15 * 0.75)
    assert (np.delete(c.performance[0], CLASS) == 0.25).all()


@pytest.mark.parametrize(("severity", "y"), [(0.5, 0.65), (1.0, 1.0), (0.0, 0.0)])
def test_credit_stops_at_one_and_moves_the_running_mean(setting, fresh, severity, y):
    row = affair(setting, CLASS, state=AffairState.RESOLVED, scope=1, severity_closed=severity, committee_minutes=0)
    fresh.affairs.scope[row] = 1
    mean, k = fresh.committees.mean_credit, NAMES.index("chain")
    fresh.affairs.used[row] = NEVER
    fresh.affairs.used[row, k] = setting.month
    mean[0, CLASS] = 0.2 if severity else 0.0
    learning._credit(setting, 0, row, CLASS, True)
    before = 0.2 if severity else 0.0
    assert mean[0, CLASS] == pytest.approx(before + 0.1 * (y - before))
    rows = fresh.repertoire.successes[repertoire.rows_of(setting, 0, k)]
    assert rows[CLASS] == (1.0 if y > before else 0.0)
    assert np.count_nonzero(fresh.repertoire.successes) == (y > before)


@pytest.mark.parametrize(("successes", "was", "becomes"), [(2.0, False, True), (1.99, False, False), (0.5, True, True)])
def test_two_successes_make_conscious_and_below_half_tacit(setting, fresh, monkeypatch, successes, was, becomes):
    known, rows = fresh.repertoire, repertoire.rows_of(setting, 0, NAMES.index("chain"))
    known.conscious[rows], known.known[rows.start + CLASS] = was, True
    known.successes[rows.start + CLASS], known.value[rows.start + CLASS] = successes, 0.8
    monkeypatch.setattr(draws, "uniform", lambda *_: 0.5)
    told = len(setting.chronicle.events)
    learning._settle_practice(setting, 0, NAMES.index("chain"))
    assert known.conscious[rows].all() == becomes == known.conscious[rows].any()
    assert len(setting.chronicle.events) - told == (was != becomes)
    if becomes and not was:
        assert np.delete(known.value[rows], CLASS) == pytest.approx(0.35 * 0.8)  # midway of .2 to .5
        assert known.value[rows.start + CLASS] == 0.8


def test_what_was_never_conscious_does_not_become_tacit(setting, fresh):
    told = len(setting.chronicle.events)
    learning._settle_practice(setting, 0, NAMES.index("chain"))
    assert len(setting.chronicle.events) == told


def test_values_and_successes_fade_in_all_classes_and_of_this_committee_only(setting, fresh):
    known, count = fresh.repertoire, len(NAMES) * len(AffairClass)
    fresh.append("repertoire", count)
    known = fresh.repertoire
    known.value[: 2 * count], known.successes[: 2 * count], known.conscious[: 2 * count] = 0.5, 1.0, False
    learning.settle(setting, 0)
    assert known.value[:count] == pytest.approx(0.1 + 0.995 * 0.4) and (known.value[count : 2 * count] == 0.5).all()
    learning.change_chair(setting, 0)
    assert (known.value[count : 2 * count] == 0.5).all() and (known.successes[count : 2 * count] == 1.0).all()


@pytest.mark.parametrize(
    ("state", "months", "late"),
    [
        (AffairState.RECOGNIZED, 10, True),
        (AffairState.EXECUTED, 10, True),
        (AffairState.RECOGNIZED, 9, False),
        (AffairState.LATENT, 10, False),
        (AffairState.RESOLVED, 10, False),
    ],
)
def test_overdue_affairs_cost_a_hundredth_each_two_at_most(setting, fresh, state, months, late):
    rows = [affair(setting, CLASS, state=state, recognized=setting.month - months) for _ in range(3)]
    fresh.affairs.neighbourhood[rows[2]] = 1
    fresh.committees.performance[0] = 0.5
    learning.lose_to_overdue(setting, 0)
    assert fresh.committees.performance[0, CLASS] == pytest.approx(0.5 * (0.98 if late else 1.0))
    assert (np.delete(fresh.committees.performance[0], CLASS) == 0.5).all()


def test_aspiration_follows_the_peers_mean_if_it_is_highest(setting, fresh, monkeypatch):
    c = fresh.committees
    fresh.append("committees", 2)
    c = fresh.committees
    c.performance[:3], c.aspiration[0] = [[0.3], [0.5], [0.9]], 0.5
    monkeypatch.setattr(type(setting), "peers", lambda *_: [1, 2])
    learning.adapt(setting, 0)
    assert c.aspiration[0] == pytest.approx(0.5 + 0.01 * (0.7 - 0.5))


@pytest.mark.parametrize(
    ("conscious", "u", "survives"), [(True, 0.69, 1), (True, 0.7, 0), (False, 0.39, 1), (False, 0.4, 0)]
)
def test_what_is_conscious_survives_a_chair_more_often(setting, fresh, draw, conscious, u, survives):
    rows = repertoire.rows_of(setting, 0, NAMES.index("chain"))
    fresh.repertoire.known[rows], fresh.repertoire.conscious[rows] = True, conscious
    draw(u)
    learning.change_chair(setting, 0)
    assert fresh.repertoire.known[rows].all() == survives == fresh.repertoire.known[rows].any()
