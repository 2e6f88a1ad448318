"""Write the Slurm job array that plays a sweep or a city in shards (``slurm=n``), and play nothing."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from sim.cli.console import make_console
from sim.cli.own_keys import TIME_LIMIT, number
from sim.cli.request import Request
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.files import what_failed, write_whole
from sim.runner.slurm import job_array


def write_job_array(verb: str, request: Request, repeated: Sequence[str], folder: Path, workers: int) -> None:
    """Write the script beside the folder that its shards fill, and say how to hand it over.

    Parameters
    ----------
    repeated : sequence of str
        Own keys of the verb that a shard's command repeats.
    workers : int
        Processes of each shard.

    Raises
    ------
    InputRefused
        For a number of shards or a time that Slurm would not take, and for ``dry=`` or ``shard=`` beside it.
    """
    own = request.own
    for key in ("dry", "shard"):
        if key in own:
            raise InputRefused(key, _("beside slurm=, which writes a script and plays nothing"), _("one of the two"))
    n = number(own, "slurm", 1, 100_000) or 1
    path = folder.parent / f"{folder.name}.slurm.sh"
    kept = [f"{key}={own[key]}" for key in repeated if key in own]
    words = [verb, *request.words, *request.overrides, *kept, f"out={folder}"]
    script = job_array(words, n, workers, own.get("time", TIME_LIMIT), str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, script.encode("utf-8"))
    except OSError as error:
        raise what_failed(path, error, _("choose another folder with out=")) from error
    said = _("Written: {path}; hand it over here with: sbatch {path}").format(path=shlex.quote(str(path)))
    make_console().print(said, markup=False)
