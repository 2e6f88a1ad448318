"""The agenda: in descending burden, one practice for each affair's first unmet requirement (§6.6)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Activity, AffairClass, AffairState, Bottleneck, Link, Owner
from sim.institutions import community_time
from sim.institutions.affairs import labour, waiting
from sim.institutions.committee import repertoire, requirements
from sim.institutions.setting import Block, Setting
from sim.institutions.shifts import minutes_of_enforcement, share_done
from sim.protocols.practice import Desk
from sim.world.persons import NEVER


def work(setting: Setting, n: int, desk: Desk) -> None:
    """Work through cases that hide an affair, then through recognised affairs."""
    _look_for_unseen(setting, n, desk)
    for affair in waiting.by_burden(setting, waiting.open_rows(setting, n, latent=False)):
        if setting.world.affairs.klass[affair] != AffairClass.DISPUTE:
            _attend(setting, n, desk, affair)


def _look_for_unseen(setting: Setting, n: int, desk: Desk) -> None:
    """Use at most one practice a class on affairs that so far are only cases (bottleneck: seen at all)."""
    a = setting.world.affairs
    counted = desk.cases
    latent = [row for row in counted if a.state[row] == AffairState.LATENT]
    served: set[int] = set()
    for row in sorted(latent, key=lambda r: (-counted[r], int(a.eid[r]))):
        setting.blocks[n].append(Block(row, Bottleneck.SEEN))
        klass = int(a.klass[row])
        if klass in served:
            continue
        served.add(klass)
        apply_one(setting, n, desk, row, Bottleneck.SEEN)


def _attend(setting: Setting, n: int, desk: Desk, affair: int) -> None:
    """Attend to one affair: find what it lacks, and use one practice for the first lack that one is known for."""
    a = setting.world.affairs
    lacking = requirements.unmet(setting, affair)
    if not lacking:
        a.attended[affair] = setting.month
        return
    if a.owner[affair] != Owner.COMMITTEE:
        setting.blocks[n].append(Block(affair, lacking[0]))
        return
    for bottleneck in lacking:
        out_of_time = setting.world.committees.minutes_left[n] <= 0
        setting.blocks[n].append(Block(affair, bottleneck, hours=bool(out_of_time)))
        if out_of_time:
            return
        if bottleneck == Bottleneck.COMPLIANCE:
            _enforce(setting, n, affair)
            return
        if apply_one(setting, n, desk, affair, bottleneck):
            return


def apply_one(setting: Setting, n: int, desk: Desk, affair: int, bottleneck: Bottleneck) -> bool:
    """Choose among the practices known for a bottleneck and use one if the time suffices; return whether."""
    world = setting.world
    a = world.affairs
    klass = int(a.klass[affair])
    options = [
        k
        for k in repertoire.candidates(setting, n, bottleneck, klass)
        if setting.practices[k].affordance(desk, affair) > 0
    ]
    if not options:
        return False
    chosen = repertoire.choose(setting, n, options, klass, int(a.eid[affair]), bottleneck)
    practice = setting.practices[chosen]
    minutes = practice.minutes(desk, affair)
    if minutes > world.committees.minutes_left[n]:
        setting.blocks[n].append(Block(affair, bottleneck, hours=True))
        return True
    if not practice.apply(desk, affair):
        return False
    note_use(setting, n, affair, chosen)
    if practice.mechanism is not None or practice.minutes(desk, affair) > 0:
        a.attended[affair] = setting.month
    return True


def note_use(setting: Setting, n: int, affair: int, practice: int) -> None:
    """Remember that a practice was used for an affair; its first use in a class is an event."""
    world = setting.world
    row = repertoire.cell(setting, n, practice, int(world.affairs.klass[affair]))
    first = world.repertoire.last_used[row] == NEVER
    world.repertoire.last_used[row] = setting.month
    world.affairs.used[affair, practice] = setting.month
    if first and setting.practices[practice].mechanism is not None:
        setting.chronicle.tell(
            EventKind.PRACTICE_USED,
            n,
            affair=affair,
            practice=practice,
            cause=int(world.repertoire.event[row]),
        )


def _enforce(setting: Setting, n: int, affair: int) -> None:
    """Give hours to see that what was agreed is kept: enforcement = min(1, (.5 + κ₅)·hours/needed)."""
    a = setting.world.affairs
    needed = minutes_of_enforcement(setting, affair)
    spent = community_time.spend(setting, n, Activity.AGENDA, needed, affair)
    a.labour_committee[affair] += spent
    skill = float(setting.world.committees.skill[n, Link.EXECUTION])
    a.enforcement[affair] = share_done(spent, needed, setting.params.issues.enforcement_base + skill)
    a.attended[affair] = setting.month


def work_own_hours(setting: Setting, n: int, affair: int) -> bool:
    """Work on an affair's labour with the committee's own hours, as far as it may."""
    a = setting.world.affairs
    spent = community_time.spend(setting, n, Activity.AGENDA, labour.committee_may_work(setting, affair), affair)
    a.labour_committee[affair] += spent
    return spent > 0
