"""The reference society and the compiled kernels leave the same state, bit for bit, in every month."""

import pytest

from sim.engine.model import NeighbourhoodModel
from tests.helpers.runs import small
from tests.reference.comparison import HASHES_A_MONTH, compare
from tests.reference.configurations import configuration
from tests.reference.society import ReferenceSociety

LIVELY = ("learning.discovery=0.15", "voice.complaints_per_month=0.012", "affairs.initial_severity=[0.5,0.9]")
KITCHENS = ("street_office.one_square_metre_month=2", "issues.outside_site_month=0")
PARKING = ("founding.p_daytime_need=1", "contracts.offer_link=0.8", "founding.spaces_share=0.3")
CONFIGURATIONS = {
    "all mechanisms": ('taught="1111"', *LIVELY),
    "none": ("cell=0000", *LIVELY),
    "three neighbourhoods, works, a rumour": (
        "neighbourhoods=3",
        'taught="0010"',
        *KITCHENS,
        "shock=rumour",
        "shock.month=8",
    ),
    "parking": ('taught="0110"', *LIVELY, *PARKING),
    "backbones leave, learning from the start": ('taught="1001"', *LIVELY, "shock=backbones_leave", "shock.month=6"),
}
MONTHS = 24


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_both_societies_leave_the_same_state_every_month(name):
    config = small("observe.enabled=false", *CONFIGURATIONS[name], households=60, months=MONTHS, burn_in=2, seed=7)
    compiled, reference = NeighbourhoodModel(config), NeighbourhoodModel(config, society=ReferenceSociety)
    compared = 0
    while compiled.month < MONTHS:
        month = compiled.month
        compiled.step()
        reference.step()
        assert compiled.state_hash() == reference.state_hash(), f"month {month}"
        compared += 1
    assert compared == MONTHS + 2


@pytest.mark.parametrize("number", range(6))
def test_random_legal_configurations_leave_the_same_state(number):
    """`python -m tests.reference.long` compares two hundred of them."""
    assert compare(configuration(number)).n_hashes == HASHES_A_MONTH * MONTHS
