"""Public life and calls to teams: games, outings, festivals, days of work (§6.5, §6.6)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairClass, AffairState, Channel, Decision, OrganizationKind, RecognizedBy
from sim.institutions import kernels, treasury
from sim.institutions.affairs import labour, reach, steps, waiting
from sim.institutions.inhabitants import adults_in
from sim.institutions.meetings import invitations
from sim.institutions.organizations import membership
from sim.institutions.setting import Setting
from sim.institutions.shifts import persons_to_ask
from sim.institutions.teams import life as team_life
from sim.institutions.teams import membership as team_membership
from sim.protocols.society import Asker, Invitation
from sim.world.persons import BERTHS


def hold(setting: Setting, n: int) -> bool:
    """Hold what the month suggests: lane games in spring, an outing or golden wedding in October, else a festival."""
    step, p = setting.month % 12, setting.params.public_events
    if step in p.games_months:
        return _games(setting, n)
    if step == p.outing_month:
        return _outing(setting, n)
    return _festival(setting, n)


def _between(setting: Setting, n: int, span: list[float], k: int) -> float:
    u = setting.uniform(Purpose.EVENT_COST, int(setting.world.committees.eid[n]), 0, k)
    return span[0] + (span[1] - span[0]) * u


def _games(setting: Setting, n: int) -> bool:
    """Hold games for all who have a hobby at heart, across lanes."""
    residents = setting.world.residents
    fen = round(100 * _between(setting, n, setting.params.money.games_yuan, 0))
    if not treasury.event_money(setting, n, fen):
        return False
    persons = adults_in(setting, n)
    _invite(setting, n, "games", Act.FESTIVAL, persons, residents.hobby_intensity[persons], residents.hobby[persons])
    return True


def _outing(setting: Setting, n: int) -> bool:
    """Hold an outing, every other year a golden wedding, for the old, as far as the money goes (C051)."""
    world, p = setting.world, setting.params.money
    persons = adults_in(setting, n)
    persons = persons[world.residents.age[persons] >= setting.params.public_events.outing_age]
    wedding = setting.month // 12 % 2 == 1
    per_head = round(100 * (p.wedding_yuan_per_head if wedding else _between(setting, n, p.outing_yuan_per_head, 1)))
    return _by_head(setting, n, "golden wedding" if wedding else "outing", Act.OUTING, persons, per_head)


def _festival(setting: Setting, n: int) -> bool:
    """Hold a festival in the lanes, as far as the money goes."""
    return _by_head(
        setting,
        n,
        "festival",
        Act.FESTIVAL,
        adults_in(setting, n),
        round(100 * setting.params.money.festival_yuan_per_head),
    )


def _by_head(setting: Setting, n: int, name: str, act: Act, persons: np.ndarray, per_head_fen: int) -> bool:
    world, p = setting.world, setting.params.public_events
    eid = int(world.committees.eid[n])
    order = setting.by_lot(Purpose.INVITED, world.residents.eid, persons, eid)
    for places in p.places:
        if treasury.event_money(setting, n, places * per_head_fen):
            asked = np.sort(order[: round(p.asked_per_place * places)])
            _invite(setting, n, name, act, asked, world.residents.hobby_intensity[asked] * p.hobby_stake, None)
            return True
    return False


def _invite(
    setting: Setting, n: int, name: str, act: Act, persons: np.ndarray, stake: np.ndarray, circles: np.ndarray | None
) -> None:
    """Invite people; those who come meet by hobby, if there are circles, else all together."""
    world = setting.world
    eid = int(world.committees.eid[n])

    def conclude(invitation: Invitation) -> None:
        came = invitation.accepted
        if not len(came):
            return
        kinds = world.residents.hobby[came] if circles is not None else np.zeros(len(came), dtype=np.int8)
        groups = [came[kinds == kind] for kind in np.unique(kinds)]
        setting.society.meet_at(groups, [eid * 16 + int(kind) for kind in np.unique(kinds)], Channel.MEETING)
        setting.chronicle.tell(EventKind.PUBLIC_LIFE_HELD, n, name=name, persons=len(came))

    world.committees.last_public_life[n] = setting.month
    setting.call(Invitation(act, persons, Asker.COMMITTEE, n, eid, stake), conclude)


def call_labour(setting: Setting, n: int, affair: int) -> None:
    """Call the teams with most members near the affair, and the patrol, for a day of work on it."""
    world, p = setting.world, setting.params
    a, residents = world.affairs, world.residents
    households = reach.candidate_households(
        setting, int(a.scope[affair]), n, int(a.lane[affair]), int(a.estate[affair])
    )
    near = invitations.adults_of(setting, households, kernels.ROLE_TEAM)
    rows, counts = np.unique(residents.team[near], return_counts=True)
    best = sorted(zip(-counts, world.teams.eid[rows], rows, strict=True))
    for _, _, team in best[: p.teams.called_at_most]:
        members = team_membership.members(setting, int(team))
        hours = p.participation.act_hours["team_call"]
        _call(setting, affair, Act.TEAM_CALL, members[residents.adult[members]], Asker.TEAM, int(team), hours)
        orientation = world.teams.public_orientation
        orientation[team] = min(1.0, float(orientation[team]) + p.teams.orientation_asked)
    for patrol in membership.alive(setting, n, OrganizationKind.PATROL):
        members = membership.members(setting, patrol)
        _call(setting, affair, Act.PATROL, members[residents.adult[members]], Asker.ORGANIZATION, patrol,
              p.participation.act_hours["patrol"])  # fmt: skip


def _call(
    setting: Setting,
    affair: int,
    act: Act,
    persons: np.ndarray,
    kind: Asker,
    asker: int,
    hours: float,
) -> None:
    world = setting.world
    a = world.affairs
    shift = round(60 * hours)
    left = labour.labour_left(setting, affair)
    wanted = persons_to_ask(left, shift, setting.params.contracts.expected_acceptance)
    eid = int(a.eid[affair])
    asked = setting.by_lot(Purpose.INVITED, world.residents.eid, persons, eid, wanted).astype(np.int32)
    stake = np.where(reach.lives_affected(setting, affair, asked), float(a.severity[affair]), 0.0)

    def conclude(invitation: Invitation) -> None:
        if not len(invitation.accepted):
            a.unheeded[affair] = setting.month
        if a.state[affair] <= AffairState.EXECUTED:
            labour.contribute(setting, affair, invitation.accepted, shift)

    setting.call(Invitation(act, asked, kind, asker, eid, stake, affair=affair), conclude)


def call_spontaneously(setting: Setting) -> None:
    """Let each lane, once a month, act by itself on its heaviest affair; answered within phase 3 (§6.1)."""
    world, p = setting.world, setting.params
    a = world.affairs
    calls: list[tuple[int, int, Invitation]] = []
    heaviest = heaviest_by_lane(setting)
    residents, homes = world.residents, world.households
    adults, start = kernels.adults_by_lane(
        heaviest, a.first_stake, a.n_stakes, world.stakes.household, homes.lane, homes.size, residents.adult,
        residents.kind, BERTHS,
    )  # fmt: skip
    for lane in np.flatnonzero(heaviest >= 0).tolist():
        affair, persons = int(heaviest[lane]), adults[start[lane] : start[lane + 1]]
        invitation = Invitation(
            Act.SPONTANEOUS, persons, Asker.NEIGHBOURS, -1, int(a.eid[affair]), float(a.severity[affair]), owned=True,
            affair=affair, least=p.issues.spontaneous_least,
        )  # fmt: skip
        if len(persons) >= p.issues.spontaneous_least:
            calls.append((lane, affair, invitation))
    sessions = team_life.session_invitations(setting)
    setting.society.answer([*sessions, *(call for _, _, call in calls)])
    setting.society.meet_at([s.accepted for s in sessions], [s.subject for s in sessions], Channel.SESSION)
    for lane, affair, call in calls:
        if len(call.accepted) >= p.issues.spontaneous_least:
            _act(setting, lane, affair, call.accepted)


def heaviest_by_lane(setting: Setting) -> np.ndarray:
    """Return by lane the affair of highest burden that touches it, severe enough, and not acted on this year, or -1."""
    world, p = setting.world, setting.params.issues
    a, stakes = world.affairs, world.stakes
    found = np.full(world.n("lanes"), -1, dtype=np.int64)
    for n in range(world.n("neighbourhoods")):
        rows = np.concatenate([waiting.open_rows(setting, n, latent=True), waiting.open_rows(setting, n, latent=False)])
        rows = rows[
            (a.severity[rows] > p.spontaneous_severity)
            & (a.klass[rows] != AffairClass.DISPUTE)
            & (a.state[rows] <= AffairState.COMMITTED)
        ]
        labour_left = a.labour_minutes - a.labour_residents - a.labour_committee
        petitioned = a.consent_required[rows] & (a.state[rows] < AffairState.COMMITTED)
        rows = rows[np.where(petitioned, a.state[rows] == AffairState.LATENT, labour_left[rows] > 0)]
        order = np.array(waiting.by_burden(setting, rows), dtype=np.int64)
        heaviest = kernels.first_by_lane(
            order, a.first_stake, a.n_stakes, stakes.household, stakes.called, world.households.lane,
            world.n("lanes"), setting.month - p.spontaneous_rest_months,
        )  # fmt: skip
        found = np.where(heaviest >= 0, heaviest, found)
    return found


def _act(setting: Setting, lane: int, affair: int, persons: np.ndarray) -> None:
    """Do what the lane can do by itself: labour where no consent is needed, a petition where it is."""
    world = setting.world
    a, stakes = world.affairs, world.stakes
    block = reach.stakes_of(setting, affair)
    here = block.start + np.flatnonzero(world.households.lane[stakes.household[block]] == lane)
    stakes.called[here] = setting.month
    world.lanes.last_action[lane] = setting.month
    n = int(a.neighbourhood[affair])
    petition = bool(a.consent_required[affair]) and a.state[affair] < AffairState.COMMITTED
    kind = EventKind.PETITION if petition else EventKind.SPONTANEOUS_ACTION
    event = setting.chronicle.tell(kind, n, affair=affair, persons=len(persons))
    setting.society.meet_at([persons], [int(a.eid[affair])], Channel.MEETING)
    if a.state[affair] == AffairState.LATENT:
        by = RecognizedBy.PETITION if petition else RecognizedBy.SPONTANEOUS
        steps.recognize(setting, affair, by, cause=event)
    if not petition:
        labour.contribute(setting, affair, persons, round(60 * setting.params.participation.act_hours["spontaneous"]))
        if not a.consent_required[affair]:
            a.decision[affair] = Decision.RESIDENTS
        a.attended[affair] = setting.month
