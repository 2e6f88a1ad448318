"""Loops over persons by hand: roles, trust, who leaves, whom team members ask, standing among others (§6.1, §6.7)."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.institutions import kernels

SEED, MONTH, BERTHS = 5, 7, 3
VACANT, RESIDENT, STAFF = 0, 1, 2


def int32(*values):
    """Return rows."""
    return np.array(values, dtype=np.int32)


@pytest.mark.parametrize(
    ("values", "mean"), [([], 0.0), ([0.75], 0.75), ([0.5, 0.25], 0.375), ([2.0, -1.0, 0.5, 0.5], 0.5)]
)
def test_the_mean_of_some_numbers_and_of_none(values, mean):
    assert kernels.mean_of(np.array(values)) == mean


@pytest.mark.parametrize(
    ("success", "failure", "trust"),
    [
        ([], [], 0.9 / 2),
        ([0.0], [0.0], 0.45),
        ([1.1], [0.0], 2 / 3.1),
        ([0.0], [1.0], 0.3),
        ([3.1, 0.1], [3.0, 1.9], (4 / 8.1 + 1 / 4) / 2),
    ],
)
def test_trust_is_point_9_and_successes_of_2_and_all_experiences(success, failure, trust):
    """(.9 + success) / (2 + success + failure), in the mean over persons; .45 for nobody (§6.1)."""
    rows = np.arange(1, 1 + len(success))
    found = kernels.mean_trust(np.array([50.0, *success]), np.array([70.0, *failure]), rows, 0.9, 2.0)
    assert found == pytest.approx(trust, abs=1e-7)


def test_trust_of_exact_halves_is_an_exact_half():
    """(.5 + 0) / (1 + 0 + 0) has no rounding, so that neither has the sum of fixed-point terms."""
    assert kernels.mean_trust(np.zeros(3), np.zeros(3), np.arange(3), 0.5, 1.0) == 0.5


@pytest.fixture
def homes():
    """Three dwellings of three berths; the first has two inhabitants, the others three; nobody has a role."""
    columns = {
        "kind": np.full(9, RESIDENT, dtype=np.int8),
        "adult": np.ones(9, dtype=bool),
        "is_backbone": np.zeros(9, dtype=bool),
        "is_building_head": np.zeros(9, dtype=bool),
        "team": np.full(9, -1, dtype=np.int32),
        "patrol": np.full(9, -1, dtype=np.int32),
        "group": np.full(9, -1, dtype=np.int32),
    }
    return kernels.Roles(**columns)


SIZE = np.array([2, 3, 3], dtype=np.int8)


def members(homes, role, rows=(0, 2)):
    """Return persons of some dwellings with a role."""
    return kernels.members(homes, SIZE, int32(*rows), BERTHS, role).tolist()


def test_adults_are_residents_of_age_in_inhabited_berths(homes):
    assert members(homes, kernels.ROLE_ADULT) == [0, 1, 6, 7, 8]
    assert members(homes, kernels.ROLE_ADULT, [1]) == [3, 4, 5]
    assert members(homes, kernels.ROLE_ADULT, []) == []
    homes.kind[[0, 7]], homes.adult[6] = [VACANT, STAFF], False
    assert members(homes, kernels.ROLE_ADULT) == [1, 8]


def test_backbones_and_members_of_teams(homes):
    """Team 0 is a team like any other."""
    homes.is_backbone[[1, 7, 3]], homes.team[[0, 8, 4]] = True, [0, 1, 0]
    assert members(homes, kernels.ROLE_BACKBONE) == [1, 7]
    assert members(homes, kernels.ROLE_TEAM) == [0, 8]


@pytest.mark.parametrize("column", ["is_backbone", "is_building_head", "patrol", "group"])
@pytest.mark.parametrize("body", [0, 1])
def test_informants_are_backbones_building_heads_patrol_and_group(homes, column, body):
    """Any of the four is enough (§6.3, link 1); body 0 is a body like any other, and a team makes no informant."""
    homes.team[:] = 0
    assert members(homes, kernels.ROLE_INFORMANT) == []
    getattr(homes, column)[7] = body if column in ("patrol", "group") else True
    assert members(homes, kernels.ROLE_INFORMANT) == [7]


@pytest.mark.parametrize(
    ("column", "person", "value", "found"),
    [
        ("is_backbone", 1, True, True),
        ("is_backbone", 8, True, True),
        ("is_backbone", 2, True, False),  # a berth in which nobody lives
        ("is_backbone", 4, True, False),  # a dwelling that is not asked about
        ("team", 0, 0, True),
        ("team", 7, 3, True),
        ("team", 5, 0, False),
    ],
)
def test_somebody_to_ask_is_a_backbone_or_a_member_of_a_team(homes, column, person, value, found):
    assert not kernels.anybody_to_ask(homes.is_backbone, homes.team, SIZE, int32(0, 2), BERTHS)
    getattr(homes, column)[person] = value
    assert bool(kernels.anybody_to_ask(homes.is_backbone, homes.team, SIZE, int32(0, 2), BERTHS)) is found


def test_each_leaves_with_a_probability_of_its_own():
    """Who leaves is whose draw (purpose, month, person, body, 0) lies below the probability, not at it."""
    eid, rows = np.arange(500, 540, dtype=np.int64), np.arange(4, 40)
    drawn = [draws.uniform(SEED, Purpose.JOIN, MONTH, eid[row], 77, 0) for row in rows]
    probability = np.array([u if k % 2 else np.nextafter(u, 1) for k, u in enumerate(drawn)])
    leave = kernels.leavers(rows, eid, SEED, int(Purpose.JOIN), MONTH, 77, probability)
    assert leave.tolist() == [k % 2 == 0 for k in range(36)]
    assert kernels.leavers(rows[:0], eid, SEED, int(Purpose.JOIN), MONTH, 77, probability[:0]).tolist() == []


PERSONS = 6


@pytest.fixture
def mates():
    """Six adults of hobby 2 without a team; the first is in team 0, whose hobby is 2."""
    return kernels.Mates(
        np.arange(100, 100 + PERSONS),
        np.full(PERSONS, RESIDENT, dtype=np.int8),
        np.ones(PERSONS, dtype=bool),
        int32(0, *[-1] * (PERSONS - 1)),
        np.full(PERSONS, 2, dtype=np.int8),
    )


def asked(mates, ties, asks=(True, True)):
    """Return whom each asks."""
    a, b = int32(*[a for a, _ in ties], 5), int32(*[b for _, b in ties], 0)
    hobby, eid = np.array([2, 3], dtype=np.int8), np.array([31, 32], dtype=np.int64)
    return kernels.hobby_mates(a, b, len(ties), mates, np.array(asks), hobby, eid, SEED, MONTH).tolist()


@pytest.mark.parametrize("tie", [(0, 3), (3, 0)])
def test_a_member_asks_who_is_tied_to_it_from_either_end(mates, tie):
    """The tie of persons 5 and 0 that follows is no longer in use."""
    assert asked(mates, [tie]) == [3, -1, -1, -1, -1, -1]
    assert asked(mates, []) == [-1] * PERSONS


def test_nobody_is_asked_by_a_team_that_does_not_ask(mates):
    assert asked(mates, [(0, 3)], (False, True)) == [-1] * PERSONS


@pytest.mark.parametrize(
    ("column", "value"), [("kind", STAFF), ("adult", False), ("team", 0), ("team", 1), ("hobby", 3), ("hobby", 1)]
)
def test_only_adults_of_the_same_hobby_without_a_team_are_asked(mates, column, value):
    getattr(mates, column)[3] = value
    assert asked(mates, [(0, 3), (0, 4)])[0] == 4
    assert asked(mates, [(0, 3)])[0] == -1


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 4, 0, 1, 3)])
@pytest.mark.parametrize("asker", [100, 101, 102, 103, 104, 105, 106, 107])
def test_of_several_the_one_with_the_lowest_hash_is_asked(mates, order, asker):
    """The key is (join, month, who asks, who is asked, the team); its upper 63 bits are compared."""
    mates.eid[:] = [asker, *range(200, 205)]
    ties = [(0, 1), (2, 0), (0, 3), (4, 0), (0, 5)]
    key = {i: int(draws.key(SEED, Purpose.JOIN, MONTH, asker, 199 + i, 31)) >> 1 for i in range(1, 6)}
    assert asked(mates, [ties[k] for k in order])[0] == min(key, key=key.get)


def test_of_equal_hashes_the_first_tie_stays_even_to_the_first_row(mates):
    """Persons 1 and 0 share an identity here, so that their keys are alike; person 5 asks."""
    mates.team[:], mates.eid[:] = [-1, -1, -1, -1, -1, 0], 100
    assert asked(mates, [(5, 1), (5, 0)])[5] == 1
    assert asked(mates, [(5, 0), (5, 1)])[5] == 0


def test_standing_is_the_sum_of_tie_strengths_times_disposition():
    """Person 0: .5 + .25, 1: .5, 2: .25, 3: none; the third tie is no longer in use."""
    standing = kernels.standings(
        int32(0, 2, 3), int32(1, 0, 0), np.array([0.5, 0.25, 1.0]), 2, np.array([0.5, 1.0, 0.25, 1.0])
    )
    assert standing.tolist() == [0.375, 0.5, 0.0625, 0.0]
