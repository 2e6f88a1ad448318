"""Numbers of the classes of affairs: the table of §3."""

from dataclasses import make_dataclass

from sim.foundation.checks import check_sums
from sim.foundation.parameters import parameter


def _between(default: list[float] | None, low: float, high: float, unit: str, source: str, label: str, zh: str):
    return parameter(default, low, high, unit, source, label, zh)


def class_params(
    name: str,
    zh: str,
    *,
    onset: float | None = None,
    scopes: list[float] | None = None,
    benefit: float | None = None,
    spread: float | None = None,
    labour: list[float],
    cost_lane: list[float],
    cost_wider: list[float],
    upkeep_hours: float,
    upkeep_yuan: float,
    relapse_unmet: float,
    relapse_met: float,
    rule_share: float,
    consent_share: float,
) -> type:
    """Make the parameter class of one class of affairs (the table of model.md §3); what is None follows from §6."""
    fields = [
        ("onset_per_month", float, parameter(onset, 0, 5, "/neighbourhood/month", "assumption", f"{name}: onset", f"{zh}：发生率", varies=True)),
        ("scope_shares", list, _between(scopes, 0, 1, "share", "assumption", f"{name}: lane, estate, neighbourhood", f"{zh}：里弄、小区、社区占比")),
        ("benefit_mean", float, parameter(benefit, -2, 3, "100 yuan/month", "assumption", f"{name}: mean benefit", f"{zh}：平均收益")),
        ("benefit_sd", float, parameter(spread, 0, 2, "100 yuan/month", "assumption", f"{name}: spread of benefit", f"{zh}：收益离散度")),
        ("labour_hours", list, _between(labour, 0, 2000, "h", "assumption", f"{name}: labour in a lane, from and to", f"{zh}：里弄工时范围")),
        ("cost_lane_yuan", list, _between(cost_lane, 0, 1e6, "yuan", "assumption", f"{name}: cost in a lane, from and to", f"{zh}：里弄费用范围")),
        ("cost_wider_yuan", list, _between(cost_wider, 0, 1e6, "yuan", "assumption", f"{name}: cost of a wider one, from and to", f"{zh}：较大范围费用")),
        ("upkeep_hours_per_month", float, parameter(upkeep_hours, 0, 200, "h/month", "assumption", f"{name}: upkeep", f"{zh}：每月维护工时")),
        ("upkeep_yuan_per_year", float, parameter(upkeep_yuan, 0, 1e6, "yuan/year", "assumption", f"{name}: upkeep money", f"{zh}：每年维护费用")),
        ("relapse_unmet", float, parameter(relapse_unmet, 0, 1, "/month", "assumption", f"{name}: relapse, upkeep unmet", f"{zh}：未维护复发率")),
        ("relapse_met", float, parameter(relapse_met, 0, 1, "/month", "assumption", f"{name}: relapse, upkeep met", f"{zh}：已维护复发率")),
        ("rule_share", float, parameter(rule_share, 0, 1, "share", "assumption", f"{name}: share that are rules", f"{zh}：属公约规则的比例")),
        ("consent_share", float, parameter(consent_share, 0, 1, "share", "C020; share an assumption", f"{name}: share that need consent", f"{zh}：需居民同意的比例")),
    ]  # fmt: skip
    drawn = {"onset_per_month": onset, "scope_shares": scopes, "benefit_mean": benefit, "benefit_sd": spread}
    fields = [field for field in fields if drawn.get(field[0], 0) is not None]

    def check_together(self) -> None:
        """Refuse scopes whose shares do not sum to 1."""
        if scopes is not None:
            check_sums(self, name.replace(" ", "_"), ["scope_shares"])

    title = "".join(part.title() for part in name.split()) + "Params"
    return make_dataclass(title, fields, namespace={"check_together": check_together}, module=__name__)


LapsedManagementParams = class_params(
    "lapsed management", "物业失管事务", onset=0.30, scopes=[0.6, 0.3, 0.1], benefit=0.7, spread=0.8, labour=[20, 80],
    cost_lane=[5000, 20000], cost_wider=[10000, 100000], upkeep_hours=3, upkeep_yuan=0, relapse_unmet=0.05,
    relapse_met=0.01, rule_share=0.3, consent_share=0.4,
)  # fmt: skip


EnvironmentParams = class_params(
    "environment", "公共环境事务", onset=0.60, scopes=[0.8, 0.1, 0.1], benefit=0.7, spread=0.8, labour=[20, 120],
    cost_lane=[1000, 3000], cost_wider=[5000, 10000], upkeep_hours=10, upkeep_yuan=2000, relapse_unmet=0.20,
    relapse_met=0.01, rule_share=0.5, consent_share=0.0,
)  # fmt: skip


CulturalSportsParams = class_params(
    "cultural sports", "文体活动事务", onset=0.10, scopes=[0.2, 0.3, 0.5], benefit=0.4, spread=0.8, labour=[10, 60],
    cost_lane=[2000, 5000], cost_wider=[5000, 15000], upkeep_hours=6, upkeep_yuan=6000, relapse_unmet=0.10,
    relapse_met=0.01, rule_share=0.5, consent_share=0.0,
)  # fmt: skip


GovernmentWorksParams = class_params(
    "government works", "民生工程", onset=0.08, scopes=[0.5, 0.3, 0.2], benefit=0.5, spread=1.0, labour=[20, 100],
    cost_lane=[5000, 20000], cost_wider=[5000, 20000], upkeep_hours=2, upkeep_yuan=0, relapse_unmet=0.005,
    relapse_met=0.005, rule_share=0.0, consent_share=1.0,
)  # fmt: skip


ParkingParams = class_params(
    "parking", "停车", benefit=0.8, spread=0.8, labour=[0, 0],
    cost_lane=[300000, 300000], cost_wider=[300000, 300000], upkeep_hours=0, upkeep_yuan=0, relapse_unmet=0.50,
    relapse_met=0.01, rule_share=0.0, consent_share=1.0,
)  # fmt: skip


EncroachmentParams = class_params(
    "encroachment", "违章搭建", labour=[20, 60],
    cost_lane=[1000, 5000], cost_wider=[1000, 5000], upkeep_hours=4, upkeep_yuan=0, relapse_unmet=0.05,
    relapse_met=0.01, rule_share=0.0, consent_share=1.0,
)  # fmt: skip
