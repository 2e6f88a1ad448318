"""The numbers by which observers sum up a run (model.md §8); no rule reads them."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter

COMPONENTS = (
    "resident_resolved",
    "output_legitimacy",
    "participation",
    "financial_independence",
    "organizational_density",
    "initiative",
)
"""The components of the index of autonomy, in the order of the specification."""


def _weight(default: float, label: str, zh: str) -> float:
    return parameter(default, 0, 1, "share", "definition", f"Weight of {label}", f"{zh}的权重")


@dataclass
class Params:
    """Windows, weights and criteria of the outcomes; read by observers only."""

    window_months: int = parameter(12, 1, 120, "months", "definition", "Window of the components", "指标窗口")
    old_months: int = parameter(
        6, 0, 120, "months", "definition", "Age from which an open affair counts", "未结事务计入的最低月龄"
    )
    income_years: int = parameter(
        3, 1, 10, "years", "definition", "Years by which income is steady", "收入稳定考察年数"
    )
    active_months: int = parameter(
        3, 0, 24, "months", "definition", "Months that a member is active after an act", "成员活跃的期限"
    )
    members_share: float = parameter(
        0.1,
        0.001,
        1,
        "share",
        "definition",
        "Active members of all adults that count fully",
        "活跃成员占成年人的足额比例",
    )
    gain_share: float = parameter(
        2 / 3, 0, 1, "share", "definition", "Share of the affected that must gain", "受益户的最低比例"
    )
    exponent: float = parameter(0.5, 0.05, 1, "-", "definition", "Exponent of the components", "分项的幂指数")
    weight_resident_resolved: float = _weight(0.30, "what residents resolve", "居民自主办结")
    weight_output_legitimacy: float = _weight(0.15, "output legitimacy", "产出合法性")
    weight_participation: float = _weight(0.20, "participation", "参与")
    weight_financial_independence: float = _weight(0.10, "financial independence", "财务独立")
    weight_organizational_density: float = _weight(0.10, "organizational density", "组织密度")
    weight_initiative: float = _weight(0.15, "initiative", "居民主动性")
    occurrence_months: int = parameter(
        24, 1, 240, "months", "definition", "Window of the criteria of occurrence", "发生标准的窗口"
    )
    large_contract_yuan: float = parameter(
        70000, 0, 1e7, "yuan/year", "definition", "Yearly fee from which a contract is large", "大额合同的年付款额"
    )
    stable_contract_months: int = parameter(
        36, 1, 240, "months", "definition", "Months after which a contract is stable", "稳定合同的履行月数"
    )
    object_months: int = parameter(
        12, 1, 240, "months", "definition", "Months with an owned object", "拥有自治对象的最少月数"
    )
    resolved_per_year: float = parameter(
        2, 0, 100, "affairs/year", "definition", "Affairs residents decide and do", "居民决定并出力办结的事务数"
    )
    score_least: float = parameter(0.8, 0, 1, "-", "C002; number an assumption", "Least score", "最低考核得分")
    score_below_median: float = parameter(
        0.05, 0, 1, "-", "C002; number an assumption", "Score below the street's median at most", "低于街道中位数的限度"
    )
    symbolic_most: float = parameter(
        0.1, 0, 1, "share", "C002; number an assumption", "Symbolic handling at most", "选择性应付的上限"
    )
    final_months: int = parameter(
        24, 1, 240, "months", "definition", "Months whose mean is a run's outcome", "计算一次运行结果的末段月数"
    )

    def weights(self) -> list[float]:
        """Return the weights in the order of `COMPONENTS`."""
        return [
            self.weight_resident_resolved,
            self.weight_output_legitimacy,
            self.weight_participation,
            self.weight_financial_independence,
            self.weight_organizational_density,
            self.weight_initiative,
        ]
