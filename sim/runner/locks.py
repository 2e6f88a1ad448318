"""Locks that hold on a network file system: a file with its owner, made by a link, kept fresh by a heartbeat.

A lock whose process is gone from this machine, or whose file has not been touched for a while, is stale and is taken
over. Ages are differences between times that the file system itself gave, so a clock that jumps here does not matter.
The store does not need locks to be right, only to be quick: two sweeps at once would make the same rows twice.
"""

import contextlib
import hashlib
import json
import os
import platform
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.runner.files import write_whole

FOLDER = "locks"
BEAT_SECONDS = 10.0
STALE_SECONDS = 60.0
SWEEP = "sweep"
"""The lock of a sweep that is not one of several shards."""
FOLD = "fold"
"""The lock of whoever folds journals into parts and parts into tables."""
OURS = re.compile(r"(sweep|fold|shard-[0-9]{1,6}-of-[0-9]{1,6})\.lock|\.[a-z]{3,7}-[0-9a-f]{32}")


class Lock:
    """A lock of this process, once taken; see `held`.

    Parameters
    ----------
    folder : Path
        The sweep's folder.
    name : str
        Name of the lock.
    """

    def __init__(self, folder: Path, name: str):
        self.path = folder / FOLDER / f"{name}.lock"
        process = os.getpid()
        self.owner = {"machine": machine(), "process": process, "started": started(process), "word": uuid4().hex}
        self._stop = threading.Event()
        self._beat = threading.Thread(target=self._keep_fresh, daemon=True)

    def take(self) -> bool:
        """Take it if nobody holds it, or if its holder is gone; whether it was taken."""
        while True:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                write_whole(self.path, json.dumps(self.owner).encode(), replace=False)
            except FileNotFoundError:  # the folder went with the last lock in it
                continue
            except FileExistsError:
                if read_owner(self.path) == self.owner:  # the link was made, and only the answer of the server was lost
                    self._beat.start()
                    return True
                stale = stale_owner(self.path)
                if stale is None or not self._remove(stale):
                    return False
            else:
                self._beat.start()
                return True

    def check(self) -> None:
        """Raise RunFailed if somebody has taken the lock away, e.g. after this machine slept, or removed the folder."""
        if not self.path.parent.is_dir():
            raise RunFailed(_("{folder}: removed while it was written to").format(folder=self.path.parent.parent))
        if read_owner(self.path) != self.owner:
            raise RunFailed(_("{lock}: taken over by another process").format(lock=self.path))

    def release(self) -> None:
        """Give it back."""
        self._stop.set()
        if read_owner(self.path) == self.owner:
            with contextlib.suppress(OSError):
                self.path.unlink()
        with contextlib.suppress(OSError):
            self.path.parent.rmdir()

    def _remove(self, stale: dict) -> bool:
        """Move a stale lock away, and put it back if it was another's by then; whether it went."""
        aside = self.path.with_name(f".stale-{uuid4().hex}")
        try:
            os.rename(self.path, aside)
        except FileNotFoundError:
            return True
        moved = read_owner(aside) or {}
        if moved != stale:
            with contextlib.suppress(OSError):
                os.link(aside, self.path)
        aside.unlink(missing_ok=True)
        return moved == stale

    def _keep_fresh(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            with contextlib.suppress(OSError):
                if read_owner(self.path) == self.owner:
                    os.utime(self.path)


@contextmanager
def held(folder: Path, name: str, n_shards: int = 0) -> Iterator[Lock]:
    """Hold the lock of a sweep or of one of its shards.

    Parameters
    ----------
    folder : Path
        The sweep's folder.
    name : str
        `SWEEP`, or the name of a shard as `shard_name` makes it.
    n_shards : int
        How many shards there are; others of the same number may run at the same time.

    Raises
    ------
    InputRefused
        If another process sweeps into the folder; its owner is named.
    """
    lock = Lock(folder, name)
    if not lock.take():
        raise _busy(lock.path)
    try:
        for path in sorted(lock.path.parent.glob("*.lock")):
            friends = path.name == f"{FOLD}.lock" or (n_shards and path.name.endswith(f"-of-{n_shards}.lock"))
            if path != lock.path and not friends:
                if stale_owner(path) is None and path.exists():
                    raise _busy(path)
                path.unlink(missing_ok=True)
        yield lock
    finally:
        lock.release()


def shard_name(shard: int, n_shards: int) -> str:
    """Return the name of the lock of a shard, counted from 1."""
    return f"shard-{shard}-of-{n_shards}"


def owners(folder: Path) -> list[str]:
    """Return who sweeps into a folder now, in words."""
    paths = [path for path in sorted((folder / FOLDER).glob("*.lock")) if path.name != f"{FOLD}.lock"]
    return [_owner_in_words(path) for path in paths if stale_owner(path, patience=0) is None and path.exists()]


def remove_stale(folder: Path) -> None:
    """Remove the locks of a finished sweep whose owners are gone, and their folder if it is empty then."""
    place = folder / FOLDER
    for path in place.iterdir() if place.is_dir() else ():
        is_lock = path.suffix == ".lock"
        if not is_lock or stale_owner(path, patience=0) is not None:
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        place.rmdir()


def only_locks(place: Path) -> bool:
    """Tell whether a folder holds nothing but what this module leaves there."""
    if place.is_symlink() or not place.is_dir():
        return False
    paths = list(place.iterdir())
    return all(OURS.fullmatch(path.name) and path.is_file() and not path.is_symlink() for path in paths)


def read_owner(path: Path) -> dict | None:
    """Return the owner that a lock names, or None if it is gone or unreadable."""
    try:
        owner = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return owner if isinstance(owner, dict) else None


def stale_owner(path: Path, patience: float | None = None) -> dict | None:
    """Return the owner of a lock whose process is gone; None while it lives.

    Parameters
    ----------
    path : Path
        The lock.
    patience : float, optional
        Seconds to watch a lock of another machine that has grown old, whether it is touched after all; one and a half
        heartbeats if not given.
    """
    owner = read_owner(path)
    if owner is None:
        return {} if path.exists() and _age(path) > STALE_SECONDS else None
    if owner.get("machine") == machine():
        return None if _lives(owner) else owner
    if _age(path) <= STALE_SECONDS:
        return None
    seen = path.stat().st_mtime_ns if path.exists() else 0
    time.sleep(1.5 * BEAT_SECONDS if patience is None else patience)
    return owner if path.exists() and path.stat().st_mtime_ns == seen else None


def machine() -> str:
    """Return a word for this machine since it was started, which does not give its name away."""
    place = platform.node()
    with contextlib.suppress(OSError):
        place += os.readlink("/proc/self/ns/pid")
    with contextlib.suppress(OSError):
        place += Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    return hashlib.sha256(place.encode()).hexdigest()[:12]


def started(process: int) -> int | None:
    """Return when a process of this machine was started, in ticks since the machine was; None if nothing says it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        return int(stat.rpartition(")")[2].split()[19])
    return None


def _lives(owner: dict) -> bool:
    """Tell whether the process that took a lock is there, and not another that was given its number."""
    process, then = owner.get("process"), owner.get("started")
    if not isinstance(process, int) or process < 1 or not is_alive(process):
        return False
    now = started(process)
    return then is None or now is None or then == now


def is_alive(process: int) -> bool:
    """Tell whether a process of this machine is there (and not a zombie that nobody has buried)."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2][1:2] != "Z"
        )
    return True


def _age(path: Path) -> float:
    """Return for how many seconds a file has not been touched, by the file system's clock."""
    probe = path.with_name(f".now-{uuid4().hex}")
    try:
        probe.touch()
        return probe.stat().st_mtime - path.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _owner_in_words(path: Path) -> str:
    owner = read_owner(path) or {}
    if owner.get("machine") == machine():
        return _("process {process} of this machine ({lock})").format(process=owner.get("process"), lock=path.stem)
    return _("process {process} of another machine ({lock})").format(process=owner.get("process", "?"), lock=path.stem)


def _busy(path: Path) -> InputRefused:
    came = _("swept into by {owner}").format(owner=_owner_in_words(path))
    folder = str(path.parent.parent)
    return InputRefused(
        folder, came, _("one sweep at a time, or shards of one number"), _("wait, or choose another out=")
    )
