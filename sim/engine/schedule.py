"""The month as an ordered table of phases; printing it prints the model (model.md §4)."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.engine import phases


@dataclass(frozen=True)
class Phase:
    """One phase of the month.

    Attributes
    ----------
    number : int
        Place in the month, 1 … 11.
    name, zh : str
        What happens in it.
    run : callable
        The rule; it gets the model.
    """

    number: int
    name: str
    zh: str
    run: Callable


@dataclass(frozen=True)
class Schedule:
    """The phases of a month in order."""

    phases: tuple[Phase, ...]

    def __iter__(self):
        """Go through the phases in order."""
        return iter(self.phases)

    def __str__(self) -> str:
        """Print the month."""
        return "\n".join(f"{phase.number:>2}  {phase.name:<60} {phase.zh}" for phase in self.phases)


MONTH = Schedule(
    (
        Phase(1, "shocks, calendar, grants, moves, car purchases", "冲击、日历、拨款、迁移、购车", phases.begin),
        Phase(2, "onsets, severity, enclosure, encroachment", "事务发生、恶化、圈占、违章搭建", phases.onsets),
        Phase(
            3,
            "contacts, favours, disputes, talk, sessions, complaints",
            "往来、互助、纠纷、议论、活动、投诉",
            phases.everyday,
        ),
        Phase(4, "street tasks, evaluation, quota", "街道任务、考核、指标", phases.street),
        Phase(5, "committee: time, agenda, bottleneck, practice", "居委会：时间、议程、瓶颈、工作方法", phases.work),
        Phase(6, "invitations", "邀请与响应", phases.invitations),
        Phase(7, "transitions of affairs", "事务推进", phases.transitions),
        Phase(8, "teams, organizations, units", "团队、组织、单位", phases.bodies),
        Phase(9, "postings", "记账", phases.postings),
        Phase(10, "learning", "学习", phases.learning),
        Phase(11, "decay, pruning, observers", "衰减、清理弱联系、观测", phases.close),
    )
)
"""The month."""
