"""The reference society and the compiled kernels leave the same state, bit for bit, in every month."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine.model import NeighbourhoodModel
from tests.helpers.runs import small
from tests.reference.calls import compare_calls
from tests.reference.comparison import HASHES_A_MONTH, compare
from tests.reference.configurations import configuration
from tests.reference.hashes import hashes
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
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_both_societies_leave_the_same_state_every_month(name):
    config = _hand_made(name)
    compiled, reference = NeighbourhoodModel(config), NeighbourhoodModel(config, society=ReferenceSociety)
    compared = 0
    while compiled.month < MONTHS:
        month = compiled.month
        compiled.step()
        reference.step()
        assert compiled.state_hash() == reference.state_hash(), f"month {month}"
        compared += 1
    assert compared == MONTHS + 2


def _hand_made(name):
    return small("observe.enabled=false", *CONFIGURATIONS[name], households=60, months=MONTHS, burn_in=2, seed=7)


@pytest.mark.parametrize("number", range(4))
def test_random_legal_configurations_leave_the_same_state(number):
    """`python -m tests.reference.long` compares three hundred of them."""
    assert compare(configuration(number)).n_hashes == HASHES_A_MONTH * MONTHS


@pytest.mark.parametrize("number", range(4))
def test_both_societies_answer_alike_whatever_they_are_asked(number):
    assert compare_calls(number, n_calls=60) == 60


class ForgetsAContact(ReferenceSociety):
    """Leaves out one contact a month."""

    def meet(self):
        super().meet()
        next(tie for _, _, tie in self.edges if tie["contact"])["contact"] = False
        self.write_ties("contact")


class SignsTwice(ReferenceSociety):
    """Lets a civic act of signing count twice."""

    def sign(self, affair, skill):
        share = super().sign(affair, skill)
        self.read()
        for person in self.persons:
            person.civic_acts += person.top_rung == 3
        self.write("residents", "civic_acts")
        return share


class ForgetsLastBit(ReferenceSociety):
    """Reckons strength in another order, which differs in the last bit."""

    def close_ties(self):
        for _, _, tie in self.edges:
            tie["strength"] = (tie["strength"] / 49) * 49
        super().close_ties()


@pytest.mark.parametrize(
    "society, column",
    [(ForgetsAContact, "ties.contact"), (SignsTwice, "residents.civic_acts"), (ForgetsLastBit, "ties.strength")],
)
def test_a_wrong_rule_is_noticed_and_named(society, column):
    with pytest.raises(AssertionError, match=r"^month -?\d+, (before|after) phase 11:\n") as told:
        compare(_hand_made("all mechanisms"), society=society)
    assert re.search(rf"{column}\w* of \(\d+,\): compiled \S+, reference \S+", str(told.value))


def test_compiler_and_threads_change_no_hash():
    """Compilation off, one thread and two: each in a process of its own, all at once."""
    number, months, households = 2, 5, 40
    settings = [{"NUMBA_DISABLE_JIT": "1"}, {"NUMBA_NUM_THREADS": "1"}, {"NUMBA_NUM_THREADS": "2"}]
    command = [sys.executable, "-m", "tests.reference.hashes", str(number), str(months), str(households)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, env=os.environ | setting, stdout=subprocess.PIPE, text=True)
        for setting in settings
    ]
    printed = [run.communicate()[0].split() for run in runs]
    here = hashes(number, months, households)
    assert len(here) == months
    assert printed == [here] * len(settings)
