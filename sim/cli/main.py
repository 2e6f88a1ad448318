"""The command ``zizhi``: finds the verb, says errors in one line, and returns the exit status.

Nothing heavy is imported here, so that help appears at once.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

from sim.cli.errors import INTERRUPTED
from sim.cli.request import Request, chosen_language, parse_request
from sim.cli.verbs import JOURNEYS, VERBS
from sim.foundation.errors import ZizhiError
from sim.foundation.text import gettext as _
from sim.foundation.text import use_language


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        The words after ``zizhi``; those of the process if not given.

    Returns
    -------
    int
        0 done, 1 the run failed, 2 the input was refused, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    use_language(chosen_language(arguments))
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a stream that was replaced, e.g. in a notebook
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if argv is None and not debug:
        sys.excepthook = _say_in_one_line
    try:
        return _dispatch(parse_request(arguments))
    except ZizhiError as error:
        if debug:
            raise
        print(f"zizhi: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        if debug:
            raise
        verb = next((word for word in arguments if not word.startswith("-")), "")
        resumes = verb in VERBS and VERBS[verb].resumes
        kept = _("what was finished is kept; the same command goes on") if resumes else _("nothing was written")
        print("zizhi: " + _("interrupted; {kept}").format(kept=kept), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, e.g. head, has seen enough
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _dispatch(request: Request) -> int:
    if request.options & {"--help", "--help-all"} and request.verb:
        from sim.cli.help import print_verb_help

        print_verb_help(request.verb, every="--help-all" in request.options)
    elif request.options & {"--help", "--help-all"}:
        _print_verbs()
    elif not request.verb:
        _print_journeys()
    else:
        return int(importlib.import_module(VERBS[request.verb].module).execute(request))
    return 0


def _print_journeys() -> None:
    print(_("zizhi (自治): how residents' autonomy emerges in a Chinese urban neighbourhood"))
    for sentence, command in JOURNEYS:
        print(f"\n{_(sentence)}\n    {command}")
    print("\n" + _("Every verb: zizhi --help"))


def _print_verbs() -> None:
    print(_("Usage: zizhi VERB [words] [key=value …]") + "\n")
    width = max(len(verb.usage) for verb in VERBS.values())
    for verb in VERBS.values():
        print(f"  zizhi {verb.usage:<{width}}  {_(verb.summary)}")
    print("\n" + _("zizhi VERB --help: the key parameters; --help-all: every one; --debug: errors in full"))


def _say_in_one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say an error that nobody foresaw, in place of a traceback."""
    reason = " ".join(f"{kind.__name__}: {error}".split())
    print("zizhi: " + _("failed ({reason}); --debug shows where").format(reason=reason), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
