"""Where the files of ``configs/`` are: inside the installed package, or at the root of a checkout."""

from pathlib import Path


def configs_folder() -> Path:
    """Return the folder ``configs`` that came with the program."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"
