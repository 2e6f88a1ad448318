"""What a practice is, and what it may see and do.

A practice is a way of working that a committee can discover, try, keep and extend. It acts through the world only: it
invites people, spends hours and yuan, moves an affair on. It never adds to an outcome (model.md §2).
"""

from typing import Any, Protocol

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, Bottleneck, Mechanism, OrganizationKind, Scope
from sim.protocols.society import Society
from sim.world.state import World


class Desk(Protocol):
    """A committee's desk: what it can see of its neighbourhood, and what it can set going."""

    n: int
    cases: dict[int, int]

    @property
    def world(self) -> World:
        """The world."""

    @property
    def society(self) -> Society:
        """The residents."""

    @property
    def params(self) -> Any:
        """All parameters, with this month's values."""

    @property
    def month(self) -> int:
        """The month that is being lived."""

    def uniform(self, purpose: Purpose, subject: int, k: int = 0) -> float:
        """Draw from [0, 1), keyed by this committee."""

    def minutes_left(self) -> int:
        """Community time that is not yet spent this month."""

    def spend(self, activity: Activity, minutes: int, affair: int = -1) -> None:
        """Spend community time, and count it for the affair."""

    def members_of_affected(self, affair: int, role: str) -> np.ndarray:
        """Rows of adults of affected households that are ``"backbone"``, ``"team"``, ``"adult"`` or informants."""

    def trust_of(self, persons: np.ndarray) -> float:
        """Mean trust of these persons in the committee."""

    def case_share(self, affair: int) -> float:
        """Share of all open cases that name this affair."""

    def teams(self) -> list[int]:
        """Rows of active teams of the neighbourhood."""

    def organizations(self, kind: OrganizationKind) -> list[int]:
        """Rows of organizations of a kind that are not dissolved."""

    def units(self) -> list[int]:
        """Rows of active units of the neighbourhood."""

    def unit_link(self, unit: int) -> float:
        """Linking trust of a unit, in [0, 1]."""

    def latent_affairs(self) -> list[int]:
        """Rows of latent affairs that are there to be found."""

    def petitioned(self, affair: int) -> bool:
        """Whether residents petitioned for the affair."""

    def duty_gap(self) -> float:
        """Share of the duties of running contracts that is not done."""

    def residents_share(self) -> float:
        """Residents' share of the community hours of the last 12 months."""

    def persons(self) -> np.ndarray:
        """Rows of those who live here, of the staff, and of berths that stand empty."""

    def persons_in_duties(self) -> int:
        """How many residents belong to the patrol, groups or the council."""

    def own_cash_fen(self) -> int:
        """Own cash in fen."""

    def running_half_year_fen(self) -> int:
        """Six months of running costs in fen."""

    def peers(self) -> list[int]:
        """Rows of the other committees under the same street office, whose work can be seen."""

    def example(self, affair: int) -> float | None:
        """Return the result of a like affair that can be seen, or None."""

    def is_parking(self, affair: int) -> bool:
        """Whether an affair is about parking."""

    def has_territory(self, affair: int) -> bool:
        """Whether an affair lies within the territory that one group could have."""

    # what a practice may set going; each is a rule of an institution
    def recognize(self, affair: int, by: int) -> None:
        """Turn a latent affair into a recognised one."""

    def decide_by_notice(self, affair: int) -> None:
        """Commit an affair without asking anybody."""

    def judge(self, affair: int) -> bool:
        """Judge whether an affair is worth going on with."""

    def rests(self, affair: int) -> bool:
        """Whether an affair was judged not worth it a short while ago."""

    def hold_hearing(self, affair: int) -> None:
        """Call a hearing."""

    def hold_vote(self, affair: int) -> None:
        """Call household representatives lane by lane."""

    def hold_pledge(self, affair: int) -> None:
        """Let supporters sign, and post the list."""

    def call_backbones(self, affair: int) -> None:
        """Ask the backbones among the affected to go round."""

    def call_labour(self, affair: int) -> None:
        """Call the teams or the patrol for a day of work."""

    def work_own_hours(self, affair: int) -> bool:
        """Work on an affair's labour with the committee's own hours; return whether any were left."""

    def ask_gift(self, affair: int) -> bool:
        """Ask a unit for a gift bound to the affair; return whether it gives."""

    def offer_exchange(self, affair: int, unit: int) -> bool:
        """Offer a unit an exchange that would pay for the affair; return whether it accepts."""

    def decline_entrusted(self, share: float, score_cost: float) -> None:
        """Decline a share of the unpaid entrusted work of the next month, at a loss of score."""

    def show_example(self, affair: int, pilot: bool, result: float) -> bool:
        """Take representatives to see a like affair done, or do one staircase first; return whether it was paid."""

    def propose_group(self, affair: int) -> None:
        """Propose a group for the affair's territory, or hand the affair to the one that is there."""

    def hand_to_team(self, affair: int) -> bool:
        """Hand an object to a team; return whether there was one."""

    def hand_to_leaders(self, affair: int) -> bool:
        """Hand an affair to the joint meeting of group leaders, founding it if need be."""

    def propose_council(self, affair: int) -> None:
        """Propose a council with special committees, or hand the affair to the one that is there."""

    def hold_public_life(self) -> bool:
        """Hold games, an outing or a festival, as the month and the tradition have it; return whether it was paid."""

    def help_team(self) -> bool:
        """Find a venue for a team; return whether one was lent."""

    def hold_advisory(self, affair: int) -> None:
        """Invite household representatives to an advisory meeting."""


class Practice(Protocol):
    """One way of working.

    Attributes
    ----------
    name : str
        Public identifier; also the group of its parameters.
    mechanism : Mechanism or None
        The family it belongs to; None for a default that every committee knows.
    bottleneck : Bottleneck
        The requirement that it answers.
    reads, writes : tuple of str
        Tables of state that it reads (affordance) and that it or what it sets going writes.
    """

    @property
    def name(self) -> str:
        """Public identifier."""

    @property
    def mechanism(self) -> Mechanism | None:
        """Family."""

    @property
    def bottleneck(self) -> Bottleneck:
        """What it answers."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Tables read."""

    @property
    def writes(self) -> tuple[str, ...]:
        """Tables written."""

    @property
    def Params(self) -> type:  # noqa: N802 - a class
        """Its parameters."""

    def affordance(self, desk: Desk, affair: int) -> float:
        """How strongly the situation suggests it, in [0, 1], from what the committee can see."""

    def minutes(self, desk: Desk, affair: int) -> int:
        """Committee time that it takes this month."""

    def apply(self, desk: Desk, affair: int) -> bool:
        """Use it; return False if nothing could be done."""


def step_minutes(desk: Desk, affair: int, hours: float) -> int:
    """Return the committee's time in minutes for a step that takes this many hours; less in one lane (§6.3)."""
    one_lane = desk.world.affairs.scope[affair] == Scope.LANE
    return round(60 * hours * (desk.params.committee.one_lane_factor if one_lane else 1.0))
