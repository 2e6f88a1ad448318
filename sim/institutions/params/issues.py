"""Numbers of the chain from a latent affair to its execution (§6.3)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


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
    encroachment_benefit: float = parameter(
        0.5,
        -2,
        3,
        "100 yuan/month",
        "C047; number an assumption",
        "what the removal of encroachments is taken to bring",
        "拆除违章搭建的判断收益",
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
    false_alarm_failure: float = parameter(
        0.3,
        0,
        5,
        "-",
        "C039; number an assumption",
        "bad experience of a vote on what brings too little",
        "误判议题的负面经历",
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
    quorum_least: int = parameter(
        5, 1, 100, "households", "C052; number an assumption", "households present at least", "最低到会户数"
    )
    rounds_at_most: int = parameter(8, 1, 50, "-", "C091", "failed rounds before deadlock", "最多协商轮数")
    redesign_cost: float = parameter(0.03, 0, 1, "share", "assumption", "cost added by a redesign", "方案修改增加费用")
    pledge_hours: float = parameter(6, 0, 100, "h", "C092", "time of pledges and posting", "签字公示耗时")
    signatures_needed: float = parameter(
        0.67,
        0,
        1,
        "share",
        "C092; number an assumption",
        "signatures of all affected for works inside dwellings",
        "入户工程签字率",
    )
    signatures_months: int = parameter(
        6, 1, 60, "months", "C092; number an assumption", "months to collect them", "签字期限"
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
    pilot_cost_share: float = parameter(
        0.1, 0, 1, "share", "assumption", "cost of a pilot staircase", "样板楼道费用比例"
    )
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
        100, 0, 2000, "yuan/household", "C091; number an assumption", "levy that signers pay at most", "签字户分摊上限"
    )
    unskilled_noise: float = parameter(
        1.5,
        1,
        3,
        "-",
        "C023; number an assumption",
        "factor on the error of judgement without skill, which is taken off it",
        "无能力时判断误差倍数",
    )
    advisory_skill_loss: float = parameter(
        0.5,
        0,
        1,
        "-",
        "C052; number an assumption",
        "skill that an advisory meeting lacks against a hearing",
        "咨询会的效果折减",
    )
    enforcement_base: float = parameter(
        0.5,
        0,
        2,
        "-",
        "C093; number an assumption",
        "what an hour of enforcement counts without skill",
        "无能力时监督工时的效力",
    )
    unheeded_months: int = parameter(
        1,
        0,
        24,
        "months",
        "C049; number an assumption",
        "nobody is asked again within, after nobody came",
        "无人应召后的间隔",
    )
