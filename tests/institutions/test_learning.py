"""Credit, search, consciousness, loss with the chair, and the months of elections, by hand (§6.6)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, AffairState, Bottleneck, Scope
from sim.institutions.committee import learning, repertoire
from sim.institutions.setting import Block
from sim.mechanisms.registry import PRACTICES

NAMES = [practice.name for practice in PRACTICES]
CLASS = AffairClass.ENVIRONMENT


@pytest.fixture
def closed(setting):
    """An affair of the environment in one lane, closed this month, for which the chain was used two months ago."""
    setting.learning = True
    a, row = setting.world.affairs, 0
    a.klass[row], a.scope[row], a.recognized[row], a.closed[row] = CLASS, Scope.LANE, 0, setting.month
    a.severity_closed[row], a.committee_minutes[row], a.consent_required[row] = 0.6, 60 * 30, True
    a.seen_in_class[row] = 0.5
    a.used[row] = -9999
    a.used[row, NAMES.index("chain")] = setting.month - 2
    setting.world.repertoire.value[:], setting.world.repertoire.successes[:] = 0.1, 0.0
    others = np.arange(1, setting.world.n("affairs"))
    a.closed[others] = -9999
    return row


@pytest.mark.parametrize(
    ("state", "scope", "consent", "y"),
    [
        (AffairState.RESOLVED, Scope.LANE, True, 0.6 * 0.8 * 0.5 - 0.03),
        (AffairState.RESOLVED, Scope.ESTATE, True, 0.6 * 1.3 * 0.5 - 0.03),
        (AffairState.RESOLVED, Scope.LANE, False, 0.6 * 0.8 - 0.03),
        (AffairState.LAPSED, Scope.LANE, True, -0.05),
    ],
)
def test_credit_for_what_was_used(setting, closed, state, scope, consent, y):
    world, a = setting.world, setting.world.affairs
    a.state[closed], a.scope[closed], a.consent_required[closed] = state, scope, consent
    mean, performance = float(world.committees.mean_credit[0, CLASS]), float(world.committees.performance[0, CLASS])
    learning.credit_closures(setting, 0)
    cell = repertoire.cell(setting, 0, NAMES.index("chain"), CLASS)
    remains = 0.95**2
    assert world.repertoire.value[cell] == pytest.approx(0.1 + 0.25 * remains * (y - 0.1))
    assert world.repertoire.successes[cell] == pytest.approx(remains if y > mean else 0.0)
    others = np.delete(world.repertoire.value[: len(NAMES) * 7], cell)
    assert (others == 0.1).all()
    resolved = state == AffairState.RESOLVED
    assert world.committees.performance[0, CLASS] == pytest.approx(performance + 0.15 * (resolved - performance))


def test_moot_affairs_teach_nothing(setting, closed):
    setting.world.affairs.state[closed] = AffairState.MOOT
    before = setting.world.committees.performance.copy()
    learning.credit_closures(setting, 0)
    assert np.array_equal(setting.world.committees.performance, before)
    assert (setting.world.repertoire.value == 0.1).all()


def test_in_the_burn_in_closures_count_but_nobody_learns(setting, closed):
    setting.learning = False
    setting.world.affairs.state[closed] = AffairState.RESOLVED
    before = float(setting.world.committees.performance[0, CLASS])
    learning.credit_closures(setting, 0)
    assert setting.world.committees.performance[0, CLASS] > before
    assert (setting.world.repertoire.value == 0.1).all()


def conscious_after(setting, successes):
    known, k = setting.world.repertoire, NAMES.index("chain")
    rows = repertoire.rows_of(setting, 0, k)
    known.successes[:], known.value[rows], known.known[rows], known.conscious[rows] = 0.0, 0.1, False, False
    cell = repertoire.cell(setting, 0, k, CLASS)
    known.successes[cell], known.known[cell], known.discovered[cell], known.value[cell] = successes, True, 0, 0.5
    learning.settle(setting, 0)
    return known, rows


def test_two_successes_make_a_practice_conscious_in_all_classes(setting):
    known, rows = conscious_after(setting, 2.05)
    assert known.conscious[rows].all() and known.known[rows].all()
    value = 0.1 + 0.995 * 0.4
    assert known.value[rows].max() == pytest.approx(value)
    low, high = setting.params.learning.similarity
    others = np.delete(known.value[rows], CLASS)
    assert (others >= min(low * value, 0.1) - 1e-12).all() and (others <= high * value + 1e-12).all()


def test_fewer_do_not(setting):
    known, rows = conscious_after(setting, 2.0)  # 2 · .995 is less than 2
    assert not known.conscious[rows].any() and known.known[rows].sum() == 1


def test_a_conscious_practice_becomes_tacit_where_success_is_forgotten(setting):
    known, rows = conscious_after(setting, 2.05)
    known.successes[:] = 0.49
    learning.settle(setting, 0)
    assert not known.conscious[rows].any()
    assert known.known[rows].tolist() == [klass == CLASS for klass in range(7)]


def test_aspiration_moves_by_a_hundredth_towards_performance_but_not_below_the_floor(setting):
    committees = setting.world.committees
    committees.aspiration[0], committees.performance[0] = 0.5, 0.0
    committees.performance[0, 0] = 0.9
    learning.adapt(setting, 0)
    assert committees.aspiration[0, 0] == pytest.approx(0.5 + 0.01 * 0.4)
    assert committees.aspiration[0, 1:] == pytest.approx(0.5 - 0.01 * 0.25)


def search(model, discovery, aspiration=0.5, performance=0.0):
    setting, committees = model.setting, model.world.committees
    setting.learning = True
    setting.params.learning.discovery = discovery
    committees.aspiration[0], committees.performance[0] = aspiration, performance
    setting.blocks[0][:] = [Block(0, Bottleneck.SEEN)]
    learning.search(setting, 0, model.committees_in_order[0].desk)
    known = model.world.repertoire.known
    return {name for k, name in enumerate(NAMES) if known[repertoire.rows_of(setting, 0, k)].any()}


DEFAULTS = {practice.name for practice in PRACTICES if practice.mechanism is None}


@pytest.fixture
def searching(model):
    model.world.repertoire.known[:] = False
    repertoire.know_defaults(model.setting)
    model.world.affairs.klass[0], model.world.affairs.state[0] = CLASS, AffairState.LATENT
    model.setting.chronicle.events.clear()
    return model


def test_search_finds_what_answers_the_bottleneck_that_showed(searching):
    assert search(searching, discovery=1e9) == DEFAULTS | {"join_cases", "scan"}
    known = searching.world.repertoire.known
    cell = repertoire.cell(searching.setting, 0, NAMES.index("scan"), CLASS)
    rows = repertoire.rows_of(searching.setting, 0, NAMES.index("scan"))
    assert known[cell] and known[rows].sum() == 1
    kinds = [event.kind for event in searching.setting.chronicle.events]
    assert kinds == [EventKind.PRACTICE_DISCOVERED] * 2


def test_no_gap_no_search(searching):
    assert search(searching, discovery=1e9, aspiration=0.5, performance=0.5) == DEFAULTS


def test_what_is_not_available_is_not_found(searching):
    searching.setting.available = tuple(practice.mechanism is None for practice in PRACTICES)
    assert search(searching, discovery=1e9) == DEFAULTS


def test_with_a_new_chair_values_fall_by_three_fifths(setting):
    known, committees = setting.world.repertoire, setting.world.committees
    rows = repertoire.rows_of(setting, 0, NAMES.index("chain"))
    known.value[rows], known.successes[rows], committees.skill[0] = 0.6, 3.0, 0.5
    learning.change_chair(setting, 0)
    assert known.value[rows] == pytest.approx(0.1 + 0.4 * 0.5)
    assert known.successes[rows] == pytest.approx(1.2)
    assert committees.skill[0] == pytest.approx(0.2)
    assert committees.chair_since[0] == setting.month


def test_with_a_new_chair_the_conscious_survives_more_often(setting):
    known = setting.world.repertoire
    cells = [k for k, practice in enumerate(PRACTICES) if practice.mechanism is not None]
    kept = {True: 0, False: 0}
    for month in range(100):
        setting.world.month = month
        for conscious in (True, False):
            known.known[:] = True
            known.conscious[:] = conscious
            learning.change_chair(setting, 0)
            kept[conscious] += sum(int(known.known[repertoire.rows_of(setting, 0, k)].sum()) for k in cells)
    asked = 100 * len(cells) * 7
    assert kept[True] / asked == pytest.approx(0.7, abs=0.02)
    assert kept[False] / asked == pytest.approx(0.4, abs=0.02)
    defaults = [k for k, practice in enumerate(PRACTICES) if practice.mechanism is None]
    assert all(known.known[repertoire.rows_of(setting, 0, k)].all() for k in defaults)


def test_elections_are_every_three_years_from_month_nine(model):
    months = []
    for month in range(-24, 121):
        model.world.month = month
        model.setting.params = model._params()
        if model.is_election_month():
            months.append(month)
    assert months == [-27 + 36, 45, 81, 117]


@pytest.mark.parametrize(("loss", "at_most", "kept"), [(0.01, 2, 0.98), (0.2, 3, 0.4), (0.2, 20, 0.0)])
def test_performance_falls_by_overdue_affairs_to_nothing_at_worst(setting, monkeypatch, loss, at_most, kept):
    monkeypatch.setattr(setting.params.learning, "overdue_loss", loss)
    monkeypatch.setattr(setting.params.learning, "overdue_at_most", at_most)
    a, performance = setting.world.affairs, setting.world.committees.performance
    n = setting.world.n("affairs")
    a.state[:n], a.klass[:n], a.recognized[:n] = AffairState.LATENT, AffairClass.GOVERNMENT_WORKS, -9999
    late = np.arange(min(n, 8))
    a.state[late], a.klass[late], a.recognized[late] = AffairState.HEARD, CLASS, setting.month - 100
    assert len(late) >= 6
    performance[0] = 0.5
    learning.lose_to_overdue(setting, 0)
    assert performance[0, CLASS] == pytest.approx(0.5 * (1 - loss * min(at_most, len(late))) if kept else 0.0)
    assert (np.delete(performance[0], CLASS) == 0.5).all()
