"""Print the compiled society's hash of every month: ``python -m tests.reference.hashes NUMBER MONTHS HOUSEHOLDS``.

Run with other settings of the compiler, it must print what it prints without them.
"""

import sys

from sim.engine.model import NeighbourhoodModel
from tests.reference.configurations import configuration


def hashes(number: int, months: int, households: int) -> list[str]:
    """Return the hashes of a configuration's months as the compiled society leaves them."""
    model = NeighbourhoodModel(configuration(number, months, households))
    left = []
    while model.month < months:
        model.step()
        left.append(model.state_hash())
    return left


if __name__ == "__main__":
    print("\n".join(hashes(*(int(argument) for argument in sys.argv[1:]))))
