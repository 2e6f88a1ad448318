"""Numbers of the residents' committee: its time, its search and its learning (§6.4, §6.6)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


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
        0.36, 0.3, 0.9, "share", "calibrated", "time saved by symbolic handling", "选择性应付节省时间", tier="key"
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

    score_aimed: float = parameter(
        0.9, -1, 1, "-", "assumption", "score below which coping is restrained", "约束应付的考核门槛"
    )
    score_step: float = parameter(
        0.1, 0.01, 2, "-", "assumption", "score below it that counts as one", "低于门槛的计量单位"
    )
    symbolic_at_most: float = parameter(
        0.5, 0, 0.5, "share", "assumption", "tasks handled symbolically at most", "选择性应付上限"
    )
    hours_per_contact: float = parameter(
        1.0, 0.1, 40, "h", "assumption", "time on an affair in which one resident is met", "每接触一名居民的工时"
    )


@dataclass
class Learning:
    """Problemistic search, choice, credit and consciousness (§6.6)."""

    discovery: float = parameter(0.12, 0.01, 0.15, "/month", "calibrated", "discovery rate δ", "发现率 δ", tier="key")
    choice_floor: float = parameter(0.15, 0.01, 1, "-", "assumption", "floor of the choice weight", "选择权重下限")
    rate: float = parameter(0.25, 0.01, 1, "-", "assumption", "learning rate α", "学习率 α")
    credit_decay: float = parameter(
        0.95, 0.5, 1, "/month", "assumption", "credit that remains a month after use", "记分保持率"
    )
    value_decay: float = parameter(
        0.995, 0.9, 1, "/month", "assumption", "what remains of a value above its start", "价值保持率"
    )
    initial_value: float = parameter(0.1, 0, 1, "-", "assumption", "value of an untried practice", "初始价值")
    lapse_credit: float = parameter(-0.05, -1, 0, "-", "assumption", "credit of a lapse", "搁置的记分")
    hours_per_credit: float = parameter(
        1000, 100, 1e5, "h", "assumption", "committee hours that cost one credit", "折合一单位记分的工时"
    )
    wider_scope_factor: float = parameter(1.3, 0.5, 3, "-", "assumption", "credit of wider affairs", "较大范围记分系数")
    lane_scope_factor: float = parameter(0.8, 0.3, 3, "-", "assumption", "credit of one lane", "单一里弄记分系数")
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
        0.1, 0.01, 1, "-", "assumption", "rate of the running mean of credit", "记分均值更新率"
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
        0.4, 0, 1, "share", "assumption", "tacit practice survives a change of chair", "默会工作方法留存概率"
    )
    conscious_survives: float = parameter(
        0.7, 0, 1, "share", "assumption", "conscious practice survives a change of chair", "自觉工作方法留存概率"
    )
    skill_gain: float = parameter(0.05, 0, 1, "-", "C094", "skill gained by a success", "成功带来的能力提升")
    skill_decay: float = parameter(0.99, 0.9, 1, "/month", "assumption", "skill that remains", "能力保持率")
    credit_least: float = parameter(
        -0.2, -1, 1, "-", "assumption", "credit of a resolved affair at least", "办结记分下限"
    )
    choice_power: float = parameter(2.0, 0, 5, "-", "assumption", "power of the choice weight", "选择权重指数")
