"""Participation: who comes when asked, and what that does to fatigue and habit (§4 Invitations, §6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.foundation.parameters import parameter
from sim.foundation.terms import Act, Activity
from sim.protocols.society import Invitation
from sim.society.kernels_acts import Acts, Months, fill_hours, fold_residents
from sim.society.kernels_answers import Asked, Circle, Pairs, Persons, weigh
from sim.society.kernels_numbers import ParticipationNumbers
from sim.society.numbers import numbers_of
from sim.world.columns import columns_of
from sim.world.state import World

CONSTANTS = {
    "hearing": 1.6,
    "advisory": 1.4,
    "vote": 2.8,
    "team_call": 1.0,
    "team_session": 4.6,
    "join_team": 0.8,
    "found_team": 2.0,
    "duty": 1.8,
    "patrol": 1.5,
    "backbone_round": 1.5,
    "visit": 1.0,
    "festival": 0.8,
    "outing": 1.5,
    "council": 1.5,
    "found_group": -0.2,
    "election": 4.8,
    "spontaneous": -1.2,
    "pledge": 0.0,
}
HOURS = {
    "hearing": 2.0,
    "advisory": 2.0,
    "vote": 2.0,
    "team_call": 4.0,
    "team_session": 4.0,
    "join_team": 0.0,
    "found_team": 4.0,
    "duty": 6.0,
    "patrol": 6.0,
    "backbone_round": 6.0,
    "visit": 6.0,
    "festival": 3.0,
    "outing": 3.0,
    "council": 6.0,
    "found_group": 4.0,
    "election": 2.0,
    "spontaneous": 4.0,
    "pledge": 0.0,
}
RUNGS = {
    "hearing": 1,
    "advisory": 1,
    "vote": 2,
    "team_call": 4,
    "team_session": 0,
    "join_team": 0,
    "found_team": 0,
    "duty": 4,
    "patrol": 4,
    "backbone_round": 4,
    "visit": 1,
    "festival": 1,
    "outing": 1,
    "council": 5,
    "found_group": 5,
    "election": 0,
    "spontaneous": 4,
    "pledge": 3,
}
ACTIVITIES = {
    Act.HEARING: Activity.HEARING,
    Act.ADVISORY: Activity.ADVISORY,
    Act.VOTE: Activity.VOTE,
    Act.TEAM_CALL: Activity.TEAM_CALL,
    Act.TEAM_SESSION: Activity.TEAM_SESSION,
    Act.JOIN_TEAM: Activity.TEAM_SESSION,
    Act.FOUND_TEAM: Activity.FOUNDING,
    Act.DUTY: Activity.DUTY,
    Act.PATROL: Activity.PATROL,
    Act.BACKBONE_ROUND: Activity.BACKBONE_ROUND,
    Act.VISIT: Activity.VISIT,
    Act.FESTIVAL: Activity.FESTIVAL,
    Act.OUTING: Activity.OUTING,
    Act.COUNCIL: Activity.COUNCIL,
    Act.FOUND_GROUP: Activity.FOUNDING,
    Act.ELECTION: Activity.ELECTION,
    Act.SPONTANEOUS: Activity.SPONTANEOUS,
    Act.PLEDGE: Activity.HEARING,
}
"""Where an act's minutes are booked; joining and pledging take none."""


@dataclass
class Params:
    """Numbers of §6.1. A rung of 0 marks an act that is not civic: private life, or ordered from above."""

    beta_0: float = parameter(
        -4.57,
        -5.5,
        -3.5,
        "logit",
        "calibrated",
        "Base readiness to take part",
        "参与的基础意愿",
        tier="key",
        varies=True,
    )
    stake_weight: float = parameter(2.2, 0, 5, "logit", "assumption", "Weight of the stake", "利益相关的权重")
    trust_weight: float = parameter(
        2.0, 0, 5, "logit", "assumption", "Weight of trust in the asker", "对邀请者信任的权重"
    )
    peer_weight: float = parameter(
        2.5, 1, 4, "logit", "calibrated", "Weight of active peers", "同伴参与的权重", tier="key", varies=True
    )
    habit_weight: float = parameter(1.5, 0, 5, "logit", "assumption", "Weight of habit", "自治习惯的权重")
    norm_weight: float = parameter(1.0, 0, 5, "logit", "assumption", "Weight of the reciprocity norm", "互惠规范的权重")
    hours_weight: float = parameter(3.0, 0, 9, "logit", "assumption", "Weight of time asked for", "所需时间的权重")
    fatigue_weight: float = parameter(2.0, 0, 5, "logit", "assumption", "Weight of fatigue", "疲劳的权重")
    orientation_weight: float = parameter(
        1.0, 0, 5, "logit", "C038", "Weight of the team's public orientation", "团队公共取向的权重"
    )
    own_organization_bonus: float = parameter(
        1.5, 0, 5, "logit", "assumption", "Asked by one's own organization", "本组织邀请的加成"
    )
    act_constant: dict[str, float] = parameter(
        CONSTANTS, -9, 9, "logit", "assumption", "Constant of each act", "各类活动的常数"
    )
    act_hours: dict[str, float] = parameter(HOURS, 0, 40, "h", "assumption", "Hours of each act", "各类活动用时")
    act_rung: dict[str, int] = parameter(
        RUNGS, 0, 5, "-", "definition", "Rung of each act (0: not civic)", "各类活动的参与层级（0 为非公共参与）"
    )
    election_age_weight: float = parameter(
        0.9, 0, 5, "logit", "SUNS turnout by age (X2)", "Election: weight of age", "选举：年龄的权重"
    )
    election_age_centre: float = parameter(
        50.0, 0, 95, "years of age", "assumption", "Election: age centre", "选举：年龄中心"
    )
    election_age_span: float = parameter(
        30.0, 1, 95, "years of age", "assumption", "Election: age span", "选举：年龄跨度"
    )
    election_age_low: float = parameter(
        18.0, 0, 95, "years of age", "definition", "Election: least age", "选举：年龄下限"
    )
    election_age_high: float = parameter(
        80.0, 0, 95, "years of age", "assumption", "Election: age cap", "选举：年龄上限"
    )
    election_party: float = parameter(
        0.6, 0, 5, "logit", "SUNS turnout of members (X2)", "Election: party members", "选举：党员加成"
    )
    response: str = parameter(
        "logistic", 0, 0, "-", "definition", "Response", "响应方式", tier="numerical", choices=("logistic", "step")
    )
    peer_offset: float = parameter(
        1.0, 0, 10, "strength", "assumption", "Strength that dilutes peers", "同伴影响的稀释量", tier="numerical"
    )
    peer_months: int = parameter(3, 0, 24, "months", "assumption", "Months an act is seen", "参与行为被看到的月数")
    fatigue_memory: float = parameter(0.8, 0, 1, "/month", "assumption", "Memory of fatigue", "疲劳的记忆")
    fatigue_gain: float = parameter(0.2, 0, 1, "share", "assumption", "Gain of fatigue", "疲劳的增量")
    fatigue_scale: float = parameter(1.2, 0, 5, "-", "assumption", "Load per share of free hours", "空闲时间占用的负荷")
    habit_memory: float = parameter(0.985, 0, 1, "/month", "assumption", "Memory of habit", "习惯的记忆")
    habit_gain: float = parameter(0.02, 0, 1, "share", "C094", "Gain of habit from an own object", "自治锻炼的习惯增量")
    habit_rung: int = parameter(2, 0, 5, "-", "C094", "Least rung that trains", "形成习惯的最低层级")


def numbers(params: Params, ties, voice) -> ParticipationNumbers:
    """Return the plain numbers of §6.1, with those of trust and its memory from the ties and voice modules."""
    by_act = [act.word for act in Act]
    return numbers_of(
        ParticipationNumbers,
        params,
        voice,
        ties,
        step=params.response == "step",
        trust_memory=ties.event_memory,
        constant=np.array([params.act_constant[word] for word in by_act], dtype=np.float64),
        minutes=np.array([round(params.act_hours[word] * 60) for word in by_act], dtype=np.int64),
        rung=np.array([params.act_rung[word] for word in by_act], dtype=np.int64),
    )


def answer(world: World, p: ParticipationNumbers, invitations: Sequence[Invitation]) -> None:
    """Let everybody asked answer on one snapshot, fill free hours, and count what they do (§4, §6.1).

    Every P, the alternates' too, rests on the state as it stands at the call. First those asked first fill their
    hours; then the alternates of those who do not come fill what is left of theirs.
    """
    sizes = np.array([len(invitation.persons) for invitation in invitations], dtype=np.int64)
    if not sizes.any():
        for invitation in invitations:
            invitation.accepted = np.empty(0, dtype=np.int32)
        return
    asked = _asked(invitations)
    pairs, alternate = _pairs(invitations, sizes)
    who = (columns_of(Persons, world.residents), world.teams.public_orientation, _circle(world), world.tie_index)
    chance, ranks = weigh(pairs, asked, *who, world.seed, world.month, p)
    n_first = len(alternate)
    _call_off(invitations, pairs.invitation[:n_first], chance[:n_first])
    comes = np.zeros(len(chance), dtype=bool)
    _fill(world, p, pairs, asked, chance, ranks, np.flatnonzero(chance[:n_first] >= 0.0), comes)
    if len(chance) > n_first:
        second = alternate[~comes[:n_first] & (alternate >= 0)]
        _fill(world, p, pairs, asked, chance, ranks, second[chance[second] >= 0.0], comes)
    came = np.flatnonzero(comes)
    rows, number = pairs.person[came], pairs.invitation[came]
    order = np.lexsort((world.residents.eid[rows], number))
    rows = rows[order].astype(np.int32)
    ends = np.searchsorted(number[order], np.arange(len(invitations) + 1)).tolist()
    for at, invitation in enumerate(invitations):
        invitation.accepted = rows[ends[at] : ends[at + 1]]


def _call_off(invitations: Sequence[Invitation], number: np.ndarray, chance: np.ndarray) -> None:
    """Count who would come, and call off what fewer would come to than it takes: a chance below 0 is a refusal."""
    willing = np.bincount(number[chance >= 0.0], minlength=len(invitations))
    off = np.array([count < v.least for v, count in zip(invitations, willing, strict=True)])
    for invitation, count in zip(invitations, willing.tolist(), strict=True):
        invitation.willing = count
    chance[off[number]] = -1.0


def close_residents(world: World, p: ParticipationNumbers) -> None:
    """Fold the month into fatigue, habit and trust in the committee (phase 11)."""
    fold_residents(columns_of(Months, world.residents), world.n("residents"), p)


def _fill(world, p, pairs, asked, chance, ranks, accepted, comes) -> None:
    """Seat those who accept: each person's invitations by descending P, then key."""
    person = pairs.person
    order = accepted[np.lexsort((ranks[accepted], -chance[accepted], person[accepted]))]
    acts, minutes = columns_of(Acts, world.residents), world.hours.minutes
    comes[order] = fill_hours(order, person, pairs.invitation, asked, acts, minutes, world.month, p)


def _circle(world: World) -> Circle:
    """Return the columns from which peers and trust in the asker are read."""
    r, t, o = world.residents, world.ties, world.organizations
    standing = (r.last_act, r.team, r.patrol, r.group, r.council, r.is_leader, r.neighbourhood, r.lane)
    on_ties = (t.strength, t.success, t.failure, t.prior)
    return Circle(*standing, *on_ties, world.lanes.prior_trust, o.kind, o.neighbourhood)


def _asked(invitations: Sequence[Invitation]) -> Asked:
    """Return the invitations as columns."""
    return Asked(
        np.array([int(v.act) for v in invitations], dtype=np.int64),
        np.array([int(ACTIVITIES[v.act]) for v in invitations], dtype=np.int64),
        np.array([int(v.asker_kind) for v in invitations], dtype=np.int64),
        np.array([v.subject for v in invitations], dtype=np.int64),
        np.array([v.k for v in invitations], dtype=np.int64),
        np.array([v.trust_shift for v in invitations], dtype=np.float64),
        np.array([v.owned for v in invitations], dtype=np.bool_),
    )


def _pairs(invitations: Sequence[Invitation], sizes: np.ndarray) -> tuple[Pairs, np.ndarray]:
    """Return persons asked, first the first-asked, then alternates, and each first-asked's alternate's place or -1."""
    starts = np.concatenate([[0], np.cumsum(sizes)]).tolist()
    person = np.concatenate([invitation.persons for invitation in invitations]).astype(np.int64)
    number = np.repeat(np.arange(len(invitations)), sizes)
    asker = _spread([v.asker for v in invitations], number, starts).astype(np.int64)
    stake = _spread([v.stake for v in invitations], number, starts)
    bonus = _spread([v.bonus for v in invitations], number, starts)
    place = np.full(len(person), -1, dtype=np.int64)
    if all(invitation.alternates is None for invitation in invitations):
        return Pairs(person, number, asker, stake, bonus), place
    other = np.full(len(person), -1, dtype=np.int64)
    for at, invitation in enumerate(invitations):
        if invitation.alternates is not None:
            other[starts[at] : starts[at + 1]] = invitation.alternates
    has_other = np.flatnonzero(other >= 0)
    place[has_other] = len(person) + np.arange(len(has_other))
    rows = np.concatenate([np.arange(len(person)), has_other])
    everybody = np.concatenate([person, other[has_other]])
    return Pairs(everybody, number[rows], asker[rows], stake[rows], bonus[rows]), place


def _spread(values: list, number: np.ndarray, starts: list[int]) -> np.ndarray:
    """Return a value for each person asked, from one an invitation: a number for all of its persons, or an array."""
    single = [0.0 if isinstance(value, np.ndarray) else float(value) for value in values]
    spread = np.array(single)[number]
    for at, value in enumerate(values):
        if isinstance(value, np.ndarray):
            spread[starts[at] : starts[at + 1]] = value
    return spread
