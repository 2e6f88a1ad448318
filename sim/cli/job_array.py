"""Write the Slurm job array that plays a sweep or a city in shards (``slurm=n``), and play nothing."""

from collections.abc import Sequence
from pathlib import Path

from sim.cli.console import make_console
from sim.cli.own_keys import number
from sim.cli.request import Request
from sim.foundation.text import gettext as _
from sim.runner.files import write_whole
from sim.runner.slurm import job_array

TIME_LIMIT = "04:00:00"


def write_job_array(verb: str, request: Request, repeated: Sequence[str], folder: Path, workers: int) -> None:
    """Write the script beside the folder that its shards fill, and say how to hand it over.

    Parameters
    ----------
    repeated : sequence of str
        Own keys of the verb that a shard's command repeats.
    workers : int
        Processes of each shard.
    """
    own = request.own
    n = number(own, "slurm", 1, 100_000) or 1
    path = folder.parent / f"{folder.name}.slurm.sh"
    kept = [f"{key}={own[key]}" for key in repeated if key in own]
    words = [verb, *request.words, *request.overrides, *kept, f"out={folder}"]
    script = job_array(words, n, workers, own.get("time", TIME_LIMIT), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, script.encode("utf-8"))
    make_console().print(_("Written: {path}; hand it over with: sbatch {path}").format(path=path), markup=False)
