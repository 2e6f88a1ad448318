"""Where the scenarios that come with the program are, in a checkout and in an installed package."""

from pathlib import Path

import sim

GROUPS = ("scenario", "shock")
"""Folders of ``configs/`` of which the command line chooses one file each."""


def configs_folder() -> Path:
    """Return the folder ``configs``: inside the installed package, or at the root of the checkout."""
    package = Path(sim.__file__).resolve().parent
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"


def names_of(group: str) -> list[str]:
    """Return the names of the files in one folder of ``configs/``, sorted."""
    return sorted(path.stem for path in (configs_folder() / group).glob("*.yaml"))
