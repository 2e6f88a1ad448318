"""Ties: contact, favours, new acquaintances, and how a month is folded into trust, strength and norms (§6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.foundation.parameters import parameter
from sim.foundation.terms import Channel
from sim.society import kernels_contact, kernels_new_ties, kernels_tie_memory
from sim.society.kernels_contact import Meeting
from sim.society.kernels_new_ties import Seeking
from sim.society.kernels_numbers import TieNumbers
from sim.society.kernels_tie_memory import Norms
from sim.society.numbers import numbers_of
from sim.world.columns import columns_of
from sim.world.persons import BERTHS
from sim.world.state import World

ORDER_MONTHS = 12
"""How often ties are put side by side again (`World.order_ties`)."""


@dataclass
class Params:
    """Numbers of §6.2."""

    contact_most: float = parameter(0.9, 0, 1, "share", "calibrated (X1)", "Most likely contact", "往来概率上限")
    contact_scale: float = parameter(2.8, 0, 9, "-", "calibrated (X1)", "Contact per presence", "在家程度的往来系数")
    contact_across_lanes: float = parameter(0.25, 0, 1, "-", "assumption", "Contact across lanes", "跨里弄往来系数")
    contact_base: float = parameter(0.2, 0, 1, "-", "assumption", "Contact without strength", "无强度时的往来系数")
    contact_strength: float = parameter(0.8, 0, 1, "-", "assumption", "Contact from strength", "强度的往来系数")
    p_favour: float = parameter(
        0.3, 0, 1, "share", "assumption", "Favour given contact", "往来中互助的概率", varies=True
    )
    favour_base: float = parameter(0.35, 0, 1, "share", "assumption", "Favour succeeds: base", "互助成功：基础")
    favour_norm: float = parameter(0.35, 0, 1, "share", "assumption", "Favour succeeds: norm", "互助成功：规范")
    favour_most: float = parameter(0.95, 0, 1, "share", "assumption", "Favour succeeds: at most", "互助成功：上限")
    p_tie_lane: float = parameter(
        0.12, 0, 1, "/month", "assumption", "New tie in the lane", "里弄内新联系", varies=True
    )
    p_tie_anywhere: float = parameter(
        0.008, 0, 1, "/month", "assumption", "New tie anywhere", "居民区内新联系", varies=True
    )
    p_tie_friend: float = parameter(0.01, 0, 1, "/month", "assumption", "New tie through a friend", "朋友的朋友")
    p_tie_party: float = parameter(0.05, 0, 1, "/month", "assumption", "New tie at the party branch", "党支部新联系")
    p_linking: float = parameter(0.3, 0, 1, "share", "assumption", "Hearing ties to staff", "听证会与居委会建立联系")
    new_strength: float = parameter(0.25, 0.03, 1, "share", "assumption", "Strength of a new tie", "新联系强度")
    prior_weight: float = parameter(2.0, 0.1, 50, "-", "assumption", "Weight of prior trust", "先验信任的权重")
    event_memory: float = parameter(0.975, 0, 1, "/month", "assumption", "Memory of experiences", "经历的记忆")
    strength_memory: float = parameter(0.93, 0, 1, "/month", "assumption", "Memory of strength", "联系强度的记忆")
    strength_gain: float = parameter(0.07, 0, 1, "share", "assumption", "Strength from contact", "往来增加的强度")
    weakest_strength: float = parameter(0.03, 0, 1, "share", "assumption", "Ties end below", "联系消失阈值")
    norm_learning: float = parameter(0.03, 0, 1, "/month", "assumption", "Norm follows what is seen", "规范随所见而变")
    norm_return: float = parameter(0.01, 0, 1, "/month", "assumption", "Norm returns to disposition", "规范回归倾向")
    p_dispute_kitchen: float = parameter(
        0.01, 0, 1, "/month", "C085", "Dispute in a shared kitchen", "合用厨房纠纷", varies=True
    )
    quarrel_failure: float = parameter(2.0, 0, 20, "-", "assumption", "Failure from a dispute", "纠纷造成的失信")
    gossip_failure: float = parameter(0.6, 0, 20, "-", "assumption", "Failure from gossip", "流言造成的失信")
    gossip_strength: float = parameter(0.3, 0, 1, "share", "assumption", "Ties that carry gossip", "传播流言的最低强度")
    reward_success: float = parameter(
        1.0, 0, 20, "-", "C053", "Success from an affair resolved together", "共同办成事务的正面经历"
    )
    disappoint_failure: float = parameter(
        0.3, 0, 20, "-", "assumption", "Failure from a lapsed volunteers' affair", "志愿事务搁置的负面经历"
    )


@dataclass
class Queue:
    """Ties that are to be inserted: pairs of rows and channels, in any order, with repeats."""

    a: list[np.ndarray] = field(default_factory=list)
    b: list[np.ndarray] = field(default_factory=list)
    channel: list[np.ndarray] = field(default_factory=list)

    def add(self, a: np.ndarray, b: np.ndarray, channel: np.ndarray) -> None:
        """Queue pairs; those with -1 on the second side are left out."""
        real = b >= 0
        self.a.append(a[real])
        self.b.append(b[real])
        self.channel.append(channel[real])

    def take(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return all queued pairs and forget them."""
        a, b, channel = np.concatenate(self.a), np.concatenate(self.b), np.concatenate(self.channel)
        self.a, self.b, self.channel = [], [], []
        return a, b, channel


def meet(world: World, p: TieNumbers) -> None:
    """Draw contacts and favours on every tie (§6.2)."""
    people = columns_of(Meeting, world.residents)
    kernels_contact.meet(world.ties, world.n("ties"), people, world.seed, world.month, p)


def form_ties(world: World, p: TieNumbers, queue: Queue) -> None:
    """Queue new ties in the lane, anywhere, through a friend and at the party branch (§6.2)."""
    n_rows, n_neighbourhoods = BERTHS * world.n("households"), world.n("neighbourhoods")
    where = (world.places, world.tie_index, world.seed, world.month)
    people = columns_of(Seeking, world.residents)
    queue.add(*kernels_new_ties.form_ties(people, n_rows, n_neighbourhoods, BERTHS, *where, p))


def meet_at(
    world: World, queue: Queue, meetings: Sequence[np.ndarray], subjects: Sequence[int], channel: Channel
) -> None:
    """Count co-attendance as contact and queue a tie of each attender with one co-attender (§6.2)."""
    if not meetings:
        return
    eid = world.residents.eid
    attenders = [np.asarray(rows, dtype=np.int64) for rows in meetings]
    rows = np.concatenate([found[np.argsort(eid[found])] for found in attenders])
    starts = np.concatenate([[0], np.cumsum([len(found) for found in attenders])]).astype(np.int64)
    what = (rows, starts, np.asarray(subjects, dtype=np.int64))
    met = (world.ties.contact, world.ties.last_month, world.residents.last_contact)
    chosen = kernels_contact.co_attend(*what, *met, world.tie_index, eid, world.seed, world.month)
    queue.add(rows, chosen, np.full(len(rows), channel, dtype=np.int64))


def link_to_staff(
    world: World, p: TieNumbers, queue: Queue, persons: np.ndarray, staff: np.ndarray, subject: int
) -> None:
    """Queue a tie of each attender, with probability .3, to one of the committee's staff by draw (§6.2, linking)."""
    if len(staff) == 0:
        return
    persons, staff = np.asarray(persons, dtype=np.int64), np.asarray(staff, dtype=np.int64)
    staff = staff[np.argsort(world.residents.eid[staff])]
    when = (world.seed, world.month, subject)
    chosen = kernels_new_ties.link_to_staff(persons, staff, world.residents.eid, *when, p.p_linking)
    queue.add(persons, chosen, np.full(len(persons), Channel.LINKING, dtype=np.int64))


def settle_ties(world: World, p: TieNumbers, queue: Queue) -> None:
    """Insert queued ties once each, through the lowest channel, and index them; known pairs count as met.

    Members of one household need no tie.
    """
    if not queue.a:
        return
    one, other, channel = queue.take()
    eid, home = world.residents.eid, world.residents.household
    swap = eid[one] > eid[other]
    a, b = np.where(swap, other, one), np.where(swap, one, other)
    order = np.lexsort((channel, eid[b], eid[a]))
    at_home = (a == b) | ((home[a] == home[b]) & (home[a] >= 0))
    order = order[~at_home[order]]
    a, b, channel = a[order], b[order], channel[order]
    if len(a) == 0:
        return
    first_of_pair = np.ones(len(a), dtype=bool)
    first_of_pair[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    a, b, channel = a[first_of_pair], b[first_of_pair], channel[first_of_pair]
    met = (world.ties.contact, world.ties.last_month, world.residents.last_contact)
    new = kernels_new_ties.existing_edges(a, b, *met, world.tie_index, world.month) < 0
    if not new.any():
        return
    first = world.append("ties", int(new.sum()))
    what = (a[new], b[new], channel[new], world.residents.lane, world.lanes.prior_trust)
    kernels_new_ties.insert_ties(world.ties, first, *what, world.residents.last_contact, world.month, p.new_strength)
    world.ties_changed()


def share_outcome(world: World, persons: np.ndarray, success: float, failure: float, resolved: bool) -> None:
    """Count an outcome between tied participants and as one favour seen (§6.2, public life)."""
    rows = np.unique(np.asarray(persons, dtype=np.int64))
    tied = (world.ties.a, world.ties.new_success, world.ties.new_failure, world.tie_index)
    seen = (world.residents.favours_seen, world.residents.favours_succeeded)
    kernels_contact.share_outcome(rows, success, failure, resolved, *tied, *seen)


def close_ties(world: World, p: TieNumbers) -> None:
    """Fold the month into ties and norms, prune the weakest, close the gaps, index (phase 11)."""
    world.keep_ties(int(kernels_tie_memory.fold_ties(world.ties, world.n("ties"), p)))
    if world.month % ORDER_MONTHS == 0:
        world.order_ties()
    kernels_tie_memory.fold_norms(columns_of(Norms, world.residents), world.n("residents"), p)


def numbers(params: Params) -> TieNumbers:
    """Return the plain numbers of §6.2."""
    return numbers_of(TieNumbers, params)
