"""What kernels of the founding are given: columns of persons and households, and numbers named as in `Params`."""

from typing import NamedTuple

import numpy as np


class DrawnHouseholds(NamedTuple):
    """Columns of households that `draw_households` fills, and the identity that it goes by."""

    eid: np.ndarray
    cars: np.ndarray
    enclosure_threshold: np.ndarray
    local: np.ndarray
    size: np.ndarray
    tenure: np.ndarray


class HouseholdNumbers(NamedTuple):
    """What `draw_households` needs; rows of arrays by housing, cumulative shares end at 1."""

    size_cumulative: np.ndarray
    tenure_cumulative: np.ndarray
    p_local: np.ndarray
    cars: np.ndarray
    threshold_low: float


class DrawnPersons(NamedTuple):
    """Columns of residents that `draw_persons` fills, and the identity that it goes by."""

    eid: np.ndarray
    age: np.ndarray
    sex: np.ndarray
    adult: np.ndarray
    employed: np.ndarray
    retired: np.ndarray
    party_member: np.ndarray
    free_hours: np.ndarray
    home: np.ndarray
    hobby: np.ndarray
    hobby_intensity: np.ndarray
    disposition: np.ndarray
    norm: np.ndarray
    law_literacy: np.ndarray
    threshold: np.ndarray


class PersonNumbers(NamedTuple):
    """What `draw_persons` needs, named as in `Params`."""

    head_age_mean: float
    head_age_sd: float
    other_age_mean: float
    other_age_sd: float
    p_female: float
    retirement_age_women_early: int
    retirement_age_women_late: int
    p_retires_early: float
    retirement_age_men: int
    employment_age: int
    p_employed: float
    p_party_member: float
    p_party_member_older: float
    party_older_age: int
    free_hours_least: float
    free_hours_most: float
    free_hours_employed: float
    free_hours_retired: float
    free_hours_other: float
    home_retired: float
    home_employed: float
    home_other: float
    law_literacy_high: float
