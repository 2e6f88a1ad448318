"""Worker processes that are forked from the tests, where everything is imported already, instead of started anew.

Only how a worker begins differs from `sim.runner.local`; what it does, how it is talked to and how it ends is the same.
One test of executors and the kill test of the command line start real processes.
"""

import os
import signal
import sys
from types import SimpleNamespace


class ForkedWorker:
    """As much of `subprocess.Popen` as `sim.runner.local` uses.

    `before` is called in the worker before its program, with the folder of the sweep.
    """

    before = None

    def __init__(self, words, **_pipes):
        ours, theirs = [], []
        for is_input in (True, False, False):
            read, write = os.pipe()
            ours.append(write if is_input else read)
            theirs.append(read if is_input else write)
        self.pid = os.fork()
        if self.pid == 0:
            self._work(words[-1], ours, theirs)
        for descriptor in theirs:
            os.close(descriptor)
        self.stdin, self.stdout, self.stderr = (os.fdopen(d, m) for d, m in zip(ours, ("wb", "rb", "rb"), strict=True))
        self.returncode = None

    def _work(self, folder, ours, theirs):
        status = 1
        try:
            for descriptor in ours:
                os.close(descriptor)
            for number, descriptor in enumerate(theirs):
                os.dup2(descriptor, number)
                os.close(descriptor)
            sys.stdin = os.fdopen(0, closefd=False)
            from sim.runner.worker_process import main

            if type(self).before is not None:
                type(self).before(folder)
            main(folder)
            status = 0
        finally:
            os._exit(status)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


def forked_workers(monkeypatch, before=None):
    """Let `sim.runner.local` fork its workers, and do something in each before its program."""
    from sim.runner import local, worker_process

    worker_process._warm_up()
    worker = type("Worker", (ForkedWorker,), {"before": staticmethod(before) if before else None})
    monkeypatch.setattr(local, "subprocess", SimpleNamespace(Popen=worker, PIPE=local.subprocess.PIPE))
