"""Places in the file system where a folder may be made, and what it means if one may not."""

import errno
import os
import tempfile
from pathlib import Path

from sim.foundation.errors import InputRefused, RunFailed, ZizhiError
from sim.foundation.text import gettext as _

LONGEST_NAME = 255
FOREIGN_PLACES = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENAMETOOLONG,
    errno.ELOOP,
    errno.EINVAL,
}


def resolved(folder: Path | str) -> Path:
    """Return where a folder really lies; InputRefused for a name that no file system takes."""
    name = Path(folder).name
    if "\0" in str(folder) or len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        raise InputRefused(repr(str(folder))[:80], _("a name that no folder can have"), _("at most 255 bytes"))
    return Path(os.path.realpath(folder))


def try_to_write(target: Path) -> None:
    """Make a folder beside a folder to be, and remove it: permissions alone do not tell for every place.

    Raises
    ------
    InputRefused, OSError
        If none can be made there.
    """
    ancestor = target.parent
    while not os.path.lexists(ancestor):
        ancestor = ancestor.parent
    if not ancestor.is_dir():
        raise failure(target, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".partial-", dir=ancestor))
    except FileNotFoundError as error:  # e.g. in /proc
        raise failure(target, OSError(errno.EPERM, os.strerror(errno.EPERM))) from error


def failure(target: Path, error: OSError) -> ZizhiError:
    """Return what a failing file system means: a place that was refused, or a run that could not be kept."""
    if error.errno in FOREIGN_PLACES:
        came = _("cannot be written to ({reason})").format(reason=os.strerror(error.errno or 0))
        return InputRefused(
            str(target), came, _("a folder that can be written to"), _("choose another folder with out=")
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RunFailed(_("{folder}: the disk is full; nothing was kept").format(folder=target))
    reason = error.strerror or str(error)
    return RunFailed(_("{folder}: the run could not be kept ({reason})").format(folder=target, reason=reason))
