"""Parameters of the institutions: affairs, cases, time, learning, money, organizations, the street office."""

from dataclasses import dataclass, make_dataclass

from sim.foundation.checks import check_sums
from sim.foundation.parameters import parameter


def _between(default: list[float], low: float, high: float, unit: str, source: str, label: str, zh: str):
    return parameter(default, low, high, unit, source, label, zh)


def class_params(
    name: str,
    zh: str,
    *,
    onset: float,
    scopes: list[float],
    benefit: float,
    spread: float,
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
    """Make the parameter class of one class of affairs (the table of model.md §3)."""
    fields = [
        ("onset_per_month", float, parameter(onset, 0, 5, "/neighbourhood/month", "assumption", f"{name}: onset", f"{zh}:发生率", varies=True)),
        ("scope_shares", list, _between(scopes, 0, 1, "share", "assumption", f"{name}: lane, estate, neighbourhood", f"{zh}:里弄、小区、社区占比")),
        ("benefit_mean", float, parameter(benefit, -2, 3, "100 yuan/month", "assumption", f"{name}: mean benefit", f"{zh}:平均收益")),
        ("benefit_sd", float, parameter(spread, 0, 2, "100 yuan/month", "assumption", f"{name}: spread of benefit", f"{zh}:收益离散度")),
        ("labour_hours", list, _between(labour, 0, 2000, "h", "assumption", f"{name}: labour in a lane, from and to", f"{zh}:里弄工时范围")),
        ("cost_lane_yuan", list, _between(cost_lane, 0, 1e6, "yuan", "assumption", f"{name}: cost in a lane, from and to", f"{zh}:里弄费用范围")),
        ("cost_wider_yuan", list, _between(cost_wider, 0, 1e6, "yuan", "assumption", f"{name}: cost of a wider one, from and to", f"{zh}:较大范围费用")),
        ("upkeep_hours_per_month", float, parameter(upkeep_hours, 0, 200, "h/month", "assumption", f"{name}: upkeep", f"{zh}:每月维护工时")),
        ("upkeep_yuan_per_year", float, parameter(upkeep_yuan, 0, 1e6, "yuan/year", "assumption", f"{name}: upkeep money", f"{zh}:每年维护费用")),
        ("relapse_unmet", float, parameter(relapse_unmet, 0, 1, "/month", "assumption", f"{name}: relapse, upkeep unmet", f"{zh}:未维护复发率")),
        ("relapse_met", float, parameter(relapse_met, 0, 1, "/month", "assumption", f"{name}: relapse, upkeep met", f"{zh}:已维护复发率")),
        ("rule_share", float, parameter(rule_share, 0, 1, "share", "assumption", f"{name}: share that are rules", f"{zh}:属公约规则的比例")),
        ("consent_share", float, parameter(consent_share, 0, 1, "share", "C020; share an assumption", f"{name}: share that need consent", f"{zh}:需居民同意的比例")),
    ]  # fmt: skip

    def check_together(self) -> None:
        """Refuse scopes whose shares do not sum to 1."""
        check_sums(self, name.replace(" ", "_"), ["scope_shares"])

    title = "".join(part.title() for part in name.split()) + "Params"
    return make_dataclass(title, fields, namespace={"check_together": check_together}, module=__name__)


LapsedManagementParams = class_params(
    "lapsed management", "废弛的管理事务", onset=0.30, scopes=[0.6, 0.3, 0.1], benefit=0.7, spread=0.8, labour=[20, 80],
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
    "parking", "停车", onset=0.0, scopes=[0, 1, 0], benefit=0.8, spread=0.8, labour=[0, 0],
    cost_lane=[300000, 300000], cost_wider=[300000, 300000], upkeep_hours=0, upkeep_yuan=0, relapse_unmet=0.50,
    relapse_met=0.01, rule_share=0.0, consent_share=1.0,
)  # fmt: skip
EncroachmentParams = class_params(
    "encroachment", "违章搭建", onset=0.0, scopes=[1, 0, 0], benefit=0.0, spread=0.0, labour=[20, 60],
    cost_lane=[1000, 5000], cost_wider=[1000, 5000], upkeep_hours=4, upkeep_yuan=0, relapse_unmet=0.05,
    relapse_met=0.01, rule_share=0.0, consent_share=1.0,
)  # fmt: skip


@dataclass
class Affairs:
    """How affairs arise, worsen, and end of themselves (§3, §6.3)."""

    initial_severity: list = parameter(
        [0.2, 0.6], 0, 1, "share", "assumption", "severity at onset, from and to", "初始严重程度范围"
    )
    severity_growth: list = parameter(
        [0.005, 0.03], 0, 0.5, "/month", "assumption", "growth of severity, from and to", "恶化速度范围"
    )
    affected_lane: list = parameter(
        [0.3, 1.0], 0, 1, "share", "assumption", "affected households in a lane, from and to", "里弄受影响户比例"
    )
    affected_wider: list = parameter(
        [0.4, 1.0],
        0,
        1,
        "share",
        "assumption",
        "affected households of wider affairs, from and to",
        "较大范围受影响户比例",
    )
    lane_effect_sd: float = parameter(
        0.2, 0, 2, "100 yuan/month", "assumption", "spread of a lane's common benefit", "里弄共同收益离散度"
    )
    labour_factor_estate: float = parameter(
        2, 1, 10, "-", "assumption", "labour of an estate against a lane", "小区工时倍数"
    )
    labour_factor_neighbourhood: float = parameter(
        4, 1, 20, "-", "assumption", "labour of the neighbourhood against a lane", "社区工时倍数"
    )
    rule_labour_hours: float = parameter(5, 0, 100, "h", "assumption", "labour of a rule", "规则类事务工时")
    noise_per_team: float = parameter(
        0.02, 0, 1, "/team/month", "assumption", "environment affairs by a team with a venue", "团队噪音引发率"
    )
    venue_per_team: float = parameter(
        0.15, 0, 1, "/team/month", "C082", "venue affairs by a team without one", "团队场地诉求率"
    )
    manager_decay: float = parameter(
        0.998, 0.98, 1, "/month", "C080", "what remains of the manager's effort", "物业尽责程度保持率", varies=True
    )
    moot_latent: float = parameter(
        0.03, 0, 1, "/month", "assumption", "latent affairs that end of themselves", "潜在事务自行消失率"
    )
    moot_recognized: float = parameter(
        0.01, 0, 1, "/month", "assumption", "recognised affairs that end of themselves", "已识别事务自行消失率"
    )
    patience_months: int = parameter(
        24, 1, 240, "months", "assumption", "unattended affairs lapse after", "无人处理搁置期限"
    )
    execution_patience_months: int = parameter(
        12, 1, 240, "months", "assumption", "executed affairs without compliance lapse after", "执行后未遵守搁置期限"
    )
    overdue_months: int = parameter(9, 1, 120, "months", "assumption", "open affairs are overdue after", "逾期月数")
    works_months: int = parameter(3, 1, 24, "months", "assumption", "length of works", "施工月数")
    works_dispute_pair: float = parameter(
        0.001, 0, 1, "/month", "C084", "dispute of a tied pair during works by notice", "强行施工期间邻里冲突率"
    )
    works_dispute_kitchen: float = parameter(
        0.2, 0, 1, "/month", "C084", "dispute of a kitchen during works without agreements", "无协议施工厨房冲突率"
    )
    works_duty_hours: float = parameter(
        60, 0, 500, "h/month", "C093", "duty for temporary toilets", "临时卫生间值勤时间"
    )
    rebuilt_by_notice: float = parameter(
        0.05, 0, 1, "/month", "C047", "encroachments rebuilt after removal by notice", "强拆后重建率"
    )
    parking_onset_shortage: float = parameter(
        0.25, 0, 1, "share", "assumption", "shortage from which parking is a latent affair", "停车成为潜在事务的短缺率"
    )
    rush_growth: float = parameter(
        0.2,
        0,
        1,
        "share/month",
        "C065; number an assumption",
        "growth of enclosures that is a rush",
        "一夜圈占的月增幅",
    )
    hazard_scale: float = parameter(
        0.3,
        0.01,
        1,
        "share",
        "assumption",
        "share of a lane encroaching at which fire hazard is full",
        "火灾隐患满值的搭建比例",
    )
    disputes_recognize: int = parameter(
        2, 1, 50, "-", "C085; number an assumption", "disputes that make encroachments plain", "使违建显现的争吵次数"
    )
    compliance_needed: float = parameter(
        0.55, 0, 1, "share", "C092; number an assumption", "compliance that counts as kept", "达标遵守率"
    )
    compliance_months: int = parameter(
        3, 1, 24, "months", "C092; number an assumption", "months of compliance that close an affair", "达标月数"
    )
    committee_share_after_residents: float = parameter(
        0.25,
        0,
        1,
        "share",
        "C097",
        "labour the committee may cover once residents took part",
        "居民参与后居委会可承担工时比例",
    )
    parking_income_share: float = parameter(
        0.3, 0, 1, "share", "assumption", "contract income spent on carless households", "停车收入用于无车户的比例"
    )


@dataclass
class Cases:
    """Complaints and their answers (§6.3)."""

    hours: list = parameter(
        [2, 6], 0.5, 40, "h", "assumption", "time that answers a case, from and to", "处理一件投诉的时间范围"
    )
    patience_months: int = parameter(
        3, 1, 24, "months", "assumption", "unanswered cases disappoint after", "投诉未答复失望期限"
    )
    open_months: int = parameter(12, 1, 60, "months", "assumption", "a case stays open at most", "投诉最长保留期")
    answered_success: float = parameter(
        0.3, 0, 5, "-", "assumption", "good experience of an answered case", "答复带来的正面经历"
    )
    unanswered_failure: float = parameter(
        0.3, 0, 5, "-", "assumption", "bad experience of an unanswered case", "未答复带来的负面经历"
    )
    share_of_rest: float = parameter(
        0.5, 0, 1, "share", "assumption", "community time for cases at most", "用于投诉的社区时间上限"
    )
    uproar_base: float = parameter(
        6, 1, 1000, "cases", "assumption", "open cases that make an uproar", "引发群情的投诉基数"
    )
    uproar_share: float = parameter(
        0.01, 0, 1, "share", "assumption", "and this share of the affected", "及受影响户比例"
    )
    dispute_months: int = parameter(
        3, 1, 24, "months", "assumption", "unmediated disputes lapse after", "纠纷未调解搁置期限"
    )
    mediation_hours: list = parameter([2, 6], 0.5, 40, "h", "assumption", "mediation, from and to", "调解时间范围")


@dataclass
class Committee:
    """Staff, time and selective coping (§6.4), elections and chair (§6.6)."""

    staff: int = parameter(
        7,
        5,
        9,
        "persons",
        "calibration_facts: legal_members_low, legal_members_high",
        "staff",
        "工作人员数",
    )
    hours_per_staff: float = parameter(160, 40, 300, "h/month", "assumption", "hours of a staff member", "人均工时")
    symbolic_saving: float = parameter(
        0.45, 0.3, 0.9, "share", "calibrated", "time saved by symbolic handling", "象征性应付节省时间", tier="key"
    )
    audit_per_quarter: float = parameter(0.15, 0, 1, "/quarter", "assumption", "probability of an audit", "抽查概率")
    audit_cost: float = parameter(0.05, 0, 1, "-", "assumption", "score lost to an audit", "抽查扣分")
    coping_gain: float = parameter(0.02, 0, 0.5, "/month", "C096", "coping learnt under overload", "超载时应付增量")
    coping_scale: float = parameter(
        10, 1, 100, "-", "assumption", "overdue work at which it is full", "应付增量满值的积压"
    )
    coping_restraint: float = parameter(0.04, 0, 0.5, "/month", "assumption", "restraint by a low score", "低分约束")
    coping_decay: float = parameter(0.005, 0, 0.5, "/month", "assumption", "coping given up", "应付自然减退")
    overdue_unit_hours: float = parameter(8, 1, 100, "h", "definition", "hours of one overdue item", "积压计量单位")
    liaison_group_hours: float = parameter(2, 0, 40, "h/month", "C097", "liaison with a group", "联络自治小组时间")
    liaison_team_hours: float = parameter(
        1, 0, 40, "h/month", "C097", "liaison with a team that has a task", "联络团队时间"
    )
    liaison_council_hours: float = parameter(6, 0, 80, "h/month", "C097", "liaison with the council", "联络理事会时间")
    liaison_joint_meeting_hours: float = parameter(
        4, 0, 80, "h/month", "C100", "liaison with the joint meeting", "联络联席会时间"
    )
    first_election_month: int = parameter(9, 0, 60, "month", "assumption", "first election", "首次换届月份")
    election_interval_months: int = parameter(
        36, 12, 120, "months", "1989 law; 60 from 2018", "months between elections", "换届间隔"
    )
    leaves_at_election: float = parameter(
        0.25, 0, 1, "share", "assumption", "chair leaves at an election", "换届时离任概率"
    )
    retires_per_month: float = parameter(0.004, 0, 0.1, "/month", "assumption", "chair retires", "主任退休概率")
    one_lane_factor: float = parameter(0.4, 0.1, 1, "-", "assumption", "time of a step in one lane", "单一里弄耗时系数")


@dataclass
class Learning:
    """Problemistic search, choice, credit and consciousness (§6.6)."""

    discovery: float = parameter(0.08, 0.01, 0.15, "/month", "calibrated", "discovery rate δ", "发现率 δ", tier="key")
    choice_floor: float = parameter(0.15, 0.01, 1, "-", "assumption", "floor of the choice weight", "选择权重下限")
    rate: float = parameter(0.25, 0.01, 1, "-", "assumption", "learning rate α", "学习率 α")
    credit_decay: float = parameter(
        0.95, 0.5, 1, "/month", "assumption", "credit that remains a month after use", "归因随时间衰减"
    )
    value_decay: float = parameter(
        0.995, 0.9, 1, "/month", "assumption", "what remains of a value above its start", "价值保持率"
    )
    initial_value: float = parameter(0.1, 0, 1, "-", "assumption", "value of an untried practice", "初始价值")
    lapse_credit: float = parameter(-0.05, -1, 0, "-", "assumption", "credit of a lapse", "搁置的收益")
    hours_per_credit: float = parameter(
        1000, 100, 1e5, "h", "assumption", "committee hours that cost one credit", "折合一单位收益的工时"
    )
    wider_scope_factor: float = parameter(1.3, 0.5, 3, "-", "assumption", "credit of wider affairs", "较大范围收益系数")
    lane_scope_factor: float = parameter(0.8, 0.3, 3, "-", "assumption", "credit of one lane", "单一里弄收益系数")
    partial_success: float = parameter(
        0.5, 0, 2, "-", "assumption", "success counted when a requirement is met", "满足条件计入的成功"
    )
    success_decay: float = parameter(0.995, 0.9, 1, "/month", "assumption", "successes that remain", "成功记忆保持率")
    conscious_at: float = parameter(
        2, 0.5, 20, "-", "assumption", "successes that codify a practice", "转为自觉的成功次数"
    )
    tacit_below: float = parameter(
        0.5, 0, 10, "-", "assumption", "successes below which it is tacit again", "退回默会的成功次数"
    )
    similarity: list = parameter(
        [0.2, 0.5], 0, 1, "share", "assumption", "value carried to other classes, from and to", "跨类别相似度范围"
    )
    mean_rate: float = parameter(
        0.1, 0.01, 1, "-", "assumption", "rate of the running mean of credit", "收益均值更新率"
    )
    performance_rate: float = parameter(
        0.15, 0.01, 1, "-", "assumption", "rate of the performance of a class", "绩效更新率"
    )
    overdue_loss: float = parameter(
        0.01, 0, 0.2, "/month", "assumption", "performance lost to an overdue affair", "逾期导致的绩效损失"
    )
    overdue_at_most: int = parameter(2, 0, 20, "-", "assumption", "overdue affairs that count", "计入的逾期事务上限")
    aspiration_rate: float = parameter(0.01, 0, 1, "/month", "assumption", "adaptation of aspiration", "期望调整速度")
    aspiration_floor: float = parameter(
        0.25, 0, 1, "share", "assumption", "what aspiration does not fall below", "期望下限"
    )
    chair_loss: float = parameter(
        0.6, 0.3, 0.9, "share", "assumption", "skill and successes lost with the chair", "主任离任损失"
    )
    tacit_survives: float = parameter(
        0.4, 0, 1, "share", "assumption", "tacit practice survives a change of chair", "默会做法留存概率"
    )
    conscious_survives: float = parameter(
        0.7, 0, 1, "share", "assumption", "conscious practice survives a change of chair", "自觉做法留存概率"
    )
    skill_gain: float = parameter(0.05, 0, 1, "-", "C094", "skill gained by a success", "成功带来的能力提升")
    skill_decay: float = parameter(0.99, 0.9, 1, "/month", "assumption", "skill that remains", "能力保持率")


@dataclass
class Issues:
    """The chain from judgement to execution, as far as bodies run it (§6.3)."""

    judgement_hours: float = parameter(4, 0, 80, "h", "assumption", "time of judging a benefit", "利益判断耗时")
    judgement_threshold: float = parameter(
        0.15,
        -1,
        2,
        "100 yuan/month",
        "C023; number an assumption",
        "judged benefit that is worth going on",
        "利益判断门槛",
    )
    judgement_noise: float = parameter(
        1.2,
        0,
        5,
        "100 yuan/month",
        "C023; number an assumption",
        "error of a judgement without informants",
        "利益判断误差",
    )
    judged_again_months: int = parameter(
        12, 1, 120, "months", "C023; number an assumption", "a rejected affair is judged again after", "重新判断间隔"
    )
    hearing_hours: float = parameter(18, 0, 200, "h", "assumption", "time of a hearing", "听证会耗时")
    hearing_share: float = parameter(
        0.15,
        0,
        1,
        "share",
        "C023; number an assumption",
        "households present below which rumour spreads",
        "引发谣言的听证到会率",
    )
    vote_hours: float = parameter(
        12, 0, 200, "h", "assumption", "time of a round of household meetings", "家庭代表会议耗时"
    )
    supermajority: float = parameter(
        0.80, 0.5, 0.95, "share", "C020 (wording); number an assumption", "yes among votes cast", "通过比例", tier="key"
    )
    quorum_share: float = parameter(
        0.35, 0.05, 0.9, "share", "C052; number an assumption", "households of a lane present", "法定到会率"
    )
    quorum_least: int = parameter(5, 1, 100, "households", "C052; number an assumption", "and at least", "最低到会户数")
    rounds_at_most: int = parameter(8, 1, 50, "-", "C091", "failed rounds before deadlock", "最多协商轮数")
    redesign_cost: float = parameter(0.03, 0, 1, "share", "assumption", "cost added by a redesign", "方案修改增加费用")
    pledge_hours: float = parameter(6, 0, 100, "h", "C092", "time of pledges and posting", "签约公示耗时")
    signatures_needed: float = parameter(
        0.67,
        0,
        1,
        "share",
        "C092; number an assumption",
        "signatures of all affected for works inside dwellings",
        "入户工程签约率",
    )
    signatures_months: int = parameter(
        6, 1, 60, "months", "C092; number an assumption", "months to collect them", "签约期限"
    )
    unposted_weight: float = parameter(
        0.25, 0, 1, "-", "C092; number an assumption", "weight of a word that is not posted", "未公示承诺的分量"
    )
    decision_rule: str = parameter(
        "supermajority",
        0,
        0,
        "-",
        "C020; 1989 law",
        "rule of decision",
        "决策规则",
        choices=("supermajority", "law_1989"),
    )
    visit_hours: float = parameter(10, 0, 100, "h", "C090", "committee time of a visit", "参观耗时")
    visit_yuan: float = parameter(2000, 0, 50000, "yuan", "assumption", "cost of a visit", "参观费用")
    visit_persons: list = parameter(
        [20, 40], 1, 200, "persons", "assumption", "representatives on a visit, from and to", "参观人数范围"
    )
    pilot_cost_share: float = parameter(0.1, 0, 1, "share", "assumption", "cost of a pilot building", "样板楼费用比例")
    outside_site_month: int = parameter(
        -1, -1, 2400, "month", "C090", "month from which an outside site can be seen (-1: none)", "外部样板可参观月份"
    )
    outside_site_result: float = parameter(
        0.7, -2, 3, "100 yuan/month", "C090; number an assumption", "result at the outside site", "外部样板效果"
    )
    enforcement_hours: float = parameter(
        4, 0, 100, "h/month", "C093; number an assumption", "enforcement an affair needs at least", "最低监督时间"
    )
    organization_raises: float = parameter(
        1.0, 0, 5, "-", "C109; number an assumption", "factor on a group's raising of affairs", "组织提出议题系数"
    )
    team_raises: float = parameter(
        0.5,
        0,
        1,
        "/month",
        "C082; number an assumption",
        "a team raises its venue affair, times public orientation",
        "团队提出场地议题率",
    )
    spontaneous_least: int = parameter(
        5, 1, 100, "persons", "C081; number an assumption", "acceptances that make an action", "自发行动最少人数"
    )
    spontaneous_severity: float = parameter(
        0.3, 0, 1, "share", "assumption", "severity from which lanes act", "自发行动严重度门槛"
    )
    spontaneous_rest_months: int = parameter(
        12, 0, 120, "months", "assumption", "a lane rests on one affair for", "同一事务自发行动间隔"
    )
    contribution_levy_yuan: float = parameter(
        100, 0, 2000, "yuan/household", "C091; number an assumption", "levy that signers pay at most", "签约户分摊上限"
    )


@dataclass
class Money:
    """Grants, donations, gifts, running costs (§6.5)."""

    grant_yuan_per_year: float = parameter(70000, 0, 1e6, "yuan/year", "C004", "street grant", "街道拨款", varies=True)
    earmarks: list = parameter(
        [0.35, 0.15, 0.25, 0.10, 0.15],
        0,
        1,
        "share",
        "C010; shares an assumption",
        "office, party, aid, visits, culture-sports",
        "专款比例:办公、党建、帮困、走访、文体",
    )
    routine_culture_share: float = parameter(
        0.5, 0, 1, "share", "assumption", "culture-sports money spent on routine", "文体经费中的常规支出"
    )
    earmark_hours_per_1000_yuan: float = parameter(
        20, 0, 100, "h/year", "C059; 15-25", "staff hours that 1,000 yuan of earmark oblige", "每千元专款附带工时"
    )
    reference_grant_yuan: float = parameter(
        70000, 0, 1e6, "yuan/year", "C004", "grant whose work is part of the 60 %", "包含在六成工作内的拨款"
    )
    donations_yuan_per_year: float = parameter(10000, 0, 1e6, "yuan/year", "C005", "donations", "居民捐助", varies=True)
    donations_sd: float = parameter(0.2, 0, 1, "share", "assumption", "spread of monthly donations", "捐助波动")
    free_share: float = parameter(
        0.3,
        0.1,
        0.6,
        "share",
        "assumption",
        "share of donations and gifts that is free",
        "资助中可自由支配比例",
    )
    bound_spent_per_month: float = parameter(
        0.1, 0, 1, "/month", "assumption", "purpose-bound money spent on aid", "专项资助每月支出率"
    )
    opening_free_yuan: float = parameter(2000, 0, 1e6, "yuan", "assumption", "free cash at the start", "期初自由资金")
    flow_above_yuan: float = parameter(
        20000, 0, 1e7, "yuan", "assumption", "free cash above this flows on", "自由资金外流门槛"
    )
    flow_months: float = parameter(8, 1, 120, "months", "assumption", "within", "外流期限")
    grant_offset: float = parameter(
        0, 0, 1, "share", "assumption", "own income taken off the next grant", "自有收入抵扣拨款比例", varies=True
    )
    approval_months: int = parameter(
        0, 0, 6, "months", "assumption", "months before a unit's money may be used", "单位资金使用审批月数"
    )
    group_running_yuan: float = parameter(
        200, 0, 10000, "yuan/month", "assumption", "running cost of a group", "自治小组运行费"
    )
    council_running_yuan: float = parameter(
        300, 0, 10000, "yuan/month", "assumption", "running cost of a council", "理事会运行费"
    )
    venue_rent_yuan: float = parameter(300, 0, 10000, "yuan/month", "assumption", "rent of a venue slot", "场地租用费")
    gift_ask_base: float = parameter(
        0.2, 0, 1, "share", "assumption", "a unit asked gives, at least", "请求资助基础成功率"
    )
    gift_ask_link: float = parameter(
        0.5, 0, 1, "share", "assumption", "and times its linking trust", "联结信任对资助的作用"
    )
    outing_yuan_per_head: list = parameter(
        [100, 150], 0, 1000, "yuan/person", "assumption", "outing, from and to", "郊游人均费用"
    )
    wedding_yuan_per_head: float = parameter(
        60, 0, 1000, "yuan/person", "assumption", "golden wedding", "金婚活动人均费用"
    )
    festival_yuan_per_head: float = parameter(20, 0, 1000, "yuan/person", "assumption", "festival", "节庆人均费用")
    games_yuan: list = parameter([5000, 15000], 0, 1e5, "yuan", "assumption", "games, from and to", "运动会费用范围")

    def check_together(self) -> None:
        """Refuse earmarks that do not sum to 1: more would hand out more than the grant."""
        check_sums(self, "money", ["earmarks"])


@dataclass
class Contracts:
    """Exchange with units and what it obliges (§6.5)."""

    fee_yuan: float = parameter(
        250,
        100,
        400,
        "yuan/space/month",
        "C009; derived",
        "fee of a space by day",
        "错时停车费",
        tier="key",
        varies=True,
    )
    spaces_factor: float = parameter(2, 1, 4, "-", "C016, C017", "spaces after one-way traffic", "单行后车位倍数")
    cars_staying: float = parameter(
        0.45, 0, 1, "share", "C068; number an assumption", "cars that stay by day", "白天留置车辆比例"
    )
    base_available: float = parameter(
        0.25, 0, 1, "share", "C071; number an assumption", "availability without enforcement", "无人值勤时可用率"
    )
    full_pay_at: float = parameter(
        0.8,
        0.1,
        1,
        "share",
        "C068; number an assumption",
        "availability at which the unit pays in full",
        "全额付费可用率",
    )
    kept_at: float = parameter(
        0.7, 0, 1, "share", "C062; number an assumption", "availability that keeps the contract", "合同达标可用率"
    )
    kept_months: int = parameter(
        7, 1, 12, "months", "C062; number an assumption", "months of the year that must be kept", "全年达标月数"
    )
    kept_recent: int = parameter(
        4, 1, 6, "months", "C062; number an assumption", "or of the last six", "近六月达标月数"
    )
    duty_hours: list = parameter(
        [60, 150], 0, 1000, "h/month", "C071", "duty that a contract creates, from and to", "合同值勤时间范围"
    )
    offer_link: float = parameter(
        0.5, 0, 1, "share", "C062; number an assumption", "weight of linking trust in an offer", "联结信任对签约的作用"
    )
    offer_support: float = parameter(
        0.3, 0, 1, "share", "C039; number an assumption", "weight of car households' support", "车主支持对签约的作用"
    )
    carless_spread: float = parameter(
        0.3,
        0,
        2,
        "100 yuan/month",
        "C039; number an assumption",
        "spread of a carless household's benefit",
        "无车户收益离散度",
    )
    volunteers_share: float = parameter(
        0.25,
        0,
        1,
        "share",
        "C071; number an assumption",
        "of duty that volunteers give without an own organization",
        "无组织志愿者可承担比例",
    )
    asked_to_park_duty: int = parameter(
        20,
        0,
        500,
        "persons",
        "C071; number an assumption",
        "who park and are asked for a shift, a month",
        "每月邀请值勤的车主人数",
    )
    expected_acceptance: float = parameter(
        0.4, 0.05, 1, "share", "assumption", "acceptance that a leader reckons with", "预计应召率"
    )
    enforcement: str = parameter(
        "residents", 0, 0, "-", "C071", "who enforces a contract", "执行主体", choices=("residents", "staff", "none")
    )
    yearly: bool = parameter(True, 0, 1, "-", "C019", "the unit pays every year, not once", "按年付费")
    one_off_yuan: float = parameter(
        350000, 0, 5e6, "yuan", "C009", "one-off payment where it is not yearly", "一次性资助额"
    )


@dataclass
class Units:
    """Units' budgets and their change (§6.8)."""

    budget_shock: float = parameter(0.01, 0, 1, "/month", "assumption", "a unit's budget is drawn anew", "预算冲击概率")
    delivered_success: float = parameter(
        1, 0, 10, "-", "assumption", "good experience of a delivered favour", "互惠兑现的正面经历"
    )
    hall_hours_per_team: float = parameter(
        8, 1, 100, "h/month", "assumption", "hall hours that a team needs", "团队所需场地时间"
    )


@dataclass
class Teams:
    """Cultural-sports teams (§6.7)."""

    founder_intensity: float = parameter(
        0.7, 0, 1, "share", "assumption", "hobby intensity from which a founder tries", "发起者爱好强度"
    )
    founding_per_month: float = parameter(0.01, 0, 1, "/month", "assumption", "a founder tries", "发起概率")
    least_members: int = parameter(6, 2, 50, "persons", "definition", "members that make a team", "成队最少人数")
    asked_at_most: int = parameter(
        30, 5, 300, "persons", "assumption", "hobby-mates that a founder asks", "发起者邀请人数上限"
    )
    members_per_slot: int = parameter(
        25, 5, 200, "persons", "assumption", "members of a venue slot at most", "场地容纳人数"
    )
    leaves_per_month: float = parameter(0.05, 0, 1, "/month", "assumption", "a member leaves", "成员退出率")
    orientation_rest: float = parameter(
        0.1, 0, 1, "share", "assumption", "public orientation at rest", "公共取向静态水平"
    )
    orientation_return: float = parameter(0.02, 0, 1, "/month", "assumption", "return to it", "公共取向回复率")
    orientation_asked: float = parameter(0.04, 0, 1, "-", "C043", "orientation gained when asked", "受邀后公共取向增量")
    orientation_success: float = parameter(
        0.06, 0, 1, "-", "C049", "orientation gained by success", "成功后公共取向增量"
    )
    backbone_share: float = parameter(0.1, 0, 1, "share", "assumption", "members that are backbones", "骨干比例")


@dataclass
class Organizations:
    """Founding, confirmation, dormancy and end of residents' organizations (§6.7)."""

    group_least: int = parameter(
        5, 2, 15, "persons", "definition; reported at +-2", "acceptances that found a group", "成立小组最少人数"
    )
    backbone_bonus: float = parameter(
        0.8, 0, 5, "logit", "assumption", "backbones and building heads asked to found a group", "骨干参与成立小组加成"
    )
    group_habit: float = parameter(0.3, 0, 1, "share", "assumption", "habit that can carry a group", "可带头的自治习惯")
    group_asked_at_most: int = parameter(
        120, 5, 2000, "persons", "assumption", "persons asked to found a group", "成立小组邀请人数上限"
    )
    initiative_per_month: float = parameter(
        0.05, 0, 1, "/lane/month", "assumption", "a lane that acted founds a group itself", "自发成立小组概率"
    )
    initiative_months: int = parameter(
        12, 1, 60, "months", "assumption", "within this time of its action", "自发行动有效期"
    )
    active_months: int = parameter(3, 1, 24, "months", "assumption", "an active member acted within", "活跃成员期限")
    least_active: int = parameter(
        3, 1, 20, "persons", "definition", "active members that keep an organization", "维持组织最少活跃人数"
    )
    dormant_months: int = parameter(
        6, 1, 60, "months", "C075", "without an object it is dormant after", "无对象休眠期限"
    )
    dissolved_months: int = parameter(6, 1, 60, "months", "C075", "and dissolved after", "休眠解散期限")
    exit_base: float = parameter(0.01, 0, 1, "/month", "assumption", "a member leaves", "成员退出率")
    exit_fatigue: float = parameter(0.06, 0, 1, "/month", "assumption", "and by fatigue", "疲劳导致退出")
    patrol_asked_per_month: int = parameter(
        5, 0, 100, "persons", "assumption", "persons a patrol asks to try a shift", "巡逻队每月邀请人数"
    )
    patrol_at_most: int = parameter(
        30, 5, 300, "persons", "assumption", "members of a patrol at most", "巡逻队成员上限"
    )
    recruits_per_month: int = parameter(
        6, 0, 100, "persons", "assumption", "persons a group asks to lend a hand in a month", "每月邀请新成员数"
    )
    members_at_most: int = parameter(40, 5, 500, "persons", "assumption", "members of a group at most", "小组成员上限")
    informal_trust: float = parameter(
        -0.15, -1, 0, "share", "assumption", "trust lost by an informal asker", "非正式组织信任折扣"
    )
    confirm_per_month: float = parameter(
        0.3, 0, 1, "/month", "assumption", "a committee confirms what it may", "确认概率"
    )
    withdraw_per_month: float = parameter(
        0.0, 0, 1, "/month", "C104", "confirmation withdrawn", "撤销确认概率", varies=True
    )
    council_committees: list = parameter(
        [3, 5], 1, 9, "-", "assumption", "special committees, from and to", "专门委员会数量范围"
    )
    council_seat_least: int = parameter(
        3, 2, 20, "persons", "definition", "volunteers of a special committee", "专门委员会最少人数"
    )
    council_refill_months: int = parameter(
        6, 1, 60, "months", "assumption", "months to refill a special committee", "委员会补员期限"
    )
    council_habit: float = parameter(
        0.2, 0, 1, "share", "assumption", "habit of those asked for the council", "理事邀请对象习惯"
    )
    line_yuan_per_year: float = parameter(
        3000, 0, 1e6, "yuan/year", "assumption", "budget line of a confirmed organization at most", "组织年度经费额度"
    )
    skill_gain: float = parameter(
        0.05, 0, 1, "-", "C109", "skill gained in joint episodes and own decisions", "组织能力提升"
    )
    unpaid_fatigue: float = parameter(
        0.05, 0, 1, "-", "assumption", "fatigue of members of an unpaid organization", "经费未付导致疲劳"
    )
    leader_trust_least: int = parameter(
        3, 2, 20, "groups", "C100", "groups that make a joint meeting", "联席会最少小组数"
    )


@dataclass
class StreetOffice:
    """Tasks, evaluation and quota (§6.4, §6.8)."""

    load: float = parameter(
        1.0, 0.7, 1.4, "-", "calibrated", "load of assigned tasks", "行政任务负荷", tier="key", varies=True
    )
    street_share: float = parameter(0.60, 0, 1, "share", "C012", "demand of street tasks, of capacity", "街道任务占比")
    entrusted_share: float = parameter(
        0.30, 0, 1, "share", "C013", "demand of entrusted tasks, of capacity", "委托任务占比"
    )
    demand_sd: float = parameter(0.08, 0, 0.5, "share", "assumption", "spread of monthly demand", "任务波动")
    symbolic_weight: float = parameter(0.5, 0, 2, "-", "assumption", "score lost to symbolic handling", "应付扣分权重")
    complaints_weight: float = parameter(
        0.3, 0, 2, "-", "assumption", "score lost to complaints that go upward", "越级投诉扣分权重"
    )
    score_sd: float = parameter(0.03, 0, 0.5, "-", "assumption", "noise of the score", "考核噪声")
    quota_signed: float = parameter(0.4, 0, 1, "-", "C087", "weight of signatures in the quota", "指标:签约率权重")
    quota_complete: float = parameter(0.25, 0, 1, "-", "C087", "weight of completeness", "指标:材料完整权重")
    quota_delivered: float = parameter(0.2, 0, 1, "-", "assumption", "weight of past delivery", "指标:既往完成权重")
    quota_score: float = parameter(0.15, 0, 1, "-", "assumption", "weight of the score", "指标:考核得分权重")
    quota_sd: float = parameter(0.05, 0, 1, "-", "assumption", "noise of the quota", "指标:噪声")
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


GROUPS = {
    "lapsed_management": LapsedManagementParams,
    "environment": EnvironmentParams,
    "cultural_sports": CulturalSportsParams,
    "government_works": GovernmentWorksParams,
    "parking": ParkingParams,
    "encroachment": EncroachmentParams,
    "affairs": Affairs,
    "cases": Cases,
    "committee": Committee,
    "learning": Learning,
    "issues": Issues,
    "money": Money,
    "contracts": Contracts,
    "units": Units,
    "teams": Teams,
    "organizations": Organizations,
    "street_office": StreetOffice,
}
"""Parameter classes of the institutions by the name of their group in configurations."""
