"""The scenarios that come with the program, read without composing them."""

from sim.scenarios.folders import configs_folder, names_of
from sim.scenarios.safe_yaml import plain, read_yaml


def list_scenarios() -> list[tuple[str, dict[str, str], dict[str, str]]]:
    """Return name, title and question (each with ``en`` and ``zh``) of every scenario, the baseline first."""
    names = sorted(names_of("scenario"), key=lambda name: (name != "baseline", name))
    trees = {name: plain(read_yaml(configs_folder() / "scenario" / f"{name}.yaml")) for name in names}
    return [(name, tree["title"], tree["question"]) for name, tree in trees.items()]
