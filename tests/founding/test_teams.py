import dataclasses

import numpy as np

from sim.foundation.terms import OrganizationKind, OrganizationState
from sim.founding.found import found_world


def test_teams_have_one_hobby_and_eight_to_twenty_members(worlds):
    numbers = []
    for world in worlds:
        teams, residents = world.teams, world.residents
        numbers.append(world.n("teams"))
        for team in range(world.n("teams")):
            members = np.flatnonzero(residents.team == team)
            assert 8 <= len(members) <= 20 and len(members) == teams.n_members[team]
            assert (residents.hobby[members] == teams.hobby[team]).all() and residents.adult[members].all()
            assert residents.is_backbone[members].sum() >= 1
            assert teams.active[team] and teams.founded[team] == -24 and teams.public_orientation[team] == 0.1
    assert min(numbers) >= 1 and max(numbers) <= 6


def test_members_live_near_each_other(worlds):
    spread = []
    for world in worlds:
        for team in range(world.n("teams")):
            home = world.residents.household[np.flatnonzero(world.residents.team == team)]
            spread.append(np.median(np.abs(home - np.median(home))))
    assert np.mean(spread) < 120  # 400 if they were drawn from 1,600 dwellings at large


def test_hobby_mates_who_are_tied_to_the_founder_join(params):
    scattered = dataclasses.replace(params, ties_lane=0.0, ties_anywhere=10.0)
    world = found_world(1, scattered, n_households=800)
    residents, index = world.residents, world.tie_index
    most = 0
    for member in np.flatnonzero(residents.team == 0):
        tied = index.neighbour[index.start[member] : index.start[member + 1]]
        mates = tied[residents.hobby[tied] == residents.hobby[member]]
        if (residents.team[mates] == 0).all():
            most = max(most, len(mates))
    assert most >= 2  # without it, a founder's partners from all over the place would not be among the nearest


def test_numbers_of_teams_venues_and_patrols(params):
    world = found_world(5, params, n_neighbourhoods=40, n_households=400)
    by_neighbourhood = np.bincount(world.teams.neighbourhood[: world.n("teams")], minlength=40)
    assert by_neighbourhood.min() >= 1 and by_neighbourhood.max() <= 6
    assert 1.0 <= by_neighbourhood.mean() < 1.8  # Poisson(.75), at least 1: 1.22
    assert 0.25 < world.teams.has_venue[: world.n("teams")].mean() < 0.75
    assert 17 <= world.n("organizations") <= 38  # .7 of 40, four standard errors


def test_patrols_take_the_retired_first(worlds):
    n_patrols = 0
    for world in worlds:
        for patrol in range(world.n("organizations")):
            n_patrols += 1
            members = np.flatnonzero(world.residents.patrol == patrol)
            assert 10 <= len(members) <= 30 and world.residents.retired[members].all()
            organizations = world.organizations
            assert organizations.kind[patrol] == OrganizationKind.PATROL
            assert organizations.state[patrol] == OrganizationState.CONFIRMED
            assert organizations.n_members[patrol] == organizations.members_max[patrol] == len(members)
            assert (organizations.skill[patrol] == 0.1).all()
    assert n_patrols >= 1


def test_one_building_head_a_lane_and_all_are_backbones(worlds):
    for world in worlds:
        residents = world.residents
        heads = np.flatnonzero(residents.is_building_head)
        assert sorted(residents.lane[heads]) == list(range(20))
        assert residents.is_backbone[heads].all() and residents.adult[heads].all()


def test_backbones_are_a_tenth_of_members(worlds):
    for world in worlds:
        residents = world.residents
        members = (residents.team >= 0) | (residents.patrol >= 0)
        chosen = residents.is_backbone & members & ~residents.is_building_head
        assert 0.04 < chosen.sum() / members.sum() < 0.16
        assert not (residents.is_backbone & ~members & ~residents.is_building_head).any()
