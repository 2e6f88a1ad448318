"""Numbers of the street office (§6.4, §6.8)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


@dataclass
class StreetOffice:
    """Tasks, evaluation and quota (§6.4, §6.8)."""

    load: float = parameter(
        1.0, 0.7, 1.4, "-", "calibrated", "load of assigned tasks", "行政任务负荷", tier="key", varies=True
    )
    street_share: float = parameter(0.60, 0, 1, "share", "C012", "demand of street tasks, of capacity", "街道任务占比")
    entrusted_share: float = parameter(
        0.30, 0, 1, "share", "C013", "demand of entrusted tasks, of capacity", "委托工作占比"
    )
    demand_sd: float = parameter(0.08, 0, 0.5, "share", "assumption", "spread of monthly demand", "任务波动")
    symbolic_weight: float = parameter(0.5, 0, 2, "-", "assumption", "score lost to symbolic handling", "应付扣分权重")
    complaints_weight: float = parameter(
        0.3, 0, 2, "-", "assumption", "score lost to complaints that go upward", "越级投诉扣分权重"
    )
    underspending_weight: float = parameter(
        0.3, 0, 2, "-", "assumption", "score lost to a grant returned unspent", "拨款未用完扣分权重"
    )
    score_sd: float = parameter(0.03, 0, 0.5, "-", "assumption", "noise of the score", "考核噪声")
    quota_signed: float = parameter(0.4, 0, 1, "-", "C087", "weight of signatures in the quota", "指标：签字率权重")
    quota_complete: float = parameter(0.25, 0, 1, "-", "C087", "weight of completeness", "指标：材料完整权重")
    quota_delivered: float = parameter(0.2, 0, 1, "-", "assumption", "weight of past delivery", "指标：既往完成权重")
    delivered_full: float = parameter(
        4, 1, 100, "-", "assumption", "works delivered that count in full", "既往完成满值的工程数"
    )
    quota_score: float = parameter(0.15, 0, 1, "-", "assumption", "weight of the score", "指标：考核得分权重")
    quota_sd: float = parameter(0.05, 0, 1, "-", "assumption", "noise of the quota", "指标：噪声")
    quota_of: float = parameter(
        4, 1, 100, "committees", "assumption", "committees for one quota a year", "每个指标对应居委会数"
    )
    quota_by_lottery: bool = parameter(False, 0, 1, "-", "definition", "quota by lottery", "抽签分配指标", varies=True)
    one_square_metre_month: int = parameter(
        -9999,
        -9999,
        2400,
        "month",
        "C086",
        "month from which kitchens are to be renovated (-9999: never)",
        "一平方米改造启动月份",
    )
