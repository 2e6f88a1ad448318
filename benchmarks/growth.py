"""How the cost of a run grows: the exponent b of seconds ~ size^b, from four sizes of one thing, all else as it is.

`uv run python -m benchmarks.growth` prints seconds and sizes. Ties and affairs are made more or fewer by the
probability that a tie forms and by the affairs that arise, and their size is how many there were on the average.
"""

import time

import numpy as np

from sim.engine.model import NeighbourhoodModel
from sim.scenarios.load import load_scenario

BASE = ("burn_in=12", "months=24")
FEWER_MONTHS = ("burn_in=0",)
ONSETS = ("lapsed_management", "environment", "cultural_sports", "government_works")
TIMES = (0.5, 1.0, 2.0, 4.0)


def variants(quick: bool = False) -> dict[str, list[tuple[str, ...]]]:
    """Return by what grows the overrides of four sizes; a quarter of them each with `quick`."""
    small = 4 if quick else 1
    defaults = load_scenario("baseline", [])
    return {
        "residents": [(*BASE, f"households={n // small}") for n in (800, 1600, 3200, 6400)],
        "ties": [
            (*BASE, f"households={1600 // small}", f"ties.p_tie_lane={min(1.0, defaults.ties.p_tie_lane * factor)}")
            for factor in TIMES
        ],
        "affairs": [
            (
                *BASE,
                f"households={1600 // small}",
                *(f"{name}.onset_per_month={getattr(defaults, name).onset_per_month * factor}" for name in ONSETS),
            )
            for factor in TIMES
        ],
        "neighbourhoods": [(*BASE, f"households={800 // small}", f"neighbourhoods={n}") for n in (2, 4, 8, 16)],
        "months": [(*FEWER_MONTHS, f"households={1600 // small}", f"months={n // small}") for n in (48, 96, 192, 384)],
    }


def play(kind: str, overrides: tuple[str, ...]) -> tuple[float, float]:
    """Return the size of what grows and the CPU seconds of the months of a run."""
    config = load_scenario("baseline", list(overrides))
    model = NeighbourhoodModel(config)
    sizes = []
    start = time.process_time()
    while model.month < config.months:
        model.step()
        sizes.append(_size(kind, model))
    seconds = time.process_time() - start
    return float(np.mean(sizes)), seconds


def _size(kind: str, model: NeighbourhoodModel) -> float:
    world = model.world
    if kind == "residents":
        return float((world.residents.kind == 1).sum())
    if kind == "affairs":
        return float((world.affairs.state[: world.n("affairs")] <= 5).sum())
    if kind == "months":
        return float(model.config.months)
    return float(world.n(kind))


def exponent(points: list[tuple[float, float]]) -> float:
    """Return the slope of log seconds over log size, by least squares."""
    sizes, seconds = np.log(np.array(points)).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def measure(quick: bool = False) -> dict[str, list[tuple[float, float]]]:
    """Return sizes and seconds by what grows."""
    for overrides in (BASE, FEWER_MONTHS):
        play("ties", (*overrides, "households=200", "months=12"))
    return {kind: [play(kind, overrides) for overrides in sizes] for kind, sizes in variants(quick).items()}


def main() -> None:
    """Measure and print."""
    for kind, points in measure().items():
        shown = "  ".join(f"{size:.0f}: {seconds:.2f} s" for size, seconds in points)
        print(f"exponent_{kind} {exponent(points):.2f} (seconds by size {shown})", flush=True)


if __name__ == "__main__":
    main()
