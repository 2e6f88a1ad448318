"""The residents' committee (居委会) as an agent: what it does in a month, in order."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Act
from sim.institutions import cases
from sim.institutions.affairs import upkeep
from sim.institutions.agents import Body, Model
from sim.institutions.committee import agenda, learning, repertoire, time
from sim.institutions.desk import CommitteeDesk
from sim.institutions.inhabitants import adults_in
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation


class ResidentsCommittee(Body):
    """A residents' committee: staff, chair, repertoire, accounts, agenda."""

    table = "committees"

    def __init__(self, model: Model, setting: Setting, row: int):
        super().__init__(model, setting, row)
        self.desk = CommitteeDesk(setting, row)

    def divide_time(self, street_minutes: int, entrusted_minutes: int) -> None:
        """Serve assigned tasks; what is left is community time."""
        time.divide(self.setting, self.row, street_minutes, entrusted_minutes)
        self.setting.world.committees.declined[self.row] = 0.0

    def work(self) -> None:
        """Spend community time: liaison, cases, upkeep, public life, agenda; then adjust coping."""
        setting, n = self.setting, self.row
        time.liaise(setting, n)
        self.desk.cases = cases.counts_by_affair(setting, n)
        left = int(setting.world.committees.minutes_left[n])
        unanswered = cases.answer(setting, n, round(setting.params.cases.share_of_rest * left))
        upkeep.upkeep_hours(setting, n)
        if setting.month % 12 in setting.params.public_events.months:
            self.hold_public_life()
        agenda.work(setting, n, self.desk)
        time.cope(setting, n, unanswered)

    def hold_public_life(self) -> None:
        """Hold public life without an affair, if it is known in any class and the last is a quarter ago."""
        setting, n = self.setting, self.row
        last = int(setting.world.committees.last_public_life[n])
        if setting.month - last < setting.params.public_life.rest_months:
            return
        for k, practice in enumerate(setting.practices):
            if practice.name != "public_life" or not setting.available[k]:
                continue
            rows = repertoire.rows_of(setting, n, k)
            known = setting.world.repertoire.known[rows].any()
            if known and practice.minutes(self.desk, -1) <= self.desk.minutes_left():
                practice.apply(self.desk, -1)

    def hold_election(self) -> None:
        """Call the residents to the election; the chair may leave with it."""
        setting, n = self.setting, self.row
        rows = adults_in(setting, n)

        def conclude(invitation: Invitation) -> None:
            turnout = round(len(invitation.accepted) / max(1, len(rows)), 3)
            event = setting.chronicle.tell(EventKind.ELECTION_HELD, n, turnout=turnout, voters=len(invitation.accepted))
            if setting.uniform(Purpose.CHAIR, int(self.eid), 0, 0) < setting.params.committee.leaves_at_election:
                learning.change_chair(setting, n, event)

        setting.call(Invitation(Act.ELECTION, rows, Asker.COMMITTEE, n, int(self.eid)), conclude)

    def retire_chair(self) -> None:
        """Let the chair retire now and then, but for one who came this month."""
        if self.setting.world.committees.chair_since[self.row] == self.setting.month:
            return
        if self.setting.uniform(Purpose.CHAIR, int(self.eid), 1, 0) < self.setting.params.committee.retires_per_month:
            learning.change_chair(self.setting, self.row)

    def learn(self) -> None:
        """Count closures, and outside the burn-in search and learn."""
        setting, n = self.setting, self.row
        learning.credit_closures(setting, n)
        learning.lose_to_overdue(setting, n)
        committees = setting.world.committees
        committees.skill[n] *= setting.params.learning.skill_decay
        if setting.learning:
            learning.credit_requirements(setting, n)
            learning.search(setting, n, self.desk)
            learning.settle(setting, n)

    def adapt(self) -> None:
        """Adapt aspiration to performance, own and peers', outside the burn-in."""
        if self.setting.learning:
            learning.adapt(self.setting, self.row)

    @property
    def cash_yuan(self) -> float:
        """Cash in yuan."""
        return self.setting.ledger.balance(self.row, Account.CASH) / 100
