"""Hold the compiled society against the reference society of `tests/reference` by the time of a run.

Both play the same months of the same configuration in one process, in turn, and leave the same state.
"""

import time

from sim.engine.model import MakeSociety, NeighbourhoodModel
from sim.scenarios.load import load_scenario
from sim.society.society import CompiledSociety
from tests.reference.society import ReferenceSociety


def measure(months: int, overrides: tuple[str, ...] = ()) -> tuple[float, float]:
    """Return CPU seconds of the compiled and of the reference society for the first months of `baseline`.

    The first month of each is played before: it loads what is compiled, and the reference reads the founded world.
    """
    config = load_scenario("baseline", list(overrides))
    seconds, hashes = [], []
    makers: tuple[MakeSociety, ...] = (CompiledSociety, ReferenceSociety)
    for society in makers:
        model = NeighbourhoodModel(config, society)
        model.step()
        start = time.process_time()
        for _ in range(months):
            model.step()
        seconds.append(time.process_time() - start)
        hashes.append(model.state_hash())
    assert hashes[0] == hashes[1], "the two societies part: see docs/verification.md"
    return seconds[0], seconds[1]
