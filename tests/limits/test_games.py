"""Games with known solutions: public goods, conditional cooperation, committee and organization (R4).

What is a game's payoff is set by parameters in their limits; who does what is decided by the model's own rules.
"""

import math

import numpy as np
import pytest

from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import Act, Activity, Actor, AffairClass, AffairState, Bottleneck, Scope
from sim.institutions.committee import learning, repertoire
from sim.mechanisms.registry import PRACTICES
from sim.protocols.society import Asker, Invitation
from sim.world.persons import BERTHS, NEVER
from sim.world.state import reset_month
from tests.helpers.runs import small
from tests.limits.networks import complete, world_of
from tests.society.build import society

# the linear public-goods game

FREE_HOURS, SHIFT_HOURS = 40.0, 6.0
INDIFFERENT = {"trust_weight": 0.0, "habit_weight": 0.0, "norm_weight": 0.0, "fatigue_weight": 0.0, "beta_0": 0.0}


def contributions(world, sharpness, returned, peer_weight=0.0, months=1):
    """Return how many give a shift, month by month, where a shift costs its giver 1 and brings everybody `returned`.

    Own payoff of giving, times `sharpness`, is the exponent: ``returned`` is the stake, 1 the price of the hours.
    """
    costs = {"stake_weight": sharpness, "hours_weight": sharpness * FREE_HOURS / SHIFT_HOURS}
    numbers = INDIFFERENT | costs | {"peer_weight": peer_weight, "peer_offset": 0.0, "peer_months": 1}
    s = society(world, participation=numbers)
    s.params.participation.act_constant = dict.fromkeys(s.params.participation.act_constant, 0.0)
    everybody = (BERTHS * np.arange(world.n("households"))).astype(np.int32)
    given = []
    for _ in range(months):
        invitation = Invitation(Act.DUTY, everybody, Asker.COMMITTEE, 0, 1, stake=returned)
        s.answer([invitation])
        booked = world.hours.minutes[0, int(Actor.RESIDENTS) * len(Activity) + int(Activity.DUTY)]
        assert booked == 60 * SHIFT_HOURS * len(invitation.accepted)
        given.append(len(invitation.accepted))
        reset_month(world)
        world.month += 1
    return np.array(given)


def idle(n, edges=((0, 1),)):
    """Return n people of whom nobody has acted."""
    world = world_of(n, np.array(edges))
    assert (world.residents.last_act == NEVER).all() and world.residents.free_hours[0] == FREE_HOURS
    return world


@pytest.mark.parametrize(("returned", "share"), [(0.99, 0.0), (0.25, 0.0), (1.01, 1.0)])
def test_the_selfish_give_only_where_the_own_share_exceeds_the_price(returned, share):
    """Dominant strategy: all that is given to the group, four times its price for a quarter each, changes nothing."""
    assert contributions(idle(200), 1e6, returned)[0] == share * 200


@pytest.mark.parametrize("returned", [0.3, 0.75])
@pytest.mark.parametrize("sharpness", [2.0, 4.0])
def test_the_less_than_selfish_give_as_in_the_logit_equilibrium(returned, sharpness):
    """Anderson, Goeree & Holt 1998, J. Public Econ. 70:297: whatever others do, P = 1 / (1 + e^(λ (1 - r)))."""
    n, months = 500, 40
    given = contributions(idle(n), sharpness, returned, months=months)
    p = 1 / (1 + math.exp(sharpness * (1 - returned)))
    assert abs(given.sum() - n * months * p) < 4 * math.sqrt(n * months * p * (1 - p))
    assert given.var(ddof=1) == pytest.approx(n * p * (1 - p), rel=0.9)


def settled(x, weight, share):
    """Return the fixed point of share ← logistic(x + weight · share) that is reached from a share."""
    for _ in range(10_000):
        share = 1 / (1 + math.exp(-x - weight * share))
    return share


@pytest.mark.parametrize("first", [0.0, 1.0], ids=["from nobody", "from everybody"])
def test_conditional_cooperators_settle_at_either_of_two_shares(first):
    """Brock & Durlauf 2001, Rev. Econ. Stud. 68:235: two stable shares, r = logistic(λ (returned - 1) + w r)."""
    n, weight, x, months = 400, 6.0, -3.2, 160
    shares = [settled(x, weight, start) for start in (0.0, 1.0)]
    assert shares[0] < 0.2 and shares[1] > 0.8
    world = idle(n, complete(n))
    if first:
        world.residents.last_act[:] = -1
    given = contributions(world, 1.0, 1 + x, peer_weight=weight, months=months)[20:] / n
    expected = settled(x, weight, first)
    slope = weight * expected * (1 - expected)
    error = math.sqrt(expected * (1 - expected) / (n * len(given))) / (1 - slope)
    curvature = slope * weight * abs(1 - 2 * expected) / 2 * given.var() / (1 - slope)
    assert abs(given.mean() - expected) < 4 * error + curvature


# committee and organizations (R4): both cooperate, or neither

NAMES = [practice.name for practice in PRACTICES]
COOPERATE, ALONE = NAMES.index("delegate_to_group"), NAMES.index("own_hours")
KLASS = int(AffairClass.ENVIRONMENT)


class Partners:
    """Two who choose and learn by the committee's rules: together each gains 1, alone `alone`, the one let down 0.

    No residents and no other choice. Rows 0 and 1 of the committees play the committee and the organization, which in
    the model itself has no strategy of its own.
    """

    def __init__(self, alone, valued, seed=0, rate=0.02):
        model = NeighbourhoodModel(
            small("observe.enabled=false", "neighbourhoods=2", households=10, burn_in=0, seed=seed)
        )
        setting = self.setting = model.setting
        setting.learning, setting.params = True, model._params()
        p = setting.params.learning
        p.choice_floor, p.rate, p.lane_scope_factor = 0.0, rate, 1.0
        self.alone = alone
        setting.world.append("affairs", 2)
        a = setting.world.affairs
        a.klass[:2], a.scope[:2], a.recognized[:2], a.neighbourhood[:2] = KLASS, Scope.LANE, 0, (0, 1)
        a.state[:2], a.eid[:2] = AffairState.RESOLVED, (1, 2)
        for n in (0, 1):
            self.value(n, COOPERATE, valued)
            self.value(n, ALONE, alone)

    def value(self, n, practice, value):
        """Set what one of them expects of a practice."""
        self.setting.world.repertoire.value[repertoire.cell(self.setting, n, practice, KLASS)] = value

    def play(self, months):
        """Play on; return who cooperated, by month and player."""
        setting, a, seen = self.setting, self.setting.world.affairs, []
        for _ in range(months):
            options = [ALONE, COOPERATE]
            chosen = [repertoire.choose(setting, n, options, KLASS, 1, Bottleneck.LABOUR) for n in (0, 1)]
            both = chosen == [COOPERATE, COOPERATE]
            a.used[:2] = NEVER
            for n in (0, 1):
                a.used[n, chosen[n]], a.closed[n] = setting.month, setting.month
                a.severity_closed[n] = self.alone if chosen[n] == ALONE else float(both)
                learning.credit_closures(setting, n)
            seen.append([practice == COOPERATE for practice in chosen])
            setting.world.month += 1
        return np.array(seen)


def held_up(alone):
    """Return the shares that hold themselves up: p = p² / (p² + alone²), since weights are squares of values."""
    root = math.sqrt(1 - 4 * alone**2)
    return (1 - root) / 2, (1 + root) / 2


def standard_error(share, alone, n):
    """Return that of a mean of n choices which follow one another: values lag, and pull in the direction taken."""
    slope = 2 * share * alone**2 / (share**2 + alone**2) ** 2
    return math.sqrt(share * (1 - share) / n) / (1 - slope)


@pytest.mark.parametrize("alone", [0.2, 0.4])
def test_partners_who_expect_much_keep_cooperating(alone):
    expected = held_up(alone)[1]
    for seed in range(2):
        played = Partners(alone, 0.9, seed).play(1000)[200:]
        assert abs(played.mean() - expected) < 4 * standard_error(expected, alone, played.size), seed


@pytest.mark.parametrize(("factor", "end"), [(0.5, 0.0), (1.75, 0.8)], ids=["below", "above"])
def test_between_both_and_neither_lies_a_tipping_point(factor, end):
    """At alone = .4 the roots are .2 and .8; what is expected of cooperating decides: half of .2, or nearly twice."""
    tipping, both = held_up(0.4)
    assert (tipping, both) == pytest.approx((0.2, 0.8))
    for seed in range(2):
        played = Partners(0.4, factor * tipping, seed, rate=0.05).play(2000)
        assert played[:100].any() and not played[:100].all()
        last = played[-500:]
        error = standard_error(end, 0.4, last.size) if end else 0.0
        assert abs(last.mean() - end) < 4 * error + 0.02 * (not end), seed  # to neither it goes as 1 / months


def test_where_going_it_alone_pays_more_than_half_nothing_holds_cooperation_up():
    """Above alone = .5 there is no other fixed point than neither."""
    played = Partners(0.55, 1.0, rate=0.1).play(1200)
    assert played[:100].mean() > 0.3 and played[-300:].mean() < 0.1
