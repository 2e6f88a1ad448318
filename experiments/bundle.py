"""Bundle: a folder of results → one archive for a repository."""

from pathlib import Path

from sim.runner.bundle import bundle, default_place
from sim.runner.verify import open_folder


def packed(folder: Path, out: str | None) -> tuple[Path, bool]:
    """Write the archive of a folder; return where it lies, and whether it lay there already."""
    place = Path(out) if out else default_place(folder)
    return place, bundle(open_folder(folder), place) == "reused"
