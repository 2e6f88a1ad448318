"""``zizhi scenarios``: the scenarios with title and question, and the shocks that can be laid over them."""

from sim.cli.console import make_console, make_table
from sim.cli.request import Request
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.scenarios.folders import names_of
from sim.scenarios.listing import list_scenarios


def execute(request: Request) -> int:
    """Print the lists."""
    if request.words:
        raise InputRefused(shown(request.words[0]), _("a word"), _("zizhi scenarios takes none"))
    console = make_console()
    rows = [(name, title[language()], question[language()]) for name, title, question in list_scenarios()]
    console.print(make_table([_("scenario"), _("title"), _("question")], rows))
    shocks = ", ".join(name for name in names_of("shock") if name != "none")
    console.print("\n" + _("Shocks: {names}").format(names=shocks), markup=False)
    console.print(
        _("For example: {command}").format(command="zizhi run parking shock=chair_leaves shock.month=72"), markup=False
    )
    return 0
