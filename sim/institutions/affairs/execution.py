"""From commitment to result: an affair is executed, watched, and closed (§6.3, link 5)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, AffairState, Decision, Link, Owner
from sim.institutions.affairs import reach, steps, waiting
from sim.institutions.affairs.dwellings import agreed
from sim.institutions.affairs.labour import labour_left, participants
from sim.institutions.affairs.payment import pay
from sim.institutions.affairs.removal import pull_down
from sim.institutions.setting import Setting
from sim.institutions.shifts import minutes_of_enforcement
from sim.institutions.teams import life as team_life
from sim.world.persons import NEVER


def lapse(setting: Setting, row: int, reason: str) -> None:
    """Close an affair as lapsed; those who gave hours to it are disappointed in each other (§6.2)."""
    setting.society.disappoint(participants(setting, row))
    steps.close(setting, row, AffairState.LAPSED, reason=reason)


def advance(setting: Setting) -> None:
    """Move on every open affair by what was done for it this month (phase 7)."""
    world = setting.world
    for n in range(world.n("neighbourhoods")):
        for row in waiting.by_burden(setting, waiting.open_rows(setting, n, latent=False)):
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
        setting.world.stakes.benefit[reach.stakes_of(setting, row)][left_out] = 0.0
    kind = EventKind.WORKS_BEGUN if a.inside_dwellings[row] else EventKind.AFFAIR_EXECUTED
    setting.chronicle.tell(kind, int(a.neighbourhood[row]), affair=row)
    if not a.consent_required[row]:
        finish(setting, row)
    elif a.decision[row] <= Decision.NOTICE and a.klass[row] == AffairClass.ENCROACHMENT:
        pull_down(setting, row)
        finish(setting, row)


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
    steps.close(
        setting,
        row,
        AffairState.RESOLVED,
        residents_share=round(int(a.labour_residents[row]) / total, 3) if total else 0.0,
    )
    if a.team[row] >= 0 and world.teams.active[a.team[row]]:
        world.teams.has_venue[a.team[row]] = True
    people = participants(setting, row)
    n = int(a.neighbourhood[row])
    if a.decision[row] == Decision.RESIDENTS and a.heard[row] > NEVER and a.owner[row] == Owner.COMMITTEE:
        world.committees.chain_succeeded[n] = True
    if (world.residents.team[people] >= 0).any():
        world.committees.teams_helped[n] = True
        team_life.please(setting, people, setting.params.teams.orientation_success)
    if total and int(a.labour_residents[row]) >= setting.params.affairs.done_together_share * total and len(people):
        setting.society.reward(people)
    if a.inside_dwellings[row]:
        world.committees.delivered[n] += 1
