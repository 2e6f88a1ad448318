"""Files that appear whole or not at all, and what a failing file system means for a sweep."""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from sim.foundation.errors import InputRefused, RunFailed, ZizhiError
from sim.foundation.text import gettext as _
from sim.runner.journal import fsync_folder

PARTIAL = ".partial-"
REFUSED = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL,
}  # fmt: skip
NO_LINKS = {
    errno.EPERM,
    errno.ENOSYS,
    getattr(errno, "ENOTSUP", errno.EPERM),
    getattr(errno, "EOPNOTSUPP", errno.EPERM),
}
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


@contextmanager
def appearing(path: Path, replace: bool = True) -> Iterator[BinaryIO]:
    """Open a file that takes its name when everything is in it and on the disk.

    Parameters
    ----------
    path : Path
        Its name.
    replace : bool
        Whether it may take the place of one that is there; if not, FileExistsError.
    """
    partial = path.parent / f"{PARTIAL}{uuid4().hex}"
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(partial, path)
        else:
            _link(partial, path)
        fsync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _link(partial: Path, path: Path) -> None:
    """Give a file a name that nobody has; atomic also on network file systems, where those know links."""
    try:
        os.link(partial, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        os.replace(partial, path)


def write_whole(path: Path, data: bytes, replace: bool = True) -> None:
    """Write a file that appears whole or not at all."""
    with appearing(path, replace) as file:
        file.write(data)


def what_failed(folder: Path, error: OSError, kept: str = "") -> ZizhiError:
    """Return what a failing file system means: a place that was refused, or a disk that is full or fails."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in REFUSED:
        came = _("cannot be written to ({reason})").format(reason=reason)
        return InputRefused(str(folder), came, _("a folder that can be written to"), kept)
    if error.errno in FULL:
        sentence = _("{folder}: the disk is full; {kept}")
    else:
        sentence = _("{folder}: the disk failed ({reason}); {kept}")
    kept = kept or _("the same command goes on where this one stopped")
    return RunFailed(sentence.format(folder=folder, reason=reason, kept=kept))
