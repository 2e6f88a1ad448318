"""The tables of a sweep: one row of outcomes a run, and the design that says what each run was."""

from collections.abc import Mapping, Sequence

from sim.engine.month_columns import INCOME_NAMES
from sim.engine.outcome_params import COMPONENTS
from sim.engine.outcomes import HORIZONS, HOURS
from sim.foundation.parameters import Declaration
from sim.foundation.terms import Mechanism
from sim.results.columns import Column, Table
from sim.results.index_names import INDEX_MEANINGS, INDEX_ZH

DONE, FAILED = "done", "failed"
RUN_ID = Column("run_id", "int64", "id", "run, counted from 0", "运行编号，从 0 起", low=0)
LAST = "mean over the last 24 months and all neighbourhoods"
LAST_ZH = "最后 24 个月、所有居民区的均值"
HEADLINES = {
    "resolved_per_100": ("per 100", "affairs resolved per 100 arising", "每百件新事务的办结数"),
    "households_taking_part": ("households", "households taking part", "参与的户数"),
    "hours_residents": ("hours", "hours of residents", "居民投入的工时"),
    "yuan": ("yuan", "income that is not the street's", "街道以外的收入"),
}
MECHANISM_ZH = {
    "social_capital": "社会资本的培育",
    "resource_development": "经济资源的开发",
    "public_issue_creation": "公共议题的创设",
    "organizational_transfer": "组织主体的转换",
}
INCOME_ZH = {"street": "街道", "donations": "居民捐助", "gifts": "单位资助", "exchange": "交换", "levies": "筹集"}
HOURS_ZH = {"street": "街道任务", "entrusted": "委托工作", "community": "社区事务", "residents": "居民"}


def _share(name: str) -> Column:
    meaning = f"{INDEX_MEANINGS[name]}, {LAST}"
    return Column(name, "float64", "share", meaning, f"{INDEX_ZH[name]}：{LAST_ZH}", 0, 1, nullable=True)


def _headline(name: str, horizon: int) -> Column:
    unit, meaning, zh = HEADLINES[name]
    ends = f", months 0 to {horizon - 1}; missing if the run is shorter"
    ends_zh = f"，第 0 至 {horizon - 1} 月；运行较短则缺"
    return Column(f"{name}_m{horizon}", "float64", unit, meaning + ends, zh + ends_zh, nullable=True)


def _month(name: str, meaning: str, zh: str) -> Column:
    return Column(name, "int32", "month", meaning + "; missing if never", zh + "；未发生则缺", nullable=True)


def _sum(name: str, unit: str, source: str, zh: str) -> Column:
    return Column(name, "float64", unit, f"{unit}, {source}, all months from 0 on", zh, nullable=True)


def _outcome_columns() -> tuple[Column, ...]:
    return (
        *(_share(name) for name in ("autonomy", *COMPONENTS)),
        _month("occurrence_month", "first month with autonomy by the source's criteria", "首次符合自治标准的月份"),
        *(_headline(name, horizon) for horizon in HORIZONS for name in HEADLINES),
        Column(
            "nothing_happened",
            "bool",
            "-",
            "nothing was found out and nothing confirmed",
            "既无发现也无确认",
            nullable=True,
        ),
        _month("first_group_month", "first self-governance group", "首个居民自治小组成立的月份"),
        _month("first_contract_month", "first contract signed", "首份合同签订的月份"),
        *(
            _month(
                f"discovered_{one.word}_month",
                f"first discovery in {one.word.replace('_', ' ')}",
                f"{MECHANISM_ZH[one.word]}：首次发现的月份",
            )
            for one in Mechanism
        ),
        *(
            _sum(f"yuan_{name}", "yuan", f"income from {name}", f"收入：{INCOME_ZH.get(name, name)}")
            for name in INCOME_NAMES
        ),
        *(_sum(f"hours_{name}", "hours", f"hours of {name}", f"工时：{HOURS_ZH[name]}") for name in HOURS),
    )


OUTCOMES = Table(
    "outcomes",
    "a run of the sweep",
    "一次运行",
    (
        RUN_ID,
        Column("status", "text", "word", "whether the run came to its end", "运行是否完成", words=(DONE, FAILED)),
        Column("error", "text", "-", "why it failed", "失败的原因", nullable=True),
        *_outcome_columns(),
        Column("state_hash", "text", "-", "hash of the state after the last month", "末月状态的哈希", nullable=True),
    ),
    key=("run_id",),
)
MEASURED = tuple(column.name for column in _outcome_columns())
"""The outcome columns proper: what `sim.engine.outcomes.outcomes` returns."""

KEPT = Table(
    "kept",
    "what was kept of a run besides its outcomes",
    "一次运行另外保存的内容",
    (
        RUN_ID,
        Column("path", "text", "-", "file or folder inside the sweep's folder", "文件或文件夹"),
        Column(
            "sha256",
            "text",
            "-",
            "SHA-256 of the file, or of the folder's manifest.json",
            "文件或该文件夹清单的 SHA-256",
        ),
    ),
    key=("run_id",),
)

PART = Table(
    "part",
    "a run of the sweep, with the hash of what else was kept",
    "一次运行",
    (*OUTCOMES.columns, Column("kept", "text", "-", "hash of what else was kept", "另存内容的哈希", nullable=True)),
    key=("run_id",),
)


def design_table(names: Sequence[str], dtypes: Mapping[str, str], declared: Mapping[str, Declaration]) -> Table:
    """Return the declaration of ``design.parquet``.

    Parameters
    ----------
    names : sequence of str
        Varied parameters, in order.
    dtypes : mapping of str to str
        Type of each; schedules and lists stand as JSON in a text column.
    declared : mapping of str to Declaration
        Every parameter by dotted name.
    """
    varied = [
        Column(name, dtypes[name], declared[name].unit, declared[name].label, declared[name].zh, nullable=True)
        for name in names
    ]
    return Table(
        "design",
        "a run of the sweep: what it was given",
        "一次运行及其参数",
        (
            RUN_ID,
            Column("scenario", "text", "word", "scenario", "情景"),
            *varied,
            Column("replicate", "int64", "-", "replicate, counted from 0", "重复编号，从 0 起", low=0),
            Column("seed", "int64", "-", "seed of the run", "随机种子", low=0),
        ),
        key=("run_id",),
    )
