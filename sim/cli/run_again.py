"""``zizhi run from=SWEEP run_id=ID``: one run of a sweep again, in full, held against what the sweep stored of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.own_keys import number_or
from sim.cli.request import Request
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _

if TYPE_CHECKING:
    from sim.engine.config import Config


@dataclass(frozen=True)
class Again:
    """A run of a sweep: its configuration, what the sweep stored of it, and the program that made the sweep."""

    run_id: int
    config: "Config"
    row: dict[str, Any] | None
    program: dict[str, Any]

    def compare(self, state_hash: str) -> str:
        """Return a sentence that says that it is the same run; RunFailed if it is not."""
        if self.row is None:
            return _("The sweep has not played run {run} yet: nothing to compare with.").format(run=self.run_id)
        from sim.runner.schema import FAILED

        if self.row["status"] == FAILED:
            came = _("run {run} failed in the sweep ({error}) and did not fail here")
            raise RunFailed(came.format(run=self.run_id, error=self.row["error"]))
        if self.row["state_hash"] != state_hash:
            came = _("run {run} ends in another state than in the sweep, which was made with {program}")
            made_with = " ".join(str(part) for part in self.program.values())
            raise RunFailed(came.format(run=self.run_id, program=made_with))
        return _("Run {run}: the same state hash as in the sweep.").format(run=self.run_id)


def asked_for(request: Request) -> Again | None:
    """Return the run of a sweep that was asked for, or None if none was.

    Raises
    ------
    InputRefused
        If only half of it was said, something else beside it, or there is no such run.
    """
    own = request.own
    if "from" not in own and "run_id" not in own:
        return None
    for key in ("from", "run_id"):
        if not own.get(key):
            raise InputRefused(key, _("missing"), "zizhi run from=SWEEP run_id=ID")
    if request.words or request.overrides:
        beside = [*request.words, *request.overrides][0]
        raise InputRefused(shown(beside), _("beside from="), _("nothing: the sweep says what the run is"))
    from experiments import sweep as experiment  # only here: it brings pandas, which an ordinary run starts without
    from sim.runner.plan import MOST_RUNS

    run_id = number_or(0, own, "run_id", 0, MOST_RUNS - 1)

    config, row, facts = experiment.config_from(Path(own["from"]), run_id)
    return Again(run_id, config, row, dict(facts["program"]))
