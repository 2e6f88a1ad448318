"""The numbers that kernels of participation and of ties take; named as a kernel, for their order is compiled in."""

from typing import NamedTuple

import numpy as np


class ParticipationNumbers(NamedTuple):
    """Numbers of §6.1; see `sim.society.participation.Params`. The last three hold one value an `Act`."""

    beta_0: float
    stake_weight: float
    trust_weight: float
    peer_weight: float
    habit_weight: float
    norm_weight: float
    hours_weight: float
    fatigue_weight: float
    orientation_weight: float
    election_age_weight: float
    election_age_centre: float
    election_age_span: float
    election_age_low: float
    election_age_high: float
    election_party: float
    peer_offset: float
    peer_months: int
    step: bool
    committee_prior: float
    committee_prior_weight: float
    prior_weight: float
    fatigue_memory: float
    fatigue_gain: float
    fatigue_scale: float
    habit_memory: float
    habit_gain: float
    habit_rung: int
    trust_memory: float
    constant: np.ndarray
    minutes: np.ndarray
    rung: np.ndarray


class TieNumbers(NamedTuple):
    """Numbers of §6.2; see `sim.society.ties.Params`."""

    contact_most: float
    contact_scale: float
    contact_across_lanes: float
    contact_base: float
    contact_strength: float
    p_favour: float
    favour_base: float
    favour_norm: float
    favour_most: float
    p_tie_lane: float
    p_tie_anywhere: float
    p_tie_friend: float
    p_tie_party: float
    p_linking: float
    new_strength: float
    prior_weight: float
    event_memory: float
    strength_memory: float
    strength_gain: float
    weakest_strength: float
    norm_learning: float
    norm_return: float
    p_dispute_kitchen: float
    quarrel_failure: float
    gossip_failure: float
    gossip_strength: float
    reward_success: float
    disappoint_failure: float
