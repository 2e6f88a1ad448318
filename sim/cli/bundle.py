"""``zizhi bundle FOLDER``: one deterministic archive of a run or a sweep."""

from pathlib import Path

from rich.text import Text

from experiments import bundle as experiment
from sim.cli.console import make_console
from sim.cli.request import Request
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _


def execute(request: Request) -> int:
    """Write the archive and say where it is, how large, and with which hash."""
    if not request.words:
        raise InputRefused("bundle", _("no folder"), "zizhi bundle FOLDER")
    out = request.own.get("out")
    if out is not None and (not out.strip() or "\0" in out):
        raise InputRefused("out", shown(out), _("a name of a file"))
    console = make_console()
    with console.status(_("hashing and packing")):
        place, was_there = experiment.packed(Path(request.words[0]), out)
    from sim.results.hashing import file_hash

    sentence = _("This very archive was made before: {place}") if was_there else _("Written: {place}")
    size = _("{megabytes} MB, SHA-256 {digest}")
    megabytes = f"{place.stat().st_size / 1e6:.1f}"
    for line in (sentence.format(place=place), size.format(megabytes=megabytes, digest=file_hash(place))):
        console.print(Text(line), soft_wrap=True)
    return 0
