"""The eleven phases of a month: each calls the rules of residents and institutions in order (model.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine import shocks
from sim.foundation.terms import Act, AffairClass, AffairState, Channel
from sim.founding import newcomers
from sim.institutions import cases, commons, public_life, street_office, treasury, units
from sim.institutions import works as works_rules
from sim.institutions.affairs import dwellings, execution, labour, onset, upkeep
from sim.institutions.affairs import stakes as stakes_rules
from sim.institutions.committee import repertoire, time
from sim.institutions.contracts import duty, settlement, signing
from sim.institutions.organizations import councils, founding, funds, own_affairs, patrols, standing
from sim.institutions.teams import founding as team_founding
from sim.institutions.teams import life as team_life
from sim.institutions.teams import membership as team_membership
from sim.institutions.teams import venues
from sim.world.identity import check
from sim.world.state import reset_month

if TYPE_CHECKING:
    from sim.engine.model import NeighbourhoodModel


def begin(model: NeighbourhoodModel) -> None:
    """Phase 1: shocks, calendar, grants, moves, car purchases."""
    setting, world = model.setting, model.world
    if world.month == 0:
        repertoire.teach(setting, model.config.taught)
    world.committees.residents_year[:, world.month % 12] = 0
    world.committees.running_year_fen[:, world.month % 12] = 0
    shocks.strike(model)
    for office in model.street_offices:
        office.pay_grants()
    for n in range(world.n("neighbourhoods")):
        treasury.approve(setting, n)
        treasury.receive_gifts_of_residents(setting, n)
        units.give_yearly(setting, n)
    moved = newcomers.move_month(world, setting.params.founding)
    if len(moved):
        cases.drop_cases_of(setting, moved)
        stakes_rules.renew_stakes(setting, moved)
    newcomers.buy_cars(world, setting.params.founding)
    works_rules.start_kitchens(setting)


def onsets(model: NeighbourhoodModel) -> None:
    """Phase 2: onsets, severity, enclosure, encroachment."""
    setting = model.setting
    onset.worsen(setting)
    onset.arise(setting)
    before = model.world.estates.enclosed_share[: model.world.n("estates")].copy()
    model.society.enclose()
    model.society.encroach()
    commons.arise(setting, before)
    commons.open_loss(setting)


def everyday(model: NeighbourhoodModel) -> None:
    """Phase 3: contacts, favours, disputes, talk; sessions of teams; complaints and spontaneous calls."""
    setting, society, world = model.setting, model.society, model.world
    society.meet()
    society.form_ties()
    quarrels = society.quarrel(dwellings.works_under_way(setting))
    society.talk(_talked(world))
    complaints = society.complain(_complained(world))
    public_life.call_spontaneously(setting)
    cases.open_cases(setting, *complaints)
    for slot, quarrel in {_slot(world, quarrel): quarrel for quarrel in quarrels}.items():
        cases.open_dispute(setting, quarrel.household_a, quarrel.household_b, slot)
    cases.uproars(setting)
    society.settle_ties()


def _rows(world, first: AffairState, last: AffairState) -> np.ndarray:
    """Return rows of affairs in a span of states, in order of identity."""
    state = world.affairs.state[: world.n("affairs")]
    rows = np.flatnonzero((state >= first) & (state <= last) & (world.affairs.klass[: world.n("affairs")] != 6))
    return rows[np.argsort(world.affairs.eid[rows], kind="stable")]


def _talked(world) -> np.ndarray:
    """Return the affairs that households talk about: heard and deliberated ones, encroachments until all is done."""
    rows = _rows(world, AffairState.HEARD, AffairState.EXECUTED)
    a = world.affairs
    return rows[(a.state[rows] <= AffairState.DELIBERATED) | (a.klass[rows] == AffairClass.ENCROACHMENT)]


def _complained(world) -> np.ndarray:
    """Return the affairs that households may complain of: open ones, seen or not."""
    return _rows(world, AffairState.LATENT, AffairState.EXECUTED)


def _slot(world, quarrel) -> int:
    """Return what tells this month's disputes apart: the two households and the reason."""
    eid = world.households.eid
    a, b = int(eid[quarrel.household_a]) % 2**20, int(eid[quarrel.household_b]) % 2**20
    return (REASONS.index(quarrel.reason) * 2**20 + min(a, b)) * 2**20 + max(a, b)


REASONS = ("kitchen", "parking", "works")


def street(model: NeighbourhoodModel) -> None:
    """Phase 4: street tasks; quarterly evaluation; yearly quota."""
    setting = model.setting
    model.tasks.clear()
    for office in model.street_offices:
        model.tasks |= office.set_tasks()
        if model.world.month % 3 == 0:
            office.evaluate()
    if model.world.month % 12 == 0:
        street_office.grant_quota(setting)


def work(model: NeighbourhoodModel) -> None:
    """Phase 5: the committee's time, agenda, bottlenecks and practices; organizations work on what they own."""
    setting = model.setting
    for committee in model.committees_in_order:
        setting.blocks[committee.row].clear()
        committee.divide_time(*model.tasks[committee.row])
        committee.work()
        if model.is_election_month():
            committee.hold_election()
    own_affairs.raise_affairs(setting)
    own_affairs.work(setting)
    patrols.call_shifts(setting)
    duty.call_duty(setting)
    works_rules.call_duty(setting)


def invitations(model: NeighbourhoodModel) -> None:
    """Phase 6: all invitations of the month, and those that phase 8 made the month before."""
    setting, world = model.setting, model.world
    team_membership.ask_to_join(setting)
    acts = world.proposals.act[: world.n("proposals")]
    for proposal in np.flatnonzero(acts != Act.JOIN_TEAM).tolist():
        act = acts[proposal]
        if act == Act.FOUND_TEAM:
            team_founding.invite_hobby_mates(setting, int(world.proposals.asker[proposal]), -1)
        elif act == Act.COUNCIL:
            councils.call_council(setting, proposal)
        elif world.proposals.organization[proposal] >= 0:
            founding.call_recruits(setting, proposal)
        else:
            founding.call_founders(setting, proposal)
    world.keep("proposals", 0)
    setting.society.answer([invitation for invitation, _ in setting.pending])


def transitions(model: NeighbourhoodModel) -> None:
    """Phase 7: what meetings and shifts bring about; execution, relapse; cases grow old."""
    setting = model.setting
    met, subjects = [], []
    for invitation, then in setting.pending:
        if then is not None:
            then(invitation)
        if invitation.act in MEETINGS and len(invitation.accepted) > 1:
            met.append(invitation.accepted)
            subjects.append(invitation.subject * 32 % 2**62 + int(invitation.act))
    setting.pending.clear()
    setting.society.meet_at(met, subjects, Channel.MEETING)
    setting.society.settle_ties()
    signing.sign_ready(setting)
    execution.advance(setting)
    upkeep.keep_up(setting)
    cases.expire(setting)


MEETINGS = (
    Act.HEARING,
    Act.ADVISORY,
    Act.VOTE,
    Act.TEAM_CALL,
    Act.DUTY,
    Act.PATROL,
    Act.VISIT,
    Act.COUNCIL,
    Act.FOUND_GROUP,
)
"""Acts at which people meet; public life brings its own circles together."""


def bodies(model: NeighbourhoodModel) -> None:
    """Phase 8: teams, units."""
    team_life.live(model.setting)
    standing.live(model.setting)
    units.change_budgets(model.setting)


def postings(model: NeighbourhoodModel) -> None:
    """Phase 9: regular payments, contracts, running costs; the books close."""
    setting = model.setting
    settlement.settle(setting)
    for n in range(model.world.n("neighbourhoods")):
        treasury.spend_routine(setting, n)
        funds.pay_running(setting, n)
        if model.world.month % 12 == 0:
            funds.give_lines(setting, n)
        venues.rent_venues(setting, n)
        treasury.spend_on_events(setting, n)
        treasury.flow_on(setting, n)
    setting.ledger.check()


def learning(model: NeighbourhoodModel) -> None:
    """Phase 10: credit, search, consciousness, aspiration; trust in the committee from symbolic handling."""
    for committee in model.committees_in_order:
        committee.learn()
        committee.retire_chair()
    for committee in model.committees_in_order:
        committee.adapt()
    model.society.notice_symbolic()


def close(model: NeighbourhoodModel) -> None:
    """Phase 11: decay and pruning; observers look; month columns are emptied."""
    setting, world = model.setting, model.world
    for n in range(world.n("neighbourhoods")):
        time.idle(setting, n)
    labour.forget_participants(setting)
    check(world, founded=world.month % 12 == 0)
    model.check_hours()
    model.observe()
    model.society.close_month()
    stakes_rules.compact_stakes(setting)
    reset_month(world)
