"""Commands as a user types them, and the machine on which Slurm would play a shard."""

import os
import sys

from sim.cli.main import main
from sim.foundation import compiled


def said(capsys, status, *words):
    """Run a command, which must end with a status; return what it said, an error in one line if it was refused."""
    assert main(list(words)) == status
    out, err = capsys.readouterr()
    assert err.count("\n") == (status != 0), err
    return out if status == 0 else err


def node_of_slurm(folder, shard):
    """Return the environment in which a job array plays a shard; what it asks to queue again lands in a file there."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "scontrol").write_text(f'#!/bin/sh\necho "$@" >> {folder}/requeued\n')
    (tools / "scontrol").chmod(0o755)
    environment = {**os.environ, "ZIZHI": f"{sys.executable} -m sim.cli.main", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"SLURM_ARRAY_JOB_ID": "77", "SLURM_ARRAY_TASK_ID": str(shard)}
    return environment | {"ZIZHI_CACHE": str(compiled.CACHE.parent)} if compiled.CACHE else environment
