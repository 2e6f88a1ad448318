"""Trust under a constant rate of favours, in closed form (§6.2).

With memory μ, favours at a rate q a month of which a share s succeeds, experience after m months has the mean
q s (1 - μᵐ) / (1 - μ); trust is (2 prior + success) / (2 + success + failure).
"""

import math

import numpy as np
import pytest

from sim.foundation.terms import Act
from sim.protocols.society import Asker, Invitation
from sim.world.persons import BERTHS
from sim.world.state import reset_month
from tests.limits.networks import world_of
from tests.society.build import society

MEMORY = 0.975
CERTAIN = {"contact_scale": 9.0, "contact_most": 1.0, "contact_base": 1.0, "contact_strength": 0.0}
CERTAIN |= {"favour_norm": 0.0, "favour_most": 1.0}


def pairs(n, p_favour, p_success, prior):
    """Return n pairs of people who surely meet each month, and their society."""
    world = world_of(2 * n, np.arange(2 * n).reshape(n, 2))
    world.ties.prior[:n] = prior
    favours = CERTAIN | {"p_favour": p_favour, "favour_base": p_success}
    return world, society(world, ties=favours, participation={"response": "step", "peer_offset": 0.0})


def live(world, s):
    """Live a month of favours."""
    s.meet()
    s.close_month()
    reset_month(world)
    world.month += 1


def sees(world, s, threshold):
    """Tell whether trust on a pair's tie, as residents feel it, reaches a threshold: its peer influence is trust."""
    world.residents.last_act[BERTHS], world.residents.threshold[0] = world.month, threshold
    invitation = Invitation(Act.PLEDGE, np.array([0], dtype=np.int32), Asker.NEIGHBOURS, -1, 1)
    s.answer([invitation])
    reset_month(world)
    world.residents.last_act[:] = -9999
    return bool(len(invitation.accepted))


@pytest.mark.parametrize(("kept", "prior"), [(True, 0.46), (False, 0.64)])
def test_trust_between_two_where_every_favour_is_kept_or_none(kept, prior):
    """Month by month, and in the long run (2 prior + 40) / 42 or 2 prior / 42."""
    world, s = pairs(1, 1.0, float(kept), prior)
    for month in range(1, 481):
        live(world, s)
        experience = (1 - MEMORY**month) / (1 - MEMORY)
        trust = (2 * prior + experience * kept) / (2 + experience)
        if month in (1, 2, 12, 120, 480):
            assert sees(world, s, trust - 1e-6) and not sees(world, s, trust + 1e-6), month
    assert trust == pytest.approx((2 * prior + 40 * kept) / 42, abs=1e-5)


def test_experience_at_a_constant_rate():
    """Two thousand pairs: means and spreads of successes and failures, and how many months they are remembered."""
    n, q, share = 2000, 0.3, 0.7
    world, s = pairs(n, q, share, 0.5)
    for month in range(1, 61):
        live(world, s)
        if month not in (6, 24, 60):
            continue
        for column, rate in ((world.ties.success, q * share), (world.ties.failure, q * (1 - share))):
            mean = rate * (1 - MEMORY**month) / (1 - MEMORY)
            variance = rate * (1 - rate) * (1 - MEMORY ** (2 * month)) / (1 - MEMORY**2)
            assert abs(column[:n].mean() - mean) < 4 * math.sqrt(variance / n), month
            assert column[:n].var(ddof=1) == pytest.approx(variance, rel=0.2)
