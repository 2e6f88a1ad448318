"""One month as columns of ``months``: each function reads the world and returns arrays by neighbourhood."""

from collections.abc import Sequence

import numpy as np

from sim.engine.indices import ratio
from sim.engine.kernels_observe import PersonSums, TieSums
from sim.engine.occurrence import done_by_residents
from sim.engine.outcome_params import Params
from sim.foundation.event_kinds import EventKind
from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import (
    Account,
    Activity,
    Actor,
    AffairClass,
    AffairState,
    Bottleneck,
    Money,
    OrganizationKind,
    OrganizationState,
)
from sim.institutions.chronicle import Event
from sim.institutions.ledger import Posting
from sim.institutions.setting import Block
from sim.protocols.practice import Practice
from sim.world.persons import NEVER
from sim.world.state import World

Columns = dict[str, np.ndarray]

SOURCES = (Money.STREET_GRANT, Money.DONATION, Money.GIFT, Money.EXCHANGE, Money.LEVY)
"""Purposes of income: the street's first, then the neighbourhood's own sources."""
INCOME_NAMES = ("street", "donations", "gifts", "exchange", "levies")
N_ACTIVITIES = len(Activity)


def _number(rows: np.ndarray, n: int) -> np.ndarray:
    return np.bincount(rows, minlength=n)[:n]


def people(persons: PersonSums, ties: TieSums) -> Columns:
    """Return social capital, contact, trust and members."""
    adults = persons.adults
    return {
        "trust_mean": ratio(ties.trust / FIXED_ONE, ties.ties),
        "reciprocity_mean": ratio(persons.norm / FIXED_ONE, adults),
        "ties_mean_degree": ratio(2 * ties.ties, adults),
        "bridging_share": ratio(ties.bridging, ties.ties),
        "neighbour_trust_share": ratio(ties.trusted, ties.ties),
        "contact_share": ratio(persons.in_contact, adults),
        "no_contact_share": ratio(persons.without_contact, adults),
        "committee_trust_mean": ratio(persons.committee_trust / FIXED_ONE, adults),
        "habit_mean": ratio(persons.habit / FIXED_ONE, adults),
        "fatigue_mean": ratio(persons.fatigue / FIXED_ONE, adults),
        "hours_residents": persons.minutes / 60,
        "team_members": persons.team_members,
        "patrol_members": persons.patrol_members,
        "active_members": persons.active_members,
    }


def time(world: World) -> Columns:
    """Return the committee's hours, coping and score; what was idle is community time that found no use."""
    n = world.n("neighbourhoods")
    start = Actor.COMMITTEE * N_ACTIVITIES
    own = world.hours.minutes[:n, start : start + N_ACTIVITIES]
    street, entrusted = own[:, Activity.STREET_TASKS], own[:, Activity.ENTRUSTED_TASKS]
    committees = world.committees
    return {
        "hours_street": street / 60,
        "hours_entrusted": entrusted / 60,
        "hours_community": (own.sum(axis=1) - street - entrusted) / 60,
        "hours_idle": own[:, Activity.IDLE] / 60,
        "symbolic_share": committees.symbolic_share[:n].copy(),
        "score": committees.score[:n].copy(),
        "overdue": committees.overdue[:n].copy(),
    }


def income_fen(journal: Sequence[Posting], n: int) -> np.ndarray:
    """Return this month's income in fen by neighbourhood and source, shape (neighbourhoods, sources)."""
    received = np.zeros((n, len(SOURCES)), dtype=np.int64)
    for posting in journal:
        if posting.debit == Account.CASH and posting.purpose in SOURCES:
            received[posting.neighbourhood, SOURCES.index(posting.purpose)] += posting.amount_fen
    return received


def money(world: World, income: np.ndarray, p: Params) -> Columns:
    """Return income by source, cash, and the contracts that run; those that are large and those that are stable."""
    n, c, count = world.n("neighbourhoods"), world.contracts, world.n("contracts")
    runs = (c.started[:count] > NEVER) & (c.ended[:count] == NEVER)
    where = c.neighbourhood[:count][runs]
    yearly = 12 * c.spaces[:count].astype(np.int64) * c.fee_fen[:count] * c.pays[:count]
    large = runs & (yearly >= round(100 * p.large_contract_yuan))
    stable = runs & (world.month - c.started[:count] >= p.stable_contract_months)
    return {
        **{f"income_{name}_yuan": income[:, k] / 100 for k, name in enumerate(INCOME_NAMES)},
        "cash_yuan": world.accounts.balance[:n, Account.CASH] / 100,
        "contracts_running": _number(where, n),
        "contracts_yuan_year": np.bincount(where, weights=yearly[runs], minlength=n) / 100,
        "contracts_large": _number(c.neighbourhood[:count][large], n),
        "contracts_stable": _number(c.neighbourhood[:count][stable], n),
    }


def affairs(world: World) -> Columns:
    """Return stocks and flows of affairs, disputes apart, and the cases that are open."""
    n, a, count, month = world.n("neighbourhoods"), world.affairs, world.n("affairs"), world.month
    state, where = a.state[:count], a.neighbourhood[:count]
    public = a.klass[:count] != AffairClass.DISPUTE
    now = public & (a.closed[:count] == month)
    held = {
        "affairs_latent": public & (state == AffairState.LATENT),
        "affairs_open": public & (state >= AffairState.RECOGNIZED) & (state <= AffairState.EXECUTED),
        "affairs_resolved": now & (state == AffairState.RESOLVED),
        "affairs_lapsed": now & (state == AffairState.LAPSED),
        "affairs_moot": now & (state == AffairState.MOOT),
        "affairs_arisen": public & (a.onset[:count] == month),
        "affairs_by_residents": now & done_by_residents(world),
        "disputes": ~public & (a.onset[:count] == month),
    }
    columns = {name: _number(where[chosen], n) for name, chosen in held.items()}
    complaining = world.cases.household[: world.n("cases")]
    columns["cases"] = _number(world.households.neighbourhood[complaining], n)
    return columns


def bodies(world: World) -> Columns:
    """Return teams, groups, councils, and the parking spaces that are enclosed."""
    n, o, count = world.n("neighbourhoods"), world.organizations, world.n("organizations")
    state, where = o.state[:count], o.neighbourhood[:count]
    group = o.kind[:count] == OrganizationKind.SELF_GOVERNANCE_GROUP
    unconfirmed = (state == OrganizationState.INFORMAL) | (state == OrganizationState.PROPOSED)
    lives = unconfirmed | (state == OrganizationState.CONFIRMED)
    teams, households, estates = world.teams, world.households, world.estates
    n_teams, n_households, n_estates = world.n("teams"), world.n("households"), world.n("estates")
    enclosed = np.bincount(households.neighbourhood[:n_households], households.enclosed[:n_households], n)
    spaces = np.bincount(estates.neighbourhood[:n_estates], estates.spaces[:n_estates], n)
    return {
        "teams": _number(teams.neighbourhood[:n_teams][teams.active[:n_teams]], n),
        "groups_confirmed": _number(where[group & (state == OrganizationState.CONFIRMED)], n),
        "groups_informal": _number(where[group & unconfirmed], n),
        "groups_dormant": _number(where[group & (state == OrganizationState.DORMANT)], n),
        "council": _number(where[(o.kind[:count] == OrganizationKind.COUNCIL) & lives], n),
        "enclosed_share": np.minimum(1.0, ratio(enclosed, spaces)),
    }


def knowledge(world: World, practices: Sequence[Practice]) -> Columns:
    """Return how many practices beyond the defaults are known in some class, and how many consciously."""
    n = world.n("neighbourhoods")
    found = np.array([practice.mechanism is not None for practice in practices])
    shape = (n, len(practices), -1)
    known = world.repertoire.known[: world.n("repertoire")].reshape(shape).any(axis=2)
    conscious = world.repertoire.conscious[: world.n("repertoire")].reshape(shape).any(axis=2)
    return {
        "practices_known": (known & found).sum(axis=1),
        "practices_conscious": (conscious & found).sum(axis=1),
    }


def blocked(blocks: Sequence[Sequence[Block]]) -> Columns:
    """Return how many affairs waited, by the first requirement that was lacking, and for how many time had run out."""
    n = len(blocks)
    columns = {f"blocked_{b.word}": np.zeros(n, dtype=np.int64) for b in Bottleneck}
    columns["blocked_hours"] = np.zeros(n, dtype=np.int64)
    for where, mine in enumerate(blocks):
        first: dict[int, Bottleneck] = {}
        for block in mine:
            first.setdefault(block.affair, block.bottleneck)
        for bottleneck in first.values():
            columns[f"blocked_{Bottleneck(bottleneck).word}"][where] += 1
        columns["blocked_hours"][where] = len({block.affair for block in mine if block.hours})
    return columns


def turnout(events: Sequence[Event], n: int) -> Columns:
    """Return the turnout of this month's elections, NaN where there was none."""
    column = np.full(n, np.nan)
    for event in events:
        if event.kind == EventKind.ELECTION_HELD:
            column[event.neighbourhood] = event.arguments["turnout"]
    return {"election_turnout": column}
