"""What every committee does without having discovered anything (model.md §6.6, table, column "defaults")."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter
from sim.foundation.terms import Activity, AffairClass, AffairState, Bottleneck
from sim.protocols.practice import Desk


class CaseByCase:
    """Answer each complaint by itself; the affair behind it stays unseen."""

    name = "case_by_case"
    mechanism = None
    bottleneck = Bottleneck.SEEN
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()

    @dataclass
    class Params:
        """It has no numbers of its own."""

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 1: it can always be done."""
        return 1.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return 0: the time is that of the cases."""
        return 0

    def apply(self, desk: Desk, affair: int) -> bool:
        """Do nothing about the affair."""
        return True


class Notice:
    """Put up a notice and go ahead without asking."""

    name = "notice"
    mechanism = None
    bottleneck = Bottleneck.CONSENT
    reads = ("affairs",)
    writes = ("affairs", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of the notice."""

        hours: float = parameter(2, 0, 40, "h", "assumption", "time of a notice", "通知耗时")

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 1 for what can be done without consent: works from above, removal of what was built; else 0.

        Where consent is required otherwise, nobody acts on a notice (C039); works and removals by notice may backfire.
        """
        a = desk.world.affairs
        possible = a.klass[affair] in (AffairClass.GOVERNMENT_WORKS, AffairClass.ENCROACHMENT)
        return 1.0 if possible and a.state[affair] <= AffairState.HEARD else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.notice.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Commit the affair without consent."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.decide_by_notice(affair)
        return True


class OwnHours:
    """Do the work with the committee's own hours."""

    name = "own_hours"
    mechanism = None
    bottleneck = Bottleneck.LABOUR
    reads = ("affairs",)
    writes = ("affairs", "residents", "committees", "hours")

    @dataclass
    class Params:
        """It has no numbers of its own."""

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 1: it can always be done."""
        return 1.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return an hour, the least it takes; it goes on as long as there is time."""
        return 60

    def apply(self, desk: Desk, affair: int) -> bool:
        """Work on the affair's labour."""
        return desk.work_own_hours(affair)


class Wait:
    """Wait for money."""

    name = "wait"
    mechanism = None
    bottleneck = Bottleneck.MONEY
    reads = ("affairs",)
    writes: tuple[str, ...] = ()

    @dataclass
    class Params:
        """It has no numbers of its own."""

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 1, but for parking: there residents can still agree among themselves (§6.5)."""
        return 0.0 if desk.is_parking(affair) else 1.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return 0."""
        return 0

    def apply(self, desk: Desk, affair: int) -> bool:
        """Do nothing."""
        return True


class AskGift:
    """Ask a unit for a gift bound to the affair (C061)."""

    name = "ask_gift"
    mechanism = None
    bottleneck = Bottleneck.MONEY
    reads = ("units", "affairs")
    writes = ("units", "affairs", "accounts", "residents", "neighbourhoods", "committees", "hours")

    @dataclass
    class Params:
        """Numbers of asking."""

        hours: float = parameter(2, 0, 40, "h", "assumption", "time of asking for a gift", "请求资助耗时")

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 1 if what the units have left to give this year could close the gap, else 0 (C018)."""
        units, a = desk.world.units, desk.world.affairs
        left = sum(max(0, int(units.gift_budget_fen[u]) - int(units.given_fen[u])) for u in desk.units())
        missing = int(a.cost_fen[affair]) - int(a.paid_fen[affair]) - int(a.gift_fen[affair])
        return 1.0 if left > 0 and missing <= left else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.ask_gift.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Ask."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.ask_gift(affair)
        return True
