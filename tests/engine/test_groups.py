import numpy as np

from sim.engine import groups, people
from sim.foundation.numerics import FIXED_ONE


def test_cells_are_told_in_the_words_of_the_schema():
    sums = people.new_groups(2)
    cell = ((6 * 5 + 2) * 2 + 1) * 2 + 1  # 70-79, owner, migrant, male
    sums.persons[1, cell], sums.acts[1, cell], sums.minutes[1, cell] = 3, 2, 90
    sums.benefit[1, cell], sums.burden[1, cell] = -2.5 * FIXED_ONE, 0.5 * FIXED_ONE
    table = groups.frame({-1: sums, 0: people.new_groups(2)}, np.array([7, 9]))
    assert table.iloc[0].tolist() == [9, -1, "70-79", "owner", "migrant", "male", 3, 2, 1.5, -2.5, 0.5]
    assert len(table) == 1


def test_no_years_make_an_empty_table():
    assert groups.frame({}, np.array([0])).empty
