"""Draw the figure of the README: ``python -m experiments.readme_figure`` plays `baseline` with seed 2.

What the README says of it has to be read again afterwards.
"""

from pathlib import Path

from experiments.run import play
from sim.figures.overview import draw_overview
from sim.figures.style import rendered
from sim.mechanisms.registry import PRACTICES
from sim.scenarios.load import load_scenario

FILE = Path(__file__).resolve().parents[1] / "docs" / "overview.svg"
SEED = 2


def main() -> None:
    """Play, draw and write."""
    config = load_scenario("baseline", [f"seed={SEED}"])
    result = play(config)
    mechanism_of = {one.name: one.mechanism.word for one in PRACTICES if one.mechanism is not None}
    title = f"{config.title['en']} ({config.scenario}, seed={config.seed})"
    figure = draw_overview(result.tables, "en", title=title, mechanism_of=mechanism_of)
    FILE.write_bytes(rendered(figure, "svg", outlines=True))


if __name__ == "__main__":
    main()
