"""Voice: complaints, pledges and compliance, and residents' experiences with the committee (§6.3, §6.4)."""

from dataclasses import dataclass

import numpy as np

from sim.foundation.checks import check_order
from sim.foundation.parameters import parameter
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairClass, Scope
from sim.society import beliefs
from sim.society import kernels_voice as kernels
from sim.society.beliefs import block, is_encroachment, share, signed_neighbours, supporters
from sim.society.kernels_beliefs import BeliefNumbers
from sim.society.kernels_numbers import ParticipationNumbers
from sim.society.kernels_shared import uniforms_of
from sim.society.kernels_voice import Homes, People, Promises, VoiceNumbers
from sim.society.numbers import numbers_of
from sim.world.columns import columns_of
from sim.world.persons import BERTHS
from sim.world.state import World

AT_ONCE, LATE, BY_WORD = 0, 1, 2


@dataclass
class Params:
    """Numbers of complaints, signing, compliance and trust in the committee."""

    complaints_per_month: float = parameter(
        0.0057, 0.004, 0.012, "/household/month", "calibrated", "Complaint rate", "投诉率", tier="key", varies=True
    )
    signing_base: float = parameter(0.5, 0, 1, "share", "assumption", "Signing without skill", "无能力时的签字率")
    comply_constant: float = parameter(
        -2.2, -2.6, -1.9, "logit", "calibrated", "Compliance constant", "遵守常数", tier="key", varies=True
    )
    comply_belief: float = parameter(2.0, 0, 5, "logit", "assumption", "Compliance: belief", "遵守：预期的权重")
    comply_pledge: float = parameter(2.2, 1, 3, "logit", "C092", "Compliance: posted pledge", "遵守：张榜承诺的权重")
    comply_lane: float = parameter(1.2, 0, 5, "logit", "assumption", "Compliance: the lane", "遵守：里弄的权重")
    comply_norm: float = parameter(1.0, 0, 5, "logit", "assumption", "Compliance: norm", "遵守：规范的权重")
    comply_enforcement: float = parameter(
        1.2, 0, 5, "logit", "assumption", "Compliance: enforcement", "遵守：监督的权重", varies=True
    )
    comply_trust: float = parameter(
        0.6, 0, 5, "logit", "C039", "Compliance: trust in the committee", "遵守：信任的权重"
    )
    kept_success: float = parameter(0.3, 0, 20, "-", "assumption", "Success from a kept pledge", "守诺的正面经历")
    broken_failure: float = parameter(1.0, 0, 20, "-", "assumption", "Failure from a broken pledge", "失诺的负面经历")
    broken_norm: float = parameter(0.05, 0, 1, "share", "assumption", "Norm lost by a broken pledge", "失诺的规范损失")
    committee_prior: float = parameter(
        0.9, 0, 50, "-", "assumption", "Committee: prior good experiences", "居委会先验正面经历"
    )
    committee_prior_weight: float = parameter(
        2.0, 0.1, 50, "-", "assumption", "Committee: weight of the prior", "居委会先验的权重"
    )
    contact_success: float = parameter(0.1, 0, 5, "-", "assumption", "Success from a contact", "一次接触的正面经历")
    p_symbolic_noticed: float = parameter(
        0.3, 0, 1, "share", "assumption", "Symbolic handling noticed", "应付行为被察觉的概率", varies=True
    )
    symbolic_failure: float = parameter(
        0.1, 0, 5, "-", "assumption", "Failure from symbolic handling", "应付的负面经历"
    )
    disappointed_failure: float = parameter(
        0.3, 0, 5, "-", "C083", "Failure where works did harm", "工程受损的负面经历"
    )

    def check_together(self) -> None:
        """Refuse a prior above its weight."""
        check_order(self, "voice", ORDERED)


ORDERED = (("committee_prior", "committee_prior_weight"),)
"""Good experiences are among all experiences: a greater prior than its weight would be a trust above 1."""


def numbers(params: Params) -> VoiceNumbers:
    """Return the plain numbers of voice."""
    return numbers_of(VoiceNumbers, params)


def complain(world: World, p: VoiceNumbers, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return households that complain and each one's affair, in order of household identity (§6.3)."""
    a = world.affairs
    about = (np.asarray(rows, dtype=np.int64), a.eid, a.severity, a.first_stake, a.n_stakes)
    who = (world.stakes.household, world.households.eid)
    chosen = kernels.complain(*about, *who, world.seed, world.month, p.complaints_per_month)
    complaining = np.flatnonzero(chosen >= 0)
    complaining = complaining[np.argsort(world.households.eid[complaining])]
    return complaining.astype(np.int32), chosen[complaining].astype(np.int32)


def sign(world: World, p: VoiceNumbers, q: BeliefNumbers, a: ParticipationNumbers, affair: int, skill: float) -> float:
    """Let supporters sign, each with min(1, .5 + skill); return the share of all affected that has (§6.3, link 4)."""
    willing = supporters(world, q, affair)
    return _pledge(world, a, affair, np.where(willing, _readiness(p, skill), 0.0), AT_ONCE)


def sign_late(
    world: World, p: VoiceNumbers, q: BeliefNumbers, a: ParticipationNumbers, affair: int, skill: float
) -> float:
    """Let supporters follow tied signers: with min(1, .5 + skill) × share of their tied affected that signed."""
    followed = signed_neighbours(world, affair, np.ones(int(world.affairs.n_stakes[affair]), dtype=bool))
    willing = supporters(world, q, affair)
    return _pledge(world, a, affair, np.where(willing, _readiness(p, skill) * followed, 0.0), LATE)


def give_word(world: World, p: VoiceNumbers, q: BeliefNumbers, affair: int, skill: float) -> float:
    """Let reached supporters give their word to a backbone: in private, so it is no civic act (§6.6)."""
    willing = supporters(world, q, affair) & world.stakes.reached[block(world, affair)]
    return _pledge(world, None, affair, np.where(willing, _readiness(p, skill), 0.0), BY_WORD)


def comply(world: World, p: VoiceNumbers, affair: int, enforcement: float, posted_weight: float) -> float:
    """Draw this month's compliance; kept and broken pledges work on ties and norms; return the share (link 5)."""
    extent, stakes = _extent(world, affair), columns_of(Promises, world.stakes)
    homes, people = columns_of(Homes, world.households), columns_of(People, world.residents)
    about = (int(world.affairs.eid[affair]), deciding(world, affair), is_encroachment(world, affair))
    about += (float(enforcement), float(posted_weight))
    when = (world.n("lanes"), world.seed, world.month)
    complying = kernels.comply(*extent, *about, stakes, homes, people, *when, p)
    tied = (world.ties.a, world.ties.new_success, world.ties.new_failure, world.tie_index)
    kernels.keep_pledges(*extent, stakes, homes, people, *tied, p)
    return float(complying)


def deciding(world: World, affair: int) -> np.ndarray:
    """Tell who of the affected has something to keep: owners of what was built, households with a car, or all."""
    rows, stakes = block(world, affair), world.stakes
    if is_encroachment(world, affair):
        return stakes.loss[rows] > 0.0
    if world.affairs.klass[affair] == AffairClass.PARKING:
        return world.households.cars[stakes.household[rows]] > 0
    return np.ones(rows.stop - rows.start, dtype=bool)


def realised(world: World, q: BeliefNumbers, affair: int) -> float:
    """Return the share of the affected that gain in truth (§8)."""
    rows, stakes = block(world, affair), world.stakes
    if not is_encroachment(world, affair):
        return share(_true_gain(world, q, affair) > 0.0)
    owners = stakes.loss[rows] > 0.0
    removed = owners & ~world.households.encroachment[stakes.household[rows]]
    gain = q.encroachment_gain * share(removed[owners]) - np.where(removed, stakes.loss[rows], 0.0)
    return share(gain > 0.0)


def disappointed(world: World, p: VoiceNumbers, q: BeliefNumbers, affair: int) -> None:
    """Count failure + .3 for the adults of households whose true gain is negative (§6.3, C083)."""
    worse = world.stakes.household[block(world, affair)][_true_gain(world, q, affair) < 0.0]
    experience(world, worse, 0.0, p.disappointed_failure)


def contact_committee(world: World, p: VoiceNumbers, scope: int, place: int, n_contacts: int, subject: int) -> None:
    """Count contacts of the committee with adults of a place by draw: .1 success each (§6.4)."""
    table, start, dwellings = PLACES[scope]
    eid, first = getattr(world, table).eid[place], getattr(world.places, start)
    where = (getattr(world.places, dwellings), first[place], first[place + 1], eid, int(scope))
    r = world.residents
    people = (r.kind, r.adult, r.committee_success, world.seed, world.month)
    kernels.contact_committee(*where, int(n_contacts), int(subject), *people, p.contact_success)


PLACES = {
    int(Scope.LANE): ("lanes", "lane_start", "lane_households"),
    int(Scope.ESTATE): ("estates", "estate_start", "estate_households"),
    int(Scope.NEIGHBOURHOOD): ("neighbourhoods", "neighbourhood_start", "neighbourhood_households"),
}
"""Where the identities of places stand, and the dwellings of each."""


def experience(world: World, households: np.ndarray, success: float, failure: float) -> None:
    """Count an experience with the committee for every adult of these households."""
    rows, r = np.asarray(households, dtype=np.int64), world.residents
    people = (r.kind, r.adult, r.committee_success, r.committee_failure)
    kernels.experience(rows, float(success), float(failure), world.households.size, *people)


def notice_symbolic(world: World, p: VoiceNumbers) -> None:
    """Let adults notice symbolic handling (§6.4)."""
    r = world.residents
    people = (r.kind, r.adult, r.neighbourhood, r.eid, r.committee_failure, world.n("residents"))
    kernels.notice_symbolic(*people, world.committees.symbolic_share, world.seed, world.month, p)


def _extent(world: World, affair: int) -> tuple[int, int]:
    """Return the first row and the number of an affair's stakes."""
    return int(world.affairs.first_stake[affair]), int(world.affairs.n_stakes[affair])


def _readiness(p: VoiceNumbers, skill: float) -> float:
    return min(1.0, p.signing_base + skill)


def _true_gain(world: World, q: BeliefNumbers, affair: int) -> np.ndarray:
    rows, stakes = block(world, affair), world.stakes
    return stakes.benefit[rows] - stakes.disturbance[rows] / q.disturbance_months


def _pledge(world: World, a: ParticipationNumbers | None, affair: int, chance: np.ndarray, k: int) -> float:
    """Draw who signs; a public pledge (`a` given) is a civic act of the representative that takes no time."""
    rows, stakes = block(world, affair), world.stakes
    households = stakes.household[rows]
    subject = int(world.affairs.eid[affair])
    eids = world.households.eid[households]
    drawn = uniforms_of(world.seed, int(Purpose.PLEDGE), world.month, eids, subject, k)
    new = ~stakes.signed[rows] & (drawn < chance)
    stakes.signed[rows] |= new
    if a is not None:
        persons = households[new] * BERTHS + world.households.representative[households[new]]
        residents = world.residents
        residents.top_rung[persons] = np.maximum(residents.top_rung[persons], a.rung[Act.PLEDGE])
        residents.last_act[persons] = world.month
        residents.civic_acts[persons] += 1
    return beliefs.share(stakes.signed[rows])
