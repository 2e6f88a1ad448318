"""What each practice takes and sets going: its hours, from the parameters, and one call to the desk (§6.6)."""

import pytest

from sim.foundation.terms import Activity, AffairState, RecognizedBy
from sim.mechanisms.registry import PRACTICES

BY_NAME = {practice.name: practice for practice in PRACTICES}
ESTATE_AFFAIR, LANE_AFFAIR = 0, 2
APRIL, OCTOBER = 3, 9


@pytest.mark.parametrize(
    "name",
    [
        "notice", "ask_gift", "team_call", "help_team", "exchange", "decline_entrusted", "join_cases", "scan",
        "pilot_building", "delegate_to_group", "hand_over_to_team", "joint_meeting", "council",
    ],
)  # fmt: skip
@pytest.mark.parametrize("affair", [ESTATE_AFFAIR, LANE_AFFAIR])
def test_hours_are_those_of_the_parameter_wherever_the_affair_is(desk, name, affair):
    getattr(desk.params, name).hours = 7
    assert BY_NAME[name].minutes(desk, affair) == 7 * 60


@pytest.mark.parametrize("name", ["backbone_persuasion", "advisory_meeting"])
def test_a_step_within_one_lane_takes_four_tenths(desk, name):
    getattr(desk.params, name).hours = 5
    assert BY_NAME[name].minutes(desk, ESTATE_AFFAIR) == 5 * 60
    assert BY_NAME[name].minutes(desk, LANE_AFFAIR) == 2 * 60


def test_what_takes_no_hours_of_its_own(desk):
    assert [BY_NAME[name].minutes(desk, ESTATE_AFFAIR) for name in ("case_by_case", "wait", "own_hours")] == [0, 0, 60]
    assert BY_NAME["case_by_case"].apply(desk, ESTATE_AFFAIR) is True and BY_NAME["wait"].apply(desk, 0) is True
    assert desk.done == []


@pytest.mark.parametrize(
    ("state", "hours"),
    [
        (AffairState.RECOGNIZED, 4 + 18),  # judgement and hearing
        (AffairState.HEARD, 12),
        (AffairState.DELIBERATED, 6),
    ],
)
def test_each_step_of_the_chain_has_its_hours(desk, state, hours):
    desk.world.affairs.state[:] = state
    assert BY_NAME["chain"].minutes(desk, ESTATE_AFFAIR) == 60 * hours
    assert BY_NAME["chain"].minutes(desk, LANE_AFFAIR) == 24 * hours


def test_a_visit_takes_ten_hours_and_games_sixty_in_spring(desk):
    assert BY_NAME["demonstration_visit"].minutes(desk, ESTATE_AFFAIR) == 600
    desk.params.public_life.hours, desk.params.public_life.games_hours = 20, 60
    for month, hours in ((APRIL, 60), (24 + APRIL, 60), (OCTOBER, 20), (13, 20)):
        desk.month = month
        assert BY_NAME["public_life"].minutes(desk, -1) == 60 * hours


@pytest.mark.parametrize(
    ("name", "act", "arguments"),
    [
        ("notice", "decide_by_notice", (ESTATE_AFFAIR,)),
        ("ask_gift", "ask_gift", (ESTATE_AFFAIR,)),
        ("backbone_persuasion", "call_backbones", (ESTATE_AFFAIR,)),
        ("team_call", "call_labour", (ESTATE_AFFAIR,)),
        ("join_cases", "recognize", (ESTATE_AFFAIR, RecognizedBy.JOINED_CASES)),
        ("delegate_to_group", "propose_group", (ESTATE_AFFAIR,)),
        ("council", "propose_council", (ESTATE_AFFAIR,)),
        ("decline_entrusted", "decline_entrusted", (0.5, 0.02)),
        ("advisory_meeting", "hold_advisory", (ESTATE_AFFAIR,)),
    ],
)
def test_a_practice_that_asks_is_used_once_it_has_asked(desk, name, act, arguments):
    activity = Activity.PUBLIC_LIFE if name == "advisory_meeting" else Activity.AGENDA
    minutes = BY_NAME[name].minutes(desk, ESTATE_AFFAIR)
    assert BY_NAME[name].apply(desk, ESTATE_AFFAIR) is True
    assert desk.done == [("spend", activity, minutes, ESTATE_AFFAIR), (act, *arguments)]


@pytest.mark.parametrize("success", [True, False])
@pytest.mark.parametrize(
    ("name", "act", "activity"),
    [
        ("own_hours", "work_own_hours", None),
        ("hand_over_to_team", "hand_to_team", Activity.AGENDA),
        ("joint_meeting", "hand_to_leaders", Activity.AGENDA),
        ("help_team", "help_team", Activity.PUBLIC_LIFE),
    ],
)
def test_a_practice_that_may_find_nobody_says_so(desk, name, act, activity, success):
    desk.answers[act] = success
    assert BY_NAME[name].apply(desk, ESTATE_AFFAIR) is success
    assert act in desk.names()
    spent = [entry[1:3] for entry in desk.done if entry[0] == "spend"]
    assert spent == ([] if activity is None else [(activity, BY_NAME[name].minutes(desk, ESTATE_AFFAIR))])


def test_what_cannot_be_paid_takes_no_time(desk):
    desk.answers["hold_public_life"] = False
    assert BY_NAME["public_life"].apply(desk, -1) is False and "spend" not in desk.names()
    desk.answers["hold_public_life"] = True
    assert BY_NAME["public_life"].apply(desk, -1) is True
    assert desk.done[-1] == ("spend", Activity.PUBLIC_LIFE, 1200)


@pytest.mark.parametrize(("example", "paid", "used"), [(None, True, False), (0.25, False, False), (0.25, True, True)])
def test_a_visit_shows_the_result_there_if_there_is_one_and_it_is_paid(desk, example, paid, used):
    desk.answers |= {"example": example, "show_example": paid}
    assert BY_NAME["demonstration_visit"].apply(desk, ESTATE_AFFAIR) is used
    shown = [entry for entry in desk.done if entry[0] == "show_example"]
    assert shown == ([] if example is None else [("show_example", ESTATE_AFFAIR, False, 0.25)])
    assert (("spend", Activity.AGENDA, 600, ESTATE_AFFAIR) in desk.done) is used


@pytest.mark.parametrize("paid", [True, False])
def test_a_pilot_building_shows_the_true_benefit_of_its_own_affair(desk, paid):
    desk.answers["show_example"] = paid
    assert BY_NAME["pilot_building"].apply(desk, ESTATE_AFFAIR) is paid
    assert desk.done[0] == ("show_example", ESTATE_AFFAIR, True, 0.375)
    assert ("spend" in desk.names()) is paid


@pytest.mark.parametrize(
    ("latent", "draw", "found"),
    [
        ([7], 0.99, 7),
        ([7, 5], 0.99, 7),  # the heavier half of two is one
        ([7, 5, 3], 0.99, 7),
        ([7, 5, 3, 2, 1, 0], 0.0, 7),
        ([7, 5, 3, 2, 1, 0], 0.34, 5),
        ([7, 5, 3, 2, 1, 0], 0.99, 3),
    ],
)
def test_scanning_finds_one_of_the_heavier_half_by_lot(desk, latent, draw, found):
    desk.answers |= {"latent_affairs": latent, "uniform": draw}
    assert BY_NAME["scan"].apply(desk, ESTATE_AFFAIR) is True
    assert desk.done[0] == ("spend", Activity.AGENDA, BY_NAME["scan"].minutes(desk, 0))
    assert desk.done[-1] == ("recognize", found, RecognizedBy.SCAN)


@pytest.mark.parametrize(
    ("state", "judged", "worth", "act", "hours", "used"),
    [
        (AffairState.HEARD, 0, False, "hold_vote", 12, True),
        (AffairState.DELIBERATED, 0, False, "hold_pledge", 6, True),
        (AffairState.RECOGNIZED, 0, True, "hold_hearing", 22, True),
        (AffairState.RECOGNIZED, 1, False, "hold_hearing", 22, True),  # it was judged worth it before
        (AffairState.RECOGNIZED, 2, True, "hold_hearing", 22, True),  # judged again
        (AffairState.RECOGNIZED, 0, False, None, 4, False),  # not worth it: the judgement is all that was done
    ],
)
def test_the_chain_takes_its_next_step(desk, state, judged, worth, act, hours, used):
    desk.world.affairs.state[:], desk.world.affairs.judged[:] = state, judged
    desk.answers["judge"] = worth
    assert BY_NAME["chain"].apply(desk, ESTATE_AFFAIR) is used
    assert [name for name in desk.names() if name not in ("judge", "spend")] == ([act] if act else [])
    assert desk.done[-1] == ("spend", Activity.AGENDA, 60 * hours, ESTATE_AFFAIR)
    assert ("judge" in desk.names()) is (state == AffairState.RECOGNIZED and judged != 1)


def test_an_offer_is_made_to_the_unit_in_need(desk):
    desk.world.units.daytime_need[:] = [0, 0, 30]
    assert BY_NAME["exchange"].apply(desk, ESTATE_AFFAIR) is True
    assert ("spend", Activity.AGENDA, 720, ESTATE_AFFAIR) in desk.done
    assert desk.done[-1] == ("offer_exchange", ESTATE_AFFAIR, 2)
