"""Beliefs: what households think of a recognised affair, and who supports it (§6.3).

The margin of support is ``belief_mean - .3 / √precision - disturbance / 12``. In encroachments, an assurance game, it
is ``g e - loss`` with e the believed share removed; who has built nothing loses nothing and supports always.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from sim.foundation.parameters import parameter
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass
from sim.protocols.society import LaneVotes
from sim.society import kernels_beliefs as kernels
from sim.society.kernels_beliefs import BeliefNumbers, Bonds, Opinions
from sim.society.kernels_shared import ranks_of
from sim.society.kernels_voice import mean_benefit as mean_benefit_of
from sim.society.kernels_voice import signed_neighbours as signed_neighbours_of
from sim.society.numbers import numbers_of
from sim.world.columns import columns_of
from sim.world.state import World

YES, NO, ABSTAINED = 1, 2, 3


@dataclass
class Params:
    """Numbers of §6.3 on belief, and of §6.6 on persuasion."""

    initial_share: float = parameter(0.3, 0, 1, "share", "assumption", "First belief per benefit", "初始预期占收益比例")
    initial_sd: float = parameter(
        0.2, 0, 2, "100 yuan/month", "assumption", "Spread of first beliefs", "初始预期离散度"
    )
    works_bias: float = parameter(
        -0.1, -2, 2, "100 yuan/month", "C088", "First belief about government works", "民生工程初始预期偏差"
    )
    initial_precision: float = parameter(3.0, 0.1, 100, "-", "assumption", "First precision", "初始预期精度")
    disturbance_most: float = parameter(2.0, 0, 2, "100 yuan", "C084", "Most disturbance by works", "施工干扰上限")
    encroachment_belief: float = parameter(
        0.2, 0, 1, "share", "assumption", "First believed share removed", "初始预期拆除比例"
    )
    encroachment_gain: float = parameter(
        1.0, 0, 5, "100 yuan/month", "assumption", "Gain if all is removed", "全部拆除的收益"
    )
    loss_least: float = parameter(0.1, 0, 1, "100 yuan/month", "assumption", "Owner's least loss", "拆除损失下限")
    loss_most: float = parameter(0.9, 0, 1, "100 yuan/month", "assumption", "Owner's most loss", "拆除损失上限")
    caution: float = parameter(0.3, 0, 5, "100 yuan/month", "assumption", "Caution under doubt", "不确定性的谨慎程度")
    disturbance_months: float = parameter(
        12.0, 1, 120, "months", "assumption", "Disturbance spread over", "干扰分摊月数"
    )
    abstain_margin: float = parameter(0.05, 0, 1, "100 yuan/month", "assumption", "Margin of abstention", "弃权的余量")
    talk_rate: float = parameter(1.0, 0, 1, "/month", "assumption", "Rate of talk", "交谈影响率", tier="numerical")
    talk_offset: float = parameter(
        1.0, 0, 10, "strength", "assumption", "Strength that dilutes talk", "交谈影响的稀释量", tier="numerical"
    )
    hearing_gain: float = parameter(0.5, 0, 1, "share", "assumption", "Effect of a hearing", "听证会的影响")
    hearing_precision: float = parameter(6.0, 0, 100, "-", "assumption", "Precision from a hearing", "听证会增加的精度")
    skill_base: float = parameter(0.5, 0, 1, "share", "assumption", "Effect without skill", "无能力时的效果")
    rumour_drop: float = parameter(0.1, 0, 2, "100 yuan/month", "assumption", "Effect of a rumour", "谣言的影响")
    rumour_p_transmission: float = parameter(
        1.0, 0, 1, "share", "assumption", "A tie carries a rumour", "联系传播谣言的概率", tier="numerical"
    )
    rumour_rounds: int = parameter(
        1,
        0,
        99,
        "rounds",
        "assumption",
        "Rounds of a rumour (0: until it stops)",
        "谣言轮数（0 为直至停止）",
        tier="numerical",
    )
    redesign_gain: float = parameter(0.06, 0, 1, "100 yuan/month", "C091", "Gain of a redesign", "方案修改的改进")
    redesign_share: float = parameter(0.25, 0, 1, "share", "assumption", "Share redesigned for", "方案修改照顾的户比例")
    benefit_most: float = parameter(3.0, 0, 3, "100 yuan/month", "definition", "Largest benefit", "收益上限")
    visit_gain: float = parameter(0.7, 0, 1, "share", "C090", "Effect of seeing it", "实地观摩的影响")
    visit_precision: float = parameter(
        12.0, 0, 100, "-", "assumption", "Precision from seeing it", "实地观摩增加的精度"
    )
    persuasion_reach: float = parameter(2.0, 0, 10, "-", "assumption", "Reach of a backbone per tie", "骨干劝说的力度")
    persuasion_gain: float = parameter(0.5, 0, 1, "share", "C048", "Effect of persuasion", "骨干劝说的影响")
    persuasion_precision: float = parameter(
        8.0, 0, 100, "-", "assumption", "Precision from persuasion", "劝说增加的精度"
    )
    encroachment_persuaded: float = parameter(
        0.9, 0, 1, "share", "assumption", "Share removed that backbones vouch for", "骨干保证的拆除比例"
    )


def numbers(params: Params, ties) -> BeliefNumbers:
    """Return the plain numbers of §6.3."""
    return numbers_of(BeliefNumbers, params, ties)


def block(world: World, affair: int) -> slice:
    """Return the rows of an affair's stakes."""
    first = int(world.affairs.first_stake[affair])
    return slice(first, first + int(world.affairs.n_stakes[affair]))


def is_encroachment(world: World, affair: int) -> bool:
    """Say whether an affair is an encroachment, whose beliefs are about the share removed."""
    return bool(world.affairs.klass[affair] == AffairClass.ENCROACHMENT)


def margins(world: World, p: BeliefNumbers, affair: int) -> np.ndarray:
    """Return each affected household's margin of support (100 yuan a month)."""
    rows, stakes = block(world, affair), world.stakes
    if is_encroachment(world, affair):
        return p.encroachment_gain * stakes.belief_mean[rows] - stakes.loss[rows]
    doubt = p.caution / np.sqrt(stakes.belief_precision[rows])
    return stakes.belief_mean[rows] - doubt - stakes.disturbance[rows] / p.disturbance_months


def supporters(world: World, p: BeliefNumbers, affair: int) -> np.ndarray:
    """Return which of the affected households support it."""
    support = margins(world, p, affair) > 0.0
    if is_encroachment(world, affair):
        support |= world.stakes.loss[block(world, affair)] <= 0.0
    return support


def share(chosen: np.ndarray) -> float:
    """Return the share of True; 0 of none."""
    return int(chosen.sum()) / len(chosen) if len(chosen) else 0.0


def present_households(world: World, persons: np.ndarray) -> np.ndarray:
    """Return by household whether one of its adults is among these persons."""
    present = np.zeros(world.n("households"), dtype=bool)
    rows = np.asarray(persons, dtype=np.int64)
    rows = rows[world.residents.adult[rows] & (world.residents.household[rows] >= 0)]
    present[world.residents.household[rows]] = True
    return present


def open_beliefs(world: World, p: BeliefNumbers, affair: int, stakes: np.ndarray | None = None) -> None:
    """Give affected households, all or those of some rows of stakes, a first belief, loss and disturbance (§6.3)."""
    a, h, where = world.affairs, world.households, block(world, affair)
    rows = np.arange(where.start, where.stop) if stakes is None else stakes
    about = (int(a.eid[affair]), int(a.klass[affair]), bool(a.inside_dwellings[affair]))
    what = (np.asarray(rows, dtype=np.int64), *about, columns_of(Opinions, world.stakes), h.eid, h.encroachment)
    kernels.open_beliefs(*what, world.seed, world.month, p)


def talk(world: World, p: BeliefNumbers, rows: np.ndarray) -> None:
    """Let affected households move each other's beliefs about each affair once, or see what owners do (§6.3)."""
    affairs = np.asarray(rows, dtype=np.int64)
    built = world.affairs.klass[affairs] == AffairClass.ENCROACHMENT
    for affair in affairs[built].tolist():
        _see_owners(world, affair)
    affairs = affairs[~built]
    blocks = (world.affairs.first_stake[affairs], world.affairs.n_stakes[affairs].astype(np.int64))
    stakes = (world.stakes.household, world.stakes.belief_mean)
    people = (world.households.size, world.residents.household)
    kernels.talk(*blocks, *stakes, *people, columns_of(Bonds, world.ties), world.tie_index, p)


def _see_owners(world: World, affair: int) -> None:
    """Raise beliefs in an assurance game: ``e = max(e, share removed, share of tied owners who pledged)`` (§6.3)."""
    rows, stakes = block(world, affair), world.stakes
    owners = stakes.loss[rows] > 0.0
    seen = np.maximum(signed_neighbours(world, affair, owners), removed_share(world, affair))
    stakes.belief_mean[rows] = np.maximum(stakes.belief_mean[rows], seen)


def removed_share(world: World, affair: int) -> float:
    """Return the share of the owners of an encroachment that have removed what they built."""
    rows, stakes = block(world, affair), world.stakes
    owners = stakes.household[rows][stakes.loss[rows] > 0.0]
    return share(~world.households.encroachment[owners])


def signed_neighbours(world: World, affair: int, counts: np.ndarray) -> np.ndarray:
    """Return by affected household the share of its tied affected that signed, among those that count."""
    rows, stakes = block(world, affair), world.stakes
    extent = (rows.start, rows.stop - rows.start, stakes.household, stakes.signed, counts)
    return signed_neighbours_of(*extent, world.households.size, world.residents.household, world.tie_index)


def hear(world: World, p: BeliefNumbers, affair: int, persons: np.ndarray, skill: float) -> float:
    """Inform affected households present, once each; return their share of the affected (§6.3, link 2).

    ``belief += .5 (.5 + skill)(benefit - belief)``, precision + 6. In encroachments the truth is what has been done or
    promised: ``e = max(e, share of owners that signed)``.
    """
    rows, stakes = block(world, affair), world.stakes
    here = present_households(world, persons)[stakes.household[rows]]
    belief = stakes.belief_mean[rows]
    if is_encroachment(world, affair):
        owners = stakes.loss[rows] > 0.0
        belief[here] = np.maximum(belief[here], share(stakes.signed[rows][owners]))
    else:
        gain = p.hearing_gain * (p.skill_base + skill)
        belief[here] += gain * (stakes.benefit[rows][here] - belief[here])
    stakes.belief_precision[rows][here] += p.hearing_precision
    return share(here)


def spread_rumour(world: World, p: BeliefNumbers, affair: int, persons: np.ndarray) -> int:
    """Lower once the beliefs of absent households tied to another affected one; return how many (§6.3)."""
    if world.affairs.rumoured[affair]:
        return 0
    world.affairs.rumoured[affair] = True
    rows = block(world, affair)
    about = (rows.start, rows.stop - rows.start, int(world.affairs.eid[affair]), present_households(world, persons))
    people = (world.stakes.household, world.households.size, world.residents.household, world.residents.eid)
    reached = kernels.spread_rumour(*about, *people, world.tie_index, world.seed, world.month, p)
    world.stakes.belief_mean[rows][reached] -= p.rumour_drop
    return int(reached.sum())


def mean_benefit(world: World, affair: int) -> float:
    """Return the true mean benefit of the affected households, whatever their order."""
    return float(mean_benefit_of(world.stakes.benefit[block(world, affair)]))


def vote(world: World, p: BeliefNumbers, affair: int, persons: np.ndarray) -> None:
    """Record yes, no or abstention (|margin| < .05, not in encroachments) of each household present."""
    rows, stakes = block(world, affair), world.stakes
    here = present_households(world, persons)[stakes.household[rows]]
    cast = np.where(supporters(world, p, affair), YES, NO)
    if not is_encroachment(world, affair):
        cast[np.abs(margins(world, p, affair)) < p.abstain_margin] = ABSTAINED
    stakes.vote[rows][here] = cast[here]


def votes(world: World, affair: int) -> list[LaneVotes]:
    """Count this round's votes lane by lane, in order of the lanes' identity."""
    rows = block(world, affair)
    lanes, cast = world.households.lane[world.stakes.household[rows]], world.stakes.vote[rows]
    counted = []
    for lane in sorted(set(lanes.tolist()), key=lambda row: int(world.lanes.eid[row])):
        counts = np.bincount(cast[lanes == lane], minlength=4)
        total, (yes, no, abstained) = int(counts.sum()), (int(n) for n in counts[1:4])
        counted.append(LaneVotes(lane, total, yes + no + abstained, yes, no, abstained))
    return counted


def redesign(world: World, p: BeliefNumbers, affair: int, skill: float) -> None:
    """Improve benefit and belief by .06 (.5 + skill) for the lowest quartile by margin, rounded up (ties by hash).

    A benefit stops at 3; in encroachments only belief improves, a share, which stops at 1.
    """
    rows, stakes = block(world, affair), world.stakes
    eids = world.households.eid[stakes.household[rows]]
    hashes = ranks_of(world.seed, int(Purpose.BELIEF), world.month, eids, int(world.affairs.eid[affair]), 32)
    lowest = np.lexsort((hashes, margins(world, p, affair)))[: ceil(p.redesign_share * len(eids))]
    gain = p.redesign_gain * (p.skill_base + skill)
    if is_encroachment(world, affair):
        improved = [(stakes.belief_mean, 1.0)]
    else:
        improved = [(stakes.benefit, p.benefit_most), (stakes.belief_mean, p.benefit_most)]
    for column, most in improved:
        column[rows][lowest] = np.minimum(column[rows][lowest] + gain, np.maximum(most, column[rows][lowest]))


def persuade(world: World, p: BeliefNumbers, affair: int, backbones: np.ndarray) -> int:
    """Let backbones speak with affected households tied to them; return how many they reach (§6.6, C048)."""
    rows = block(world, affair)
    who = np.unique(np.asarray(backbones, dtype=np.int64))
    about = (rows.start, rows.stop - rows.start, is_encroachment(world, affair))
    people = (columns_of(Opinions, world.stakes), world.residents.household)
    return int(kernels.persuade(who, *about, *people, columns_of(Bonds, world.ties), world.tie_index, p))


def agreement(world: World, p: BeliefNumbers, affair: int) -> tuple[float, float]:
    """Return the share of the affected reached by backbones, and the share of these that support."""
    reached = world.stakes.reached[block(world, affair)]
    return share(reached), share(supporters(world, p, affair)[reached])


def show(world: World, p: BeliefNumbers, affair: int, persons: np.ndarray, result: float) -> None:
    """Move beliefs of those who saw it: ``belief += .7 (result - belief)``, precision + 12 (C090)."""
    rows, stakes = block(world, affair), world.stakes
    saw = present_households(world, persons)[stakes.household[rows]]
    belief = stakes.belief_mean[rows]
    belief[saw] += p.visit_gain * (result - belief[saw])
    stakes.belief_precision[rows][saw] += p.visit_precision
