"""Numbers of affairs and cases: how they arise, worsen, are answered and end (§3, §6.3)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


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
        0.001, 0, 1, "/month", "C084", "dispute of a tied pair during works by notice", "凭通知施工期间邻里纠纷率"
    )
    works_dispute_kitchen: float = parameter(
        0.2, 0, 1, "/month", "C084", "dispute of a kitchen during works without agreements", "无协议施工厨房纠纷率"
    )
    works_duty_hours: float = parameter(
        60, 0, 500, "h/month", "C093", "duty for temporary toilets", "临时卫生间值勤时间"
    )
    pulled_down_failure: float = parameter(
        1, 0, 20, "-", "C047; number an assumption", "bad experience of a removal by notice", "凭通知拆除的负面经历"
    )
    rebuilt_by_notice: float = parameter(
        0.05, 0, 1, "/month", "C047", "encroachments rebuilt after removal by notice", "凭通知拆除后的重建率"
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
        2,
        1,
        50,
        "-",
        "C085; number an assumption",
        "disputes that make encroachments plain",
        "使违章搭建显现的纠纷次数",
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

    benefit_range: list = parameter(
        [-2.0, 3.0], -2, 3, "100 yuan/month", "assumption", "benefit at least and at most", "收益上下限"
    )
    neglect_factor: float = parameter(
        2.0,
        1,
        5,
        "-",
        "C080; number an assumption",
        "factor on lapsed management without any effort of the manager, which is taken off it",
        "物业不尽责时失管事务倍数",
    )
    agreements_complete: int = parameter(
        4, 1, 4, "-", "C087; number an assumption", "written agreements that complete a record", "材料完整所需协议数"
    )
    done_together_share: float = parameter(
        0.5,
        0,
        1,
        "share",
        "C053; number an assumption",
        "labour of residents that makes it theirs",
        "共同办成的居民工时比例",
    )
    relapse_severity: float = parameter(
        0.5, 0, 1, "share", "assumption", "severity that comes back with a relapse", "复发时的严重程度比例"
    )
    relapse_cost: float = parameter(0.5, 0, 1, "share", "assumption", "cost of doing it again", "复发后重办费用比例")


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
        0.01,
        0,
        1,
        "share",
        "assumption",
        "open cases that make an uproar, of the affected",
        "引发群情的投诉占受影响户比例",
    )
    dispute_severity: float = parameter(0.3, 0, 1, "share", "assumption", "severity of a dispute", "纠纷严重程度")
    dispute_months: int = parameter(
        3, 1, 24, "months", "assumption", "unmediated disputes lapse after", "纠纷未调解搁置期限"
    )
    mediation_hours: list = parameter([2, 6], 0.5, 40, "h", "assumption", "mediation, from and to", "调解时间范围")
