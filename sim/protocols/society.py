"""What institutions may ask of residents: the protocol between rules of bodies and rules of persons.

`sim.society` answers it with compiled kernels; the reference society of the tests answers it with plain objects. All
methods read the state as it stands when they are called and write only columns that the society owns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol

import numpy as np

from sim.foundation.terms import Act, Channel


class Asker(IntEnum):
    """Whose trust an invitation rests on (§6.1)."""

    COMMITTEE = 0
    """(.9 + success) / (2 + success + failure) of the resident's experiences with the committee."""
    RESIDENT = 1
    """The tie to the asking resident; without one the lanes' prior."""
    TEAM = 2
    """The best tie to a member; without one the lane's prior."""
    ORGANIZATION = 3
    """The same for a patrol, group, joint meeting or council."""
    NEIGHBOURS = 4
    """The mean tie of the person asked; without one the lane's prior."""


@dataclass
class Invitation:
    """One act to which some persons are asked; `Society.answer` fills `accepted`.

    Attributes
    ----------
    act : Act
        What they are asked to do; constant, hours, rung and whether it is civic stand in the participation parameters.
    persons : ndarray of int
        Rows of adults asked.
    asker_kind : Asker
    asker : int or ndarray of int
        Row of the committee, resident, team or organization that asks; -1 for neighbours. One value, or one a person.
    subject : int
        Identity of the affair, organization or practice: part of the draw's key.
    stake : float or ndarray of float
        Severity where affected, hobby intensity, or 0; one value or one a person.
    bonus : float or ndarray of float
        Added to the exponent (own organization's object 1.5, backbones asked to found a group .8); one or one a person.
    trust_shift : float
        Added to the asker's trust (informal organizations -.15).
    owned : bool
        Whether the object is one that residents own or decide (habit grows).
    alternates : ndarray of int or None
        For each person the next adult, or -1, who is asked if that person does not come.
    k : int
        Repeat number within the month for the same act and subject.
    least : int
        If fewer of those asked would come, it is called off: nobody comes, and nobody's hours are spent.
    affair : int
        Row of the affair that it is about, or -1.
    purpose : int
        Free for the caller (e.g. which organization holds the meeting).
    willing : int
        How many of those asked first would come, before their hours are looked at.
    accepted : ndarray of int
        Rows of those who come, in order of identity.
    """

    act: Act
    persons: np.ndarray
    asker_kind: Asker
    asker: int | np.ndarray
    subject: int
    stake: float | np.ndarray = 0.0
    bonus: float | np.ndarray = 0.0
    trust_shift: float = 0.0
    owned: bool = False
    alternates: np.ndarray | None = None
    k: int = 0
    least: int = 0
    affair: int = -1
    purpose: int = -1
    willing: int = 0
    accepted: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int32))


@dataclass(frozen=True)
class Works:
    """Works under way: monthly probability of a dispute for each tied pair, and for each kitchen, of the affected.

    Attributes
    ----------
    households : ndarray of int
        Rows of the dwellings in which works are under way.
    """

    affair: int
    p_pair: float
    p_kitchen: float
    households: np.ndarray


@dataclass(frozen=True)
class Quarrel:
    """A dispute between two households; `reason` is "kitchen", "parking" or "works"."""

    household_a: int
    household_b: int
    reason: str


@dataclass(frozen=True)
class LaneVotes:
    """Votes of this round in one lane: households affected, present, in favour, against, abstaining."""

    lane: int
    households: int
    present: int
    yes: int
    no: int
    abstained: int


class Society(Protocol):
    """Everything residents do; `params` holds this month's numbers of its rules."""

    params: Any

    # phase 2: the commons
    def enclose(self) -> None:
        """Let car households without a space enclose one; update shortage and paralysis (§6.5)."""

    def encroach(self) -> None:
        """Let crowded households build on common space (§6.5)."""

    # phase 3: everyday life
    def meet(self) -> None:
        """Draw contacts and favours on every tie; mark them in the month columns (§6.2)."""

    def form_ties(self) -> None:
        """Queue new ties in the lane, anywhere, through a friend, and at the party branch (§6.2)."""

    def quarrel(self, works: Sequence[Works]) -> list[Quarrel]:
        """Draw disputes in kitchens, over parking, around works; hurt ties, spread gossip; return them in order."""

    def fall_out(self, households: np.ndarray, others: np.ndarray, subject: int) -> None:
        """Let households fall out in pairs: hurt the tie of an adult by draw of each, spread gossip (§6.2)."""

    def talk(self, affairs: np.ndarray) -> None:
        """Let affected households move each other's beliefs about each of these affairs once, synchronously (§6.3)."""

    def complain(self, affairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return households that complain and the affair (row) each complains of, in order of household identity."""

    def answer(self, invitations: Sequence[Invitation]) -> None:
        """Let everybody asked answer, fill free hours by descending P, count hours, acts, rungs (§4, §6.1)."""

    def meet_at(self, meetings: Sequence[np.ndarray], subjects: Sequence[int], channel: Channel) -> None:
        """Count co-attendance as contact, and queue a tie of each attender with one co-attender (§6.2).

        The channel is `SESSION` for sessions of teams, `MEETING` for meetings, shifts and public life.
        """

    def link_to_staff(self, persons: np.ndarray, staff: np.ndarray, subject: int) -> None:
        """Queue linking ties of attenders to the committee's staff, each with probability .3."""

    def settle_ties(self) -> None:
        """Insert queued ties, once each, and index them."""

    # from latent affair to issue (§6.3)
    def open_beliefs(self, affair: int) -> None:
        """Give every affected household its first belief and disturbance about an affair now recognised."""

    def open_beliefs_of(self, affair: int, stakes: np.ndarray) -> None:
        """Do the same for some of its stakes (rows), e.g. of households that have moved in."""

    def hear(self, affair: int, persons: np.ndarray, skill: float) -> float:
        """Inform the households of those present at a hearing; return the share of affected households present."""

    def spread_rumour(self, affair: int, persons: np.ndarray) -> int:
        """Lower once the beliefs of absent households tied to another affected one; return how many."""

    def support_share(self, affair: int, with_cars: bool = False) -> float:
        """Return the share of affected households, or of those of them with a car, that support it; 0 of none."""

    def mean_benefit(self, affair: int) -> float:
        """Return the true mean benefit of the affected households (order-free)."""

    def vote(self, affair: int, persons: np.ndarray) -> None:
        """Record a vote of yes, no or abstention for the household of each person present."""

    def votes(self, affair: int) -> list[LaneVotes]:
        """Count the votes of this round lane by lane."""

    def clear_votes(self, affair: int) -> None:
        """Forget the votes of the round."""

    def redesign(self, affair: int, skill: float) -> None:
        """Improve benefit and belief of the lowest quartile of affected households by .06 (.5 + skill)."""

    def sign(self, affair: int, skill: float) -> float:
        """Let supporters sign, each with min(1, .5 + skill); return the share of all affected that has signed."""

    def sign_late(self, affair: int, skill: float) -> float:
        """Let supporters who have not signed follow signers tied to them; return the share that has signed."""

    def comply(self, affair: int, enforcement: float, posted_weight: float) -> float:
        """Draw this month's compliance of each affected household, kept and broken pledges; return the share."""

    def persuade(self, affair: int, backbones: np.ndarray) -> int:
        """Let backbones speak with the affected households tied to them; return how many were reached."""

    def agreement(self, affair: int) -> tuple[float, float]:
        """Return the share of affected households reached by backbones, and the share of these that support."""

    def give_word(self, affair: int, skill: float) -> float:
        """Let reached supporters give their word, each with min(1, .5 + skill); return the share that has."""

    def show(self, affair: int, persons: np.ndarray, result: float) -> None:
        """Move the beliefs of the households of those who saw it towards the result seen there."""

    def remove_encroachments(self, affair: int) -> None:
        """Remove what complying owners have built; update every stake's share removed."""

    def remove_enclosures(self, affair: int) -> None:
        """Open the spaces of complying owners."""

    def removed_share(self, affair: int) -> float:
        """Return the share of the owners of an encroachment that have removed what they built."""

    def realised(self, affair: int) -> float:
        """Return the share of affected households that realise a gain (closing an affair)."""

    def disappointed(self, affair: int) -> None:
        """Count a bad experience with the committee where the realised benefit is negative (IV by notice)."""

    # trust in the committee
    def contact_committee(self, scope: int, place: int, n_contacts: int, subject: int) -> None:
        """Count contacts with adults drawn from a lane, estate or neighbourhood: .1 success each (§6.4)."""

    def experience(self, households: np.ndarray, success: float, failure: float) -> None:
        """Count a good or bad experience with the committee for every adult of these households."""

    def notice_symbolic(self) -> None:
        """Let adults notice symbolic handling, each with .3 * symbolic share: .1 failure."""

    # public life as the school of reciprocity
    def reward(self, persons: np.ndarray) -> None:
        """Count success between tied participants of a resolved affair, and one observed success around them."""

    def disappoint(self, persons: np.ndarray) -> None:
        """Count failure between tied participants of a lapsed affair, and one observed failure for them."""

    # phase 11
    def close_month(self) -> None:
        """Fold the month's events into ties, norms, habit, fatigue and trust; prune ties; index them."""


__all__ = ["Asker", "Invitation", "LaneVotes", "Quarrel", "Society", "Works"]
