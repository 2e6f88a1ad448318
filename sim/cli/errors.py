"""What ends a command early besides bad input and failed runs."""

from sim.foundation.errors import ZizhiError

INTERRUPTED = 130


class Interrupted(ZizhiError):  # noqa: N818 - the name says what happened
    """The user stopped it; the message says what was kept."""

    exit_status = INTERRUPTED
