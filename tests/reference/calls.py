"""Ask both societies the same things directly, with arguments that coupled runs bring about seldom.

Both stand in copies of one world, in which memberships, stakes and states are drawn anew; call by call their answers
and the hashes of their worlds are compared.
"""

from copy import copy
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import Act, AffairClass, AffairState, Channel, Kind, OrganizationKind
from sim.protocols.society import Asker, Invitation, Works
from sim.world.identity import state_hash
from sim.world.persons import NEVER
from sim.world.state import World
from tests.helpers.runs import copied, live_to
from tests.reference.comparison import differences
from tests.reference.configurations import configuration
from tests.reference.society import ReferenceSociety

MONTHS = 8
CALLS = 80
INVITED = [act for act in Act if act != Act.PLEDGE]


def compare_calls(number: int, n_calls: int = CALLS) -> int:
    """Return how many calls were compared for the configuration of a number.

    Raises
    ------
    AssertionError
        With the call, and the tables, columns and identities that differ after it.
    """
    config = configuration(number, months=MONTHS)
    model = live_to(NeighbourhoodModel(config), MONTHS)
    rng = np.random.default_rng([4, number])
    _shake(rng, model.world)
    compiled, reference = (
        NeighbourhoodModel(config, world=copied(model.world)),
        NeighbourhoodModel(config, society=ReferenceSociety, world=copied(model.world)),
    )
    if number % 2:
        limits = _other_limits(rng, compiled.society.params)
        compiled.society.params = reference.society.params = limits
    for _ in range(n_calls):
        name, arguments = _call(rng, model.world)
        answers = []
        for one in (compiled, reference):
            given = [_own_copy(argument) for argument in arguments]
            answers.append(_plain(getattr(one.society, name)(*given), given))
        if answers[0] != answers[1]:
            raise AssertionError(f"{name}{arguments}: compiled {answers[0]}, reference {answers[1]}")
        if state_hash(compiled.world) != state_hash(reference.world):
            raise AssertionError("\n".join([f"{name}{arguments}:", *differences(compiled.world, reference.world)]))
    return n_calls


def _shake(rng: np.random.Generator, world: World) -> None:
    """Draw memberships, states of affairs, and what households said and did, anew."""
    persons, stakes, affairs = world.residents, world.stakes, world.affairs
    residents = np.flatnonzero(persons.kind == Kind.RESIDENT)
    for name, table in (("team", "teams"), ("patrol", "organizations"), ("group", "organizations")):
        if world.n(table):
            getattr(persons, name)[residents] = rng.integers(-1, world.n(table), len(residents))
    persons.is_leader[residents] = rng.random(len(residents)) < 0.3
    persons.last_act[residents] = rng.integers(world.month - 8, world.month, len(residents))
    persons.last_act[rng.choice(residents, len(residents) // 2)] = NEVER
    world.organizations.kind[: world.n("organizations")] = rng.integers(
        len(OrganizationKind), size=world.n("organizations")
    )
    world.committees.symbolic_share[:] = rng.uniform(0, 0.5, world.n("committees"))
    count, used = world.n("affairs"), world.n("stakes")
    affairs.rumoured[:count] = rng.random(count) < 0.2
    affairs.state[:count] = rng.integers(len(AffairState), size=count)
    kinds = [AffairClass.ENCROACHMENT, AffairClass.PARKING, AffairClass.GOVERNMENT_WORKS, AffairClass.ENVIRONMENT]
    affairs.klass[:count] = rng.choice(kinds, count)
    affairs.inside_dwellings[:count] = rng.random(count) < 0.3
    affairs.severity[:count] = rng.choice([0.25, 0.5, 1.0], count)
    encroached = affairs.klass[stakes.affair[:used]] == AffairClass.ENCROACHMENT
    stakes.loss[:used] = np.where(encroached & (rng.random(used) < 0.5), rng.uniform(0, 1, used), 0)
    stakes.disturbance[:used] = np.where(rng.random(used) < 0.5, rng.uniform(0, 2, used), 0)
    stakes.belief_mean[:used] = rng.choice([0.0, 0.5, 1.0], used) + rng.choice([0.0, 0.01], used)
    stakes.benefit[:used] = rng.uniform(-2, 3, used)
    for name in ("reached", "signed", "complied"):
        getattr(stakes, name)[:used] = rng.random(used) < 0.5
    stakes.vote[:used] = rng.integers(0, 4, used)
    world.households.encroachment[:] = rng.random(world.n("households")) < 0.5
    world.ties.prior[: world.n("ties")] *= rng.integers(0, 2, world.n("ties"))
    without_adults = rng.random(world.n("households")) < (0.1, 1.0)[int(rng.random() < 0.1)]
    persons.adult[residents] &= without_adults[persons.household[residents]] < 1
    in_first_lane = residents[persons.lane[residents] == 0]
    persons.adult[in_first_lane[1:]] &= rng.random() < 0.7
    world.estates.spaces[:] *= rng.integers(0, 2, world.n("estates"))
    contract = world.append("contracts", 1)
    world.contracts.started[contract] = world.month
    world.contracts.ended[contract] = int(rng.choice([world.month, NEVER]))
    if rng.random() < 0.3:  # a branch of one, who meets nobody there
        persons.party_member[residents[1:]] = False
        persons.party_member[residents[0]] = persons.adult[residents[0]] = True


def _other_limits(rng: np.random.Generator, params) -> SimpleNamespace:
    """Return parameters in which a rumour may go round for long, and peers are not diluted."""
    limits = SimpleNamespace(**vars(params))
    limits.beliefs, limits.participation = copy(params.beliefs), copy(params.participation)
    object.__setattr__(limits.beliefs, "rumour_rounds", int(rng.choice([0, 1, 2, 2, 3])))
    object.__setattr__(limits.beliefs, "rumour_p_transmission", float(rng.choice([0.1, 0.3, 1.0])))
    if rng.integers(2):
        object.__setattr__(limits.participation, "peer_offset", 0.0)
    return limits


def _call(rng: np.random.Generator, world: World) -> tuple[str, list]:
    """Draw a method and arguments for it."""
    affair = int(rng.integers(max(1, world.n("affairs"))))
    every = np.arange(world.n("affairs"))
    persons, households = (
        _some(rng, np.flatnonzero(world.residents.kind != Kind.VACANT)),
        np.arange(world.n("households")),
    )
    residents = np.sort(persons[world.residents.kind[persons] == Kind.RESIDENT])
    everybody = np.flatnonzero(world.residents.kind == Kind.RESIDENT)
    home = everybody[world.residents.household[everybody] == int(rng.choice(households))].astype(np.int32)
    skill, subject = float(rng.uniform(-0.5, 1)), int(rng.integers(2**40))
    about_affair = {
        "open_beliefs": [affair],
        "open_beliefs_of": [affair, _some_stakes(rng, world, affair)],
        "hear": [affair, persons, skill],
        "spread_rumour": [affair, persons[: rng.choice([5, 80])]],
        "support_share": [affair, bool(rng.integers(2))],
        "mean_benefit": [affair],
        "vote": [affair, persons],
        "votes": [affair],
        "clear_votes": [affair],
        "redesign": [affair, skill],
        "sign": [affair, skill],
        "sign_late": [affair, skill],
        "give_word": [affair, skill],
        "comply": [affair, float(rng.random()), float(rng.random())],
        "persuade": [affair, persons[:5]],
        "agreement": [affair],
        "show": [affair, persons, float(rng.uniform(-1, 2))],
        "remove_encroachments": [affair],
        "remove_enclosures": [affair],
        "realised": [affair],
        "removed_share": [affair],
        "disappointed": [affair],
        "talk": [_some(rng, every)],
        "complain": [_some(rng, every)],
    }
    scope = int(rng.integers(3))
    place = int(rng.integers(world.n(("lanes", "estates", "neighbourhoods")[scope])))
    staff = np.flatnonzero(world.residents.kind > Kind.RESIDENT)
    n = int(rng.integers(0, 20))
    channel = Channel(int(rng.choice([Channel.SESSION, Channel.MEETING])))
    others = {
        "enclose": [],
        "encroach": [],
        "meet": [],
        "form_ties": [],
        "quarrel": [_some_works(rng, world) if world.n("affairs") else []],
        "fall_out": [rng.choice(households, n), rng.choice(households, n), subject],
        "answer": [[_invitation(rng, world, persons) for _ in range(rng.integers(0, 6))]],
        "meet_at": [[residents, residents[:1], residents[:0], home], [subject] * 4, channel],
        "link_to_staff": [np.union1d(persons, staff).astype(np.int32), _some(rng, staff), subject],
        "settle_ties": [],
        "contact_committee": [scope, place, n, subject],
        "experience": [rng.choice(households, n), skill + 1, 0.3],
        "notice_symbolic": [],
        "reward": [persons],
        "disappoint": [persons],
        "close_month": [],
    }
    calls = others | (about_affair if world.n("affairs") else {})
    often = [name for name in ("answer", "answer", "sign_late", "comply", "spread_rumour") if name in calls]
    name = str(rng.choice([*calls, *often]))
    return name, calls[name]


def _some(rng: np.random.Generator, rows: np.ndarray) -> np.ndarray:
    """Return some of these rows, none twice, in any order."""
    return rng.permutation(rows)[: rng.integers(0, min(len(rows), 80) + 1)].astype(np.int32)


def _some_stakes(rng: np.random.Generator, world: World, affair: int) -> np.ndarray:
    if affair >= world.n("affairs"):
        return np.empty(0, dtype=np.int64)
    first = int(world.affairs.first_stake[affair])
    return _some(rng, np.arange(first, first + int(world.affairs.n_stakes[affair]))).astype(np.int64)


def _some_works(rng: np.random.Generator, world: World) -> list[Works]:
    """Return works under way about some affairs, quarrelsome ones."""
    households = np.arange(world.n("households"))
    return [
        Works(int(affair), float(rng.uniform(0, 0.3)), float(rng.random()), np.sort(_some(rng, households)))
        for affair in _some(rng, np.arange(world.n("affairs")))[:3]
    ]


def _invitation(rng: np.random.Generator, world: World, persons: np.ndarray) -> Invitation:
    """Draw an invitation of some persons, children, staff and vacant berths too."""
    asked = persons[: rng.integers(0, len(persons) + 1)] if len(persons) else persons
    n = len(asked)
    kinds = [Asker.COMMITTEE, Asker.RESIDENT, Asker.NEIGHBOURS]
    kinds += [Asker.TEAM] * (world.n("teams") > 0) + [Asker.ORGANIZATION] * (world.n("organizations") > 0)
    kind = kinds[rng.integers(len(kinds))]
    residents = np.flatnonzero(world.residents.kind == Kind.RESIDENT)
    asker = {
        Asker.COMMITTEE: 0,
        Asker.RESIDENT: rng.choice(residents, n).astype(np.int32) if rng.integers(2) else int(rng.choice(residents)),
        Asker.NEIGHBOURS: -1,
        Asker.TEAM: int(rng.integers(max(1, world.n("teams")))),
        Asker.ORGANIZATION: int(rng.integers(max(1, world.n("organizations")))),
    }[kind]
    others = np.setdiff1d(np.flatnonzero(world.residents.kind != Kind.COMMITTEE_STAFF), asked).astype(np.int32)
    alternates = np.where(rng.random(n) < 0.3, -1, rng.permutation(others)[:n]) if len(others) >= n else None
    return Invitation(
        act=INVITED[rng.integers(len(INVITED))],
        persons=asked,
        asker_kind=kind,
        asker=asker,
        subject=int(rng.integers(2**40)),
        stake=rng.random(n) if rng.integers(2) else float(rng.random()),
        bonus=rng.random(n) * 4 if rng.integers(2) else 2.0,
        trust_shift=float(rng.choice([0.0, -0.15])),
        owned=bool(rng.integers(2)),
        alternates=alternates if rng.integers(2) else None,
        k=int(rng.integers(4)),
        least=int(rng.choice([0, 0, 5, 20])),
    )


def _own_copy(argument):
    """Return an argument that the other society does not share."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, list):
        return [replace(thing) if isinstance(thing, Invitation) else thing for thing in argument]
    return argument


def _plain(answer, given: list):
    """Return an answer, and what it left in the invitations, so that it can be compared."""
    if isinstance(answer, tuple):
        answer = [part.tolist() if isinstance(part, np.ndarray) else part for part in answer]
    invitations = [thing for argument in given if isinstance(argument, list) for thing in argument]
    left = [(i.willing, i.accepted.tolist()) for i in invitations if isinstance(i, Invitation)]
    return answer, left
