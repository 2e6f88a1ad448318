"""The verbs of the command line: what each does, its own keys, and the module that carries it out."""

from dataclasses import dataclass, field

from sim.foundation.text import N_


@dataclass(frozen=True)
class Verb:
    """One verb.

    Attributes
    ----------
    module : str
        Module with ``execute(request) -> int``, imported only when the verb is used.
    usage, summary : str
        Words after ``zizhi``, and what it does.
    keys : dict
        Keys of its own (default, meaning); their values are taken as typed, not read by Hydra's grammar.
    takes_parameters : bool
        Whether every parameter of the model can be given as ``key=value``.
    """

    module: str
    usage: str
    summary: str
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    takes_parameters: bool = False


LANG = {"lang": (N_("that of the system"), N_("language: zh or en"))}

VERBS: dict[str, Verb] = {
    "run": Verb(
        "sim.cli.run",
        "run [SCENARIO | FILE.yaml] [key=value …]",
        N_("one run, one folder"),
        {
            "out": (N_("results/SCENARIO-HASH"), N_("folder to write to")),
            "others": ("20", N_("other seeds to try afterwards; 0: none")),
            **LANG,
        },
        takes_parameters=True,
    ),
    "scenarios": Verb("sim.cli.scenarios", "scenarios", N_("the scenarios and shocks that there are"), LANG),
    "explain": Verb(
        "sim.cli.explain",
        "explain [NAME]",
        N_("what a parameter, practice, column or term is; without a name the groups"),
        LANG,
    ),
}

JOURNEYS = (
    (N_("Student: watch one neighbourhood live through ten years"), "zizhi run"),
    (N_("Researcher: open tables with hashes from a run of your own"), "zizhi run parking seed=7 out=my_run"),
    (N_("Policy analyst: the scenarios, each with its question"), "zizhi scenarios"),
)
