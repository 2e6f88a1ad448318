"""The typed configuration of a run, put together from each module's own ``Params``."""

from dataclasses import dataclass, field, fields, is_dataclass, make_dataclass
from typing import TYPE_CHECKING, Any

from sim.engine.outcome_params import Params as OutcomeParams
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import parameter
from sim.foundation.schedules import check_params
from sim.foundation.text import gettext as _
from sim.founding.params import Params as FoundingParams
from sim.institutions.params.groups import GROUPS as INSTITUTIONS
from sim.mechanisms.registry import PARAMS as PRACTICES
from sim.society import beliefs, participation, ties, voice
from sim.society import commons as society_commons

LARGEST_SEED = 2**63 - 1
SHOCKS = ("none", "chair_leaves", "unit_withdraws", "admin_surge", "backbones_leave", "rumour", "fund_scandal")
MECHANISMS = ("social_capital", "resource_development", "public_issue_creation", "organizational_transfer")


@dataclass
class Shock:
    """What happens to the neighbourhood from outside, once."""

    name: str = parameter("none", 0, 0, "-", "definition", "Shock", "冲击", choices=SHOCKS)
    month: int = parameter(60, -1200, 12000, "month", "assumption", "Month of the shock", "冲击发生的月份")
    months: int = parameter(12, 1, 240, "months", "assumption", "Length of a surge or scandal", "冲击持续月数")
    load_factor: float = parameter(1.3, 0.5, 3, "-", "assumption", "Factor on tasks in a surge", "任务激增系数")
    rumour_share: float = parameter(
        0.1, 0, 1, "share", "assumption", "Households that hear a rumour", "听到谣言的户比例"
    )
    rumour_size: float = parameter(
        0.3, 0, 3, "100 yuan/month", "assumption", "Belief lost to a rumour", "谣言降低的预期"
    )
    scandal_failure: float = parameter(2, 0, 20, "-", "assumption", "Bad experience of a scandal", "账目风波的负面经历")
    scandal_donations: float = parameter(
        0.5, 0, 1, "share", "assumption", "Donations that remain in a scandal", "账目风波后保留的捐助"
    )
    backbones_share: float = parameter(
        0.5, 0, 1, "share", "assumption", "Backbones that move away at once", "同时搬离的骨干比例"
    )


@dataclass
class Observe:
    """What observers write; nothing of it is read by any rule."""

    enabled: bool = parameter(True, 0, 1, "-", "definition", "Observers on", "开启观测")
    hash: bool = parameter(False, 0, 1, "-", "definition", "Hash of the state each month", "每月计算状态哈希")


@dataclass
class RunConfig:
    """One run, but for the parameters of the modules; made by `sim.scenarios.load.load_scenario`, checked when made.

    Raises
    ------
    InputRefused
        With the dotted name of the parameter as its place.
    """

    scenario: str = "baseline"
    title: dict[str, str] = field(default_factory=lambda: {"en": "", "zh": ""})
    question: dict[str, str] = field(default_factory=lambda: {"en": "", "zh": ""})
    seed: int = parameter(0, 0, LARGEST_SEED, "-", "definition", "Seed", "随机种子", tier="key")
    months: int = parameter(120, 0, 2400, "months", "definition", "Months after the burn-in", "模拟月数", tier="key")
    burn_in: int = parameter(24, 0, 1200, "months", "definition", "Months of burn-in", "预热月数")
    cell: str = parameter("1111", 0, 0, "-", "definition", "Mechanisms available", "可用的机制", tier="key")
    taught: str = parameter(
        "0000", 0, 0, "-", "definition", "Mechanisms known at month 0", "起始已知的机制", tier="key"
    )
    neighbourhoods: int = parameter(
        1, 1, 2047, "neighbourhoods", "definition", "Neighbourhoods", "居民区数", tier="key"
    )
    households: int = parameter(
        1600, 1, 100000, "households", "assumption", "Households each", "每个居民区户数", tier="key"
    )
    street: str | None = parameter(None, 0, 0, "-", "definition", "Street (code or name)", "街道（代码或名称）")
    row_order: int = parameter(
        0,
        0,
        1000000,
        "-",
        "definition",
        "Order of rows (tests only; changes nothing)",
        "行的存放次序（仅供检验）",
        tier="numerical",
    )
    first_index: int = parameter(
        0, 0, 2046, "-", "definition", "Index of the first neighbourhood", "首个居民区的序号", tier="numerical"
    )
    shock: Shock = field(default_factory=Shock)
    observe: Observe = field(default_factory=Observe)
    outcomes: OutcomeParams = field(default_factory=OutcomeParams)

    def __post_init__(self) -> None:
        check_config(self)


MODULES: dict[str, type] = {
    "founding": FoundingParams,
    "participation": participation.Params,
    "ties": ties.Params,
    "beliefs": beliefs.Params,
    "voice": voice.Params,
    "commons": society_commons.Params,
    **INSTITUTIONS,
    **PRACTICES,
}
"""The parameter class of every module and practice by the name of its group."""

if TYPE_CHECKING:

    class Config(RunConfig):
        """One run in full."""

        def __init__(self, **values: Any) -> None: ...

        def __getattr__(self, group: str) -> Any: ...

else:
    Config = make_dataclass(
        "Config",
        [(name, kind, field(default_factory=kind)) for name, kind in MODULES.items()],
        bases=(RunConfig,),
        module=__name__,
    )


def _groups() -> dict[str, Any]:
    kinds: dict[str, Any] = {f.name: f.default_factory for f in fields(Config)}
    return {name: kind for name, kind in kinds.items() if is_dataclass(kind)}


GROUPS: dict[str, type] = _groups()


def check_config(config: RunConfig) -> None:
    """Check every value and what they must be to each other; call it again after changing a configuration by hand."""
    check_params(config, "")
    for f in fields(config):
        group = getattr(config, f.name)
        if is_dataclass(group):
            check_params(group, f.name)
            if hasattr(group, "check_together"):
                group.check_together()
    for key in ("cell", "taught"):
        digits = getattr(config, key)
        if len(digits) != len(MECHANISMS) or set(digits) - {"0", "1"}:
            allowed = _("four digits 0 or 1, in the order {order}").format(order=", ".join(MECHANISMS))
            raise InputRefused(key, repr(digits), allowed)
    for mechanism, taught, available in zip(MECHANISMS, config.taught, config.cell, strict=True):
        if taught > available:
            came = _("{taught} teaches {mechanism}").format(taught=config.taught, mechanism=mechanism)
            raise InputRefused("taught", came, _("only what cell={cell} makes available").format(cell=config.cell))
