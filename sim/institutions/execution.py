"""From commitment to result: labour, money, works, compliance, closing, relapse, upkeep (§6.3, links 5)."""

import numpy as np

from sim.foundation.terms import (
    Account,
    Activity,
    AffairClass,
    AffairState,
    Decision,
    EventKind,
    Link,
    Money,
    Owner,
    Purpose,
    RecognizedBy,
    Scope,
)
from sim.institutions import affairs as rules
from sim.institutions import cases, teams
from sim.institutions.setting import Setting
from sim.institutions.shifts import minutes_of_enforcement
from sim.protocols.society import Works

REMOVAL_SLOT = 3
"""Tells quarrels over removals apart from those over kitchens, parking and works in a dispute's identity."""


def labour_left(setting: Setting, affair: int) -> int:
    """Return the minutes of labour that are still to be done."""
    a = setting.world.affairs
    done = int(a.labour_residents[affair]) + int(a.labour_committee[affair])
    return max(0, int(a.labour_minutes[affair]) - done)


def committee_may_work(setting: Setting, affair: int) -> int:
    """Return the minutes that the committee may work on an affair: once residents took part, its last quarter."""
    a, left = setting.world.affairs, labour_left(setting, affair)
    if a.labour_residents[affair] == 0:
        return left
    share = setting.params.affairs.committee_share_after_residents
    most = round(share * int(a.labour_minutes[affair])) - int(a.labour_committee[affair])
    return max(0, min(left, most))


def contribute(setting: Setting, affair: int, persons: np.ndarray, minutes_each: int) -> None:
    """Count residents' hours on an affair - labour, or seeing that it is kept - and remember who gave them."""
    if not len(persons):
        return
    world = setting.world
    a = world.affairs
    a.labour_residents[affair] += minutes_each * len(persons)
    world.committees.residents_year[int(a.neighbourhood[affair]), setting.month % 12] += minutes_each * len(persons)
    kept = world.contributions
    count = world.n("contributions")
    known = set(kept.eid[:count][kept.affair[:count] == affair].tolist())
    fresh = [int(i) for i in persons if int(world.residents.eid[i]) not in known]
    first = world.append("contributions", len(fresh))
    kept = world.contributions
    for k, i in enumerate(fresh):
        kept.affair[first + k], kept.resident[first + k] = affair, i
        kept.eid[first + k] = world.residents.eid[i]


def lapse(setting: Setting, row: int, reason: str) -> None:
    """Close an affair as lapsed; those who gave hours to it are disappointed in each other (§6.2)."""
    setting.society.disappoint(participants(setting, row))
    rules.close(setting, row, AffairState.LAPSED, reason=reason)


def participants(setting: Setting, affair: int) -> np.ndarray:
    """Return the rows of those who gave hours to an affair and still live here."""
    world = setting.world
    kept, count = world.contributions, world.n("contributions")
    mine = kept.affair[:count] == affair
    rows, eids = kept.resident[:count][mine], kept.eid[:count][mine]
    return rows[world.residents.eid[rows] == eids]


def forget_participants(setting: Setting) -> None:
    """Forget who gave hours to affairs that are closed (phase 11)."""
    world = setting.world
    kept, count = world.contributions, world.n("contributions")
    state = world.affairs.state[kept.affair[:count]]
    keep = np.flatnonzero(state <= AffairState.EXECUTED)
    for array in kept:
        array[: len(keep)] = array[:count][keep]
    world.keep("contributions", len(keep))


def levy(setting: Setting, affair: int) -> int:
    """Return what those who signed would pay for an affair that residents decided or agreed to (花费分担)."""
    world = setting.world
    if world.affairs.decision[affair] < Decision.NEGOTIATED:
        return 0
    payers = int(world.stakes.signed[rules.stakes_of(setting, affair)].sum())
    return payers * round(100 * setting.params.issues.contribution_levy_yuan)


def collect(setting: Setting, affair: int, fen: int) -> None:
    """Collect a levy from households and pay it for the affair at once."""
    n = int(setting.world.affairs.neighbourhood[affair])
    setting.ledger.receive(n, Account.AFFAIRS, fen, Money.LEVY)
    setting.ledger.pay(n, Account.AFFAIRS, fen, Money.AFFAIR)
    setting.world.affairs.paid_fen[affair] += fen


def affordable(setting: Setting, affair: int) -> list[tuple[Account, int]] | None:
    """Return which funds could pay what a levy leaves of an affair's cost, or None if they do not suffice."""
    a = setting.world.affairs
    n = int(a.neighbourhood[affair])
    left = int(a.cost_fen[affair]) - int(a.paid_fen[affair])
    left -= min(left, levy(setting, affair))
    funds = [(Account.AFFAIRS, int(a.gift_fen[affair]))]
    if a.klass[affair] == AffairClass.CULTURAL_SPORTS:
        funds.append((Account.CULTURE_SPORTS, setting.ledger.balance(n, Account.CULTURE_SPORTS)))
    funds.append((Account.FREE, setting.ledger.balance(n, Account.FREE)))
    parts = []
    for fund, there in funds:
        part = min(left, there)
        if part > 0:
            parts.append((fund, part))
            left -= part
    return parts if left == 0 else None


def pay(setting: Setting, affair: int) -> bool:
    """Pay what is left of an affair's cost if funds allow; return whether it is paid."""
    a = setting.world.affairs
    if a.paid_fen[affair] >= a.cost_fen[affair]:
        return True
    parts = affordable(setting, affair)
    if parts is None:
        return False
    due = min(int(a.cost_fen[affair]) - int(a.paid_fen[affair]), levy(setting, affair))
    if due:
        collect(setting, affair, due)
    for fund, fen in parts:
        setting.ledger.pay(int(a.neighbourhood[affair]), fund, fen, Money.AFFAIR)
        if fund == Account.AFFAIRS:
            a.gift_fen[affair] -= fen
        a.paid_fen[affair] += fen
    return True


def works_under_way(setting: Setting) -> list[Works]:
    """Return the works inside dwellings that disturb neighbours this month."""
    a, p = setting.world.affairs, setting.params.affairs
    found = []
    count = setting.world.n("affairs")
    under_way = (a.state[:count] == AffairState.EXECUTED) & a.inside_dwellings[:count]
    for row in np.flatnonzero(under_way).tolist():
        by_notice = a.decision[row] <= Decision.NOTICE
        p_pair = p.works_dispute_pair if by_notice else 0.0
        p_kitchen = p.works_dispute_kitchen * (1 - int(a.agreements[row]) / 4)
        found.append(Works(row, p_pair, p_kitchen, rules.affected_rows(setting, row)[agreed(setting, row)]))
    return found


def agreed(setting: Setting, row: int) -> np.ndarray:
    """Return which of the affected households get works inside their dwellings.

    A shared kitchen is renovated only if all of its affected households have signed; a notice asks nobody (C085).
    """
    world = setting.world
    a, households, block = world.affairs, rules.affected_rows(setting, row), rules.stakes_of(setting, row)
    if not a.one_square_metre[row] or a.decision[row] <= Decision.NOTICE:
        return np.ones(len(households), dtype=bool)
    kitchen = world.households.kitchen[households].astype(np.int64)
    shared = kitchen >= 0
    group = np.where(shared, kitchen + world.households.neighbourhood[households] * 2**20, -1)
    against = np.unique(group[shared & ~world.stakes.signed[block]])
    return ~(shared & np.isin(group, against))


def advance(setting: Setting) -> None:
    """Move on every open affair by what was done for it this month (phase 7)."""
    world = setting.world
    for n in range(world.n("neighbourhoods")):
        for row in rules.by_burden(setting, rules.open_rows(setting, n, latent=False)):
            if world.affairs.klass[row] == AffairClass.DISPUTE:
                continue
            _advance_one(setting, row)


def _advance_one(setting: Setting, row: int) -> None:
    a, p = setting.world.affairs, setting.params.affairs
    state = a.state[row]
    if state == AffairState.COMMITTED:
        if a.one_square_metre[row] and a.posted[row]:
            setting.society.sign_late(row, float(setting.world.committees.skill[a.neighbourhood[row], Link.COMMITMENT]))
        if labour_left(setting, row) == 0 and a.has_quota[row] and pay(setting, row):
            _execute(setting, row)
        elif setting.month - int(a.attended[row]) >= p.patience_months:
            lapse(setting, row, "unattended")
    elif state == AffairState.EXECUTED:
        _watch(setting, row)
    elif setting.month - int(a.attended[row]) >= p.patience_months:
        lapse(setting, row, "unattended")


def _execute(setting: Setting, row: int) -> None:
    """Mark an affair as executed; where consent is required, compliance is now watched."""
    a = setting.world.affairs
    a.state[row], a.executed[row], a.complied_months[row] = AffairState.EXECUTED, setting.month, 0
    left_out = ~agreed(setting, row)
    if left_out.any():
        setting.world.stakes.benefit[rules.stakes_of(setting, row)][left_out] = 0.0
    kind = EventKind.WORKS_BEGUN if a.inside_dwellings[row] else EventKind.AFFAIR_EXECUTED
    setting.chronicle.tell(kind, int(a.neighbourhood[row]), affair=row)
    if not a.consent_required[row]:
        finish(setting, row)
    elif a.decision[row] <= Decision.NOTICE and a.klass[row] == AffairClass.ENCROACHMENT:
        _pull_down(setting, row)


def _pull_down(setting: Setting, row: int) -> None:
    """Remove encroachments by notice: it works at once, and owners do not forget it."""
    world = setting.world
    stakes, block = world.stakes, rules.stakes_of(setting, row)
    owners = block.start + np.flatnonzero(world.households.encroachment[stakes.household[block]])
    stakes.complied[owners] = True
    setting.society.remove_encroachments(row)
    setting.society.experience(stakes.household[owners], 0.0, setting.params.affairs.pulled_down_failure)
    _quarrel_over_removal(setting, row, stakes.household[owners])
    finish(setting, row)


def _quarrel_over_removal(setting: Setting, row: int, owners: np.ndarray) -> None:
    """Let each owner fall out with a neighbour by hash who has not built, and take it for the one who complained."""
    world = setting.world
    eids, a = world.households.eid, world.affairs
    others = np.setdiff1d(rules.affected_rows(setting, row), owners)
    if not len(others) or not len(owners):
        return
    subject = int(a.eid[row])
    owners = owners[np.argsort(eids[owners], kind="stable")]
    order = setting.by_lot(Purpose.SELECT, eids, others, subject)
    neighbours = order[np.arange(len(owners)) % len(order)]
    setting.society.fall_out(owners, neighbours, subject)
    for owner, neighbour in zip(owners.tolist(), neighbours.tolist(), strict=True):
        low, high = sorted((int(eids[owner]) % 2**20, int(eids[neighbour]) % 2**20))
        cases.open_dispute(setting, owner, neighbour, (REMOVAL_SLOT * 2**20 + low) * 2**20 + high)


def _watch(setting: Setting, row: int) -> None:
    """Draw this month's compliance; enough of it for some months closes the affair, too little for long lapses it."""
    world, p = setting.world, setting.params.affairs
    a = world.affairs
    by_notice = a.decision[row] <= Decision.NOTICE
    if a.inside_dwellings[row] and by_notice:
        if setting.month - int(a.executed[row]) >= p.works_months:
            finish(setting, row)
        return
    weight = 1.0 if a.posted[row] else setting.params.issues.unposted_weight
    enforcement = float(a.enforcement[row]) if minutes_of_enforcement(setting, row) else 1.0
    share = setting.society.comply(row, enforcement, weight)
    a.enforcement[row] = 0.0
    a.seen_in_class[row] = share
    if a.klass[row] == AffairClass.ENCROACHMENT:
        setting.society.remove_encroachments(row)
    if a.klass[row] == AffairClass.PARKING:
        setting.society.remove_enclosures(row)
    a.complied_months[row] = a.complied_months[row] + 1 if share >= p.compliance_needed else 0
    if a.complied_months[row] >= p.compliance_months:
        finish(setting, row)
    elif setting.month - int(a.executed[row]) >= p.execution_patience_months:
        lapse(setting, row, "not kept")


def finish(setting: Setting, row: int) -> None:
    """Close an affair as resolved, and let those who did it learn from it."""
    world = setting.world
    a = world.affairs
    total = int(a.labour_residents[row]) + int(a.labour_committee[row])
    if a.consent_required[row] and a.decision[row] > Decision.NOTICE and a.owner[row] == Owner.COMMITTEE:
        skill = world.committees.skill[int(a.neighbourhood[row])]
        skill[Link.EXECUTION] += setting.params.learning.skill_gain * (1 - skill[Link.EXECUTION])
    rules.close(
        setting,
        row,
        AffairState.RESOLVED,
        residents_share=round(int(a.labour_residents[row]) / total, 3) if total else 0.0,
    )
    if a.team[row] >= 0 and world.teams.active[a.team[row]]:
        world.teams.has_venue[a.team[row]] = True
    people = participants(setting, row)
    n = int(a.neighbourhood[row])
    if a.decision[row] == Decision.RESIDENTS and a.heard[row] > -9000 and a.owner[row] == Owner.COMMITTEE:
        world.committees.chain_succeeded[n] = True
    if (world.residents.team[people] >= 0).any():
        world.committees.teams_helped[n] = True
        teams.please(setting, people, setting.params.teams.orientation_success)
    if total and 2 * int(a.labour_residents[row]) >= total and len(people):
        setting.society.reward(people)
    if a.inside_dwellings[row]:
        world.committees.delivered[n] += 1


def keep_up(setting: Setting) -> None:
    """Let resolved affairs relapse, more often where their upkeep was not met (phase 7)."""
    world, p = setting.world, setting.params
    a, count = world.affairs, world.n("affairs")
    resolved = np.flatnonzero((a.state[:count] == AffairState.RESOLVED) & (a.klass[:count] <= AffairClass.ENCROACHMENT))
    klass = a.klass[resolved]
    met = a.upkeep_done[resolved] >= a.upkeep_minutes[resolved]
    for at in np.flatnonzero(klass == AffairClass.PARKING).tolist():
        met[at] = parking_kept(setting, int(resolved[at]))
    classes = [rules.class_params(setting, c) for c in rules.CLASS_GROUPS]
    rates = np.array([(own.relapse_unmet, own.relapse_met) for own in classes])
    by_notice = (klass == AffairClass.ENCROACHMENT) & (a.decision[resolved] <= Decision.NOTICE)
    rate = np.where(by_notice, p.affairs.rebuilt_by_notice, rates[klass, met.astype(np.int64)])
    for row in resolved[setting.uniforms(Purpose.RELAPSE, a.eid[resolved]) < rate].tolist():
        _relapse(setting, row)


def parking_kept(setting: Setting, row: int) -> bool:
    """Tell whether the contract that settled a parking affair runs and its spaces were available enough."""
    contracts = setting.world.contracts
    for c in range(setting.world.n("contracts")):
        if contracts.affair[c] == row and contracts.ended[c] < -9000:
            return bool(contracts.available[c] >= setting.params.contracts.kept_at)
    return False


def _relapse(setting: Setting, row: int) -> None:
    """Return a resolved affair to recognised at half its severity; consent has to be found again."""
    world = setting.world
    a = world.affairs
    a.severity[row] = a.severity_closed[row] / 2
    a.state[row], a.recognized[row], a.attended[row] = AffairState.RECOGNIZED, setting.month, setting.month
    for column in (a.heard, a.deliberated, a.committed, a.executed, a.closed):
        column[row] = -9999
    for column in (a.labour_residents, a.labour_committee, a.committee_minutes, a.complied_months, a.rounds, a.judged):
        column[row] = 0
    a.paid_fen[row] = 0
    a.cost_fen[row] //= 2
    a.decision[row] = Decision.NONE
    a.posted[row] = a.rumoured[row] = False
    a.used[row] = -9999
    if a.klass[row] == AffairClass.ENCROACHMENT:
        _rebuild(setting, row)
    if a.team[row] >= 0:
        world.teams.has_venue[a.team[row]] = False
    if a.consent_required[row] and a.owner[row] == Owner.TEAM:
        a.owner[row], a.team_owner[row] = Owner.COMMITTEE, -1
    stakes, block = world.stakes, rules.stakes_of(setting, row)
    stakes.signed[block] = stakes.complied[block] = stakes.reached[block] = False
    stakes.vote[block] = 0
    setting.chronicle.tell(EventKind.AFFAIR_RELAPSED, int(a.neighbourhood[row]), affair=row)
    if not a.consent_required[row]:
        rules.commit(setting, row, Decision.NOTICE, quiet=True)


def _rebuild(setting: Setting, row: int) -> None:
    """Let the former owners of a lane build again."""
    world = setting.world
    stakes, block = world.stakes, rules.stakes_of(setting, row)
    owners = stakes.household[block][stakes.loss[block] > 0]
    world.households.encroachment[owners] = True
    world.affairs.recognized_by[row] = RecognizedBy.QUARREL


def upkeep_hours(setting: Setting, n: int) -> None:
    """Give community hours and money to the upkeep that the committee promised, heaviest affairs first (phase 5)."""
    world = setting.world
    a, count = world.affairs, world.n("affairs")
    mine = (
        (a.neighbourhood[:count] == n)
        & (a.state[:count] == AffairState.RESOLVED)
        & (a.owner[:count] == Owner.COMMITTEE)
        & (a.upkeep_minutes[:count] > 0)
    )
    for row in rules.by_burden(setting, np.flatnonzero(mine)):
        if world.committees.minutes_left[n] < a.upkeep_minutes[row]:
            break
        if not pay_upkeep(setting, row):
            continue
        spent = setting.spend_committee(n, Activity.UPKEEP, int(a.upkeep_minutes[row]))
        a.upkeep_done[row] += spent


def pay_upkeep(setting: Setting, row: int) -> bool:
    """Pay this month's upkeep of an affair from the fund that may pay it; return whether it was paid."""
    world = setting.world
    a = world.affairs
    n, fen = int(a.neighbourhood[row]), int(a.upkeep_fen[row]) // 12
    if fen == 0:
        return True
    funds = [Account.FREE, Account.VENUES_AND_EVENTS]
    if a.klass[row] == AffairClass.CULTURAL_SPORTS:
        funds = [Account.CULTURE_SPORTS, Account.PURPOSE_BOUND, *funds]
    for fund in funds:
        if setting.ledger.balance(n, fund) >= fen:
            setting.ledger.pay(n, fund, fen, Money.UPKEEP)
            world.committees.running_year_fen[n, setting.month % 12] += fen
            return True
    return False


def scope_place(setting: Setting, affair: int) -> tuple[int, int]:
    """Return the scope of an affair and the row of its place."""
    a = setting.world.affairs
    scope = int(a.scope[affair])
    place = {Scope.LANE: a.lane[affair], Scope.ESTATE: a.estate[affair], Scope.NEIGHBOURHOOD: a.neighbourhood[affair]}
    return scope, int(place[Scope(scope)])
