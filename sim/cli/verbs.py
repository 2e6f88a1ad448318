"""The verbs of the command line: what each does, its own keys, and the module that carries it out."""

from dataclasses import dataclass, field

from sim.cli.own_keys import TIME_LIMIT
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
    most_words : int
        How many words may follow.
    """

    module: str
    usage: str
    summary: str
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    takes_parameters: bool = False
    most_words: int = 1

    @property
    def resumes(self) -> bool:
        """Whether it plays many runs: what was finished is kept, and the same command goes on."""
        return "executor" in self.keys


EXECUTION = {
    "executor": ("local", N_("where runs are played: local, serial or dask")),
    "workers": (N_("all cores"), N_("runs at a time")),
    "scheduler": (N_("none"), N_("address of a Dask scheduler, for executor=dask")),
}
LANG = {"lang": (N_("that of the system"), N_("language: zh or en"))}

JOB_ARRAY = {
    "slurm": (N_("none"), N_("n: write a Slurm job array of n shards, and play nothing")),
    "time": (TIME_LIMIT, N_("time limit of each shard in that script")),
}
VERBS: dict[str, Verb] = {
    "run": Verb(
        "sim.cli.run",
        "run [SCENARIO | FILE.yaml] [key=value …]",
        N_("one run, one folder"),
        {
            "out": (N_("results/SCENARIO-HASH"), N_("folder to write to")),
            "others": ("20", N_("other seeds to try afterwards; 0: none")),
            "from": (N_("none"), N_("folder of a sweep: one of its runs again, with run_id")),
            "run_id": (N_("none"), N_("which run of that sweep")),
            **LANG,
        },
        takes_parameters=True,
    ),
    "sweep": Verb(
        "sim.cli.sweep",
        "sweep [SCENARIO | FILE.yaml] [key=value …]",
        N_("many runs of a design, resumable"),
        {
            "design": (
                "none",
                N_("cells, grid, latin_hypercube, sobol, morris, ramp, taught; or a CSV or YAML file"),
            ),
            "replicates": (N_("as the design says"), N_("how often each row is played")),
            "until": (N_("none"), N_("ci:0.01: replicates until differences to the first row are known to ± 0.01")),
            "keep": ("outcomes", N_("what is kept of each run: outcomes, months or all")),
            **EXECUTION,
            "shard": (N_("none"), N_("i/n: only every n-th run, for one of n processes that share the folder")),
            **JOB_ARRAY,
            "dry": ("false", N_("true: say how many runs and how long, and play nothing")),
            "out": (N_("results/SCENARIO-DESIGN-HASH"), N_("folder to write to")),
            **LANG,
        },
        takes_parameters=True,
    ),
    "compare": Verb(
        "sim.cli.compare",
        "compare REFERENCE SCENARIO … | FILE.xlsx [key=value …]",
        N_("scenarios side by side, replicate by replicate, with a report; resumable"),
        {
            "replicates": ("50", N_("how often each scenario is played; with until= the most there may be")),
            "until": (N_("none"), N_("ci:0.01: replicates until differences are known to ± 0.01 (autonomy)")),
            "posterior": ("true", N_("whether to draw uncertain parameters too, for a second interval")),
            "founding": ("same", N_("same: the reference gets each scenario's founding; own: it keeps its own")),
            **EXECUTION,
            "out": (N_("results/REFERENCE-comparison-HASH"), N_("folder to write to")),
            **LANG,
        },
        takes_parameters=True,
        most_words=12,
    ),
    "city": Verb(
        "sim.cli.city",
        "city [SCENARIO | FILE.yaml] [key=value …]",
        N_("many street offices, street by street, resumable"),
        {
            "structure": (N_("the streets of Shanghai"), N_("CSV of committees or of streets in place of these")),
            "streets": (N_("all"), N_("which: names or codes of streets or districts, separated by commas")),
            **EXECUTION,
            "shard": (N_("none"), N_("i/n: only every n-th street, for one of n processes that share the folder")),
            **JOB_ARRAY,
            "dry": ("false", N_("true: say how many streets and how long, measured on one, and write nothing")),
            "out": (N_("results/SCENARIO-city-HASH"), N_("folder to write to")),
            **LANG,
        },
        takes_parameters=True,
    ),
    "status": Verb("sim.cli.status", "status FOLDER", N_("what a sweep or a comparison has done and has left"), LANG),
    "verify": Verb(
        "sim.cli.verify",
        "verify FOLDER [key=value …]",
        N_("hashes of a run, sweep or comparison, then a sample of its runs again, compared"),
        {
            "sample": ("5", N_("runs to play again; 0: hashes only")),
            "draw": ("0", N_("another number draws other runs of a sweep")),
            "limit": ("600", N_("seconds of playing again above which it asks")),
            **LANG,
        },
    ),
    "bundle": Verb(
        "sim.cli.bundle",
        "bundle FOLDER [key=value …]",
        N_("one archive for a repository: configuration, pins, tables, dictionary, citation"),
        {"out": (N_("FOLDER.zip"), N_("the archive")), **LANG},
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
    (N_("Researcher: a design of many runs that loses nothing"), "zizhi sweep design=cells dry=true"),
    (N_("Policy analyst: scenarios side by side, with a report"), "zizhi compare parking parking_one_off transfer"),
)
