"""The Slurm job array that plays a sweep or a city in shards: written, not run."""

import re
import shlex
from collections.abc import Sequence

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.sweep import MOST_SHARDS

TIME = re.compile(r"([0-9]{1,3}-)?[0-9]{1,2}:[0-5][0-9]:[0-5][0-9]")
SECONDS_BEFORE_LIMIT = 120
SCRIPT = """\
#!/bin/bash
# A sweep or a city of zizhi in {n} shards; hand it over from the folder in which it was written:  sbatch {name}
# Every shard writes into one folder, which all nodes must see. Handed over again it goes on where it stopped.
#SBATCH --job-name=zizhi
#SBATCH --array=1-{n}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={workers}
#SBATCH --time={time}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@{before}

cd "${{SLURM_SUBMIT_DIR:-.}}" || exit 2

# Compiled kernels: one folder for each node and user, not on the network.
export ZIZHI_CACHE="${{ZIZHI_CACHE:-${{TMPDIR:-/tmp}}/zizhi-$(id -u)}}"
mkdir -p -m 700 "$ZIZHI_CACHE"

${{ZIZHI:-zizhi}} {command} shard="${{SLURM_ARRAY_TASK_ID}}/{n}" workers={workers} &
shard=$!
# Before the time limit: the run in hand is finished and kept, then the rest is queued again.
told=no
trap 'told=yes; kill -TERM "$shard" 2>/dev/null' TERM
wait "$shard"
status=$?
if [ "$told" = yes ]; then
    wait "$shard"
    status=$?
fi
if [ "$status" -eq 130 ] || [ "$status" -eq 143 ]; then
    scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}"
fi
exit "$status"
"""


def job_array(words: Sequence[str], n: int, workers: int, time: str, name: str) -> str:
    """Return the script of a job array.

    Parameters
    ----------
    words : sequence of str
        The command's words after ``zizhi``, without ``shard`` and ``workers``.
    n : int
        Number of shards.
    workers : int
        Processes of each shard.
    time : str
        Time limit, ``[days-]hours:minutes:seconds``.
    name : str
        File name of the script.

    Raises
    ------
    InputRefused
        For a number of shards or a time limit that Slurm would not take.
    """
    if not 1 <= n <= MOST_SHARDS:
        raise InputRefused("slurm", str(n), _("a whole number from {low} to {high}").format(low=1, high=MOST_SHARDS))
    if not TIME.fullmatch(time):
        raise InputRefused("time", shown(time), _("[days-]hours:minutes:seconds, e.g. 04:00:00"))
    command = shlex.join(words)
    return SCRIPT.format(
        n=n, workers=workers, time=time, before=SECONDS_BEFORE_LIMIT, command=command, name=shlex.quote(name)
    )
